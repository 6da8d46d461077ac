//! Markdown as safe HTML: no raw HTML, links of safe schemes only, no pictures from elsewhere.

use std::borrow::Cow;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};

use crate::model::party::Names;

/// The body as HTML with these names masked, and the byte ranges of links that were left out.
pub fn to_html(body: &str, names: &Names) -> (String, Vec<(std::ops::Range<usize>, String)>) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let shallowest = Parser::new_ext(body, options)
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(level as usize),
            _ => None,
        })
        .min();
    // The page has its own first heading: whatever level the text begins with continues from it.
    let below =
        |level: HeadingLevel| LEVELS[(level as usize + 2 - shallowest.unwrap_or(1)).min(6) - 1];
    let mut refused = Vec::new();
    // Whether each open link is kept: of one that is not, only its words are.
    let mut open: Vec<bool> = Vec::new();
    let mut out = String::with_capacity(body.len() * 2);
    let events =
        Parser::new_ext(body, options).into_offset_iter().filter_map(
            |(event, range)| match event {
                // What looks like HTML was typed by a person: show it as typed.
                Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
                Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
                Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let kept = is_safe(&dest_url) && names_nobody(&dest_url, names);
                    open.push(kept);
                    if !kept {
                        refused.push((range, dest_url.to_string()));
                        return None;
                    }
                    let title = names.mask(&title).into_owned().into();
                    Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
                }
                Event::End(TagEnd::Link) => open.pop().unwrap_or(false).then_some(event),
                // Pictures come as attachments, re-encoded; a picture address in the text shows its words alone.
                Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
                Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                    Some(Event::Start(Tag::Heading { level: below(level), id, classes, attrs }))
                }
                Event::End(TagEnd::Heading(level)) => {
                    Some(Event::End(TagEnd::Heading(below(level))))
                }
                other => Some(other),
            },
        );
    html::push_html(&mut out, masked(events, names));
    (
        out.replace(" style=\"text-align: right\"", " class=\"number\"")
            .replace(" style=\"text-align: center\"", "")
            .replace(" style=\"text-align: left\"", ""),
        refused,
    )
}

/// The events with these names masked, wherever the page would say them.
fn masked<'a>(
    events: impl Iterator<Item = Event<'a>>,
    names: &Names,
) -> impl Iterator<Item = Event<'a>> {
    let events = events.map(|event| match event {
        // A line may end inside a name.
        Event::SoftBreak => Event::Text("\n".into()),
        other => other,
    });
    // A name cut by an escape or a reference stands in pieces until they are merged.
    TextMergeStream::new(events).map(|event| match event {
        Event::Text(text) => Event::Text(names.mask(&text).into_owned().into()),
        Event::Code(text) => Event::Code(names.mask(&text).into_owned().into()),
        other => labels_masked(other, names),
    })
}

/// Whether an address holds none of the names, neither as it is nor behind percent escapes.
fn names_nobody(address: &str, names: &Names) -> bool {
    [address, &decoded(address)].iter().all(|text| matches!(names.mask(text), Cow::Borrowed(_)))
}

/// What a writer names himself and the page repeats in its markup: footnotes, the language of a block of code.
fn labels_masked<'a>(event: Event<'a>, names: &Names) -> Event<'a> {
    let clean = |label: CowStr| CowStr::from(names.mask(&label).into_owned());
    match event {
        Event::FootnoteReference(label) => Event::FootnoteReference(clean(label)),
        Event::Start(Tag::FootnoteDefinition(label)) => {
            Event::Start(Tag::FootnoteDefinition(clean(label)))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(language))))
        }
        other => other,
    }
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

#[cfg(test)]
mod tests {
    use super::{Names, to_html};

    #[test]
    fn shows_html_as_typed_and_drops_unsafe_links() {
        let (html, refused) = to_html(
            "# 标题\n\n<script>alert(1)</script>\n\n[点](javascript:alert(1)) ![图](https://x/y.png)",
            &Names::default(),
        );
        assert!(html.contains("<h2>标题</h2>") && html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("javascript") && !html.contains("<img"), "{html}");
        assert_eq!(refused.len(), 1);
        assert!(
            html.contains(">点 图<") || html.contains("点 图") && !html.contains("<a"),
            "{html}"
        );
    }

    #[test]
    fn links_may_lead_through_the_portal_and_not_out_of_it() {
        for (address, kept) in [
            ("../finance/2026-03.html#记-001", true),
            ("../../index.html", true),
            ("#a", true),
            ("tel:0500-1234567", true),
            ("../../../etc/passwd", false),
            ("/index.html", false),
            ("//example.org/", false),
            ("a/../../../../b", false),
            ("%2e%2E/%2e./.%2e/b", false),
            ("data:text/html,x", false),
            ("java\tscript:alert(1)", false),
        ] {
            let (html, refused) = to_html(&format!("[x](<{address}>)"), &Names::default());
            assert_eq!(html.contains("<a"), kept, "{address}: {html}");
            assert_eq!(refused.is_empty(), kept, "{address}");
        }
    }
}
