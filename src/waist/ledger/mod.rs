//! A month of a ledger becomes a table: persons masked, lines grouped under the sums they make.

mod figures;
mod lines;
mod parties;
mod reversals;
mod sections;

use super::equation::came_and_went;
use super::{
    Desk, Published, asking, attachments::attachments, corrections::corrections, facts, is_public,
    mask_words, objection, source_refs, words,
};
use crate::check::{self, corrected};
use crate::finding::Finding;
use crate::kind::envelope::Audience;
use crate::kind::ledger::{CATEGORIES, is_income};
use crate::model::table::Table;
use crate::model::{Base, Lang, Money};
use crate::read::Filed;
use crate::source::Source;

/// The address of a month: by the set's place in the unit and the period, never by a title.
pub fn address(desk: &Desk, set: usize, period: impl std::fmt::Display) -> String {
    let unit = &desk.plan.unit.id;
    match set {
        0 => format!("{unit}/finance/{period}"),
        _ => format!("{unit}/finance/{}-{period}", desk.plan.unit.books[set].id),
    }
}

/// The table of one month, or `None` where the record is for named people only.
pub fn table(
    desk: &Desk,
    filed: &Filed,
    findings: &[Finding],
    files: &[Published],
) -> Option<Table> {
    let (ledger, lang) = (&filed.ledger, desk.lang());
    let envelope = &ledger.envelope;
    if envelope.audience == Audience::Specific {
        return None;
    }
    let organisations = &desk.inputs.portal.settings.organisations;
    let masks = desk.medium.masks_parties();
    let corrected = corrected::of_ledger(organisations, filed, masks);
    let own = parties::names(organisations, filed, &corrected, masks);
    let clean = |text: &str| desk.names.mask(&own.mask(text)).into_owned();
    let (medium, unit) = (desk.medium, desk.names);
    let persons = parties::Persons { medium, organisations, own: &own, unit, clean: &clean };
    let shown = desk.medium.shows_lines(envelope.audience);
    let (rows, groups) =
        if shown { lines::lines(desk, filed, &persons) } else { Default::default() };
    // Where the lines stay off the web, so do questions about them; those about sums remain.
    let askings = findings.iter().filter(|f| is_public(f) && (shown || !about_lines(f)));
    let askings = askings.map(|f| asking(lang, f, check::answer(envelope, f), &clean)).collect();
    let mut table = Table {
        address: address(desk, filed.set, envelope.period),
        kind: "ledger",
        id: envelope.id.clone(),
        title: clean(&title(desk, filed)),
        lead: lead(lang, filed),
        // What was meant for the village alone stands in the lines and in words about them.
        plain: if shown { clean(&envelope.plain) } else { String::new() },
        period: Some(envelope.period),
        data_until: Some(envelope.period.last_day()),
        facts: facts(desk, envelope)
            .into_iter()
            .filter(|f| shown || f.key != "review_opinion")
            .collect(),
        figures: figures::terms(desk, filed),
        breakdowns: figures::breakdowns(desk, filed),
        columns: lines::columns(desk, filed),
        names_persons: shown && parties::any_person(organisations, filed),
        exempt: exempt(filed, files),
        rows,
        groups,
        withheld: !shown,
        sections: sections::sections(desk, filed, &persons),
        askings,
        attachments: attachments(desk, envelope, files, &clean),
        corrections: if shown { corrections(desk, envelope, &corrected) } else { Vec::new() },
        objection: objection(desk, &envelope.objection, envelope.until),
        sources: source_refs(sources(filed), &clean),
        ..Table::default()
    };
    lead_askings(&mut table);
    mask_words(&mut table, &clean);
    Some(table)
}

/// Whether a question is about single lines: those asked at one, and all of group C.
fn about_lines(finding: &Finding) -> bool {
    finding.tells_lines || finding.rule.basis.starts_with('C')
}

/// A question leads to its line where there is one; a missing voucher has none, and what is about the whole month leads
/// nowhere.
fn lead_askings(table: &mut Table) {
    let sections = table.sections.iter().flat_map(|section| &section.rows);
    let anchors: Vec<&str> =
        table.rows.iter().chain(sections).map(|row| row.anchor.as_str()).collect();
    for asking in &mut table.askings {
        let known = asking.href.strip_prefix('#').is_some_and(|anchor| anchors.contains(&anchor));
        if !known && !asking.record.is_empty() {
            asking.href = "#lines".to_string();
        }
    }
}

/// What lists call a month: `2025年5月收支 12 笔`, with its set of books where there are two.
pub fn month_title(desk: &Desk, filed: &Filed) -> String {
    let (lang, n) = (desk.lang(), filed.ledger.lines.len());
    let when = words::period(lang, filed.period());
    let book = desk.book_name(filed.set);
    let lines = lang.counted(n, "line", "lines");
    lang.pick(format!("{when}收支 {n} 笔 {book}"), format!("{when}: {lines} {book}"))
        .trim_end()
        .to_string()
}

fn title(desk: &Desk, filed: &Filed) -> String {
    let lang = desk.lang();
    let envelope = &filed.ledger.envelope;
    // A clerk's own title may tell what is for the village alone.
    if !envelope.title.is_empty() && desk.medium.shows_lines(envelope.audience) {
        return envelope.title.clone();
    }
    let when = words::period(lang, filed.period());
    let book = desk.book_name(filed.set);
    lang.say(match (lang.base(), book.as_str()) {
        (Base::Zh, "") => format!("{when}，每一分钱"),
        (Base::En, "") => format!("{when}, every cent"),
        (Base::Zh, book) => format!("{when}，每一分钱（{book}）"),
        (Base::En, book) => format!("{when}, every cent ({book})"),
    })
}

/// One sentence from the data: in, out, what is left, and what took most.
fn lead(lang: Lang, filed: &Filed) -> String {
    let (sums, closing) = (&filed.sums, filed.ledger.closing.total());
    let month = words::month(lang, filed.period());
    let (moved, left) = (came_and_went(lang, sums.income, sums.expense), lang.amount(closing));
    let most = (0..CATEGORIES.len())
        .filter(|&at| !is_income(&CATEGORIES[at]) && sums.by_category[at].0 > Money::ZERO)
        .max_by_key(|&at| (sums.by_category[at].0, std::cmp::Reverse(at)));
    let most =
        most.map(|at| (CATEGORIES[at].words.in_lang(lang), lang.amount(sums.by_category[at].0)));
    // Clause by clause: a language that puts them together anew must find where each ends.
    let came = lang.pick(format!("{month}{moved}，"), format!("{month}: {moved}, "));
    let rest = lang.pick(format!("月末还有 {left} 元。"), format!("{left} is left."));
    let most = most.map(|(words, amount)| {
        let said = format!("花得最多的是{words} {amount} 元。");
        lang.pick("", " ").to_string()
            + &lang.pick(said, format!("Most went to {words}: {amount}."))
    });
    came + &rest + &most.unwrap_or_default()
}

/// Numbers of papers as typed that are long enough to be taken for another: vouchers, receipts, what a reversal names.
pub fn papers(filed: &Filed) -> impl Iterator<Item = String> + '_ {
    let numbers = filed.ledger.lines.iter().flat_map(|l| [&l.voucher, &l.receipt_no, &l.reverses]);
    numbers.filter(|number| number.len() >= 11).cloned()
}

fn exempt(filed: &Filed, files: &[Published]) -> Vec<String> {
    let mut exempt: Vec<String> = papers(filed).collect();
    exempt.extend(sources(filed).map(|source| source.sha256.clone()));
    exempt.extend(files.iter().map(|file| file.sha256.clone()));
    exempt
}

fn sources(filed: &Filed) -> impl Iterator<Item = &Source> {
    let lines = filed.lines.as_ref().map(|(source, _)| source);
    let tables = filed.tables.iter().map(|table| &table.source);
    std::iter::once(&filed.source).chain(lines).chain(tables)
}

/// Names of persons that the ledger pays or is paid by, as written in it.
pub use parties::{distinct, persons, shown_party, sought};
