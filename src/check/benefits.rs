//! F1, F6: each row of a benefit is its quantity at its rate, the rows make the totals, and of minors there are no rows.

use std::collections::BTreeSet;

use super::{Shelf, stages};
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::benefit::{is_by_land, is_for_minors};
use crate::kind::record::{Entry, Record};
use crate::kind::relief;
use crate::model::quantity::DECIMALS;
use crate::model::{Money, Quantity, Said};
use crate::source::Source;

/// Takes a question: its rule, its field, what is said, and how to settle it.
type Tell<'a> = dyn FnMut(&'static Rule, String, Said, (&'static str, &'static str)) + 'a;

pub fn check(_: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    let mut tell = |rule, field, said, help: (&'static str, &'static str)| {
        let finding = Finding::new(rule, &source.path, Place::Field(field), said);
        report.push(finding.help(help.0, help.1));
    };
    minors(record, &mut tell);
    persons(record, &mut tell);
    repeated(record, &mut tell);
    if record.list("rows").next().is_none() {
        whole(record, &mut tell);
        return;
    }
    for (at, row) in record.list("rows").enumerate() {
        one(record, at, &row, &mut tell);
    }
    totals(record, &mut tell);
}

/// The days of relief follow each other.
pub fn days(_: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    stages::in_order(source, &relief::days(record), report);
}

/// Of minors nothing but totals is kept here.
fn minors(record: &Record, tell: &mut Tell) {
    if !is_for_minors(record) || record.list("rows").next().is_none() {
        return;
    }
    let said = Said::new(
        "对象是未成年人，不能逐户列出",
        "these are minors: no row of theirs may stand here",
    );
    let help = ("删去 `rows:`，只写总数", "take `rows:` out and keep the totals");
    tell(&rules::MINORS_LISTED, "rows".to_string(), said, help);
}

/// How many people it is for; where land is paid for, nobody need count them.
fn persons(record: &Record, tell: &mut Tell) {
    let by_land = record.kind.key == "benefit" && is_by_land(record);
    if by_land || record.count("persons").is_some() {
        return;
    }
    let said = Said::new("缺少 `人数`（persons）", "`persons` is missing");
    let help = (
        "加上 `人数:`，只有按亩发的补贴可以不写",
        "add `persons:`; it may be left out of what is paid by the mu alone",
    );
    tell(&rules::MISSING_FIELD, "standards".to_string(), said, help);
}

/// A row's word joins its name, so it stands once.
fn repeated(record: &Record, tell: &mut Tell) {
    let mut seen = BTreeSet::new();
    for (at, row) in record.list("rows").enumerate() {
        let word = row.text("row");
        if seen.insert(word) {
            continue;
        }
        let said = Said::new(
            format!("行号 `{word}` 前面已经用过"),
            format!("the row `{word}` stands above already"),
        );
        let help = ("每行一个行号，不重复", "give each row a word of its own");
        tell(&rules::DUPLICATE_ID, format!("rows.{at}.row"), said, help);
    }
}

/// The rate of a class; the only one where none is named.
fn standard<'a>(record: &'a Record, class: &str) -> Option<Entry<'a>> {
    let mut all = record.list("standards");
    match class {
        "" => all.next().filter(|_| record.list("standards").count() == 1),
        class => all.find(|standard| standard.text("class") == class),
    }
}

/// F1: quantity × rate, half a fen counts as one; what tops an income up is not more.
fn one(record: &Record, at: usize, row: &Entry, tell: &mut Tell) {
    let class = row.text("class");
    let Some(standard) = standard(record, class) else {
        let said = match class {
            "" => Said::new("没有写是哪一档", "the class is not named"),
            class => Said::new(
                format!("标准里没有“{class}”这一档"),
                format!("there is no rate for `{class}`"),
            ),
        };
        let help = ("`class:` 写标准里的一档", "name one of the classes of `standards:`");
        tell(&rules::BENEFIT_ROW_DIFFERS, format!("rows.{at}.quantity"), said, help);
        return;
    };
    let values = (row.quantity("quantity"), standard.money("amount"), row.money("amount"));
    let (Some(quantity), Some(rate), Some(stated)) = values else { return };
    let Some(made) = times(quantity, rate) else { return };
    let most = standard.flag("up_to");
    if stated == made || most && stated < made {
        return;
    }
    let (zh, en) = if most { ("最多", "at most ") } else { ("", "") };
    let said = Said::new(
        format!("第 {} 行按 {quantity} × {rate} {zh}应为 {made} 元，写的是 {stated} 元", at + 1),
        format!("row {}: {quantity} × {rate} makes {en}{made}; {stated} is stated", at + 1),
    );
    let help = ("核对数量、标准和金额", "compare quantity, rate and amount");
    tell(&rules::BENEFIT_ROW_DIFFERS, format!("rows.{at}.amount"), said, help);
}

/// Half a fen counts as one; `None` where it is more than any amount.
fn times(quantity: Quantity, rate: Money) -> Option<Money> {
    let scale = 10_i128.pow(DECIMALS);
    let parts = i128::from(quantity.parts()).checked_mul(rate.fen().into())?;
    i64::try_from((parts * 2 + scale).div_euclid(scale * 2)).ok().map(Money::from_fen)
}

/// F1 where there are no rows: each household's rounding may add or take half a fen.
fn whole(record: &Record, tell: &mut Tell) {
    let Some(standard) = standard(record, "") else { return };
    let values = (record.quantity("quantity"), standard.money("amount"), record.money("total"));
    let (Some(quantity), Some(rate), Some(total)) = values else { return };
    let Some(made) = times(quantity, rate) else { return };
    let apart = i128::from(total.fen()) - i128::from(made.fen());
    let rounding = i128::from(record.count("households").unwrap_or_default()) / 2 + 1;
    let most = standard.flag("up_to");
    if apart.abs() <= rounding || most && apart < 0 {
        return;
    }
    let (zh, en) = if most { ("最多", "at most ") } else { ("", "") };
    let said = Said::new(
        format!("总额按 {quantity} × {rate} {zh}应为 {made} 元，写的是 {total} 元"),
        format!("{quantity} × {rate} makes {en}{made} in all; {total} is stated"),
    );
    let help = ("核对数量、标准和总额", "compare quantity, rate and total");
    tell(&rules::BENEFIT_ROW_DIFFERS, "total".to_string(), said, help);
}

/// A3: what the rows come to is what is stated of all.
fn totals(record: &Record, tell: &mut Tell) {
    let rows = || record.list("rows");
    let total: Money = rows().filter_map(|row| row.money("amount")).sum();
    let parts = rows().filter_map(|row| row.quantity("quantity")).map(|q| i128::from(q.parts()));
    let quantity = i64::try_from(parts.sum::<i128>()).ok().map(Quantity::from_parts);
    let households = record.kind.people.first().map(|people| people.count(rows()));
    let mut each = rows().map(|row| row.count("persons"));
    let persons = each.try_fold(0_u64, |sum, persons| sum.checked_add(persons?));
    let mut compare = |field: &str, zh: &str, stated: Option<String>, made: Option<String>| {
        let (Some(stated), Some(made)) = (stated, made) else { return };
        if stated == made {
            return;
        }
        let said = Said::new(
            format!("{zh}各行合计 {made}，写的是 {stated}"),
            format!("the rows make {made}; `{field}` states {stated}"),
        );
        let help = ("核对各行和合计，改正写错的一个", "mend the rows or the total");
        tell(&rules::TOTAL_DIFFERS, field.to_string(), said, help);
    };
    let money = |money: Option<Money>| money.map(|money| money.to_string());
    let count = |count: Option<u64>| count.map(|count| count.to_string());
    let of = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.to_string());
    compare("households", "户数", count(record.count("households")), count(households));
    compare("persons", "人数", count(record.count("persons")), count(persons));
    compare("quantity", "数量", of(record.quantity("quantity")), of(quantity));
    compare("total", "金额", money(record.money("total")), money(Some(total)));
}
