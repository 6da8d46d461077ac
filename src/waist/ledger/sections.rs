//! The smaller tables of a month: accounts, receivables, payables, the year's budget.

use super::parties::{self, Persons};
use crate::check::Filed;
use crate::kind::ledger::Debt;
use crate::model::shape::Choice;
use crate::model::table::{Cell, Column, Form, Row, Section, Tone};
use crate::model::{Lang, Money};
use crate::tally::sums::Flow;
use crate::waist::Desk;

/// Accounts always; debts where the lines may be shown; the budget where it stands.
pub fn sections(desk: &Desk, filed: &Filed, persons: &Persons) -> Vec<Section> {
    let lang = desk.lang();
    let mut sections = vec![accounts(lang, filed)];
    if desk.medium.shows_lines(filed.ledger.envelope.audience) {
        let (receivables, payables) = (&filed.ledger.receivables, &filed.ledger.payables);
        sections.extend(debts(
            lang,
            "receivables",
            "债权：别人欠集体的",
            "Owed to the collective",
            receivables,
            persons,
        ));
        sections.extend(debts(
            lang,
            "payables",
            "债务：集体欠别人的",
            "Owed by the collective",
            payables,
            persons,
        ));
    }
    sections.extend(budget(lang, filed));
    sections
}

fn accounts(lang: Lang, filed: &Filed) -> Section {
    let (ledger, sums) = (&filed.ledger, &filed.sums);
    let stated =
        lang.pick("银行自己出的数，应当一样", "the bank's own figure; it should be the same");
    let money = |key, zh: &str, en: &str| Column::new(lang, key, zh, en, Form::Money);
    let line =
        |anchor: &str, name: &str, opening, flow: Flow, closing, stated: Option<Money>| Row {
            anchor: anchor.to_string(),
            tone: Tone::Plain,
            href: String::new(),
            cells: vec![
                Cell::text(name),
                Cell::Money(opening),
                Cell::Money(flow.came_in),
                Cell::Money(flow.went_out),
                Cell::Money(closing),
                stated.map_or(Cell::Empty, Cell::Money),
            ],
        };
    let (cash, bank) = (lang.pick("现金", "Cash"), lang.pick("银行", "Bank"));
    Section {
        key: "accounts",
        title: lang.pick("现金和银行", "Cash and bank").to_string(),
        note: lang
            .pick("进出包含现金与银行之间的划转。", "Transfers between the two are included.")
            .to_string(),
        columns: vec![
            Column::new(lang, "account", "账户", "Account", Form::Text),
            money("opening", "月初", "Opening"),
            money("in", "进", "In"),
            money("out", "出", "Out"),
            money("closing", "月末", "Closing"),
            Column {
                gloss: stated.to_string(),
                ..money("statement", "银行对账单", "Bank statement")
            },
        ],
        rows: vec![
            line("现金", cash, ledger.opening.cash, sums.cash, ledger.closing.cash, None),
            line(
                "银行",
                bank,
                ledger.opening.bank,
                sums.bank,
                ledger.closing.bank,
                ledger.statement_bank,
            ),
        ],
    }
}

fn debts(
    lang: Lang,
    key: &'static str,
    zh: &str,
    en: &str,
    debts: &[Debt],
    persons: &Persons,
) -> Option<Section> {
    let clean = persons.clean;
    let row = |debt: &Debt| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![
            Cell::text(parties::shown(&debt.party, debt.party_type, persons)),
            Cell::text(clean(&debt.origin)),
            Cell::Money(debt.amount),
            debt.since.map_or(Cell::Empty, Cell::Date),
            Cell::text(clean(&debt.plan)),
        ],
    };
    (!debts.is_empty()).then(|| Section {
        key,
        title: lang.pick(zh, en).to_string(),
        note: String::new(),
        columns: vec![
            Column::new(lang, "party", "对方", "Who", Form::Text),
            Column::new(lang, "origin", "怎么来的", "Origin", Form::Text),
            Column::new(lang, "amount", "金额（元）", "Amount (yuan)", Form::Money),
            Column::new(lang, "since", "哪天起", "Since", Form::Date),
            Column::new(lang, "plan", "打算怎么办", "Plan", Form::Text),
        ],
        rows: debts.iter().map(row).collect(),
    })
}

fn budget(lang: Lang, filed: &Filed) -> Option<Section> {
    let budget = &filed.ledger.budget;
    let row = |(category, amount): &(&'static Choice, Money)| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![Cell::text(category.words.in_lang(lang)), Cell::Money(*amount)],
    };
    (!budget.is_empty()).then(|| Section {
        key: "budget",
        title: lang.pick("年度预算", "Budget of the year").to_string(),
        note: String::new(),
        columns: vec![
            Column::new(lang, "category", "用途", "Category", Form::Text),
            Column::new(lang, "amount", "金额（元）", "Amount (yuan)", Form::Money),
        ],
        rows: budget.iter().map(row).collect(),
    })
}
