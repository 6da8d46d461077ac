//! The equation and the category bars of a month.

use crate::kind::ledger::{CATEGORIES, Nature, is_income};
use crate::model::table::{Bar, Breakdown, Figure, Tone};
use crate::model::{Base, Lang, Money};
use crate::read::Filed;
use crate::waist::Desk;
use crate::waist::equation::{self, term};

/// The equation a resident can check, box by box.
pub fn terms(desk: &Desk, filed: &Filed) -> Vec<Figure> {
    let (lang, sums) = (desk.lang(), &filed.sums);
    let all = &filed.ledger.lines;
    let has = |nature| {
        desk.medium.shows_lines(filed.ledger.envelope.audience)
            && all.iter().any(|line| line.counts_as == nature)
    };
    let (opening, closing) = (filed.ledger.opening.total(), filed.ledger.closing.total());
    let to = |nature, anchor| if has(nature) { anchor } else { "#accounts" };
    let mut figures = vec![
        term(lang, "opening", "", ("月初结余", "Opening"), opening, Tone::Plain, "#accounts"),
        equation::income(lang, sums.income, "#in"),
        equation::expense(lang, sums.expense, "#out"),
        term(
            lang,
            "moving",
            "±",
            ("往来", "Dealings"),
            sums.moving,
            Tone::Moving,
            to(Nature::Dealing, "#moving"),
        ),
    ];
    if !sums.held.is_zero() || filed.ledger.lines.iter().any(|l| l.counts_as == Nature::Held) {
        let (words, href) = (("代收代付", "Held for others"), to(Nature::Held, "#held"));
        figures.push(term(lang, "held", "±", words, sums.held, Tone::Held, href));
    }
    let made = sums.closing(filed.ledger.opening).total();
    figures.extend(equation::accepted(lang, made, closing, "#askings"));
    let words = ("月末结余", "Closing");
    figures.push(term(lang, "closing", "=", words, closing, Tone::Result, "#accounts"));
    figures
}

pub fn breakdowns(desk: &Desk, filed: &Filed) -> Vec<Breakdown> {
    let lang = desk.lang();
    let sides = [
        ("out", false, "钱花到哪里去", "Where the money went", Tone::Expense, filed.sums.expense),
        ("in", true, "钱从哪里来", "Where the money came from", Tone::Income, filed.sums.income),
    ];
    sides
        .into_iter()
        .map(|(key, income, zh, en, tone, total)| {
            let bars = bars(desk, filed, income);
            let headline = headline(lang, &bars, total);
            Breakdown { key, title: lang.pick(zh, en).to_string(), headline, tone, total, bars }
        })
        .collect()
}

fn bars(desk: &Desk, filed: &Filed, income: bool) -> Vec<Bar> {
    let lang = desk.lang();
    let shown = desk.medium.shows_lines(filed.ledger.envelope.audience);
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
    lang.say(match lang.base() {
        Base::Zh => format!("{}占 {percent}%，{} 元", first.label, lang.amount(first.amount)),
        Base::En => {
            format!("{}: {percent}% of it, {} yuan", first.label, lang.amount(first.amount))
        }
    })
}
