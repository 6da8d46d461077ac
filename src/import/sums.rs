//! Rows that add up: known by their words, compared with the lines to the fen, and no lines themselves.

use super::grid::Grid;
use super::headings::bare;
use super::rows::Entry;
use super::told::Told;
use crate::model::{Money, Said};

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

/// Compares every row that adds up with the lines above it, column by column.
pub fn check(grid: &Grid, entries: &[Entry], told: &mut Told) {
    let mut columns: Vec<(usize, &'static str)> = Vec::new();
    for amount in entries.iter().flat_map(|entry| &entry.amounts) {
        if !columns.contains(&(amount.at, amount.role)) {
            columns.push((amount.at, amount.role));
        }
    }
    for (at, _) in columns {
        column(grid, entries, at, told);
    }
}

fn column(grid: &Grid, entries: &[Entry], at: usize, told: &mut Told) {
    let money = |entry: &Entry| {
        entry.amounts.iter().find(|amount| amount.at == at).map(|amount| amount.money)
    };
    let (mut all, mut part) = (Some(Money::ZERO), Some(Money::ZERO));
    let mut parts = Some(Money::ZERO);
    // Some add what was there before to what came in.
    let carried = entries.iter().find(|entry| entry.sum == Some(Sum::Opening)).and_then(money);
    for entry in entries {
        let amount = money(entry);
        let Some(sum) = entry.sum else {
            let amount = amount.unwrap_or_default();
            all = all.and_then(|all| all.checked_add(amount));
            part = part.and_then(|part| part.checked_add(amount));
            continue;
        };
        let Some(stated) = amount else {
            if sum == Sum::Part {
                part = Some(Money::ZERO);
            }
            continue;
        };
        let right = match sum {
            Sum::Part => part == Some(stated) || all == Some(stated),
            // Of several tables in one, each ends with its own.
            Sum::All => {
                let with = carried.and_then(|carried| all?.checked_add(carried));
                [all, part, parts, with].contains(&Some(stated))
            }
            Sum::Page => all == Some(stated),
            Sum::Year | Sum::Opening | Sum::Closing => true,
        };
        if !right {
            let counted = if sum == Sum::Part { part } else { all };
            differs(grid, (entry.row, at), stated, counted.unwrap_or_default(), told);
        }
        match sum {
            Sum::Part => {
                parts = parts.and_then(|parts| parts.checked_add(part.unwrap_or_default()));
                part = Some(Money::ZERO);
            }
            Sum::All => part = Some(Money::ZERO),
            _ => {}
        }
    }
}

fn differs(grid: &Grid, (row, at): (usize, usize), stated: Money, counted: Money, told: &mut Told) {
    let apart = stated.checked_add(-counted).unwrap_or_default().abs();
    let said = Said::new(
        format!("表上合计 {stated}，明细加起来 {counted}，差 {apart}"),
        format!("the sheet says {stated}, its lines add up to {counted}: {apart} apart"),
    );
    let help = (
        "核对这一列：漏了一行、多了一行，或抄错一个数",
        "check the column: a row too few, a row too many, or a wrong figure",
    );
    told.doubt(grid.place(row, at), said, help);
}

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
