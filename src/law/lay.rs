//! Packs laid on each other: which are shipped, what contradicts itself, and what would be looser than the nation's.

use std::sync::Arc;

use super::Law;
use super::pack::{Also, Cadence, Entry, Grace, PACK, Pack};
use crate::finding::{Finding, Report, Rule, rules};
use crate::kind::Kinds;
use crate::kind::portal::PORTAL;
use crate::kind::record::Kind;
use crate::model::Said;
use crate::model::shape::Row;
use crate::source::{self, Source};

/// Packs that come with the program, by the name a portal calls them; the nation's first.
static SHIPPED: &[(&str, &str)] = &[
    ("national", include_str!("packs/national.yaml")),
    ("shandong", include_str!("packs/shandong.yaml")),
    ("shaanxi", include_str!("packs/shaanxi.yaml")),
    ("zhejiang", include_str!("packs/zhejiang.yaml")),
    ("shanghai", include_str!("packs/shanghai.yaml")),
];

/// Every shipped pack by itself, for the reference and the tests.
pub fn shipped_packs() -> Vec<(&'static str, Pack)> {
    SHIPPED.iter().map(|(name, text)| (*name, shipped(name, text))).collect()
}

fn shipped(name: &str, text: &str) -> Pack {
    let path = Arc::from(format!("law/{name}.yaml"));
    let source = Source::of(path, text.to_string());
    let mut report = Report::default();
    let row = source::record(&source, &PACK, &mut report);
    row.map(Pack::from).unwrap_or_else(|| panic!("{name}: {:?}", report.findings))
}

/// What a portal lays over the national pack: a shipped one by name, or a file of its own.
pub enum Overlay<'a> {
    /// Name, the portal's file, and the index in its list.
    Named(&'a str, &'a Source, usize),
    /// The day of the next month that the portal's settings name, and the portal's file.
    Setting(u64, &'a Source),
    File(&'a Source, Row),
}

/// Lays the overlays in their order. What is wrong with one is told, and the entry it is wrong with left out.
pub fn lay(overlays: Vec<Overlay>, kinds: &Kinds, report: &mut Report) -> Law {
    let (name, text) = SHIPPED[0];
    let mut law = Law { packs: vec![shipped(name, text)] };
    for overlay in overlays {
        match overlay {
            Overlay::Named(name, source, at) => match named(name) {
                Some(pack) if law.packs.iter().all(|known| known.id != pack.id) => {
                    law.packs.push(pack)
                }
                Some(_) => {}
                None => report.push(unknown(name, source, at)),
            },
            Overlay::Setting(day, source) => match day {
                1..=31 => law.packs.push(Pack::of_setting(day)),
                _ => report.push(no_day(day, source)),
            },
            Overlay::File(source, row) => {
                let pack = sound((&law, kinds), source, Pack::from(row), report);
                law.packs.push(pack);
            }
        }
    }
    law.packs.extend(Pack::of_kinds(kinds));
    law
}

fn named(name: &str) -> Option<Pack> {
    let found = SHIPPED.iter().find(|(known, _)| *known == name);
    found.map(|(name, text)| shipped(name, text))
}

fn unknown(name: &str, source: &Source, at: usize) -> Finding {
    let said = Said::new(
        format!("没有随程序带来的法律包 `{name}`"),
        format!("no law pack `{name}` comes with the program"),
    );
    let known: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    source.finding(&rules::UNKNOWN_LAW, source.place(&PORTAL, &format!("law.{at}")), said).help(
        format!("有：{}；本县自己的写在 content/law/ 里，不用在这里写名", known.join("、")),
        format!("there are {}; the county's own stands in content/law/ unnamed", known.join(", ")),
    )
}

fn no_day(day: u64, source: &Source) -> Finding {
    let said = Said::new(
        format!("公开日写的是 {day}，不是一个月里的日子"),
        format!("the posting day is {day}, which is no day of a month"),
    );
    let place = source.place(&PORTAL, "settings.posting_day");
    source.finding(&rules::LAW_UNCLEAR, place, said).help(
        "写 1 到 31；本地没有规定的，删去这一行",
        "write 1 to 31, or drop the line where the place names no day",
    )
}

/// The pack without the entries that contradict themselves or would be looser than the nation's.
fn sound(
    (law, kinds): (&Law, &Kinds),
    source: &Source,
    mut pack: Pack,
    report: &mut Report,
) -> Pack {
    let national = &law.packs[0];
    let mut kept: Vec<Entry> = Vec::new();
    for (at, mut entry) in pack.entries.drain(..).enumerate() {
        let tell = |rule: &'static Rule, field: &str, said: Said| {
            source.finding(rule, source.place(&PACK, &format!("entries.{at}.{field}")), said)
        };
        if kept.iter().any(|known| known.id == entry.id) {
            let said = Said::new(
                format!("编号 `{}` 在本文件里用了两次", entry.id),
                format!("the id `{}` is used twice in this file", entry.id),
            );
            report.push(tell(&rules::DUPLICATE_ID, "id", said));
            continue;
        }
        let Some(key) = kinds.named(&entry.kind) else {
            let said = Said::new(
                format!("没有 `{}` 这一类公开", entry.kind),
                format!("there is no kind `{}`", entry.kind),
            );
            report.push(tell(&rules::UNKNOWN_CHOICE, "kind", said));
            continue;
        };
        entry.kind = key.to_string();
        for (n, also) in entry.also.iter_mut().enumerate() {
            match known(also, kinds) {
                Ok(known) => *also = known,
                Err(said) => report.push(tell(&rules::UNKNOWN_CHOICE, &format!("also.{n}"), said)),
            }
        }
        if let Some((field, said)) = contradiction(&entry) {
            report.push(tell(&rules::LAW_UNCLEAR, field, said));
            continue;
        }
        let below = national.entries.iter().find(|known| known.id == entry.id);
        match below.and_then(|below| looser(below, &entry)) {
            Some((field, said)) => report.push(tell(&rules::LAW_LOOSENED, field, said).help(
                "这一条没有采用，仍按全国的算；比全国更严的可以写",
                "this entry is left out and the national one still counts; a stricter one is welcome",
            )),
            None => kept.push(entry),
        }
    }
    pack.entries = kept;
    pack
}

/// A kind and class under `also` by their keys, or what is wrong with them.
fn known(also: &Also, kinds: &Kinds) -> Result<Also, Said> {
    let fulfils =
        |key: &&str| *key != "notice" && kinds.by_key(key).is_none_or(|kind| kind.reviewed);
    let kind = kinds.named(&also.kind).filter(fulfils);
    let classes = kind.and_then(|key| kinds.by_key(key)).map_or(&[][..], Kind::classes);
    let class = classes.iter().find(|c| [c.key, c.words.zh].contains(&&*also.class));
    match (kind, class) {
        (Some(kind), None) if also.class.is_empty() => {
            Ok(Also { kind: kind.to_string(), class: String::new() })
        }
        (Some(kind), Some(class)) => {
            Ok(Also { kind: kind.to_string(), class: class.key.to_string() })
        }
        _ => Err(Said::new(
            format!(
                "`{also}` 不是一类公开，或不是其中的一小类；村务公告不写在这里，在公告的 items 里写编号；免审的不算"
            ),
            format!(
                "`{also}` is no kind, or no class of one; a notice names the entry in its own items, and what is not reviewed fulfils none"
            ),
        )),
    }
}

/// The field that says what cannot be, and what is wrong with it.
fn contradiction(entry: &Entry) -> Option<(&'static str, Said)> {
    if entry.basis.is_empty() {
        return Some(("basis", Said::new("没有写依据", "no basis stands here")));
    }
    let backwards = |(since, until)| since > until;
    if entry.basis.iter().any(|b| b.since.zip(b.until).is_some_and(backwards)) {
        let said = Said::new("依据的止日早于起日", "a basis ends before it begins");
        return Some(("basis", said));
    }
    match (entry.cadence, entry.grace) {
        (Cadence::Unset, Grace::ByDay(_)) => Some((
            "by_day",
            Said::new(
                "没有一期一期的事项，不能写次月几日",
                "what has no periods cannot be due by a day of the month after",
            ),
        )),
        (_, Grace::ByDay(day)) if !(1..=31).contains(&day) => Some((
            "by_day",
            Said::new(format!("{day} 不是一个月里的日子"), format!("{day} is no day of a month")),
        )),
        (_, Grace::Days(days)) if days > 366 => Some((
            "within_days",
            Said::new(format!("{days} 日超过一年"), format!("{days} days are more than a year")),
        )),
        _ => None,
    }
}

/// In what an entry asks for less than the one it would replace.
fn looser(below: &Entry, above: &Entry) -> Option<(&'static str, Said)> {
    let (zh, en) = (&below.rhythm().zh, &below.rhythm().en);
    if above.level != below.level {
        let words = below.level.words;
        return Some((
            "level",
            Said::new(
                format!("`{}` 在全国的包里管的是{}", below.id, words.zh),
                format!("`{}` binds a {} in the national pack", below.id, words.en),
            ),
        ));
    }
    let days = |grace| match grace {
        Grace::Days(days) => Some(days),
        _ => None,
    };
    let rarer = above.cadence > below.cadence;
    let later = above.cadence == below.cadence
        && days(below.grace).is_some_and(|n| days(above.grace).is_none_or(|m| m > n));
    (rarer || later).then(|| {
        let said = Said::new(
            format!("比全国的规定松：全国是{zh}，这里是{}", above.rhythm().zh),
            format!("looser than the nation: {en} there, {} here", above.rhythm().en),
        );
        ("cadence", said)
    })
}
