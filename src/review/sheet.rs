//! The sheet of paper: what weighs most comes first, and what is long is folded, since three minutes are all it gets.

use tera::Context;

use super::view::{Cell, Column, Part, View};
use super::{Review, parts, tiles};
use crate::model::{Date, Lang};
use crate::page::{Theme, ThemeError};
use crate::waist;

/// The page, in one piece that opens anywhere.
pub fn print(theme: &Theme, lang: Lang, review: &Review) -> Result<String, ThemeError> {
    let mut context = Context::new();
    let view = View { style: theme.review_style().to_string(), ..view(lang, review) };
    context.insert("sheet", &view);
    theme.render("review/sheet.html", &context)
}

fn view(lang: Lang, review: &Review) -> View {
    let all = [
        parts::money(lang, review),
        parts::persons(lang, review),
        parts::changed(lang, review),
        parts::new(lang, review),
        parts::overdue(lang, review),
        parts::notices(lang, review),
    ];
    let title = lang.pick("送审单", "Review sheet");
    View {
        name: format!("{} · {title}", review.portal),
        target: review.target.clone(),
        as_of: review.as_of.as_deref().map(|day| written(lang, day)).unwrap_or_default(),
        prepared_by: review.prepared_by.clone(),
        digest: grouped(&review.digest),
        command: review.command.clone(),
        since: since(lang, review),
        warnings: warnings(lang, review),
        tiles: tiles::tiles(lang, review),
        parts: all.into_iter().filter(|part| !part.rows.is_empty()).collect(),
        internal: parts::internal(lang, review),
        ..View::default()
    }
}

/// `9f86 d081 884c 7d65`.
pub fn grouped(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join(" ")
}

/// An ISO day in words; as it is where it is none.
fn written(lang: Lang, day: &str) -> String {
    day.parse::<Date>().map_or_else(|_| day.to_string(), |day| waist::day(lang, day))
}

fn since(lang: Lang, review: &Review) -> String {
    let Some(since) = &review.since else {
        return lang
            .pick(
                "这是第一次发布：所有内容都是新的。",
                "This is the first publication: everything is new.",
            )
            .to_string();
    };
    let day = since.published_at.get(..10).map(|day| written(lang, day));
    let mut said = match day {
        Some(day) => lang
            .pick(format!("和 {day} 的发布比"), format!("Compared with the publication of {day}")),
        None => {
            lang.pick("和上次放在那里的内容比", "Compared with what was put there last").to_string()
        }
    };
    let by = Some(&since.published_by).filter(|by| !by.is_empty());
    let mut more: Vec<String> = Vec::new();
    more.extend(by.map(|by| lang.pick(format!("{by}发布"), format!("by {by}"))));
    more.extend(since.as_of.as_ref().map(|day| {
        let day = written(lang, day);
        lang.pick(format!("数据截至 {day}"), format!("data until {day}"))
    }));
    if !more.is_empty() {
        let more = more.join(lang.pick("，", ", "));
        said.push_str(&lang.pick(format!("（{more}）"), format!(" ({more})")));
    }
    said + lang.pick("。", ".")
}

fn warnings(lang: Lang, review: &Review) -> Vec<String> {
    let Some(since) = &review.since else { return Vec::new() };
    let mut all = Vec::new();
    if !since.figures_known {
        all.push(lang.pick(
            "手上只有上次的文件清单：改前的数看不到，新看得见的个人信息可能多列。".to_string(),
            "Only the list of files of the last publication is at hand: old figures are not known, and what is said of persons may list too much.".to_string(),
        ));
    }
    let count = since.unlike.len();
    if count > 0 {
        all.push(lang.pick(
            format!("那边有 {count} 个文件和上次发布的不一致，没有拿来比较，请核对。"),
            format!("Files there that are not what was published, and were not compared: {count}. Please check."),
        ));
    }
    all
}

/// How many rows are left out.
pub fn more(lang: Lang) -> impl Fn(usize) -> String {
    move |left| {
        lang.pick(
            format!("还有 {left} 行，见 review.json。"),
            format!("{left} more rows are in review.json."),
        )
    }
}

/// A part without rows.
pub fn part(key: &'static str, title: &str, labels: &[(&'static str, &'static str)]) -> Part {
    let columns = labels.iter().map(|(label, form)| Column { label, form }).collect();
    Part { key, title: title.to_string(), columns, ..Part::default() }
}

/// Text in a cell.
pub fn cell(text: impl Into<String>) -> Cell {
    Cell::text(text)
}
