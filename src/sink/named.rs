//! A sink that passes everything on and looks for names in it: the last net, which knows no field and so forgets none.

mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Observe, Sink};
use crate::model::party::{Names, Seen};

pub use reading::plain;

/// A name that went by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passed {
    /// Which of the lists holds it.
    pub list: usize,
    /// In the form in which names compare.
    pub name: String,
}

/// In which files a name went by.
pub type Stood = BTreeSet<String>;

/// See the module.
pub struct Named<'a> {
    sink: &'a dyn Sink,
    lists: &'a [&'a Names],
    /// Short names are asked for too, of these lists by their place.
    short: &'a [usize],
    passed: Mutex<BTreeMap<Passed, Stood>>,
}

impl<'a> Named<'a> {
    pub fn new(sink: &'a dyn Sink, lists: &'a [&'a Names], short: &'a [usize]) -> Named<'a> {
        Named { sink, lists, short, passed: Mutex::default() }
    }

    /// What went by since this was asked last.
    pub fn taken(&self) -> BTreeMap<Passed, Stood> {
        std::mem::take(&mut *self.passed())
    }

    fn passed(&self) -> MutexGuard<'_, BTreeMap<Passed, Stood>> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self, path: &str, bytes: &[u8]) {
        let mut here = BTreeSet::new();
        let lists = || self.lists.iter().enumerate().filter(|(_, names)| !names.is_empty());
        if lists().next().is_none() {
            return;
        }
        for text in reading::of(path, bytes) {
            for (list, names) in lists() {
                let counts = |one: &Seen| one.sure && (one.long || self.short.contains(&list));
                let seen = names.seen(&text).into_iter().filter(counts);
                here.extend(seen.map(|one| Passed { list, name: one.name }));
            }
        }
        if here.is_empty() {
            return;
        }
        let mut passed = self.passed();
        for one in here {
            passed.entry(one).or_default().insert(path.to_string());
        }
    }
}

impl Observe for Named<'_> {
    fn sink(&self) -> &dyn Sink {
        self.sink
    }

    fn put_by(&self, path: &str, bytes: &[u8]) {
        self.look(path, bytes);
    }

    fn forgotten(&self, _: &str) {
        self.passed().clear();
    }
}
