//! Files that go with a record: which may, what stands in them, and pictures made small and without metadata.
//!
//! Bytes in, words, bytes or trouble out. What cannot be read as words is refused, pictures apart: what they show is left
//! to the eyes of a reviewer.

mod between;
mod exif;
mod flow;
mod formats;
mod grid;
mod office;
mod pdf;
mod picture;
mod pixels;
mod shapes;
mod tables;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_between;
#[cfg(test)]
mod tests_grid;
#[cfg(test)]
mod tests_hostile;
#[cfg(test)]
mod tests_office;
#[cfg(test)]
mod tests_shapes;
#[cfg(test)]
mod tests_tables;
#[cfg(test)]
mod tests_values;
mod utf7;
mod xml;

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::finding::{Rule, rules};
use crate::model::{Said, Words};

pub use pdf::{answer, read_apart};
pub use picture::{LONG_SIDES, Picture, dimensions, made};

/// More of them make a page too heavy for a weak signal.
pub const COUNT_MAX: usize = 40;

/// Raised when the same picture would be encoded to other bytes: what earlier versions made is then made anew.
const ENCODER_VERSION: u8 = 1;

/// What a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Jpeg,
    Png,
    Webp,
    Gif,
    Pdf,
    Xlsx,
    Docx,
    Ods,
    Csv,
    Txt,
}

impl Form {
    /// The form a file's name promises and its bytes keep. A picture is one whatever picture's ending it has: phones and
    /// chats give them any.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Form, Trouble> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let form = match ending.as_str() {
            "jpg" | "jpeg" => Form::Jpeg,
            "png" => Form::Png,
            "webp" => Form::Webp,
            "gif" => Form::Gif,
            "pdf" => Form::Pdf,
            "xlsx" => Form::Xlsx,
            "docx" => Form::Docx,
            "ods" => Form::Ods,
            "csv" => Form::Csv,
            "txt" => Form::Txt,
            _ => return Err(not_allowed(&ending)),
        };
        const PICTURES: [Form; 4] = [Form::Jpeg, Form::Png, Form::Webp, Form::Gif];
        let pictures = PICTURES.into_iter().filter(|_| form.is_picture());
        let mut forms = std::iter::once(form).chain(pictures);
        forms.find(|form| form.begins(bytes)).ok_or_else(|| other_content(form))
    }

    fn begins(self, bytes: &[u8]) -> bool {
        match self {
            Form::Jpeg => bytes.starts_with(b"\xFF\xD8\xFF"),
            Form::Png => bytes.starts_with(b"\x89PNG\r\n\x1A\n"),
            Form::Webp => {
                bytes.starts_with(b"RIFF") && bytes[8.min(bytes.len())..].starts_with(b"WEBP")
            }
            Form::Gif => bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"),
            Form::Pdf => bytes.starts_with(b"%PDF-"),
            Form::Xlsx | Form::Docx | Form::Ods => bytes.starts_with(b"PK\x03\x04"),
            Form::Csv | Form::Txt => text(bytes).is_some(),
        }
    }

    pub fn is_picture(self) -> bool {
        matches!(self, Form::Jpeg | Form::Png | Form::Webp | Form::Gif)
    }

    /// Whether its text is taken out of it, so that the file's bytes say no place.
    pub fn is_packed(self) -> bool {
        !matches!(self, Form::Csv | Form::Txt)
    }

    /// The ending of the public file. Every picture becomes a JPEG.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Jpeg | Form::Png | Form::Webp | Form::Gif => "jpg",
            Form::Pdf => "pdf",
            Form::Xlsx => "xlsx",
            Form::Docx => "docx",
            Form::Ods => "ods",
            Form::Csv => "csv",
            Form::Txt => "txt",
        }
    }

    pub fn words(self) -> Words {
        match self {
            Form::Jpeg | Form::Png | Form::Webp | Form::Gif => Words::new("图片", "picture"),
            Form::Pdf => Words::new("PDF 文件", "PDF"),
            Form::Xlsx => Words::new("Excel 表格", "Excel sheet"),
            Form::Docx => Words::new("Word 文档", "Word document"),
            Form::Ods => Words::new("ODS 表格", "ODS sheet"),
            Form::Csv => Words::new("CSV 表格", "CSV table"),
            Form::Txt => Words::new("文本文件", "text file"),
        }
    }
}

/// Why a file cannot go out.
#[derive(Debug)]
pub struct Trouble {
    pub rule: &'static Rule,
    pub said: Said,
    pub help: Said,
}

impl Trouble {
    fn refused(said: Said, help: Said) -> Trouble {
        Trouble { rule: &rules::ATTACHMENT_REFUSED, said, help }
    }

    /// A file whose words cannot be had does not go out.
    fn hidden(said: Said, help: Said) -> Trouble {
        Trouble { rule: &rules::ATTACHMENT_HIDDEN, said, help }
    }

    fn broken(form: Form) -> Trouble {
        let words = form.words();
        Trouble {
            rule: &rules::ATTACHMENT_BROKEN,
            said: Said::new(
                format!("打不开这个{}，文件可能损坏了", words.zh),
                format!("this {} cannot be opened; it may be damaged", words.en),
            ),
            help: Said::new("重新导出或重新扫描一份", "export or scan it once more"),
        }
    }
}

fn not_allowed(ending: &str) -> Trouble {
    let ending: String = ending.chars().take(16).collect();
    Trouble::refused(
        Said::new(
            format!("附件不能是 `.{ending}` 文件"),
            format!("a `.{ending}` file cannot be attached"),
        ),
        match ending.as_str() {
            "doc" | "wps" | "rtf" | "odt" | "dot" => Said::new(
                "用 Word 或 WPS 打开，另存为 docx 或 pdf",
                "open it in the program it came from and save it as docx or pdf",
            ),
            "xls" | "et" | "ett" | "xlsm" | "xlsb" | "numbers" => Said::new(
                "用 Excel 或 WPS 打开，另存为 xlsx",
                "open it in the program it came from and save it as xlsx",
            ),
            "ofd" | "ppt" | "pptx" | "dps" | "odp" | "ceb" | "caj" => Said::new(
                "用原来的程序打开，打印或另存为 pdf",
                "open it in the program it came from and print or save it as pdf",
            ),
            "heic" | "heif" | "bmp" | "tif" | "tiff" | "avif" => {
                Said::new("另存为 jpg 或 png", "save it as jpg or png")
            }
            "zip" | "rar" | "7z" => {
                Said::new("解压后一个一个附上", "unpack it and attach each file")
            }
            _ => Said::new(
                "可以用 jpg、png、webp、gif、pdf、xlsx、docx、ods、csv、txt；手机的 heic 请另存为 jpg",
                "use jpg, png, webp, gif, pdf, xlsx, docx, ods, csv or txt; save a phone's heic as jpg",
            ),
        },
    )
}

fn other_content(form: Form) -> Trouble {
    let words = form.words();
    Trouble::refused(
        Said::new(
            format!("文件名说是{}，内容不是", words.zh),
            format!("by its name a {}, by its content something else", words.en),
        ),
        Said::new(
            "用原来的程序打开，另存为名字所说的格式",
            "open it in the program it came from and save it in the form its name says",
        ),
    )
}

/// What stands in a file that is copied as it is.
#[derive(Debug, Default)]
pub struct Inside {
    /// Texts with where in the file they stand. The first of a file that is not packed is the file as it lies.
    pub texts: Vec<(Said, String)>,
    /// Of a text that is a worksheet's its name, where it has one, and where its cells begin.
    sheets: BTreeMap<usize, (String, grid::Places)>,
    /// Where in a text stands again what a cell shows that was laid out below its heading.
    laid: BTreeMap<usize, flow::Laid>,
    /// What the file tells about who made it, without saying it.
    pub metadata: Vec<Said>,
    /// What a reader does not see on opening it; it was searched.
    pub hidden: Vec<Said>,
}

impl Inside {
    /// Whether a place of a text is that of one cell which stands in a table too: it is judged there, by its heading.
    pub fn is_in_table(&self, nth: usize, start: usize, end: usize) -> bool {
        self.laid.get(&nth).is_some_and(|laid| {
            let next = laid.partition_point(|one| one.end < end);
            laid.get(next).is_some_and(|one| one.start <= start && end <= one.end)
        })
    }

    /// Where a byte of a text stands: the sheet and the cell, if it is one's.
    pub fn place(&self, nth: usize, at: usize) -> Said {
        let part = &self.texts[nth].0;
        let cell = self.sheets.get(&nth).and_then(|(name, places)| {
            let last = places.partition_point(|(begins, _)| *begins <= at).checked_sub(1)?;
            // Behind the last cell stands what belongs to none.
            let end = self.texts[nth].1[places.last()?.0..].find('\n')? + places.last()?.0;
            (at < end).then(|| (name, &places[last].1))
        });
        match cell {
            Some((name, cell)) => Said::new(
                format!("工作表“{name}”的 {cell} 格"),
                format!("cell {cell} of the sheet `{name}`"),
            ),
            None => part.clone(),
        }
    }
}

/// Everything of a file that can be read as words; nothing of a picture, which is drawn anew.
pub fn inside(form: Form, bytes: &[u8]) -> Result<Inside, Trouble> {
    match form {
        Form::Jpeg | Form::Png | Form::Webp | Form::Gif => Ok(Inside::default()),
        Form::Pdf => pdf::inside(bytes),
        Form::Xlsx | Form::Docx | Form::Ods => office::inside(form, bytes),
        Form::Csv | Form::Txt => {
            let text = text(bytes).unwrap_or_default().into_owned();
            if utf7::hides_digits(&text) {
                return Err(packed_digits());
            }
            let opened = formats::spelt_cells(&text);
            let opened =
                opened.map(|opened| (Said::new("写全的数字", "its numbers written out"), opened));
            let mut texts = vec![(Said::new("文字", "its text"), text)];
            texts.extend(opened);
            Ok(Inside { texts, ..Inside::default() })
        }
    }
}

fn packed_digits() -> Trouble {
    Trouble::hidden(
        Said::new(
            "里面有 UTF-7 编码的数字，查不了",
            "digits stand in it in UTF-7 and cannot be searched",
        ),
        Said::new("另存为 UTF-8 编码", "save it in UTF-8"),
    )
}

/// UTF-8, or GB18030 as spreadsheets save it; no text holds a zero byte.
fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Cow::Borrowed(text));
    }
    let (text, malformed) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!malformed).then_some(text)
}

/// Sixteen letters that follow the content and, for pictures, how they are made. Letters alone, since a run of digits
/// in an address may look like somebody's number.
pub fn address_word(form: Form, sha256: &str) -> String {
    let made = if form.is_picture() { ENCODER_VERSION } else { 0 };
    let digest = Sha256::digest(format!("{made} {sha256}"));
    let letters = digest.iter().take(8).flat_map(|byte| [byte >> 4, byte & 15]);
    letters.map(|nibble| char::from(b'a' + nibble)).collect()
}

/// Whether bytes hold a camera's notes; those of a JPEG begin so.
fn holds_exif(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|window| window == b"Exif\0\0")
}

fn exif_inside() -> Said {
    Said::new(
        "里面的图片带有拍摄信息（可能有时间、位置）",
        "pictures inside carry what the camera noted, such as time and place",
    )
}
