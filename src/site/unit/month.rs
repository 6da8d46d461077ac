//! The way of one ledger line, from the typed record to every form in which it is public.

use std::sync::Arc;

use super::frame::{frame_of, laid, part_view};
use super::search;
use crate::finding::{Finding, rules};
use crate::kind::ledger::{CATEGORIES, is_income};
use crate::model::address::file_name;
use crate::model::table::{Asking, Cell, Table, Tone};
use crate::model::{Base, Lang, Period};
use crate::page::record;
use crate::page::view::{Link, Page, RecordView};
use crate::read::Filed;
use crate::site::Output;
use crate::tally::summary::{AccountSum, Asked, CategorySum, Month, PartySum};
use crate::waist::{self, Desk, Medium, Published};

/// What a month consists of, and what it leaves: its sums, its questions, and its table for the year's file.
pub struct Made {
    pub outputs: Vec<Output>,
    pub month: Month,
    pub asked: Vec<Asked>,
    pub table: Arc<Table>,
}

/// The months before and after, for turning pages.
pub struct Around<'a> {
    pub before: Option<&'a Filed>,
    pub after: Option<&'a Filed>,
    /// The record right before, whether it is on the web or not.
    pub last: Option<&'a Filed>,
}

impl Around<'_> {
    /// What is asked of a month and may be told in this place.
    pub fn asked(&self, medium: Medium, filed: &Filed, findings: &[Finding]) -> Vec<Finding> {
        let own = findings.iter().filter(|f| belongs(f, filed));
        own.filter(|f| !self.tells_last(medium, f)).cloned().collect()
    }

    /// Whether a question tells what the record right before keeps to others: a difference to it what it closed with,
    /// likeness to it all its lines.
    fn tells_last(&self, medium: Medium, finding: &Finding) -> bool {
        let Some(last) = self.last else { return false };
        match finding.rule.code {
            code if code == rules::OPENING_DIFFERS.code => !waist::on_the_web(last),
            code if code == rules::SAME_AS_LAST.code => {
                !medium.shows_lines(last.ledger.envelope.audience)
            }
            _ => false,
        }
    }
}

/// The way of one ledger line, from the typed record to every form in which it is public.
///
/// The line was read by `read::ledger::file` (typed, money in fen) and questioned by `check::ledgers`. Here it enters
/// the waist, where audience and masking are decided once; the table goes out as CSV, JSON and numbered pages, and
/// its sums into the summary that towns and county are folded from.
pub fn month(
    desk: &Desk,
    filed: &Filed,
    around: &Around,
    findings: &[Finding],
    files: &[Published],
) -> Option<Made> {
    let own = around.asked(desk.medium, filed, findings);
    let mut table = waist::ledger::table(desk, filed, &own, files)?;
    table.exempt.extend(desk.plan.consented.iter().cloned());
    let table = Arc::new(table);
    let view = |part| {
        let mut view = part_view(desk.lang(), &table, part);
        turn_pages(desk, filed, around, &mut view);
        view
    };
    let views = (0..record::parts(&table).len()).map(view).collect();
    let page = month_page(desk, filed, &table);
    let outputs = laid(desk, "pages/month.html", &page, views, &table);
    let mut month = sums_of(desk.lang(), &table, filed);
    month.documents = search::of_month(desk, &table);
    let asked = asked(&table, filed.period());
    Some(Made { outputs, month, asked, table })
}

fn sums_of(lang: Lang, table: &Table, filed: &Filed) -> Month {
    let (ledger, sums) = (&filed.ledger, &filed.sums);
    let by_category = CATEGORIES.iter().zip(&sums.by_category);
    Month {
        period: filed.period(),
        href: format!("{}.html", table.address),
        opening: ledger.opening.total(),
        closing: ledger.closing,
        accounts: accounts(table, filed),
        income: sums.income,
        expense: sums.expense,
        moving: sums.moving,
        held: sums.held,
        lines: ledger.lines.len(),
        by_category: by_category
            .filter(|(_, (_, count))| *count > 0)
            .map(|(category, (amount, count))| CategorySum {
                key: category.key.to_string(),
                label: category.words.in_lang(lang).to_string(),
                income: is_income(category),
                amount: *amount,
                lines: *count,
                parties: parties(table, category.key),
            })
            .collect(),
        sources: table.sources.iter().map(|s| (s.path.clone(), s.sha256.clone())).collect(),
        documents: Vec::new(),
    }
}

/// What each bank account of the month closes with, as the table names it.
fn accounts(table: &Table, filed: &Filed) -> Vec<AccountSum> {
    let section = table.sections.iter().find(|section| section.key == "accounts");
    // Cash stands before them, the bank in all behind.
    let rows = section.into_iter().flat_map(|section| section.rows.iter().skip(1));
    let named = rows.zip(&filed.ledger.accounts).filter_map(|(row, own)| {
        let Cell::Text(name) = &row.cells[0] else { return None };
        Some(AccountSum { name: name.clone(), closing: own.closing })
    });
    named.collect()
}

/// Who stands on the lines of a category, as the table names them; nobody where the lines are withheld.
fn parties(table: &Table, category: &str) -> Vec<PartySum> {
    let column = |key: &str| table.columns.iter().position(|c| c.key == key);
    let (Some(party), Some(amount)) = (column("party"), column("amount")) else {
        return Vec::new();
    };
    let mut start = 0;
    let mut sums: Vec<PartySum> = Vec::new();
    for group in &table.groups {
        let rows = &table.rows[start..start + group.count];
        start += group.count;
        if group.anchor != category {
            continue;
        }
        for row in rows {
            let (Cell::Text(name), Cell::Money(money)) = (&row.cells[party], &row.cells[amount])
            else {
                continue;
            };
            // What a category sums is positive on either side; a line's effect is signed.
            let money = if group.tone == Tone::Expense { -*money } else { *money };
            match sums.iter_mut().find(|sum| sum.name == *name) {
                Some(sum) => (sum.amount, sum.lines) = (sum.amount + money, sum.lines + 1),
                None => sums.push(PartySum { name: name.clone(), amount: money, lines: 1 }),
            }
        }
    }
    sums
}

/// The questions on a record's page, for the unit's front page.
pub fn asked(table: &Table, period: Period) -> Vec<Asked> {
    let one = |asking: &Asking| Asked {
        period,
        fact: asking.fact.clone(),
        href: format!("{}.html#askings", table.address),
        answered: asking.answer.is_some(),
    };
    table.askings.iter().map(one).collect()
}

fn turn_pages(desk: &Desk, filed: &Filed, around: &Around, view: &mut RecordView) {
    let to = |other: &Filed| {
        let address = waist::ledger::address(desk, other.set, other.period());
        let name = file_name(&address);
        record::link(waist::period(desk.lang(), other.period()), format!("{name}.html"))
    };
    view.previous = around.before.map(to).unwrap_or_default();
    view.next = around.after.map(to).unwrap_or_default();
    view.up = year_link(desk, filed);
}

fn year_link(desk: &Desk, filed: &Filed) -> Link {
    let year = Period::Year(filed.period().year());
    let address = waist::ledger::address(desk, filed.set, year);
    let name = file_name(&address);
    record::link(waist::period(desk.lang(), year), format!("{name}.html"))
}

fn month_page(desk: &Desk, filed: &Filed, table: &Table) -> Page {
    let finance = record::link(desk.lang().pick("财务", "Finance"), "index.html");
    let mut page = frame_of(desk, table, vec![finance, year_link(desk, filed)]);
    page.title = name(desk, filed);
    if let Some(last) = page.crumbs.last_mut() {
        last.label = waist::period(desk.lang(), filed.period());
    }
    page
}

/// What a month is called away from its unit.
pub fn name(desk: &Desk, filed: &Filed) -> String {
    let (unit, when) = (&desk.plan.unit.name, waist::period(desk.lang(), filed.period()));
    let book = desk.book_name(filed.set);
    desk.lang().say(match (desk.lang().base(), book.as_str()) {
        (Base::Zh, "") => format!("{unit}{when}财务公开"),
        (Base::En, "") => format!("{unit}: ledger for {when}"),
        (Base::Zh, book) => format!("{unit}{when}财务公开（{book}）"),
        (Base::En, book) => format!("{unit}: ledger for {when} ({book})"),
    })
}

/// Whether a finding is about this ledger, in any of its files.
fn belongs(finding: &Finding, filed: &Filed) -> bool {
    let lines = filed.lines.as_ref().map(|(source, _)| &source.path);
    let mut tables = filed.tables.iter().map(|table| &table.source.path);
    finding.file == filed.source.path
        || Some(&finding.file) == lines
        || tables.any(|table| finding.file == *table)
}
