//! F2 to F4, internal: one person twice, after a death, over a cap, in programmes that exclude each other, or with an age
//! or an area that jumped. Rows are joined by the office's own word for a person; a name is never compared.

use std::collections::BTreeMap;

use super::Shelf;
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::benefit;
use crate::kind::portal::{Portal, Settings};
use crate::kind::private::{Named, Office};
use crate::kind::record::Record;
use crate::model::date::years_after;
use crate::model::spelling::one_form;
use crate::model::{Date, Money, Period, Quantity, Said};
use crate::source::Source;

/// A row and who it is, with what rules ask of it.
#[derive(Clone, Copy, Debug)]
pub struct Paid<'a> {
    /// The other unit's name where units are compared; else empty.
    pub unit: &'a str,
    pub id: &'a str,
    pub programme: &'a str,
    pub batch: &'a str,
    pub period: Period,
    pub at: usize,
    pub row: &'a str,
    /// The office's own word for the person.
    pub key: &'a str,
    pub age: Option<u64>,
    pub on: Date,
    pub amount: Money,
    /// Where it is paid by the mu.
    pub area: Option<Quantity>,
}

impl Paid<'_> {
    /// Later payments are asked about, not the ones before them.
    pub fn order(&self) -> (Date, &str, usize) {
        (self.on, self.id, self.at)
    }

    /// What messages call the record of another row.
    fn record(&self) -> String {
        match self.unit {
            "" => self.id.to_string(),
            unit => format!("{unit} {}", self.id),
        }
    }
}

/// One question of a row: its rule, what is said, and how to settle it.
pub type Question = (&'static Rule, Said, (&'static str, &'static str));

pub fn check(shelf: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    if !shelf.books.internal {
        return;
    }
    unknown(shelf, record, report);
    let mut by_key: BTreeMap<&str, Vec<Paid>> = BTreeMap::new();
    for (other, _) in shelf.of_kind("benefit").chain(shelf.of_kind("relief")) {
        for paid in paid(shelf.names(other), other) {
            by_key.entry(paid.key).or_default().push(paid);
        }
    }
    for own in paid(shelf.names(record), record) {
        let before = before(by_key.get(own.key).map_or(&[], Vec::as_slice), &own);
        for (rule, said, help) in questions(shelf.books.portal, shelf.books.office, &own, &before) {
            let place = Place::Field(format!("rows.{}.row", own.at));
            let finding = Finding::new(rule, &source.path, place, said);
            report.push(finding.about(own.row).help(help.0, help.1));
        }
    }
}

/// The rows of one person that were paid before one of them, the latest last.
pub fn before<'a>(all: &[Paid<'a>], own: &Paid) -> Vec<Paid<'a>> {
    let mut before: Vec<Paid> =
        all.iter().filter(|other| other.order() < own.order()).copied().collect();
    before.sort_by_key(|other| (other.on, other.id, other.at));
    before
}

/// All that is asked of a row by those before it.
pub fn questions(portal: &Portal, office: &Office, own: &Paid, before: &[Paid]) -> Vec<Question> {
    let settings = &portal.settings;
    let found = [
        repeated(own, before),
        dead(office, own),
        over_cap(settings, own, before),
        exclusive(settings, own, before),
        age_differs(office, own),
        age_jumped(settings, own, before),
        area_jumped(settings, own, before),
    ];
    found.into_iter().flatten().collect()
}

/// The rows of a record whose people the office has a word for.
pub fn paid<'a>(names: &'a [Named], record: &'a Record) -> Vec<Paid<'a>> {
    let names = names.iter().filter(|named| !named.key.is_empty());
    let known: BTreeMap<&str, &Named> = names.map(|named| (named.row.as_str(), named)).collect();
    let Some(on) = record.date("paid_on") else { return Vec::new() };
    let per = record.list("standards").next().and_then(|row| row.choice("per"));
    let by_the_mu = per.is_some_and(|per| std::ptr::eq(per, &benefit::MEASURES[0]));
    let rows = record.list("rows").enumerate();
    let paid = rows.filter_map(|(at, row)| {
        let who = known.get(row.text("row"))?;
        Some(Paid {
            unit: "",
            id: &record.envelope.id,
            programme: record.text("programme"),
            batch: record.text("batch"),
            period: record.envelope.period,
            at,
            row: row.text("row"),
            key: &who.key,
            age: who.age,
            on,
            amount: row.money("amount").unwrap_or_default(),
            area: row.quantity("quantity").filter(|_| by_the_mu),
        })
    });
    paid.collect()
}

/// A name that belongs to no row of its record.
fn unknown(shelf: &Shelf, record: &Record, report: &mut Report) {
    let Some((names, source)) = shelf.names.get(&record.envelope.id) else { return };
    let rows: Vec<&str> = record.list("rows").map(|row| row.text("row")).collect();
    super::unknown_rows(record, (names, source), &rows, report);
}

/// F2: the same person in the same batch, above or in another record of it.
fn repeated(own: &Paid, before: &[Paid]) -> Option<Question> {
    let form = |paid: &Paid| (one_form(paid.programme), one_form(paid.batch));
    let same_batch = |other: &&Paid| {
        let same = form(other) == form(own) && overlap(other.period, own.period);
        (other.id == own.id && other.unit.is_empty()) || same
    };
    let first = before.iter().find(same_batch)?;
    let (row, other) = (own.row, first.row);
    let said = match first.id == own.id && first.unit.is_empty() {
        true => Said::new(
            format!("行 {row} 与行 {other} 的内部编号相同，同一批里两次，待核实"),
            format!("the rows {row} and {other} of this batch are one person; to be verified"),
        ),
        false => Said::new(
            format!(
                "行 {row} 与 {} 行 {other} 的内部编号相同，同一批里两次，待核实",
                first.record()
            ),
            format!(
                "row {row} and row {other} of {}, the same batch, are one person; to be verified",
                first.record()
            ),
        ),
    };
    let help = (
        "一人确有两份的，说明依据；编号抄错的改正 private/rows 里的编号",
        "say on what ground one person has two, or mend the key in private/rows",
    );
    Some((&rules::BENEFICIARY_REPEATED, said, help))
}

/// F3: paid in a month after that of the death.
fn dead(office: &Office, own: &Paid) -> Option<Question> {
    let died = office.register.get(own.key)?.died?;
    if own.on <= died.last_day() {
        return None;
    }
    let (row, on) = (own.row, own.on);
    let said = Said::new(
        format!("行 {row} 在 {on} 发放，底册写 {died} 死亡，待核实"),
        format!("row {row} was paid on {on}; the register says died in {died}; to be verified"),
    );
    let help = (
        "补发去世前月份的，说明是哪几个月；底册写错的改正",
        "say which months before it were paid, or mend the register",
    );
    Some((&rules::PAID_AFTER_DEATH, said, help))
}

/// F4: what one person had of a programme in a year, this row with those before it, first goes over the cap here.
fn over_cap(settings: &Settings, own: &Paid, before: &[Paid]) -> Option<Question> {
    let programme = own.programme;
    let cap = settings.benefit(programme)?.cap?;
    let same = |other: &&Paid| other.programme == programme && other.on.year() == own.on.year();
    let earlier: Money = before.iter().filter(same).map(|other| other.amount).sum();
    let sum = earlier + own.amount;
    if earlier > cap || sum <= cap {
        return None;
    }
    let (row, year) = (own.row, own.on.year());
    let said = Said::new(
        format!("行 {row} 这一人 {year} 年“{programme}”累计 {sum} 元，封顶 {cap} 元，待核实"),
        format!("row {row}: {sum} of `{programme}` in {year}, the cap is {cap}; to be verified"),
    );
    let help = (
        "核对各批金额；有补发往年的，说明",
        "compare the batches; say where former years were made up",
    );
    Some((&rules::OVER_BENEFIT_CAP, said, help))
}

/// F4: another programme of the same time that excludes this one.
fn exclusive(settings: &Settings, own: &Paid, before: &[Paid]) -> Option<Question> {
    let excludes = |a: &str, b: &str| {
        settings.benefit(a).is_some_and(|rule| rule.exclusive_with.iter().any(|with| with == b))
    };
    let programme = own.programme;
    let other = before.iter().find(|other| {
        let of = other.programme;
        let at_once = overlap(other.period, own.period);
        at_once && (excludes(programme, of) || excludes(of, programme))
    })?;
    let (row, of, id) = (own.row, other.programme, other.record());
    let said = Said::new(
        format!("行 {row} 这一人同期在 {id} 领了“{of}”，与“{programme}”不能同领，待核实"),
        format!("row {row} also has `{of}` of {id}, which excludes `{programme}`; to be verified"),
    );
    let help = (
        "核对两项的起止月份；有政策允许同领的，改门户设置 `benefits`",
        "compare the months of both; where both may be had, change the setting `benefits`",
    );
    Some((&rules::EXCLUSIVE_BENEFITS, said, help))
}

/// Periods lie in each other or apart.
fn overlap(one: Period, other: Period) -> bool {
    one.contains(other.last_day()) || other.contains(one.last_day())
}

/// F4: the age of the row against the register; a birthday not yet come makes one year.
fn age_differs(office: &Office, own: &Paid) -> Option<Question> {
    let (age, born) = (own.age?, office.register.get(own.key)?.born?);
    let reckoned = u64::try_from(own.on.year() - born.year()).ok()?;
    if age.abs_diff(reckoned) <= 1 {
        return None;
    }
    let row = own.row;
    let said = Said::new(
        format!("行 {row} 年龄写 {age} 岁，按底册的出生年月约 {reckoned} 岁，待核实"),
        format!("row {row}: age {age}, about {reckoned} by the register; to be verified"),
    );
    let help = ("核对户口簿，改正写错的一处", "look at the household book and mend either");
    Some((&rules::AGE_DIFFERS, said, help))
}

/// F4: older by more than a share of the age for each year that passed, a year begun counting whole.
fn age_jumped(settings: &Settings, own: &Paid, before: &[Paid]) -> Option<Question> {
    let age = own.age?;
    let (other, was) = before.iter().rev().find_map(|other| Some((other, other.age?)))?;
    grew(settings, other, own, was.into(), age.into())?;
    let (row, id) = (own.row, other.record());
    let said = Said::new(
        format!("行 {row} 年龄 {age} 岁，{id}（{}）写 {was} 岁，待核实", other.on),
        format!("row {row}: age {age}, {was} in {id} of {}; to be verified", other.on),
    );
    let help = ("核对户口簿，改正写错的一处", "look at the household book and mend either");
    Some((&rules::AGE_JUMPED, said, help))
}

/// F4: more land than a year before, where it is paid by the mu; of one unit, since another's land is other land.
fn area_jumped(settings: &Settings, own: &Paid, before: &[Paid]) -> Option<Question> {
    let area = own.area?;
    let (other, was) = before.iter().rev().find_map(|other| {
        let another = other.id != own.id && other.unit.is_empty();
        let was = other.area.filter(|_| another && other.programme == own.programme)?;
        Some((other, was))
    })?;
    grew(settings, other, own, was.parts().into(), area.parts().into())?;
    let (row, id) = (own.row, other.record());
    let said = Said::new(
        format!("行 {row} 面积 {area} 亩，{id}（{}）写 {was} 亩，待核实", other.on),
        format!("row {row}: {area} mu, {was} in {id} of {}; to be verified", other.on),
    );
    let help =
        ("写明新增的地块和依据；上次写少的，补更正", "say which land was added and on what ground");
    Some((&rules::AREA_JUMPED, said, help))
}

/// Whether a number grew by more than the place's share for each year between two payments.
fn grew(settings: &Settings, from: &Paid, to: &Paid, was: i128, is: i128) -> Option<()> {
    let whole = |years: &u64| years_after(from.on, *years).is_none_or(|day| day >= to.on);
    let years = (1..200).find(whole)?;
    let most = was.checked_mul(settings.jump_share.into())?.checked_mul(years.into())?;
    (was > 0 && (is - was).checked_mul(100)? > most).then_some(())
}
