//! Texts as they compare: without blanks, half width, in small letters and simplified characters.

mod simplified;

use super::party::is_unseen;

/// A name or text as it compares: `宏達建材（清河）ＡＢ 店` and `宏达建材(清河)ab店` are one.
pub fn one_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c)).map(one_letter));
    out
}

/// A character as it compares.
pub(super) fn one_letter(c: char) -> char {
    match simplified::of(half(c)) {
        // Nearly all there is: without asking Unicode for capitals.
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c @ '\u{3000}'..='\u{9FFF}' => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn half(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        other => other,
    }
}

/// A text in simplified characters, all else as it was.
pub fn simplified(text: &str) -> String {
    text.chars().map(simplified::of).collect()
}

/// Every character that has a simplified form, each with that form behind it.
pub fn forms() -> String {
    simplified::pairs().collect()
}

#[cfg(test)]
mod tests {
    use super::one_form;

    #[test]
    fn names_compare_without_width_blanks_case_and_the_form_of_characters() {
        assert_eq!(one_form(" 永盛　机电（清河）ＡＢ店 "), "永盛机电(清河)ab店");
        assert_eq!(one_form("東興建材經營部"), one_form("东兴建材经营部"));
        assert_eq!(one_form("鴻達\u{200B}機電設備有限公司"), "鸿达机电设备有限公司");
        assert_eq!(one_form("乾坤"), one_form("干坤"), "one form for several is one form");
        assert_ne!(one_form("东兴建材"), one_form("东新建材"));
    }
}
