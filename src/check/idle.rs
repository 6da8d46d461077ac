//! A correction tells a change that was made: where the row was forgotten, the page would say both.

use super::published::At;
use crate::finding::{Finding, Report, rules};
use crate::lock::{Idle, Locked, Seal, Since, changes, idle};
use crate::model::Said;
use crate::model::table::Correction;

/// Asks about new corrections of a record that neither its lock nor the record itself bears out.
pub fn ask(
    at: &At,
    corrections: &[Correction],
    (seal, locked, since): (&Seal, &Locked, Since),
    report: &mut Report,
) {
    if corrections.is_empty() || locked.withdrawn {
        return;
    }
    let all = changes(locked, seal, corrections, since);
    for Idle { at: index, now } in idle((locked, seal), corrections, &all) {
        report.push(tells_no_change(at, index, &corrections[index], now));
    }
}

fn tells_no_change(at: &At, index: usize, correction: &Correction, now: Option<Said>) -> Finding {
    let Correction { what, old, new, .. } = correction;
    let (zh, en) = match now {
        Some(now) => (
            format!("文件里{}，公开以后没有这样改过", now.zh),
            format!("the file has {}, and no such change since publication", now.en),
        ),
        None => (
            "文件里没有这张凭证，公开的也没有".to_string(),
            "neither the file nor what was published has such a voucher".to_string(),
        ),
    };
    let said = Said::new(
        format!("更正说 `{what}` 由 `{old}` 改为 `{new}`，{zh}"),
        format!("the correction says that `{what}` went from `{old}` to `{new}`; {en}"),
    );
    at(&rules::CORRECTION_DIFFERS, &format!("corrections.{index}.what"), said).help(
        "漏改了那一处的，照更正改过来；那一处本来就对的，删去这一条更正，或改正它的 what、old、new",
        "if the change itself was forgotten, make it; if what stands there is right, delete this correction or mend its what, old and new",
    )
}
