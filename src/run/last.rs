//! What a site that lies at a place says of itself: whose portal it is, and of which day.

use serde::Deserialize;

use crate::data;
use crate::model::{Date, Said};

/// How much of a name that somebody else wrote is told.
const NAME_LENGTH_MAX: usize = 80;

/// As far as its own files tell it.
#[derive(Clone, Debug, Default)]
pub struct Last {
    portal: Option<String>,
    as_of: Option<String>,
}

/// What is asked of the data of what is posted.
#[derive(Deserialize)]
struct Posted {
    data_until: Option<String>,
}

impl Last {
    pub fn read<E>(mut read: impl FnMut(&str) -> Result<Option<Vec<u8>>, E>) -> Result<Last, E> {
        let posted = read("coverage.json")?;
        let posted = posted.and_then(|bytes| serde_json::from_slice::<Posted>(&bytes).ok());
        let as_of = posted.and_then(|posted| posted.data_until);
        let portal = read("feed.xml")?.and_then(|bytes| data::title(&bytes));
        Ok(Last { portal, as_of })
    }

    /// Whether it was made for a later day: what was public then is held back by a build of this one.
    pub fn is_later(&self, as_of: Option<Date>) -> bool {
        self.as_of > as_of.map(|day| day.to_string())
    }

    /// Whether it was made after a day: whoever was named until then is not named on it any more.
    pub fn is_past(&self, day: Date) -> bool {
        self.as_of > Some(day.to_string())
    }

    /// What is said where it is another portal's.
    pub fn of_another(&self, own: &str) -> Option<Said> {
        let portal = self.portal.as_ref().filter(|portal| **portal != data::clean(own).trim())?;
        let portal: String = portal.chars().take(NAME_LENGTH_MAX).collect();
        Some(Said::new(
            format!(
                "那里是另一个门户（{portal}）的网站，这里的是 {own}：是不是放错了地方？确实要放在那里，或者这个门户改了名称，用 --yes"
            ),
            format!(
                "the site of another portal is there ({portal}), and this one is {own}: is it the right place? if it is, or if this portal has a new name, use --yes"
            ),
        ))
    }
}
