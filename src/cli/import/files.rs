//! The files that are handed in: read whole, opened as workbooks, those that cannot be told.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::import::{Input, Told};
use crate::model::{Lang, Said};
use crate::sheet::{Coding, Workbook};
use crate::source::disk;
use crate::source::litter::Litter;

/// Endings of tables.
const ENDINGS: &[&str] = &["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"];

/// The workbooks of all files, in the order of their names, and what is told of the others.
pub fn read(
    paths: &[&PathBuf],
    coding: Option<&str>,
    lang: Lang,
) -> Result<(Vec<Input>, Told), String> {
    let coding = coding.map(|name| match name {
        "gb18030" => Coding::Gb18030,
        "big5" => Coding::Big5,
        "utf-16" => Coding::Utf16,
        _ => Coding::Utf8,
    });
    let mut told = Told::default();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for path in paths {
        let failed = |error: std::io::Error| {
            let said = lang.pick("打不开", "cannot be opened");
            format!("{}: {said} ({error})", path.display())
        };
        if path.is_dir() {
            let inside = disk::folder(path).map_err(failed)?;
            files.extend(inside.into_iter().filter(|(name, _)| is_table(name, &mut told)));
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, disk::outside(path).map_err(failed)?));
        }
    }
    let read = |(name, bytes): (String, Vec<u8>)| {
        let workbook = Workbook::read(&name, &bytes, coding);
        (name, workbook)
    };
    let workbooks: Vec<_> = files.into_par_iter().map(read).collect();
    let mut inputs = Vec::new();
    for (shown, workbook) in workbooks {
        match workbook {
            Ok(workbook) => {
                let name = shown.rsplit_once('.').map_or(shown.as_str(), |(stem, _)| stem);
                inputs.push(Input { name: name.to_string(), shown, workbook });
            }
            Err(refusal) => {
                let help = refusal.help();
                told.doubt(shown, refusal.said(), (&help.zh, &help.en));
            }
        }
    }
    Ok((inputs, told))
}

/// Whether a file of a folder is read: what is no table is told, what nobody wrote is not.
fn is_table(name: &str, told: &mut Told) -> bool {
    let own = name.rsplit('/').next().unwrap_or(name);
    if Litter::is_file(own) {
        return false;
    }
    let ending = own.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    let known = ENDINGS.contains(&ending.as_str());
    if !known {
        let said = Said::new("不是表格，没有读", "is no table and was not read");
        told.note(name.to_string(), said);
    }
    known
}
