//! The page of methods: how each question that residents may meet is asked, with the place's own thresholds.

use super::view::{MethodView, ParagraphView};
use crate::check::methods;
use crate::finding::{Rule, rules};
use crate::kind::portal::Portal;

pub fn methods(portal: &Portal) -> Vec<MethodView> {
    let view = |rule: &&'static Rule| MethodView {
        code: rule.code,
        title: rule.title.in_lang(portal.lang),
        grade: rule.grade.words().in_lang(portal.lang),
        basis: rule.basis,
        paragraphs: methods::of(rule, &portal.settings)
            .into_iter()
            .map(|p| ParagraphView {
                label: p.label.in_lang(portal.lang),
                // Backticks mark what is typed; a page for residents has nothing to type.
                text: p.text.in_lang(portal.lang).replace('`', ""),
            })
            .collect(),
    };
    rules::ALL.iter().filter(|rule| methods::is_public(rule)).map(view).collect()
}
