//! What any bytes may be asked: the promises of the readers and of the scanner, for the fuzzer and for `tests/corpus.rs`.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use sunlit::check::{self, Books, Shelf};
use sunlit::data;
use sunlit::finding::{Place, Report};
use sunlit::kind::Kinds;
use sunlit::kind::ledger::{self, LEDGER, LINE, Ledger};
use sunlit::kind::portal::{PORTAL, Portal};
use sunlit::kind::record::{Form, Record};
use sunlit::kind::unit::{UNIT, Unit};
use sunlit::model::date::parse_date;
use sunlit::model::party::Names;
use sunlit::model::shape::{Row, Shape};
use sunlit::model::table::Table;
use sunlit::model::{Date, Lang};
use sunlit::read::{Filed, Inputs, Options, Records, UnitPlan};
use sunlit::report::{self, Format, Run};
use sunlit::scan;
use sunlit::source::disk::Project;
use sunlit::source::{self, Places, Source};
use sunlit::tabular::headings::Headings;
use sunlit::tally::Sums;
use sunlit::waist::{self, Desk, Leads};

/// What a target does with the bytes.
pub type Ask = fn(&[u8]);

/// Every target by its name, which is also the name of its folder of the corpus.
pub const TARGETS: &[(&str, Ask)] = &[
    ("csv", csv),
    ("ledger", ledger),
    ("markdown", markdown),
    ("portal", portal),
    ("record", record),
    ("scan", scan),
];

/// A CSV file of lines, and the month they make.
pub fn csv(bytes: &[u8]) {
    let mut report = Report::default();
    let Some(source) = decoded("a.csv", bytes, &mut report) else { return };
    let read = source::csv_rows(&source, &LINE, &mut report);
    let cells = source::CsvCells::read(&source.text, &LINE);
    for at in (0..=source.text.len()).step_by(source.text.len() / 8 + 1) {
        cells.at(at);
    }
    told(&source, &report);
    assert_eq!(read.rows.len(), read.starts.len(), "a place for every line");
    let head = decoded("a.yaml", HEAD.as_bytes(), &mut Report::default()).expect("UTF-8");
    let row = source::record(&head, &LEDGER, &mut Report::default()).expect("a good head");
    let mut month = Ledger::from(row);
    month.lines.extend(read.rows.into_iter().map(ledger::line));
    published(month, head, Some((source, read.starts)));
}

/// The head a CSV file stands beside.
const HEAD: &str = "id: a\nperiod: 2026-03\npublished: 2026-04-12\nplain: 明白话。\nreview: {by: 曾宪章, date: 2026-04-10}\nopening_cash: 0.00\nopening_bank: 0.00\nclosing_cash: 0.00\nclosing_bank: 0.00\nlines_file: a.csv\n";

/// A ledger with its lines.
pub fn ledger(bytes: &[u8]) {
    let mut report = Report::default();
    let Some(source) = decoded("a.yaml", bytes, &mut report) else { return };
    let row = yaml(&source, &source.text, 0, &LEDGER, &mut report);
    told(&source, &report);
    if let Some(row) = row.filter(|_| !report.blocks()) {
        published(Ledger::from(row), source, None);
    }
}

/// The settings of a portal.
pub fn portal(bytes: &[u8]) {
    let mut report = Report::default();
    let Some(source) = decoded("portal.yaml", bytes, &mut report) else { return };
    if let Some(row) = yaml(&source, &source.text, 0, &PORTAL, &mut report) {
        Portal::from(row);
    }
    told(&source, &report);
}

/// A record of a kind that the first byte chooses, or the head of a unit.
pub fn record(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut report = Report::default();
    let kinds: Vec<_> = KINDS.iter().collect();
    let at = usize::from(first.wrapping_sub(b'a')) % (kinds.len() + 1);
    let Some(kind) = kinds.get(at).copied() else {
        let Some(source) = decoded("unit.yaml", rest, &mut report) else { return };
        if let Some(row) = yaml(&source, &source.text, 0, &UNIT, &mut report) {
            Unit::from(row);
        }
        return told(&source, &report);
    };
    let name = format!("a{}", kind.form.ending());
    let Some(source) = decoded(&name, rest, &mut report) else { return };
    let (head, at, body) = match kind.form {
        Form::Yaml => (source.text.as_str(), 0, ""),
        Form::Markdown => match source::split_head(&source.text) {
            Some((head, at, body, _)) => (head, at, body),
            None => return,
        },
    };
    let row = yaml(&source, head, at, kind.shape, &mut report);
    told(&source, &report);
    let Some(row) = row.filter(|_| !report.blocks()) else { return };
    let one = Record::from(kind, row, body);
    let names = Names::default();
    let desk = desk(&names);
    let books = books(&[]);
    let shelf = Shelf {
        books: &books,
        unit: &PLAN.unit,
        setting: desk.setting(),
        others: &[],
        units: &INPUTS.units,
        guests: &[],
        names: &BTreeMap::new(),
    };
    check::record(&shelf, &source, &one, &mut report);
    if let Some((table, _)) =
        waist::record::table(&desk, &one, &source, report.findings.iter(), &[], &Leads::new())
    {
        written(&table);
    }
}

/// The words of a notice: what becomes of them runs nothing and leads nowhere it should not.
pub fn markdown(bytes: &[u8]) {
    let Ok(body) = std::str::from_utf8(bytes) else { return };
    let kind = KINDS.iter().find(|kind| kind.key == "notice").expect("notices");
    let head = decoded("a.md", NOTICE.as_bytes(), &mut Report::default()).expect("UTF-8");
    let row = source::record(&head, kind.shape, &mut Report::default()).expect("a good head");
    let one = Record::from(kind, row, body);
    let names = Names::of(["欧阳小明"]);
    let desk = desk(&names);
    let shown = waist::record::table(&desk, &one, &head, std::iter::empty(), &[], &Leads::new());
    let (table, remarks) = shown.expect("a public notice");
    for range in remarks.into_iter().map(|one| one.range) {
        assert!(body.get(range.clone()).is_some(), "{range:?} of {} bytes", body.len());
    }
    harmless(&table.prose);
}

const NOTICE: &str = "id: a\nclass: village\nperiod: 2026-03\npublished: 2026-04-12\nplain: 明白话。\nreview: {by: 曾宪章, date: 2026-04-10}\n";

/// Tags that prose may have, and the attributes they may have.
const TAGS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "sup",
    "div",
];
const ATTRIBUTES: &[&str] = &["href", "title", "class", "id", "start"];

fn harmless(html: &str) {
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').unwrap_or_else(|| panic!("an open tag: {piece}"));
        let tag = tag.trim_start_matches('/').trim_end_matches(['/', ' ']);
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(TAGS.contains(&name), "a tag `{name}` in {html}");
        while let Some((attribute, value)) = rest.trim_start().split_once("=\"") {
            assert!(ATTRIBUTES.contains(&attribute), "an attribute `{attribute}` in {html}");
            let (value, after) = value.split_once('"').expect("a closed value");
            let address = value.trim_start().to_lowercase();
            for scheme in ["javascript:", "data:", "vbscript:", "file:", "/"] {
                assert!(attribute != "href" || !address.starts_with(scheme), "{address} in {html}");
            }
            rest = after;
        }
        assert!(rest.trim().is_empty(), "`{rest}` in {html}");
    }
}

/// The scanner. Digits come as the letters A to J and the other way round, so that no number lies in the corpus.
pub fn scan(bytes: &[u8]) {
    let bytes: Vec<u8> = bytes.iter().map(|b| swapped(*b)).collect();
    let hits = scan::hits(&bytes);
    let mut after = 0;
    for hit in &hits {
        assert!(hit.start < hit.end && hit.end <= bytes.len(), "{hit:?}");
        after = after.max(hit.end);
    }
    let Ok(text) = std::str::from_utf8(&bytes) else { return };
    for one in scan::likely(text) {
        assert!(text.get(one.start..one.end).is_some_and(|written| !written.is_empty()), "{one:?}");
    }
    let clean = scan::redact(text);
    assert_eq!(clean.chars().count(), text.chars().count(), "a star for a character");
    assert_eq!(scan::redact(&clean), clean, "once is enough for {text:?}");
    assert_eq!(scan::hits(clean.as_bytes()), [], "nothing is left of {text:?} in {clean:?}");
    for hit in hits {
        let written = text.get(hit.start..hit.end).expect("whole characters");
        if !written.contains(['%', '\\', '&']) {
            let from = text[..hit.start].chars().count();
            let stars: String = clean.chars().skip(from).take(written.chars().count()).collect();
            assert!(!stars.contains(|c: char| c.is_ascii_digit()), "{stars:?} of {text:?}");
        }
    }
}

/// A digit for its letter, a letter for its digit.
pub fn swapped(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0' + b'A',
        b'A'..=b'J' => byte - b'A' + b'0',
        other => other,
    }
}

fn decoded(name: &str, bytes: &[u8], report: &mut Report) -> Option<Source> {
    Source::decode(&Arc::from(name), bytes, report)
}

/// Both readers where both accept, then the row as the program gets it.
fn yaml(
    source: &Source,
    part: &str,
    at: usize,
    shape: &'static Shape,
    report: &mut Report,
) -> Option<Row> {
    let alone = Source::of(source.path.clone(), part.to_string());
    let (quick, marked, told) = source::both_readers(&alone, shape);
    if let Some(quick) = quick {
        assert!(!told.findings.iter().any(|f| f.rule.code == "text-behind-hash"), "cut short");
        marked.into_iter().for_each(|marked| assert_eq!(quick, marked, "the readers differ"));
    }
    let places = Places::read(part, at, shape);
    for field in shape.fields() {
        let found = places.as_ref().and_then(|places| places.of(field.name));
        assert!(found.is_none_or(|(start, end)| source.text.get(start..end).is_some()));
    }
    let scalars = source::Scalars::read(part, shape);
    for byte in (0..=part.len()).step_by(part.len() / 8 + 1) {
        scalars.at(byte);
    }
    source::record_in(source, (part, at), source::Asked::of(shape), report)
}

/// A month by every rule, as a table and as data.
fn published(ledger: Ledger, source: Source, lines: Option<(Source, Vec<usize>)>) {
    let sums = Sums::of(&ledger);
    let filed = [Filed { ledger, source, lines, tables: Vec::new(), set: 0, sums }];
    let mut report = Report::default();
    let books = books(&filed);
    check::ledgers(&books, &mut report);
    let names = Names::of(waist::ledger::persons(&Default::default(), &filed[0]));
    let desk = desk(&names);
    if let Some(table) = waist::ledger::table(&desk, &filed[0], &report.findings, &[]) {
        written(&table);
    }
}

static KINDS: LazyLock<Kinds> = LazyLock::new(Kinds::shipped);
static PROJECT: LazyLock<Project> = LazyLock::new(Project::default);
static OPTIONS: LazyLock<Options> =
    LazyLock::new(|| Options { as_of: Some(today()), internal: true, ..Options::default() });
static INPUTS: LazyLock<Inputs> =
    LazyLock::new(|| Inputs::bare(&PROJECT, &OPTIONS, Portal::unread(), KINDS.clone()));
static PLAN: LazyLock<UnitPlan> = LazyLock::new(|| {
    let head = Source::of(Arc::from("unit.yaml"), String::new());
    UnitPlan::alone(Unit::stand_in("a"), head, Arc::new(Headings::shipped()))
});
static NOTHING: LazyLock<Records> = LazyLock::new(Records::default);

fn desk(names: &Names) -> Desk<'_> {
    Desk::new(&INPUTS, &PLAN, names, &NOTHING)
}

fn books(ledgers: &[Filed]) -> Books<'_> {
    Books {
        portal: &INPUTS.portal,
        as_of: INPUTS.as_of,
        officials: &[],
        ledgers,
        owed: &[],
        complete: true,
        internal: true,
        office: &INPUTS.office,
    }
}

fn written(table: &Table) {
    std::str::from_utf8(&data::csv(table)).expect("CSV is UTF-8");
    serde_json::from_slice::<serde_json::Value>(&data::json(table)).expect("JSON");
    harmless(&table.prose);
}

/// Findings point into the text and can be printed, whatever it holds.
fn told(source: &Source, report: &Report) {
    for finding in &report.findings {
        if let Place::Bytes(start, end) = finding.place {
            assert!(source.text.get(start..end).is_some(), "{finding:?}");
        }
    }
    for format in Format::ALL {
        let run = Run {
            findings: &report.findings,
            lang: Lang::Zh,
            as_of: None,
            color: format == Format::Human,
            internal: true,
            strict: false,
            steps: &[],
            inputs: 1,
            suppressed: 0,
            unread: 0,
            drafts: 0,
            without_private: false,
            most: None,
        };
        report::print(format, &run, &|_| Some(source.text.clone()));
    }
}

fn today() -> Date {
    parse_date("2026-06-30").expect("a day")
}
