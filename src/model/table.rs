//! The waist of the hourglass: one uniform shape between typed records and every output.
//!
//! A [`Table`] is already fit for the public: persons are masked, what the audience may not see is gone. Outputs know
//! tables, never kinds. Whoever makes a table writes its words in the portal's language.

use std::fmt;

use super::date::Date;
use super::money::Money;
use super::period::Period;
use super::quantity::Quantity;
use super::said::Lang;
use super::shape::{Choice, Field};

/// Rows a page shows at most; more go on in numbered parts (design: a page with its chart stays under 60 KB).
pub const ROWS_ON_A_PAGE: usize = 60;

/// The same where a page shows each row as a card, with all its fields under their names.
const CARDS_ON_A_PAGE: usize = 30;

/// One published record or list, ready for a page, a CSV file, a JSON file or a sheet of paper.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Where it lives, from the portal's root and without ending: `liutang/finance/2026-03`.
    pub address: String,
    /// The name of the kind: `ledger`, `notice`.
    pub kind: &'static str,
    /// The record's own id, as the clerk wrote it.
    pub id: String,
    pub title: String,
    /// One sentence made from the data: what a resident would want to hear first.
    pub lead: String,
    /// The clerk's own plain words (明白话).
    pub plain: String,
    pub period: Option<Period>,
    /// The day the figures stand for.
    pub data_until: Option<Date>,
    /// Envelope and other single facts, in the order of the page.
    pub facts: Vec<Fact>,
    /// Figures that add up, in the order of the equation.
    pub figures: Vec<Figure>,
    /// Where a life line stands, in its order.
    pub stages: Vec<Stage>,
    pub breakdowns: Vec<Breakdown>,
    /// What a record of a declared kind draws.
    pub drawing: Option<Drawing>,
    pub columns: Vec<Column>,
    /// In the order of the page; `groups` says which of them belong together.
    pub rows: Vec<Row>,
    /// Whether the page shows each row as a card.
    pub cards: bool,
    /// Consecutive rows with a name and a sum. Empty where the rows form one plain list.
    pub groups: Vec<Group>,
    /// Whether the audience keeps the rows off the web (本村): then only sums are here.
    pub withheld: bool,
    /// Smaller tables that belong to the record: accounts, receivables, payables.
    pub sections: Vec<Section>,
    /// Body text as safe HTML (from Markdown without raw HTML).
    pub prose: String,
    pub askings: Vec<Asking>,
    /// Files that go with the record, made public.
    pub attachments: Vec<Attachment>,
    pub corrections: Vec<Correction>,
    pub objection: Objection,
    pub sources: Vec<SourceRef>,
    /// Whether any row names a natural person, even masked: such pages carry `noindex`.
    pub names_persons: bool,
    /// Values that come from typed number fields and so may look like personal numbers (hashes, credit codes,
    /// vouchers, invoices, consented duty phones): the output scanner lets exactly these pass.
    pub exempt: Vec<String>,
}

impl Table {
    pub fn rows_on_a_page(&self) -> usize {
        if self.cards { CARDS_ON_A_PAGE } else { ROWS_ON_A_PAGE }
    }
}

/// One labelled value: of the envelope, or of the record itself.
#[derive(Clone, Debug)]
pub struct Fact {
    pub about: About,
    pub key: &'static str,
    pub label: String,
    pub value: String,
    /// Where the value leads; mostly nowhere.
    pub href: String,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// How the record was made public: the envelope.
    Procedure,
    Record,
    /// A stage of the record's life line, by its key.
    Stage(&'static str),
}

/// One stage of a life line, with how it stands in a machine word and in the reader's.
#[derive(Clone, Debug)]
pub struct Stage {
    pub key: &'static str,
    pub label: String,
    /// `done`, `now`, `todo`, `none`.
    pub state: &'static str,
    pub said: String,
    pub date: Option<Date>,
}

/// How a figure or a line counts; the theme may colour it, but a sign or a word always says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Income,
    Expense,
    /// 往来 and internal transfers: money that moves without being earned or spent.
    Moving,
    /// 代收代付: money held for others.
    Held,
    Result,
}

impl Tone {
    pub fn key(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Income => "income",
            Tone::Expense => "expense",
            Tone::Moving => "moving",
            Tone::Held => "held",
            Tone::Result => "result",
        }
    }
}

/// One box of an equation a resident can check: its sign, its amount, and where the lines are that it sums.
#[derive(Clone, Debug)]
pub struct Figure {
    pub key: &'static str,
    pub sign: &'static str,
    pub label: String,
    pub gloss: String,
    pub amount: Money,
    pub tone: Tone,
    /// Relative to the page of the table, or a fragment on it.
    pub href: String,
}

/// Parts of one sum, largest first: category bars.
#[derive(Clone, Debug)]
pub struct Breakdown {
    pub key: &'static str,
    pub title: String,
    /// What the bars say, in words.
    pub headline: String,
    pub tone: Tone,
    pub total: Money,
    pub bars: Vec<Bar>,
}

/// One number by the words beside it, the largest first.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What the numbers are called.
    pub label: String,
    pub points: Vec<(String, i64)>,
    /// Whether the numbers are fen; else they are counts.
    pub money: bool,
}

#[derive(Clone, Debug)]
pub struct Bar {
    pub label: String,
    pub gloss: String,
    pub amount: Money,
    /// How many lines it sums.
    pub count: usize,
    pub href: String,
}

/// How the cells of a column are written and aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    /// Money with `+` or `−`.
    SignedMoney,
    Money,
    Date,
    Count,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// ASCII name: the CSV heading's machine form, the JSON key, the name in templates.
    pub key: &'static str,
    pub label: String,
    pub gloss: String,
    pub form: Form,
}

impl Column {
    /// A column with its heading in the portal's language.
    pub fn new(lang: Lang, key: &'static str, zh: &str, en: &str, form: Form) -> Column {
        Column { key, label: lang.pick(zh, en).to_string(), gloss: String::new(), form }
    }

    /// A column of a declared field: heading and gloss are the declaration's.
    pub fn of(lang: Lang, field: &'static Field, form: Form) -> Column {
        let (label, gloss) = (field.words.in_lang(lang), field.gloss.in_lang(lang));
        Column { key: field.name, label: label.to_string(), gloss: gloss.to_string(), form }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Money(Money),
    /// Moved between the unit's own accounts: a page shows it without sign, data the effect on the line's account.
    Moved(Money),
    Date(Date),
    Count(u64),
    Quantity(Quantity),
    /// Words that lead somewhere: a voucher to its line, a unit to its page.
    Link {
        text: String,
        href: String,
    },
    /// Another record: a page says its title, data its id.
    Record {
        id: String,
        title: String,
        href: String,
    },
    /// Rows within the row: the hands a request went through.
    Rows {
        columns: Vec<Column>,
        rows: Vec<Row>,
    },
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

/// The form of data files; rows within a row one after another.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(text) | Cell::Link { text, .. } | Cell::Record { id: text, .. } => {
                f.write_str(text)
            }
            Cell::Money(money) | Cell::Moved(money) => write!(f, "{money}"),
            Cell::Date(date) => write!(f, "{date}"),
            Cell::Count(count) => write!(f, "{count}"),
            Cell::Quantity(quantity) => write!(f, "{quantity}"),
            Cell::Rows { rows, .. } => {
                for (at, row) in rows.iter().enumerate() {
                    f.write_str(if at > 0 { "; " } else { "" })?;
                    let said = row.cells.iter().filter(|cell| **cell != Cell::Empty);
                    for (at, cell) in said.enumerate() {
                        write!(f, "{}{cell}", if at > 0 { " " } else { "" })?;
                    }
                }
                Ok(())
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The fragment this row answers to, made of letters, digits, `-` and Han characters only.
    pub anchor: String,
    pub tone: Tone,
    /// A link that belongs to the row: the month of a year's row, the notice of a list's row.
    pub href: String,
    /// One cell a column, in the order of the columns.
    pub cells: Vec<Cell>,
}

/// Rows that a figure or a bar sums, so that every sum stands right above its lines.
#[derive(Clone, Debug)]
pub struct Group {
    /// The fragment bars and figures link to.
    pub anchor: String,
    pub label: String,
    pub gloss: String,
    pub tone: Tone,
    pub total: Money,
    /// How many of the table's rows, counted on from the group before.
    pub count: usize,
}

#[derive(Clone, Debug)]
pub struct Section {
    pub key: &'static str,
    pub title: String,
    pub note: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// A question shown on the page (提示) with the unit's answer at equal weight.
#[derive(Clone, Debug)]
pub struct Asking {
    pub rule: &'static str,
    pub fact: String,
    /// The line it is about: label and fragment, or both empty.
    pub record: String,
    pub href: String,
    pub answer: Option<Answer>,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub by: String,
    pub date: Option<Date>,
    pub text: String,
}

/// A file that goes with the record.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// What it shows, in the clerk's words.
    pub title: String,
    /// 图片, PDF 文件 …
    pub label: String,
    /// Relative to the page of the table.
    pub href: String,
    pub size_bytes: usize,
    pub pages: Option<u64>,
    /// SHA-256 of the public file, lower-case hex.
    pub sha256: String,
    /// A picture's smaller form, which stands on the page.
    pub small: Option<Small>,
}

/// The smaller form of a picture.
#[derive(Clone, Debug)]
pub struct Small {
    pub href: String,
    pub width: usize,
    pub height: usize,
}

/// A change to something already published: what it was, what it is, why.
#[derive(Clone, Debug)]
pub struct Correction {
    pub date: Option<Date>,
    pub what: String,
    pub old: String,
    pub new: String,
    pub why: String,
    /// How the time of posting counts after it; none where something was only taken away.
    pub clock: Option<&'static Choice>,
    /// By how much an amount moved.
    pub difference: Option<Money>,
}

impl Correction {
    /// Whether the record is posted for all its days again, from this day on.
    pub fn restarts(&self) -> bool {
        self.clock.is_some_and(|clock| clock.key == "restarts")
    }
}

/// Where to object, offline first.
#[derive(Clone, Debug, Default)]
pub struct Objection {
    pub until: Option<Date>,
    pub to: String,
    pub phone: String,
    pub place: String,
    /// Days within which the portal promises an answer.
    pub answer_days: u32,
    pub working_days: bool,
}

/// The file a record was read from.
#[derive(Clone, Debug)]
pub struct SourceRef {
    /// From the project folder, with `/`.
    pub path: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
}
