//! The rows of a table in a text, and the heading that says whose names its columns hold.

use super::Line;
use crate::model::party::columns::{is_below, is_post, whose};
use crate::model::party::{Whose, is_han, split_bracket};

/// What parts the cells of a table that is aligned by blanks.
pub(super) const BLANK: char = ' ';

/// A table whose heading has been read.
pub(super) struct Table {
    pub(super) border: char,
    /// By column whose names it holds.
    pub(super) columns: Vec<Option<Whose>>,
}

impl Table {
    /// Whether something other than a heading stands in a column of names: 张建国 beside 低保户 is a row.
    pub(super) fn is_row(&self, row: &[Line]) -> bool {
        let named = row.iter().zip(&self.columns).filter(|(_, whose)| whose.is_some());
        let mut said = named.map(|(cell, _)| cell.text).filter(|text| !text.is_empty());
        self.columns.len() == row.len() && said.any(|text| whose(text).is_none())
    }

    /// Whether a line has as many cells. Blanks align a row only where a figure stands in it: others part words.
    pub(super) fn fits(&self, row: &[Line]) -> bool {
        let figure = |cell: &Line| cell.text.starts_with(|c: char| c.is_ascii_digit());
        self.columns.len() == row.len() && (self.border != BLANK || row.iter().any(figure))
    }
}

/// A longer cell is no heading, a remark in brackets apart, but for one that ends with such a word and is no paragraph.
pub(super) const HEADING_MAX: usize = 20;
const LONG_HEADING_MAX: usize = 60;

/// The cells of a line, trimmed; none where it is no row.
pub(super) fn cells<'t>(line: &Line<'t>, border: char) -> Vec<Line<'t>> {
    let text = line.text.trim();
    if !text.contains(border) {
        return Vec::new();
    }
    let inside = match border {
        '|' => {
            let text = text.strip_prefix('|').unwrap_or(text);
            text.strip_suffix('|').unwrap_or(text)
        }
        _ => text,
    };
    let walled = border == '|' && inside.len() < text.len();
    let quotes = |c: char| c.is_whitespace() || "\"'".contains(c);
    let cell = |cell: &'t str| line.part(cell.trim_matches(quotes));
    let aligned = |cell: &&str| border != BLANK || !cell.is_empty();
    let cells: Vec<Line> = inside.split(border).filter(aligned).map(cell).collect();
    if cells.len() > 1 || walled { cells } else { Vec::new() }
}

/// Whose names the columns of a heading hold; nothing where the row is none. `above`: whose list the table is: 人员 says
/// there that names stand below it.
pub(super) fn headed(
    row: &[Line],
    border: char,
    above: Option<Whose>,
) -> Option<Vec<Option<Whose>>> {
    let short = |text: &str, most| text.chars().count() <= most;
    let fits = |text: &str| {
        let (named, bracket) = split_bracket(text);
        let remarked = !bracket.is_empty() && short(named, HEADING_MAX);
        let told = || short(text, LONG_HEADING_MAX) && whose(text).is_some();
        short(text, HEADING_MAX) || remarked || told()
    };
    if !row.iter().all(|cell| fits(cell.text)) {
        return None;
    }
    // Where blanks part words, a heading is words alone, and one at least that is no word for persons.
    let plain = |cell: &Line| {
        let (named, _) = split_bracket(cell.text);
        named.chars().all(is_han)
    };
    let other = |cell: &Line| whose(cell.text).is_none();
    if border == BLANK && !(row.iter().all(plain) && row.iter().any(other)) {
        return None;
    }
    let below = |text: &str| above.filter(|_| is_below(text));
    let of = |text: &str| whose(text).max(below(text));
    let columns: Vec<Option<Whose>> = row.iter().map(|cell| of(cell.text)).collect();
    let posts = row.iter().any(|cell| is_post(cell.text));
    let said = row.iter().filter(|cell| !cell.text.is_empty()).count();
    let is_heading = columns.iter().any(Option::is_some) && (said > 1 || row.len() == 1);
    let of = |whose: Option<Whose>| whose.filter(|whose| *whose != Whose::Anyone || !posts);
    is_heading.then(|| columns.into_iter().map(of).collect())
}
