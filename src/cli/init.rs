//! `sunlit init`: a small portal that works, in a new folder.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::console;
use super::grammar;
use crate::model::Lang;
use crate::scaffold::{self, Names};

pub fn command(lang: Lang) -> Command {
    let said = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    Command::new("init")
        .about(said(
            "建一个能用的小门户，照着改",
            "make a small portal that works, to be changed into yours",
        ))
        .after_help(said(
            "例：sunlit init 我的门户 --village 溪山村",
            "example: sunlit init my-portal --village Xishan",
        ))
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(said("建在哪个文件夹", "the folder to make it in")),
        )
        .args([
            Arg::new("name").long("name").value_name("NAME").help(said(
                "门户的名称（默认：村名加“阳光公开”）",
                "the portal's name (default: from the village's)",
            )),
            Arg::new("village")
                .long("village")
                .value_name("NAME")
                .help(said("村名（默认：溪山村）", "the village's name (default: Xishan)")),
            grammar::flag(
                "force",
                said(
                    "文件夹不空也写；已有的文件不动",
                    "write into a folder that is not empty; what is there stays",
                ),
            )
            .short('f'),
        ])
        .args(grammar::speech(lang))
}

/// Runs without a project: it makes one. The portal speaks the language that was asked for, else Chinese.
pub fn run(lang: Lang, matches: &ArgMatches) -> Result<u8, String> {
    let own = grammar::spoken(matches).unwrap_or_default();
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let village = text("village").unwrap_or_else(|| own.pick("溪山村", "Xishan").to_string());
    let portal = text("name").unwrap_or_else(|| {
        own.pick(format!("{village}阳光公开"), format!("Open Books of {village}"))
    });
    let folder = matches.get_one::<PathBuf>("dir").expect("a required argument");
    let names = Names { portal, village };
    let made = scaffold::portal(folder, &names, own, matches.get_flag("force"))
        .map_err(|stop| stop.in_lang(lang))?;
    if matches.get_flag("quiet") {
        return Ok(super::DONE);
    }
    let (shown, count) = (folder.display(), made.written.len());
    let kept = match made.kept.len() {
        0 => String::new(),
        kept => lang.pick(format!("，留下原有的 {kept} 个"), format!(", {kept} kept as they were")),
    };
    console::out(&lang.pick(
        format!(
            "写了 {count} 个文件{kept}：{shown}\n\n先看一眼：\n  sunlit serve -C {shown} --open\n\
             然后照 {shown}/README.md 换成自己的。\n"
        ),
        format!(
            "{count} files written{kept}: {shown}\n\nlook at it:\n  sunlit serve -C {shown} --open\n\
             then make it yours, as {shown}/README.md says.\n"
        ),
    ));
    Ok(super::DONE)
}
