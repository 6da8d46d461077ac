//! A two-sided journal (序时账): the rows of a voucher become lines of the ledger, one for each thing money went to or came from.

use super::lines::{Line, Making, line};
use super::rows::{Amount, Entry};
use super::told::Told;
use super::words::Vouchers;
use crate::kind::ledger::Direction;
use crate::model::{Money, Said};
use crate::tabular::grid::Grid;

/// Whether a table is a two-sided journal: accounts of money stand among its subjects.
pub fn is_journal(making: Making, entries: &[Entry]) -> bool {
    let has = |role: &str| making.table.column(role).is_some();
    let money = |entry: &Entry| money_account(making, entry).is_some();
    let others = |entry: &Entry| !entry.text("category").is_empty() && !money(entry);
    // A day book names the other side in a column of that name, and each row is a line of its own.
    let column = making.table.column("category");
    let day_book = column.is_some_and(|column| column.heading.contains(['对', '应']));
    has("debit")
        && has("credit")
        && !day_book
        && entries.iter().any(money)
        && entries.iter().any(others)
}

/// The account of money that a row's subject is.
fn money_account(making: Making, entry: &Entry) -> Option<&'static str> {
    let subject = entry.text("category");
    (!subject.is_empty()).then(|| making.meanings.lists.word("account", subject))?
}

/// The lines of all vouchers.
pub fn lines(making: Making, entries: &[Entry], told: &mut Told) -> Vec<Line> {
    let rows: Vec<&Entry> = entries.iter().filter(|entry| entry.sum.is_none()).collect();
    let mut groups: Vec<Vec<&Entry>> = Vec::new();
    for entry in rows {
        let same = |group: &&mut Vec<&Entry>| {
            group[0].text("voucher") == entry.text("voucher") && group[0].date == entry.date
        };
        match groups.last_mut().filter(|group| same(group)) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    let vouchers = Vouchers::of(groups.iter().map(|group| group[0].text("voucher")));
    let mut lines = Vec::new();
    for group in &groups {
        lines.extend(voucher(making, group, &vouchers, told));
    }
    lines
}

/// One side of a voucher: what it adds to money, or what it is for.
struct Side<'e> {
    entry: &'e Entry,
    amount: Amount,
    /// Debits count up.
    debit: Money,
    account: Option<&'static str>,
}

fn voucher(making: Making, group: &[&Entry], vouchers: &Vouchers, told: &mut Told) -> Vec<Line> {
    let Some(sides) = sides(making, group, told) else { return Vec::new() };
    let (money, others): (Vec<&Side>, Vec<&Side>) =
        sides.iter().partition(|side| side.account.is_some());
    let ours = |side: &Side| side.account.unwrap_or("bank");
    match (money.as_slice(), others.as_slice()) {
        ([], _) => {
            no_money(making.grid, group[0], told);
            Vec::new()
        }
        ([one, other], []) => transfer(making, (one, other), vouchers, told),
        ([money], others) => others
            .iter()
            .filter_map(|side| {
                // What money the other side's amount moved: a debit there is a credit here.
                made(making, side, ours(money), -side.debit, vouchers, told)
            })
            .collect(),
        (moneys, [other]) => moneys
            .iter()
            .filter_map(|side| {
                let whole = Side { amount: side.amount.clone(), ..**other };
                made(making, &whole, ours(side), side.debit, vouchers, told)
            })
            .collect(),
        _ => {
            tangled(making.grid, group[0], told);
            Vec::new()
        }
    }
}

fn made(
    making: Making,
    side: &Side,
    account: &'static str,
    effect: Money,
    vouchers: &Vouchers,
    told: &mut Told,
) -> Option<Line> {
    // In red on its own side an amount takes back; on the other side it is a movement of its own.
    let red = side.amount.money.is_negative();
    let comes_in = effect.is_negative() == red;
    let direction = if comes_in { Direction::In } else { Direction::Out };
    let money = if red { -effect.abs() } else { effect.abs() };
    let amount = Amount { account: Some(account), money, ..side.amount.clone() };
    line(making, side.entry, amount, direction, vouchers, told)
}

/// Money from one account to the other: one line, of the account it left.
fn transfer(
    making: Making,
    (one, other): (&Side, &Side),
    vouchers: &Vouchers,
    told: &mut Told,
) -> Vec<Line> {
    let (from, to) = if one.debit.is_negative() { (one, other) } else { (other, one) };
    if from.account == to.account {
        let said = Said::new(
            "同一个账户又借又贷，看不出钱去了哪里",
            "one account stands on both sides: where money went cannot be told",
        );
        let place = making.grid.place(from.entry.row, from.amount.at);
        told.doubt(place, said, ("核对这张凭证的科目", "check the accounts of this voucher"));
        return Vec::new();
    }
    // The subject of the other side is an account of money, which makes the line a transfer.
    let side = Side { entry: to.entry, amount: from.amount.clone(), ..*from };
    let account = from.account.unwrap_or("bank");
    made(making, &side, account, from.debit, vouchers, told).into_iter().collect()
}

fn sides<'e>(making: Making, group: &[&'e Entry], told: &mut Told) -> Option<Vec<Side<'e>>> {
    let mut sides = Vec::new();
    let mut sum = Money::ZERO;
    for entry in group {
        for amount in entry.amounts.iter().filter(|amount| !amount.money.is_zero()) {
            let debit = match amount.role {
                "debit" => amount.money,
                "credit" => -amount.money,
                _ => continue,
            };
            sum = sum.checked_add(debit)?;
            let account = money_account(making, entry);
            sides.push(Side { entry, amount: amount.clone(), debit, account });
        }
    }
    if !sum.is_zero() {
        let name = group[0].text("voucher");
        let said = Said::new(
            format!("凭证 {name} 借贷不平，差 {}", sum.abs()),
            format!("debit and credit of voucher {name} are {} apart", sum.abs()),
        );
        let help = (
            "核对这张凭证：漏了一行，或抄错一个数",
            "check the voucher: a row too few, or a wrong figure",
        );
        told.doubt(making.grid.place(group[0].row, 0), said, help);
        return None;
    }
    Some(sides)
}

fn no_money(grid: &Grid, entry: &Entry, told: &mut Told) {
    let name = entry.text("voucher");
    let said = Said::new(
        format!("凭证 {name} 没有现金、银行，不是收支，没有用到"),
        format!("voucher {name} moves neither cash nor bank and was not used"),
    );
    told.note(grid.place(entry.row, 0), said);
}

fn tangled(grid: &Grid, entry: &Entry, told: &mut Told) {
    let name = entry.text("voucher");
    let said = Said::new(
        format!("凭证 {name} 有几个资金科目，又有几个别的科目，看不出哪笔对哪笔"),
        format!(
            "voucher {name} has several accounts of money and several others: which belongs to which cannot be told"
        ),
    );
    let help = ("分成几张一收一付的行", "part it into rows of one account of money each");
    told.doubt(grid.place(entry.row, 0), said, help);
}
