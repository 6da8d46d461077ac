//! Which pages of records go from a site: a month is a small share of all files, and everything to those who live there.

use std::collections::BTreeSet;

use crate::kind::FINANCE;
use crate::model::Period;

/// Addresses of records that were there and have no page now, but for those that are held back: `liutang/finance/2026-03`.
pub fn lost<'p>(
    before: impl Iterator<Item = &'p str>,
    is_there: impl Fn(&str) -> bool,
    is_held_back: impl Fn(&str) -> bool,
) -> Vec<&'p str> {
    let away = |address: &&str| {
        !is_there(&format!("{address}.html")) && !is_there(&format!("{address}.json"))
    };
    let gone = |address: &&str| !is_held_back(address);
    let all: BTreeSet<&str> = before.filter_map(record).filter(away).filter(gone).collect();
    all.into_iter().collect()
}

/// The address of a record's page by its data: it lies in a kind's folder of a unit, where the list of the kind is `index`.
/// A year of the books is made of its months, which are the records, and goes with the last of them.
fn record(path: &str) -> Option<&str> {
    let address = path.strip_suffix(".json")?;
    let mut parts = address.rsplit('/');
    let (name, folder, unit) = (parts.next()?, parts.next()?, parts.next()?);
    let own = parts.next().is_none() && !unit.is_empty() && folder != "files";
    let made = name == "index" || folder == FINANCE && !is_month(name);
    (own && !made).then_some(address)
}

/// Whether a page among the books is a month's, that of a set of books before it or not.
fn is_month(name: &str) -> bool {
    let at = name.len().checked_sub("2026-03".len());
    let period = at.and_then(|at| Period::parse(name.get(at..)?));
    period.is_some_and(|period| matches!(period, Period::Month(..)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_goes_is_named_once_and_what_is_held_back_is_not() {
        let before = [
            "SHA256SUMS",
            "a/finance/2026.html",
            "a/finance/2026.json",
            "a/finance/2026-01.html",
            "a/finance/2026-01.json",
            "a/finance/2026-02.html",
            "a/finance/2026-02.json",
            "a/finance/coop-2026-01.json",
            "a/finance/coop-2026.json",
            "a/finance/index.json",
            "a/notices/2026.json",
            "a/notices/2026-01.json",
            "a/notices/b.html",
            "a/notices/b.json",
            "a/notices/b-2.json",
            "a/summary.json",
            "units.json",
            "b/notices/moved.json",
        ];
        let lost = |now: &[&str], held: &[&str]| {
            let (there, held) =
                (|path: &str| now.contains(&path), |path: &str| held.contains(&path));
            super::lost(before.iter().copied(), there, held).join(" ")
        };
        assert_eq!(lost(&before, &[]), "");
        let moved = ["b/notices/moved.html"];
        let months = ["a/finance/2026-01", "a/finance/2026-02", "a/finance/coop-2026-01"];
        let notices = ["a/notices/2026", "a/notices/2026-01", "a/notices/b", "a/notices/b-2"];
        assert_eq!(lost(&moved, &[]), [&months[..], &notices].concat().join(" "));
        assert_eq!(lost(&moved, &notices), months.join(" "));
        assert_eq!(lost(&moved, &months), notices.join(" "));
        // One id may begin as another does and go on: neither is a part of the other.
        let held = [&months[..], &["a/notices/b-2", "a/notices/2026-01"]].concat();
        assert_eq!(lost(&moved, &held), "a/notices/2026 a/notices/b");
    }
}
