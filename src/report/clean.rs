//! Makes people's text fit to print: personal numbers and secrets starred, controls shown and not obeyed.

use crate::scan;

/// The text on one line, character for character as long as before.
pub fn clean(text: &str) -> String {
    harmless_line(&scan::redact(&scan::starred(text)))
}

/// A line that no terminal obeys.
pub fn harmless_line(text: &str) -> String {
    text.chars().map(harmless).collect()
}

/// A visible stand-in for what a terminal would obey or hide.
fn harmless(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // The later controls, what turns the direction of reading, and what nobody sees.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn shows_controls_and_keeps_the_length() {
        let text = "甲\x1b[31m乙\u{202e}\t\r\n\u{9b}2J\x07";
        assert_eq!(clean(text), "甲␛[31m乙\u{fffd}␉␍␊\u{fffd}2J␇");
        assert_eq!(clean(text).chars().count(), text.chars().count());
    }

    #[test]
    fn stars_numbers_character_for_character() {
        for text in ["电话 13812345678。", "电话 138-1234-5678", "身份证110101199003071233"]
        {
            let cleaned = clean(text);
            assert_eq!(cleaned.chars().count(), text.chars().count());
            assert!(!cleaned.contains(|c: char| c.is_ascii_digit()), "{cleaned}");
        }
    }
}
