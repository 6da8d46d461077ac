//! C10: a reversal names the line it takes back, fits it, comes after it, and with its other reversals takes back no more
//! than it has.

use super::{Books, signers::name};
use crate::finding::{Finding, Grade, Report, rules};
use crate::kind::ledger::{DIRECTIONS, Line, Spot};
use crate::model::shape::Choice;
use crate::model::spelling::one_form;
use crate::model::{Money, Period, Said};
use crate::read::Filed;
use crate::tally::reversals::{is_of_category, is_of_party, named};

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    for (index, line) in filed.ledger.lines.iter().enumerate().filter(|(_, l)| l.is_reversal()) {
        let Some(spot) = line.reversing.of else {
            report.push(not_found(books, filed, index, line));
            continue;
        };
        let of = &books.ledgers[spot.ledger];
        let original = &of.ledger.lines[spot.line];
        let found = unclear(books, filed, index, original)
            .or_else(|| unlike(filed, index, original))
            .or_else(|| before(filed, index, (of, original)))
            .or_else(|| over(books, filed, index, (of, original)));
        report.findings.extend(found);
    }
}

/// Nothing is named, or nothing that can be taken back.
fn not_found(books: &Books, filed: &Filed, index: usize, line: &Line) -> Finding {
    let (period, voucher) = named(filed.period(), line);
    let ledger = books.ledgers.iter().find(|f| f.set == filed.set && f.period() == period);
    let is_other = |(at, other): (usize, &Line)| {
        !voucher.is_empty() && other.voucher == voucher && (at != index || period != filed.period())
    };
    let is_reversal = ledger.is_some_and(|f| f.ledger.lines.iter().enumerate().any(is_other));
    let said = match is_reversal {
        true => Said::new(
            format!("{} 是冲销，`{}` 本身也是冲销，不能再冲", line.voucher, line.reverses),
            format!("{} is a reversal of `{}`, itself a reversal", line.voucher, line.reverses),
        ),
        false => Said::new(
            format!("{} 是冲销，找不到原凭证 `{}`", line.voucher, line.reverses),
            format!(
                "{} is a reversal of `{}`, which is not to be found",
                line.voucher, line.reverses
            ),
        ),
    };
    let finding = filed.at_line(&rules::REVERSAL_WITHOUT_ORIGINAL, index, "reverses", said);
    if is_reversal {
        return finding.help(
            "冲错了的，把原来那笔照实再记一次",
            "if it was reversed by mistake, enter the first line once more",
        );
    }
    let mut finding = finding.help(
        "在 `冲销凭证` 写原凭证号；往月的写作 `2025-04 记-003`",
        "name the voucher in `reverses`; of an earlier month as `2025-04 记-003`",
    );
    if before_the_books(books, filed, period) {
        finding.grade = Grade::Notice;
    }
    finding
}

/// Two lines of the voucher may be meant: nobody but the clerk knows which.
fn unclear(books: &Books, filed: &Filed, index: usize, original: &Line) -> Option<Finding> {
    let line = &filed.ledger.lines[index];
    let spot = line.reversing.or?;
    let other = &books.ledgers[spot.ledger].ledger.lines[spot.line];
    let of = |line: &Line| word(line.category.or(line.dealing));
    let (own, its) = (of(original), of(other));
    let (name, voucher) = (name(line), &original.voucher);
    let (both, field, help) = if own != its {
        ((own, its), "reverses", BY_CATEGORY)
    } else if one_form(&original.party) != one_form(&other.party) {
        let said = Said::new(
            format!("{name} 是冲销，原凭证 {voucher} 有几笔对得上，对方不同：看不出冲的是哪一笔"),
            format!(
                "{name} is a reversal; several lines of {voucher} fit, of other counterparties: which is meant?"
            ),
        );
        let finding = filed.at_line(&rules::REVERSAL_DIFFERS, index, "reverses", said);
        return Some(finding.help(BY_PARTY.0, BY_PARTY.1));
    } else if one_form(&original.text) != one_form(&other.text) {
        let (own, its) = (original.text.trim(), other.text.trim());
        (((own, own), (its, its)), "text", BY_TEXT)
    } else {
        return Some(by_amount(filed, index, (original, other)));
    };
    let (own, its) = both;
    let said = Said::new(
        format!(
            "{name} 是冲销，原凭证 {voucher} 的“{}”和“{}”都对得上：看不出冲的是哪一笔",
            own.0, its.0
        ),
        format!(
            "{name} is a reversal; `{}` and `{}` of {voucher} both fit: which is meant?",
            own.1, its.1
        ),
    );
    Some(filed.at_line(&rules::REVERSAL_DIFFERS, index, field, said).help(help.0, help.1))
}

const BY_CATEGORY: (&str, &str) = (
    "在冲销那一笔写上科目，和原来那笔一样",
    "give the reversal the category of the line it takes back",
);

const BY_PARTY: (&str, &str) = (
    "在冲销那一笔写上对方，和原来那笔一样",
    "give the reversal the counterparty of the line it takes back",
);

const BY_TEXT: (&str, &str) = (
    "在冲销那一笔的摘要里写上原来那笔摘要里的字，别的几笔没有的",
    "write into the reversal's text the words of the line it takes back, those that the other lines do not have",
);

/// Two lines of the same words: only their amounts tell them apart.
fn by_amount(filed: &Filed, index: usize, (original, other): (&Line, &Line)) -> Finding {
    let (name, voucher) = (name(&filed.ledger.lines[index]), &original.voucher);
    let (own, its) = (original.amount, other.amount);
    let said = Said::new(
        format!(
            "{name} 是冲销，原凭证 {voucher} 有 {own} 元和 {its} 元两笔摘要相同：看不出冲的是哪一笔"
        ),
        format!(
            "{name} is a reversal; {own} and {its} of {voucher} have the same text: which is meant?"
        ),
    );
    filed.at_line(&rules::REVERSAL_DIFFERS, index, "text", said).help(
        format!("在冲销那一笔的摘要里写上原来那笔的金额，如“{own} 元那一笔”"),
        format!(
            "write the amount of the line it takes back into the reversal's text: `of the {own}`"
        ),
    )
}

/// Another side, account, category or counterparty than the original's.
fn unlike<'a>(filed: &'a Filed, index: usize, original: &'a Line) -> Option<Finding> {
    let line = &filed.ledger.lines[index];
    let side = |l| word(DIRECTIONS.get(l as usize));
    let category = |l: &'a Line| word(l.category.or(l.dealing));
    let differs = |field, zh, en, of: &dyn Fn(&'a Line) -> (&'a str, &'a str)| {
        let (own, other) = (of(line), of(original));
        let zh = format!("{zh}写的是“{}”，原凭证 {} 是“{}”", own.0, original.voucher, other.0);
        let voucher = &original.voucher;
        (field, zh, format!("its {en} is `{}`; the original {voucher} has `{}`", own.1, other.1))
    };
    let (field, zh, en) = if line.direction != original.direction {
        differs("direction", "收支", "direction", &|l| side(l.direction))
    } else if !line.account.may_be(&original.account) {
        differs("account", "账户", "account", &|l| l.account.words())
    } else if line.to_account.is_some() && !line.other.may_be(&original.other) {
        differs("to_account", "转入账户", "to_account", &|l| l.other.words())
    } else if !is_of_category(original, line) {
        differs("category", "科目或往来方式", "category or dealing", &category)
    } else if !is_of_party(original, line) {
        let voucher = &original.voucher;
        let zh = format!("对方与原凭证 {voucher} 的不是同一个");
        ("party", zh, format!("its counterparty is not that of the original {voucher}"))
    } else {
        return None;
    };
    let name = name(line);
    let said = Said::new(format!("{name} 是冲销，{zh}"), format!("{name} is a reversal; {en}"));
    let help = (
        "收支、账户、科目、对方照原来那笔写，金额写负数；钱退到另一个账户的，再记一笔内部划转",
        "direction, account, category and counterparty as in the original, the amount below zero; where the money came back to the other account, enter a transfer as well",
    );
    Some(filed.at_line(&rules::REVERSAL_DIFFERS, index, field, said).help(help.0, help.1))
}

fn word(choice: Option<&'static Choice>) -> (&'static str, &'static str) {
    choice.map(|c| (c.words.zh, c.words.en)).unwrap_or_default()
}

/// Taken back before it was paid or came in.
fn before(filed: &Filed, index: usize, (of, original): (&Filed, &Line)) -> Option<Finding> {
    let line = &filed.ledger.lines[index];
    if line.date >= original.date && filed.period() >= of.period() {
        return None;
    }
    let (name, whose) = (name(line), called(filed, (of, original)));
    let said = Said::new(
        format!("{name} 冲销在 {}，早于原凭证 {whose} 的 {}", line.date, original.date),
        format!("{name} reverses on {} what {whose} enters on {}", line.date, original.date),
    );
    let help = (
        "核对两笔的日期和所属月；冲销记在原凭证之后",
        "compare days and months of both: a reversal comes after its original",
    );
    Some(filed.at_line(&rules::REVERSAL_DIFFERS, index, "reverses", said).help(help.0, help.1))
}

/// More than the original has, with what was taken back before.
fn over(
    books: &Books,
    filed: &Filed,
    index: usize,
    (of, original): (&Filed, &Line),
) -> Option<Finding> {
    let line = &filed.ledger.lines[index];
    let amount = |spot: &Spot| books.ledgers[spot.ledger].ledger.lines[spot.line].amount;
    let is_own = |spot: &&Spot| {
        spot.line == index && books.ledgers[spot.ledger].source.path == filed.source.path
    };
    let at = original.reversing.by.iter().position(|spot| is_own(&spot))?;
    let earlier: Money = original.reversing.by[..at].iter().map(amount).sum();
    let sum = earlier + line.amount;
    if original.amount + sum >= Money::ZERO {
        return None;
    }
    let (own, earlier, sum) = (-line.amount, -earlier, -sum);
    let (zh, en) = match earlier.is_zero() {
        true => (String::new(), String::new()),
        false => (
            format!("，连同此前的 {earlier} 元共 {sum} 元"),
            format!(", with {earlier} before {sum} in all"),
        ),
    };
    let (name, whose, has) = (name(line), called(filed, (of, original)), original.amount);
    let said = Said::new(
        format!("{name} 冲销 {own} 元{zh}，合计超过原凭证 {whose} 的 {has} 元"),
        format!("{name} takes back {own} yuan{en}; the original {whose} has {has}"),
    );
    let help = (
        "可以分几次冲，合起来不超过它的金额；一张凭证有几笔的，各冲各的；改正金额或凭证号",
        "it may be taken back in parts, together never more than it has; of a voucher with several lines each for itself: mend amount or voucher",
    );
    Some(filed.at_line(&rules::REVERSAL_DIFFERS, index, "amount", said).help(help.0, help.1))
}

/// The original's voucher, with its month where that is another.
fn called(filed: &Filed, (of, original): (&Filed, &Line)) -> String {
    match of.period() == filed.period() {
        true => original.voucher.clone(),
        false => format!("{} {}", of.period(), original.voucher),
    }
}

/// Whether the original lies before the first month this set has in the portal, where nobody can look it up.
fn before_the_books(books: &Books, filed: &Filed, period: Period) -> bool {
    let first =
        books.ledgers.iter().filter(|other| other.set == filed.set).map(Filed::period).min();
    first.is_some_and(|first| period < first)
}
