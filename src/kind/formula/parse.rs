//! Formulas and field names as people write them.

use super::{Sum, Test, Way};
use crate::kind::declared::kept;
use crate::model::Said;
use crate::model::shape::{Choice, Field, Shape, Type};

/// More numbers no formula of a form has. Whoever reckons goes from sign to sign, so a formula without end has no end.
const NUMBERS_MAX: usize = 100;

/// Brackets within brackets that a reader can still follow.
const BRACKETS_MAX: usize = 20;

/// Reads a formula against the fields of a kind; on error, what was not understood.
pub fn parse(text: &str, shape: &'static Shape) -> Result<(Way, Sum), Said> {
    let (target, rest) = text.split_once('=').ok_or_else(|| {
        Said::new("算式里没有 `=`".to_string(), "no `=` stands in the formula".to_string())
    })?;
    let mut reader = Reader { rest, shape, list: None, numbers: 0, brackets: 0 };
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

fn too_deep() -> Said {
    Said::new(
        format!("算式里的括号套得太深，最多 {BRACKETS_MAX} 层：拆成几条算式"),
        format!(
            "brackets of the formula stand more than {BRACKETS_MAX} deep: part it into several formulas"
        ),
    )
}

fn too_long() -> Said {
    Said::new(
        format!("算式太长，最多 {NUMBERS_MAX} 个数：拆成几条算式"),
        format!("the formula has more than {NUMBERS_MAX} numbers: part it into several formulas"),
    )
}

struct Reader<'t> {
    rest: &'t str,
    shape: &'static Shape,
    /// The list whose rows the formula is about.
    list: Option<usize>,
    /// How many numbers were read, and how many brackets are open.
    numbers: usize,
    brackets: usize,
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
            self.brackets += 1;
            if self.brackets > BRACKETS_MAX {
                return Err(too_deep());
            }
            let inside = self.sum()?;
            self.brackets -= 1;
            return self.takes(&[')', '）']).map(|_| inside).ok_or_else(|| not_understood("("));
        }
        let word = self.word();
        if word.is_empty() {
            return Err(not_understood(self.rest.trim()));
        }
        self.numbers += 1;
        if self.numbers > NUMBERS_MAX {
            return Err(too_long());
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
                let test = self.test(way.list)?;
                way.list.map(|_| Sum::Total(way, test))
            }
            _ => {
                let list = self.list_named(inside);
                let test = self.test(list)?;
                list.map(|list| Sum::Rows(list, test))
            }
        };
        self.takes(&[')', '）']).ok_or_else(|| not_understood(word))?;
        found.ok_or_else(|| not_understood(inside))
    }

    /// What stands behind `where` or `其中`: a field of the list's rows, `=`, and the word it must hold.
    fn test(&mut self, list: Option<usize>) -> Result<Option<Test>, Said> {
        let before = self.rest;
        if !matches!(self.word(), "where" | "其中") {
            self.rest = before;
            return Ok(None);
        }
        let name = self.word();
        self.takes(&['=', '＝']).ok_or_else(|| not_understood(before.trim()))?;
        let text = self.rest;
        let end = text.find([')', '）']).ok_or_else(|| not_understood(before.trim()))?;
        self.rest = &text[end..];
        let quotes = ['\'', '"', '“', '”', '‘', '’'];
        let said = text[..end].trim().trim_matches(quotes);
        let rows = list.and_then(|list| self.shape.fields[list].of.rows_of());
        let field = rows.and_then(|rows| Some((rows.position(name, 0)?, rows)));
        let (field, rows) = field.ok_or_else(|| no_field(name))?;
        let is = match rows.field(field).of {
            Type::Text if !said.is_empty() => kept(said),
            Type::Choice(choices) => {
                let meant = |c: &&Choice| c.key == said || c.words.zh == said;
                choices.iter().find(meant).ok_or_else(|| not_understood(said))?.key
            }
            _ => return Err(not_understood(before.trim())),
        };
        Ok(Some(Test { field, is }))
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
