//! Word, Excel and ODS files: the words of every part, who is named as author, and what is there but not shown; a part that cannot be searched is refused.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::between::{self, Packed, holds_package};
use super::flow::Known;
use super::formats::{drawn_digits, draws_digits, spelt_out};
use super::tables::Table;
use super::xml::{self, Element};
use super::{Form, Inside, Trouble, exif_inside, holds_exif, shapes};
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
    let mut left = UNPACKED_MAX_BYTES;
    let mut known = known(form, &mut archive, left)?;
    let mut found = Inside::default();
    // What stands between the parts, where no program looks.
    let mut packed = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Trouble::broken(form))?;
        let name = part.name().map_err(|_| Trouble::broken(form))?.into_owned();
        if runs(&name) {
            return Err(runs_something());
        }
        let start = part.data_start().ok_or_else(|| Trouble::broken(form))?;
        let end = start.saturating_add(part.compressed_size());
        let [head, start, end] = [part.header_start(), start, end].map(|at| at as usize);
        packed.push(Packed { head, start, end });
        let mut content = Vec::new();
        // One byte more than is left tells that there was more.
        let read = part.take(left + 1).read_to_end(&mut content);
        read.map_err(|_| Trouble::broken(form))?;
        left = left.checked_sub(content.len() as u64).ok_or_else(too_much)?;
        look(form, &name, &content, &mut known, &mut found)?;
    }
    unused_texts(&known, &mut found);
    let around = between::around(bytes, packed, archive.central_directory_start() as usize);
    let around = around.ok_or_else(unlisted)?;
    found.texts.push((Said::new("压缩包的目录", "the list of its parts"), around));
    found.metadata.sort();
    found.metadata.dedup();
    found.hidden.sort();
    found.hidden.dedup();
    Ok(found)
}

/// What some parts say about others: the texts of cells, the styles of words that are not shown, and whether the values of
/// formulas are those a reader sees.
fn known(form: Form, archive: &mut ZipArchive<Cursor<&[u8]>>, left: u64) -> Result<Known, Trouble> {
    let mut known = Known::default();
    let mut titles = Vec::new();
    for name in ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHARED, "word/styles.xml"] {
        let Ok(part) = archive.by_name(name) else { continue };
        let mut content = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut content);
        read.map_err(|_| Trouble::broken(form))?;
        if content.len() as u64 > left {
            return Err(too_much());
        }
        let text = xml::decoded(&content).ok_or_else(|| unread(name))?;
        let mut style = String::new();
        let is_on = |value: Option<&str>| matches!(value, Some("1" | "true"));
        let see = |element: &Element| match element.name.as_str() {
            "style" => style = element.value("styleId").unwrap_or_default().to_string(),
            "vanish" | "specVanish" => {
                known.unseen_styles.insert(style.clone());
            }
            "sheet" => titles.extend(pair(element, "id", "name")),
            "Relationship" => {
                let Some((id, target)) = pair(element, "Id", "Target") else { return };
                let title = titles.iter().find(|(own, _)| *own == id);
                let file = target.rsplit('/').next().unwrap_or_default().to_string();
                known.sheets.extend(title.map(|(_, title)| (file, title.clone())));
            }
            "calcPr" => known.counts_anew |= is_on(element.value("fullCalcOnLoad")),
            _ => {}
        };
        let words = xml::visited(&text, &Known::default(), see).ok_or_else(|| unread(name))?;
        if name == SHARED {
            known.shared = words.shared;
        }
    }
    Ok(known)
}

fn pair(element: &Element, key: &str, value: &str) -> Option<(String, String)> {
    Some((element.value(key)?.to_string(), element.value(value)?.to_string()))
}

/// The texts of the list that no cell shows; the others are searched where they stand, under their headings.
fn unused_texts(known: &Known, found: &mut Inside) {
    let texts = known.shared.iter().enumerate().filter(|(at, _)| !known.used.contains(at));
    let texts: Vec<&str> = texts.map(|(_, text)| text.as_str()).collect();
    if !texts.is_empty() {
        found.texts.push((Said::new(SHARED, SHARED), spelt_out(texts.join("\n"))));
    }
}

const SHARED: &str = "xl/sharedStrings.xml";

fn too_much() -> Trouble {
    Trouble::refused(
        Said::new("压缩的内容展开后太大", "its parts unpack to too much"),
        Said::new("另存为 PDF，或拆成几个文件", "save it as PDF, or in several files"),
    )
}

fn unlisted() -> Trouble {
    Trouble::hidden(
        Said::new(
            "压缩包里有目录没有列出的内容，查不了",
            "something is packed in it that its list of parts does not name, and cannot be searched",
        ),
        Said::new(
            "用 Word、Excel 或 WPS 打开，另存一份",
            "open it in the program it is for, and save it under another name",
        ),
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

/// What a part is, by its name and by how it begins.
enum Part {
    Xml,
    /// A picture, a font, or what calls itself one.
    Shapes,
    /// What a printer or a screen was set to.
    Settings,
    Unknown,
}

impl Part {
    fn of(name: &str, content: &[u8]) -> Part {
        const PICTURES: [&[u8]; 7] =
            [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"];
        let name = name.to_ascii_lowercase();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            _ if content.is_empty() || name == "mimetype" => Part::Settings,
            "xml" | "rels" | "vml" | "rdf" | "svg" => Part::Xml,
            "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "wdp"
                if PICTURES.iter().any(|begin| content.starts_with(begin)) =>
            {
                Part::Shapes
            }
            "ttf" | "otf" | "odttf" | "fntdata" => Part::Shapes,
            "bin" if name.contains("printersettings") => Part::Settings,
            _ if name == "layout-cache" => Part::Settings,
            _ => Part::Unknown,
        }
    }
}

fn look(
    form: Form,
    name: &str,
    content: &[u8],
    known: &mut Known,
    found: &mut Inside,
) -> Result<(), Trouble> {
    if holds_exif(content) {
        found.metadata.push(exif_inside());
    }
    let place = Said::new(name, name);
    match Part::of(name, content) {
        Part::Shapes | Part::Settings if holds_package(content) => return Err(unread(name)),
        Part::Shapes => {
            found.texts.push((place, shapes::said(content).ok_or_else(|| unread(name))?));
        }
        Part::Settings => {
            let (wide, _, _) = encoding_rs::UTF_16LE.decode(content);
            let text = format!("{}\n{wide}", String::from_utf8_lossy(content));
            found.texts.push((place, text));
        }
        Part::Unknown => return Err(unread(name)),
        Part::Xml => {
            let text = xml::decoded(content).ok_or_else(|| unread(name))?;
            let mut draws = None;
            let see = |element: &Element| {
                hidden(form, element, &mut found.hidden);
                draws = draws.take().or_else(|| drawn_digits(element));
            };
            let words = xml::visited(&text, known, see).ok_or_else(|| unread(name))?;
            if let Some(code) = draws {
                return Err(draws_digits(&code));
            }
            if words.uncounted {
                return Err(uncounted(name));
            }
            kept_inside(name, &mut found.hidden);
            authors(&words, found);
            known.used.extend(&words.used);
            known.laid_bytes = words.laid_bytes;
            laid_out(form, &place, words.tables, found);
            if !words.places.is_empty() {
                let file = name.rsplit('/').next().unwrap_or_default();
                let sheet = known.sheets.get(file).cloned().unwrap_or_else(|| file.to_string());
                found.sheets.insert(found.texts.len(), (sheet, words.places));
            }
            found.laid.insert(found.texts.len(), words.laid);
            // The part's name stands in messages, which are cleaned like all others.
            // The texts of cells are searched in their cells, a list of others here.
            let items = if name == SHARED { String::new() } else { words.shared.join("\n") };
            let text = words.text + "\n" + &items;
            found.texts.push((place, spelt_out(text)));
        }
    }
    Ok(())
}

/// Tables come before the words they hold, so that a number is told in its cell.
fn laid_out(form: Form, place: &Said, tables: Vec<Table>, found: &mut Inside) {
    for table in tables {
        if form == Form::Ods {
            found.sheets.insert(found.texts.len(), (table.name, table.places));
        }
        found.texts.push((place.clone(), table.text));
    }
}

fn unread(name: &str) -> Trouble {
    let name: String = name.chars().take(60).collect();
    Trouble::hidden(
        Said::new(
            format!("里面的 `{name}` 查不了"),
            format!("its part `{name}` cannot be searched"),
        ),
        Said::new("用“打印为 PDF”存成 PDF", "print it to a PDF"),
    )
}

/// A formula that nobody has counted says its value only when it is opened.
fn uncounted(name: &str) -> Trouble {
    let name: String = name.chars().take(60).collect();
    Trouble::hidden(
        Said::new(
            format!("里面的 `{name}` 有公式没有算好的值，查不了"),
            format!(
                "its part `{name}` has a formula whose value is not kept, and cannot be searched"
            ),
        ),
        Said::new(
            "用 Excel 或 WPS 打开，保存一次",
            "open it in the program it is for, and save it once",
        ),
    )
}

fn authors(words: &xml::Words, found: &mut Inside) {
    for (name, zh, en) in [
        ("creator", "作者", "its author"),
        ("initial-creator", "作者", "its author"),
        ("lastModifiedBy", "最后修改者", "who changed it last"),
        ("Company", "单位名称", "a company"),
        ("Manager", "主管", "a manager"),
    ] {
        if words.says(name) {
            let zh = format!("文件属性里写着{zh}");
            found.metadata.push(Said::new(zh, format!("its properties name {en}")));
        }
    }
}

/// Parts that hold more than the reader is shown.
fn kept_inside(name: &str, hidden: &mut Vec<Said>) {
    for (part, zh, en) in [
        ("omments", "有批注", "it has comments"),
        ("externalLinks/", "留着别的工作簿里的数", "it keeps values of another workbook"),
        ("pivotCache/", "透视表留着原来的数据", "a pivot table keeps the data it was made from"),
        ("revisions/", "有修订记录", "changes are tracked"),
    ] {
        if name.contains(part) {
            hidden.push(Said::new(zh, en));
        }
    }
}

fn hidden(form: Form, element: &Element, hidden: &mut Vec<Said>) {
    let mut tell = |zh: &str, en: &str| hidden.push(Said::new(zh, en));
    let is_on = |key| matches!(element.value(key), Some("1" | "true"));
    match (form, element.name.as_str()) {
        (Form::Xlsx, "sheet") if element.value("state").is_some_and(|state| state != "visible") => {
            tell("有隐藏的工作表", "a sheet is hidden");
        }
        (Form::Xlsx, "col") if is_on("hidden") => tell("有隐藏的列", "a column is hidden"),
        (Form::Xlsx, "row") if is_on("hidden") => tell("有隐藏的行", "a row is hidden"),
        (Form::Xlsx, "sheetFormatPr") if is_on("zeroHeight") => {
            tell("有隐藏的行", "a row is hidden");
        }
        (Form::Ods, "table-column" | "table-row")
            if element.value("visibility").is_some_and(|seen| seen != "visible") =>
        {
            tell("有隐藏的行或列", "a row or column is hidden");
        }
        (Form::Ods, "table-properties") if element.value("display") == Some("false") => {
            tell("有隐藏的工作表", "a sheet is hidden");
        }
        (Form::Ods, "hidden-text" | "hidden-paragraph") => tell("有隐藏的文字", "text is hidden"),
        (Form::Ods, "tracked-changes") => {
            tell("有修订记录，删去的字还在里面", "changes are tracked: what was deleted is there");
        }
        (Form::Ods, "annotation") => tell("有批注", "it has comments"),
        (Form::Docx, "vanish" | "specVanish") => tell("有隐藏的文字", "text is hidden"),
        (Form::Docx, "del" | "ins" | "moveFrom" | "moveTo") => {
            tell("有修订记录，删去的字还在里面", "changes are tracked: what was deleted is there");
        }
        _ => {}
    }
}
