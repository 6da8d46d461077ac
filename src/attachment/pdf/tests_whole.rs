//! Every byte of a PDF is read or refused, whatever it is called and wherever it stands.

use super::Unread;
use super::whole::read;
use crate::attachment::tests::{HELVETICA, deflated, drawing, pdf, stream};

const NUMBER: &str = "12345678901";

/// Everything that is read of a file.
fn all(bytes: &[u8]) -> Result<String, Unread> {
    read(bytes).map(|read| read.pages + &read.beside + &read.properties)
}

#[test]
fn what_an_object_carries_or_does_is_told_by_its_name_as_it_is_meant() {
    for (between, unread) in [
        ("<</Type /Filespec /F (list.csv) /EF <</F 6 0 R>>>>", Unread::Files),
        ("<</AF [<</E#46 <</F 6 0 R>>>>]>>", Unread::Files),
        ("<</Names <</Embedded#46iles <</Names []>>>>>>", Unread::Files),
        ("<</Type /Annot /Subtype /File#41ttachment>>", Unread::Files),
        ("<</OpenAction <</S /Java#53cript>>>>", Unread::Scripts),
        ("<</J#53 (app.alert)>>", Unread::Scripts),
        ("<</OpenAction <</S /L#61unch /F (a.exe)>>>>", Unread::Scripts),
        ("<</A <</S /GoTo /Next [<</S /ImportData>>]>>>>", Unread::Scripts),
        ("<</AA <</O <</S /SubmitForm>>>>>>", Unread::Scripts),
        ("<</Annots [<</Subtype /Screen>>]>>", Unread::Forms),
        ("<</Subtype /Widg#65t>>", Unread::Forms),
        ("<</RC (<p>not whole)>>", Unread::Forms),
        ("<</Encr#79pt 3 0 R>>", Unread::Protected),
    ] {
        assert_eq!(all(&pdf(between, "", b"")), Err(unread), "{between}");
    }
    for between in [
        "<</Annots [<</Subtype /Link /A <</S /URI /URI (https://a.cn)>>>>]>>",
        "<</OpenAction [3 0 R /Fit]>>",
        "<</OpenAction <</S /GoTo /D [3 0 R /Fit]>>>>",
        "<</S /P /A <</O /Layout>>>>",
    ] {
        assert!(all(&pdf(between, "", b"")).is_ok(), "{between}");
    }
}

#[test]
fn what_stands_beside_the_pages_is_read() {
    let number = NUMBER.as_bytes();
    let text = [b"tel ", number, b"\n"].concat();
    let image = "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let comment = [b"\xFF\xD8\xFF\xFE\0\x0D", number, b"\xFF\xD9"].concat();
    let plain = pdf("", "", b"");
    let behind = |piece: &[u8]| [&plain, piece].concat();
    let before = |piece: &[u8]| {
        // The first line is replaced by one as long, so that all places stay right.
        let long = piece.len() + 1;
        let fonts = format!("{HELVETICA} % {}", " ".repeat(long));
        let bytes = drawing(&fonts, b"", "", &[b"<<>>".to_vec()]);
        let at = bytes.windows(2).position(|pair| pair == b"% ").expect("a comment") + 1;
        let mut bytes = bytes;
        bytes[at..at + piece.len()].copy_from_slice(piece);
        bytes[at + piece.len()] = b'\n';
        bytes
    };
    for (what, bytes) in [
        ("behind the end", behind(number)),
        ("behind the end, in angles", behind(format!("<{NUMBER}>").as_bytes())),
        ("behind the end, as a table", behind(format!("xref\n{NUMBER} 00000 n \n").as_bytes())),
        ("a comment", before(number)),
        ("a stream", pdf("", "", &text)),
        ("a packed stream", pdf("", "/Filter /FlateDecode", &deflated(&text))),
        ("no profile", pdf("", "/N 3 /Filter /FlateDecode", &deflated(&text))),
        ("no font", pdf("<</FontFile2 6 0 R>>", "/Length1 16", &text)),
        ("no map", pdf("<</ToUnicode 6 0 R>>", "", &text)),
        ("behind what is packed", {
            pdf("", "/Filter /FlateDecode", &[deflated(b"x"), text.clone()].concat())
        }),
        ("no picture", pdf("", image, &text)),
        ("no packed picture", pdf("", &format!("{image} /Filter /FlateDecode"), &deflated(&text))),
        ("a picture's note", pdf("", "/Subtype /Image /Filter /DCTDecode", &comment)),
        ("a name", pdf("<</A#62#63 /#312345678901>>", "", b"")),
        ("a whole number", pdf(&format!("<</Key {NUMBER}>>"), "", b"")),
        ("words with tags", pdf("<</RC (<p>1234<b>567</b>8901</p>)>>", "", b"")),
        ("UTF-16", {
            let wide: Vec<u8> = NUMBER.encode_utf16().flat_map(u16::to_le_bytes).collect();
            pdf("", "", &wide)
        }),
    ] {
        let text = all(&bytes).expect(what);
        assert!(text.contains(NUMBER), "{what}: {text}");
    }
}

#[test]
fn pixels_and_measures_are_no_numbers() {
    let dark = [b'1'; 60].map(|byte| byte + 2);
    let mut pixels = dark.to_vec();
    pixels[3..14].copy_from_slice(NUMBER.as_bytes());
    pixels.push(0);
    let image = "/Subtype /Image /Width 61 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let text = all(&pdf("<</W [1 [234 5678 901]] /M [0.12345678901]>>", image, &pixels));
    let text = text.expect("a picture");
    assert!(!text.contains(NUMBER) && !text.contains("234 5678"), "{text}");
    for drawing in ["1234 5678 m 901 -2 l f", "1000 0 0 0 750 750 d1 q 12 34 re f Q"] {
        let text = all(&pdf("", "", drawing.as_bytes())).expect(drawing);
        assert!(!text.contains("1234 5678") && !text.contains("0 750"), "{text}");
    }
    let text = all(&pdf("", "/FunctionType 4", b"{ 1234 5678 mul }")).expect("a function");
    assert!(!text.contains("1234 5678"), "{text}");
    let text = all(&pdf("", "", b"%!PS-AdobeFont\n[1234 5678] eexec\x01")).expect("a font");
    assert!(!text.contains("1234 5678"), "{text}");
}

#[test]
fn what_was_taken_out_and_is_still_there_is_refused() {
    let shown = b"BT /F1 12 Tf (old) Tj ET";
    for (what, bytes) in [
        ("a page", pdf("<</Type /P#61ge /Parent 2 0 R /Contents 6 0 R>>", "", b"")),
        ("what a page drew", pdf("", "", shown)),
        ("packed", pdf("", "/Filter /FlateDecode", &deflated(shown))),
        ("a stream in no table", {
            let object = [b"8 0 obj\n".to_vec(), stream("", b"x"), b"\nendobj\n".to_vec()];
            [pdf("", "", b""), object.concat()].concat()
        }),
    ] {
        assert_eq!(all(&bytes), Err(Unread::Older), "{what}");
    }
}
