//! The names by which the fields of a shape are known in a heading, brought into one form once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::headings::bare;
use crate::model::shape::{Field, Shape};

/// Which fields a heading may mean, by their names as they are and in the form in which headings compare.
#[derive(Debug, Default)]
pub struct Names {
    whole: BTreeMap<&'static str, Vec<usize>>,
    loose: BTreeMap<String, Vec<usize>>,
}

static KNOWN: Mutex<BTreeMap<usize, &'static Names>> = Mutex::new(BTreeMap::new());

impl Names {
    /// Those of a shape. Shapes live as long as the program, so each has one address and is looked at once.
    pub fn of(shape: &'static Shape) -> &'static Names {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let key = std::ptr::from_ref(shape) as usize;
        known.entry(key).or_insert_with(|| Box::leak(Box::new(Names::read(shape))))
    }

    fn read(shape: &'static Shape) -> Names {
        let mut names = Names::default();
        for (at, field) in shape.fields().enumerate() {
            for name in called(field) {
                names.whole.entry(name).or_default().push(at);
                names.loose.entry(bare(name)).or_default().push(at);
            }
        }
        names
    }

    /// The field that a heading means, of those that may be a column.
    pub fn field(&self, heading: &str, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
        let first = |all: &Vec<usize>| all.iter().copied().find(|at| fits(*at));
        let whole = self.whole.get(heading.trim()).and_then(first);
        whole.or_else(|| self.loose.get(&bare(heading)).and_then(first))
    }
}

/// What a field is called in either language.
fn called(field: &'static Field) -> impl Iterator<Item = &'static str> {
    let names = [field.name, field.words.zh, field.words.en, field.alias];
    names.into_iter().filter(|name| !name.is_empty())
}
