//! What the rules on payments look at: money that left the books, less what was taken back, and who was paid.

use std::collections::BTreeMap;

use super::Books;
use crate::finding::{Finding, Rule};
use crate::kind::envelope::Audience;
use crate::kind::ledger::{Direction, Line, Nature, is_income};
use crate::model::spelling::one_form;
use crate::model::{Money, Said};
use crate::read::Filed;

/// One line by which money went out. Transfers between cash and bank, reversals and what they take back whole are none.
#[derive(Clone, Debug)]
pub struct Payment<'a> {
    /// The ledger's place in the unit's books, and the ledger.
    pub at: usize,
    pub filed: &'a Filed,
    pub index: usize,
    pub line: &'a Line,
    /// What is left of the line's amount when its reversals are taken off.
    pub amount: Money,
    /// Who was paid, in a form that compares; empty where nobody is named.
    pub payee: String,
    /// Whether the name tells one payee: `张*明` and `李*华等9人` do not.
    pub one_payee: bool,
    /// Whether it names the decision it rests on.
    pub decided: bool,
}

impl Payment<'_> {
    /// Spending on something bought, as opposed to wages, loans and money passed on for others.
    pub fn is_purchase(&self) -> bool {
        let spending = self.line.category.is_some_and(|category| !is_income(category));
        let wages = self.line.receipt.is_some_and(|receipt| receipt.key == "payroll");
        self.line.nature == Nature::Ordinary && spending && !wages
    }

    pub fn finding(&self, rule: &'static Rule, field: &str, said: Said) -> Finding {
        self.filed.at_line(rule, self.index, field, said)
    }

    /// Whether everyone may see the line.
    pub fn is_public(&self) -> bool {
        self.filed.ledger.envelope.audience == Audience::Public
    }

    /// The voucher with its month, or the day: what the line says may name people its own month alone can mask.
    pub fn name(&self) -> String {
        match self.line.voucher.as_str() {
            "" => self.line.date.to_string(),
            voucher => format!("{} {voucher}", self.filed.period()),
        }
    }
}

/// All payments of a unit, by set of books and day.
pub fn payments<'a>(books: &Books<'a>) -> Vec<Payment<'a>> {
    moved(books, Direction::Out)
}

/// Payments as vouchers make them: what the entries of one voucher pay one payee is one payment, told at the first of them.
pub fn by_voucher<'a>(payments: &[Payment<'a>]) -> Vec<Payment<'a>> {
    let mut all: Vec<Payment> = Vec::with_capacity(payments.len());
    let mut known = BTreeMap::new();
    for payment in payments {
        let line = payment.line;
        let kind = (line.nature as u8, payment.is_purchase());
        let key = (payment.at, line.voucher.as_str(), line.date, payment.payee.as_str(), kind);
        let is_entry = !line.voucher.trim().is_empty() && payment.one_payee;
        match known.get(&key).filter(|_| is_entry) {
            Some(&at) => {
                let whole: &mut Payment = &mut all[at];
                whole.amount += payment.amount;
                whole.decided |= payment.decided;
            }
            None => {
                known.insert(key, all.len());
                all.push(payment.clone());
            }
        }
    }
    all
}

/// The same of either side: what came in has a payer in place of the payee.
pub fn moved<'a>(books: &Books<'a>, direction: Direction) -> Vec<Payment<'a>> {
    let codes = codes(books);
    let mut all = Vec::new();
    for (at, filed) in books.ledgers.iter().enumerate() {
        for (index, line) in filed.ledger.lines.iter().enumerate() {
            let moves = matches!(line.nature, Nature::Transfer | Nature::Reversal);
            let amount = line.left();
            if moves || line.direction != direction || amount <= Money::ZERO {
                continue;
            }
            let name = one_form(&line.party);
            let one_payee = tells_one(&name);
            let payee = payee(&codes, line, name, one_payee);
            let decided = !line.decision.trim().is_empty();
            all.push(Payment { at, filed, index, line, amount, payee, one_payee, decided });
        }
    }
    all.sort_by_key(|p| (p.filed.set, p.line.date, p.at, p.index));
    all
}

/// Names with the credit code that lines give them; none where lines give one name two codes.
type Codes = BTreeMap<String, Option<String>>;

fn codes(books: &Books) -> Codes {
    let mut codes = Codes::new();
    for line in books.ledgers.iter().flat_map(|filed| &filed.ledger.lines) {
        if line.party_code.is_empty() {
            continue;
        }
        let code = Some(one_form(&line.party_code));
        let known = codes.entry(one_form(&line.party)).or_insert_with(|| code.clone());
        if *known != code {
            *known = None;
        }
    }
    codes
}

/// By credit code first: the line's own, else the one its name is known by; else by name.
fn payee(codes: &Codes, line: &Line, name: String, one_payee: bool) -> String {
    match line.party_code.as_str() {
        _ if !one_payee => name,
        "" => codes.get(&name).cloned().flatten().unwrap_or(name),
        code => one_form(code),
    }
}

fn tells_one(name: &str) -> bool {
    let several = name.rsplit_once('等').is_some_and(|(_, rest)| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.ends_with(['人', '户', '名'])
    });
    !name.is_empty() && !name.contains(['*', '某']) && !several
}

/// Payments dealt out by what they share, in the order of their days.
pub fn dealt<'p, 'a, K: Ord>(
    payments: impl Iterator<Item = &'p Payment<'a>>,
    key: impl Fn(&'p Payment<'a>) -> K,
) -> BTreeMap<K, Vec<&'p Payment<'a>>> {
    let mut groups = BTreeMap::<K, Vec<&Payment>>::new();
    for payment in payments {
        groups.entry(key(payment)).or_default().push(payment);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_and_groups_tell_no_single_payee() {
        for name in ["张*明", "左某", "李*华等9人", "陈家等43户", ""] {
            assert!(!tells_one(&one_form(name)), "{name}");
        }
        for name in ["王大力", "高等教育书店", "宏达建材经营部"] {
            assert!(tells_one(&one_form(name)), "{name}");
        }
    }
}
