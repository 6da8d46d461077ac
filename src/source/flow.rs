//! Slips within braces on one line, as an import writes its rows: `{日期：2026-03-05，凭证号:记-001}`.

use super::mend::Mend;
use super::slips::{self, Slip};
use crate::model::Said;
use crate::model::shape::{Field, Type};

/// The fields of a name, wherever one is declared.
type Known<'k> = dyn Fn(&str) -> Vec<&'static Field> + 'k;

/// What would mend the braces that open at this byte: colons and commas between fields whose names are known.
pub fn mends(at: usize, text: &str, known: &Known) -> Vec<Mend> {
    let mut found = Vec::new();
    let mut here = 1;
    while here < text.len() {
        here += blanks(&text[here..]);
        let Some((name, colon, fields)) = named(&text[here..], known) else {
            // What is no field ends at its comma.
            let (long, end) = value(&text[here..], &[], known);
            here += long;
            match end {
                End::Comma => here += 1,
                _ => break,
            }
            continue;
        };
        let start = here + name.len();
        let behind = &text[start + colon.len_utf8()..];
        let gap = blanks(behind);
        if colon != ':' || !behind.starts_with(' ') && !behind.starts_with(['"', '\'', ',', '}']) {
            let slip =
                if colon == ':' { slips::tight(at + start, name) } else { slips::wide(at + start) };
            let long = colon.len_utf8() + gap;
            found.push(Mend { slip, at: at + start..at + start + long, with: ": ".to_string() });
        }
        here = start + colon.len_utf8() + gap;
        let (long, end) = value(&text[here..], &fields, known);
        here += long;
        match end {
            End::Comma => here += 1,
            End::Wide(comma) => {
                let after = &text[here + comma.len_utf8()..];
                let long = comma.len_utf8() + blanks(after);
                let place = at + here..at + here + long;
                found.push(Mend { slip: wide_comma(at + here), at: place, with: ", ".to_string() });
                here += long;
            }
            End::Close => break,
        }
    }
    found
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// A known name and the colon behind it.
fn named<'a>(text: &'a str, known: &Known) -> Option<(&'a str, char, Vec<&'static Field>)> {
    let at = text.find([':', '：', ',', '，', '}', '\'', '"', ' '])?;
    let colon = text[at..].chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let fields = known(&text[..at]);
    (!fields.is_empty()).then(|| (&text[..at], colon, fields))
}

/// Where a value ends.
enum End {
    Comma,
    /// A full-width comma that stands for one: a field follows it.
    Wide(char),
    Close,
}

/// How long a value is, and what ends it. A wide comma is a part of free words, unless a field's name with an English colon
/// follows, which no words may hold.
fn value(text: &str, fields: &[&'static Field], known: &Known) -> (usize, End) {
    let free = |of: Type| of.is_free_text() || of.is_texts();
    let words = fields.is_empty() || fields.iter().any(|field| free(field.of));
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(sign), _) if c == sign => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if at == 0 => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, '}') if depth == 0 => return (at, End::Close),
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => return (at, End::Comma),
            (None, '，') if depth == 0 => {
                let rest = text[at + c.len_utf8()..].trim_start();
                let next = named(rest, known);
                let sure = next.is_some_and(|(name, colon, _)| {
                    let english = colon == ':' && rest[name.len() + 1..].starts_with(' ');
                    english || !words
                });
                if sure {
                    return (at, End::Wide(c));
                }
            }
            _ => {}
        }
    }
    (text.len(), End::Close)
}

/// `{date: 2026-03-05，text: …}`: a full-width comma between two fields.
fn wide_comma(at: usize) -> Slip {
    let said = Said::new(
        "这里的逗号是中文的“，”，要用英文的“,”，后面空一格",
        "this comma is `，`; write `,` and a space",
    );
    let help = Said::new("切到英文输入法再打逗号", "switch the keyboard to English for the comma");
    Slip { at, said, help }
}
