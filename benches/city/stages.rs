//! Where the time goes: the stages of a month, one after the other, through the same public functions a build calls.
//!
//! One village's files are held in memory and every stage runs over all its months, again and again, on one thread.
//! What is counted is the time this thread spent on a processor. Each stage's input was made by the stage before and
//! is not counted. What lies between the stages in a build (findings of a month, links to its neighbours, the list
//! of hashes) and what comes after the months (years, front pages, charts, fold, commit) is in the build's figure
//! and in no stage.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use sunlit::check::{self, Books};
use sunlit::data;
use sunlit::finding::Report;
use sunlit::kind::Kinds;
use sunlit::kind::ledger::{LEDGER, LINE, Ledger, line};
use sunlit::kind::portal::{PORTAL, Portal};
use sunlit::kind::private::Office;
use sunlit::kind::unit::{UNIT, Unit};
use sunlit::model::table::Table;
use sunlit::page::view::RecordView;
use sunlit::page::{Theme, frame, record};
use sunlit::read::{Filed, Inputs, Options, Records, UnitPlan};
use sunlit::scan;
use sunlit::sink::{DiskSink, Purpose, Register, Sink};
use sunlit::source::{self, Source, disk::Project};
use sunlit::tabular::headings::Headings;
use sunlit::tally::Sums;
use sunlit::waist::{self, Desk};
use tera::Context;

use crate::meter;

/// Runs over the village, of which the cheapest counts.
const ROUNDS: usize = 7;

/// One stage: what it is, how it was measured, and microseconds a month.
pub struct Stage {
    pub name: &'static str,
    pub how: &'static str,
    pub us: f64,
}

/// Bytes of one month, on average over the village.
#[derive(Default)]
pub struct Sizes {
    pub source: usize,
    pub page: usize,
    pub csv: usize,
    pub json: usize,
}

/// The files of one month: its head, and its lines where they stand apart.
type Texts = (Source, Option<Source>);

struct Bench<'a> {
    project: Project,
    paths: Vec<(Arc<str>, Option<Arc<str>>)>,
    desk: Desk<'a>,
    theme: Theme,
    sink: DiskSink,
    stages: Vec<Stage>,
}

/// What a month becomes.
struct Output {
    address: String,
    exempt: Vec<String>,
    files: [(&'static str, Vec<u8>); 3],
}

/// Measures the stages on the city's first village.
pub fn of_first_village(
    root: &Path,
    overlay: Vec<(String, Vec<u8>)>,
) -> Result<(Vec<Stage>, Sizes), Box<dyn Error>> {
    let project = Project::at(root).ok_or("no content here")?;
    let portal = Portal::from(row(&project, "content/portal.yaml", &PORTAL)?);
    let folder = "content/units/city/town000/v0000";
    let unit = Unit::from(row(&project, &format!("{folder}/unit.yaml"), &UNIT)?);
    let mut theme = Theme::load(overlay, portal.lang)?;
    theme.set_portal(&frame::portal(&portal));
    let names = sunlit::model::party::Names::default();
    let head = project.read(&Arc::from(format!("{folder}/unit.yaml")), &mut Report::default())?;
    let head = head.ok_or("a unit's head")?;
    let (nowhere, options) = (Project::default(), Options::default());
    let inputs = Inputs::bare(&nowhere, &options, portal, Kinds::shipped());
    let plan = UnitPlan::alone(unit, head, Arc::new(Headings::shipped()));
    let records = Records::default();
    let work = root.join("stages");
    let mut bench = Bench {
        paths: paths(root, &root.join(folder).join("finance"))?,
        project,
        desk: Desk::new(&inputs, &plan, &names, &records),
        theme,
        sink: DiskSink::open(&work, (Purpose::Site, true), Register::default())?,
        stages: Vec::new(),
    };
    let sizes = bench.run()?;
    let stages = bench.stages;
    fs::remove_dir_all(work)?;
    Ok((stages, sizes))
}

fn row(
    project: &Project,
    path: &str,
    shape: &'static sunlit::model::shape::Shape,
) -> Result<sunlit::model::shape::Row, Box<dyn Error>> {
    let mut report = Report::default();
    let source = project.read(&Arc::from(path), &mut report)?.ok_or("cannot be read")?;
    Ok(source::record(&source, shape, &mut report).ok_or("has mistakes")?)
}

/// A month's head and, where its lines stand apart, their CSV file.
type MonthPaths = (Arc<str>, Option<Arc<str>>);

/// The months of a folder.
fn paths(root: &Path, folder: &Path) -> Result<Vec<MonthPaths>, Box<dyn Error>> {
    let mut heads: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            heads.push(path);
        }
    }
    heads.sort();
    let name = |path: &Path| -> Arc<str> {
        Arc::from(path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned())
    };
    let both = heads.iter().map(|head| {
        let lines = head.with_extension("csv");
        (name(head), lines.is_file().then(|| name(&lines)))
    });
    Ok(both.collect())
}

impl Bench<'_> {
    /// Runs a stage over all months, keeps its cheapest round, and hands on what it made.
    fn stage<T>(&mut self, name: &'static str, how: &'static str, work: impl Fn(&Self) -> T) -> T {
        let mut best = u64::MAX;
        for _ in 1..ROUNDS {
            let from = meter::thread_cpu_ns();
            let made = black_box(work(self));
            best = best.min(meter::thread_cpu_ns() - from);
            drop(made);
        }
        let from = meter::thread_cpu_ns();
        let made = work(self);
        best = best.min(meter::thread_cpu_ns() - from);
        self.stages.push(Stage { name, how, us: best as f64 / 1000.0 / self.paths.len() as f64 });
        made
    }

    fn run(&mut self) -> Result<Sizes, Box<dyn Error>> {
        let texts = self.stage("read", "Project::read: open, bytes, UTF-8, SHA-256", |b| b.read());
        let texts: Vec<Texts> = texts?;
        self.stage("scan in", "scan::hits_except over the sources", |_| {
            let all = texts.iter().flat_map(|(head, lines)| std::iter::once(head).chain(lines));
            all.map(|source| scan::hits_except(source.text.as_bytes(), &[]).len()).sum::<usize>()
        });
        self.stage("parse", "source::record, source::csv_rows, Ledger::from", |_| {
            texts.iter().map(|(head, lines)| ledger(head, lines.as_ref())).collect::<Vec<_>>()
        });
        let filed: Vec<Filed> = texts.into_iter().map(|(head, lines)| file(head, lines)).collect();
        let portal = &self.desk.inputs.portal;
        self.stage("check", "tally::Sums::of, check::ledgers", |_| {
            let mut report = Report::default();
            let sums: Vec<Sums> = filed.iter().map(|f| Sums::of(&f.ledger)).collect();
            check::ledgers(
                &Books {
                    portal,
                    as_of: portal.as_of,
                    officials: &[],
                    ledgers: &filed,
                    owed: &[],
                    complete: true,
                    internal: false,
                    office: &Office::default(),
                },
                &mut report,
            );
            (sums, report)
        });
        let tables: Vec<Table> = self.stage("waist", "waist::ledger::table", |b| {
            filed.iter().filter_map(|f| waist::ledger::table(&b.desk, f, &[], &[])).collect()
        });
        let csv: Vec<Vec<u8>> =
            self.stage("csv", "data::csv", |_| tables.iter().map(data::csv).collect());
        let json: Vec<Vec<u8>> =
            self.stage("json", "data::json", |_| tables.iter().map(data::json).collect());
        let pages = self.pages(&tables)?;
        let outputs: Vec<Output> = tables
            .into_iter()
            .zip(csv)
            .zip(json)
            .zip(pages)
            .map(|(((table, csv), json), page)| Output {
                address: table.address,
                exempt: table.exempt,
                files: [("csv", csv), ("json", json), ("html", page.into_bytes())],
            })
            .collect();
        self.out(&outputs)?;
        let months = outputs.len().max(1);
        let size = |at: usize| outputs.iter().map(|o| o.files[at].1.len()).sum::<usize>() / months;
        let bytes =
            |f: &Filed| f.source.text.len() + f.lines.as_ref().map_or(0, |(s, _)| s.text.len());
        let source = filed.iter().map(bytes).sum::<usize>() / months;
        Ok(Sizes { source, csv: size(0), json: size(1), page: size(2) })
    }

    fn read(&self) -> Result<Vec<Texts>, std::io::Error> {
        let mut report = Report::default();
        let mut read = |path: &Arc<str>| {
            let source = self.project.read(path, &mut report)?;
            source.ok_or_else(|| std::io::Error::other("has mistakes"))
        };
        let texts = self
            .paths
            .iter()
            .map(|(head, lines)| Ok((read(head)?, lines.as_ref().map(&mut read).transpose()?)));
        texts.collect()
    }

    fn pages(&mut self, tables: &[Table]) -> Result<Vec<String>, Box<dyn Error>> {
        let lang = self.desk.lang();
        let part = |table: &Table| record::part(lang, table, record::parts(table)[0].clone());
        let views: Vec<RecordView> =
            self.stage("view", "page::record::part", |_| tables.iter().map(part).collect());
        let contexts: Vec<Context> =
            self.stage("context", "frame, Context::insert of the view", |b| {
                tables.iter().zip(&views).map(|(table, view)| b.context(table, view)).collect()
            });
        let pages = self.stage("render", "Theme::render of pages/month.html", |b| {
            let page = |context| b.theme.render("pages/month.html", context);
            contexts.iter().map(page).collect::<Result<Vec<_>, _>>()
        });
        Ok(pages?)
    }

    fn context(&self, table: &Table, view: &RecordView) -> Context {
        let unit = &self.desk.plan.unit;
        let above =
            [("city", "青溪市"), ("town000", "清河镇"), (unit.id.as_str(), unit.name.as_str())];
        let mut context = Context::new();
        context.insert("unit", &frame::unit(self.desk.lang(), unit, &table.address));
        context.insert("page", &frame::unit_page(table, &above, Vec::new()));
        context.insert("record", view);
        context
    }

    /// The three halves of the door out.
    fn out(&mut self, outputs: &[Output]) -> Result<(), Box<dyn Error>> {
        fn all(outputs: &[Output]) -> impl Iterator<Item = (&Output, &str, &Vec<u8>)> {
            outputs.iter().flat_map(|o| o.files.iter().map(move |(end, bytes)| (o, *end, bytes)))
        }
        self.stage("scan out", "scan::hits_except over page, CSV, JSON", |_| {
            all(outputs)
                .map(|(o, _, bytes)| scan::hits_except(bytes, &o.exempt).len())
                .sum::<usize>()
        });
        self.stage("sha256", "Sha256::digest of page, CSV, JSON", |_| {
            all(outputs).map(|(_, _, bytes)| Sha256::digest(bytes)[0]).fold(0, u8::wrapping_add)
        });
        let staged = self.stage("write", "DiskSink::put, after DiskSink::forget", |b| {
            b.sink.forget("v0000")?;
            all(outputs).try_for_each(|(o, ending, bytes)| {
                b.sink.put(&format!("{}.{ending}", o.address), bytes)
            })
        });
        Ok(staged?)
    }
}

fn ledger(head: &Source, lines: Option<&Source>) -> (Ledger, Vec<usize>) {
    let mut report = Report::default();
    let row = source::record(head, &LEDGER, &mut report).expect("the city has no mistakes");
    let mut ledger = Ledger::from(row);
    let Some(lines) = lines else { return (ledger, Vec::new()) };
    let read = source::csv_rows(lines, &LINE, &mut report);
    ledger.lines.extend(read.rows.into_iter().map(line));
    (ledger, read.starts)
}

fn file(head: Source, lines: Option<Source>) -> Filed {
    let (ledger, starts) = ledger(&head, lines.as_ref());
    let sums = Sums::of(&ledger);
    let (lines, tables) = (lines.map(|lines| (lines, starts)), Vec::new());
    Filed { ledger, source: head, lines, tables, set: 0, sums }
}
