//! The counts at the head of the sheet: what there is to look at, before one looks.

use super::view::Tile;
use super::{Review, State};
use crate::model::Lang;

pub fn tiles(lang: Lang, review: &Review) -> Vec<Tile> {
    let edited = |state| review.edited().filter(|one| one.state == state).count();
    let (changed, gone) = (edited(State::Changed), edited(State::Gone));
    let open = review.notices.iter().filter(|notice| !notice.answered).count();
    let files = review.files;
    let tile = |zh: &str, en: &str, count: usize, note: String| Tile {
        label: lang.pick(zh, en).to_string(),
        count,
        state: if count == 0 { "none" } else { "some" },
        note,
    };
    // Nothing has no parts.
    let parts = |count: usize, note: String| if count == 0 { String::new() } else { note };
    let (corrections, untold) = corrections(lang, review);
    let (persons, phones) = persons(lang, review);
    vec![
        tile(
            "账目有变动的月份",
            "months whose sums move",
            review.totals.len(),
            parts(review.totals.len(), months(lang, review)),
        ),
        tile("新看得见的个人信息", "new to see of persons", persons, parts(persons, phones)),
        tile("更正", "corrections", corrections, untold),
        tile(
            "改动、撤下",
            "changed or gone",
            changed + gone,
            parts(
                changed + gone,
                lang.pick(
                    format!("改 {changed} 份，撤 {gone} 份"),
                    format!("{changed} changed, {gone} gone"),
                ),
            ),
        ),
        tile("新公开", "newly published", review.touched(State::New).count(), String::new()),
        tile("逾期没公开", "overdue", review.overdue.len(), String::new()),
        tile("等说明的提示", "notices without a word", open, suppressed(lang, review)),
        tile(
            "动到的文件",
            "files touched",
            files.new + files.changed + files.deleted,
            parts(
                files.deleted,
                lang.pick(
                    format!("其中删去 {}", files.deleted),
                    format!("{} deleted", files.deleted),
                ),
            ),
        ),
    ]
}

fn months(lang: Lang, review: &Review) -> String {
    let count = |state| review.totals.iter().filter(|month| month.state == state).count();
    let (new, changed, gone) = (count(State::New), count(State::Changed), count(State::Gone));
    lang.pick(
        format!("新 {new}，改 {changed}，撤 {gone}"),
        format!("{new} new, {changed} changed, {gone} gone"),
    )
}

fn persons(lang: Lang, review: &Review) -> (usize, String) {
    let persons = &review.persons;
    let named = persons.signers.iter().chain(&persons.masked).map(|one| one.names.len());
    let phones = persons.faces.iter().filter(|face| face.consent.is_some()).count();
    (
        persons.faces.len() + named.sum::<usize>(),
        lang.pick(format!("其中本人电话 {phones}"), format!("own telephones: {phones}")),
    )
}

fn corrections(lang: Lang, review: &Review) -> (usize, String) {
    let untold = review.records.iter().filter(|record| record.untold).count();
    let note = match untold {
        0 => String::new(),
        _ => lang.pick(format!("改了没写的 {untold} 份"), format!("{untold} edits without one")),
    };
    (review.records.iter().map(|record| record.corrections.len()).sum(), note)
}

fn suppressed(lang: Lang, review: &Review) -> String {
    match review.suppressed.len() {
        0 => String::new(),
        count => {
            lang.pick(format!("另有免问 {count} 条"), format!("{count} suppressed beside them"))
        }
    }
}
