//! How far a sum of months reaches: how many they are, and which of those between are not here.

use super::words;
use crate::model::{Base, Lang, Period};
use crate::tally::Summary;
use crate::tally::summary::Month;

/// How many missing months are named before they are counted.
const NAMED_MAX: usize = 3;

/// From the first month to the last every one, with what is here of it.
pub fn spanned<'m>(months: &[&'m Month]) -> Vec<(Period, Option<&'m Month>)> {
    let Some(last) = months.last().map(|month| month.period) else { return Vec::new() };
    let first = months.first().map(|month| month.period);
    let all = std::iter::successors(first, |period| period.next_month());
    let here = |period| months.iter().find(|month| month.period == period).copied();
    all.take_while(|period| *period <= last).map(|period| (period, here(period))).collect()
}

/// Months between the first and the last that are not here.
pub fn missing(months: &[&Month]) -> Vec<Period> {
    let all = spanned(months).into_iter();
    all.filter(|(_, month)| month.is_none()).map(|(period, _)| period).collect()
}

/// `12 个月`, `11 个月，缺 2025年3月`.
pub fn said(lang: Lang, months: &[&Month]) -> String {
    let (n, missing) = (months.len(), missing(months));
    let named: Vec<String> = missing.iter().map(|period| words::period(lang, *period)).collect();
    let named = named.join(lang.pick("、", ", "));
    lang.say(match (lang.base(), missing.len()) {
        (Base::Zh, 0) => format!("{n} 个月"),
        (Base::En, 0) => lang.counted(n, "month", "months"),
        (Base::Zh, 1..=NAMED_MAX) => format!("{n} 个月，缺{named}"),
        (Base::En, 1..=NAMED_MAX) => {
            format!("{}, without {named}", lang.counted(n, "month", "months"))
        }
        (Base::Zh, gone) => format!("{n} 个月，中间缺 {gone} 个月"),
        (Base::En, gone) => {
            format!("{}, {gone} between are missing", lang.counted(n, "month", "months"))
        }
    })
}

/// The day a unit's balance stands for; where its books end on different days, the day of each.
pub fn until(lang: Lang, summary: &Summary) -> String {
    let ends: Vec<(&str, Period)> = summary
        .books
        .iter()
        .filter_map(|book| Some((book.name.as_str(), book.months.last()?.period)))
        .collect();
    let day = |period: Period| words::day(lang, period.last_day());
    match ends.first() {
        None => String::new(),
        Some((_, first)) if ends.iter().all(|(_, end)| end == first) => day(*first),
        Some(_) => {
            let each: Vec<String> = ends
                .iter()
                .map(|(name, end)| {
                    lang.pick(format!("{}（{name}）", day(*end)), format!("{} ({name})", day(*end)))
                })
                .collect();
            each.join(lang.pick("、", ", "))
        }
    }
}
