//! What the command says of a record of any kind: its kind, a word for its name, fields of its head.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::grammar::Shared;
use crate::cli::new;
use crate::kind::declared::is_id;
use crate::kind::ledger::LEDGER;
use crate::kind::record::Kind;
use crate::model::shape::{Field, Shape, Type, scalar_in};
use crate::model::{Currency, Fiscal, Lang};
use crate::run;
use crate::scaffold;
use crate::tabular::grid::shown;

/// What is asked for besides what tables of the books take.
pub struct Asked {
    pub kind: &'static Kind,
    /// A word behind the period in the name of the files.
    pub name: Option<String>,
    /// What the command says of the head, by the way of each field.
    pub fields: BTreeMap<String, String>,
}

/// What the command takes of them.
pub fn options(lang: Lang) -> [Arg; 3] {
    let said = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    [
        option("published", "DAY", said("账以外的公开：公开日期", "of other kinds: the day of publication")),
        option(
            "field",
            "FIELD=VALUE",
            said(
                "账以外的公开：表上没有的一个字段，如 明白话=…，监督委员会审核.审核人=…；可以写几次",
                "of other kinds: a field no table says, such as plain=…, review.by=…; may be repeated",
            ),
        )
        .action(ArgAction::Append),
        option(
            "name",
            "WORD",
            said(
                "账以外的公开：同一期还有一份时，文件名里的一个词",
                "of other kinds: a word for the file's name, where a period has several",
            ),
        ),
    ]
}

/// What is asked for of another kind than the ledger; nothing where it is the ledger's.
pub fn asked(shared: &Shared, matches: &ArgMatches) -> Result<Option<Asked>, String> {
    let lang = shared.lang;
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let kinds = run::kinds(&shared.project).map_err(|error| error.to_string())?;
    let wanted = text("kind").unwrap_or(LEDGER.name);
    let said: Vec<&String> = matches.get_many("field").into_iter().flatten().collect();
    let kind = kinds.named(wanted).and_then(|key| kinds.by_key(key));
    let Some(kind) = kind else {
        let given = ["published", "name"].into_iter().find(|name| text(name).is_some());
        let given = given.or((!said.is_empty()).then_some("field"));
        return match (kinds.named(wanted), given) {
            (Some(_), None) => Ok(None),
            (Some(_), Some(name)) => Err(lang.pick(
                format!("--{name}：财务公开不用写，写好以后填在文件里"),
                format!("--{name}: not of a ledger; fill it in in the file"),
            )),
            (None, _) => Err(lang.pick(
                format!("--kind {wanted}：没有这一类；{}", new::kinds_told(lang)),
                format!("--kind {wanted}: there is no such kind; {}", new::kinds_told(lang)),
            )),
        };
    };
    let published = text("published").map(|day| format!("published={day}"));
    let said = said.into_iter().cloned().chain(published);
    let manner = (shared.project.currency(), scaffold::fiscal(&shared.project));
    let fields = said.map(|text| field(kind, &text, (lang, manner))).collect::<Result<_, _>>()?;
    let name = text("name").map(str::to_string);
    if let Some(name) = name.as_ref().filter(|name| !is_id(name)) {
        return Err(lang.pick(
            format!("--name {name}：只能用小写字母、数字和 -"),
            format!("--name {name}: small letters, digits and - alone"),
        ));
    }
    Ok(Some(Asked { kind, name, fields }))
}

/// Reads `published=2026-04-02`, `review.by=何永福`, in either language's keys.
fn field(
    kind: &'static Kind,
    text: &str,
    (lang, manner): (Lang, (Currency, Fiscal)),
) -> Result<(String, String), String> {
    let refused = |zh: &str, en: &str| {
        let help = lang.pick(zh.to_string(), en.to_string());
        Err(format!("--field {}: {help}", shown(text)))
    };
    let Some((way, value)) = text.split_once('=') else {
        return refused("写成 字段=内容", "write it as FIELD=VALUE");
    };
    let Some((way, field)) = field_of(kind.shape, way.trim()) else {
        return refused("没有这个字段", "there is no such field");
    };
    let sound = match field.of {
        Type::Group(_) | Type::List(_) => return refused("写在文件里", "write it in the file"),
        of if of.is_texts() => Ok(()),
        of => scalar_in(of, value, manner).map(|_| ()),
    };
    match sound {
        Ok(()) => Ok((way, value.trim().to_string())),
        Err(expected) => refused(&expected.zh, &expected.en),
    }
}

/// A field of the head by its way in either language, and that way by its names.
pub fn field_of(shape: &'static Shape, way: &str) -> Option<(String, &'static Field)> {
    let (first, rest) = way.split_once('.').map_or((way, None), |(a, b)| (a, Some(b)));
    let Some(at) = shape.position(first, 0) else {
        return within(shape, way);
    };
    let field = shape.field(at);
    match (rest, field.of) {
        (None, _) => Some((field.name.to_string(), field)),
        // Of a list its one row.
        (Some(rest), Type::Group(inner) | Type::List(inner)) => {
            let (way, inner) = field_of(inner, rest)?;
            Some((format!("{}.{way}", field.name), inner))
        }
        _ => None,
    }
}

/// A field of the one group that has it: 审核人 of the review.
fn within(shape: &'static Shape, name: &str) -> Option<(String, &'static Field)> {
    let groups = shape.fields().filter_map(|field| match field.of {
        Type::Group(inner) => Some((field, inner)),
        _ => None,
    });
    let mut found = groups.filter_map(|(group, inner)| {
        let field = inner.field(inner.position(name, 0)?);
        Some((format!("{}.{}", group.name, field.name), field))
    });
    found.next().filter(|_| found.next().is_none())
}
