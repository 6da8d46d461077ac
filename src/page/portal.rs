//! The portal's own pages: the county's front page and the six parts of the menu.

use super::unit::recent;
use super::view::{ChannelView, ChartView, ContactView, PlaceView, PortalHomeView};
use crate::kind::portal::{Channel, Portal};
use crate::model::Money;
use crate::tally::Summary;
use crate::tally::summary::Entry;
use crate::waist;

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
        balance: balances.iter().copied().sum::<Money>().grouped(),
        units: balances.len(),
        months: summaries.iter().map(|s| s.months().count()).sum(),
        lines: summaries.iter().flat_map(|s| s.months()).map(|m| m.lines).sum(),
        data_until: until.map(|p| waist::day(lang, p.last_day())).unwrap_or_default(),
        places,
        recent: recent(&entries, str::to_string),
        charts,
        contacts,
    }
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
