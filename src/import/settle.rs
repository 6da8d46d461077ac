//! What a month file needs besides its lines: balances, id and reviewer, with where each was taken from.

use std::sync::Arc;

use super::balance::Found;
use super::month::Month;
use super::told::Told;
use crate::kind::ledger::{Account, Holding, joined};
use crate::kind::unit::Unit;
use crate::model::{Money, Period, Said};
use crate::scaffold::books::Last;

/// A value of the head, and where it comes from where people should know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub value: String,
    pub from: Option<Said>,
}

/// The head of a month file; what is empty is for people to fill in.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub id: String,
    pub account_set: String,
    pub period: String,
    pub published: Filled,
    pub reviewer: Filled,
    pub post: Filled,
    pub reviewed: Filled,
    pub opinion: Filled,
    pub plain: Filled,
    pub opening_cash: Filled,
    pub opening_bank: Filled,
    pub closing_cash: Filled,
    pub closing_bank: Filled,
    /// Where there are several bank accounts, each with its balances.
    pub accounts: Vec<Held>,
}

/// A bank account with what the month states of it.
#[derive(Clone, Debug)]
pub struct Held {
    pub name: Arc<str>,
    pub last_four: String,
    pub opening: Filled,
    pub closing: Filled,
}

impl Head {
    /// The fields a person must still fill in, by their names.
    pub fn missing(&self) -> Vec<&'static str> {
        let fields = [
            ("published", &self.published),
            ("by", &self.reviewer),
            ("date", &self.reviewed),
            ("plain", &self.plain),
            ("opening_cash", &self.opening_cash),
            ("opening_bank", &self.opening_bank),
            ("closing_cash", &self.closing_cash),
            ("closing_bank", &self.closing_bank),
        ];
        let banks = |name: &str| name.ends_with("_bank") && !self.accounts.is_empty();
        let fields = fields.into_iter().filter(|(name, _)| !banks(name));
        let empty = fields.filter(|(_, filled)| filled.value.is_empty());
        let open = |one: &Held| one.opening.value.is_empty() || one.closing.value.is_empty();
        let accounts = self.accounts.iter().any(open).then_some("accounts");
        empty.map(|(name, _)| name).chain(accounts).collect()
    }
}

/// The set of books that a month is of: as asked, as the sheets are called, the only one.
pub fn set(month: &Month, unit: &Unit, asked: Option<&str>, told: &mut Told) -> usize {
    if let Some((at, _)) = asked.and_then(|asked| unit.book(asked)) {
        return at;
    }
    let called = |book: &crate::kind::unit::Book| {
        let names = [book.name.as_str(), book.id.as_str()];
        month
            .from
            .iter()
            .any(|from| names.iter().any(|name| !name.is_empty() && from.contains(*name)))
    };
    if let Some(at) = unit.books.iter().position(called) {
        return at;
    }
    if unit.books.len() > 1 || asked.is_some() {
        let ids: Vec<&str> = unit.books.iter().map(|book| book.id.as_str()).collect();
        let said = Said::new(
            format!("看不出是哪本账；有：{}", ids.join("、")),
            format!("which set of books it is of cannot be told; there are {}", ids.join(", ")),
        );
        let place = month.from.first().cloned().unwrap_or_default();
        told.doubt(place, said, ("用 --set 说是哪本", "say which with --set"));
    }
    0
}

/// The head of a month by what its tables and the month before say. What does not agree is told.
pub fn head(
    month: &mut Month,
    (unit, set): (&Unit, usize),
    accounts: &[Holding],
    last: Option<&Last>,
) -> Head {
    let mut head = Head { period: month.period.to_string(), ..Head::default() };
    let books = unit.books.len() > 1;
    head.account_set = if books { unit.books[set].id.clone() } else { String::new() };
    head.id = id(&head.account_set, month.period, unit, last);
    let cash = last.map(|last| last.closing.cash);
    let bank = last.map(|last| last.closing.bank).filter(|_| accounts.is_empty());
    let (cash_in, cash_out) = ends(month, &Account::Cash, cash, last);
    let (bank_in, bank_out) = ends(month, &Account::Bank, bank, last);
    head.accounts = accounts
        .iter()
        .map(|one| {
            let before = last.and_then(|last| joined(one, &last.accounts));
            let closed = before.map(|before| before.closing);
            let account = Account::Named(one.name.clone());
            let (opening, closing) = ends(month, &account, closed, last);
            let (name, last_four) = (one.name.clone(), one.last_four.clone());
            Held { name, last_four, opening, closing }
        })
        .collect();
    head.opening_cash = cash_in;
    head.opening_bank = bank_in;
    head.closing_cash = cash_out;
    head.closing_bank = bank_out;
    head.reviewer = reviewer(month, last);
    head
}

fn id(set: &str, period: Period, unit: &Unit, last: Option<&Last>) -> String {
    // The id of the month before with this month in it, as the office counts.
    let like = last.and_then(|last| {
        let named = last.period.to_string();
        last.id.contains(&named).then(|| last.id.replace(&named, &period.to_string()))
    });
    let own = match set {
        "" => format!("{}-{period}", unit.id),
        set => format!("{}-{set}-{period}", unit.id),
    };
    like.unwrap_or(own)
}

/// What was in an account before and after the month.
fn ends(
    month: &mut Month,
    account: &Account,
    closed: Option<Money>,
    last: Option<&Last>,
) -> (Filled, Filled) {
    let moved = month.moved(account);
    let stated = month.opening.of(account).cloned();
    let closing = month.closing.of(account).cloned();
    if let (Some(found), Some(closed)) = (&stated, closed.filter(|closed| differ(&stated, *closed)))
    {
        opening_differs(found, closed, &mut month.told);
    }
    let opening = stated.as_ref().map(|found| found.money).or(closed);
    let counted = opening.and_then(|opening| opening.checked_add(moved));
    let counted = counted.filter(|_| !month.unread);
    if let (Some(found), Some(counted)) = (&closing, counted.filter(|c| differ(&closing, *c))) {
        closing_differs(found, counted, &mut month.told);
    }
    let from_last = last.filter(|_| stated.is_none()).map(|last| {
        Said::new(
            format!("取自 {} 的期末", last.period),
            format!("the closing balance of {}", last.period),
        )
    });
    let reckoned = counted.filter(|_| closing.is_none()).map(|_| {
        Said::new(
            "按期初和明细算出，请与账核对",
            "worked out from opening and lines; compare with the books",
        )
    });
    let closing = closing.map(|found| found.money).or(counted);
    (
        Filled { value: shown(opening), from: from_last.filter(|_| opening.is_some()) },
        Filled { value: shown(closing), from: reckoned },
    )
}

fn differ(found: &Option<Found>, money: Money) -> bool {
    found.as_ref().is_some_and(|found| found.money != money)
}

fn shown(money: Option<Money>) -> String {
    money.map_or(String::new(), |money| money.to_string())
}

fn opening_differs(found: &Found, closed: Money, told: &mut Told) {
    let apart = found.money.checked_add(-closed).unwrap_or_default().abs();
    let said = Said::new(
        format!("期初是 {}，上个月的期末是 {closed}，差 {apart}", found.money),
        format!("the opening is {}, last month closed with {closed}: {apart} apart", found.money),
    );
    let help = (
        "核对账：表上抄错了改表；上个月改过的，先更正上个月",
        "check the books: mend the table, or correct last month first",
    );
    told.doubt(found.place.clone(), said, help);
}

fn closing_differs(found: &Found, counted: Money, told: &mut Told) {
    let apart = found.money.checked_add(-counted).unwrap_or_default().abs();
    let said = Said::new(
        format!("期末是 {}，期初加收减支是 {counted}，差 {apart}", found.money),
        format!(
            "the closing is {}, opening and lines come to {counted}: {apart} apart",
            found.money
        ),
    );
    let help = (
        "核对账：漏了一笔、重了一笔，或抄错一个数",
        "check the books: a line too few, a line too many, or a wrong figure",
    );
    told.doubt(found.place.clone(), said, help);
}

/// Who reviewed: offered, never filled in without a person's word.
fn reviewer(month: &Month, last: Option<&Last>) -> Filled {
    let committee = ["监委", "监督", "理财"];
    let signed = month.signers.iter().find(|signer| {
        committee.iter().any(|word| signer.post.contains(word)) || signer.post.contains("审核")
    });
    let before = last.filter(|last| !last.reviewer.is_empty());
    let from = match (signed, before) {
        (Some(signer), _) => Some(Said::new(
            format!("表上写着 {}：{}", signer.post, signer.name),
            format!("the table says {}: {}", signer.post, signer.name),
        )),
        (None, Some(last)) => Some(Said::new(
            format!("上个月是 {}", last.reviewer),
            format!("last month it was {}", last.reviewer),
        )),
        _ => None,
    };
    Filled { value: String::new(), from }
}

/// The name that is offered for the reviewer.
pub fn offered(month: &Month, last: Option<&Last>) -> Option<(String, String)> {
    let before = last.filter(|last| !last.reviewer.is_empty());
    let before = before.map(|last| (last.reviewer.clone(), last.post.clone()));
    let signed = month.signers.iter().find(|signer| signer.post.contains("审核"));
    let committee = month.signers.iter().find(|signer| signer.post.contains(['委', '督']));
    let of = |signer: &super::Signer, post: bool| {
        (signer.name.clone(), if post { signer.post.clone() } else { String::new() })
    };
    committee.map(|signer| of(signer, true)).or(before).or(signed.map(|signer| of(signer, false)))
}
