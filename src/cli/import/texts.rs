//! Asks what lines are by their texts: all numbered in one table, what is suggested taken at one stroke, the others picked.

use std::io::BufRead;

use super::ask::Asking;
use crate::import::{self, Line, Question};
use crate::model::{Lang, Said};
use crate::tabular::grid::shown;
use crate::tabular::headings::Headings;

/// The texts that are asked about, each with what its words suggest.
pub struct Texts<'q>(Vec<(&'q Question, Option<&'static str>)>);

/// Keeps an answer.
pub type Keep<'k> = dyn FnMut(&Question, &'static str) -> Result<(), String> + 'k;

impl<'q> Texts<'q> {
    pub fn of(questions: &[&'q Question], lists: &Headings) -> Texts<'q> {
        let texts = questions.iter().filter(|question| question.column == "text");
        let with = |question: &&'q Question| {
            (*question, lists.suggested(&question.written, &question.choices))
        };
        Texts(texts.map(with).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of a line's text with what it may be, for the table; nothing where it is not asked about.
    pub fn shown(&self, line: &Line, lang: Lang) -> Option<String> {
        let way = import::way(line.direction);
        let is = |(question, _): &(&Question, Option<&str>)| {
            question.written == line.asked && question.direction == way
        };
        let at = self.0.iter().position(is).filter(|_| !line.asked.is_empty())?;
        let words = self.0[at].1.map(|key| import::word("text", key, lang));
        let none = lang.pick("要问", "to be told").to_string();
        Some(format!("{}? {}", at + 1, words.unwrap_or(none)))
    }

    /// Asks for those of which nothing is suggested, then which of the others are something else; the rest is taken as it
    /// stands there. Whether anything was answered.
    pub fn ask<R: BufRead>(&self, asking: &mut Asking<R>, keep: &mut Keep) -> Result<bool, String> {
        let mut any = false;
        for (at, (question, _)) in self.0.iter().enumerate().filter(|(_, (_, key))| key.is_none()) {
            if let Some(key) = asking.numbered(at + 1, question, None) {
                keep(question, key)?;
                any = true;
            }
        }
        let guessed = |at: &usize| self.0.get(*at).is_some_and(|(_, key)| key.is_some());
        let all: Vec<usize> = (0..self.0.len()).filter(guessed).collect();
        if all.is_empty() {
            return Ok(any);
        }
        let Some(picked) = asking.picked(&all, self.0.len()) else { return Ok(any) };
        for at in &picked {
            let (question, offered) = self.0[*at];
            if let Some(key) = asking.numbered(at + 1, question, offered) {
                keep(question, key)?;
                any = true;
            }
        }
        for (question, key) in all.iter().filter(|at| !picked.contains(at)).map(|at| self.0[*at]) {
            if let Some(key) = key {
                keep(question, key)?;
                any = true;
            }
        }
        Ok(any)
    }
}

/// The numbers of a line such as `3 7-9`, counted from nought; of what cannot be read what is wrong with it.
pub fn numbers(text: &str, known: usize) -> Result<Vec<usize>, Said> {
    let half: String = text.chars().map(crate::model::money::half_width).collect();
    let half =
        half.replace(['、', '，', ',', ';', '；'], " ").replace(['~', '～', '至', '到'], "-");
    let mut all = Vec::new();
    for part in half.split_whitespace() {
        let number = |text: &str| {
            let number = text.trim().parse::<usize>().ok();
            number.filter(|number| (1..=known).contains(number)).map(|number| number - 1)
        };
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => all.extend(first..=last),
            _ => {
                let part = shown(part);
                return Err(Said::new(
                    format!("`{part}` 不是上面的号码，写 1 到 {known}，如 3 7-9"),
                    format!("`{part}` is no number above; write 1 to {known}, such as 3 7-9"),
                ));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(written: &str, direction: &'static str, choices: &[&'static str]) -> Question {
        Question {
            column: "text",
            written: written.into(),
            direction,
            places: vec!["3月!E6".into()],
            choices: choices.to_vec(),
        }
    }

    /// What is kept of the answers that these lines are.
    fn answered(lines: &str) -> Vec<(String, &'static str)> {
        let spent = ["operating-expense", "administration", "public-welfare"];
        let all = [
            question("付2月路灯电费", "out", &spent),
            question("办公用纸", "out", &spent),
            question("杂项", "out", &spent),
            question("鱼塘租金", "in", &["operating-income", "other-income"]),
        ];
        let all: Vec<&Question> = all.iter().collect();
        let mut kept = Vec::new();
        let mut keep = |question: &Question, key: &'static str| {
            kept.push((question.written.clone(), key));
            Ok(())
        };
        let texts = Texts::of(&all, &Headings::shipped());
        texts.ask(&mut Asking::of(lines.as_bytes(), Lang::Zh), &mut keep).expect("kept");
        kept.sort();
        kept
    }

    #[test]
    fn an_empty_answer_takes_all_that_is_suggested_and_numbers_pick_what_is_not() {
        let usual = [("付2月路灯电费", "public-welfare"), ("办公用纸", "administration")];
        let rent = ("鱼塘租金", "operating-income");
        let of = |pairs: &[(&str, &'static str)]| {
            let mut all: Vec<_> =
                pairs.iter().map(|(text, key)| (text.to_string(), *key)).collect();
            all.sort();
            all
        };
        // What nothing suggests is asked first.
        assert_eq!(
            answered("3\n\n"),
            of(&[&usual[..], &[rent, ("杂项", "public-welfare")]].concat())
        );
        assert_eq!(answered("\n\n"), of(&[&usual[..], &[rent]].concat()));
        let changed = [("付2月路灯电费", "administration"), usual[1], ("鱼塘租金", "other-income")];
        assert_eq!(answered("\n9\n1、4\n2\n2\n"), of(&changed));
        assert_eq!(answered("\n1-2\n\n.\n"), of(&[usual[0], rent]), "a point leaves one open");
        assert_eq!(answered("2\n"), of(&[("杂项", "administration")]), "what was answered is kept");
        assert_eq!(answered("\n.\n"), []);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(numbers("3 7-9", 9).unwrap(), [2, 6, 7, 8]);
        assert_eq!(numbers("２，1、3～4", 9).unwrap(), [0, 1, 2, 3]);
        for wrong in ["0", "10", "9-3", "三", "1-"] {
            assert!(numbers(wrong, 9).is_err(), "{wrong}");
        }
    }
}
