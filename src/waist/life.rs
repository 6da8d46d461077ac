//! What a kind works out of a record: its equation, where its life line stands, facts in words.

use super::{Desk, equation};
use crate::kind::equation::Term;
use crate::kind::record::Record;
use crate::kind::stage::{self, Told};
use crate::model::table::{About, Fact, Figure, Stage, Tone};

/// What is worked out and told in words.
pub fn told(desk: &Desk, record: &Record) -> Vec<Fact> {
    let lang = desk.lang();
    let all = (record.kind.told)(record, &desk.setting());
    let fact = |told: Told| {
        let (label, value) = (told.words.in_lang(lang), told.said.in_lang(lang));
        Fact {
            about: About::Record,
            key: told.key,
            label: label.to_string(),
            value: value.to_string(),
            href: String::new(),
        }
    };
    all.into_iter().map(fact).collect()
}

/// The terms of the record's own equation. What adds up is shown whole or not at all.
pub fn figures(desk: &Desk, record: &Record) -> Vec<Figure> {
    let terms = (record.kind.equation)(record, &desk.setting());
    let figure = |term: Term| {
        let tone = if term.sign == "=" { Tone::Result } else { Tone::Plain };
        let words = (term.words.zh, term.words.en);
        equation::term(desk.lang(), term.key, term.sign, words, term.amount, tone, "")
    };
    terms.into_iter().map(figure).collect()
}

/// The stages of its life line, in their order.
pub fn stages(desk: &Desk, record: &Record) -> Vec<Stage> {
    let lang = desk.lang();
    let all = (record.kind.stages)(record, &desk.setting());
    let stage = |stage: stage::Stage| Stage {
        key: stage.key,
        label: stage.words.in_lang(lang).to_string(),
        state: stage.standing.key(),
        said: stage.standing.words().in_lang(lang).to_string(),
        date: stage.date,
    };
    all.into_iter().map(stage).collect()
}
