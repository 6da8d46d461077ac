//! What is laid into a Chinese text before it is parsed, so that stars open and close as the writer meant, and what is
//! no emphasis stays as typed.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use super::plain::{self, Lay};
use super::stars::{End, ends, literals};

/// Noncharacters, which are for use inside programs alone and are letters to the parser. This one stands between a run
/// of stars and punctuation, so that the run may open and close there as between letters.
const MARK: char = '\u{FDD0}';
/// A star that is one: part of a masked name, or between figures.
const STAR: char = '\u{FDD1}';
/// A `~` alone, as in 3~5 天.
const TILDE: char = '\u{FDD2}';
/// A `_` of a gap that is to be filled in by hand.
const GAP: char = '\u{FDD3}';

/// A text with what was laid into it.
pub struct Apart<'a> {
    pub text: Cow<'a, str>,
    /// Where it is longer than what was typed: the byte behind, and by how much up to there.
    longer: Vec<(usize, usize)>,
}

impl Apart<'_> {
    pub fn of(typed: &str) -> Apart<'_> {
        let set_in = typed.contains("    ") || typed.contains('\t');
        let lines = plain::lines(typed);
        if !set_in && lines.is_empty() && !typed.contains(['*', '~', '<', '_']) {
            return Apart { text: Cow::Borrowed(typed), longer: Vec::new() };
        }
        let text = String::with_capacity(typed.len());
        let mut laid = Laid { typed, text, longer: vec![], at: 0, lines: &lines };
        let mut in_list = false;
        for (start, end) in paragraphs(typed) {
            if is_set_in(&typed[start..end], &mut in_list) {
                laid.upto(start);
                laid.lay(MARK, 0);
            }
            let paragraph = &typed[start..end];
            let underlined = plain::underlined(paragraph);
            for (at, run) in underlined.iter().enumerate() {
                laid.underlined(start + run.start, at % 2 == 0);
            }
            let mut runs = runs(&typed[..end], start);
            if !underlined.is_empty() {
                runs.retain(|run| typed.as_bytes()[run.start] != b'_');
            }
            let literal = literals(paragraph, typed, &runs);
            let ends = ends(paragraph, typed, &runs, &literal);
            for ((run, literal), end) in runs.iter().zip(literal).zip(ends) {
                laid.run(run, literal, end);
            }
        }
        laid.upto(typed.len());
        Apart { text: Cow::Owned(laid.text), longer: laid.longer }
    }

    /// Where a range of the text stands in what was typed.
    pub fn typed(&self, range: &Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let before = self.longer.partition_point(|(behind, _)| *behind <= at);
            at - before.checked_sub(1).map_or(0, |last| self.longer[last].1)
        };
        back(range.start)..back(range.end)
    }

    /// A piece of the text as it was typed.
    pub fn clean<'e>(&self, piece: CowStr<'e>) -> CowStr<'e> {
        if self.longer.is_empty() || !piece.contains([MARK, STAR, TILDE, GAP]) {
            return piece;
        }
        let typed = |c: char| match c {
            MARK => None,
            STAR => Some('*'),
            TILDE => Some('~'),
            GAP => Some('_'),
            other => Some(other),
        };
        piece.chars().filter_map(typed).collect::<String>().into()
    }
}

/// The text while it is made.
struct Laid<'a> {
    typed: &'a str,
    text: String,
    longer: Vec<(usize, usize)>,
    at: usize,
    /// What is still to be laid in front of lines.
    lines: &'a [(usize, Lay)],
}

impl Laid<'_> {
    fn upto(&mut self, end: usize) {
        while let Some(((place, lay), rest)) = self.lines.split_first()
            && *place <= end
        {
            self.lines = rest;
            self.copy(*place);
            self.lay(if *lay == Lay::End { '\n' } else { MARK }, 0);
        }
        self.copy(end);
    }

    fn copy(&mut self, end: usize) {
        self.text.push_str(&self.typed[self.at..end]);
        self.at = end;
    }

    /// One end of what stands between `__`, as stars that open or close wherever they stand.
    fn underlined(&mut self, start: usize, opens: bool) {
        self.upto(start);
        if !opens {
            self.lay(MARK, 0);
        }
        self.lay('*', 1);
        self.lay('*', 1);
        if opens {
            self.lay(MARK, 0);
        }
    }

    fn lay(&mut self, c: char, instead_of: usize) {
        self.text.push(c);
        self.at += instead_of;
        let before = self.longer.last().map_or(0, |(_, by)| *by);
        self.longer.push((self.text.len(), before + c.len_utf8() - instead_of));
    }

    fn run(&mut self, run: &Range<usize>, literal: bool, end: Option<End>) {
        self.upto(run.start);
        let kind = self.typed.as_bytes()[run.start];
        if kind == b'<' {
            // In front of a line break, so that it opens no block of HTML.
            return self.lay(MARK, 0);
        }
        if literal {
            let stand_in = match kind {
                b'*' => STAR,
                b'_' => GAP,
                _ => TILDE,
            };
            run.clone().for_each(|_| self.lay(stand_in, 1));
            return;
        }
        if kind == b'_' {
            return self.upto(run.end);
        }
        let (before, after) = beside(self.typed, run);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if let Some(end) = end.filter(|_| blank(before) != blank(after)) {
            // A blank inside of what is bold, which CommonMark takes for one outside.
            if end == End::Closes && blank(before) {
                self.lay(MARK, 0);
            }
            self.upto(run.end);
            if end == End::Opens && blank(after) {
                self.lay(MARK, 0);
            }
        } else if between_letters(self.typed, run) {
            if before.is_some_and(is_punctuation) {
                self.lay(MARK, 0);
            }
            self.upto(run.end);
            if after.is_some_and(is_punctuation) {
                self.lay(MARK, 0);
            }
        } else {
            self.upto(run.end);
        }
    }
}

/// The stretches between blank lines: emphasis never reaches over one.
fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut all = vec![(0, 0)];
    for line in text.split_inclusive('\n') {
        let last = all.last_mut().expect("one at least");
        last.1 += line.len();
        if line.trim().is_empty() {
            let end = last.1;
            all.push((end, end));
        }
    }
    all
}

/// Whether a Chinese paragraph is set in by blanks, which CommonMark takes for a block of code. In a list they mean that
/// it belongs to its item.
fn is_set_in(paragraph: &str, in_list: &mut bool) -> bool {
    let line = paragraph.lines().next().unwrap_or_default();
    if line.starts_with("    ") || line.starts_with('\t') {
        return !*in_list && line.contains(is_wide);
    }
    let begins_item = |line: &str| {
        let line = line.trim_start();
        let bare = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = bare.len() < line.len() && bare.starts_with(['.', ')']);
        numbered || line.starts_with(['-', '*', '+', '>']) || line.starts_with("[^")
    };
    if !line.trim().is_empty() {
        *in_list = paragraph.lines().any(begins_item);
    }
    false
}

/// Runs of stars, tildes and underscores from a byte on, without an escaped one, and the beginnings of `<br>`.
fn runs(text: &str, from: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'<' if is_line_break(&text[at..]) => {
                runs.push(at..at + 1);
                at += 1;
            }
            kind @ (b'*' | b'~' | b'_') => {
                let len = bytes[at..].iter().take_while(|b| **b == kind).count();
                runs.push(at..at + len);
                at += len;
            }
            _ => at += 1,
        }
    }
    runs
}

/// Whether a text begins with `<br>`, `<br/>` or `<br />`, in any case.
pub fn is_line_break(text: &str) -> bool {
    let name = text.get(..3).filter(|name| name.eq_ignore_ascii_case("<br"));
    name.is_some_and(|_| text[3..].trim_start().trim_start_matches('/').starts_with('>'))
}

/// The characters on both sides of a run.
pub fn beside(text: &str, run: &Range<usize>) -> (Option<char>, Option<char>) {
    (text[..run.start].chars().next_back(), text[run.end..].chars().next())
}

/// Whether a run between a letter and punctuation is one that Chinese sets without blanks: on one side at least stands
/// a wide character, so it may open and close there. CommonMark's rule takes the blank for granted.
fn between_letters(text: &str, run: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = beside(text, run) else { return false };
    if before.is_whitespace() || after.is_whitespace() {
        return false;
    }
    let far_before = text[..run.start - before.len_utf8()].chars().next_back();
    let far_after = text[run.end + after.len_utf8()..].chars().next();
    let chinese =
        |c: char, far: Option<char>| is_wide(c) || is_shared(c) && far.is_some_and(is_wide);
    is_punctuation(before) != is_punctuation(after)
        && (chinese(before, far_before) || chinese(after, far_after))
}

pub fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control()
}

/// Punctuation that Chinese and Latin texts share; beside a wide character it is Chinese.
pub fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '～')
}

/// A character as wide as it is high: Han, kana, hangul, and their punctuation.
pub fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{115F}'
            | '\u{2E80}'..='\u{303E}'
            | '\u{3041}'..='\u{33FF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{A960}'..='\u{A97F}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}'
            | '\u{FF01}'..='\u{FF60}'
            | '\u{FFE0}'..='\u{FFE6}'
            | '\u{20000}'..='\u{3FFFD}'
    )
}
