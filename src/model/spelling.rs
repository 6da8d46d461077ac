//! Texts as they compare: without blanks, accents and marks nobody reads, in small letters and simplified characters, each
//! letter as it looks.

mod looks;
mod simplified;

pub use looks::{is_unseen, typed, unified};

/// A name or text as it compares: `宏達建材（清河）ＡＢ 店` and `宏达建材(清河)ab店` are one, and so are `⼭` and `山`.
pub fn one_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().filter(|c| !c.is_whitespace()).for_each(|c| out.extend(letters(c)));
    out
}

/// The letters a character compares as: none where nobody reads it, several of `ﬁ` or `㈱`.
pub fn letters(c: char) -> Letters {
    let one = |c: char| Letters { next: Some(c), rest: Vec::new() };
    match c {
        // Nearly all there is.
        ' '..='~' => one(c.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fff}' => one(simplified::of(c)),
        '！'..='～' => one(in_one_form(half(c))),
        _ if is_unseen(c) => Letters::default(),
        _ => {
            let mut bare = looks::bare(c).map(in_one_form);
            let next = bare.next();
            let mut rest: Vec<char> = bare.collect();
            rest.reverse();
            Letters { next, rest }
        }
    }
}

/// See [`letters`].
#[derive(Clone, Debug, Default)]
pub struct Letters {
    next: Option<char>,
    /// Those behind the next, the last first.
    rest: Vec<char>,
}

impl Letters {
    pub fn is_empty(&self) -> bool {
        self.next.is_none()
    }
}

impl Iterator for Letters {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        std::mem::replace(&mut self.next, self.rest.pop())
    }
}

fn in_one_form(c: char) -> char {
    let c = simplified::of(c);
    c.to_lowercase().next().unwrap_or(c)
}

/// A character of full width as one of half.
pub fn half(c: char) -> char {
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

    #[test]
    fn letters_that_look_alike_are_one_and_what_nobody_reads_is_none() {
        for odd in
            ["⻰⼩明", "龍小明", "龙小\u{332}明", "龙\u{34f}小\u{e0061}明", "龙\u{2800}小\u{7f}明"]
        {
            assert_eq!(one_form(odd), "龙小明");
        }
        assert_eq!(one_form("髙⼤⼭"), one_form("高大山"));
        assert_eq!(one_form("Griﬃth José ㈱"), one_form("griffith JOSE\u{301} （株）"));
        assert_ne!(one_form("\u{f40}\u{f72}"), one_form("\u{f40}\u{f74}"), "vowels are letters");
    }
}
