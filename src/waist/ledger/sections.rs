//! The smaller tables of a month: accounts, receivables, payables, the year's budget.

use super::parties::{self, Persons};
use crate::kind::ledger::{Debt, Holding, Pocket};
use crate::model::shape::Choice;
use crate::model::table::{Cell, Column, Form, Row, Section, Tone};
use crate::model::{Lang, Money};
use crate::read::Filed;
use crate::tally::sums::Flow;
use crate::waist::{Desk, anchor};

/// Accounts always; debts where the lines may be shown; the budget where it stands.
pub fn sections(desk: &Desk, filed: &Filed, persons: &Persons) -> Vec<Section> {
    let lang = desk.lang();
    let mut sections = vec![accounts(lang, filed, persons)];
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

fn accounts(lang: Lang, filed: &Filed, persons: &Persons) -> Section {
    let ledger = &filed.ledger;
    let stated =
        lang.pick("银行自己出的数，应当一样", "the bank's own figure; it should be the same");
    let money = |key, zh: &str, en: &str| Column::new(lang, key, zh, en, Form::Money);
    let (zh, en) = match ledger.accounts.is_empty() {
        true => ("进出包含现金与银行之间的划转。", "Transfers between the two are included."),
        false => ("进出包含账户之间的划转。", "Transfers between accounts are included."),
    };
    Section {
        key: "accounts",
        title: lang.pick("现金和银行", "Cash and bank").to_string(),
        note: lang.pick(zh, en).to_string(),
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
        rows: pockets(lang, filed, persons),
    }
}

/// Cash, each bank account that is named, and the bank in all.
fn pockets(lang: Lang, filed: &Filed, persons: &Persons) -> Vec<Row> {
    let (ledger, sums) = (&filed.ledger, &filed.sums);
    let row = |name: String, pocket: &Pocket, flow: &Flow| Row {
        anchor: anchor(&(persons.clean)(&pocket.zh)),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![
            Cell::text(name),
            Cell::Money(pocket.opening),
            Cell::Money(flow.came_in),
            Cell::Money(flow.went_out),
            Cell::Money(pocket.closing),
            pocket.statement.map_or(Cell::Empty, Cell::Money),
        ],
    };
    let named = |own: &Holding| {
        let name = (persons.clean)(&own.name);
        let four = &own.last_four;
        match four.is_empty() {
            true => name,
            false => lang.pick(format!("{name}（尾号 {four}）"), format!("{name} (…{four})")),
        }
    };
    let pockets = ledger.pockets();
    let mut rows = vec![row(lang.pick("现金", "Cash").to_string(), &pockets[0], &sums.cash)];
    let own = ledger.accounts.iter().zip(&pockets[1..]).zip(&sums.accounts);
    rows.extend(own.map(|((own, pocket), flow)| row(named(own), pocket, flow)));
    let bank = match ledger.accounts.is_empty() {
        true => lang.pick("银行", "Bank"),
        false => lang.pick("银行合计", "Bank in all"),
    };
    rows.push(row(bank.to_string(), &ledger.bank(), &sums.bank));
    rows
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
