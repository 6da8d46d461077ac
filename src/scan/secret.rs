//! Finds what opens a door: private keys, access keys, passwords in addresses and beside their names.

use std::ops::Range;

use crate::model::Words;

/// A secret by the form it was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// A block between `BEGIN … PRIVATE KEY` and its end.
    PrivateKey,
    /// A word with the opening letters and the length of a cloud's or a forge's keys.
    AccessKey,
    /// `user:password@` in an address.
    InAddress,
    /// A value beside a name such as `secret_access_key`.
    Named,
}

impl Secret {
    /// The name for messages.
    pub fn words(self) -> Words {
        match self {
            Secret::PrivateKey => Words::new("私钥", "private key"),
            Secret::AccessKey => Words::new("访问密钥", "access key"),
            Secret::InAddress => Words::new("网址里的密码", "password in an address"),
            Secret::Named => Words::new("密码或密钥", "password or key"),
        }
    }
}

/// How far names are believed. `密码：到窗口领取` is a sentence in a notice and a mistake in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Names that only keys have, beside values that only keys have.
    OfKeys,
    /// Anything beside `password`, `token` and their like.
    Any,
}

/// Opening letters of keys, and how many letters and digits the whole has.
const KEYS: &[(&str, Range<usize>)] = &[
    ("AKIA", 20..21),
    ("ASIA", 20..21),
    ("LTAI", 16..31),
    ("AKID", 36..37),
    ("ghp_", 40..41),
    ("gho_", 40..41),
    ("ghs_", 40..41),
    ("glpat-", 26..65),
    ("github_pat_", 60..120),
];

/// Names as they are once marks and capitals are left out.
const OF_KEYS: &[&str] = &[
    "secretaccesskey",
    "accesskeysecret",
    "awssecretaccesskey",
    "secretkey",
    "clientsecret",
    "apikey",
    "privatekey",
];
const ANY: &[&str] =
    &["password", "passwd", "pwd", "token", "secret", "密码", "口令", "令牌", "密钥"];

/// Every suspected secret with the bytes it takes, in the order of the text.
pub fn secrets(text: &str, names: Names) -> Vec<(Secret, Range<usize>)> {
    let mut found = Vec::new();
    private_keys(text, &mut found);
    access_keys(text, &mut found);
    addresses(text, &mut found);
    named(text, names, &mut found);
    found.sort_by_key(|(_, span)| (span.start, span.end));
    let mut end = 0;
    found.retain(|(_, span)| {
        let apart = span.start >= end;
        end = end.max(span.end);
        apart
    });
    found
}

/// The text with its secrets starred: as many characters and as many bytes as before, so that places stay.
pub fn starred(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (_, span) in secrets(text, Names::Any) {
        out.push_str(&text[at..span.start]);
        out.extend(text[span.clone()].chars().map(star));
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// A star of as many bytes.
fn star(c: char) -> char {
    match c.len_utf8() {
        _ if c == '\n' || c == '\r' => c,
        1 => '*',
        2 => '\u{d7}',
        3 => '\u{ff0a}',
        _ => '\u{1f7b6}',
    }
}

fn private_keys(text: &str, found: &mut Vec<(Secret, Range<usize>)>) {
    for (start, opening) in text.match_indices("-----BEGIN ") {
        let rest = &text[start + opening.len()..];
        let Some((of, _)) = rest.split_once("-----") else { continue };
        if of.contains("PRIVATE KEY") && !of.contains('\n') {
            let end = rest.find("-----END ").map_or(text.len(), |at| start + opening.len() + at);
            found.push((Secret::PrivateKey, start..end));
        }
    }
}

fn access_keys(text: &str, found: &mut Vec<(Secret, Range<usize>)>) {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let first = |b: u8| matches!(b, b'A' | b'L' | b'g');
    let starts = text.bytes().enumerate().filter(|(_, b)| first(*b)).map(|(at, _)| at);
    for start in starts {
        for (opening, length) in KEYS.iter().filter(|(key, _)| text[start..].starts_with(key)) {
            let inside_a_word = text[..start].chars().next_back().is_some_and(part);
            let rest = &text[start..];
            let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
            let digits = rest[..end].bytes().any(|b| b.is_ascii_digit());
            // Of the keys that open so all letters are capitals.
            let capitals = !opening.ends_with("IA") || !rest[..end].contains(char::is_lowercase);
            if !inside_a_word && digits && capitals && length.contains(&end) {
                found.push((Secret::AccessKey, start..start + end));
            }
        }
    }
}

fn addresses(text: &str, found: &mut Vec<(Secret, Range<usize>)>) {
    for (at, mark) in text.match_indices("://") {
        let start = at + mark.len();
        let rest = &text[start..];
        let end = rest.find(|c: char| !c.is_ascii_graphic() || "/?#\"'<>`".contains(c));
        let authority = &rest[..end.unwrap_or(rest.len())];
        let Some((user, _)) = authority.rsplit_once('@') else { continue };
        if user.split_once(':').is_some_and(|(_, password)| !password.is_empty()) {
            found.push((Secret::InAddress, start..start + user.len()));
        }
    }
}

fn named(text: &str, names: Names, found: &mut Vec<(Secret, Range<usize>)>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        for (at, mark) in line.match_indices([':', '=', '：']) {
            if !may_name(&line[..at]) {
                continue;
            }
            let key = key_before(&line[..at]);
            let of_keys = OF_KEYS.contains(&key.as_str());
            let value = value_of(text, start + at + mark.len());
            let believed = match names {
                Names::OfKeys => of_keys && looks_made(&text[value.clone()]),
                Names::Any => (of_keys || ANY.contains(&key.as_str())) && !value.is_empty(),
            };
            if believed {
                found.push((Secret::Named, value));
            }
        }
        start += line.len();
    }
}

/// Whether the last letter here is the last of a name that is looked for; nearly no line's is.
fn may_name(line: &str) -> bool {
    let last = line.chars().rev().find(|c| c.is_alphanumeric());
    last.is_some_and(|c| "ytdnYTDN码令牌钥".contains(c))
}

/// The name that ends here, without marks and capitals.
fn key_before(line: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || "_-\"' ".contains(c);
    let from = line.rfind(|c| !word(c)).map_or(0, |at| at + 1);
    let from = line.ceil_char_boundary(from);
    let letters = line[from..].chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What stands beside a name: quoted, to the end of a flow's item or of the line; else on the next line, farther in.
fn value_of(text: &str, after: usize) -> Range<usize> {
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |at| from + at);
    let trimmed = |from: usize, to: usize| {
        let start = from + (text[from..to].len() - text[from..to].trim_start().len());
        start..start + text[start..to].trim_end().len()
    };
    let mut value = trimmed(after, line_end(after));
    if value.is_empty() && line_end(after) < text.len() {
        let next = line_end(after) + 1;
        let deeper = text[next..].starts_with(' ') && !text[next..line_end(next)].contains(": ");
        value = if deeper { trimmed(next, line_end(next)) } else { value };
    }
    let inner = &text[value.clone()];
    if let Some(quote) = inner.chars().next().filter(|c| "\"'".contains(*c)) {
        let from = value.start + 1;
        let length = text[from..value.end].find(quote).unwrap_or(value.end - from);
        return from..from + length;
    }
    let length = inner.find([',', '}']).or_else(|| inner.find(" #")).unwrap_or(inner.len());
    let length = if inner.starts_with('#') || inner == "~" { 0 } else { length };
    trimmed(value.start, value.start + length)
}

/// Whether a machine made it: long, of one piece, letters and digits.
fn looks_made(value: &str) -> bool {
    let part = |b: u8| b.is_ascii_alphanumeric() || b"/+=_-.".contains(&b);
    value.len() >= 16
        && value.bytes().all(part)
        && value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, names: Names) -> Vec<Secret> {
        secrets(text, names).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn each_form_is_found_and_starred_in_its_place() {
        let key = format!("AKID{}", "a1".repeat(16));
        for (text, kind) in [
            (format!("甲 {key}，乙"), Secret::AccessKey),
            ("see https://wang:s3cret@example.com/a".to_string(), Secret::InAddress),
            ("secret_access_key: abcdefgh12345678+/".to_string(), Secret::Named),
            ("AccessKeySecret = \"abcdefgh12345678\"".to_string(), Secret::Named),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n".to_string(), Secret::PrivateKey),
        ] {
            assert_eq!(kinds(&text, Names::OfKeys), [kind], "{text}");
            let shown = starred(&text);
            assert_eq!(shown.len(), text.len());
            assert_eq!(shown.chars().count(), text.chars().count());
            assert!(!shown.contains("a1") && !shown.contains("s3cret") && !shown.contains("abc"));
        }
    }

    #[test]
    fn every_opening_and_every_name_is_looked_for() {
        assert!(KEYS.iter().all(|(key, _)| key.starts_with(['A', 'L', 'g'])));
        assert!(OF_KEYS.iter().chain(ANY).all(|name| may_name(&name.to_uppercase())));
    }

    #[test]
    fn in_the_settings_a_name_is_enough() {
        for text in [
            "password: 三个字",
            "  - {name: web, token: abc}",
            "密码：abc",
            "secret:\n  abc\nname: x",
        ] {
            assert_eq!(kinds(text, Names::Any), [Secret::Named], "{text}");
            assert_eq!(kinds(text, Names::OfKeys), [], "{text}");
        }
        assert_eq!(starred("{password: 密abc, name: 甲}"), "{password: ＊***, name: 甲}");
        assert_eq!(starred("- {a: b}\npwd: 'x y'\n"), "- {a: b}\npwd: '***'\n");
    }

    #[test]
    fn what_only_resembles_one_passes() {
        for text in [
            "https://example.com:8080/wang:li@home",
            "ssh://git@example.com/a.git",
            "AKIA 是一个词，LTAI 也是",
            "XAKIAIOSFODNN7EXAMPLE",
            "AKIAiosfodnn7example",
            "secret_key: 在窗口领取",
            "-----BEGIN CERTIFICATE-----",
            "password:\ntoken: ~\nsecret: # none\n",
        ] {
            assert_eq!(kinds(text, Names::OfKeys), [], "{text}");
        }
        assert_eq!(kinds("password:\ntoken: ~\nsecret: # none\n", Names::Any), []);
    }
}
