//! Every line of a month, none left out, grouped under the sums they make.

use super::parties::{self, Persons};
use super::reversals;
use crate::kind::ledger::{
    Account, CATEGORIES, DIRECTIONS, LINE, Line, NATURES, Nature, is_income,
};
use crate::model::shape::{Choice, Type};
use crate::model::table::{Cell, Column, Form, Group, Row, Tone};
use crate::model::{Lang, Money};
use crate::read::Filed;
use crate::waist::{Desk, anchor};

/// The fields of a line that are shown, in the order of every output.
const SHOWN: [&str; 14] = [
    "date",
    "voucher",
    "text",
    "party",
    "direction",
    "category",
    "nature",
    "account",
    "amount",
    "handler",
    "witness",
    "approver",
    "receipt",
    "decision",
];

/// The columns of a month: those of the line's declaration, a note, and what tells of reversals where there are any.
pub fn columns(desk: &Desk, filed: &Filed) -> Vec<Column> {
    let lang = desk.lang();
    let of = |name: &str| {
        let at = LINE.position(name, 0).expect("a declared field");
        let form = match LINE.field(at).of {
            Type::Date => Form::Date,
            Type::Money => Form::SignedMoney,
            _ => Form::Text,
        };
        Column::of(lang, LINE.field(at), form)
    };
    let note = Column::new(lang, "note", "备注", "note", Form::Text);
    let mut columns: Vec<Column> = SHOWN.iter().map(|name| of(name)).chain([note]).collect();
    if names_both_accounts(filed) {
        columns.push(of("to_account"));
    }
    if reversals::are_told(desk, filed) {
        columns.extend(reversals::columns(lang));
    }
    columns
}

/// Whether a transfer says where it goes: then all lines have a cell for it.
fn names_both_accounts(filed: &Filed) -> bool {
    filed.ledger.lines.iter().any(|line| line.to_account.is_some())
}

/// What a line is grouped under: the fragment, the words, the tone.
struct Heading {
    /// Spending first, then income, then money that only moves; within these the largest sum first.
    order: (u8, std::cmp::Reverse<Money>),
    anchor: &'static str,
    label: &'static str,
    gloss: &'static str,
    tone: Tone,
}

fn heading(lang: Lang, filed: &Filed, line: &Line) -> Heading {
    let made = |order, anchor, zh, en, gloss, tone| Heading {
        order: (order, std::cmp::Reverse(Money::ZERO)),
        anchor,
        label: lang.pick(zh, en),
        gloss,
        tone,
    };
    let gloss = |at: usize| NATURES[at].gloss.in_lang(lang);
    match (line.counts_as, line.category) {
        (Nature::Dealing, _) => made(2, "moving", "往来", "Dealings", gloss(1), Tone::Moving),
        (Nature::Held, _) => made(3, "held", "代收代付", "Held for others", gloss(3), Tone::Held),
        (Nature::Transfer, _) => {
            made(4, "transfer", "内部划转", "Internal transfers", gloss(2), Tone::Moving)
        }
        (_, None) => made(5, "unsorted", "未分类", "Without category", "", Tone::Plain),
        (_, Some(category)) => {
            let at = CATEGORIES.iter().position(|c| c.key == category.key).unwrap_or(0);
            let income = is_income(category);
            Heading {
                order: (u8::from(income), std::cmp::Reverse(filed.sums.by_category[at].0)),
                anchor: category.key,
                label: category.words.in_lang(lang),
                gloss: category.gloss.in_lang(lang),
                tone: if income { Tone::Income } else { Tone::Expense },
            }
        }
    }
}

/// All lines, none left out, each group under its sum, the largest amount first.
pub fn lines(desk: &Desk, filed: &Filed, persons: &Persons) -> (Vec<Row>, Vec<Group>) {
    let (lang, all) = (desk.lang(), &filed.ledger.lines);
    let are_told = reversals::are_told(desk, filed);
    let names_both = names_both_accounts(filed);
    let mut order: Vec<(Heading, &Line)> =
        all.iter().map(|line| (heading(lang, filed, line), line)).collect();
    order.sort_by_key(|(heading, line)| {
        (heading.order, heading.anchor, std::cmp::Reverse(line.amount.abs()))
    });
    let (mut rows, mut groups) = (Vec::with_capacity(all.len()), Vec::<Group>::new());
    for (heading, line) in order {
        if groups.last().is_none_or(|group| group.anchor != heading.anchor) {
            groups.push(Group {
                anchor: heading.anchor.to_string(),
                label: heading.label.to_string(),
                gloss: heading.gloss.to_string(),
                tone: heading.tone,
                total: Money::ZERO,
                count: 0,
            });
        }
        let group = groups.last_mut().expect("just made");
        // Between cash and bank nothing is won or lost.
        if line.counts_as != Nature::Transfer {
            group.total += line.effect();
        }
        group.count += 1;
        let mut row = row(desk, line, heading.tone, persons);
        if names_both {
            let to = line.to_account.as_ref();
            row.cells.push(to.map_or(Cell::Empty, |to| account(lang, to, persons)));
        }
        if are_told {
            row.cells.extend(reversals::cells(desk, filed, line, persons));
        }
        rows.push(row);
    }
    one_anchor_one_row(&mut rows);
    (rows, groups)
}

fn row(desk: &Desk, line: &Line, tone: Tone, persons: &Persons) -> Row {
    let (lang, clean) = (desk.lang(), persons.clean);
    let note = match reversals::note(desk, line) {
        left if left.is_empty() => note(lang, line, persons),
        left => left,
    };
    let voucher = clean(&line.voucher);
    let word =
        |choice: Option<&'static Choice>| Cell::text(choice.map_or("", |c| c.words.in_lang(lang)));
    let nature = &NATURES[line.nature as usize];
    let receipt = line.receipt.map_or("", |c| c.words.in_lang(lang));
    let receipt = [receipt, &line.receipt_no, &line.no_receipt_reason];
    let receipt: Vec<&str> = receipt.into_iter().filter(|part| !part.is_empty()).collect();
    let direction = &DIRECTIONS[line.direction as usize];
    Row {
        anchor: anchor(&voucher),
        tone,
        href: String::new(),
        cells: vec![
            Cell::Date(line.date),
            Cell::text(voucher),
            Cell::text(clean(&line.text)),
            Cell::text(parties::shown(&line.party, line.party_type, persons)),
            Cell::text(direction.words.in_lang(lang)),
            word(line.category),
            Cell::text(nature.words.in_lang(lang)),
            account(lang, &line.account, persons),
            amount(line),
            Cell::text(&line.handler),
            Cell::text(&line.witness),
            Cell::text(&line.approver),
            Cell::text(clean(&receipt.join(" "))),
            Cell::text(clean(&line.decision)),
            Cell::text(clean(&note)),
        ],
    }
}

/// A voucher may cover several lines; a fragment leads to one place.
fn one_anchor_one_row(rows: &mut [Row]) {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for row in rows.iter_mut().filter(|row| !row.anchor.is_empty()) {
        let times = seen.entry(row.anchor.clone()).or_default();
        *times += 1;
        if *times > 1 {
            row.anchor = format!("{}-{times}", row.anchor);
        }
    }
}

fn account(lang: Lang, account: &Account, persons: &Persons) -> Cell {
    match account {
        Account::Cash => Cell::text(lang.pick("现金", "cash")),
        Account::Bank => Cell::text(lang.pick("银行", "bank")),
        Account::Named(name) => Cell::text((persons.clean)(name)),
    }
}

fn amount(line: &Line) -> Cell {
    match line.counts_as {
        Nature::Transfer => Cell::Moved(line.effect()),
        _ => Cell::Money(line.effect()),
    }
}

fn note(lang: Lang, line: &Line, persons: &Persons) -> String {
    match line.nature {
        Nature::Reversal => {
            lang.pick(format!("冲销 {}", line.reverses), format!("reverses {}", line.reverses))
        }
        Nature::Dealing => {
            line.dealing.map_or(String::new(), |d| d.words.in_lang(lang).to_string())
        }
        Nature::Transfer => match (&line.account, &line.other) {
            _ if !line.effect().is_negative() => String::new(),
            (Account::Cash, Account::Bank) => lang.pick("现金存入银行", "cash to bank").to_string(),
            (Account::Bank, Account::Cash) => lang.pick("银行提取现金", "bank to cash").to_string(),
            (Account::Bank, Account::Bank) => {
                lang.pick("银行账户之间", "between bank accounts").to_string()
            }
            (_, Account::Named(to)) => {
                let to = (persons.clean)(to);
                lang.pick(format!("转入{to}"), format!("to {to}"))
            }
            _ => lang.pick("提取现金", "taken in cash").to_string(),
        },
        _ => String::new(),
    }
}
