//! How a request stands on a day: closed, open, extended, past its day.

use crate::kind::record::{Entry, Setting};
use crate::model::{Date, Words};

/// The day a request is due: as written, else so many days after it was accepted.
pub fn due(request: &Entry, setting: &Setting) -> Option<Date> {
    request.date("due").or_else(|| {
        let accepted = request.date("accepted")?;
        setting.calendar.after(accepted, setting.answer_days, setting.working_days)
    })
}

/// The day on which something was done, where it has come.
pub fn happened(request: &Entry, name: &str, setting: &Setting) -> Option<Date> {
    request.date(name).filter(|day| setting.as_of.is_none_or(|today| *day <= today))
}

/// How a request stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Closed,
    Open,
    /// Past its day, with a word on why.
    Extended,
    /// Past its day, without one.
    Overdue,
    /// Received and not accepted yet.
    Received,
}

impl State {
    pub const ALL: [State; 5] =
        [State::Closed, State::Open, State::Extended, State::Overdue, State::Received];

    pub fn words(self) -> Words {
        match self {
            State::Closed => Words::new("已办结", "closed"),
            State::Open => Words::new("办理中", "open"),
            State::Extended => Words::new("延期办理", "extended"),
            State::Overdue => Words::new("已过期限", "overdue"),
            State::Received => Words::new("待受理", "not accepted yet"),
        }
    }
}

/// How a request stands by the day of the build; without a day, nothing is late.
pub fn state(request: &Entry, setting: &Setting) -> State {
    let past = |day: Option<Date>| match (day, setting.as_of) {
        (Some(day), Some(today)) => day < today,
        _ => false,
    };
    if happened(request, "closed", setting).is_some() {
        State::Closed
    } else if happened(request, "accepted", setting).is_none() {
        State::Received
    } else if !past(due(request, setting)) {
        State::Open
    } else if request.date("extended_to").is_some_and(|day| !past(Some(day)))
        && !request.text("extension").is_empty()
    {
        State::Extended
    } else {
        State::Overdue
    }
}
