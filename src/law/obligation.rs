//! From law, unit and what was posted to obligations: each with its day and what became of it. Pure; time is an argument.

use super::Law;
use super::basis::Basis;
use super::pack::{Cadence, Entry, Grace};
use super::periods::{due, series};
use crate::kind::declared::PAYMENT_LISTS;
use crate::kind::unit::Unit;
use crate::model::date::days_between;
use crate::model::{Date, Fiscal, Period};
use crate::tally::summary;

/// One record that was posted, as far as the law asks about it.
#[derive(Clone, Debug)]
pub struct Posting<'a> {
    pub id: &'a str,
    pub kind: &'a str,
    /// The machine word of its class, or nothing.
    pub class: &'a str,
    /// The set of books of a ledger.
    pub book: &'a str,
    /// Entries it says it fulfils.
    pub items: &'a [String],
    pub period: Option<Period>,
    pub on: Date,
    pub corrected: Option<Date>,
    /// From the portal's root; empty where it has no page.
    pub href: &'a str,
    pub title: &'a str,
}

impl<'a> Posting<'a> {
    /// What a unit's summary keeps of a record; none where its day cannot be read.
    pub fn of(entry: &'a summary::Entry) -> Option<Posting<'a>> {
        Some(Posting {
            id: &entry.id,
            kind: &entry.kind,
            class: &entry.class_key,
            book: &entry.book,
            items: &entry.items,
            period: entry.period,
            on: entry.date.parse().ok()?,
            corrected: entry.corrected.parse().ok(),
            href: &entry.href,
            title: &entry.title,
        })
    }
}

/// What obligations are made from.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    pub law: &'a Law,
    pub unit: &'a Unit,
    /// The portal's; a set of books may name its own.
    pub books_open_from: Option<Period>,
    pub postings: &'a [Posting<'a>],
    /// Without it nothing is late, missing or due.
    pub as_of: Option<Date>,
    /// Up to which day periods that have not begun are looked at.
    pub horizon: Option<Date>,
    /// When the portal's fiscal years begin: what is owed every year is owed of those.
    pub fiscal: Fiscal,
}

/// Why an entry asks nothing of this unit in this period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its text was not held against the original.
    Unconfirmed,
    /// The books open so late in the period that nothing could be posted within it.
    BooksOpenLater(Date),
    /// Neither portal nor unit says when the books open, and nothing was posted.
    NoBeginning,
    NoCollectiveBooks,
}

/// What became of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    OnTime,
    /// Posted this many days after its day.
    Late(i64),
    /// Not here, this many days after its day.
    Missing(i64),
    NotDue,
    /// Posted, and no day is set by which it could be late.
    Posted,
    /// Not here, and no day is set.
    Unposted,
    NotApplicable(Why),
}

impl State {
    /// The machine word.
    pub fn key(self) -> &'static str {
        match self {
            State::OnTime => "on-time",
            State::Late(_) => "late",
            State::Missing(_) => "missing",
            State::NotDue => "not-due",
            State::Posted => "posted",
            State::Unposted => "no-day-set",
            State::NotApplicable(_) => "not-applicable",
        }
    }
}

/// One thing a unit owes: an entry of the law, for a set of books and a period where there are such.
#[derive(Clone, Debug)]
pub struct Obligation<'a> {
    pub entry: &'a Entry,
    pub basis: Option<&'a Basis>,
    /// Index of the set of books.
    pub book: Option<usize>,
    pub period: Option<Period>,
    pub due: Option<Date>,
    pub state: State,
    /// The record that fulfils it; the newest where no period is asked for.
    pub posting: Option<&'a Posting<'a>>,
    /// Of books that are missing: the payments list of the period, which does not stand for them.
    pub list: Option<&'a Posting<'a>>,
}

impl Obligation<'_> {
    /// The months its period spans.
    pub fn months(&self) -> Vec<Period> {
        self.period.map(Period::months).unwrap_or_default()
    }
}

/// How many of the obligations whose day has come were kept: a share is never told without both numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub on_time: u64,
    pub late: u64,
    pub missing: u64,
}

impl Counts {
    pub fn of<'a>(obligations: impl IntoIterator<Item = &'a Obligation<'a>>) -> Counts {
        let mut counts = Counts::default();
        for obligation in obligations {
            match obligation.state {
                State::OnTime => counts.on_time += 1,
                State::Late(_) => counts.late += 1,
                State::Missing(_) => counts.missing += 1,
                _ => {}
            }
        }
        counts
    }

    pub fn owed(self) -> u64 {
        self.on_time + self.late + self.missing
    }
}

/// Everything the law asks of a unit: by entry, set of books and period, in this order.
pub fn obligations<'a>(matter: &Matter<'a>) -> Vec<Obligation<'a>> {
    let mut all = Vec::new();
    if !matter.unit.keeps_books() {
        return all;
    }
    for id in matter.law.ids() {
        let Some(first) = matter.law.entries().find(|entry| entry.id == id) else { continue };
        let collective = first.level.key == "collective";
        if !collective && first.level.key != matter.unit.level.key {
            continue;
        }
        let books = matter.unit.books.iter().enumerate();
        let books: Vec<usize> =
            books.filter(|(_, b)| b.collective == collective).map(|(at, _)| at).collect();
        if collective && books.is_empty() {
            let state = State::NotApplicable(Why::NoCollectiveBooks);
            all.push(Obligation { state, ..bare(first, None) });
        } else if first.kind == "ledger" {
            books.into_iter().for_each(|at| Scope { matter, id, book: Some(at) }.add(&mut all));
        } else {
            Scope { matter, id, book: None }.add(&mut all);
        }
    }
    all
}

fn bare<'a>(entry: &'a Entry, book: Option<usize>) -> Obligation<'a> {
    let (basis, state) = (entry.basis.last(), State::Unposted);
    Obligation { entry, basis, book, period: None, due: None, state, posting: None, list: None }
}

/// One id of the law for one set of books, or for the unit.
struct Scope<'m, 'a> {
    matter: &'m Matter<'a>,
    id: &'m str,
    book: Option<usize>,
}

impl<'a> Scope<'_, 'a> {
    fn add(&self, all: &mut Vec<Obligation<'a>>) {
        let law = self.matter.law;
        let ours: Vec<&'a Entry> = law.entries().filter(|entry| entry.id == self.id).collect();
        for entry in ours.iter().filter(|entry| entry.cadence != Cadence::Unset) {
            self.series(entry, all);
        }
        let unset = |entry: &&&Entry| match self.matter.as_of {
            Some(day) => law.on(self.id, day).is_some_and(|on| std::ptr::eq(on, **entry)),
            None => ours.last().is_some_and(|last| std::ptr::eq(*last, **entry)),
        };
        for entry in ours.iter().filter(|e| e.cadence == Cadence::Unset).filter(unset) {
            self.without_series(entry, all);
        }
    }

    /// The postings that fulfil an entry, in the order given.
    fn postings<'e>(&'e self, entry: &'e Entry) -> impl Iterator<Item = &'a Posting<'a>> + 'e {
        let book = self.book.map(|at| &self.matter.unit.books[at].id);
        self.matter.postings.iter().filter(move |posting| {
            let fulfils =
                entry.takes(posting.kind, posting.class) || posting.items.contains(&entry.id);
            let of_book = posting.kind != "ledger" || book.is_none_or(|book| book == posting.book);
            // What will be posted tomorrow is not posted.
            let there = self.matter.as_of.is_none_or(|today| posting.on <= today);
            fulfils && of_book && there
        })
    }

    /// Where the series begins: what the books say, else the portal, else the first record.
    fn since(&self, entry: &Entry) -> Option<Period> {
        let own = self.book.and_then(|at| self.matter.unit.books[at].open_from);
        let first = || {
            let periods = self.postings(entry).filter_map(|posting| posting.period);
            periods.min_by_key(|period| period.first_day())
        };
        own.or(self.matter.books_open_from).or_else(first)
    }

    fn series(&self, entry: &'a Entry, all: &mut Vec<Obligation<'a>>) {
        let Some(since) = self.since(entry) else {
            let state = State::NotApplicable(Why::NoBeginning);
            all.push(Obligation { state, ..bare(entry, self.book) });
            return;
        };
        let last_posted = self.postings(entry).map(|posting| posting.on).max();
        let Some(end) = self.matter.as_of.or(last_posted) else { return };
        let horizon = self.matter.horizon.filter(|_| self.matter.as_of.is_some()).unwrap_or(end);
        let mut unconfirmed = None;
        for period in series(entry.cadence, since.first_day(), self.matter.fiscal) {
            let Some(day) = due(entry, period) else { break };
            let begins = period.first_day();
            if begins > end && day > horizon {
                break;
            }
            let on = self.matter.law.on(self.id, begins.max(since.first_day()));
            if !on.is_some_and(|on| std::ptr::eq(on, entry)) {
                continue;
            }
            let basis = entry.basis_on(day).or_else(|| entry.basis_on(begins));
            if basis.is_some_and(|basis| !basis.sure) {
                unconfirmed = basis;
                continue;
            }
            let one = Obligation {
                basis,
                period: Some(period),
                due: Some(day),
                ..bare(entry, self.book)
            };
            all.extend(self.judged(one, since));
        }
        if let Some(basis) = unconfirmed {
            let state = State::NotApplicable(Why::Unconfirmed);
            all.push(Obligation { basis: Some(basis), state, ..bare(entry, self.book) });
        }
    }

    /// The obligation of a period with its state; none where nothing can be said of it.
    fn judged(&self, one: Obligation<'a>, since: Period) -> Option<Obligation<'a>> {
        let (period, day) = (one.period?, one.due?);
        let within = one.entry.grace == Grace::WithinPeriod;
        if within && since.last_day() >= period.last_day() {
            let state = State::NotApplicable(Why::BooksOpenLater(since.first_day()));
            return Some(Obligation { state, ..one });
        }
        let found = match within {
            true => self.posted_within(one.entry, period),
            false => self.posted_of(one.entry, period, since),
        };
        // The fiscal year that begins in a year stands for it, and its record is due when it is over itself.
        let own = found.and_then(|(posting, _)| posting.period).filter(|of| same_year(*of, period));
        let own = own.filter(|_| !within).and_then(|of| due(one.entry, of));
        let day = own.map_or(day, |own| own.max(day));
        let state = match (found, self.matter.as_of) {
            (None, None) => return None,
            (Some(_), None) => State::Posted,
            (Some((_, on)), Some(_)) => by_day(day, on),
            (None, Some(today)) if today > day => State::Missing(days_between(day, today)),
            (None, Some(_)) => State::NotDue,
        };
        let within = |of: Period| period.contains(of.last_day());
        let is_list = |posting: &&Posting| {
            posting.kind == PAYMENT_LISTS && posting.period.is_some_and(within)
        };
        let list = match found.is_none() && one.entry.kind == "ledger" {
            true => self.matter.postings.iter().find(is_list),
            false => None,
        };
        let posting = found.map(|(posting, _)| posting);
        Some(Obligation { due: Some(day), state, posting, list, ..one })
    }

    /// The first posting within a period; else the first after it that speaks of it.
    fn posted_within(&self, entry: &Entry, period: Period) -> Option<(&'a Posting<'a>, Date)> {
        let first = |keep: &dyn Fn(&Posting) -> bool| {
            self.postings(entry).filter(|p| keep(p)).min_by_key(|p| p.on).map(|p| (p, p.on))
        };
        let speaks = |p: &Posting| p.period.is_some_and(|of| period.contains(of.last_day()));
        first(&|p| period.contains(p.on))
            .or_else(|| first(&|p| speaks(p) && p.on > period.last_day()))
    }

    /// The record of a period, or of each of its months since the books opened: then the last of these counts.
    fn posted_of(
        &self,
        entry: &Entry,
        period: Period,
        since: Period,
    ) -> Option<(&'a Posting<'a>, Date)> {
        let of = |period: Period| {
            let own = self.postings(entry).filter(|p| p.period == Some(period));
            own.min_by_key(|p| p.on).map(|p| (p, p.on))
        };
        let year_of = || {
            let same = |p: &&Posting| p.period.is_some_and(|of| same_year(of, period));
            let own = self.postings(entry).filter(same);
            own.min_by_key(|p| p.on).map(|p| (p, p.on))
        };
        of(period).or_else(year_of).or_else(|| {
            let owed = period.months().into_iter().filter(|m| m.last_day() >= since.first_day());
            let each: Option<Vec<_>> = owed.map(of).collect();
            each?.into_iter().max_by_key(|(_, on)| *on)
        })
    }

    /// What no period asks for: events with their days where the entry sets one, else what was posted last.
    fn without_series(&self, entry: &'a Entry, all: &mut Vec<Obligation<'a>>) {
        let basis = match self.matter.as_of {
            Some(day) => entry.basis_on(day),
            None => entry.basis.last(),
        };
        let one = Obligation { basis, ..bare(entry, self.book) };
        let sure = basis.is_some_and(|basis| basis.sure);
        let before = all.len();
        if sure && self.matter.as_of.is_some() && matches!(entry.grace, Grace::Days(_)) {
            for posting in self.postings(entry) {
                let Some(period @ Period::Day(_)) = posting.period else { continue };
                let Some(due) = due(entry, period) else { continue };
                let (period, state) = (Some(period), by_day(due, posting.on));
                let (due, posting) = (Some(due), Some(posting));
                all.push(Obligation { period, due, state, posting, ..one.clone() });
            }
        }
        if all.len() == before {
            let posting = self.postings(entry).max_by_key(|posting| posting.on);
            let state = match (posting, sure) {
                (Some(_), _) => State::Posted,
                (None, true) => State::Unposted,
                (None, false) => State::NotApplicable(Why::Unconfirmed),
            };
            all.push(Obligation { state, posting, ..one });
        }
    }
}

/// Whether one is a year and the other the fiscal year that begins in it: a record of either fulfils what is owed of the
/// other.
fn same_year(one: Period, other: Period) -> bool {
    let begins = |year, fiscal: Period| match year {
        Period::Year(year) => fiscal.is_fiscal_year_of(year),
        _ => false,
    };
    begins(one, other) || begins(other, one)
}

fn by_day(due: Date, on: Date) -> State {
    if on > due { State::Late(days_between(due, on)) } else { State::OnTime }
}
