//! The clauses of a text: what may be taken out of it without a word of what is left being written anew.

use super::{MARK, MARK_EN};

/// The clauses of a text, its marks among them; of numbers none is cut in two.
pub fn clauses(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, piece) in text.replace(MARK_EN, MARK).split(MARK).enumerate() {
        if at > 0 {
            all.push(MARK.to_string());
        }
        of_piece(&piece.chars().collect::<Vec<char>>(), at == 0, &mut all);
    }
    all
}

/// As locks held them while wide marks alone ended a clause, and as they hold a name still.
pub fn wide_clauses(text: &str) -> Vec<String> {
    let apart = text.replace(MARK_EN, MARK).replace(MARK, &format!("\n{MARK}\n"));
    let clauses = apart.split(|c| WIDE_ENDS.contains(c)).map(str::trim);
    clauses.filter(|clause| !clause.is_empty()).map(str::to_string).collect()
}

const WIDE_ENDS: &str = "，。；：！？（）【】\n";

/// The clauses between two marks. What stands behind a mark begins no line.
fn of_piece(chars: &[char], is_first: bool, all: &mut Vec<String>) {
    let mut clause = String::new();
    let mut end = |clause: &mut String| {
        let said = std::mem::take(clause);
        if !said.trim().is_empty() {
            all.push(said.trim().to_string());
        }
    };
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let before = at.checked_sub(1).map(|before| chars[before]);
        if before.map_or(is_first, |c| c == '\n')
            && let Some((mark, number)) = list_mark(&chars[at..])
        {
            clause.extend(&chars[at..at + number]);
            end(&mut clause);
            at += mark;
            continue;
        }
        let bar = c == '|' && before != Some('\\');
        let closers = if bar || WIDE_ENDS.contains(c) || c == '、' {
            Some(0)
        } else if ".,;:!?".contains(c) {
            half_end(chars, at)
        } else {
            None
        };
        match closers {
            Some(closers) => {
                clause.extend(&chars[at + 1..=at + closers]);
                end(&mut clause);
                at += closers;
            }
            None => clause.push(c),
        }
        at += 1;
    }
    end(&mut clause);
}

/// How many characters in front of an item are its mark, and up to where they are its number.
fn list_mark(line: &[char]) -> Option<(usize, usize)> {
    let blank = |at: usize| line.get(at).is_none_or(|c| c.is_whitespace());
    let indent = line.iter().take_while(|c| **c == ' ').count();
    if line.get(indent).is_some_and(|c| "-*+>#".contains(*c)) && blank(indent + 1) {
        return Some((indent + 1, 0));
    }
    let digits = line[indent..].iter().take_while(|c| c.is_ascii_digit()).count();
    let number = indent + digits;
    let marked = digits > 0 && line.get(number).is_some_and(|c| matches!(c, '.' | ')'));
    let apart = blank(number + 1) || line.get(number + 1).copied().is_some_and(is_wide);
    (marked && apart).then_some((number + 1, number))
}

/// Whether a half-width mark ends a clause, and how many closing signs behind it belong to that.
fn half_end(chars: &[char], at: usize) -> Option<usize> {
    let rest = &chars[at + 1..];
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let before = at.checked_sub(1).map(|before| &chars[before]);
    // A figure goes on behind a blank: 1, 234.50.
    if digit(before) && digit(rest.iter().find(|c| **c != ' ')) {
        return None;
    }
    let closers = rest.iter().take_while(|c| "\"')]}”’*_~".contains(**c)).count();
    if rest.get(closers).is_none_or(|c| c.is_whitespace()) {
        return Some(closers);
    }
    let wide = |c: Option<&char>| c.copied().is_none_or(is_wide);
    (wide(before) || wide(rest.first())).then_some(0)
}

fn is_wide(c: char) -> bool {
    let han = matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}');
    han || matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}')
}

#[cfg(test)]
mod tests {
    use super::super::{Cut, Group};
    use super::{clauses, wide_clauses};
    use crate::kind::removal::REMOVAL;

    #[test]
    fn a_lock_that_knows_wide_marks_alone_is_still_understood() {
        let group = Group::new(String::new(), "salt".to_string(), &REMOVAL);
        let parts = group.parts(&wide_clauses("甲、乙, 丙开工，问李小萌。休息。"));
        let cut = |text: &str| group.cut(text, &parts);
        assert_eq!(cut("甲、乙, 丙开工，〔已撤下〕。休息。"), Some(Cut::Marked));
        assert_eq!(cut("甲、乙, 丙开工，休息。"), Some(Cut::Unmarked));
        assert_eq!(cut("甲、〔已撤下〕, 丙开工，问李小萌。休息。"), None);
    }

    #[test]
    fn a_clause_ends_at_marks_of_either_width_and_no_figure_is_cut() {
        for (text, expected) in [
            ("Work begins in April. Ask Li.", "Work begins in April/Ask Li"),
            ("He said \"go.\" **Now; or never!**", "He said \"go\"/**Now/or never**"),
            ("四月开工,请问李小萌,然后:12:30休息。", "四月开工/请问李小萌/然后/12:30休息"),
            ("甲、乙, 丙", "甲/乙/丙"),
            ("- a\n* 1,234.50\n1. b\n2) c\n3.丁\n4. 5 kg", "a/1,234.50/1/b/2/c/3/丁/4/5 kg"),
            ("| a | 1, 234.50 |\n| -3.5 | x.y:z |", "a/1, 234.50/-3.5/x.y:z"),
            ("共 1,234.50 元, 5. 〔withheld〕, 500元", "共 1,234.50 元/5/〔已撤下〕/500元"),
        ] {
            assert_eq!(clauses(text).join("/"), expected);
        }
    }
}
