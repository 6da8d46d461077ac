//! A row handed out value by value, in the order of its declaration.

use super::{Choice, Date, Money, Period, Quantity, Row, Shape, Value};

impl Row {
    /// Hands the values out in declared order, so that a typed struct is filled field by field.
    pub fn take(self, shape: &'static Shape) -> Take {
        assert_eq!(self.values.len(), shape.len(), "a row of {} has one value a field", shape.name);
        Take { shape, next: 0, values: self.values.into_iter() }
    }
}

/// See [`Row::take`]. Each call names the field it expects: a struct out of step with its declaration stops at once.
pub struct Take {
    shape: &'static Shape,
    next: usize,
    values: std::vec::IntoIter<Value>,
}

impl Take {
    fn value(&mut self, name: &str) -> Value {
        assert_eq!(
            self.shape.field(self.next).name,
            name,
            "fields of {} in order",
            self.shape.name
        );
        self.next += 1;
        self.values.next().expect("one value a field")
    }

    pub fn text(&mut self, name: &str) -> String {
        match self.value(name) {
            Value::Text(text) => text,
            _ => String::new(),
        }
    }

    /// The key of a choice, or the name that stands in its place.
    pub fn word(&mut self, name: &str) -> Option<String> {
        match self.value(name) {
            Value::Choice(choice) => Some(choice.key.to_string()),
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn texts(&mut self, name: &str) -> Vec<String> {
        match self.value(name) {
            Value::Texts(texts) => texts,
            _ => Vec::new(),
        }
    }

    pub fn money(&mut self, name: &str) -> Option<Money> {
        match self.value(name) {
            Value::Money(money) => Some(money),
            _ => None,
        }
    }

    pub fn date(&mut self, name: &str) -> Option<Date> {
        match self.value(name) {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    pub fn period(&mut self, name: &str) -> Option<Period> {
        match self.value(name) {
            Value::Period(period) => Some(period),
            _ => None,
        }
    }

    pub fn count(&mut self, name: &str) -> Option<u64> {
        match self.value(name) {
            Value::Count(count) => Some(count),
            _ => None,
        }
    }

    pub fn quantity(&mut self, name: &str) -> Option<Quantity> {
        match self.value(name) {
            Value::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    pub fn flag(&mut self, name: &str) -> bool {
        matches!(self.value(name), Value::Flag(true))
    }

    pub fn choice(&mut self, name: &str) -> Option<&'static Choice> {
        match self.value(name) {
            Value::Choice(choice) => Some(choice),
            _ => None,
        }
    }

    pub fn group(&mut self, name: &str) -> Option<Row> {
        match self.value(name) {
            Value::Group(row) => Some(row),
            _ => None,
        }
    }

    pub fn list(&mut self, name: &str) -> Vec<Row> {
        match self.value(name) {
            Value::List(rows) => rows,
            _ => Vec::new(),
        }
    }
}
