//! The command line: one command, one file; the only code that prints.

mod accept;
mod board;
mod build;
mod check;
mod console;
mod due;
mod explain;
mod grammar;
mod import;
mod init;
mod new;
mod publish;
mod review;
mod serve;
mod template;

use std::process::ExitCode;

use clap::Command;

use crate::model::Lang;

/// Exit codes, the same in every format (see `docs/reference/commands.md`).
pub const DONE: u8 = 0;
pub const FINDINGS_BLOCK: u8 = 1;
pub const CANNOT: u8 = 2;

/// Runs the command line and answers its exit code.
pub fn run(arguments: Vec<std::ffi::OsString>) -> ExitCode {
    let lang = language(&arguments);
    let matches = match command(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            let code = if error.use_stderr() { CANNOT } else { DONE };
            // Where even this cannot be printed there is nobody left to tell.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let Some((name, own)) = matches.subcommand() else { return ExitCode::from(CANNOT) };
    let result = match name {
        "explain" => explain::run(lang, own),
        "init" => init::run(lang, own),
        _ => grammar::Shared::read(own, lang).and_then(|shared| in_project(name, &shared, own)),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            let format = own.try_get_one::<String>("format").ok().flatten();
            console::fail(lang, format.map(String::as_str), &message);
            ExitCode::from(CANNOT)
        }
    }
}

/// The whole grammar: every command with its own options, and the shared ones where it works on a project.
fn command(lang: Lang) -> Command {
    let of_project = [
        build::command(lang),
        board::command(lang),
        review::command(lang),
        check::command(lang),
        due::command(lang),
        serve::command(lang),
        publish::command(lang),
        new::command(lang),
        import::command(lang),
        template::command(lang),
        accept::command(lang),
    ];
    Command::new("sunlit")
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.pick(
            "把村（社区）公开的资料做成人人能查的阳光门户",
            "turns village disclosures into a portal anyone can check",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(of_project.map(|command| grammar::shared(lang, command)))
        .subcommand(explain::command(lang))
        .subcommand(init::command(lang))
}

/// The commands that work on a project.
fn in_project(name: &str, shared: &grammar::Shared, own: &clap::ArgMatches) -> Result<u8, String> {
    match name {
        "accept" => accept::run(shared, own),
        "board" => board::run(shared, own),
        "build" => build::run(shared, own),
        "check" => check::run(shared, own),
        "due" => due::run(shared, own),
        "import" => import::run(shared, own),
        "new" => new::run(shared, own),
        "publish" => publish::run(shared, own),
        "review" => review::run(shared, own),
        "serve" => serve::run(shared, own),
        "template" => template::run(shared, own),
        other => unreachable!("the grammar knows no `{other}`"),
    }
}

/// The language of messages: `--lang`, else the locale, else Chinese. Read before the grammar, whose help is in it.
fn language(arguments: &[std::ffi::OsString]) -> Lang {
    let words: Vec<_> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let flagged =
        words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
            Some("") => words.get(at + 1).copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        });
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    };
    let spoken = flagged.map(str::to_string).or_else(locale).unwrap_or_default();
    Lang::parse(&spoken).unwrap_or_default()
}
