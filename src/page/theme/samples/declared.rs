//! A made-up record of a declared kind: every section and fact that powers, guides, cases, requests and contracts know.

use super::HOSTILE;
use super::record::record;
use crate::page::view::*;

type Cells<'a> = &'a [(&'static str, &'a str)];

fn row(cells: Cells) -> RowView {
    let cells = cells.iter().map(|(key, value)| (*key, value.to_string())).collect();
    RowView {
        anchor: "LT2501-7KQM".into(),
        tone: "plain",
        href: "power.html".into(),
        cells,
        links: Default::default(),
        lists: Default::default(),
    }
}

fn section(key: &'static str, rows: &[Cells]) -> SectionView {
    let column = ColumnView { key, label: key.into(), gloss: String::new(), form: "text" };
    SectionView {
        key,
        title: key.into(),
        note: String::new(),
        columns: vec![column],
        rows: rows.iter().map(|cells| row(cells)).collect(),
    }
}

fn request() -> RowView {
    let keys = [
        "receipt_no",
        "subject",
        "class",
        "place",
        "channel",
        "received",
        "received_by",
        "accepted",
        "accepted_by",
        "assigned_to",
        "assigned_on",
        "due",
        "extended_to",
        "extension",
        "watched",
        "watched_by",
        "handling",
        "closed",
        "result",
        "effect",
        "revisit",
        "revisited",
        "revisited_by",
        "rating",
        "rechecked",
        "recheck",
        "came_back",
        "state",
    ];
    let level = ["level", "to", "on", "answered", "outcome", "held_days"];
    let levels = vec![row(&level.map(|key| (key, HOSTILE)))];
    RowView { lists: [("escalations", levels)].into(), ..row(&keys.map(|key| (key, HOSTILE))) }
}

pub(super) fn declared() -> RecordView {
    let keys = [
        "holder",
        "limit_days",
        "limit_count",
        "fee",
        "supervision",
        "complain_phone",
        "phone",
        "where",
        "type",
        "place",
        "issuer",
        "source",
        "fact",
        "outcome",
        "lesson",
        "lessee",
        "price",
        "decision",
        "written",
    ];
    let fact = |key| FactView {
        key,
        label: key.into(),
        value: HOSTILE.into(),
        href: "2025-09.html".into(),
    };
    RecordView {
        kind: "power",
        facts: keys.map(fact).into(),
        own: vec![
            FactGroupView { label: String::new(), facts: vec![fact("area"), fact("holder")] },
            FactGroupView { label: HOSTILE.into(), facts: vec![fact("budget")] },
        ],
        sections: vec![
            section("steps", &[&[("actor", HOSTILE), ("action", HOSTILE), ("days", "5")]]),
            section("materials", &[&[("materials", HOSTILE)], &[("name", HOSTILE)]]),
            section("risks", &[&[("risks", HOSTILE), ("id", "")]]),
            section("controls", &[&[("controls", HOSTILE), ("id", "")]]),
            section("about", &[&[("title", HOSTILE), ("id", HOSTILE)]]),
            section("amounts", &[&[("for", HOSTILE), ("amount", "50.00"), ("per", HOSTILE)]]),
            section("ways", &[&[("way", HOSTILE), ("offered", "是"), ("how", HOSTILE)]]),
        ],
        rows: vec![request()],
        groups: Vec::new(),
        figures: Vec::new(),
        breakdowns: Vec::new(),
        charts: Vec::new(),
        ..record()
    }
}
