//! What a publication says of persons that the last one did not: by what stood in its files, not by what somebody meant.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, SIGNERS};
use super::{Named, NewFace, Where};
use crate::run::Head;

/// Names and telephones of a head that its front page did not show. A page's own words are what stands between two tags.
pub fn faces(head: &Head, front: Option<&[u8]>) -> Vec<NewFace> {
    let page = front.map(String::from_utf8_lossy).unwrap_or_default();
    let shown: BTreeSet<String> = words(&page).collect();
    let new = |text: &str| !text.is_empty() && !shown.contains(text);
    let face = |face: &crate::run::Face| {
        let (name_is_new, phone_is_new) = (new(&face.name), new(&face.phone));
        (name_is_new || phone_is_new).then(|| NewFace {
            unit_id: head.id.clone(),
            unit: head.name.clone(),
            name: face.name.clone(),
            post: face.post.clone(),
            phone: if phone_is_new { face.phone.clone() } else { String::new() },
            consent: face.consent.filter(|_| phone_is_new).map(|day| day.to_string()),
            name_is_new,
        })
    };
    head.faces.iter().filter_map(face).collect()
}

/// The words of a page, as a reader sees them.
fn words(page: &str) -> impl Iterator<Item = String> {
    let texts = page.split('<').filter_map(|part| part.split_once('>'));
    texts.map(|(_, text)| {
        let text = text.trim().replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")
    })
}

/// Masked names in cells that the record did not hold before.
pub fn masked(at: &Where, new: &Document, old: Option<&Document>) -> Vec<Named> {
    let masked = |document: &Document| -> BTreeSet<String> {
        document.cells().filter(|cell| cell.text.contains('*')).map(|c| c.text.into()).collect()
    };
    let known = old.map(masked).unwrap_or_default();
    gathered(at, new, |_, text| text.contains('*') && !known.contains(text))
}

/// Who signs in full in a record, apart from those that are known.
pub fn signers(at: &Where, new: &Document, known: &BTreeSet<String>) -> Vec<Named> {
    gathered(at, new, |key, text| {
        SIGNERS.contains(&key) && !text.contains('*') && !known.contains(text)
    })
}

/// Everybody who signs in a record.
pub fn signing(document: &Document) -> impl Iterator<Item = String> {
    document.cells().filter(|cell| SIGNERS.contains(&cell.key)).map(|cell| cell.text.to_string())
}

/// The cells that are asked for, each once, under the name of their column.
fn gathered(at: &Where, document: &Document, is: impl Fn(&str, &str) -> bool) -> Vec<Named> {
    let mut of_column: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for cell in document.cells().filter(|cell| is(cell.key, cell.text)) {
        of_column.entry(cell.label).or_default().insert(cell.text);
    }
    let named = |(field, names): (&str, BTreeSet<&str>)| Named {
        at: at.clone(),
        field: field.to_string(),
        names: names.into_iter().map(str::to_string).collect(),
    };
    of_column.into_iter().map(named).collect()
}
