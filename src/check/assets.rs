//! D7: assets that are let without income, long idle, or whose net value is not what cost and depreciation make.

use super::{Shelf, Tell, Told, of_row};
use crate::finding::{Report, rules};
use crate::kind::ledger::Direction;
use crate::kind::record::{Entry, Record};
use crate::model::date::years_after;
use crate::model::spelling::one_form;
use crate::model::{Money, Said};
use crate::source::Source;

pub fn check(shelf: &Shelf, source: &Source, register: &Record, report: &mut Report) {
    let later = |other: &Record| other.envelope.period > register.envelope.period;
    let newest = !shelf.of_kind("asset").any(|(other, _)| later(other));
    // Every register lists anew what is there; one of a period may lie in several files.
    let mut all = shelf.rows("asset", "assets");
    all.retain(|told| told.record.envelope.period == register.envelope.period);
    for (own, told) in all.iter().enumerate().filter(|(_, told)| told.is_in(register, source)) {
        let (asset, row) = (told.row, format!("assets.{}", told.at));
        let mut tell = of_row(source, row, asset.text("code"), report);
        coded(&all[..own], told, &mut tell);
        net(&asset, &mut tell);
        // What a later register counts again is asked there.
        if newest {
            idle(shelf, &asset, &mut tell);
            let_without_income(shelf, &asset, &mut tell);
        }
    }
}

fn coded(before: &[Told], own: &Told, tell: &mut Tell) {
    let code = own.row.text("code");
    let same = |other: &&Told| one_form(other.row.text("code")) == one_form(code);
    let Some(first) = before.iter().find(same) else { return };
    let (at, id) = (first.at + 1, &first.record.envelope.id);
    let said = match first.is_in(own.record, own.source) {
        true => Said::new(
            format!("资产编号 `{code}` 第 {at} 项已用过"),
            format!("the code `{code}` is used twice"),
        ),
        false => Said::new(
            format!("资产编号 `{code}` 在 {id} 第 {at} 项已用过"),
            format!("the code `{code}` is used in {id} too"),
        ),
    };
    tell(&rules::DUPLICATE_ID, "code", said, ("换一个新的编号", "choose a new one"));
}

fn net(asset: &Entry, tell: &mut Tell) {
    let (cost, depreciation) = (asset.money("cost"), asset.money("depreciation"));
    let (Some(cost), Some(depreciation), Some(net)) = (cost, depreciation, asset.money("net"))
    else {
        return;
    };
    let made = cost - depreciation;
    if made == net {
        return;
    }
    let apart = (made - net).abs();
    let said = Said::new(
        format!("原值减累计折旧应为 {made} 元，净值写的是 {net} 元，相差 {apart} 元，请核对"),
        format!("cost less depreciation makes {made}; {net} is stated, {apart} apart"),
    );
    let help = ("核对三个数，改正写错的一个", "compare the three and mend the one that is wrong");
    tell(&rules::NET_VALUE_DIFFERS, "net", said, help);
}

/// Idle for more than a year by the day of the build.
fn idle(shelf: &Shelf, asset: &Entry, tell: &mut Tell) {
    let (Some(today), Some(since)) = (shelf.setting.as_of, asset.date("since")) else { return };
    let years = shelf.books.portal.settings.idle_years;
    let long = years_after(since, years).is_some_and(|day| today > day);
    if !is(asset, "idle") || !long {
        return;
    }
    let said = match years {
        1 => Said::new(
            format!("自 {since} 起闲置，截至 {today} 已超过 1 年，请说明打算怎么用"),
            format!("idle since {since}, by {today} for more than a year; what is planned?"),
        ),
        _ => Said::new(
            format!("自 {since} 起闲置，截至 {today} 已超过 {years} 年，请说明打算怎么用"),
            format!("idle since {since}, by {today} for more than {years} years; what is planned?"),
        ),
    };
    let help =
        ("说明招租、改用或处置的打算", "say whether it will be let, used otherwise or disposed of");
    tell(&rules::ASSET_IDLE, "state", said, help);
}

/// Let, and no line of the books says that rent came. Rent that is not due yet cannot have come.
fn let_without_income(shelf: &Shelf, asset: &Entry, tell: &mut Tell) {
    if !is(asset, "let") || !shelf.books.complete {
        return;
    }
    let ids = asset.texts("contracts");
    let named = |(one, _): &&(Record, Source)| {
        ids.iter().any(|id| id.eq_ignore_ascii_case(&one.envelope.id))
    };
    let contracts: Vec<&Record> =
        shelf.of_kind("contract").filter(named).map(|(one, _)| one).collect();
    // A contract that is not here is asked about by its id, or is another unit's.
    if contracts.len() < ids.len() {
        return;
    }
    let periods = || contracts.iter().flat_map(|contract| contract.list("periods"));
    let is_income = |voucher: &str| {
        !voucher.is_empty()
            && shelf
                .line(voucher)
                .is_some_and(|l| l.direction == Direction::In && l.left() > Money::ZERO)
    };
    let came = is_income(asset.text("voucher")) || periods().any(|p| is_income(p.text("voucher")));
    let today = shelf.setting.as_of;
    let is_due = |period: Entry| period.date("due_on").zip(today).is_none_or(|(day, t)| day <= t);
    let waits = !contracts.is_empty() && !periods().any(is_due);
    if came || waits {
        return;
    }
    let said = match ids {
        [] => Said::new(
            "已出租，没有写出租合同，也没有写收租的凭证，需说明",
            "let, with neither a contract nor a voucher of its rent; please explain",
        ),
        ids => Said::new(
            format!("已出租（合同 {}），账上未见租金收入的凭证，需说明", ids.join("、")),
            format!(
                "let by the contract {}; no line of income is named for it; please explain",
                ids.join(", ")
            ),
        ),
    };
    let help = (
        "在合同的 `periods:` 里写凭证；没有公开合同的，写 `voucher:`",
        "name the voucher in the contract's `periods:`, or write `voucher:` here",
    );
    tell(&rules::LET_WITHOUT_INCOME, "state", said, help);
}

fn is(asset: &Entry, state: &str) -> bool {
    asset.choice("state").is_some_and(|choice| choice.key == state)
}
