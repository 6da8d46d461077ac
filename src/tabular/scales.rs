//! What the amounts of a table are counted in: said around it, over its columns or by one of them, never guessed.

use super::amount::Scale;
use super::find::{Column, Table};
use super::grid::Grid;
use crate::model::money::half_width;
use crate::model::{Said, Words};
use crate::sheet::At;

/// Words before what is counted in.
const LABELS: &[&str] =
    &["单位", "货币", "units", "unit", "figures in", "amounts in", "expressed in", "shown in"];

/// Headings of what is paid for one of something: it may be counted in another unit than the amounts beside it.
const RATES: &[&str] = &["/", "／", "每", "均", "标准", "单价", "日工资", "rate", "price", "per "];

/// No unit stands further behind its label: a cell may hold the label without end.
const SAID_MAX_BYTES: usize = 96;

const OPEN: [char; 4] = ['(', '（', '[', '【'];
const SHUT: [char; 4] = [')', '）', ']', '】'];

/// A unit and the cell that says it.
pub type Spoken = (At, Scale);

/// Two cells that say different units of the same amounts.
pub type Clash = (Spoken, Spoken);

/// The unit of money that words are, and nothing else: `万元`, `£000`, `thousand £`; of `亩、元` the money.
fn unit(words: &str) -> Option<Scale> {
    let plain: String = words.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    let plain = plain.trim_start_matches("人民币").trim_end_matches("人民币");
    let several = || plain.split('、').filter(|_| plain.contains('、')).find_map(plain_unit);
    plain_unit(plain).or_else(several)
}

fn plain_unit(plain: &str) -> Option<Scale> {
    let chinese = [
        ("元", Scale::One),
        ("圆", Scale::One),
        ("百元", Scale::Hundred),
        ("千元", Scale::Thousand),
        ("万元", Scale::Wan),
        ("百万元", Scale::Million),
        ("亿元", Scale::Yi),
    ];
    if let Some((_, scale)) = chinese.iter().find(|(word, _)| *word == plain) {
        return Some(*scale);
    }
    let mut rest = plain.to_string();
    let mut money = false;
    for mark in
        ["£", "$", "€", "¥", "pounds", "pound", "gbp", "euros", "euro", "eur", "dollars", "usd"]
    {
        money |= rest.contains(mark);
        rest = rest.replace(mark, "");
    }
    let rest = rest.trim_start_matches("of").trim_end_matches("of");
    match rest.trim_matches(|c| "',’‘".contains(c)) {
        "thousands" | "thousand" => Some(Scale::Thousand),
        "millions" | "million" => Some(Scale::Million),
        "" if money => Some(Scale::One),
        "000" | "000s" | "000's" | "k" if money => Some(Scale::Thousand),
        "m" | "mn" if money => Some(Scale::Million),
        _ => None,
    }
}

/// What stands in brackets.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    text.split(OPEN).skip(1).filter_map(|rest| rest.split(SHUT).next())
}

/// What stands behind a word for units: `单位：万元`, `Unit: thousand £`, `金额单位为千元`.
fn labelled(text: &str) -> Option<Scale> {
    let small = text.to_lowercase();
    LABELS.iter().find_map(|label| {
        small.match_indices(label).find_map(|(at, _)| {
            let behind = &small[at + label.len()..];
            let behind = &behind[..behind.floor_char_boundary(SAID_MAX_BYTES)];
            let value = behind.trim_start_matches([':', '：', ' ', '\u{3000}', '为', '是', '=']);
            let ends = |c: char| SHUT.contains(&c) || "；;。,".contains(c);
            let whole = value.split(ends).next()?;
            unit(whole).or_else(|| unit(value.split_whitespace().next()?.split(ends).next()?))
        })
    })
}

/// What words around a table, or over its columns, say its amounts are counted in.
pub fn said(text: &str) -> Option<Scale> {
    let counted = || {
        let (_, rest) = text.split_once('以')?;
        let (words, _) = rest.split_once(['为', '计', '列'])?;
        unit(words)
    };
    let inside = |inner: &str| {
        unit(inner).or_else(|| labelled(inner)).or((inner == "万").then_some(Scale::Wan))
    };
    bracketed(text)
        .find_map(inside)
        .or_else(|| labelled(text))
        .or_else(|| unit(text))
        .or_else(counted)
}

/// What a heading says its own column is counted in.
pub fn own(heading: &str) -> Option<Scale> {
    let open = heading.find(OPEN).and_then(|open| Scale::of(&heading[open..]));
    open.or_else(|| said(heading)).or_else(|| {
        let last = heading.split_whitespace().next_back().filter(|last| *last != heading);
        let ends = ["亿元", "百万元", "万元", "千元", "百元"];
        let end = || unit(ends.iter().find(|end| heading.ends_with(**end))?);
        last.and_then(unit).or_else(end)
    })
}

/// Whether a heading names a unit for certain, and not the like of 2026年元月 in brackets.
fn sure(heading: &str) -> Option<Scale> {
    own(heading).filter(|_| !is_rate(heading)).filter(|own| {
        bracketed(heading).find_map(unit).or_else(|| said(heading)).is_none_or(|sure| sure == *own)
    })
}

fn is_rate(heading: &str) -> bool {
    let small = heading.to_lowercase();
    RATES.iter().any(|word| small.contains(word))
}

/// Settles what every column of money is counted in, and notes it in the table; two that say otherwise are handed back.
pub fn settle(grid: &Grid, table: &mut Table, is_money: &dyn Fn(&Column) -> bool) -> Vec<Clash> {
    let around = around(grid, table);
    let mut clashes: Vec<Clash> = Vec::new();
    let mut named: Vec<Spoken> = Vec::new();
    let mut open = false;
    for column in table.columns.iter().filter(|column| is_money(column)) {
        let (top, low) = heads(grid, table, column);
        if let (Some(one), Some(other)) = (top, low)
            && one.1 != other.1
        {
            clashes.push((one, other));
        }
        open |= own(&column.heading).is_none() && !is_rate(&column.heading);
        let spoken = low.or(top).filter(|_| !is_rate(&column.heading));
        named.extend(spoken.filter(|one| !named.iter().any(|other| other.1 == one.1)));
    }
    let first = around.first().copied();
    let against = |said: Spoken| move |other: &&Spoken| other.1 != said.1;
    if let Some(first) = first {
        let others = around.iter().chain(&named).find(against(first));
        clashes.extend(others.map(|other| (first, *other)));
    } else if let Some(one) = named.first().copied().filter(|_| open) {
        clashes.extend(named.iter().find(against(one)).map(|other| (one, *other)));
    }
    let (around, beside) = (first.map(|one| one.1), named.first().map(|one| one.1));
    for column in table.columns.iter_mut().filter(|column| is_money(column)) {
        let shared = around.or(beside.filter(|_| !is_rate(&column.heading)));
        column.scale = own(&column.heading).or(shared).unwrap_or_default();
    }
    table.scale = around.or(beside).unwrap_or_default();
    table.counted = first.into_iter().chain(named).collect();
    table.counted.retain(|(_, scale)| *scale != Scale::One);
    table.counted.dedup_by_key(|one| one.1);
    clashes
}

/// Every unit that the words above and below a table say, by the first cell of each.
fn around(grid: &Grid, table: &Table) -> Vec<Spoken> {
    let rows = (table.from..table.head.start).chain(table.body.end..table.to);
    let own = |row| grid.own_texts(row).map(move |(column, text)| (At { row, column }, text));
    let mut all: Vec<Spoken> = Vec::new();
    for (at, text) in rows.flat_map(own) {
        let Some(scale) = said(&text) else { continue };
        if !all.iter().any(|(_, known)| *known == scale) {
            all.push((at, scale));
        }
    }
    all
}

/// What the two rows of a column's heading say each, by the cells that say it; of one row it is the lower.
fn heads(grid: &Grid, table: &Table, column: &Column) -> (Option<Spoken>, Option<Spoken>) {
    let of = |row: usize| {
        let scale = sure(&grid.text(row, column.at))?;
        Some((grid.origin(At { row, column: column.at }), scale))
    };
    let (top, low) = (table.head.start, table.head.end - 1);
    ((top < low).then(|| of(top)).flatten(), of(low))
}

impl Scale {
    /// What it is called.
    pub fn words(self) -> Words {
        match self {
            Scale::One => Words::new("元", "units"),
            Scale::Hundred => Words::new("百元", "hundreds"),
            Scale::Thousand => Words::new("千元", "thousands"),
            Scale::Wan => Words::new("万元", "ten thousands"),
            Scale::Million => Words::new("百万元", "millions"),
            Scale::Yi => Words::new("亿元", "hundred millions"),
        }
    }
}

/// What is said of two cells that say different units, and what to do; the first by its name, where the second stands.
pub fn clash(grid: &Grid, (first, second): Clash) -> (Said, (&'static str, &'static str)) {
    let place = grid.place(first.0.row, first.0.column);
    let (one, other) = (first.1.words(), second.1.words());
    let said = Said::new(
        format!("这里说金额按{}算，{place} 说按{}算", other.zh, one.zh),
        format!("amounts are in {} here, and in {} at {place}", other.en, one.en),
    );
    (said, ("只留对的一处，或两处改成一样", "keep the right one, or make them agree"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_wherever_an_office_says_it() {
        for (text, scale) in [
            ("单位：万元", Scale::Wan),
            ("单位:千元", Scale::Thousand),
            ("（单位：万元）", Scale::Wan),
            ("金额单位：人民币万元", Scale::Wan),
            ("编制单位：元坝村   单位：万元", Scale::Wan),
            ("龙潭村2026年度收支预算表（单位：万元）", Scale::Wan),
            ("收支预算表（万元）", Scale::Wan),
            ("单位：亩、元", Scale::One),
            ("单位：元", Scale::One),
            ("金额以万元为单位", Scale::Wan),
            ("Unit: thousand £", Scale::Thousand),
            ("All figures in £000", Scale::Thousand),
            ("£'000", Scale::Thousand),
        ] {
            assert_eq!(said(text), Some(scale), "{text}");
        }
        for text in [
            "单位：龙潭村股份经济合作社",
            "编制单位：元坝村",
            "万家村",
            "（2026年元月）",
            "村：龙潭村",
            "100",
            "m",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn a_heading_says_its_own() {
        for (heading, scale) in [
            ("收入（万元）", Some(Scale::Wan)),
            ("金额（万元） 收入", Some(Scale::Wan)),
            ("单位：万元 收入", Some(Scale::Wan)),
            ("收入万元", Some(Scale::Wan)),
            ("2025/26 £000", Some(Scale::Thousand)),
            ("Amount £", Some(Scale::One)),
            ("余额", None),
        ] {
            assert_eq!(own(heading), scale, "{heading}");
        }
        assert_eq!(sure("标准（元/亩）"), None, "a rate says nothing of the amounts");
    }
}
