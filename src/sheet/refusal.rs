//! Why a file could not be read as a workbook, and what to do.

use crate::model::Said;
use crate::model::coding::Doubt;

/// A reason that says itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    /// Bytes on disk, sheets, rows or columns beyond what an office's workbook has.
    TooLarge(Said),
    /// Its content unpacks to more than is ever read.
    UnpacksToTooMuch,
    Broken(&'static str),
    /// A password is asked for.
    Locked,
    /// Another kind of file, whatever its ending says.
    Other(Said),
    /// A cell of a text begins with a quotation mark that is not closed at its end; counted from one.
    Quoted {
        row: usize,
        cell: usize,
    },
    /// A text in a coding that is not certain.
    Coding(Doubt),
}

impl Refusal {
    /// What was found.
    pub fn said(&self) -> Said {
        match self {
            Refusal::Empty => Said::new("文件是空的", "the file is empty"),
            Refusal::TooLarge(said) | Refusal::Other(said) => said.clone(),
            Refusal::UnpacksToTooMuch => Said::new(
                "压缩的内容展开后太大，没有读",
                "its parts unpack to too much and were not read",
            ),
            Refusal::Broken(form) => Said::new(
                format!("{form} 文件坏了，读不全"),
                format!("the {form} file is damaged and cannot be read whole"),
            ),
            Refusal::Locked => {
                Said::new("文件加了密码，打不开", "the file is locked with a password")
            }
            Refusal::Quoted { row, cell } => Said::new(
                format!("第 {row} 行第 {cell} 格的引号没有合上，或合上以后还有字"),
                format!("row {row}, cell {cell}: its quotation mark is not closed at its end"),
            ),
            Refusal::Coding(doubt) => doubt.said.clone(),
        }
    }

    /// What to do.
    pub fn help(&self) -> Said {
        match self {
            Refusal::Empty => Said::new(
                "看看选对了文件没有，表里填好后再存一次",
                "see that it is the right file, fill in the sheet and save it again",
            ),
            Refusal::TooLarge(_) | Refusal::UnpacksToTooMuch => Said::new(
                "只留要公开的表，按月或按村拆成几个文件，另存为 .xlsx",
                "keep the sheets that are published, split by month or village, and save as .xlsx",
            ),
            Refusal::Broken(_) | Refusal::Other(_) => Said::new(
                "在 WPS、Excel 或 LibreOffice 里打开，另存为 .xlsx",
                "open it in WPS, Excel or LibreOffice and save it as .xlsx",
            ),
            Refusal::Locked => Said::new(
                "打开后去掉密码，另存一份",
                "open it, take the password off and save a copy",
            ),
            Refusal::Quoted { .. } => Said::new(
                "把这一格的引号删去，或在格的两头各写一个、里面的每个写成两个",
                "take the marks out of the cell; or put one at each end of it and double each inside",
            ),
            Refusal::Coding(doubt) => doubt.help.clone(),
        }
    }
}
