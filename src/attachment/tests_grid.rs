//! Workbooks and tables of figures as an office keeps them go out; a number planted in them does not.

use super::tests::package;
use super::{Form, inside};
use crate::scan::{Sign, hits, likely};

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) % end
    }

    fn cents(&mut self) -> String {
        format!("{}.{}", self.below(100_000), self.below(99) + 1)
    }

    /// As a spreadsheet keeps what was divided.
    fn quotient(&mut self) -> String {
        let whole = format!("{}.{}", self.below(90_000) + 1, self.below(1_000_000_000));
        format!("{whole}{}", self.below(100_000))
    }

    fn serial(&mut self, long: usize) -> String {
        let digits = (0..long).map(|_| char::from(b'1' + self.below(9) as u8));
        digits.collect()
    }
}

/// A cell: a figure, or words.
fn cell(column: usize, row: usize, words: &str, texts: &mut Vec<String>) -> String {
    let place = format!("{}{row}", char::from(b'A' + column as u8));
    if words.parse::<f64>().is_ok() && words.len() < 16 || words.contains('.') {
        return format!("<c r=\"{place}\"><v>{words}</v></c>");
    }
    texts.push(format!("<si><t>{words}</t></si>"));
    format!("<c r=\"{place}\" t=\"s\"><v>{}</v></c>", texts.len() - 1)
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let (mut texts, mut sheet) = (Vec::new(), String::new());
    for (row, cells) in rows.iter().enumerate() {
        sheet += &format!("<row r=\"{}\">", row + 1);
        for (column, words) in cells.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            sheet += &cell(column, row + 1, words, &mut texts);
        }
        sheet += "</row>";
    }
    let texts = format!("<sst>{}</sst>", texts.concat());
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let book = "<workbook><sheets><sheet name='分红' sheetId='1' r:id='r7'/></sheets></workbook>";
    let ways =
        "<Relationships><Relationship Id='r7' Target='worksheets/sheet1.xml'/></Relationships>";
    package(&[
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", ways),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", &texts),
    ])
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    lines.join("\n").into_bytes()
}

/// Where numbers are that block, in words.
fn told(form: Form, bytes: &[u8]) -> Vec<String> {
    let found = inside(form, bytes).expect("a sound file");
    let mut all = Vec::new();
    for (nth, (_, text)) in found.texts.iter().enumerate() {
        all.extend(hits(text.as_bytes()).iter().map(|hit| found.place(nth, hit.start).zh));
        let sure = likely(text).into_iter().filter(|one| one.sign == Sign::Word);
        all.extend(sure.map(|one| found.place(nth, one.start).zh));
    }
    all
}

/// A table of one of the forms an office has.
fn table(dice: &mut Dice, form: u64) -> Vec<Vec<String>> {
    let head = match form {
        0 => "组,人口,面积,应分红,人均,占比",
        1 => "金额,税额,价税合计",
        2 => "日期,回单编号,收入,余额",
        3 => "发票号码,开票日期,金额,税额,价税合计",
        4 => "日期,对方账号,金额",
        _ => "序号,编码,名称,数量,单价,金额",
    };
    let mut rows = vec![head.split(',').map(str::to_string).collect::<Vec<_>>()];
    for at in 1..40 {
        let day = format!("2026-03-{:02}", at % 28 + 1);
        rows.push(match form {
            0 => {
                let people = dice.below(200).to_string();
                let share = format!("0.{}", dice.serial(16));
                vec![
                    format!("{at}组"),
                    people,
                    dice.cents(),
                    dice.quotient(),
                    dice.quotient(),
                    share,
                ]
            }
            1 => vec![dice.cents(), dice.cents(), dice.cents()],
            2 => vec![day, dice.serial(16), dice.cents(), dice.cents()],
            3 => {
                let paper = format!("26332000000{}", dice.serial(9));
                vec![paper, day, dice.cents(), dice.cents(), dice.cents()]
            }
            4 => vec![day, format!("20100{}", dice.serial(10)), dice.cents()],
            _ => {
                let (count, price) = (dice.below(99).to_string(), dice.cents());
                vec![at.to_string(), dice.serial(13), "螺丝".into(), count, price, dice.cents()]
            }
        });
    }
    rows
}

#[test]
fn tables_of_figures_go_out_and_a_number_among_them_does_not() {
    let mut dice = Dice(7);
    let mobile = ["139", "0013", "9001"].concat();
    for round in 0..300 {
        let mut rows = table(&mut dice, round % 6);
        for (form, bytes) in [(Form::Xlsx, workbook(&rows)), (Form::Csv, csv(&rows))] {
            let told = told(form, &bytes);
            assert!(told.is_empty(), "{form:?}: {told:?} in {:?}", rows[0]);
        }
        let row = dice.below(39) as usize + 1;
        // Under a paper's own heading such digits are the paper's.
        let of_paper = |at: &usize| ["回单编号", "发票号码", "编码"].contains(&&*rows[0][*at]);
        let columns: Vec<usize> = (0..rows[0].len()).filter(|at| !of_paper(at)).collect();
        let column = columns[dice.below(columns.len() as u64) as usize];
        rows[row][column] = mobile.clone();
        let place = format!("工作表“分红”的 {}{} 格", char::from(b'A' + column as u8), row + 1);
        assert!(told(Form::Xlsx, &workbook(&rows)).contains(&place), "{place}: {:?}", rows[0]);
        assert!(!told(Form::Csv, &csv(&rows)).is_empty(), "{:?}", rows[0]);
    }
}

#[test]
fn headings_are_known_to_the_last_row() {
    let mut dice = Dice(3);
    let mut rows = vec![vec!["交易日期".to_string(), "回单编号".into(), "摘要".into()]];
    for _ in 0..3000 {
        rows.push(vec!["2026-03-05".into(), dice.serial(16), "付材料款".repeat(4)]);
    }
    assert!(csv(&rows).len() > 128 * 1024);
    for (form, bytes) in [(Form::Xlsx, workbook(&rows)), (Form::Csv, csv(&rows))] {
        assert_eq!(told(form, &bytes), Vec::<String>::new(), "{form:?}");
    }
}

#[test]
fn a_number_in_cells_is_found_however_it_is_laid_out() {
    let digits = ["139", "0013", "9001"].concat();
    let ones: Vec<String> = digits.chars().map(String::from).collect();
    let text = |words: &str| words.to_string();
    let mut sparse = vec![String::new(); 25];
    ones.iter().enumerate().for_each(|(at, one)| sparse[at * 2] = one.clone());
    let under: Vec<Vec<String>> = ones.iter().map(|one| vec![text(""), one.clone()]).collect();
    for (what, rows) in [
        ("a cell", vec![vec![digits.clone()]]),
        ("an exponent", vec![vec![format!("{}.{}E+10", &digits[..1], &digits[1..])]]),
        ("three cells", vec![vec![text("电话"), text("139"), text("0013"), text("9001")]]),
        ("a digit a cell", vec![[vec![text("电话")], ones.clone()].concat()]),
        ("a digit every second cell", vec![vec![text("电话")], sparse]),
        ("a digit a row", [vec![vec![text("电话")]], under].concat()),
        (
            "two rows",
            vec![
                vec![text("姓名"), text("手机")],
                vec![text("王大力"), text("139001")],
                vec![text(""), text("39001")],
            ],
        ),
        ("a price's column", vec![vec![text("单价")], vec![digits.clone() + ".00"]]),
    ] {
        assert!(!told(Form::Xlsx, &workbook(&rows)).is_empty(), "{what}");
    }
}
