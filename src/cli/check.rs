//! `sunlit check`: everything a build would do, except writing.

use clap::{ArgMatches, Command};

use super::console;
use super::grammar::{Shared, flag};
use crate::model::Lang;
use crate::pipeline;
use crate::report::Step;
use crate::sink::DrySink;

pub fn command(lang: Lang) -> Command {
    Command::new("check")
        .about(lang.pick("只检查，不写任何文件", "check the content and write nothing"))
        .after_help(
            lang.pick("例：sunlit check --format short", "example: sunlit check --format short"),
        )
        .arg(flag(
            "internal",
            lang.pick(
                "也列出内部线索，只给监督委员会看",
                "also list internal findings, for the supervision committee alone",
            ),
        ))
}

pub fn run(shared: &Shared, _: &ArgMatches) -> Result<u8, String> {
    let sink = DrySink::default();
    let outcome =
        pipeline::run(&shared.project, &shared.options, &sink).map_err(|stop| stop.to_string())?;
    let checked = if outcome.report.blocks() { Step::Ran } else { Step::Passed };
    console::findings(shared, &outcome, &[("check", checked), ("publish", Step::Skipped)]);
    console::closing(shared, &outcome);
    Ok(console::verdict(shared, &outcome))
}
