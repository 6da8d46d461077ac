//! What stands in a cell and is no value of its own: marks for the cell above, and what a spreadsheet lost.

use super::said::Words;
use super::shape::Type;

/// Why a text is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// `〃`, `同上`: what the cell above says.
    Ditto,
    /// `2.43E+11`, `24312000000000000000`: a number of a paper that a spreadsheet took for an amount; its last digits are
    /// gone.
    Digits,
    /// `#REF!`, `####`: a formula that failed, or a number too wide for its column.
    Broken,
}

const DITTO: &[&str] =
    &["〃", "″", "\"", "''", "“", "”", "同上", "同前", "同上行", "ditto", "Ditto", "々", "——〃——"];

impl Unsaid {
    /// What stands in a field of this type instead of a value. An amount as `2E+3` is told as an amount.
    pub fn instead_of(of: Type, text: &str) -> Option<Unsaid> {
        let as_written = matches!(
            of,
            Type::Text
                | Type::ChoiceOr(_)
                | Type::Reference
                | Type::CreditCode
                | Type::Phone
                | Type::Person
                | Type::Party
                | Type::Voucher
        );
        Unsaid::of(text).filter(|unsaid| *unsaid != Unsaid::Digits || as_written)
    }

    /// What a text is instead of a value, if it is none.
    fn of(text: &str) -> Option<Unsaid> {
        if text.len() > 24 {
            return None;
        }
        if DITTO.contains(&text) {
            return Some(Unsaid::Ditto);
        }
        (is_broken(text).then_some(Unsaid::Broken))
            .or((is_scientific(text) || is_rounded(text)).then_some(Unsaid::Digits))
    }

    pub fn words(self) -> Words {
        match self {
            Unsaid::Ditto => Words::new("是“同上”的记号", "is a mark for the cell above"),
            Unsaid::Digits => Words::new(
                "是表格软件改过的数，后面几位已经丢了",
                "is what a spreadsheet made of a number: its last digits are lost",
            ),
            Unsaid::Broken => Words::new(
                "是表格里算错或显示不下的记号",
                "is what a spreadsheet shows where a formula failed or a column is too narrow",
            ),
        }
    }

    pub fn remedy(self) -> Words {
        match self {
            Unsaid::Ditto => {
                Words::new("把内容写出来，每一格都写", "write out what is meant, in every cell")
            }
            Unsaid::Digits => Words::new(
                "先把这一列的格式设成文本，再照原件重新填一遍",
                "set the column to text, then write the number anew from the paper",
            ),
            Unsaid::Broken => Words::new(
                "在表格里改好这一格，或照原件写出来",
                "mend the cell in the spreadsheet, or write it from the paper",
            ),
        }
    }
}

/// `2.43188E+11`.
fn is_scientific(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    // `3E12` may be the number of a paper.
    let bare = if number.contains('.') { power } else { "" };
    digits(power.strip_prefix('+').unwrap_or(bare)) && digits(whole) && digits(part)
}

/// More digits than a spreadsheet keeps, and zeros where it kept none. Shorter ones may end so by chance.
fn is_rounded(text: &str) -> bool {
    const KEPT: usize = 15;
    const SURE: usize = 19;
    let (digits, text) = (text.bytes().all(|b| b.is_ascii_digit()), text.as_bytes());
    digits && text.len() >= SURE && text[0] != b'0' && text[KEPT..].iter().all(|b| *b == b'0')
}

fn is_broken(text: &str) -> bool {
    const NAMES: &[&str] =
        &["#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!", "#SPILL!", "#CALC!"];
    let too_wide = text.len() > 2 && text.bytes().all(|b| b == b'#');
    too_wide
        || NAMES.contains(&text)
        || text.strip_prefix("Err:").is_some_and(|n| n.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_lost_values_are_no_values() {
        for text in ["〃", "同上", "\""] {
            assert_eq!(Unsaid::of(text), Some(Unsaid::Ditto), "{text}");
        }
        for text in [
            "2.43E+11",
            "2.43188e+19",
            "3E+10",
            "2.43e11",
            "1.5E3",
            "24312000000000000000",
            "1234567890123450000",
        ] {
            assert_eq!(Unsaid::of(text), Some(Unsaid::Digits), "{text}");
        }
        for text in ["#N/A", "########", "#DIV/0!", "Err:502"] {
            assert_eq!(Unsaid::of(text), Some(Unsaid::Broken), "{text}");
        }
        for text in [
            "记-001",
            "3E12",
            "E+11",
            "#3 水泵",
            "##",
            "见同上所述",
            "1.5",
            "24318801",
            "2.4E+",
            "24312000000123456789",
            "243120000000000000",
            "00000000000000000000",
        ] {
            assert_eq!(Unsaid::of(text), None, "{text}");
        }
    }
}
