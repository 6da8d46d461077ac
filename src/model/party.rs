//! Counterparties: who is a natural person, and how a person's name is masked.
//!
//! Section 5 of the domain brief: firms and bodies appear in full, natural persons masked, and
//! whatever is not surely an organisation counts as a person.

mod names;

pub use names::Names;
pub(super) use names::is_unseen;

/// What a counterparty is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// 自然人: masked wherever the name is published.
    Person,
    /// 企业、个体工商户、合作社: published in full.
    Firm,
    /// 机关、学校、村组: published in full.
    Body,
}

const FIRM_ENDINGS: &str = "\
    公司 合作社 信用社 供销社 旅行社 农家乐 银行 分行 支行 商行 车行 超市 商场 市场 农场 林场 \
    牧场 渔场 养殖场 饭馆 宾馆 茶馆 集团 联合体 工作室 事务所 工程队 施工队 运输队 农机队 加油站 \
    维修站 收购站";

const BODY_ENDINGS: &str = "\
    委员会 村委会 居委会 监委会 理事会 监事会 协会 商会 学会 基金会 联合会 工会 妇联 政府 党委 \
    党支部 党总支 街道 街道办 办事处 办公室 管理处 社区 学校 小学 中学 大学 学院 幼儿园 \
    敬老院 养老院 卫生院 医院 法院 检察院 研究院 设计院 卫生室 卫生站 服务站 水利站 农技站 \
    派出所 财政所 司法所 供电所 自来水站 税务所 中心 镇政府 县政府 乡政府 市政府 \
    村小学";

/// Endings of one character also end given names (王知行, 刘学局) and what a clerk writes behind a name (黄建国二组,
/// 黄建国代办): an organisation only in a name of five characters or more, and places not at all.
const SHORT_FIRM_ENDINGS: &str = "厂 店 部 铺 行 场 馆 社 队 坊";
const SHORT_BODY_ENDINGS: &str = "局 站 所";

const ENGLISH_FIRMS: &str = "ltd co inc llc llp corp limited company corporation";

/// Guesses from the name what a counterparty is, for the line where the clerk did not say.
///
/// Only known endings of organisations lead away from [`PartyKind::Person`]; several names in one
/// field are an organisation only if each is one.
pub fn kind_of(name: &str) -> PartyKind {
    // The comma of `Co., Ltd` parts no names.
    let form = |n: &str| {
        let word = n.trim().trim_end_matches('.').to_ascii_lowercase();
        word.is_empty() || matches!(word.as_str(), "ltd" | "inc" | "llc" | "limited")
    };
    let mut kinds = name.split(between_persons).filter(|n| !form(n)).map(kind_of_one);
    let first = kinds.next().unwrap_or(PartyKind::Person);
    if kinds.any(|kind| kind == PartyKind::Person) { PartyKind::Person } else { first }
}

fn kind_of_one(name: &str) -> PartyKind {
    let (name, bracket) = split_bracket(name.trim());
    // A blank or a dash inside parts a name from something else, or aligns a name.
    let parted = is_han_name(name.trim()) && name.trim().contains([' ', '\u{3000}', '-', '—']);
    if parted {
        return PartyKind::Person;
    }
    if !bracket.is_empty() && !is_harmless(bracket_text(bracket)) {
        return PartyKind::Person;
    }
    kind_by_ending(name.trim())
}

fn kind_by_ending(name: &str) -> PartyKind {
    if let Some(kind) = english_kind(name) {
        return kind;
    }
    if is_group(name) {
        return PartyKind::Body;
    }
    let long = name.chars().count();
    // The village's own cooperative ends like the farmers' one but is a body. 李家村 and 二组 are
    // places although they are short.
    let collective = listed("经济合作社 经济联合社").any(|e| name.ends_with(e));
    let hamlet = long == 3 && listed("家村 庄村 里村 上村 下村").any(|e| name.ends_with(e));
    let group = name.strip_suffix('组').is_some_and(|n| !n.is_empty() && n.chars().all(is_numeral));
    if collective || hamlet || group {
        return PartyKind::Body;
    }
    // 李中心 and 王学会 are persons too: an ending of two characters needs two before it, one of
    // three is a name by itself (村委会).
    let long_for = |ending: &str| if ending.chars().count() == 2 { 4 } else { 3 };
    let ends = |endings| listed(endings).any(|e| name.ends_with(e) && long >= long_for(e));
    let longer = long >= 5;
    if ends(BODY_ENDINGS) {
        PartyKind::Body
    } else if ends(FIRM_ENDINGS) {
        PartyKind::Firm
    } else if longer && ends(SHORT_BODY_ENDINGS) {
        PartyKind::Body
    } else if longer && ends(SHORT_FIRM_ENDINGS) {
        PartyKind::Firm
    } else {
        PartyKind::Person
    }
}

/// Many people and nobody by name: 村民, 全体党员, 保洁员 3 人.
const GROUPS: &str = "\
    村民 居民 群众 农户 住户 租户 散户 各户 各组 业主 商户 摊主 民工 工人 零工 临时工 职工 学生 老人 \
    老年人 党员 老党员 干部 村干部 村组干部 代表 村民代表 志愿者 保洁员 护林员 网格员 脱贫户 受灾户";

/// Whether the field names a group of people, with or without their number, and no person.
fn is_group(name: &str) -> bool {
    let bare =
        name.trim_end_matches(['人', '户', '名', '家']).trim_end_matches(is_numeral).trim_end();
    let bare = bare.strip_suffix('等').unwrap_or(bare);
    let bare =
        ["全体", "本村", "各组", "全村"].iter().find_map(|w| bare.strip_prefix(w)).unwrap_or(bare);
    listed(GROUPS).any(|group| group == bare || group == name)
}

fn listed(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split_whitespace()
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇一二两三四五六七八九十百余多第".contains(c)
}

fn english_kind(name: &str) -> Option<PartyKind> {
    let word = name.rsplit([' ', ',', '.']).find(|word| !word.is_empty())?.to_ascii_lowercase();
    if name.eq_ignore_ascii_case(&word) {
        return None;
    }
    listed(ENGLISH_FIRMS).any(|w| w == word).then_some(PartyKind::Firm)
}

/// Surnames of two characters, the ones still borne and the ones of the old books.
const COMPOUND_SURNAMES: &str = "\
    欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 长孙 宇文 司徒 夏侯 端木 轩辕 钟离 独孤 \
    南宫 西门 闻人 申屠 濮阳 淳于 单于 太叔 公冶 宗政 赫连 澹台 公羊 公西 漆雕 乐正 壤驷 谷梁 \
    穀梁 拓跋 拓拔 夹谷 宰父 段干 颛孙 巫马 公良 亓官 司寇 司空 子车 微生 达奚 褚师 万俟 百里 \
    东郭 南郭 西郭 北郭 东门 南门 北门 左丘 梁丘 闾丘 羊舌 呼延 鲜于 仲孙 叔孙 季孙 孟孙 第五 \
    太史 相里 屈突 尔朱 斛律 纳兰 完颜 富察 叶赫 哥舒 贺若 侯莫 即墨 墨台 东宫 阳佟 欧陽 司馬 \
    諸葛 東方 尉遲 公孫 長孫 鐘離 范姜";

/// The name as it is published: 张三 → 张*, 张小明 → 张*明, 欧阳明 → 欧阳*.
///
/// A compound surname stays; a name of three or four characters keeps its last as well; a name
/// with `·` or in Latin letters keeps only its first letter. Several names in one field are masked
/// one by one. A bracket at the end stays where it holds a place or an office, otherwise it is
/// starred too. A name with `*` or 某 was masked before and comes back as it is.
pub fn mask(name: &str) -> String {
    let name = name.trim();
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find(between_persons) {
        let mark = rest[at..].chars().next().map_or(0, char::len_utf8);
        push_masked(&mut out, &rest[..at]);
        out.push_str(&rest[at..at + mark]);
        rest = &rest[at + mark..];
    }
    push_masked(&mut out, rest);
    out
}

/// Masks one name with what surrounds it: blanks, a bracket, 等5人.
fn push_masked(out: &mut String, part: &str) {
    let core = part.trim();
    let lead = part.len() - part.trim_start().len();
    out.push_str(&part[..lead]);
    let (named, bracket) = split_bracket(core);
    let (named, others) = split_others(named.trim_end());
    if is_masked(named) {
        out.push_str(named);
    } else {
        out.push_str(&mask_one(named));
    }
    out.push_str(others);
    let inside = bracket_text(bracket);
    if is_harmless(inside) {
        out.push_str(bracket);
    } else {
        out.push_str(&bracket.replace(inside, &"*".repeat(letters(inside).len())));
    }
    out.push_str(&part[lead + core.len()..]);
}

/// Whether a name was masked before: 张*, 张*明, 左某. More letters than a surname and one are no mask.
fn is_masked(name: &str) -> bool {
    let letters = letters(name);
    let shown = letters.iter().filter(|l| l.starts_with(char::is_alphanumeric)).count();
    let starred = letters.iter().any(|l| matches!(*l, "*" | "＊"));
    // A star after a whole name hides nothing.
    let hides = matches!(letters.get(1..3), Some(next) if next.iter().any(|l| matches!(*l, "*" | "＊")))
        || matches!(letters.get(1), Some(&("*" | "＊")));
    let some = letters.len() <= 3 && matches!(letters.get(1), Some(&"某"));
    letters.is_empty() || some || (starred && hides && shown <= 2)
}

fn mask_one(name: &str) -> String {
    if is_han_name(name) {
        return mask_han(&solid(name));
    }
    let mut shown = false;
    let mut out = String::with_capacity(name.len());
    for letter in letters(name) {
        if !letter.starts_with(char::is_alphanumeric) {
            out.push_str(letter);
        } else if shown {
            out.push('*');
        } else {
            out.push_str(letter);
            shown = true;
        }
    }
    out
}

fn is_han_name(name: &str) -> bool {
    name.chars().any(is_han) && !name.contains(is_middle_dot)
}

/// A Chinese name without the blanks that typists set to align a column: 张　三.
fn solid(name: &str) -> String {
    let blank = |c: char| is_han_name(name) && c.is_whitespace();
    name.chars().filter(|c| !blank(*c)).collect()
}

fn mask_han(name: &str) -> String {
    let letters = letters(name);
    let compound = listed(COMPOUND_SURNAMES).any(|surname| name.starts_with(surname));
    let head = if compound && letters.len() > 2 { 2 } else { 1 };
    let tail = usize::from(head == 1 && matches!(letters.len(), 3 | 4));
    // A lone surname gets a star as well, so that it does not look like a whole name.
    let stars = letters.len().saturating_sub(head + tail).max(1);
    letters[..head.min(letters.len())].concat()
        + &"*".repeat(stars)
        + &letters[letters.len() - tail..].concat()
}

/// What stands between two names in one field.
fn between_persons(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '\n')
}

fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '．')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The letters as a reader counts them: combining marks and variation selectors belong to the
/// character before.
fn letters(text: &str) -> Vec<&str> {
    let joins = |c: char| {
        matches!(c, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{20D0}'..='\u{20FF}' | '\u{E0100}'..='\u{E01EF}')
    };
    let mut starts: Vec<usize> =
        text.char_indices().filter(|(at, c)| *at == 0 || !joins(*c)).map(|(at, _)| at).collect();
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

/// The name and the bracket at its end, brackets included; the bracket may be empty.
fn split_bracket(name: &str) -> (&str, &str) {
    let open = name.ends_with(['）', ')']).then(|| name.find(['（', '('])).flatten();
    name.split_at(open.filter(|at| *at > 0).unwrap_or(name.len()))
}

fn bracket_text(bracket: &str) -> &str {
    bracket.trim_matches(['（', '(', '）', ')'])
}

/// A bracket that says where or in what office, and so names nobody.
fn is_harmless(inside: &str) -> bool {
    const OFFICES: &str = "代 代领 代办 户主 会计 出纳 组长 书记 主任 队长 个体 个人独资 普通合伙 \
        有限合伙 特殊普通合伙";
    inside.is_empty()
        || listed(OFFICES).any(|o| o == inside)
        || inside.strip_suffix('组').is_some_and(|n| !n.is_empty() && n.chars().all(is_numeral))
        || listed("村民委员会 居民委员会")
            .any(|o| inside.ends_with(o) && inside.chars().count() <= 9)
}

/// The name and 等5人, 等二户 or 等 after it.
fn split_others(name: &str) -> (&str, &str) {
    let count = name.trim_end_matches(['人', '户', '名', '家']);
    let bare = count.trim_end_matches(is_numeral);
    match bare.strip_suffix('等') {
        Some(named) if letters(named.trim()).len() > 1 => name.split_at(named.len()),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests;
