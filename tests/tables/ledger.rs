//! The lines of a ledger from a table beside it: the same lines as if typed, each question at its cell.

use rust_xlsxwriter::Workbook;

use super::short;
use crate::portal::{Portal, VILLAGE};

const LINES: &str = "\
日期,凭证号,摘要,收支,科目,金额（元）,对方,经手人,证明人,审批人,票据
3月5日,记-001,买纸,支,管理费用,\"1,100.00\",上村文具店,李一,王二,赵三,发票
3月9日,记-002,鱼塘租金,收,经营收入,4000,永盛公司,李一,王二,赵三,收据
";

const TYPED: &str = "\
lines:
  - {date: 2026-03-05, voucher: 记-001, text: 买纸, direction: out, \
   category: administration, amount: 1100, party: 上村文具店, \
   handler: 李一, witness: 王二, approver: 赵三, receipt: invoice}
  - {date: 2026-03-09, voucher: 记-002, text: 鱼塘租金, direction: in, \
   category: operating-income, amount: 4000, party: 永盛公司, \
   handler: 李一, witness: 王二, approver: 赵三, receipt: receipt}
";

fn portal(lines: &str) -> Portal {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &format!("period: 2026-03\nclosing_bank: 2900.00\n{lines}"));
    portal
}

fn at(name: &str) -> String {
    format!("{VILLAGE}/finance/{name}")
}

#[test]
fn lines_from_a_table_are_lines_as_if_typed() {
    let portal = portal("lines: 2026-03.csv\n");
    portal.put(&at("2026-03.csv"), LINES);
    portal.build().expect(0);
    let csv = portal.page("shangcun/finance/2026-03.csv");
    assert!(csv.contains("记-001") && csv.contains("1100.00") && csv.contains("4000.00"), "{csv}");
    let json = portal.page("shangcun/finance/2026-03.json");
    assert!(json.contains("finance/2026-03.csv"), "the table is a source: {json}");
    portal.run(&["accept"]).expect(0);
    // Typed into the head they are the same lines to the lock.
    portal.edit(&at("2026-03.yaml"), "lines: 2026-03.csv\n", TYPED);
    portal.remove(&at("2026-03.csv"));
    portal.check().expect(0);
}

#[test]
fn doubts_and_questions_name_their_cells() {
    let portal = portal("lines: 2026-03.xlsx\n");
    let workbook = |change: &dyn Fn(&str) -> String| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("收支").expect("a name");
        for (row, line) in LINES.replace("\"1,100.00\"", "1100.00").lines().enumerate() {
            for (column, text) in line.split(',').enumerate() {
                sheet.write(row as u32, column as u16, change(text)).expect("a text");
            }
        }
        book.save_to_buffer().expect("it is written")
    };
    portal.put(&at("2026-03.xlsx"), workbook(&|text| text.to_string()));
    portal.check().expect(0);
    let told = |from: &str, to: &str, code: i32| {
        let change = |text: &str| if text == from { to.to_string() } else { text.to_string() };
        portal.put(&at("2026-03.xlsx"), workbook(&change));
        short(&portal, code)
    };
    let said = told("1100.00", "1100.005", 1);
    assert!(said.contains("2026-03.xlsx") && said.contains("收支!F2"), "{said}");
    let said = told("记-002", "记-001", 0);
    assert!(said.contains("收支!B3"), "{said}");
    let said = told("管理费用", "不知道", 1);
    assert!(said.contains("收支!E2"), "{said}");
    let said = told("上村文具店", "13812345678", 1);
    assert!(said.contains("收支!G2") && !said.contains("13812345678"), "{said}");
}

#[test]
fn the_table_is_never_published_as_an_attachment() {
    let attached =
        "attachments:\n  - {file: 2026-03.csv, title: 明细, redacted: true, redacted_by: 何永福}\n";
    let portal = portal(&format!("{attached}lines: 2026-03.csv\n"));
    portal.put(&at("2026-03.csv"), LINES);
    let said = short(&portal, 1);
    assert!(said.contains("这是放明细的文件"), "{said}");
}
