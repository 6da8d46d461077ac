//! What the program says on pages and sheets, word for word, in its own two languages.

use crate::model::Base;

/// Made from the sources by the test in `gathered`: a text a line, values as `{}`.
static ZH: &str = include_str!("said.zh-CN.txt");
static EN: &str = include_str!("said.en.txt");

/// Every word and sentence of a language.
pub fn known(base: Base) -> impl Iterator<Item = &'static str> {
    let list = match base {
        Base::Zh => ZH,
        Base::En => EN,
    };
    list.lines()
}

/// A text with another currency's word.
pub fn in_currency(base: Base, text: &str, currency: &str) -> String {
    match base {
        Base::Zh => {
            // 单元 is a part of a house and no money.
            let kept = text.replace("单元", "\0");
            kept.replace('元', currency).replace('\0', "单元")
        }
        Base::En => text.replace("yuan", currency),
    }
}
