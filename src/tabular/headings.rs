//! What offices call the columns of their tables and the words in them: the lists that are shipped, and a county's own.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::kind::ledger::RECEIPTS;
use crate::kind::ledger::{ACCOUNTS, CATEGORIES, DEALINGS, DIRECTIONS, LINE, NATURES, PARTIES};
use crate::model::money::half_width;
use crate::model::shape::Choice;
use crate::model::{Currency, Said};

/// A county's own names of columns, and words.
pub const FILE: &str = "imports/headings.yaml";

static SHIPPED: &str = include_str!("headings.yaml");

/// What a column may be besides a field of a line.
pub const OTHERS: &[(&str, &str, &str)] = &[
    ("month", "月", "month"),
    ("day", "日", "day"),
    ("net", "不含税金额", "net"),
    ("vat", "税额", "VAT"),
    ("in", "收入", "in"),
    ("out", "支出", "out"),
    ("debit", "借方", "debit"),
    ("credit", "贷方", "credit"),
    ("side", "借或贷", "side of the balance"),
    ("balance", "余额", "balance"),
    ("unit", "单位", "unit"),
    ("note", "备注", "note"),
    ("serial", "序号", "serial number"),
    ("ignored", "不用", "ignored"),
    ("personal", "个人号码", "number of a person"),
];

/// What a word of a column may mean. A category's may say how a line counts instead, and a text may say the category.
pub fn choices(field: &str) -> Vec<&'static Choice> {
    let of = |lists: &[&'static [Choice]]| lists.iter().copied().flatten().collect();
    match field {
        "direction" => of(&[DIRECTIONS]),
        "account" => of(&[ACCOUNTS]),
        "party_type" => of(&[PARTIES]),
        "receipt" => of(&[RECEIPTS]),
        "nature" => of(&[NATURES]),
        "dealing" => of(&[DEALINGS]),
        "category" | "text" => of(&[CATEGORIES, &NATURES[2..4], DEALINGS]),
        _ => Vec::new(),
    }
}

/// The field of a line, or what else a column may be, by its key or either word.
pub fn role(word: &str) -> Option<&'static str> {
    let other = OTHERS.iter().find(|(key, zh, en)| [*key, *zh, *en].contains(&word));
    LINE.fields()
        .find(|field| field.answers_to(word))
        .map(|field| field.name)
        .or(other.map(|(key, ..)| *key))
}

/// What a column is called in messages.
pub fn called(role: &str) -> Said {
    let other = OTHERS.iter().find(|(key, ..)| *key == role);
    let field = LINE.fields().find(|field| field.name == role);
    match (field, other) {
        (Some(field), _) => Said::new(field.words.zh, field.words.en),
        (None, Some((_, zh, en))) => Said::new(*zh, *en),
        (None, None) => Said::new(role, role),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(default, alias = "表头")]
    headings: BTreeMap<String, Vec<String>>,
    #[serde(default, alias = "词")]
    values: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default, alias = "摘要里的词")]
    texts: BTreeMap<String, Vec<String>>,
}

/// All names of columns and all words of choices that are known.
#[derive(Clone, Debug)]
pub struct Headings {
    columns: BTreeMap<String, &'static str>,
    /// By field and word.
    words: BTreeMap<(&'static str, String), &'static str>,
    /// Words of a line's text, and what it may be where nothing else says it.
    texts: BTreeMap<String, Vec<&'static str>>,
    /// What amounts below them are in.
    pub currency: Currency,
}

impl Headings {
    pub fn shipped() -> Headings {
        Headings::in_currency(Currency::default())
    }

    /// The shipped lists, for a portal that keeps this currency.
    pub fn in_currency(currency: Currency) -> Headings {
        let (columns, words, texts) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut headings = Headings { columns, words, texts, currency };
        headings.add(SHIPPED).expect("the shipped list is right");
        for field in LINE.fields() {
            for word in [field.name, field.words.zh, field.words.en] {
                headings.columns.entry(bare(word)).or_insert(field.name);
            }
            for choice in choices(field.name) {
                for word in [choice.key, choice.words.zh, choice.words.en] {
                    headings.words.insert((field.name, bare(word)), choice.key);
                }
            }
        }
        headings
    }

    /// Adds a county's own list, which goes before the shipped one. Of a mistake the line and what is wrong.
    pub fn add(&mut self, text: &str) -> Result<(), (usize, Said)> {
        let lists: Lists = parse(text)?;
        let line_of = |word: &str| {
            let at = text.lines().position(|line| line.trim_start().starts_with(word));
            at.map_or(1, |at| at + 1)
        };
        for (role_word, names) in &lists.headings {
            let known = role(role_word).ok_or_else(|| {
                let said = Said::new(
                    format!("没有 `{role_word}` 这样的栏"),
                    format!("there is no column `{role_word}`"),
                );
                (line_of(role_word), said)
            })?;
            self.columns.extend(names.iter().map(|name| (bare(name), known)));
        }
        let choice = |field: &str, key: &str| {
            let known = choices(role(field).unwrap_or_default());
            let found = known.into_iter().find(|one| one.key == key || one.words.zh == key);
            found.map(|choice| choice.key).ok_or_else(|| {
                let said = Said::new(
                    format!("`{field}` 没有 `{key}` 这一项"),
                    format!("`{field}` has no choice `{key}`"),
                );
                (line_of(key), said)
            })
        };
        for (field, words) in &lists.values {
            let name = role(field).unwrap_or_default();
            for (key, names) in words {
                let key = choice(field, key)?;
                self.words.extend(names.iter().map(|word| ((name, bare(word)), key)));
            }
        }
        for (key, words) in &lists.texts {
            let key = choice("category", key)?;
            words.iter().for_each(|word| self.texts.entry(bare(word)).or_default().push(key));
        }
        Ok(())
    }

    /// Which of these choices a line's text suggests: that of the longest word in it. Nobody has said so yet.
    pub fn suggested(&self, text: &str, choices: &[&'static str]) -> Option<&'static str> {
        let text = bare(text);
        let held = self.texts.iter().filter(|(word, _)| text.contains(word.as_str()));
        let fits =
            |keys: &Vec<&'static str>| keys.iter().find(|key| choices.contains(key)).copied();
        let found = held.filter_map(|(word, keys)| Some((word.chars().count(), fits(keys)?)));
        found.max_by_key(|(length, _)| *length).map(|(_, key)| key)
    }

    /// Calls a column by another name, before all that is known.
    pub fn call(&mut self, heading: &str, role: &'static str) {
        self.columns.insert(bare(heading), role);
    }

    /// What a column with this heading is.
    pub fn column(&self, heading: &str) -> Option<&'static str> {
        self.columns.get(&bare(heading)).copied()
    }

    /// The choice that a word of a column means; of an account with what is behind a dash, by its first part.
    pub fn word(&self, field: &'static str, word: &str) -> Option<&'static str> {
        let whole = self.words.get(&(field, bare(word)));
        let part = || {
            let first =
                word.split(['-', '—', '－', '/', '\\', '_', ':', '：', '（', '(']).next()?;
            self.words.get(&(field, bare(first)))
        };
        whole.or_else(part).copied()
    }
}

/// Reads a small YAML file of the program's own. Of a mistake the line and what is wrong.
pub fn parse<T: DeserializeOwned + Default>(text: &str) -> Result<T, (usize, Said)> {
    let only_comments = text.lines().all(|line| line.trim().is_empty() || line.starts_with('#'));
    if only_comments {
        return Ok(T::default());
    }
    serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |place| place.line());
        (line, Said::new(format!("读不懂：{error}"), format!("cannot be read: {error}")))
    })
}

/// The form in which headings and words compare: half-width, without blanks, brackets, and what is counted in.
pub fn bare(text: &str) -> String {
    let half: String = text.chars().map(half_width).collect();
    let mut out = String::with_capacity(half.len());
    let mut depth = 0;
    for c in half.trim().trim_start_matches('\'').chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth -= 1,
            _ if depth > 0 || c.is_whitespace() || matches!(c, '、' | '：' | ':' | '.' | '*') => {
            }
            '£' | '$' | '€' | '¥' => {}
            _ => out.extend(c.to_lowercase()),
        }
    }
    match out.strip_suffix("gbp") {
        Some(rest) => rest.to_string(),
        None => out,
    }
}

/// Words that end the heading of an amount, whatever stands before them: 补贴金额, 年租金, 应发工资, 2025年决算.
const AMOUNTS: &[&str] =
    &["金额", "工资", "租金", "补贴款", "决算", "决算数", "预算", "预算数", "budget", "actual"];

/// Whether a heading is that of amounts, by how it ends or begins; what one day is paid is a rate.
pub fn is_amount(heading: &str) -> bool {
    let bare = bare(heading);
    let ends = || AMOUNTS.iter().any(|word| bare.ends_with(word));
    let begins = || ["amount", "budget", "actual"].iter().any(|word| bare.starts_with(word));
    !bare.starts_with(['日', '每', '均']) && (ends() || begins() || is_year(heading))
}

/// Whether a heading is a fiscal year and nothing else: `2024/25 £`, `2024-25`.
pub fn is_year(heading: &str) -> bool {
    let bare = heading.trim_matches(|c: char| c.is_whitespace() || "£$€¥￥()（）".contains(c));
    let Some((first, second)) = bare.split_once(['/', '-', '–']) else { return false };
    let year = |text: &str| {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| digits && first.len() == 4)
    };
    let (Some(first), Some(next)) = (year(first), year(second)) else { return false };
    first / 100 == 20 && (next == first + 1 || second.len() == 2 && next == (first + 1) % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headings_of_offices_are_known() {
        let known = Headings::shipped();
        let cases = [
            ("date", "业务日期 记账日期 发生日期 日期"),
            ("voucher", "凭证字号 凭证编号 记账凭证号 凭证"),
            ("text", "事由 内容 用途 项目 摘要"),
            ("direction", "收/支 收支类型 方向"),
            ("category", "会计科目 科目名称 收支项目"),
            ("account", "结算方式 资金账户 现金/银行"),
            ("amount", "金额（元） 金额(元) 发生额 金额(万元)"),
            ("party", "收款人 收款单位 往来单位 对方单位 对方户名 Payee Supplier"),
            ("handler", "经办人 经手"),
            ("witness", "验收人 证明"),
            ("approver", "批准人 审核人 签批人"),
            ("receipt", "票据种类 票据类型"),
            ("receipt_no", "发票号 发票号码 票据号码 单据号"),
            ("personal", "身份证号 对方账号 联系电话 卡号"),
        ];
        for (role, headings) in cases {
            for heading in headings.split(' ') {
                assert_eq!(known.column(heading), Some(role), "{heading}");
            }
        }
        for (heading, role) in
            [("日 期", "date"), ("摘　要", "text"), ("金  额", "amount"), ("Amount £", "amount")]
        {
            assert_eq!(known.column(heading), Some(role), "{heading}");
        }
        for heading in ["Date paid", "Cheque no.", "Net", "VAT", "Gross", "Ref", "Description"] {
            assert!(known.column(heading).is_some(), "{heading}");
        }
    }

    #[test]
    fn amounts_are_known_by_how_their_headings_end_or_begin() {
        for heading in [
            "补贴金额",
            "年租金（元）",
            "实发金额",
            "应发工资",
            "2025年决算",
            "2026年预算（元）",
            "2024/25 £",
            "Budget 2025/26",
        ] {
            assert!(is_amount(heading), "{heading}");
        }
        for heading in ["日工资", "补贴标准", "备注", "2026/03", "2026-03-05", "工资表"]
        {
            assert!(!is_amount(heading), "{heading}");
        }
    }

    #[test]
    fn every_field_of_a_line_is_known_by_its_own_names() {
        let known = Headings::shipped();
        for field in LINE.fields() {
            for word in [field.name, field.words.zh, field.words.en] {
                assert_eq!(known.column(word), Some(field.name), "{word}");
            }
        }
    }

    #[test]
    fn a_text_suggests_what_its_longest_word_is_of() {
        let known = Headings::shipped();
        let all: Vec<&str> = choices("text").into_iter().map(|choice| choice.key).collect();
        for (text, key) in [
            ("付2月路灯电费", Some("public-welfare")),
            ("西塘鱼塘2026年租金", Some("operating-income")),
            ("镇拨环境卫生补助一季度", Some("public-welfare")),
            ("办公用纸8包", Some("administration")),
            ("提取备用金", Some("transfer")),
            ("Rent of the hall", Some("operating-income")),
            ("杂项", None),
        ] {
            assert_eq!(known.suggested(text, &all), key, "{text}");
        }
        let income = ["grant-income", "other-income"];
        assert_eq!(known.suggested("镇拨环境卫生补助一季度", &income), Some("grant-income"));
        assert_eq!(known.suggested("付2月路灯电费", &income), None, "lamps bring nothing in");
    }

    #[test]
    fn a_county_adds_its_own_and_is_told_what_is_wrong() {
        let mut known = Headings::shipped();
        let own = "headings:\n  金额: [划拨数]\nvalues:\n  科目:\n    公益支出: [惠民支出]\n";
        known.add(own).unwrap();
        assert_eq!(known.column("划拨数（元）"), Some("amount"));
        assert_eq!(known.word("category", "惠民支出"), Some("public-welfare"));
        let (line, said) = known.add("headings:\n  钱数: [划拨数]\n").unwrap_err();
        assert_eq!((line, said.zh.contains("钱数")), (2, true));
        assert!(known.add("headings: 1\n").is_err());
    }

    #[test]
    fn an_account_is_known_by_its_first_part() {
        let known = Headings::shipped();
        assert_eq!(known.word("account", "银行存款—农商行基本户"), Some("bank"));
        assert_eq!(known.word("category", "管理费用-办公费"), Some("administration"));
        assert_eq!(known.word("category", "应付款"), None);
    }
}
