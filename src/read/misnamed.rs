//! Files under a wrong name or in a wrong place, and lines that no ledger names: told, so that nothing is missing unseen.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::meant;
use super::plan::UnitPlan;
use super::records::Records;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::{FINANCE, Kinds};
use crate::model::shape::{Field, Shape};
use crate::model::{Fiscal, Said};
use crate::sheet::Workbook;
use crate::source;
use crate::tabular::headings::Headings;
use crate::tabular::{self, Wanted};

/// Endings of files that go with a record, or that it was written from.
const OTHER_FORMS: &[&str] = &[
    "pdf", "jpg", "jpeg", "png", "gif", "webp", "heic", "bmp", "tif", "tiff", "svg", "mp3", "mp4",
    "xls", "xlsx", "xlsm", "et", "ods", "csv", "doc", "docx", "wps", "odt", "rtf", "ppt", "pptx",
    "ofd", "html", "htm", "zip", "rar", "7z", "eml",
];

/// The names of a unit's files.
pub struct Names<'p> {
    folder: &'p str,
    there: BTreeSet<&'p str>,
    head: &'p str,
    kinds: &'p Kinds,
    headings: &'p Headings,
}

impl<'p> Names<'p> {
    pub fn of(plan: &'p UnitPlan, kinds: &'p Kinds) -> Names<'p> {
        let there = plan.files.iter().map(|file| &**file).collect();
        let folder = plan.source.path.trim_end_matches("unit.yaml");
        Names { folder, there, head: &plan.source.path, kinds, headings: &plan.headings }
    }

    /// Where a file belongs, from the unit's folder, and whether another name or place than that was told; its content is
    /// read all the same, so that all its mistakes come at once. `None` where it is no record, or where another lies in
    /// its place.
    pub fn judge(&self, file: &Arc<str>, report: &mut Report) -> (Option<String>, bool) {
        let inside = file.strip_prefix(self.folder).unwrap_or(file);
        let right = meant::in_unit(inside, self.kinds);
        if right.as_deref() == Some(inside) {
            let twin = meant::copied_from(file).filter(|of| self.there.contains(&**of));
            let Some(twin) = twin else { return (right, false) };
            report.push(misnamed(file, Some((&twin, true))));
            return (None, true);
        }
        let path = right.as_ref().map(|right| format!("{}{right}", self.folder));
        let taken = |path: &str| self.there.contains(path) || path == self.head;
        let taken = path.as_deref().is_some_and(taken);
        let tell = right.is_some() || meant::is_yaml(inside);
        if tell {
            report.push(misnamed(file, path.as_deref().map(|path| (path, taken))));
        }
        (right.filter(|_| !taken), tell)
    }

    /// Where a file belongs whose ending is none of a record's: by what stands before it, by the month it is named for, or by
    /// what it holds. `None` where it is no record, or where the record stands in its place.
    pub fn nearly(&self, file: &Arc<str>, text: Option<&str>) -> Option<Finding> {
        let inside = file.strip_prefix(self.folder).unwrap_or(file);
        let (folder, name) = inside.rsplit_once('/').map_or(("", inside), |(at, name)| (at, name));
        let name: String = name.chars().map(meant::half).collect();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        if meant::is_note(stem) {
            return None;
        }
        let right = |name: String| {
            let inside = format!("{folder}/{name}");
            meant::in_unit(inside.trim_start_matches('/'), self.kinds)
        };
        let small = name.to_ascii_lowercase();
        let before = [".yaml.", ".yml."]
            .iter()
            .find_map(|end| small.find(end).map(|at| right(format!("{}.yaml", &name[..at]))));
        let known = OTHER_FORMS.contains(&&*ending.to_ascii_lowercase());
        let of_month = || {
            let whole = if meant::month(&name).is_some() { &name } else { stem };
            let right = right(format!("{}.yaml", meant::uncopied(whole)))?;
            (right.starts_with(FINANCE) && meant::is_of_month(&right)).then_some(right)
        };
        let right = match before {
            Some(right) => right?,
            None if known => return None,
            None => match of_month() {
                Some(right) => right,
                None if text.is_some_and(is_like_record) => {
                    let first = meant::folder(folder.split('/').next()?, self.kinds)?;
                    let kind = self.kinds.iter().find(|kind| kind.folder == first);
                    let ending = kind.map_or(".yaml", |kind| kind.form.ending());
                    let stem = if stem.is_empty() { &name } else { stem };
                    format!("{first}/{stem}{ending}")
                }
                None => return None,
            },
        };
        let path = format!("{}{right}", self.folder);
        let stands = self.there.contains(&*path) || path == self.head;
        (!stands).then(|| misnamed(file, Some((&path, false))))
    }

    /// A month's lines in a CSV file that no ledger names: the month would be without them.
    pub fn lines_of_nothing(&self, records: &Records, file: &Arc<str>) -> Option<Finding> {
        let name = file.strip_prefix(self.folder)?.strip_prefix(FINANCE)?.strip_prefix('/')?;
        let head =
            format!("{}.yaml", file.strip_suffix(".csv").filter(|_| meant::is_of_month(name))?);
        let there = records.ledgers.iter().find(|filed| *filed.source.path == *head);
        let known = self.there.contains(&*head);
        if there.is_some_and(|filed| !filed.ledger.lines.is_empty()) || (known && there.is_none()) {
            return None;
        }
        let said = Said::new(
            format!("没有一份账写着 `明细文件: {name}`，这些明细没有用到"),
            format!("no ledger has `lines_file: {name}`; these lines were not used"),
        );
        Some(Finding::new(&rules::MISNAMED_FILE, file, Place::File, said).help(
            format!("在 {head} 里写 `明细文件: {name}`；用不到的，移出 content"),
            format!("write `lines_file: {name}` in {head}; or move it out of content"),
        ))
    }
}

impl Names<'_> {
    /// A table of a kind's rows beside no record of its name, which no record names: what it says would be missing unseen.
    pub fn table_of_nothing(&self, file: &Arc<str>, bytes: &[u8]) -> Option<Finding> {
        let (folder, name) = file.strip_prefix(self.folder)?.split_once('/')?;
        let (stem, _) = file.rsplit_once('.').filter(|_| source::is_table(name))?;
        let kind = self.kinds.iter().find(|kind| kind.folder == folder && !name.contains('/'))?;
        let stands = |ending: &str| self.there.contains(&*format!("{stem}{ending}"));
        let workbook =
            Workbook::read(name, bytes, None).ok().filter(|_| !stands(kind.form.ending()))?;
        let lists = kind.shape.fields.iter().filter_map(|f| Some((f, f.of.rows_of()?)));
        let holds = |(field, shape): &(&'static Field, &'static Shape)| {
            let (period, sheet) = (None, Some(*field));
            let (given, fits): (&dyn Fn(usize) -> bool, _) = (&|_| false, &|_: usize| true);
            let (lists, worked, fiscal) = (self.headings, &[][..], Fiscal::default());
            let wanted = Wanted { file, shape, lists, period, fiscal, sheet, worked, given, fits };
            tabular::holds(&workbook, &wanted)
        };
        let (field, _) = lists.into_iter().find(holds)?;
        let (zh, en) = (field.words.zh, field.name);
        let said = Said::new(
            format!("没有一条公开写着 `{zh}: {name}`，这张表没有用到"),
            format!("no record has `{en}: {name}`; this table was not used"),
        );
        Some(Finding::new(&rules::MISNAMED_FILE, file, Place::File, said).help(
            format!("在旁边的 YAML 里写 `{zh}: {name}`；用不到的，移出 content"),
            format!("write `{en}: {name}` in the record beside it; or move it out of content"),
        ))
    }
}

/// Whether a text is written as records are: a head of Markdown, or fields that every record has, whatever the file is called.
pub fn is_like_record(text: &str) -> bool {
    source::split_head(text).is_some() || has_fields(text)
}

/// Whether fields that every record has stand in a text.
pub fn has_fields(text: &str) -> bool {
    let named = |names: &[&str]| {
        text.lines().any(|line| {
            let key =
                line.trim_start().trim_start_matches(['"', '{']).split([':', '：', '"']).next();
            key.is_some_and(|key| names.contains(&key.trim()))
        })
    };
    named(&["id", "编号"]) && named(&["published", "公开日期", "plain", "明白话"])
}

/// What is said of a file under a wrong name or in a wrong place. `right` is its whole path, and whether another file is there already.
pub fn misnamed(file: &Arc<str>, right: Option<(&str, bool)>) -> Finding {
    let tell = |said| Finding::new(&rules::MISNAMED_FILE, file, Place::File, said);
    match right {
        Some((right, there)) => {
            let said = Said::new(
                format!("名字或位置不对，应是 {right}"),
                format!("its name or place is wrong; it should be {right}"),
            );
            match there {
                true => tell(said).help(
                    "那里已有一份：看哪一份是对的，改到那一份里，删去这一份",
                    "one is there already: see which is right, keep that one there, and remove this",
                ),
                false => tell(said).help(
                    "改名或移到那里；不是公开资料的，移出 content",
                    "rename or move it; what is no record belongs out of content",
                ),
            }
        }
        None => tell(Said::new(
            "这份资料没有用到：名字或位置不对",
            "this record was not used: its name or place is wrong",
        ))
        .help(
            "财务放单位（有 unit.yaml）的 finance/2026-03.yaml，别的放那个单位里那一类的文件夹，如 notices/；不是公开资料的，移出 content",
            "a ledger is finance/2026-03.yaml of its unit, beside its unit.yaml, any other record lies in the folder of its kind there, such as notices/; what is no record belongs out of content",
        ),
    }
}
