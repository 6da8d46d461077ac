//! A blocked unit under `--keep-going`: its last good pages, with a plain mark on each.

use crate::page::theme;
use crate::pipeline::plan::UnitPlan;
use crate::pipeline::{Shop, Stop};
use crate::sink::{Sums, list_of};
use crate::tally::Summary;
use crate::tally::summary::SCHEMA;

/// The summary and pages a blocked unit had when it was last good, with a plain mark on every page.
pub fn last_good(shop: &Shop, plan: &UnitPlan) -> Result<Option<Summary>, Stop> {
    let id = &plan.unit.id;
    let bytes = shop.sink.last_good(&format!("{id}/summary.json"))?.unwrap_or_default();
    // Pages written by another version stay, even where their summary can no longer be read.
    let known = serde_json::from_slice::<Summary>(&bytes).ok().filter(|s| s.schema == SCHEMA);
    let mut summary = known.unwrap_or_else(|| super::empty_summary(shop, plan));
    let Some(list) = shop.sink.last_good(&list_of(id))? else { return Ok(None) };
    let listed = Sums::parse(&String::from_utf8_lossy(&list), id);
    let mut sums = Sums::default();
    for path in listed.files.keys() {
        let Some(old) = shop.sink.last_good(path)? else { continue };
        let marked = mark(path, old);
        sums.add(path, &marked);
        shop.sink.put(path, &marked)?;
    }
    shop.sink.put(&list_of(id), sums.text(id).as_bytes())?;
    summary.stale = true;
    Ok(Some(summary))
}

fn mark(path: &str, old: Vec<u8>) -> Vec<u8> {
    if !path.ends_with(".html") {
        return old;
    }
    match String::from_utf8(old) {
        Ok(text) => text.replacen(theme::LAST_GOOD_HIDDEN, theme::LAST_GOOD_SHOWN, 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}
