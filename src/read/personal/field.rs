//! Which fields may hold a number that looks like a person's and is another.

use crate::model::money::half_width;
use crate::model::shape::{Field, Type};
use crate::scan::{self, Likely, Personal, Sign};

/// Whether what looks like a personal number is another one by the field it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    No,
    /// It may be one that was put there by mistake.
    Asked,
    Yes,
}

/// A complete, valid ID number is one wherever it stands. A mobile in a field for numbers is asked about.
pub fn passes(of: Type, text: &str, kind: Personal) -> Pass {
    let typed = match of {
        Type::Reference | Type::Voucher => is_number_of_paper(text),
        Type::CreditCode => scan::is_credit_code(text) || is_number_of_paper(text),
        of => is_amount(of),
    };
    match kind {
        Personal::IdNumber if matches!(of, Type::CreditCode) && scan::is_credit_code(text) => {
            Pass::Yes
        }
        Personal::IdNumber => Pass::No,
        Personal::Mobile if typed && !scan::is_credit_code(text) => Pass::Asked,
        _ if typed => Pass::Yes,
        _ => Pass::No,
    }
}

/// Fields that hold an amount. Nothing in a village is counted or measured in eleven digits: there it is a number that was
/// put into the wrong field.
pub fn is_amount(of: Type) -> bool {
    matches!(of, Type::Money)
}

/// Whether a likely number is one in such a field: figures of any form make the number of a paper.
pub fn is_asked(of: Type, text: &str, one: &Likely) -> bool {
    match of {
        Type::Text | Type::ChoiceOr(_) | Type::Texts | Type::Person | Type::Party => true,
        Type::Reference | Type::Voucher => {
            // A mobile is asked about here however it is parted; figures in other forms are those of several papers.
            let mobile = one.kind == Personal::Mobile && one.sign == Sign::Form;
            matches!(one.sign, Sign::Slip | Sign::Almost) || mobile || !is_number_of_paper(text)
        }
        _ => false,
    }
}

/// A number of a paper is letters, digits and the few words such numbers are made with; a sentence about someone is not.
fn is_number_of_paper(text: &str) -> bool {
    const WORDS: &str = "记收付转银现字第号凭证票据合同编发款入账专普电子税务局至及等回单工资表支借领报销拨缴财流水存取备公网安";
    const MARKS: &str = "-/#.№_()（）〔〕[]:、,，－— ";
    let of_paper =
        |c: char| half_width(c).is_ascii_alphanumeric() || WORDS.contains(c) || MARKS.contains(c);
    text.chars().count() <= 64 && text.chars().all(of_paper)
}

/// What a field of telephones is called.
pub const PHONE: &str = "电话";

/// The fewest letters that may be a number of a person: a mobile has eleven digits, an ID number with some missing fourteen.
const NUMBER_MIN_CHARS: usize = 11;
const LONG_NUMBER_MIN_CHARS: usize = 14;

/// What a field is called, where that names the numbers of persons and the text may hold one: 联系电话 in a kind of a county's
/// own, and whom to ask. A field that is no text is called so where it names an ID number or a card: 银行卡号 of type `paper`.
pub fn called(field: &Field, text: &str) -> Option<&'static str> {
    let words = matches!(field.of, Type::Text | Type::ChoiceOr(_) | Type::Texts | Type::Party);
    let heads = |name: &&str| match words {
        true => scan::heads_a_number(Personal::IdNumber, name),
        false => scan::names_of_field(name).is_some(),
    };
    let least = if words { NUMBER_MIN_CHARS } else { LONG_NUMBER_MIN_CHARS };
    match field.name {
        _ if text.chars().count() < least => None,
        "ask" if words => Some(PHONE),
        _ => [field.words.zh, field.words.en].into_iter().find(heads),
    }
}
