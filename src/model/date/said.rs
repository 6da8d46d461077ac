//! Days as offices write them in a field: in one run of digits, in English, or with the day first where nobody can doubt it.

use super::{Date, half_width, known_year, number, parse_date};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a day as people type it: as [`parse_date`] does, with blanks between, and as `20260305`, `5 March 2026`,
/// `March 5, 2026` or `25/03/2026`. `None` where the numbers may say two days: see [`either`].
pub fn said_date(text: &str) -> Option<Date> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let bare: String = plain.chars().filter(|c| *c != ' ').collect();
    parse_date(&bare).or_else(|| in_one_run(&plain)).or_else(|| in_english(&plain)).or_else(|| {
        match day_first(&bare)? {
            (first, second, year) if first == second || first > 12 => date(year, second, first),
            (first, second, year) if second > 12 => date(year, first, second),
            _ => None,
        }
    })
}

/// The two days that a text may mean, where nobody can say which number is the month: `05/03/2026`.
pub fn either(text: &str) -> Option<[Date; 2]> {
    let plain: String = text.trim().chars().map(half_width).collect();
    let (first, second, year) = day_first(&plain).filter(|(first, second, _)| first != second)?;
    Some([date(year, first, second)?, date(year, second, first)?])
}

/// The month of a year that English names: `March 2026`.
pub fn month_of_year(text: &str) -> Option<(i16, u8)> {
    let (name, year) = text.trim().split_once([' ', '-'])?;
    let year = known_year(year.trim_start())?;
    Some((year, u8::try_from(month(name.trim_end_matches(['.', ',']))?).ok()?))
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `20260305`.
fn in_one_run(text: &str) -> Option<Date> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    date(known_year(year).filter(|_| digits)?, number(month)?, number(day)?)
}

/// `5 March 2026`, `5th Mar 2026`, `March 5, 2026`.
fn in_english(text: &str) -> Option<Date> {
    let parted = |c: char| c == ' ' || c == ',' || c == '.' || c == '-';
    let words: Vec<&str> = text.split(parted).filter(|word| !word.is_empty()).collect();
    let [one, two, year] = words[..] else { return None };
    let day = |word: &str| {
        let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (day, rest) = word.split_at(end);
        let counted = matches!(rest.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
        number(day).filter(|_| counted)
    };
    let year = known_year(year)?;
    match (month(one), month(two)) {
        (None, Some(month)) => date(year, month, day(one)?),
        (Some(month), None) => date(year, month, day(two)?),
        _ => None,
    }
}

/// A month by its English name or the first letters of it, three at least.
fn month(word: &str) -> Option<i16> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(&word))?;
    i16::try_from(at + 1).ok()
}

/// The three numbers of `25/03/2026`.
fn day_first(text: &str) -> Option<(i16, i16, i16)> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, second, year] = parts[..] else { return None };
    let short = |part: &str| number(part).filter(|_| part.len() <= 2);
    Some((short(first)?, short(second)?, known_year(year)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_offices_write_them_where_nobody_can_doubt_them() {
        for text in [
            "20260305",
            "２０２６０３０５",
            "5 March 2026",
            "5 Mar 2026",
            "5th March, 2026",
            "March 5, 2026",
            "5-Mar-2026",
            "2026年3月5日",
            "2026 年 3 月 5 日",
            "2026.3.5",
            "2026/3/5",
            "2026. 3. 5",
        ] {
            assert_eq!(said_date(text), Some(Date::constant(2026, 3, 5)), "{text}");
        }
        for text in ["25/03/2026", "25.3.2026", "03/25/2026", "25-03-2026"] {
            assert_eq!(said_date(text), Some(Date::constant(2026, 3, 25)), "{text}");
        }
        assert_eq!(said_date("05/05/2026"), Some(Date::constant(2026, 5, 5)));
    }

    #[test]
    fn what_may_be_two_days_is_none() {
        for text in ["05/03/2026", "5.3.2026", "12-11-2026", "０５/０３/２０２６"] {
            assert_eq!(said_date(text), None, "{text}");
            let days = either(text).expect("two days");
            assert!(days[0] != days[1], "{text}");
        }
        for text in ["20261305", "24318852", "5 Marz 2026", "31 April 2026", "32/13/2026", "5/3/26"]
        {
            assert_eq!(said_date(text), None, "{text}");
            assert_eq!(either(text), None, "{text}");
        }
    }
}
