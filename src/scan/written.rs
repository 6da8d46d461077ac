//! Reads one character however a file writes it: as itself, as a reference or as an escape.

/// The character at the beginning of the bytes and how many bytes write it.
///
/// Percent escapes are those of addresses, references those of HTML, `\u0031`, `\U00000031` and
/// `\x31` those of JSON and YAML. `None` for bytes that write no character.
pub(super) fn character(bytes: &[u8]) -> Option<(char, usize)> {
    match *bytes.first()? {
        b'%' => percent(bytes),
        b'&' => reference(bytes),
        b'\\' => escape(bytes),
        b'\r' if bytes.get(1) == Some(&b'\n') => Some(('\n', 2)),
        ascii @ ..0x80 => Some((char::from(ascii), 1)),
        lead => {
            let long = utf8_length(lead)?;
            let text = std::str::from_utf8(bytes.get(..long)?).ok()?;
            Some((text.chars().next()?, long))
        }
    }
}

fn utf8_length(lead: u8) -> Option<usize> {
    match lead {
        ..0x80 => Some(1),
        0xC2..=0xDF => Some(2),
        0xE0..=0xEF => Some(3),
        0xF0..=0xF4 => Some(4),
        _ => None,
    }
}

/// `%31`, and `%EF%BC%91` for a character of three bytes.
fn percent(bytes: &[u8]) -> Option<(char, usize)> {
    let Some(first) = escaped_byte(bytes) else {
        return Some(('%', 1));
    };
    let mut decoded = [first, 0, 0, 0];
    let long = utf8_length(first)?;
    for (byte, escape) in decoded[..long].iter_mut().zip(bytes.chunks(3)) {
        *byte = escaped_byte(escape)?;
    }
    let text = std::str::from_utf8(&decoded[..long]).ok()?;
    Some((text.chars().next()?, 3 * long))
}

fn escaped_byte(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = *bytes else {
        return None;
    };
    let value = |digit: u8| char::from(digit).to_digit(16);
    u8::try_from(value(high)? * 16 + value(low)?).ok()
}

/// A reference that writes a digit or what may stand between digits.
fn reference(bytes: &[u8]) -> Option<(char, usize)> {
    match *bytes {
        [b'&', b'#', b'x' | b'X', ref rest @ ..] => numbered(rest, 16, 3),
        [b'&', b'#', ref rest @ ..] => numbered(rest, 10, 2),
        _ => named(bytes),
    }
}

/// The digits of a reference after its opening; HTML forgives a missing semicolon.
fn numbered(rest: &[u8], radix: u32, opening: usize) -> Option<(char, usize)> {
    const LONGEST: usize = 9;
    let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
    let count = rest.iter().take(LONGEST).take_while(is_digit).count();
    let value = std::str::from_utf8(&rest[..count]).ok()?;
    let closed = usize::from(rest.get(count) == Some(&b';'));
    let written = char::from_u32(u32::from_str_radix(value, radix).ok()?)?;
    Some((written, opening + count + closed))
}

/// The separators HTML has names for. `&amp;` and the like end a number as every letter does.
pub(super) fn named(bytes: &[u8]) -> Option<(char, usize)> {
    const NAMES: [(&str, char); 19] = [
        ("nbsp", '\u{a0}'),
        ("ensp", '\u{2002}'),
        ("emsp", '\u{2003}'),
        ("numsp", '\u{2007}'),
        ("thinsp", '\u{2009}'),
        ("hyphen", '\u{2010}'),
        ("ndash", '\u{2013}'),
        ("mdash", '\u{2014}'),
        ("minus", '\u{2212}'),
        ("lowbar", '_'),
        ("shy", '\u{ad}'),
        ("zwj", '\u{200d}'),
        ("zwnj", '\u{200c}'),
        ("middot", '·'),
        ("period", '.'),
        ("comma", ','),
        ("sol", '/'),
        ("lpar", '('),
        ("rpar", ')'),
    ];
    let name = bytes.strip_prefix(b"&")?;
    let same = |known: &str| {
        name.get(known.len()) == Some(&b';')
            && name[..known.len()].eq_ignore_ascii_case(known.as_bytes())
    };
    NAMES.iter().find(|(known, _)| same(known)).map(|(known, what)| (*what, known.len() + 2))
}

/// `\u0031` and its like; any other backslash is one.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    let count = match bytes.get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        _ => return Some(('\\', 1)),
    };
    let digits = std::str::from_utf8(bytes.get(2..2 + count)?).ok()?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 2 + count))
}
