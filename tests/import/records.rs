//! Tables of other kinds than the ledger: one command from an office's file to a record that is checked and published.

use super::import;
use crate::portal::{PORTAL, Portal, tree};

/// What a council in England publishes each month.
const COUNCIL: &str = "\
Upper Village Parish Council,,,,
Payments over £500,,,,
Date,Supplier,Department,Amount (£),Reference
03/03/2026,Hartley Grounds Ltd,Parks,\"1,860.00\",PO-1001
17/03/2026,County Council,Highways,640.50,PO-1002
30/03/2026,Hartley Grounds Ltd,Parks,(60.50),PO-1003
Total,,,\"2,440.00\",
";

fn council() -> Portal {
    let portal = Portal::new();
    portal
        .put("content/portal.yaml", format!("{PORTAL}language: en\nsettings: {{currency: GBP}}\n"));
    portal.put("in/March 2026.csv", COUNCIL);
    portal
}

const LIST: &str = "content/units/shangcun/payment-lists/2026-03";

fn read(portal: &Portal, path: &str) -> String {
    std::fs::read_to_string(portal.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const PAID: [&str; 9] = [
    "import",
    "in/March 2026.csv",
    "--kind",
    "payment-lists",
    "--unit",
    "shangcun",
    "--lang",
    "en",
    "--published=2026-04-02",
];

#[test]
fn a_councils_list_is_published_by_one_command() {
    let portal = council();
    let ran = portal.run(&PAID).expect(0);
    for word in ["Hartley Grounds Ltd", "2440.00", "2026-03"] {
        assert!(ran.out.contains(word), "{word} in\n{}", ran.out);
    }
    assert!(!ran.err.contains("still to be filled in"), "{}", ran.err);
    let head = read(&portal, &format!("{LIST}.yaml"));
    for line in [
        "id: shangcun-2026-03-payment-lists",
        "period: 2026-03",
        "published: 2026-04-02",
        "payments: 2026-03.csv",
        "total: 2440.00",
    ] {
        assert!(head.lines().any(|other| other == line), "{line} in\n{head}");
    }
    assert!(!head.contains("review") && !head.contains("plain"), "{head}");
    assert_eq!(
        read(&portal, &format!("{LIST}.csv")),
        "date,reference,payee,department,amount\n\
         2026-03-03,PO-1001,Hartley Grounds Ltd,Parks,1860.00\n\
         2026-03-17,PO-1002,County Council,Highways,640.50\n\
         2026-03-30,PO-1003,Hartley Grounds Ltd,Parks,-60.50\n"
    );
    portal.check().expect(0);
    portal.build().expect(0);
    let page = portal.page("shangcun/payment-lists/shangcun-2026-03-payment-lists.html");
    assert!(page.contains("Hartley Grounds Ltd") && page.contains("2,440.00"), "{page}");
}

#[test]
fn it_is_shown_first_and_a_wrong_cell_keeps_it_out() {
    let portal = council();
    let before = tree(portal.root());
    let dry: Vec<&str> = PAID.into_iter().chain(["-n"]).collect();
    let ran = portal.run(&dry).expect(0);
    assert!(ran.out.contains("1860.00"), "{}", ran.out);
    assert_eq!(before, tree(portal.root()));
    let without: Vec<&str> = PAID[..8].iter().copied().chain(["-n"]).collect();
    let ran = portal.run(&without).expect(0);
    assert!(ran.err.contains("still to be filled in: published"), "{}", ran.err);
    for (from, to, told) in [
        ("640.50", "640.505", "March 2026.csv!D5"),
        ("\"2,440.00\"", "2441.00", "the sheet says 2441.00, its lines add up to 2440.00"),
        ("Supplier", "Who", "payee"),
        ("County Council", "County 13812345678", "March 2026.csv!B5"),
    ] {
        portal.put("in/March 2026.csv", COUNCIL.replace(from, to));
        let ran = portal.run(&PAID);
        assert_eq!(ran.code, 1, "{to}: {}", ran.both());
        assert!(ran.err.contains(told), "{told} in\n{}", ran.err);
        assert!(!ran.both().contains("13812345678"), "{}", ran.both());
        assert!(!portal.path(&format!("{LIST}.yaml")).exists(), "{to}");
    }
}

#[test]
fn a_heading_that_was_told_once_is_known_and_others_are_left_out_aloud() {
    let portal = council();
    let text = COUNCIL.replace("Supplier", "Who").replace("Department", "Ward");
    portal.put("in/March 2026.csv", &text);
    portal.run(&PAID).expect(1);
    portal.put(
        "imports/units/shangcun.yaml",
        "headings:\n  - {kind: payment-lists, written: Who, means: payee}\n",
    );
    let ran = portal.run(&PAID).expect(0);
    assert!(ran.err.contains("the column `Ward` was not used"), "{}", ran.err);
    assert!(!read(&portal, &format!("{LIST}.csv")).contains("Parks"));
    portal.check().expect(0);
}

#[test]
fn a_second_list_is_shown_as_it_differs_and_a_hands_work_is_kept() {
    let portal = council();
    portal.run(&PAID).expect(0);
    let same = portal.run(&PAID).expect(0);
    assert!(same.err.contains("as in the table"), "{}", same.err);
    let changed = COUNCIL.replace("640.50", "700.50").replace("2,440.00", "2,500.00");
    portal.put("in/March 2026.csv", &changed);
    let ran = portal.run(&PAID).expect(1);
    assert!(ran.err.contains("+ 2026-03-17") && ran.err.contains("--replace"), "{}", ran.err);
    assert!(read(&portal, &format!("{LIST}.csv")).contains("640.50"));
    portal.edit(&format!("{LIST}.yaml"), "period:", "plain: What we paid.\nperiod:");
    let replace: Vec<&str> = PAID.into_iter().chain(["--replace"]).collect();
    portal.run(&replace).expect(0);
    let head = read(&portal, &format!("{LIST}.yaml"));
    assert!(head.contains("total: 2500.00") && head.contains("plain: What we paid."), "{head}");
    portal.check().expect(0);
    portal.edit(&format!("{LIST}.csv"), "700.50", "701.50");
    portal.put("in/March 2026.csv", COUNCIL);
    let ran = portal.run(&replace).expect(1);
    assert!(ran.err.contains("a hand changed it"), "{}", ran.err);
    assert!(read(&portal, &format!("{LIST}.csv")).contains("701.50"));
    // Another list of the month goes by a word of its own.
    let other: Vec<&str> = PAID.into_iter().chain(["--name", "cards"]).collect();
    portal.run(&other).expect(0);
    assert!(read(&portal, &format!("{LIST}-cards.yaml")).contains("id: shangcun-2026-03-cards"));
}

#[test]
fn a_villages_list_leaves_numbers_of_persons_out() {
    let portal = Portal::new();
    let text = "上村2026年3月付款明细表,,,,,,\n序号,付款日期,收款单位,用途,付款金额（元）,收款账号,联系电话\n\
        1,3月5日,永盛建材有限公司,修路水泥,\"1,860.00\",6222021234567890128,13812345678\n\
        2,3月9日,王大力（个人）,看水工钱,300,6222021234567890128,13812345678\n合计,,,,2160,,\n\
        本年累计,,,,9160,,\n制表人：周小娟,,,,,,\n";
    let more = ["--kind", "付款清单", "--published", "2026-04-02"];
    let ran = import(&portal, "上村付款.csv", text, &more).expect(0);
    assert!(ran.err.contains("`收款账号` 一列是个人号码，没有读"), "{}", ran.err);
    assert!(ran.err.contains("`本年累计` 这一行是几期的累计，没有核对"), "{}", ran.err);
    let table = read(&portal, &format!("{LIST}.csv"));
    assert!(table.contains("2026-03-09,王大力（个人）,看水工钱,300.00"), "{table}");
    for (path, bytes) in tree(portal.root()).iter().filter(|(path, _)| !path.starts_with("in/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("6222021234567890128") && !text.contains("13812345678"), "{path}");
    }
    portal.build().expect(0);
    let page = portal.page("shangcun/payment-lists/shangcun-2026-03-payment-lists.html");
    assert!(page.contains("王*力") && page.contains("2,160.00"), "{page}");
}

#[test]
fn of_two_tables_of_one_unit_and_period_none_is_written() {
    let portal = council();
    portal.put("in/March 2026 copy.csv", COUNCIL);
    let arguments: Vec<&str> = PAID.into_iter().chain(["in/March 2026 copy.csv"]).collect();
    let ran = portal.run(&arguments).expect(1);
    assert!(
        ran.err.contains("March 2026 copy.csv: this table and March 2026.csv are of"),
        "{}",
        ran.err
    );
    assert!(!portal.path(&format!("{LIST}.yaml")).exists(), "{}", ran.both());
    assert!(!portal.path(&format!("{LIST}.csv")).exists());
}

#[test]
fn what_is_written_again_does_not_ask_for_what_is_filled_in() {
    let portal = council();
    let without: Vec<&str> = PAID.into_iter().filter(|word| !word.contains("published")).collect();
    let ran = portal.run(&without).expect(0);
    assert!(ran.err.contains("still to be filled in"), "{}", ran.err);
    let head = format!("{LIST}.yaml");
    let text = read(&portal, &head);
    let open =
        text.lines().find(|line| line.starts_with("published:")).expect("a line").to_string();
    portal.edit(&head, &open, "published: 2026-04-02");
    portal.put("in/March 2026.csv", COUNCIL.replace("640.50", "700.50").replace("2,440", "2,500"));
    let again: Vec<&str> = without.into_iter().chain(["--replace"]).collect();
    let ran = portal.run(&again).expect(0);
    assert!(!ran.err.contains("still to be filled in"), "{}", ran.err);
}

#[test]
fn amounts_in_thousands_are_converted_aloud_and_two_units_are_told() {
    let portal = council();
    let text = COUNCIL.replace("Payments over £500,", "Unit: thousand £,").replace(" (£)", "");
    portal.put("in/March 2026.csv", &text);
    let ran = portal.run(&PAID).expect(0);
    assert!(ran.out.contains("amounts are read in thousands and converted (A2)"), "{}", ran.out);
    assert!(read(&portal, &format!("{LIST}.yaml")).contains("total: 2440000.00"), "{}", ran.out);
    let portal = council();
    portal.put("in/March 2026.csv", COUNCIL.replace("Payments over £500,", "Unit: thousand £,"));
    let ran = portal.run(&PAID).expect(1);
    assert!(
        ran.err.contains("D3: amounts are in units here, and in thousands at A2"),
        "{}",
        ran.err
    );
}

#[test]
fn an_id_number_with_a_slip_stops_a_record_too() {
    let portal = council();
    portal.put("in/March 2026.csv", COUNCIL.replace("PO-1002", "Li 510123196503071237"));
    let ran = portal.run(&PAID).expect(1);
    assert!(!ran.both().contains("510123196503071237"), "{}", ran.both());
    assert!(!portal.path(&format!("{LIST}.csv")).exists(), "{}", ran.both());
}

#[test]
fn signatures_below_a_wage_sheet_are_no_row() {
    let portal = Portal::new();
    let text = "序号,工种,计酬方式,人数,每人天数,单价,付了多少,派工单,当天签认\n\
        1,砌渠,按天,2,3,150,900,PG-1,是\n2,和灰,按天,1,4,120,480,PG-1,是\n合计,,,,,,1380,,\n\
        经手人：,周小娟,证明人：,郑德全,审批：,陈国梁,,,\n";
    let more = ["--kind", "用工", "--unit", "shangcun", "--period", "2026-03", "--lang", "zh"];
    let ran = import(&portal, "用工.csv", text, &more[..6]).expect(0);
    let total = ran.out.lines().find(|line| line.contains("合计")).expect("a row of sums");
    assert!(total.contains("1380.00") && !total.contains("270.00"), "no rate adds up: {total}");
}

#[test]
fn a_mapping_that_names_no_field_is_told_by_its_file() {
    let portal = council();
    let entry = "headings:\n  - {kind: payment-lists, written: Department, means: ward}\n";
    portal.put("imports/units/shangcun.yaml", entry);
    let ran = portal.run(&PAID).expect(1);
    assert!(ran.err.contains("mend the entry in imports/units/shangcun.yaml"), "{}", ran.err);
}

#[test]
fn where_no_table_is_found_the_nearest_heading_is_told() {
    let portal = council();
    portal.put(
        "in/March 2026.csv",
        COUNCIL
            .replace("Date,Supplier,", "When,Who,")
            .replace(",Amount (£),Reference", ",How much,No"),
    );
    let ran = portal.run(&PAID).expect(1);
    assert!(
        ran.err.contains("A3: no table was found: this row is most like a heading"),
        "{}",
        ran.err
    );
}

const BUDGET: &str = "\
id: budgets
name: 预算
name_en: Budgets
group: money
unreviewed: true
fields:
  - name: lines
    words: 预算项目
    words_en: lines
    type: list
    required: true
    fields:
      - {name: heading, words: 项目, words_en: heading, type: text, required: true}
      - {name: last, words: 上年, words_en: last year, type: money}
      - {name: planned, words: 本年, words_en: this year, type: money, required: true}
  - {name: total, words: 合计, words_en: total, type: money, required: true}
formulas:
  - formula: total = sum(lines.planned)
";

#[test]
fn a_budget_is_published_by_one_command() {
    let portal = Portal::new();
    portal.put("content/kinds/budgets.yaml", BUDGET);
    portal
        .put("content/portal.yaml", format!("{PORTAL}language: en\nsettings: {{currency: GBP}}\n"));
    portal.put("in/budget.csv", "Heading,Last year,This year\nParks,900,1000\nClerk,500,550.50\n");
    let arguments = "import in/budget.csv --kind budgets --unit shangcun --period 2026 \
                     --published 2026-01-10 --no-input --lang en";
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    portal.run(&arguments).expect(0);
    let head = read(&portal, "content/units/shangcun/budgets/2026.yaml");
    assert!(head.contains("total: 1550.50  # worked out from the rows"), "{head}");
    portal.check().expect(0);
    portal.build().expect(0);
    assert!(portal.page("shangcun/budgets/shangcun-2026-budgets.html").contains("1,550.50"));
}

#[test]
fn names_that_a_kind_keeps_for_paper_go_to_private_alone() {
    let portal = Portal::new();
    let text = "耕地地力保护补贴发放表,,,,,\n序号,户主姓名,身份证号,组别,数量,金额\n\
        1,王大力,11010519491231002X,一组,2.5,250\n2,李小萌,11010519491231002X,一组,1,100\n\
        3,诸葛明远,11010519491231002X,一组,3,300\n合计,,,,6.5,650\n";
    let more = ["--kind", "benefit", "--unit", "shangcun", "--period", "2026-03"];
    let ran = import(&portal, "补贴.csv", text, &more).expect(0);
    assert!(ran.err.contains("只写进 private"), "{}", ran.err);
    assert!(ran.err.contains("还要填") && ran.err.contains("审核人"), "{}", ran.err);
    let names = read(&portal, "private/rows/shangcun-2026-03-benefit.yaml");
    assert!(names.contains("行号: 2, 姓名: 李小萌"), "{names}");
    for (path, bytes) in tree(portal.root()) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let outside = !path.starts_with("in/") && !path.starts_with("private/");
        assert!(!outside || !text.contains("王大力"), "{path}");
        assert!(path.starts_with("in/") || !text.contains("11010519491231002X"), "{path}");
    }
    assert!(!ran.both().contains("王大力"), "{}", ran.both());
}

const VISITS: &str = "\
id: visits
name: 走访
name_en: Visits
group: services
fields:
  - {name: went, words: 日期, words_en: went, type: date, required: true}
  - {name: to, words: 走访谁, words_en: to, type: firm, required: true}
  - {name: given, words: 慰问金, words_en: given, type: money}
";

#[test]
fn where_a_kind_has_no_list_each_row_is_a_record() {
    let portal = Portal::new();
    portal.put("content/kinds/visits.yaml", VISITS);
    let text = "序号,日期,走访谁,慰问金,电话\n1,3月5日,永盛公司,500,13812345678\n\
        2,3月6日,李大明,300.50,13812345678\n合计,,,800.50,\n";
    let mut more = vec!["--kind", "走访", "--unit", "shangcun", "--period", "2026-03"];
    more.extend(["--published=2026-04-02", "--field", "监督委员会审核.审核人=何永福"]);
    more.extend(["--field", "review.date=2026-04-01", "--field", "明白话=走访。"]);
    let ran = import(&portal, "走访.csv", text, &more).expect(0);
    assert!(!ran.err.contains("还要填"), "{}", ran.err);
    let head = read(&portal, "content/units/shangcun/visits/2026-03.yaml");
    assert!(head.contains("每行一条: 2026-03.csv") && head.contains("  审核人: 何永福"), "{head}");
    let table = read(&portal, "content/units/shangcun/visits/2026-03.csv");
    assert!(
        table.starts_with("序号,日期,走访谁,慰问金\n1,2026-03-05,永盛公司,500.00\n"),
        "{table}"
    );
    portal.check().expect(0);
    portal.build().expect(0);
    let page = portal.page("shangcun/visits/shangcun-2026-03-visits-2.html");
    assert!(page.contains("300.50"), "{page}");
}

#[test]
fn what_is_asked_for_wrongly_is_told() {
    let portal = council();
    for (more, told) in [
        (&["--kind", "no-such"][..], "there is no such kind"),
        (&["--kind", "payment-lists", "--field", "nothing=1"], "there is no such field"),
        (&["--kind", "payment-lists", "--published", "soon"], "2026-03-05"),
        (&["--kind", "notice"], "no table makes one"),
        (&["--published", "2026-04-02"], "not of a ledger"),
    ] {
        let arguments: Vec<&str> =
            ["import", "in/March 2026.csv", "--lang", "en"].iter().chain(more).copied().collect();
        let ran = portal.run(&arguments).expect(2);
        assert!(ran.err.contains(told), "{told} in\n{}", ran.err);
    }
}
