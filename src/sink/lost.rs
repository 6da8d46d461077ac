//! Which pages of records go from a site: a month is a small share of all files, and everything to those who live there.

use std::collections::BTreeSet;

/// Addresses of records that were there and have no page now, but for those that are held back: `liutang/finance/2026-03`.
/// A year that goes with the last of its months is no record of its own, whether they are gone or held back.
pub fn lost<'p>(
    before: impl Iterator<Item = &'p str>,
    is_there: impl Fn(&str) -> bool,
    held_back: &BTreeSet<String>,
) -> Vec<&'p str> {
    let away = |address: &&str| {
        !is_there(&format!("{address}.html")) && !is_there(&format!("{address}.json"))
    };
    let away: BTreeSet<&str> = before.filter_map(record).filter(away).collect();
    let is_year = |address: &str| {
        let month = format!("{address}-");
        away.range(&*month..).next().is_some_and(|next| next.starts_with(&month))
    };
    let gone = |address: &&str| !held_back.contains(*address) && !is_year(address);
    away.iter().copied().filter(gone).collect()
}

/// The address of a record's page by its data: it lies in a kind's folder of a unit, where the list of the kind is `index`.
fn record(path: &str) -> Option<&str> {
    let address = path.strip_suffix(".json")?;
    let mut parts = address.rsplit('/');
    let (name, folder, unit) = (parts.next()?, parts.next()?, parts.next()?);
    let own = parts.next().is_none() && !unit.is_empty() && folder != "files";
    (own && name != "index").then_some(address)
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
            "a/finance/index.json",
            "a/notices/b.html",
            "a/notices/b.json",
            "a/summary.json",
            "units.json",
            "b/notices/moved.json",
        ];
        let lost = |now: &[&str], held: &[&str]| {
            let held = held.iter().map(|held| held.to_string()).collect();
            let lost = super::lost(before.iter().copied(), |path| now.contains(&path), &held);
            lost.join(" ")
        };
        assert_eq!(lost(&before, &[]), "");
        let moved = ["b/notices/moved.html", "a/finance/2026.json"];
        assert_eq!(lost(&moved, &[]), "a/finance/2026-01 a/finance/2026-02 a/notices/b");
        assert_eq!(
            lost(&["a/finance/2026-02.json", "b/notices/moved.html"], &["a/notices/b"]),
            "a/finance/2026-01"
        );
        let months = ["a/finance/2026-01", "a/finance/2026-02"];
        assert_eq!(lost(&["a/notices/b.html", "b/notices/moved.html"], &months), "");
    }
}
