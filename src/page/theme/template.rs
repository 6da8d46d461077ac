//! What happens to a template before the engine sees it: texts filled in, tags checked,
//! blanks removed.

use super::names::shortened;
use super::{Files, ThemeError, yaml};
use crate::model::Lang;
use crate::tongue::in_currency;
use minify_html::{Cfg, minify};
use std::collections::BTreeMap;

/// Interface texts by their dotted keys.
pub(super) type Texts = BTreeMap<String, String>;

/// Stands for a blank that must stay while the template is minified: `{{ count }} lines`.
const KEPT: char = '\u{e000}';

/// The interface texts of the theme in one language.
pub(super) fn texts(files: &Files, lang: Lang) -> Result<Texts, ThemeError> {
    let path = format!("texts/{}.yaml", lang.base().tag());
    let tree: serde_yaml::Value = yaml(files, &path)?;
    let mut texts = Texts::new();
    flatten("", &tree, &mut texts);
    if let Lang::Own(manner) = lang {
        for (key, text) in &mut texts {
            match (manner.texts.get(key), &manner.currency) {
                (Some(own), _) => text.clone_from(own),
                (None, Some(currency)) => *text = in_currency(manner.base, text, currency),
                (None, None) => {}
            }
        }
    }
    for (key, text) in &texts {
        if text.contains(['"', '<']) {
            return Err(ThemeError::new(
                &path,
                None,
                format!("`{key}` 里有 `\"` 或 `<`：请用 “” 和《》"),
                format!("`{key}` holds `\"` or `<`: write “ ” instead"),
            ));
        }
    }
    Ok(texts)
}

fn flatten(prefix: &str, value: &serde_yaml::Value, texts: &mut Texts) {
    if let Some(map) = value.as_mapping() {
        for (key, child) in map {
            let key = key.as_str().unwrap_or_default();
            let path = if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") };
            flatten(&path, child, texts);
        }
    } else if let Some(text) = value.as_str() {
        texts.insert(prefix.to_string(), text.to_string());
    }
}

/// The template with each `[[key]]` replaced by its text.
pub(super) fn with_texts(path: &str, source: &str, texts: &Texts) -> Result<String, ThemeError> {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(before);
        let key = after.split_once("]]").map(|(key, _)| key).filter(|key| is_key(key));
        let Some(key) = key else {
            out.push_str("[[");
            rest = after;
            continue;
        };
        let Some(text) = texts.get(key) else {
            let line = line_at(source, source.len() - after.len());
            let (zh, en) = (format!("没有文字 `{key}`"), format!("there is no text `{key}`"));
            return Err(ThemeError::new(path, Some(line), zh, en));
        };
        out.push_str(text);
        rest = &after[key.len() + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

fn is_key(key: &str) -> bool {
    key.contains('.')
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._".contains(&b))
}

fn line_at(source: &str, offset: usize) -> usize {
    source.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The template without needless bytes, or why that would not be safe.
pub(super) fn minified(path: &str, source: &str) -> Result<String, ThemeError> {
    refuse_loose(path, source)?;
    let cfg = Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        preserve_brace_template_syntax: true,
        ..Cfg::new()
    };
    let small = minify(keep_blanks(source).as_bytes(), &cfg);
    let small = String::from_utf8_lossy(&small).replace(KEPT, " ");
    refuse_loose(path, &small)?;
    Ok(small)
}

/// The sheet without comments and blanks, its custom properties under short names.
pub(super) fn minified_css(css: &str) -> Result<String, ThemeError> {
    if css.contains("</") {
        let (zh, en) = ("样式表里不能有 `</`", "a sheet cannot hold `</`");
        return Err(ThemeError::new("styles", None, zh.into(), en.into()));
    }
    let cfg = Cfg { minify_css: true, keep_closing_tags: true, ..Cfg::new() };
    let page = minify(format!("<style>{css}</style>").as_bytes(), &cfg);
    let page = String::from_utf8_lossy(&page);
    let sheet = page.trim_start_matches("<style>").trim_end_matches("</style>");
    Ok(shortened(sheet))
}

fn refuse_loose(path: &str, html: &str) -> Result<(), ThemeError> {
    let Some(at) = loose_expression(html) else { return Ok(()) };
    Err(ThemeError::new(
        path,
        Some(line_at(html, at)),
        "标签里的 `{{ … }}` 要写在双引号里，式子里面用单引号：`href=\"{{ x }}\"`".into(),
        "an expression in a tag must stand in a quoted value: `href=\"{{ x }}\"`".into(),
    ))
}

/// Where an expression stands in a tag outside a quoted value, or holds that value's own quote.
/// Unquoted, a value from the content could add attributes of its own.
pub(super) fn loose_expression(html: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    let (mut at, mut in_tag, mut quote, mut before) = (0, false, None, b' ');
    while at < bytes.len() {
        let byte = bytes[at];
        if let Some(end) = expression_end(bytes, at) {
            let held = quote.is_some_and(|quote| bytes[at..end].contains(&quote));
            if held || (in_tag && quote.is_none()) {
                return Some(at);
            }
            at = end;
            before = b'}';
            continue;
        }
        match (in_tag, quote) {
            (false, _) => {
                in_tag = byte == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
            }
            (true, Some(open)) if byte == open => quote = None,
            (true, Some(_)) => {}
            (true, None) if byte == b'>' => in_tag = false,
            (true, None) if before == b'=' && (byte == b'"' || byte == b'\'') => quote = Some(byte),
            (true, None) => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
        at += 1;
    }
    None
}

/// The end of the `{{ … }}`, `{% … %}` or `{# … #}` that begins at `at`.
fn expression_end(bytes: &[u8], at: usize) -> Option<usize> {
    let close: &[u8] = match bytes.get(at..at + 2)? {
        b"{{" => b"}}",
        b"{%" => b"%}",
        b"{#" => b"#}",
        _ => return None,
    };
    let inner = &bytes[at + 2..];
    let length = inner.windows(2).position(|pair| pair == close);
    Some(length.map_or(bytes.len(), |length| at + 2 + length + 2))
}

/// The minifier does not take an expression for text and trims the blanks beside it; those on
/// its line are meant.
fn keep_blanks(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut out = String::with_capacity(source.len());
    let (mut at, mut start, mut after_expression) = (0, 0, false);
    while at < bytes.len() {
        let Some(end) = expression_end(bytes, at) else {
            at += 1;
            continue;
        };
        keep_edges(&source[start..at], after_expression, true, &mut out);
        out.push_str(&source[at..end]);
        (at, start, after_expression) = (end, end, true);
    }
    keep_edges(&source[start..], after_expression, false, &mut out);
    out
}

fn keep_edges(text: &str, left: bool, right: bool, out: &mut String) {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let inner = text.trim_start_matches(is_blank);
    let kept_left =
        left && inner.len() < text.len() && !inner.starts_with('\n') && !inner.is_empty();
    let core = inner.trim_end_matches(is_blank);
    let kept_right = right && core.len() < inner.len() && !core.ends_with('\n') && !core.is_empty();
    if inner.is_empty() && !text.is_empty() && left && right {
        out.push(KEPT);
        return;
    }
    out.push_str(if kept_left { "\u{e000}" } else { &text[..text.len() - inner.len()] });
    out.push_str(if kept_right { core } else { inner });
    if kept_right {
        out.push(KEPT);
    }
}
