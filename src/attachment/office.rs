//! Word, Excel and ODS files: the words of every part, who is named as author, and what is there but not shown.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Form, Inside, Trouble, exif_inside, holds_exif, xml};
use crate::model::Said;

/// What all parts of one file may unpack to, and how many there may be: enough for a long report, not for a bomb.
const UNPACKED_MAX_BYTES: u64 = 64 * 1024 * 1024;
const PARTS_MAX: usize = 2000;

/// Reads every part of the package.
pub fn inside(form: Form, bytes: &[u8]) -> Result<Inside, Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::broken(form))?;
    let main = match form {
        Form::Docx => "word/document.xml",
        Form::Xlsx => "xl/workbook.xml",
        _ => "content.xml",
    };
    if archive.index_for_name(main).is_none() {
        return Err(super::other_content(form));
    }
    if archive.len() > PARTS_MAX {
        return Err(too_much());
    }
    let mut found = Inside::default();
    let mut left = UNPACKED_MAX_BYTES;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Trouble::broken(form))?;
        let name = part.name().map_err(|_| Trouble::broken(form))?.into_owned();
        if runs(&name) {
            return Err(runs_something());
        }
        let mut content = Vec::new();
        // One byte more than is left tells that there was more.
        let read = part.take(left + 1).read_to_end(&mut content);
        read.map_err(|_| Trouble::broken(form))?;
        left = left.checked_sub(content.len() as u64).ok_or_else(too_much)?;
        look(form, &name, &content, &mut found);
    }
    found.metadata.sort();
    found.metadata.dedup();
    found.hidden.sort();
    found.hidden.dedup();
    Ok(found)
}

fn too_much() -> Trouble {
    Trouble::refused(
        Said::new("压缩的内容展开后太大", "its parts unpack to too much"),
        Said::new("另存为 PDF，或拆成几个文件", "save it as PDF, or in several files"),
    )
}

/// Macros, programs and files within the file.
fn runs(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".bin") && name.contains("vba")
        || name.contains("activex")
        || name.contains("embeddings/")
        || name.starts_with("basic/")
        || name.starts_with("scripts/")
        || name.starts_with("object ")
}

fn runs_something() -> Trouble {
    Trouble::refused(
        Said::new("文件里有宏或嵌入的其他文件", "macros or other files are inside it"),
        Said::new("去掉后另存，或存为 PDF", "save it without them, or as PDF"),
    )
}

fn look(form: Form, name: &str, content: &[u8], found: &mut Inside) {
    if holds_exif(content) {
        found.metadata.push(exif_inside());
    }
    if !name.ends_with(".xml") && !name.ends_with(".rels") && name != "mimetype" {
        return;
    }
    let text = String::from_utf8_lossy(content);
    authors(&text, found);
    hidden(form, name, &text, found);
    // The part's name stands in messages, which are cleaned like all others.
    found.texts.push((Said::new(name, name), xml::text(&text)));
}

fn authors(text: &str, found: &mut Inside) {
    for (name, zh, en) in [
        ("creator", "作者", "its author"),
        ("initial-creator", "作者", "its author"),
        ("lastModifiedBy", "最后修改者", "who changed it last"),
        ("Company", "单位名称", "a company"),
        ("Manager", "主管", "a manager"),
    ] {
        if xml::says(text, name) {
            let zh = format!("文件属性里写着{zh}");
            found.metadata.push(Said::new(zh, format!("its properties name {en}")));
        }
    }
}

fn hidden(form: Form, name: &str, text: &str, found: &mut Inside) {
    let mut tell = |zh: &str, en: &str| found.hidden.push(Said::new(zh, en));
    if name.contains("omments") {
        tell("有批注", "it has comments");
    }
    for tag in xml::tags(text) {
        let is_on = |key| matches!(xml::value(tag, key), Some("1" | "true"));
        match (form, xml::local(tag)) {
            (Form::Xlsx, "sheet")
                if xml::value(tag, "state").is_some_and(|state| state != "visible") =>
            {
                tell("有隐藏的工作表", "a sheet is hidden");
            }
            (Form::Xlsx, "col") if is_on("hidden") => tell("有隐藏的列", "a column is hidden"),
            (Form::Xlsx, "row") if is_on("hidden") => tell("有隐藏的行", "a row is hidden"),
            (Form::Ods, "table-column" | "table-row")
                if xml::value(tag, "visibility").is_some_and(|seen| seen != "visible") =>
            {
                tell("有隐藏的行或列", "a row or column is hidden");
            }
            (Form::Ods, "table-properties") if xml::value(tag, "display") == Some("false") => {
                tell("有隐藏的工作表", "a sheet is hidden");
            }
            (Form::Ods, "annotation") => tell("有批注", "it has comments"),
            (Form::Docx, "vanish") => tell("有隐藏的文字", "text is hidden"),
            (Form::Docx, "del" | "ins" | "moveFrom") => {
                tell(
                    "有修订记录，删去的字还在里面",
                    "changes are tracked: what was deleted is there",
                );
            }
            _ => {}
        }
    }
}
