//! Traditional characters and their simplified forms: the characters of OpenCC's tables, and variants they leave out.
//!
//! Which form is meant in which word does not matter here: two spellings of one name must become one text, so each
//! character has one form (`乾` is always `干`), and no phrases are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use hanconv::RawDictionary;

/// Forms the table has no pair for, and those where names want another one: each pair is a character and its form.
const VARIANTS: &str = "\
    値值 凖准 坵丘 塲场 妳你 姪侄 寳宝 愼慎 搾榨 晻暗 暱昵 枱台 栢柏 榖谷 毬球 氊毡 淸清 濬浚 濶阔 灋法 炤照 煖暖 \
    燿耀 甎砖 畧略 瘉愈 砲炮 祇只 秏耗 窰窑 筯箸 籐藤 籥钥 粧妆 紥扎 缐线 翺翱 舖铺 荘庄 菓果 蔴麻 衞卫 覇霸 覊羁 \
    谿溪 踡蜷 迺乃 逕径 遶绕 邨村 鄕乡 酧酬 鉄铁 鉋刨 銲焊 鎗枪 鑛矿 鑪炉 隄堤 隣邻 靑青 韮韭 餽馈 鬪斗 鷰燕 鼇鳌 \
    鼈鳖 髙高 尙尚 緖绪 郞郎 塡填 姸妍 﨑崎 嵜崎 桒桑 凢凡 刄刃 囯国 囻国 槗桥 濵滨 邉边 寗宁 渕渊 昻昂 煕熙 凞熙 熈熙 \
    裵裴 蘓苏 桺柳 栁柳 吿告 梹槟 搃总";

/// Characters of Japan that are others here, or that we write so: 浜 stands in names of places, 醋 is vinegar.
const OWN: &str = "欠予缶弁浜酢嬢戻疏醋";

/// The block in which nearly every character stands.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

struct Table {
    /// The form of every character of the block, itself where it has no other.
    block: Vec<char>,
    beyond: BTreeMap<char, char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let table = RawDictionary::TSCharacters.iter();
    let mut forms: BTreeMap<char, char> =
        table.filter_map(|(from, to)| one(from).zip(one(to))).collect();
    // What Japan writes, where it is no character here: 沢 as 澤, which is 泽.
    let known: BTreeSet<char> = forms.iter().flat_map(|(from, to)| [*from, *to]).collect();
    let new = |(from, to)| one(from).zip(one(to)).filter(|(to, from)| to != from);
    let of_japan = RawDictionary::JPVariants.iter().filter_map(new);
    let of_japan = of_japan.filter(|(_, from)| !known.contains(from) && !OWN.contains(*from));
    forms.extend(of_japan.map(|(to, from)| (from, to)));
    forms.extend(VARIANTS.split_whitespace().filter_map(|pair| {
        let mut both = pair.chars();
        both.next().zip(both.next())
    }));
    let last = |mut c: char| {
        // A form may have a form itself; the longest way in the table has two steps.
        for _ in 0..3 {
            c = forms.get(&c).copied().unwrap_or(c);
        }
        c
    };
    let block = (FIRST..=LAST).map(|code| last(char::from_u32(code).unwrap_or_default())).collect();
    let beyond = forms.keys().filter(|c| !in_block(**c)).map(|c| (*c, last(*c))).collect();
    Table { block, beyond }
});

/// The simplified form of a character; of any other, itself.
pub fn of(c: char) -> char {
    if in_block(c) {
        return TABLE.block[(u32::from(c) - FIRST) as usize];
    }
    // Nothing below the block is a Chinese character but those of its first extension.
    if c < '\u{3400}' { c } else { TABLE.beyond.get(&c).copied().unwrap_or(c) }
}

/// The pairs of the block in the order of their characters, one behind the other: what keyboards write.
pub fn pairs() -> impl Iterator<Item = char> {
    let both = (FIRST..=LAST).filter_map(char::from_u32).zip(&TABLE.block);
    both.filter(|(from, to)| from != *to).flat_map(|(from, to)| [from, *to])
}

fn in_block(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}

/// The character a text consists of.
fn one(text: &str) -> Option<char> {
    let mut all = text.chars();
    all.next().filter(|_| all.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{VARIANTS, of, pairs};

    #[test]
    fn every_form_stays_what_it_is() {
        let all: Vec<char> = pairs().collect();
        assert!(all.len() > 6_000, "{}", all.len());
        for both in all.chunks(2) {
            assert_eq!(of(both[0]), both[1]);
            assert_eq!(of(both[1]), both[1], "{both:?}");
        }
    }

    #[test]
    fn traditional_letters_and_their_variants_have_one_form() {
        for (from, to) in "於儘喫囉甦諸葛遠張劉陳國號東興髙沢辺浜"
            .chars()
            .zip("于尽吃啰苏诸葛远张刘陈国号东兴高泽边浜".chars())
        {
            assert_eq!(of(from), to, "{from}");
        }
        for pair in VARIANTS.split_whitespace() {
            let both: Vec<char> = pair.chars().collect();
            assert_eq!((both.len(), of(both[0])), (2, both[1]), "{pair}");
        }
    }

    #[test]
    fn everything_else_is_its_own_form() {
        for c in "东兴建材a1（）𠮷〇疏醋予".chars() {
            assert_eq!(of(c), c);
        }
    }
}
