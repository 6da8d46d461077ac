//! The row of a template that only shows how a row is filled in, and is never read as data.

use super::{Cell, Value};

/// What stands before all cells of such a row, in either language.
pub const FIRST: [&str; 2] = ["例", "example"];

/// What each of its texts begins with. Who types over the row types over these, and the row is data.
pub const BEGINS: [&str; 2] = ["例：", "example: "];

/// Empties a row that says by its first cell and by every text that tells something that it is an example.
pub fn emptied(row: &mut Vec<Cell>) {
    let text = |cell: &Cell| match &cell.value {
        Value::Text(text) => Some(text.trim().to_string()),
        _ => None,
    };
    let mut filled = row.iter().filter(|cell| cell.value != Value::Blank);
    let first = filled.next().and_then(text);
    let is_marked = first.is_some_and(|first| FIRST.contains(&first.as_str()));
    let begins = |text: String| BEGINS.iter().any(|begin| text.starts_with(begin.trim_end()));
    if is_marked && filled.filter_map(text).any(begins) {
        row.clear();
    }
}
