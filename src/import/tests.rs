//! Sheets as workbooks hold them: days and numbers, merged and hidden, red, and formulas that were not kept.

use super::*;
use crate::kind::ledger::Direction;
use crate::model::Date;
use crate::sheet::{Area, At, Cell, Seen, Sheet, Value};

fn cell(text: &str) -> Cell {
    let number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b"-.".contains(&b));
    let value = match text {
        "" => Value::Blank,
        "=" => Value::Uncounted,
        _ if text.len() == 10 && text.starts_with("2026-") => {
            Value::Day(crate::model::date::parse_date(text).unwrap())
        }
        _ if number => Value::Number(text.into()),
        _ => Value::Text(text.into()),
    };
    Cell { value, ..Cell::default() }
}

pub(super) fn sheet(name: &str, rows: &str) -> Sheet {
    let rows = rows.lines().map(|row| row.split(',').map(|text| cell(text.trim())).collect());
    Sheet { name: name.into(), rows: rows.collect(), ..Sheet::default() }
}

pub fn known() -> Known {
    let unit = Called::new("xishan", "溪山村", "", &[]);
    Known {
        units: vec![unit],
        mappings: vec![Mapping::default()],
        county: Mapping::default(),
        lists: Headings::shipped(),
        accounts: vec![Vec::new()],
        fiscal: Fiscal::default(),
    }
}

pub(super) fn planned(sheets: Vec<Sheet>) -> Plan {
    let input =
        Input { name: "三月".into(), shown: "三月.xlsx".into(), workbook: Workbook { sheets } };
    plan(&[input], &known(), Asked::default())
}

pub(super) fn doubts(plan: &Plan) -> Vec<String> {
    let told = plan.months.iter().map(|month| &month.told);
    let told = told.chain(plan.lost.iter().map(|(_, told)| told)).chain([&plan.told]);
    told.flat_map(|told| &told.doubts)
        .map(|doubt| format!("{} {}", doubt.place, doubt.said.zh))
        .collect()
}

const DAY_BOOK: &str = "\
溪山村村民委员会银行存款日记账,,,,,,,
2026年3月,,,,单位：元,,,
日期,凭证号,摘要,对方科目,借方,贷方,方向,余额
,,上月结转,,,,借,10000
2026-03-02,记-001,提取备用金,内部划转,,2000,借,8000
2026-03-05,记-002,西塘鱼塘2026年租金,经营收入,4000,,借,12000
2026-03-18,记-005,三组路灯换灯头6只,公益支出,,1860,借,10140
2026-03-28,记-008,冲销记-005,公益支出,,-1860,借,12000
,,本月合计,,=,=,,12000";

#[test]
fn a_day_book_is_read_with_its_balances() {
    let plan = planned(vec![sheet("银行存款日记账", DAY_BOOK)]);
    assert_eq!(doubts(&plan), Vec::<String>::new());
    assert!(plan.questions().is_empty(), "{:?}", plan.questions());
    let [month] = plan.months.as_slice() else { panic!("{plan:#?}") };
    assert_eq!(month.period, Period::Month(2026, 3));
    assert_eq!(month.lines.len(), 4);
    assert_eq!(month.opening.of(&Account::Bank).unwrap().money.fen(), 1_000_000);
    assert_eq!(month.closing.of(&Account::Bank).unwrap().money.fen(), 1_200_000);
    assert_eq!(
        (month.opening.of(&Account::Cash).is_none(), month.moved(&Account::Cash).fen()),
        (true, 200_000)
    );
    assert_eq!(month.lines[3].field("reverses"), "记-005");
    assert!(month.lines.iter().all(|line| line.account == Account::Bank));
}

#[test]
fn a_balance_that_does_not_follow_is_named() {
    let wrong = DAY_BOOK.replace(",12000\n2026-03-18", ",12100\n2026-03-18");
    let told = doubts(&planned(vec![sheet("银行存款日记账", &wrong)]));
    assert!(told[0].starts_with("银行存款日记账!H6 余额写的是 12100.00"), "{told:?}");
    assert_eq!(told.len(), 2, "the row itself and the one behind it: {told:?}");
}

const PUBLIC: &str = "\
溪山村2026年3月财务收支明细公开表,,,,,,,
编制单位：云溪镇三资代理服务中心,,,,,金额单位：元,,
日期,凭证号,摘要,收入,支出,科目,账户,对方
2026-03-05,记-002,西塘鱼塘2026年租金,4000,,经营收入,银行,诸葛明远
,记-003,镇拨环境卫生补助,12500.5,,补助收入,银行,云溪镇人民政府
2026-03-20,记-006,清扫主路3个工,,300,公益支出,现金,欧阳志强
合计,,,=,=,,,
审核人：何永福,,,,制表人：周小娟,,,";

fn public() -> Sheet {
    let area = |row: usize, column: usize, to: (usize, usize)| Area {
        from: At { row, column },
        to: At { row: to.0, column: to.1 },
    };
    let mut sheet = sheet("Sheet", PUBLIC);
    sheet.merged = vec![area(0, 0, (0, 7)), area(3, 0, (4, 0)), area(6, 0, (6, 2))];
    sheet
}

#[test]
fn a_public_sheet_is_read_with_merged_cells_and_signatures() {
    let plan = planned(vec![public()]);
    assert_eq!(doubts(&plan), Vec::<String>::new());
    let [month] = plan.months.as_slice() else { panic!("{plan:#?}") };
    let days: Vec<Date> = month.lines.iter().map(|line| line.date).collect();
    assert_eq!(days[0], days[1], "a merged day is that of both rows");
    let sums = month.sums();
    assert_eq!((sums.0.fen(), sums.1.fen()), (1_650_050, 30_000));
    let names: Vec<&str> = month.signers.iter().map(|signer| signer.name.as_str()).collect();
    assert_eq!(names, ["何永福", "周小娟"]);
    assert_eq!(month.lines[2].direction, Direction::Out);
}

#[test]
fn what_is_hidden_is_told_and_neither_taken_nor_dropped() {
    let mut row = public();
    row.hidden_rows.insert(5);
    assert!(doubts(&planned(vec![row]))[0].starts_with("Sheet!A6 这一行藏着"));
    let mut column = public();
    column.hidden_columns.insert(7);
    let told = doubts(&planned(vec![column]));
    assert!(told[0].starts_with("Sheet!H3 `对方` 一列藏着"), "{told:?}");
    let mut hidden = sheet("旧账", PUBLIC);
    hidden.hidden = true;
    let plan = planned(vec![public(), hidden]);
    assert_eq!((doubts(&plan).len(), plan.months[0].lines.len()), (0, 3));
    assert!(plan.told.notes.iter().any(|note| note.place.contains("旧账")), "{:?}", plan.told);
}

#[test]
fn what_is_seen_otherwise_than_it_is_kept_is_refused() {
    let with = |change: fn(&mut Cell)| {
        let mut sheet = public();
        change(&mut sheet.rows[5][4]);
        planned(vec![sheet])
    };
    let red = with(|cell| cell.red = true);
    assert_eq!(red.months[0].lines[2].amount.fen(), -30_000, "red is below zero");
    assert!(doubts(&red)[0].contains("看不出冲的是哪张凭证"));
    let scaled = with(|cell| cell.seen = Some(Seen::Scaled));
    assert!(doubts(&scaled)[0].starts_with("Sheet!E6 支出 `300` 看见的和存的不是一个数"));
    let lost = with(|cell| cell.value = Value::Lost("243188521000000000".into()));
    assert!(doubts(&lost)[0].contains("科学计数") || doubts(&lost)[0].contains("丢了"), "{lost:?}");
    assert_eq!(doubts(&lost).len(), 1, "told once: {:?}", doubts(&lost));
    let drawn = with(|cell| cell.seen = Some(Seen::Text("0.03万元".into())));
    assert_eq!(drawn.months[0].lines[2].amount.fen(), 30_000, "what is seen counts");
}

#[test]
fn a_council_list_is_read_by_its_english_headings() {
    let text = "\
Xishan payments March 2026,,,,,
Date paid,Cheque no,Payee,Description,Net,VAT
2026-03-05,100201,Greenfield Ltd,Grass cutting,100,20
2026-03-09,100202,Village Hall Trust,Hire of hall,35.5,";
    let mut known = known();
    let word = |column: &str, means: &str| mapping::Word {
        column: column.into(),
        written: String::new(),
        direction: String::new(),
        means: means.into(),
    };
    known.county.words = vec![word("account", "bank"), word("category", "other-expense")];
    let input = Input {
        name: "xishan".into(),
        shown: "xishan.csv".into(),
        workbook: Workbook { sheets: vec![sheet("xishan", text)] },
    };
    let plan = plan(&[input], &known, Asked::default());
    assert_eq!((doubts(&plan), plan.questions().len()), (Vec::new(), 0), "{:?}", plan.questions());
    let lines = &plan.months[0].lines;
    assert_eq!((lines[0].amount.fen(), lines[1].amount.fen()), (12_000, 3_550));
    assert_eq!(lines[0].field("party"), "Greenfield Ltd");
}

/// Money that comes in may be borrowed and is not lent: what it may count as follows its direction.
#[test]
fn a_question_offers_what_fits_the_direction() {
    let offered = |direction| {
        let mut told = Told::default();
        told.ask("category", "往来", direction, "A1".into());
        told.questions.remove(0).choices
    };
    let (income, spending) = (offered("in"), offered("out"));
    for key in ["other-income", "borrowed", "recovered"] {
        assert!(income.contains(&key) && !spending.contains(&key), "{key}");
    }
    for key in ["other-expense", "repaid", "lent", "advanced"] {
        assert!(spending.contains(&key) && !income.contains(&key), "{key}");
    }
    assert!(income.contains(&"transfer") && spending.contains(&"transfer"));
}
