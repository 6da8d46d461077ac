//! Lays the texts of a file beside those that are known, and tells what differs.

use std::collections::BTreeMap;

use super::NAMED_MAX;
use crate::finding::{Place, Report, rules};
use crate::model::Said;
use crate::model::manner::HOLE;
use crate::source::Source;

type Texts = BTreeMap<String, String>;

/// The texts of a file that can be used; `known` are those of its base. For all others the base stands.
pub fn sound(source: &Source, written: Texts, known: &Texts, report: &mut Report) -> Texts {
    let (written, unknown): (Texts, Texts) =
        written.into_iter().partition(|(key, _)| known.contains_key(key));
    let (fit, unfit): (Texts, Texts) =
        written.into_iter().partition(|(key, text)| is_fit(&known[key], text));
    let missing: Vec<&str> =
        known.keys().filter(|key| !fit.contains_key(*key)).map(String::as_str).collect();
    tell_unknown(source, &unknown, known, report);
    tell_unfit(source, &unfit, known, report);
    if !missing.is_empty() {
        let named = named(&missing);
        let said = Said::new(
            format!("缺 {} 条文字，先用原来的：{named}", missing.len()),
            format!("{} texts are missing; those of the base stand: {named}", missing.len()),
        );
        report.push(source.finding(&rules::TEXT_MISSING, Place::File, said).help(
            "在这个文件里补上；全部的键见 docs/formats/texts.md 所说的两份清单",
            "add them to this file; docs/formats/texts.md says where all keys are listed",
        ));
    }
    fit
}

fn tell_unknown(source: &Source, unknown: &Texts, known: &Texts, report: &mut Report) {
    for key in unknown.keys().take(NAMED_MAX) {
        let said = Said::new(format!("没有文字 `{key}`"), format!("there is no text `{key}`"));
        let finding = source.finding(&rules::TEXT_UNKNOWN, place(source, key), said);
        report.push(match nearest(key, known) {
            Some(near) => finding
                .help(format!("是不是 `{near}`？不是就删去"), format!("`{near}`? else remove it")),
            None => finding.help("删去", "remove it"),
        });
    }
    if let Some(more) = unknown.len().checked_sub(NAMED_MAX).filter(|more| *more > 0) {
        let said = Said::new(
            format!("另有 {more} 条不认识的文字"),
            format!("{more} more texts that are not known"),
        );
        report.push(
            source
                .finding(&rules::TEXT_UNKNOWN, Place::File, said)
                .help("照清单改正或删去", "mend them by the list, or remove them"),
        );
    }
}

fn tell_unfit(source: &Source, unfit: &Texts, known: &Texts, report: &mut Report) {
    for key in unfit.keys().take(NAMED_MAX) {
        let said = Said::new(
            format!(
                "`{key}` 的文字不能用，应与原文同样多的 `{{}}`、同样的模板标记，没有 `\"` 和 `<`"
            ),
            format!(
                "the text of `{key}` cannot be used: it wants as many `{{}}` as the base has, no other marks of templates, no `\"` and no `<`"
            ),
        );
        let base = &known[key];
        report.push(
            source
                .finding(&rules::TEXT_UNFIT, place(source, key), said)
                .help(format!("原文是 `{base}`"), format!("the base has `{base}`")),
        );
    }
}

/// Whether a text has the holes of its base and no mark of a template that the base has not.
fn is_fit(base: &str, text: &str) -> bool {
    let count = |text: &str, what: &str| text.matches(what).count();
    let holes = count(base, HOLE) == count(text, HOLE);
    let ended = count(text, "{% if") == count(text, "{% endif");
    let marks = text.match_indices(['{', '}']).count();
    let known: usize = marks_of(text)
        .into_iter()
        .filter(|mark| *mark == HOLE || *mark == super::CURRENCY || base.contains(mark))
        .map(|mark| count(mark, "{") + count(mark, "}"))
        .sum();
    let clean = base.contains(['\"', '<']) || !text.contains(['\"', '<']);
    !text.trim().is_empty() && holes && ended && marks == known && clean
}

/// What stands between braces, with them: `{}`, `{{ count }}`, `{% endif %}`.
fn marks_of(text: &str) -> Vec<&str> {
    let mut marks = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}') else { break };
        let end = start + end + 1;
        let end = if rest[end..].starts_with('}') { end + 1 } else { end };
        marks.push(&rest[start..end]);
        rest = &rest[end..];
    }
    marks
}

fn named(keys: &[&str]) -> String {
    let named: Vec<String> = keys.iter().take(NAMED_MAX).map(|key| format!("`{key}`")).collect();
    let more = if keys.len() > NAMED_MAX { " …" } else { "" };
    named.join("; ") + more
}

/// Where a key stands: whole, or each part of it below the one before.
fn place(source: &Source, key: &str) -> Place {
    let line = |part: &str, from: usize| {
        let lines = source.text[from..].split_inclusive('\n').scan(from, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        });
        let opens = |(start, line): (usize, &str)| {
            let head = line.trim_start_matches([' ', '"', '\'']);
            let after = head.strip_prefix(part)?.trim_start_matches(['"', '\'']);
            after.starts_with(':').then(|| start + line.len() - head.len())
        };
        lines.into_iter().find_map(opens)
    };
    let below = |(from, _), part| Some((line(part, from)?, part));
    let whole = line(key, 0).map(|at| (at, key));
    whole
        .or_else(|| key.split('.').try_fold((0, ""), below))
        .map_or(Place::File, |(at, part)| Place::Bytes(at, at + part.len()))
}

fn nearest<'k>(key: &str, known: &'k Texts) -> Option<&'k str> {
    let near = |known: &'k String| (strsim::normalized_damerau_levenshtein(key, known), known);
    let best = known.keys().map(near).filter(|(near, _)| *near >= 0.5);
    best.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known.as_str())
}
