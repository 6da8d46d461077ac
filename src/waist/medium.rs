//! The medium a table is for, and what may be said there: the web is for everyone and for ever, a board for a village.

use crate::kind::envelope::Audience;
use crate::model::{Base, Date, Lang, Money};
use crate::scan;

/// What tables are read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Pages and data: copied by whoever likes, kept for ever.
    Web,
    /// Sheets on the notice board of the unit, for as long as they hang there.
    Board,
    /// The same sheets once that time is over: nobody need be named any more.
    Filed,
}

impl Medium {
    /// What a sheet is read on whose posting lasts until a day.
    pub fn on_paper(until: Option<Date>, today: Option<Date>) -> Medium {
        let over = until.zip(today).is_some_and(|(until, today)| until < today);
        if over { Medium::Filed } else { Medium::Board }
    }

    /// Whether it shows the lines of a record for these people.
    pub fn shows_lines(self, audience: Audience) -> bool {
        match audience {
            Audience::Public => true,
            Audience::Village => self.is_paper(),
            Audience::Specific => false,
        }
    }

    pub fn is_paper(self) -> bool {
        self != Medium::Web
    }

    /// Whether a natural person who was paid, pays or leases is masked on it.
    pub fn masks_parties(self) -> bool {
        self != Medium::Board
    }

    /// The phone as it may be said: on the web a person's own with consent, on paper never.
    pub fn phone(self, phone: &str) -> &str {
        let own = self.is_paper() && !scan::hits(phone.as_bytes()).is_empty();
        if own { "" } else { phone }
    }

    /// An amount in a sentence; on paper in capitals too, which nobody can change with a pen.
    pub fn yuan(self, lang: Lang, amount: Money) -> String {
        let figures =
            lang.pick(format!("{} 元", amount.grouped()), format!("{} yuan", amount.grouped()));
        match (self.is_paper() && lang.in_yuan(), lang.base()) {
            (true, Base::Zh) => format!("{figures}（{}）", amount.capitals()),
            _ => figures,
        }
    }
}
