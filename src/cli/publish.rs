//! `sunlit publish`: builds, and brings the site to where people read it: a target by its name, a folder, or one zip file.

mod aim;
mod named;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use self::aim::Aim;
pub use self::aim::{Maker, Place, of_target, targets};
use super::grammar::{self, Shared};
use super::{accept, build, console};
use crate::model::{Lang, Stop};
use crate::publish::{
    self, Edition, Finished, OnDisk, Packed, Plan, Publication, Rehearsal, State, There,
};
use crate::report::Step;
use crate::run::{self, Outcome};
use crate::sink::Committed;

pub fn command(lang: Lang) -> Command {
    Command::new("publish")
        .about(lang.pick(
            "先检查、生成，再把变了的文件发布到说好的地方",
            "build, then bring what changed to where people read it",
        ))
        .after_help(lang.pick(
            "例：sunlit publish 网站\n    sunlit publish --to 阳光公开.zip",
            "example: sunlit publish web\n         sunlit publish --to portal.zip",
        ))
        .args(places(lang))
        .args(limits(lang))
        .args(build::arguments(lang))
}

fn places(lang: Lang) -> [Arg; 4] {
    [
        Arg::new("target").value_name("TARGET").conflicts_with("to").help(lang.pick(
            "portal.yaml 里发布目标的名称；只有一个目标时可以不写",
            "a target's name in portal.yaml; may be left out where there is but one",
        )),
        Arg::new("to")
            .long("to")
            .value_name("DIR|FILE.zip")
            .value_parser(value_parser!(PathBuf))
            .help(
                lang.pick(
                    "复制到哪个文件夹，或打成哪个 .zip",
                    "the folder, or the .zip, to copy to",
                ),
            ),
        Arg::new("by").long("by").value_name("NAME").help(lang.pick(
            "谁发布的，会公开；也可以用环境变量 SUNLIT_BY",
            "who publishes, for everyone to read; also from SUNLIT_BY",
        )),
        grammar::flag(
            "dry-run",
            lang.pick("只列出要做什么，不发布", "say what would be done, and publish nothing"),
        )
        .short('n'),
    ]
}

fn limits(lang: Lang) -> [Arg; 5] {
    let count = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).value_parser(value_parser!(u64)).help(help)
    };
    [
        grammar::flag(
            "verify",
            lang.pick(
                "把那边的文件读回来核对，不信上次的记录",
                "read back what is there instead of believing the last record",
            ),
        ),
        grammar::flag(
            "no-accept",
            lang.pick("发布后不写 published.lock", "do not write published.lock afterwards"),
        ),
        Arg::new("approved").long("approved").value_name("DIGEST").help(lang.pick(
            "送审单上的摘要：内容不是审核过的那一份，就不发布",
            "the digest on the approver's sheet: nothing but that build is published",
        )),
        count(
            "deletions",
            "N",
            lang.pick("多于几个文件要删时停下来", "stop where more files would be deleted"),
        ),
        count(
            "deletions-share",
            "PERCENT",
            lang.pick("而且多于百分之几时停下来", "and a larger percentage of them"),
        ),
    ]
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let told = |stop: Stop| stop.in_lang(shared.lang);
    let site = build::out(shared, matches);
    let mut aim = match Aim::read(shared, matches, &site)? {
        Some(aim) => aim,
        None => return unread(shared),
    };
    if matches.get_flag("dry-run") {
        return rehearse(shared, matches, &site, &mut aim);
    }
    // What is forced is the target; the site's own folder is refused as ever.
    let (passed, outcome) = build::site(shared, &site, false)?;
    if passed {
        told_apart(shared, matches, &OnDisk(site.clone())).map_err(told)?;
        bring(shared, &site, &mut aim, &outcome).map_err(told)?;
        if aim.accepts {
            accepted(shared, &outcome)?;
        }
    }
    Ok(console::verdict(shared, &outcome))
}

/// Settings that cannot be read name no target: what is wrong in them is said instead.
fn unread(shared: &Shared) -> Result<u8, String> {
    let sink = crate::sink::DrySink;
    let outcome = run::run(&shared.project, &shared.options, &sink)
        .map_err(|stop| stop.in_lang(shared.lang))?;
    build::refused(shared, &outcome);
    Ok(console::verdict(shared, &outcome))
}

fn bring(shared: &Shared, site: &Path, aim: &mut Aim, outcome: &Outcome) -> Result<(), Stop> {
    let finished = OnDisk(site.to_path_buf());
    if matches!(aim.place, Place::Archive { .. }) {
        let packed = aim.pack(site, outcome)?;
        let done = match packed.unchanged {
            true => ("没有变化", "unchanged"),
            false => ("已打包", "packed"),
        };
        say(shared, done, contents(&packed), &aim.shown);
        return Ok(());
    }
    let known = aim::known(shared, outcome)?;
    let (plan, there) = aim.plan(&finished, (outcome, &known))?;
    altered(shared, &plan, &there);
    let stamp = aim.stamp(&known, outcome);
    let Place::Host { host, own, notes, near } = &mut aim.place else { unreachable!("no archive") };
    let edition = Edition { site, own };
    let record = Publication::of(&stamp, &plan, there.record_sum.clone());
    let texts = publish::texts(&finished, (&record, &plan), &there)?;
    near.iter().for_each(|near| near.about_to(&texts));
    let done = match (notes, &there.record) {
        (None, _) => {
            publish::copy(edition, &plan, host)?;
            ("已发布", "published")
        }
        (Some(_), Some(record)) if record.tells(&plan) => {
            publish::ended(host, &there)?;
            ("没有变化", "unchanged")
        }
        (Some(notes), _) => {
            publish::publish(edition, (&plan, &there), host, &record, notes)?;
            ("已发布", "published")
        }
    };
    near.iter().for_each(|near| near.done(&texts));
    say(shared, done, counts(&plan), &aim.shown);
    build::left(shared, &Committed { left: plan.left, ..Committed::default() });
    Ok(())
}

/// How many altered files a message names.
const ALTERED_NAMED: usize = 5;

/// Says what somebody else did to the last publication, and how much was read to know.
fn altered(shared: &Shared, plan: &Plan, there: &There) {
    let (count, read) = (plan.altered.len(), there.read_back);
    if there.was_emptied {
        console::say(
            shared,
            "上次发布到那里的东西都不在了，从头放",
            "nothing is left there of the last publication; all of it is put anew",
        );
    }
    if read > 0 {
        console::say(
            shared,
            &format!("读回 {read} 个文件核对"),
            &format!("{} read back and compared", Lang::En.counted(read, "file", "files")),
        );
    }
    if count > 0 {
        let named: Vec<&str> =
            plan.altered.iter().take(ALTERED_NAMED).map(String::as_str).collect();
        let more = if count > ALTERED_NAMED { " …" } else { "" };
        let (zh, en) = (named.join("、"), named.join(", "));
        console::say(
            shared,
            &format!("那边有 {count} 个文件不是上次发布的样子，有人动过，会重新放好：{zh}{more}"),
            &format!(
                "{} there not as last published; somebody changed them, and they are put right: {en}{more}",
                Lang::En.counted(count, "file is", "files are")
            ),
        );
    }
}

/// What a sheet names this build by. A build whose sheet was approved must be this one.
fn told_apart(shared: &Shared, matches: &ArgMatches, site: &dyn Finished) -> Result<(), Stop> {
    let digest = digest(shared, site)?;
    console::say(shared, &format!("摘要 {digest}"), &format!("digest {digest}"));
    let Some(approved) = matches.get_one::<String>("approved") else { return Ok(()) };
    let approved: String = approved.split_whitespace().collect();
    if approved.eq_ignore_ascii_case(&digest) {
        return Ok(());
    }
    Err(Stop::refused(
        format!(
            "现在的内容（摘要 {digest}）和审核过的（{approved}）不一样，没有发布：资料、程序或截至日变了；再运行 sunlit review，重新送审"
        ),
        format!(
            "this build (digest {digest}) is not the one that was approved ({approved}), and nothing was published: content, program or as-of day are others; run sunlit review again"
        ),
    ))
}

/// The digest of a finished site, as its sheet says it.
pub fn digest(shared: &Shared, site: &dyn Finished) -> Result<String, Stop> {
    let root = shared.project.root();
    let inputs = publish::inputs(&shared.project, &shared.options.theme).map_err(Stop::at(root))?;
    let list = site.list("").map_err(Stop::at(root))?.unwrap_or_default();
    Ok(publish::digest(&inputs, &publish::hash(&list)))
}

/// What was published is locked, unless a part of it is what an earlier build left.
fn accepted(shared: &Shared, outcome: &Outcome) -> Result<(), String> {
    if outcome.report.blocks() {
        console::say(
            shared,
            "有的单位还有必改的，没有写 published.lock",
            "some units have something to mend: published.lock was not written",
        );
        return Ok(());
    }
    let noted = accept::note(shared, outcome, false)?;
    console::say(shared, &noted, &noted);
    Ok(())
}

/// The whole way without writing: the plan is the result, so it goes to stdout.
fn rehearse(
    shared: &Shared,
    matches: &ArgMatches,
    site: &Path,
    aim: &mut Aim,
) -> Result<u8, String> {
    let told = |stop: Stop| stop.in_lang(shared.lang);
    let sink = Rehearsal::over(site, aim.twins());
    let outcome = run::run(&shared.project, &shared.options, &sink)
        .map_err(|stop| stop.in_lang(shared.lang))?;
    if build::is_refused(shared, &outcome) {
        build::refused(shared, &outcome);
        return Ok(console::verdict(shared, &outcome));
    }
    console::findings(shared, &outcome, &[("check", Step::Passed), ("publish", Step::Skipped)]);
    console::closing(shared, &outcome);
    told_apart(shared, matches, &sink).map_err(told)?;
    let mut text = String::new();
    let (zh, en) = match &aim.place {
        Place::Archive { .. } => {
            let archive = aim.packs(&sink, &outcome).map_err(told)?;
            contents(&archive.plan(&sink).map_err(told)?)
        }
        Place::Host { .. } => {
            let known = aim::known(shared, &outcome).map_err(told)?;
            let built = (&outcome, &known);
            let (plan, there) = aim.plan(&sink as &dyn Finished, built).map_err(told)?;
            altered(shared, &plan, &there);
            lines(shared.lang, &plan, &mut text);
            counts(&plan)
        }
    };
    let to = &aim.shown;
    text.push_str(
        &shared.lang.pick(format!("将发布：{zh}：{to}"), format!("would publish: {en}: {to}")),
    );
    console::result(shared, &text);
    Ok(console::verdict(shared, &outcome))
}

fn say(shared: &Shared, done: (&str, &str), what: (String, String), to: &str) {
    let (zh, en) =
        (format!("{}：{}：{to}", done.0, what.0), format!("{}: {}: {to}", done.1, what.1));
    console::say(shared, &zh, &en);
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
    for path in &plan.left {
        out.push_str(&format!("{} {path}\n", lang.pick("留下", "leave  ")));
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
