//! Section 5: names that may be a person's and wait for the clerk's word, and persons where only groups belong.

use std::collections::{BTreeMap, BTreeSet};

use super::{Books, corrected};
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::record::Record;
use crate::model::Said;
use crate::model::party::{self, Names, Organisations, PartyKind};
use crate::model::shape::{Type, Value};
use crate::model::spelling::one_form;
use crate::source::Source;

/// Asks each name once in all of a unit's records; `known` are the persons of the unit.
pub fn check(books: &Books, others: &[(Record, Source)], known: &Names, report: &mut Report) {
    let organisations = &books.portal.settings.organisations;
    let mut asked = Asked { organisations, asked: BTreeMap::new(), told: Vec::new() };
    of_ledgers(books, &mut asked);
    for (record, source) in others {
        for (at, name) in corrected::of_record(organisations, record, true).doubted {
            asked.of_corrected(name, |rule, said| {
                source.finding(rule, Place::Field(format!("corrections.{at}.old")), said)
            });
        }
        for (at, value) in record.values() {
            let Value::Text(name) = value else { continue };
            let open = match at.field.of {
                Type::Party => true,
                Type::Person => false,
                _ => continue,
            };
            asked.of(name, open, |rule, said| source.finding(rule, Place::Field(at.way()), said));
        }
        groups(organisations, source, record, known, report);
    }
    report.findings.extend(asked.told);
}

fn of_ledgers(books: &Books, asked: &mut Asked) {
    for filed in books.ledgers {
        let ledger = &filed.ledger;
        for (at, name) in corrected::of_ledger(asked.organisations, filed, true).doubted {
            asked.of_corrected(name, |rule, said| {
                filed.finding(rule, &format!("corrections.{at}.old"), said)
            });
        }
        for (at, line) in ledger.lines.iter().enumerate() {
            asked.of(&line.party, line.party_type.is_none(), |rule, said| {
                filed.at_line(rule, at, "party", said)
            });
        }
        let debts = [("receivables", &ledger.receivables), ("payables", &ledger.payables)];
        for (list, at, debt) in debts
            .iter()
            .flat_map(|(list, all)| all.iter().enumerate().map(move |(at, d)| (list, at, d)))
        {
            asked.of(&debt.party, debt.party_type.is_none(), |rule, said| {
                filed.finding(rule, &format!("{list}.{at}.party"), said)
            });
        }
    }
}

/// What is asked of a name: its rule, what is said, and how to settle it.
type Question = (&'static Rule, Said, (&'static str, &'static str));

/// Names that were asked about.
struct Asked<'a> {
    organisations: &'a Organisations,
    /// By the name as it compares: which of the questions is its.
    asked: BTreeMap<String, usize>,
    told: Vec<Finding>,
}

impl Asked<'_> {
    /// Asks of every party of a field; `open` where nothing beside it says what it is.
    fn of(&mut self, field: &str, open: bool, at: impl Fn(&'static Rule, Said) -> Finding) {
        party::parties(field).into_iter().for_each(|name| self.of_one(name, open, &at));
    }

    /// Asks of a name the first time it comes, and counts how often it does.
    fn of_one(&mut self, name: &str, open: bool, at: impl Fn(&'static Rule, Said) -> Finding) {
        let half = party::is_half_masked(name);
        let unclear = open && self.organisations.kind_of(name) == PartyKind::Unclear;
        if !half && !unclear {
            return;
        }
        self.ask(name, question(name, half), &at);
    }

    /// Asks of words of a correction that may be a name.
    fn of_corrected(&mut self, name: &str, at: impl Fn(&'static Rule, Said) -> Finding) {
        self.ask(name, corrected_question(name), &at);
    }

    fn ask(
        &mut self,
        name: &str,
        (rule, said, (zh, en)): Question,
        at: &dyn Fn(&'static Rule, Said) -> Finding,
    ) {
        match self.asked.get(&one_form(name)) {
            Some(first) => self.told[*first].times += 1,
            None => {
                self.asked.insert(one_form(name), self.told.len());
                self.told.push(at(rule, said).help(zh, en));
            }
        }
    }
}

/// What is asked of words in a correction of no field for names.
fn corrected_question(name: &str) -> Question {
    (
        &rules::PARTY_UNCLEAR,
        Said::new(
            format!("看不出更正里的 `{name}` 是不是人名，先按人名遮住"),
            format!(
                "cannot tell whether `{name}` in this correction is a person; it is masked meanwhile"
            ),
        ),
        (
            "是人名的不用改；不是人名的，连着前后的字一起写，如 黄沙 10 吨",
            "leave it where it is a name; otherwise write it with the words beside it",
        ),
    )
}

/// What is asked of a name with a star that hides nothing, or of one that may be a person's.
fn question(name: &str, half: bool) -> Question {
    match half {
        true => (
            &rules::NAME_HALF_MASKED,
            Said::new(
                format!("`{name}` 里的星号没有遮住名字，公开时整个名字都遮"),
                format!("the star in `{name}` hides no name; the whole of it is masked"),
            ),
            (
                "照实写全名，公开时自动遮；或写成 张*、张*明、诸葛**",
                "write the whole name, it is masked by itself; or write 张*, 张*明, 诸葛**",
            ),
        ),
        false => (
            &rules::PARTY_UNCLEAR,
            Said::new(
                format!("看不出 `{name}` 是不是个人，先按个人遮名"),
                format!("cannot tell whether `{name}` is a person; it is masked meanwhile"),
            ),
            (
                "写 `party_type`；没有这一栏的，在名字后面写（单位）、（企业）或（个人）；全县都用的写进 settings.organisations",
                "write `party_type`, or (body), (firm) or (person) behind the name; what the whole county pays stands in settings.organisations",
            ),
        ),
    }
}

/// What a cell may say of several, or of somebody's household: 李建国、王小花 / 李建国一家 / 李建国（三组）.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let apart = [
        '、', '，', ',', ';', '；', '/', '和', '与', '及', '（', '）', '(', ')', '[', ']', '【',
        '】', ' ', '\u{3000}',
    ];
    let household = ['等', '人', '一', '全', '家', '夫', '妇', '兄', '弟'];
    text.split(apart).map(move |part| part.trim().trim_end_matches(household))
}

/// The words that name cells of people are published as they stand.
fn groups(
    organisations: &Organisations,
    source: &Source,
    record: &Record,
    known: &Names,
    report: &mut Report,
) {
    for people in record.kind.people {
        let mut told = BTreeSet::new();
        for (at, row) in record.list(people.list).enumerate() {
            let text = match row.choice(people.by) {
                Some(_) => continue,
                None => row.text(people.by),
            };
            let one = |part: &str| known.hold(part) || organisations.names_person(part);
            let names = one(text) || parts(text).any(one);
            if !names || !told.insert(one_form(text)) {
                continue;
            }
            let said = Said::new(
                format!("`{text}` 像是人名，这一栏会公开，只写组名"),
                format!("`{text}` looks like a person; this column is published, write the group"),
            );
            let place = Place::Field(format!("{}.{at}.{}", people.list, people.by));
            report.push(Finding::new(&rules::GROUP_NAMES_PERSON, &source.path, place, said).help(
                "写成 三组、张湾组；姓名放 private/rows",
                "write it as 三组 or 张湾组; names belong into private/rows",
            ));
        }
    }
}
