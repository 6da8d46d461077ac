//! The parts of the sheet, each a table: money first, then persons, then what changes, comes, is late and is asked.

use super::document::Correction;
use super::sheet::{cell, more, part};
use super::view::{Cell, MONEY, Part, TEXT};
use super::{Amount, Moved, Named, Persons, Review, State, Touched};
use crate::model::{Lang, Money, Period};
use crate::waist;

/// Rows of a part before it is folded.
const ROWS_MAX: usize = 24;

/// Names or titles in one cell before they are counted.
const NAMED_MAX: usize = 6;

/// New months of one set of books that stand each in a row of its own.
const MONTHS_MAX: usize = 3;

pub fn money(lang: Lang, review: &Review) -> Part {
    let labels = [
        (lang.pick("单位", "unit"), TEXT),
        (lang.pick("月份", "month"), TEXT),
        (lang.pick("收入（元）", "income (yuan)"), MONEY),
        (lang.pick("支出（元）", "spending (yuan)"), MONEY),
        (lang.pick("月末结余（元）", "closing balance (yuan)"), MONEY),
    ];
    let title = lang.pick("账上的数怎么变", "How the sums move");
    let of = |state| review.totals.iter().filter(move |month: &&Moved| month.state == state);
    let mut rows: Vec<Vec<Cell>> = of(State::Changed).map(|month| month_row(lang, month)).collect();
    rows.extend(of(State::Gone).map(|month| month_row(lang, month)));
    let new: Vec<&Moved> = of(State::New).collect();
    let same = |a: &&Moved, b: &&Moved| a.at.unit_id == b.at.unit_id && a.book == b.book;
    for run in new.chunk_by(same) {
        match run {
            [first, .., last] if run.len() > MONTHS_MAX => {
                rows.push(run_row(lang, first, last, run))
            }
            run => rows.extend(run.iter().map(|month| month_row(lang, month))),
        }
    }
    Part { rows, ..part("money", title, &labels) }.at_most(ROWS_MAX, more(lang))
}

fn month_row(lang: Lang, month: &Moved) -> Vec<Cell> {
    let mark = match month.state {
        State::New => lang.pick("新", "new"),
        State::Changed => lang.pick("改", "changed"),
        State::Gone => lang.pick("撤", "gone"),
    };
    vec![
        book(lang, month),
        cell(period(lang, &month.period)).mark(mark),
        amount(lang, &month.income),
        amount(lang, &month.expense),
        amount(lang, &month.closing),
    ]
}

/// Many new months of one set of books in one row: their sums, and the last balance.
fn run_row(lang: Lang, first: &Moved, last: &Moved, run: &[&Moved]) -> Vec<Cell> {
    let sum = |of: fn(&Moved) -> Amount| -> Amount {
        let mut all = run.iter().filter_map(|month| of(month).new);
        let whole = all.try_fold(Money::ZERO, Money::checked_add);
        Amount { new: whole, ..Amount::default() }
    };
    let (from, to, count) = (period(lang, &first.period), period(lang, &last.period), run.len());
    vec![
        book(lang, first),
        cell(lang.pick(format!("{from}—{to}"), format!("{from} to {to}"))).mark(
            lang.pick(format!("新，{count} 个月合计"), format!("new, {count} months in all")),
        ),
        amount(lang, &sum(|month| month.income)),
        amount(lang, &sum(|month| month.expense)),
        amount(lang, &last.closing),
    ]
}

fn book(lang: Lang, month: &Moved) -> Cell {
    let (unit, book) = (&month.at.unit, &month.at.title);
    if book.is_empty() || book == unit {
        return cell(unit.as_str());
    }
    cell(lang.pick(format!("{unit}（{book}）"), format!("{unit} ({book})")))
}

fn amount(lang: Lang, amount: &Amount) -> Cell {
    let said = |money: Option<Money>| money.map(Money::grouped);
    let none = || lang.pick("不再公开", "no more").to_string();
    let is_same = !amount.is_other();
    Cell {
        old: said(amount.old).filter(|_| !is_same).unwrap_or_default(),
        text: said(amount.new).unwrap_or_else(none),
        mark: amount.difference.filter(|_| !is_same).map(Money::signed).unwrap_or_default(),
        form: MONEY,
    }
}

fn period(lang: Lang, text: &str) -> String {
    Period::parse(text).map_or_else(|| text.to_string(), |one| waist::period(lang, one))
}

pub fn persons(lang: Lang, review: &Review) -> Part {
    let labels = [
        (lang.pick("单位", "unit"), TEXT),
        (lang.pick("是什么", "what"), TEXT),
        (lang.pick("以后人人看得到", "what everyone will see"), TEXT),
    ];
    let persons = &review.persons;
    let mut all =
        part("persons", lang.pick("新看得见的个人信息", "What is new to see of persons"), &labels);
    let own = |consented: bool| {
        persons.faces.iter().filter(move |face| face.consent.is_some() == consented)
    };
    for face in own(true) {
        let day = face.consent.as_deref().unwrap_or_default();
        let said = [&*face.name, &*face.post, &*face.phone].join(" ");
        let consent = lang.pick(format!("本人 {day} 同意"), format!("owner's consent {day}"));
        let what = lang.pick("本人的电话", "a person's own telephone");
        all.rows.push(vec![cell(&*face.unit), cell(what), cell(said).mark(consent)]);
    }
    let rest: Vec<_> = own(false).collect();
    for faces in rest.chunk_by(|a, b| a.unit_id == b.unit_id) {
        let said = |face: &&super::NewFace| {
            let words = [&*face.name, &*face.post, &*face.phone];
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let what = lang.pick("干部、联系方式", "officials and contacts");
        let said = folded(lang, faces.iter().map(said));
        all.rows.push(vec![cell(&*faces[0].unit), cell(what), cell(said)]);
    }
    let signs = lang.pick("签字的人（全名）", "who signs (full names)");
    all.rows.extend(by_unit(lang, &persons.signers, signs));
    let masked = lang.pick("名字已遮的人", "persons, masked");
    all.rows.extend(by_unit(lang, &persons.masked, masked));
    all.notes.extend(withheld(lang, persons).filter(|_| !all.rows.is_empty()));
    all.at_most(ROWS_MAX, more(lang))
}

/// What the web does not have, in a sentence.
fn withheld(lang: Lang, persons: &Persons) -> Option<String> {
    let (records, rows) = (persons.records_withheld, persons.rows_withheld);
    let records = (records > 0).then(|| {
        lang.pick(
            format!("{records} 份公开只有合计或不上网"),
            format!("{records} records, of which there are sums alone or nothing"),
        )
    });
    let rows = (rows > 0).then(|| {
        lang.pick(
            format!("人员名单 {rows} 行只有分组合计"),
            format!("{rows} rows of lists of people, of which there are sums by group"),
        )
    });
    let all: Vec<String> = records.into_iter().chain(rows).collect();
    let said = all.join(lang.pick("，", ", "));
    (!said.is_empty())
        .then(|| lang.pick(format!("没有放到网上的：{said}。"), format!("Not on the web: {said}.")))
}

/// Names by the unit in whose records they stand.
fn by_unit(lang: Lang, all: &[Named], what: &str) -> Vec<Vec<Cell>> {
    let row = |of_unit: &[Named]| {
        let mut names: Vec<String> = of_unit.iter().flat_map(|one| one.names.clone()).collect();
        names.sort();
        names.dedup();
        let titles: Vec<&str> = of_unit.iter().map(|one| one.at.title.as_str()).collect();
        let place = match titles.as_slice() {
            [title] => title.to_string(),
            _ => {
                let count = titles.len();
                lang.pick(format!("在 {count} 处"), format!("in {count} places"))
            }
        };
        vec![
            cell(&*of_unit[0].at.unit),
            cell(what),
            cell(folded(lang, names.into_iter())).mark(place),
        ]
    };
    all.chunk_by(|a, b| a.at.unit_id == b.at.unit_id).map(row).collect()
}

/// The first of many, and how many there are.
fn folded(lang: Lang, all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    let (shown, count) = (all[..all.len().min(NAMED_MAX)].join(lang.pick("、", ", ")), all.len());
    match count > NAMED_MAX {
        true => lang.pick(format!("{shown} 等 {count} 项"), format!("{shown} … {count} in all")),
        false => shown,
    }
}

pub fn changed(lang: Lang, review: &Review) -> Part {
    let labels = [
        (lang.pick("单位", "unit"), TEXT),
        (lang.pick("哪一份", "record"), TEXT),
        (lang.pick("变了什么", "what is other"), TEXT),
    ];
    let title = lang.pick("改动和撤下", "What changes and goes");
    // What nobody has given a word on comes first, then what goes, then what is told.
    let turn = |one: &&Touched| match (one.untold, one.state, one.corrections.is_empty()) {
        (true, ..) => 0,
        (_, State::Gone, _) => 1,
        (_, _, false) => 2,
        _ => 3,
    };
    let mut all: Vec<&Touched> = review.edited().collect();
    all.sort_by_key(turn);
    let row =
        |one: &Touched| vec![cell(&*one.at.unit), cell(&*one.at.title), what_changed(lang, one)];
    let mut part = part("changed", title, &labels);
    part.rows = all.into_iter().map(row).collect();
    let unedited = review.records.iter().filter(|one| one.unedited).count();
    if unedited > 0 {
        part.notes.push(lang.pick(
            format!("另有 {unedited} 份资料没动，只是截至日不同，页面上的天数、提示跟着变。"),
            format!("In {unedited} more nobody changed a word: with the day, what they count has moved on."),
        ));
    }
    part.at_most(ROWS_MAX, more(lang))
}

fn what_changed(lang: Lang, one: &Touched) -> Cell {
    if one.state == State::Gone {
        let why = one
            .cause
            .as_ref()
            .map(|cause| lang.pick(format!("撤下：{cause}"), format!("taken away: {cause}")));
        let none =
            lang.pick("撤下，没有写原因，请核对", "taken away without a cause; please check");
        return cell(lang.pick("不再公开", "no more public"))
            .mark(why.unwrap_or_else(|| none.to_string()));
    }
    let mut said: Vec<String> = one.corrections.iter().map(|one| corrected(lang, one)).collect();
    said.extend(one.figures.iter().map(|figure| {
        let said = |money: Option<Money>| money.map(Money::grouped).unwrap_or_else(|| "—".into());
        format!("{} {} → {}", figure.label, said(figure.amount.old), said(figure.amount.new))
    }));
    if said.is_empty() && one.rows_gone + one.rows_new > 0 {
        let (gone, new) = (one.rows_gone, one.rows_new);
        said.push(lang.pick(
            format!("明细：原有 {gone} 行没有了或改了，现有 {new} 行是新的或改过的"),
            format!("rows: {gone} gone or changed, {new} new or changed"),
        ));
    }
    if said.is_empty() {
        let words = one.parts.iter().map(|part| part_words(lang, part).to_string());
        said.push(folded(lang, words));
    }
    let untold = lang.pick("没有写更正，请核对", "no correction says so; please check");
    cell(said.join("\n")).mark(if one.untold { untold } else { "" })
}

fn corrected(lang: Lang, one: &Correction) -> String {
    let Correction { what, old, new, why, .. } = one;
    lang.pick(
        format!("更正 {what}：{old} → {new}（{why}）"),
        format!("correction of {what}: {old} → {new} ({why})"),
    )
}

fn part_words(lang: Lang, part: &str) -> &'static str {
    let (zh, en) = match part {
        "figures" => ("合计", "sums"),
        "rows" => ("明细", "rows"),
        "sections" => ("附表", "tables"),
        "facts" => ("事项", "facts"),
        "stages" => ("办到哪一步", "stages"),
        "attachments" => ("附件", "attachments"),
        "notices" => ("提示或说明", "notices or explanations"),
        "corrections" => ("更正", "corrections"),
        "words" => ("标题或明白话", "title or plain words"),
        "text" => ("正文", "text"),
        _ => ("改前的内容看不到", "what stood there is not known"),
    };
    lang.pick(zh, en)
}

pub fn new(lang: Lang, review: &Review) -> Part {
    let labels = [
        (lang.pick("单位", "unit"), TEXT),
        (lang.pick("新公开的（账目见上）", "newly published (months are above)"), TEXT),
    ];
    let title = lang.pick("新公开的", "What is new");
    let new: Vec<&Touched> =
        review.touched(State::New).filter(|one| one.kind != "ledger").collect();
    let rows = new.chunk_by(|a, b| a.at.unit_id == b.at.unit_id).map(|of_unit| {
        let titles = of_unit.iter().map(|one| one.at.title.clone());
        vec![cell(&*of_unit[0].at.unit), cell(folded(lang, titles))]
    });
    Part { rows: rows.collect(), ..part("new", title, &labels) }.at_most(ROWS_MAX, more(lang))
}

pub fn overdue(lang: Lang, review: &Review) -> Part {
    let labels = [
        (lang.pick("单位", "unit"), TEXT),
        (lang.pick("没有公开的", "not published"), TEXT),
        (lang.pick("应在哪天前", "was due"), TEXT),
    ];
    let title = lang.pick("逾期还没公开的", "What is overdue");
    let rows = review.overdue.iter().map(|one| {
        let (when, days) = (period(lang, &one.period), one.days);
        let mut said = format!("{when} {}", one.item);
        if !one.book.is_empty() {
            said.push_str(&lang.pick(format!("（{}）", one.book), format!(" ({})", one.book)));
        }
        let late = lang.pick(format!("逾期 {days} 日"), format!("{days} days late"));
        vec![cell(&*one.unit), cell(said), cell(&*one.due).mark(late)]
    });
    Part { rows: rows.collect(), ..part("overdue", title, &labels) }
        .at_most(ROWS_MAX / 2, more(lang))
}

pub fn notices(lang: Lang, review: &Review) -> Part {
    let labels = [
        (lang.pick("单位", "unit"), TEXT),
        (lang.pick("页面上问的", "what the pages ask"), TEXT),
        (lang.pick("单位的说明", "the unit's word"), TEXT),
    ];
    let title = lang.pick("提示和说明", "Notices and explanations");
    let mut all: Vec<_> = review.notices.iter().collect();
    all.sort_by_key(|one| one.answered);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for one in all {
        let word = match one.answered {
            true => cell(&*one.explanation).mark(&*one.explained_by),
            false => cell("").mark(lang.pick("还没有说明", "no word yet")),
        };
        // Where everything is new, nothing need say so.
        let is_new = one.new && review.since.is_some();
        let mark = if is_new { lang.pick("新", "new") } else { "" };
        let asked = match one.at.title.is_empty() {
            true => one.fact.clone(),
            false => lang.pick(
                format!("{}：{}", one.at.title, one.fact),
                format!("{}: {}", one.at.title, one.fact),
            ),
        };
        rows.push(vec![cell(&*one.at.unit), cell(asked).mark(mark), word]);
    }
    rows.extend(review.suppressed.iter().filter(|one| one.new).map(|one| {
        let asked = lang.pick(
            format!("免问 {}，{} 处，到 {}", one.rule, one.count, one.until),
            format!("suppressed: {}, {} times, until {}", one.rule, one.count, one.until),
        );
        let mark = lang.pick("新", "new");
        vec![cell(&*one.unit), cell(asked).mark(mark), cell(&*one.reason).mark(&*one.by)]
    }));
    Part { rows, ..part("notices", title, &labels) }.at_most(ROWS_MAX / 2, more(lang))
}

pub fn internal(lang: Lang, review: &Review) -> Option<Part> {
    let labels =
        [(lang.pick("要看什么", "what to look at"), TEXT), (lang.pick("在哪个文件", "file"), TEXT)];
    let title = lang.pick("内部提示", "Internal findings");
    let found = review.internal.as_ref()?;
    let rows = found.iter().map(|one| vec![cell(&*one.message).mark(&*one.rule), cell(&*one.file)]);
    Some(Part { rows: rows.collect(), ..part("internal", title, &labels) })
}
