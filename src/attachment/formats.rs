//! What formats of numbers make of a value: digits drawn beside it, and those that are kept in another form.

use super::Trouble;
use super::xml::Element;
use crate::model::Said;

/// What is said of a format that draws digits of its own.
pub fn draws_digits(code: &str) -> Trouble {
    let code: String = code.chars().take(40).collect();
    let shown = crate::scan::redact(&code);
    Trouble::hidden(
        Said::new(
            format!("格式 `{shown}` 自己写出数字，看到的和存着的不一样，查不了"),
            format!(
                "the format `{shown}` draws digits of its own, so that what is seen cannot be searched"
            ),
        ),
        Said::new(
            "把完整的号写进格子里，去掉这个格式；或用“打印为 PDF”存成 PDF",
            "write the whole number into the cells without this format, or print it to a PDF",
        ),
    )
}

/// A format of cells, or of the numbers of a list, that draws digits beside the value. Those of a year, or behind a letter as
/// in m2, make nobody's number.
pub fn drawn_digits(element: &Element) -> Option<String> {
    let (code, literal) = match element.name.as_str() {
        "numFmt" => {
            let code = element.value("formatCode")?;
            (code, literals(code))
        }
        "lvlText" => {
            let code = element.value("val")?;
            let mut chars = code.chars();
            let mut kept = String::new();
            while let Some(c) = chars.next() {
                match c {
                    '%' => {
                        chars.next();
                        kept.push(' ');
                    }
                    other => kept.push(other),
                }
            }
            (code, kept)
        }
        _ => return None,
    };
    let mut before = ' ';
    let mut runs = vec![String::new()];
    for c in literal.chars() {
        let inside = runs.last().is_some_and(|run| !run.is_empty());
        match c.is_numeric() && (inside || !before.is_alphabetic() || before > '\u{7f}') {
            true => runs.last_mut()?.push(c),
            false if inside => runs.push(String::new()),
            false => {}
        }
        before = c;
    }
    let is_year = |run: &String| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    let draws = runs.iter().any(|run| !run.is_empty() && !is_year(run));
    // A whole number of somebody's in a format is found as such, like anywhere.
    let whole = || !crate::scan::hits(literal.as_bytes()).is_empty();
    (draws && !whole()).then(|| code.to_string())
}

/// What a number format draws as it stands: between quotes, behind a backslash, and digits alone.
fn literals(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => out.push(c),
            '\\' => out.extend(chars.next()),
            '_' | '*' => drop(chars.next()),
            '[' => while chars.next().is_some_and(|inside| inside != ']') {},
            // A share is drawn by its own digits: `# ?/8`.
            '/' => {
                let rest = chars.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
                chars = rest.chars();
            }
            '1'..='9' => out.push(c),
            _ => out.push(' '),
        }
    }
    out
}

/// Adds numbers as a spreadsheet shows them: `1.38E10` written out, and a format without its quotes.
pub fn spelt_out(mut text: String) -> String {
    let mut more = String::new();
    for line in text.lines() {
        if let Some(number) = written_out(line.trim()) {
            more.push_str(&number);
            more.push('\n');
        }
        if line.contains(['"', '\\']) && line.bytes().any(|b| b.is_ascii_digit()) {
            // A formula joins its texts by `&`, or by a comma between them.
            let joined = line.replace("\",\"", "").replace("\", \"", "");
            more.extend(joined.chars().filter(|c| !matches!(c, '"' | '\\' | '&')));
            more.push('\n');
        }
    }
    text.push('\n');
    text + &more
}

/// A text with its numbers as a spreadsheet opens them, `1.38E+10` written out in its cell; nothing where none is short.
pub fn spelt_cells(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut any = false;
    for cell in text.split_inclusive(|c: char| c.is_whitespace() || ",;|\"，；、：".contains(c))
    {
        let number = cell.trim_end_matches(|c: char| !c.is_ascii_digit());
        match written_out(number) {
            Some(whole) => {
                out.push_str(&whole);
                out.push_str(&cell[number.len()..]);
                any = true;
            }
            None => out.push_str(cell),
        }
    }
    any.then_some(out)
}

/// A text of a workbook as it is shown: `_x0033_` is 3.
pub fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_x") {
        let escape = rest.get(at..at + 7).filter(|escape| escape.ends_with('_'));
        let code = escape.and_then(|escape| u32::from_str_radix(&escape[2..6], 16).ok());
        let shown = code.and_then(char::from_u32);
        let long = if shown.is_some() { 7 } else { 2 };
        out.push_str(&rest[..at]);
        match shown {
            Some(character) => out.push(character),
            None => out.push_str("_x"),
        }
        rest = &rest[at + long..];
    }
    out + rest
}

/// The digits of `1.3800000123E+10`.
pub fn written_out(number: &str) -> Option<String> {
    let (digits, power) = number.split_once(['E', 'e'])?;
    let digits = digits.trim_start_matches('-');
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
    let power: usize = power.trim_start_matches('+').parse().ok().filter(|power| *power < 30)?;
    let (kept, cents) = part.split_at(power.min(part.len()));
    let point = if cents.is_empty() { "" } else { "." };
    let shown = format!("{whole}{kept:0<power$}{point}{cents}");
    (all && !whole.is_empty()).then(|| shown.trim_start_matches('0').to_string())
}
