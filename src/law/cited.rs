//! What a record says of the law: the article it cites, and the entries it says it fulfils.

use super::basis::Basis;
use super::{Law, pack::Entry};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::Envelope;
use crate::kind::unit::Unit;
use crate::model::{Date, Said};
use crate::source::Source;

/// Asks both of one record.
pub fn cited(law: &Law, unit: &Unit, source: &Source, envelope: &Envelope, report: &mut Report) {
    if let Some(other) = of_another_level(law, unit, &envelope.basis) {
        report.push(another_level(law, unit, source, envelope, other));
    } else if let Some((old, new)) = outdated(law, &envelope.basis, envelope.published) {
        let (was, until) = (old.text(), old.until.expect("what is outdated has ended"));
        let now = new.text();
        let said = Said::new(
            format!(
                "依据写的是{was}，这个条号用到 {until} 为止；本条公开于 {}",
                envelope.published
            ),
            format!(
                "the basis is {was}, a number in force until {until}; this was published on {}",
                envelope.published
            ),
        );
        let place = Place::Field("basis".to_string());
        report.push(
            Finding::new(&rules::OUTDATED_BASIS, &source.path, place, said)
                .help(format!("改写为{now}"), format!("cite {now}")),
        );
    }
    for (at, item) in envelope.items.iter().enumerate() {
        if !law.entries().any(|entry| entry.id == *item && binds(entry, unit)) {
            report.push(unknown(law, unit, source, at, item));
        }
    }
}

/// An entry whose law the basis names, where no law it names binds this unit. Towns and county may speak of any.
fn of_another_level<'a>(law: &'a Law, unit: &Unit, basis: &str) -> Option<&'a Entry> {
    let cites: String = basis.chars().filter(|c| !c.is_whitespace()).collect();
    let named = |entry: &&Entry| entry.basis.iter().any(|one| cites.contains(&one.law));
    let own = law.entries().filter(named).any(|entry| binds(entry, unit));
    law.entries().find(named).filter(|_| unit.keeps_books() && !own)
}

fn another_level(
    law: &Law,
    unit: &Unit,
    source: &Source,
    envelope: &Envelope,
    other: &Entry,
) -> Finding {
    let (level, theirs) = (unit.level.words, other.level.words);
    let cited = other.basis.first().map_or("", |basis| &*basis.law);
    let said = Said::new(
        format!("依据写的是{cited}，管的是{}；本单位是{}", theirs.zh, level.zh),
        format!("the basis is {cited}, which binds a {}; this unit is a {}", theirs.en, level.en),
    );
    let place = Place::Field("basis".to_string());
    let finding = source.finding(&rules::BASIS_OF_ANOTHER_LEVEL, place, said);
    let own = law.entries().filter(|entry| entry.level.key == unit.level.key);
    let mut own = own.filter_map(|entry| entry.basis_on(envelope.published));
    match own.find(|basis| basis.sure && !basis.article.is_empty()).map(Basis::text) {
        Some(own) => finding.help(format!("改写为{own}"), format!("cite {own}")),
        None => finding.help("改写为管本级的法", "cite a law that binds this level"),
    }
}

fn binds(entry: &Entry, unit: &Unit) -> bool {
    let collective = entry.level.key == "collective" && unit.keeps_books();
    collective || entry.level.key == unit.level.key
}

fn unknown(law: &Law, unit: &Unit, source: &Source, at: usize, item: &str) -> Finding {
    let said = Said::new(
        format!("法律包里没有管本单位的 `{item}`"),
        format!("no entry `{item}` of the law binds this unit"),
    );
    let ids = law.ids();
    let known: Vec<&str> = ids
        .into_iter()
        .filter(|id| law.entries().any(|entry| entry.id == *id && binds(entry, unit)))
        .collect();
    let place = Place::Field(format!("items.{at}"));
    Finding::new(&rules::UNKNOWN_ITEM, &source.path, place, said)
        .help(format!("有：{}", known.join("、")), format!("there are {}", known.join(", ")))
}

/// The text a record cites that was no longer in force when it was published, and the one that was.
pub fn outdated<'a>(law: &'a Law, cites: &str, published: Date) -> Option<(&'a Basis, &'a Basis)> {
    let cites: String = cites.chars().filter(|c| !c.is_whitespace()).collect();
    law.entries().find_map(|entry| {
        let now = entry.basis_on(published)?;
        let old = entry.basis.iter().find(|basis| {
            basis.until.is_some_and(|until| until < published)
                && !basis.article.is_empty()
                && basis.law == now.law
                && basis.article != now.article
                && names(&cites, basis)
        })?;
        // Who says “art. 30, now 35” knows.
        (!names(&cites, now)).then_some((old, now))
    })
}

/// Whether a text names this article of this law: `村民委员会组织法》第三十条`, `…法第30条`.
fn names(cites: &str, basis: &Basis) -> bool {
    let mut laws = cites.match_indices(&basis.law);
    laws.any(|(at, law)| {
        let rest = &cites[at + law.len()..];
        // Another law's name begins another citation.
        let own = rest.split(['《', '；', ';', '。']).next().unwrap_or(rest);
        own.contains(&basis.article) || own.contains(&in_digits(&basis.article))
    })
}

/// `第三十五条` as `第35条`; what is no such number stays as it is.
pub(super) fn in_digits(article: &str) -> String {
    const DIGITS: &str = "零一二三四五六七八九";
    let Some(number) = article.strip_prefix('第').and_then(|a| a.strip_suffix('条')) else {
        return article.to_string();
    };
    let digit = |c: char| DIGITS.chars().position(|d| d == c);
    let (mut tens, mut ones) = (0, 0);
    for c in number.chars() {
        match (c, digit(c)) {
            ('十', _) => (tens, ones) = (ones.max(1), 0),
            (_, Some(value)) => ones = value,
            _ => return article.to_string(),
        }
    }
    format!("第{}条", tens * 10 + ones)
}
