//! What a number format makes of a number: whether it is red, and what a reader sees where that is not the value.

use std::rc::Rc;

use super::{Cell, Refusal, Seen, Value};
use crate::model::Said;

/// Letters of one format: the standard allows no more.
pub const LETTERS_MAX: usize = 255;

/// How cells of one style are drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub red: bool,
    pub format: Rc<Format>,
}

impl Drawing {
    /// Draws a cell.
    pub fn draw(&self, cell: &mut Cell) {
        cell.red = self.red;
        if let Value::Number(number) = &cell.value {
            let (red, seen) = self.format.drawn(number);
            cell.red |= red;
            cell.seen = seen;
        }
    }
}

/// A number format, worked out once for all cells it draws.
#[derive(Debug)]
pub struct Format(Vec<Section>);

/// One piece of a section of a format.
#[derive(Debug, PartialEq)]
enum Piece {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Word(String),
}

/// One of the parts that `;` divides: for numbers above, below and at zero, or for those that a condition names.
#[derive(Debug, Default)]
struct Section {
    pieces: Vec<Piece>,
    red: bool,
    condition: Option<(String, i128)>,
    /// It leaves the number as it is.
    general: bool,
}

impl Format {
    /// What a code says; one that is too long for any workbook is refused.
    pub fn of(code: &str) -> Result<Format, Refusal> {
        if code.len() > LETTERS_MAX && code.chars().nth(LETTERS_MAX).is_some() {
            return Err(Refusal::Other(Said::new(
                format!("里面有超过 {LETTERS_MAX} 个字的数字格式，没有这样的表格"),
                format!(
                    "a number format has more than the {LETTERS_MAX} letters that one may have"
                ),
            )));
        }
        Ok(Format(split(code).into_iter().take(3).map(section).collect()))
    }

    /// Whether the format draws this number red, and as what.
    fn drawn(&self, number: &str) -> (bool, Option<Seen>) {
        let Some(value) = millionths(number) else { return (false, None) };
        let (at, own_sign) = chosen(&self.0, value);
        let Some(section) = self.0.get(at) else { return (false, None) };
        (section.red, seen(section, number, value, own_sign))
    }
}

/// The section for a number, and whether that one is for numbers below zero alone, which bring no sign into it.
fn chosen(sections: &[Section], value: i128) -> (usize, bool) {
    if sections.iter().any(|section| section.condition.is_some()) {
        let holds = |section: &Section| section.condition.as_ref().is_none_or(|c| meets(c, value));
        let at = sections.iter().position(holds).unwrap_or(sections.len());
        return (at, value < 0 && at > 0);
    }
    match (sections.len(), value) {
        (0 | 1, _) => (0, false),
        (_, ..0) => (1, true),
        (3.., 0) => (2, false),
        _ => (0, false),
    }
}

fn meets((sign, bound): &(String, i128), value: i128) -> bool {
    match sign.as_str() {
        "<" => value < *bound,
        "<=" => value <= *bound,
        ">" => value > *bound,
        ">=" => value >= *bound,
        "=" => value == *bound,
        _ => value != *bound,
    }
}

/// Millionths of a decimal text; enough to tell signs and bounds.
fn millionths(text: &str) -> Option<i128> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    format!("{whole}{part}").parse::<i128>().ok().map(|number| sign * number)
}

/// Divides at each `;` that is no word.
fn split(code: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut taken) = (Vec::new(), 0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if taken => taken = false,
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => taken = true,
            ';' if !quoted => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

fn section(code: &str) -> Section {
    let mut section = Section::default();
    let plain = ["General", "G/通用格式", "@"];
    let code = match plain.iter().find(|word| code.contains(*word)) {
        Some(word) => {
            section.general = true;
            code.replacen(word, "", 1)
        }
        None => code.to_string(),
    };
    let mut letters = code.chars();
    let word = |section: &mut Section, more: &str| match section.pieces.last_mut() {
        Some(Piece::Word(word)) => word.push_str(more),
        _ => section.pieces.push(Piece::Word(more.to_string())),
    };
    while let Some(c) = letters.next() {
        match c {
            '"' => {
                let text: String = letters.by_ref().take_while(|c| *c != '"').collect();
                word(&mut section, &text);
            }
            // In Chinese formats `!` takes the next letter as it is, as `\` does.
            '\\' | '!' => word(&mut section, &letters.next().map_or(String::new(), String::from)),
            '_' | '*' => {
                letters.next();
            }
            '[' => {
                let text: String = letters.by_ref().take_while(|c| *c != ']').collect();
                if let Some(sign) = bracket(&mut section, &text) {
                    word(&mut section, &sign);
                }
            }
            '0' | '#' | '?' => section.pieces.push(Piece::Digit(c)),
            '.' => section.pieces.push(Piece::Point),
            ',' => section.pieces.push(Piece::Comma),
            '%' => section.pieces.push(Piece::Percent),
            c => word(&mut section, &c.to_string()),
        }
    }
    section
}

/// What stands in brackets: a colour, a condition, or a currency, whose sign is seen.
fn bracket(section: &mut Section, text: &str) -> Option<String> {
    let lower = text.to_lowercase().replace(' ', "");
    if matches!(lower.as_str(), "red" | "红色" | "color3" | "颜色3") {
        section.red = true;
    } else if let Some(currency) = text.strip_prefix('$') {
        return currency.split('-').next().map(str::to_string);
    } else if text.starts_with(['<', '>', '=']) {
        let bound = text.trim_start_matches(['<', '>', '=']);
        let sign = &text[..text.len() - bound.len()];
        section.condition = millionths(bound).map(|bound| (sign.to_string(), bound));
    }
    None
}

fn seen(section: &Section, number: &str, value: i128, own_sign: bool) -> Option<Seen> {
    let pieces = &section.pieces;
    let is_digit = |piece: &Piece| matches!(piece, Piece::Digit(_));
    let Some(last) = pieces.iter().rposition(is_digit) else {
        let words: String = pieces.iter().filter_map(word_of).collect();
        return match words.as_str() {
            _ if value == 0 => None,
            _ if section.general => told(words.as_str(), own_sign, section.red)
                .then(|| Seen::Text(in_words(pieces, number))),
            "" => Some(Seen::Nothing),
            _ => Some(Seen::Text(words)),
        };
    };
    let words: String = pieces.iter().filter_map(word_of).collect();
    // Powers of ten and fractions write the same number another way.
    let rewritten = ["E+", "E-", "e+", "e-", "/"].iter().any(|sign| words.contains(sign));
    if rewritten || value == 0 && !pads(pieces, number) {
        return None;
    }
    let first = pieces.iter().position(is_digit).unwrap_or(last);
    let inner = &pieces[first..last];
    // A written `.` between digits parts them where the number has no point: 12.3456万 of 123456.
    let parts = |piece: &Piece| matches!(piece, Piece::Word(word) if word.starts_with(['.', '．']));
    let behind = pieces[last + 1..].first();
    if pieces.contains(&Piece::Percent) {
        return Some(Seen::Percent);
    }
    if behind == Some(&Piece::Comma) || inner.iter().any(parts) || scales_before_point(pieces) {
        return Some(Seen::Scaled);
    }
    let differs = pads(pieces, number) || told(&words, own_sign, section.red);
    differs.then(|| Seen::Text(in_digits(pieces, number, own_sign)))
}

/// `0,.0`: a comma before the point divides by a thousand.
fn scales_before_point(pieces: &[Piece]) -> bool {
    let point = pieces.iter().position(|piece| *piece == Piece::Point);
    point.is_some_and(|point| point > 0 && pieces[point - 1] == Piece::Comma)
}

fn word_of(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Word(word) => Some(word),
        _ => None,
    }
}

/// Whether words stand beside the digits, a sign of money among them, or take the number's sign away.
fn told(words: &str, own_sign: bool, red: bool) -> bool {
    let harmless = |c: char| c.is_whitespace() || "()（）".contains(c) || own_sign && c == '-';
    let no_sign = own_sign && !red && !words.contains(['-', '(', '（', '－', '负']);
    no_sign || !words.chars().all(harmless)
}

/// Whether more zeros stand before the number than it has digits: `0012`.
fn pads(pieces: &[Piece], number: &str) -> bool {
    let whole = number.trim_start_matches('-').split('.').next().unwrap_or_default().len();
    let zeros = pieces.iter().take_while(|piece| **piece != Piece::Point);
    zeros.filter(|piece| **piece == Piece::Digit('0')).count() > whole.max(1)
}

fn in_words(pieces: &[Piece], number: &str) -> String {
    let words: Vec<&str> = pieces.iter().filter_map(word_of).collect();
    match words.as_slice() {
        [before, behind] => format!("{before}{number}{behind}"),
        words => format!("{number}{}", words.concat()),
    }
}

/// The number with its words: digits from the point to the left, what is left over before the first place.
fn in_digits(pieces: &[Piece], number: &str, own_sign: bool) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let point = pieces.iter().position(|piece| *piece == Piece::Point).unwrap_or(pieces.len());
    let mut left = whole.len();
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Digit(_)));
    let mut out: Vec<&str> = Vec::new();
    let mut places =
        pieces[point..].iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
    // Places that are rounded away are given all the same: only what is seen beside them differs.
    let unseen = if places == 0 && !part.is_empty() { format!(".{part}") } else { String::new() };
    let last = pieces[..point].iter().rposition(|piece| matches!(piece, Piece::Digit(_)));
    for (at, piece) in pieces[..point].iter().enumerate().rev() {
        if Some(at) == last {
            out.push(&unseen);
        }
        match piece {
            Piece::Word(word) => out.push(word),
            Piece::Digit(_) if Some(at) == first && left > 0 => {
                out.push(&whole[..std::mem::take(&mut left)]);
            }
            Piece::Digit(_) if left > 0 => {
                left -= 1;
                out.push(&whole[left..=left]);
            }
            Piece::Digit('0') => out.push("0"),
            _ => {}
        }
    }
    out.reverse();
    let mut text = out.concat();
    let mut part = part.chars();
    for piece in &pieces[point..] {
        match piece {
            Piece::Point => text.push('.'),
            Piece::Digit(_) => {
                text.push(part.next().unwrap_or('0'));
                places -= 1;
                if places == 0 {
                    text.extend(part.by_ref());
                }
            }
            Piece::Word(word) => text.push_str(word),
            _ => {}
        }
    }
    if own_sign { text } else { format!("{sign}{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(code: &str, number: &str) -> (bool, Option<Seen>) {
        Format::of(code).expect("a format").drawn(number)
    }

    fn text(code: &str, number: &str) -> Option<String> {
        match drawn(code, number).1 {
            Some(Seen::Text(text)) => Some(text),
            None => None,
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn an_amount_is_what_it_looks_like() {
        let usual = [
            "General",
            "G/通用格式",
            "0.00",
            "#,##0.00",
            "#,##0.00_ ",
            "#,##0.00_);[Red](#,##0.00)",
            "0.00;[Red]0.00",
            "#,##0.00;-#,##0.00;;@",
            "[>=0]0.00;[Red][<0]-0.00",
            "@",
            "0.00_);\\(0.00\\)",
            "#,##0.00\\ ;[红色]-#,##0.00\\ ",
        ];
        for code in usual {
            for number in ["1860.5", "-1860.5", "0", "12"] {
                assert_eq!(drawn(code, number).1, None, "{code} of {number}");
            }
        }
    }

    #[test]
    fn a_sign_of_money_is_seen() {
        let signed = [
            ("¥#,##0.00;¥-#,##0.00", "¥1860.50", "¥-1860.50"),
            ("[$¥-804]#,##0.00", "¥1860.50", "-¥1860.50"),
            ("0.00\"元\"", "1860.50元", "-1860.50元"),
        ];
        for (code, above, below) in signed {
            assert_eq!(text(code, "1860.5").as_deref(), Some(above), "{code}");
            assert_eq!(text(code, "-1860.5").as_deref(), Some(below), "{code}");
            assert_eq!(drawn(code, "0").1, None, "{code}");
        }
        let book = "_ ￥* #,##0.00_ ;_ ￥* -#,##0.00_ ;_ ￥* \"-\"??_ ;_ @_ ";
        let seen = text(book, "-12").expect("a sign");
        assert!(seen.contains('￥') && seen.contains("-12.00"), "{seen}");
    }

    #[test]
    fn what_looks_otherwise_is_told() {
        assert_eq!(drawn("0.0%", "0.125").1, Some(Seen::Percent));
        assert_eq!(drawn("#,##0,", "123456").1, Some(Seen::Scaled));
        assert_eq!(drawn("0!.0,\"万\"", "123456").1, Some(Seen::Scaled));
        assert_eq!(drawn("0\\.0000\"万元\"", "123456").1, Some(Seen::Scaled));
        assert_eq!(drawn("0,.0", "123456").1, Some(Seen::Scaled));
        assert_eq!(drawn("[>=10000]0!.0,\"万\";0.00", "123456").1, Some(Seen::Scaled));
        assert_eq!(drawn("[>=10000]0!.0,\"万\";0.00", "120").1, None);
        assert_eq!(drawn(";;;", "5").1, Some(Seen::Nothing));
        assert_eq!(text("\"记-\"000", "1").as_deref(), Some("记-001"));
        assert_eq!(text("000", "0").as_deref(), Some("000"));
        assert_eq!(text("000-0000-000", "12345678").as_deref(), Some("001-2345-678"));
        assert_eq!(text("0.00\"万元\"", "12.5").as_deref(), Some("12.50万元"));
        assert_eq!(text("[$$-409]#,##0.00", "1860.5").as_deref(), Some("$1860.50"));
        assert_eq!(text("0.00;0.00", "-5").as_deref(), Some("5.00"));
        assert_eq!(text("\"-\"0.00", "5").as_deref(), Some("-5.00"));
        assert_eq!(text("General\"亩\"", "5").as_deref(), Some("5亩"));
    }

    #[test]
    fn red_is_the_colour_of_the_section_that_draws() {
        assert!(drawn("0.00;[Red]0.00", "-5").0);
        assert!(!drawn("0.00;[Red]0.00", "5").0);
        assert!(drawn("[红色]0.00", "5").0);
        assert!(drawn("[Color 3]0.00;0.00", "5").0);
        assert!(drawn("[Red][<0]0.00;0.00", "-5").0);
        assert!(!drawn("[Blue]0.00", "5").0);
    }
}
