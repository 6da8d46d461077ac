//! Documents from tables: the words of a page as its reader sees them.

use std::ops::Range;

use crate::model::table::{Cell, Column, Row, Table};
use crate::model::{Document, Lang};
use crate::waist;

/// The page of a table, or of a range of its rows where it is long; what stands before the rows is the first part's.
pub fn of_table(lang: Lang, table: &Table, rows: Range<usize>) -> Document {
    let mut lines = Vec::new();
    if rows.start == 0 {
        head(lang, table, &mut lines);
    }
    lines.push(headings(&table.columns));
    table.rows[rows].iter().for_each(|row| cells(row, &mut lines));
    Document {
        title: table.title.clone(),
        date: table.data_until,
        lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
        source: source(table),
        exempt: table.exempt.clone(),
        ..Document::default()
    }
}

/// One row of a table by some of its columns; the title is what the first of them says.
pub fn of_row(table: &Table, row: &Row, keys: &[&str]) -> Document {
    let cell = |key: &&str| {
        let at = table.columns.iter().position(|column| column.key == *key)?;
        Some(written(&row.cells[at])).filter(|said| !said.is_empty())
    };
    let mut said = keys.iter().filter_map(cell);
    Document {
        title: said.next().unwrap_or_else(|| table.title.clone()),
        lines: said.collect(),
        source: source(table),
        exempt: table.exempt.clone(),
        ..Document::default()
    }
}

fn source(table: &Table) -> String {
    table.sources.first().map(|source| source.path.clone()).unwrap_or_default()
}

/// What stands above, beside and below the rows, each value with the word before it as on the page.
fn head(lang: Lang, table: &Table, lines: &mut Vec<String>) {
    lines.extend([table.lead.clone(), table.plain.clone()]);
    lines.extend(table.period.map(|period| waist::period(lang, period)));
    lines.extend(table.data_until.map(|day| day.to_string()));
    let figures = table.figures.iter().map(|one| (&one.label, one.amount));
    let bars = table.breakdowns.iter().flat_map(|one| &one.bars);
    let amounts = figures.chain(bars.map(|bar| (&bar.label, bar.amount)));
    lines.extend(amounts.map(|(label, amount)| format!("{label} {}", amount.abs().grouped())));
    lines.extend(table.stages.iter().map(|stage| format!("{} {}", stage.label, stage.said)));
    lines.extend(table.facts.iter().map(|fact| format!("{} {}", fact.label, fact.value)));
    for asking in &table.askings {
        lines.push(asking.fact.clone());
        lines.extend(asking.answer.as_ref().map(|answer| answer.text.clone()));
    }
    lines.extend(words(&table.prose));
    for section in &table.sections {
        lines.extend([section.title.clone(), section.note.clone()]);
        lines.push(headings(&section.columns));
        section.rows.iter().for_each(|row| cells(row, lines));
    }
    for one in &table.corrections {
        lines.extend([&one.what, &one.old, &one.new, &one.why].map(String::clone));
    }
    lines.extend(table.attachments.iter().map(|file| file.title.clone()));
}

fn headings(columns: &[Column]) -> String {
    columns.iter().map(|column| column.label.as_str()).collect::<Vec<_>>().join(" ")
}

fn cells(row: &Row, lines: &mut Vec<String>) {
    for cell in &row.cells {
        match cell {
            Cell::Rows { columns, rows } => {
                lines.push(headings(columns));
                rows.iter().for_each(|row| cells(row, lines));
            }
            other => lines.push(written(other)),
        }
    }
}

/// A cell as a page writes it, a sign apart.
fn written(cell: &Cell) -> String {
    match cell {
        Cell::Money(money) | Cell::Moved(money) => money.abs().grouped(),
        Cell::Record { id, title, .. } => format!("{title} {id}"),
        other => other.to_string(),
    }
}

/// The words of safe HTML, a line a block.
fn words(html: &str) -> Vec<String> {
    const INLINE: &[&str] = &["a", "code", "del", "em", "s", "strong", "sub", "sup"];
    let mut out = String::new();
    let mut pieces = html.split('<');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            out.push('\n');
        }
        out.push_str(text);
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let plain = plain.iter().fold(out, |text, (from, to)| text.replace(from, to));
    plain.lines().map(|line| line.trim().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_words_of_a_text_run_on_within_a_block_and_end_with_it() {
        let html =
            "<p>路灯<strong>坏</strong>了 &amp;lt; <a href=\"x\">看</a></p>\n<ul><li>一</li></ul>";
        let said: Vec<_> = words(html).into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(said, ["路灯坏了 &lt; 看", "一"]);
    }
}
