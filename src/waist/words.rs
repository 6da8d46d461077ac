//! Dates and periods as a sentence says them, in the portal's language.

use crate::kind::envelope::Review;
use crate::model::{Base, Date, Lang, Period, Words};

/// Each month, and as it stands at an axis.
const MONTHS: [[Words; 2]; 12] = [
    [Words::new("1月", "January"), Words::new("1月", "Jan")],
    [Words::new("2月", "February"), Words::new("2月", "Feb")],
    [Words::new("3月", "March"), Words::new("3月", "Mar")],
    [Words::new("4月", "April"), Words::new("4月", "Apr")],
    [Words::new("5月", "May"), Words::new("5月", "May")],
    [Words::new("6月", "June"), Words::new("6月", "Jun")],
    [Words::new("7月", "July"), Words::new("7月", "Jul")],
    [Words::new("8月", "August"), Words::new("8月", "Aug")],
    [Words::new("9月", "September"), Words::new("9月", "Sep")],
    [Words::new("10月", "October"), Words::new("10月", "Oct")],
    [Words::new("11月", "November"), Words::new("11月", "Nov")],
    [Words::new("12月", "December"), Words::new("12月", "Dec")],
];

fn month_name(lang: Lang, month: u8) -> &'static str {
    MONTHS[month as usize - 1][0].in_lang(lang)
}

/// `2025年5月31日`, `31 May 2025`.
pub fn day(lang: Lang, date: Date) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    lang.say(match lang.base() {
        Base::Zh => format!("{y}年{m}月{d}日"),
        Base::En => format!("{d} {} {y}", month_name(lang, m.unsigned_abs())),
    })
}

/// A day that stands by itself in a list: `31 Dec 2025`.
pub fn short_day(lang: Lang, date: Date) -> String {
    match lang.base() {
        Base::Zh => day(lang, date),
        Base::En => {
            let month = MONTHS[date.month().unsigned_abs() as usize - 1][1].in_lang(lang);
            lang.say(format!("{} {month} {}", date.day(), date.year()))
        }
    }
}

/// `2025年5月`, `May 2025`, `2025年第一季度`.
pub fn period(lang: Lang, period: Period) -> String {
    lang.say(match (lang.base(), period) {
        (Base::Zh, Period::Year(y)) => format!("{y}年"),
        (Base::En, Period::Year(y)) => format!("{y}"),
        (Base::Zh, Period::Half(y, 1)) => format!("{y}年上半年"),
        (Base::Zh, Period::Half(y, _)) => format!("{y}年下半年"),
        (Base::En, Period::Half(y, 1)) => format!("first half of {y}"),
        (Base::En, Period::Half(y, _)) => format!("second half of {y}"),
        (base, run @ Period::Months(..)) => months(lang, base, run),
        (Base::Zh, Period::Quarter(y, q)) => {
            format!("{y}年第{}季度", ["一", "二", "三", "四"][q as usize - 1])
        }
        (Base::En, Period::Quarter(y, q)) => format!("quarter {q} of {y}"),
        (Base::Zh, Period::Month(y, m)) => format!("{y}年{m}月"),
        (Base::En, Period::Month(y, m)) => format!("{} {y}", month_name(lang, m)),
        (_, Period::Day(date)) => day(lang, date),
    })
}

/// A fiscal year by its two years, `2025/26 财政年度`, where the portal says when one begins; else from month to month.
fn months(lang: Lang, base: Base, run: Period) -> String {
    if let Some(year) = lang.fiscal().year_of(run) {
        let next = (year + 1) % 100;
        return match base {
            Base::Zh => format!("{year}/{next:02} 财政年度"),
            Base::En => format!("{year}/{next:02} fiscal year"),
        };
    }
    let months = run.months();
    let [first, last] = [months.first(), months.last()].map(|month| month.copied());
    let said = |month: Option<Period>| month.map_or(String::new(), |month| period(lang, month));
    match base {
        Base::Zh => format!("{}至{}", said(first), said(last)),
        Base::En => format!("{} to {}", said(first), said(last)),
    }
}

/// The month alone, for axes and lists of one year: `5月`, `May`.
pub fn month(lang: Lang, period: Period) -> String {
    lang.say(match (lang.base(), period) {
        (Base::Zh, Period::Month(_, m)) => format!("{m}月"),
        (Base::En, Period::Month(_, m)) => MONTHS[m as usize - 1][1].in_lang(lang).to_string(),
        (_, other) => self::period(lang, other),
    })
}

pub fn reviewed(lang: Lang, review: &Review, date: Date) -> String {
    let who = if review.post.is_empty() {
        review.by.clone()
    } else {
        lang.pick(
            format!("{}（{}）", review.by, review.post),
            format!("{} ({})", review.by, review.post),
        )
    };
    lang.pick(format!("{who}，{date}"), format!("{who}, {date}"))
}
