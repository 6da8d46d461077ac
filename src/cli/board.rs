//! `sunlit board`: checks as a build does, and writes sheets to be printed and hung on the notice board.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::console;
use super::grammar::Shared;
use super::new::month_of;
use crate::model::Lang;
use crate::publish;
use crate::report::Step;
use crate::run::{self, Outcome, Stop, Wanted};
use crate::sink::{DiskSink, Purpose, Register, is_site};

pub fn command(lang: Lang) -> Command {
    Command::new("board")
        .about(lang.pick(
            "生成张贴表：打印出来贴公开栏，写到 board/",
            "write sheets for the notice board to board/",
        ))
        .after_help(lang.pick(
            "例：sunlit board liutang --period 2026-03",
            "example: sunlit board liutang --period 2026-03",
        ))
        .args([
            Arg::new("units").value_name("UNIT").action(ArgAction::Append).help(lang.pick(
                "只要这些单位，写文件夹名（默认全部）",
                "these units alone, by their folders' names (default: all)",
            )),
            Arg::new("period").long("period").value_name("PERIOD").help(lang.pick(
                "只要这个所属期的，如 2026-03、2026",
                "what speaks of this period alone, such as 2026-03 or 2026",
            )),
            Arg::new("out")
                .short('o')
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "写到哪个文件夹（默认 board），不能在网站里面",
                    "where to write (default: board), never inside a site",
                )),
        ])
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let root = shared.project.root();
    let out = matches.get_one::<PathBuf>("out").cloned().unwrap_or_else(|| root.join("board"));
    let units = matches.get_many::<String>("units").unwrap_or_default().cloned().collect();
    let period = matches.get_one::<String>("period");
    let period = period.map(|period| month_of(shared, "--period", period)).transpose()?;
    apart_from_content(shared, &out)?;
    if is_inside_a_site(&out, &root.join("site")) {
        return Err(shared.lang.pick(
            format!("{}：在网站里面，张贴表不能放进去；换一个文件夹", out.display()),
            format!("{}: inside a site, where no sheet may be; choose another", out.display()),
        ));
    }
    let outcome = sheets(shared, &Wanted { units, period }, &out)?;
    Ok(console::verdict(shared, &outcome))
}

/// Whether the folder is a site, or lies in one, or will once the site is built.
pub fn is_inside_a_site(out: &Path, site: &Path) -> bool {
    let out = real(out);
    out.starts_with(real(site)) || out.ancestors().any(is_site)
}

/// Where a folder is when its links are followed, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    there.map_or(path.clone(), |(above, real)| match path.strip_prefix(above) {
        Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
        _ => real,
    })
}

/// Refuses to write where the program reads, or keeps its own notes: what is built is no content, theme or register.
pub fn apart_from_content(shared: &Shared, out: &Path) -> Result<(), String> {
    let (out, root) = (real(out), shared.project.root());
    let within = ["content", "private", "themes", publish::NOTES].into_iter();
    match within.map(|name| root.join(name)).find(|folder| out.starts_with(real(folder))) {
        None => Ok(()),
        Some(folder) => Err(shared.lang.pick(
            format!(
                "{}：在 {} 里面，成品不能放进去；换一个文件夹",
                out.display(),
                folder.display()
            ),
            format!(
                "{}: inside {}, where nothing is built; choose another folder",
                out.display(),
                folder.display()
            ),
        )),
    }
}

fn sheets(shared: &Shared, wanted: &Wanted, out: &Path) -> Result<Outcome, String> {
    super::build::unlinked(shared, out)?;
    let sink = DiskSink::open(out, (Purpose::Board, false), Register::of_user())
        .map_err(|e| told(shared, &e))?;
    let (outcome, sheets) = match run::board(&shared.project, &shared.options, wanted, &sink) {
        Ok(made) => made,
        Err(stop) => {
            let abandoned = sink.abandon();
            let Stop::Io(error) = stop else { return Err(stop.in_lang(shared.lang)) };
            return abandoned.and(Err(error)).map_err(|error| told(shared, &error));
        }
    };
    let refused = super::build::is_refused(shared, &outcome);
    let nothing = nothing_to_hang(shared.lang, wanted, (&outcome, &sheets)).filter(|_| !refused);
    if refused || nothing.is_some() {
        sink.abandon().map_err(|error| told(shared, &error))?;
        if let Some(nothing) = nothing {
            return Err(nothing);
        }
        console::findings(shared, &outcome, &[("check", Step::Ran), ("board", Step::Skipped)]);
        console::closing(shared, &outcome);
        let zh = "没有写入任何文件；张贴表仍是原来的样子。";
        console::say(shared, zh, "nothing was written: the sheets are as they were.");
        return Ok(outcome);
    }
    let units: Vec<String> = sheets.iter().map(|(id, _)| id.clone()).collect();
    let done = sink.commit(&units).map_err(|error| told(shared, &error))?;
    console::findings(shared, &outcome, &[("check", Step::Passed), ("board", Step::Passed)]);
    console::closing(shared, &outcome);
    let count: usize = sheets.iter().map(|(_, count)| count).sum();
    let (units, index) = (units.len(), out.join("index.html"));
    console::say(
        shared,
        &format!(
            "{units} 个单位，{count} 张；写入 {} 个文件，删去 {} 个：{}",
            done.written,
            done.deleted,
            index.display()
        ),
        &format!(
            "{}, {}; {} written, {} deleted: {}",
            Lang::En.counted(units, "unit", "units"),
            Lang::En.counted(count, "sheet", "sheets"),
            Lang::En.counted(done.written, "file", "files"),
            done.deleted,
            index.display()
        ),
    );
    super::build::left(shared, &done);
    Ok(outcome)
}

/// What is said where a unit is unknown, or nothing speaks of the period.
fn nothing_to_hang(
    lang: Lang,
    wanted: &Wanted,
    (outcome, sheets): (&Outcome, &[(String, usize)]),
) -> Option<String> {
    if let Some(id) = wanted.units.iter().find(|id| !outcome.units.contains(id)) {
        let said = lang.pick("没有这个单位", "there is no such unit");
        return Some(format!("{id}: {said}"));
    }
    let none = lang.pick("没有要张贴的", "there is nothing to hang");
    sheets.is_empty().then(|| none.to_string())
}

/// An error of the disk, with what to do about it.
fn told(shared: &Shared, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::AlreadyExists => {
            let help = shared.lang.pick("换一个空文件夹", "choose an empty folder");
            format!("{error} ({help})")
        }
        _ => super::build::told(shared, error),
    }
}
