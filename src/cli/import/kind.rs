//! `sunlit import --new-kind`: a declaration of a county's own kind, drafted from a table.

use std::path::PathBuf;

use super::ask::Asking;
use super::{files, known};
use crate::cli::console;
use crate::cli::grammar::Shared;
use crate::import;
use crate::kind::declared::{is_id, is_reserved};
use crate::run;
use crate::scaffold::{
    self,
    kind::{Drafted, kind},
};

/// Drafts a kind of this name from the one table that was handed in; never over a file that is there.
pub fn run(
    shared: &Shared,
    (name, id): (&str, Option<&str>),
    (paths, coding): (&[&PathBuf], Option<&str>),
    (asks, dry): (bool, bool),
) -> Result<u8, String> {
    let lang = shared.lang;
    let (inputs, refused) = files::read(paths, coding, lang)?;
    let [input] = inputs.as_slice() else {
        let list = import::list(&refused.doubts, lang);
        let one = lang.pick("--new-kind 照一张表起草", "--new-kind drafts from one table");
        return Err(format!("{one}\n{list}").trim_end().to_string());
    };
    let what = lang.pick(
        "编号（小写字母、数字和 -，也是文件夹名）",
        "its id (small letters, digits and -; also the name of its folder)",
    );
    let id = match id {
        Some(id) => id.to_string(),
        None if asks => Asking::at_terminal(lang, shared.project.currency()).text(what, ""),
        None => String::new(),
    };
    let kinds = run::kinds(&shared.project).map_err(|error| error.to_string())?;
    if !is_id(&id) || is_reserved(&id) || kinds.iter().any(|kind| kind.takes(&id)) {
        return Err(lang.pick(
            format!("用 --id 写编号：小写字母、数字和 -，没有用过的；`{id}` 不行"),
            format!("give an id with --id: small letters, digits and -, and not taken; `{id}` will not do"),
        ));
    }
    let lists = known::lists(&shared.project, lang)?;
    let drafted = Drafted { id: &id, name, file: &input.shown, lists: &lists, lang };
    let text = kind(&input.workbook, &drafted)
        .map_err(|said| format!("{}: {}", input.shown, said.in_lang(lang)))?;
    console::out(&text);
    let path = format!("content/kinds/{id}.yaml");
    if dry {
        return Ok(crate::cli::DONE);
    }
    let at = shared.project.place(&path).map_err(|error| format!("{path}: {error}"))?;
    if !scaffold::create(&at, &text).map_err(|stop| stop.in_lang(lang))? {
        return Err(lang.pick(
            format!("{path} 已经有了，没有写"),
            format!("{path} is there already; nothing was written"),
        ));
    }
    console::say(
        shared,
        &format!("写了 {path}：看看每一列的类型，改好再运行 sunlit check。"),
        &format!("wrote {path}: look at the type of each column, then run sunlit check."),
    );
    Ok(crate::cli::DONE)
}
