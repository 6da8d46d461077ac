//! Formulas that a record's own numbers must keep: `rows.amount = rows.quantity * rows.price`, exact, rounded once.

use super::record::Record;
use crate::model::quantity::DECIMALS;
use crate::model::shape::{Field, Row, Shape, Type, Value};
use crate::model::{Money, Quantity, Said, Words};

/// An equation between fields of one record.
#[derive(Debug)]
pub struct Formula {
    pub target: Way,
    pub of: Sum,
    pub round: Round,
    /// Whether a difference blocks publication, or is asked about.
    pub must_hold: bool,
    /// As it is told to people: `数量 × 单价`.
    pub words: Words,
}

/// How a result with more decimals than the target holds is brought to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// 四舍五入: half a fen counts as one (domain brief F1).
    HalfUp,
    Down,
}

/// A field of the record, or of the rows of one of its lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Index of the list among the kind's own fields.
    pub list: Option<usize>,
    /// Index of the field in its own shape.
    pub field: usize,
}

/// What is reckoned.
#[derive(Debug)]
pub enum Sum {
    Number(i64),
    Of(Way),
    /// All rows of a list; what is absent in a row counts nothing.
    Total(Way),
    /// How many rows a list has; the field of the way is not looked at.
    Rows(usize),
    Add(Box<Sum>, Box<Sum>),
    Less(Box<Sum>, Box<Sum>),
    Times(Box<Sum>, Box<Sum>),
    Over(Box<Sum>, Box<Sum>),
}

/// A place where a formula does not hold.
#[derive(Debug)]
pub struct Difference {
    pub formula: &'static Formula,
    /// As findings name a field: `total`, `rows.3.amount`.
    pub place: String,
    pub field: &'static Field,
    pub stated: String,
    pub reckoned: String,
    pub apart: String,
}

impl Difference {
    pub fn said(&self) -> Said {
        let (words, formula) = (self.field.words, self.formula.words);
        let (stated, reckoned, apart) = (&self.stated, &self.reckoned, &self.apart);
        Said::new(
            format!("{}按“{}”应为 {reckoned}，写的是 {stated}，相差 {apart}", words.zh, formula.zh),
            format!(
                "`{}` should be {reckoned} by {}; {stated} is stated, {apart} apart",
                self.field.name, formula.en
            ),
        )
    }
}

/// Where the record's numbers do not keep its kind's formulas.
pub fn differences(record: &Record) -> Vec<Difference> {
    let mut found = Vec::new();
    for formula in record.kind.formulas {
        let Some(list) = formula.target.list else {
            found.extend(difference(record, formula, None));
            continue;
        };
        for at in 0..rows(record, list).len() {
            found.extend(difference(record, formula, Some(at)));
        }
    }
    found
}

/// `at` is the row, where the formula is about the rows of a list.
fn difference(record: &Record, formula: &'static Formula, at: Option<usize>) -> Option<Difference> {
    let (field, stated) = look(record, formula.target, at)?;
    let scale = scale(field.of);
    let stated = whole(stated)?;
    let reckoned = reckon(record, &formula.of, at)?.rounded(scale, formula.round)?;
    let apart = stated.abs_diff(reckoned);
    let shown = |number: i128| shown(field.of, number);
    let place = match (formula.target.list, at) {
        (Some(list), Some(at)) => {
            format!("{}.{at}.{}", record.kind.shape.fields[list].name, field.name)
        }
        _ => field.name.to_string(),
    };
    (apart != 0).then(|| Difference {
        formula,
        place,
        field,
        stated: shown(stated),
        reckoned: shown(reckoned),
        apart: shown(i128::try_from(apart).unwrap_or(i128::MAX)),
    })
}

fn rows(record: &Record, list: usize) -> &[Row] {
    match record.fields().nth(list) {
        Some((_, Value::List(rows))) => rows,
        _ => &[],
    }
}

fn look(record: &Record, way: Way, at: Option<usize>) -> Option<(&'static Field, &Value)> {
    match way.list {
        None => record.fields().nth(way.field),
        Some(list) => {
            let shape = record.kind.shape.fields[list].of.rows_of()?;
            let row = rows(record, list).get(at?)?;
            Some((shape.field(way.field), &row.values[way.field]))
        }
    }
}

/// Decimals a number of this type is held with.
fn scale(of: Type) -> u32 {
    match of {
        Type::Money => 2,
        Type::Quantity(_) => DECIMALS,
        _ => 0,
    }
}

/// The value in its smallest parts: fen, ten-thousandths, ones.
fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Money(money) => Some(money.fen().into()),
        Value::Quantity(quantity) => Some(quantity.parts().into()),
        Value::Count(count) => Some((*count).into()),
        _ => None,
    }
}

fn shown(of: Type, number: i128) -> String {
    let short = i64::try_from(number);
    match (of, short) {
        (Type::Money, Ok(fen)) => Money::from_fen(fen).to_string(),
        (Type::Quantity(_), Ok(parts)) => Quantity::from_parts(parts).to_string(),
        _ => number.to_string(),
    }
}

/// `None` where a field that is multiplied is absent, or where no number is so large. What is absent adds nothing,
/// unless nothing at all is there.
fn reckon(record: &Record, sum: &Sum, at: Option<usize>) -> Option<Fraction> {
    let both = |a: &Sum, b: &Sum| (reckon(record, a, at), reckon(record, b, at));
    match sum {
        Sum::Number(number) => Some(Fraction::of((*number).into(), 0)),
        Sum::Of(way) => {
            let (field, value) = look(record, *way, at)?;
            whole(value).map(|number| Fraction::of(number, scale(field.of)))
        }
        Sum::Total(way) => {
            let list = way.list?;
            let shape = record.kind.shape.fields[list].of.rows_of()?;
            let numbers = rows(record, list).iter().filter_map(|row| whole(&row.values[way.field]));
            let total = numbers.into_iter().try_fold(0_i128, i128::checked_add)?;
            Some(Fraction::of(total, scale(shape.field(way.field).of)))
        }
        Sum::Rows(list) => {
            let count = i128::try_from(rows(record, *list).len()).ok()?;
            Some(Fraction::of(count, 0))
        }
        Sum::Add(a, b) => match both(a, b) {
            (Some(a), Some(b)) => a.add(b),
            (one, other) => one.or(other),
        },
        Sum::Less(a, b) => match both(a, b) {
            (Some(a), Some(b)) => a.add(b.negative()),
            (Some(a), None) => Some(a),
            (None, b) => b.map(Fraction::negative),
        },
        Sum::Times(a, b) => {
            let (a, b) = (reckon(record, a, at)?, reckon(record, b, at)?);
            a.times(b)
        }
        Sum::Over(a, b) => {
            let (a, b) = (reckon(record, a, at)?, reckon(record, b, at)?);
            a.times(b.turned()?)
        }
    }
}

/// An exact fraction; its lower part is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction {
    upper: i128,
    lower: i128,
}

impl Fraction {
    fn of(number: i128, decimals: u32) -> Fraction {
        Fraction { upper: number, lower: 10_i128.pow(decimals) }
    }

    fn add(self, other: Fraction) -> Option<Fraction> {
        let upper = self.upper.checked_mul(other.lower)?;
        let upper = upper.checked_add(other.upper.checked_mul(self.lower)?)?;
        Some(Fraction { upper, lower: self.lower.checked_mul(other.lower)? }.shortened())
    }

    fn negative(self) -> Fraction {
        Fraction { upper: -self.upper, ..self }
    }

    fn times(self, other: Fraction) -> Option<Fraction> {
        let upper = self.upper.checked_mul(other.upper)?;
        Some(Fraction { upper, lower: self.lower.checked_mul(other.lower)? }.shortened())
    }

    fn turned(self) -> Option<Fraction> {
        let sign = self.upper.signum();
        (sign != 0).then(|| Fraction { upper: self.lower * sign, lower: self.upper.abs() })
    }

    fn shortened(self) -> Fraction {
        let (mut a, mut b) = (self.upper.abs(), self.lower);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Fraction { upper: self.upper / a, lower: self.lower / a }
    }

    /// In whole parts of a scale; half a part is rounded away from zero, as 四舍五入 does.
    fn rounded(self, decimals: u32, round: Round) -> Option<i128> {
        let scaled = self.upper.checked_mul(10_i128.pow(decimals))?;
        let (whole, rest) = (scaled / self.lower, scaled % self.lower);
        let up = round == Round::HalfUp && rest.abs().checked_mul(2)? >= self.lower;
        Some(if up { whole + rest.signum() } else { whole })
    }
}

/// Reads a formula against the fields of a kind; on error, what was not understood.
pub fn parse(text: &str, shape: &'static Shape) -> Result<(Way, Sum), Said> {
    let (target, rest) = text.split_once('=').ok_or_else(|| {
        Said::new("算式里没有 `=`".to_string(), "no `=` stands in the formula".to_string())
    })?;
    let mut reader = Reader { rest, shape, list: None };
    let target = number(target.trim(), shape)?;
    reader.list = target.list;
    let sum = reader.sum()?;
    match reader.rest.trim() {
        "" => Ok((target, sum)),
        left => Err(not_understood(left)),
    }
}

fn not_understood(text: &str) -> Said {
    Said::new(format!("算式里的 `{text}` 看不懂"), format!("`{text}` is not understood"))
}

struct Reader<'t> {
    rest: &'t str,
    shape: &'static Shape,
    /// The list whose rows the formula is about.
    list: Option<usize>,
}

impl<'t> Reader<'t> {
    fn takes(&mut self, marks: &[char]) -> Option<char> {
        let mark = self.rest.trim_start().chars().next().filter(|c| marks.contains(c))?;
        self.rest = &self.rest.trim_start()[mark.len_utf8()..];
        Some(mark)
    }

    fn sum(&mut self) -> Result<Sum, Said> {
        let mut sum = self.product()?;
        while let Some(mark) = self.takes(&['+', '-', '−']) {
            let next = Box::new(self.product()?);
            let before = Box::new(sum);
            sum = if mark == '+' { Sum::Add(before, next) } else { Sum::Less(before, next) };
        }
        Ok(sum)
    }

    fn product(&mut self) -> Result<Sum, Said> {
        let mut product = self.one()?;
        while let Some(mark) = self.takes(&['*', '×', '/', '÷']) {
            let next = Box::new(self.one()?);
            let before = Box::new(product);
            product = match mark {
                '*' | '×' => Sum::Times(before, next),
                _ => Sum::Over(before, next),
            };
        }
        Ok(product)
    }

    fn one(&mut self) -> Result<Sum, Said> {
        if self.takes(&['(', '（']).is_some() {
            let inside = self.sum()?;
            return self.takes(&[')', '）']).map(|_| inside).ok_or_else(|| not_understood("("));
        }
        let word = self.word();
        if word.is_empty() {
            return Err(not_understood(self.rest.trim()));
        }
        if let Ok(number) = word.parse() {
            return Ok(Sum::Number(number));
        }
        if !matches!(word, "sum" | "合计" | "count" | "行数") {
            let way = number(word, self.shape)?;
            let reaches = way.list.is_none() || way.list == self.list;
            return if reaches { Ok(Sum::Of(way)) } else { Err(not_understood(word)) };
        }
        self.takes(&['(', '（']).ok_or_else(|| not_understood(word))?;
        let inside = self.word();
        let found = match word {
            "sum" | "合计" => {
                let way = number(inside, self.shape)?;
                way.list.map(|_| Sum::Total(way))
            }
            _ => self.list_named(inside).map(Sum::Rows),
        };
        self.takes(&[')', '）']).ok_or_else(|| not_understood(word))?;
        found.ok_or_else(|| not_understood(inside))
    }

    /// Letters, digits, `_`, `.` and Han characters.
    fn word(&mut self) -> &'t str {
        let text = self.rest.trim_start();
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'));
        let (word, rest) = text.split_at(end.unwrap_or(text.len()));
        self.rest = rest;
        word
    }

    fn list_named(&self, name: &str) -> Option<usize> {
        let lists = self.shape.fields.iter().enumerate();
        lists
            .filter(|(_, field)| field.of.rows_of().is_some())
            .find_map(|(at, field)| field.answers_to(name).then_some(at))
    }
}

fn is_number(of: Type) -> bool {
    matches!(of, Type::Money | Type::Quantity(_) | Type::Count | Type::Households)
}

fn no_number(name: &str) -> Said {
    Said::new(format!("`{name}` 不是数"), format!("`{name}` is not a number"))
}

/// The field of a number by its dotted name: what is added up or drawn.
pub fn number(name: &str, shape: &'static Shape) -> Result<Way, Said> {
    let (way, field) = way(name, shape)?;
    if is_number(field.of) { Ok(way) } else { Err(no_number(name)) }
}

/// The field of words by its dotted name: what a drawing sorts by.
pub fn label(name: &str, shape: &'static Shape) -> Result<Way, Said> {
    let (way, field) = way(name, shape)?;
    let words = matches!(field.of, Type::Text | Type::Choice(_) | Type::Date | Type::Period);
    if words { Ok(way) } else { Err(no_field(name)) }
}

fn no_field(name: &str) -> Said {
    Said::new(format!("`{name}` 不是这里的字段"), format!("`{name}` is not a field here"))
}

/// A field of the record, or `list.field` of the rows of a list.
fn way(name: &str, shape: &'static Shape) -> Result<(Way, &'static Field), Said> {
    let named = |fields: &'static [Field], name: &str| {
        let at = fields.iter().position(|field| field.answers_to(name))?;
        Some((at, &fields[at]))
    };
    let found = match name.split_once('.') {
        None => named(shape.fields, name).map(|(field, of)| (Way { list: None, field }, of)),
        Some((list, own)) => named(shape.fields, list).and_then(|(list, of)| {
            let (field, of) = named(of.of.rows_of()?.fields, own)?;
            Some((Way { list: Some(list), field }, of))
        }),
    };
    found.ok_or_else(|| no_field(name))
}

/// What a drawing of a record shows: each word once with the sum of its numbers, the largest first.
pub fn drawn(
    record: &Record,
    value: Way,
    by: Way,
    word: impl Fn(&Value) -> String,
) -> Vec<(String, i64)> {
    let mut sums: Vec<(String, i64)> = Vec::new();
    let Some(list) = value.list else { return sums };
    for row in rows(record, list) {
        let number = whole(&row.values[value.field]).and_then(|number| i64::try_from(number).ok());
        let (Some(number), label) = (number, word(&row.values[by.field])) else { continue };
        match sums.iter_mut().find(|(known, _)| *known == label) {
            Some((_, sum)) => *sum = sum.saturating_add(number),
            None => sums.push((label, number)),
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    sums
}

/// What a field comes to, of all rows where it stands in rows; `None` where nothing is stated.
pub fn total(record: &Record, way: Way) -> Option<(&'static Field, String)> {
    let field = field_of(record.kind.shape, way);
    let number = match way.list {
        None => look(record, way, None).and_then(|(_, value)| whole(value))?,
        Some(list) => {
            let all = rows(record, list).iter().filter_map(|row| whole(&row.values[way.field]));
            all.into_iter().try_fold(0_i128, i128::checked_add)?
        }
    };
    let shown = match (field.of, i64::try_from(number)) {
        (Type::Money, Ok(fen)) => Money::from_fen(fen).grouped(),
        (of, _) => shown(of, number),
    };
    Some((field, shown))
}

pub fn field_of(shape: &'static Shape, way: Way) -> &'static Field {
    match way.list.and_then(|list| shape.fields[list].of.rows_of()) {
        Some(rows) => &rows.fields[way.field],
        None => &shape.fields[way.field],
    }
}

impl Sum {
    /// In the words of its fields: `数量 × 单价`.
    pub fn words(&self, shape: &'static Shape) -> Words {
        let said = self.said(shape);
        Words::new(super::declared::kept(&said.zh), super::declared::kept(&said.en))
    }

    fn said(&self, shape: &'static Shape) -> Said {
        let both = |a: &Sum, sign: &str, b: &Sum| {
            let (a, b) = (a.said(shape), b.bracketed(sign, shape));
            Said::new(format!("{} {sign} {}", a.zh, b.zh), format!("{} {sign} {}", a.en, b.en))
        };
        let field = |way: &Way| field_of(shape, *way).words;
        match self {
            Sum::Number(number) => Said::new(number.to_string(), number.to_string()),
            Sum::Of(way) => Said::new(field(way).zh, field(way).en),
            Sum::Total(way) => Said::new(
                format!("各行{}合计", field(way).zh),
                format!("the sum of {}", field(way).en),
            ),
            Sum::Rows(list) => {
                let words = shape.fields[*list].words;
                Said::new(format!("{}行数", words.zh), format!("the number of {}", words.en))
            }
            Sum::Add(a, b) => both(a, "+", b),
            Sum::Less(a, b) => both(a, "−", b),
            Sum::Times(a, b) => {
                let first = a.bracketed("×", shape);
                let b = b.bracketed("×", shape);
                Said::new(format!("{} × {}", first.zh, b.zh), format!("{} × {}", first.en, b.en))
            }
            Sum::Over(a, b) => {
                let first = a.bracketed("×", shape);
                let b = b.bracketed("÷", shape);
                Said::new(format!("{} ÷ {}", first.zh, b.zh), format!("{} ÷ {}", first.en, b.en))
            }
        }
    }

    /// With brackets where the sign before it binds closer.
    fn bracketed(&self, sign: &str, shape: &'static Shape) -> Said {
        let said = self.said(shape);
        let loose = match self {
            Sum::Add(..) | Sum::Less(..) => sign != "+",
            Sum::Times(..) | Sum::Over(..) => sign == "÷",
            _ => false,
        };
        if !loose {
            return said;
        }
        Said::new(format!("（{}）", said.zh), format!("({})", said.en))
    }
}
