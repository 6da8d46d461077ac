//! What is said of links that lead nowhere or to what is held back, and where the others lead from their page.

use std::collections::BTreeSet;

use super::{Held, Lead, Origin, Typed, Ways, in_content, resolve};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::record::Record;
use crate::model::Said;
use crate::model::address::{in_unit, root_of};
use crate::read::{Attached, Inputs, UnitPlan};
use crate::run::context::{Run, UnitDone};
use crate::source::{self, Source};
use crate::waist::{self, Leads, Link, Published};

/// How alike two addresses are where one may have been meant for the other, and for how many links of a unit it is asked.
const NEAR: f64 = 0.6;
const NEAR_MAX: usize = 20;

/// Before the address of a link that is known to lead nowhere, in place of a file of the site.
const NOWHERE: char = '?';

/// The files of the site that a record's words lead to, each with what to say if it is not there. What is known to be
/// nowhere has no file; what is held back is told.
pub fn of_record(
    (inputs, ways): (&Inputs, &Ways),
    plan: &UnitPlan,
    (record, source): (&Record, &Source),
    files: &[Attached],
    report: &mut Report,
) -> Vec<(String, Finding)> {
    let mut leads = Vec::new();
    if !ways.knows(plan) {
        return leads;
    }
    let origin = Origin { inputs, ways, plan, file: &source.path, folder: record.kind.folder };
    let body_at = source::split_head(&source.text).map_or(0, |(.., at)| at);
    for link in waist::links(&record.body) {
        let place = Place::Bytes(body_at + link.range.start, body_at + link.range.end);
        if own_file(&origin, &link.to, files).is_some() {
            continue;
        }
        match resolve(&origin, &link.to) {
            Lead::To { path, fragment, .. } => {
                let finding = dead(source, place, &link);
                let fragment = waist::decoded(&fragment);
                let key = if fragment.is_empty() { path } else { format!("{path}#{fragment}") };
                let gone = ways.is_gone(&key);
                leads.push((if gone { format!("{NOWHERE}{key}") } else { key }, finding));
            }
            Lead::HeldBack(held) => report.push(held_back(source, place, &link.to, held)),
            Lead::File(path) => {
                leads.push((NOWHERE.to_string(), no_page(source, place, &link, &path)));
            }
            Lead::Nowhere => {
                leads.push((format!("{NOWHERE}{}", link.to), dead(source, place, &link)));
            }
        }
    }
    leads
}

/// Where the links of a record's words lead from its page.
pub fn hrefs(
    run: &Run,
    plan: &UnitPlan,
    (record, source): (&Record, &Source),
    (files, published): (&[Attached], &[Published]),
) -> Leads {
    let (inputs, ways) = (run.inputs, run.ways);
    let origin = Origin { inputs, ways, plan, file: &source.path, folder: record.kind.folder };
    let from = root_of(&format!("{}/{}/", plan.unit.id, record.kind.folder));
    let href = |to: &str| {
        if let Some(at) = own_file(&origin, to, files) {
            let file = published.iter().find(|file| file.at == at)?;
            return Some(format!("{from}{}", file.path));
        }
        match resolve(&origin, to) {
            Lead::To { path, query, fragment } => {
                let query = if query.is_empty() { query } else { format!("?{query}") };
                let fragment = if fragment.is_empty() { fragment } else { format!("#{fragment}") };
                Some(format!("{from}{path}{query}{fragment}"))
            }
            _ => None,
        }
    };
    let links = waist::links(&record.body).into_iter();
    links.map(|link| (href(&link.to), link.to)).map(|(href, to)| (to, href)).collect()
}

/// Which of the record's own attachments a link names by its file.
fn own_file(origin: &Origin, to: &str, files: &[Attached]) -> Option<usize> {
    let paths = in_content(origin, &Typed::of(to).place);
    files.iter().find(|file| paths.iter().any(|path| **path == *file.path)).map(|file| file.at)
}

fn dead(source: &Source, place: Place, link: &Link) -> Finding {
    let to = &link.to;
    if link.picture {
        return no_page(source, place, link, to);
    }
    let said = Said::new(
        format!("链接 `{to}` 在本门户里没有去处"),
        format!("the link `{to}` leads nowhere in this portal"),
    );
    let finding = source.finding(&rules::DEAD_LINK, place, said);
    let first = to.split('/').next().unwrap_or_default();
    if first.starts_with("www.") || [".cn", ".com", ".org"].iter().any(|end| first.ends_with(end)) {
        let en = format!("write `https://{to}` if it is another site");
        return finding.help(format!("外面的网站前面写 https：`https://{to}`"), en);
    }
    finding
}

/// What to write instead.
fn remedy(near: Option<String>) -> Said {
    match near {
        Some(near) => Said::new(
            format!("最近的是 `{near}`；也可以写对方的文件名或编号；没有的就去掉链接"),
            format!("the nearest is `{near}`; a file or an id will do too; else remove the link"),
        ),
        None => Said::new(
            "写对方的网址、文件名或编号；没有的就去掉链接，只留文字",
            "write the address, the file or the id of the other page; else leave the words alone",
        ),
    }
}

/// The page whose address is most like this one, of the same unit or of the one where it would lie, as a text of this
/// unit would lead there.
fn nearest(run: &Run, plan: &UnitPlan, path: &str) -> Option<String> {
    let own = plan.unit.id.as_str();
    let there = Some(unit_of(path)).filter(|unit| *unit != own);
    let units = there.into_iter().chain([own]);
    let records = units.flat_map(|unit| run.ways.addresses(unit));
    let records = records.map(|address| format!("{address}.html"));
    let fronts = run.inputs.units.keys().map(|id| format!("{id}/index.html"));
    let like = |there: String| (strsim::normalized_damerau_levenshtein(path, &there), there);
    let best = records.chain(fronts).map(like).filter(|(like, _)| *like >= NEAR);
    let (_, near) = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    let inside = unit_of(&near) == own;
    Some(if inside { format!("../{}", in_unit(&near)) } else { format!("../../{near}") })
}

/// A file or a picture that is in no list of attachments.
fn no_page(source: &Source, place: Place, link: &Link, path: &str) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (zh, en) = if link.picture { ("图片", "picture") } else { ("文件", "file") };
    let said = Said::new(
        format!("{zh} `{name}` 没有随这份公开一起公开"),
        format!("the {en} `{name}` is not published with this record"),
    );
    source.finding(&rules::DEAD_LINK, place, said).help(
        "把它写进文件头的 `附件`，页面会列出来；不公开的，去掉这个链接",
        "list it under `attachments` in the head, and the page shows it; else remove the link",
    )
}

fn held_back(source: &Source, place: Place, to: &str, held: Held) -> Finding {
    let (zh, en) = match held {
        Held::Audience => ("不在网上公开", "is not for the web"),
        Held::Coming => ("还没有公开", "is not public yet"),
        Held::Ended => ("公示期已过，明细已撤下", "is no longer posted"),
        Held::Removed => ("已经撤下", "was taken away"),
        Held::Blocked => {
            ("还有要改的，暂时没有公开", "is not published until its mistakes are mended")
        }
    };
    let said = Said::new(
        format!("链接 `{to}` 的去处{zh}，页面上只留文字"),
        format!("where the link `{to}` leads {en}; only its words stand on the page"),
    );
    source.finding(&rules::LINK_HELD_BACK, place, said)
}

/// Own pages that a unit's words lead to and that were not made; where something else blocks the unit, none is, and what
/// leads nowhere at all is told.
pub fn own_are_there(run: &Run, plan: &UnitPlan, done: &mut UnitDone, made: bool) {
    let own = |key: &str| made && unit_of(key) == plan.unit.id && !of_the_fold(run, key);
    let asked = |key: &str| key.starts_with(NOWHERE) || own(key);
    missing(run, (plan, &done.links), asked, &mut done.report);
}

/// Pages of other units.
pub fn others_are_there(run: &Run, done: &[UnitDone], report: &mut Report) {
    let units = run.inputs.plan.units.iter().zip(done);
    let blocked = units.clone().filter(|(_, done)| done.report.blocks());
    let blocked: BTreeSet<&str> = blocked.map(|(plan, _)| plan.unit.id.as_str()).collect();
    for (plan, done) in units {
        let there = |key: &str| is_to_another(run, plan, key) && !blocked.contains(unit_of(key));
        missing(run, (plan, &done.links), there, report);
    }
}

/// Whether a link leads to a page that another unit makes.
pub fn is_to_another(run: &Run, plan: &UnitPlan, key: &str) -> bool {
    !key.starts_with(NOWHERE) && unit_of(key) != plan.unit.id && !of_the_fold(run, key)
}

/// The unit whose folder a file of the site lies in.
pub fn unit_of(key: &str) -> &str {
    key.split('/').next().unwrap_or_default()
}

/// Pages that the fold has made by now.
pub fn root_is_there(run: &Run, links: &[Vec<(String, Finding)>], report: &mut Report) {
    for (plan, links) in run.inputs.plan.units.iter().zip(links) {
        let made = |key: &str| !key.starts_with(NOWHERE) && of_the_fold(run, key);
        missing(run, (plan, links), made, report);
    }
}

fn missing(
    run: &Run,
    (plan, links): (&UnitPlan, &[(String, Finding)]),
    asked: impl Fn(&str) -> bool,
    report: &mut Report,
) {
    let dead = links.iter().filter(|(key, _)| asked(key) && !run.found.has(key));
    for (at, (key, finding)) in dead.enumerate() {
        let mut finding = finding.clone();
        finding.help.get_or_insert_with(|| {
            let path = key.trim_start_matches(NOWHERE);
            remedy(Some(path).filter(|_| at < NEAR_MAX).and_then(|path| nearest(run, plan, path)))
        });
        report.push(finding);
    }
}

/// Whether a file of the site is made after all units are: what stands at the top, front pages and answers, old ids.
fn of_the_fold(run: &Run, key: &str) -> bool {
    let path = key.split('#').next().unwrap_or_default();
    match path.split_once('/') {
        Some((unit, page)) => {
            !run.inputs.units.contains_key(unit) || matches!(page, "index.html" | "answers.html")
        }
        None => true,
    }
}
