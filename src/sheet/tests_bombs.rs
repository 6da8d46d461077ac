//! Small files that would come to more than any machine holds, or never to an end: each is refused by what it counts, or read.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::*;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("it is written");
    }
    zip.finish().expect("a package").into_inner()
}

/// A workbook of this sheet, with texts that cells share and styles.
fn xlsx(sheet: &str, texts: &str, styles: &str) -> Vec<u8> {
    tabbed(sheet, texts, styles, &["sheet1.xml"])
}

fn tabbed(sheet: &str, texts: &str, styles: &str, parts: &[&str]) -> Vec<u8> {
    let (mut tabs, mut ways) = (String::new(), String::new());
    for (at, part) in parts.iter().enumerate() {
        tabs += &format!("<sheet name='s{at}' sheetId='{}' r:id='r{at}'/>", at + 1);
        ways += &format!(
            "<Relationship Id='r{at}' Type='x/relationships/worksheet' Target='worksheets/{part}'/>"
        );
    }
    let book = format!("<workbook xmlns:r='r'><sheets>{tabs}</sheets></workbook>");
    let ways = format!(
        "<Relationships>{ways}<Relationship Id='t' Type='x/relationships/sharedStrings' Target='sharedStrings.xml'/>\
         <Relationship Id='u' Type='x/relationships/styles' Target='styles.xml'/></Relationships>"
    );
    package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='x/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &ways),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{sheet}</worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{texts}</sst>")),
        ("xl/styles.xml", &format!("<styleSheet>{styles}</styleSheet>")),
    ])
}

fn data(rows: &str) -> String {
    format!("<sheetData>{rows}</sheetData>")
}

fn ods(styles: &str, table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name='s'>{table}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    package(&[("content.xml", &content)])
}

fn told(bytes: &[u8]) -> String {
    match Workbook::read("a", bytes, None) {
        Ok(_) => String::new(),
        Err(refused) => refused.said().zh,
    }
}

fn only_sheet(bytes: &[u8]) -> Sheet {
    let read = Workbook::read("a", bytes, None);
    read.unwrap_or_else(|refused| panic!("{}", refused.said().zh)).sheets.remove(0)
}

const MUCH_TEXT: &str = "表太大：格子里的字加起来超过 128 MB";
const LONG_FORMAT: &str = "里面有超过 255 个字的数字格式，没有这样的表格";

#[test]
fn a_text_that_many_cells_show_is_counted_in_each() {
    let cells = data(&format!("<row>{}</row>", "<c t='s'><v>0</v></c>".repeat(5_000)));
    let text = |long: usize| format!("<si><t>{}</t></si>", "a".repeat(long));
    assert_eq!(told(&xlsx(&cells, &text(30_000), "")), MUCH_TEXT);
    assert_eq!(told(&xlsx(&cells, &text(1_000), "")), "");
    let one = "`s0` 的 A1 一格里超过 32767 个字，表格软件存不下";
    assert_eq!(told(&xlsx(&cells, &text(32_768), "")), one);
    let csv = format!("a,{}\n", "字".repeat(40_000));
    assert_eq!(told(csv.as_bytes()), one.replace("s0", "a").replace("A1", "B1"));
    let csv = format!("a,{}\n", "字".repeat(32_767));
    assert_eq!(told(csv.as_bytes()), "");
}

#[test]
fn what_is_hidden_is_looked_at_once_however_often_it_is_named() {
    let cells = data("<row><c><v>1</v></c><c><v>2</v></c></row>");
    let columns = "<col min='1' max='1048576' hidden='1'/><col min='2' max='2' width='0'/>";
    let read = only_sheet(&xlsx(&(columns.repeat(50_000) + &cells), "", ""));
    assert_eq!(read.hidden_columns, BTreeSet::from([0, 1]));
    let columns = "<table:table-row/><table:table-column table:visibility='collapse' \
                   table:number-columns-repeated='1048576'/>";
    let far = "<table:table-row table:number-rows-repeated='18446744073709551615' \
               table:visibility='collapse'/>";
    let cell = "<table:table-row><table:table-cell table:number-rows-spanned='1048576' \
                office:value-type='float' office:value='1'/></table:table-row>";
    let read = only_sheet(&ods("", &(cell.to_string() + &columns.repeat(1_000) + &far.repeat(3))));
    assert_eq!((read.hidden_columns, read.rows.len()), (BTreeSet::from([0]), 1));
}

#[test]
fn merged_areas_are_counted_together() {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(13));
    let sheet = |many: usize| {
        let areas = "<mergeCell ref='A2:M3001'/>".repeat(many);
        format!("{}<mergeCells>{areas}</mergeCells>", data(&row.repeat(3_001)))
    };
    let refused = "合并的单元格太多：加起来盖住 1000000 格以上";
    assert_eq!(told(&xlsx(&sheet(50_000), "", "")), refused);
    assert_eq!(told(&xlsx(&sheet(1), "", "")), "");
    // Two cells far apart, and all between merged.
    let far = data("<row r='1'><c r='XFD1'><v>1</v></c></row><row r='99999'><c><v>1</v></c></row>")
        + "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>";
    assert_eq!(told(&xlsx(&far, "", "")), refused);
}

#[test]
fn a_format_is_no_longer_than_the_standard_has_it() {
    let sheet = data(&format!("<row>{}</row>", "<c s='1'><v>1.5</v></c>".repeat(13)));
    let styles = |code: &str, name: &str, more: usize| {
        format!(
            "<numFmts><numFmt numFmtId='200' formatCode='{code}'/></numFmts>\
             <fonts><font><name val='{name}'/></font></fonts><cellXfs><xf numFmtId='0'/>{}</cellXfs>",
            "<xf numFmtId='200' fontId='0'/>".repeat(more)
        )
    };
    let zeros = |many: usize| "0".repeat(many);
    assert_eq!(told(&xlsx(&sheet, "", &styles(&zeros(100_000), "", 1))), LONG_FORMAT);
    let read = only_sheet(&xlsx(&sheet, "", &styles(&zeros(255), "", 1)));
    assert_eq!(read.rows[0][12].seen, Some(Seen::Text(zeros(254) + "1.5")));
    // What each style has a copy of before any cell is read.
    let broken = ".xlsx 文件坏了，读不全";
    assert_eq!(told(&xlsx(&sheet, "", &styles("0", &"a".repeat(100_000), 1))), broken);
    assert_eq!(told(&xlsx(&sheet, "", &styles("0", "", 200_000))), broken);

    let cell = "<table:table-row><table:table-cell table:style-name='c' \
                office:value-type='float' office:value='5'/></table:table-row>";
    let ods = |format: &str| {
        let styles = format!(
            "<number:number-style style:name='n'>{format}</number:number-style>\
             <style:style style:name='c' style:family='table-cell' style:data-style-name='n'/>"
        );
        told(&ods(&styles, cell))
    };
    let number = "<number:number number:min-integer-digits='40'/>";
    assert_eq!(ods(&number.repeat(100)), LONG_FORMAT);
    assert_eq!(ods(&"<style:text-properties fo:color='#ff0000'/>".repeat(100_000)), LONG_FORMAT);
    assert_eq!(ods(&"<style:map style:condition='value()&gt;0'/>".repeat(100_000)), LONG_FORMAT);
    assert_eq!(ods("<number:embedded-text>x</number:embedded-text>"), "", "no digit before it");
    assert_eq!(ods(number), "");
}

#[test]
fn a_part_is_one_sheets() {
    let row = data("<row><c><v>1</v></c></row>");
    let twice = tabbed(&row, "", "", &["sheet1.xml", "sheet1.xml"]);
    assert_eq!(told(&twice), ".xlsx 文件坏了，读不全");
}

#[test]
fn an_ods_says_much_with_few_words() {
    let cell = |text: &str, times: usize| {
        let open = format!("<table:table-cell table:number-columns-repeated='{times}'>");
        format!(
            "<table:table-row>{open}<text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    assert_eq!(told(&ods("", &cell(&"a".repeat(30_000), 5_000))), MUCH_TEXT);
    let blanks = cell(&"<text:s text:c='1000'/>".repeat(100_000), 1);
    assert_eq!(told(&ods("", &blanks)), "`s` 的 A1 一格里超过 32767 个字，表格软件存不下");
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// An old workbook whose cells, in as many sheets, name one text of so many letters.
fn xls(letters: u16, sheets: &[&[(u16, u16)]], is_one_part: bool) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[&[0, 6], &kind.to_le_bytes()[..], &[0; 12]].concat());
    let end = record(0x000A, &[]);
    let head = [&[0; 8], &letters.to_le_bytes()[..], &[0]].concat();
    let mut list = record(0x00FC, &head);
    for piece in vec![b'a'; letters.into()].chunks(8_000) {
        list.extend(record(0x003C, &[&[0], piece].concat()));
    }
    let tables: Vec<Vec<u8>> = sheets
        .iter()
        .map(|cells| {
            let cell = |(row, column): &(u16, u16)| {
                let [row, column] = [row, column].map(|number| number.to_le_bytes());
                record(0x00FD, &[&row[..], &column, &[0; 6]].concat())
            };
            [begin(0x10), cells.iter().flat_map(cell).collect(), end.clone()].concat()
        })
        .collect();
    let tab = |at: usize, number: usize| {
        let name = format!("s{number}");
        let head = [&(at as u32).to_le_bytes()[..], &[0, 0, name.len() as u8, 0]].concat();
        record(0x0085, &[&head, name.as_bytes()].concat())
    };
    let styles = record(0x00E0, &[0; 20]);
    let globals = [begin(5), styles, list].concat();
    let tabs: usize = (0..sheets.len()).map(|number| tab(0, number).len()).sum();
    let (mut at, mut named) = (globals.len() + tabs + end.len(), Vec::new());
    for (number, table) in tables.iter().enumerate() {
        named.extend(tab(at, number));
        at += if is_one_part { 0 } else { table.len() };
    }
    let kept = if is_one_part { 1 } else { tables.len() };
    let stream = [globals, named, end, tables[..kept].concat()].concat();
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .expect("a file");
    file.create_stream("/Workbook").and_then(|mut s| s.write_all(&stream)).expect("a stream");
    file.into_inner().into_inner()
}

#[test]
fn an_old_workbook_is_counted_before_room_is_made_for_it() {
    let many: Vec<(u16, u16)> = (0..5_000).map(|row| (row, 0)).collect();
    assert_eq!(told(&xls(30_000, &[&many], false)), MUCH_TEXT);
    let read = only_sheet(&xls(9_000, &[&[(0, 0), (1, 0)]], false));
    assert_eq!(read.rows[1][0].value, Value::Text("a".repeat(9_000)));
    let corners: &[(u16, u16)] = &[(0, 0), (65_535, 255)];
    assert_eq!(told(&xls(1, &[corners, corners], false)), "表太大：超过 3000000 格");
    let few: Vec<(u16, u16)> = (0..500).map(|row| (row, 0)).collect();
    assert_eq!(told(&xls(1, &[&few[..]; 50], false)), "");
    assert_eq!(told(&xls(1, &[&few[..]; 50], true)), ".xls 文件坏了，读不全");
}
