//! Periods as offices say them: halves of years, months from one to another, and fiscal years by the two they lie in.

use super::{Fiscal, Period};
use crate::model::Said;
use crate::model::date::known_year;
use crate::model::money::half_width;

/// A text in the letters and signs of a keyboard, without blanks.
pub fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        '／' => '/',
        '～' => '~',
        'Ｈ' | 'ｈ' => 'H',
        'Ｑ' | 'ｑ' => 'Q',
        other => half_width(other),
    };
    text.chars().map(letter).filter(|c| !c.is_whitespace()).collect()
}

/// The year and which half of it: `2025-H2`, `2025年下半年`, `2025 second half`, `second half of 2025`.
pub fn half(plain: &str) -> Option<(i16, u8)> {
    const NAMES: [[&str; 3]; 2] = [["h1", "上半年", "firsthalf"], ["h2", "下半年", "secondhalf"]];
    let small = plain.to_ascii_lowercase();
    let (year, name) = match small.split_once("of") {
        Some((name, year)) => (year, name),
        None => {
            let (year, name) = small.split_at_checked(4)?;
            (year, name.trim_start_matches(['-', '年']))
        }
    };
    let half = NAMES.iter().position(|names| names.contains(&name))?;
    Some((known_year(year)?, half as u8 + 1))
}

/// What stands for the first and the last month of `2025-04/2026-03`, `2025年4月至2026年3月` or `2025.4-2026.3`.
pub fn ends(plain: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 7] = ["--", "——", "—", "至", "到", "~", "to"];
    let sign = SIGNS.iter().find_map(|sign| plain.split_once(sign));
    let both = |sign, of: &[char]| {
        plain.split_once(sign).filter(|(from, to)| from.contains(of) && to.contains(of))
    };
    let found = sign.or_else(|| both('/', &['-'])).or_else(|| both('-', &['.', '年']));
    found.map(|(from, to)| (from.trim_end_matches('-'), to.trim_start_matches('-')))
}

/// A fiscal year as it is said.
pub struct FiscalYear {
    /// The year in which it begins.
    year: i16,
    /// Whether both years are named, so that it cannot be one of the calendar.
    both: bool,
    /// The month that the same text may name.
    month: Option<Period>,
}

/// `2025/26`, `2025-26`, `2025/2026`, `2025年度`, and as pages write it, `2025/26 财政年度`.
pub fn fiscal_year(plain: &str) -> Option<FiscalYear> {
    const WORDS: [&str; 4] = ["财政年度", "会计年度", "年度", "fiscalyear"];
    let named = WORDS.iter().find_map(|word| plain.strip_suffix(word));
    let bare = named.unwrap_or(plain);
    let Some((first, second)) = bare.split_once(['/', '-']) else {
        let year = named.filter(|_| !plain.ends_with("fiscalyear")).and_then(known_year)?;
        return Some(FiscalYear { year, both: false, month: None });
    };
    let year = known_year(first)?;
    let next = (year + 1).to_string();
    let short = second == &next[2..];
    if !short && second != next {
        return None;
    }
    let month = second.parse().ok().filter(|month| short && (1..=12).contains(month));
    let month = month.filter(|_| named.is_none()).map(|month| Period::Month(year, month));
    // `2011-12` is how months are written everywhere.
    (month.is_none() || bare.contains('/')).then_some(FiscalYear { year, both: true, month })
}

impl FiscalYear {
    /// The period it is where a fiscal year begins then; none where that is not known, or a month may be meant.
    pub fn settled(&self, fiscal: Fiscal) -> Option<Period> {
        match (self.month, fiscal.crosses()) {
            (Some(month), false) => Some(month),
            (None, crosses) if crosses || !self.both => Some(fiscal.year(self.year)),
            _ => None,
        }
    }
}

/// What to write instead of a fiscal year that could not be read; nothing where it is none.
pub fn unsettled(text: &str, fiscal: Fiscal) -> Option<Said> {
    let told = fiscal_year(&plain(text)).filter(|told| told.settled(fiscal).is_none())?;
    let (year, next) = (told.year, told.year + 1);
    Some(match told.month {
        Some(month) => Said::new(
            format!("月份 {month}，或财政年度 {year}/{next}；这里两样都像"),
            format!("{month} for the month or {year}/{next} for the fiscal year; this may be both"),
        ),
        None => Said::new(
            format!(
                "起止的月份，如 {year}-04/{next}-03；或在 portal.yaml 的 settings 里写财政年度从几月起：`fiscal_year_begins: 4`"
            ),
            format!(
                "the months from and to, such as {year}-04/{next}-03; or say under `settings` in portal.yaml in which month a fiscal year begins: `fiscal_year_begins: 4`"
            ),
        ),
    })
}
