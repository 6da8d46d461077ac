//! What is said of a scalar that cannot be read as its field: the same in YAML and in CSV.

use crate::finding::{Rule, rules};
use crate::model::Said;
use crate::model::shape::{Field, Type};
use crate::model::unsaid::Unsaid;

/// The rule, what was found, and what to write instead.
pub fn misread(field: &Field, text: &str, expected: &Said) -> (&'static Rule, Said, Said) {
    if let Some(unsaid) = Unsaid::instead_of(field.of, text.trim()) {
        let (words, remedy) = (unsaid.words(), unsaid.remedy());
        let rule = match unsaid {
            Unsaid::Ditto => &rules::DITTO_MARK,
            Unsaid::Digits | Unsaid::Broken => &rules::VALUE_LOST,
        };
        let said = Said::new(
            format!("{}写的 `{text}` {}", field.words.zh, words.zh),
            format!("`{text}`, as `{}`, {}", field.name, words.en),
        );
        return (rule, said, Said::new(remedy.zh, remedy.en));
    }
    let rule = match field.of {
        Type::Money => &rules::INVALID_MONEY,
        Type::Date => &rules::INVALID_DATE,
        Type::Period => &rules::INVALID_PERIOD,
        Type::Count | Type::Households => &rules::INVALID_COUNT,
        Type::Quantity(_) => &rules::INVALID_QUANTITY,
        Type::Voucher => &rules::INVALID_REFERENCE,
        Type::Choice(_) | Type::ChoiceOr(_) | Type::Flag => &rules::UNKNOWN_CHOICE,
        _ => &rules::WRONG_TYPE,
    };
    let said = Said::new(
        format!("`{text}` 不能作为{}", field.words.zh),
        format!("`{text}` cannot be read as `{}`", field.name),
    );
    let help = Said::new(format!("应是{}", expected.zh), format!("write {}", expected.en));
    (rule, said, help)
}
