//! Forwarding pages: who follows an old link, or an old code on a board, comes to where the page stands now.

use tera::Context;

use super::fold::own_page;
use super::unit::Press;
use super::{Shop, Stop};
use crate::finding::Report;
use crate::model::Words;
use crate::model::address::root_of;
use crate::page::view::Page;
use crate::sink::{Door, Sums, list_of};

static TITLE: Words = Words::new("这一页搬到了新地址", "This page has moved");

/// The old addresses of records that have other ids now. They are of one folder, so a name is enough.
pub fn records(press: &Press, door: &mut Door) -> Result<(), Stop> {
    for moved in &press.plan.unit.moved {
        let Some(kind) = press.desk().kinds.by_key(&moved.kind) else { continue };
        let address =
            |id: &str| format!("{}/{}/{}", press.plan.unit.id, kind.folder, id.to_lowercase());
        let to = address(&moved.to);
        if press.records.coming.contains(&to) {
            continue;
        }
        let to = format!("{to}.html");
        page(press.shop, &format!("{}.html", address(&moved.from)), &to, door)?;
    }
    Ok(())
}

/// Every page of a unit under an id it had before; their list of hashes, for the portal's.
pub fn unit(
    shop: &Shop,
    (id, former): (&str, &str),
    list: &[u8],
    report: &mut Report,
) -> Result<Vec<u8>, Stop> {
    let here = Sums::parse(&String::from_utf8_lossy(list), id);
    let mut door = shop.door(report);
    for to in here.files.keys().filter(|path| path.ends_with(".html")) {
        let inside = to.strip_prefix(id).unwrap_or(to);
        page(shop, &format!("{former}{inside}"), to, &mut door)?;
    }
    door.close(former)?;
    Ok(shop.sink.staged_or_last_good(&list_of(former))?.unwrap_or_default())
}

/// Where a forwarding page leads; none where it is another.
pub fn leads_to(page: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(page);
    let (_, to) = text.split_once("http-equiv")?.1.split_once("url=")?;
    Some(to.split(['"', '\'', '>', ' ']).next()?.trim_start_matches("../").to_string())
}

fn page(shop: &Shop, from: &str, to: &str, door: &mut Door) -> Result<(), Stop> {
    let title = TITLE.in_lang(shop.portal.lang);
    let root = root_of(from);
    let own = own_page(shop, "", "information", title);
    let page = Page { noindex: true, crumbs: Vec::new(), root: root.clone(), ..own };
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("to", &format!("{root}{to}"));
    let html = shop.theme.render("pages/moved.html", &context)?;
    door.put(from, html.as_bytes(), &[], "portal")?;
    Ok(())
}
