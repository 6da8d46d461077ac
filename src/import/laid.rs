//! A record as its files: the head with what a person must still say, the rows as a table beside it, names apart.

use std::collections::{BTreeMap, BTreeSet};

use super::listed::{Layout, Listed};
use super::settle::Filled;
use super::shown::aligned;
use super::written;
use crate::kind::formula::{Sum, Way};
use crate::kind::people::{Households, People};
use crate::kind::private::{NAMED, NAMES};
use crate::kind::record::Kind;
use crate::kind::record::many::{self, RECORDS};
use crate::model::shape::{Field, Row, Shape, Type, Value};
use crate::model::{Currency, Lang, Said};
use crate::scaffold::scalar;
use crate::tabular::grid;
use crate::tabular::headings::bare;

/// How many rows are shown before anything is written.
const ROWS_SHOWN: usize = 40;

/// The head of a record: what is known of its fields, by their way, such as `review.by`.
#[derive(Clone, Debug)]
pub struct Head {
    pub kind: &'static Kind,
    pub fields: BTreeMap<String, Filled>,
    /// Whether review and plain words are waived.
    pub waived: bool,
    pub layout: Layout,
    /// Fields that the table says of each record.
    pub of_rows: Vec<&'static str>,
}

impl Head {
    fn filled(&self, way: &str) -> Filled {
        self.fields.get(way).cloned().unwrap_or_default()
    }

    pub fn value(&self, way: &str) -> &str {
        self.fields.get(way).map_or("", |filled| filled.value.as_str())
    }

    /// Whether it must be said, and is a value that stands on a line.
    fn is_due(&self, field: &Field) -> bool {
        let stood_for = !field.unless.is_empty() && !self.value(field.unless).is_empty();
        let elsewhere = stood_for || self.of_rows.contains(&field.name);
        field.required && !elsewhere && !(self.waived && field.waivable)
    }

    /// What a person must still say where a head is there already: a line of it says something.
    pub fn open_in(&self, text: &str) -> Vec<&'static Field> {
        let said = |field: &Field| {
            text.lines().any(|line| {
                let line = line.trim_start_matches([' ', '-']);
                let value = line.split_once(':').filter(|(name, _)| field.answers_to(name));
                value.is_some_and(|(_, value)| {
                    !value.trim().is_empty() && !value.trim().starts_with('#')
                })
            })
        };
        self.missing().into_iter().map(|(_, field)| field).filter(|field| !said(field)).collect()
    }

    /// What a person must still say, each by its way, with its field.
    pub fn missing(&self) -> Vec<(String, &'static Field)> {
        let mut missing = Vec::new();
        for field in self.kind.shape.fields().filter(|field| self.is_due(field)) {
            match field.of {
                _ if self.is_own(field) => {}
                Type::Group(shape) | Type::List(shape) => {
                    let inner =
                        shape.fields().filter(|inner| inner.required && !inner.of.holds_fields());
                    let ways = inner.map(|inner| (format!("{}.{}", field.name, inner.name), inner));
                    missing.extend(ways.filter(|(way, _)| self.value(way).is_empty()));
                }
                _ if self.value(field.name).is_empty() => {
                    missing.push((field.name.to_string(), field));
                }
                _ => {}
            }
        }
        missing
    }

    /// Whether a field is the list whose rows the table holds.
    fn is_own(&self, field: &Field) -> bool {
        self.layout.list.is_some_and(|list| list.name == field.name)
    }

    /// Puts in what follows from the rows: totals of a column that the table states, or that the record must have.
    pub fn reckon(&mut self, listed: &Listed) {
        let Some(list) = self.layout.list else {
            let rows = many::rows(self.kind.shape);
            // What every record must have and some row lacks is told by the reader.
            let name = |at: &usize| match rows.list.filter(|_| *at >= rows.own) {
                Some((list, _)) => self.kind.shape.field(list).name,
                None => rows.shape.field(*at).name,
            };
            self.of_rows = listed.fields.iter().map(name).collect();
            return;
        };
        let own = self.kind.shape.fields;
        for formula in self.kind.formulas {
            let (Sum::Total(Way { list: Some(at), field: column }, None), None) =
                (&formula.of, formula.target.list)
            else {
                continue;
            };
            let target = &own[formula.target.field];
            let wanted = target.required || (listed.summed && listed.fields.contains(column));
            if own[*at].name != list.name || !wanted || !self.value(target.name).is_empty() {
                continue;
            }
            let Some(value) = listed.sum(*column) else { continue };
            let from =
                (!listed.summed).then(|| Said::new("按明细算出", "worked out from the rows"));
            self.fields.insert(target.name.to_string(), Filled { value, from });
        }
        for people in self.kind.people.iter().filter(|people| people.list == list.name) {
            self.count(people, listed);
        }
        self.say_once(listed);
    }

    /// Puts in how many households the rows are, and what they come to.
    fn count(&mut self, people: &People, listed: &Listed) {
        let shape = self.kind.shape;
        let column = |name: &str| listed.layout.shape.position(name, 0);
        let due = |name: &str| shape.fields().find(|field| field.name == name && field.required);
        let sums = people.sums.iter().filter_map(|name| {
            let at = column(name).filter(|at| listed.fields.contains(at))?;
            let whole = matches!(listed.layout.shape.field(at).of, Type::Money).then_some("total");
            Some((due(name).or_else(|| due(whole?))?, listed.sum(at)?))
        });
        let mut all: Vec<(&Field, String)> = sums.collect();
        if let (Households::Rows(word), Some(field)) = (people.households, due("households")) {
            let word = |row: &Row| match column(word).map(|at| &row.values[at]) {
                Some(Value::Text(word)) => Some(word.clone()),
                _ => None,
            };
            let named: BTreeSet<String> = listed.rows.iter().filter_map(word).collect();
            let alone = listed.rows.iter().filter(|row| word(row).is_none()).count();
            all.push((field, (named.len() + alone).to_string()));
        }
        all.retain(|(field, _)| self.value(field.name).is_empty());
        for (field, value) in all {
            let from = Some(Said::new("按明细算出", "worked out from the rows"));
            self.fields.insert(field.name.to_string(), Filled { value, from });
        }
    }

    /// Takes a column that says one amount in every row for that of a list of the record which is called like it: 标准.
    fn say_once(&mut self, listed: &Listed) {
        let due: Vec<&Field> = self.kind.shape.fields().filter(|f| self.is_due(f)).collect();
        for field in due {
            let called = |(heading, _): &&(String, String)| {
                let heading = bare(heading);
                [field.words.zh, field.words.en, field.name].iter().any(|w| bare(w) == heading)
            };
            let (Type::List(shape), Some((_, value))) = (field.of, listed.once.iter().find(called))
            else {
                continue;
            };
            let amount =
                shape.fields().find(|inner| inner.required && matches!(inner.of, Type::Money));
            let way = amount.map(|amount| format!("{}.{}", field.name, amount.name));
            let value = Currency::read_any(value).map(|money| money.to_string());
            let open = way.filter(|way| self.value(way).is_empty());
            if let (Some(way), Some(value)) = (open, value) {
                let from = Some(Said::new("表上每一行都是它", "as every row of the table says"));
                self.fields.insert(way, Filled { value, from });
            }
        }
    }

    /// The file of the head, with empty fields where a person must say something.
    pub fn text(&self, table: &str, lang: Lang) -> String {
        let mut out = lang.pick(
            format!("# sunlit import 从表格写成。空着的要填；明细在旁边的 {table}。\n"),
            format!(
                "# Written by sunlit import. Fill in what is empty; the rows stand in {table}.\n"
            ),
        );
        let list = self.layout.list;
        for field in self.kind.shape.fields() {
            if list.is_some_and(|list| list.name == field.name) {
                out.push_str(&format!("{}: {}\n", key(field, lang), scalar(table)));
                continue;
            }
            self.lay(field, lang, &mut out);
        }
        if list.is_none() {
            out.push_str(&format!("{}: {}\n", lang.pick(RECORDS[1], RECORDS[0]), scalar(table)));
        }
        out
    }

    /// The head that is there with what now follows from the rows, and what it left open; all else stays a person's.
    pub fn again(&self, old: &str, new: &str) -> String {
        let key = |line: &str| line.split(':').next().unwrap_or_default().to_string();
        let top = |line: &&str| !line.starts_with([' ', '#', '-']) && line.contains(": ");
        let new: Vec<&str> = new.lines().filter(top).collect();
        let reckoned = |name: &str| {
            self.kind.shape.fields.iter().any(|field| {
                let formulas = self.kind.formulas.iter().filter(|f| f.target.list.is_none());
                let mut targets = formulas.map(|f| self.kind.shape.fields[f.target.field].name);
                field.answers_to(name) && targets.any(|target| target == field.name)
            })
        };
        let line = |line: &str| {
            let name = key(line);
            let said = line[name.len()..].trim_start_matches(':').trim();
            let open = said.is_empty() || said.starts_with('#');
            let now = new.iter().find(|now| key(now) == name && (open || reckoned(&name)));
            // What is open in both keeps the hint it has.
            let now = now.filter(|now| !now[name.len() + 1..].trim().starts_with('#'));
            format!("{}\n", now.copied().unwrap_or(line))
        };
        old.lines().map(line).collect()
    }

    fn lay(&self, field: &'static Field, lang: Lang, out: &mut String) {
        let due = self.is_due(field);
        match field.of {
            Type::Group(shape) => {
                let way = |inner: &Field| format!("{}.{}", field.name, inner.name);
                let said = shape.fields().any(|inner| !self.value(&way(inner)).is_empty());
                if !due && !said {
                    return;
                }
                out.push_str(&format!("{}:\n", key(field, lang)));
                for inner in shape.fields() {
                    let filled = self.filled(&way(inner));
                    if inner.required || !filled.value.is_empty() {
                        out.push_str(&format!("  {}\n", line(shape, inner, &filled, lang)));
                    }
                }
            }
            Type::List(shape) => {
                let way = |inner: &Field| format!("{}.{}", field.name, inner.name);
                let said = |inner: &Field| !self.value(&way(inner)).is_empty();
                if !due && !shape.fields().any(said) {
                    return;
                }
                out.push_str(&format!("{}:\n", key(field, lang)));
                let mut mark = "-";
                for inner in shape
                    .fields()
                    .filter(|inner| (inner.required && !inner.of.holds_fields()) || said(inner))
                {
                    let filled = self.filled(&way(inner));
                    out.push_str(&format!("  {mark} {}\n", line(shape, inner, &filled, lang)));
                    mark = " ";
                }
            }
            _ => {
                let filled = self.filled(field.name);
                if due || !filled.value.is_empty() {
                    out.push_str(&line(self.kind.shape, field, &filled, lang));
                    out.push('\n');
                }
            }
        }
    }
}

fn key(field: &Field, lang: Lang) -> &'static str {
    lang.pick(field.words.zh, field.name)
}

fn line(shape: &'static Shape, field: &'static Field, filled: &Filled, lang: Lang) -> String {
    if field.of.is_texts() && !filled.value.is_empty() {
        let all: Vec<String> =
            filled.value.split(['、', ',']).map(|one| scalar(one.trim())).collect();
        return format!("{}: [{}]", key(field, lang), all.join(", "));
    }
    written::field(shape, field.name, filled, lang)
}

impl Listed {
    /// The rows as a table that `check` reads.
    pub fn csv(&self, lang: Lang) -> String {
        let Layout { list, shape } = self.layout;
        let numbered = list.is_none() && self.serials.len() == self.rows.len();
        let mut out = csv::Writer::from_writer(Vec::new());
        let names = self.fields.iter().map(|at| key(shape.field(*at), lang).to_string());
        let serial = numbered.then(|| lang.pick("序号", "No").to_string());
        let mut lines = vec![serial.into_iter().chain(names).collect::<Vec<String>>()];
        for (at, row) in self.rows.iter().enumerate() {
            let serial = numbered.then(|| self.serials[at].clone());
            let cells = self.fields.iter().map(|field| said(&row.values[*field], lang));
            lines.push(serial.into_iter().chain(cells).collect());
        }
        for line in lines {
            out.write_record(line).expect("memory takes every line, and all are of one length");
        }
        let bytes = out.into_inner().expect("memory takes every line");
        String::from_utf8(bytes).expect("text was written")
    }

    /// The file of the names of those whose rows they are, for `private/rows/`.
    pub fn names_file(&self, lang: Lang) -> String {
        let field = |shape: &'static Shape, name: &str| {
            let at = shape.position(name, 0).expect("a declared field");
            key(shape.field(at), lang)
        };
        let (row, name) = (field(&NAMED, "row"), field(&NAMED, "name"));
        let mut out = format!("{}:\n", field(&NAMES, "rows"));
        for (word, who) in &self.names {
            out.push_str(&format!("  - {{{row}: {}, {name}: {}}}\n", scalar(word), scalar(who)));
        }
        out
    }

    /// What was understood, for people: the rows under the names of their fields, with their sums.
    pub fn shown(&self, kind: &Kind, lang: Lang) -> String {
        let shape = self.layout.shape;
        let rates = self.rates(kind);
        let fields: Vec<&Field> = self.fields.iter().map(|at| shape.field(*at)).collect();
        let mut rows = vec![vec![String::new()]];
        rows[0].extend(fields.iter().map(|field| field.words.in_lang(lang).to_string()));
        for (at, row) in self.rows.iter().take(ROWS_SHOWN).enumerate() {
            let mut cells = vec![(at + 1).to_string()];
            let cell = |field: &usize| grid::shown(&said(&row.values[*field], lang));
            cells.extend(self.fields.iter().map(cell));
            rows.push(cells);
        }
        let mut sums = vec![lang.pick("合计", "total").to_string()];
        let sum = |field: &usize| match rates.contains(field) {
            true => String::new(),
            false => self.sum(*field).unwrap_or_default(),
        };
        sums.extend(self.fields.iter().map(sum));
        rows.push(sums);
        let number = |of: Type| matches!(of, Type::Money | Type::Count | Type::Quantity(_));
        let right = fields.iter().enumerate().filter(|(_, field)| number(field.of));
        let right: Vec<usize> = right.map(|(at, _)| at + 1).collect();
        let mut out = aligned(&rows, &right);
        if self.rows.len() > ROWS_SHOWN {
            let (all, shown) = (self.rows.len(), ROWS_SHOWN);
            out.push_str(&lang.pick(
                format!("  共 {all} 行，上面是前 {shown} 行\n"),
                format!("  {all} rows, of which the first {shown} are shown\n"),
            ));
        }
        out
    }
}

/// A value as a cell of the table says it.
fn said(value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Money(money) => money.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Quantity(quantity) => quantity.to_string(),
        Value::Flag(true) => lang.pick("是", "yes").to_string(),
        Value::Flag(false) => lang.pick("否", "no").to_string(),
        Value::Choice(choice) => lang.pick(choice.words.zh, choice.key).to_string(),
        Value::Texts(texts) => texts.join("、"),
        _ => String::new(),
    }
}
