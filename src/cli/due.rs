//! `sunlit due`: what is overdue and what falls due soon, with the file to write.

use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::json;

use super::console;
use super::grammar::Shared;
use crate::model::{Lang, Period};
use crate::report::Format;
use crate::run::{self, Due, Dues, UnitDue};
use crate::waist;

pub fn command(lang: Lang) -> Command {
    let command = Command::new("due")
        .about(lang.pick(
            "哪些该公开了：逾期的、快到期的、写哪个文件",
            "what is overdue or due soon, and which file to write",
        ))
        .after_help(lang.pick(
            "例：sunlit due --unit liutang --within 60",
            "example: sunlit due --unit liutang --within 60",
        ));
    command.args([
        Arg::new("within")
            .long("within")
            .value_name("DAYS")
            .value_parser(value_parser!(u16))
            .default_value("30")
            .help(lang.pick("往后看几天", "how many days to look ahead")),
        Arg::new("unit")
            .long("unit")
            .value_name("ID")
            .help(lang.pick("只看这个单位，写文件夹名", "this unit alone, by its folder's name")),
    ])
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    if !matches!(shared.format, Format::Human | Format::Json) {
        let only = shared.lang.pick("只有 human 和 json 两种写法", "write it as human or json");
        return Err(format!("--format: {only}"));
    }
    let within = matches.get_one::<u16>("within").copied().unwrap_or(30);
    let mut dues =
        run::due(&shared.project, &shared.options, within).map_err(|error| error.to_string())?;
    if let Some(id) = matches.get_one::<String>("unit") {
        dues.units.retain(|unit| unit.id == *id);
        if dues.units.is_empty() {
            let said = shared.lang.pick("没有这个单位", "there is no such unit");
            return Err(format!("--unit {id}: {said}"));
        }
    }
    console::out(&match shared.format {
        Format::Json => document(shared.lang, &dues, within),
        _ => words(shared.lang, &dues, within),
    });
    Ok(super::DONE)
}

fn words(lang: Lang, dues: &Dues, within: u16) -> String {
    let Some(as_of) = dues.as_of else {
        return lang
            .pick("没有截至日，不判断迟早。\n", "no as-of day: nothing is due.\n")
            .to_string();
    };
    let mut out = lang.pick(
        format!("截至 {as_of}，往后 {within} 天：\n"),
        format!("as of {as_of}, looking {within} days ahead:\n"),
    );
    if dues.unread {
        out.push_str(lang.pick(
            "门户设置或法律包读不通，先运行 sunlit check\n",
            "the portal's settings or its law cannot be read, run sunlit check first\n",
        ));
    }
    for unit in dues.units.iter().filter(|unit| !unit.dues.is_empty() || unit.unread) {
        out.push_str(&heading(lang, unit));
        unit.dues.iter().for_each(|due| out.push_str(&line(lang, due)));
    }
    if dues.units.iter().all(|unit| unit.dues.is_empty()) {
        out.push_str(lang.pick("没有要公开的。\n", "nothing is due.\n"));
    }
    out
}

fn heading(lang: Lang, unit: &UnitDue) -> String {
    let unread = match unit.unread {
        true => lang.pick(
            "；有文件读不通，先运行 sunlit check",
            "; some files cannot be read, run sunlit check first",
        ),
        false => "",
    };
    lang.pick(
        format!("\n{}（{}）{unread}\n", unit.name, unit.id),
        format!("\n{} ({}){unread}\n", unit.name, unit.id),
    )
}

fn line(lang: Lang, due: &Due) -> String {
    let left = match due.left {
        0 => lang.pick("今天到期", "due today").to_string(),
        1 => lang.pick("还有 1 日", "tomorrow").to_string(),
        -1 => lang.pick("逾期 1 日", "1 day overdue").to_string(),
        n if n > 0 => lang.pick(format!("还有 {n} 日"), format!("in {n} days")),
        n => lang.pick(format!("逾期 {} 日", -n), format!("{} days overdue", -n)),
    };
    let what = title(lang, due);
    format!("  {}  {left}  {what}\n    {}\n    {}\n", due.day, due.file, due.command)
}

fn title(lang: Lang, due: &Due) -> String {
    let (when, item) = (waist::period(lang, due.period), due.item.in_lang(lang));
    match due.book.as_str() {
        "" => format!("{when} {item}"),
        book => lang.pick(format!("{when} {item}（{book}）"), format!("{when} {item} ({book})")),
    }
}

fn document(lang: Lang, dues: &Dues, within: u16) -> String {
    let period = |period: Period| period.to_string();
    let one = |due: &Due| {
        json!({
            "entry": due.entry,
            "item": due.item.in_lang(lang),
            "book": due.book,
            "period": period(due.period),
            "due": due.day.to_string(),
            "days_left": due.left,
            "file": due.file,
            "command": due.command,
        })
    };
    let unit = |unit: &UnitDue| {
        let due: Vec<_> = unit.dues.iter().map(one).collect();
        json!({ "id": unit.id, "name": unit.name, "unread_files": unit.unread, "due": due })
    };
    let units: Vec<_> = dues.units.iter().map(unit).collect();
    let document = json!({
        "schema_version": 1,
        "tool": { "name": "sunlit", "version": env!("CARGO_PKG_VERSION") },
        "as_of": dues.as_of.map(|day| day.to_string()),
        "within_days": within,
        "unread_settings": dues.unread,
        "units": units,
    });
    format!("{document}\n")
}
