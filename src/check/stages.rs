//! E5–E7 for projects: the order of the stages, projects near the tender limit, the votes of the decisions.

use super::{Shelf, meetings};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::meeting::Vote;
use crate::kind::project::resolved;
use crate::kind::record::Record;
use crate::model::date::years_after;
use crate::model::spelling::one_form;
use crate::model::{Date, Money, Said, Words};
use crate::source::Source;

pub fn check(shelf: &Shelf, source: &Source, project: &Record, report: &mut Report) {
    order(source, project, report);
    near_limit(shelf, source, project, report);
    for (at, step) in project.list("decisions").enumerate() {
        for (field, said) in meetings::short(&Vote::at(&step)) {
            report.push(meetings::quorum(source, format!("decisions.{at}.{field}"), said));
        }
    }
}

/// E5: decided, then signed, then begun and paid.
fn order(source: &Source, project: &Record, report: &mut Report) {
    let mut tell = |field: String, zh: String, en: String| {
        let place = Place::Field(field);
        let finding = Finding::new(&rules::STAGE_ORDER, &source.path, place, Said::new(zh, en));
        report.push(finding.help(
            "核对日期；确有先后颠倒的，说明原因",
            "compare the days; where they were so, explain why",
        ));
    };
    let signed = project.date("signed");
    match (signed, resolved(project)) {
        (Some(day), None) => tell(
            "signed".to_string(),
            format!("合同 {day} 签订，未见决议记录，需说明"),
            format!("signed on {day} without a resolution on record; please explain"),
        ),
        (Some(day), Some((_, resolved))) if day < resolved => tell(
            "signed".to_string(),
            format!("合同签订 {day} 早于决议 {resolved}，需说明"),
            format!("signed on {day}, before the resolution of {resolved}; please explain"),
        ),
        _ => {}
    }
    if let (Some(start), Some(day)) = (project.date("start"), signed)
        && start < day
    {
        tell(
            "start".to_string(),
            format!("开工 {start} 早于合同签订 {day}，需说明"),
            format!("begun on {start}, before the contract of {day}; please explain"),
        );
    }
    for (at, payment) in project.list("payments").enumerate() {
        let Some(paid) = payment.date("date") else { continue };
        let field = format!("payments.{at}.date");
        match signed {
            None => tell(
                field,
                format!("{paid} 已付款，未见合同签订日期，需说明"),
                format!("paid on {paid} without a contract's day on record; please explain"),
            ),
            Some(day) if paid < day => tell(
                field,
                format!("付款 {paid} 早于合同签订 {day}，需说明"),
                format!("paid on {paid}, before the contract of {day}; please explain"),
            ),
            _ => {}
        }
    }
}

/// Days of a life line that stand before the one they follow.
pub fn in_order(
    source: &Source,
    days: &[(&'static str, Words, Option<Date>)],
    report: &mut Report,
) {
    let known = days.iter().filter_map(|(field, words, day)| Some((field, words, (*day)?)));
    let known: Vec<_> = known.collect();
    for pair in known.windows(2) {
        let ((_, before, first), (field, words, day)) = (pair[0], pair[1]);
        if day >= first {
            continue;
        }
        let said = Said::new(
            format!("{} {day} 早于{} {first}，需说明", words.zh, before.zh),
            format!("`{field}` on {day} is before {first}, the stage before; please explain"),
        );
        let place = Place::Field(field.to_string());
        let finding = Finding::new(&rules::STAGE_ORDER, &source.path, place, said);
        report.push(finding.help(
            "核对日期；确有先后颠倒的，说明原因",
            "compare the days; where they were so, explain why",
        ));
    }
}

/// E6: projects of one place and one firm, within twelve months, each close under the tender limit.
fn near_limit(shelf: &Shelf, source: &Source, project: &Record, report: &mut Report) {
    let settings = &shelf.books.portal.settings;
    let Some(limit) = settings.tender_limit.filter(|_| shelf.books.internal) else { return };
    let close = |price: Money| {
        let (fen, least) = (i128::from(price.fen()), i128::from(limit.fen()));
        price < limit && fen * 100 >= least * i128::from(settings.just_under_share)
    };
    let of = |project: &Record| {
        let price = project.money("contract_price").filter(|price| close(*price))?;
        Some((price, project.date("signed")?))
    };
    let Some((price, signed)) = of(project) else { return };
    let near = |other: &&(Record, Source)| {
        let (other, at) = (&other.0, &other.1.path);
        let within = of(other).is_some_and(|(_, day)| within_a_year(day, signed));
        *at != source.path && within && same_site(other, project) && same_firm(other, project)
    };
    let others: Vec<_> = shelf.of_kind("project").filter(near).collect();
    if others.is_empty() {
        return;
    }
    let ids: Vec<&str> = others.iter().map(|(other, _)| other.envelope.id.as_str()).collect();
    let said = Said::new(
        format!(
            "合同价 {price} 元，12 个月内同一地点、同一中选方还有 {} 个工程（{}），都接近招标限额 {limit} 元，待核实",
            ids.len(),
            ids.join("、")
        ),
        format!(
            "{price}: within twelve months {} more of this place and firm ({}) lie close under {limit}; to be looked at",
            ids.len(),
            ids.join(", ")
        ),
    );
    let place = Place::Field("contract_price".to_string());
    report.push(Finding::new(&rules::NEAR_TENDER_LIMIT, &source.path, place, said));
}

/// Not more than twelve months apart.
fn within_a_year(one: Date, other: Date) -> bool {
    let (early, late) = (one.min(other), one.max(other));
    years_after(early, 1).is_some_and(|day| late <= day)
}

fn same_site(one: &Record, other: &Record) -> bool {
    one_form(one.text("place")) == one_form(other.text("place"))
}

/// By credit code where both have one, else by name.
fn same_firm(one: &Record, other: &Record) -> bool {
    let same = |name| {
        let (one, other) = (one_form(one.text(name)), one_form(other.text(name)));
        (!one.is_empty() && !other.is_empty()).then_some(one == other)
    };
    same("credit_code").or(same("contractor")).unwrap_or(false)
}
