//! A table that was understood on its way to a record: shown, asked for what no table says, laid beside what is there, written.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::Wanted;
use super::ask::Asking;
use super::asked::{Asked, field_of};
use super::known::{self, Portal};
use crate::cli::console;
use crate::cli::grammar::Shared;
use crate::cli::new;
use crate::import::laid::Head;
use crate::import::listed::{Layout, Listed};
use crate::import::settle::Filled;
use crate::import::{self, written};
use crate::model::shape::{Field, Type, scalar_in};
use crate::model::{Lang, Period};

/// One file on its way to a record.
pub struct Record<'a> {
    pub shared: &'a Shared,
    pub portal: &'a Portal,
    pub wanted: &'a Wanted,
    pub asked: &'a Asked,
    /// What its file is called.
    pub shown: &'a str,
    /// Whether another table of its unit is not understood.
    pub held: bool,
}

/// What is to be written, by its paths from the project folder.
struct Files {
    head: String,
    table: String,
    names: String,
    /// The table's name beside the head.
    beside: String,
    keys: Lang,
}

impl Record<'_> {
    /// Shows what was understood, asks, and writes; whether all is well.
    pub fn take<R: BufRead>(&self, listed: Listed, asking: &mut Asking<R>) -> Result<bool, String> {
        let (shared, kind, lang) = (self.shared, self.asked.kind, self.shared.lang);
        let (Some(unit), Some(period)) = (listed.unit, listed.period) else {
            super::tell(shared, &listed.told);
            return Ok(false);
        };
        let mut head = self.head(unit, period, listed.layout);
        head.reckon(&listed);
        let name = self.portal.name(unit);
        let words = kind.shape.words.in_lang(lang);
        let file = self.shown;
        console::out(&lang.pick(
            format!("{name} {words} {period}（{file}）\n"),
            format!("{name}, {words} {period} ({file})\n"),
        ));
        if !listed.rows.is_empty() {
            console::out(&listed.shown(kind, lang));
        }
        console::out(&import::counted(&listed.counted, lang));
        super::tell(shared, &listed.told);
        if listed.told.waits() {
            return Ok(false);
        }
        if self.held {
            console::say(
                shared,
                &format!("{name} 有一张表要改，这一张也没有写。"),
                &format!(
                    "another table of {name} is to be mended: this one was not written either."
                ),
            );
            return Ok(false);
        }
        let files = self.files(unit, period, head.value("id"))?;
        let there = self.there(unit, &files, &listed)?;
        match there {
            There::Stops => return Ok(false),
            There::Same => return Ok(true),
            There::Nothing if self.wanted.asks => self.ask_head(asking, &mut head),
            There::Nothing | There::Other => {}
        }
        if self.wanted.asks && !asking.agrees(&[files.head.as_str()]) {
            console::say(shared, "没有写。", "nothing was written.");
            return Ok(true);
        }
        if !self.wanted.dry {
            self.write((unit, &files), (&head, &listed), matches!(there, There::Other))?;
        }
        let written = known::text(&shared.project, &files.head)?;
        let missing = match written.filter(|_| !self.wanted.dry) {
            Some(text) => head.open_in(&text),
            None => head.missing().into_iter().map(|(_, field)| field).collect(),
        };
        self.say_missing(&missing);
        Ok(true)
    }

    fn stem(&self, period: Period) -> String {
        match &self.asked.name {
            Some(name) => format!("{period}-{name}"),
            None => period.to_string(),
        }
    }

    fn head(&self, unit: usize, period: Period, layout: Layout) -> Head {
        let unit = &self.portal.books[unit].unit;
        let word = self.asked.name.as_deref().unwrap_or(self.asked.kind.key);
        let opened = unit.book("").and_then(|(_, book)| book.open_from);
        let waived = opened.is_some_and(|opened| period.last_day() < opened.first_day());
        let filled = |value: String| Filled { value, from: None };
        let mut fields = BTreeMap::from([
            ("id".to_string(), filled(format!("{}-{period}-{word}", unit.id))),
            ("period".to_string(), filled(period.to_string())),
        ]);
        let given = self.asked.fields.iter();
        fields.extend(given.map(|(way, value)| (way.clone(), filled(value.clone()))));
        Head { kind: self.asked.kind, fields, waived, layout, of_rows: Vec::new() }
    }

    fn files(&self, unit: usize, period: Period, id: &str) -> Result<Files, String> {
        let folder = format!("{}{}", self.portal.books[unit].folder, self.asked.kind.folder);
        let stem = self.stem(period);
        let head = format!("{folder}/{stem}.yaml");
        let beside = format!("{stem}.csv");
        let old = known::text(&self.shared.project, &head)?;
        let keys = old.as_deref().and_then(super::months::keys);
        let keys = self.wanted.keys.or(keys).unwrap_or_else(|| new::portal_language(self.shared));
        let names = format!("private/rows/{id}.yaml");
        Ok(Files { table: format!("{folder}/{beside}"), head, names, beside, keys })
    }

    /// What is there already, and whether it may be written over: told where it may not.
    fn there(&self, unit: usize, files: &Files, listed: &Listed) -> Result<There, String> {
        let (shared, lang) = (self.shared, self.shared.lang);
        let text = |path: &str| known::text(&shared.project, path);
        let note = text(&known::note_of(&self.portal.books[unit].unit.id))?.unwrap_or_default();
        let parts = self.beside(files, listed);
        let mut all_same = true;
        let head = text(&files.head)?;
        let by_hand = |path: &str| {
            let said = lang.pick(
                "已经有了，不是从表格写来的，或后来手改过，没有动；要照表重来，先把它移到别处",
                "is there and no import wrote it, or a hand changed it since: it was left alone. \
                 To begin anew from the table, move it elsewhere first",
            );
            console::err(&format!("{path} {said}\n"));
            Ok(There::Stops)
        };
        if head.as_ref().is_some_and(|head| !head.contains(&format!(": {}\n", files.beside))) {
            return by_hand(&files.head);
        }
        let mut differs = String::new();
        for (path, new) in &parts {
            let old = text(path)?;
            all_same &= old.as_ref() == Some(new);
            let Some(old) = old.filter(|old| old != new) else { continue };
            let (base, _) = written::base_of(&note, path);
            if base.get(ROWS) != Some(&written::digest(&old)) {
                return by_hand(path);
            }
            differs.push_str(&format!("{path}\n{}", difference(&old, new)));
        }
        if head.is_none() && differs.is_empty() {
            return Ok(There::Nothing);
        }
        if head.is_some() && all_same {
            let path = &files.head;
            console::say(
                shared,
                &format!("{path}：和表一样。"),
                &format!("{path}: as in the table."),
            );
            return Ok(There::Same);
        }
        console::err(&differs);
        if self.wanted.replace {
            return Ok(if head.is_none() { There::Nothing } else { There::Other });
        }
        console::say(
            shared,
            "这一期已经有了，没有动；要照表改，加 --replace；是另一份，用 --name 给它一个词。",
            "this period is there and was left alone; to change it, add --replace; \
             for another record of it, give a word with --name.",
        );
        Ok(There::Stops)
    }

    fn write(
        &self,
        (unit, files): (usize, &Files),
        (head, listed): (&Head, &Listed),
        again: bool,
    ) -> Result<(), String> {
        let (project, lang) = (&self.shared.project, self.shared.lang);
        let note = known::note_of(&self.portal.books[unit].unit.id);
        let mut noted = known::text(project, &note)?.unwrap_or_default();
        let parts = self.beside(files, listed);
        for (path, text) in &parts {
            known::write(project, path, text, lang)?;
            let (_, rest) = written::base_of(&noted, path);
            noted = format!("{rest}{path}\t{}\t{ROWS}\n", written::digest(text));
            console::out(&format!("{path}\n"));
        }
        let text = head.text(&files.beside, files.keys);
        let text = match known::text(project, &files.head)?.filter(|_| again) {
            Some(old) => head.again(&old, &text),
            None => text,
        };
        known::write(project, &files.head, &text, lang)?;
        known::write(project, &note, &noted, lang)?;
        console::out(&format!("{}\n", files.head));
        Ok(())
    }

    /// Asks a person for what no table says. Nothing of a review is offered.
    fn ask_head<R: BufRead>(&self, asking: &mut Asking<R>, head: &mut Head) {
        let lang = self.shared.lang;
        let manner = (self.shared.project.currency(), self.portal.known.fiscal);
        for (way, field) in head.missing() {
            let words = field.words.in_lang(lang);
            let group = way.split_once('.').and_then(|(group, _)| field_of(head.kind.shape, group));
            let what = match group {
                Some((_, group)) => format!("{} {words}", group.words.in_lang(lang)),
                None => words.to_string(),
            };
            let value = match field.of {
                Type::Texts | Type::Record(_) => asking.text(&what, ""),
                of => {
                    asking.read(&what, |text| scalar_in(of, text, manner).map(|_| text.to_string()))
                }
            };
            head.fields.insert(way, Filled { value, from: None });
        }
    }

    /// The files beside the head: the rows, and the names that stay apart.
    fn beside<'f>(&self, files: &'f Files, listed: &Listed) -> Vec<(&'f String, String)> {
        let mut parts = vec![(&files.table, listed.csv(files.keys))];
        if !listed.names.is_empty() {
            parts.push((&files.names, listed.names_file(files.keys)));
        }
        parts
    }

    fn say_missing(&self, missing: &[&'static Field]) {
        let lang = self.shared.lang;
        let names: Vec<&str> = missing.iter().map(|field| field.words.in_lang(lang)).collect();
        if !names.is_empty() {
            console::say(
                self.shared,
                &format!("还要填：{}。填好再运行 sunlit check。", names.join("、")),
                &format!("still to be filled in: {}; then run sunlit check.", names.join(", ")),
            );
        }
    }
}

/// What stands where a record would be written.
enum There {
    Nothing,
    Same,
    /// Other rows of an earlier import.
    Other,
    /// What may not be written over.
    Stops,
}

/// The key under which an import notes down what it wrote.
const ROWS: &str = "rows";

/// More lines of a difference are not shown.
const LINES_SHOWN: usize = 40;

/// The lines that are gone, and those that are new.
fn difference(old: &str, new: &str) -> String {
    let without = |mark: &str, some: &str, others: &str| -> Vec<String> {
        let gone = some.lines().filter(|line| !others.lines().any(|other| other == *line));
        gone.map(|line| format!("  {mark} {line}\n")).collect()
    };
    let mut lines = without("-", old, new);
    lines.extend(without("+", new, old));
    lines.truncate(LINES_SHOWN);
    lines.concat()
}
