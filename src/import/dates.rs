//! The day of a row: written in one column or in two, or carried on from the row above.

use super::rows::Manner;
use super::told::{Told, no_day};
use crate::model::shape::Type;
use crate::model::unsaid::Unsaid;
use crate::model::{Date, Period, Said};
use crate::tabular::day::{self, NoDay};
use crate::tabular::find::Table;
use crate::tabular::grid::Grid;

/// The day of a row; `before` is that of the row above.
pub fn date(
    grid: &Grid,
    table: &Table,
    row: usize,
    (manner, before): (Manner, Option<Date>),
    told: &mut Told,
) -> Option<Date> {
    let column = table.column("date").or(table.column("day"))?;
    let cell = grid.seen(row, column.at);
    let month = table.column("month").filter(|_| column.role == Some("day"));
    let read = match month {
        Some(month) => of_columns(grid, row, (month.at, column.at), manner.period),
        None => day::read(cell, manner.period, before),
    };
    let ditto = Unsaid::instead_of(Type::Text, &grid.text(row, column.at)) == Some(Unsaid::Ditto);
    let place = grid.place(row, column.at);
    match read {
        Ok(Some(date)) => {
            outside(grid, (row, column.at), date, manner.period, told);
            Some(date)
        }
        _ if ditto && before.is_some() => before,
        Ok(None) if before.is_some() && manner.days_carry == Some(true) => before,
        Ok(None) if before.is_some() && manner.days_carry.is_none() => {
            told.ask("date", "", "", place);
            None
        }
        Ok(None) => {
            let said = Said::new("没有日期", "there is no day");
            told.doubt(place, said, ("在表里补上，再存一次", "fill it in and save again"));
            None
        }
        Err(why) => {
            no_day(&grid.text(row, column.at), place, why, told);
            None
        }
    }
}

/// 月 and 日 in columns of their own; an empty month is the period's.
fn of_columns(
    grid: &Grid,
    row: usize,
    (month, day): (usize, usize),
    period: Option<Period>,
) -> Result<Option<Date>, NoDay> {
    let number = |text: String| text.trim_end_matches(['月', '日', '号']).parse::<i16>().ok();
    let (said, of) = (grid.text(row, month), grid.text(row, day));
    if of.is_empty() {
        return Ok(None);
    }
    let month = if said.is_empty() { None } else { Some(number(said).ok_or(NoDay::NotADay)?) };
    day::completed(period, month, number(of).ok_or(NoDay::NotADay)?).map(Some)
}

fn outside(
    grid: &Grid,
    (row, column): (usize, usize),
    date: Date,
    period: Option<Period>,
    told: &mut Told,
) {
    let Some(period) = period.filter(|period| !period.contains(date)) else { return };
    let said = Said::new(
        format!("日期 {date} 不在 {period}"),
        format!("the day {date} does not lie in {period}"),
    );
    let help = (
        "核对凭证：写错的改日期；是别的月份的，移到那个月的表里",
        "check the voucher: correct the day, or move the row to the table of its month",
    );
    told.doubt(grid.place(row, column), said, help);
}
