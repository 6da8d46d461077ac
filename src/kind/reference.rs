//! The reference of fields, `docs/reference/fields.md`, made from the declarations.

use crate::model::shape::{Choice, Field, Shape, Type};

const OPENING: &str = "\
<!-- Made from the declarations in src/kind; a test holds it fresh. Do not edit by hand. -->
# Fields / 字段

A key may be written in English or by its Chinese name: `amount:` and `金额:` are one field, in YAML and as the heading of a
CSV column. Words of a choice may be written either way too. A key that is not listed here is a mistake, not a note.

字段名写英文或中文都行，`amount:` 和 `金额:` 是同一个字段，CSV 表头也一样；可选项同样两种写法都认。表里没有的字段名会当作错误。
";

/// The whole page: every declared file, and each group or list inside it once.
pub fn markdown() -> String {
    let mut out = OPENING.to_string();
    let mut told = Vec::new();
    for shape in super::shapes() {
        section(shape, &mut told, &mut out);
    }
    out
}

/// One kind with its groups and lists.
pub fn of(shape: &'static Shape) -> String {
    let mut out = String::new();
    section(shape, &mut Vec::new(), &mut out);
    out.trim_start().to_string()
}

/// A shape's own table, those of its base and of its groups after it; a shape met before is not told again.
pub fn section(shape: &'static Shape, told: &mut Vec<&'static str>, out: &mut String) {
    if told.contains(&shape.name) {
        return;
    }
    told.push(shape.name);
    out.push_str(&format!("\n## {} {}\n", shape.name, shape.words.zh));
    if let Some(base) = shape.base {
        out.push_str(&format!(
            "\nOpens with every field of [{0}](#{1}). 先写{2}的各字段。\n",
            base.name,
            anchor(base),
            base.words.zh
        ));
    }
    out.push_str("\n| field | 字段 | what it holds | required | 说明 / meaning |\n");
    out.push_str("|---|---|---|---|---|\n");
    for field in shape.fields {
        out.push_str(&row(field));
    }
    for field in shape.fields {
        if let Type::Choice(choices) | Type::ChoiceOr(choices) = field.of {
            out.push_str(&list(field, choices));
        }
    }
    if let Some(base) = shape.base {
        section(base, told, out);
    }
    for field in shape.fields {
        if let Type::Group(inner) | Type::List(inner) = field.of {
            section(inner, told, out);
        }
    }
}

fn row(field: &Field) -> String {
    let required = match (field.required, field.unless) {
        (false, _) => String::new(),
        (true, "") => "yes 必填".to_string(),
        (true, other) => format!("unless `{other}` 不写就看它"),
    };
    let gloss = match (field.gloss.zh, field.gloss.en) {
        ("", "") => String::new(),
        (zh, en) => format!("{zh}<br>{en}"),
    };
    format!(
        "| `{}` | `{}` | {} | {required} | {gloss} |\n",
        field.name,
        field.words.zh,
        holds(field)
    )
}

fn holds(field: &Field) -> String {
    match field.of {
        Type::Text => "text 文字".to_string(),
        Type::Money => "money 金额, `1200.00`".to_string(),
        Type::Date => "day 日期, `2026-03-05`".to_string(),
        Type::Period => "period 所属期, `2026-03`".to_string(),
        Type::Count => "whole number 整数".to_string(),
        Type::Households => "households or persons 户数人数".to_string(),
        Type::Quantity(of) => format!("quantity 数量（{of}）"),
        Type::Unit => "id of a unit 单位编号".to_string(),
        Type::Voucher => "voucher of the books 凭证, `2025-05/记-002`".to_string(),
        Type::Flag => "yes or no 是/否".to_string(),
        Type::Reference => "number of a paper 单据号".to_string(),
        Type::CreditCode => "credit code 统一社会信用代码".to_string(),
        Type::Phone => "telephone 电话".to_string(),
        Type::Person => "name of a person, masked 个人姓名（遮名）".to_string(),
        Type::Party => "counterparty, persons masked 对方（个人遮名）".to_string(),
        Type::Texts => "list of texts 文字列表".to_string(),
        Type::Record(kind) => format!("list of ids of {kind} 编号列表"),
        Type::Choice(_) => "one of the words below 见下".to_string(),
        Type::ChoiceOr(_) => "one of the words below, or a name 见下，或名称".to_string(),
        Type::Group(shape) => format!("group [{}](#{}) 一组", shape.name, anchor(shape)),
        Type::List(shape) => format!("list of [{}](#{}) 列表", shape.name, anchor(shape)),
    }
}

fn list(field: &Field, choices: &[Choice]) -> String {
    let mut out = format!("\n`{}` {}:\n\n", field.name, field.words.zh);
    for choice in choices {
        out.push_str(&format!("- `{}` `{}`", choice.key, choice.words.zh));
        if !choice.gloss.en.is_empty() {
            out.push_str(&format!(": {}; {}", choice.gloss.zh, choice.gloss.en));
        }
        out.push('\n');
    }
    out
}

/// The fragment that readers of Markdown make of a shape's heading.
fn anchor(shape: &Shape) -> String {
    format!("{}-{}", shape.name, shape.words.zh)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_docs_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/fields.md");
        if std::env::var_os("SUNLIT_ACCEPT").is_some() {
            std::fs::write(path, super::markdown()).expect("the page can be written");
        }
        let page = std::fs::read_to_string(path).expect("the page is there");
        assert!(page == super::markdown(), "stale; accept with SUNLIT_ACCEPT=1: {path}");
    }
}
