//! What a month's lines say of reversals: what each takes back, and what is left of the line it takes it from.

use super::parties::Persons;
use crate::kind::ledger::{LINE, Line, Spot};
use crate::model::table::{Cell, Column, Form, Row, Tone};
use crate::model::{Lang, Money};
use crate::read::Filed;
use crate::waist::{Desk, Medium, on_the_web, ways};

/// Whether the month's data tell of reversals: on the web, where a line is one or has one.
pub fn are_told(desk: &Desk, filed: &Filed) -> bool {
    let any = |line: &Line| line.is_reversal() || reversals(desk, line).next().is_some();
    let shown = desk.medium.shows_lines(filed.ledger.envelope.audience);
    desk.medium == Medium::Web && shown && filed.ledger.lines.iter().any(any)
}

/// The voucher a reversal takes back; of other lines their reversals, what they come to, and what is left.
pub fn columns(lang: Lang) -> Vec<Column> {
    let reverses = LINE.field(LINE.position("reverses", 0).expect("a declared field"));
    let money = |key, zh, en| Column::new(lang, key, zh, en, Form::SignedMoney);
    vec![
        Column { gloss: String::new(), ..Column::of(lang, reverses, Form::Text) },
        Column::new(lang, "reversals", "被哪笔冲销", "reversed by", Form::Text),
        money("reversed", "已冲销", "reversed"),
        money("left", "冲销后余额", "left"),
    ]
}

/// One cell a column of [`columns`]. Amounts bear the sign of the line's own: it and what was reversed make what is left.
pub fn cells(desk: &Desk, filed: &Filed, line: &Line, persons: &Persons) -> [Cell; 4] {
    let lang = desk.lang();
    let link = |spot: &Spot| {
        let (other, line) = at(desk, *spot);
        let text = (persons.clean)(&format!("{} {}", other.period(), line.voucher));
        match ways::line(desk, filed, *spot) {
            Some(href) => Cell::Link { text, href },
            None => Cell::text(text),
        }
    };
    let reverses = match &line.reversing.of {
        Some(spot) => link(spot),
        None => Cell::text((persons.clean)(&line.reverses)),
    };
    let columns = [
        Column::new(lang, "voucher", "凭证号", "voucher", Form::Text),
        Column::new(lang, "amount", "金额", "amount", Form::SignedMoney),
    ];
    let row = |spot: &Spot| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![link(spot), Cell::Money(at(desk, *spot).1.effect())],
    };
    let rows: Vec<Row> = reversals(desk, line).map(row).collect();
    if rows.is_empty() {
        return [reverses, Cell::Empty, Cell::Empty, Cell::Empty];
    }
    let reversed: Money = reversals(desk, line).map(|spot| at(desk, *spot).1.effect()).sum();
    let left = line.effect() + reversed;
    let rows = Cell::Rows { columns: columns.to_vec(), rows };
    [reverses, rows, Cell::Money(reversed), Cell::Money(left)]
}

/// What a line was, what was taken back, what is left; empty where nothing was.
pub fn note(desk: &Desk, line: &Line) -> String {
    let lang = desk.lang();
    let all: Vec<Money> = reversals(desk, line).map(|spot| at(desk, *spot).1.amount).collect();
    if all.is_empty() {
        return String::new();
    }
    let reversed: Money = all.into_iter().sum();
    let [was, taken, left] =
        [line.amount, -reversed, line.amount + reversed].map(|money| lang.amount(money));
    lang.pick(
        format!("原 {was}，已冲销 {taken}，余 {left}"),
        format!("was {was}, {taken} reversed, {left} left"),
    )
}

/// The reversals of a line that this medium may tell of.
fn reversals<'a>(desk: &'a Desk, line: &'a Line) -> impl Iterator<Item = &'a Spot> {
    line.reversing.by.iter().filter(|spot| {
        let (filed, _) = at(desk, **spot);
        on_the_web(filed) && desk.medium.shows_lines(filed.ledger.envelope.audience)
    })
}

fn at<'a>(desk: &Desk<'a>, spot: Spot) -> (&'a Filed, &'a Line) {
    let filed = &desk.records.ledgers[spot.ledger];
    (filed, &filed.ledger.lines[spot.line])
}
