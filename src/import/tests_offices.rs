//! Workbooks as village offices keep them: merged headings, amounts in ten thousands, copies of a sheet, slips in cells.

use super::tests::{doubts, planned, sheet};
use super::*;
use crate::sheet::{Area, At, Sheet};
use crate::tabular::amount::Scale;

/// A month under a heading of two rows, with what it is counted in above.
const BOOK: &str = "\
溪山村村民委员会3月份收支明细账,,,,,,,
编制单位：溪山村村民委员会,,,2026年3月31日,,,单位：元,
序号,日期,凭证号,摘要,金额,,,科目
,,,,收入,支出,余额,
,3月1日,,上月结转,,,8.06,
1,3月2日,记1,收土地流转费,0.52,,8.58,经营收入
2,3月5日,记2,付路灯电费,,0.0287,8.5513,公益支出
合计,,,,0.52,0.0287,8.5513,
村主任：陈国梁,,,审核：何永福,,,,";

fn area(from: (usize, usize), to: (usize, usize)) -> Area {
    let at = |(row, column): (usize, usize)| At { row, column };
    Area { from: at(from), to: at(to) }
}

fn book(name: &str, text: &str) -> Sheet {
    let mut sheet = sheet(name, text);
    let down = [0, 1, 2, 3, 7].map(|column| area((2, column), (3, column)));
    sheet.merged = down.into_iter().chain([area((2, 4), (2, 6)), area((0, 0), (0, 7))]).collect();
    sheet
}

/// What came in, the balance at the end, and the doubts.
fn read(text: &str) -> (i64, Option<i64>, Vec<String>) {
    let plan = planned(vec![book("银行账", text)]);
    let month = &plan.months[0];
    let closing = month.closing.of(&Account::Bank).map(|found| found.money.fen());
    (month.sums().0.fen(), closing, doubts(&plan))
}

#[test]
fn what_amounts_are_counted_in_holds_wherever_it_is_said() {
    let wan = (520_000, Some(8_551_300), Vec::new());
    for said in ["单位：万元", "单位:万元", "（单位：万元）", "金额单位：万元", "（万元）"]
    {
        assert_eq!(read(&BOOK.replace("单位：元", said)), wan, "{said}");
    }
    let bare = BOOK.replace("单位：元", "");
    assert_eq!(read(&bare.replace("明细账", "明细账（单位：万元）")), wan, "in the title");
    assert_eq!(read(&bare.replace(",金额,", ",金额（万元）,")), wan, "over the amounts");
    assert_eq!(read(&bare.replace(",金额,", ",金额 单位：万元,")), wan);
    let each = bare.replace("收入,支出", "收入（万元）,支出（万元）");
    assert_eq!(read(&each), wan, "the balance beside them names none of its own");
    let plan = planned(vec![book("银行账", &BOOK.replace("单位：元", "单位：万元"))]);
    assert_eq!(plan.months[0].counted, [("银行账!G2".to_string(), Scale::Wan)], "it is shown");
}

#[test]
fn two_units_that_contradict_are_told_with_their_cells() {
    let over = BOOK.replace(",金额,", ",金额（万元）,");
    let (.., told) = read(&over);
    let wanted = "银行账!E3 这里说金额按万元算，银行账!G2 说按元算";
    assert!(told.iter().any(|told| told == wanted), "{told:?}");
    let (.., told) = read(&BOOK.replace("收入,支出", "收入（万元）,支出（万元）"));
    assert!(told.iter().any(|told| told.starts_with("银行账!E4 这里说金额按万元算")), "{told:?}");
    let bare = BOOK.replace("单位：元", "");
    let (.., told) = read(&bare.replace("收入,支出", "收入（万元）,支出（元）"));
    assert!(told.iter().any(|told| told.starts_with("银行账!F4 这里说金额按元算")), "{told:?}");
    let (.., told) = read(&BOOK.replace("2026年3月31日,,", "2026年3月31日,,单位：千元"));
    assert!(told.iter().any(|told| told.contains("千元")), "{told:?}");
}

#[test]
fn a_heading_of_merged_cells_is_no_second_table() {
    let plan = planned(vec![book("银行账", BOOK)]);
    let notes: Vec<_> = plan.months.iter().flat_map(|month| &month.told.notes).collect();
    assert!(notes.iter().all(|note| !note.said.zh.contains("另有一张表")), "{notes:?}");
}

const PLAIN: &str = "\
溪山村2026年3月收支明细账,,,,
日期,凭证号,摘要,收入,支出,科目,账户
3月2日,记1,收土地流转费,5200,,经营收入,银行
3月5日,记2,付路灯电费,,287.3,公益支出,银行";

#[test]
fn a_copy_of_a_sheet_does_not_count_twice() {
    for name in ["副本", "3月 (2)"] {
        for text in [PLAIN, &PLAIN.replace("287.3", "300")] {
            let plan = planned(vec![sheet("3月", PLAIN), sheet(name, text)]);
            let told = doubts(&plan);
            let [one] = told.as_slice() else { panic!("{told:?}") };
            assert!(one.starts_with(name) && one.contains("3月!A2"), "{one}");
            assert!(plan.waits(0), "nothing of the unit is written");
        }
    }
    let wan = BOOK.replace("单位：元", "单位：万元");
    let balances = [book("银行账", &wan), book("副本", &wan)];
    let told = doubts(&planned(balances.to_vec()));
    assert_eq!(told.iter().filter(|told| told.contains("余额")).count(), 0, "{told:?}");
    // Of cash and of the bank, and of what came in and what went out, there are two.
    let cash = PLAIN.replace("银行", "现金");
    assert_eq!(doubts(&planned(vec![sheet("银行账", PLAIN), sheet("现金账", &cash)])), [""; 0]);
    let came = PLAIN.lines().filter(|line| !line.contains("记2")).collect::<Vec<_>>().join("\n");
    let went = PLAIN.lines().filter(|line| !line.contains("记1")).collect::<Vec<_>>().join("\n");
    assert_eq!(doubts(&planned(vec![sheet("收入", &came), sheet("支出", &went)])), [""; 0]);
}

#[test]
fn what_is_nearly_a_number_of_a_person_is_told_like_a_whole_one() {
    for number in ["510123196503071237", "身份证 51012319650307123", "身份证 510123********1234"]
    {
        let text = PLAIN.replace("付路灯电费", &format!("付保洁员工资（李桂香 {number}）"));
        let told = doubts(&planned(vec![sheet("3月", &text)]));
        assert!(told.len() == 1 && told[0].starts_with("3月!C4"), "{number}: {told:?}");
    }
    assert_eq!(
        doubts(&planned(vec![sheet("3月", &PLAIN.replace("电费", "电费20260305"))])),
        [""; 0]
    );
}

#[test]
fn amounts_that_are_merged_down_name_their_cells() {
    let text = format!("{PLAIN}\n3月6日,记3,付清扫费,,,公益支出,银行");
    let mut merged = sheet("3月", &text);
    merged.merged = vec![area((3, 4), (4, 4))];
    let told = doubts(&planned(vec![merged]));
    assert!(told[0].starts_with("3月!E5 E4:E5 合并了几行，`287.3`"), "{told:?}");
    assert_eq!(told.len(), 1);
}

#[test]
fn a_day_that_is_none_and_a_letter_are_called_so() {
    let told = doubts(&planned(vec![sheet("3月", &PLAIN.replace("3月5日", "31/02/2026"))]));
    assert!(told[0].contains("这个月没有这一天"), "{told:?}");
    let told = doubts(&planned(vec![sheet("3月", &PLAIN.replace("5200", "￥52O0"))]));
    assert!(told[0].contains("里面的 `O` 是字母"), "{told:?}");
}

#[test]
fn where_no_table_is_found_the_row_most_like_a_heading_is_told() {
    let text = PLAIN.replace("摘要,收入,支出,科目", "事情,进,出,什么");
    let told = doubts(&planned(vec![sheet("3月", &text)]));
    assert!(
        told[0].starts_with("3月!A2 没有找到表：这一行最像表头，认得 日期、凭证号、账户"),
        "{told:?}"
    );
    assert!(told[0].contains("不认识 事情、进、出、什么"), "{told:?}");
}
