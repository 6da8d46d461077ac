//! Names as a last look finds them: parted by commas, cells or list items too, and how surely each is one.

use std::ops::Range;

use super::around::bare;
use super::names::{Hand, Known, Names, parts};
use super::standing::{Standing, run_after, run_before};
use super::words::PERSONS;
use super::{is_han, is_numeral};
use crate::model::spelling::{self, is_unseen, typed};

/// More marks between two letters part them for a reader too.
const MARKS_MAX: usize = 8;

/// A name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub span: Range<usize>,
    /// Whether it can be taken for the name; otherwise it may be an ordinary word, or parts of two.
    pub sure: bool,
    /// Whether it has three Chinese letters or two words: nothing else is written like it by chance.
    pub long: bool,
    /// The name in the form in which names compare.
    pub name: String,
}

/// What stands between two letters of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Nothing, or what hides nothing: a blank, a dash, a dot.
    Narrow,
    /// What parts words: a comma, the end of a cell, of a list item, of a line.
    Wide,
}

impl Names {
    /// Where these names stand in a text, in its order. A line's end is the end of a cell or a field.
    ///
    /// What [`Names::found`] masks is found, and besides a name in pieces: `李、小、明` in any words, `李` and `小明` side by
    /// side only where nothing adjoins them, because `张三、丰收组` names no 张三丰.
    pub fn seen(&self, text: &str) -> Vec<Seen> {
        let (mut seen, mut from) = (Vec::new(), 0);
        let ascii = self.begins_in_ascii();
        for (at, first) in text.char_indices() {
            if at < from || first.is_ascii() && !ascii {
                continue;
            }
            let one = self.beginning(first).iter().find_map(|name| one(text, at, name));
            let spared = self.spared(text, at);
            let longer = |end: &usize| one.as_ref().is_none_or(|one| one.span.end <= *end);
            if let Some(end) = spared.filter(longer) {
                from = end;
                continue;
            }
            if let Some(one) = one {
                from = one.span.end;
                seen.push(one);
            }
        }
        seen
    }

    /// Where a name of two letters stands within others and is not masked, though it may be one.
    pub fn doubted(&self, text: &str) -> Vec<Seen> {
        let doubtful = |(span, how): (Range<usize>, Standing)| {
            let name = || spelling::one_form(&text[span.clone()]);
            (how == Standing::Doubtful).then(|| Seen {
                name: name(),
                span: span.clone(),
                sure: false,
                long: false,
            })
        };
        self.places(text).into_iter().filter_map(|(span, _, how)| doubtful((span, how))).collect()
    }
}

/// The name, if it begins here.
fn one(text: &str, at: usize, name: &Known) -> Option<Seen> {
    let (mut widest, mut closest) = (Gap::Narrow, Gap::Wide);
    let end = Hand::at(text, at).follow(name, |rest, place| {
        let (long, gap) = gap(rest, name.words[place]);
        (widest, closest) = (widest.max(gap), closest.min(gap));
        long
    })?;
    let span = at..end;
    let han = name.letters.iter().filter(|c| is_han(**c)).count();
    let long = han > 2 || han == 0 && name.words.iter().filter(|begins| **begins).count() > 1;
    if han == 0 && (ends_in_word(&text[..at]) || begins_with_word(&text[end..])) {
        return None;
    }
    let sure = match widest {
        Gap::Narrow => long || han > 0 && stands_out(text, &span) || is_whole(text, &span),
        Gap::Wide if han > 2 && closest == Gap::Wide => true,
        Gap::Wide if !is_apart(text, &span, han > 0) => return None,
        Gap::Wide => long,
    };
    Some(Seen { span, sure, long, name: name.letters.iter().collect() })
}

/// How many bytes stand between two letters, and of what sort.
fn gap(text: &str, word_begins: bool) -> (usize, Gap) {
    let (mut long, mut kind, mut marks, mut blank) = (0, Gap::Narrow, 0, false);
    for c in text.chars() {
        let narrow = parts(c) && c != '\n';
        if !is_unseen(c) && (!word_begins || !narrow && !parts_words(c)) {
            let inside = !word_begins && narrow && !c.is_whitespace();
            if !inside {
                break;
            }
        }
        if !is_unseen(c) {
            // However many blanks are one.
            marks += usize::from(!(c.is_whitespace() && blank));
            blank = c.is_whitespace();
            if !narrow || marks > 3 {
                kind = Gap::Wide;
            }
        }
        if marks > MARKS_MAX {
            break;
        }
        long += c.len_utf8();
    }
    (long, kind)
}

/// What parts words in prose, tables and data. No star: behind it a letter is hidden.
fn parts_words(c: char) -> bool {
    const MARKS: &str = "\n、,;/\\+&:=\"“”‘「」『』()[]【】{}<>《》〈〉|#";
    typed(c).any(|c| MARKS.contains(c))
}

/// Whether a short Chinese name stands for somebody: alone, or with a word of person, age, school or household beside it.
fn stands_out(text: &str, span: &Range<usize>) -> bool {
    let (before, after) = (run_before(&text[..span.start]), run_after(&text[span.end..]));
    let whole = &text[span.start - before.len()..span.end + after.len()];
    let name = &text[span.clone()];
    let alone = whole == name || bare(whole) == name;
    alone || is_called(before) || is_said(&text[span.end..])
}

/// Whether a name in pieces stands alone, or beside such a word.
fn is_apart(text: &str, span: &Range<usize>, han: bool) -> bool {
    if !han {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let blank = |c: char| c.is_whitespace() && c != '\n';
        let before = text[..span.start].trim_end_matches(blank).chars().next_back();
        let after = text[span.end..].trim_start_matches(blank).chars().next();
        return !word(before) && !word(after);
    }
    let (before, after) = (run_before(&text[..span.start]), run_after(&text[span.end..]));
    (before.is_empty() || is_called(before)) && (after.is_empty() || is_said(&text[span.end..]))
}

/// Whether the words before a name say that somebody is called so.
fn is_called(before: &str) -> bool {
    PERSONS.endings_of("who", before).next().is_some()
}

/// Whether the words behind a name say so: 同学, 一家, 9岁, （9 岁）.
fn is_said(after: &str) -> bool {
    if PERSONS.of_heading("whose").iter().any(|word| after.starts_with(word)) {
        return true;
    }
    let inside = after.trim_start_matches([' ', '（', '(', '，', ',', '今', '年']);
    let years = inside.trim_start_matches(is_numeral);
    years.len() < inside.len()
        && ["岁", "周岁"].iter().any(|age| years.trim_start().starts_with(age))
}

/// Whether nothing else stands in the line.
fn is_whole(text: &str, span: &Range<usize>) -> bool {
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let before = text[..span.start].trim_end_matches(blank);
    let after = text[span.end..].trim_start_matches(blank);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| c.is_alphanumeric() && !is_han(c))
}

fn begins_with_word(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphanumeric() && !is_han(c))
}

#[cfg(test)]
mod tests {
    use super::Names;

    /// How a text is taken: the names in it, those that are no more than maybe in brackets.
    fn read(names: &[&str], text: &str) -> Vec<String> {
        let seen = Names::of(names.iter().copied()).seen(text);
        let said = |one: &super::Seen| match one.sure {
            true => one.name.clone(),
            false => format!("({})", one.name),
        };
        seen.iter().map(said).collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_parted() {
        for text in [
            "周小禾",
            "周·小·禾",
            "周 小 禾",
            "周、小、禾同学",
            "周/小/禾",
            "周\n小禾",
            "\"周\",\"小禾\"",
            "周，小禾",
            "周\n- 小禾",
            "周\u{200b}小禾苗",
            "一周小禾苗",
        ] {
            assert_eq!(read(&["周小禾"], text), ["周小禾"], "{text}");
        }
        for text in ["周、小禾苗", "下周、小禾", "周*禾", "周**", "周。小禾", "周小", "周小和"]
        {
            assert!(read(&["周小禾"], text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_short_name_is_one_where_somebody_is_called_so() {
        for text in [
            "高山",
            "户主高山",
            "感谢学生高山来信",
            "高山同学",
            "高山（9 岁）",
            "高山、李四",
            "高山就读",
        ] {
            assert_eq!(read(&["高山"], text), ["高山"], "{text}");
        }
        for text in ["高山流水", "高山小学", "高山村", "去高山", "农户高山蔬菜", "高、山"]
        {
            assert_eq!(read(&["高山"], text), ["(高山)"], "{text}");
        }
        assert!(read(&["高山"], "高、山水").is_empty());
    }

    #[test]
    fn latin_names_are_whole_words() {
        for text in
            ["Alice Young", "alice-young", "ALICE  YOUNG", "alice_young", "a\nAlice\nYoung\nb"]
        {
            assert_eq!(read(&["Alice Young"], text), ["aliceyoung"], "{text}");
        }
        assert!(read(&["Alice Young"], "Alice Younger, Malice Young").is_empty());
        assert!(read(&["Alice Young"], "for Alice, Young people").is_empty());
        assert_eq!(read(&["May"], "in May"), ["(may)"]);
        assert_eq!(read(&["May"], "x\nMay\ny"), ["may"]);
    }
}
