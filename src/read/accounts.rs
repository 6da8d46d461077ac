//! Which account each line of a month means; what names no account, or two, is told and keeps the month from being read.

use super::filed::Filed;
use crate::finding::{Finding, Report, Rule, rules};
use crate::kind::ledger::{ACCOUNTS, Account, Direction, Holding, LEDGER, Line, Nature};
use crate::model::Said;
use crate::model::spelling::one_form;

/// More slips of one month are not told at once.
const SLIPS_MAX: usize = 200;

/// Gives each line the account it means, by name. Whether all of them mean one.
pub fn settle(filed: &mut Filed, report: &mut Report) -> bool {
    let before = report.findings.len();
    sound(filed, report);
    let accounts = std::mem::take(&mut filed.ledger.accounts);
    let lines = filed.ledger.lines.iter_mut().enumerate();
    let slips = lines.filter_map(|(index, line)| Some((index, line_of(line, &accounts)?)));
    let slips: Vec<(usize, Slip)> = slips.take(SLIPS_MAX).collect();
    filed.ledger.accounts = accounts;
    for (index, Slip { rule, field, said, help }) in slips {
        report.push(at_line(filed, rule, (index, field), said).help(help.zh, help.en));
    }
    report.findings.len() == before
}

fn at_line(
    filed: &Filed,
    rule: &'static Rule,
    (index, field): (usize, &str),
    said: Said,
) -> Finding {
    match &filed.lines {
        Some(_) => filed.at_line(rule, index, field, said),
        None => {
            let way = format!("lines.{index}.{field}");
            let cell = filed.tables.iter().find_map(|table| table.place(&way));
            let place = cell.unwrap_or_else(|| filed.source.place(&LEDGER, &way));
            filed.source.finding(rule, place, said)
        }
    }
}

/// Accounts that a line could not tell apart: of one name or number, or called as cash is.
fn sound(filed: &Filed, report: &mut Report) {
    let accounts = &filed.ledger.accounts;
    for (at, own) in accounts.iter().enumerate() {
        let is_cash = [ACCOUNTS[0].key, ACCOUNTS[0].words.zh].contains(&&*own.name);
        let like = |other: &&Holding| {
            one_form(&other.name) == one_form(&own.name)
                || !own.last_four.is_empty() && other.last_four == own.last_four
        };
        let other = accounts[..at].iter().find(like);
        let said = match (is_cash, other) {
            (true, _) => Said::new(
                "银行账户不能叫“现金”：手头现金另有 `期初现金`、`期末现金`",
                "no bank account is called `cash`: cash in hand has fields of its own",
            ),
            (_, Some(other)) => Said::new(
                format!("银行账户“{}”与“{}”的名称或尾号相同，分不清", own.name, other.name),
                format!(
                    "the bank accounts `{}` and `{}` have the same name or last four digits",
                    own.name, other.name
                ),
            ),
            _ => continue,
        };
        let place = filed.source.place(&LEDGER, &format!("accounts.{at}.name"));
        report.push(filed.source.finding(&rules::ACCOUNT_UNCLEAR, place, said).help(
            "每个账户写一个自己的名称；尾号相同的，只写名称",
            "give each a name of its own; where the last four digits are alike, leave them out",
        ));
    }
}

/// What is wrong with a line's accounts, and what to write.
struct Slip {
    rule: &'static Rule,
    field: &'static str,
    said: Said,
    help: Said,
}

fn line_of(line: &mut Line, accounts: &[Holding]) -> Option<Slip> {
    if let Some(slip) = settled(&mut line.account, "account", accounts) {
        return Some(slip);
    }
    if let Some(to) = &mut line.to_account {
        let slip = settled(to, "to_account", accounts);
        line.other = to.clone();
        return slip.or_else(|| going(line));
    }
    line.other = line.account.opposite();
    if line.nature != Nature::Transfer {
        return None;
    }
    let field = if line.direction == Direction::In { "account" } else { "to_account" };
    settled(&mut line.other, field, accounts)
}

/// Puts the name of an account where a word means one.
fn settled(account: &mut Account, field: &'static str, accounts: &[Holding]) -> Option<Slip> {
    let word = match &*account {
        Account::Cash => return None,
        Account::Bank if accounts.is_empty() => return None,
        Account::Bank => ACCOUNTS[1].words.zh.to_string(),
        Account::Named(name) => name.to_string(),
    };
    let called = accounts.iter().find(|one| one.is_called(&word));
    let only = match accounts {
        [only] if *account == Account::Bank => Some(only),
        _ => None,
    };
    match called.or(only) {
        Some(one) => {
            *account = Account::Named(one.name.clone());
            None
        }
        None if *account == Account::Bank => Some(which(field, accounts)),
        None => Some(unknown(&word, field, accounts)),
    }
}

fn which(field: &'static str, accounts: &[Holding]) -> Slip {
    let number = accounts.len();
    let said = Said::new(
        format!("本月列了 {number} 个银行账户，这一笔没有写是哪一个"),
        format!("the month names {number} bank accounts, and this line does not say which"),
    );
    Slip { rule: &rules::ACCOUNT_UNCLEAR, field, said, help: names(accounts) }
}

fn unknown(word: &str, field: &'static str, accounts: &[Holding]) -> Slip {
    let zh = if field == "to_account" { "转入账户" } else { "账户" };
    let said = Said::new(
        format!("`{word}` 不能作为{zh}"),
        format!("`{word}` cannot be read as `{field}`"),
    );
    Slip { rule: &rules::UNKNOWN_CHOICE, field, said, help: names(accounts) }
}

/// What may stand there instead.
fn names(accounts: &[Holding]) -> Said {
    let named: Vec<&str> = accounts.iter().map(|one| &*one.name).collect();
    if named.is_empty() {
        return Said::new(
            "应是其中之一：现金、银行；有几个银行账户的，先在 `银行账户` 里一户一项列出",
            "write one of cash, bank; where there are several bank accounts, name each under `accounts`",
        );
    }
    let (zh, en) = (named.join("、"), named.join(", "));
    Said::new(
        format!(
            "应是其中之一：现金、{zh}；写名称或尾号。内部划转从转出的账户写：`收支` 写支，`转入账户` 写转到哪里"
        ),
        format!(
            "write one of cash, {en}, by name or last four digits; a transfer is written where the money leaves: \
             `direction: out`, and `to_account` where it arrives"
        ),
    )
}

/// Whether an account that money goes to stands where it may.
fn going(line: &Line) -> Option<Slip> {
    let moves = matches!(line.nature, Nature::Transfer | Nature::Reversal);
    let (said, help) = if !moves {
        (
            Said::new("不是内部划转，却写了转入账户", "no transfer, and it names `to_account`"),
            Said::new(
                "账户之间挪动的，`性质` 写内部划转；别的去掉 `转入账户`",
                "where money moves between accounts, write `nature: transfer`; else leave `to_account` out",
            ),
        )
    } else if line.direction == Direction::In {
        (
            Said::new(
                "写了转入账户，`收支` 却是收",
                "it names `to_account`, and its direction is `in`",
            ),
            Said::new(
                "从转出的账户写：`账户` 写钱从哪里走，`收支` 写支，`转入账户` 写转到哪里",
                "write it where the money leaves: that as `account`, `direction: out`, and `to_account` where it arrives",
            ),
        )
    } else if line.other == line.account && line.account != Account::Bank {
        (
            Said::new("转出、转入是同一个账户", "the money leaves and enters one account"),
            Said::new("核对 `账户` 和 `转入账户`", "compare `account` and `to_account`"),
        )
    } else {
        return None;
    };
    Some(Slip { rule: &rules::ACCOUNT_UNCLEAR, field: "to_account", said, help })
}
