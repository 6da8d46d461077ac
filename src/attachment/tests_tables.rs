//! Tables of ODS and Word files: a number over equal cells, in one cell below its heading, and figures that pass.

use super::tests::package;
use super::{Form, inside};
use crate::scan::{Sign, hits, likely};

const MOBILE: &str = "13800000123";

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

/// A row of cells as LibreOffice writes it: equal neighbours once, with how many there are.
fn run_length(cells: &[&str]) -> String {
    let groups = cells.chunk_by(|one, other| one == other);
    let cells = groups.map(|equal| {
        let text = if equal[0].is_empty() {
            String::new()
        } else {
            format!("<text:p>{}</text:p>", equal[0])
        };
        let many = equal.len();
        format!(
            "<table:table-cell table:number-columns-repeated='{many}'>{text}</table:table-cell>"
        )
    });
    format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
}

fn ods(rows: &str) -> Vec<u8> {
    let sheet = format!("<table:table table:name='名册'>{rows}</table:table>");
    package(&[(
        "content.xml",
        &format!("<office:document-content>{sheet}</office:document-content>"),
    )])
}

fn docx(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| {
        let (span, text) = text.split_once('→').unwrap_or(("1", text));
        let span = format!("<w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr>");
        format!("<w:tc>{span}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row =
        |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    package(&[("word/document.xml", &format!("<w:body><w:tbl>{rows}</w:tbl></w:body>"))])
}

#[test]
fn equal_cells_of_a_sheet_stand_where_a_reader_sees_them() {
    let id = "110101199001010015";
    let sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = id.bytes().zip(sum).map(|(d, w)| u32::from(d - b'0') * w).sum();
    let id = format!("{}{}", &id[..17], char::from(b"10X98765432"[(sum % 11) as usize]));
    let boxes = |number: &str| {
        let each: Vec<String> = number.chars().map(String::from).collect();
        run_length(&each.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let down = |number: &str| {
        let digits: Vec<char> = number.chars().collect();
        let rows = digits.chunk_by(|one, other| one == other).map(|equal| {
            let (cell, many) = (run_length(&[&equal[0].to_string()]), equal.len());
            cell.replacen("row>", &format!("row table:number-rows-repeated='{many}'>"), 1)
        });
        rows.collect::<String>()
    };
    let head = run_length(&["户主", "电话", "", "", ""]);
    for rows in [
        boxes(&id),
        down(&id),
        format!("{}{}", run_length(&["身份证号"]), down(&id)),
        format!("{}{}", run_length(&["联系电话", "", ""]), boxes(MOBILE)),
        format!("{head}{}", run_length(&["王小二", "138", "0000", "0000", ""])),
        format!("{head}{}", run_length(&["王小二", "138", "00", "00", "01 23"])),
        format!("{head}{}", run_length(&["王小二", "13,800,000,123", "3", "3", "3"])),
        // Covered cells, and rows that stand there often and are empty.
        format!(
            "<table:table-row table:number-rows-repeated='1048000'><table:table-cell \
             table:number-columns-repeated='16384'/></table:table-row>{head}{}",
            run_length(&["王小二", "13.800.000.123"])
        ),
    ] {
        assert!(!told(Form::Ods, &ods(&rows)).is_empty(), "{rows}");
    }
    let place = told(Form::Ods, &ods(&format!("{head}{}", run_length(&["王*", "13,800,000,123"]))));
    assert_eq!(place[0], "工作表“名册”的 B2 格");
}

#[test]
fn figures_of_a_sheet_that_are_equal_pass() {
    let head = run_length(&["户主", "电话", "一月", "二月", "三月", "四月"]);
    let rows: String = ["138", "1500", "13", "20000", "0"]
        .iter()
        .map(|cell| run_length(&["王*", "0500-6230100", cell, cell, cell, cell]))
        .collect();
    assert_eq!(told(Form::Ods, &ods(&(head + &rows))), Vec::<String>::new());
    let amounts = run_length(&["单位", "联系电话", "总投资"])
        + &run_length(&["水厂", "0500-6230100", "13,800,000,123.00"]);
    assert_eq!(told(Form::Ods, &ods(&amounts)), Vec::<String>::new());
}

#[test]
fn so_many_cells_that_they_cannot_be_searched_are_refused() {
    let row = run_length(&["7"; 20]);
    let row = row.replacen("row>", "row table:number-rows-repeated='20'>", 1);
    let trouble = inside(Form::Ods, &ods(&row.repeat(5001))).expect_err("too many cells");
    assert_eq!(trouble.rule.code, "attachment-hidden");
}

#[test]
fn a_number_in_a_cell_of_a_word_table_stands_below_its_heading() {
    for cell in ["13,800,000,123", "13'800'000'123", "1,380,000,0123", "13,800,000,123（本人）"]
    {
        let mut rows: Vec<&[&str]> = vec![&["户主", "2→联系电话", "面积"]];
        rows.extend([&["李四", "0500-6230100", "", "3.2"] as &[&str]; 30]);
        let last = ["王小二", cell, "", "3.2"];
        rows.push(&last);
        assert!(!told(Form::Docx, &docx(&rows)).is_empty(), "{cell}");
        let last = ["王小二", "", "", cell];
        *rows.last_mut().expect("a row") = &last;
        assert_eq!(told(Form::Docx, &docx(&rows)), Vec::<String>::new(), "{cell}");
    }
    let figures: [&[&str]; 3] = [
        &["姓名", "一月", "二月", "三月"],
        &["王*", "138", "1234", "5678"],
        &["李*", "15", "200", "3"],
    ];
    assert_eq!(told(Form::Docx, &docx(&figures)), Vec::<String>::new());
}

#[test]
fn digits_of_a_symbol_font_and_escaped_ones_are_read_as_they_are_shown() {
    for zero in [0xF080, 0xF08B] {
        let symbol = |b: u8| {
            format!("<w:sym w:font='Wingdings' w:char='{:X}'/>", zero + u32::from(b - b'0'))
        };
        let symbols: String = MOBILE.bytes().map(symbol).collect();
        let document = format!("<w:p><w:r>{symbols}</w:r></w:p>");
        assert_eq!(told(Form::Docx, &package(&[("word/document.xml", &document)])).len(), 1);
    }
    let escaped = "1_x0033_8_x0030_0000123";
    let sheet =
        format!("<worksheet><row><c t='inlineStr'><is><t>{escaped}</t></is></c></row></worksheet>");
    let parts = [("xl/workbook.xml", "<w/>"), ("xl/worksheets/s.xml", sheet.as_str())];
    assert_eq!(told(Form::Xlsx, &package(&parts)).len(), 1);
    let text = "a_x_b_x12_x00zz_c_x005F_x";
    assert_eq!(super::formats::unescaped(text), "a_x_b_x12_x00zz_c_x");
}

/// Where numbers are that block or are asked about, as the check of an attachment tells them.
fn judged(form: Form, bytes: &[u8]) -> Vec<String> {
    let found = inside(form, bytes).expect("a sound file");
    let mut all = Vec::new();
    for (nth, (_, text)) in found.texts.iter().enumerate() {
        let hits = hits(text.as_bytes()).into_iter().map(|hit| (hit.start, hit.end));
        let sure = likely(text).into_iter().filter(|one| one.sign.blocks());
        let all_of = hits.chain(sure.map(|one| (one.start, one.end)));
        let apart = all_of.filter(|(start, end)| !found.is_in_table(nth, *start, *end));
        all.extend(apart.map(|(start, _)| found.place(nth, start).zh));
    }
    all
}

#[test]
fn what_a_heading_explains_is_not_judged_again_without_it() {
    let value = |text: &str| {
        let cell = run_length(&[text]);
        cell.replacen("cell ", &format!("cell office:value-type='float' office:value='{text}' "), 1)
    };
    for heading in ["电表号", "回单编号", "凭证号"] {
        let rows = [["名称", heading], ["路灯", MOBILE]];
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        assert_eq!(judged(Form::Docx, &docx(&rows)), Vec::<String>::new(), "{heading}");
        let sheet = run_length(&[heading]) + &run_length(&[MOBILE]);
        let sheet = run_length(&["名称", heading]) + &run_length(&["路灯", MOBILE]) + &sheet;
        assert_eq!(judged(Form::Ods, &ods(&sheet)), Vec::<String>::new(), "{heading}");
        let counted = run_length(&["名称", heading]) + &run_length(&["路灯", "7"]);
        let two = value(MOBILE).replace(
            "<table:table-row>",
            "<table:table-row><table:table-cell><text:p>灯</text:p></table:table-cell>",
        );
        assert_eq!(judged(Form::Ods, &ods(&(counted + &two))), Vec::<String>::new(), "{heading}");
    }
    // The same number outside of the table, in another column, below no heading, deleted or said to be another.
    let table = |cells: &str| {
        format!(
            "<w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>名称</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>电表号\
             </w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>灯</w:t></w:r></w:p></w:tc><w:tc>{cells}\
             </w:tc></w:tr></w:tbl></w:body>"
        )
    };
    let cell = format!("<w:p><w:r><w:t>{MOBILE}</w:t></w:r></w:p>");
    let gone = format!("<w:p><w:del><w:r><w:delText>{MOBILE}</w:delText></w:r></w:del></w:p>");
    let outside = table(&cell).replace("</w:tbl>", &format!("</w:tbl>{cell}"));
    let note = format!("<w:p><w:r><w:txbxContent>{MOBILE}</w:txbxContent></w:r></w:p>");
    assert_eq!(judged(Form::Docx, &package(&[("word/document.xml", &table(&cell))])).len(), 0);
    for part in [outside, table(&gone), table(&note)] {
        let bytes = package(&[("word/document.xml", &part)]);
        assert!(!judged(Form::Docx, &bytes).is_empty(), "{part}");
    }
    let other: [&[&str]; 2] = [&["电表号", "备注"], &["7", MOBILE]];
    assert!(!judged(Form::Docx, &docx(&other)).is_empty());
    let bytes = package(&[
        ("word/document.xml", &table(&cell)),
        ("docProps/core.xml", &format!("<a><dc:title>{MOBILE}</dc:title></a>")),
    ]);
    assert_eq!(judged(Form::Docx, &bytes), ["docProps/core.xml"]);
}
