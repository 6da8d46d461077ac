//! What stands before the items of a list: bullets, boxes and the item's own number, which are no part of a number that goes on over them.

use super::digits::{self, Element};

/// What leads an item, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// Bullet and box.
    pub bare: usize,
    /// The same with the number of the item; as long where it has none.
    pub numbered: usize,
}

/// The lead at the beginning of a line.
pub(super) fn of_line(line: &str) -> Lead {
    let mut rest = line.trim_start_matches([' ', '\t', '\u{3000}', '>']);
    if let Some(item) = rest.strip_prefix(['-', '*', '+', '•', '·', '●', '○', '■', '□'])
        && item.starts_with([' ', '\t', '['])
    {
        rest = item.trim_start();
    }
    for mark in ["[ ]", "[x]", "[X]", "[]", "【 】", "☐", "☑", "□"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start_matches([' ', '\t', '\u{3000}']);
    }
    let bare = line.len() - rest.len();
    Lead { bare, numbered: bare + number(rest).map_or(0, |(_, long)| long) }
}

/// The number of an item and the bytes that write it, with its mark and the blanks behind.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    let (inside, bracket) = match text.strip_prefix(['（', '(', '〔', '[', '【', '|']) {
        Some(inside) => (inside.trim_start_matches(' '), true),
        None => (text.strip_prefix('第').unwrap_or(text), false),
    };
    let (value, rest) = match counted(inside) {
        Some((value, long)) => (value, &inside[long..]),
        None if is_letter(first) => (0, &text[first.len_utf8()..]),
        None => return None,
    };
    let rest = match bracket {
        _ if circled(first).is_some() => rest,
        true => rest.trim_start_matches(' ').strip_prefix(['）', ')', '〕', ']', '】', '|'])?,
        false => {
            let rest = rest.strip_prefix(['条', '项', '点', '段', '部']).unwrap_or(rest);
            rest.strip_prefix(['.', '．', '、', ')', '）', '：', ':'])?
        }
    };
    let rest = rest.trim_start_matches([' ', '\t', '\u{3000}']);
    // A first cell counts the rows where one more follows; before several it is a figure like them.
    let mut cells = rest.chars().take_while(|c| *c != '\n').filter(|c| *c == '|');
    if first == '|' && cells.nth(1).is_some() {
        return None;
    }
    Some((value, text.len() - rest.len()))
}

/// Up to two digits or three numerals.
fn counted(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    if let Some(value) = circled(first) {
        return Some((value, first.len_utf8()));
    }
    let (mut value, mut long, mut count) = (0, 0, 0);
    while count < 4
        && let Some(c) = text[long..].chars().next()
    {
        let digit = match (c, digits::element(&text.as_bytes()[long..])) {
            ('十', _) => 0,
            (_, Some((Element::Digit(digit) | Element::Ornament(digit), _))) => u32::from(digit),
            _ => break,
        };
        value = value * 10 + digit;
        long += c.len_utf8();
        count += 1;
    }
    let most = if first.is_ascii_digit() { 2 } else { 3 };
    (1..=most).contains(&count).then_some((value, long))
}

/// The number that stands in a circle or in brackets of its own.
pub(super) fn circled(c: char) -> Option<u32> {
    let ones = [0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A];
    let place = |one: u32| u32::from(c).checked_sub(one).filter(|place| *place < 10);
    ones.into_iter().find_map(place).map(|place| place + 1)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || "甲乙丙丁戊己庚辛壬癸".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_led_by_bullets_boxes_and_numbers() {
        for (line, bare, rest) in [
            ("1. 138", 0, "138"),
            ("- [ ] 138", 6, "138"),
            ("  > * [x] 2）138", 10, "138"),
            ("（三）138", 0, "138"),
            ("第一条：138", 0, "138"),
            ("①138", 0, "138"),
            ("| 2 | 138", 0, "138"),
            ("A. 138", 0, "138"),
            ("138、0000", 0, "138、0000"),
            ("138", 0, "138"),
            ("2026. 5", 0, "2026. 5"),
        ] {
            let lead = of_line(line);
            assert_eq!((lead.bare, &line[lead.numbered..]), (bare, rest), "{line}");
        }
    }
}
