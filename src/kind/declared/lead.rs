//! The sentence that leads a record of a declared kind: what its sums come to.

use crate::kind::formula;
use crate::kind::record::{Record, Setting};
use crate::model::Said;
use crate::model::shape::Type;

/// What the sums of a declared kind come to.
pub(super) fn lead(record: &Record, setting: &Setting) -> Said {
    let lang = setting.lang;
    let sums = record.kind.sums.iter().filter_map(|way| {
        let (field, total) = formula::total(record, *way)?;
        Some((way.list.is_some(), field, total))
    });
    let mut said = Said::new("", "");
    for (of_rows, field, total) in sums {
        let said_total = match field.of {
            Type::Money => Said::new(format!("{total} 元"), format!("{total} yuan")).say(lang),
            _ => Said::new(total.clone(), total),
        };
        let name = (lang.say(field.words.zh), lang.say(field.words.en));
        let apart = if said.zh.is_empty() { ("", "") } else { ("，", ", ") };
        // A field of the record is a total already, and named so.
        let (zh_all, en_all) = if of_rows { ("合计", " in all") } else { ("", "") };
        let (zh_all, en_all) = (lang.say(zh_all), lang.say(en_all));
        said.zh.push_str(&format!("{}{}{zh_all} {}", apart.0, name.0, said_total.zh));
        said.en.push_str(&format!("{}{}{en_all}: {}", apart.1, name.1, said_total.en));
    }
    if !said.zh.is_empty() {
        said.zh.push('。');
        said.en.push('.');
    }
    said
}
