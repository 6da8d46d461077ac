//! The grammar: the options all commands share, their help in both languages, and what they come to.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::model::date::said_date;
use crate::model::{Date, Lang};
use crate::report::Format;
use crate::run::Options;
use crate::source::disk::{self, Project};

pub fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// A command with the options that all commands share.
pub fn shared(lang: Lang, command: Command) -> Command {
    command
        .args([
            Arg::new("root")
                .short('C')
                .long("root")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "项目文件夹（默认从当前文件夹往上找）",
                    "project folder (default: found upward from here)",
                )),
            Arg::new("theme")
                .long("theme")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "主题文件夹，盖在自带主题上",
                    "theme folder, laid over the built-in one",
                )),
            Arg::new("base-url")
                .long("base-url")
                .value_name("URL")
                .help(lang.pick("门户的网址", "the portal's address")),
            Arg::new("as-of").long("as-of").value_name("DATE").help(
                lang.pick("截至日，如 2026-01-18", "the day to judge by, such as 2026-01-18"),
            ),
            Arg::new("jobs")
                .long("jobs")
                .value_name("N")
                .value_parser(value_parser!(u16).range(1..))
                .help(lang.pick("同时处理几个单位", "how many units at once")),
            flag("strict", lang.pick("提示也算不通过", "notices fail too")),
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .default_value("human")
                .value_parser(Format::ALL.map(Format::key))
                .help(lang.pick("问题的写法", "how findings are written")),
            Arg::new("color")
                .long("color")
                .default_value("auto")
                .value_parser(["auto", "always", "never"])
                .help(lang.pick("颜色", "colour")),
        ])
        .args(speech(lang))
}

/// In what language, and how much, a command speaks.
pub fn speech(lang: Lang) -> [Arg; 2] {
    [
        Arg::new("lang")
            .long("lang")
            .value_name("zh|en")
            .value_parser(["zh", "en"])
            .help(lang.pick("消息的语言", "language of messages")),
        flag("quiet", lang.pick("只说问题", "say nothing but findings")).short('q'),
    ]
}

/// The language that was asked for in so many words.
pub fn spoken(matches: &ArgMatches) -> Option<Lang> {
    matches.get_one::<String>("lang").and_then(|lang| Lang::parse(lang))
}

/// What all commands share, read and resolved.
#[derive(Debug)]
pub struct Shared {
    pub project: Project,
    pub options: Options,
    pub lang: Lang,
    pub strict: bool,
    pub format: Format,
    pub color: bool,
    pub quiet: bool,
    /// How many findings people are shown at once; all where it is left out.
    pub most: Option<usize>,
}

impl Shared {
    /// Resolves the shared options; on error the message for the person who typed them.
    pub fn read(matches: &ArgMatches, lang: Lang) -> Result<Shared, String> {
        let project = project(matches.get_one::<PathBuf>("root"), lang)?;
        if let Some(&jobs) = matches.get_one::<u16>("jobs") {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into());
            pool.build_global().map_err(|error| error.to_string())?;
        }
        let flag = |name: &str| matches.try_get_one::<bool>(name).ok().flatten().copied();
        let options = Options {
            as_of: as_of(matches, lang)?,
            today: Some(today()),
            base_url: matches.get_one::<String>("base-url").cloned(),
            keep_going: flag("keep-going") == Some(true),
            lets_units_go: flag("yes") == Some(true),
            internal: flag("internal") == Some(true),
            // A command that may accept what it publishes.
            sealing: flag("no-accept") == Some(false),
            theme: theme(&project, matches.get_one::<PathBuf>("theme"))?,
        };
        let format = matches.get_one::<String>("format").map(String::as_str).unwrap_or("human");
        Ok(Shared {
            project,
            options,
            lang,
            strict: matches.get_flag("strict"),
            format: format.parse().map_err(|_| format!("--format {format}"))?,
            color: colored(matches.get_one::<String>("color").map(String::as_str)),
            quiet: matches.get_flag("quiet"),
            most: matches.try_get_one::<usize>("max").ok().flatten().copied().filter(|n| *n > 0),
        })
    }
}

fn project(root: Option<&PathBuf>, lang: Lang) -> Result<Project, String> {
    let here = || root.cloned().map_or_else(std::env::current_dir, Ok).ok();
    let found = match root {
        Some(root) => Project::at(root),
        None => here().and_then(|here| Project::find(&here)),
    };
    found.ok_or_else(|| match here().and_then(|here| Project::nearly(&here)) {
        Some(name) => lang.pick(
            format!("找不到 content/portal.yaml；有 content/{name}：改名为 portal.yaml"),
            format!("no content/portal.yaml; there is content/{name}: rename it to portal.yaml"),
        ),
        None => lang
            .pick(
                "找不到 content/portal.yaml：请在项目文件夹里运行，或用 -C 指出项目文件夹",
                "no content/portal.yaml: run this inside a project, or name its folder with -C",
            )
            .to_string(),
    })
}

/// The day on the machine's clock.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// How long until the next day on the machine's clock; a day where that cannot be said.
pub fn until_tomorrow() -> Duration {
    let now = jiff::Zoned::now();
    let midnight = now.tomorrow().and_then(|tomorrow| tomorrow.start_of_day());
    let left = midnight.ok().and_then(|midnight| now.duration_until(&midnight).try_into().ok());
    left.unwrap_or(Duration::from_secs(24 * 60 * 60))
}

/// The flag, else `SOURCE_DATE_EPOCH`; the portal's own day and today come after.
fn as_of(matches: &ArgMatches, lang: Lang) -> Result<Option<Date>, String> {
    if let Some(text) = matches.get_one::<String>("as-of") {
        let wrong = || {
            lang.pick(
                format!("--as-of {text}：不是日期，写成 2026-01-18"),
                format!("--as-of {text}: not a day such as 2026-01-18"),
            )
        };
        return said_date(text).map(Some).ok_or_else(wrong);
    }
    let Ok(epoch) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let wrong = || {
        format!("SOURCE_DATE_EPOCH={epoch}: {}", lang.pick("不是秒数", "not a number of seconds"))
    };
    let seconds: i64 = epoch.parse().map_err(|_| wrong())?;
    let instant = jiff::Timestamp::from_second(seconds).map_err(|_| wrong())?;
    Ok(Some(instant.to_zoned(jiff::tz::TimeZone::UTC).date()))
}

/// A theme folder that was named, else the project's own `themes/sunlight`.
fn theme(project: &Project, named: Option<&PathBuf>) -> Result<Vec<(String, Vec<u8>)>, String> {
    match named {
        Some(folder) => {
            disk::folder(folder).map_err(|error| format!("{}: {error}", folder.display()))
        }
        None => Ok(project.theme().unwrap_or_default()),
    }
}

/// Whether findings are coloured: the flag, then `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb`, then the terminal.
fn colored(flag: Option<&str>) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match flag {
        Some("always") => true,
        Some("never") => false,
        _ if set("NO_COLOR") => false,
        _ if set("CLICOLOR_FORCE") || set("FORCE_COLOR") => true,
        _ => {
            std::io::stderr().is_terminal()
                && std::env::var("TERM").is_ok_and(|term| term != "dumb")
        }
    }
}
