//! Records whose day of publication has not come: told to the clerk, counted, and held back from all that is public.

use super::{Outcome, UnitPlan};
use crate::finding::{Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::model::date::years_after;
use crate::model::party::Names;
use crate::model::{Date, Said};
use crate::read::{Inputs, Records};
use crate::tally;
use crate::waist::{self, Desk};

/// Whether a record is not public yet. Without a day nobody can say so.
pub fn is_later(envelope: &Envelope, today: Option<Date>) -> bool {
    envelope.to_come(today).is_some()
}

/// A day to come that lies more years behind the period is a slip: the record would stay away for as long.
const YEARS_MAX: u64 = 5;

fn is_far(envelope: &Envelope) -> bool {
    let last = years_after(envelope.period.last_day(), YEARS_MAX);
    last.is_some_and(|last| envelope.published > last)
}

/// How many records are named that were public before their day.
const STOOD_TOLD: usize = 5;

impl Outcome {
    /// What is said where records go from a place whose day of publication has not come by this build: each stood there as
    /// published, so its day was changed since. None where none of these is so.
    pub fn stood_before_its_day<'a>(&self, gone: impl Iterator<Item = &'a str>) -> Option<Said> {
        let day = |address: &str| self.held_back.get(address).copied().flatten();
        let all: Vec<(&str, Date)> = gone.filter_map(|one| Some((one, day(one)?))).collect();
        let (count, today) = (all.len(), self.as_of?);
        let first = || all.iter().take(STOOD_TOLD);
        let zh: Vec<String> = first().map(|(one, day)| format!("{one}：{day}")).collect();
        let en: Vec<String> = first().map(|(one, day)| format!("{one}: {day}")).collect();
        let (zh, en) = (zh.join("、"), en.join(", "));
        let more = if count > STOOD_TOLD { " …" } else { "" };
        (count > 0).then(|| {
            Said::new(
                format!(
                    "会拿走已经公开的 {count} 份（{zh}{more}），它们的公开日期现在写着以后的日子，截至 {today} 还没有到：是不是写错了？改好公开日期；确实要这样，用 --yes"
                ),
                format!(
                    "{count} record(s) that are public there would be taken away ({en}{more}): the day of publication they have now has not come by {today}. Is it a slip? mend `published`; if it is meant, use --yes"
                ),
            )
        })
    }
}

/// Tells of each such record when it will be public. Nobody need answer it.
pub fn tell(inputs: &Inputs, records: &Records, report: &mut Report) {
    let Some(today) = inputs.as_of else { return };
    let fixed = inputs.options.as_of.is_none() && inputs.portal.as_of.is_some();
    for (envelope, source) in records.envelopes().filter(|(e, _)| is_later(e, inputs.as_of)) {
        let day = envelope.published;
        if is_far(envelope) {
            let said = Said::new(
                format!("公开日期 {day} 在所属期 {} 的 {YEARS_MAX} 年以后", envelope.period),
                format!(
                    "published on {day}, over {YEARS_MAX} years after its period {}",
                    envelope.period
                ),
            );
            let place = Place::Field("published".to_string());
            report.push(source.finding(&rules::INVALID_DATE, place, said).help(
                "看公开栏上的日期，改好公开日期的年份",
                "see the day on the notice board and mend the year of `published`",
            ));
            continue;
        }
        let said = Said::new(
            format!("公开日期 {day}，截至 {today} 还没有到：到那一天才公开"),
            format!("to be published on {day}, which has not come by {today}: kept until then"),
        );
        let place = Place::Field("published".to_string());
        let finding = source.finding(&rules::NOT_PUBLIC_YET, place, said);
        report.push(match fixed {
            true => finding.help(
                "portal.yaml 里写死了截至日；删去那一行就按当天算。日期写错了的，改公开日期",
                "portal.yaml fixes the as-of day; without that line the day is today. Or mend `published`",
            ),
            false => finding.help(
                "到那一天再生成一次就公开；日期写错了的，改公开日期",
                "build again on that day and it is public; or mend `published`",
            ),
        });
    }
}

/// Takes them out of a unit's records and remembers where their pages will be, so that nothing leads there. How many.
pub fn hold_back(inputs: &Inputs, plan: &UnitPlan, records: &mut Records) -> usize {
    let nobody = Names::default();
    let desk = Desk::new(inputs, plan, &nobody, records);
    let later = records.others.iter().filter(|(one, _)| is_later(&one.envelope, inputs.as_of));
    let coming: Vec<String> =
        later.map(|(record, _)| waist::record::address(&desk, record)).collect();
    let here = records.envelopes().filter(|(e, _)| is_later(e, inputs.as_of));
    let files: Vec<_> = here.map(|(_, source)| source.path.clone()).collect();
    let stays: Vec<bool> = records
        .ledgers
        .iter()
        .map(|filed| !is_later(&filed.ledger.envelope, inputs.as_of))
        .collect();
    let mut ledgers: Vec<_> = records.ledgers.iter_mut().map(|f| &mut f.ledger).collect();
    tally::reversals::renumber(&mut ledgers, &stays);
    records.ledgers.retain(|filed| !is_later(&filed.ledger.envelope, inputs.as_of));
    records.others.retain(|(record, _)| !is_later(&record.envelope, inputs.as_of));
    records.coming.extend(coming.into_iter().chain(inputs.coming.iter().cloned()));
    for file in &files {
        records.attached.remove(file);
        records.seals.remove(file);
    }
    files.len()
}
