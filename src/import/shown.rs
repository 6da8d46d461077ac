//! What was understood, for people: the lines of a month as a table with its sums, or a row a unit, and what is told.

use super::lines::Line;
use super::mapping;
use super::month::Month;
use super::settle::Head;
use super::told::Question;
use crate::kind::ledger::Direction;
use crate::model::{Lang, Money};
use crate::tabular::amount::Scale;
use crate::tabular::{Doubt, headings};

/// How many of a kind are told one by one.
const TOLD_MAX: usize = 40;

/// A row of the report on many units.
#[derive(Clone, Debug)]
pub struct Shown {
    pub unit: String,
    pub period: String,
    pub lines: usize,
    pub income: Money,
    pub spending: Money,
    pub closing: String,
    /// What became of it, or will.
    pub state: String,
}

/// The lines of one month with its sums; `asked` gives the words for the category of a line that waits for an answer.
pub fn lines(
    name: &str,
    month: &Month,
    asked: &dyn Fn(&Line) -> Option<String>,
    lang: Lang,
) -> String {
    let mut out = title(name, month, lang);
    let titles = match lang.base() {
        crate::model::Base::Zh => {
            ["日期", "凭证号", "收入", "支出", "账户", "科目", "对方", "摘要"]
        }
        _ => ["date", "voucher", "in", "out", "account", "category", "counterparty", "what for"],
    };
    let mut rows = vec![titles.map(str::to_string).to_vec()];
    rows.extend(month.lines.iter().map(|line| {
        let mut cells = cells(line, lang);
        if let Some(words) = asked(line) {
            cells[CATEGORY] = words;
        }
        cells
    }));
    let (income, spending) = month.sums();
    let mut sum = vec![String::new(); titles.len()];
    sum[1] = lang.pick("合计", "total").to_string();
    (sum[2], sum[3]) = (income.grouped(), spending.grouped());
    rows.push(sum);
    out.push_str(&aligned(&rows, &[2, 3]));
    out + &counted(&month.counted, lang)
}

/// Which column of the lines is that of the category.
const CATEGORY: usize = 5;

/// The sheets of a month under its unit.
fn title(name: &str, month: &Month, lang: Lang) -> String {
    lang.pick(
        format!("{name} {}（{}）\n", month.period, month.from.join("、")),
        format!("{name} {} ({})\n", month.period, month.from.join(", ")),
    )
}

/// What amounts were counted in, by the cells that say so.
pub fn counted(spoken: &[(String, Scale)], lang: Lang) -> String {
    let line = |(place, scale): &(String, Scale)| {
        let words = scale.words();
        lang.pick(
            format!("金额按{}读，已经换算（{place}）\n", words.zh),
            format!("amounts are read in {} and converted ({place})\n", words.en),
        )
    };
    spoken.iter().map(line).collect()
}

/// The lines of one month with its sums and balances; `whole`: where the lines were not shown before.
pub fn one(name: &str, month: &Month, head: &Head, (whole, lang): (bool, Lang)) -> String {
    let (income, spending) = month.sums();
    let mut out = match whole {
        true => lines(name, month, &|_| None, lang),
        false => lang.pick(
            format!("{}合计：收 {income}，支 {spending}\n", title(name, month, lang)),
            format!("{}total: in {income}, out {spending}\n", title(name, month, lang)),
        ),
    };
    let cash = (lang.pick("现金", "cash"), &head.opening_cash, &head.closing_cash);
    let bank = (lang.pick("银行", "bank"), &head.opening_bank, &head.closing_bank);
    let mut ends = vec![cash];
    ends.extend(head.accounts.is_empty().then_some(bank));
    ends.extend(head.accounts.iter().map(|one| (&*one.name, &one.opening, &one.closing)));
    for (account, opening, closing) in ends {
        let value = |filled: &super::settle::Filled| {
            let none = lang.pick("不知道", "not known");
            let value = if filled.value.is_empty() { none } else { filled.value.as_str() };
            let from = filled.from.as_ref().map(|from| from.in_lang(lang));
            let open = lang.pick("（", " (");
            let shut = lang.pick("）", ")");
            from.map_or(value.to_string(), |from| format!("{value}{open}{from}{shut}"))
        };
        out.push_str(&lang.pick(
            format!("{account}：期初 {}，期末 {}\n", value(opening), value(closing)),
            format!("{account}: opening {}, closing {}\n", value(opening), value(closing)),
        ));
    }
    out
}

fn cells(line: &Line, lang: Lang) -> Vec<String> {
    let comes_in = line.direction == Direction::In;
    let amount = line.amount.grouped();
    let empty = String::new();
    let (income, spending) = if comes_in { (amount, empty) } else { (empty, amount) };
    let (zh, en) = line.account.words();
    let account = lang.pick(zh, en).to_string();
    let category = match (line.field("category"), line.field("dealing"), line.field("nature")) {
        ("", "", nature) => word("nature", nature, lang),
        ("", dealing, _) => word("dealing", dealing, lang),
        (category, ..) => word("category", category, lang),
    };
    vec![
        line.date.to_string(),
        line.field("voucher").to_string(),
        income,
        spending,
        account,
        category,
        line.field("party").to_string(),
        line.field("text").to_string(),
    ]
}

/// A choice as people say it.
pub fn word(column: &str, key: &str, lang: Lang) -> String {
    match key {
        mapping::NOTHING => return lang.pick("不写", "leave it out").to_string(),
        "above" => return lang.pick("同上一行", "that of the row above").to_string(),
        _ => {}
    }
    let found = headings::choices(column).into_iter().find(|choice| choice.key == key);
    found.map_or(String::new(), |choice| choice.words.in_lang(lang).to_string())
}

/// A row a unit, and their sum.
pub fn many(rows: &[Shown], lang: Lang) -> String {
    let titles = match lang.base() {
        crate::model::Base::Zh => ["单位", "月份", "笔数", "收入", "支出", "期末", "情况"],
        _ => ["unit", "month", "lines", "in", "out", "closing", "state"],
    };
    let mut cells = vec![titles.map(str::to_string).to_vec()];
    cells.extend(rows.iter().map(|row| {
        vec![
            row.unit.clone(),
            row.period.clone(),
            row.lines.to_string(),
            row.income.grouped(),
            row.spending.grouped(),
            row.closing.clone(),
            row.state.clone(),
        ]
    }));
    cells.push(vec![
        lang.pick("合计", "total").to_string(),
        String::new(),
        rows.iter().map(|row| row.lines).sum::<usize>().to_string(),
        rows.iter().map(|row| row.income).sum::<Money>().grouped(),
        rows.iter().map(|row| row.spending).sum::<Money>().grouped(),
        String::new(),
        String::new(),
    ]);
    aligned(&cells, &[2, 3, 4, 5])
}

/// Doubts or notes, a line each with what to do below, the first of many.
pub fn list(doubts: &[Doubt], lang: Lang) -> String {
    let mut out = String::new();
    for doubt in doubts.iter().take(TOLD_MAX) {
        let colon = lang.pick("：", ": ");
        out.push_str(&format!("  {}{colon}{}\n", doubt.place, doubt.said.in_lang(lang)));
        let help = doubt.help.in_lang(lang);
        if !help.is_empty() {
            out.push_str(&format!("    = {}{help}\n", lang.pick("怎么办：", "help: ")));
        }
    }
    if doubts.len() > TOLD_MAX {
        let more = doubts.len() - TOLD_MAX;
        out.push_str(&lang.pick(format!("  还有 {more} 处\n"), format!("  and {more} more\n")));
    }
    out
}

/// What a question asks: the word, its column, and where it stands.
pub fn asked(question: &Question, lang: Lang) -> String {
    let name = headings::called(question.column).in_lang(lang);
    let places = question.places.join(lang.pick("、", ", "));
    if question.column == "date" {
        return lang.pick(
            format!("{places} 没有日期：与上一行同一天吗？"),
            format!("{places} have no day: is it that of the row above?"),
        );
    }
    let way = match question.direction {
        "in" => lang.pick("（收）", " (in)"),
        "out" => lang.pick("（支）", " (out)"),
        _ => "",
    };
    let written = crate::tabular::grid::shown(&question.written);
    if written.is_empty() {
        return lang.pick(
            format!("{places} 没有写{name}{way}：算什么？"),
            format!("{places} say no {name}{way}: what is it?"),
        );
    }
    lang.pick(
        format!("{name} `{written}`{way} 算什么？（{places}）"),
        format!("{name} `{written}`{way}: what does it mean? ({places})"),
    )
}

/// Columns that line up in a terminal, where a Chinese character takes two places.
pub(super) fn aligned(rows: &[Vec<String>], to_the_right: &[usize]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |at: usize| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let blanks = " ".repeat(widths[at] - width(cell));
            match to_the_right.contains(&at) {
                true => line.push_str(&format!("{blanks}{cell}  ")),
                false => line.push_str(&format!("{cell}{blanks}  ")),
            }
        }
        out.push_str(&format!("  {}\n", line.trim_end()));
    }
    out
}

fn width(text: &str) -> usize {
    let wide = |c: char| {
        matches!(c as u32, 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
            | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
    };
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_with_characters_of_two_places() {
        let rows =
            [vec!["单位".to_string(), "1".to_string()], vec!["ab".to_string(), "10".to_string()]];
        assert_eq!(aligned(&rows, &[1]), "  单位   1\n  ab    10\n");
    }
}
