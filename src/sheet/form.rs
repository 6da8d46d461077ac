//! What a file is by what it holds: offices have web pages, texts and new workbooks under the ending `.xls`.

use std::io::Cursor;

use super::Refusal;
use crate::model::Said;

pub enum Form {
    Xlsx,
    Xls,
    Ods,
    Text,
}

/// Larger than any workbook an office keeps.
const FILE_MAX_BYTES: usize = 64 * 1024 * 1024;

impl Form {
    pub fn of(bytes: &[u8]) -> Result<Form, Refusal> {
        if bytes.is_empty() {
            return Err(Refusal::Empty);
        }
        if bytes.len() > FILE_MAX_BYTES {
            let most = FILE_MAX_BYTES / 1024 / 1024;
            return Err(Refusal::TooLarge(Said::new(
                format!("文件太大：超过 {most} MB"),
                format!("the file is too large: more than {most} MB"),
            )));
        }
        match bytes {
            [b'P', b'K', 3 | 5 | 7, ..] => packed(bytes),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => compound(bytes),
            // The workbooks of the years before 1995 are a stream and nothing around it.
            [0x09, 0x00 | 0x02 | 0x04 | 0x08, 4 | 6 | 8 | 16, 0, ..] => {
                Err(other("很早的 .xls", "an .xls of the years before 1995"))
            }
            [b'%', b'P', b'D', b'F', ..] => Err(other("PDF", "a PDF")),
            [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => {
                Err(other("图片", "a picture"))
            }
            [b'{', b'\\', b'r', b't', b'f', ..] => Err(other("RTF 文档", "an RTF document")),
            _ => plain(bytes),
        }
    }
}

fn other(zh: &str, en: &str) -> Refusal {
    Refusal::Other(Said::new(
        format!("里面是{zh}，不是能读的表格"),
        format!("it holds {en} and no workbook that can be read"),
    ))
}

/// A package: told by the parts it has.
fn packed(bytes: &[u8]) -> Result<Form, Refusal> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes));
    let archive = archive.map_err(|_| Refusal::Broken("ZIP"))?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    let begins = |name: &str| archive.file_names().flatten().any(|own| own.starts_with(name));
    if has("xl/workbook.bin") {
        return Err(other("二进制的 .xlsb", "a binary .xlsb"));
    }
    if has("xl/workbook.xml") {
        return Ok(Form::Xlsx);
    }
    if begins("word/") || begins("ppt/") {
        return Err(other("文档或幻灯片", "a document or slides"));
    }
    if has("content.xml") {
        return Ok(Form::Ods);
    }
    if begins("Index/") {
        return Err(other("苹果 Numbers 的表格", "a workbook of Numbers"));
    }
    // Other programs name the parts of the same format as they like.
    if has("[Content_Types].xml") {
        return Ok(Form::Xlsx);
    }
    Err(other("压缩包", "a packed folder"))
}

/// A compound file: an old workbook, a locked new one, or an old document.
fn compound(bytes: &[u8]) -> Result<Form, Refusal> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes));
    let file = file.map_err(|_| Refusal::Broken(".xls"))?;
    let has = |name: &str| file.exists(format!("/{name}"));
    if has("EncryptedPackage") {
        return Err(Refusal::Locked);
    }
    if has("Workbook") || has("Book") {
        return Ok(Form::Xls);
    }
    Err(other("旧格式的文档", "a document of an old format"))
}

/// Text that is no table: markup that a spreadsheet program opens as one.
fn plain(bytes: &[u8]) -> Result<Form, Refusal> {
    let head: String = bytes.iter().take(2048).filter(|b| **b != 0).map(|b| *b as char).collect();
    let head = head.trim_start_matches(['\u{EF}', '\u{BB}', '\u{BF}', '\u{FF}', '\u{FE}']);
    let head = head.trim_start().to_ascii_lowercase();
    if head.starts_with("mime-version:") {
        return Err(other("网页", "a web page"));
    }
    if head.starts_with('<') {
        let is_web = ["<html", "<table", "<!doctype html", "<meta", "<body", "<div"];
        return Err(match is_web.iter().any(|tag| head.contains(tag)) {
            true => other("网页", "a web page"),
            false => other("XML 文件", "an XML file"),
        });
    }
    Ok(Form::Text)
}
