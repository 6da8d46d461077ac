//! A kind of disclosure as a value: its fields, where its files lie, what is worked out, added up and drawn.

use super::{Entry, Record, Setting, no_cells, no_lead};
use crate::kind::envelope::Audience;
use crate::kind::equation::{self, Term};
use crate::kind::formula::{Formula, Way};
use crate::kind::people::People;
use crate::kind::stage::{Stage, Told};
use crate::model::shape::{Choice, Field, Shape, Type, Value};
use crate::model::{Said, Words};

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
    /// Whether that page shows each row of the main list as a card.
    pub cards: bool,
    /// Whether its records are reviewed and said in plain words; of those that are not, pages say so, and none fulfils the
    /// law.
    pub reviewed: bool,
    /// Whom its records are for where they do not say.
    pub audience: Audience,
    /// One sentence from the data, before everything else; empty where the clerk's plain words say it all.
    pub lead: fn(&Record, &Setting) -> Said,
    /// Columns that are worked out for the rows of its main list, behind the declared ones, and what stands in them.
    pub worked: Worked,
    /// Lists whose rows are people: the web sees sums of enough of them, and no row.
    pub people: &'static [People],
    /// What its numbers must keep.
    pub formulas: &'static [Formula],
    /// What a quantity is counted in where its declaration leaves it to the record: 亩 or 人·月 of a benefit.
    pub counted: fn(&Record) -> Words,
    /// Fields that are added up.
    pub sums: &'static [Way],
    /// What adds up on the page, as 应收 − 已收 = 欠缴.
    pub equation: fn(&Record, &Setting) -> Vec<Term>,
    pub chart: Option<Chart>,
    /// How often the place owes a record, where its own declaration says so.
    pub owed: Option<Owed>,
    /// Whether a record may be shown at all.
    pub ready: fn(&Record) -> bool,
    /// The field that names another unit, where it is listed too.
    pub lands: Option<&'static str>,
    pub stages: fn(&Record, &Setting) -> Vec<Stage>,
    /// Fields by the stage they belong to, where a page shows them so.
    pub facts_of_stages: &'static [(&'static str, &'static [&'static str])],
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
            cards: false,
            reviewed: true,
            audience: Audience::Public,
            lead: no_lead,
            worked: Worked { columns: &[], row: no_cells },
            people: &[],
            formulas: &[],
            counted: |_| Words::new("", ""),
            sums: &[],
            equation: equation::none,
            chart: None,
            owed: None,
            ready: |_| true,
            lands: None,
            stages: |_, _| Vec::new(),
            facts_of_stages: &[],
            told: |_, _| Vec::new(),
        }
    }
}

impl Kind {
    /// How the rows of a list are told, where they are people.
    pub fn people_in(&self, field: &Field) -> Option<&'static People> {
        self.people.iter().find(|people| people.list == field.name)
    }

    /// What its records are sorted under: the choices of the first of its columns, where that has any.
    pub fn classes(&self) -> &'static [Choice] {
        let first = self.columns.first();
        let field = first.and_then(|name| self.shape.fields.iter().find(|f| f.name == *name));
        match field.map(|field| field.of) {
            Some(Type::Choice(choices)) => choices,
            _ => &[],
        }
    }

    /// Whether another kind with this id would be taken for it.
    pub fn takes(&self, id: &str) -> bool {
        [self.key, self.folder].contains(&id)
    }

    /// The list that a record is made of: its rows, its CSV, its numbered parts. It is the first one of people, else the
    /// first that a record cannot do without, rows before plain texts.
    pub fn main_list(&self) -> Option<&'static Field> {
        if let Some(people) = self.people.first() {
            return self.shape.fields.iter().find(|field| field.name == people.list);
        }
        let required = || self.shape.fields.iter().filter(|field| field.required);
        let rows = required().find(|field| field.of.rows_of().is_some());
        rows.or_else(|| required().find(|field| field.of.is_texts()))
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
    /// Values that stand in for declared ones, by the field's name and with their type: a day that follows from others,
    /// a list with a number worked out beside each row.
    pub instead: Vec<(&'static str, Type, Value)>,
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
