//! The edges of law: the day itself and the day after, the turn of the year, quarters, two sets of books, old articles.

use std::sync::Arc;

use super::cited::outdated;
use super::*;
use crate::finding::rules;
use crate::kind::Kinds;
use crate::kind::unit::{UNIT, Unit};
use crate::model::date::parse_date;
use crate::model::shape::Shape;
use crate::model::{Date, Fiscal, Period};
use crate::source::{self, Source};

fn day(text: &str) -> Date {
    parse_date(text).expect("a day")
}

fn source(text: &str) -> Source {
    Source::of(Arc::from("content/law/x.yaml"), text.to_string())
}

fn row(source: &Source, shape: &'static Shape) -> crate::model::shape::Row {
    let mut report = Report::default();
    let row = source::record(source, shape, &mut report);
    row.unwrap_or_else(|| panic!("{:?}\n{}", report.findings, source.text))
}

fn unit(text: &str) -> Unit {
    Unit::from(row(&source(&format!("id: u\nname: 上村\n{text}")), &UNIT))
}

/// The nation's law with one county file over it, and what was told of that.
fn county(entries: &str) -> (Law, Vec<&'static str>) {
    let source = source(&format!("id: x\nname: 县\nentries:\n{entries}"));
    let mut report = Report::default();
    let law =
        lay(vec![Overlay::File(&source, row(&source, &PACK))], &Kinds::shipped(), &mut report);
    (law, report.findings.iter().map(|finding| finding.rule.code).collect())
}

const MONTHLY: &str = "  - {id: village-finance, item: 财务, level: village, kind: ledger, \
cadence: month, by_day: 15, basis: [{law: 县目录}]}\n";

const COOP: &str = "  - {id: collective-finance, item: 财务, level: collective, kind: ledger, \
cadence: month, by_day: 15, basis: [{law: 县目录}]}\n";

/// A month's ledger, of the set `book`.
fn ledger(book: &'static str, period: &str, on: &str) -> Posting<'static> {
    Posting {
        id: "",
        kind: "ledger",
        class: "",
        book,
        items: &[],
        period: Period::parse(period),
        on: day(on),
        corrected: None,
        href: "",
        title: "",
    }
}

/// `item book period due state`, a line an obligation that has a period.
fn told(law: &Law, unit: &Unit, from: &str, postings: &[Posting], as_of: &str) -> Vec<String> {
    let matter = Matter {
        law,
        unit,
        books_open_from: Period::parse(from),
        postings,
        as_of: parse_date(as_of),
        horizon: None,
        fiscal: Fiscal::default(),
    };
    let line = |one: &Obligation| {
        let book = one.book.map(|at| unit.books[at].id.clone()).unwrap_or_default();
        let due = one.due.map(|due| due.to_string()).unwrap_or_default();
        Some(format!("{} {book} {} {due} {:?}", one.entry.id, one.period?, one.state))
    };
    obligations(&matter).iter().filter_map(line).collect()
}

#[test]
fn on_its_day_nothing_is_late_and_a_day_after_it_is() {
    let (law, _) = county(MONTHLY);
    let village = unit("level: village\n");
    let state = |posted: Option<&str>, as_of: &str| {
        let postings: Vec<_> = posted.iter().map(|on| ledger("", "2025-12", on)).collect();
        let all = told(&law, &village, "2025-12", &postings, as_of);
        all[0].rsplit_once("2026-01-15 ").map(|(_, state)| state.to_string()).unwrap_or_default()
    };
    assert_eq!(state(None, "2026-01-15"), "NotDue");
    assert_eq!(state(None, "2026-01-16"), "Missing(1)");
    assert_eq!(state(Some("2026-01-15"), "2026-02-01"), "OnTime");
    assert_eq!(state(Some("2026-01-16"), "2026-02-01"), "Late(1)");
    // Over the turn of the year, and posted before anyone asked.
    assert_eq!(state(Some("2025-12-31"), "2026-01-01"), "OnTime");
}

#[test]
fn the_nations_quarter_wants_one_posting_within_it() {
    let law = Law::national();
    let village = unit("level: village\n");
    let first = |postings: &[Posting], as_of: &str| {
        told(&law, &village, "2026-01", postings, as_of).remove(0)
    };
    let line = |state: &str| format!("village-finance  2026-Q1 2026-03-31 {state}");
    assert_eq!(first(&[], "2026-03-31"), line("NotDue"));
    assert_eq!(first(&[], "2026-04-01"), line("Missing(1)"));
    assert_eq!(first(&[ledger("", "2025-12", "2026-01-09")], "2026-04-01"), line("OnTime"));
    assert_eq!(first(&[ledger("", "2026-02", "2026-04-03")], "2026-05-01"), line("Late(3)"));
    // What speaks of the next quarter does not mend this one.
    assert_eq!(first(&[ledger("", "2026-04", "2026-04-30")], "2026-05-01"), line("Missing(31)"));
}

#[test]
fn what_was_not_confirmed_sets_no_day() {
    let village = unit("level: village\n");
    let all = told(&Law::national(), &village, "2025-01", &[], "2026-02-01");
    assert_eq!(all, ["village-finance  2026-Q1 2026-03-31 NotDue"]);
}

#[test]
fn books_that_open_in_the_middle_owe_from_then_on() {
    let law = Law::national();
    let village = unit("level: village\nbooks: [{id: v, name: 账, open_from: 2026-03}]\n");
    let all = told(&law, &village, "2026-01", &[], "2026-07-01");
    assert_eq!(
        all,
        [
            "village-finance v 2026-Q1 2026-03-31 NotApplicable(BooksOpenLater(2026-03-01))",
            "village-finance v 2026-Q2 2026-06-30 Missing(1)",
            "village-finance v 2026-Q3 2026-09-30 NotDue",
        ]
    );
    // Where nobody says when the books open, the first record does; without one nothing is claimed.
    let (law, _) = county(MONTHLY);
    let plain = unit("level: village\n");
    let all = told(&law, &plain, "", &[ledger("", "2026-05", "2026-06-10")], "2026-06-20");
    assert_eq!(all[0], "village-finance  2026-05 2026-06-15 OnTime");
    assert_eq!(told(&law, &plain, "", &[], "2026-06-20"), Vec::<String>::new());
}

#[test]
fn two_sets_of_books_each_owe_their_months() {
    let (law, told_of) = county(&format!("{MONTHLY}{COOP}"));
    assert_eq!(told_of, Vec::<&str>::new());
    let village = unit(
        "level: village\nbooks: [{id: v, name: 村账}, {id: c, name: 社账, owner: collective}]\n",
    );
    let postings = [ledger("v", "2026-03", "2026-04-10"), ledger("c", "2026-04", "2026-05-10")];
    let all = told(&law, &village, "2026-03", &postings, "2026-05-15");
    assert_eq!(
        all,
        [
            "village-finance v 2026-03 2026-04-15 OnTime",
            "village-finance v 2026-04 2026-05-15 NotDue",
            "village-finance v 2026-05 2026-06-15 NotDue",
            "collective-finance c 2026-03 2026-04-15 Missing(30)",
            "collective-finance c 2026-04 2026-05-15 OnTime",
            "collective-finance c 2026-05 2026-06-15 NotDue",
        ]
    );
}

#[test]
fn a_community_has_another_law_and_a_town_none() {
    let law = Law::national();
    let matter = |unit: &Unit| {
        let as_of = Some(day("2026-07-01"));
        let books_open_from = Period::parse("2026-01");
        let matter = Matter {
            law: &law,
            unit,
            books_open_from,
            postings: &[],
            as_of,
            horizon: None,
            fiscal: Fiscal::default(),
        };
        let all = obligations(&matter).into_iter();
        all.map(|one| (one.entry.level.key, one.due.is_some())).collect::<Vec<_>>()
    };
    let community = matter(&unit("level: community\n"));
    assert!(community.iter().all(|(level, _)| *level != "village"));
    assert!(community.iter().all(|(_, due)| !due), "no quarter and no month in its law");
    let village = matter(&unit("level: village\n"));
    assert!(village.iter().all(|(level, _)| *level != "community"));
    assert_eq!(matter(&unit("level: town\n")), []);
}

#[test]
fn without_a_day_nothing_is_late() {
    let (law, _) = county(MONTHLY);
    let village = unit("level: village\n");
    let all = told(&law, &village, "2026-01", &[ledger("", "2026-02", "2026-06-30")], "");
    assert_eq!(all, ["village-finance  2026-02 2026-03-15 Posted"]);
}

#[test]
fn an_event_is_late_by_the_days_its_entry_names_and_by_none_other() {
    let entry = "  - {id: a, item: 审批, level: village, kind: notice, cadence: event, \
within_days: 5, basis: [{law: 县目录}]}\n";
    let (law, _) = county(entry);
    let items = vec!["a".to_string()];
    let village = unit("level: village\n");
    let ours = |items: &[String], on| {
        let notice = Posting { kind: "notice", items, ..ledger("", "2026-03-10", on) };
        told(&law, &village, "2026-01", &[notice], "2026-06-01")
            .into_iter()
            .filter(|line| line.starts_with("a "))
            .collect::<Vec<_>>()
    };
    assert_eq!(ours(&items, "2026-03-15"), ["a  2026-03-10 2026-03-15 OnTime"]);
    assert_eq!(ours(&items, "2026-03-16"), ["a  2026-03-10 2026-03-15 Late(1)"]);
    // A notice fulfils only what it names.
    assert_eq!(ours(&[], "2026-03-16"), Vec::<String>::new());
}

#[test]
fn what_a_kind_plainly_answers_needs_no_mark() {
    let village = unit("level: village\n");
    let found = |law: &Law, kind, class| {
        let one = Posting { kind, class, ..ledger("", "2026-03", "2026-04-01") };
        let postings = [one];
        let (books_open_from, as_of) = (Period::parse("2026-01"), parse_date("2026-04-02"));
        let matter = Matter {
            law,
            unit: &village,
            books_open_from,
            postings: &postings,
            as_of,
            horizon: None,
            fiscal: Fiscal::default(),
        };
        let all = obligations(&matter).into_iter().filter(|one| one.state == State::Posted);
        all.map(|one| one.entry.id.clone()).collect::<Vec<_>>()
    };
    let law = Law::national();
    assert_eq!(found(&law, "grant", ""), ["village-funds"]);
    assert_eq!(found(&law, "meeting", "council"), ["village-deliberation"]);
    assert_eq!(found(&law, "meeting", "party"), Vec::<String>::new());
    assert_eq!(found(&law, "audits", "leaving"), ["village-audit"]);
    assert_eq!(found(&law, "audits", "yearly"), Vec::<String>::new());
    assert_eq!(found(&law, "notice", "village"), Vec::<String>::new());
    let own = |also: &str| {
        county(&format!(
            "  - {{id: a, item: 村规, level: village, kind: notice, cadence: event, \
also: [{also}], basis: [{{law: 县目录}}]}}\n"
        ))
    };
    let (law, told_of) = own("议事会.议事会");
    assert_eq!(told_of, Vec::<&str>::new());
    assert_eq!(found(&law, "meeting", "council"), ["village-deliberation", "a"]);
    for wrong in ["notice", "grunt", "grant.big", "meeting.unknown"] {
        assert_eq!(own(wrong).1, [rules::UNKNOWN_CHOICE.code], "{wrong}");
    }
}

/// Machine words of the shipped packs mean a kind, and a class of it.
#[test]
fn shipped_packs_name_kinds_and_classes_that_are() {
    let kinds = Kinds::shipped();
    let packs = shipped_packs();
    let entries = packs.iter().flat_map(|(_, pack)| &pack.entries);
    for also in entries.flat_map(|entry| &entry.also) {
        let kind = kinds.by_key(&also.kind).unwrap_or_else(|| panic!("{also}: no such kind"));
        let class = kind.classes().iter().any(|class| class.key == also.class);
        assert!(also.class.is_empty() || class, "{also}: no such class");
    }
}

#[test]
fn a_quarters_record_may_be_its_three_months() {
    let entry = MONTHLY.replace("month, by_day: 15", "quarter, by_day: 31");
    let (law, told_of) = county(&entry);
    assert_eq!(told_of, Vec::<&str>::new());
    let village = unit("level: village\n");
    let mut postings =
        vec![ledger("", "2026-02", "2026-03-01"), ledger("", "2026-03", "2026-05-01")];
    let all = told(&law, &village, "2026-01", &postings, "2026-05-02");
    assert_eq!(all[0], "village-finance  2026-Q1 2026-04-30 Missing(2)");
    postings.push(ledger("", "2026-01", "2026-02-10"));
    let all = told(&law, &village, "2026-01", &postings, "2026-05-02");
    assert_eq!(all[0], "village-finance  2026-Q1 2026-04-30 Late(1)");
}

#[test]
fn an_overlay_counts_from_its_day_and_the_nation_before() {
    let entry = MONTHLY.replace("{law: 县目录}", "{law: 县目录, since: 2026-06-01}");
    let (law, _) = county(&entry);
    let all = told(&law, &unit("level: village\n"), "2026-01", &[], "2026-06-30");
    assert_eq!(
        all,
        [
            "village-finance  2026-Q1 2026-03-31 Missing(91)",
            "village-finance  2026-Q2 2026-06-30 NotDue",
            "village-finance  2026-06 2026-07-15 NotDue",
        ]
    );
}

#[test]
fn a_looser_overlay_is_told_and_left_out() {
    for (from, to) in
        [("cadence: month, by_day: 15", "cadence: year"), ("level: village", "level: community")]
    {
        let (law, told_of) = county(&MONTHLY.replace(from, to));
        assert_eq!(told_of, [rules::LAW_LOOSENED.code], "{to}");
        let entry = law.on("village-finance", day("2026-07-01")).expect("the nation's");
        assert_eq!((entry.cadence, entry.level.key), (Cadence::Quarter, "village"));
    }
}

#[test]
fn the_old_article_is_outdated_from_2026_on() {
    let law = Law::national();
    let told =
        |cites: &str, on: &str| outdated(&law, cites, day(on)).map(|(_, new)| new.article.clone());
    let new = Some("第三十五条".to_string());
    assert_eq!(told("村民委员会组织法第三十条", "2025-12-31"), None);
    assert_eq!(told("村民委员会组织法第三十条", "2026-01-01"), new);
    assert_eq!(told("《中华人民共和国村民委员会组织法》第 30 条", "2026-03-01"), new);
    assert_eq!(told("村民委员会组织法（2018年修正）第三十条", "2026-03-01"), new);
    for fine in [
        "村民委员会组织法第三十五条",
        "村民委员会组织法第三十条（2026年1月1日起为修订后的第三十五条）",
        "村民委员会组织法；农村土地承包法第三十条",
        "农村集体经济组织法第三十条",
        "",
    ] {
        assert_eq!(told(fine, "2026-03-01"), None, "{fine}");
    }
}

#[test]
fn shipped_packs_are_sound_and_say_how_sure_they_are() {
    let packs = shipped_packs();
    let settings = source("law: []\n");
    let overlays = packs.iter().enumerate();
    let overlays = overlays.map(|(at, (name, _))| Overlay::Named(name, &settings, at));
    let mut report = Report::default();
    let law = lay(overlays.collect(), &Kinds::shipped(), &mut report);
    assert!(report.findings.is_empty() && law.packs().len() == packs.len());
    for (name, pack) in &packs {
        assert_eq!(*name, pack.id);
        let text = std::fs::read_to_string(format!(
            "{}/src/law/packs/{name}.yaml",
            env!("CARGO_MANIFEST_DIR")
        ));
        let text = text.expect("a pack");
        let count = |word: &str| text.matches(word).count();
        assert_eq!(count("confidence: "), count("{law: "), "{name}: every basis says so");
        let bases = pack.entries.iter().flat_map(|entry| &entry.basis);
        assert!(bases.clone().all(|basis| !basis.source.is_empty()), "{name}: and where from");
        let again = source(&text);
        let sound =
            lay(vec![Overlay::File(&again, row(&again, &PACK))], &Kinds::shipped(), &mut report);
        assert_eq!(sound.packs()[1].entries.len(), pack.entries.len(), "{:?}", report.findings);
    }
}
