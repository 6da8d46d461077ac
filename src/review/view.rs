//! What the sheet's template receives: every amount and date already written out.

use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct View {
    pub name: String,
    pub style: String,
    pub target: String,
    pub as_of: String,
    pub prepared_by: String,
    /// In groups of four, to be read aloud.
    pub digest: String,
    pub command: String,
    /// What it is compared with, in a sentence.
    pub since: String,
    /// What a reader must know before the rest can be believed.
    pub warnings: Vec<String>,
    pub tiles: Vec<Tile>,
    /// In the order of their weight; those with nothing to say are left out.
    pub parts: Vec<Part>,
    pub internal: Option<Part>,
}

/// How amounts are set, and everything else.
pub const MONEY: &str = "money";
pub const TEXT: &str = "text";

/// A count at the head of the sheet.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    pub label: String,
    pub count: usize,
    /// `some` or `none`.
    pub state: &'static str,
    pub note: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Part {
    pub key: &'static str,
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// What is not in the rows.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub label: &'static str,
    /// `money` or `text`.
    pub form: &'static str,
}

/// Lines of text, the heavy one last where it took the place of another.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// What stood there before.
    pub old: String,
    pub text: String,
    /// By how much it moved, or what must be looked at.
    pub mark: String,
    pub form: &'static str,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell { old: String::new(), text: text.into(), mark: String::new(), form: TEXT }
    }

    pub fn mark(mut self, mark: impl Into<String>) -> Cell {
        self.mark = mark.into();
        self
    }
}

impl Part {
    /// Keeps so many rows and says how many more there are.
    pub fn at_most(mut self, most: usize, more: impl Fn(usize) -> String) -> Part {
        let left = self.rows.len().saturating_sub(most);
        if left > 0 {
            self.rows.truncate(most);
            self.notes.insert(0, more(left));
        }
        self
    }
}
