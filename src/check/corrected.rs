//! Whom corrections name: what a page masks stands masked in their old and new values too.

use std::collections::BTreeSet;

use crate::kind::ledger::{LINE, persons_in};
use crate::kind::record::Record;
use crate::lock::says_nothing;
use crate::model::party::{Organisations, is_everyday, is_piece, mask, named_among, parties};
use crate::model::shape::{Choice, Field, Type, Value};
use crate::model::spelling::one_form;
use crate::model::table::Correction;
use crate::read::Filed;

/// A value of a field that holds names.
struct Held<'a> {
    text: &'a str,
    field: &'static Field,
    /// What the record says the party is.
    stated: Option<&'static Choice>,
}

/// The persons that a record's corrections name.
#[derive(Clone, Debug, Default)]
pub struct Corrected<'a> {
    /// Those in a field for names: masked wherever the unit writes them.
    pub persons: BTreeSet<&'a str>,
    /// By the place of the correction, what may be a person or a word: masked in it, and asked about.
    pub doubted: Vec<(usize, &'a str)>,
}

impl<'a> Corrected<'a> {
    /// The persons whose names are looked for in every text.
    pub fn sought(&self) -> Vec<&'a str> {
        self.persons.iter().copied().filter(|one| !is_everyday(one)).collect()
    }
}

/// Those of a ledger.
pub fn of_ledger<'a>(
    organisations: &Organisations,
    filed: &'a Filed,
    masks_parties: bool,
) -> Corrected<'a> {
    let ledger = &filed.ledger;
    if ledger.envelope.corrections.is_empty() {
        return Corrected::default();
    }
    let field = LINE.field(LINE.position("party", 0).expect("a declared field"));
    let held = |text: &'a String, stated| Held { text, field, stated };
    let lines = ledger.lines.iter().map(|line| held(&line.party, line.party_type));
    let debts = ledger.receivables.iter().chain(&ledger.payables);
    let held: Vec<Held> = lines.chain(debts.map(|d| held(&d.party, d.party_type))).collect();
    let signers = ledger.lines.iter().flat_map(|l| [&l.handler, &l.witness, &l.approver]);
    let in_duty: Vec<&str> =
        signers.chain([&ledger.envelope.review.by]).map(String::as_str).collect();
    let text = LINE.field(LINE.position("text", 0).expect("a declared field"));
    let texts: Vec<&str> = ledger.lines.iter().map(|line| line.text.as_str()).collect();
    let texts = (texts, Some(text));
    let all = Asked { organisations, held, texts, in_duty, masks_parties };
    all.corrected(&ledger.envelope.corrections)
}

/// Those of any other record.
pub fn of_record<'a>(
    organisations: &Organisations,
    record: &'a Record,
    masks_parties: bool,
) -> Corrected<'a> {
    if record.envelope.corrections.is_empty() {
        return Corrected::default();
    }
    let held = record.values().filter_map(|(at, value)| match (at.field.of, value) {
        (Type::Person | Type::Party, Value::Text(text)) => {
            Some(Held { text, field: at.field, stated: None })
        }
        _ => None,
    });
    let in_duty = vec![record.envelope.review.by.as_str()];
    let texts = record.values().filter_map(|(at, value)| match (at.field.of, value) {
        (Type::Text, Value::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    let texts = (texts.collect(), None);
    let all = Asked { organisations, held: held.collect(), texts, in_duty, masks_parties };
    all.corrected(&record.envelope.corrections)
}

struct Asked<'o, 'a> {
    organisations: &'o Organisations,
    held: Vec<Held<'a>>,
    /// What fields for words say, and the one that says what money was for.
    texts: (Vec<&'a str>, Option<&'static Field>),
    in_duty: Vec<&'a str>,
    masks_parties: bool,
}

impl<'a> Asked<'_, 'a> {
    fn corrected(&self, corrections: &'a [Correction]) -> Corrected<'a> {
        let mut all = Corrected::default();
        let mut open: Vec<usize> = (0..corrections.len()).collect();
        // One correction's new value may be the old one of the next.
        loop {
            let told = open.iter().position(|at| self.field(&corrections[*at], &all).is_some());
            let Some(told) = told else { break };
            let one = &corrections[open.remove(told)];
            let of_person = self.field(one, &all) == Some(true);
            for value in [&one.old, &one.new] {
                all.persons.extend(self.persons(value, of_person));
            }
        }
        for at in open {
            let found = self.doubted(&corrections[at]).into_iter();
            all.doubted.extend(found.map(|name| (at, name)));
        }
        all
    }

    /// Whether a correction is of a field that holds names, and whether only persons stand there: its new value does, or
    /// was corrected again, or its words name the field.
    fn field(&self, one: &Correction, known: &Corrected) -> Option<bool> {
        let now = self.held.iter().find(|held| is_like(held.text, &one.new));
        let said = || self.held.iter().find(|held| names_field(&one.what, held.field));
        let of_person = |held: &Held| matches!(held.field.of, Type::Person);
        let again = || {
            let both = [&one.old, &one.new];
            both.iter().any(|value| known.persons.iter().any(|name| is_like(name, value)))
        };
        now.or_else(said).map(of_person).or_else(|| again().then_some(false))
    }

    fn persons(&self, value: &'a str, of_person: bool) -> Vec<&'a str> {
        if says_nothing(value) || !value.contains(char::is_alphabetic) {
            return Vec::new();
        }
        if of_person {
            return parties(value);
        }
        let stated = self.held.iter().find(|held| is_like(held.text, value));
        match self.masks_parties {
            true => persons_in(self.organisations, value, stated.and_then(|held| held.stated)),
            false => Vec::new(),
        }
    }

    /// Whether a correction is of a field for words: they are what it says now, or it names that field.
    fn of_words(&self, one: &Correction) -> bool {
        let (texts, field) = &self.texts;
        let says = |value: &str| {
            let value = one_form(value);
            !value.is_empty() && texts.iter().any(|text| one_form(text) == value)
        };
        says(&one.new) || field.is_some_and(|field| names_field(&one.what, field))
    }

    /// Whom a correction that takes something out names, in what was there and in its reason: 重复，张大力已领.
    fn named_in_cause(&self, one: &'a Correction) -> Vec<&'a str> {
        if !says_nothing(&one.new) {
            return Vec::new();
        }
        let clauses = [&one.old, &one.why]
            .into_iter()
            .flat_map(|text| text.split(['，', '。', '；', ',', ';', '、', '：', ' ']));
        let persons = clauses.map(str::trim).flat_map(named_among);
        persons.filter(|name| !self.in_duty.contains(name)).collect()
    }

    /// What in words about anything else may be a name: a value that is written like one, or what alone differs.
    fn doubted(&self, one: &'a Correction) -> Vec<&'a str> {
        let (old, new) = (one.old.trim(), one.new.trim());
        if [old, new].iter().any(|value| self.in_duty.contains(value)) {
            return Vec::new();
        }
        let (was, is) = differing(old, new);
        let known = self.named_in_cause(one);
        if self.of_words(one) {
            // Words hold ordinary things: a name is doubted where it alone was taken out of them.
            let gone = is.is_empty() && was.chars().count() > 2 && is_piece(was);
            return known.into_iter().chain(gone.then_some(was)).collect();
        }
        let stands = |other: &str| {
            says_nothing(other) || is_piece(other) || !self.organisations.may_be_person(other)
        };
        let long = |piece: &str| piece.chars().count() > 2;
        let mut all = known;
        for (piece, other) in [(was, is), (is, was), (old, new), (new, old)] {
            if is_piece(piece) && (long(piece) || stands(other)) && !all.contains(&piece) {
                all.push(piece);
            }
        }
        let what = one.what.trim();
        all.extend((is_piece(what) && says_nothing(new)).then_some(what));
        all
    }
}

/// Whether a value of a correction is what a field holds, in full or as a page shows it.
fn is_like(held: &str, value: &str) -> bool {
    let value = value.trim();
    let masked = || value.contains(['*', '＊']) && mask(value) == mask(held);
    !value.is_empty() && (one_form(held) == one_form(value) || masked())
}

fn names_field(what: &str, field: &Field) -> bool {
    let what = what.to_lowercase();
    let mut words = [field.words.zh, field.words.en, field.name].into_iter();
    words.any(|word| !word.is_empty() && what.contains(&word.to_lowercase()))
}

/// What two texts differ in, with the surname before where one letter of a name does.
fn differing<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let rest = old[start..].chars().rev().zip(new[start..].chars().rev());
    let end: usize = rest.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let core = |text: &'t str, from: usize, more: usize| &text[from..text.len() - end + more];
    let before = old[..start].char_indices().next_back().map_or(start, |(at, _)| at);
    let after = old[old.len() - end..].chars().next().map_or(0, char::len_utf8);
    // 路三十 is written like a name too.
    let counts = core(old, start, 0).contains(|c: char| "一二三四五六七八九十百千两".contains(c));
    let wider = [(start, 0), (before, after), (before, 0)].into_iter();
    let mut both = wider.map(|(from, more)| (core(old, from, more), core(new, from, more)));
    let found = both.find(|(was, is)| !counts && is_piece(was) && is_piece(is));
    found.unwrap_or((core(old, start, 0), core(new, start, 0)))
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn a_name_is_what_differs() {
        for (old, new, differ) in [
            ("李小萌领取", "王大力领取", ("李小萌", "王大力")),
            ("由李小萌领取", "由李大萌领取", ("李小萌", "李大萌")),
            ("修路三十米", "修路四十米", ("三", "四")),
            ("李小萌领取", "已领取", ("李小萌", "已")),
        ] {
            assert_eq!(differing(old, new), differ);
        }
    }
}
