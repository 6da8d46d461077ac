//! 账户: where the money of a set of books lies: in hand, in the bank, or in one of several bank accounts by name.

use std::sync::Arc;

use super::{Balance, Ledger, Line, Nature};
use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Money, Words};

pub static HOLDING: Shape = Shape {
    name: "bank-account",
    words: Words::new("银行账户", "bank account"),
    base: None,
    fields: &[
        Field::new("name", "名称", "name", Type::Text).required().gloss(
            "叫得出的名字，如 基本户、土地补偿费专户",
            "what it is called, such as basic account",
        ),
        Field::new("last_four", "尾号", "last four digits", Type::Text)
            .gloss("账号的后四位，不写全号", "never the whole number"),
        Field::new("opening", "期初余额", "opening", Type::Money).required(),
        Field::new("closing", "期末余额", "closing", Type::Money).required(),
        Field::new("statement", "对账单余额", "statement", Type::Money)
            .gloss("银行出的对账单上的数", "the figure on the bank's own statement"),
    ],
};

pub static ACCOUNTS: &[Choice] =
    &[Choice::new("cash", "现金", "cash"), Choice::new("bank", "银行", "bank")];

/// Where a line's money comes from or goes to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    Cash,
    /// The bank where it is one, or which of its accounts nobody said.
    Bank,
    /// One of the bank accounts a ledger names.
    Named(Arc<str>),
}

impl Account {
    /// As a line says it: the key of a choice, or a name.
    pub fn said(word: String) -> Account {
        match word.as_str() {
            "cash" => Account::Cash,
            "bank" => Account::Bank,
            _ => Account::Named(word.into()),
        }
    }

    /// As a line writes it: what [`Account::said`] reads.
    pub fn key(&self) -> &str {
        match self {
            Account::Cash => ACCOUNTS[0].key,
            Account::Bank => ACCOUNTS[1].key,
            Account::Named(name) => name,
        }
    }

    /// The other side of a transfer that names one alone.
    pub fn opposite(&self) -> Account {
        match self {
            Account::Cash => Account::Bank,
            _ => Account::Cash,
        }
    }

    /// Whether both may be one: a bank account of which nobody said the name may be any.
    pub fn may_be(&self, other: &Account) -> bool {
        let is_any = |one: &Account, of: &Account| *one == Account::Bank && *of != Account::Cash;
        self == other || is_any(self, other) || is_any(other, self)
    }

    /// What it is called, in both languages.
    pub fn words(&self) -> (&str, &str) {
        match self {
            Account::Cash => (ACCOUNTS[0].words.zh, ACCOUNTS[0].words.en),
            Account::Bank => (ACCOUNTS[1].words.zh, ACCOUNTS[1].words.en),
            Account::Named(name) => (name, name),
        }
    }
}

/// A bank account as a month states it.
#[derive(Clone, Debug)]
pub struct Holding {
    pub name: Arc<str>,
    /// At most four digits; empty where the ledger does not say.
    pub last_four: String,
    pub opening: Money,
    pub closing: Money,
    pub statement: Option<Money>,
}

impl Holding {
    pub(super) fn from(row: Row) -> Holding {
        let mut take = row.take(&HOLDING);
        Holding {
            name: take.text("name").into(),
            last_four: take.text("last_four"),
            opening: take.money("opening").unwrap_or_default(),
            closing: take.money("closing").unwrap_or_default(),
            statement: take.money("statement"),
        }
    }

    /// Whether a word of a line means this account.
    pub fn is_called(&self, word: &str) -> bool {
        *self.name == *word || !self.last_four.is_empty() && self.last_four == word
    }
}

/// The account of another month that is this one: of the same name, else of the same last four digits.
pub fn joined<'a>(own: &Holding, others: &'a [Holding]) -> Option<&'a Holding> {
    let by_digits =
        |other: &&Holding| !own.last_four.is_empty() && other.last_four == own.last_four;
    others.iter().find(|other| other.name == own.name).or_else(|| others.iter().find(by_digits))
}

/// A place where a month's money lies, with what the month states of it: its words, its fields, its balances.
#[derive(Clone, Debug)]
pub struct Pocket {
    pub account: Account,
    pub zh: String,
    pub en: String,
    /// The fields that state opening, closing and the bank's statement.
    pub fields: [String; 3],
    pub opening: Money,
    pub closing: Money,
    pub statement: Option<Money>,
}

impl Ledger {
    /// Cash, and the bank or each of its accounts: where balances are checked apart.
    pub fn pockets(&self) -> Vec<Pocket> {
        let one = |(at, own): (usize, &Holding)| Pocket {
            account: Account::Named(own.name.clone()),
            zh: own.name.to_string(),
            en: own.name.to_string(),
            fields: STATED.map(|field| format!("accounts.{at}.{field}")),
            opening: own.opening,
            closing: own.closing,
            statement: own.statement,
        };
        let mut pockets = vec![self.pocket(Account::Cash, |balance| balance.cash, None)];
        pockets.extend(self.accounts.iter().enumerate().map(one));
        if self.accounts.is_empty() {
            pockets.push(self.bank());
        }
        pockets
    }

    /// The bank, all its accounts together.
    pub fn bank(&self) -> Pocket {
        self.pocket(Account::Bank, |balance| balance.bank, self.statement_bank)
    }

    fn pocket(
        &self,
        account: Account,
        of: fn(&Balance) -> Money,
        by_bank: Option<Money>,
    ) -> Pocket {
        let (zh, en) = account.words();
        let (zh, en) = (zh.to_string(), en.to_string());
        let fields = STATED.map(|field| format!("{field}_{en}"));
        let (opening, closing) = (of(&self.opening), of(&self.closing));
        Pocket { account, zh, en, fields, opening, closing, statement: by_bank }
    }
}

const STATED: [&str; 3] = ["opening", "closing", "statement"];

impl Line {
    /// What the line adds to an account, as its own or as the other one of a transfer.
    pub fn moves(&self, account: &Account) -> Money {
        let own = if self.account == *account { self.effect() } else { Money::ZERO };
        let crosses = self.counts_as == Nature::Transfer && self.other == *account;
        if crosses { own - self.effect() } else { own }
    }
}
