//! One form for what browsers write as parts of characters: `⼭` for 山, `⻋` for 车, a letter of a symbol font for itself.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Characters of U+2E80 to U+2EF3 with the one that looks the same: for the others Unicode says it (NFKC).
const RADICALS: &str = "⺁厂⺄乙⺅亻⺆冂⺇几⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫\
⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羋⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车\
⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⺟母";

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

fn unified(radical: char) -> char {
    let mut pairs = RADICALS.chars();
    while let (Some(part), Some(whole)) = (pairs.next(), pairs.next()) {
        if part == radical {
            return whole;
        }
    }
    radical
}
