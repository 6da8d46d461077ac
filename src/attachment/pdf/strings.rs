//! The strings of a PDF's objects: titles, notes, bookmarks, and what pages draw in plain letters.

/// Adds every string, pieces of one drawn word joined. Whether one of them is an author's name.
pub fn strings(part: &[u8], out: &mut String) -> bool {
    let (mut at, mut author, mut after_author) = (0, false, false);
    while at < part.len() {
        match part[at] {
            b'(' => {
                let (string, end) = literal(part, at + 1);
                author |= after_author && !string.is_empty();
                push(&string, out);
                (at, after_author) = (end, false);
            }
            b'<' if part.get(at + 1) != Some(&b'<') => {
                let (string, end) = hexadecimal(part, at + 1);
                author |= after_author && !string.is_empty();
                push(&string, out);
                (at, after_author) = (end, false);
            }
            b'/' => {
                out.push('\n');
                let end = word_end(part, at + 1);
                after_author = &part[at..end] == b"/Author";
                at = end;
            }
            byte if byte.is_ascii_alphabetic() || byte == b'\'' || byte == b'"' => {
                let end = word_end(part, at + 1);
                if matches!(&part[at..end], b"Td" | b"TD" | b"Tm" | b"T*" | b"ET" | b"'" | b"\"") {
                    out.push('\n');
                }
                at = end;
            }
            b'<' | b'>' => at += if part.get(at + 1) == Some(&part[at]) { 2 } else { 1 },
            _ => at += 1,
        }
    }
    out.push('\n');
    author
}

/// Where the word that begins before `from` ends.
pub fn word_end(part: &[u8], from: usize) -> usize {
    let ends = |b: &u8| b.is_ascii_whitespace() || b"()<>[]{}/%".contains(b);
    part[from..].iter().position(ends).map_or(part.len(), |long| from + long)
}

/// A string between round brackets, and where it ends.
fn literal(part: &[u8], from: usize) -> (Vec<u8>, usize) {
    let (mut out, mut depth, mut at) = (Vec::new(), 1, from);
    while let Some(&byte) = part.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let octal = part[at..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
                let octal: Vec<u8> = octal.copied().collect();
                if octal.is_empty() {
                    out.extend(part.get(at).filter(|b| !matches!(b, b'\n' | b'\r')));
                    at += 1;
                } else {
                    let code = octal.iter().fold(0_u32, |sum, b| sum * 8 + u32::from(b - b'0'));
                    out.push((code & 0xFF) as u8);
                    at += octal.len();
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        out.push(byte);
    }
    (out, at.min(part.len()))
}

/// The bytes of a string between angles, and where it ends.
pub fn hexadecimal(part: &[u8], from: usize) -> (Vec<u8>, usize) {
    let end = part[from..].iter().position(|b| *b == b'>').map_or(part.len(), |long| from + long);
    let digits = part[from..end].iter().filter_map(|b| char::from(*b).to_digit(16));
    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
    let bytes = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
    (bytes.collect(), (end + 1).min(part.len()))
}

/// Adds a string: UTF-16 where it says so, else bytes. Zero bytes go: fonts by code points write them before each digit.
fn push(string: &[u8], out: &mut String) {
    let wide = |rest: &[u8], big: bool| {
        let units = rest.chunks_exact(2).map(|pair| match big {
            true => u16::from_be_bytes([pair[0], pair[1]]),
            false => u16::from_le_bytes([pair[0], pair[1]]),
        });
        String::from_utf16_lossy(&units.collect::<Vec<_>>())
    };
    match string {
        [0xFE, 0xFF, rest @ ..] => out.push_str(&wide(rest, true)),
        [0xFF, 0xFE, rest @ ..] => out.push_str(&wide(rest, false)),
        _ => match std::str::from_utf8(string) {
            Ok(text) => out.extend(text.chars().filter(|c| *c != '\0')),
            Err(_) => out.extend(string.iter().filter(|b| **b != 0).map(|b| char::from(*b))),
        },
    }
}
