//! `sunlit explain`: what stands behind a code, and what a kind holds. It needs no project, and knows its kinds where
//! there is one.

use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use super::console;
use super::grammar::speech;
use crate::check::methods;
use crate::finding::{Rule, rules};
use crate::kind::portal::Settings;
use crate::kind::{self, Filing, Kinds};
use crate::model::{Base, Lang};
use crate::run;
use crate::source::disk::Project;

pub fn command(lang: Lang) -> Command {
    Command::new("explain")
        .about(lang.pick(
            "说明一个代号：问什么、怎么算、怎样说清",
            "what a code asks, how, and what settles it",
        ))
        .after_help(
            lang.pick(
                "例：sunlit explain split-purchase",
                "example: sunlit explain split-purchase",
            ),
        )
        .arg(Arg::new("code").value_name("CODE").help(lang.pick(
            "代号，或类别；不写就列出全部代号",
            "the code, or a kind; all codes are listed without one",
        )))
        .args(speech(lang))
}

pub fn run(lang: Lang, matches: &ArgMatches) -> Result<u8, String> {
    let Some(code) = matches.get_one::<String>("code") else {
        console::out(&list(lang));
        return Ok(super::DONE);
    };
    if let Some(rule) = rules::by_code(code) {
        console::out(&page(lang, rule));
        return Ok(super::DONE);
    }
    // A kind by its name: what it holds, of the county's own kinds too.
    let kinds = match Project::find(Path::new(".")) {
        Some(project) => run::kinds(&project).map_err(|error| error.to_string())?,
        None => Kinds::shipped(),
    };
    let Some(filing) = Filing::of(code, &kinds) else { return Err(unknown(lang, code)) };
    console::out(&kind::reference::of(filing.shape));
    Ok(super::DONE)
}

fn list(lang: Lang) -> String {
    let width = rules::ALL.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| {
        let (grade, title) = (rule.grade.words().in_lang(lang), rule.title.in_lang(lang));
        format!("{:width$}  {grade:8}  {title}\n", rule.code)
    };
    rules::ALL.iter().map(line).collect()
}

fn page(lang: Lang, rule: &Rule) -> String {
    let (grade, title) = (rule.grade.words().in_lang(lang), rule.title.in_lang(lang));
    let basis = lang.pick("依据", "basis");
    let mut out = format!("{}  {title}\n{grade}  {basis} {}\n", rule.code, rule.basis);
    for paragraph in methods::of(rule, &Settings::from(None)) {
        let (label, text) = (paragraph.label.in_lang(lang), paragraph.text.in_lang(lang));
        out.push_str(&format!("\n{label}\n  {text}\n"));
    }
    out
}

pub fn unknown(lang: Lang, code: &str) -> String {
    let list = lang.pick("`sunlit explain` 列出全部代号", "`sunlit explain` lists all codes");
    match (lang.base(), rules::nearest(code)) {
        (Base::Zh, Some(near)) => format!("没有代号 `{code}`，是不是 `{near}`？{list}"),
        (Base::Zh, None) => format!("没有代号 `{code}`；{list}"),
        (Base::En, Some(near)) => format!("no code `{code}`; did you mean `{near}`? {list}"),
        (Base::En, None) => format!("no code `{code}`; {list}"),
    }
}
