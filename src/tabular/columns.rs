//! What is wrong with the columns of a table: unknown, double, missing, hidden, a person's, counted in something else.

use super::amount;
use super::find::{Column, Table};
use super::grid::{self, Grid, shown};
use super::scales;
use super::shaped::{Found, Told, Wanted, told};
use crate::finding::{Report, rules};
use crate::model::shape::{Field, Type};
use crate::model::{Currency, Said};
use crate::sheet::Value;
use crate::source::nearest;

/// Tells what is wrong with the columns of a table, and settles what its amounts are counted in.
pub fn settle(found: &mut Found, wanted: &Wanted, report: &mut Report) {
    let (grid, table) = (&found.grid, &mut found.table);
    units(grid, table, wanted, report);
    hidden(grid, wanted, report);
    let mut seen: Vec<&str> = Vec::new();
    let filled = grid.firsts(table.body.clone(), |cell| cell.value != Value::Blank);
    for column in &table.columns {
        let place = (table.head.end - 1, column.at);
        let any = filled.contains_key(&column.at);
        let heading = shown(&column.heading);
        let of = wanted.field(column);
        let wrong = match (column.role, of) {
            (Some(_), Some((_, field))) if seen.contains(&field.name) => Some(twice(&heading)),
            (Some(_), Some((_, field))) => {
                seen.push(field.name);
                let currency = wanted.lists.currency;
                let other = || other_currency(&column.heading, field, currency);
                other_measure(column, field).or_else(other)
            }
            (Some("personal"), None) if any => Some(persons(&heading)),
            (None, _) if any => Some(unknown(&heading, wanted)),
            _ => None,
        };
        report.findings.extend(wrong.map(|wrong| wanted.at(grid, place, wrong)));
    }
    around_says(grid, table, wanted, report);
    nameless(grid, table, wanted, report);
    missing(grid, table, wanted, report);
}

/// What the amounts are counted in; two cells that say otherwise are told.
fn units(grid: &Grid, table: &mut Table, wanted: &Wanted, report: &mut Report) {
    let is_money =
        |column: &Column| wanted.field(column).is_some_and(|(_, f)| matches!(f.of, Type::Money));
    for clash in scales::settle(grid, table, &is_money) {
        let (Said { zh, en }, help) = scales::clash(grid, clash);
        let (at, _) = clash.1;
        let told = told(&rules::INVALID_MONEY, (zh, en), help);
        report.push(wanted.at(grid, (at.row, at.column), told));
    }
}

/// Rows and columns that nobody sees, and that hold something.
fn hidden(grid: &Grid, wanted: &Wanted, report: &mut Report) {
    for row in grid.sheet.hidden_rows.iter().filter(|row| !grid.is_blank(**row)) {
        let told = told(
            &rules::TABLE_HIDES,
            ("这一行藏着，里面有字".into(), "this row is hidden and holds something".into()),
            (
                "取消隐藏（或取消筛选），看清楚要不要：不要的删去这一行，再存一次",
                "show it (or end the filter) and decide: delete the row if it does not belong, and save again",
            ),
        );
        report.push(wanted.at(grid, (*row, 0), told));
    }
    if grid.sheet.hidden_columns.is_empty() {
        return;
    }
    let said = grid.firsts(0..grid.rows(), |cell| !grid::text(cell).is_empty());
    for column in &grid.sheet.hidden_columns {
        let Some(row) = said.get(column) else { continue };
        let told = told(
            &rules::TABLE_HIDES,
            ("这一列藏着，里面有字".into(), "this column is hidden and holds something".into()),
            (
                "取消隐藏，看清楚要不要：不要的删去这一列，再存一次",
                "show it and decide: delete the column if it does not belong, and save again",
            ),
        );
        report.push(wanted.at(grid, (*row, *column), told));
    }
}

fn twice(heading: &str) -> Told {
    told(
        &rules::DUPLICATE_FIELD,
        (format!("`{heading}` 这一栏有两列"), format!("two columns hold the same as `{heading}`")),
        ("只留一列", "keep one of them"),
    )
}

fn persons(heading: &str) -> Told {
    told(
        &rules::PERSONAL_NUMBER,
        (
            format!("`{heading}` 一列是个人号码，不能留在 content 里"),
            format!("the column `{heading}` holds numbers of persons, which stay out of content"),
        ),
        ("在文件里删去这一列，再存一次", "delete the column from the file and save again"),
    )
}

fn unknown(heading: &str, wanted: &Wanted) -> Told {
    let near = nearest(heading, wanted.shape);
    let help = match near {
        Some(near) => (
            format!("是不是 `{near}`？改表头；不要的列，从文件里删去"),
            format!("did you mean `{near}`? Rename it, or delete the column from the file"),
        ),
        None => (
            "改成字段的名称；本地的叫法可以写进 imports/headings.yaml；不要的列，从文件里删去".into(),
            "name it as the field is called, add the local name to imports/headings.yaml, or delete the column from the file".into(),
        ),
    };
    told(
        &rules::UNKNOWN_FIELD,
        (
            format!("没有 `{heading}` 这一栏，下面却有内容"),
            format!("`{heading}` is not a column here, and holds values"),
        ),
        (&help.0, &help.1),
    )
}

/// A heading that counts in something else than its field: 平方米 where the field counts in 亩.
fn other_measure(column: &Column, field: &Field) -> Option<Told> {
    let heading = column.heading.trim();
    let own = [field.words.zh, field.words.en, field.name].contains(&heading);
    let open = heading.rfind(['(', '（', '[', '【']).filter(|_| !own)?;
    let inside = heading[open..].trim_matches(|c| "()（）[]【】 ".contains(c));
    let known = |measure: &str| !measure.is_empty() && inside.contains(measure);
    let wrong = match field.of {
        Type::Quantity("") => false,
        Type::Quantity(_) => {
            let many = ["万", "千", "百"].iter().any(|many| inside.starts_with(many));
            many || !(known(field.measure.zh) || known(field.measure.en))
        }
        Type::Count | Type::Households => ["万", "千", "百"].iter().any(|m| inside.contains(m)),
        _ => false,
    };
    let (zh, en) = (field.measure.zh, field.measure.en);
    wrong.then(|| {
        told(
            &rules::INVALID_QUANTITY,
            (
                format!("表头写的是 `{inside}`，这一栏按{zh}算"),
                format!("the heading says `{inside}`; this field counts in {en}"),
            ),
            ("先换算，再改表头", "convert the values, then rename the heading"),
        )
    })
}

/// A heading that says its amounts are in another currency than the portal keeps.
fn other_currency(heading: &str, field: &Field, currency: Currency) -> Option<Told> {
    let money = matches!(field.of, Type::Money);
    let other = amount::other_currency(heading, currency).filter(|_| money)?;
    let expected = currency.instead_of(other);
    let help = (format!("写{}", expected.zh), format!("write {}", expected.en));
    let said = (
        format!("`{}` 说的是别的货币", shown(heading)),
        format!("`{}` says another currency", shown(heading)),
    );
    Some(told(&rules::INVALID_MONEY, said, (&help.0, &help.1)))
}

/// What stands above the table and says another currency: `单位：元`.
fn around_says(grid: &Grid, table: &Table, wanted: &Wanted, report: &mut Report) {
    let money = |(_, field): &(usize, &'static Field)| matches!(field.of, Type::Money);
    let columns = table.columns.iter().filter_map(|column| wanted.field(column));
    let Some((_, field)) = columns.into_iter().find(money) else { return };
    let cells = (table.from..table.head.start)
        .flat_map(|row| grid.texts(row).map(move |(column, text)| ((row, column), text)));
    for (place, text) in cells {
        let says = text.contains("单位") || text.contains("货币");
        let wrong = other_currency(&text, field, wanted.lists.currency).filter(|_| says);
        report.findings.extend(wrong.map(|wrong| wanted.at(grid, place, wrong)));
    }
}

/// Values below no heading belong to nothing.
fn nameless(grid: &Grid, table: &Table, wanted: &Wanted, report: &mut Report) {
    for (at, row) in table.nameless(grid) {
        let told = told(
            &rules::UNKNOWN_FIELD,
            (
                "这一列没有表头，下面却有内容".into(),
                "the column has no heading, and holds values".into(),
            ),
            (
                "写上表头；不要的列，连内容一起删去",
                "name it, or remove the column with all it holds",
            ),
        );
        report.push(wanted.at(grid, (row, at), told));
    }
}

/// Fields that every row must have and for which there is no column.
pub fn lacking(table: &Table, wanted: &Wanted) -> Vec<&'static Field> {
    let stands = |at: usize| {
        let is = |column| wanted.field(column).is_some_and(|(of, _)| of == at);
        table.columns.iter().any(is) || (wanted.given)(at)
    };
    let due = wanted.shape.fields().enumerate().filter(|(at, field)| {
        let unless = wanted.shape.position(field.unless, 0).filter(|_| !field.unless.is_empty());
        field.required && !stands(*at) && !unless.is_some_and(stands)
    });
    due.map(|(_, field)| field).collect()
}

/// Columns that no row can do without.
fn missing(grid: &Grid, table: &Table, wanted: &Wanted, report: &mut Report) {
    for field in lacking(table, wanted) {
        if table.body.is_empty() {
            continue;
        }
        let (zh, en) = (field.words.zh, field.name);
        let rows = matches!(field.of, Type::List(_) | Type::Group(_));
        let told = match rows {
            true => told(
                &rules::MISSING_FIELD,
                (
                    format!("每一行都要有 `{zh}`，表里放不下"),
                    format!("every row needs `{en}`, which no cell can hold"),
                ),
                ("这张表写在 YAML 里", "write these rows in YAML"),
            ),
            false => {
                let help = (
                    format!("加上 `{zh}` 这一列，或把那一列的表头改成它"),
                    format!("add the column `{en}`, or rename the one that holds it"),
                );
                told(
                    &rules::MISSING_FIELD,
                    (format!("没有 `{zh}` 这一列"), format!("no column is named `{en}`")),
                    (&help.0, &help.1),
                )
            }
        };
        report.push(wanted.at(grid, (table.head.end - 1, 0), told));
    }
}
