//! The words of an XML text as far as office files need them: tags gone, runs of one word joined again.

/// Elements that end a word or a line; every other one may stand in the middle of a number.
const ENDS: &[&str] = &[
    "p",
    "h",
    "si",
    "is",
    "c",
    "f",
    "v",
    "row",
    "tr",
    "tc",
    "tab",
    "br",
    "cr",
    "li",
    "table-cell",
    "creator",
    "initial-creator",
    "lastModifiedBy",
    "title",
    "subject",
    "description",
    "keywords",
    "Company",
    "Manager",
    "lpwstr",
    "text",
    "rPr",
    "pPr",
    "Relationship",
    "date",
    "author",
];

/// Attributes that hold words of a person, not of the format.
const WORDS_IN: &[&str] = &["descr", "title", "Target", "href", "author", "name", "alt"];

/// Everything a person may have written: text, comments, and the attributes that hold words.
pub fn text(xml: &str) -> String {
    let mut out = String::new();
    let mut attributes = String::new();
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        push_text(&mut out, &rest[..open]);
        rest = &rest[open..];
        if let Some(inner) = rest.strip_prefix("<!--") {
            let end = inner.find("-->").unwrap_or(inner.len());
            out.push_str(&inner[..end]);
            rest = inner.get(end + 3..).unwrap_or("");
            continue;
        }
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            let end = inner.find("]]>").unwrap_or(inner.len());
            out.push_str(&inner[..end]);
            rest = inner.get(end + 3..).unwrap_or("");
            continue;
        }
        let end = tag_end(rest);
        let tag = &rest[1..end];
        if ENDS.contains(&local(tag)) && (tag.starts_with('/') || tag.ends_with('/')) {
            out.push('\n');
        }
        for (key, value) in values(tag).filter(|(key, _)| WORDS_IN.contains(&local(key))) {
            if !key.starts_with("xmlns") {
                push_text(&mut attributes, value);
                attributes.push('\n');
            }
        }
        rest = rest.get(end + 1..).unwrap_or("");
    }
    push_text(&mut out, rest);
    out.push('\n');
    out + &attributes
}

/// The tags of a text, without their angles.
pub fn tags(xml: &str) -> impl Iterator<Item = &str> {
    let mut rest = xml;
    std::iter::from_fn(move || {
        let open = rest.find('<')?;
        let from = &rest[open..];
        let end = tag_end(from);
        rest = from.get(end + 1..).unwrap_or("");
        Some(&from[1..end])
    })
}

/// Whether any element of this local name has text in it.
pub fn says(xml: &str, name: &str) -> bool {
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        let from = &rest[open..];
        let end = tag_end(from);
        rest = from.get(end + 1..).unwrap_or("");
        let tag = &from[1..end];
        if !tag.starts_with('/') && !tag.ends_with('/') && local(tag) == name {
            let inner = rest.find(&format!("{}>", local(tag))).map_or(rest, |at| &rest[..at]);
            let bare = text(inner.rsplit_once("</").map_or(inner, |(before, _)| before));
            if !bare.trim().is_empty() {
                return true;
            }
        }
    }
    false
}

/// The value of an attribute of a tag.
pub fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    values(tag).find(|(key, _)| local(key) == name).map(|(_, value)| value)
}

/// The name of an element without prefix and slash.
pub fn local(tag: &str) -> &str {
    let name = tag.trim_start_matches('/');
    let name = name.split(|c: char| c.is_whitespace() || c == '/' || c == '>').next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name)
}

/// Where the tag that begins here closes: a `>` between quotes does not.
fn tag_end(from: &str) -> usize {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    from.len()
}

fn values(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let equals = rest.find('=')?;
        let key = rest[..equals].split_whitespace().next_back().unwrap_or("");
        let after = rest[equals + 1..].trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &after[1..];
        let end = value.find(quote)?;
        rest = &value[end + 1..];
        Some((key, &value[..end]))
    })
}

/// Adds text with its references resolved.
fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.find(';').filter(|end| *end <= 8).map(|end| &rest[..end]);
        let meant = name.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        match (name, meant) {
            (Some(name), Some(meant)) => {
                out.push(meant);
                rest = &rest[name.len() + 1..];
            }
            _ => out.push('&'),
        }
    }
    out.push_str(rest);
}
