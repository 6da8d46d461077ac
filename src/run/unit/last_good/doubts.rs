//! What files say of names that were not read to their end, as far as their text tells. Whoever may be a person by it must not
//! stay in full on old pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};
use serde_json::Value;

use crate::finding::Report;
use crate::kind::envelope::REVIEW;
use crate::kind::ledger::{LINE, PARTIES};
use crate::kind::record::Kind;
use crate::model::cells::Cells;
use crate::model::party::{Names, parties, stated};
use crate::model::shape::{self, Field, Shape, Type};
use crate::model::spelling::one_form;
use crate::read::{Records, UnitPlan, meant};
use crate::run::context::{Run, Stop};
use crate::sheet::Workbook;
use crate::sink::plain;
use crate::source;
use crate::waist::ledger::distinct as ledger_parties;

/// See the module.
#[derive(Default)]
pub struct Doubts {
    /// Files that were not read to their end.
    files: BTreeSet<Arc<str>>,
    /// Whom these files may call persons.
    pub persons: Names,
    /// Who signs in them: their names are told on purpose.
    pub in_duty: Vec<String>,
    /// Whom they, or records that were read, call a firm or a body; as names compare.
    vouched: BTreeSet<String>,
}

impl Doubts {
    pub fn of(run: &Run, plan: &UnitPlan, records: &Records) -> Result<Doubts, Stop> {
        let mut doubts = Doubts { files: unread(plan, records), ..Doubts::default() };
        if doubts.files.is_empty() {
            return Ok(doubts);
        }
        doubts.vouched = vouched(records);
        let (mut persons, organisations) = (Vec::new(), &run.inputs.portal.settings.organisations);
        for file in &doubts.files {
            let words = Words::of(fields(run.inputs.kinds.iter().find(|kind| lies_in(file, kind))));
            let (texts, tabled) = match workbook(run, file) {
                Some(text) => (vec![text], true),
                None => (texts(run, file)?, meant::is_csv(file)),
            };
            let of_csv = texts.iter().filter(|_| tabled).flat_map(|t| words.of_csv(t));
            let of_yaml = texts.iter().filter(|_| !tabled);
            for said in of_csv.chain(of_yaml.flat_map(|text| words.of_yaml(text))) {
                doubts.in_duty.extend(said.signers);
                doubts.vouched.extend(said.firms.iter().map(|one| one_form(one)));
                persons.extend(said.persons);
                let may_be = |one: &String| organisations.may_be_person(one);
                persons.extend(said.others.into_iter().filter(may_be));
            }
        }
        doubts.persons = Names::of(persons.iter().map(String::as_str));
        Ok(doubts)
    }

    /// Whether the data of an old page whose file is one of these names in full somebody whom nobody vouches for.
    pub fn leave_open(&self, run: &Run, page: &Value) -> bool {
        let Some(sources) = page["sources"].as_object() else { return false };
        // A masked path may be any of them.
        let unread = |path: &String| self.files.contains(path.as_str()) || path.contains('*');
        if self.files.is_empty() || !sources.keys().any(unread) {
            return false;
        }
        let organisations = &run.inputs.portal.settings.organisations;
        paid(run, page).into_iter().any(|field| {
            let open = |one: &&str| !one.contains('*') && !self.vouched.contains(&one_form(one));
            organisations.persons_in(field).iter().any(open)
        })
    }
}

/// What the data of a page says in fields for counterparties.
pub fn paid<'v>(run: &Run, page: &'v Value) -> Vec<&'v str> {
    let kind = page["kind"].as_str().and_then(|key| run.inputs.kinds.by_key(key));
    let names: Vec<&str> = fields(kind).iter().map(|field| field.name).collect();
    said_in(page, &names)
}

fn said_in<'v>(page: &'v Value, names: &[&str]) -> Vec<&'v str> {
    let of = |(key, value): (&String, &'v Value)| match value {
        Value::String(said) if names.contains(&key.as_str()) => vec![said.as_str()],
        other => said_in(other, names),
    };
    match page {
        Value::Array(all) => all.iter().flat_map(|one| said_in(one, names)).collect(),
        Value::Object(all) => all.iter().flat_map(of).collect(),
        _ => Vec::new(),
    }
}

/// The fields that hold counterparties: of a month, and of this kind.
fn fields(kind: Option<&'static Kind>) -> Vec<&'static Field> {
    fn within(shape: &'static Shape) -> Vec<&'static Field> {
        let of = |field: &'static Field| match field.of {
            Type::Party => vec![field],
            Type::Group(shape) | Type::List(shape) => within(shape),
            _ => Vec::new(),
        };
        shape.fields().flat_map(of).collect()
    }
    let mut all = named(&LINE, &["party"]);
    all.extend(kind.into_iter().flat_map(|kind| within(kind.shape)));
    all
}

fn named(shape: &'static Shape, names: &[&str]) -> Vec<&'static Field> {
    shape.fields().filter(|field| names.contains(&field.name)).collect()
}

/// The text of a file; of one whose coding cannot be told, as every coding has it that an office's programs save in.
fn texts(run: &Run, file: &Arc<str>) -> Result<Vec<String>, Stop> {
    let mut report = Report::default();
    if let Some(source) = run.inputs.project.read(file, &mut report)? {
        return Ok(vec![source.text]);
    }
    let Some(bytes) = run.inputs.project.bytes_or_tell(file, &mut report) else {
        return Ok(Vec::new());
    };
    let codings = [encoding_rs::UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE];
    Ok(codings.map(|coding| coding.decode(&bytes).0.into_owned()).into())
}

/// What the cells of a workbook say; nothing where a file is none.
fn workbook(run: &Run, file: &Arc<str>) -> Option<String> {
    if !source::is_table(file) || meant::is_csv(file) {
        return None;
    }
    let bytes = run.inputs.project.bytes(file).ok()?;
    Workbook::read(file, &bytes, None).ok().map(|workbook| workbook.as_csv())
}

fn lies_in(file: &str, kind: &Kind) -> bool {
    file.split('/').any(|step| step == kind.folder)
}

/// A unit's files that no record was read from and that go with none.
pub fn unread(plan: &UnitPlan, records: &Records) -> BTreeSet<Arc<str>> {
    let attached = records.attached.values().flatten().map(|file| &file.path);
    let read: BTreeSet<&Arc<str>> = records.files().into_iter().chain(attached).collect();
    let all = plan.files.iter().filter(|file| **file != plan.source.path);
    all.filter(|file| !read.contains(file)).cloned().collect()
}

/// Whom records that were read call a firm or a body, as names compare.
fn vouched(records: &Records) -> BTreeSet<String> {
    let of_books = records.ledgers.iter().flat_map(ledger_parties);
    let firms = of_books.filter(|(_, of)| of.is_some_and(|of| of.key != PARTIES[0].key));
    let firms = firms.flat_map(|(name, _)| parties(name));
    let values = records.others.iter().flat_map(|(record, _)| record.values());
    let others = values.filter_map(|(_, value)| match value {
        shape::Value::Text(text) => Some(parties(text)),
        _ => None,
    });
    let stated = others.flatten().filter_map(stated_firm);
    firms.chain(stated).map(one_form).collect()
}

/// The name before a bracket that says it is a firm's or a body's.
fn stated_firm(party: &str) -> Option<&str> {
    stated(party).filter(|(_, key)| *key != PARTIES[0].key).map(|(named, _)| named)
}

/// Whom one piece of a file names: an item of a list, a row.
#[derive(Default)]
struct Said {
    signers: Vec<String>,
    firms: Vec<String>,
    /// All its parties, where a word for persons stands anywhere in it.
    persons: Vec<String>,
    /// Of whom it does not say what they are.
    others: Vec<String>,
}

/// The words by which a text that cannot be read still tells its fields.
struct Words {
    parties: Vec<&'static Field>,
    signers: Vec<&'static Field>,
    types: Vec<&'static Field>,
}

impl Words {
    fn of(parties: Vec<&'static Field>) -> Words {
        let signers = named(&LINE, &["handler", "witness", "approver"]);
        let signers = signers.into_iter().chain(named(&REVIEW, &["by"])).collect();
        Words { parties, signers, types: named(&LINE, &["party_type"]) }
    }

    /// Items begin with a dash or a brace; what stands before the first one is an item too.
    fn of_yaml(&self, text: &str) -> Vec<Said> {
        let text = plain(text);
        let mut items = vec![String::new()];
        for line in text.lines() {
            for (at, part) in line.split_inclusive('{').enumerate() {
                if at > 0 || line.trim_start().starts_with('-') {
                    items.push(String::new());
                }
                items.last_mut().expect("an item").push_str(part);
            }
            items.last_mut().expect("an item").push('\n');
        }
        let said = |item: &String| {
            self.said(item, |fields| fields.iter().flat_map(|f| values(item, f)).collect())
        };
        items.iter().map(said).collect()
    }

    fn of_csv(&self, text: &str) -> Vec<Said> {
        let mut cells = Cells::new(text, 0);
        let rows: Vec<Vec<String>> = std::iter::from_fn(|| cells.record())
            .map(|row| row.iter().map(|cell| cell.value().trim().to_string()).collect())
            .collect();
        let is_of = |cell: &String, fields: &[&Field]| fields.iter().any(|f| f.answers_to(cell));
        let heading = |row: &&Vec<String>| row.iter().any(|cell| is_of(cell, &self.parties));
        let Some(at) = rows.iter().position(|row| heading(&row)) else { return Vec::new() };
        // What a column is called is nobody.
        let (heading, rows) = (&rows[at], &rows[at + 1..]);
        let said = |row: &Vec<String>| {
            self.said(&row.join(" "), |fields| {
                let both = heading.iter().zip(row).filter(|(name, _)| is_of(name, fields));
                both.map(|(_, cell)| cell.clone()).collect()
            })
        };
        rows.iter().map(said).collect()
    }

    fn said(&self, text: &str, values: impl Fn(&[&'static Field]) -> Vec<String>) -> Said {
        let low = text.to_lowercase();
        let person = &PARTIES[0];
        let is_person =
            [person.key, person.words.zh, "自然人"].iter().any(|word| low.contains(word));
        let firm = |said: &String| {
            let mut firms = PARTIES.iter().filter(|choice| choice.key != person.key);
            firms.any(|choice| choice.key == said.to_lowercase() || choice.words.zh == said)
        };
        let is_firm = values(&self.types).iter().any(firm);
        let mut said = Said { signers: values(&self.signers), ..Said::default() };
        let fields = values(&self.parties);
        for one in fields.iter().flat_map(|field| parties(field)) {
            let named = stated(one).map_or(one, |(named, _)| named).to_string();
            match is_person {
                true => said.persons.push(named),
                false if is_firm || stated_firm(one).is_some() => said.firms.push(named),
                false => said.others.push(named),
            }
        }
        said
    }
}

/// What stands behind the name of a field, wherever it stands in a text.
fn values(text: &str, field: &Field) -> Vec<String> {
    let behind = |name: &'static str| {
        text.match_indices(name).filter_map(move |(at, _)| {
            let whole = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let rest = text[at + name.len()..].trim_start_matches([' ', '"', '\'']);
            let rest = rest.strip_prefix([':', '：']).filter(|_| whole)?.trim_start();
            let line = rest.split(['\n', '}']).next().unwrap_or_default();
            let line = line.split(" #").next().unwrap_or_default();
            // In braces the next field follows a comma.
            let end = line.match_indices(',').find(|(at, _)| line[*at..].contains(':'));
            let said = &line[..end.map_or(line.len(), |(at, _)| at)];
            Some(said.trim_matches(|c: char| c.is_whitespace() || "\"'>|".contains(c)).to_string())
        })
    };
    [field.name, field.words.zh]
        .into_iter()
        .flat_map(behind)
        .filter(|said| !said.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Said, Words, fields};

    fn words() -> Words {
        Words::of(fields(None))
    }

    /// The parties of a text: those it calls firms as they are, persons with a `!`, others with a `?`.
    fn told(all: Vec<Said>) -> Vec<String> {
        let marked =
            |names: &[String], mark| names.iter().map(move |one| format!("{one}{mark}")).collect();
        let of = |said: &Said| -> Vec<Vec<String>> {
            vec![marked(&said.firms, ""), marked(&said.persons, "!"), marked(&said.others, "?")]
        };
        all.iter().flat_map(of).flatten().collect()
    }

    #[test]
    fn a_text_that_is_no_yaml_still_tells_its_parties() {
        let block = "期初现金: : 1\n明细:\n  - 日期: x\n    对方: 李四光 # 改\n    对方性质: 个人\n\
                     - 对方: \"\\u738b\\u5c0f\\u660e\"\n    经手人: 赵三\n  - 对方: 永盛店、王五\n    对方性质: 企业\n";
        assert_eq!(told(words().of_yaml(block)), ["李四光!", "王小明?", "永盛店", "王五"]);
        let flow = "lines:\n  - {a: [, party: 李四光, party_type: firm}\n  - {party: '王小明'}";
        assert_eq!(told(words().of_yaml(flow)), ["李四光", "王小明?"]);
        let signers: Vec<String> =
            words().of_yaml(block).into_iter().flat_map(|s| s.signers).collect();
        assert_eq!(signers, ["赵三"]);
    }

    #[test]
    fn rows_tell_them_by_the_names_of_their_columns() {
        let csv = "日期,对方,对方性质,经手人\nx,李四光,个人,赵三\nx,王小明,,\nx,永盛店,企业,\n";
        assert_eq!(told(words().of_csv(csv)), ["李四光!", "王小明?", "永盛店"]);
        assert!(words().of_csv("a,b\n李四光,个人\n").is_empty());
    }
}
