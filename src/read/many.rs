//! A table that holds many records, one a row: its head says what is common to all.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::beside::Beside;
use super::plan::UnitPlan;
use super::searched::searched_in;
use super::waiver::Waiver;
use super::{dated, personal};
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::envelope::is_draft;
use crate::kind::record::many::{self, OF_ONE, Rows, SINGLE, head, is_head};
use crate::kind::record::{Beside as Table, Kind, Record};
use crate::model::Said;
use crate::model::shape::{Row, Shape, Value};
use crate::sheet::{At, Sheet, Workbook};
use crate::source::disk::Project;
use crate::source::{Asked, Source};
use crate::tabular::grid::Grid;
use crate::tabular::{self, Read, Wanted};

/// Where no field is: the head is a source of its records, and holds no rows of theirs.
const HEAD: &str = "/";

/// A record of a row: the row itself for its seal, and the file it counts as.
pub struct One {
    pub row: Row,
    pub record: Record,
    pub source: Source,
}

/// Whether a file of a kind is the head of such a table.
pub fn is_many(source: &Source, kind: &Kind) -> bool {
    is_head(&source.text, kind.shape)
}

/// Reads all records of a table. What is wrong with it is told, and then there are none; `None` where they are drafts.
pub fn records(
    project: &Project,
    plan: &UnitPlan,
    (source, kind): (&Source, &'static Kind),
    used: &mut Vec<Arc<str>>,
    report: &mut Report,
) -> io::Result<Option<Vec<One>>> {
    let shape = head(kind.shape);
    let asked = (Asked::of(shape).by(plan.fiscal), Waiver::None);
    let row = searched_in(source, (&source.text, 0), asked, &plan.consented, report);
    let Some(row) = row else { return Ok(Some(Vec::new())) };
    if is_draft(shape, &row) {
        return Ok(None);
    }
    let mut values = row.values;
    let single = values.pop().unwrap_or(Value::Absent);
    let Some(Value::Text(name)) = values.pop() else { return Ok(Some(Vec::new())) };
    let beside = Beside { project, plan, source, head: &source.text, offset: 0, worked: &[] };
    used.extend(beside.path(&name));
    let place = || source.place(shape, "records");
    let Some((table, workbook)) = beside.workbook((&name, &place), report)? else {
        return Ok(Some(Vec::new()));
    };
    let rows = many::rows(kind.shape);
    let many = Many { plan, source, kind, rows, values: &values, table: &table };
    if !many.heads_well(report) {
        return Ok(Some(Vec::new()));
    }
    let Some(read) = many.read(&workbook, report) else { return Ok(Some(Vec::new())) };
    let sheet = &workbook.sheets[read.sheet];
    let Some(ids) = many.ids(&read, sheet, report) else { return Ok(Some(Vec::new())) };
    let mut single = many.single(single, &ids, report);
    let all = ids.iter().map(|(id, rows)| many.one((rows, id), (&read, sheet), &mut single));
    Ok(Some(all.collect()))
}

/// Records by their ids, each with the places of its rows among all.
type Ids = Vec<(String, Vec<usize>)>;

struct Many<'a> {
    plan: &'a UnitPlan,
    source: &'a Source,
    kind: &'static Kind,
    rows: Rows,
    /// What the head says of every record.
    values: &'a [Value],
    table: &'a Source,
}

impl Many<'_> {
    fn shape(&self) -> &'static Shape {
        self.kind.shape
    }

    /// Whether the head says a field of every row; of a list, each field of its rows.
    fn given(&self, at: usize) -> bool {
        let list = self.rows.list.filter(|_| at >= self.rows.own);
        self.values[list.map_or(at, |(list, _)| list)] != Value::Absent
    }

    fn at(&self, name: &str) -> usize {
        self.shape().position(name, 0).expect("every record has it")
    }

    fn tell(&self, way: &str, said: Said, help: (&str, &str), report: &mut Report) {
        let place = self.source.place(head(self.shape()), way);
        let finding = self.source.finding(&rules::WRONG_TYPE, place, said);
        report.push(finding.help(help.0, help.1));
    }

    /// Whether the head says of all what can be said of all.
    fn heads_well(&self, report: &mut Report) -> bool {
        let wrong: Vec<&str> =
            OF_ONE.into_iter().filter(|name| self.given(self.at(name))).collect();
        for name in &wrong {
            let field = self.shape().field(self.at(name));
            let (zh, en) = (field.words.zh, field.name);
            let said = Said::new(
                format!("`{zh}` 说的是一条，不能写给每一条"),
                format!("`{en}` is of one record and cannot be said of all"),
            );
            let help = (
                format!("写在 `单独写` 里：`- {{编号: …, {zh}: […]}}`"),
                format!("write it under `single`: `- {{id: …, {en}: […]}}`"),
            );
            self.tell(name, said, (&help.0, &help.1), report);
        }
        wrong.is_empty()
    }

    fn read(&self, workbook: &Workbook, report: &mut Report) -> Option<Read> {
        let (shape, id) = (self.rows.shape, self.at("id"));
        let period = match &self.values[self.at("period")] {
            Value::Period(period) => Some(*period),
            _ => None,
        };
        let said = Row { values: self.values.to_vec() };
        let waived = Waiver::Older(&self.plan.unit).covers(&said, self.shape());
        let wanted = Wanted {
            file: &self.table.path,
            shape,
            lists: &self.plan.headings,
            period,
            fiscal: self.plan.fiscal,
            sheet: None,
            worked: &[],
            given: &|at| at == id || self.given(at) || waived && shape.field(at).waivable,
            fits: &|at| !shape.field(at).of.holds_fields(),
        };
        let before = report.findings.len();
        personal::cells((self.table, workbook), &wanted, &self.plan.consented, report);
        let read = tabular::read(workbook, &wanted, report);
        read.filter(|_| !report.findings[before..].iter().any(Finding::blocks))
    }

    fn cell(&self, read: &Read, at: At, said: Said, help: (&str, &str)) -> Finding {
        let place = Place::Cell(at.row, at.column, tabular::called(&read.name, at));
        let finding = Finding::new(&rules::DUPLICATE_ID, &self.table.path, place, said);
        finding.help(help.0, help.1)
    }

    fn twice(&self, read: &Read, (at, other): (At, At), id: &str) -> Finding {
        let other = tabular::called(&read.name, other);
        let said = Said::new(
            format!("编号 `{id}` 在 {other} 已经有了"),
            format!("the id `{id}` stands at {other} already"),
        );
        self.cell(read, at, said, ("每一条一个编号", "each record has its own"))
    }

    /// The records by their ids, with the rows of each: a row's own id, else the head's with the number of the row. `None`
    /// where two have one, which is told.
    fn ids(&self, read: &Read, sheet: &Sheet, report: &mut Report) -> Option<Ids> {
        let column = read.columns.get(&self.at("id")).copied();
        let of_head = match &self.values[self.at("id")] {
            Value::Text(id) => id.as_str(),
            _ => "",
        };
        if column.is_none() && of_head.is_empty() {
            let said = Said::new(
                "表里没有 `编号` 一列，这里也没有编号",
                "neither has the table a column `id` nor the head an id",
            );
            let help = (
                "在这里写 `编号`：每一条就是它加上序号",
                "write `id` here: each record's is that and its number",
            );
            self.tell("records", said, help, report);
            return None;
        }
        let grid = Grid::new(sheet, String::new());
        let (mut known, mut ids) = (BTreeMap::new(), Ids::new());
        let before = report.findings.len();
        for (index, (row, at)) in read.rows.iter().zip(&read.at).enumerate() {
            let serial = read.serial.map(|column| (column, grid.text(*at, column)));
            let (column, id) = match (&row.values[self.at("id")], serial) {
                (Value::Text(id), _) => (column.unwrap_or(0), id.clone()),
                (_, None) => (0, format!("{of_head}-{}", at + 1)),
                (_, Some((column, serial))) => (column, format!("{of_head}-{serial}")),
            };
            let at = At { row: *at, column };
            let sound = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let behind = id.strip_prefix(of_head).unwrap_or(&id);
            if behind.trim_matches('-').is_empty() || !behind.chars().all(sound) {
                let said = Said::new(
                    format!("这一行的编号成了 `{id}`"),
                    format!("the id of this row would be `{id}`"),
                );
                let help = (
                    "序号或编号这一格写成数字、字母",
                    "write digits or letters as its number or id",
                );
                report.push(self.cell(read, at, said, help));
                continue;
            }
            let record = *known.entry(id.to_lowercase()).or_insert(ids.len());
            match ids.get_mut(record) {
                None => ids.push((id, vec![index])),
                Some((_, rows)) if self.goes_on(read, rows, index) => rows.push(index),
                Some((_, rows)) => {
                    let other = At { row: read.at[rows[0]], column };
                    report.push(self.twice(read, (at, other), &id));
                }
            }
        }
        (report.findings.len() == before).then_some(ids)
    }

    /// Whether a row says more of a record that other rows began: a further row of its list, and nothing else of it.
    fn goes_on(&self, read: &Read, rows: &[usize], row: usize) -> bool {
        let values = |at: usize| read.rows[at].values.split_at(self.rows.own);
        let (own, inner) = values(row);
        let mut both = own.iter().zip(values(rows[0]).0);
        let same = both.all(|(value, first)| *value == Value::Absent || value == first);
        let says = inner.iter().any(|value| *value != Value::Absent);
        same && says && rows.iter().all(|at| values(*at).1 != inner)
    }

    /// What the head says of single records, by id.
    fn single(
        &self,
        single: Value,
        ids: &Ids,
        report: &mut Report,
    ) -> BTreeMap<String, Vec<Value>> {
        let Value::List(rows) = single else { return BTreeMap::new() };
        let mut all = BTreeMap::new();
        for (at, row) in rows.into_iter().enumerate() {
            let mut values = row.values.into_iter();
            let Some(Value::Text(id)) = values.next() else { continue };
            if !ids.iter().any(|(known, _)| *known == id) {
                let said = Said::new(
                    format!("表里没有编号 `{id}`"),
                    format!("no row of the table has the id `{id}`"),
                );
                let help = ("写那一行的编号", "write the id of the row's record");
                self.tell(&format!("single.{at}.id"), said, help, report);
            }
            all.insert(id, values.collect());
        }
        all
    }

    /// The record of these rows: the first says all of it, each a row of its list.
    fn one(
        &self,
        (rows, id): (&[usize], &str),
        (read, sheet): (&Read, &Sheet),
        single: &mut BTreeMap<String, Vec<Value>>,
    ) -> One {
        let (row, first) = (&read.rows[rows[0]], read.at[rows[0]]);
        let mut values = self.values.to_vec();
        for (own, value) in row.values.iter().zip(&mut values) {
            if *own != Value::Absent {
                *value = own.clone();
            }
        }
        values[self.at("id")] = Value::Text(id.to_string());
        // Its id comes first.
        let lists = SINGLE.fields.iter().skip(1);
        for (list, own) in lists.zip(single.remove(id).unwrap_or_default()) {
            if own != Value::Absent {
                values[self.at(list.name)] = own;
            }
        }
        let held: Vec<usize> =
            rows.iter().copied().filter(|at| self.rows.inner(&read.rows[*at]).is_some()).collect();
        if let (Some((list, _)), false) = (self.rows.list, held.is_empty()) {
            let inner = held.iter().filter_map(|at| self.rows.inner(&read.rows[*at]));
            values[list] = Value::List(inner.collect());
        }
        let table = |way: &str, at: Vec<usize>, holds: &dyn Fn(usize) -> bool| {
            let columns = read.columns.iter().filter(|(field, _)| holds(**field));
            let text = at.iter().map(|at| sheet.row_as_csv(*at)).collect();
            Table {
                way: way.to_string(),
                source: Source { text, ..self.table.clone() },
                alone: true,
                sheet: read.name.clone(),
                at,
                columns: columns.map(|(at, c)| (self.rows.shape.field(*at).name, *c)).collect(),
            }
        };
        // What the row leaves to the head stands there.
        let own = |at: usize| at < self.rows.own && row.values[at] != Value::Absent;
        let mut tables = vec![table("", vec![first], &own)];
        if let Some((list, _)) = self.rows.list.filter(|_| !held.is_empty()) {
            let at = held.iter().map(|at| read.at[*at]).collect();
            tables.push(table(self.shape().field(list).name, at, &|at| at >= self.rows.own));
        }
        // The head says the rest of it, and is no table.
        let (way, source) = (HEAD.to_string(), self.source.clone());
        let (alone, sheet, at, columns) = (false, String::new(), Vec::new(), Vec::new());
        tables.push(Table { way, source, alone, sheet, at, columns });
        let row = Row { values };
        let record = Record::from(self.kind, row.clone(), "").with_tables(tables);
        let path = Arc::from(format!("{}!{}", self.table.path, first + 1));
        One { row, record, source: Source { path, ..self.source.clone() } }
    }
}

/// A table's records also keep to the name of their head's file.
pub fn dated(plan: &UnitPlan, head: &Source, one: &One, report: &mut Report) {
    dated::record((plan, head), &one.record.envelope, report);
}
