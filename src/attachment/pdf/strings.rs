//! The strings of a PDF's objects: titles, notes, bookmarks, and what pages draw in plain letters.

/// A mobile has eleven digits, and no other number of a person's fewer.
const NUMBER_MIN: usize = 11;

/// Adds every string, pieces of one drawn word joined, and behind them what else is written in letters: names, comments,
/// words, and whole numbers as long as somebody's; shorter ones are measures. Whether a string is an author's name.
pub fn strings(part: &[u8], out: &mut String) -> bool {
    letters(part, true, out)
}

/// The same without strings in hexadecimal digits, which are codes where letters are mapped.
pub fn plain_words(part: &[u8], out: &mut String) {
    letters(part, false, out);
}

fn letters(part: &[u8], coded: bool, out: &mut String) -> bool {
    let (mut at, mut author, mut after_author) = (0, false, false);
    let mut aside = String::new();
    while at < part.len() {
        let from = at;
        match part[at] {
            b'(' => {
                let (string, end) = literal(part, at + 1);
                author |= after_author && !string.is_empty();
                out.push_str(&decoded(&string));
                (at, after_author) = (end, false);
            }
            b'<' if part.get(at + 1) != Some(&b'<') => {
                let (string, end) = hexadecimal(part, at + 1);
                author |= after_author && !string.is_empty();
                if coded {
                    out.push_str(&decoded(&string));
                }
                (at, after_author) = (end, false);
            }
            b'%' => {
                let long = part[at..].iter().position(|b| matches!(b, b'\n' | b'\r'));
                at = long.map_or(part.len(), |long| at + long);
                word(&part[from..at], &mut aside);
            }
            b'/' => {
                out.push('\n');
                at = word_end(part, at + 1);
                let name = name(&part[from + 1..at]);
                after_author = name == b"Author";
                word(&name, &mut aside);
            }
            b'<' => at += 2,
            byte if byte.is_ascii_whitespace() || b")<>[]{}".contains(&byte) => at += 1,
            _ => {
                at = word_end(part, at + 1);
                if matches!(&part[from..at], b"Td" | b"TD" | b"Tm" | b"T*" | b"ET" | b"'" | b"\"") {
                    out.push('\n');
                }
                word(&part[from..at], &mut aside);
            }
        }
    }
    out.push('\n');
    out.push_str(&aside);
    author
}

/// Adds what is no operator and no measure, so that no number reaches over it.
fn word(word: &[u8], out: &mut String) {
    let number = word.iter().all(|b| b.is_ascii_digit() || b"+-.".contains(b));
    let long =
        if number { !word.contains(&b'.') && word.len() >= NUMBER_MIN } else { word.len() > 3 };
    if long {
        out.push_str(&String::from_utf8_lossy(word));
        out.push_str("\n\n\n\n");
    }
}

/// A name as it is meant: any byte of it may be written by its number.
pub fn name(written: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = written;
    while let [byte, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                rest = &after[2..];
            }
            _ => {
                out.push(*byte);
                rest = after;
            }
        }
    }
    out
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

/// A string: UTF-16 where it says so, else bytes. Zero bytes go: fonts by code points write them before each digit.
pub fn decoded(string: &[u8]) -> String {
    let wide = |rest: &[u8], big: bool| {
        let units = rest.chunks_exact(2).map(|pair| match big {
            true => u16::from_be_bytes([pair[0], pair[1]]),
            false => u16::from_le_bytes([pair[0], pair[1]]),
        });
        String::from_utf16_lossy(&units.collect::<Vec<_>>())
    };
    match string {
        [0xFE, 0xFF, rest @ ..] => wide(rest, true),
        [0xFF, 0xFE, rest @ ..] => wide(rest, false),
        _ => match std::str::from_utf8(string) {
            Ok(text) => text.chars().filter(|c| *c != '\0').collect(),
            Err(_) => string.iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect(),
        },
    }
}
