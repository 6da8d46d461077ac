//! Rows that add up: known by their words, compared with the lines to the fen, and no lines themselves.

use super::grid::Grid;
use super::headings::bare;
use crate::model::Said;
use crate::sheet::At;

/// What a row is that is no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// 小计, 本日合计: of the lines since the last of its kind.
    Part,
    /// 合计, 本月合计: of all lines.
    All,
    /// 过次页, 承前页: of all lines so far.
    Page,
    /// 本年累计: of months that do not stand here.
    Year,
    Opening,
    Closing,
}

/// What offices write in rows that add up.
const WORDS: &[(Sum, &[&str])] = &[
    (
        Sum::Part,
        &[
            "小计",
            "本日合计",
            "本日小计",
            "当日合计",
            "日合计",
            "本页小计",
            "本页合计",
            "收入小计",
            "支出小计",
            "subtotal",
            "sub-total",
            "daytotal",
        ],
    ),
    (
        Sum::All,
        &[
            "合计",
            "总计",
            "本月合计",
            "本期合计",
            "本月发生额",
            "本期发生额",
            "本月小计",
            "本月发生额合计",
            "收支合计",
            "合计数",
            "总合计",
            "本月发生额及余额",
            "本期发生额及余额",
            "收入合计",
            "支出合计",
            "total",
            "totals",
            "grandtotal",
            "monthtotal",
            "totalpayments",
            "totalexpenditure",
        ],
    ),
    (Sum::Page, &["过次页", "承前页", "转下页", "接上页", "carriedforwardpage"]),
    (
        Sum::Year,
        &[
            "累计",
            "本年累计",
            "本年合计",
            "本季累计",
            "本年累计发生额",
            "年累计",
            "季度累计",
            "yeartodate",
            "ytd",
        ],
    ),
    (
        Sum::Opening,
        &[
            "上月结转",
            "上年结转",
            "上期结转",
            "上月结余",
            "上期结余",
            "上年结余",
            "期初余额",
            "期初",
            "月初余额",
            "期初结余",
            "上月余额",
            "年初余额",
            "openingbalance",
            "balanceb/f",
            "broughtforward",
            "balancebroughtforward",
            "b/f",
            "balb/f",
        ],
    ),
    (
        Sum::Closing,
        &[
            "结转下月",
            "结转下期",
            "结转下年",
            "期末余额",
            "月末余额",
            "本月结存",
            "本月结余",
            "本期结余",
            "期末结余",
            "期末",
            "closingbalance",
            "balancec/f",
            "carriedforward",
            "balancecarriedforward",
            "c/f",
            "balc/f",
        ],
    ),
];

/// Whether a row adds up others, by the words of any of its cells.
pub fn is_sum(grid: &Grid, row: usize) -> bool {
    grid.texts(row).any(|(_, text)| sum_of(&text).is_some())
}

/// Whether words call a row a sum. They do as a whole or not at all: 合计付工资 is a line.
pub fn sum_of(text: &str) -> Option<Sum> {
    let bare = bare(text);
    let when = |c: char| c.is_ascii_digit() || "一二三四五六七八九十〇年月份第季度-/".contains(c);
    let word = bare.trim_start_matches(when);
    let known = |word: &str| WORDS.iter().find(|(_, all)| all.contains(&word)).map(|(sum, _)| *sum);
    let accounts = ["现金", "银行存款", "银行"];
    let of_account = accounts.iter().find_map(|account| known(word.strip_prefix(account)?));
    known(&bare).or_else(|| known(word)).or(of_account)
}

/// One row of a column: where it stands, what it is where it is no line, and its number in the smallest parts.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub row: usize,
    pub sum: Option<Sum>,
    pub number: Option<i64>,
}

/// Compares every row of a column that adds up with the lines above it. `shown` writes a number out.
pub fn column(at: usize, parts: &[Part], shown: &dyn Fn(i64) -> String) -> Vec<(At, Said)> {
    let (mut all, mut part) = (Some(0_i64), Some(0_i64));
    let mut sections = Some(0_i64);
    let mut told = Vec::new();
    // Some add what was there before to what came in.
    let opening = parts.iter().find(|one| one.sum == Some(Sum::Opening));
    let carried = opening.and_then(|one| one.number);
    for one in parts {
        let Some(sum) = one.sum else {
            let number = one.number.unwrap_or_default();
            all = all.and_then(|all| all.checked_add(number));
            part = part.and_then(|part| part.checked_add(number));
            continue;
        };
        let Some(stated) = one.number else {
            if sum == Sum::Part {
                part = Some(0);
            }
            continue;
        };
        let right = match sum {
            Sum::Part => part == Some(stated) || all == Some(stated),
            // Of several tables in one, each ends with its own.
            Sum::All => {
                let with = carried.and_then(|carried| all?.checked_add(carried));
                [all, part, sections, with].contains(&Some(stated))
            }
            Sum::Page => all == Some(stated),
            Sum::Year | Sum::Opening | Sum::Closing => true,
        };
        if !right {
            let counted = if sum == Sum::Part { part } else { all }.unwrap_or_default();
            told.push((At { row: one.row, column: at }, differs(stated, counted, shown)));
        }
        match sum {
            Sum::Part => {
                sections = sections.and_then(|all| all.checked_add(part.unwrap_or_default()));
                part = Some(0);
            }
            Sum::All => part = Some(0),
            _ => {}
        }
    }
    told
}

fn differs(stated: i64, counted: i64, shown: &dyn Fn(i64) -> String) -> Said {
    let apart = shown(stated.saturating_sub(counted).saturating_abs());
    let (stated, counted) = (shown(stated), shown(counted));
    Said::new(
        format!("表上合计 {stated}，明细加起来 {counted}，差 {apart}"),
        format!("the sheet says {stated}, its lines add up to {counted}: {apart} apart"),
    )
}

/// What to do where a sum differs.
pub const REMEDY: (&str, &str) = (
    "核对这一列：漏了一行、多了一行，或抄错一个数",
    "check the column: a row too few, a row too many, or a wrong figure",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_known_by_its_whole_words() {
        let cases = [
            ("合 计", Sum::All),
            ("合计：", Sum::All),
            ("3月合计", Sum::All),
            ("2026年3月份合计", Sum::All),
            ("本月合计", Sum::All),
            ("三月小计", Sum::Part),
            ("本年累计", Sum::Year),
            ("上月结转", Sum::Opening),
            ("期初余额", Sum::Opening),
            ("现金期初余额", Sum::Opening),
            ("结转下月", Sum::Closing),
            ("过次页", Sum::Page),
            ("Total", Sum::All),
            ("Balance b/f", Sum::Opening),
        ];
        for (text, sum) in cases {
            assert_eq!(sum_of(text), Some(sum), "{text}");
        }
        for text in [
            "合计付工资",
            "付本月合计工资",
            "上月结余款转存",
            "月初买煤",
            "总计程车费",
            "",
            "记-001",
            "期初余额调整利息",
        ] {
            assert_eq!(sum_of(text), None, "{text}");
        }
    }
}
