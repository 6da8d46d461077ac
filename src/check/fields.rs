//! Fields that depend on each other: sign, category and dealing of a line (domain brief 2.1).

use super::Books;
use crate::finding::{Report, rules};
use crate::kind::ledger::{Direction, Line, Nature, comes_in, is_income};
use crate::model::Said;
use crate::read::Filed;

pub fn check(_: &Books, filed: &Filed, report: &mut Report) {
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        sign(filed, index, line, report);
        match line.nature {
            Nature::Ordinary => category(filed, index, line, report),
            Nature::Dealing => dealing(filed, index, line, report),
            _ => {}
        }
    }
}

fn sign(filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let reversal = line.nature == Nature::Reversal;
    if line.amount.is_negative() == reversal && !(reversal && line.amount.is_zero()) {
        return;
    }
    let said = if reversal {
        Said::new(
            format!("冲销的金额应为负数，写的是 {}", line.amount),
            format!("a reversal is below zero; {} is written", line.amount),
        )
    } else {
        Said::new(
            format!("金额 {} 为负，只有冲销才写负数", line.amount),
            format!("{} is below zero; only a reversal may be", line.amount),
        )
    };
    report.push(filed.at_line(&rules::NEGATIVE_AMOUNT, index, "amount", said).help(
        "付出去的写 `收支: 支`，金额写正数；冲销写 `性质: 冲销`",
        "money paid is `direction: out` with a positive amount; a reversal is `nature: reversal`",
    ));
}

fn category(filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let Some(category) = line.category else {
        let said = Said::new(
            format!("“{}”未写科目", line.text),
            format!("`{}` has no category", line.text),
        );
        report.push(filed.at_line(&rules::CATEGORY_MISSING, index, "text", said).help(
            "写上科目，如 公益支出；不算收支的写性质：往来、内部划转或代收代付",
            "name a category such as public-welfare, or a nature if it is neither income nor spending",
        ));
        return;
    };
    if is_income(category) != (line.direction == Direction::In) {
        let side = if line.direction == Direction::In { ("收", "in") } else { ("支", "out") };
        let said = Said::new(
            format!("方向是“{}”，科目是“{}”", side.0, category.words.zh),
            format!("the direction is `{}`, the category `{}`", side.1, category.key),
        );
        report.push(filed.at_line(&rules::CATEGORY_AGAINST_DIRECTION, index, "category", said));
    }
}

fn dealing(filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let Some(dealing) = line.dealing else {
        let said = Said::new(
            format!("“{}”是往来，未写借、还、垫、收回", line.text),
            format!("`{}` is a dealing without its form", line.text),
        );
        report.push(filed.at_line(&rules::DEALING_MISSING, index, "nature", said).help(
            "写 `往来方式:` 借入、借出、归还、垫付或收回",
            "write `dealing:` borrowed, lent, repaid, advanced or recovered",
        ));
        return;
    };
    if comes_in(dealing) != Some(line.direction == Direction::In) {
        let said = Said::new(
            format!("往来方式“{}”与收支方向不符", dealing.words.zh),
            format!("`{}` runs against the direction", dealing.key),
        );
        report.push(filed.at_line(&rules::DEALING_AGAINST_DIRECTION, index, "dealing", said));
    }
}
