//! UTF-7, in which every digit may be written in letters of ASCII that only some programs read.

/// Whether some stretch of the text reads as digits to such a program.
pub fn hides_digits(text: &str) -> bool {
    let long = |text: &str| text.bytes().take_while(|b| value(*b).is_some()).count();
    let mut stretches = text.split('+').skip(1).map(|rest| &rest[..long(rest)]);
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    stretches.any(|packed| letters(packed).is_some_and(|letters| letters.contains(digit)))
}

/// The letters of one stretch: base64 of UTF-16.
fn letters(packed: &str) -> Option<String> {
    let (mut bits, mut count, mut units) = (0_u32, 0, Vec::new());
    for byte in packed.bytes() {
        bits = bits << 6 | value(byte)?;
        count += 6;
        if count >= 16 {
            count -= 16;
            units.push((bits >> count & 0xFFFF) as u16);
            bits &= (1 << count) - 1;
        }
    }
    // What is left over fills the last letter, and is nothing.
    let whole = !units.is_empty() && count < 6 && bits == 0;
    whole.then(|| String::from_utf16(&units).ok()).flatten()
}

fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::hides_digits;

    #[test]
    fn digits_in_letters_of_ascii_are_seen() {
        for text in ["a+ADEAMwA4-b", "+/v8-+ADE-3", "+/xH/Ew-"] {
            assert!(hides_digits(text), "{text}");
        }
        for text in ["1+1=2", "a + b", "+", "no plus", "+86", "+8613", "a+b+c+ddd", "+AGE-"] {
            assert!(!hides_digits(text), "{text}");
        }
    }
}
