//! How a finished page is set in a language other than Chinese: what people wrote in Chinese is marked as Chinese, and in
//! English days are written out and headings begin with a capital.

use std::borrow::Cow;

use crate::model::date::parse_date;
use crate::model::{Base, Lang};
use crate::waist;

/// Languages written in Han characters themselves.
const HAN_WRITTEN: &[&str] = &["zh", "ja", "ko"];

/// What these hold is copied: it is no text, or has no room for a mark.
const COPIED: &[&str] = &["script", "style", "title", "svg", "code", "pre", "textarea", "select"];

const VOID: &[&str] = &["br", "hr", "img", "input", "link", "meta"];

/// Labels stand in small letters where a sentence may take them in; at the head of these they begin with a capital.
const CAPITAL: &[&str] = &["h1", "h2", "h3", "dt", "th", "p", "caption"];

/// These may lay out what they hold as items in a row: a text that a mark parts stays one of them.
const WHOLE: &[&str] = &["a", "button", "summary", "label", "td", "th"];

const DAY_BYTES: usize = "2025-05-31".len();

/// The page as its language sets it. The data files keep their days as they are.
pub fn page(lang: Lang, html: String) -> String {
    if HAN_WRITTEN.contains(&lang.tag().split('-').next().unwrap_or_default()) {
        return html;
    }
    let mut set = Set { lang, out: String::with_capacity(html.len()), tag: None, capital: false };
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        set.text(text, tag.starts_with("</"));
        let (tag, after) = tag.split_at(tag_bytes(tag));
        set.tag(tag);
        rest = after;
        if COPIED.contains(&name(tag)) {
            let end = rest.find(&format!("</{}", name(tag))).unwrap_or(rest.len());
            set.out.push_str(&rest[..end]);
            (rest, set.tag) = (&rest[end..], None);
        }
    }
    set.text(rest, false);
    set.out
}

fn tag_bytes(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// Of a start tag; nothing for an end.
fn name(tag: &str) -> &str {
    let name = tag.strip_prefix('<').unwrap_or_default();
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

struct Set {
    lang: Lang,
    out: String,
    /// Where the start tag begins that was written last, if nothing has followed it.
    tag: Option<usize>,
    /// Whether the next letter begins a heading.
    capital: bool,
}

impl Set {
    fn tag(&mut self, tag: &str) {
        let name = name(tag);
        if CAPITAL.contains(&name) {
            self.capital = self.lang.base() == Base::En;
        }
        self.tag = (!name.is_empty() && !VOID.contains(&name)).then_some(self.out.len());
        match tag.split_once("data-label=\"") {
            Some((before, label)) if self.lang.base() == Base::En => {
                self.out.push_str(before);
                self.out.push_str("data-label=\"");
                self.out.push_str(&with_capital(label));
            }
            _ => self.out.push_str(tag),
        }
    }

    fn text(&mut self, text: &str, ends: bool) {
        let follows = self.tag.take();
        let alone = follows.filter(|_| ends);
        let mut rest = text;
        let whole = follows.is_some_and(|tag| WHOLE.contains(&name(&self.out[tag..])));
        let mut open = false;
        while let Some(run) = chinese(rest) {
            let (before, after) = (&rest[..run.start], &rest[run.end..]);
            let bare = |text: &str| !text.contains(char::is_alphabetic) && day_in(text).is_none();
            if let Some(tag) = alone.filter(|_| bare(before) && bare(after)) {
                self.attribute(tag, " lang=zh-CN");
                return self.out.push_str(text);
            }
            if whole && !open {
                self.out.push_str("<bdi>");
                open = true;
            }
            self.own(before);
            self.out.push_str("<bdi lang=zh-CN>");
            self.out.push_str(&rest[run]);
            self.out.push_str("</bdi>");
            self.capital = false;
            rest = after;
        }
        if alone.is_some_and(|tag| self.out[tag..].starts_with("<time"))
            && let Some(date) = parse_date(rest).filter(|_| self.lang.base() == Base::En)
        {
            if self.out.ends_with("<time>") {
                self.attribute(self.out.len() - "<time>".len(), &format!(" datetime={date}"));
            }
            return self.out.push_str(&waist::short_day(self.lang, date));
        }
        self.own(rest);
        self.out.push_str(if open { "</bdi>" } else { "" });
    }

    /// Text in the page's own language.
    fn own(&mut self, text: &str) {
        let mut text = match self.lang.base() {
            Base::Zh => Cow::Borrowed(text),
            Base::En => days_written_out(self.lang, text),
        };
        if self.capital && !text.trim().is_empty() {
            text = Cow::Owned(with_capital(&text));
            self.capital = false;
        }
        self.out.push_str(&text);
    }

    fn attribute(&mut self, tag: usize, attribute: &str) {
        let end = tag + tag_bytes(&self.out[tag..]) - 1;
        self.out.insert_str(end, attribute);
        self.capital = false;
    }
}

/// The first stretch of Chinese: from a Han character to the last one, or the last wide mark, before a letter of
/// another script.
fn chinese(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.find(is_han)?;
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        match c {
            c if is_han(c) || is_wide_mark(c) => end = start + at + c.len_utf8(),
            c if c.is_alphabetic() => break,
            _ => {}
        }
    }
    Some(start..end)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// 。（） and their like, which stand in no other text.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Where the first day stands, as in `2025-05-31`; not one that is part of an id, a voucher or a file's name.
fn day_in(text: &str) -> Option<usize> {
    let parts = |c: char| c.is_alphanumeric() || "-/_".contains(c);
    text.match_indices('-').filter_map(|(at, _)| at.checked_sub(4)).find(|at| {
        let Some(day) = text.get(*at..at + DAY_BYTES) else { return false };
        let (before, mut after) = (&text[..*at], text[at + DAY_BYTES..].chars());
        let ends = match after.next() {
            Some('.') => !after.next().is_some_and(parts),
            next => !next.is_some_and(parts),
        };
        ends && !before.ends_with(parts) && day.is_ascii() && parse_date(day).is_some()
    })
}

fn days_written_out(lang: Lang, text: &str) -> Cow<'_, str> {
    let Some(mut at) = day_in(text) else { return Cow::Borrowed(text) };
    let (mut out, mut rest) = (String::new(), text);
    loop {
        out.push_str(&rest[..at]);
        let (day, after) = rest[at..].split_at(DAY_BYTES);
        out.push_str(&parse_date(day).map_or(day.to_string(), |date| waist::day(lang, date)));
        rest = after;
        match day_in(rest) {
            Some(next) => at = next,
            None => break,
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn with_capital(text: &str) -> String {
    let blank = text.len() - text.trim_start().len();
    let mut letters = text[blank..].chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    text[..blank].chars().chain(first).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(html: &str) -> String {
        page(Lang::En, html.to_string())
    }

    #[test]
    fn chinese_is_marked_where_it_stands() {
        for (html, expected) in [
            ("<td>陈国梁</td>", "<td lang=zh-CN>陈国梁</td>"),
            ("<a href=\"a>b\">3 组（二）</a>", "<a href=\"a>b\" lang=zh-CN>3 组（二）</a>"),
            (
                "<p>Held by 青溪县 (清发〔2025〕3号): 5",
                "<p>Held by <bdi lang=zh-CN>青溪县 (清发〔2025〕3号</bdi>): 5",
            ),
            (
                "<li>何永福<small>chair</small></li>",
                "<li><bdi lang=zh-CN>何永福</bdi><small>chair</small></li>",
            ),
            ("<p>a<br>柳塘</p>", "<p>A<br><bdi lang=zh-CN>柳塘</bdi></p>"),
            (
                "<a>柳塘 now<small>x</small></a>",
                "<a><bdi><bdi lang=zh-CN>柳塘</bdi> now</bdi><small>x</small></a>",
            ),
            ("<title>柳塘 2025-05-31</title>", "<title>柳塘 2025-05-31</title>"),
            ("<svg><text>柳塘</text></svg>", "<svg><text>柳塘</text></svg>"),
        ] {
            assert_eq!(set(html), expected);
        }
    }

    #[test]
    fn days_are_written_out_and_no_ids() {
        for (html, expected) in [
            ("<time>2025-09-30</time>", "<time datetime=2025-09-30>30 Sep 2025</time>"),
            (
                "<time datetime=\"2025-09-30\">2025-09-30</time>",
                "<time datetime=\"2025-09-30\">30 Sep 2025</time>",
            ),
            (
                "<li>by 2025-01-02, or 2025-01-03.</li>",
                "<li>by 2 January 2025, or 3 January 2025.</li>",
            ),
            ("<dd>2025-05-31 村委会</dd>", "<dd>31 May 2025 <bdi lang=zh-CN>村委会</bdi></dd>"),
            ("<td>会议（2025-05-31）</td>", "<td lang=zh-CN>会议（2025-05-31）</td>"),
            (
                "<li>LT-2025-05-31 2025-05-31.md 2025-13-01</li>",
                "<li>LT-2025-05-31 2025-05-31.md 2025-13-01</li>",
            ),
            ("<code>2025-05-31</code>", "<code>2025-05-31</code>"),
        ] {
            assert_eq!(set(html), expected);
        }
    }

    #[test]
    fn labels_at_the_head_begin_with_a_capital() {
        for (html, expected) in [
            ("<dt>paid on</dt><dd>yes</dd>", "<dt>Paid on</dt><dd>yes</dd>"),
            ("<h2><a href=x>steps</a> of it</h2>", "<h2><a href=x>Steps</a> of it</h2>"),
            ("<th scope=rowgroup>grants</th>", "<th scope=rowgroup>Grants</th>"),
            ("<td data-label=\"due\">x</td>", "<td data-label=\"Due\">x</td>"),
        ] {
            assert_eq!(set(html), expected);
        }
    }

    #[test]
    fn a_chinese_page_stays_as_it_is() {
        let html = "<p>a 柳塘 <time>2025-09-30</time>".to_string();
        assert_eq!(page(Lang::Zh, html.clone()), html);
    }
}
