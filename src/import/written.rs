//! A month as its file: laid out line by line, and laid beside the file that is there, so that nothing a person wrote is lost.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::lines::Line;
use super::settle::{Filled, Head, Held};
use crate::kind::envelope::{ENVELOPE, REVIEW};
use crate::kind::ledger::{Direction, HOLDING, LEDGER, LINE};
use crate::model::shape::{Field, Shape, Type};
use crate::model::{Currency, Lang, Money, Said};
use crate::scaffold::scalar;

/// What stands in a file, by its key: a field of the head, or a line by its voucher.
pub type Parts = Vec<(String, String)>;

/// Fields of the head that an import writes anew; all others are a person's.
const RECKONED: &[&str] =
    &["opening_cash", "opening_bank", "closing_cash", "closing_bank", "accounts"];

/// The file of a month, with empty fields where a person must say something.
pub fn text(head: &Head, lines: &[Line], lang: Lang) -> String {
    let mut out = lang
        .pick(
            "# sunlit import 从表格写成。空着的要填；明细有错，改表再来一次，或在这里改。\n",
            "# Written by sunlit import from a table. Fill in what is empty; mend lines in the table, or here.\n",
        )
        .to_string();
    let mut put = |line: String| out.push_str(&format!("{line}\n"));
    put(format!("{}: {}", key(&ENVELOPE, "id", lang), scalar(&head.id)));
    if !head.account_set.is_empty() {
        put(format!("{}: {}", key(&LEDGER, "account_set", lang), scalar(&head.account_set)));
    }
    put(format!("{}: {}", key(&ENVELOPE, "period", lang), head.period));
    put(field(&ENVELOPE, "published", &head.published, lang));
    put(format!("{}:", key(&ENVELOPE, "review", lang)));
    put(format!("  {}", field(&REVIEW, "by", &head.reviewer, lang)));
    if !head.post.value.is_empty() {
        put(format!("  {}", field(&REVIEW, "post", &head.post, lang)));
    }
    put(format!("  {}", field(&REVIEW, "date", &head.reviewed, lang)));
    put(format!("  {}", field(&REVIEW, "opinion", &head.opinion, lang)));
    put(field(&ENVELOPE, "plain", &head.plain, lang));
    let banks = |name: &str| name.ends_with("_bank") && !head.accounts.is_empty();
    for (name, filled) in reckoned(head).into_iter().filter(|(name, _)| !banks(name)) {
        put(field(&LEDGER, name, filled, lang));
    }
    if !head.accounts.is_empty() {
        put(accounts(&head.accounts, lang));
    }
    put(format!("{}:", key(&LEDGER, "lines", lang)));
    for line in lines {
        put(row(line, lang));
    }
    out
}

/// The bank accounts on one line: the lines below a list are those of the ledger.
fn accounts(all: &[Held], lang: Lang) -> String {
    let one = |one: &Held| {
        let values = [
            ("name", &*one.name),
            ("last_four", one.last_four.as_str()),
            ("opening", one.opening.value.as_str()),
            ("closing", one.closing.value.as_str()),
        ];
        let said = values.iter().filter(|(name, value)| !value.is_empty() || *name != "last_four");
        let said = said.map(|(name, value)| match value.is_empty() {
            true => format!("{}: ", key(&HOLDING, name, lang)),
            false => format!("{}: {}", key(&HOLDING, name, lang), scalar(value)),
        });
        format!("{{{}}}", said.collect::<Vec<_>>().join(", "))
    };
    let all: Vec<String> = all.iter().map(one).collect();
    format!("{}: [{}]", key(&LEDGER, "accounts", lang), all.join(", "))
}

fn reckoned(head: &Head) -> [(&'static str, &Filled); 4] {
    [
        (RECKONED[0], &head.opening_cash),
        (RECKONED[1], &head.opening_bank),
        (RECKONED[2], &head.closing_cash),
        (RECKONED[3], &head.closing_bank),
    ]
}

fn declared(shape: &'static Shape, name: &str) -> &'static Field {
    shape.fields().find(|field| field.name == name).expect("a declared field")
}

fn key(shape: &'static Shape, name: &str, lang: Lang) -> &'static str {
    let field = declared(shape, name);
    lang.pick(field.words.zh, field.name)
}

pub(super) fn field(shape: &'static Shape, name: &str, filled: &Filled, lang: Lang) -> String {
    let key = key(shape, name, lang);
    let hint = match (&filled.from, filled.value.is_empty()) {
        (Some(from), _) => from.in_lang(lang),
        (None, true) => {
            let field = declared(shape, name);
            let form = match field.of {
                Type::Date => field.of.expected().in_lang(lang),
                _ => field.gloss.in_lang(lang),
            };
            let must = if field.required { lang.pick("必填", "required") } else { "" };
            [must, form]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(lang.pick("；", "; "))
        }
        (None, false) => String::new(),
    };
    let value =
        if filled.value.is_empty() { String::new() } else { format!(" {}", scalar(&filled.value)) };
    if hint.is_empty() { format!("{key}:{value}") } else { format!("{key}:{value}  # {hint}") }
}

/// One line of the ledger on one line of the file.
pub fn row(line: &Line, lang: Lang) -> String {
    let mut parts = Vec::new();
    for field in LINE.fields() {
        let value = match field.name {
            "date" => line.date.to_string(),
            "amount" => line.amount.to_string(),
            "direction" => {
                said(field, if line.direction == Direction::In { "in" } else { "out" }, lang)
            }
            "account" => said(field, line.account.key(), lang),
            name => match line.field(name) {
                "" => continue,
                value => said(field, value, lang),
            },
        };
        parts.push(format!("{}: {}", lang.pick(field.words.zh, field.name), scalar(&value)));
    }
    format!("  - {{{}}}", parts.join(", "))
}

/// A choice as the file's language says it; any other value as it is.
fn said(field: &Field, value: &str, lang: Lang) -> String {
    let (Type::Choice(choices) | Type::ChoiceOr(choices)) = field.of else {
        return value.to_string();
    };
    let choice = choices.iter().find(|choice| choice.key == value);
    choice.map_or(value, |choice| lang.pick(choice.words.zh, choice.key)).to_string()
}

/// What an import writes and compares, in the order of the file.
pub fn parts(text: &str) -> Parts {
    let names: Vec<[&str; 2]> = RECKONED
        .iter()
        .map(|name| {
            let field = declared(&LEDGER, name);
            [field.name, field.words.zh]
        })
        .collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut parts = Parts::new();
    for line in text.lines() {
        let head = line.split(':').next().unwrap_or_default();
        if names.iter().any(|names| names.contains(&head)) {
            parts.push((head.to_string(), line.to_string()));
        } else if line.starts_with("  - {") {
            let voucher = [", 凭证号: ", ", voucher: "].iter().find_map(|key| {
                let at = line.find(key)? + key.len();
                line[at..].split([',', '}']).next()
            });
            let name = voucher.unwrap_or("-").trim().to_string();
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            let name = if *count == 1 { name } else { format!("{name} ({count})") };
            parts.push((name, line.to_string()));
        }
    }
    parts
}

/// Lines of a list that are none of an import's: written by hand in another form, or comments among them.
pub fn foreign(text: &str) -> Option<usize> {
    let field = declared(&LEDGER, "lines");
    let heads = [format!("{}:", field.name), format!("{}:", field.words.zh)];
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        if heads.iter().any(|head| line.trim_end() == head) {
            inside = true;
        } else if inside && !line.starts_with("  - {") && !line.trim().is_empty() {
            if line.starts_with([' ', '-', '#']) {
                return Some(at + 1);
            }
            inside = false;
        }
    }
    None
}

/// A short digest of what was written.
pub fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.trim_end().as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// What an import wrote, by key: the digests that stand in `imports/`.
pub type Base = BTreeMap<String, String>;

/// How one part changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub key: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// A new month laid beside the file that is there.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What the table changes.
    pub changes: Vec<Change>,
    /// What a person changed since and the table does not: kept.
    pub kept: Vec<Change>,
    /// What both changed, each otherwise.
    pub conflicts: Vec<Change>,
    /// The file as it would be.
    pub text: String,
}

/// Whether a figure is left open.
fn is_open(part: &str) -> bool {
    let value = part.split_once(':').map_or("", |(_, value)| value).trim();
    !part.starts_with("  - {") && (value.is_empty() || value.starts_with('#'))
}

/// Lays a month beside its file. Whatever differs from what was written last was written by a person.
pub fn beside(old: &str, new: &str, base: &Base) -> Beside {
    let (was, now) = (parts(old), parts(new));
    let mut keys: Vec<String> = now.iter().chain(&was).map(|(key, _)| key.clone()).collect();
    keys.extend(base.keys().cloned());
    let mut met = BTreeSet::new();
    keys.retain(|key| met.insert(key.clone()));
    // The first of two with one name.
    let named = |parts: Parts| parts.into_iter().rev().collect::<BTreeMap<String, String>>();
    let (was, now) = (named(was), named(now));
    let mut beside = Beside::default();
    let mut result = Parts::new();
    for key in keys {
        let (old, new) = (was.get(&key).cloned(), now.get(&key).cloned());
        let written = base.get(&key);
        let same = |text: &Option<String>| text.as_deref().map(digest).as_ref() == written;
        let change = Change { key: key.clone(), old: old.clone(), new: new.clone() };
        let kept = if old == new || (old.is_some() && new.as_deref().is_some_and(is_open)) {
            // What the table leaves open and somebody filled in stays.
            old
        } else if same(&old) {
            beside.changes.push(change);
            new
        } else if same(&new) {
            beside.kept.push(change);
            old
        } else {
            beside.conflicts.push(change);
            old
        };
        result.extend(kept.map(|text| (key, text)));
    }
    beside.text = again(old, &result);
    beside
}

/// The old file with other figures and lines; every other line of it stays as it is.
fn again(old: &str, parts: &Parts) -> String {
    let mut out = String::new();
    let is_row = |line: &str| line.starts_with("  - {");
    let rows = || parts.iter().filter(|(_, text)| is_row(text));
    let figures = parts.iter().rev().filter(|(_, text)| !is_row(text));
    let figures: BTreeMap<&str, &str> = figures.map(|(key, text)| (&**key, &**text)).collect();
    let field = declared(&LEDGER, "lines");
    let heads = [format!("{}:", field.name), format!("{}:", field.words.zh)];
    for line in old.lines() {
        if is_row(line) {
            continue;
        }
        let key = line.split(':').next().unwrap_or_default();
        out.push_str(figures.get(key).unwrap_or(&line));
        out.push('\n');
        if heads.iter().any(|head| line.trim_end() == head) {
            rows().for_each(|(_, text)| out.push_str(&format!("{text}\n")));
        }
    }
    out
}

/// What came in and what went out by the lines of a file, transfers apart.
pub fn sums(text: &str) -> (Money, Money) {
    let value = |line: &str, name: &str| {
        let field = declared(&LINE, name);
        let keys = [format!(", {}: ", field.words.zh), format!(", {}: ", field.name)];
        let at = keys.iter().find_map(|key| Some(line.find(&**key)? + key.len()))?;
        line[at..].split([',', '}']).next().map(str::to_string)
    };
    let (mut income, mut spending) = (Money::ZERO, Money::ZERO);
    for line in text.lines().filter(|line| line.starts_with("  - {")) {
        let is = |name: &str, words: [&str; 2]| {
            value(line, name).is_some_and(|value| words.contains(&value.as_str()))
        };
        let amount = value(line, "amount").and_then(|text| Currency::read_any(&text));
        let amount = amount.filter(|_| !is("nature", ["内部划转", "transfer"])).unwrap_or_default();
        match is("direction", ["收", "in"]) {
            true => income += amount,
            false => spending += amount,
        }
    }
    (income, spending)
}

/// The note of what was written: a line a part, `path<TAB>digest<TAB>key`.
pub fn noted(path: &str, text: &str) -> String {
    let lines = parts(text).into_iter();
    lines.map(|(key, part)| format!("{path}\t{}\t{key}\n", digest(&part))).collect()
}

/// The part of a note that speaks of one file, and the rest of it.
pub fn base_of(note: &str, path: &str) -> (Base, String) {
    let mut base = Base::new();
    let mut rest = String::new();
    for line in note.lines() {
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            [of, digest, key] if *of == path => {
                base.insert(key.to_string(), digest.to_string());
            }
            _ => rest.push_str(&format!("{line}\n")),
        }
    }
    (base, rest)
}

/// What a change is, for people: the line as it was and as it would be.
pub fn shown(change: &Change, lang: Lang) -> String {
    let line = |mark: &str, text: &Option<String>| {
        text.as_ref().map_or(String::new(), |text| format!("  {mark} {}\n", text.trim()))
    };
    let kind = match (&change.old, &change.new) {
        (None, _) => Said::new("添上", "added"),
        (_, None) => Said::new("没有了", "gone"),
        _ => Said::new("改了", "changed"),
    };
    let head = format!("{} {}\n", change.key, kind.in_lang(lang));
    format!("{head}{}{}", line("-", &change.old), line("+", &change.new))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "编号: A\n明白话: 修了路灯。\n期末现金: 5.00\n明细:\n  - {日期: 2026-03-05, 凭证号: 记-001, 金额: 3.00}\n  - {日期: 2026-03-06, 凭证号: 记-002, 金额: 4.00}\n";

    fn base() -> Base {
        base_of(&noted("a.yaml", OLD), "a.yaml").0
    }

    #[test]
    fn a_second_import_changes_what_the_table_changed_and_nothing_else() {
        let new = OLD.replace("4.00", "9.00").replace("修了路灯。", "");
        let beside = beside(OLD, &new, &base());
        assert_eq!(beside.changes.len(), 1);
        assert!(beside.kept.is_empty() && beside.conflicts.is_empty());
        assert_eq!(beside.text, OLD.replace("4.00", "9.00"));
    }

    #[test]
    fn what_a_person_wrote_since_is_kept_or_the_import_stops() {
        let mended = OLD.replace("金额: 3.00", "金额: 3.00, 票据: 无");
        let new = OLD.replace("4.00", "9.00");
        let kept = beside(&mended, &new, &base());
        assert_eq!((kept.changes.len(), kept.kept.len(), kept.conflicts.len()), (1, 1, 0));
        assert!(kept.text.contains("票据: 无") && kept.text.contains("9.00"), "{}", kept.text);
        let both = beside(&mended, &OLD.replace("3.00", "8.00"), &base());
        assert_eq!(both.conflicts.len(), 1);
        // What a person typed and the table does not say stays.
        let open = OLD.replace("期末现金: 5.00", "期末现金:  # 必填");
        assert_eq!(beside(OLD, &open, &base()).text, OLD);
        // A line that a person took out, or added, stays so.
        let fewer = OLD.lines().filter(|line| !line.contains("002")).collect::<Vec<_>>().join("\n");
        assert!(!beside(&fewer, OLD, &base()).text.contains("记-002"));
        let more = format!("{OLD}  - {{日期: 2026-03-07, 凭证号: 记-003, 金额: 1.00}}\n");
        let added = beside(&more, OLD, &base());
        assert!(added.text.contains("记-003"), "{}", added.text);
        assert_eq!(added.conflicts.len() + added.changes.len(), 0);
    }

    #[test]
    fn a_file_that_no_import_wrote_is_a_persons() {
        let beside = beside(OLD, &OLD.replace("4.00", "9.00"), &Base::new());
        assert_eq!((beside.changes.len(), beside.conflicts.len()), (0, 1));
        assert_eq!(foreign(OLD), None);
        assert_eq!(foreign("明细:\n  - 日期: 2026-03-05\n    金额: 3.00\n"), Some(2));
        assert_eq!(foreign("明细:\n  - {日期: 2026-03-05}\n  # 对过\n"), Some(3));
    }
}
