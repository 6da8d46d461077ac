//! A month of a ledger becomes a table: persons masked, lines grouped under the sums they make.

use std::borrow::Cow;

use super::{Desk, anchor, asking, facts, is_public, objection, shows_lines, words};
use crate::check::{self, Filed};
use crate::finding::Finding;
use crate::kind::envelope::Audience;
use crate::kind::ledger::{Account, CATEGORIES, Debt, Line, Nature, is_income};
use crate::model::party::{PartyKind, kind_of, mask, mask_in};
use crate::model::table::{
    Bar, Breakdown, Cell, Column, Figure, Form, Group, Row, Section, SourceRef, Table, Tone,
};
use crate::model::{Lang, Money};
use crate::tally::sums::counts_as;

/// The address of a month: by the set's place in the unit and the period, never by a title.
pub fn address(desk: &Desk, set: usize, period: impl std::fmt::Display) -> String {
    let unit = &desk.unit.id;
    match set {
        0 => format!("{unit}/finance/{period}"),
        _ => format!("{unit}/finance/{}-{period}", desk.unit.books[set].id),
    }
}

/// The table of one month, or `None` where the record is for named people only.
pub fn table(desk: &Desk, filed: &Filed, findings: &[Finding]) -> Option<Table> {
    let (ledger, lang) = (&filed.ledger, desk.lang());
    let envelope = &ledger.envelope;
    if envelope.audience == Audience::Specific {
        return None;
    }
    let persons = persons(filed);
    let names: Vec<&str> = persons.iter().map(String::as_str).collect();
    let clean = |text: &str| mask_in(text, &names).into_owned();
    let (rows, groups) = if shows_lines(envelope.audience) {
        lines(desk, filed, &clean)
    } else {
        Default::default()
    };
    let askings = findings.iter().filter(|f| is_public(f));
    let askings: Vec<_> = askings.map(|f| asking(lang, f, check::answer(filed, f))).collect();
    let mut table = Table {
        address: address(desk, filed.set, envelope.period),
        kind: "ledger",
        id: envelope.id.clone(),
        title: title(desk, filed),
        lead: lead(lang, filed),
        plain: clean(&envelope.plain),
        period: Some(envelope.period),
        data_until: Some(envelope.period.last_day()),
        facts: facts(desk, envelope),
        figures: figures(lang, filed),
        breakdowns: breakdowns(lang, filed),
        columns: columns(lang),
        names_persons: names_persons(filed),
        exempt: exempt(filed),
        rows,
        groups,
        sections: sections(desk, filed, &clean),
        askings,
        corrections: envelope.corrections.clone(),
        objection: objection(desk, envelope),
        sources: sources(filed),
        ..Table::default()
    };
    for asking in &mut table.askings {
        asking.fact = clean(&asking.fact);
    }
    Some(table)
}

/// What lists call a month: `2025年5月收支 12 笔`, with its set of books where there are two.
pub fn month_title(desk: &Desk, filed: &Filed) -> String {
    let (lang, n) = (desk.lang(), filed.ledger.lines.len());
    let when = words::period(lang, filed.period());
    let book =
        if desk.unit.books.len() > 1 { desk.unit.books[filed.set].name.as_str() } else { "" };
    lang.pick(format!("{when}收支 {n} 笔 {book}"), format!("{when}: {n} lines {book}"))
        .trim_end()
        .to_string()
}

fn title(desk: &Desk, filed: &Filed) -> String {
    let lang = desk.lang();
    if !filed.ledger.envelope.title.is_empty() {
        return filed.ledger.envelope.title.clone();
    }
    let when = words::period(lang, filed.period());
    lang.pick(format!("{when}，每一分钱"), format!("{when}, every cent"))
}

/// One sentence from the data: in, out, what is left, and what took most.
fn lead(lang: Lang, filed: &Filed) -> String {
    let (sums, closing) = (&filed.sums, filed.ledger.closing.total());
    let month = words::month(lang, filed.period());
    let (income, expense, left) =
        (sums.income.grouped(), sums.expense.grouped(), closing.grouped());
    let most = (0..CATEGORIES.len())
        .filter(|&at| !is_income(&CATEGORIES[at]) && sums.by_category[at].0 > Money::ZERO)
        .max_by_key(|&at| (sums.by_category[at].0, std::cmp::Reverse(at)));
    match (lang, most) {
        (Lang::Zh, None) => format!("{month}收入 {income} 元，没有支出，月末还有 {left} 元。"),
        (Lang::En, None) => {
            format!("{month}: {income} yuan came in, nothing was spent, {left} is left.")
        }
        (Lang::Zh, Some(at)) => format!(
            "{month}收入 {income} 元，支出 {expense} 元，月末还有 {left} 元。花得最多的是{} {} 元。",
            CATEGORIES[at].words.zh,
            sums.by_category[at].0.grouped()
        ),
        (Lang::En, Some(at)) => format!(
            "{month}: {income} yuan came in, {expense} went out, {left} is left. Most went to {}: {}.",
            CATEGORIES[at].words.en,
            sums.by_category[at].0.grouped()
        ),
    }
}

/// The equation a resident can check, box by box.
fn figures(lang: Lang, filed: &Filed) -> Vec<Figure> {
    let sums = &filed.sums;
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
        figure("moving", "±", "往来", "Dealings", sums.moving, Tone::Moving, "#moving"),
    ];
    if !sums.held.is_zero() || filed.ledger.lines.iter().any(|l| l.nature == Nature::Held) {
        figures.push(figure(
            "held",
            "±",
            "代收代付",
            "Held for others",
            sums.held,
            Tone::Held,
            "#held",
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

fn breakdowns(lang: Lang, filed: &Filed) -> Vec<Breakdown> {
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

fn columns(lang: Lang) -> Vec<Column> {
    let column = |key, zh: &str, en: &str, form| Column {
        key,
        label: lang.pick(zh, en).to_string(),
        gloss: String::new(),
        form,
    };
    vec![
        column("date", "日期", "Date", Form::Date),
        column("voucher", "凭证", "Voucher", Form::Text),
        column("text", "事由", "What for", Form::Text),
        column("party", "对方", "With whom", Form::Text),
        column("direction", "收支", "In or out", Form::Text),
        column("category", "用途", "Category", Form::Text),
        column("nature", "性质", "Nature", Form::Text),
        column("account", "账户", "Account", Form::Text),
        column("amount", "金额（元）", "Amount (yuan)", Form::SignedMoney),
        column("handler", "经手人", "Handler", Form::Text),
        column("witness", "证明人", "Witness", Form::Text),
        column("approver", "审批人", "Approver", Form::Text),
        column("receipt", "票据", "Receipt", Form::Text),
        column("decision", "议事依据", "Decision", Form::Text),
        column("note", "备注", "Note", Form::Text),
    ]
}

/// What a line is grouped under: the fragment, the words, the tone, and the order on the page.
struct Heading {
    order: usize,
    anchor: &'static str,
    label: &'static str,
    gloss: &'static str,
    tone: Tone,
}

fn heading(lang: Lang, line: &Line, nature: Nature) -> Heading {
    let made = |order, anchor, zh, en, gloss, tone| Heading {
        order,
        anchor,
        label: lang.pick(zh, en),
        gloss,
        tone,
    };
    let gloss = |at: usize| crate::kind::ledger::NATURES[at].gloss.in_lang(lang);
    match (nature, line.category) {
        (Nature::Dealing, _) => made(20, "moving", "往来", "Dealings", gloss(1), Tone::Moving),
        (Nature::Transfer, _) => {
            made(30, "transfer", "内部划转", "Internal transfers", gloss(2), Tone::Moving)
        }
        (Nature::Held, _) => made(25, "held", "代收代付", "Held for others", gloss(3), Tone::Held),
        (_, Some(category)) => {
            let at = CATEGORIES.iter().position(|c| c.key == category.key).unwrap_or(0);
            let (order, tone) =
                if is_income(category) { (10 + at, Tone::Income) } else { (at - 4, Tone::Expense) };
            Heading {
                order,
                anchor: category.key,
                label: category.words.in_lang(lang),
                gloss: category.gloss.in_lang(lang),
                tone,
            }
        }
        _ => made(40, "unsorted", "未分类", "Without category", "", Tone::Plain),
    }
}

/// All lines, none left out, each group under its sum, the largest amount first.
fn lines(desk: &Desk, filed: &Filed, clean: &dyn Fn(&str) -> String) -> (Vec<Row>, Vec<Group>) {
    let (lang, all) = (desk.lang(), &filed.ledger.lines);
    let mut order: Vec<(Heading, &Line)> =
        all.iter().map(|line| (heading(lang, line, counts_as(line, all)), line)).collect();
    order.sort_by_key(|(heading, line)| (heading.order, std::cmp::Reverse(line.amount.abs())));
    let (mut rows, mut groups) = (Vec::with_capacity(all.len()), Vec::<Group>::new());
    for (heading, line) in order {
        if groups.last().is_none_or(|group| group.anchor != heading.anchor) {
            groups.push(Group {
                anchor: heading.anchor.to_string(),
                label: heading.label.to_string(),
                gloss: heading.gloss.to_string(),
                tone: heading.tone,
                total: Money::ZERO,
                count: 0,
            });
        }
        let group = groups.last_mut().expect("just made");
        group.total += line.effect();
        group.count += 1;
        rows.push(row(lang, line, heading.tone, clean));
    }
    (rows, groups)
}

fn row(lang: Lang, line: &Line, tone: Tone, clean: &dyn Fn(&str) -> String) -> Row {
    let word = |choice: Option<&'static crate::model::shape::Choice>| {
        Cell::text(choice.map_or("", |c| c.words.in_lang(lang)))
    };
    let nature = &crate::kind::ledger::NATURES[line.nature as usize];
    let account = match line.account {
        Account::Cash => lang.pick("现金", "cash"),
        Account::Bank => lang.pick("银行", "bank"),
    };
    let receipt = line.receipt.map_or("", |c| c.words.in_lang(lang));
    let receipt = [receipt, &line.receipt_no, &line.no_receipt_reason];
    let receipt: Vec<&str> = receipt.into_iter().filter(|part| !part.is_empty()).collect();
    let direction = &crate::kind::ledger::DIRECTIONS[line.direction as usize];
    Row {
        anchor: anchor(&line.voucher),
        tone,
        href: String::new(),
        cells: vec![
            Cell::Date(line.date),
            Cell::text(&line.voucher),
            Cell::text(clean(&line.text)),
            Cell::text(party(&line.party, line.party_type)),
            Cell::text(direction.words.in_lang(lang)),
            word(line.category),
            Cell::text(nature.words.in_lang(lang)),
            Cell::text(account),
            Cell::Money(line.effect()),
            Cell::text(&line.handler),
            Cell::text(&line.witness),
            Cell::text(&line.approver),
            Cell::text(clean(&receipt.join(" "))),
            Cell::text(clean(&line.decision)),
            Cell::text(note(lang, line)),
        ],
    }
}

fn note(lang: Lang, line: &Line) -> String {
    match line.nature {
        Nature::Reversal => {
            lang.pick(format!("冲销 {}", line.reverses), format!("reverses {}", line.reverses))
        }
        Nature::Dealing => {
            line.dealing.map_or(String::new(), |d| d.words.in_lang(lang).to_string())
        }
        Nature::Transfer => match (line.account, line.amount.is_negative()) {
            (Account::Cash, _) if line.effect().is_negative() => {
                lang.pick("现金存入银行", "cash to bank").to_string()
            }
            (Account::Bank, _) if line.effect().is_negative() => {
                lang.pick("银行提取现金", "bank to cash").to_string()
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// A counterparty as the web may name it: firms and bodies in full, anyone who may be a person masked.
fn party(name: &str, stated: Option<&'static crate::model::shape::Choice>) -> String {
    if is_person(name, stated) { mask(name) } else { name.to_string() }
}

fn is_person(name: &str, stated: Option<&'static crate::model::shape::Choice>) -> bool {
    match stated.map(|c| c.key) {
        Some(key) => key == "person",
        None => !name.is_empty() && matches!(kind_of(name), PartyKind::Person),
    }
}

/// Full names of counterparties that are persons, so that free text which repeats one is masked too.
fn persons(filed: &Filed) -> Vec<String> {
    let ledger = &filed.ledger;
    let lines = ledger.lines.iter().map(|l| (&l.party, l.party_type));
    let debts = ledger.receivables.iter().chain(&ledger.payables).map(|d| (&d.party, d.party_type));
    let full = lines.chain(debts).filter(|(name, stated)| is_person(name, *stated));
    let mut names: Vec<String> = full.map(|(name, _)| name.trim().to_string()).collect();
    names.retain(|name| matches!(mask(name), masked if masked != *name));
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
    names.dedup();
    names
}

fn names_persons(filed: &Filed) -> bool {
    let ledger = &filed.ledger;
    let debts = ledger.receivables.iter().chain(&ledger.payables);
    ledger.lines.iter().any(|l| is_person(&l.party, l.party_type))
        || debts.into_iter().any(|d| is_person(&d.party, d.party_type))
}

/// Numbers of papers as typed: vouchers, receipts and what a reversal names.
fn exempt(filed: &Filed) -> Vec<String> {
    let numbers = filed.ledger.lines.iter().flat_map(|l| [&l.voucher, &l.receipt_no, &l.reverses]);
    let mut exempt: Vec<String> =
        numbers.filter(|n| n.len() >= 11).map(|n| Cow::Borrowed(n.as_str()).into_owned()).collect();
    exempt.extend(sources(filed).into_iter().map(|source| source.sha256));
    exempt
}

fn sources(filed: &Filed) -> Vec<SourceRef> {
    let files =
        std::iter::once(&filed.source).chain(filed.lines.as_ref().map(|(source, _)| source));
    files.map(|s| SourceRef { path: s.path.to_string(), sha256: s.sha256.clone() }).collect()
}

fn sections(desk: &Desk, filed: &Filed, clean: &dyn Fn(&str) -> String) -> Vec<Section> {
    let lang = desk.lang();
    let mut sections = vec![accounts(lang, filed)];
    if shows_lines(filed.ledger.envelope.audience) {
        let (receivables, payables) = (&filed.ledger.receivables, &filed.ledger.payables);
        sections.extend(debts(
            lang,
            "receivables",
            "债权：别人欠集体的",
            "Owed to the collective",
            receivables,
            clean,
        ));
        sections.extend(debts(
            lang,
            "payables",
            "债务：集体欠别人的",
            "Owed by the collective",
            payables,
            clean,
        ));
    }
    sections.extend(budget(lang, filed));
    sections
}

fn accounts(lang: Lang, filed: &Filed) -> Section {
    let (ledger, sums) = (&filed.ledger, &filed.sums);
    let money = |key, zh: &str, en: &str| column(lang, key, zh, en, Form::Money);
    let line = |anchor: &str,
                name: &str,
                opening,
                flow: crate::tally::sums::Flow,
                closing,
                stated: Option<Money>| Row {
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
            column(lang, "account", "账户", "Account", Form::Text),
            money("opening", "月初", "Opening"),
            money("in", "进", "In"),
            money("out", "出", "Out"),
            money("closing", "月末", "Closing"),
            money("statement", "银行对账单", "Bank statement"),
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

fn column(lang: Lang, key: &'static str, zh: &str, en: &str, form: Form) -> Column {
    Column { key, label: lang.pick(zh, en).to_string(), gloss: String::new(), form }
}

fn debts(
    lang: Lang,
    key: &'static str,
    zh: &str,
    en: &str,
    debts: &[Debt],
    clean: &dyn Fn(&str) -> String,
) -> Option<Section> {
    let row = |debt: &Debt| Row {
        anchor: String::new(),
        tone: Tone::Plain,
        href: String::new(),
        cells: vec![
            Cell::text(party(&debt.party, debt.party_type)),
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
            column(lang, "party", "对方", "Who", Form::Text),
            column(lang, "origin", "怎么来的", "Origin", Form::Text),
            column(lang, "amount", "金额（元）", "Amount (yuan)", Form::Money),
            column(lang, "since", "哪天起", "Since", Form::Date),
            column(lang, "plan", "打算怎么办", "Plan", Form::Text),
        ],
        rows: debts.iter().map(row).collect(),
    })
}

fn budget(lang: Lang, filed: &Filed) -> Option<Section> {
    let budget = &filed.ledger.budget;
    let row = |(category, amount): &(&'static crate::model::shape::Choice, Money)| Row {
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
            column(lang, "category", "用途", "Category", Form::Text),
            column(lang, "amount", "金额（元）", "Amount (yuan)", Form::Money),
        ],
        rows: budget.iter().map(row).collect(),
    })
}
