//! Words over a column, before a field or above a list that say whose names stand there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::words::COLUMNS;
use super::{bracket_text, is_han, split_bracket};
use crate::model::spelling::{self, one_form};

/// Whose names stand below a heading, by what may become of them on the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// It says no more than that they are names: beside a post they are those of people in office.
    Anyone,
    /// Private persons, who are masked: 户主, 领取人, applicant.
    Private,
    /// Those who are not named at all: 低保户, 残疾人, 学生.
    KeptBack,
}

/// Whose names a heading announces; nothing where it announces none, or those of public roles.
pub fn whose(heading: &str) -> Option<Whose> {
    let (named, bracket) = split_bracket(heading.trim());
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(['/', '／', '、', '或', '及', '\n']);
        parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()).to_string()).collect()
    };
    let all = parts(named).into_iter().chain(parts(bracket_text(bracket)));
    all.filter_map(|part| if part.contains(is_han) { han(&part) } else { latin(&part) }).max()
}

/// Whether a heading says that a post stands below it.
pub fn is_post(heading: &str) -> bool {
    let heading = one_form(heading);
    let posts = COLUMNS.of_heading("post");
    posts.iter().any(|post| heading == *post || post.contains(is_han) && heading.ends_with(post))
}

/// Whether a heading says that persons stand below it where what stands above says whose: 人员, 对象.
pub fn is_below(heading: &str) -> bool {
    COLUMNS.has("below a title", &one_form(heading))
}

/// Whether any word for such persons may stand in a text. It says nothing of who is named there, and is quick.
pub fn may_say(text: &str) -> bool {
    let mut before = '\0';
    let ends = |c: char| {
        let letter = spelling::letters(c).next().unwrap_or(c);
        let pair = (std::mem::replace(&mut before, letter), letter);
        !c.is_ascii() && may_end(pair)
    };
    // `beneficiaries` begins like `beneficiary` but for its end.
    let like = |word: &&str, known: &&str| {
        let stem = known.len() - 1;
        let long = (known.len()..=known.len() + 2).contains(&word.len());
        long && word.as_bytes()[..stem].eq_ignore_ascii_case(&known.as_bytes()[..stem])
    };
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3);
    // 姓　名: blanks align a heading.
    text.chars().filter(|c| !c.is_whitespace()).any(ends)
        || words.any(|word| LATIN.iter().any(|known| like(&word, known)))
}

static LATIN: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lists = ["latin private", "latin kept back", "latin name"];
    lists.iter().flat_map(|list| COLUMNS.of_heading(list)).copied().collect()
});

/// The last two letters of every Chinese word.
static LAST: LazyLock<BTreeSet<(char, char)>> = LazyLock::new(|| {
    let words = ["private", "kept back", "name", "benefits"].map(|list| COLUMNS.of_heading(list));
    let last = |word: &&str| {
        let mut letters = word.chars().rev();
        let last = letters.next()?;
        Some((letters.next()?, last))
    };
    words.into_iter().flatten().filter_map(last).collect()
});

/// Whose word a text ends with; of several the longest.
pub(super) fn persons_at_end(text: &str) -> Option<Whose> {
    let found = |list: &'static str| COLUMNS.endings_of(list, text).map(str::len).max();
    let persons = [(found("kept back"), Whose::KeptBack), (found("private"), Whose::Private)];
    let persons = persons.into_iter().filter_map(|(long, whose)| Some((long?, whose)));
    persons.max().map(|(_, whose)| whose)
}

/// Whether a text ends with what those who are not named at all receive or are: 低保, 大病救助.
pub(super) fn is_benefit(text: &str) -> bool {
    COLUMNS.endings_of("benefits", &one_form(text)).next().is_some()
}

/// Whether two letters may end a word for such persons.
pub(super) fn may_end(pair: (char, char)) -> bool {
    LAST.contains(&pair)
}

fn han(word: &str) -> Option<Whose> {
    let word = one_form(word);
    // Who signs is named by whose signature it is: 领款人签字.
    let signs = COLUMNS.endings_of("signed", &word).max_by_key(|sign| sign.len());
    let signer = signs.and_then(|sign| word.strip_suffix(sign)).filter(|who| !who.is_empty());
    let word = signer.map_or(word.as_str(), |who| who).to_string();
    if let Some(whose) = persons_at_end(&word) {
        return Some(whose);
    }
    // Behind whose names they are stands that they are names.
    let name = COLUMNS.endings_of("name", &word).max_by_key(|name| name.len())?;
    let before = word.strip_suffix(name)?;
    let list = !name.ends_with("姓名") && !name.ends_with("名字");
    let is_public = COLUMNS.endings_of("public", before).next().is_some();
    let of_list = COLUMNS.endings_of("kinds of lists", before).next().is_some();
    match han(before) {
        Some(whose) => Some(whose),
        None if is_public => None,
        None if list && of_list => Some(Whose::KeptBack),
        // 中标单位名单, 参会名单: nobody knows of whom.
        None if list && !before.is_empty() => None,
        None => Some(Whose::Anyone),
    }
}

fn latin(words: &str) -> Option<Whose> {
    let words = words.to_lowercase().replace('_', " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_name = |word: &str| is_of("latin name", word);
    let persons = |word: &str| match word {
        _ if is_of("latin kept back", word) => Some(Whose::KeptBack),
        _ if is_of("latin private", word) => Some(Whose::Private),
        _ => None,
    };
    match words.as_slice() {
        ["full", name] | [name] if is_name(name) => Some(Whose::Anyone),
        [.., word, name] if is_name(name) => persons(word),
        [name, "of", .., word] if is_name(name) => persons(word),
        [.., word] => persons(word),
        [] => None,
    }
}

/// Whether a list holds a word, or what it is many of.
fn is_of(list: &str, word: &str) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let one = word.strip_suffix('s').or_else(|| word.strip_suffix("’")).unwrap_or(word);
    let beneficiary = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    [Some(word), Some(one), beneficiary.as_deref()]
        .into_iter()
        .flatten()
        .any(|word| COLUMNS.has(list, word))
}

#[cfg(test)]
mod tests {
    use super::Whose::{Anyone, KeptBack, Private};
    use super::{is_benefit, is_post, may_say, whose};

    #[test]
    fn a_heading_says_whose_names_stand_below_it() {
        for (is, headings) in [
            (
                Some(Private),
                "户主 户主姓名 农户姓名 领款人签字 户主签字（盖章） 持卡人 承包方代表 种粮大户 受灾户 申请人 低保申请人 姓名（户主） 领取人/代领人 戶主 承租人（姓名） 收款人 老人 补贴对象 \
                 村民 户代表 户内成员 监护人 Applicant beneficiaries tenant_name",
            ),
            (
                Some(KeptBack),
                "低保户 五保户姓名 学生姓名 儿童 残疾人 患者 失独家庭 社区矫正人员 刑满释放人员 涉毒人员 停发低保 低保名单 残疾人名单 困难群众花名册 贫困户（户主） 投诉人 Students",
            ),
            (Some(Anyone), "姓名 姓　名 驾驶员姓名 名单 name"),
            (
                None,
                "负责人 联系人 经办人 审核人 签字 签名 经办人签字 审核人盖章 人员 对象 负责人姓名 法人姓名 村民代表名单 参会名单 入围单位名单 户数 项目名称 村民小组 金额 \
                 分到户 supplier 备注",
            ),
        ] {
            for heading in headings.split_ascii_whitespace() {
                assert_eq!(whose(heading), is, "{heading}");
                assert!(is.is_none() || may_say(heading), "{heading}");
            }
        }
        assert_eq!(whose("Name of applicant"), Some(Private));
        assert_eq!(whose("Project name"), None);
        assert!(is_benefit("本村低保") && may_say("特困：") && !is_benefit("困难"));
        assert!(is_post("现任职务") && is_post("Post") && !is_post("户主"));
        assert!(!may_say("付路灯电费，经办人苏梅，审核人段有年"));
    }
}
