//! Which number of a person a clause, a heading or a field names: an ID number, a card, a mobile.

use super::Personal;
use super::words::{
    CARDS, CONTACT, CONTACT_ENGLISH, COSTS, has_english, is_between, name_a_paper, name_a_sum,
};

/// What an ID number is called, a certificate apart: 身份证明.
const IDENTITY: [&str; 24] = [
    "身份证",
    "公民身份",
    "身份号",
    "证件号",
    "身份證",
    "id number",
    "id no",
    "id card",
    "idcard",
    "identity number",
    "identity no",
    "identity card",
    "national id",
    "social security number",
    "social security no",
    // These are the ID number itself, that of the disabled with two digits behind it.
    "社会保障号",
    "社會保障號",
    "社保号",
    "医保号",
    "残疾证号",
    "残疾人证号",
    "残疾证编号",
    "驾驶证号",
    "居住证号",
];
const NUMBERS_OF_CARDS: [&str; 8] = [
    "账号",
    "帐号",
    "帳號",
    "card no",
    "card number",
    "account no",
    "account number",
    "bank account",
];

/// Which number of a person the clause right before a place names last: `身份证号（户主）：`.
pub(super) fn names_before(before: &str, long: bool) -> Option<Personal> {
    const FAR_CHARS: usize = 40;
    let rest = before.trim_end_matches(is_between);
    let ends = |c: char| "，,。；;！？!?\n\r|\t".contains(c);
    let clause = rest.rsplit(ends).next().unwrap_or_default().to_lowercase();
    let (kind, end) = named_last(&clause, long)?;
    (clause[end..].chars().count() <= FAR_CHARS).then_some(kind)
}

/// The same right behind the place, in brackets mostly: `（身份证号）`.
pub(super) fn names_behind(after: &str) -> Option<Personal> {
    let rest = after.trim_start_matches(['（', '(', ' ']);
    rest.starts_with("身份证号").then_some(Personal::IdNumber)
}

/// The same of a heading, none of a sum; of a long one by its ends.
pub(super) fn names_below(heading: &str, long: bool) -> Option<Personal> {
    parts_of_heading(heading).into_iter().find_map(|part| {
        let other = name_a_sum(part) || name_a_paper(part);
        named_last(&part.to_lowercase(), long).filter(|_| !other).map(|(kind, _)| kind)
    })
}

/// Which number of a person a field holds by its own words, a telephone apart.
pub fn names_of_field(words: &str) -> Option<Personal> {
    names_below(words, true)
}

/// What of a heading may name a number: all of a short one; of a long one, which explains itself (持卡人的银行卡号（与户主一致，…）), how
/// it begins and how it ends before a bracket.
pub(super) fn parts_of_heading(heading: &str) -> [&str; 2] {
    const LONGEST_CHARS: usize = 24;
    const END_CHARS: usize = 12;
    if heading.chars().count() <= LONGEST_CHARS {
        return [heading, ""];
    }
    let named = heading.split(['（', '(', '[', '【']).next().unwrap_or_default().trim_end();
    let first = heading.char_indices().nth(END_CHARS).map_or(heading.len(), |(at, _)| at);
    let last = named.char_indices().rev().nth(END_CHARS - 1).map_or(0, |(at, _)| at);
    [&named[last..], &heading[..first]]
}

/// Whether a word for a person's number stands anywhere in the text.
pub(super) fn name_a_person(text: &str) -> bool {
    let small = text.to_lowercase();
    let mut words = IDENTITY.iter().chain(&CARDS).chain(&NUMBERS_OF_CARDS).chain(&CONTACT);
    words.any(|word| small.contains(word)) || small.contains("phone") || small.contains("mobile")
}

/// The same in an address or before it: `?phone=`, `/tel/`.
pub(super) fn name_a_person_in_address(text: &str) -> bool {
    let other = |word: &str| matches!(word, "card" | "account" | "idcard");
    name_a_person(text) || has_english(text, |word| CONTACT_ENGLISH.contains(&word) || other(word))
}

/// The number named last in a text of small letters, and where its name ends; words of contact name no `long` one.
fn named_last(text: &str, long: bool) -> Option<(Personal, usize)> {
    let last = |kind: Personal, words: &mut dyn Iterator<Item = &&str>| {
        // A grid number is no ID number.
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let begins = |at: &usize| {
            let (before, word) = text.split_at(*at);
            !(latin(before.chars().next_back()) && latin(word.chars().next()))
        };
        let ends = words.filter_map(|word| {
            let mut places = text.rmatch_indices(*word).map(|(at, _)| at);
            places.find(begins).map(|at| at + word.len())
        });
        ends.max().map(|end| (kind, end))
    };
    let identity = last(Personal::IdNumber, &mut IDENTITY.iter())
        .filter(|(_, end)| !text[*end..].starts_with('明'));
    let card = last(Personal::BankCard, &mut CARDS.iter().chain(&NUMBERS_OF_CARDS))
        .filter(|_| !text.contains("对公"));
    let mobile = last(Personal::Mobile, &mut CONTACT.iter().chain(&["phone", "mobile"]))
        .filter(|(_, end)| !long && !text[*end..].starts_with(COSTS));
    // Where both are named either may follow: 身份证号、银行卡号, ID card number.
    let card = card.map(|(kind, end)| (identity.map_or(kind, |(known, _)| known), end));
    [identity, card, mobile].into_iter().flatten().max_by_key(|(_, end)| *end)
}

#[cfg(test)]
mod tests {
    use super::{names_of_field, parts_of_heading};
    use crate::scan::Personal;

    #[test]
    fn a_field_and_a_long_heading_name_a_number_by_their_words() {
        let long = "持卡人的银行卡号（须与户口簿上的户主姓名一致，不一致的先到村里说明）";
        assert!(parts_of_heading(long)[0].ends_with("银行卡号"));
        for (words, kind) in [
            ("身份证号", Some(Personal::IdNumber)),
            ("社会保障号码", Some(Personal::IdNumber)),
            ("社保卡号", Some(Personal::BankCard)),
            ("残疾人证号", Some(Personal::IdNumber)),
            ("National ID", Some(Personal::IdNumber)),
            ("bank account", Some(Personal::BankCard)),
            (long, Some(Personal::BankCard)),
            (
                "公民身份号码（十八位，末位是字母的用大写，不知道的不要填写）",
                Some(Personal::IdNumber),
            ),
            ("对公账号", None),
            ("账户余额", None),
            ("宗地代码", None),
            ("grid number", None),
            ("村民代表们可以在每个工作日持身份证到村委会领取并且签字的说明", None),
        ] {
            assert_eq!(names_of_field(words), kind, "{words}");
        }
    }
}
