//! What an import looks at grows with what a file holds, and not with its rows times its columns or with its rows squared.

use super::tests::known;
use super::{Asked, Input, Plan, plan};
use crate::sheet::Workbook;
use crate::tabular::grid::LOOKED_AT;

const HEAD: &str = "溪山村2026年3月\n日期,凭证号,摘要,收入,支出,余额\n";

fn imported(text: &str) -> Plan {
    let workbook = Workbook::read("3月.csv", text.as_bytes(), None).expect("a sheet");
    let input = Input { name: "3月".into(), shown: "3月.csv".into(), workbook };
    plan(&[input], &known(), Asked::default())
}

/// How many cells are looked at on the way through such a text of so many rows.
fn looked(text: &dyn Fn(usize) -> String, rows: usize) -> usize {
    let text = text(rows);
    let before = LOOKED_AT.with(std::cell::Cell::get);
    imported(&text);
    LOOKED_AT.with(std::cell::Cell::get) - before
}

#[test]
fn twice_the_rows_are_twice_the_work() {
    let line = |at: usize| format!("2026-03-05,记-{at:05},付电费{at},,1.00,\n");
    let lines = |rows: usize| (0..rows).map(line).collect::<String>();
    let notes = |rows: usize| HEAD.to_string() + &line(1) + &"注：以上属实\n".repeat(rows);
    let wide = |rows: usize| {
        let heads = "金额,".repeat(rows);
        format!("溪山村2026年3月\n日期,摘要,{heads}\n{}", "2026-03-05,电费,1\n".repeat(rows))
    };
    let sums = |rows: usize| {
        let row = |at: usize| line(at) + "合计,,,,1.00,\n";
        HEAD.to_string() + &(0..rows).map(row).collect::<String>()
    };
    let stacked = |rows: usize| {
        let heads = ["日期,凭证号,摘要,支出\n", "日期,凭证号,摘要,收入\n"];
        let row = |at: usize| format!("{}2026-03-05,记-1,电费,1\n", heads[at % 2]);
        (0..rows).map(row).collect()
    };
    let again = |rows: usize| format!("{HEAD}{}", (HEAD.to_string() + &line(1)).repeat(rows));
    let taken_back = |rows: usize| {
        let row = |at: usize| format!("2026-03-05,冲-{at},冲销记-{at:05},,-1.00,\n");
        HEAD.to_string() + &lines(rows) + &(0..rows).map(row).collect::<String>()
    };
    let all: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("notes", &notes),
        ("wide", &wide),
        ("sums", &sums),
        ("stacked", &stacked),
        ("again", &again),
        ("taken back", &taken_back),
    ];
    for (name, text) in all {
        let (once, twice) = (looked(text, 300), looked(text, 600));
        assert!(twice < once * 5 / 2, "{name}: {once} cells, and {twice}");
    }
}

/// None of them is looked at once a cell: whoever goes through all lines from each does not come to the end.
#[test]
fn thirty_thousand_rows_come_to_an_end() {
    let line = |at: usize| format!("2026-03-05,记-{at:06},冲销记-{:06},,-1.00,\n", at + 1);
    let text: String = (0..30_000).map(line).collect();
    let plan = imported(&(HEAD.replace("2026年", "银行存款日记账2026年") + &text));
    let lines = plan.months[0].lines.iter();
    let named = lines.filter(|line| !line.field("reverses").is_empty());
    assert_eq!(
        named.count(),
        29_999,
        "the last names none: {:?}",
        plan.months[0].told.doubts.len()
    );
    let day_book = |at: usize| format!("2026-03-05,记-{at:06},付电费{at},,1.00,\n小计,,,,1.00,\n");
    let plan = imported(&(HEAD.to_string() + &(0..15_000).map(day_book).collect::<String>()));
    assert_eq!(plan.months[0].told.doubts.len(), 0);
    let questions = plan.months[0].told.questions.iter();
    let texts = questions.filter(|question| question.column == "text");
    assert_eq!(texts.count(), 15_000, "each text is asked about");
}
