//! A unit against the lock of what was published, and what is left of records that were taken away.

use std::collections::BTreeSet;

use super::press::Press;
use crate::check;
use crate::finding::{Place, Report, rules};
use crate::kind::Kinds;
use crate::kind::removal::Gone;
use crate::kind::suppression::Suppression;
use crate::model::Said;
use crate::model::table::Table;
use crate::page::record;
use crate::pipeline::read::Records;
use crate::pipeline::{Shop, Stop, UnitPlan};
use crate::sink::Door;
use crate::tally::summary::Suppressed;
use crate::waist::{self, Desk};

/// Whether everything published is still there and says what it said, its corrections apart.
pub fn ask(shop: &Shop, plan: &UnitPlan, records: &Records, report: &mut Report) {
    kinds_known(shop.kinds, plan, report);
    let Some(lock) = shop.lock else { return };
    let locked = lock.of(&plan.unit.id);
    for (envelope, source) in records.envelopes() {
        let was = locked.iter().find(|locked| locked.id == envelope.id);
        let both = records.seals.get(&source.path).zip(was);
        if let Some(both) = both {
            check::published::check(source, envelope, both, report);
        }
    }
    // A file that could not be read is not gone.
    if !report.blocks() {
        let here: BTreeSet<&str> = records.envelopes().map(|(e, _)| e.id.as_str()).collect();
        let there = |id: &str| here.contains(id);
        check::published::gone(&plan.source, &locked, there, &plan.unit.removed, report);
    }
}

/// A stub needs the kind's folder for its address. A month's money is never taken away whole: its lines must add up.
fn kinds_known(kinds: &Kinds, plan: &UnitPlan, report: &mut Report) {
    for (at, gone) in plan.unit.removed.iter().enumerate() {
        if kinds.by_key(&gone.kind).is_some() {
            continue;
        }
        let said =
            Said::new(format!("没有类别 `{}`", gone.kind), format!("no kind `{}`", gone.kind));
        let place = Place::Field(format!("removed.{at}.kind"));
        report.push(plan.source.finding(&rules::UNKNOWN_CHOICE, place, said).help(
            "写类别的代号，如 notice；财务公开不能整份撤下，只能改掉其中的个人信息",
            "write the kind's key, such as notice; a ledger cannot be taken away whole, only the personal data in it",
        ));
    }
}

/// The unit's suppressions as its front page tells them, those that took nothing left out.
pub fn suppressed(press: &Press, counts: &[usize]) -> Vec<Suppressed> {
    let (desk, all) = (press.desk(), &press.plan.unit.suppress);
    let clean = |text: &str| desk.names.mask(text).into_owned();
    let one = |(one, count): (&Suppression, &usize)| {
        let rule = rules::by_code(one.rule.trim());
        let rule = rule.map_or("", |rule| rule.title.in_lang(desk.lang())).to_string();
        let (reason, by) = (clean(&one.reason), clean(&one.by));
        Suppressed { rule, reason, by, until: one.until.to_string(), count: *count }
    };
    all.iter().zip(counts).filter(|(_, count)| **count > 0).map(one).collect()
}

/// A page at the address of each record that was taken away: the day and the kind of reason.
pub fn stubs(press: &Press, door: &mut Door) -> Result<(), Stop> {
    let desk = press.desk();
    for gone in &press.plan.unit.removed {
        let Some(mut table) = stub(&desk, gone) else { continue };
        table.exempt.clone_from(&press.plan.consented);
        let page = press.frame(&table, Vec::new());
        let view = record::view(desk.lang(), &table);
        press.page("pages/notice.html", &table.address, &page, &view, &table, door)?;
    }
    Ok(())
}

fn stub(desk: &Desk, gone: &Gone) -> Option<Table> {
    let kind = desk.kinds.by_key(&gone.kind)?;
    let lang = desk.lang();
    Some(Table {
        address: format!("{}/{}/{}", desk.unit.id, kind.folder, gone.id.to_lowercase()),
        kind: kind.key,
        id: gone.id.clone(),
        title: lang.pick("这一份公开已撤下", "This record was taken away").to_string(),
        plain: lang
            .pick(
                "这里原来公开过一份材料，后来按规定撤下，只留下撤下的日期和原因。",
                "A record stood here. It was taken away by rule; the day and the kind of reason stay.",
            )
            .to_string(),
        corrections: vec![waist::taken_away(desk, &gone.removal)],
        objection: waist::objection(desk, &Default::default(), None),
        names_persons: true,
        ..Table::default()
    })
}
