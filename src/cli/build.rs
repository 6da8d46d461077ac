//! `sunlit build`: checks, renders, and makes public what has passed.

use std::path::PathBuf;

use clap::ArgMatches;

use super::console;
use super::grammar::Shared;
use crate::page::frame::counted;
use crate::pipeline;
use crate::report::Step;
use crate::sink::DiskSink;

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let out = matches.get_one::<PathBuf>("out").cloned();
    let out = out.unwrap_or_else(|| shared.project.root().join("site"));
    let sink = DiskSink::open(&out, matches.get_flag("force")).map_err(|error| {
        let help = shared
            .lang
            .pick("换一个空文件夹，或用 --force", "choose an empty folder, or use --force");
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            format!("{error} ({help})")
        } else {
            error.to_string()
        }
    })?;
    let outcome = match pipeline::run(&shared.project, &shared.options, &sink) {
        Ok(outcome) => outcome,
        Err(stop) => {
            sink.abandon().map_err(|error| error.to_string())?;
            return Err(stop.to_string());
        }
    };
    let refused = !outcome.publishable
        || (shared.strict
            && console::verdict(shared, &outcome) != super::DONE
            && !shared.options.keep_going);
    if refused {
        sink.abandon().map_err(|error| error.to_string())?;
        console::findings(shared, &outcome, &[("check", Step::Ran), ("publish", Step::Skipped)]);
        console::closing(shared, &outcome);
        console::say(
            shared,
            "没有写入任何文件；已公开的仍是原来的样子。",
            "nothing was written: the site is as it was.",
        );
        return Ok(console::verdict(shared, &outcome));
    }
    let done = sink.commit(&outcome.units).map_err(|error| error.to_string())?;
    console::findings(shared, &outcome, &[("check", Step::Passed), ("publish", Step::Passed)]);
    console::closing(shared, &outcome);
    let (units, months, lines) = (outcome.units.len(), outcome.months, outcome.lines);
    console::say(
        shared,
        &format!(
            "{units} 个单位，{months} 个月，{lines} 笔；写入 {} 个文件，删去 {} 个：{}",
            done.written,
            done.deleted,
            out.display()
        ),
        &format!(
            "{}, {}, {}; {} written, {} deleted: {}",
            counted(units, "unit", "units"),
            counted(months, "month", "months"),
            counted(lines, "line", "lines"),
            counted(done.written, "file", "files"),
            done.deleted,
            out.display()
        ),
    );
    Ok(console::verdict(shared, &outcome))
}
