//! A PDF: the words its pages draw, and every other byte that may say something; refused where these cannot be had.

mod apart;
mod between;
mod carried;
mod drawn;
mod font;
mod letters;
mod lines;
mod map;
mod packed;
mod streams;
mod strings;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_whole;
mod whole;

pub use apart::{answer, read_apart};

use super::{Form, Inside, Trouble, exif_inside};
use crate::model::Said;

/// What one stream may unpack to.
const STREAM_MAX_BYTES: usize = 16 * 1024 * 1024;

/// Why the words of a PDF cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    Damaged,
    Protected,
    Older,
    Forms,
    TooMuch,
    Picture,
    Letters,
    Packed,
    Files,
    Scripts,
}

impl Unread {
    const ALL: [Unread; 10] = [
        Unread::Damaged,
        Unread::Protected,
        Unread::Older,
        Unread::Forms,
        Unread::TooMuch,
        Unread::Picture,
        Unread::Letters,
        Unread::Packed,
        Unread::Files,
        Unread::Scripts,
    ];

    fn said(self) -> Said {
        let (zh, en) = match self {
            Unread::Damaged => {
                ("有的地方坏了，读不出里面的字", "damaged: its words cannot be read")
            }
            Unread::Protected => {
                ("有密码保护，查不了里面的字", "protected: its words cannot be searched")
            }
            Unread::Older => {
                ("里面还留着改动以前的内容", "what it held before a change is still inside")
            }
            Unread::Forms => (
                "有表单或批注，查不了里面的字",
                "it has form fields or notes that cannot be searched",
            ),
            Unread::TooMuch => ("展开后太大，查不完", "it unpacks to more than can be searched"),
            Unread::Picture => {
                ("有一页只是图片，没有可查的字", "a page is a picture alone: no words to search")
            }
            Unread::Letters => (
                "有的字只有字形，没有说是什么字",
                "some letters are shapes alone that no map explains",
            ),
            Unread::Packed => {
                ("有一部分解不开，查不了", "a part of it cannot be unpacked and searched")
            }
            Unread::Files => ("里面嵌有别的文件", "other files are inside it"),
            Unread::Scripts => {
                ("里面有脚本，或打开时要做别的事", "it has scripts, or does something when opened")
            }
        };
        Said::new(format!("这个 PDF {zh}"), format!("this PDF is not published; {en}"))
    }

    /// What the clerk can do about it.
    fn help(self) -> Said {
        match self {
            Unread::Picture => Said::new(
                "扫描件请一页一页存成 jpg 图片，遮挡后作为图片附上",
                "save each scanned page as a jpg, cover what must be covered, and attach the pictures",
            ),
            _ => Said::new(
                "用原来的程序打开，不加密码、不带批注，用“打印为 PDF”重存；还不行就存成 jpg 图片",
                "open it where it was made and print it to a PDF, without password or notes; else save it as jpg",
            ),
        }
    }
}

impl From<Unread> for Trouble {
    fn from(unread: Unread) -> Trouble {
        match unread {
            Unread::Scripts => Trouble::refused(unread.said(), unread.help()),
            _ => Trouble::hidden(unread.said(), unread.help()),
        }
    }
}

/// What is read of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// What its pages draw.
    pub pages: String,
    /// What stands beside that: strings of its objects, what pictures and programs note, comments.
    pub beside: String,
    /// Its XMP.
    pub properties: String,
    /// Whether it names an author, holds what a camera noted, and has layers.
    pub author: bool,
    pub camera: bool,
    pub layers: bool,
}

/// Reads every byte of the file that is neither a pixel nor the outline of a letter.
pub fn inside(bytes: &[u8]) -> Result<Inside, Trouble> {
    if !bytes.windows(5).any(|word| word == b"%%EOF") {
        return Err(Trouble::broken(Form::Pdf));
    }
    let read = apart::read(bytes)?;
    let mut found = Inside::default();
    for (text, zh, en) in [
        (&read.pages, "页面文字", "the text of its pages"),
        (&read.beside, "文件属性、批注或别的内容", "its properties, notes or other parts"),
        (&read.properties, "XMP", "XMP"),
    ] {
        found.texts.push((Said::new(zh, en), letters::plain(text).into_owned()));
    }
    if read.author {
        found.metadata.push(Said::new("文件属性里写着作者", "its properties name its author"));
    }
    if read.camera {
        found.metadata.push(exif_inside());
    }
    if read.layers {
        found.hidden.push(Said::new("有可以隐藏的图层", "it has layers that may be hidden"));
    }
    Ok(found)
}
