//! Forwarding pages: who follows an old link, or an old code on a board, comes to where the page stands now.

use tera::Context;

use super::portal::pages::own_page;
use crate::kind::moved::Moved;
use crate::model::Words;
use crate::model::address::root_of;
use crate::page::view::Page;
use crate::read::Inputs;
use crate::sink::Sums;
use crate::site::output::{self, Output};
use crate::waist::Desk;

static TITLE: Words = Words::new("这一页搬到了新地址", "This page has moved");

/// The old addresses of records that have other ids now. They are of one folder, so a name is enough.
pub fn records(desk: &Desk) -> Vec<Output> {
    let one = |moved: &Moved| {
        let kind = desk.inputs.kinds.by_key(&moved.kind)?;
        let address =
            |id: &str| format!("{}/{}/{}", desk.plan.unit.id, kind.folder, id.to_lowercase());
        let to = address(&moved.to);
        let coming = desk.records.coming.contains(&to);
        (!coming).then(|| page(desk.inputs, &address(&moved.from), &to))
    };
    desk.plan.unit.moved.iter().filter_map(one).collect()
}

/// Every page of a unit, of which these files are, under an id it had before.
pub fn unit(inputs: &Inputs, id: &str, former: &str, files: &Sums) -> Vec<Output> {
    let pages = files.files.keys().filter_map(|path| path.strip_suffix(".html"));
    let one = |to: &str| {
        let inside = to.strip_prefix(id).unwrap_or(to);
        page(inputs, &format!("{former}{inside}"), to)
    };
    pages.map(one).collect()
}

/// Where a forwarding page leads; none where it is another.
pub fn leads_to(page: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(page);
    let (_, to) = text.split_once("http-equiv")?.1.split_once("url=")?;
    Some(to.split(['"', '\'', '>', ' ']).next()?.trim_start_matches("../").to_string())
}

/// A page at one address that leads to another.
fn page(inputs: &Inputs, from: &str, to: &str) -> Output {
    let title = TITLE.in_lang(inputs.portal.lang);
    let root = root_of(from);
    let own = own_page(inputs, "", "information", title);
    let page = Page { noindex: true, crumbs: Vec::new(), root: root.clone(), ..own };
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("to", &format!("{root}{to}.html"));
    output::page("pages/moved.html", from, context, "portal")
}
