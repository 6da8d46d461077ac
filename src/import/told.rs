//! What an import says: doubts that keep a unit from being written, notes, and questions whose answers are kept.

use super::mapping::NOTHING;
use crate::kind::ledger::is_income;
use crate::model::Said;
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
}

impl Told {
    pub fn doubt(&mut self, place: String, said: Said, help: (&str, &str)) {
        self.doubts.push(Doubt { place, said, help: Said::new(help.0, help.1) });
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
        let same = |question: &&mut Question| {
            question.column == column
                && question.written == written
                && question.direction == direction
        };
        if let Some(known) = self.questions.iter_mut().find(same) {
            if known.places.len() < PLACES_MAX {
                known.places.push(place);
            }
            return;
        }
        let (written, places) = (written.to_string(), vec![place]);
        let choices = choices(column, direction);
        self.questions.push(Question { column, written, direction, places, choices });
    }

    pub fn absorb(&mut self, other: Told) {
        self.doubts.extend(other.doubts);
        self.notes.extend(other.notes);
        for question in other.questions {
            let same = |known: &&mut Question| {
                known.column == question.column
                    && known.written == question.written
                    && known.direction == question.direction
            };
            match self.questions.iter_mut().find(same) {
                Some(known) => {
                    known.places.extend(question.places);
                    known.places.truncate(PLACES_MAX);
                }
                None => self.questions.push(question),
            }
        }
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
        "in" => is_income(choice),
        "out" => !is_income(choice),
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
