//! `sunlit import`: an office's own tables become months of the books, shown first and then written.

mod ask;
mod asked;
mod files;
mod kind;
mod known;
mod months;
mod record;
mod records;
mod texts;

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::console;
use super::grammar::{self, Shared, flag};
use super::new;
use crate::import::{self, Asked, Plan, Question, Told};
use crate::model::{Lang, Period};
use crate::report::Format;
use crate::scaffold::books;

pub use ask::Asking;
use known::Portal;
use months::Job;
use texts::Texts;

pub fn command(lang: Lang) -> Command {
    let said = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    Command::new("import")
        .about(said(
            "把办公室自己的表（xlsx、xls、ods、csv）变成当月的账，或别的公开",
            "turn an office's own tables (xlsx, xls, ods, csv) into months, or other records",
        ))
        .after_help(said(
            "例：sunlit import 2026年3月.xlsx --unit liutang\n    sunlit import 各村三月/ --no-input\n    \
             sunlit import 付款.csv --kind 付款清单 --unit liutang --period 2026-03 --published 2026-04-02",
            "example: sunlit import march.xlsx --unit liutang\n         sunlit import all-of-march/ --no-input\n         \
             sunlit import paid.csv --kind payment-lists --unit liutang --period 2026-03 --published 2026-04-02",
        ))
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .action(ArgAction::Append)
                .value_parser(value_parser!(PathBuf))
                .help(said("表格文件，或装着它们的文件夹", "tables, or a folder of them")),
        )
        .args(options(lang))
        .args(asked::options(lang))
}

fn options(lang: Lang) -> [Arg; 12] {
    let said = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    [
        option(
            "unit",
            "ID",
            said(
                "哪个单位；不写就看表名、标题、文件名",
                "the unit; else by the sheet's name, the title, the file's name",
            ),
        ),
        option(
            "kind",
            "KIND",
            said("类别；不写就是财务公开", "the kind; the ledger when left out"),
        ),
        option(
            "period",
            "PERIOD",
            said(
                "哪个月，如 2026-03；不写就看标题和日期；账以外也可写 2026-Q1、2026",
                "the month, such as 2026-03; else by title and days; of other kinds 2026-Q1 or 2026 too",
            ),
        )
        .visible_alias("month"),
        option(
            "account",
            "cash|bank",
            said("表里的钱在现金还是银行", "the account all lines are of"),
        )
        .value_parser(["cash", "bank", "现金", "银行"]),
        option("set", "ID", said("哪个账套", "the set of books")),
        option("coding", "CODING", said("文本文件的编码", "the coding of a text file"))
            .value_parser(["utf-8", "gb18030", "big5", "utf-16"]),
        option(
            "new-kind",
            "NAME",
            said(
                "照这张表起草一个自定类别，叫这个名称",
                "draft a kind of this name from the table",
            ),
        ),
        option("id", "KIND", said("新类别的编号", "the id of the new kind")).requires("new-kind"),
        flag("county", said("问到的记给全县用", "keep what is asked for all units")),
        flag("no-input", said("不问，只列出缺什么", "ask nothing, list what is missing")),
        flag("dry-run", said("只看，不写", "only show, write nothing")).short('n'),
        flag("replace", said("那个月已经有了，照表改", "change a month that is there already")),
    ]
}

/// What the person asked for.
#[derive(Clone)]
struct Wanted {
    asked: Asked,
    set: Option<String>,
    /// Whether somebody can be asked.
    asks: bool,
    dry: bool,
    replace: bool,
    /// Whether answers are kept for all units.
    county: bool,
    /// The language of the files' keys, where it was said.
    keys: Option<Lang>,
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    if !matches!(shared.format, Format::Human) {
        let only = shared.lang.pick("只有 human 一种写法", "write it as human");
        return Err(format!("--format: {only}"));
    }
    let lang = shared.lang;
    let paths: Vec<&PathBuf> = matches.get_many("file").into_iter().flatten().collect();
    let coding = matches.get_one::<String>("coding").map(String::as_str);
    if let Some(name) = matches.get_one::<String>("new-kind") {
        let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        let (no_input, dry) = (matches.get_flag("no-input"), matches.get_flag("dry-run"));
        let id = matches.get_one::<String>("id").map(String::as_str);
        return kind::run(shared, (name, id), (&paths, coding), (terminal && !no_input, dry));
    }
    let units = books::units(&shared.project).map_err(|stop| stop.in_lang(lang))?;
    let mut portal = Portal::read(&shared.project, units, lang)?;
    let other = asked::asked(shared, matches)?;
    let wanted = wanted(shared, matches, (&portal, other.is_some()))?;
    let (inputs, refused) = files::read(&paths, coding, lang)?;
    if let Some(asked) = other {
        return records::run(shared, &mut portal, (&wanted, &asked), (inputs, refused));
    }
    let mut plan = import::plan(&inputs, &portal.known, wanted.asked);
    let mut asking = Asking::at_terminal(lang, shared.project.currency());
    let (mut whole, mut open) = (true, wanted.asks);
    while open {
        let answers = ask_all(&mut asking, &plan, (shared, &wanted), &mut portal)?;
        whole &= !answers.shown;
        open = answers.any;
        if open {
            plan = import::plan(&inputs, &portal.known, wanted.asked);
        }
    }
    plan.told.absorb(refused);
    let jobs = months::jobs(shared, &portal, &wanted, &mut plan)?;
    show(shared, &portal, (&plan, &jobs), whole);
    let many = jobs.len() > 1 || paths.iter().any(|path| path.is_dir());
    finish(shared, &portal, (wanted, asking), (plan, jobs), many)
}

fn wanted(
    shared: &Shared,
    matches: &ArgMatches,
    (portal, other): (&Portal, bool),
) -> Result<Wanted, String> {
    let lang = shared.lang;
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let unit = text("unit").map(|id| portal.unit(id, lang)).transpose()?;
    let period = |text| match other {
        true => new::month_of(shared, "--period", text),
        false => month(text, lang),
    };
    let period = text("period").map(period).transpose()?;
    let account = text("account").map(|account| match account {
        "cash" | "现金" => "cash",
        _ => "bank",
    });
    let dry = matches.get_flag("dry-run");
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    Ok(Wanted {
        asked: Asked { unit, period, account },
        set: text("set").map(str::to_string),
        asks: !matches.get_flag("no-input") && !dry && terminal,
        dry,
        replace: matches.get_flag("replace"),
        county: matches.get_flag("county"),
        keys: grammar::spoken(matches),
    })
}

fn month(text: &str, lang: Lang) -> Result<Period, String> {
    let period = Period::parse(text).filter(|period| matches!(period, Period::Month(..)));
    period.ok_or_else(|| {
        lang.pick(
            format!("--period {text}：要写成 2026-03"),
            format!("--period {text}: write a month such as 2026-03"),
        )
    })
}

/// Columns whose answers a line cannot do without: until they are known it is not in the table.
const OF_LINES: &[&str] = &["date", "direction", "account", "to_account"];

/// What came of questions.
#[derive(Default)]
struct Answers {
    any: bool,
    /// Whether the lines were shown with them.
    shown: bool,
}

/// Asks every question once: first what keeps a line from being read, then, below the table of what was understood, the rest.
/// Each answer is kept as it is given.
fn ask_all<R: std::io::BufRead>(
    asking: &mut Asking<R>,
    plan: &Plan,
    (shared, wanted): (&Shared, &Wanted),
    portal: &mut Portal,
) -> Result<Answers, String> {
    let mut units: Vec<usize> = plan.months.iter().map(|month| month.unit).collect();
    units.dedup();
    let unit = match units.as_slice() {
        [unit] if !wanted.county => Some(*unit),
        _ => None,
    };
    let lang = shared.lang;
    let lists = portal.known.lists.clone();
    let questions = plan.questions();
    let new: Vec<&Question> = questions.iter().filter(|one| asking.is_new(one)).collect();
    let (first, rest): (Vec<&Question>, Vec<&Question>) =
        new.into_iter().partition(|question| OF_LINES.contains(&question.column));
    let names: Vec<String> = units.iter().map(|unit| portal.name(*unit).to_string()).collect();
    let mut answers = Answers::default();
    let mut keep = |question: &Question, means: &'static str| {
        portal.learn(unit, question, means);
        portal.save(shared)
    };
    for question in first {
        if let Some(means) = asking.means(question, None) {
            keep(question, means)?;
            answers.any = true;
        }
    }
    if answers.any {
        // The lines are whole only now: the others are asked below all of them.
        rest.iter().for_each(|question| asking.again(question));
        return Ok(answers);
    }
    // Of a table that is not whole nothing more is asked, since nothing of it is written.
    let open = questions.iter().any(|question| OF_LINES.contains(&question.column));
    if open || rest.is_empty() {
        return Ok(answers);
    }
    let texts = Texts::of(&rest, &lists);
    for month in plan.months.iter().filter(|month| !month.told.questions.is_empty()) {
        let name = units.iter().position(|unit| *unit == month.unit).map_or("", |at| &names[at]);
        console::out(&import::lines_shown(name, month, &|line| texts.shown(line, lang), lang));
        answers.shown = true;
    }
    for question in rest.iter().filter(|question| question.column != "text") {
        let offered = lists.suggested(&question.written, &question.choices);
        let offered = offered.filter(|_| question.column == "category");
        if let Some(means) = asking.means(question, offered) {
            keep(question, means)?;
            answers.any = true;
        }
    }
    if !texts.is_empty() {
        answers.any |= texts.ask(asking, &mut keep)?;
    }
    Ok(answers)
}

/// Shows what was understood; `whole`: with the lines, where they were not shown with questions.
fn show(shared: &Shared, portal: &Portal, (plan, jobs): (&Plan, &[Job]), whole: bool) {
    let lang = shared.lang;
    match jobs {
        [job] => {
            let name = portal.name(job.month.unit);
            console::out(&import::one(name, &job.month, &job.head, (whole, lang)));
        }
        [] => {}
        jobs => {
            let rows: Vec<_> = jobs.iter().map(|job| job.row(portal, lang)).collect();
            console::out(&import::many(&rows, lang));
            let counted = jobs.iter().map(|job| import::counted(&job.month.counted, lang));
            console::out(&counted.collect::<String>());
        }
    }
    let mut all = Told::default();
    all.absorb(plan.told.clone());
    plan.lost.iter().for_each(|(_, told)| all.absorb(told.clone()));
    jobs.iter().for_each(|job| all.absorb(job.month.told.clone()));
    tell(shared, &all);
}

/// Says what was left out, what is doubtful and what is to be answered.
fn tell(shared: &Shared, all: &Told) {
    let lang = shared.lang;
    let part = |title: &str, text: String| {
        if !text.is_empty() {
            console::err(&format!("{title}\n{text}"));
        }
    };
    if !shared.quiet {
        part(lang.pick("没有用到的：", "not used:"), import::list(&all.notes, lang));
    }
    part(lang.pick("要改的：", "to be mended:"), import::list(&all.doubts, lang));
    let asked = |question| format!("  {}\n", import::asked(question, lang));
    part(
        lang.pick(
            "要问的（在终端里运行会问，记下以后不再问）：",
            "to be answered (asked at a terminal, once):",
        ),
        all.questions.iter().map(asked).collect(),
    );
}

/// Asks what a head still needs, writes, and says what came in and what did not.
fn finish<R: std::io::BufRead>(
    shared: &Shared,
    portal: &Portal,
    (wanted, mut asking): (Wanted, Asking<R>),
    (plan, mut jobs): (Plan, Vec<Job>),
    many: bool,
) -> Result<u8, String> {
    let lang = shared.lang;
    let ready = |job: &&mut Job| job.ready(&plan, wanted.replace);
    let mut waiting: Vec<&mut Job> = jobs.iter_mut().filter(ready).collect();
    if wanted.asks && !waiting.is_empty() {
        if let [job] = waiting.as_mut_slice() {
            job.complete(&mut asking, portal, lang);
        }
        let paths: Vec<&str> = waiting.iter().map(|job| job.path.as_str()).collect();
        if !asking.agrees(&paths) {
            console::say(shared, "没有写。", "nothing was written.");
            return Ok(super::DONE);
        }
    }
    let mut stopped = plan.told.waits() || !plan.lost.is_empty();
    for job in &jobs {
        stopped |= !job.finish(shared, portal, &plan, &wanted, many)?;
    }
    let waits = plan.told.waits() || jobs.iter().any(|job| job.waits(&plan));
    if (waits || !plan.lost.is_empty()) && !many && !wanted.dry {
        console::say(
            shared,
            "有要改的或要问的，没有写。",
            "nothing was written: something is to be mended or answered.",
        );
    }
    if many {
        console::out(&months::report(portal, &plan, &jobs, wanted.asked.period, lang));
    }
    Ok(if stopped { super::FINDINGS_BLOCK } else { super::DONE })
}
