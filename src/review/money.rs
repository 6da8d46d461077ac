//! Which months' sums move, by the summaries that were published and those that will be.

use std::collections::BTreeMap;

use super::{Amount, Moved, State, Where};
use crate::model::{Money, Period};
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Month};

type Months<'a> = BTreeMap<(&'a str, Period), (&'a BookSummary, &'a Month)>;

/// Months that are new, gone, or whose income, spending or balance is another, by set of books and time.
pub fn moved(old: Option<&Summary>, new: Option<&Summary>) -> Vec<Moved> {
    let (before, now) = (months(old), months(new));
    let keys: std::collections::BTreeSet<_> = before.keys().chain(now.keys()).copied().collect();
    let Some(unit) = new.or(old) else { return Vec::new() };
    let one = |key| {
        let (was, is) = (before.get(&key), now.get(&key));
        let (book, month) = *is.or(was)?;
        let amount = |of: fn(&Month) -> Money| {
            Amount::of(was.map(|(_, month)| of(month)), is.map(|(_, month)| of(month)))
        };
        let moved = Moved {
            at: Where {
                unit_id: unit.id.clone(),
                unit: unit.name.clone(),
                title: book.name.clone(),
                href: month.href.clone(),
            },
            book: book.id.clone(),
            period: month.period.to_string(),
            state: match (was, is) {
                (None, _) => State::New,
                (_, None) => State::Gone,
                _ => State::Changed,
            },
            income: amount(|month| month.income),
            expense: amount(|month| month.expense),
            closing: amount(|month| month.closing.cash + month.closing.bank),
        };
        let sums = [moved.income, moved.expense, moved.closing];
        sums.iter().any(Amount::is_other).then_some(moved)
    };
    keys.into_iter().filter_map(one).collect()
}

fn months(summary: Option<&Summary>) -> Months<'_> {
    let books = summary.into_iter().flat_map(|summary| &summary.books);
    books.flat_map(|b| b.months.iter().map(move |m| ((b.id.as_str(), m.period), (b, m)))).collect()
}
