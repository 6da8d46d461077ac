//! Links and pictures of a text: which lead into the portal, and which may lead out of it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, RefDefs, Tag};

use super::OPTIONS;
use super::apart::Apart;

/// Where each link of a text into the portal leads from its page, by the address as typed; nowhere where the page is
/// held back, and only its words stand.
pub type Leads = BTreeMap<String, Option<String>>;

/// A link of a text into the portal, or a picture.
#[derive(Debug)]
pub struct Link {
    pub to: String,
    pub range: Range<usize>,
    pub picture: bool,
}

/// The links of a text that lead into the portal.
pub fn links(body: &str) -> Vec<Link> {
    if !body.contains(']') {
        return Vec::new();
    }
    let apart = Apart::of(body);
    let events = Parser::new_ext(&apart.text, OPTIONS).into_offset_iter();
    let link = |(event, range): (Event, Range<usize>)| {
        let (to, of, picture) = match event {
            Event::Start(Tag::Link { dest_url, link_type, .. }) => (dest_url, link_type, false),
            Event::Start(Tag::Image { dest_url, link_type, .. }) => (dest_url, link_type, true),
            _ => return None,
        };
        let to = apart.clean(to).into_string();
        let link = Link { range: apart.typed(&range), picture, to };
        is_local(of, &link.to).then_some(link)
    };
    events.filter_map(link).collect()
}

/// Whether an address has no scheme and no host of its own.
pub fn is_local(of: LinkType, address: &str) -> bool {
    let visible = visible(address);
    let abroad = visible.starts_with("//") || visible.starts_with("\\\\");
    of != LinkType::Email && !abroad && scheme(&visible).is_none()
}

/// Web addresses for a reader to follow, telephone and mail; nothing that runs or reads files.
pub fn is_safe(of: LinkType, address: &str) -> bool {
    let visible = visible(address);
    match scheme(&visible) {
        Some(scheme) => match scheme.to_ascii_lowercase().as_str() {
            // With one slash a browser may look for it on the portal itself.
            "https" | "http" => {
                let host = visible[scheme.len() + 1..].strip_prefix("//");
                host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
            }
            other => matches!(other, "tel" | "mailto"),
        },
        None => of == LinkType::Email,
    }
}

/// Of a longer address the end is not looked for.
const ADDRESS_MAX_BYTES: usize = 2000;

/// Words and an address beside each other in brackets that make no link: `[看]（https://…）`, `【看】(https://…)`, with a blank between.
pub fn unmade_links(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // What opened last, in front of each that closes: looked for anew from each it would be the text squared.
    let (mut opened, mut seen) = (None, 0);
    for (at, close) in body.match_indices([']', '】']) {
        opened = body[seen..at].rfind(['[', '【', '\n']).map(|open| seen + open).or(opened);
        seen = at;
        let rest = &body[at + close.len()..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
        let Some(inside) = rest[blanks..].strip_prefix(['(', '（']) else { continue };
        let made = close == "]" && blanks == 0 && rest.starts_with('(');
        let small: String = inside.trim_start().chars().take(8).collect();
        let small = small.to_ascii_lowercase();
        let address = ["http:", "https:", "http：", "www.", "mailto:", "tel:"];
        let near = &inside[..inside.floor_char_boundary(ADDRESS_MAX_BYTES)];
        let end = near.find([')', '）', '\n']).unwrap_or(near.len());
        let page = near[..end].ends_with(".md");
        let open = opened.filter(|open| !body[*open..].starts_with('\n'));
        if let Some(open) = open.filter(|_| !made)
            && (page || address.iter().any(|scheme| small.starts_with(scheme)))
        {
            found.push(open..at + close.len() + blanks);
        }
    }
    found
}

/// The lines that give addresses to links, by the words they stand for.
pub struct Defined {
    all: Vec<(String, Range<usize>)>,
    used: BTreeSet<String>,
}

impl Defined {
    pub fn of(all: &RefDefs) -> Defined {
        let mut all: Vec<_> =
            all.iter().map(|(label, one)| (folded(label), one.span.clone())).collect();
        all.sort_by_key(|(_, range)| range.start);
        Defined { all, used: BTreeSet::new() }
    }

    /// Notes the definition that a link or a picture uses.
    pub fn see(&mut self, event: &Event) {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = event {
            self.used.insert(folded(id));
        }
    }

    pub fn unused(self) -> impl Iterator<Item = Range<usize>> {
        let unused = self.all.into_iter().filter(move |(label, _)| !self.used.contains(label));
        unused.map(|(_, range)| range)
    }
}

/// A label as CommonMark compares it.
fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// An address as a browser reads it.
fn visible(address: &str) -> String {
    address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}

fn scheme(visible: &str) -> Option<&str> {
    let first = visible.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    first.split_once(':').map(|(scheme, _)| scheme)
}

/// An address with its percent escapes read; what they write may be a name.
pub fn decoded(address: &str) -> String {
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
