//! Declarations: what fields a kind has, as values. Reader, headings, CSV columns and reference pages all come from here.

mod said;
mod take;

use super::date::Date;
use super::money::Money;
use super::period::Period;
use super::quantity::Quantity;
use super::said::Words;

pub use said::{says_nothing, says_yes, scalar, scalar_in, two_days, voucher};
pub use take::Take;

/// The field that says a record is unfinished: what it lacks is no mistake then.
pub const DRAFT: &str = "draft";

/// A record's fields in their order. A kind adds its own fields to those of its `base` (the envelope).
#[derive(Debug)]
pub struct Shape {
    pub name: &'static str,
    pub words: Words,
    pub base: Option<&'static Shape>,
    pub fields: &'static [Field],
}

impl Shape {
    /// All fields, those of the base first: the order of [`Row::values`].
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + Clone {
        let base: &'static [Field] = self.base.map_or(&[], |base| base.fields);
        base.iter().chain(self.fields.iter())
    }

    pub fn len(&self) -> usize {
        self.base.map_or(0, |base| base.fields.len()) + self.fields.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn field(&self, index: usize) -> &'static Field {
        let base: &'static [Field] = self.base.map_or(&[], |base| base.fields);
        base.get(index).unwrap_or_else(|| &self.fields[index - base.len()])
    }

    /// Which fields a row must have and has not, by the values read so far; `waiving` those that may be waived.
    pub fn lacking(&self, values: &[Option<Value>], waiving: bool) -> Vec<usize> {
        let is_there = |at: usize| !matches!(values[at], None | Some(Value::Absent));
        let stands = |name: &str| !name.is_empty() && self.position(name, 0).is_some_and(&is_there);
        let lacks = |at: &usize| {
            let field = self.field(*at);
            let is_due = field.required && !(waiving && field.waivable);
            is_due && !is_there(*at) && !stands(field.unless)
        };
        (0..self.len()).filter(lacks).collect()
    }

    /// Where the field with this name or alias stands. `hint` is where to look first: keys mostly come in order.
    pub fn position(&self, key: &str, hint: usize) -> Option<usize> {
        let len = self.len();
        let hint = if hint < len { hint } else { 0 };
        (hint..len).chain(0..hint).find(|&index| self.field(index).answers_to(key))
    }
}

/// One field: declared once, read, shown and explained everywhere from this value.
#[derive(Clone, Debug)]
pub struct Field {
    /// ASCII name: the key in YAML, the heading in CSV, the name in templates.
    pub name: &'static str,
    /// Heading in both languages; the Chinese one is also an alias of the key.
    pub words: Words,
    pub of: Type,
    pub required: bool,
    /// Whether it may be left out of what is not reviewed: of a kind that says so, and of what is older than the books.
    pub waivable: bool,
    /// The field that stands for it where it is required and left out; mostly none.
    pub unless: &'static str,
    /// What it means, in words a clerk understands.
    pub gloss: Words,
    /// What a [`Type::Quantity`] is counted in: 亩, 吨, 工日. Empty elsewhere.
    pub measure: Words,
    /// Another word for the key that files may have; mostly none.
    pub alias: &'static str,
    /// Of a list: rows come to it after it was published, because what it tells of goes on.
    pub grows: bool,
    /// Of a day: it tells what was done, and nothing counts as done before its day.
    pub past: bool,
}

impl Field {
    pub const fn new(name: &'static str, zh: &'static str, en: &'static str, of: Type) -> Field {
        let none = Words::new("", "");
        let words = Words::new(zh, en);
        let (gloss, measure) = (none, none);
        let (unless, alias) = ("", "");
        let (required, waivable, grows, past) = (false, false, false, false);
        Field { name, words, of, required, waivable, unless, gloss, measure, alias, grows, past }
    }

    /// A quantity with what it is counted in: `Field::measured("area", "面积", "area", "亩", "mu")`.
    pub const fn measured(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        measure: Words,
    ) -> Field {
        let mut field = Field::new(name, zh, en, Type::Quantity(measure.zh));
        field.measure = measure;
        field
    }

    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Required of what is reviewed.
    pub const fn waivable(mut self) -> Field {
        self.waivable = true;
        self
    }

    /// Required unless the field of this name is written.
    pub const fn unless(mut self, other: &'static str) -> Field {
        self.unless = other;
        self
    }

    pub const fn gloss(mut self, zh: &'static str, en: &'static str) -> Field {
        self.gloss = Words::new(zh, en);
        self
    }

    pub const fn alias(mut self, alias: &'static str) -> Field {
        self.alias = alias;
        self
    }

    pub const fn grows(mut self) -> Field {
        self.grows = true;
        self
    }

    pub const fn past(mut self) -> Field {
        self.past = true;
        self
    }

    pub fn answers_to(&self, key: &str) -> bool {
        self.name == key || self.words.zh == key || (!key.is_empty() && self.alias == key)
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    Text,
    /// With at most two decimals, in the portal's currency; held as whole fen.
    Money,
    Date,
    Period,
    Count,
    /// How many households or persons: a cell under three is not published (domain brief F6).
    Households,
    /// With at most four decimals; it may be followed by this word, what it is counted in.
    Quantity(&'static str),
    Flag,
    Choice(&'static [Choice]),
    /// One of these words, or a name that the record declares elsewhere.
    ChoiceOr(&'static [Choice]),
    /// A voucher, invoice, receipt or contract number: may look like a personal number and is none.
    Reference,
    /// 统一社会信用代码, GB 32100-2015.
    CreditCode,
    Phone,
    /// Names of natural persons: masked wherever they are published.
    Person,
    /// A counterparty: firms and bodies in full, whoever may be a person masked.
    Party,
    Texts,
    /// Ids of records of this kind: `QL-01` of the same unit, `qingxi/QL-01` of another.
    Record(&'static str),
    /// The id of a unit of the portal.
    Unit,
    /// A voucher of the unit's own books by its month, `2025-05/记-002`; with its set of books before it where a unit
    /// keeps more than one, `coop/2025-05/记-002`.
    Voucher,
    Group(&'static Shape),
    List(&'static Shape),
}

impl Type {
    /// Whether a value of it has fields of its own, and is no line and no cell.
    pub fn holds_fields(self) -> bool {
        matches!(self, Type::Group(_) | Type::List(_))
    }

    /// What a clerk should write, for messages.
    pub fn expected(self) -> Words {
        match self {
            Type::Money => {
                Words::new("金额，最多两位小数，如 1200.00", "an amount such as 1200.00")
            }
            Type::Date => Words::new("日期，写成 2026-03-05", "a day such as 2026-03-05"),
            Type::Period => Words::new(
                "所属期，写成 2026-03、2026-Q1、2026-H1 或 2026",
                "a period such as 2026-03, 2026-Q1, 2026-H1 or 2026",
            ),
            Type::Count | Type::Households => {
                Words::new("整数，如 12", "a whole number such as 12")
            }
            Type::Quantity(_) => Words::new(
                "数量，最多四位小数，如 12.5；单位不同先换算",
                "a quantity such as 12.5, at most four decimals, in the unit of the field",
            ),
            Type::Voucher => Words::new(
                "月份和凭证号，如 2025-05/记-002",
                "month and voucher, such as 2025-05/记-002",
            ),
            Type::Unit => Words::new("单位的编号，如 liutang", "the id of a unit, such as liutang"),
            Type::Flag => Words::new("是 或 否", "yes or no"),
            Type::Texts | Type::Record(_) | Type::List(_) => {
                Words::new("一个列表，每项前写 `- `", "a list, each item after `- `")
            }
            Type::Group(_) => Words::new(
                "一组下级字段，每行缩进两格",
                "a group of fields, each indented by two spaces",
            ),
            _ => Words::new("一行文字", "a line of text"),
        }
    }
}

impl Type {
    /// The shape of a list's rows.
    pub fn rows_of(self) -> Option<&'static Shape> {
        match self {
            Type::List(shape) => Some(shape),
            _ => None,
        }
    }

    /// Whether any words may stand in it, a `#` among them.
    pub fn is_free_text(self) -> bool {
        matches!(
            self,
            Type::Text | Type::Texts | Type::Person | Type::Party | Type::Phone | Type::Reference
        )
    }

    /// Whether YAML writes it as a list of texts.
    pub fn is_texts(self) -> bool {
        matches!(self, Type::Texts | Type::Record(_))
    }
}

/// One allowed word of a [`Type::Choice`].
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    pub key: &'static str,
    pub words: Words,
    pub gloss: Words,
}

impl Choice {
    pub const fn new(key: &'static str, zh: &'static str, en: &'static str) -> Choice {
        Choice { key, words: Words::new(zh, en), gloss: Words::new("", "") }
    }

    pub const fn gloss(mut self, zh: &'static str, en: &'static str) -> Choice {
        self.gloss = Words::new(zh, en);
        self
    }
}

/// A record or line as read: one value a field of its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub values: Vec<Value>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Absent,
    Text(String),
    Money(Money),
    Date(Date),
    Period(Period),
    Count(u64),
    Quantity(Quantity),
    Flag(bool),
    Choice(&'static Choice),
    /// What was worked out and not written: how a request stands.
    Words(Words),
    Texts(Vec<String>),
    Group(Row),
    List(Vec<Row>),
    /// The file beside the record whose table holds the rows of a list, until they are read from it.
    Beside(String),
}

impl Value {
    /// The texts that say something; an item left open is none.
    pub fn texts(mut texts: Vec<String>) -> Value {
        texts.retain(|text| !says_nothing(text));
        if texts.is_empty() { Value::Absent } else { Value::Texts(texts) }
    }
}
