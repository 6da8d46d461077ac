//! Markdown as safe HTML: no raw HTML, links of safe schemes only, no pictures from elsewhere.

mod apart;
mod lines;
mod masked;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use self::apart::{Apart, is_line_break};
use crate::finding::{Rule, rules};
use crate::model::Said;
use crate::model::party::Names;

/// A text as HTML, and what of it did not come out as typed.
#[derive(Debug, Default)]
pub struct Prose {
    pub html: String,
    pub remarks: Vec<Remark>,
}

/// What is told of a place of the text, by its bytes.
#[derive(Debug)]
pub struct Remark {
    pub range: Range<usize>,
    pub rule: &'static Rule,
    pub said: Said,
    pub help: Option<Said>,
}

/// The body as HTML with these names masked.
pub fn to_html(body: &str, names: &Names) -> Prose {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let apart = Apart::of(body);
    let mut writer =
        Writer { apart: &apart, body, names, open: Vec::new(), remarks: Vec::new(), html_told: 0 };
    let mut events = Vec::new();
    for (event, range) in Parser::new_ext(&apart.text, options).into_offset_iter() {
        writer.event(event, apart.typed(&range), &mut events);
    }
    let remarks = writer.remarks;
    let events = masked::masked(lines::broken(with_levels(events)), names);
    // What looks like HTML was typed by a person: show it as typed.
    let events = events.into_iter().map(|event| match event {
        Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut out = String::with_capacity(body.len() * 2);
    html::push_html(&mut out, events);
    let html = out
        .replace(" style=\"text-align: right\"", " class=\"number\"")
        .replace(" style=\"text-align: center\"", "")
        .replace(" style=\"text-align: left\"", "");
    Prose { html, remarks }
}

/// Takes the parser's events one by one and leaves those that are written.
struct Writer<'a> {
    apart: &'a Apart<'a>,
    body: &'a str,
    names: &'a Names,
    /// Whether each open link is kept: of one that is not, only its words are.
    open: Vec<bool>,
    remarks: Vec<Remark>,
    /// The end of the last line whose HTML was told.
    html_told: usize,
}

impl<'a> Writer<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::Text(text) => out.push(Event::Text(self.apart.clean(text))),
            Event::Code(text) => out.push(Event::Code(self.apart.clean(text))),
            Event::Html(text) | Event::InlineHtml(text) => {
                let text = self.apart.clean(text);
                self.tell_html(&text, range);
                out.extend(typed_html(&text));
            }
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::TaskListMarker(done) => {
                out.push(Event::Text(if done { "☑ " } else { "☐ " }.into()));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.apart.clean(dest_url);
                let kept = is_safe(&dest_url) && names_nobody(&dest_url, self.names);
                self.open.push(kept);
                if !kept {
                    return self.remarks.push(left_out(range, &dest_url));
                }
                let title = self.names.mask(&self.apart.clean(title)).into_owned().into();
                out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::End(TagEnd::Link) => {
                if self.open.pop().unwrap_or(false) {
                    out.push(event);
                }
            }
            // Pictures come as attachments, re-encoded; a picture address in the text shows its words alone.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::FootnoteReference(label) => {
                out.push(Event::FootnoteReference(self.apart.clean(label)));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                out.push(Event::Start(Tag::FootnoteDefinition(self.apart.clean(label))));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                let language = CodeBlockKind::Fenced(self.apart.clean(language));
                out.push(Event::Start(Tag::CodeBlock(language)));
            }
            other => out.push(other),
        }
    }

    /// Once a line: what was typed as HTML stands on the page as typed, which nobody means.
    fn tell_html(&mut self, text: &str, range: Range<usize>) {
        let Some(tag) = tag_of(text) else { return };
        if range.start < self.html_told {
            return;
        }
        let line_end = self.body[range.start..].find('\n');
        self.html_told = line_end.map_or(self.body.len(), |end| range.start + end);
        let help = Said::new(
            "加粗写 `**字**`，换行写 `<br>`，链接写 `[字](地址)`；别的标签删去，备注写到文件外",
            "write `**word**` for bold, `<br>` for a line break, `[word](address)` for a link; \
             remove other tags, and keep remarks out of the file",
        );
        self.remarks.push(Remark {
            range,
            rule: &rules::HTML_IN_TEXT,
            said: Said::new(
                format!("`{tag}` 是 HTML，会照原样显示在页面上"),
                format!("`{tag}` is HTML and stands on the page as typed"),
            ),
            help: Some(help),
        });
    }
}

/// Words typed as HTML; a line break among them is one.
fn typed_html<'a>(text: &str) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let line = text.trim_end_matches(['\n', '\r']);
    let mut rest = line;
    while let Some(at) = (0..rest.len()).find(|at| rest.get(*at..).is_some_and(is_line_break)) {
        events.push(Event::InlineHtml(rest[..at].to_string().into()));
        events.push(Event::HardBreak);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        rest = &rest[end..];
    }
    events.push(Event::InlineHtml(rest.to_string().into()));
    events.retain(|event| !matches!(event, Event::InlineHtml(text) if text.is_empty()));
    if line.len() < text.len() {
        events.push(Event::SoftBreak);
    }
    events
}

/// How the first tag of a piece of HTML is called; nothing where it only closes one or breaks the line.
fn tag_of(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            return Some("<!-- -->".to_string());
        }
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        if !name.is_empty() && !name.eq_ignore_ascii_case("br") {
            return Some(format!("<{}>", name.to_lowercase()));
        }
    }
    None
}

fn left_out(range: Range<usize>, address: &str) -> Remark {
    let said = Said::new(
        format!("链接 `{address}` 不能用，已去掉"),
        format!("the link `{address}` was left out"),
    );
    Remark { range, rule: &rules::UNSAFE_LINK, said, help: None }
}

/// The page has its own first heading: whatever level the text begins with continues from it.
fn with_levels(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let level = |event: &Event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    };
    let shallowest = events.iter().filter_map(level).min().unwrap_or(1);
    let below = |level: HeadingLevel| LEVELS[(level as usize + 2 - shallowest).min(6) - 1];
    for event in &mut events {
        match event {
            Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)) => {
                *level = below(*level);
            }
            _ => {}
        }
    }
    events
}

/// Whether an event is part of a line of words.
fn is_inline(event: &Event) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::FootnoteReference(_) => true,
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        }
        _ => false,
    }
}

/// Whether an address holds none of the names, neither as it is nor behind percent escapes.
fn names_nobody(address: &str, names: &Names) -> bool {
    [address, &decoded(address)].iter().all(|text| matches!(names.mask(text), Cow::Borrowed(_)))
}

/// An address with its percent escapes read; what they write may be a name.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let written = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = written.filter(|_| first == b'%');
        match byte.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

const LEVELS: [HeadingLevel; 6] = [
    HeadingLevel::H1,
    HeadingLevel::H2,
    HeadingLevel::H3,
    HeadingLevel::H4,
    HeadingLevel::H5,
    HeadingLevel::H6,
];

/// Pages of this portal, web addresses for a reader to follow, telephone and mail; nothing that runs or reads files.
fn is_safe(address: &str) -> bool {
    let visible: String =
        address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let scheme = visible.split(['/', '?', '#']).next().unwrap_or("");
    match scheme.split_once(':') {
        Some((scheme, _)) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "https" | "http" | "tel" | "mailto")
        }
        None => stays_inside(&visible),
    }
}

/// A relative address that leaves the portal by no step. Pages with prose stand two folders deep: `unit/notices/`.
fn stays_inside(address: &str) -> bool {
    const DEPTH: i32 = 2;
    if address.starts_with(['/', '\\']) {
        return false;
    }
    // Browsers read `%2e%2e` as two dots.
    let path = address.split(['?', '#']).next().unwrap_or("").to_lowercase().replace("%2e", ".");
    let mut depth = DEPTH;
    path.split(['/', '\\']).all(|step| {
        match step {
            ".." => depth -= 1,
            "" | "." => {}
            _ => depth += 1,
        }
        depth >= 0
    })
}
