//! The quick reader: `serde_yaml` driven by a declaration. It answers a row or nothing; mistakes are told by `walk`.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Asked, marks, quotes};
use crate::model::shape::{Row, Shape, Type, Value, says_nothing, scalar_in};
use crate::model::{Currency, Fiscal};

/// Reads a whole YAML text as one row, or `None` where anything at all is unusual, a table in the place of a list too.
pub fn record(yaml: &str, asked: Asked, currency: Currency) -> Option<Row> {
    if needs_marks(yaml) || hash_behind_value(yaml) {
        return None;
    }
    let seed = RowSeed(asked.shape, asked.waiving, (currency, asked.fiscal));
    seed.deserialize(serde_yaml::Deserializer::from_str(yaml)).ok()
}

/// Whether the text may hold anchors, aliases or tags: these are refused with their place, so the marked reader looks.
fn needs_marks(yaml: &str) -> bool {
    let bytes = yaml.as_bytes();
    let starts_token =
        |at: usize| at == 0 || matches!(bytes[at - 1], b' ' | b'\n' | b'[' | b',' | b'{' | b'\t');
    let special = bytes
        .iter()
        .enumerate()
        .any(|(at, &b)| matches!(b, b'&' | b'*' | b'!') && starts_token(at));
    // YAML 1.1 and 1.2 part over these: a line break to one reader, a letter to the other.
    special
        || opens_over_lines(yaml)
        // A quote that is not closed may take fields in.
        || quotes::open_before(yaml, yaml.len()).is_some()
        || marks::endless(yaml).is_some()
        || yaml.contains(['\u{0}', '\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'])
}

/// Whether a comment may cut a value short, which `serde_yaml` does not tell: a `#` behind a blank and more than a key
/// or nothing. The marked reader says whether it does.
fn hash_behind_value(yaml: &str) -> bool {
    let bytes = yaml.as_bytes();
    memchr::memchr_iter(b'#', bytes).any(|at| {
        let blank = at > 0 && matches!(bytes[at - 1], b' ' | b'\t');
        let line = yaml[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let before = yaml[line..at].trim_end();
        blank && !before.is_empty() && !before.ends_with(':')
    })
}

/// Whether a `[` or `{` list runs over its line: the two readers differ on how its next line may be indented.
fn opens_over_lines(yaml: &str) -> bool {
    yaml.lines().any(|line| {
        let count = |c: u8| line.bytes().filter(|&b| b == c).count();
        let opened = line.contains(['[', '{']);
        opened && (count(b'[') > count(b']') || count(b'{') > count(b'}'))
    })
}

/// A row of a shape, whether what may be waived is, what amounts are in and when fiscal years begin.
struct RowSeed(&'static Shape, bool, (Currency, Fiscal));

impl<'de> DeserializeSeed<'de> for RowSeed {
    type Value = Row;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Row, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RowSeed {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a group of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut values: Vec<Option<Value>> = vec![None; self.0.len()];
        let mut hint = 0;
        while let Some(at) = map.next_key_seed(KeySeed(self.0, hint))? {
            if values[at].is_some() {
                return Err(A::Error::custom("duplicate field"));
            }
            let field = self.0.field(at);
            let value = map.next_value_seed(ValueSeed(field.of, self.2))?;
            values[at] = Some(value);
            hint = at + 1;
        }
        if !self.0.lacking(&values, self.1).is_empty() {
            return Err(A::Error::custom("missing field"));
        }
        Ok(Row { values: values.into_iter().map(|v| v.unwrap_or(Value::Absent)).collect() })
    }
}

struct KeySeed(&'static Shape, usize);

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = usize;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        self.0.position(key, self.1).ok_or_else(|| E::custom("unknown field"))
    }
}

struct ValueSeed(Type, (Currency, Fiscal));

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match self.0 {
            Type::Group(shape) => {
                RowSeed(shape, false, self.1).deserialize(deserializer).map(Value::Group)
            }
            Type::List(_) | Type::Texts | Type::Record(_) => deserializer.deserialize_seq(self),
            // As text, whatever it looks like: `1200.50` must not pass through a float.
            _ => deserializer.deserialize_str(self),
        }
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of the declared type")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        if says_nothing(text) {
            return Ok(Value::Absent);
        }
        scalar_in(self.0, text, self.1).map_err(|_| E::custom("not of the declared type"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        if let Type::List(shape) = self.0 {
            let mut rows = Vec::new();
            while let Some(row) = seq.next_element_seed(RowSeed(shape, false, self.1))? {
                rows.push(row);
            }
            return Ok(Value::List(rows));
        }
        let mut texts = Vec::new();
        while let Some(text) = seq.next_element::<Cow<'de, str>>()? {
            texts.push(text.trim().to_string());
        }
        Ok(Value::texts(texts))
    }
}
