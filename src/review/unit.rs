//! One unit in two editions: its months, records, persons and questions.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Made;
use super::document::Document;
use super::{
    Baseline, Figure, Moved, Noticed, Review, State, Suppression, Touched, Where, money, persons,
};
use crate::model::Stop;
use crate::run::Head;
use crate::tally::Summary;
use crate::tally::summary::{Asked, Entry};

/// Both editions of a portal.
pub struct Sides<'s, 'b> {
    pub made: &'s Made<'s>,
    pub sums: &'s BTreeMap<String, String>,
    pub old: &'s mut Baseline<'b>,
}

/// Both editions of a unit.
struct Unit<'a> {
    id: &'a str,
    head: Option<&'a Head>,
    old: Option<Summary>,
    new: Option<Summary>,
}

impl Sides<'_, '_> {
    /// Whether a file is the same in both, or in neither.
    fn same(&self, path: &str) -> bool {
        self.old.sums().get(path) == self.sums.get(path)
    }

    fn as_made(&self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        if self.sums.contains_key(path) { self.made.site.read(path) } else { Ok(None) }
    }

    /// A file as it was published. What has not changed is read from the build, which costs no way to the host.
    fn as_published(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        if self.same(path) { self.as_made(path) } else { self.old.read(path) }
    }

    fn documents(&mut self, page: &str) -> Result<(Option<Document>, Option<Document>), Stop> {
        let path = data(page);
        let (old, new) = (self.as_published(&path)?, self.as_made(&path)?);
        let read = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| Document::read(&bytes));
        Ok((read(old), read(new)))
    }
}

/// The data beside a page.
fn data(page: &str) -> String {
    let page = page.split('#').next().unwrap_or_default();
    format!("{}.json", page.strip_suffix(".html").unwrap_or(page))
}

/// Says what the unit has that is new, another or gone.
pub fn unit(
    sides: &mut Sides,
    id: &str,
    head: Option<&Head>,
    review: &mut Review,
) -> Result<(), Stop> {
    let path = format!("{id}/summary.json");
    let read = |bytes: Option<Vec<u8>>| bytes.and_then(|b| serde_json::from_slice(&b).ok());
    let (old, new) = (read(sides.as_published(&path)?), read(sides.as_made(&path)?));
    let unit = Unit { id, head, old, new };
    review.totals.extend(months(sides, &unit));
    let front = format!("{id}/index.html");
    if let Some(head) = head.filter(|_| !sides.same(&front)) {
        let page = sides.as_published(&front)?;
        review.persons.faces.extend(persons::faces(head, page.as_deref()));
    }
    records(sides, &unit, review)?;
    notices(sides, &unit, review)?;
    suppressed(&unit, review);
    Ok(())
}

fn months(sides: &Sides, unit: &Unit) -> Vec<Moved> {
    let mut moved = money::moved(unit.old.as_ref(), unit.new.as_ref());
    // Where nobody knows what stood there, a month that is not new is one whose data are others.
    if unit.old.is_none() {
        moved.retain(|month| !sides.same(&data(&month.at.href)));
        for month in &mut moved {
            if sides.old.sums().contains_key(&data(&month.at.href)) {
                month.state = State::Changed;
            }
        }
    }
    moved
}

fn records(sides: &mut Sides, unit: &Unit, review: &mut Review) -> Result<(), Stop> {
    let of = |summary: &Option<Summary>| summary.as_ref().map_or(Vec::new(), |s| s.entries.clone());
    let (before, now) = (of(&unit.old), of(&unit.new));
    let key = |entry: &Entry| (entry.kind.clone(), entry.id.clone());
    let known: BTreeSet<_> = before.iter().map(key).collect();
    let mut signers: Option<BTreeSet<String>> = None;
    for entry in &now {
        let was = known.contains(&key(entry)) || sides.old.sums().contains_key(&entry.href);
        if was && sides.same(&data(&entry.href)) {
            continue;
        }
        let (old, new) = sides.documents(&entry.href)?;
        let (new, at) = (new.unwrap_or_default(), at(unit, entry));
        let old = old.filter(|_| was);
        let touched = touched(&at, entry, was, &new, old.as_ref());
        if touched.state == State::Changed && old.is_some() && touched.parts.is_empty() {
            continue;
        }
        review.persons.masked.extend(persons::masked(&at, &new, old.as_ref()));
        let seen = match &mut signers {
            Some(seen) => seen,
            None => signers.insert(signing_before(sides, unit, &before)?),
        };
        review.persons.signers.extend(persons::signers(&at, &new, seen));
        seen.extend(persons::signing(&new));
        review.records.push(touched);
    }
    let left: BTreeSet<_> = now.iter().map(key).collect();
    let gone = before.iter().filter(|entry| !left.contains(&key(entry)));
    review.records.extend(gone.map(|entry| taken_away(sides, unit, entry)));
    Ok(())
}

fn at(unit: &Unit, entry: &Entry) -> Where {
    let summary = unit.new.as_ref().or(unit.old.as_ref());
    Where {
        unit_id: unit.id.to_string(),
        unit: summary.map_or(unit.id, |summary| &summary.name).to_string(),
        title: entry.title.clone(),
        href: entry.href.clone(),
    }
}

fn touched(
    at: &Where,
    entry: &Entry,
    was: bool,
    new: &Document,
    old: Option<&Document>,
) -> Touched {
    let nothing = Document::default();
    let before = old.unwrap_or(&nothing);
    let figures = match (old, entry.kind.as_str()) {
        // A month's sums stand among the months.
        (None, _) | (_, "ledger") => Vec::new(),
        (Some(old), _) => new.moved(old),
    };
    let corrections = new.corrected(before);
    Touched {
        at: at.clone(),
        kind: entry.kind.clone(),
        id: entry.id.clone(),
        state: if was { State::Changed } else { State::New },
        parts: match old {
            Some(old) => new.parts(old),
            None if was => vec!["unknown"],
            None => Vec::new(),
        },
        figures: figures.into_iter().map(|(label, amount)| Figure { label, amount }).collect(),
        rows_gone: old.map_or(0, |old| old.rows_beside(new)),
        rows_new: old.map_or(0, |old| new.rows_beside(old)),
        untold: corrections.is_empty() && old.is_some_and(|old| new.rewrites(old)),
        unedited: old.is_some_and(|old| new.is_of_the_same_files(old)),
        corrections,
        cause: None,
    }
}

fn taken_away(sides: &Sides, unit: &Unit, entry: &Entry) -> Touched {
    let lang = sides.made.lang;
    let gone = unit.head.into_iter().flat_map(|head| &head.gone);
    let cause = gone.filter(|one| one.id == entry.id).map(|one| {
        let day = one.removal.date.map(|day| day.to_string()).unwrap_or_default();
        format!("{day} {}", one.removal.cause.words.in_lang(lang)).trim().to_string()
    });
    Touched {
        at: at(unit, entry),
        kind: entry.kind.clone(),
        id: entry.id.clone(),
        state: State::Gone,
        parts: Vec::new(),
        figures: Vec::new(),
        rows_gone: 0,
        rows_new: 0,
        corrections: Vec::new(),
        untold: false,
        unedited: false,
        cause: cause.into_iter().next(),
    }
}

/// Everybody who signed in the unit's books as they were published, and whoever is in office.
fn signing_before(
    sides: &mut Sides,
    unit: &Unit,
    before: &[Entry],
) -> Result<BTreeSet<String>, Stop> {
    let faces = unit.head.into_iter().flat_map(|head| &head.faces);
    let mut seen: BTreeSet<String> = faces.map(|face| face.name.clone()).collect();
    for entry in before.iter().filter(|entry| entry.kind == "ledger") {
        if let (Some(old), _) = sides.documents(&entry.href)? {
            seen.extend(persons::signing(&old));
        }
    }
    Ok(seen)
}

/// Questions that wait for a word, and those that are new or were answered since.
fn notices(sides: &mut Sides, unit: &Unit, review: &mut Review) -> Result<(), Stop> {
    let asked = |summary: &Option<Summary>| -> Vec<Asked> {
        summary.as_ref().map_or(Vec::new(), |summary| summary.asked.clone())
    };
    let (before, now) = (asked(&unit.old), asked(&unit.new));
    let name = unit.new.as_ref().map_or("", |summary| &summary.name);
    for one in &now {
        let was = earlier(one, &before, &now);
        let unknown = unit.old.is_none() && sides.same(&data(&one.href));
        let (is_new, stays) = (was.is_none() && !unknown, was.is_some_and(|was| was.answered));
        if one.answered && (stays || unknown) {
            continue;
        }
        let (_, page) = sides.documents(&one.href)?;
        let page = page.unwrap_or_default();
        let told = page.notices.into_iter().find(|notice| notice.fact == one.fact);
        let told = told.unwrap_or_default();
        let entries = unit.new.iter().flat_map(|summary| &summary.entries);
        let title = entries.into_iter().find(|entry| data(&entry.href) == data(&one.href));
        review.notices.push(Noticed {
            at: Where {
                unit_id: unit.id.to_string(),
                unit: name.to_string(),
                title: title.map(|entry| entry.title.clone()).unwrap_or_default(),
                href: one.href.clone(),
            },
            fact: one.fact.clone(),
            new: is_new,
            answered: one.answered,
            explained_by: told.explained_by.unwrap_or_default(),
            explanation: told.explanation.unwrap_or_default(),
        });
    }
    Ok(())
}

/// The question as it was asked before: in the same words, else in those of one that is gone, numbers apart, of which some
/// are counted anew each day.
fn earlier<'a>(one: &Asked, before: &'a [Asked], now: &[Asked]) -> Option<&'a Asked> {
    let same = |a: &Asked, b: &Asked| a.href == b.href && a.fact == b.fact;
    let worded = |fact: &str| fact.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let like = |was: &&Asked| {
        was.href == one.href
            && worded(&was.fact) == worded(&one.fact)
            && !now.iter().any(|other| same(was, other))
    };
    before.iter().find(|was| same(was, one)).or_else(|| before.iter().find(like))
}

fn suppressed(unit: &Unit, review: &mut Review) {
    let Some(new) = &unit.new else { return };
    let before = unit.old.iter().flat_map(|summary| &summary.suppressed);
    let key = |one: &crate::tally::summary::Suppressed| {
        (one.rule.clone(), one.reason.clone(), one.until.clone())
    };
    let known: BTreeSet<_> = before.map(key).collect();
    review.suppressed.extend(new.suppressed.iter().map(|one| Suppression {
        unit_id: new.id.clone(),
        unit: new.name.clone(),
        rule: one.rule.clone(),
        reason: one.reason.clone(),
        by: one.by.clone(),
        until: one.until.clone(),
        count: one.count,
        new: !known.contains(&key(one)),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(facts: &[&str]) -> Vec<Asked> {
        let one = |fact: &&str| Asked {
            period: crate::model::Period::Year(2026),
            fact: fact.to_string(),
            href: "a/b.html".to_string(),
            answered: true,
        };
        facts.iter().map(one).collect()
    }

    #[test]
    fn a_question_whose_days_are_counted_anew_is_the_old_one_and_another_voucher_is_not() {
        let late = ["已逾期 3 天", "已逾期 11 天"];
        let (before, now) = (asked(&late[..1]), asked(&late[1..]));
        assert!(earlier(&now[0], &before, &now).is_some());
        let vouchers = ["记-002 缺证明人", "记-005 缺证明人"];
        let (before, now) = (asked(&vouchers[..1]), asked(&vouchers));
        assert!(earlier(&now[0], &before, &now).is_some());
        assert!(earlier(&now[1], &before, &now).is_none());
        let (elsewhere, mut moved) = (asked(&late), asked(&late[..1]));
        moved[0].href = "a/c.html".to_string();
        assert!(earlier(&moved[0], &elsewhere, &moved).is_none());
    }
}
