//! What an import says: doubts that keep a unit from being written, notes, and questions whose answers are kept.

use std::collections::BTreeMap;

use super::mapping::NOTHING;
use crate::kind::ledger::comes_in;
use crate::model::Said;
use crate::model::shape::two_days;
use crate::tabular::day::{self, NoDay};
use crate::tabular::grid::shown;
use crate::tabular::{Doubt, headings};

/// A word whose meaning is asked once, and then known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub column: &'static str,
    pub written: String,
    /// `in` or `out`, where the meaning may depend on it; else empty.
    pub direction: &'static str,
    /// Where the word stands; the first few cells.
    pub places: Vec<String>,
    /// The keys of what it may mean.
    pub choices: Vec<&'static str>,
}

/// How many cells a question names.
const PLACES_MAX: usize = 3;

#[derive(Clone, Debug, Default)]
pub struct Told {
    pub doubts: Vec<Doubt>,
    pub notes: Vec<Doubt>,
    pub questions: Vec<Question>,
    /// Where each of them stands: a sheet may ask as many as it has rows.
    asked: BTreeMap<(&'static str, &'static str, String), usize>,
}

impl Told {
    pub fn doubt(&mut self, place: String, said: Said, help: (&str, &str)) {
        self.doubts.push(Doubt { place, said, help: Said::new(help.0, help.1) });
    }

    /// Words in another currency than the portal keeps, and what is expected in their place.
    pub fn other_currency(&mut self, place: String, found: &str, expected: Said) {
        let said = Said::new(
            format!("`{found}` 说的是别的货币"),
            format!("`{found}` says another currency"),
        );
        let help = (format!("写{}", expected.zh), format!("write {}", expected.en));
        self.doubt(place, said, (&help.0, &help.1));
    }

    pub fn note(&mut self, place: String, said: Said) {
        self.notes.push(Doubt { place, said, help: Said::new("", "") });
    }

    pub fn ask(
        &mut self,
        column: &'static str,
        written: &str,
        direction: &'static str,
        place: String,
    ) {
        let (written, places) = (written.to_string(), vec![place]);
        let choices = choices(column, direction);
        self.question(Question { column, written, direction, places, choices });
    }

    /// Takes a question; of one that is asked already the places.
    pub fn question(&mut self, question: Question) {
        let key = (question.column, question.direction, question.written.clone());
        let at = *self.asked.entry(key).or_insert(self.questions.len());
        match self.questions.get_mut(at) {
            Some(known) => {
                known.places.extend(question.places);
                known.places.truncate(PLACES_MAX);
            }
            None => self.questions.push(question),
        }
    }

    pub fn absorb(&mut self, other: Told) {
        self.doubts.extend(other.doubts);
        self.notes.extend(other.notes);
        other.questions.into_iter().for_each(|question| self.question(question));
    }

    /// Whether something is not understood yet.
    pub fn waits(&self) -> bool {
        !self.doubts.is_empty() || !self.questions.is_empty()
    }
}

/// What a word may mean: of a category, what fits money that goes this way first.
fn choices(column: &'static str, direction: &str) -> Vec<&'static str> {
    if column == "date" {
        return vec!["above"];
    }
    let fits = |choice: &crate::model::shape::Choice| match direction {
        "in" => comes_in(choice) != Some(false),
        "out" => comes_in(choice) != Some(true),
        _ => true,
    };
    let all = headings::choices(column).into_iter();
    let mut keys: Vec<&'static str> = match column {
        "category" | "text" => all.filter(|choice| fits(choice)).map(|choice| choice.key).collect(),
        _ => all.map(|choice| choice.key).collect(),
    };
    let optional = ["receipt", "party_type", "nature", "dealing"];
    keys.extend(optional.contains(&column).then_some(NOTHING));
    keys
}

/// Tells of a cell that is no day.
pub fn no_day(found: &str, place: String, why: NoDay, told: &mut Told) {
    let found = shown(found);
    let either;
    let written = ("写成 2026-03-05 这样的日期", "write a day such as 2026-03-05");
    let (zh, en, help) = match why {
        NoDay::CutZero => (
            "说不准是 1 日还是 10 日：表格软件会去掉末尾的 0",
            "may have lost its last zero in a spreadsheet: the 1st, or the 10th",
            ("写成 2026-03-01 这样的日期", "write a day such as 2026-03-01"),
        ),
        NoDay::NoPeriod => (
            "没有写年份，表上也看不出是哪个月",
            "names no year, and the table names no month",
            ("用 --period 2026-03 说是哪个月", "say which month it is with --period 2026-03"),
        ),
        NoDay::Either(days) => {
            either = two_days(days);
            (either.zh.as_str(), either.en.as_str(), written)
        }
        NoDay::NotADay if day::is_no_such_day(&found) => {
            (day::NO_SUCH_DAY.0.0, day::NO_SUCH_DAY.0.1, day::NO_SUCH_DAY.1)
        }
        NoDay::NotADay => ("不是说得准的日期", "is no day that can be told for certain", written),
    };
    let said = Said::new(format!("日期 `{found}` {zh}"), format!("the day `{found}` {en}"));
    told.doubt(place, said, help);
}
