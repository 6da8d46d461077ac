//! Where the words of a record lead: vouchers to their lines.

use super::{Desk, Medium, anchor, ledger, on_the_web};
use crate::check;
use crate::kind::ledger::{Line, Spot};
use crate::model::address::file_name;
use crate::model::table::ROWS_ON_A_PAGE;
use crate::read::Filed;

/// Where a voucher's line is, from the portal's root; nowhere where its lines are not on the web. A month of several
/// pages is led to as a whole.
pub fn voucher(desk: &Desk, text: &str) -> Option<String> {
    let (filed, line) = check::line_of(&desk.records.ledgers, &desk.plan.unit, text)?;
    of_line(desk, filed, line)
}

/// Where a line of the unit's books is, from a month's page.
pub fn line(desk: &Desk, from: &Filed, spot: Spot) -> Option<String> {
    let filed = &desk.records.ledgers[spot.ledger];
    let line = &filed.ledger.lines[spot.line];
    let way = of_line(desk, filed, line)?;
    match std::ptr::eq(filed, from) {
        true => Some(format!("#{}", anchor(&desk.names.mask(&line.voucher)))),
        false => Some(file_name(&way).to_string()),
    }
}

fn of_line(desk: &Desk, filed: &Filed, line: &Line) -> Option<String> {
    let shown = on_the_web(filed) && Medium::Web.shows_lines(filed.ledger.envelope.audience);
    let address = ledger::address(desk, filed.set, filed.period());
    let fragment = match filed.ledger.lines.len() {
        0..=ROWS_ON_A_PAGE => format!("#{}", anchor(&desk.names.mask(&line.voucher))),
        _ => String::new(),
    };
    shown.then(|| format!("{address}.html{fragment}"))
}
