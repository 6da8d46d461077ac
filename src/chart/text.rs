//! The widths of text, measured without a font: whole and half em squares.

use super::FONT;

/// Width of the text in units of the viewBox, rounded up; generous rather than exact.
pub fn width(text: &str) -> i32 {
    let hundredths: i32 = text.chars().map(em_hundredths).sum();
    (hundredths * FONT + 99) / 100
}

fn em_hundredths(c: char) -> i32 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' | 'I' => 30,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 92,
        'A'..='Z' | '&' => 68,
        '\u{21}'..='\u{7e}' | '−' => 57,
        '\u{a0}'..='\u{10ff}' => 62,
        // Han, kana, hangul, full-width signs, and quotes and dots as Chinese fonts have them.
        _ => 100,
    }
}

/// The text, or as much of it as fits the width, with `…` for the rest.
pub fn fitted(text: &str, width_max: i32) -> String {
    let text = clean(text);
    if width(&text) <= width_max {
        return text;
    }
    let room = width_max * 100 - 100 * FONT;
    let mut used = 0;
    let kept = text.chars().take_while(|&c| {
        used += em_hundredths(c) * FONT;
        used <= room
    });
    let mut out: String = kept.collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The text on one line, without what XML forbids and without marks that turn its direction.
pub fn clean(text: &str) -> String {
    let seen = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    seen.filter(|&c| !c.is_control() && !is_unfit(c)).collect()
}

fn is_unfit(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Space between two labels on one line.
const GAP: i32 = 6;

/// Steps between written labels; 12 and its parts keep months of different years in line.
const STEPS: [usize; 8] = [1, 2, 3, 4, 6, 12, 24, 60];

/// The labels under slots of equal width that have room side by side; `None` where one is left
/// out. A word they all end in (`月`) is written at the first and the last only, if that saves
/// the rest from being left out.
pub fn thinned(labels: &[String], room: i32) -> Vec<Option<String>> {
    let count = labels.len().max(1) as i32;
    let full: Vec<String> = labels.iter().map(|l| fitted(l, room / 3)).collect();
    if fits(&full, 1, room, count) {
        return full.into_iter().map(Some).collect();
    }
    let short = without_common_end(&full);
    if fits(&short, 1, room, count) {
        return short.into_iter().map(Some).collect();
    }
    let fitting = STEPS.into_iter().find(|&step| fits(&full, step, room, count));
    let step = fitting.unwrap_or(labels.len());
    full.into_iter().enumerate().map(|(i, l)| i.is_multiple_of(step).then_some(l)).collect()
}

/// Whether every `step`th label stands clear of the next one.
fn fits(labels: &[String], step: usize, room: i32, count: i32) -> bool {
    let widths: Vec<i32> = labels.iter().step_by(step).map(|l| width(l)).collect();
    let apart = room * step as i32 / count;
    widths.windows(2).all(|pair| (pair[0] + pair[1]) / 2 + GAP <= apart)
}

fn without_common_end(labels: &[String]) -> Vec<String> {
    let last = |l: &String| l.chars().next_back().filter(|c| !c.is_ascii_digit());
    let Some(end) = labels.first().and_then(last) else { return labels.to_vec() };
    let common = labels.iter().all(|l| l.ends_with(end) && l.chars().count() > 1);
    let inner = 1..labels.len().saturating_sub(1);
    let shorten = |(i, l): (usize, &String)| match l.strip_suffix(end) {
        Some(short) if common && inner.contains(&i) => short.to_string(),
        _ => l.clone(),
    };
    labels.iter().enumerate().map(shorten).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_is_as_wide_as_it_is_tall() {
        assert_eq!(width("柳塘村股份合作社"), 8 * FONT);
        assert!(width("1234567890") < 6 * FONT);
        assert_eq!(width(""), 0);
    }

    #[test]
    fn long_text_is_cut_within_its_room() {
        let cut = fitted("柳塘村股份经济合作联合社理事会", 8 * FONT);
        assert_eq!(cut, "柳塘村股份经济…");
        assert!(width(&cut) <= 8 * FONT);
        assert_eq!(fitted("a\u{1b}\n\u{202e}b", 100), "a b");
    }

    #[test]
    fn months_lose_their_word_before_they_lose_their_number() {
        let months: Vec<String> = (1..=12).map(|m| format!("{m}月")).collect();
        let shown: Vec<String> = thinned(&months, 420).into_iter().flatten().collect();
        assert_eq!(shown.join(" "), "1月 2 3 4 5 6 7 8 9 10 11 12月");
    }

    #[test]
    fn sixty_labels_are_thinned_by_years() {
        let name = |i: usize| format!("{}年{}月", 2021 + i / 12, i % 12 + 1);
        let months: Vec<String> = (0..60).map(name).collect();
        let shown: Vec<String> = thinned(&months, 430).into_iter().flatten().collect();
        assert_eq!(shown[1], "2023年1月");
        assert!(shown.len() <= 5);
    }
}
