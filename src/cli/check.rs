//! `sunlit check`: everything a build would do, except writing; on a word it mends slips.

mod fix;

use std::path::{Component, Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::console;
use super::explain;
use super::grammar::{Shared, flag};
use crate::finding::{Grade, Report, rules};
use crate::model::Lang;
use crate::report::{Choice, Step};
use crate::run::{self, Outcome};
use crate::scaffold;
use crate::sink::DrySink;

/// How many findings a person is shown at once where nothing else is asked for.
const SHOWN_AT_ONCE: &str = "50";

pub fn command(lang: Lang) -> Command {
    let many = |name: &'static str, help: &'static str| {
        let codes = Arg::new(name).long(name).value_name("CODE").value_delimiter(',');
        codes.action(ArgAction::Append).help(help)
    };
    Command::new("check")
        .about(lang.pick("检查资料；不加 --fix 不写任何文件", "check the content, and write nothing without --fix"))
        .after_help(lang.pick(
            "例：sunlit check content/units/liutang/finance/2026-03.yaml",
            "example: sunlit check content/units/liutang/finance/2026-03.yaml",
        ))
        .args([
            Arg::new("paths")
                .value_name("FILE")
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "只列出这些文件或文件夹里的问题（全项目照样读，有的问题要对着别的文件看）",
                    "list findings in these files or folders alone (all is read; some rules look over many files)",
                )),
            Arg::new("unit").long("unit").value_name("ID").help(lang.pick(
                "只列出这个单位和它下面单位的问题，写文件夹名",
                "list findings of this unit and those below it alone, by its folder's name",
            )),
            many("select", lang.pick("只列出这些代号，逗号分开", "list these codes alone, parted by commas")),
            many("ignore", lang.pick("不列出这些代号", "leave these codes out")),
            Arg::new("max")
                .long("max")
                .value_name("N")
                .default_value(SHOWN_AT_ONCE)
                .value_parser(value_parser!(usize))
                .help(lang.pick(
                    "最多列出几处，必改的在先；0 是全部",
                    "how many are shown at most, those to mend before others; 0 shows all",
                )),
            Arg::new("report")
                .long("report")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "另写成一页可以打印的 HTML，新文件名",
                    "also write one HTML page to print, under a new name",
                )),
        ])
        .args(fix::options(lang))
        .arg(flag(
            "statistics",
            lang.pick("不逐条列，只说每个代号有几处", "say how many of each code instead of each one"),
        ))
        .arg(flag(
            "internal",
            lang.pick(
                "也列出内部线索，只给监督委员会看",
                "also list internal findings, for the supervision committee alone",
            ),
        ))
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let choice = choice(shared, matches)?;
    let sink = DrySink;
    let mut outcome = run::run(&shared.project, &shared.options, &sink)
        .map_err(|stop| stop.in_lang(shared.lang))?;
    if matches.get_flag("fix") && fix::run(shared, matches, &outcome.report, &choice)? {
        let again = run::run(&shared.project, &shared.options, &DrySink);
        outcome = again.map_err(|stop| stop.in_lang(shared.lang))?;
    }
    let before = outcome.report.count(Grade::MustFix);
    choice.keep_in(&mut outcome.report);
    let elsewhere = before - outcome.report.count(Grade::MustFix);
    let checked = if outcome.report.blocks() { Step::Ran } else { Step::Passed };
    if matches.get_flag("statistics") {
        console::statistics(shared, &outcome);
    } else {
        console::findings(shared, &outcome, &[("check", checked), ("publish", Step::Skipped)]);
    }
    if let Some(path) = matches.get_one::<PathBuf>("report") {
        write(shared, &outcome, path)?;
    }
    if elsewhere > 0 {
        console::say(
            shared,
            &format!("没有要求列出的地方还有必改 {elsewhere} 处，改完才能发布"),
            &format!("{elsewhere} more to mend where you did not ask; they block publication too"),
        );
    }
    console::closing(shared, &outcome);
    Ok(console::verdict(shared, &outcome))
}

fn choice(shared: &Shared, matches: &ArgMatches) -> Result<Choice, String> {
    let codes = |name: &str| -> Result<Vec<String>, String> {
        let codes = matches.get_many::<String>(name).into_iter().flatten();
        let known = |code: &String| match rules::by_code(code) {
            Some(_) => Ok(code.clone()),
            None => Err(format!("--{name}: {}", explain::unknown(shared.lang, code))),
        };
        codes.map(known).collect()
    };
    let paths = matches.get_many::<PathBuf>("paths").into_iter().flatten();
    let paths: Result<Vec<String>, String> = paths.map(|path| inside(shared, path)).collect();
    Ok(Choice {
        paths: paths?,
        unit: matches.get_one::<String>("unit").map(|id| unit(shared, id)).transpose()?,
        select: codes("select")?,
        ignore: codes("ignore")?,
    })
}

/// The folder of a unit that is there.
fn unit(shared: &Shared, id: &str) -> Result<String, String> {
    let files = shared.project.files("content/units", &mut Report::default());
    let files = files.map_err(|error| error.to_string())?;
    let known = files.iter().any(|file| file.split('/').rev().skip(1).any(|part| part == id));
    let said = shared.lang.pick("没有这个单位", "there is no such unit");
    known.then(|| id.to_string()).ok_or_else(|| format!("--unit {id}: {said}"))
}

/// A path of the command line as findings name it: from the project folder, with `/`.
fn inside(shared: &Shared, path: &Path) -> Result<String, String> {
    let wrong =
        |zh: &str, en: &str| Err(format!("{}: {}", path.display(), shared.lang.pick(zh, en)));
    let (Ok(root), Ok(whole)) = (shared.project.root().canonicalize(), path.canonicalize()) else {
        return wrong("没有这个文件", "there is no such file");
    };
    let Ok(rest) = whole.strip_prefix(&root) else {
        return wrong("不在这个项目里", "lies outside this project");
    };
    let parts = rest.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    Ok(parts.collect::<Vec<_>>().join("/"))
}

/// The page to print. A file that is there is somebody's and stays.
fn write(shared: &Shared, outcome: &Outcome, path: &Path) -> Result<(), String> {
    let page = console::page(shared, outcome);
    if scaffold::create(path, page).map_err(|stop| stop.in_lang(shared.lang))? {
        return Ok(());
    }
    let said = shared.lang.pick(
        "已经有这个文件，没有动它：换个名字，或先删掉它",
        "this file is there already and was left alone: choose another name, or delete it",
    );
    Err(format!("{}: {said}", path.display()))
}
