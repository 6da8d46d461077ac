//! What went by at the door: names that no look into the files has found, as findings with the file they come from.

use std::collections::BTreeMap;

use super::{Asked, words};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::ledger::LEDGER;
use crate::kind::portal::PORTAL;
use crate::kind::record::Beside as Table;
use crate::kind::record::Form;
use crate::kind::unit::UNIT;
use crate::model::Said;
use crate::model::party::Names;
use crate::model::shape::Shape;
use crate::read::{Inputs, Records, UnitPlan};
use crate::sink::{Named, Stood};
use crate::source::Source;
use crate::source::disk::SETTINGS;

/// The lists that are held against all that leaves.
pub struct Lists<'a> {
    /// The persons that pages mask, those apart who act in their duty.
    pub(super) masked: Names,
    pub(super) asked: Option<Asked<'a>>,
}

/// Where the masked stand among the lists; behind them the office's others, its minors, and those on lists for minors.
const MASKED: usize = 0;
const OTHERS: usize = 1;
const MINORS: usize = 2;

impl<'a> Lists<'a> {
    pub fn of(
        inputs: &'a Inputs<'a>,
        plan: &UnitPlan,
        records: &Records,
        masked: &Names,
    ) -> Lists<'a> {
        let masked = masked.clone().without(super::in_duty(plan, records));
        Lists {
            masked,
            asked: inputs.kept.as_ref().map(|kept| Asked::of(inputs, plan, records, kept)),
        }
    }

    pub fn all(&self) -> Vec<&Names> {
        let kept = self.asked.iter().flat_map(|asked| asked.lists.iter().copied());
        [&self.masked].into_iter().chain(kept).collect()
    }

    /// Digests of those masked, by which units above are asked for them.
    pub fn digests(&self) -> Vec<u64> {
        self.masked.digests()
    }

    /// Short names are asked for at the door only of persons who are masked: the program's own words may hold any other,
    /// and the files were asked.
    pub const SHORT: &'static [usize] = &[MASKED];
}

/// The lists, and what went by of them.
pub struct Net<'a> {
    pub lists: &'a Lists<'a>,
    pub named: &'a Named<'a>,
}

impl Net<'_> {
    /// Tells what went by; the office's names not again if the files were found to say any.
    pub fn tell(
        &self,
        inputs: &Inputs,
        (plan, records): (&UnitPlan, &Records),
        report: &mut Report,
    ) {
        let all = self.lists.all();
        let known = report.findings.iter().any(|f| std::ptr::eq(f.rule, &rules::PRIVATE_NAME));
        for (passed, stood) in self.named.taken() {
            let asked = self.lists.asked.as_ref();
            let meant = asked.is_none_or(|asked| asked.is_meant(&passed.name));
            for (file, place, stood) in origins(
                all[passed.list],
                (&passed.name, stood),
                (plan, records),
                inputs.settings.as_ref(),
            ) {
                // What the portal says of itself was asked where it stands, for all units at once.
                if *file.path == *SETTINGS && passed.list <= MINORS {
                    continue;
                }
                let told = |rule, said| {
                    let said = in_output(said, all[passed.list], &stood);
                    Finding::new(rule, &file.path, place, said)
                };
                match passed.list {
                    MASKED => report.push(of_masked(told(&rules::MASKED_NAMED, masked()))),
                    OTHERS if meant && !known => {
                        report.push(of_private(told(&rules::PRIVATE_NAME, private())));
                    }
                    OTHERS => {}
                    _ if meant => report.push(of_minor(told(&rules::MINOR_NAMED, minor()))),
                    _ => {}
                }
            }
        }
    }
}

/// Tells which minors' names the portal's own pages say; they come from its settings, or from a theme.
pub fn portal_passed(named: &Named, minors: &Names, inputs: &Inputs, report: &mut Report) {
    let organisations = &inputs.portal.settings.organisations;
    for (passed, stood) in named.taken() {
        if !organisations.may_be_person(&passed.name) {
            continue;
        }
        let written = inputs
            .settings
            .as_ref()
            .and_then(|source| words::written(minors, &passed.name, source, Some(&PORTAL)));
        let (file, place) = (words::file(SETTINGS), written.unwrap_or(Place::File));
        let said = in_output(minor(), minors, &stood);
        report.push(of_minor(Finding::new(&rules::MINOR_NAMED, &file, place, said)));
    }
}

/// The files that say a name, each with where and with the output it was seen in: a record by its own pages, a head by
/// those of no record. Where no file says it in one piece, the file whole.
fn origins<'s>(
    names: &Names,
    (name, stood): (&str, Stood),
    (plan, records): (&'s UnitPlan, &'s Records),
    settings: Option<&'s Source>,
) -> Vec<(&'s Source, Place, Stood)> {
    let mut pages: BTreeMap<&str, (Writing, Stood)> = BTreeMap::new();
    let mut beside = Stood::new();
    for path in stood {
        match of_page(&path, records) {
            Some(said) => {
                pages.entry(&said.0.path).or_insert_with(|| (said, Stood::new())).1.insert(path);
            }
            None => {
                beside.insert(path);
            }
        }
    }
    let of_page = |((source, shape), stood): (Writing<'s>, Stood)| {
        let filed = records.ledgers.iter().find(|filed| filed.source.path == source.path);
        let lines = filed.and_then(|filed| filed.lines.as_ref()).map(|(lines, _)| (lines, None));
        let other = records.others.iter().find(|(_, one)| one.path == source.path);
        // What stands in a cell of a workbook has no byte to be shown at.
        let tables = other.into_iter().flat_map(|(record, _)| &record.tables);
        let tables = tables.chain(filed.into_iter().flat_map(|filed| &filed.tables));
        let tabled = || {
            let named = |table: &&Table| !names.seen(&table.source.text).is_empty();
            tables.clone().find(named).map(|table| (&table.source, Place::File))
        };
        let mut both = [(source, shape)].into_iter().chain(lines);
        let found = both.find_map(|(source, shape)| {
            Some((source, words::written(names, name, source, shape)?))
        });
        let (source, place) = found.or_else(tabled).unwrap_or((source, Place::File));
        (source, place, stood)
    };
    let mut all: Vec<_> = pages.into_values().map(of_page).collect();
    let heads = [(&plan.source, &UNIT)].into_iter();
    let heads = heads.chain(settings.map(|source| (source, &PORTAL)));
    let mut heads = heads.filter(|_| !beside.is_empty());
    let head = heads.find_map(|(source, shape)| {
        Some((source, words::written(names, name, source, Some(shape))?))
    });
    let whole = || all.is_empty().then_some((&plan.source, Place::File));
    if let Some((source, place)) = head.or_else(whole) {
        all.push((source, place, beside));
    }
    all
}

/// A file that may say a name, and its declaration where the whole of it has one.
type Writing<'s> = (&'s Source, Option<&'static Shape>);

/// The file of the record that a page or its data is of.
fn of_page<'s>(path: &str, records: &'s Records) -> Option<Writing<'s>> {
    let name = path.rsplit('/').next()?;
    let (stem, _) = name.split_once('.')?;
    let other = records.others.iter().find(|(one, _)| one.envelope.id.eq_ignore_ascii_case(stem));
    let other = other.map(|(record, source)| {
        (source, (record.kind.form == Form::Yaml).then_some(record.kind.shape))
    });
    let month = || records.ledgers.iter().find(|filed| filed.period().to_string() == stem);
    other.or_else(|| month().map(|filed| (&filed.source, Some(&LEDGER))))
}

/// What is said, with the output it was seen in.
fn in_output(said: Said, names: &Names, stood: &Stood) -> Said {
    let path = stood.first().map_or("", String::as_str);
    let path = words::address(path, names);
    let more = stood.len().saturating_sub(1);
    match more {
        0 => Said::new(
            format!("{}，成品 {path} 里读得到", said.zh),
            format!("{}; it can be read in {path}", said.en),
        ),
        _ => Said::new(
            format!("{}，成品 {path} 和另外 {more} 个文件里读得到", said.zh),
            format!("{}; it can be read in {path} and {more} other files", said.en),
        ),
    }
}

fn minor() -> Said {
    Said::new("写出了未成年人的姓名", "a minor is named")
}

fn private() -> Said {
    Said::new(
        "写出了内部名单（private/）上的姓名",
        "a name of the office's lists (private/) is said",
    )
}

pub fn masked() -> Said {
    Said::new(
        "写出了别处遮住的个人姓名",
        "a person's name is said in full that is masked elsewhere",
    )
}

pub fn of_masked(finding: Finding) -> Finding {
    finding.help(
        "写成 张*，或不写；是干部的写进 officials；是单位的在收款处写（单位）；同名的别人不用管",
        "write 张* or nothing; who is in office belongs under officials; behind a firm's name write (firm); nothing to do for a namesake",
    )
}

pub fn of_private(finding: Finding) -> Finding {
    finding.help(
        "不该公开的删去，或写成 张*；同名的别人、本人同意的不用管",
        "leave it out or write 张*; nothing to do for a namesake, or with consent",
    )
}

pub fn of_minor(finding: Finding) -> Finding {
    finding.help(
        "删去姓名，只写户数、人数；同名的成年人写成 张*",
        "leave the name out and write how many; of an adult of that name write 张*",
    )
}
