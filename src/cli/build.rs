//! `sunlit build`: checks, renders, and makes public what has passed.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::console;
use super::grammar::{Shared, flag};
use crate::model::Lang;
use crate::report::Step;
use crate::run::{self, Last, Outcome, Stop};
use crate::sink::{Committed, DiskSink, Purpose, Refused, Register, Sink, link_within, resolved};

pub fn command(lang: Lang) -> Command {
    Command::new("build")
        .about(lang.pick(
            "检查资料并生成门户，写到 site/",
            "check the content and write the portal to site/",
        ))
        .after_help(lang.pick(
            "例：sunlit build -C 我的项目 -o 公开",
            "example: sunlit build -C my-project -o public",
        ))
        .args(arguments(lang))
}

/// What a build may be told; `publish`, which builds first, takes the same.
pub fn arguments(lang: Lang) -> Vec<Arg> {
    vec![
        Arg::new("out")
            .short('o')
            .long("out")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .help(lang.pick("写到哪个文件夹（默认 site）", "where to write (default: site)")),
        flag(
            "keep-going",
            lang.pick(
                "先公开没有错误的单位，其余保留上次的页面",
                "publish the units without mistakes, keep the last good pages of the others",
            ),
        ),
        flag(
            "yes",
            lang.pick(
                "整个单位、一份公开不见了，要删很多文件，那里是另一个门户，也照办",
                "let whole units and records go, delete many files, take another portal's place, without a word",
            ),
        )
        .short('y'),
        flag(
            "force",
            lang.pick(
                "写进不是 sunlit 写的文件夹：同名的文件换掉，别的一个不删；别的电脑或 0.1 版生成的网站由此接管一次，照它的清单删",
                "write into a folder sunlit did not write: files of the same name are replaced and none is deleted; takes over a site made on another machine or by 0.1, once, and deletes by its list",
            ),
        )
        .short('f'),
    ]
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    super::board::apart_from_content(shared, &out(shared, matches))?;
    let (_, outcome) = site(shared, &out(shared, matches), matches.get_flag("force"))?;
    Ok(console::verdict(shared, &outcome))
}

/// Where the site goes.
pub fn out(shared: &Shared, matches: &ArgMatches) -> PathBuf {
    let out = matches.get_one::<PathBuf>("out").cloned();
    out.unwrap_or_else(|| shared.project.root().join("site"))
}

/// Whether a build is refused: by a mistake, or, where notices count, by one that waits for its word.
pub fn is_refused(shared: &Shared, outcome: &Outcome) -> bool {
    let strict = shared.strict && !shared.options.keep_going;
    !outcome.publishable || (strict && console::verdict(shared, outcome) != super::DONE)
}

/// Builds the site and tells what came of it: whether it passed, and what was found.
pub fn site(shared: &Shared, out: &Path, force: bool) -> Result<(bool, Outcome), String> {
    unlinked(shared, out)?;
    let sink = DiskSink::open(out, (Purpose::Site, force), Register::of_user())
        .map_err(|error| told(shared, &error))?;
    let outcome = match run::run(&shared.project, &shared.options, &sink) {
        Ok(outcome) => outcome,
        Err(stop) => {
            let abandoned = sink.abandon();
            let Stop::Io(error) = stop else { return Err(stop.in_lang(shared.lang)) };
            return abandoned.and(Err(error)).map_err(|error| told(shared, &error));
        }
    };
    if let Some(told) = not_in_its_place(shared, out, &sink, &outcome, force)? {
        sink.abandon().map_err(|error| self::told(shared, &error))?;
        return Err(told);
    }
    if is_refused(shared, &outcome) {
        sink.abandon().map_err(|error| told(shared, &error))?;
        refused(shared, &outcome);
        return Ok((false, outcome));
    }
    let done = sink.commit(&outcome.folders).map_err(|error| told(shared, &error))?;
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
            Lang::En.counted(units, "unit", "units"),
            Lang::En.counted(months, "month", "months"),
            Lang::En.counted(lines, "line", "lines"),
            Lang::En.counted(done.written, "file", "files"),
            done.deleted,
            out.display()
        ),
    );
    left(shared, &done);
    Ok((true, outcome))
}

/// What is said where the site that lies there must not go without a word: it is another portal's, or of a later day.
fn not_in_its_place(
    shared: &Shared,
    out: &Path,
    sink: &DiskSink,
    outcome: &Outcome,
    force: bool,
) -> Result<Option<String>, String> {
    if force || shared.options.lets_units_go {
        return Ok(None);
    }
    let last = Last::read(|path| sink.last_good(path)).map_err(|error| told(shared, &error))?;
    // What lies in the project is its own, under whatever name.
    let portal = match resolved(out).starts_with(resolved(shared.project.root())) {
        true => None,
        false => run::portal(&shared.project).map_err(|error| error.to_string())?,
    };
    let another = portal.and_then(|portal| last.of_another(&portal.name));
    if let Some(said) = another {
        return Ok(Some(format!("{}: {}", out.display(), said.in_lang(shared.lang))));
    }
    let mut gone = Vec::new();
    let is_later = last.is_later(outcome.as_of);
    for (address, _) in outcome.held_back.iter().filter(|(_, day)| is_later || day.is_some()) {
        if sink.last_good(&format!("{address}.json")).map_err(|e| told(shared, &e))?.is_some() {
            gone.push(address.as_str());
        }
    }
    let early = outcome.stood_before_its_day(gone.iter().copied()).filter(|_| !is_later);
    if let Some(said) = early {
        return Ok(Some(format!("{}: {}", out.display(), said.in_lang(shared.lang))));
    }
    let (out, count, day) = (out.display(), gone.len(), outcome.as_of.map(|day| day.to_string()));
    let day = day.unwrap_or_default();
    let more = if count > GONE_TOLD { " …" } else { "" };
    gone.truncate(GONE_TOLD);
    let (zh, en) = (gone.join("、"), gone.join(", "));
    Ok((count > 0).then(|| {
        shared.lang.pick(
            format!(
                "{out}：那里的网站截至日更晚，按 {day} 生成会拿走 {count} 份公开（{zh}{more}），没有写；确实要这样，用 --yes"
            ),
            format!(
                "{out}: the site there is of a later day, and a build as of {day} would take {count} record(s) away ({en}{more}); nothing was written. If it is meant, use --yes"
            ),
        )
    }))
}

/// How many records are named that an earlier day takes away.
const GONE_TOLD: usize = 5;

/// How many files are named of those that were left.
const LEFT_TOLD: usize = 20;

/// Says which files of ours were left because somebody changed them.
pub fn left(shared: &Shared, done: &Committed) {
    if done.strange > 0 {
        let count = done.strange;
        console::say(
            shared,
            &format!("上次没做完的记录里有 {count} 行不是 sunlit 在这里写的，没有照办"),
            &format!(
                "the note of a killed build holds lines sunlit did not write here ({count}); they were not followed"
            ),
        );
    }
    for path in done.left.iter().take(LEFT_TOLD) {
        console::say(
            shared,
            &format!("{path}：不再生成，但有人改过，没有删；不要了请自己删"),
            &format!(
                "{path}: is not made any more, but was changed by somebody and left; delete it yourself if it is not wanted"
            ),
        );
    }
    if let Some(more) = done.left.len().checked_sub(LEFT_TOLD).filter(|more| *more > 0) {
        console::say(
            shared,
            &format!("这样的文件还有 {more} 个"),
            &format!("{more} more files like these"),
        );
    }
}

/// Refuses a place in the project that a link leads out of.
pub fn unlinked(shared: &Shared, out: &Path) -> Result<(), String> {
    let Some(link) = link_within(shared.project.root(), out) else { return Ok(()) };
    let shown = link.display();
    Err(shared.lang.pick(
        format!("{shown}：是一个链接，不往里写；用 --out 直接写出它指向的文件夹"),
        format!(
            "{shown}: is a link, and is not written through; name the folder it leads to with --out"
        ),
    ))
}

/// An error of the disk, with what to do about it.
pub fn told(shared: &Shared, error: &io::Error) -> String {
    if let Some(Refused(said)) = error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()) {
        return said.in_lang(shared.lang).to_string();
    }
    let (zh, en) = match error.kind() {
        ErrorKind::AlreadyExists => {
            ("换一个空文件夹，或用 --force", "choose an empty folder, or use --force")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => (
            "没有权限写；改好权限再生成一次",
            "it may not be written; mend its permissions and build again",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            ("磁盘写满了；腾出地方再生成一次", "the disk is full; make room and build again")
        }
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => (
            "不是 sunlit 写的，没有动；把它移开",
            "it is not sunlit's and was left alone; move it away",
        ),
        ErrorKind::ResourceBusy => ("等那一次结束", "wait for it to end"),
        _ => return error.to_string(),
    };
    format!("{error} ({})", shared.lang.pick(zh, en))
}

/// What is said where nothing is made public.
pub fn refused(shared: &Shared, outcome: &Outcome) {
    console::findings(shared, outcome, &[("check", Step::Ran), ("publish", Step::Skipped)]);
    console::closing(shared, outcome);
    console::say(
        shared,
        "没有写入任何文件；已公开的仍是原来的样子。",
        "nothing was written: the site is as it was.",
    );
}
