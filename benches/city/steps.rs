//! Whole runs, each in a process of its own: a build, and a writer that only writes what the build wrote.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use sunlit::finding::Grade;
use sunlit::run::{self, Options};
use sunlit::sink::{DiskSink, Purpose, Register};
use sunlit::source::disk::Project;

use crate::arguments::Arguments;
use crate::meter::{self, Cost};

/// Files the writer holds in memory at a time; reading them is not counted.
const BATCH: usize = 2000;

/// What `sunlit build` does, printing left out: plan, units, fold, commit.
pub fn build(arguments: &Arguments) -> Result<Cost, Box<dyn Error>> {
    let root = &arguments.dir;
    let (start, before) = (Instant::now(), meter::process_cpu_ms());
    let options = Options { theme: arguments.theme_files()?, ..Options::default() };
    let project = Project::at(root).ok_or("no content here")?;
    let sink = DiskSink::open(&root.join("site"), (Purpose::Site, false), Register::default())?;
    let outcome = run::run(&project, &options, &sink)?;
    if !outcome.publishable {
        let first = outcome.report.findings.iter().find(|f| f.grade == Grade::MustFix);
        return Err(format!("the city has mistakes: {first:?}").into());
    }
    let done = sink.commit(&outcome.folders)?;
    Ok(Cost {
        wall_ms: start.elapsed().as_secs_f64() * 1000.0,
        cpu_ms: meter::process_cpu_ms() - before,
        peak_kib: meter::peak_kib(),
        months: outcome.months,
        must_fix: outcome.report.count(Grade::MustFix),
        notices: outcome.report.count(Grade::Notice),
        written: done.written,
    })
}

/// The least any generator must do: the same folders, files and bytes on the same file system, by one thread.
pub fn floor(root: &Path) -> Result<Cost, Box<dyn Error>> {
    let (site, copy) = (root.join("site"), root.join("floor"));
    let entries = walkdir::WalkDir::new(&site).min_depth(1).sort_by_file_name();
    let (mut folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = (Vec::new(), Vec::new());
    for entry in entries {
        let entry = entry?;
        let inside = entry.path().strip_prefix(&site)?.to_path_buf();
        if entry.file_type().is_dir() { folders.push(inside) } else { files.push(inside) }
    }
    let mut cost = Cost { written: files.len(), ..Cost::default() };
    let mut spent = 0;
    let from = meter::thread_cpu_ns();
    fs::create_dir_all(&copy)?;
    for folder in &folders {
        fs::create_dir(copy.join(folder))?;
    }
    spent += meter::thread_cpu_ns() - from;
    for batch in files.chunks(BATCH) {
        let bytes: Result<Vec<_>, _> = batch.iter().map(|file| fs::read(site.join(file))).collect();
        let bytes = bytes?;
        let (start, from) = (Instant::now(), meter::thread_cpu_ns());
        for (file, bytes) in batch.iter().zip(&bytes) {
            fs::write(copy.join(file), bytes)?;
        }
        spent += meter::thread_cpu_ns() - from;
        cost.wall_ms += start.elapsed().as_secs_f64() * 1000.0;
    }
    cost.cpu_ms = spent as f64 / 1e6;
    fs::remove_dir_all(&copy)?;
    Ok(cost)
}
