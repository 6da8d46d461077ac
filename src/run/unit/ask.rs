//! Every question of a unit's records, and which of them may be asked in public.

use std::collections::BTreeSet;

use crate::check::across::Names as RowNames;
use crate::check::{self, Books, Shelf};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::kind::record::Record;
use crate::law::{self, Obligation};
use crate::model::Said;
use crate::model::file_name::is_device;
use crate::model::party::Names;
use crate::model::shape::{Type, Value};
use crate::read::{self, Inputs, Records, postings};
use crate::run::context::{Run, Stop, UnitDone};
use crate::run::{UnitPlan, later, leads};
use crate::source::Source;
use crate::waist::{self, Desk};

/// Holds back what is not public yet, and says what may be asked in public: what is asked with it and without it.
pub fn in_public(
    run: &Run,
    plan: &UnitPlan,
    (records, names, known): (&mut Records, &RowNames, &Names),
    (findings, asked): (&[Finding], &[Finding]),
) -> Vec<Finding> {
    if later::hold_back(run.inputs, plan, records) == 0 {
        return findings.to_vec();
    }
    let key = |f: &Finding| (f.rule.code, f.file.clone(), f.record.clone(), f.message.clone());
    let again = ask(run, plan, (records, names, known), &mut UnitDone::default());
    let told: BTreeSet<_> = again.iter().map(key).collect();
    let gone: BTreeSet<_> = asked.iter().map(key).filter(|one| !told.contains(one)).collect();
    let public = findings.iter().filter(|finding| !gone.contains(&key(finding)));
    // A month that is held back is missing to the public, whatever the office knows of it.
    let missing = again.iter().filter(|finding| std::ptr::eq(finding.rule, &rules::PERIOD_MISSING));
    let before: BTreeSet<_> = asked.iter().map(key).collect();
    let missing = missing.filter(|finding| !before.contains(&key(finding)));
    public.chain(missing).cloned().collect()
}

/// The names of rows are the office's: they are read for its own questions alone and let go with them.
pub fn row_names(
    inputs: &Inputs,
    records: &Records,
    report: &mut Report,
) -> Result<RowNames, Stop> {
    let mut all = RowNames::new();
    for (record, _) in records.others.iter().filter(|_| inputs.options.internal) {
        let id = &record.envelope.id;
        if let Some(names) = read::names(inputs.project, id, report)? {
            all.insert(id.clone(), names);
        }
    }
    Ok(all)
}

/// A unit's books as rules look at them, with what is owed of it.
pub fn books<'a>(
    inputs: &'a Inputs<'a>,
    plan: &'a UnitPlan,
    records: &'a Records,
    (owed, complete): (&'a [Obligation], bool),
) -> Books<'a> {
    Books {
        portal: &inputs.portal,
        as_of: inputs.as_of,
        officials: &plan.unit.officials,
        ledgers: &records.ledgers,
        owed,
        complete,
        internal: inputs.options.internal,
        office: &inputs.office,
    }
}

/// Every rule over every record of the unit; what they found.
pub fn ask(
    run: &Run,
    plan: &UnitPlan,
    (records, names, known): (&Records, &RowNames, &Names),
    done: &mut UnitDone,
) -> Vec<Finding> {
    let (inputs, report) = (run.inputs, &mut done.report);
    let before = report.findings.len();
    let postings = postings::of_records(plan, records, inputs.as_of);
    let place = (&inputs.law, &inputs.portal);
    let matter = postings::matter(place, plan, &postings, (inputs.as_of, None));
    let owed = law::obligations(&matter);
    let books = books(inputs, plan, records, (&owed, !report.blocks()));
    check::ledgers(&books, report);
    check::names(&books, &records.others, known, report);
    check::unit(&books, &plan.source, report);
    one_month_once(records, report);
    let nobody = Names::default();
    let desk = Desk::new(inputs, plan, &nobody, records);
    let shelf = Shelf {
        books: &books,
        unit: &plan.unit,
        setting: desk.setting(),
        others: &records.others,
        units: &inputs.units,
        guests: inputs.guests(&plan.unit.id),
        names,
    };
    let months = records.ledgers.iter();
    done.here.extend(months.map(|filed| {
        let day = filed.ledger.envelope.to_come(inputs.as_of);
        (waist::ledger::address(&desk, filed.set, filed.period()), day)
    }));
    for (record, source) in &records.others {
        check::record(&shelf, source, record, report);
        fulfils_nothing(record, source, report);
        let day = record.envelope.to_come(inputs.as_of);
        done.here.insert(waist::record::address(&desk, record), day);
        if waist::record::is_shown(&desk, record) {
            let address = waist::record::address(&desk, record);
            if later::is_later(&record.envelope, inputs.as_of) {
                done.coming.push(address.clone());
            }
            done.pages.push(address);
            done.leads.extend(named(&desk, record, source));
            let (ways, files) = ((inputs, run.ways), records.attached(source));
            done.links.extend(leads::of_record(ways, plan, (record, source), files, report));
        }
    }
    for (envelope, source) in records.envelopes() {
        sound_id(&envelope.id, source, report);
        cited(inputs, plan, (envelope, source), report);
        done.ids.push((envelope.id.clone(), source.path.clone()));
    }
    report.findings[before..].to_vec()
}

/// A set of books has one ledger a month.
fn one_month_once(records: &Records, report: &mut Report) {
    for pair in records.ledgers.windows(2) {
        if pair[0].set == pair[1].set && pair[0].period() == pair[1].period() {
            let said = Said::new(
                format!("{} 已在 {} 公开过", pair[1].period(), pair[0].source.path),
                format!("{} is already published in {}", pair[1].period(), pair[0].source.path),
            );
            report.push(pair[1].finding(&rules::DUPLICATE_RECORD, "period", said));
        }
    }
}

/// What nobody reviewed fulfils no entry of the law, whatever it says.
fn fulfils_nothing(record: &Record, source: &Source, report: &mut Report) {
    let items = &record.envelope.items;
    if record.kind.reviewed || items.is_empty() {
        return;
    }
    let words = record.kind.words;
    let said = Said::new(
        format!("{}不经审核，不能算履行 `{}`", words.zh, items.join("、")),
        format!("{} are not reviewed and fulfil no `{}`", words.en, items.join(", ")),
    );
    let place = Place::Field("items".to_string());
    report.push(
        source.finding(&rules::UNKNOWN_ITEM, place, said).help("删去公开事项", "remove `items`"),
    );
}

/// What a record says of the law; its own word answers that too.
fn cited(inputs: &Inputs, plan: &UnitPlan, of: (&Envelope, &Source), report: &mut Report) {
    let before = report.findings.len();
    law::cited(&inputs.law, &plan.unit, of.1, of.0, report);
    for finding in &mut report.findings[before..] {
        finding.answered = check::answer(of.0, finding).is_some();
    }
}

/// Which records this one leads to, each with what to say if it is not there.
fn named(desk: &waist::Desk, record: &Record, source: &Source) -> Vec<(String, Finding)> {
    let mut all = Vec::new();
    for (at, value) in record.values() {
        let (Type::Record(kind), Value::Texts(ids)) = (at.field.of, value) else { continue };
        for id in ids {
            let said = Said::new(
                format!("没有编号为 `{id}` 的{}", at.field.words.zh),
                format!("there is no {kind} `{id}`"),
            );
            let place = Place::Field(at.way());
            let finding = source.finding(&rules::UNKNOWN_RECORD, place, said).help(
                "写对方的编号；别的单位的写成 单位/编号",
                "write its id; of another unit as unit/id",
            );
            all.push((waist::record::address_of(desk, kind, id), finding));
        }
    }
    all
}

/// Ids become addresses, so they are letters, digits, `-` and `_`.
fn sound_id(id: &str, source: &Source, report: &mut Report) {
    let sound =
        id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if sound && !id.eq_ignore_ascii_case("index") && !is_device(id) {
        return;
    }
    let said = Said::new(
        format!("编号 `{id}` 不能用作网址"),
        format!("the id `{id}` cannot be an address"),
    );
    report.push(source.finding(&rules::INVALID_ID, Place::Field("id".to_string()), said).help(
        "只用字母、数字、- 和 _，不超过 64 个",
        "letters, digits, - and _ only, at most 64 of them",
    ));
}
