//! Counts of requests: what every rate is made of.

use super::standing::{State, due, happened, state};
use crate::kind::record::{Entry, Record, Setting};
use crate::model::Said;

/// Counts from which every rate is made: numerators and denominators, never a rate alone (H3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    pub received: u64,
    pub accepted: u64,
    pub closed: u64,
    /// Closed on or before the day they were due.
    pub in_time: u64,
    pub extended: u64,
    pub overdue: u64,
    /// Closed ones that were rated at all.
    pub rated: u64,
    /// Rated fairly satisfied or better.
    pub satisfied: u64,
}

impl Tally {
    pub fn of(record: &Record, setting: &Setting) -> Tally {
        let mut tally = Tally::default();
        let is_here = |request: &Entry| happened(request, "received", setting).is_some();
        for request in record.list("requests").filter(is_here) {
            let state = state(&request, setting);
            let closed = happened(&request, "closed", setting);
            let asked = happened(&request, "revisited", setting);
            let rating = request.choice("rating").filter(|r| r.key != "none" && asked.is_some());
            let in_time = closed.zip(due(&request, setting)).is_some_and(|(c, due)| c <= due);
            tally.received += 1;
            tally.accepted += u64::from(happened(&request, "accepted", setting).is_some());
            tally.closed += u64::from(closed.is_some());
            tally.in_time += u64::from(in_time);
            tally.extended += u64::from(state == State::Extended);
            tally.overdue += u64::from(state == State::Overdue);
            tally.rated += u64::from(rating.is_some());
            tally.satisfied += u64::from(rating.is_some_and(|r| r.key != "not"));
        }
        tally
    }

    /// How many stand so.
    pub fn in_state(&self, state: State) -> u64 {
        let waiting = self.received.saturating_sub(self.accepted);
        match state {
            State::Closed => self.closed,
            State::Open => self.accepted.saturating_sub(self.closed + self.extended + self.overdue),
            State::Extended => self.extended,
            State::Overdue => self.overdue,
            State::Received => waiting,
        }
    }

    pub fn add(&mut self, other: &Tally) {
        self.received += other.received;
        self.accepted += other.accepted;
        self.closed += other.closed;
        self.in_time += other.in_time;
        self.extended += other.extended;
        self.overdue += other.overdue;
        self.rated += other.rated;
        self.satisfied += other.satisfied;
    }
}

/// How many were received, accepted, closed, and are past their day.
pub fn lead(record: &Record, setting: &Setting) -> Said {
    let tally = Tally::of(record, setting);
    let by = match setting.as_of {
        Some(day) => Said::new(format!("截至 {day}，"), format!("By {day}: ")).say(setting.lang),
        None => Said::new("", ""),
    };
    let counts = Said::new(
        format!(
            "收到 {} 件，受理 {} 件，办结 {} 件，过期未办结 {} 件。",
            tally.received, tally.accepted, tally.closed, tally.overdue
        ),
        format!(
            "{} received, {} accepted, {} closed, {} overdue.",
            tally.received, tally.accepted, tally.closed, tally.overdue
        ),
    );
    let counts = counts.say(setting.lang);
    Said::new(by.zh + &counts.zh, by.en + &counts.en)
}
