//! Words that stand beside numbers: of contact, identity and persons, of sums and counted things.

use std::borrow::Cow;

use super::Personal;
use super::identity::parts_of_heading;
pub(super) use super::paper::{behind_serial, name_a_paper};

/// What says that a number may be somebody's.
const PERSONAL: [&str; 36] = [
    "电话",
    "手机",
    "联系",
    "微信",
    "致电",
    "拨打",
    "来电",
    "短信",
    "热线",
    "身份证",
    "证件",
    "公民身份",
    "卡号",
    "银行卡",
    "账号",
    "帐号",
    "账户",
    "帐户",
    "姓名",
    "户主",
    "户名",
    "收款人",
    "开户",
    "本人",
    "先生",
    "女士",
    "同志",
    "师傅",
    "大爷",
    "大娘",
    "村民",
    "書記",
    "電話",
    "手機",
    "聯繫",
    "身份證",
];

/// The same in English, as whole words.
const PERSONAL_ENGLISH: [&str; 17] = [
    "phone",
    "telephone",
    "mobile",
    "cell",
    "tel",
    "call",
    "contact",
    "wechat",
    "whatsapp",
    "identity",
    "id",
    "card",
    "account",
    "name",
    "mr",
    "ms",
    "mrs",
];

/// What a mobile is called, and what makes a cost or a thing of it right behind: 电话费.
pub(super) const CONTACT: [&str; 12] = [
    "电话", "手机", "联系", "微信", "致电", "拨打", "来电", "短信", "热线", "電話", "手機", "聯繫",
];
pub(super) const COSTS: [char; 10] = ['费', '費', '补', '補', '亭', '杆', '线', '会', '局', '机'];
pub(super) const CONTACT_ENGLISH: [&str; 8] =
    ["phone", "telephone", "mobile", "tel", "call", "contact", "wechat", "whatsapp"];

/// What cards and the numbers of persons are called.
pub(super) const CARDS: [&str; 8] =
    ["卡号", "银行卡", "社保卡", "一卡通", "一折通", "存折", "借记卡", "卡號"];
const ACCOUNTS: [&str; 14] = [
    "账号",
    "帐号",
    "账户",
    "帐户",
    "身份",
    "证件",
    "證件",
    "开户",
    "帳號",
    "社会保障号",
    "社保号",
    "医保号",
    "残疾证",
    "残疾人证",
];
const CARDS_ENGLISH: [&str; 4] = ["card", "account", "identity", "id"];

/// What makes an amount or a count of a heading: 账户余额, 电话费.
const SUMS: [&str; 22] = [
    "预算", "决算", "余额", "金额", "总额", "数额", "合计", "小计", "总计", "收入", "支出", "投资",
    "资金", "结余", "价值", "原值", "净值", "费", "款", "补贴", "数", "额",
];

/// Counted or measured things right behind figures.
const UNITS: [&str; 23] = [
    "元", "户", "亩", "吨", "公斤", "千克", "度", "方", "立方", "平方", "米", "人", "次", "页",
    "万", "株", "棵", "头", "只", "份", "条", "%", "％",
];

/// A text without the blanks and ends of lines between Chinese characters, so that a word set letter by letter or cut by a
/// cell's end is one.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    let han = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let inside = |at: usize| {
        han(text[..at].trim_end().chars().next_back())
            && han(text[at..].trim_start().chars().next())
    };
    if !text.contains(char::is_whitespace) {
        return Cow::Borrowed(text);
    }
    let kept = text.char_indices().filter(|(at, c)| !(c.is_whitespace() && inside(*at)));
    Cow::Owned(kept.map(|(_, c)| c).collect())
}

/// Whether a word of contact, identity or a person stands before or right behind the place.
pub(super) fn is_personal(before: &str, after: &str) -> bool {
    let found = |text: &str| {
        PERSONAL.iter().any(|word| text.contains(word))
            || has_english(text, |word| PERSONAL_ENGLISH.contains(&word))
    };
    found(before) || found(after)
}

pub(super) fn has_english(text: &str, is_one: impl Fn(&str) -> bool) -> bool {
    text.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphabetic()).any(is_one)
}

/// Whether a word near the place calls such a number by its name, so that any grouping of it will do.
pub(super) fn name_a_number(kind: Personal, before: &str, after: &str) -> bool {
    let mobile = |text: &str| {
        CONTACT
            .iter()
            .any(|word| text.match_indices(word).any(|(at, _)| is_contact(text, at, word)))
            || has_english(text, |word| CONTACT_ENGLISH.contains(&word))
    };
    let other = |text: &str| {
        CARDS
            .iter()
            .chain(&ACCOUNTS)
            .any(|word| text.match_indices(word).any(|(at, _)| is_account(text, at, word)))
            || has_english(text, |word| CARDS_ENGLISH.contains(&word))
    };
    let found = |text: &str| match kind {
        Personal::Mobile => mobile(text),
        Personal::BankCard => other(text),
        Personal::IdNumber | Personal::OldIdNumber => mobile(text) || other(text),
    };
    found(before) || found(after)
}

/// Whether the heading of a column says that such numbers stand below it.
pub fn heads_a_number(kind: Personal, heading: &str) -> bool {
    let heads = |part: &&str| name_a_number(kind, part, "") && !name_a_sum(part);
    parts_of_heading(heading).iter().any(heads)
}

/// Whether a word for cards, or for the numbers of accounts, stands in the text.
pub(super) fn name_a_card(text: &str) -> bool {
    CARDS.iter().chain(&["账号", "帐号", "帳號"]).any(|word| text.contains(word))
        || has_english(text, |word| word == "card")
}

/// Whether the words that end here name an amount.
pub(super) fn name_a_sum(before: &str) -> bool {
    let rest = without_remark(before.trim_end_matches(is_between));
    SUMS.iter().any(|word| rest.ends_with(word))
}

/// A name without the remark in brackets behind it: 业务编号（回单）.
pub(super) fn without_remark(text: &str) -> &str {
    const LONGEST: usize = 30;
    let open = text.strip_suffix(['）', ')']).and_then(|rest| rest.rfind(['（', '(']));
    open.filter(|at| text.len() - at <= LONGEST).map_or(text, |at| &text[..at])
}

/// Whether the word of contact at this place is none of a cost or a thing.
fn is_contact(text: &str, at: usize, word: &str) -> bool {
    !text[at + word.len()..].starts_with(COSTS)
}

/// Whether the word of an account at this place is none of a bank or of what the account holds.
fn is_account(text: &str, at: usize, word: &str) -> bool {
    let rest = &text[at + word.len()..];
    // Headings stand beside each other: 卡号 金额.
    let of_it = rest.starts_with(['行', '银']) || SUMS.iter().any(|sum| rest.starts_with(sum));
    !(word.ends_with('户') && of_it)
}

/// Whether such a word stands right before the place: `手机号：`.
pub(super) fn call_it_so(before: &str) -> bool {
    let rest = before.trim_end_matches(|c| is_between(c) || "号码".contains(c));
    let english = rest.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    CONTACT.iter().chain(&CARDS).chain(&ACCOUNTS).any(|word| rest.ends_with(word))
        || rest.ends_with("身份证")
        || CONTACT_ENGLISH.contains(&&*english.to_ascii_lowercase())
}

/// Whether the figures are counted things or numbers in a row: `第138、1234、5678号`.
pub(super) fn are_figures(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    before.trim_end().ends_with('第') || UNITS.iter().any(|unit| after.starts_with(unit))
}

/// Whether the words before a decimal say that it is a place on the map.
pub(super) fn name_a_coordinate(before: &str) -> bool {
    const WORDS: [&str; 9] =
        ["东经", "北纬", "经度", "纬度", "坐标", "東經", "北緯", "longitude", "latitude"];
    let rest = before.trim_end_matches(|c: char| !c.is_alphabetic());
    let small = rest.to_ascii_lowercase();
    WORDS.iter().any(|word| small.ends_with(word))
}

/// What may stand between a name and its number, or between two numbers.
pub(super) fn is_between(c: char) -> bool {
    c.is_whitespace() || "：:、，,;；和及与及为是至（(“\"'【[`*|=№#.".contains(c)
}
