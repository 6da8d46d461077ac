//! What stands around a table: of whom and of when it is, what it counts in, who signed it, what was left before and after.

use crate::model::money::half_width;
use crate::model::{Money, Period};
use crate::sheet::At;
use crate::tabular::amount::{self, Scale};
use crate::tabular::find::Table;
use crate::tabular::grid::Grid;
use crate::tabular::headings::Headings;

/// The words above and below a table, each with its place.
#[derive(Debug, Default)]
pub struct Around {
    pub texts: Vec<(At, String)>,
    /// Where the heading begins.
    pub head: usize,
}

/// Somebody who signed, by what stands before the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    pub post: String,
    pub name: String,
}

/// A balance that words state: at the beginning or the end, of which account where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub at: At,
    pub opening: bool,
    pub account: Option<&'static str>,
    pub amount: Money,
}

impl Around {
    pub fn of(grid: &Grid, table: &Table) -> Around {
        let rows = (table.from..table.head.start).chain(table.body.end..table.to);
        let mut texts = Vec::new();
        for row in rows {
            let own = grid.own_texts(row);
            texts.extend(own.map(|(column, text)| (At { row, column }, text)));
        }
        Around { texts, head: table.head.start }
    }

    /// The words above the table: below it others may be named, and days on which somebody signed.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        let above = self.texts.iter().filter(|(at, _)| at.row < self.head);
        above.map(|(_, text)| text.as_str())
    }

    /// The words that say what amounts are counted in, with their places.
    pub fn counted(&self) -> impl Iterator<Item = (At, &str)> {
        let says = |text: &str| text.contains("单位") || text.contains("货币");
        let found = self.texts.iter().filter(move |(_, text)| says(text));
        found.map(|(at, text)| (*at, text.as_str()))
    }

    pub fn signers(&self) -> Vec<Signer> {
        let mut signers = Vec::new();
        for (at, (place, text)) in self.texts.iter().enumerate() {
            let Some((post, name)) = text.split_once(['：', ':']) else { continue };
            if !POSTS.iter().any(|word| post.contains(word)) {
                continue;
            }
            let next = self
                .texts
                .get(at + 1)
                .filter(|(next, text)| next.row == place.row && !text.contains(['：', ':']));
            let name = match name.trim() {
                "" => next.map_or("", |(_, text)| text.as_str()),
                name => name,
            };
            // Several may stand in one cell: `审核人：何永福 制表人：周小娟`.
            let name = name.split_whitespace().next().unwrap_or_default();
            if !name.is_empty() && !name.chars().any(|c| c.is_ascii_digit()) {
                signers.push(Signer { post: post.trim().to_string(), name: name.to_string() });
            }
        }
        signers
    }

    pub fn balances(&self, scale: Scale, words: &Headings) -> Vec<Stated> {
        let mut stated = Vec::new();
        for (index, (at, text)) in self.texts.iter().enumerate() {
            let (label, said) = text.split_once(['：', ':']).unwrap_or((text, ""));
            let Some(opening) = opens(label) else { continue };
            let next = self.texts.get(index + 1).filter(|(next, _)| next.row == at.row);
            let said = match said.trim() {
                "" => next.map_or("", |(_, text)| text.as_str()),
                said => said,
            };
            let Ok(Some(amount)) = amount::parse(said, scale, words.currency) else { continue };
            let accounts = ["现金", "银行"];
            let account = accounts.iter().find(|word| label.contains(**word));
            let account = account.and_then(|word| words.word("account", word));
            stated.push(Stated { at: *at, opening, account, amount });
        }
        stated
    }
}

const POSTS: &[&str] = &[
    "制表",
    "审核",
    "复核",
    "监委",
    "监督",
    "主任",
    "书记",
    "会计",
    "出纳",
    "填表",
    "报账员",
    "理财",
    "负责人",
    "prepared",
    "Prepared",
    "checked",
    "Checked",
    "approved",
    "Approved",
    "Clerk",
    "Chairman",
    "Reviewed",
];

/// Whether a label speaks of what was there before, or of what is left.
pub fn opens(label: &str) -> Option<bool> {
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(&["期初", "月初", "上月结", "上期结", "上年结", "年初"]) {
        return Some(true);
    }
    has(&["期末", "月末", "本月结", "本期结", "结转下", "月底余额"]).then_some(false)
}

/// The month that a title names: `2026年3月`, `二〇二六年三月`, `2026-03`, `March 2026`; nothing where it names none.
pub fn month(text: &str) -> Option<Period> {
    let plain: String = text.chars().map(half_width).map(digit).filter(|c| *c != ' ').collect();
    let mut before = None;
    for (start, c) in plain.char_indices() {
        let inside = before.replace(c).is_some_and(|c: char| c.is_ascii_digit());
        if !inside && let Some(period) = numeric(&plain[start..]) {
            return Some(period);
        }
    }
    english(text)
}

/// The month without its year: `3月`, `三月份`.
pub fn bare_month(text: &str) -> Option<u8> {
    let plain: String = text.chars().map(half_width).map(digit).collect();
    let (before, behind) = plain.split_once('月')?;
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '十');
    // Of a day, or of several months.
    if behind.starts_with(|c: char| c.is_ascii_digit())
        || number.ends_with(['-', '至', '到', '~', '—'])
    {
        return None;
    }
    let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
    let number = before[before.len() - digits..].parse().ok();
    let ten = || match before.chars().rev().find(|c| !c.is_whitespace()) {
        Some('十') => Some(10),
        _ => None,
    };
    let with_ten = before[..before.len() - digits].ends_with('十');
    match (number, with_ten) {
        (Some(number @ 1..=2), true) => Some(10 + number),
        (Some(number @ 1..=12), false) => Some(number),
        _ => ten(),
    }
}

/// The year a title names.
pub fn year(text: &str) -> Option<i16> {
    let plain: String = text.chars().map(half_width).map(digit).collect();
    let at = plain.find('年')?;
    let digits = plain[..at].get(at.checked_sub(4)?..)?;
    digits.parse().ok().filter(|year| (1900..2200).contains(year))
}

fn digit(c: char) -> char {
    match "〇一二三四五六七八九".chars().position(|digit| digit == c) {
        Some(at) => char::from(b'0' + at as u8),
        None if c == '○' || c == '零' => '0',
        None => c,
    }
}

fn numeric(text: &str) -> Option<Period> {
    let year: i16 = text.get(..4)?.parse().ok().filter(|year| (2000..2100).contains(year))?;
    let rest = &text[4..];
    if let Some(rest) = rest.strip_prefix('年') {
        // `1-3月` is no month. What follows is looked at no further: a text may name many years.
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '十')?;
        let behind = rest[end..].strip_prefix('月')?;
        let day = behind.chars().next().map_or(0, char::len_utf8);
        return Some(Period::Month(year, bare_month(&rest[..rest.len() - behind.len() + day])?));
    }
    let rest = rest.strip_prefix(['-', '.', '/', '_']).unwrap_or(rest);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let month = digits.parse().ok().filter(|month| (1..=12).contains(month))?;
    let behind = rest[digits.len()..].strip_prefix(['-', '.', '/']);
    if behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    (digits.len() <= 2 && (digits.len() == 2 || rest.len() < text.len() - 4))
        .then_some(Period::Month(year, month))
}

fn english(text: &str) -> Option<Period> {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let small = text.to_ascii_lowercase();
    let words: Vec<&str> = small.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let named = |word: &&str| MONTHS.iter().position(|month| word.starts_with(month));
    let year = |word: &&str| word.parse().ok().filter(|year| (2000..2100).contains(year));
    let at = words.windows(2).find_map(|two| Some((named(&two[0])?, year(&two[1])?)));
    at.map(|(month, year)| Period::Month(year, month as u8 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_its_month() {
        let march = Some(Period::Month(2026, 3));
        for text in [
            "柳塘村2026年3月财务收支公开表",
            "２０２６年３月",
            "二〇二六年三月份",
            "2026年03月 明细",
            "2026-03",
            "liutang-2026-03.xlsx",
            "202603",
            "柳塘村 2026.3",
            "Payments over £500 March 2026",
        ] {
            assert_eq!(month(text), march, "{text}");
        }
        assert_eq!(month("二〇二六年十二月"), Some(Period::Month(2026, 12)));
        assert_eq!(month("2026年10月"), Some(Period::Month(2026, 10)));
        for text in [
            "2026年第一季度",
            "2026年1-3月",
            "2026年",
            "3月",
            "2026",
            "20260",
            "May I come",
            "12026-03",
        ] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn a_sheet_may_say_its_month_alone() {
        assert_eq!(
            (bare_month("3月"), bare_month("十一月"), bare_month("十月")),
            (Some(3), Some(11), Some(10))
        );
        assert_eq!((bare_month("三月份"), bare_month("柳塘")), (Some(3), None));
        for text in ["1-3月", "1至3月", "4月10日公开"] {
            assert_eq!(bare_month(text), None, "{text}");
        }
        assert_eq!((year("2026年度收支"), year("收支")), (Some(2026), None));
    }

    #[test]
    fn signatures_and_balances_are_read_from_the_words_around() {
        let text = |row, column, text: &str| (At { row, column }, text.to_string());
        let around = Around {
            head: 1,
            texts: vec![
                text(0, 0, "金额单位：万元"),
                text(9, 0, "审核人：何永福"),
                text(9, 4, "制表人："),
                text(9, 5, "周小娟"),
                text(10, 0, "期初现金：996.60元"),
                text(10, 3, "期末银行存款"),
                text(10, 4, "130353.26"),
            ],
        };
        assert_eq!(around.titles().collect::<Vec<_>>(), ["金额单位：万元"]);
        let names: Vec<_> = around.signers().into_iter().map(|signer| signer.name).collect();
        assert_eq!(names, ["何永福", "周小娟"]);
        let stated = around.balances(Scale::One, &Headings::shipped());
        let said: Vec<_> = stated.iter().map(|s| (s.opening, s.account, s.amount.fen())).collect();
        assert_eq!(said, [(true, Some("cash"), 99_660), (false, Some("bank"), 13_035_326)]);
    }
}
