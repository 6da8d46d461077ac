//! The portal's own pages: the county's front page and the six parts of the menu.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::unit::{recent, worth_drawing};
use super::view::{ChannelView, ChartView, ContactView, PlaceView, PortalHomeView};
use crate::kind::portal::{Channel, Portal};
use crate::model::{Base, Lang, Money, Period};
use crate::tally::Summary;
use crate::tally::summary::Entry;
use crate::waist;

/// How many units a sentence names before it counts them.
const NAMED_MAX: usize = 3;

/// The county's front page, folded from the units' summaries.
pub fn home(
    portal: &Portal,
    summaries: &[&Summary],
    places: Vec<PlaceView>,
    contacts: Vec<ContactView>,
    charts: Vec<ChartView>,
) -> PortalHomeView {
    let lang = portal.lang;
    let balances: Vec<Money> =
        summaries.iter().filter_map(|s| s.balance()).map(|b| b.total()).collect();
    let until = summaries.iter().filter_map(|s| s.data_until()).max();
    let entries: Vec<Entry> = summaries
        .iter()
        .flat_map(|s| s.entries.iter().map(move |e| Entry { note: s.name.clone(), ..e.clone() }))
        .collect();
    PortalHomeView {
        balance: lang.amount(balances.iter().copied().sum()),
        units: balances.len(),
        months: summaries.iter().map(|s| s.months().count()).sum(),
        lines: summaries.iter().flat_map(|s| s.months()).map(|m| m.lines).sum(),
        data_until: until.map(|p| waist::day(lang, p.last_day())).unwrap_or_default(),
        coverage: coverage(lang, summaries, keeping_books(&places)),
        places,
        recent: recent(&entries, |href| href),
        charts: worth_drawing(charts),
        contacts,
    }
}

/// What a chat or a search shows of the front page: the sum, and whose it is.
pub fn in_one_line<'s>(portal: &Portal, summaries: impl Iterator<Item = &'s Summary>) -> String {
    let known: Vec<&Summary> = summaries.collect();
    let balances: Vec<Money> =
        known.iter().filter_map(|s| s.balance()).map(|b| b.total()).collect();
    let sum = portal.lang.amount(balances.iter().copied().sum());
    let place = &portal.place;
    let coverage = coverage(portal.lang, &known, 0);
    portal.lang.say(match (portal.lang.base(), balances.len()) {
        (_, 0) => String::new(),
        (Base::Zh, 1) => format!("{place}公开的账上有 {sum} 元。{coverage}"),
        (Base::Zh, _) => format!("{place}各村账上一共有 {sum} 元。{coverage}"),
        (Base::En, 1) => format!("On the books published for {place}: {sum} yuan. {coverage}"),
        (Base::En, _) => format!("Held by all villages of {place}: {sum} yuan. {coverage}"),
    })
}

fn keeping_books(places: &[PlaceView]) -> usize {
    places.iter().map(|p| usize::from(p.keeps_books) + keeping_books(&p.children)).sum()
}

/// Which units a sum holds and until when each: a sum of books that end on different days must say so.
fn coverage(lang: Lang, summaries: &[&Summary], keeping: usize) -> String {
    let mut by_end: BTreeMap<Reverse<Period>, Vec<&str>> = BTreeMap::new();
    for summary in summaries {
        // The sum of a unit's books is known until the first of them ends.
        let Some(end) = summary.settled_until() else { continue };
        by_end.entry(Reverse(end)).or_default().push(&summary.name);
    }
    let published: usize = by_end.values().map(Vec::len).sum();
    if published == 0 {
        return String::new();
    }
    let several = by_end.len() > 1;
    let part = |(at, (Reverse(end), names)): (usize, (&Reverse<Period>, &Vec<&str>))| {
        let day = waist::day(lang, end.last_day());
        let who = match (several, at > 0 && names.len() <= NAMED_MAX) {
            (false, _) => String::new(),
            (true, true) => names.join(lang.pick("、", ", ")),
            (true, false) => lang.pick(format!("{} 个", names.len()), names.len().to_string()),
        };
        lang.pick(format!("{who}截至 {day}"), format!("{who} until {day}").trim().to_string())
    };
    let parts: Vec<String> = by_end.iter().enumerate().map(part).collect();
    let missing = keeping.saturating_sub(published);
    lang.say(match lang.base() {
        Base::Zh => {
            let rest = match missing {
                0 => String::new(),
                n => format!("还有 {n} 个单位没有公开，不在这个数里。"),
            };
            format!("这里有 {published} 个单位的账：{}。{rest}", parts.join("，"))
        }
        Base::En => {
            let rest = match missing {
                0 => String::new(),
                n => format!(
                    " {} not published yet and not counted.",
                    lang.counted(n, "unit has", "units have")
                ),
            };
            let units = lang.counted(published, "unit", "units");
            format!("The books of {units}: {}.{rest}", parts.join(", "))
        }
    })
}

pub fn channels(channels: &[Channel]) -> Vec<ChannelView> {
    channels
        .iter()
        .map(|c| ChannelView {
            name: c.name.clone(),
            takes: c.takes.clone(),
            phone: c.phone.clone(),
            post: c.post.clone(),
            address: c.address.clone(),
            hours: c.hours.clone(),
        })
        .collect()
}
