//! How a portal speaks where it does so in a way of its own: its language, its currency, the form of its numbers.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::money::Money;
use super::period::Fiscal;
use super::said::{Base, Lang};

/// Stands in a sentence for whatever is said in its place.
pub const HOLE: &str = "{}";

/// The form of amounts that people read; data files keep their decimal strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Between groups of three digits; may be nothing.
    pub group: &'static str,
    pub decimal: &'static str,
}

impl Default for Form {
    fn default() -> Form {
        Form { group: ",", decimal: "." }
    }
}

impl Form {
    /// Rewrites an amount as [`Money::grouped`] and [`Money::signed`] write it; `None` for any other text.
    fn rewritten(&self, text: &str) -> Option<String> {
        let (whole, part) = text.strip_prefix(['−', '+']).unwrap_or(text).split_once('.')?;
        let digits = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut groups = whole.split(',');
        let first = groups.next()?;
        let sound = (1..=3).any(|length| digits(first, length)) && digits(part, 2);
        (sound && groups.all(|group| digits(group, 3))).then(|| self.number(text))
    }

    /// A number by itself, such as `9,800` or `52.3k`.
    pub fn number(&self, text: &str) -> String {
        text.replace('.', "\0").replace(',', self.group).replace('\0', self.decimal)
    }
}

/// A sentence of the base language, cut at its holes, and what is said instead.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sentence {
    known: Vec<String>,
    said: Vec<String>,
}

impl Sentence {
    fn new(known: &str, said: &str) -> Sentence {
        let cut = |text: &str| text.split(HOLE).map(str::to_string).collect();
        Sentence { known: cut(known), said: cut(said) }
    }

    /// What stands in the holes of a text made from this sentence; nothing where it can be cut in two ways, since
    /// a base sentence is better than a wrong one. `None` for another sentence.
    fn holes<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, rest) = self.known.split_first()?;
        let (last, middle) = rest.split_last()?;
        let text = text.strip_prefix(first.as_str())?.strip_suffix(last.as_str())?;
        let (mut early, mut after) = (Vec::with_capacity(rest.len()), text);
        for piece in middle {
            let (hole, rest) = after.split_once(piece.as_str())?;
            early.push(hole);
            after = rest;
        }
        early.push(after);
        let (mut late, mut before) = (Vec::with_capacity(rest.len()), text);
        for piece in middle.iter().rev() {
            let (rest, hole) = before.rsplit_once(piece.as_str())?;
            late.push(hole);
            before = rest;
        }
        late.push(before);
        late.reverse();
        Some(if early == late { early } else { Vec::new() })
    }

    fn weight(&self) -> usize {
        self.known.iter().map(String::len).sum()
    }
}

/// A portal's own way to speak. Where it has no words, those of its base stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manner {
    /// BCP 47 tag, written into pages.
    pub tag: String,
    pub base: Base,
    /// What stands for 元 or yuan, where it is another word.
    pub currency: Option<String>,
    pub form: Form,
    /// When its fiscal years begin, which are called by both years then.
    pub fiscal: Fiscal,
    /// Texts of the theme by their keys.
    pub texts: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    /// What says most comes first, so that `{} yuan as of {}` is asked before `{} yuan`.
    sentences: Vec<Sentence>,
}

impl Manner {
    pub fn new(tag: &str, base: Base, currency: Option<String>, form: Form) -> Manner {
        let (words, sentences, texts) = Default::default();
        let (tag, fiscal) = (tag.to_string(), Fiscal::default());
        Manner { tag, base, currency, form, fiscal, texts, words, sentences }
    }

    /// Learns what to say for words and sentences of the base language.
    pub fn learn<'w>(&mut self, said: impl Iterator<Item = (&'w str, &'w str)>) {
        for (known, said) in said {
            if known.contains(HOLE) {
                self.sentences.push(Sentence::new(known, said));
            } else {
                self.words.insert(known.to_string(), said.to_string());
            }
        }
        self.sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.weight()));
    }

    fn word(&self, text: &str) -> Option<&str> {
        self.words.get(text).map(String::as_str)
    }

    /// A sentence made in the base language, in this manner.
    fn sentence(&self, text: &str) -> Option<String> {
        if let Some(word) = self.word(text) {
            return Some(word.to_string());
        }
        let found = |sentence: &Sentence| Some((sentence.holes(text)?, sentence.said.clone()));
        let (holes, said) =
            self.sentences.iter().find_map(found).filter(|(holes, _)| !holes.is_empty())?;
        let mut out = said[0].clone();
        for (hole, after) in holes.into_iter().zip(&said[1..]) {
            out.push_str(&self.hole(hole));
            out.push_str(after);
        }
        Some(out)
    }

    /// What stands in a hole: amounts in the portal's form, the rest as it is, since it has been said before.
    fn hole(&self, text: &str) -> String {
        self.form.rewritten(text).unwrap_or_else(|| text.to_string())
    }
}

/// Text in a portal's manner.
pub trait Spoken: Sized {
    fn spoken(self, manner: &'static Manner) -> Self;
}

impl Spoken for &str {
    fn spoken(self, manner: &'static Manner) -> Self {
        manner.word(self).unwrap_or(self)
    }
}

impl Spoken for String {
    fn spoken(self, manner: &'static Manner) -> Self {
        manner.sentence(&self).unwrap_or(self)
    }
}

impl Lang {
    /// The language of a portal with a manner of its own. A manner lives as long as the program: there is one a
    /// portal, and a preview that reads the same again gets the same.
    pub fn own(manner: Manner) -> Lang {
        static KNOWN: Mutex<Vec<&'static Manner>> = Mutex::new(Vec::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = known.iter().copied().find(|kept| **kept == manner).unwrap_or_else(|| {
            let kept = Box::leak(Box::new(manner));
            known.push(kept);
            kept
        });
        Lang::Own(kept)
    }

    /// The form of pages: `−1,200.50`, or as the portal has it.
    pub fn amount(self, amount: Money) -> String {
        self.form().number(&amount.grouped())
    }

    /// As [`Lang::amount`], with `+` before what is above zero.
    pub fn signed(self, amount: Money) -> String {
        self.form().number(&amount.signed())
    }

    /// Whether amounts are in yuan, which alone have 大写.
    pub fn in_yuan(self) -> bool {
        self.currency().is_none()
    }

    /// The word for a currency of its own.
    pub fn currency(self) -> Option<&'static str> {
        match self {
            Lang::Own(manner) => manner.currency.as_deref(),
            _ => None,
        }
    }

    pub fn fiscal(self) -> Fiscal {
        match self {
            Lang::Own(manner) => manner.fiscal,
            _ => Fiscal::default(),
        }
    }

    pub fn form(self) -> Form {
        match self {
            Lang::Own(manner) => manner.form,
            _ => Form::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eo() -> Manner {
        let form = Form { group: ".", decimal: "," };
        let mut manner = Manner::new("eo", Base::En, None, form);
        manner.learn(
            [
                ("{} yuan", "{} jŭanoj"),
                ("{} yuan as of {}", "{} jŭanoj je {}"),
                ("{} lines", "{} linioj"),
                ("{}: {} in all", "{}: entute {}"),
                ("Spending", "Elspezoj"),
            ]
            .into_iter(),
        );
        manner
    }

    #[test]
    fn words_sentences_and_amounts_are_said_in_the_portals_manner() {
        let lang = Lang::own(eo());
        let said = |text: &str| lang.pick("", text).to_string();
        assert_eq!(said("Spending"), "Elspezoj");
        assert_eq!(said("Income"), "Income", "the base stands where a word is missing");
        let said = |text: &str| lang.pick(String::new(), text.to_string());
        assert_eq!(said("−12,500.00 yuan as of May 2026"), "−12.500,00 jŭanoj je May 2026");
        assert_eq!(said("May: 3 in all"), "May: entute 3");
        assert_eq!(said("3 lines"), "3 linioj");
        assert_eq!(said("May: a: b in all"), "May: a: b in all", "it can be cut in two ways");
        assert_eq!(said("Spending: 2026.05 in all"), "Spending: entute 2026.05", "no amount");
        assert_eq!(lang.amount(Money::from_fen(-123_456_789)), "−1.234.567,89");
        assert_eq!(lang.tag(), "eo");
    }

    #[test]
    fn the_same_manner_is_kept_once() {
        let (Lang::Own(one), Lang::Own(other)) = (Lang::own(eo()), Lang::own(eo())) else {
            panic!("a manner of its own");
        };
        assert!(std::ptr::eq(one, other));
    }
}
