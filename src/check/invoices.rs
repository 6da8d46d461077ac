//! C6: one number of an invoice or receipt under two vouchers of one payee, in whichever month and set of books.

use std::collections::BTreeMap;

use super::payments::{Payment, moved};
use super::{Books, Reports};
use crate::finding::rules;
use crate::kind::ledger::{Direction, Line};
use crate::model::spelling::one_form;
use crate::model::{Period, Said};

pub fn check(books: &Books, payments: &[Payment], reports: &mut Reports) {
    same_number(payments, reports);
    same_number(&moved(books, Direction::In), reports);
}

fn same_number(lines: &[Payment], reports: &mut Reports) {
    let numbered = lines.iter().filter(|p| !p.payee.is_empty());
    let numbered = numbered.flat_map(|p| numbers(p.line).into_iter().map(move |n| (n, p)));
    let mut papers: Vec<(String, &Payment)> = numbered.collect();
    papers.sort_by_key(|(_, p)| (p.line.date, p.at, p.index));
    let key = |(number, p): &(String, &Payment)| {
        (p.payee.clone(), p.line.receipt.map(|receipt| receipt.key), number.clone())
    };
    let mut groups = BTreeMap::<_, Vec<&Payment>>::new();
    for paper in &papers {
        groups.entry(key(paper)).or_default().push(paper.1);
    }
    for group in groups.values() {
        let mut known = vec![voucher(group[0])];
        for later in &group[1..] {
            if !known.contains(&voucher(later)) {
                known.push(voucher(later));
                tell(group[0], later, reports);
            }
        }
    }
}

/// The set of books, the month and the voucher; a line without a voucher is one of its own.
fn voucher<'p>(payment: &'p Payment) -> (usize, Period, &'p str, usize) {
    let (filed, number) = (payment.filed, payment.line.voucher.as_str());
    let alone = if number.is_empty() { payment.index + 1 } else { 0 };
    (filed.set, filed.period(), number, alone)
}

/// The numbers of the papers behind a line, in a form that compares. A payroll sheet is behind many lines, every bank
/// counts its slips anew, and `3 张` is how many papers there are.
pub fn numbers(line: &Line) -> Vec<String> {
    let is_paper = line.receipt.is_none_or(|r| matches!(r.key, "invoice" | "receipt"));
    if !is_paper || line.receipt_no.trim_end().ends_with(['张', '份', '页', '联']) {
        return Vec::new();
    }
    let parted = |c: char| c.is_whitespace() || "、，,；;".contains(c);
    let is_number = |form: &String| form.len() > 1 && form.contains(|c: char| c.is_ascii_digit());
    let mut all: Vec<String> =
        line.receipt_no.split(parted).map(one_form).filter(is_number).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn tell(earlier: &Payment, later: &Payment, reports: &mut Reports) {
    let (first, second) = (earlier.name(), later.name());
    let (mut zh, mut en) = (String::new(), String::new());
    if earlier.filed.set != later.filed.set {
        (zh, en) = ("（两本账）".to_string(), " in two sets of books".to_string());
    }
    let said = Said::new(
        format!("{first} 与 {second}{zh} 对方相同、票据号相同，请核对是不是同一张票据入了两次"),
        format!(
            "{first} and {second}{en} have one counterparty and one receipt number; please see whether one paper was booked twice"
        ),
    );
    // Asked under a line that is not for everyone, where there is one: that keeps it off the web.
    let asked = if earlier.is_public() { later } else { earlier };
    reports.push(
        asked,
        asked.finding(&rules::INVOICE_REPEATED, "receipt_no", said).help(
            "一张票据分几次付的，说明各付多少；入重了的，用冲销更正；票据号写错的改正",
            "say what each part was where one paper was paid in parts; reverse what was entered twice; mend a mistyped number",
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::ledger::{LINE, line};
    use crate::model::shape::{Row, Value};

    #[test]
    fn numbers_of_papers_compare_and_counts_of_papers_are_none() {
        let of = |text: &str| {
            let mut values: Vec<Value> = LINE.fields().map(|_| Value::Absent).collect();
            let at = LINE.position("receipt_no", 0).expect("a declared field");
            values[at] = Value::Text(text.to_string());
            numbers(&line(Row { values }))
        };
        assert_eq!(of("２４３１８８５２"), ["24318852"]);
        assert_eq!(of("24318853、24318852"), ["24318852", "24318853"]);
        assert_eq!(of("12 张"), [""; 0]);
        assert_eq!(of("见附件"), [""; 0]);
    }
}
