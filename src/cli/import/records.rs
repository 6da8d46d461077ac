//! Tables that become a record of any kind: the rows as a table beside its head, shown first and then written.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use super::Wanted;
use super::ask::Asking;
use super::asked::Asked;
use super::known::{self, Portal};
use super::months::{self, Came};
use super::record::Record;
use crate::cli::console;
use crate::cli::grammar::Shared;
use crate::import::listed::{self, Listed, Reading};
use crate::import::parted::{self, Part};
use crate::import::{self, Input};
use crate::kind::envelope::ENVELOPE;
use crate::kind::record::Form;
use crate::model::shape::Field;
use crate::model::{Period, Said};
use crate::sheet::At;
use crate::tabular::grid::shown;

/// Every file becomes a record of its own.
pub fn run(
    shared: &Shared,
    portal: &mut Portal,
    (wanted, asked): (&Wanted, &Asked),
    (inputs, refused): (Vec<Input>, import::Told),
) -> Result<u8, String> {
    let lang = shared.lang;
    if asked.kind.form == Form::Markdown {
        return Err(lang.pick(
            format!("{}是一篇文字，不从表格来", asked.kind.shape.words.zh),
            format!("a {} is a text, and no table makes one", asked.kind.shape.words.en),
        ));
    }
    let mut asking = Asking::at_terminal(lang, shared.project.currency());
    let (parts, told) = parted(&inputs, portal, wanted.asked, asked);
    super::tell(shared, &refused);
    super::tell(shared, &told);
    let mut sound = !refused.waits() && !told.waits();
    let many = parts.len() > 1;
    // Of many records each unit fills in its own heads.
    let wanted = &Wanted { asks: wanted.asks && !many, ..wanted.clone() };
    let mut came = Came::default();
    let mut tables = Vec::new();
    for part in &parts {
        let of_part = import::Asked { unit: part.unit.or(wanted.asked.unit), ..wanted.asked };
        let input = part.input();
        let columns = Columns { shared, wanted, asked, of_part };
        let listed = columns.settled(&input, portal, &mut asking)?;
        tables.push((listed, input.shown.clone()));
    }
    twice(&mut tables);
    let held: BTreeSet<usize> =
        tables.iter().filter(|(of, _)| of.told.waits()).filter_map(|(of, _)| of.unit).collect();
    for (listed, shown) in tables {
        let unit = listed.unit;
        came.period = came.period.or(listed.period);
        let held = unit.is_some_and(|unit| held.contains(&unit));
        let record = Record { shared, portal, wanted, asked, shown: &shown, held };
        let taken = record.take(listed, &mut asking)?;
        came.units.extend(unit);
        came.doubtful.extend(unit.filter(|_| !taken));
        sound &= taken;
    }
    if many {
        let there = |at: usize| {
            came.period.is_some_and(|period| of_kind(shared, portal, (at, period), asked))
        };
        console::out(&months::handed_in(portal, &came, &there, lang));
    }
    Ok(if sound { crate::cli::DONE } else { crate::cli::FINDINGS_BLOCK })
}

/// Two tables of one run cannot both become the one record of a unit and period: each is told of the other.
fn twice(tables: &mut [(Listed, String)]) {
    let mut first: BTreeMap<(usize, Period), usize> = BTreeMap::new();
    for at in 0..tables.len() {
        let (Some(unit), Some(period)) = (tables[at].0.unit, tables[at].0.period) else { continue };
        let known = *first.entry((unit, period)).or_insert(at);
        if known == at {
            continue;
        }
        let (one, other) = (tables[known].0.place.clone(), tables[at].0.place.clone());
        let said = Said::new(
            format!("{one} 和这一张是同一个单位同一期的，写不成两份"),
            format!("this table and {one} are of the same unit and period, which has one record"),
        );
        let help = (
            "副本删去，两张的合成一张；是另一份公开的，分开导入，用 --name 给它一个词",
            "delete a copy, or make them one; where it is another record, import it apart with a word of its own: --name",
        );
        tables[at].0.told.doubt(other, said, help);
    }
}

/// Whether a unit has a record of the kind for this period.
fn of_kind(shared: &Shared, portal: &Portal, (at, period): (usize, Period), asked: &Asked) -> bool {
    let folder = &portal.books[at].folder;
    let head = format!("{folder}{}/{period}.yaml", asked.kind.folder);
    known::text(&shared.project, &head).is_ok_and(|text| text.is_some())
}

/// What becomes a record each, and what is told of files that hold several.
fn parted<'a>(
    inputs: &'a [Input],
    portal: &Portal,
    wanted: import::Asked,
    asked: &Asked,
) -> (Vec<Part<'a>>, import::Told) {
    let mut told = import::Told::default();
    let said = |name: &str| is_said(name, asked);
    let reading = Reading { kind: asked.kind, known: &portal.known, asked: wanted, said: &said };
    let parts = inputs.iter().flat_map(|input| parted::parts(input, &reading, &mut told));
    (parts.collect(), told)
}

/// Whether the head says a field of records that are rows.
fn is_said(name: &str, asked: &Asked) -> bool {
    ENVELOPE.position(name, 0).is_some() || asked.fields.contains_key(name)
}

fn read(input: &Input, portal: &Portal, wanted: import::Asked, asked: &Asked) -> Listed {
    let said = |name: &str| is_said(name, asked);
    let reading = Reading { kind: asked.kind, known: &portal.known, asked: wanted, said: &said };
    let listed = listed::listed(input, &reading);
    match (wanted.unit, listed.unit) {
        // What the unit was asked before is known only when it is.
        (None, Some(unit)) => {
            let wanted = import::Asked { unit: Some(unit), ..wanted };
            listed::listed(input, &Reading { asked: wanted, ..reading })
        }
        _ => listed,
    }
}

/// What it takes to read a table whose columns may have to be asked for.
struct Columns<'a> {
    shared: &'a Shared,
    wanted: &'a Wanted,
    asked: &'a Asked,
    of_part: import::Asked,
}

/// A column that was told to be a field.
struct Told {
    unit: Option<usize>,
    at: usize,
    heading: String,
    field: &'static Field,
}

impl Columns<'_> {
    /// The table read, with what a person said of its columns. What made its cells unreadable is not kept.
    fn settled<R: BufRead>(
        &self,
        input: &Input,
        portal: &mut Portal,
        asking: &mut Asking<R>,
    ) -> Result<Listed, String> {
        let mut listed = read(input, portal, self.of_part, self.asked);
        let mut told: Vec<Told> = Vec::new();
        let mut left: BTreeSet<&'static str> = BTreeSet::new();
        while self.wanted.asks && self.ask(asking, &listed, portal, (&mut told, &mut left)) {
            listed = read(input, portal, self.of_part, self.asked);
        }
        let lang = self.shared.lang;
        for one in told.iter().filter(|one| unreadable(&listed, one.at)) {
            portal.unlearn_heading(one.unit, self.asked.kind.key, &one.heading);
            let (heading, name) = (shown(&one.heading), one.field.words.in_lang(lang));
            console::err(&lang.pick(
                format!("`{heading}` 当作{name}，下面的格子读不懂：这一答没有记下。\n"),
                format!("`{heading}` as {name}: its cells cannot be read so, and the answer was not kept.\n"),
            ));
        }
        if !told.is_empty() {
            portal.save(self.shared)?;
        }
        Ok(listed)
    }

    /// Asks which column holds what every row must have; whether anything was answered. A column is one field.
    fn ask<R: BufRead>(
        &self,
        asking: &mut Asking<R>,
        listed: &Listed,
        portal: &mut Portal,
        (told, left): (&mut Vec<Told>, &mut BTreeSet<&'static str>),
    ) -> bool {
        let (lang, before) = (self.shared.lang, told.len());
        let mut free = listed.unknown.clone();
        for field in &listed.lacking {
            if free.is_empty() || !left.insert(field.name) {
                continue;
            }
            let name = field.words.in_lang(lang);
            let what = lang.pick(format!("哪一列是{name}？"), format!("which column is {name}?"));
            let headings: Vec<String> = free.iter().map(|(_, heading)| heading.clone()).collect();
            let Some(which) = asking.which(&what, &headings) else { continue };
            let (at, heading) = free.remove(which);
            let unit = listed.unit.filter(|_| !self.wanted.county);
            portal.learn_heading(unit, self.asked.kind.key, &heading, field.name);
            told.push(Told { unit, at, heading, field });
        }
        told.len() > before
    }
}

/// Whether several cells of a column could not be read.
fn unreadable(listed: &Listed, at: usize) -> bool {
    let letters = At { row: 0, column: at }.to_string();
    let letters = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    let of_column = |place: &str| {
        let cell = place.rsplit('!').next().unwrap_or_default();
        let bare = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        bare.len() < cell.len() && bare == letters
    };
    listed.told.doubts.iter().filter(|doubt| of_column(&doubt.place)).count() > 1
}
