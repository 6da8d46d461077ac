//! `sunlit new`: the draft of a record, in the right place.

use clap::{Arg, ArgMatches, Command};

use super::console;
use super::grammar::{self, Shared};
use crate::finding::Report;
use crate::kind::portal::{PORTAL, Portal};
use crate::kind::{Filing, Kinds};
use crate::model::period::unsettled;
use crate::model::{Lang, Period};
use crate::run;
use crate::scaffold::{self, Asked};
use crate::source;

pub fn command(lang: Lang) -> Command {
    let said = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new("new")
        .about(said("按字段写好一份空表，填上就行", "lay out a new record, ready to be filled in"))
        .after_help(said(
            "例：sunlit new 财务公开 --unit liutang --month 2026-03",
            "example: sunlit new ledger --unit liutang --month 2026-03",
        ))
        .arg(Arg::new("kind").value_name("KIND").required(true).help(kinds_told(lang)))
        .args([
            option("unit", "ID", said("哪个单位，写文件夹名", "the unit, by its folder's name"))
                .required(true),
            option(
                "month",
                "PERIOD",
                said(
                    "哪个月，如 2026-03；账目以外也可写 2026-Q1、2026-H1 或 2026",
                    "the month, such as 2026-03; of other records 2026-Q1, 2026-H1 or 2026 too",
                ),
            )
            .visible_alias("period"),
            option(
                "set",
                "ID",
                said("哪个账套（默认第一个）", "the set of books (default: the first)"),
            ),
            option(
                "name",
                "WORD",
                said("文件名里的一个词，如 lamps", "a word for the file's name, such as lamps"),
            ),
        ])
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let asked = Asked {
        kind: text("kind").unwrap_or_default(),
        unit: text("unit").unwrap_or_default(),
        month: text("month").map(|month| month_of(shared, "--month", &month)).transpose()?,
        set: text("set"),
        name: text("name"),
        lang: grammar::spoken(matches).unwrap_or_else(|| portal_language(shared)),
        kinds: run::kinds(&shared.project).map_err(|error| error.to_string())?,
    };
    let path =
        scaffold::draft(&shared.project, &asked).map_err(|stop| stop.in_lang(shared.lang))?;
    console::out(&format!("{path}\n"));
    console::say(
        shared,
        "填好空着的几项，再运行 sunlit check。",
        "fill in what is empty, then run sunlit check.",
    );
    Ok(super::DONE)
}

/// The kinds that a draft can be made of.
pub fn kinds_told(lang: Lang) -> String {
    let filed = Filing::all(&Kinds::shipped());
    let kinds: Vec<&str> =
        filed.iter().map(|filing| lang.pick(filing.shape.words.zh, filing.key)).collect();
    lang.pick(format!("类别：{}", kinds.join("、")), format!("the kind: {}", kinds.join(", ")))
}

/// A period as an option gives it.
pub fn month_of(shared: &Shared, option: &str, text: &str) -> Result<Period, String> {
    let fiscal = scaffold::fiscal(&shared.project);
    Period::read(text, fiscal).ok_or_else(|| match unsettled(text, fiscal) {
        Some(expected) => shared.lang.pick(
            format!("{option} {text}：应是{}", expected.zh),
            format!("{option} {text}: write {}", expected.en),
        ),
        None => shared.lang.pick(
            format!("{option} {text}：不是所属期，写成 2026-03、2026-Q1、2026-H1 或 2026"),
            format!("{option} {text}: not a period such as 2026-03, 2026-Q1, 2026-H1 or 2026"),
        ),
    })
}

/// The language of the portal's pages is that of its files, unless another is asked for.
pub fn portal_language(shared: &Shared) -> Lang {
    let path = std::sync::Arc::from("content/portal.yaml");
    let mut report = Report::default();
    let source = shared.project.read(&path, &mut report).ok().flatten();
    let row = source.and_then(|source| source::record(&source, &PORTAL, &mut report));
    row.map(Portal::from).map_or(shared.lang, |portal| portal.lang)
}
