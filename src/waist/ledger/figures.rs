//! The equation and the category bars of a month.

use crate::check::Filed;
use crate::kind::ledger::{CATEGORIES, Nature, is_income};
use crate::model::table::{Bar, Breakdown, Figure, Tone};
use crate::model::{Lang, Money};
use crate::tally::sums::counts_as;
use crate::waist::shows_lines;

/// The equation a resident can check, box by box.
pub fn equation(lang: Lang, filed: &Filed) -> Vec<Figure> {
    let sums = &filed.sums;
    let all = &filed.ledger.lines;
    let has = |nature| {
        shows_lines(filed.ledger.envelope.audience)
            && all.iter().any(|line| counts_as(line, all) == nature)
    };
    let figure = |key, sign, zh: &str, en: &str, amount, tone, href: &str| Figure {
        key,
        sign,
        label: lang.pick(zh, en).to_string(),
        gloss: String::new(),
        amount,
        tone,
        href: href.to_string(),
    };
    let mut figures = vec![
        figure(
            "opening",
            "",
            "月初结余",
            "Opening",
            filed.ledger.opening.total(),
            Tone::Plain,
            "#accounts",
        ),
        figure("income", "+", "收入", "Income", sums.income, Tone::Income, "#in"),
        figure("expense", "−", "支出", "Spending", sums.expense, Tone::Expense, "#out"),
        figure(
            "moving",
            "±",
            "往来",
            "Dealings",
            sums.moving,
            Tone::Moving,
            if has(Nature::Dealing) { "#moving" } else { "#accounts" },
        ),
    ];
    if !sums.held.is_zero() || filed.ledger.lines.iter().any(|l| l.nature == Nature::Held) {
        figures.push(figure(
            "held",
            "±",
            "代收代付",
            "Held for others",
            sums.held,
            Tone::Held,
            if has(Nature::Held) { "#held" } else { "#accounts" },
        ));
    }
    figures.push(figure(
        "closing",
        "=",
        "月末结余",
        "Closing",
        filed.ledger.closing.total(),
        Tone::Result,
        "#accounts",
    ));
    figures
}

pub fn breakdowns(lang: Lang, filed: &Filed) -> Vec<Breakdown> {
    let sides = [
        ("out", false, "钱花到哪里去", "Where the money went", Tone::Expense, filed.sums.expense),
        ("in", true, "钱从哪里来", "Where the money came from", Tone::Income, filed.sums.income),
    ];
    sides
        .into_iter()
        .map(|(key, income, zh, en, tone, total)| {
            let bars = bars(lang, filed, income);
            let headline = headline(lang, &bars, total);
            Breakdown { key, title: lang.pick(zh, en).to_string(), headline, tone, total, bars }
        })
        .collect()
}

fn bars(lang: Lang, filed: &Filed, income: bool) -> Vec<Bar> {
    let shown = shows_lines(filed.ledger.envelope.audience);
    let mut bars: Vec<Bar> = CATEGORIES
        .iter()
        .zip(&filed.sums.by_category)
        .filter(|(category, (_, count))| is_income(category) == income && *count > 0)
        .map(|(category, &(amount, count))| Bar {
            label: category.words.in_lang(lang).to_string(),
            gloss: category.gloss.in_lang(lang).to_string(),
            amount,
            count,
            href: if shown { format!("#{}", category.key) } else { String::new() },
        })
        .collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.amount));
    bars
}

/// `六成多用在公益支出` in exact words: the share of the largest part in whole percent, rounded down.
fn headline(lang: Lang, bars: &[Bar], total: Money) -> String {
    let Some(first) = bars.first().filter(|_| total > Money::ZERO) else { return String::new() };
    let percent = i128::from(first.amount.fen()) * 100 / i128::from(total.fen());
    match lang {
        Lang::Zh => format!("{}占 {percent}%，{} 元", first.label, first.amount.grouped()),
        Lang::En => format!("{} makes {percent}%: {} yuan", first.label, first.amount.grouped()),
    }
}
