//! What people ask of a unit, in their own words: made in the fold, because guides of town and county answer too.

use tera::Context;

use crate::model::Words;
use crate::model::table::Table;
use crate::page::view::Page;
use crate::page::{answers, frame};
use crate::read::{Inputs, UnitPlan};
use crate::site::output::{self, Output};
use crate::site::unit::frame_in;
use crate::tally::Summary;

static TITLE: Words = Words::new("大家常问", "What people ask");
static DESCRIPTION: Words = Words::new(
    "钱剩多少、花哪儿了、地包给谁、补贴发没发：每一问都有去处",
    "What is left, where it went, who rents the land: where it is answered",
);

/// The page of one unit. `above` are the units over it.
pub fn unit(inputs: &Inputs, plan: &UnitPlan, (summary, above): (&Summary, &[&Summary])) -> Output {
    let (lang, unit) = (inputs.portal.lang, &plan.unit);
    let address = format!("{}/answers", unit.id);
    let title = TITLE.in_lang(lang).to_string();
    let table = Table { address: address.clone(), title, ..Table::default() };
    let page = Page {
        description: format!("{}{}{}", unit.name, lang.pick("：", ": "), DESCRIPTION.in_lang(lang)),
        ..frame_in(inputs, plan, &table, Vec::new())
    };
    let mut context = Context::new();
    context.insert("unit", &frame::unit(lang, unit, &address));
    context.insert("page", &page);
    context.insert("answers", &answers::answers(lang, &inputs.kinds, summary, above));
    let page = output::page("pages/answers.html", &address, context, plan.source.path.clone());
    page.exempting(plan.exempt_with(&summary.papers))
}
