//! D1 to D6, E1: contracts that ended, rent that is owed, terms, papers and areas; what is compared or overlaps stays internal.

use std::collections::BTreeMap;

use super::Shelf;
use super::joins::{self, By, Paid};
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::kind::contract::{Rent, last_day, size, yearly};
use crate::kind::portal::Settings;
use crate::kind::record::Record;
use crate::model::date::{days_between, years_after};
use crate::model::spelling::one_form;
use crate::model::{Date, Money, Said};
use crate::source::Source;

/// One question of a contract: the field it points at, what was found, what settles it.
struct Question {
    rule: &'static Rule,
    field: String,
    said: Said,
    help: (&'static str, &'static str),
    about: String,
    on_a_page: Option<Said>,
}

impl Question {
    fn new(
        rule: &'static Rule,
        field: impl Into<String>,
        said: Said,
        help: (&'static str, &'static str),
    ) -> Option<Question> {
        let (field, about, on_a_page) = (field.into(), String::new(), None);
        Some(Question { rule, field, said, help, about, on_a_page })
    }
}

pub fn check(shelf: &Shelf, source: &Source, contract: &Record, report: &mut Report) {
    joins::amounts(shelf, source, contract, Paid::new("periods", "paid", By::Whole), report);
    let settings = &shelf.books.portal.settings;
    let as_of = shelf.setting.as_of;
    let mut found = vec![
        as_of.and_then(|today| expired(contract, today)),
        as_of.and_then(|today| owed(settings, contract, today)),
        over_cap(settings, contract),
        unwritten(contract),
        undecided(contract),
        without_bidding(contract),
        area(settings, contract),
    ];
    if shelf.books.internal {
        found.push(below_peers(shelf, contract));
        found.extend(twice(shelf, contract).map(Some));
        found.push(taken_ahead(settings, contract));
    }
    for question in found.into_iter().flatten() {
        let place = Place::Field(question.field);
        let mut finding = Finding::new(question.rule, &source.path, place, question.said);
        finding.on_a_page = question.on_a_page;
        report.push(finding.about(question.about).help(question.help.0, question.help.1));
    }
}

/// D1: past its end, without a word on what came after.
fn expired(contract: &Record, today: Date) -> Option<Question> {
    let end = contract.date("end").filter(|end| *end < today)?;
    let settled = contract.date("returned").is_some() || !contract.texts("renewed").is_empty();
    if settled {
        return None;
    }
    let said = Said::new(
        format!("合同已于 {end} 到期，截至 {today} 未见续签或收回记录，需说明"),
        format!("the contract ended on {end}; by {today} it is neither renewed nor given back"),
    );
    let help = (
        "续签的写 `renewed:` 和新合同的编号；收回的写 `returned:` 和日期",
        "write `renewed:` with the new contract's id, or `returned:` with the day",
    );
    Question::new(&rules::LEASE_EXPIRED, "end", said, help)
}

/// D2: rent short by the day of the build, and longer than the place lets pass.
fn owed(settings: &Settings, contract: &Record, today: Date) -> Option<Question> {
    let rent = Rent::of(contract, today);
    let (day, _) = rent.short?;
    let (owed, late) = (rent.owed(), days_between(day, today));
    if owed <= Money::ZERO || i128::from(late) <= i128::from(settings.rent_days) {
        return None;
    }
    let (due, paid) = (rent.due, rent.paid);
    let said = Said::new(
        format!(
            "截至 {today}，应收 {due} 元，已收 {paid} 元，欠缴 {owed} 元；最早一期应缴日 {day}，已过 {late} 天，需说明"
        ),
        format!(
            "by {today}, {due} yuan was due, {paid} was paid, {owed} is owed; the first of it was due on {day}, {late} days ago"
        ),
    );
    let help = (
        "收到的补写 `paid:` 和 `voucher:`；没收到的说明原因和打算",
        "add what was paid and its voucher, or say why it is owed and what is planned",
    );
    let question = Question::new(&rules::RENT_OWED, at(contract, "due_on", day), said, help)?;
    let page = Said::new(
        format!(
            "截至 {today}，应收 {due} 元，已收 {paid} 元，欠缴 {owed} 元；最早一期应缴日 {day}，需说明"
        ),
        format!(
            "by {today}, {due} yuan was due, {paid} was paid, {owed} is owed; the first of it was due on {day}"
        ),
    );
    Some(Question { about: day.to_string(), on_a_page: Some(page), ..question })
}

/// The first row with this day.
fn at(contract: &Record, field: &str, day: Date) -> String {
    let found = contract.list("periods").position(|period| period.date(field) == Some(day));
    found.map_or("periods".to_string(), |at| format!("periods.{at}.{field}"))
}

/// D3: a year's rent for its size, against what all others of its class and form bring for theirs together.
fn below_peers(shelf: &Shelf, contract: &Record) -> Option<Question> {
    let settings = &shelf.books.portal.settings;
    let (measure, own_size) = size(contract)?;
    let own = yearly(contract)?;
    let (mut sum, mut sizes, mut count) = (0_i128, 0_i128, 0_u64);
    for (other, _) in shelf.of_kind("contract").filter(|(other, _)| is_like(contract, other)) {
        let (Some((of, size)), Some(yearly)) = (size(other), yearly(other)) else { continue };
        if of != measure {
            continue;
        }
        sum = sum.checked_add(yearly)?;
        sizes += i128::from(size.parts());
        count += 1;
    }
    let own_size = i128::from(own_size.parts());
    let made = own.checked_mul(100)?.checked_mul(sizes)?;
    let least = sum.checked_mul(own_size)?.checked_mul(settings.rent_share.into())?;
    if count == 0 || count < settings.rent_peers || made >= least {
        return None;
    }
    let one = |yearly: i128, size: i128| {
        let fen = i64::try_from(yearly / size).unwrap_or(i64::MAX);
        Money::from_fen(fen)
    };
    let (own, mean, share) = (one(own, own_size), one(sum, sizes), settings.rent_share);
    let said = Said::new(
        format!(
            "每{}一年 {own} 元，低于同类 {count} 份合同按面积加权的平均 {mean} 元的 {share}%，可能因地块条件不同，待核实",
            measure.zh
        ),
        format!(
            "{own} yuan a year for one of its {}, below {share}% of {mean}, the area-weighted mean of {count} like contracts; to be verified",
            measure.en
        ),
    );
    let help = ("说明地块条件或定价依据", "say how the place differs, or how the price was set");
    let field = if contract.money("price").is_some() { "price" } else { "rent" };
    Question::new(&rules::RENT_BELOW_PEERS, field, said, help)
}

/// Another contract of the same class and form.
fn is_like(contract: &Record, other: &Record) -> bool {
    let class = |of: &Record| (of.choice("class"), one_form(of.text("other_class")));
    other.envelope.id != contract.envelope.id
        && class(other) == class(contract)
        && other.choice("form") == contract.choice("form")
}

/// D4: a lease longer than twenty years (Civil Code, art. 705). Contracting has a cap of its own and is not judged by it.
fn over_cap(settings: &Settings, contract: &Record) -> Option<Question> {
    if contract.choice("form").is_none_or(|form| form.key != "lease") {
        return None;
    }
    let (start, end) = (contract.date("start")?, contract.date("end")?);
    let years = settings.lease_years;
    years_after(start, years).filter(|cap| end > *cap)?;
    let said = Said::new(
        format!("租赁自 {start} 至 {end}，超过 {years} 年，超过的部分需说明"),
        format!("a lease from {start} to {end}, longer than {years} years; please explain"),
    );
    let help = (
        "核对性质和起止日期；承包、流转不是租赁，照合同写",
        "check form and dates; contracting and transfer are no leases",
    );
    Question::new(&rules::TERM_OVER_CAP, "end", said, help)
}

/// D5: by word of mouth.
fn unwritten(contract: &Record) -> Option<Question> {
    if contract.flag("written") {
        return None;
    }
    let said = Said::new("没有书面合同，需说明", "there is no contract in writing; please explain");
    let help = ("补签书面合同，或说明打算", "put it in writing, or say what is planned");
    Question::new(&rules::CONTRACT_UNWRITTEN, "written", said, help)
}

/// D5: nobody decided on it.
fn undecided(contract: &Record) -> Option<Question> {
    contract.choice("decision").filter(|meeting| meeting.key == "none")?;
    let said = Said::new("没有开会议定，需说明", "no meeting decided on it; please explain");
    let help = (
        "开过会的写 `decision:` 和 `decided:`，并写应到、实到、同意人数；没开过的说明打算",
        "name the meeting, its day, how many were there and agreed; or say what is planned",
    );
    Question::new(&rules::CONTRACT_WITHOUT_DECISION, "decision", said, help)
}

/// D5: nobody else could bid. What is put in as a share or run together has no price to bid on.
fn without_bidding(contract: &Record) -> Option<Question> {
    let priceless = contract.choice("form").is_some_and(|f| matches!(f.key, "share" | "joint"));
    contract.choice("bidding").filter(|way| way.key == "none" && !priceless)?;
    let said = Said::new("没有公开竞价，需说明", "there was no open bidding; please explain");
    let help = (
        "竞过价的写底价和报名家数；优先续租、家庭承包等请说明",
        "write the lowest price and the bidders where there were any; or say why there were none",
    );
    Question::new(&rules::CONTRACT_WITHOUT_BIDDING, "bidding", said, help)
}

/// D5: the contract says another area than was measured.
fn area(settings: &Settings, contract: &Record) -> Option<Question> {
    let (area, measured) = (contract.quantity("area")?, contract.quantity("measured_area")?);
    let apart = i128::from(area.parts()).abs_diff(measured.parts().into());
    let most = u128::from(area.parts().unsigned_abs()) * u128::from(settings.area_share);
    if apart * 100 <= most {
        return None;
    }
    let share = settings.area_share;
    let said = Said::new(
        format!("合同面积 {area} 亩，实测 {measured} 亩，相差超过 {share}%，请核对"),
        format!("{area} mu by contract, {measured} as measured, more than {share}% apart"),
    );
    let help =
        ("按实测面积补签，或说明差在哪里", "amend the contract, or say where the difference lies");
    Question::new(&rules::AREA_DIFFERS, "measured_area", said, help)
}

/// D6: the same object in two contracts on the same days. The later one is asked; a renewal is none of two.
fn twice<'a>(shelf: &Shelf<'a>, contract: &'a Record) -> impl Iterator<Item = Question> {
    let one = |other: &Record| {
        let from = contract.date("start")?.max(other.date("start")?);
        let to = last_day(contract)?.min(last_day(other)?);
        let id = &other.envelope.id;
        let order = |of: &Record| (of.date("start"), of.envelope.id.clone());
        let object = |of: &Record| (one_form(of.text("object")), one_form(of.text("place")));
        let renews = |a: &Record, b: &Record| a.texts("renewed").contains(&b.envelope.id);
        let is_one = object(contract) == object(other) && from <= to;
        let renewal = renews(contract, other) || renews(other, contract);
        if !is_one || renewal || order(contract) <= order(other) {
            return None;
        }
        let said = Said::new(
            format!("与 {id} 的标的、坐落相同，{from} 至 {to} 重叠，待核实"),
            format!(
                "same object and place as {id}, both in force from {from} to {to}; to be verified"
            ),
        );
        let help = (
            "核对标的、坐落和起止日期；续签的在旧合同里写 `renewed:`",
            "check object, place and dates; a renewal is named in the old contract",
        );
        let question = Question::new(&rules::LEASED_TWICE, "object", said, help)?;
        Some(Question { about: id.clone(), ..question })
    };
    let found: Vec<Question> =
        shelf.of_kind("contract").filter_map(|(other, _)| one(other)).collect();
    found.into_iter()
}

/// D6: more years' rent on one day than a term of office has.
fn taken_ahead(settings: &Settings, contract: &Record) -> Option<Question> {
    let yearly = yearly(contract).filter(|yearly| *yearly > 0)?;
    let mut days: BTreeMap<Date, Money> = BTreeMap::new();
    for period in contract.list("periods") {
        if let (Some(day), Some(paid)) = (period.date("paid_on"), period.money("paid")) {
            *days.entry(day).or_default() += paid;
        }
    }
    let years = settings.rent_ahead_years;
    let most = yearly.checked_mul(years.into())?;
    let over = |paid: &Money| i128::from(paid.fen()) * 10_000 > most;
    let (day, paid) = days.into_iter().find(|(_, paid)| over(paid))?;
    let said = Said::new(
        format!("{day} 一次收租金 {paid} 元，超过 {years} 年的数，待核实"),
        format!(
            "{paid} yuan of rent taken on {day}, more than {years} years of it; to be verified"
        ),
    );
    let help = (
        "说明为什么一次收取、议定的会议和钱的用处",
        "say why it was taken at once, which meeting decided so, and what it is for",
    );
    Question::new(&rules::RENT_TAKEN_AHEAD, at(contract, "paid_on", day), said, help)
}
