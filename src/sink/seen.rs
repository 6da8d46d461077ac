//! A sink that passes everything on and notes which of the files it was asked for came by, with the places on them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Observe, Sink};

/// What came by: paths, and `path#place` for the places that were asked for.
#[derive(Debug, Default)]
pub struct Found(Mutex<BTreeSet<String>>);

impl Found {
    pub fn has(&self, key: &str) -> bool {
        self.keys().contains(key)
    }

    fn keys(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// See the module.
pub struct Seen<'a> {
    pub sink: &'a dyn Sink,
    /// Paths, each with the places on it.
    pub asked: &'a BTreeMap<String, BTreeSet<String>>,
    pub found: &'a Found,
}

impl Observe for Seen<'_> {
    fn sink(&self) -> &dyn Sink {
        self.sink
    }

    fn put_by(&self, path: &str, bytes: &[u8]) {
        if let Some(places) = self.asked.get(path) {
            let html = String::from_utf8_lossy(bytes);
            let there: BTreeSet<&str> = ids(&html).collect();
            let places = places.iter().filter(|place| there.contains(place.as_str()));
            let mut found = self.found.keys();
            found.extend(places.map(|place| format!("{path}#{place}")));
            found.insert(path.to_string());
        }
    }

    fn forgotten(&self, folder: &str) {
        let prefix = format!("{folder}/");
        self.found.keys().retain(|key| !key.starts_with(&prefix));
    }
}

/// The ids of a page, with or without quotes around them.
fn ids(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices(" id=").map(|(at, sign)| {
        let value = &html[at + sign.len()..];
        match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
            _ => value.split([' ', '>', '\n', '\t']).next().unwrap_or_default(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn ids_are_found_in_written_and_in_minified_pages() {
        let html = "<tr id=\"记-001\" class=a><td id=x-1>甲</td><p data-id=no id='b'>";
        assert_eq!(ids(html).collect::<Vec<_>>(), ["记-001", "x-1", "b"]);
    }
}
