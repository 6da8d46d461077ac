//! The words of an output as a reader and as a machine find them: without tags, and inside tags; nothing as an escape.

use std::borrow::Cow;

/// Elements that end no word: a name goes on over their tags.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// The texts of a file: its address, and what it says. Bytes that are no text say nothing here: their words were searched
/// on the way in.
pub fn of<'a>(path: &'a str, bytes: &'a [u8]) -> Vec<Cow<'a, str>> {
    let mut texts = vec![plain(path)];
    let Ok(text) = std::str::from_utf8(bytes) else { return texts };
    if [".html", ".xml", ".svg"].iter().any(|ending| path.ends_with(ending)) {
        let read = |part: String| if has_escape(&part) { plain(&part).into_owned() } else { part };
        texts.extend(apart(text).map(|part| Cow::Owned(read(part))));
    } else {
        texts.push(plain(text));
    }
    texts
}

/// What stands between tags, its blocks parted by line ends, and what stands within them, each tag a line.
fn apart(text: &str) -> [String; 2] {
    let (mut said, mut within) = (String::with_capacity(text.len() / 2), String::new());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        on_one_line(&mut said, &rest[..at]);
        let tag = &rest[at + 1..];
        let long = tag_end(tag);
        let inside = &tag[..long];
        let name = inside.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.contains(&name.to_ascii_lowercase().as_str()) {
            said.push('\n');
        }
        within.push_str(inside);
        within.push('\n');
        rest = tag.get(long + 1..).unwrap_or_default();
    }
    on_one_line(&mut said, rest);
    [said, within]
}

/// Between tags a line's end is a blank.
fn on_one_line(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
}

/// Where a tag or a comment ends: a quote may hold a `>`.
fn tag_end(tag: &str) -> usize {
    if tag.starts_with("!--") {
        return tag.find("-->").map_or(tag.len(), |at| at + 2);
    }
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            // Only a value begins with a quote: what a script says of `<` and `'` opens none.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        before = byte;
    }
    tag.len()
}

fn has_escape(text: &str) -> bool {
    text.bytes().any(is_escape)
}

fn is_escape(byte: u8) -> bool {
    matches!(byte, b'%' | b'&' | b'\\')
}

/// A text with its escapes read: of addresses, of HTML and of JSON.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !has_escape(text) {
        return Cow::Borrowed(text);
    }
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let read = match rest.as_bytes()[0] {
            b'%' => of_address(rest),
            b'&' => of_html(rest),
            b'\\' => of_json(rest),
            _ => {
                let long = rest.bytes().position(is_escape).unwrap_or(rest.len());
                out.extend(&rest.as_bytes()[..long]);
                at += long;
                continue;
            }
        };
        let (bytes, long) = read.unwrap_or_else(|| (vec![rest.as_bytes()[0]], 1));
        out.extend(bytes);
        at += long;
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

/// `%E6`: a byte.
fn of_address(rest: &str) -> Option<(Vec<u8>, usize)> {
    let byte = u8::from_str_radix(rest.get(1..3)?, 16).ok()?;
    Some((vec![byte], 3))
}

/// `&#26446;`, `&#x674e;` and the few names that matter.
fn of_html(rest: &str) -> Option<(Vec<u8>, usize)> {
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
            char::from_u32(code.ok()?)?
        }
        None => match name {
            "nbsp" => ' ',
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "middot" => '·',
            "shy" | "zwnj" | "zwj" => '\u{AD}',
            _ => return None,
        },
    };
    Some((c.to_string().into_bytes(), end + 1))
}

/// `\u674e`, `\n` and their like.
fn of_json(rest: &str) -> Option<(Vec<u8>, usize)> {
    let c = match rest.as_bytes().get(1)? {
        b'u' => {
            let code = u32::from_str_radix(rest.get(2..6)?, 16).ok()?;
            return Some((char::from_u32(code)?.to_string().into_bytes(), 6));
        }
        b'n' | b'r' => '\n',
        b't' => '\t',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        _ => return None,
    };
    Some((vec![c as u8], 2))
}

#[cfg(test)]
mod tests {
    use super::{apart, plain};

    #[test]
    fn what_stands_between_tags_is_apart_from_what_stands_within_them() {
        let page = "<p title=\"甲 > 乙\">周<b>小</b>\n禾</p><!-- 丙 --><td>周<td>小禾<img alt=丁>";
        let [said, within] = apart(page);
        assert_eq!(said, "\n周小 禾\n\n\n周\n小禾\n");
        for words in ["甲 > 乙", "丙", "alt=丁"] {
            assert!(within.contains(words), "{within}");
        }
    }

    #[test]
    fn escapes_are_read() {
        assert_eq!(plain("%E5%91%A8&#23567;&#x79be;\\u674e\\n&amp;"), "周小禾李\n&");
        assert_eq!(plain("100% & \\d %zz &bogus; \\"), "100% & \\d %zz &bogus; \\");
    }
}
