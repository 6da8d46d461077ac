//! How a project stands: its sums, its stages, its first sentence, and whether it was decided and posted in the open.

use crate::kind::equation::Term;
use crate::kind::record::{Entry, Record, Setting};
use crate::kind::stage::{Stage, Standing, Told};
use crate::model::party::named;
use crate::model::{Date, Money, Said, Words};

/// What a project's money comes to.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    /// Zero where no contract is there yet.
    pub contract: Money,
    /// Below zero where the changes made it cheaper.
    pub changes: Money,
    pub paid: Money,
}

impl Sums {
    pub fn of(project: &Record) -> Sums {
        let sum = |list| project.list(list).filter_map(|row| row.money("amount")).sum();
        Sums {
            contract: project.money("contract_price").unwrap_or(Money::ZERO),
            changes: sum("changes"),
            paid: sum("payments"),
        }
    }

    /// The contract with its changes.
    pub fn agreed(self) -> Money {
        self.contract + self.changes
    }
}

/// The day the project was resolved, and the row of the decision.
pub fn resolved(project: &Record) -> Option<(usize, Date)> {
    let all = project.list("decisions").enumerate();
    let of = all.filter(|(_, row)| row.choice("step").is_some_and(|step| step.key == "resolve"));
    of.filter_map(|(at, row)| Some((at, row.date("date")?))).min_by_key(|(_, day)| *day)
}

/// Contract + changes − cut by the audit − paid = still to be paid.
pub fn equation(project: &Record, _: &Setting) -> Vec<Term> {
    let sums = Sums::of(project);
    if project.money("contract_price").is_none() {
        return Vec::new();
    }
    let term = |key, sign, words, amount| Term { key, sign, words, amount };
    let turned = |amount: Money| if amount.is_negative() { "−" } else { "+" };
    let contract = Words::new("合同价", "Contract");
    let mut terms = vec![term("contract", "", contract, sums.contract)];
    let words = Words::new("变更", "Changes");
    terms.push(term("changes", turned(sums.changes), words, sums.changes.abs()));
    let audit = project.money("audited").map_or(Money::ZERO, |sum| sum - sums.agreed());
    if !audit.is_zero() {
        let words = match audit.is_negative() {
            true => Words::new("审计核减", "Cut by the audit"),
            false => Words::new("审计核增", "Added by the audit"),
        };
        terms.push(term("audit", turned(audit), words, audit.abs()));
    }
    terms.push(term("paid", "−", Words::new("已付", "Paid"), sums.paid));
    let left = sums.agreed() + audit - sums.paid;
    terms.push(term("unpaid", "=", Words::new("未付", "Still to be paid"), left));
    terms
}

/// What it cost, who won against how many, and how far it is.
pub fn lead(project: &Record, setting: &Setting) -> Said {
    let Some(price) = project.money("contract_price") else {
        let budget = project.money("budget").unwrap_or(Money::ZERO).grouped();
        return Said::new(
            format!("预算 {budget} 元，还没有签合同。"),
            format!("The budget is {budget} yuan; no contract is signed yet."),
        );
    };
    let paid = Sums::of(project).paid.grouped();
    let (won, far) = (chosen(project, setting).say(setting.lang), reached(project, setting));
    let price = price.grouped();
    let agreed = Said::new(
        format!("合同价 {price} 元，已付 {paid} 元。"),
        format!("The contract is for {price} yuan; {paid} has been paid. "),
    );
    let agreed = agreed.say(setting.lang);
    Said::new(agreed.zh + &won.zh + &far.zh, agreed.en + &won.en + &far.en)
}

/// Who won, and against how many; a person is not named here.
fn chosen(project: &Record, setting: &Setting) -> Said {
    let told = !setting.organisations.may_be_person(project.text("contractor"));
    let firm = named(project.text("contractor"));
    let named = told && !firm.is_empty();
    match (project.list("bidders").count(), named) {
        (0, false) => Said::new("", ""),
        (0, true) => Said::new(format!("由{firm}施工。"), format!("{firm} does the work. ")),
        (n, false) => Said::new(format!("有 {n} 家来投。"), format!("{n} made an offer. ")),
        (n, true) => Said::new(
            format!("有 {n} 家来投，{firm}中选。"),
            format!("{n} made an offer and {firm} was chosen. "),
        ),
    }
}

fn reached(project: &Record, setting: &Setting) -> Said {
    if let Some(day) = project.date("accepted") {
        return accepted(project, setting, day).say(setting.lang);
    }
    let last =
        project.list("progress").filter_map(|row| row.date("date").zip(row.count("percent")));
    let last = last.max_by_key(|(day, _)| *day);
    let done = match last {
        Some((day, percent)) => Said::new(
            format!("到 {day} 完成 {percent}%，"),
            format!("By {day} {percent} % was done; "),
        ),
        None => Said::new("", ""),
    };
    let due = match (project.date("end"), setting.as_of) {
        (Some(end), Some(today)) if end < today => Said::new(
            format!("约定 {end} 完工，截至 {today} 还没有验收。"),
            format!("to be done by {end}, as of {today} not accepted yet."),
        ),
        (Some(end), _) => Said::new(
            format!("约定 {end} 完工，还没有验收。"),
            format!("to be done by {end}, not accepted yet."),
        ),
        (None, _) => Said::new("还没有验收。", "not accepted yet."),
    };
    let (done, due) = (done.say(setting.lang), due.say(setting.lang));
    Said::new(done.zh + &due.zh, done.en + &due.en)
}

/// When it was accepted, and until when money is held back.
fn accepted(project: &Record, setting: &Setting, day: Date) -> Said {
    let left = equation(project, setting).last().map_or(Money::ZERO, |term| term.amount);
    match project.date("retention_until").filter(|_| left > Money::ZERO) {
        None => Said::new(format!("{day} 验收。"), format!("It was accepted on {day}.")),
        Some(until) => Said::new(
            format!("{day} 验收，质保到 {until}，还有 {} 元没有付。", left.grouped()),
            format!(
                "It was accepted on {day}; it is under warranty until {until}, and {} yuan is not paid yet.",
                left.grouped()
            ),
        ),
    }
}

/// The life line. What has its day is done; the first that has none is going on; changes may be none.
pub fn stages(project: &Record, setting: &Setting) -> Vec<Stage> {
    let last = |list, field| project.list(list).filter_map(|row| row.date(field)).max();
    let accepted = project.date("accepted");
    let signed = project.date("signed");
    let unpaid = equation(project, setting).last().map(|term| term.amount);
    let paid = unpaid.is_some_and(|left| left <= Money::ZERO);
    let paid = last("payments", "date").filter(|_| paid && accepted.is_some());
    let chosen = project.date("notice_to").or(signed);
    let changed = last("changes", "date");
    let asset = project.date("asset_on");
    let asset = asset.or(paid.filter(|_| !project.text("asset_code").is_empty()));
    let days = [
        ("proposal", Words::new("立项", "Proposal"), project.date("proposed")),
        ("decision", Words::new("四议两公开", "Decision"), resolved(project).map(|(_, day)| day)),
        ("tender", Words::new("招投标", "Tender"), chosen.filter(|_| signed.is_some())),
        ("contract", Words::new("合同", "Contract"), signed),
        ("change", Words::new("变更", "Changes"), changed.filter(|_| accepted.is_some())),
        ("work", Words::new("施工", "Work"), accepted.map(|day| worked(project, day))),
        ("acceptance", Words::new("验收", "Acceptance"), accepted),
        ("settlement", Words::new("结算", "Settlement"), settled(project)),
        ("payment", Words::new("付款", "Payment"), paid),
        ("asset", Words::new("转固", "Asset"), asset),
    ];
    let no_changes = project.list("changes").next().is_none();
    let now = days.iter().position(|(key, _, day)| day.is_none() && *key != "change");
    let stage = |(at, (key, words, day)): (usize, (&'static str, Words, Option<Date>))| {
        let standing = match day {
            Some(_) => Standing::Done,
            None if key == "change" && no_changes && signed.is_some() => Standing::None,
            None if key == "change" && signed.is_some() => Standing::Now,
            None if key == "payment" && last("payments", "date").is_some() => Standing::Now,
            None if now == Some(at) => Standing::Now,
            None => Standing::ToDo,
        };
        let happened = match key {
            "change" => changed,
            "work" => last("progress", "date").or(project.date("start")),
            "payment" => last("payments", "date"),
            _ => None,
        };
        let date = day.or(happened.filter(|_| standing == Standing::Now));
        Stage { key, words, standing, date }
    };
    days.into_iter().enumerate().map(stage).collect()
}

/// Whether a payment follows from a settlement.
pub fn settles(payment: &Entry) -> bool {
    let stage = payment.choice("stage");
    stage.is_some_and(|stage| matches!(stage.key, "settlement" | "retention"))
}

/// The day it was audited, else of the first payment that follows from a settlement.
fn settled(project: &Record) -> Option<Date> {
    let paid = project.list("payments").filter(settles);
    project.date("audited_on").or(paid.filter_map(|row| row.date("date")).min())
}

/// The day the work was finished: when it was told to be whole, else when it was accepted.
fn worked(project: &Record, accepted: Date) -> Date {
    let whole = project.list("progress").filter(|row| row.count("percent") == Some(100));
    whole.filter_map(|row| row.date("date")).min().unwrap_or(accepted)
}

/// 决策, 过程, 结果: whether each stands in the open (domain brief, section 1 row 34).
pub fn flags(project: &Record, _: &Setting) -> Vec<Told> {
    let posted = |step: &str| {
        let of = |key: &str| key == step;
        let rows = project.list("decisions");
        let mut days = rows.filter(|row| row.choice("step").is_some_and(|c| of(c.key)));
        days.any(|row| row.count("days").is_some_and(|days| days > 0))
    };
    let process = project.count("process_posted_days").is_some_and(|days| days > 0);
    let told = |key, words, is: bool, yes: (&str, &str), no: (&str, &str)| {
        let (zh, en) = if is { yes } else { no };
        Told { key, words, said: Said::new(zh, en) }
    };
    vec![
        told(
            "flag_decision",
            Words::new("决策", "Decision"),
            resolved(project).is_some(),
            ("有决议记录", "a resolution is on record"),
            ("还没有决议记录", "no resolution on record yet"),
        ),
        told(
            "flag_process",
            Words::new("过程", "Process"),
            process,
            ("施工过程已公示", "the work was posted as it went"),
            ("还没有公示施工过程", "the work has not been posted yet"),
        ),
        told(
            "flag_result",
            Words::new("结果", "Result"),
            posted("result-posted"),
            ("实施结果已公示", "the result was posted"),
            ("还没有公示实施结果", "the result has not been posted yet"),
        ),
    ]
}
