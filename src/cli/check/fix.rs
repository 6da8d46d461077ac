//! `sunlit check --fix`: shows what sure repairs make of each file, and makes them on a word.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::Arc;

use clap::{Arg, ArgMatches};

use crate::cli::console;
use crate::cli::grammar::{Shared, flag};
use crate::cli::import::Asking;
use crate::finding::{Repair, Report};
use crate::model::Lang;
use crate::report::{self, Choice};
use crate::sink;
use crate::source::Source;

pub fn options(lang: Lang) -> [Arg; 3] {
    let yes = Arg::new("agrees").long("yes").short('y').action(clap::ArgAction::SetTrue);
    [
        flag(
            "fix",
            lang.pick(
                "把改法确定的笔误列出来（冒号、缩进、引号），问过再改",
                "show the slips whose repair is sure (colons, indents, quotes), and mend them on a word",
            ),
        ),
        yes.requires("fix").help(lang.pick("不问就改", "mend them without a question")),
        flag("no-input", lang.pick("不问", "ask nothing")).requires("fix"),
    ]
}

/// A file, and what it would be.
struct Fix {
    path: Arc<str>,
    before: Vec<u8>,
    after: Vec<u8>,
    /// Lines by number, as they are and as they would be.
    lines: Vec<(usize, String, String)>,
}

/// Shows the repairs and makes them where somebody agrees. Whether a file was written.
pub fn run(
    shared: &Shared,
    matches: &ArgMatches,
    report: &Report,
    choice: &Choice,
) -> Result<bool, String> {
    let fixes = fixes(shared, report, choice);
    if fixes.is_empty() {
        console::say(shared, "没有能自动改的", "nothing has a repair that is sure");
        return Ok(false);
    }
    console::result(shared, &fixes.iter().map(shown).collect::<String>());
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let paths: Vec<&str> = fixes.iter().map(|fix| &*fix.path).collect();
    let agreed = matches.get_flag("agrees")
        || terminal
            && !matches.get_flag("no-input")
            && Asking::at_terminal(shared.lang, shared.project.currency()).agrees(&paths);
    if !agreed {
        console::say(
            shared,
            "没有改文件；加 --yes 就照上面的改",
            "no file was changed; --yes makes these changes",
        );
        return Ok(false);
    }
    let mut written = 0;
    for fix in &fixes {
        written += usize::from(write(shared, fix)?);
    }
    console::say(
        shared,
        &format!("改好 {written} 个文件；下面是改过以后的检查"),
        &format!("{written} file(s) mended; what follows is the check of what they are now"),
    );
    Ok(written > 0)
}

/// The repairs of each file with one that was asked for: those of a file are sure together.
fn fixes(shared: &Shared, report: &Report, choice: &Choice) -> Vec<Fix> {
    let mut chosen = report.clone();
    choice.keep_in(&mut chosen);
    let asked: Vec<&Arc<str>> =
        chosen.findings.iter().filter(|f| f.repair.is_some()).map(|f| &f.file).collect();
    let mut repairs: BTreeMap<&Arc<str>, Vec<&Repair>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| asked.contains(&&finding.file)) {
        repairs.entry(&finding.file).or_default().extend(&finding.repair);
    }
    repairs.into_iter().filter_map(|(path, repairs)| fix(shared, path, repairs)).collect()
}

/// Nothing where the file is no longer what was checked, or is kept in another coding than it would be written in.
fn fix(shared: &Shared, path: &Arc<str>, mut repairs: Vec<&Repair>) -> Option<Fix> {
    let before = shared.project.bytes(path).ok()?;
    let source = Source::decode(path, &before, &mut Report::default())?;
    let mark = before.strip_suffix(source.text.as_bytes())?.to_vec();
    repairs.sort_by_key(|repair| repair.at.start);
    let (mut text, mut past) = (String::new(), 0);
    for repair in repairs {
        if *repair.of != *source.sha256 {
            return None;
        }
        text.push_str(source.text.get(past..repair.at.start)?);
        text.push_str(&repair.with);
        past = repair.at.end;
    }
    text.push_str(source.text.get(past..)?);
    let lines = source.text.lines().zip(text.lines()).enumerate();
    let lines = lines.filter(|(_, (old, new))| old != new);
    let lines = lines.map(|(at, (old, new))| (at + 1, old.to_string(), new.to_string())).collect();
    Some(Fix { path: path.clone(), before, after: [mark, text.into_bytes()].concat(), lines })
}

fn shown(fix: &Fix) -> String {
    let mut text = format!("{}\n", report::clean(&fix.path));
    for (number, old, new) in &fix.lines {
        let (old, new) = (report::clean(old), report::clean(new));
        text.push_str(&format!("{number:>5} - {old}\n      + {new}\n"));
    }
    text.push('\n');
    text
}

/// Writes what was shown, unless the file has become another meanwhile.
fn write(shared: &Shared, fix: &Fix) -> Result<bool, String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", fix.path);
    let place = shared.project.place(&fix.path).map_err(wrong)?;
    if shared.project.bytes(&fix.path).map_err(wrong)? != fix.before {
        console::say(
            shared,
            &format!("{}：刚才有人改过，没有动它", fix.path),
            &format!("{}: somebody changed it just now, and it was left alone", fix.path),
        );
        return Ok(false);
    }
    sink::replace(&place, &fix.after).map_err(wrong)?;
    Ok(true)
}
