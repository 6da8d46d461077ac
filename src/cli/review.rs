//! `sunlit review`: builds without making anything public, and writes what an approver reads before it is published.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::grammar::{self, Shared};
use super::publish::{Maker, Place, digest, of_target, targets};
use super::{board, build, console};
use crate::finding::Report;
use crate::model::{Lang, Stop};
use crate::page::{Theme, frame};
use crate::publish::{Host, Own, Publication, RECORD};
use crate::report::Step;
use crate::review::{Baseline, Inner, Made, Reader, Review, Site, print, review};
use crate::run::{self, Outcome};
use crate::sink::{DiskSink, Door, Purpose, REVIEW_MARK, Register, found, is_site};
use crate::source::plain;

pub fn command(lang: Lang) -> Command {
    Command::new("review")
        .about(lang.pick(
            "发布前送审：和上次发布比，写一张单子和一份 JSON 到 review/",
            "write what an approver reads before a publication to review/",
        ))
        .after_help(lang.pick(
            "例：sunlit review 网站 --by 县公开办",
            "example: sunlit review web --by 'the county office'",
        ))
        .args([
            Arg::new("target").value_name("TARGET").conflicts_with("since").help(lang.pick(
                "和这个发布目标上的内容比，写 portal.yaml 里的名称；只有一个时可以不写",
                "compare with what lies at this target of portal.yaml; may be left out where there is but one",
            )),
            Arg::new("since")
                .long("since")
                .value_name("PATH")
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "和这个文件夹里的网站，或这份 publication.json 比",
                    "compare with the site in this folder, or with this publication.json",
                )),
            Arg::new("by")
                .long("by")
                .value_name("NAME")
                .help(lang.pick("编制人（默认 SUNLIT_BY）", "who prepared it (default: SUNLIT_BY)")),
            Arg::new("out")
                .short('o')
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "写到哪个文件夹（默认 review），不能在网站里面",
                    "where to write (default: review), never inside a site",
                )),
            grammar::flag(
                "internal",
                lang.pick("另起一页列出内部提示", "list internal findings on a page of their own"),
            ),
            grammar::flag(
                "keep-going",
                lang.pick(
                    "有错误的单位保留上次的页面，其余照审",
                    "units with mistakes keep their last good pages; review the others",
                ),
            ),
        ])
}

/// What is compared with, and where it would be published.
struct Aim {
    name: String,
    own: Own,
    read: Option<Reader<'static>>,
    record: Option<Publication>,
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let told = |stop: Stop| stop.in_lang(shared.lang);
    let root = shared.project.root();
    let (site, out) = (root.join("site"), matches.get_one::<PathBuf>("out").cloned());
    let out = out.unwrap_or_else(|| root.join("review"));
    board::apart_from_content(shared, &out)?;
    if board::is_inside_a_site(&out, &site) {
        return Err(shared.lang.pick(
            format!("{}：在网站里面，送审单不能放进去；换一个文件夹", out.display()),
            format!("{}: inside a site, where no sheet may be; choose another", out.display()),
        ));
    }
    build::unlinked(shared, &site)?;
    build::unlinked(shared, &out)?;
    let maker = Maker::read(shared, matches)?;
    let aim = aim(shared, matches, &maker)?;
    let sink = DiskSink::open(&site, (Purpose::Site, false), Register::of_user());
    let sink = sink.map_err(|error| build::told(shared, &error))?;
    let staged = staged(shared, &sink, aim, &maker);
    sink.abandon().map_err(|error| build::told(shared, &error))?;
    let (outcome, review) = staged?;
    let Some((review, exempt)) = review else {
        build::refused(shared, &outcome);
        return Ok(console::verdict(shared, &outcome));
    };
    console::findings(shared, &outcome, &[("check", Step::Passed), ("review", Step::Passed)]);
    console::closing(shared, &outcome);
    write(shared, &out, &review, &exempt).map_err(told)?;
    let (sheet, digest) = (out.join("index.html"), review.digest);
    console::say(
        shared,
        &format!("送审单：{}（摘要 {digest}）", sheet.display()),
        &format!("sheet: {} (digest {digest})", sheet.display()),
    );
    Ok(console::verdict(shared, &outcome))
}

/// Where the last publication is: what was named, else the only target, else nowhere.
fn aim(shared: &Shared, matches: &ArgMatches, maker: &Maker) -> Result<Aim, String> {
    let told = |stop: Stop| stop.in_lang(shared.lang);
    if let Some(since) = matches.get_one::<PathBuf>("since") {
        return earlier(since).map_err(told);
    }
    let name = matches.get_one::<String>("target");
    let nowhere = Aim { name: String::new(), own: Own::default(), read: None, record: None };
    let Some(target) = targets(shared, name)? else { return Ok(nowhere) };
    let site = shared.project.root().join("site");
    match of_target(shared, &target, &site, false, maker).map_err(told)? {
        Place::Host { mut host, own, .. } => {
            let read: Reader = Box::new(move |path| host.read(path));
            Ok(Aim { name: target.name, own, read: Some(read), record: None })
        }
        Place::Archive { .. } => Err(shared.lang.pick(
            format!("{}：是压缩包；解压上次的，用 --since 写解压出来的文件夹", target.name),
            format!(
                "{}: is a zip; unpack the last one and name its folder with --since",
                target.name
            ),
        )),
    }
}

/// A site in a folder, or a record with or without the site around it.
fn earlier(since: &Path) -> Result<Aim, Stop> {
    let is_record = since.is_file();
    let folder = if is_record { since.parent().unwrap_or(since) } else { since }.to_path_buf();
    if is_record && !is_site(&folder) {
        let bytes = plain::bytes(since).map_err(Stop::at(since))?;
        let record = Some(Publication::read(&bytes)?);
        return Ok(Aim { name: String::new(), own: Own::default(), read: None, record });
    }
    if !is_site(&folder) {
        let shown = since.display();
        return Err(Stop::refused(
            format!("{shown}：不是 sunlit 的网站，也不是 {RECORD}"),
            format!("{shown}: neither a site of sunlit nor a {RECORD}"),
        ));
    }
    let read: Reader = Box::new(move |path| {
        let path = folder.join(path);
        found(plain::bytes(&path)).map_err(Stop::at(&path))
    });
    Ok(Aim { name: String::new(), own: Own::default(), read: Some(read), record: None })
}

/// A review, and the numbers in it that may look like a person's and are none.
type Exempted = (Review, Vec<String>);

/// Builds into the stage and compares what lies there; `None` where the build is refused.
fn staged(
    shared: &Shared,
    sink: &DiskSink,
    aim: Aim,
    maker: &Maker,
) -> Result<(Outcome, Option<Exempted>), String> {
    let told = |stop: Stop| stop.in_lang(shared.lang);
    let outcome = run::run(&shared.project, &shared.options, sink);
    let outcome = outcome.map_err(|stop| stop.in_lang(shared.lang))?;
    if build::is_refused(shared, &outcome) {
        return Ok((outcome, None));
    }
    let at = |error: io::Error| error.to_string();
    let portal = run::portal(&shared.project).map_err(at)?;
    let site = Site { sink, own: aim.own };
    let digest = digest(shared, &site).map_err(told)?;
    let made = Made {
        command: publishing(shared, &aim.name, &outcome, &digest),
        digest,
        site,
        lang: outcome.lang,
        portal: portal.map(|portal| portal.name).unwrap_or_default(),
        target: aim.name,
        prepared_by: maker.by().to_string(),
        as_of: outcome.as_of,
        heads: run::heads(&shared.project, &shared.options).map_err(at)?,
        dues: run::due(&shared.project, &shared.options, 0).map_err(at)?,
        internal: shared.options.internal.then(|| inner(shared, &outcome)),
    };
    let mut old = match (aim.read, aim.record) {
        (Some(read), _) => Baseline::at(read).map_err(told)?,
        (None, Some(record)) => Baseline::of(record),
        (None, None) => Baseline::default(),
    };
    let review = review(&made, &mut old).map_err(told)?;
    let exempt = made.heads.into_iter().flat_map(|head| head.exempt).collect();
    Ok((outcome, Some((review, exempt))))
}

/// What publishes this build and no other: whatever made it what it is has to be said again.
fn publishing(shared: &Shared, target: &str, outcome: &Outcome, digest: &str) -> String {
    let quoted =
        |word: &str| match word.contains(|c: char| c.is_whitespace() || "'\"$&;".contains(c)) {
            true => format!("'{}'", word.replace('\'', "'\\''")),
            false => word.to_string(),
        };
    let mut words = vec!["sunlit publish".to_string()];
    words.extend(Some(target).filter(|target| !target.is_empty()).map(quoted));
    words.extend(outcome.as_of.map(|day| format!("--as-of {day}")));
    words.extend(
        shared.options.base_url.as_deref().map(|url| format!("--base-url {}", quoted(url))),
    );
    words.extend(shared.options.keep_going.then(|| "--keep-going".to_string()));
    words.push(format!("--approved {digest}"));
    words.join(" ")
}

fn inner(shared: &Shared, outcome: &Outcome) -> Vec<Inner> {
    let run = console::plain_run(shared, outcome);
    let all = crate::report::internal(&run).into_iter();
    all.map(|(rule, message, file)| Inner { rule: rule.to_string(), message, file }).collect()
}

/// Sheet and JSON, through the one door: a personal number stops them as it stops a page.
fn write(shared: &Shared, out: &Path, review: &Review, exempt: &[String]) -> Result<(), Stop> {
    let at = || Stop::at(out);
    let portal = run::portal(&shared.project).map_err(at())?.expect("a build has read it");
    let broken =
        |error: crate::page::ThemeError| Stop::refused(error.to_string(), error.to_string());
    let mut theme = Theme::load(shared.options.theme.clone(), portal.lang).map_err(broken)?;
    theme.set_portal(&frame::portal(&portal));
    let html = print(&theme, portal.lang, review).map_err(broken)?;
    let sink = DiskSink::open(out, (Purpose::Review, false), Register::of_user()).map_err(at())?;
    let mut told = Report::default();
    let mut door = Door::new(&sink, &mut told);
    let files = [("index.html", html.into_bytes()), ("review.json", review.json())];
    let put = |door: &mut Door| -> io::Result<()> {
        for (path, bytes) in &files {
            door.put(path, bytes, exempt, "review")?;
        }
        door.put(REVIEW_MARK, Purpose::Review.words().as_bytes(), &[], "sunlit")?;
        door.close("").map(drop)
    };
    put(&mut door).map_err(at())?;
    if let Some(finding) = told.findings.first() {
        sink.abandon().map_err(at())?;
        return Err(Stop::Refused(finding.message.clone()));
    }
    sink.commit(&[]).map_err(at()).map(|_| ())
}
