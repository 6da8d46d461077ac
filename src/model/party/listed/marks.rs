//! Marks in lists of names: numbers of items, and what parts two names.

use crate::model::party::{field, is_numeral};

/// What stands behind the mark of an item of a list: `- `, `1. `, `（2）`, `（三）`, `四、`, `⑤`.
pub(super) fn item(text: &str) -> &str {
    let mark = |c: char| {
        c.is_whitespace() || c.is_ascii_digit() || is_round(c) || "-*+•·.、)）(（".contains(c)
    };
    let rest = text.trim_start_matches(mark);
    // A surname may be a number too: 余小明.
    let numbered = rest.trim_start_matches(is_numeral);
    let marked = numbered.len() < rest.len() && numbered.starts_with(['、', '.', '．', ')', '）']);
    if marked { numbered.trim_start_matches(mark) } else { rest }
}

/// The parts of a list of names: at commas, and at the numbers in rings of its items.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let all = field::parties(text).into_iter().flat_map(|one| one.split(is_round)).map(str::trim);
    all.filter(|part| !part.is_empty())
}

/// A number in a ring or in a bracket that is one letter.
fn is_round(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}'
        | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
}

/// What stands behind the colon of a part of the village or of the list: 一组：, 上村：, A类：, 新增：.
pub(super) fn behind_part(text: &str) -> Option<&str> {
    /// Parts that have numbers or letters, places, and what becomes of those on the list.
    const NUMBERED: [char; 9] = ['组', '队', '社', '类', '级', '档', '批', '片', '号'];
    const PLACES: [char; 7] = ['村', '屯', '庄', '寨', '湾', '坝', '沟'];
    const STATES: [&str; 6] = ["新增", "续保", "在册", "停保", "退出", "取消"];
    const LABEL_MAX: usize = 12;
    let (label, rest) = text.split_once([':', '：'])?;
    let label = label.trim().trim_matches('*');
    let number = |c: char| is_numeral(c) || c.is_ascii_alphanumeric();
    let told = label.ends_with(NUMBERED) && label.contains(number)
        || label.ends_with(PLACES)
        || STATES.contains(&label);
    (told && label.chars().count() <= LABEL_MAX).then_some(rest.trim())
}
