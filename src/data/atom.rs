//! What is new as an Atom feed (RFC 4287), for readers and programs that ask again and again.

use atom_syndication::{Entry, Feed as Atom, FixedDateTime, Link, Person, Text};
use sha2::{Digest, Sha256};

use crate::model::Date;
use crate::model::address::root_of;

/// A feed before it is written. Addresses count from the portal's top.
#[derive(Debug)]
pub struct Feed {
    pub title: String,
    /// A `urn`.
    pub id: String,
    /// Where the feed stands: `liutang/feed.xml`.
    pub address: String,
    /// The page that says the same.
    pub page: String,
    /// The portal's own address, where it is known: `https://gk.example.cn`.
    pub base: String,
    pub lang: String,
    /// Who publishes, as readers show it.
    pub author: String,
    /// Newest first.
    pub items: Vec<Item>,
}

/// One thing that is new.
#[derive(Debug)]
pub struct Item {
    /// A `urn`, the same for the same news in every build: the feed's readers know by it what they have seen.
    pub id: String,
    pub day: Date,
    pub title: String,
    pub label: String,
    pub href: String,
}

/// The feed's bytes. Its newest day stands for the time it was made, because no build has a clock.
pub fn atom(feed: &Feed) -> Vec<u8> {
    let newest = feed.items.iter().map(|item| item.day).max();
    let mut made = Atom {
        id: feed.id.clone(),
        title: Text::plain(clean(&feed.title)),
        lang: Some(feed.lang.to_string()),
        authors: vec![Person { name: clean(&feed.author), ..Person::default() }],
        links: vec![link(feed, "self", &feed.address), link(feed, "alternate", &feed.page)],
        entries: feed.items.iter().map(|item| entry(feed, item)).collect(),
        ..Atom::default()
    };
    made.updated = newest.map(midnight).unwrap_or_default();
    let mut text = made.to_string();
    text.push('\n');
    text.into_bytes()
}

fn entry(feed: &Feed, item: &Item) -> Entry {
    Entry {
        id: item.id.clone(),
        title: Text::plain(clean(&item.title)),
        updated: midnight(item.day),
        summary: Some(Text::plain(clean(&item.label))),
        links: vec![link(feed, "alternate", &item.href)],
        ..Entry::default()
    }
}

fn link(feed: &Feed, rel: &str, address: &str) -> Link {
    let href = match feed.base.trim_end_matches('/') {
        "" => format!("{}{address}", root_of(&feed.address)),
        base => format!("{base}/{address}"),
    };
    Link { href, rel: rel.to_string(), ..Link::default() }
}

/// A UUID of the eighth version (RFC 9562) from a key: it stays when the portal moves to another address.
pub fn urn(key: &str) -> String {
    let digest = Sha256::digest(format!("sunlit {key}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

/// Midnight in Greenwich: a day is all that is known.
fn midnight(day: Date) -> FixedDateTime {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}

/// What a feed calls itself.
pub fn title(bytes: &[u8]) -> Option<String> {
    let feed = Atom::read_from(bytes).ok()?;
    Some(clean(&feed.title.value).trim().to_string()).filter(|title| !title.is_empty())
}

/// XML knows no control characters, not even escaped.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(base: &str) -> Feed {
        let item = Item {
            id: urn("liutang/notice/LT-1/2026-01-16"),
            day: Date::constant(2026, 1, 16),
            title: "路灯 <b>修好</b> & 通电\u{7}".into(),
            label: "事务公开".into(),
            href: "liutang/notices/lt-1.html".into(),
        };
        Feed {
            id: urn("liutang/feed.xml"),
            title: "柳塘村".into(),
            address: "liutang/feed.xml".into(),
            page: "liutang/changes.html".into(),
            base: base.into(),
            lang: "zh-CN".into(),
            author: "青溪县".into(),
            items: vec![item],
        }
    }

    #[test]
    fn a_feed_reads_back_as_it_was_meant() {
        let bytes = atom(&feed("https://gk.example.cn/"));
        let read = Atom::read_from(&*bytes).expect("a feed");
        let entry = &read.entries()[0];
        assert_eq!(entry.title().as_str(), "路灯 <b>修好</b> & 通电");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("&lt;b&gt;") && !text.contains("<b>") && !text.contains('\u{7}'));
        assert_eq!(entry.links()[0].href(), "https://gk.example.cn/liutang/notices/lt-1.html");
        assert_eq!(read.updated().to_rfc3339(), "2026-01-16T00:00:00+00:00");
        let again = atom(&feed("https://gk.example.cn/"));
        assert_eq!(bytes, again);
    }

    #[test]
    fn ids_do_not_hang_on_the_address_of_the_portal() {
        let of = |base| Atom::read_from(&*atom(&feed(base))).expect("a feed");
        let (here, there) = (of(""), of("https://gk.example.cn"));
        assert_eq!(here.entries()[0].id(), there.entries()[0].id());
        assert_eq!(here.entries()[0].links()[0].href(), "../liutang/notices/lt-1.html");
        let uuid = here.id().strip_prefix("urn:uuid:").expect("a uuid");
        assert_eq!((uuid.len(), &uuid[14..15]), (36, "8"));
    }
}
