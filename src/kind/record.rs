//! One disclosure of a declared kind: the envelope, the kind's own fields as they were read, and the words below.

use super::envelope::{Audience, ENVELOPE, Envelope};
use super::equation::{self, Term};
use super::formula::{Formula, Way};
use super::stage::{Stage, Told};
use crate::model::shape::{Choice, Field, Row, Shape, Type, Value};
use crate::model::{Calendar, Date, Lang, Money, Quantity, Said, Words};

/// A kind of disclosure as a value: everything the program knows of it.
#[derive(Debug)]
pub struct Kind {
    /// The machine word, as in `sunlit new power`.
    pub key: &'static str,
    /// Where its files lie in a unit's folder, and its pages in the unit's address.
    pub folder: &'static str,
    /// What a list of them is called.
    pub words: Words,
    /// One plain sentence above the list; may be empty.
    pub gloss: Words,
    pub shape: &'static Shape,
    pub form: Form,
    pub part: Part,
    /// Where it stands among the kinds of its part: one of [`GROUPS`].
    pub group: Option<&'static Choice>,
    /// Own fields that lists show as columns.
    pub columns: &'static [&'static str],
    /// The template of a record's page.
    pub template: &'static str,
    /// Whom its records are for where they do not say.
    pub audience: Audience,
    /// One sentence from the data, before everything else; empty where the clerk's plain words say it all.
    pub lead: fn(&Record, &Setting) -> Said,
    /// Columns that are worked out for the rows of its main list, behind the declared ones, and what stands in them.
    pub worked: Worked,
    /// What its numbers must keep.
    pub formulas: &'static [Formula],
    /// Fields that are added up.
    pub sums: &'static [Way],
    /// What adds up on the page, as 应收 − 已收 = 欠缴.
    pub equation: fn(&Record, &Setting) -> Vec<Term>,
    pub chart: Option<Chart>,
    /// How often the place owes a record, where its own declaration says so.
    pub owed: Option<Owed>,
    pub stages: fn(&Record, &Setting) -> Vec<Stage>,
    /// Facts worked out, in words.
    pub told: fn(&Record, &Setting) -> Vec<Told>,
}

impl Kind {
    /// A kind of information, one YAML file a record, with the page that shows any declaration.
    pub const fn new(key: &'static str, words: Words, shape: &'static Shape) -> Kind {
        Kind {
            key,
            folder: key,
            words,
            gloss: Words::new("", ""),
            shape,
            form: Form::Yaml,
            part: Part::Information,
            group: None,
            columns: &[],
            template: "pages/notice.html",
            audience: Audience::Public,
            lead: no_lead,
            worked: Worked { columns: &[], row: no_cells },
            formulas: &[],
            sums: &[],
            equation: equation::none,
            chart: None,
            owed: None,
            stages: |_, _| Vec::new(),
            told: |_, _| Vec::new(),
        }
    }
}

/// What rows of a record's main list have beside what was written.
#[derive(Clone, Copy, Debug)]
pub struct Worked {
    pub columns: &'static [Field],
    pub row: fn(&Entry, &Setting) -> WorkedRow,
}

/// One row's share of [`Worked`].
#[derive(Clone, Debug, Default)]
pub struct WorkedRow {
    /// Values that stand in for declared ones, by the field's name: a day that follows from others.
    pub instead: Vec<(&'static str, Value)>,
    /// One a worked-out column.
    pub behind: Vec<Value>,
    /// The text whose form as a fragment the row answers to; may be empty.
    pub anchor: String,
}

/// A drawing of one number by the words beside it.
#[derive(Clone, Copy, Debug)]
pub struct Chart {
    pub value: Way,
    pub by: Way,
}

/// What a declaration in a county's own file owes; the law's packs say the same of the kinds they name.
#[derive(Clone, Copy, Debug)]
pub struct Owed {
    pub cadence: &'static Choice,
    pub by_day: Option<u64>,
    pub within_days: Option<u64>,
    /// Levels of units; both where none is named.
    pub levels: &'static [&'static str],
    pub basis: &'static str,
}

/// Groups of information, in the order of the page.
pub static GROUPS: &[Choice] = &[
    Choice::new("affairs", "村务党务居务", "affairs"),
    Choice::new("money", "钱和账", "money"),
    Choice::new("assets", "资产资源", "assets and resources"),
    Choice::new("works", "工程、采购、用工", "works, purchases, labour"),
    Choice::new("benefits", "补贴、救助、分配", "benefits and shares"),
    Choice::new("land", "土地和宅基地", "land and homesteads"),
    Choice::new("supervision", "组织和监督", "organisation and supervision"),
    Choice::new("services", "办事和服务", "services"),
];

/// How its files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One YAML file, one record.
    Yaml,
    /// Markdown with a YAML head.
    Markdown,
}

impl Form {
    pub fn ending(self) -> &'static str {
        match self {
            Form::Yaml => ".yaml",
            Form::Markdown => ".md",
        }
    }
}

/// Which of the six parts of the menu a kind belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Information,
    Requests,
    Powers,
    Cases,
    Analysis,
}

impl Part {
    /// The section of the menu.
    pub fn key(self) -> &'static str {
        match self {
            Part::Information => "information",
            Part::Requests => "requests",
            Part::Powers => "powers",
            Part::Cases => "cases",
            Part::Analysis => "analysis",
        }
    }
}

impl Part {
    pub const ALL: [Part; 5] =
        [Part::Information, Part::Requests, Part::Powers, Part::Cases, Part::Analysis];

    pub fn of(key: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.key() == key)
    }
}

/// What a record's words may depend on beside the record.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    pub as_of: Option<Date>,
    pub calendar: &'a Calendar,
    /// Days within which a request is answered, and whether only working days count.
    pub answer_days: u64,
    pub working_days: bool,
}

#[derive(Clone, Debug)]
pub struct Record {
    pub kind: &'static Kind,
    pub envelope: Envelope,
    /// The kind's own fields; those of the envelope are taken out.
    own: Row,
    /// Markdown as written; empty where the kind is YAML alone.
    pub body: String,
}

impl Record {
    /// `row` is a row of the kind's shape, which is based on the envelope.
    pub fn from(kind: &'static Kind, row: Row, body: &str) -> Record {
        let mut values = row.values;
        let own = values.split_off(ENVELOPE.len());
        let mut take = Row { values }.take(&ENVELOPE);
        let envelope = Envelope::from(&mut take, kind.audience);
        Record { kind, envelope, own: Row { values: own }, body: body.to_string() }
    }

    /// What lists sort it under: the choice in the first of the kind's columns.
    pub fn class(&self) -> Option<&'static Choice> {
        self.kind.columns.first().and_then(|name| self.choice(name))
    }

    /// Own fields with their values, as declared.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        self.kind.shape.fields.iter().zip(&self.own.values)
    }

    /// Every value of its own fields and of the rows of its lists, with the way to it, such as `rows.3.amount`.
    pub fn values(&self) -> Vec<(String, Type, &Value)> {
        let mut all = Vec::new();
        for (field, value) in self.fields() {
            all.push((field.name.to_string(), field.of, value));
            let (Type::List(shape), Value::List(rows)) = (field.of, value) else { continue };
            for (at, row) in rows.iter().enumerate() {
                for (inner, value) in shape.fields().zip(&row.values) {
                    all.push((format!("{}.{at}.{}", field.name, inner.name), inner.of, value));
                }
            }
        }
        all
    }

    /// The value of an own field.
    pub fn value(&self, name: &str) -> &Value {
        let found = self.fields().find(|(field, _)| field.name == name);
        found.map(|(_, value)| value).expect("a declared field")
    }

    pub fn text(&self, name: &str) -> &str {
        text(self.value(name))
    }

    pub fn date(&self, name: &str) -> Option<Date> {
        date(self.value(name))
    }

    pub fn count(&self, name: &str) -> Option<u64> {
        count(self.value(name))
    }

    pub fn money(&self, name: &str) -> Option<Money> {
        money(self.value(name))
    }

    pub fn quantity(&self, name: &str) -> Option<Quantity> {
        quantity(self.value(name))
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), Value::Flag(true))
    }

    pub fn choice(&self, name: &str) -> Option<&'static Choice> {
        choice(self.value(name))
    }

    pub fn texts(&self, name: &str) -> &[String] {
        match self.value(name) {
            Value::Texts(texts) => texts,
            _ => &[],
        }
    }

    /// The rows of a list, with their shape.
    pub fn list(&self, name: &str) -> impl Iterator<Item = Entry<'_>> {
        let found = self.fields().find(|(field, _)| field.name == name);
        let (shape, rows) = match found {
            Some((field, Value::List(rows))) => (field.of.rows_of(), rows.as_slice()),
            _ => (None, [].as_slice()),
        };
        rows.iter().filter_map(move |row| Some(Entry { shape: shape?, row }))
    }
}

/// One row of a list inside a record.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub shape: &'static Shape,
    pub row: &'a Row,
}

impl<'a> Entry<'a> {
    pub fn value(&self, name: &str) -> &'a Value {
        let at = self.shape.position(name, 0).expect("a declared field");
        &self.row.values[at]
    }

    pub fn text(&self, name: &str) -> &'a str {
        text(self.value(name))
    }

    pub fn date(&self, name: &str) -> Option<Date> {
        date(self.value(name))
    }

    pub fn count(&self, name: &str) -> Option<u64> {
        count(self.value(name))
    }

    pub fn money(&self, name: &str) -> Option<Money> {
        money(self.value(name))
    }

    pub fn quantity(&self, name: &str) -> Option<Quantity> {
        quantity(self.value(name))
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), Value::Flag(true))
    }

    pub fn choice(&self, name: &str) -> Option<&'static Choice> {
        choice(self.value(name))
    }
}

fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}

fn date(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Count(count) => Some(*count),
        _ => None,
    }
}

fn money(value: &Value) -> Option<Money> {
    match value {
        Value::Money(money) => Some(*money),
        _ => None,
    }
}

fn quantity(value: &Value) -> Option<Quantity> {
    match value {
        Value::Quantity(quantity) => Some(*quantity),
        _ => None,
    }
}

fn choice(value: &Value) -> Option<&'static Choice> {
    match value {
        Value::Choice(choice) => Some(choice),
        _ => None,
    }
}

/// For kinds whose plain words say it all.
pub fn no_lead(_: &Record, _: &Setting) -> Said {
    Said::new("", "")
}

/// For kinds whose rows say everything themselves.
fn no_cells(_: &Entry, _: &Setting) -> WorkedRow {
    WorkedRow::default()
}

/// `3 日`, `3 个工作日`: days with how they are counted, in both languages.
pub fn days(count: u64, working: bool) -> Said {
    match working {
        true => Said::new(format!("{count} 个工作日"), format!("{count} working days")),
        false => Said::new(format!("{count} 日"), format!("{count} days")),
    }
}

/// The words of a choice in a language, or nothing.
pub fn word(lang: Lang, choice: Option<&'static Choice>) -> &'static str {
    choice.map_or("", |choice| choice.words.in_lang(lang))
}
