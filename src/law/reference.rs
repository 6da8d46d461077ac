//! The reference of law, `docs/reference/law.md`, made from the shipped packs and the declaration of a pack.

use super::basis::Basis;
use super::pack::{Entry, PACK, Pack};
use super::shipped_packs;
use crate::kind::reference;

const OPENING: &str = "\
<!-- Made from src/law/packs and src/law/pack.rs; a test holds it fresh. Do not edit by hand. -->
# Law / 应公开事项

What must be posted, as the program knows it. The national pack is always in force. A portal names its province's in
`portal.yaml` (`law: [shandong]`); the county's own stands in `content/law/*.yaml`, and lies on top. An entry replaces the one
with its id below it. It may be stricter than the national one; a looser one is told (`law-loosened`) and left out.

An entry becomes an obligation with a day only where a number stands in a text that was looked up (*sure*), or where the
county's own pack says so. “At once”, “promptly” and “regularly” name no day, and none is set. This page is no legal advice:
look up the text before you quote it.

全国的包总是在内；本省的在 `portal.yaml` 里写名，本县的写在 `content/law/`。同一编号，上面的取代下面的，可以更严，不能比全国的松。
条文里有数字、又核对过的，或本县自己定的，才有期限；“及时”“定期”“随时”没有天数，这里也不设。

## How a day is reckoned

| cadence | `by_day`, `within_days` | on time when |
|---|---|---|
| month, quarter, year | neither | something was posted within the period, its last day included; else what speaks of the period counts, late |
| month, quarter, year | `by_day: 15` | the period's own record was posted by the 15th of the month after it; the 31st of a short month is its last day |
| month, quarter, year | `within_days: 10` | the same, by the tenth calendar day after the period |
| event | `within_days: 5` | the record of a day (`period: 2026-03-05`) was posted within five calendar days |
| event, standing | neither | there is no day: the newest record is shown, nothing is ever late |

A quarter's or a year's record may also be the ledgers of all its months. Books owe from the month they open: `open_from` of
the set, else `books_open_from` of the portal, else the first record. A ledger fulfils by its kind, and so does every record of the
kinds after “also”; a notice, and whatever else, only what its `items` name, because a notice may speak of anything. Records for named people (特定对象) are not on the web and do not count there.
";

/// The whole page: how days are reckoned, every shipped entry, and the fields of a pack.
pub fn markdown() -> String {
    let mut out = OPENING.to_string();
    for (name, pack) in shipped_packs() {
        section(name, &pack, &mut out);
    }
    out.push_str("\n# Fields of a pack / 法律包的字段\n");
    reference::section(&PACK, &mut Vec::new(), &mut out);
    out
}

fn section(name: &str, pack: &Pack, out: &mut String) {
    out.push_str(&format!("\n## `{name}` {} {}\n", pack.name.zh, pack.name.en));
    out.push_str(
        "\n| id | 事项 / item | binds | kind | how often | basis |\n|---|---|---|---|---|---|\n",
    );
    pack.entries.iter().for_each(|entry| out.push_str(&row(entry)));
}

fn row(entry: &Entry) -> String {
    let (item, rhythm, note) = (&entry.item, entry.rhythm(), &entry.note);
    let note = match note.zh.as_str() {
        "" => String::new(),
        _ => format!("<br>{}<br>{}", note.zh, note.en),
    };
    let basis: Vec<String> = entry.basis.iter().map(basis).collect();
    let also: Vec<String> = entry.also.iter().map(|also| format!("`{also}`")).collect();
    let also = match also.len() {
        0 => String::new(),
        _ => format!("<br>also {}", also.join(", ")),
    };
    format!(
        "| `{}` | {}<br>{} | {} {} | `{}`{also} | {}<br>{}{note} | {} |\n",
        entry.id,
        item.zh,
        item.en,
        entry.level.words.zh,
        entry.level.words.en,
        entry.kind,
        rhythm.zh,
        rhythm.en,
        basis.join("<br>")
    )
}

fn basis(basis: &Basis) -> String {
    let day = |word: &str, day: Option<crate::model::Date>| {
        day.map(|day| format!(" {word} {day}")).unwrap_or_default()
    };
    let sure = if basis.sure { "sure" } else { "not confirmed" };
    let (since, until) = (day("since", basis.since), day("until", basis.until));
    format!("{}{since}{until}: {sure}; {}", basis.text(), basis.source)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_docs_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/law.md");
        if std::env::var_os("SUNLIT_ACCEPT").is_some() {
            std::fs::write(path, super::markdown()).expect("the page can be written");
        }
        let page = std::fs::read_to_string(path).expect("the page is there");
        assert!(page == super::markdown(), "stale; accept with SUNLIT_ACCEPT=1: {path}");
    }
}
