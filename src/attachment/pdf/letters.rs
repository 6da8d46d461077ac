//! One form for what browsers write as parts of characters: `⼭` for 山, `⻋` for 车, a letter of a symbol font for itself.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::model::spelling::unified;

/// The text in characters people type. Digits in circles and raised ones stay: the search knows them as ornaments.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !is_odd(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2e80}'..='\u{2eff}' => out.push(unified(c)),
            '\u{f020}'..='\u{f07e}' => {
                out.extend(char::from_u32(u32::from(c) - 0xf000));
            }
            c if is_odd(c) => out.extend(std::iter::once(c).nfkc()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{2e80}'..='\u{2fdf}'
            | '\u{f020}'..='\u{f07e}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{2f800}'..='\u{2fa1f}'
    )
}
