//! Names in Latin letters: organisations by their words, persons by titles, initials and given names.

use super::kinds::PartyKind;
use super::words::LATIN;

/// What a name without Chinese letters is, as far as its words say.
pub(super) fn kind_of(name: &str) -> PartyKind {
    let written: Vec<&str> = name.split([' ', '\u{a0}', ',', '/', '(', ')', '（', '）']).collect();
    let name = Name::of(&written);
    if name.words.is_empty() {
        return PartyKind::Person;
    }
    if name.is_organisation() {
        return PartyKind::Organisation;
    }
    if name.is_person() && !name.is_either() { PartyKind::Person } else { PartyKind::Unclear }
}

struct Name<'a> {
    written: Vec<&'a str>,
    /// In small letters, without the `'s` and the full stop behind a word.
    words: Vec<String>,
}

impl<'a> Name<'a> {
    fn of(written: &[&'a str]) -> Name<'a> {
        let written: Vec<&str> = written
            .iter()
            .copied()
            .filter(|word| word.chars().any(|c| c.is_alphanumeric() || c == '&'))
            .collect();
        let words = written.iter().map(|word| {
            let word = word.to_lowercase().replace('’', "'");
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
            word.strip_suffix("'s").unwrap_or(word).to_string()
        });
        Name { words: words.collect(), written }
    }

    fn any(&self, heading: &str) -> bool {
        self.words.iter().any(|word| LATIN.has(heading, word))
    }

    fn has_title(&self) -> bool {
        LATIN.has("titles", &self.words[0])
    }

    fn is_organisation(&self) -> bool {
        // Behind a title the form of law alone counts: Dr Smith Ltd, not Mr School.
        if self.has_legal_form() || self.has_sons() {
            return true;
        }
        if self.has_title() {
            return false;
        }
        let strong = |word: &String| LATIN.has("words", word) && !LATIN.has("weak", word);
        self.is_known()
            || self.words.iter().any(strong)
            || !self.any("persons of") && (self.is_said() || self.has_weak())
            || self.looks_made()
    }

    /// Short forms are also names of people (Maria de Sa): they count in capitals at the end.
    fn has_legal_form(&self) -> bool {
        let mixed = self.written.iter().any(|word| word.contains(char::is_lowercase));
        let last = self.words.len() - 1;
        self.words.iter().zip(&self.written).enumerate().any(|(at, (word, written))| {
            let capitals = || at == last && mixed && !written.contains(char::is_lowercase);
            let letters: String = word.chars().filter(|c| *c != '.').collect();
            let known = LATIN.has("legal", &letters) && at > 0;
            known && (letters.chars().count() > 2 || letters == "co" && at > 1 || capitals())
        })
    }

    fn has_sons(&self) -> bool {
        let mut pairs = self.words.windows(2);
        pairs.any(|two| {
            matches!(two[0].as_str(), "&" | "and")
                && matches!(
                    two[1].as_str(),
                    "sons" | "son" | "daughters" | "co" | "company" | "bros" | "brothers"
                )
        })
    }

    fn is_known(&self) -> bool {
        let joined = self.words.join("-");
        let single = joined.replace(['\'', '.'], "");
        LATIN.has("whole", &joined)
            || LATIN.has("whole", &single)
            || LATIN.of_heading("whole").iter().any(|known| {
                let rest = joined.strip_prefix(known).filter(|_| known.contains('-'));
                rest.is_some_and(|rest| rest.starts_with('-'))
            })
    }

    /// The X, X of Y, X for Y, St X: no personal name has these.
    fn is_said(&self) -> bool {
        let first = matches!(self.words[0].as_str(), "the" | "st" | "saint");
        let inside =
            self.words.iter().skip(1).any(|word| matches!(word.as_str(), "of" | "for" | "the"));
        self.words.len() > 1 && (first || inside)
    }

    fn has_weak(&self) -> bool {
        let personal = self.any("given") || self.has_initial();
        self.any("weak") && self.any("beside") && self.words.len() > 2 && !personal
    }

    fn has_initial(&self) -> bool {
        let mut initials = self.words.iter().zip(&self.written);
        initials.any(|(word, written)| {
            word.chars().count() == 1 && written.starts_with(char::is_uppercase)
        })
    }

    /// Words that nobody is called: G4S, HMCTS, SoftCat, softcat.com, Sainsbury's.
    fn looks_made(&self) -> bool {
        if self.any("given") || self.has_initial() {
            return false;
        }
        let address = |word: &String| {
            [".com", ".co.uk", ".org", ".net", ".cn", ".io", ".uk", ".eu"]
                .iter()
                .any(|end| word.ends_with(end))
        };
        let mixed = |word: &String| {
            word.contains(|c: char| c.is_ascii_digit())
                && word.contains(|c: char| c.is_alphabetic())
        };
        let own = self.words.len() == 1
            && self.written[0].to_lowercase().ends_with(['s'])
            && self.written[0].contains(['\'', '’'])
            && !self.written[0].to_lowercase().starts_with("o'");
        own || self.words.iter().any(|word| address(word) || mixed(word))
            || self.written.iter().any(|word| is_acronym(word) || has_inner_capital(word))
            || self.words.iter().any(|word| {
                ["tech", "soft", "corp", "comms"]
                    .iter()
                    .any(|end| word.len() > end.len() + 1 && word.ends_with(end))
            })
    }

    /// Called like a person, and known as a firm.
    fn is_either(&self) -> bool {
        LATIN.has("either", &self.words.join("-"))
    }

    fn is_person(&self) -> bool {
        let few = (2..=4).contains(&self.words.len());
        let letters = self
            .words
            .iter()
            .all(|word| word.chars().all(|c| c.is_alphabetic() || "'-.".contains(c)));
        let pinyin = LATIN.has("pinyin", &self.words[0]) && self.words.len() <= 3;
        self.has_title()
            || few
                && letters
                && !self.any("weak")
                && (self.any("given") || self.has_initial() || pinyin)
    }
}

/// Three capitals or more without a vowel among them.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 2
        && word.chars().all(|c| c.is_ascii_uppercase() || c == '.' || c == '&')
        && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y'])
}

/// SoftCat, YouGov; not McKay, O'Neil, DeSouza.
fn has_inner_capital(word: &str) -> bool {
    const BEFORE: [&str; 10] = ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "Du", "Von"];
    let cut = word
        .char_indices()
        .zip(word.chars().skip(1))
        .find(|((_, before), after)| before.is_lowercase() && after.is_uppercase());
    cut.is_some_and(|((at, c), _)| !BEFORE.contains(&&word[..at + c.len_utf8()]))
}
