//! `sunlit template`: a workbook to fill in, under the labels of a kind's fields.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};

use super::console;
use super::grammar::{self, Shared};
use super::new::{kinds_told, month_of, portal_language};
use crate::model::Lang;
use crate::run;
use crate::scaffold::{self, Asked};

pub fn command(lang: Lang) -> Command {
    let said = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new("template")
        .about(said("写好一份 .xlsx 空表，照着填", "write an .xlsx with the headings of a kind"))
        .after_help(said(
            "例：sunlit template 财务公开 --unit liutang --period 2026-03",
            "example: sunlit template ledger --unit liutang --period 2026-03",
        ))
        .arg(Arg::new("kind").value_name("KIND").required(true).help(kinds_told(lang)))
        .args([
            option(
                "unit",
                "ID",
                said(
                    "哪个单位：抄好上月的期末，列出可选的签字人",
                    "the unit: last month's balances are filled in, its signers offered",
                ),
            ),
            option(
                "period",
                "PERIOD",
                said(
                    "哪个月，如 2026-03；不写就是单位账目的下个月",
                    "the month, such as 2026-03; the one after the unit's last when left out",
                ),
            )
            .visible_alias("month"),
            option(
                "set",
                "ID",
                said("哪个账套（默认第一个）", "the set of books (default: the first)"),
            ),
            option(
                "output",
                "FILE",
                said(
                    "写到哪个文件（默认按类别、单位、月份取名）",
                    "where to write it (default: by kind, unit and month)",
                ),
            )
            .short('o')
            .value_parser(clap::value_parser!(PathBuf)),
        ])
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let asked = Asked {
        kind: text("kind").unwrap_or_default(),
        unit: text("unit").unwrap_or_default(),
        month: text("period").map(|month| month_of(shared, "--period", &month)).transpose()?,
        set: text("set"),
        name: None,
        lang: grammar::spoken(matches).unwrap_or_else(|| portal_language(shared)),
        kinds: run::kinds(&shared.project).map_err(|error| error.to_string())?,
    };
    let made = scaffold::template(&shared.project, &asked);
    let (name, bytes) = made.map_err(|stop| stop.in_lang(shared.lang))?;
    let path = matches.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| name.into());
    write(shared.lang, &path, &bytes)?;
    console::out(&format!("{}\n", path.display()));
    console::say(
        shared,
        "颜色深的一栏必填；标着“例”的一行只是样子，不算资料。",
        "columns with a darker heading are required; the row marked `example` only shows how and is no data.",
    );
    Ok(super::DONE)
}

/// A file that is there may be filled in already, and stays as it is.
fn write(lang: Lang, path: &Path, bytes: &[u8]) -> Result<(), String> {
    match scaffold::create(path, bytes).map_err(|stop| stop.in_lang(lang))? {
        true => Ok(()),
        false => Err(lang.pick(
            format!("{}：已有这个文件，没有改动；换个名字用 -o", path.display()),
            format!(
                "{}: is there already and was not touched; name another with -o",
                path.display()
            ),
        )),
    }
}
