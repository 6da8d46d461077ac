//! Stages of a life line: what is done, what is going on, what is still to come (domain brief 2.5).

use crate::model::{Date, Said, Words};

/// One stage with how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    pub key: &'static str,
    pub words: Words,
    pub standing: Standing,
    /// The day it was done; of the stage going on, the last day something happened.
    pub date: Option<Date>,
}

/// How a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Done,
    Now,
    ToDo,
    /// There was none and there will be none: a project without changes.
    None,
}

impl Standing {
    pub fn key(self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::Now => "now",
            Standing::ToDo => "todo",
            Standing::None => "none",
        }
    }

    pub fn words(self) -> Words {
        match self {
            Standing::Done => Words::new("已完成", "done"),
            Standing::Now => Words::new("进行中", "going on"),
            Standing::ToDo => Words::new("还没有到", "to do"),
            Standing::None => Words::new("没有", "none"),
        }
    }
}

/// Something worked out that stands among a record's facts, in words.
#[derive(Clone, Debug)]
pub struct Told {
    pub key: &'static str,
    pub words: Words,
    pub said: Said,
}

/// A life line of days alone: what has its day is done, what has none before one that is done was left out, and of the
/// others the first is going on.
pub fn of_days(days: Vec<(&'static str, Words, Option<Date>)>) -> Vec<Stage> {
    let now = days.iter().rposition(|(.., date)| date.is_some()).map_or(0, |last| last + 1);
    let stage = |(at, (key, words, date)): (usize, (&'static str, Words, Option<Date>))| {
        let standing = match date {
            Some(_) => Standing::Done,
            None if at < now => Standing::None,
            None if at == now => Standing::Now,
            None => Standing::ToDo,
        };
        Stage { key, words, standing, date }
    };
    days.into_iter().enumerate().map(stage).collect()
}
