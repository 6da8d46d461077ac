//! `sunlit check`: everything a build would do, except writing.

use clap::ArgMatches;

use super::console;
use super::grammar::Shared;
use crate::pipeline;
use crate::report::Step;
use crate::sink::DrySink;

pub fn run(shared: &Shared, _: &ArgMatches) -> Result<u8, String> {
    let sink = DrySink::default();
    let outcome =
        pipeline::run(&shared.project, &shared.options, &sink).map_err(|stop| stop.to_string())?;
    let checked = if outcome.report.blocks() { Step::Ran } else { Step::Passed };
    console::findings(shared, &outcome, &[("check", checked), ("publish", Step::Skipped)]);
    console::closing(shared, &outcome);
    Ok(console::verdict(shared, &outcome))
}
