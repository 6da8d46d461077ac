//! Tables on paper, which is narrow: what is empty is left out, and what is too wide is written row by row.

use super::view::TableView;
use crate::model::Lang;
use crate::model::table::{Cell, Column, Row, Table};
use crate::page::record;

/// What fits beside each other on A4, in half-width characters of the body's size.
const WIDTH_MAX: usize = 74;

/// As much of a text as stands on one line of its column, in half-width characters.
const TEXT_WIDTH: std::ops::RangeInclusive<usize> = 4..=14;

/// The record's own rows, but for those that stand in groups, then its smaller tables.
pub fn tables(lang: Lang, table: &Table) -> Vec<TableView> {
    let mut views = Vec::new();
    if table.groups.is_empty() && !table.rows.is_empty() {
        let title = lang.pick("明细", "Row by row");
        views.push(view(lang, ("rows", title, ""), &table.columns, &table.rows));
    }
    let sections = table.sections.iter();
    views.extend(sections.map(|s| view(lang, (s.key, &s.title, &s.note), &s.columns, &s.rows)));
    views
}

fn view(
    lang: Lang,
    (key, title, note): (&'static str, &str, &str),
    columns: &[Column],
    rows: &[Row],
) -> TableView {
    let filled = |at: &usize| rows.iter().any(|row| row.cells[*at] != Cell::Empty);
    let kept: Vec<usize> = (0..columns.len()).filter(filled).collect();
    let columns: Vec<Column> = kept.iter().map(|&at| columns[at].clone()).collect();
    let cells = |row: &Row| kept.iter().map(|&at| row.cells[at].clone()).collect();
    let rows: Vec<Row> = rows.iter().map(|row| Row { cells: cells(row), ..row.clone() }).collect();
    let (columns, rows) = (record::columns(lang, &columns), record::rows(lang, &columns, &rows));
    let width = |column: &crate::page::view::ColumnView| {
        let longest = rows.iter().map(|row| half_widths(&row.cells[column.key])).max().unwrap_or(0);
        match column.form {
            "text" => longest.clamp(*TEXT_WIDTH.start(), *TEXT_WIDTH.end()),
            _ => longest,
        }
    };
    let stacked = columns.iter().map(width).sum::<usize>() > WIDTH_MAX;
    TableView { key, title: title.to_string(), note: note.to_string(), columns, rows, stacked }
}

/// Han characters are two wide.
fn half_widths(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{Form, Tone};

    fn made(columns: usize, cells: &[&[&str]]) -> TableView {
        let keys = ["a", "b", "c", "d", "e", "f"];
        let column = |key: &&'static str| Column::new(Lang::Zh, key, key, key, Form::Text);
        let columns: Vec<Column> = keys[..columns].iter().map(column).collect();
        let row = |cells: &&[&str]| Row {
            anchor: String::new(),
            tone: Tone::Plain,
            href: String::new(),
            cells: cells.iter().map(|text| Cell::text(*text)).collect(),
        };
        view(Lang::Zh, ("rows", "", ""), &columns, &cells.iter().map(row).collect::<Vec<_>>())
    }

    #[test]
    fn a_column_in_which_nothing_stands_takes_no_paper() {
        let view = made(3, &[&["1", "", ""], &["", "", "3"]]);
        assert_eq!(view.columns.iter().map(|c| c.key).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(view.rows[1].cells["c"], "3");
    }

    #[test]
    fn what_does_not_fit_beside_each_other_is_written_row_by_row() {
        let long = "一二三四五六七八";
        assert!(!made(5, &[&[long; 5]]).stacked, "five columns of fourteen");
        assert!(made(6, &[&[long; 6]]).stacked, "six of them are wider than A4");
    }
}
