//! Half-years and years that do not begin in January: read, named, owed and shown.

use crate::portal::{Portal, VILLAGE};

const KIND: &str = "\
id: payments
name: 付款登记
name_en: payments
gloss: 付给谁、付了多少。
gloss_en: who was paid.
group: money
fields:
  - name: rows
    words: 付款
    words_en: payments
    type: list
    required: true
    fields:
      - {name: day, words: 日期, words_en: day, type: date, required: true}
      - {name: amount, words: 金额, words_en: amount, type: money, required: true}
      - {name: until, words: 到, words_en: until, type: period}
sums: [rows.amount]
";

const FILE: &str = "content/units/shangcun/payments/a.yaml";

/// A village with one record of this period.
fn village(period: &str) -> Portal {
    let portal = Portal::new();
    portal.put("content/kinds/payments.yaml", KIND);
    let record = format!(
        "id: PAY-1\nperiod: {period}\npublished: 2026-04-10\nplain: 试\n\
         review: {{by: 何永福, date: 2026-04-08}}\nrows:\n  - {{day: 2025-09-02, amount: 10.00}}\n"
    );
    portal.put(FILE, record);
    portal
}

/// A village whose fiscal year begins in April.
fn in_april(period: &str) -> Portal {
    let portal = village(period);
    portal.edit("content/portal.yaml", "publisher:", "settings: {财政年度起始月: 4}\npublisher:");
    portal
}

#[track_caller]
fn holds(portal: &Portal, path: &str, words: &[&str]) {
    let page = portal.page(path);
    words.iter().for_each(|word| assert!(page.contains(word), "{path} lacks {word}:\n{page}"));
}

#[test]
fn a_half_year_has_its_page() {
    for period in ["2025-H2", "2025H2", "2025年下半年", "2025 second half"] {
        let portal = village(period);
        portal.build().expect(0);
        holds(&portal, "shangcun/payments/pay-1.html", &["2025年下半年"]);
        holds(&portal, "shangcun/payments/pay-1.json", &["\"period\":\"2025-H2\""]);
        holds(&portal, "shangcun/payments/index.html", &["2025年下半年"]);
    }
    let portal = village("2025-H2");
    portal.edit("content/portal.yaml", "as_of:", "language: en\nas_of:");
    portal.build().expect(0);
    holds(&portal, "shangcun/payments/pay-1.html", &["second half of 2025"]);
}

#[test]
fn a_fiscal_year_is_refused_until_the_portal_says_when_it_begins() {
    let told = village("2025/26").check().expect(1);
    let said = "a.yaml:2:9: error[invalid-period]: `2025/26` 不能作为所属期";
    assert!(told.err.contains(said), "{}", told.err);
    let whole = village("2025/26").run(&["check", "--lang", "en"]).expect(1);
    for word in ["2025-04/2026-03", "`fiscal_year_begins: 4`"] {
        assert!(whole.err.contains(word), "{}", whole.err);
    }
    for period in ["2025/26", "2025-26", "2025/2026", "2025年度", "2025年4月至2026年3月"] {
        let portal = in_april(period);
        portal.build().expect(0);
        let page = "shangcun/payments/pay-1";
        holds(&portal, &format!("{page}.html"), &["2025/26 财政年度"]);
        holds(&portal, &format!("{page}.json"), &["\"period\":\"2025-04-to-2026-03\""]);
    }
    let portal = in_april("2025/26");
    portal.edit("content/portal.yaml", "as_of:", "language: en\nas_of:");
    portal.build().expect(0);
    holds(&portal, "shangcun/payments/pay-1.html", &["2025/26 fiscal year"]);
}

#[test]
fn months_from_and_to_need_no_setting() {
    let portal = village("2025-04/2026-03");
    portal.build().expect(0);
    holds(&portal, "shangcun/payments/pay-1.html", &["2025年4月至2026年3月"]);
}

#[test]
fn what_may_be_a_month_and_a_month_that_is_none_are_told() {
    let told = in_april("2011/12").run(&["check", "--lang", "zh"]).expect(1);
    let words = ["[invalid-period]", "月份 2011-12，或财政年度 2011/2012"];
    words.iter().for_each(|word| assert!(told.err.contains(word), "{}", told.err));
    let portal = in_april("2025/26");
    portal.edit("content/portal.yaml", "起始月: 4", "起始月: 13");
    let told = portal.check().expect(1);
    assert!(told.err.contains("portal.yaml:5:21: error[unknown-choice]"), "{}", told.err);
}

#[test]
fn the_name_of_a_file_and_the_rows_of_a_table_say_fiscal_years_too() {
    let portal = in_april("2025/26");
    portal.edit(FILE, "rows:\n  - {day: 2025-09-02, amount: 10.00}\n", "rows: a.csv\n");
    portal.put(&format!("{VILLAGE}/payments/a.csv"), "日期,金额,到\n3月5日,10.00,2026-27\n");
    portal.build().expect(0);
    // The last months of a fiscal year lie in the next.
    holds(&portal, "shangcun/payments/pay-1.html", &["2026-03-05", "2026/27 财政年度"]);
    let portal = in_april("2025/26");
    let text = std::fs::read_to_string(portal.path(FILE)).expect("a record");
    portal.remove(FILE).put(&format!("{VILLAGE}/payments/2022-23.yaml"), text);
    let told = portal.check().expect(1);
    assert!(told.err.contains("error[misnamed-file]"), "{}", told.err);
}

#[test]
fn a_years_duty_is_met_by_the_fiscal_year_that_begins_in_it() {
    const OWED: &str = "group: money\ncadence: year\nby_day: 30\nbasis: 县目录\n";
    let states = |portal: &Portal| {
        portal.edit("content/kinds/payments.yaml", "group: money\n", OWED);
        portal.edit("content/portal.yaml", "as_of:", "books_open_from: 2025-04\nas_of:");
        portal.build().expect(0);
        portal.page("shangcun/coverage.csv")
    };
    let own = "2025/26 财政年度,付款登记,按时公开,2026-04-30,2026-04-10,县目录";
    let set = states(&in_april("2025/26"));
    assert!(set.contains(own), "{set}");
    assert!(set.contains("2026/27 财政年度,付款登记,未到期,2027-04-30"), "{set}");
    let calendar = states(&in_april("2025"));
    assert!(calendar.contains(own), "a record of the year in which it begins: {calendar}");
    let unset = states(&village("2025-04/2026-03"));
    assert!(unset.contains("2025年,付款登记,按时公开,2026-04-30,2026-04-10,县目录"), "{unset}");
    assert!(unset.contains("2026年,付款登记,未到期,2027-01-30"), "{unset}");
}

#[test]
fn a_half_year_is_owed_and_told_by_the_clerks_list() {
    let portal = village("2025-H2");
    const OWED: &str = "group: money\ncadence: half-year\nby_day: 15\nbasis: 县目录\n";
    portal.edit("content/kinds/payments.yaml", "group: money\n", OWED);
    portal.edit("content/portal.yaml", "as_of:", "books_open_from: 2025-07\nas_of:");
    portal.build().expect(0);
    let coverage = portal.page("shangcun/coverage.csv");
    assert!(coverage.contains("2025年下半年,付款登记,迟 85 日公开,2026-01-15"), "{coverage}");
    assert!(coverage.contains("2026年上半年,付款登记,未到期,2026-07-15"), "{coverage}");
    let due = portal.run(&["due", "--as-of", "2026-07-20", "--lang", "zh"]);
    assert!(due.out.contains("2026年上半年"), "{}", due.both());
    assert!(due.out.contains("payments/2026-H1-payments-village.yaml"), "{}", due.both());
}

#[test]
fn sheets_and_drafts_are_asked_for_by_such_periods() {
    let portal = in_april("2025/26");
    portal.run(&["board", "--period", "2025/26"]).expect(0);
    let sheets = crate::portal::tree(&portal.path("board"));
    let there = |path: &String| path.starts_with("shangcun/") && path.contains("pay-1");
    assert!(sheets.keys().any(there), "{:?}", sheets.keys());
    let none = portal.run(&["board", "--period", "2025", "--lang", "zh"]).expect(2);
    assert!(none.err.contains("没有要张贴的"), "it ends in another year: {}", none.err);
    let new = ["new", "payments", "--unit", "shangcun", "--name", "b", "--period", "2026/27"];
    let path = portal.run(&new).expect(0).out;
    let draft = std::fs::read_to_string(portal.path(path.trim()));
    assert!(draft.expect("a draft").contains("2026-04-to-2027-03"));
    let told = village("2025").run(&["board", "--period", "2025/26", "--lang", "zh"]).expect(2);
    assert!(told.err.contains("--period 2025/26：应是起止的月份"), "{}", told.err);
}
