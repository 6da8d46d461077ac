//! Letters as they look: parts of characters and compatibility forms as people type them, and marks that nobody reads.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, Script};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::UnicodeNormalization;

/// Characters of U+2E80 to U+2EF3 with the one that looks the same: for the others Unicode says it (NFKC).
const RADICALS: &str = "⺁厂⺄乙⺅亻⺆冂⺇几⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫\
⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羋⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车\
⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⺟母";
/// Some character as people type it: `⼭` as 山, `⻰` as 龙, `ﬁ` as two letters.
pub fn typed(c: char) -> impl Iterator<Item = char> {
    std::iter::once(unified(c)).nfkc()
}

/// A character apart from its accents, as people type it; nothing of one that nobody reads.
pub(super) fn bare(c: char) -> impl Iterator<Item = char> {
    std::iter::once(unified(c)).nfkd().filter(|c| !is_unseen(*c) && !c.is_whitespace())
}

/// The whole character that a radical of U+2E80 to U+2EF3 looks like; any other, itself.
pub fn unified(c: char) -> char {
    if !('\u{2e80}'..='\u{2ef3}').contains(&c) {
        return c;
    }
    let mut pairs = RADICALS.chars();
    while let (Some(part), Some(whole)) = (pairs.next(), pairs.next()) {
        if part == c {
            return whole;
        }
    }
    c
}

/// Whether nobody reads a character: it has no width, only steers others, or is drawn over the one before it. The vowel
/// signs of Tibetan and its like are letters.
pub fn is_unseen(c: char) -> bool {
    match c {
        '\0'..='\u{9f}' => c.is_control() && !c.is_whitespace(),
        '\u{3400}'..='\u{9fff}' => false,
        // Blank as a cell of Braille, and the place of an object that is not there.
        '\u{2800}' | '\u{fffc}' => true,
        _ => steers(c) || is_accent(c),
    }
}

fn steers(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || category(c) == GeneralCategory::Format
}

fn is_accent(c: char) -> bool {
    matches!(category(c), GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark)
        && CodePointMapData::<Script>::new().get(c) == Script::Inherited
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

#[cfg(test)]
mod tests {
    use super::{bare, is_unseen, typed};

    #[test]
    fn look_alikes_are_the_letters_people_type() {
        for (odd, plain) in
            [("⼭⼤⻰", "山大龙"), ("\u{f9f4}", "林"), ("ﬁ Ｌ", "fi L"), ("é髙", "é髙")]
        {
            assert_eq!(odd.chars().flat_map(typed).collect::<String>(), plain);
        }
        assert_eq!("José ㈤".chars().flat_map(bare).collect::<String>(), "Jose(五)");
    }

    #[test]
    fn what_nobody_reads_is_set_aside() {
        for code in [
            0x7F, 0xAD, 0x301, 0x332, 0x34F, 0x61C, 0x180E, 0x200B, 0x202E, 0x2060, 0x20DD, 0x2800,
            0x3099, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0x1_D173, 0xE_0001, 0xE_0061,
            0xE_0100,
        ] {
            assert!(is_unseen(char::from_u32(code).expect("a character")), "{code:X}");
        }
        for c in "a山\n\u{3000} ·、\u{f72}\u{c04}㐀々〇".chars() {
            assert!(!is_unseen(c), "{c:?}");
        }
    }
}
