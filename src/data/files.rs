//! The files that go with a record, as a list in CSV beside its page.

use super::csv;
use crate::model::Lang;
use crate::model::table::{Attachment, Cell, Column, Form, Row, Table, Tone};

/// One row a file: what it shows, what it is, where it lies, how large, and its hash.
pub fn files_csv(lang: Lang, table: &Table) -> Vec<u8> {
    let column = |key, zh, en, form| Column::new(lang, key, zh, en, form);
    let row = |file: &Attachment| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![
            Cell::text(&file.title),
            Cell::text(&file.label),
            Cell::text(&file.href),
            Cell::Count(file.size_bytes as u64),
            file.pages.map_or(Cell::Empty, Cell::Count),
            Cell::text(&file.sha256),
        ],
    };
    csv(&Table {
        columns: vec![
            column("title", "标题", "Title", Form::Text),
            column("label", "种类", "Kind", Form::Text),
            column("href", "文件", "File", Form::Text),
            column("size_bytes", "字节", "Bytes", Form::Count),
            column("pages", "页数", "Pages", Form::Count),
            column("sha256", "指纹 SHA-256", "SHA-256", Form::Text),
        ],
        rows: table.attachments.iter().map(row).collect(),
        ..Table::default()
    })
}
