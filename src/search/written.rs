//! Numbers as letters, and data as a script that hands it over.

use serde_json::Value;

/// One sign for each number below 64. No digits: what is packed must not look like anybody's number.
pub const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.!*()~:;+=";

/// Stands before a list that is written document by document.
const EACH: char = ',';

/// Bits of a sign that carry a number; the sixth says that it goes on.
const CARRIED: u32 = 5;

/// A script of one call, which a page can load from any place, a folder on a stick among them.
pub struct Call(String);

impl Call {
    pub fn new(name: &str, data: &Value) -> Call {
        Call::written(name, data.to_string())
    }

    /// As [`Call::new`], of data already written as JSON.
    pub fn written(name: &str, data: String) -> Call {
        // Two line ends that JSON allows within a text and older scripts do not.
        let data = data.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        Call(format!("{}{data});\n", Call::head(name)))
    }

    /// What stands before the data.
    pub fn head(name: &str) -> String {
        format!("sunlitFound(\"{name}\",")
    }

    pub fn bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// A number of 24 bits as four signs.
pub fn symbols(number: u32) -> String {
    (0..4).rev().map(|at| SYMBOLS[(number >> (at * 6) & 63) as usize] as char).collect()
}

/// Numbers in rising order, the shorter of two ways: gaps and runs, or a bit for each.
pub fn list(numbers: &[u32]) -> String {
    let runs = runs(numbers);
    let each = numbers.last().map_or(0, |last| *last as usize / 6 + 2);
    if each < runs.len() { bits(numbers) } else { runs }
}

/// Each run as the gap before it, doubled, and one more if it is longer than one; then by how much it is longer than two.
fn runs(numbers: &[u32]) -> String {
    let mut out = String::new();
    let mut next = 0;
    for run in numbers.chunk_by(|a, b| a + 1 == *b) {
        let long = run.len() > 1;
        push(&mut out, (run[0] - next) * 2 + u32::from(long));
        if long {
            push(&mut out, run.len() as u32 - 2);
        }
        next = run[0] + run.len() as u32;
    }
    out
}

fn bits(numbers: &[u32]) -> String {
    let mut all = vec![0u8; numbers.last().map_or(0, |last| *last as usize / 6 + 1)];
    for number in numbers {
        all[*number as usize / 6] |= 1 << (number % 6);
    }
    std::iter::once(EACH).chain(all.iter().map(|six| SYMBOLS[*six as usize] as char)).collect()
}

/// The smallest part first, five bits a sign.
fn push(out: &mut String, mut number: u32) {
    while number >> CARRIED > 0 {
        out.push(SYMBOLS[(number & 31 | 32) as usize] as char);
        number >>= CARRIED;
    }
    out.push(SYMBOLS[number as usize] as char);
}
