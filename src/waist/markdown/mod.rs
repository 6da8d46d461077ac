//! Markdown as safe HTML: no raw HTML, links of safe schemes only, no pictures from elsewhere.

mod apart;
mod gaps;
mod leads;
mod lines;
mod masked;
mod plain;
mod rows;
mod stars;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_long;
mod unmarked;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html,
};

use self::apart::{Apart, is_line_break};
use self::leads::{Defined, is_local, is_safe, unmade_links};
pub use self::leads::{Leads, Link, decoded, links};
pub use self::unmarked::unmarked;
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

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES);

/// The body as HTML with these names masked. Its links into the portal lead where `leads` say.
pub fn to_html(body: &str, names: &Names, leads: &Leads) -> Prose {
    let apart = Apart::of(body);
    let (open, remarks) = (Vec::new(), Vec::new());
    let counts = Vec::new();
    let columns = 0;
    let mut writer =
        Writer { apart: &apart, body, names, leads, open, counts, columns, remarks, html_told: 0 };
    let mut events = Vec::new();
    let parser = Parser::new_ext(&apart.text, OPTIONS);
    let mut defined = Defined::of(parser.reference_definitions());
    for (event, range) in parser.into_offset_iter() {
        defined.see(&event);
        writer.event(event, apart.typed(&range), &mut events);
    }
    let mut remarks = writer.remarks;
    remarks.extend(defined.unused().map(|range| unshown(apart.typed(&range))));
    remarks.extend(unmade_links(body).into_iter().map(unmade));
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
    leads: &'a Leads,
    /// Whether each open link or picture leads somewhere: of one that does not, only its words are kept.
    open: Vec<bool>,
    /// Of each open list its first number and its items.
    counts: Vec<Count>,
    /// How many columns the open table has.
    columns: usize,
    remarks: Vec<Remark>,
    /// The end of the last line whose HTML was told.
    html_told: usize,
}

/// The items of a list: where each stands among the events, and the number it was typed with.
#[derive(Default)]
struct Count {
    first: Option<u64>,
    items: Vec<(usize, u64)>,
}

impl<'a> Writer<'a> {
    /// Keeps the numbers of a list as typed, which a page would count on from the first. The same number before all of them
    /// asks for that.
    fn count(&mut self, event: &Event, range: &Range<usize>, out: &mut [Event<'a>]) {
        match event {
            Event::Start(Tag::List(first)) => {
                self.counts.push(Count { first: *first, items: Vec::new() });
            }
            Event::Start(Tag::Item) => {
                let typed = self.body.get(range.start..).unwrap_or_default().trim_start();
                let long = typed.bytes().take_while(u8::is_ascii_digit).count();
                if let (Some(list), Ok(number)) = (self.counts.last_mut(), typed[..long].parse()) {
                    list.items.push((out.len(), number));
                }
            }
            Event::End(TagEnd::List(_)) => {
                let Count { first, items } = self.counts.pop().unwrap_or_default();
                let Some(mut next) = first else { return };
                if items.iter().all(|(_, number)| *number == next) {
                    return;
                }
                for (at, number) in items {
                    if number != next {
                        out[at] = Event::Html(format!("<li value=\"{number}\">").into());
                    }
                    next = number.saturating_add(1);
                }
            }
            _ => {}
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>, out: &mut Vec<Event<'a>>) {
        self.count(&event, &range, out);
        self.tell_rows(&event, &range);
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
                let to = self.apart.clean(dest_url);
                let href = self.href(link_type, &to, false, range);
                self.open.push(href.is_some());
                let title = self.names.mask(&self.apart.clean(title)).into_owned().into();
                let link = |dest_url| Event::Start(Tag::Link { link_type, dest_url, title, id });
                out.extend(href.map(link));
            }
            // Pictures come as attachments, re-encoded: the words of one lead to it.
            Event::Start(Tag::Image { link_type, dest_url, id, .. }) => {
                let to = self.apart.clean(dest_url);
                let href = self.href(link_type, &to, true, range);
                let href = href.filter(|_| !self.open.contains(&true));
                self.open.push(href.is_some());
                let title = CowStr::from("");
                let link_type = LinkType::Inline;
                let link = |dest_url| Event::Start(Tag::Link { link_type, dest_url, title, id });
                out.extend(href.map(link));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if self.open.pop().unwrap_or(false) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
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

    fn tell_rows(&mut self, event: &Event, range: &Range<usize>) {
        let typed = self.body.get(range.clone()).unwrap_or_default();
        let remark = match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns.len();
                None
            }
            Event::Start(Tag::TableRow) => rows::surplus(typed, range.clone(), self.columns),
            Event::Start(Tag::Paragraph) => rows::unmade(typed, range.clone()),
            _ => None,
        };
        self.remarks.extend(remark);
    }

    /// Where a link leads from the page; what may not be written is told here, what leads nowhere by whoever knows.
    fn href(
        &mut self,
        of: LinkType,
        to: &str,
        picture: bool,
        range: Range<usize>,
    ) -> Option<CowStr<'a>> {
        let local = is_local(of, to);
        let href = match local {
            true => self.leads.get(to).cloned().flatten(),
            false => Some(to.to_string()).filter(|to| !picture && is_safe(of, to)),
        };
        let kept =
            href.filter(|href| names_nobody(to, self.names) && names_nobody(href, self.names));
        if kept.is_none() && (!local || !names_nobody(to, self.names)) {
            self.remarks.push(left_out(range, to, picture));
        }
        kept.map(CowStr::from)
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

/// What was meant as a link and is none, by the brackets it was written with.
fn unmade(range: Range<usize>) -> Remark {
    let said = Said::new(
        "这个链接的括号不对，会照原样显示在页面上",
        "this link is written with other brackets, and stands on the page as typed",
    );
    let help = Said::new(
        "写成 `[字](地址)`：括号用半角，中间不空格",
        "write `[word](address)`, with half-width brackets and no blank between",
    );
    Remark { range, rule: &rules::UNSAFE_LINK, said, help: Some(help) }
}

/// A line that gives an address to a word in brackets which stands nowhere.
fn unshown(range: Range<usize>) -> Remark {
    let said = Said::new(
        "这一行是给链接备用的地址，没有链接用它，页面上不会显示",
        "this line gives an address to links, and no link uses it: it is not shown",
    );
    let help = Said::new(
        "要显示就写成 `[字](地址)`，或把冒号改成全角的 `：`；没有用就删去",
        "to show it write `[word](address)`, or a blank before the colon; else remove it",
    );
    Remark { range, rule: &rules::NOT_AS_TYPED, said, help: Some(help) }
}

fn left_out(range: Range<usize>, address: &str, picture: bool) -> Remark {
    let (zh, en) = if picture { ("图片", "picture") } else { ("链接", "link") };
    let said = Said::new(
        format!("{zh} `{address}` 不能用，已去掉"),
        format!("the {en} `{address}` was left out"),
    );
    let help = Said::new(
        "图片存成文件，写进文件头的 `附件`",
        "save the picture as a file and list it under `attachments` in the head",
    );
    Remark { range, rule: &rules::UNSAFE_LINK, said, help: picture.then_some(help) }
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

const LEVELS: [HeadingLevel; 6] = [
    HeadingLevel::H1,
    HeadingLevel::H2,
    HeadingLevel::H3,
    HeadingLevel::H4,
    HeadingLevel::H5,
    HeadingLevel::H6,
];
