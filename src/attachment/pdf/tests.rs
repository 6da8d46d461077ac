//! What is read of PDFs as programs write them, and what is refused.

use super::Unread;
use super::whole::read;
use crate::attachment::tests::{HELVETICA, deflated, drawing, stream};

fn words(bytes: &[u8]) -> Result<String, Unread> {
    read(bytes).map(|read| read.pages.trim().to_string())
}

/// A font as browsers write it: two bytes a glyph, with a map that gives each its character.
const MAPPED: &str = "/F1 <</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R \
    /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 /W [3 [500] 4 13 500]>>]>>";

/// Glyph 3 is 村, glyphs 4 to 13 are the digits, glyph 14 a radical that browsers write for 山.
const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
    /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
    1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n\
    2 beginbfchar\n<0003> <6751>\n<000E> <2F2D>\nendbfchar\n\
    1 beginbfrange\n<0004> <000D> <0030>\nendbfrange\n\
    endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend";

fn mapped(content: &str) -> Vec<u8> {
    let map = stream("/Filter /FlateDecode", &deflated(MAP));
    let content = deflated(content.as_bytes());
    drawing(MAPPED, &content, "/Filter /FlateDecode", &[b"<<>>".to_vec(), map])
}

/// The glyphs of a number.
fn glyphs(number: &str) -> Vec<String> {
    number.bytes().map(|digit| format!("<{:04X}>", digit - b'0' + 4)).collect()
}

#[test]
fn glyphs_with_a_map_are_read_as_they_lie() {
    let number = "12345678901";
    let shown = glyphs(number);
    let one = format!("BT /F1 10 Tf 1 0 0 -1 50 700 Tm <0003> Tj {} Tj ET", shown.join(" Tj "));
    let kerned = format!("BT /F1 10 Tf 50 700 Td [{}] TJ ET", shown.join(" -20 "));
    let apart: String = (0..11)
        .rev()
        .map(|at| format!("BT /F1 10 Tf {} 700 Td {} Tj ET ", 50 + at * 5, shown[at]))
        .collect();
    let turned: String = (0..11)
        .map(|at| format!("BT /F1 1 Tf 0 10 -10 0 300 {} Tm {} Tj ET ", 50 + at * 5, shown[at]))
        .collect();
    let bold: String = (0..11)
        .map(|at| {
            let (x, digit) = (50 + at * 5, &shown[at]);
            format!(
                "BT /F1 10 Tf {x} 700 Td {digit} Tj ET BT /F1 10 Tf {x}.3 700 Td {digit} Tj ET "
            )
        })
        .collect();
    for content in [one, kerned, apart, turned, bold] {
        let text = words(&mapped(&content)).expect(&content);
        assert!(text.contains(number), "{content}: {text}");
    }
    // A box for each digit.
    let boxes: String = (0..11)
        .map(|at| format!("BT /F1 10 Tf {} 700 Td {} Tj ET ", 50 + at * 20, shown[at]))
        .collect();
    let text = words(&mapped(&boxes)).expect("boxes");
    assert!(text.contains("1 2 3 4 5 6 7 8 9 0 1"), "{text}");
    // One digit raised and one lowered, as in a formula.
    let raised = format!(
        "BT /F1 10 Tf 50 700 Td {} Tj ET BT /F1 8 Tf 75 704 Td {} Tj 4 -6.5 Td {} Tj ET \
         BT /F1 10 Tf 83 700 Td {} Tj ET",
        shown[..5].join(" Tj "),
        shown[5],
        shown[6],
        shown[7..].join(" Tj ")
    );
    let text = words(&mapped(&raised)).expect("raised");
    assert!(text.contains(number), "{text}");
    // Columns of a table stay apart.
    let columns = format!(
        "BT /F1 10 Tf 50 700 Td {} Tj 100 0 Td {} Tj ET",
        glyphs("138").join(" Tj "),
        glyphs("0000").join(" Tj ")
    );
    let text = words(&mapped(&columns)).expect("columns");
    assert!(text.contains("138    0000"), "{text}");
}

/// As an office's spreadsheet prints it: a figure at the right edge of its cell, a text at the left edge of the next.
#[test]
fn a_small_gap_before_a_place_of_its_own_may_be_the_border_of_a_cell() {
    let number = "13800000123";
    let shown = glyphs(number);
    for (gap, parts) in [(0.2, false), (0.6, true), (2.0, true), (3.0, true)] {
        let cells = format!(
            "BT /F1 10 Tf 50 700 Td {} Tj ET BT /F1 10 Tf {} 700 Td [{}] TJ ET",
            glyphs("1")[0],
            55.0 + gap,
            shown.join(" -20 ")
        );
        let text = words(&mapped(&cells)).expect("cells");
        let cell = |line: &str| line.split(' ').any(|cell| cell == number);
        assert_eq!(text.lines().any(cell), parts, "{gap}: {text}");
        // It may be none: the run of both is read too.
        let run = format!("1{number}");
        assert_eq!(text.contains(&run), gap < 2.6, "{gap}: {text}");
    }
    // A line that is spread letter by letter has no cells.
    let spread: String = (0..11)
        .map(|at| {
            format!(
                "BT /F1 10 Tf {} 700 Td {} Tj ET ",
                50.0 + f64::from(at) * 6.0,
                shown[at as usize]
            )
        })
        .collect();
    let text = words(&mapped(&spread)).expect("a spread line");
    assert!(text.contains(number), "{text}");
    assert!(text.lines().all(|line| !line.trim().contains(' ')), "{text}");
}

#[test]
fn drawings_within_drawings_use_fonts_of_their_own() {
    let form = stream(
        &format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</Font <<{HELVETICA}>>>>"
        ),
        b"BT /F1 9 Tf (inner) Tj ET",
    );
    let fonts = format!("{MAPPED}>> /XObject <</X 7 0 R");
    let map = stream("", MAP);
    let more = [b"<<>>".to_vec(), map, form];
    let bytes = drawing(&fonts, b"BT /F1 9 Tf <0003> Tj ET /X Do", "", &more);
    let text = words(&bytes).expect("a drawing");
    assert!(text.contains("inner") && text.contains('村'), "{text}");
}

#[test]
fn old_ways_of_showing_text_are_read() {
    let content = b"BT /F1 9 Tf 12 TL 50 700 Td (one) ' 1 2 (two) \" T* (three) Tj ET";
    let text = words(&drawing(HELVETICA, content, "", &[])).expect("text");
    for word in ["one", "two", "three"] {
        assert!(text.contains(word), "{text}");
    }
    let chinese = "/F1 <</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
        /DescendantFonts [<</Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light>>]>>";
    let text = words(&drawing(chinese, b"BT /F1 9 Tf <67510031> Tj ET", "", &[])).expect("text");
    assert!(text.contains("村1"), "{text}");
}

#[test]
fn what_has_no_words_is_refused() {
    let unmapped = MAPPED.replace("/ToUnicode 6 0 R ", "");
    let embedded = "/F1 <</Type /Font /Subtype /TrueType /BaseFont /AAAAAA+B \
        /FontDescriptor <</Type /FontDescriptor /Flags 4 /FontFile2 9 0 R>>>>";
    let renamed = "/F1 <</Type /Font /Subtype /Type1 /BaseFont /C /Encoding <</Type /Encoding \
        /Differences [49 /g17 /g18]>>>>";
    let text = b"BT /F1 9 Tf <00310031> Tj ET";
    for (fonts, content, unread) in [
        (unmapped.as_str(), &text[..], Unread::Letters),
        (embedded, text, Unread::Letters),
        (renamed, text, Unread::Letters),
        ("", text, Unread::Letters),
        (HELVETICA, &b"0 0 m 9 9 l 3 4 5 6 7 8 c f ".repeat(11), Unread::Picture),
        (HELVETICA, b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI", Unread::Picture),
    ] {
        assert_eq!(words(&drawing(fonts, content, "", &[])), Err(unread), "{fonts}");
    }
    assert_eq!(words(&drawing(HELVETICA, b"0 0 9 9 re f", "", &[])), Ok(String::new()));
    // A glyph that the map leaves out.
    assert_eq!(words(&mapped("BT /F1 9 Tf <0003004D> Tj ET")), Err(Unread::Letters));
    assert_eq!(words(b"%PDF-1.7 %%EOF"), Err(Unread::Damaged));
    let packed = drawing(HELVETICA, b"nothing packed", "/Filter /FlateDecode", &[]);
    assert_eq!(words(&packed), Err(Unread::Packed));
}

#[test]
fn what_was_there_before_a_change_is_refused() {
    let mut bytes = drawing(HELVETICA, b"BT /F1 9 Tf (old) Tj ET", "", &[]);
    let before = bytes.windows(9).position(|w| w == b"startxref").expect("a table");
    let table: String = String::from_utf8_lossy(&bytes[before + 10..]).lines().take(1).collect();
    let at = bytes.len();
    bytes.extend(
        format!(
            "xref\n0 0\ntrailer\n<</Size 5 /Root 1 0 R /Prev {table}>>\nstartxref\n{at}\n%%EOF\n"
        )
        .bytes(),
    );
    assert_eq!(words(&bytes), Err(Unread::Older));
}

#[test]
fn what_unpacks_or_draws_without_end_is_refused() {
    let many = deflated(&b"q Q ".repeat(1_100_000));
    let bytes = drawing(HELVETICA, &many, "/Filter /FlateDecode", &[]);
    assert_eq!(words(&bytes), Err(Unread::TooMuch));
    let long = [&b"BT /F1 9 Tf ("[..], &b"1".repeat(2_100_000), b") Tj ET"].concat();
    assert_eq!(words(&drawing(HELVETICA, &long, "", &[])), Err(Unread::TooMuch));
    // A drawing that draws itself.
    let form = stream(
        "/Type /XObject /Subtype /Form /Resources <</XObject <</X 6 0 R>>>>",
        b"/X Do /X Do",
    );
    let fonts = format!("{HELVETICA}>> /XObject <</X 6 0 R");
    let bytes = drawing(&fonts, b"/X Do", "", &[b"<<>>".to_vec(), form]);
    assert_eq!(words(&bytes), Err(Unread::TooMuch));
}

#[test]
fn parts_of_characters_are_read_as_the_characters() {
    let text = super::letters::plain("⼭⽀⾦⻋⻓１２\u{f031}①²壹");
    assert_eq!(text, "山支金车长121①²壹");
    assert!(words(&mapped("BT /F1 9 Tf <000E> Tj ET")).expect("a radical").contains('⼭'));
}
