//! `sunlit publish`: builds, and brings the site to where people read it: a folder, or one zip file.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::build;
use super::console;
use super::grammar::{self, Shared};
use crate::model::{Date, Lang, Stop};
use crate::pipeline;
use crate::publish::{self, Archive, Folder, OnDisk, Packed, Plan, Rehearsal, State};
use crate::report::Step;

/// Where a publication goes.
enum Target {
    Folder(Folder),
    Archive(Archive),
}

pub fn command(lang: Lang) -> Command {
    let to =
        Arg::new("to")
            .long("to")
            .value_name("DIR|FILE.zip")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help(lang.pick(
                "发布到哪个文件夹，或打成哪个 .zip",
                "the folder, or the .zip, to publish to",
            ));
    let dry = grammar::flag(
        "dry-run",
        lang.pick("只列出要做什么，不写任何文件", "say what would be done, and write nothing"),
    );
    Command::new("publish")
        .about(lang.pick(
            "先检查、生成，再把变了的文件发布到文件夹或 .zip",
            "build, then bring what changed to a folder or a .zip",
        ))
        .after_help(lang.pick(
            "例：sunlit publish --to 阳光公开.zip",
            "example: sunlit publish --to portal.zip",
        ))
        .args([to, dry.short('n')])
        .args(build::arguments(lang))
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let told = |stop: Stop| stop.in_lang(shared.lang);
    let to = matches.get_one::<PathBuf>("to").expect("a required option");
    let (site, force) = (build::out(shared, matches), matches.get_flag("force"));
    publish::apart(to, shared.project.root(), &site).map_err(told)?;
    let target = target(to, force).map_err(told)?;
    if matches.get_flag("dry-run") {
        return rehearse(shared, &site, &target, to);
    }
    // What is forced is the target; the site's own folder is refused as ever.
    let (passed, outcome) = build::site(shared, &site, false)?;
    if passed {
        bring(shared, &site, &target, to, outcome.as_of).map_err(told)?;
    }
    Ok(console::verdict(shared, &outcome))
}

fn target(to: &Path, force: bool) -> Result<Target, Stop> {
    let zip = to.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    if zip && !to.is_dir() {
        Archive::open(to, force).map(Target::Archive)
    } else {
        Folder::open(to, force).map(Target::Folder)
    }
}

fn bring(
    shared: &Shared,
    site: &Path,
    target: &Target,
    to: &Path,
    day: Option<Date>,
) -> Result<(), Stop> {
    match target {
        Target::Folder(folder) => {
            let plan = folder.plan(&OnDisk(site.to_path_buf()))?;
            folder.copy(site, &plan)?;
            let (zh, en) = counts(&plan);
            let to = to.display();
            console::say(shared, &format!("已发布：{zh}：{to}"), &format!("published: {en}: {to}"));
        }
        Target::Archive(archive) => {
            let packed = archive.write(site, day)?;
            let (zh, en) = contents(&packed);
            let to = to.display();
            let (done_zh, done_en) = match packed.unchanged {
                true => ("没有变化", "unchanged"),
                false => ("已打包", "packed"),
            };
            console::say(
                shared,
                &format!("{done_zh}：{zh}：{to}"),
                &format!("{done_en}: {en}: {to}"),
            );
        }
    }
    Ok(())
}

/// The whole way without writing: the plan is the result, so it goes to stdout.
fn rehearse(shared: &Shared, site: &Path, target: &Target, to: &Path) -> Result<u8, String> {
    let told = |stop: Stop| stop.in_lang(shared.lang);
    let sink = Rehearsal::over(site);
    let outcome =
        pipeline::run(&shared.project, &shared.options, &sink).map_err(|stop| stop.to_string())?;
    if build::is_refused(shared, &outcome) {
        build::refused(shared, &outcome);
        return Ok(console::verdict(shared, &outcome));
    }
    console::findings(shared, &outcome, &[("check", Step::Passed), ("publish", Step::Skipped)]);
    console::closing(shared, &outcome);
    let mut text = String::new();
    let (zh, en) = match target {
        Target::Folder(folder) => {
            let plan = folder.plan(&sink).map_err(told)?;
            lines(shared.lang, &plan, &mut text);
            counts(&plan)
        }
        Target::Archive(archive) => contents(&archive.plan(&sink).map_err(told)?),
    };
    let to = to.display();
    text.push_str(
        &shared.lang.pick(format!("将发布：{zh}：{to}"), format!("would publish: {en}: {to}")),
    );
    console::result(shared, &text);
    Ok(console::verdict(shared, &outcome))
}

/// One line a file that is written or deleted.
fn lines(lang: Lang, plan: &Plan, out: &mut String) {
    for item in &plan.items {
        let word = match item.state {
            State::New => lang.pick("新增", "new    "),
            State::Changed => lang.pick("更新", "changed"),
        };
        out.push_str(&format!("{word} {} ({} B)\n", item.path, item.size_bytes));
    }
    for path in &plan.deletions {
        out.push_str(&format!("{} {path}\n", lang.pick("删去", "delete ")));
    }
}

fn counts(plan: &Plan) -> (String, String) {
    let (new, changed) = (plan.count(State::New), plan.count(State::Changed));
    let (same, gone, bytes) = (plan.unchanged, plan.deletions.len(), plan.size_bytes());
    (
        format!("新增 {new}，更新 {changed}，不变 {same}，删去 {gone}，共写 {bytes} 字节"),
        format!(
            "{new} new, {changed} changed, {same} unchanged, {gone} deleted, {bytes} bytes written"
        ),
    )
}

fn contents(packed: &Packed) -> (String, String) {
    let (files, bytes) = (packed.files, packed.size_bytes);
    (
        format!("{files} 个文件，压缩前 {bytes} 字节"),
        format!("{files} files, {bytes} bytes before packing"),
    )
}
