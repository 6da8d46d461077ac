//! What is new: a page and a feed for every unit and for the portal, and a feed for every kind.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use tera::Context;

use super::portal::pages::own_page;
use super::unit::frame_of;
use crate::data::{self, Feed, Item};
use crate::kind::Kinds;
use crate::kind::ledger::LEDGER;
use crate::model::address::root_of;
use crate::model::date::parse_date;
use crate::model::table::Table;
use crate::model::{Date, Lang, Words};
use crate::page::frame::with_unit;
use crate::page::record::link;
use crate::page::view::{ChangesView, EntryView, Link, Page};
use crate::read::Inputs;
use crate::site::output::{self, Content, Output};
use crate::tally::Summary;
use crate::tally::summary::Entry;
use crate::waist::Desk;

static TITLE: Words = Words::new("新公开和更正", "What is new");

/// How many of the newest changes a page lists.
const LISTED_MAX: usize = 60;

/// How many of the newest changes stand in what a chat shows of the page.
const NAMED_MAX: usize = 3;

/// How many of the newest changes a feed holds.
const FED_MAX: usize = 40;

/// What happened to a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Published,
    Corrected,
    /// A part of it was taken away.
    Cut,
    TakenAway,
}

/// One thing that happened, and where it can be seen.
struct Change<'s> {
    day: Date,
    what: What,
    summary: &'s Summary,
    entry: &'s Entry,
}

/// The page and the feed of one unit.
pub fn unit(desk: &Desk, summary: &Summary) -> Vec<Output> {
    let (inputs, id) = (desk.inputs, &summary.id);
    let changes = newest([summary]);
    let address = format!("{id}/changes");
    let table = Table {
        address: address.clone(),
        title: TITLE.in_lang(inputs.portal.lang).to_string(),
        ..Table::default()
    };
    let mut page = frame_of(desk, &table, Vec::new());
    page.feed = "feed.xml".to_string();
    let title = desk.plan.unit.name.clone();
    let exempt = desk.plan.exempt_with(&summary.papers);
    let out = Out { inputs, exempt: &exempt, page: &address };
    let feed = out.feed(&format!("{id}/feed"), title, &changes);
    vec![feed, out.page(page, &changes, vec![link("Atom", "feed.xml")])]
}

/// The page and the feed of all units, and a feed for each kind that any of them posts.
pub fn portal(inputs: &Inputs, summaries: &[Option<Summary>], exempt: &[String]) -> Vec<Output> {
    let (lang, name) = (inputs.portal.lang, &inputs.portal.name);
    let changes = newest(summaries.iter().flatten());
    let out = Out { inputs, exempt, page: "changes" };
    let mut all = vec![out.feed("feed", name.clone(), &changes)];
    let mut feeds = vec![link(lang.pick("全部", "All"), "feed.xml")];
    let kinds: BTreeSet<&str> = changes.iter().map(|change| &*change.entry.kind).collect();
    for key in kinds {
        let (words, folder) = kind(&inputs.kinds, key);
        let own = |change: &&Change| change.entry.kind == key;
        let own: Vec<&Change> = changes.iter().filter(own).collect();
        let address = format!("feeds/{folder}");
        let label = words.in_lang(lang);
        feeds.push(link(label, format!("{address}.xml")));
        all.push(out.feed(&address, format!("{name} · {label}"), own));
    }
    let page = own_page(inputs, "changes", "information", TITLE.in_lang(lang));
    let page = Page { feed: "feed.xml".to_string(), ..page };
    all.push(out.page(page, &changes, feeds));
    all
}

/// All that happened, the newest first; of one day in the order of the units.
fn newest<'s>(summaries: impl IntoIterator<Item = &'s Summary>) -> Vec<Change<'s>> {
    let mut all = Vec::new();
    for summary in summaries {
        let mut add = |what, day: &str, entry| {
            let day = parse_date(day);
            all.extend(day.map(|day| Change { day, what, summary, entry }));
        };
        for entry in &summary.entries {
            add(What::Published, &entry.date, entry);
            add(What::Corrected, &entry.corrected, entry);
            add(What::Cut, &entry.cut, entry);
        }
        for entry in &summary.removed {
            add(What::TakenAway, &entry.date, entry);
        }
    }
    all.sort_by_key(|change| Reverse(change.day));
    all
}

/// What a page of changes and its feeds share.
struct Out<'a> {
    inputs: &'a Inputs<'a>,
    exempt: &'a [String],
    /// The page's address.
    page: &'a str,
}

impl Out<'_> {
    fn feed<'c, 's: 'c>(
        &self,
        address: &str,
        title: String,
        changes: impl IntoIterator<Item = &'c Change<'s>>,
    ) -> Output {
        let portal = &self.inputs.portal;
        let address = format!("{address}.xml");
        let feed = Feed {
            id: data::urn(&address),
            title,
            address,
            page: format!("{}.html", self.page),
            base: self.inputs.base_url().to_string(),
            lang: portal.lang.tag().to_string(),
            author: portal.publisher.name.clone(),
            items: changes.into_iter().take(FED_MAX).map(|change| self.item(change)).collect(),
        };
        // Digits stand in an id by chance, as in a hash.
        let ids = feed.items.iter().map(|item| &item.id).chain([&feed.id]);
        let exempt: Vec<String> = self.exempt.iter().chain(ids).cloned().collect();
        Output::new(feed.address.clone(), Content::Feed(feed), "portal").exempting(exempt)
    }

    fn item(&self, change: &Change) -> Item {
        let Entry { kind, id, title, href, .. } = change.entry;
        let (unit, day, what) = (&change.summary.id, change.day, change.what.key());
        Item {
            id: data::urn(&format!("{unit}/{kind}/{id}/{what}/{day}")),
            day,
            title: with_unit(&change.summary.name, title),
            label: label(&self.inputs.kinds, self.inputs.portal.lang, change),
            href: href.clone(),
        }
    }

    fn page(&self, mut page: Page, changes: &[Change], feeds: Vec<Link>) -> Output {
        let of_one = self.page.contains('/');
        let one = |change: &Change| {
            let label = label(&self.inputs.kinds, self.inputs.portal.lang, change);
            let (unit, title) = (&change.summary.name, &change.entry.title);
            EntryView {
                date: change.day.to_string(),
                title: if of_one { title.clone() } else { with_unit(unit, title) },
                note: if of_one { label } else { format!("{unit} · {label}") },
                href: format!("{}{}", root_of(self.page), change.entry.href),
                ..EntryView::default()
            }
        };
        let listed = changes.iter().take(LISTED_MAX).map(one).collect();
        let newest = changes.iter().take(NAMED_MAX).map(|change| &*change.entry.title);
        let newest: Vec<&str> = newest.collect();
        page.description = newest.join(self.inputs.portal.lang.pick("；", "; "));
        let mut context = Context::new();
        context.insert("page", &page);
        context.insert("news", &ChangesView { changes: listed, all: changes.len(), feeds });
        output::page("pages/changes.html", self.page, context, "portal").exempting(self.exempt)
    }
}

/// `事务公开`, `事务公开 · 更正`.
fn label(kinds: &Kinds, lang: Lang, change: &Change) -> String {
    let kind = kind(kinds, &change.entry.kind).0.in_lang(lang);
    match change.what {
        What::Published => kind.to_string(),
        What::Corrected => format!("{kind} · {}", lang.pick("更正", "corrected")),
        What::Cut => format!("{kind} · {}", lang.pick("撤下部分内容", "partly taken away")),
        What::TakenAway => format!("{kind} · {}", lang.pick("撤下", "taken away")),
    }
}

/// The words of a kind and the folder it stands in.
fn kind<'k>(kinds: &'k Kinds, key: &'k str) -> (Words, &'k str) {
    match kinds.by_key(key) {
        Some(kind) => (kind.words, kind.folder),
        None => (LEDGER.words, "finance"),
    }
}

impl What {
    fn key(self) -> &'static str {
        match self {
            What::Published => "published",
            What::Corrected => "corrected",
            What::Cut => "cut",
            What::TakenAway => "removed",
        }
    }
}
