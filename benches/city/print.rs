//! The whole measurement, printed.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::arguments::Arguments;
use crate::meter::{self, Cost};
use crate::{make, stages};

/// Makes the city, builds it, and prints what it cost. The folder is removed unless it was named.
pub fn all(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(&arguments.dir)?;
    let done = measured(arguments);
    if !arguments.keep {
        fs::remove_dir_all(&arguments.dir)?;
    }
    done
}

fn measured(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let dir = &arguments.dir;
    let root = dir.join("city");
    renewed(&root)?;
    make::city(arguments, &root)?;
    let (sources, source_bytes) = meter::files_and_bytes(&root);
    let spelled = match (arguments.csv, arguments.full) {
        (true, _) => "lines in CSV",
        (false, true) => "YAML, every field on a row",
        (false, false) => "YAML, one row a line",
    };
    println!(
        "city      {} villages × {} months × {} lines, {spelled}; {sources} files, {:.1} MB; on {}",
        arguments.villages,
        arguments.months,
        arguments.lines.max(6),
        mega(source_bytes),
        meter::file_system(dir)
    );
    let mut best: Option<Cost> = None;
    for _ in 0..arguments.repeat {
        renewed(&root.join("site"))?;
        let cost = step("build", arguments, &root)?;
        if best.is_none_or(|best| cost.cpu_ms < best.cpu_ms) {
            best = Some(cost);
        }
    }
    let built = best.ok_or("nothing was built")?;
    whole("build", &built);
    let (files, bytes) = meter::files_and_bytes(&root.join("site"));
    let pages = walkdir::WalkDir::new(root.join("site")).into_iter().filter_map(Result::ok);
    let pages = pages.filter(|e| e.path().extension().is_some_and(|e| e == "html")).count();
    println!(
        "          {pages} pages, {:.0} a second of wall, {:.0} a CPU-second; {files} files, {:.1} MB; {} must-fix, {} notices",
        pages as f64 / built.wall_ms * 1000.0,
        pages as f64 / built.cpu_ms * 1000.0,
        mega(bytes),
        built.must_fix,
        built.notices
    );
    let again = step("build", arguments, &root)?;
    whole("again", &again);
    println!("          nothing had changed: {} files written", again.written);
    let floor = step("floor", arguments, &root)?;
    println!(
        "floor     {:.0} CPU-ms to write the same {} files: {:.3} CPU-ms a village-month; the build costs {:.1} times that",
        floor.cpu_ms,
        floor.written,
        floor.cpu_ms / built.months as f64,
        built.cpu_ms / floor.cpu_ms
    );
    breakdown(arguments, &root)?;
    memory(arguments, dir)
}

fn whole(name: &str, cost: &Cost) {
    println!(
        "{name:<9} {:.3} CPU-ms a village-month ({:.0} CPU-ms, {} months); wall {:.2} s; peak {:.0} MiB",
        cost.cpu_ms / cost.months as f64,
        cost.cpu_ms,
        cost.months,
        cost.wall_ms / 1000.0,
        cost.peak_kib as f64 / 1024.0
    );
}

fn breakdown(arguments: &Arguments, root: &Path) -> Result<(), Box<dyn Error>> {
    let (stages, sizes) = stages::of_first_village(root, arguments.theme_files()?)?;
    let sum: f64 = stages.iter().map(|stage| stage.us).sum();
    println!(
        "a month   {} B of source; page {} B, CSV {} B, JSON {} B",
        sizes.source, sizes.page, sizes.csv, sizes.json
    );
    for stage in stages {
        println!(
            "          {:<9} {:>6.1} µs {:>4.0} %  {}",
            stage.name,
            stage.us,
            100.0 * stage.us / sum,
            stage.how
        );
    }
    println!(
        "          {:<9} {sum:>6.1} µs        (one village, one thread, cheapest of its rounds)",
        "together"
    );
    Ok(())
}

/// Peak memory as months grow: flat if a unit is let go before the next.
fn memory(arguments: &Arguments, dir: &Path) -> Result<(), Box<dyn Error>> {
    let root = dir.join("grown");
    for months in [10, 20, 40].into_iter().filter(|months| *months <= arguments.months) {
        renewed(&root)?;
        make::city(&Arguments { months, ..arguments.clone() }, &root)?;
        let cost = step("build", arguments, &root)?;
        println!(
            "memory    {months:>3} months: peak {:.0} MiB ({} village-months)",
            cost.peak_kib as f64 / 1024.0,
            cost.months
        );
    }
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    Ok(())
}

/// Runs one step in a process of its own.
fn step(name: &str, arguments: &Arguments, root: &Path) -> Result<Cost, Box<dyn Error>> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--step", name, "--dir"]).arg(root);
    if let Some(theme) = &arguments.theme {
        command.arg("--theme").arg(theme);
    }
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(Cost::parse(&text).ok_or("the step said nothing")?)
}

/// Removes what an earlier measurement left.
fn renewed(folder: &Path) -> Result<(), Box<dyn Error>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
