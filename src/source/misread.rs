//! What is said of a scalar that cannot be read as its field: the same in YAML and in CSV.

use crate::finding::{Rule, rules};
use crate::model::Said;
use crate::model::shape::{Field, Shape, Type};
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

/// What belongs into a field; of a choice the words there are.
pub fn expected(of: Type) -> Said {
    let (Type::Choice(choices) | Type::ChoiceOr(choices)) = of else {
        return Said::new(of.expected().zh, of.expected().en);
    };
    let zh: Vec<_> = choices.iter().map(|choice| choice.words.zh).collect();
    let en: Vec<_> = choices.iter().map(|choice| choice.key).collect();
    Said::new(format!("其中之一：{}", zh.join("、")), format!("one of {}", en.join(", ")))
}

/// The declared name nearest to what was written, if any is near enough to be meant.
pub fn nearest(text: &str, shape: &'static Shape) -> Option<&'static str> {
    let names = shape.fields().flat_map(|field| [field.name, field.words.zh]);
    let best = names.map(|name| (strsim::normalized_damerau_levenshtein(text, name), name));
    best.filter(|(near, _)| *near >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}
