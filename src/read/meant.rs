//! What a file under a wrong name or in a wrong place was meant to be: the name and the place that would be right.

use crate::kind::{FINANCE, Kinds};
use crate::model::spelling::one_form;
use crate::source::litter;

/// How record files end, as people and their editors write it, and how they should.
const ENDINGS: &[(&str, &str)] = &[
    (".yaml", ".yaml"),
    (".yml", ".yaml"),
    (".ymal", ".yaml"),
    (".yalm", ".yaml"),
    (".yam", ".yaml"),
    (".csv", ".csv"),
    (".md", ".md"),
    (".markdown", ".md"),
];

/// What systems and people put behind the name of a copy, in the form in which names compare.
const COPIES: &[&str] = &[
    "副本",
    "复件",
    "复本",
    "拷贝",
    "备份",
    "修改",
    "修改稿",
    "改",
    "修订",
    "最新",
    "最终",
    "定稿",
    "新",
    "copy",
    "new",
    "final",
];

/// What people call folders besides the names of their kinds.
const OTHER_NAMES: &[(&str, &str)] = &[
    (FINANCE, FINANCE),
    ("finances", FINANCE),
    ("ledger", FINANCE),
    ("ledgers", FINANCE),
    ("财务", FINANCE),
    ("财务公开", FINANCE),
    ("账", FINANCE),
    ("账本", FINANCE),
    ("账目", FINANCE),
    ("村务", "notices"),
    ("村务公开", "notices"),
    ("党务", "notices"),
    ("居务", "notices"),
    ("居务公开", "notices"),
    ("通知", "notices"),
    ("公告", "notices"),
    ("files", "files"),
    ("file", "files"),
    ("附件", "files"),
];

/// Words for the folder of units.
const UNITS: &[&str] = &["unit", "units", "单位", "村", "村社"];

/// Names of what lies beside records to be read by people.
const NOTES: &[&str] = &["readme", "说明", "读我", "license", "changelog"];

/// Where a file belongs that lies in a unit, from the unit's folder: its own path where nothing is wrong with it, and
/// `None` where its name is not that of a record, or says nothing of its place.
pub fn in_unit(inside: &str, kinds: &Kinds) -> Option<String> {
    let mut folders: Vec<&str> = inside.split('/').collect();
    let (stem, ending) = parted(folders.pop()?)?;
    let Some(first) = folders.first() else {
        if is_head(&stem, ending) {
            return Some("unit.yaml".to_string());
        }
        let month = month(uncopied(&stem)).filter(|_| ending != ".md");
        return month.map(|month| format!("{FINANCE}/{month}{ending}"));
    };
    let folder = folder(first, kinds)?;
    if folder == FINANCE {
        let month = month(uncopied(&stem));
        let month =
            month.or_else(|| folders[1..].iter().rev().find_map(|above| self::month(above)));
        let stem = month.filter(|month| !month.eq_ignore_ascii_case(&stem)).unwrap_or(stem);
        return (ending != ".md").then(|| format!("{FINANCE}/{stem}{ending}"));
    }
    let of_folder = kinds.iter().filter(|kind| kind.folder == folder);
    let forms: Vec<&str> = of_folder.map(|kind| kind.form.ending()).collect();
    let first = forms.first().filter(|_| ending != ".csv")?;
    if ending == ".md" && is_note(&stem) {
        return None;
    }
    let ending = forms.iter().find(|form| **form == ending).unwrap_or(first);
    Some(format!("{folder}/{stem}{ending}"))
}

/// Whether a name is that of what people lay beside records to be read by people.
pub fn is_note(stem: &str) -> bool {
    NOTES.contains(&&*one_form(stem))
}

/// The name of the file beside this one that it is a copy of, by its own name.
pub fn copied_from(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = parted(name)?;
    let of = uncopied(&stem);
    (of != stem).then(|| format!("{folder}/{of}{ending}"))
}

/// Where a file belongs that lies in no unit, from the project's folder.
pub fn in_portal(file: &str) -> Option<String> {
    let inside = file.strip_prefix("content/")?;
    let mut folders: Vec<&str> = inside.split('/').collect();
    let (stem, ending) = parted(folders.pop()?)?;
    let Some(first) = folders.first() else {
        let portal = ["portal", "门户", "网站"].contains(&&*one_form(uncopied(&stem)));
        return (portal && ending == ".yaml").then(|| crate::source::disk::SETTINGS.to_string());
    };
    let form = one_form(first);
    if ["kinds", "law", "texts"].contains(&&*form) && ending == ".yaml" {
        return Some(format!("content/{form}/{stem}.yaml"));
    }
    if UNITS.contains(&&*form) && *first != "units" {
        return Some(format!("content/units/{}", inside.split_once('/')?.1));
    }
    let unit = folders.last().filter(|_| is_head(&stem, ending) && *first != "units")?;
    Some(format!("content/units/{unit}/unit.yaml"))
}

/// The folder that would be a unit if its `unit.yaml` were there, as the first part of a path: what lies in it is a record,
/// or a head under another name.
pub fn without_head<'p>(inside: &'p str, kinds: &Kinds) -> Option<&'p str> {
    let (folders, name) = inside.rsplit_once('/')?;
    let (stem, ending) = parted(name)?;
    if is_head(&stem, ending) {
        return Some(folders);
    }
    let mut at = folders.find('/')?;
    folder(&folders[..at], kinds).is_none().then_some(())?;
    loop {
        let rest = &folders[at + 1..];
        let next = rest.find('/');
        if folder(&rest[..next.unwrap_or(rest.len())], kinds).is_some() {
            return Some(&folders[..at]);
        }
        at += next? + 1;
    }
}

/// Whether a name is that of a unit's head, or nearly so.
pub fn is_nearly_head(name: &str) -> bool {
    parted(name).is_some_and(|(stem, ending)| is_head(&stem, ending))
}

/// Whether a name ends as YAML does, or nearly so. Nothing but records is written in it.
pub fn is_yaml(path: &str) -> bool {
    parted(path.rsplit('/').next().unwrap_or(path)).is_some_and(|(_, ending)| ending == ".yaml")
}

/// Whether a file's name is a month's, that of a set of books before it or not.
pub fn is_of_month(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    parted(name).is_some_and(|(stem, _)| month(&stem).is_some())
}

/// Whether a name ends as a table of lines does, or nearly so.
pub fn is_csv(path: &str) -> bool {
    parted(path.rsplit('/').next().unwrap_or(path)).is_some_and(|(_, ending)| ending == ".csv")
}

/// A name's stem and the ending it was meant to have.
fn parted(name: &str) -> Option<(String, &'static str)> {
    let name = litter::original(name).unwrap_or_else(|| name.to_string());
    let half: String = name.chars().map(half).collect();
    let name = half.trim().trim_end_matches('.');
    let small = name.to_ascii_lowercase();
    let ends = |name: &str| ENDINGS.iter().find(|(written, _)| name.ends_with(written)).copied();
    let bare = small.strip_suffix(".txt").filter(|bare| ends(bare).is_some()).unwrap_or(&small);
    let (written, ending) = ends(bare)?;
    let mut stem = &name[..bare.len() - written.len()];
    while let Some(shorter) = stem.strip_suffix(ending) {
        stem = shorter;
    }
    (!stem.is_empty()).then(|| (stem.trim().to_string(), ending))
}

/// `２０２６－０３。ｙａｍｌ` in letters of half width.
pub fn half(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        '。' => '.',
        '\u{3000}' => ' ',
        other => other,
    }
}

fn is_head(stem: &str, ending: &str) -> bool {
    ending == ".yaml" && ["unit", "units", "单位"].contains(&&*one_form(uncopied(stem)))
}

/// A stem without what marks it as a copy: `2026-03 - 副本`, `2026-03 (1)`, `2026-03（修改）`.
pub fn uncopied(stem: &str) -> &str {
    let is_mark = |text: &str| {
        let text = one_form(text);
        let number =
            !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        number || COPIES.contains(&&*text)
    };
    let mut stem = stem.trim();
    loop {
        let shorter = match stem.strip_suffix([')', '）']) {
            Some(open) => open.rfind(['(', '（']).filter(|at| {
                let inner = open[*at..].trim_start_matches(['(', '（']);
                is_mark(inner)
            }),
            None => COPIES.iter().find_map(|mark| {
                let at = stem.len().checked_sub(mark.len())?;
                stem.get(at..)?.eq_ignore_ascii_case(mark).then_some(at)
            }),
        };
        let before = shorter.map_or("", |at| stem[..at].trim_end_matches([' ', '-', '_', '.']));
        if before.is_empty() {
            return stem;
        }
        stem = before;
    }
}

/// A month as file names have it, that of a set of books before it or not: `2026-03` for `2026年3月`, `coop-2026-03` for
/// `coop-2026-3`.
pub fn month(stem: &str) -> Option<String> {
    let form = one_form(stem);
    let form = form.trim_end_matches('份').trim_end_matches('月').replace(['年', '.', '_'], "-");
    let mut parts: Vec<&str> = form.split('-').collect();
    let mut last = parts.pop()?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let year = match last.len() == 6 && digits(last) {
        true => {
            let (year, month) = last.split_at(4);
            last = month;
            year
        }
        false => parts.pop()?,
    };
    let number: u8 = last.parse().ok().filter(|_| digits(last))?;
    let is_year =
        year.len() == 4 && digits(year) && (year.starts_with("19") || year.starts_with("20"));
    let of_set = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !is_year || !(1..=12).contains(&number) || !parts.iter().all(of_set) {
        return None;
    }
    parts.push(year);
    Some(format!("{}-{number:02}", parts.join("-")))
}

/// The folder a unit's folder was meant to be: by its own name in any case and width, by a kind's name in either language,
/// by a part of the Chinese one that no other has, or nearly.
pub fn folder(name: &str, kinds: &Kinds) -> Option<&'static str> {
    if name == FINANCE {
        return Some(FINANCE);
    }
    if let Some(kind) = kinds.iter().find(|kind| kind.folder == name) {
        return Some(kind.folder);
    }
    let form = one_form(name);
    let mut names: Vec<(&str, &'static str)> = Vec::new();
    for kind in kinds.iter() {
        for word in [kind.folder, kind.key, kind.words.zh, kind.shape.words.zh] {
            names.push((word, kind.folder));
        }
    }
    names.extend(OTHER_NAMES);
    if let Some((_, folder)) = names.iter().find(|(word, _)| one_form(word) == form) {
        return Some(folder);
    }
    if form.is_ascii() {
        let near = |word: &str| strsim::normalized_damerau_levenshtein(word, &form);
        let all = names.iter().filter(|(word, _)| word.is_ascii() && form.len() > 3);
        let best = all.map(|(word, folder)| (near(word), *folder)).filter(|(near, _)| *near >= 0.8);
        return best.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, folder)| folder);
    }
    let part =
        |word: &str| form.chars().count() > 1 && (word.contains(&*form) || form.contains(word));
    let all = names.iter().filter(|(word, _)| word.chars().count() > 1 && part(word));
    let mut all: Vec<&'static str> = all.map(|(_, folder)| *folder).collect();
    all.sort_unstable();
    all.dedup();
    if let [only] = all[..] { Some(only) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn right(inside: &str) -> Option<String> {
        in_unit(inside, &Kinds::shipped())
    }

    #[test]
    fn a_month_under_any_name_is_known() {
        for name in [
            "finance/2026-03.yml",
            "finance/2026-03.YAML",
            "finance/2026-03.yaml.txt",
            "finance/2026-3.yaml",
            "finance/2026-03 - 副本.yaml",
            "finance/2026-03 (1).yaml",
            "finance/2026-03（修改）.yaml",
            "finance/２０２６-０３.yaml",
            "finance/2026年3月.yaml",
            "finance/202603.yaml",
            "财务/2026-03.yaml",
            "finance/2026-03/账.yaml",
            "Finance/2026-03.yaml",
            "財務公開/2026-03.yaml",
            "2026-03.yaml",
            "finance/2026-03.yaml.bak",
            "finance/2026-03。yaml",
            "finance/2026-03.yaml.yaml",
            "finance/2026-03 (冲突副本).yaml",
            "finance/2026-03 copy.yaml",
            "finace/2026-03.yaml",
        ] {
            assert_eq!(right(name).as_deref(), Some("finance/2026-03.yaml"), "{name}");
        }
        assert_eq!(right("finance/coop-2026-3.yaml").as_deref(), Some("finance/coop-2026-03.yaml"));
        assert_eq!(right("finance/2026-03.csv.txt").as_deref(), Some("finance/2026-03.csv"));
    }

    #[test]
    fn what_is_named_as_it_should_be_stays() {
        for name in [
            "finance/2026-03.yaml",
            "finance/coop-2026-03.yaml",
            "finance/lines.csv",
            "notices/a (1).md",
            "finance/2026-03-合作社.yaml",
            "notices/2026-3.md",
            "powers/x.yaml",
        ] {
            assert_eq!(right(name).as_deref(), Some(name));
        }
        for name in [
            "README.md",
            "finance/2026-03.xlsx",
            "notes.txt",
            "notices/README.md",
            "备忘.docx",
            "files/表.csv",
            "notices/list.csv",
            "pictures/x.yaml",
        ] {
            assert_eq!(right(name), None, "{name}");
        }
    }

    #[test]
    fn folders_of_every_kind_by_their_chinese_names() {
        let kinds = Kinds::shipped();
        for kind in kinds.iter() {
            let ending = kind.form.ending();
            for name in [kind.words.zh, kind.shape.words.zh, &kind.folder.to_uppercase()] {
                let found = right(&format!("{name}/x{ending}"));
                let found = found.as_deref().and_then(|path| path.split_once('/'));
                let same = found.is_some_and(|(folder, _)| {
                    folder == kind.folder
                        || kinds.iter().any(|k| k.folder == folder && k.words.zh == name)
                });
                assert!(same, "{name}: {found:?}, not {}", kind.folder);
            }
        }
    }

    #[test]
    fn a_unit_that_lost_its_head_is_found() {
        let found = |inside| without_head(inside, &Kinds::shipped());
        assert_eq!(found("liutang/finance/2026-03.yaml"), Some("liutang"));
        assert_eq!(found("qingxi/liutang/财务/2026-03.yaml"), Some("qingxi/liutang"));
        assert_eq!(found("liutang/unit.yml"), Some("liutang"));
        assert_eq!(found("finance/2026-03/x.yaml"), None, "in a unit's own folder");
        assert_eq!(found("liutang/notes.txt"), None);
    }

    #[test]
    fn what_the_portal_has_is_known_by_its_place() {
        let right = |file| in_portal(file);
        assert_eq!(right("content/portal.yml").as_deref(), Some("content/portal.yaml"));
        assert_eq!(right("content/Kinds/well.yml").as_deref(), Some("content/kinds/well.yaml"));
        assert_eq!(right("content/单位/a/unit.yaml").as_deref(), Some("content/units/a/unit.yaml"));
        assert_eq!(right("content/a/unit.yaml").as_deref(), Some("content/units/a/unit.yaml"));
        assert_eq!(right("content/README.md"), None);
    }
}
