//! Board sheets: the same records as the site's on paper, in a run that keeps nothing of the site.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tera::Context;

use super::output::{self, Content, Output};
use super::read::Records;
use super::unit::{Press, Sheets};
use super::{Edition, Options, Outcome, Shop, Stop, run_work};
use crate::board::{self, FolderView, LinkView, SheetView};
use crate::finding::{Finding, Report};
use crate::model::Period;
use crate::sink::{BOARD_MARK, Door, DrySink, Purpose, Sink, Sums, list_of};
use crate::source::disk::Project;
use crate::waist::Medium;

/// Which sheets are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Ids of units; all where there is none.
    pub units: Vec<String>,
    /// Records that speak of this period or of one within it.
    pub period: Option<Period>,
}

impl Wanted {
    pub fn unit(&self, id: &str) -> bool {
        self.units.is_empty() || self.units.iter().any(|unit| unit == id)
    }

    pub fn period(&self, of: Period) -> bool {
        self.period.is_none_or(|period| period.holds(of))
    }
}

/// The sheets of the units, as they are made.
struct Board<'a> {
    sink: &'a dyn Sink,
    wanted: &'a Wanted,
    made: Mutex<BTreeMap<String, Made>>,
}

/// What a unit's sheets left: how many they are, and their files.
struct Made {
    count: usize,
    files: Sums,
}

/// Reads, checks and renders as a build does, so that it refuses what a build refuses, and puts sheets into the sink.
/// How many sheets each unit has, in the units' order.
pub fn board(
    project: &Project,
    options: &Options,
    wanted: &Wanted,
    sink: &dyn Sink,
) -> Result<(Outcome, Vec<(String, usize)>), Stop> {
    let board = Board { sink, wanted, made: Mutex::default() };
    let outcome = run_work(project, options, (&DrySink, None), Some(&board))?;
    let made = board.made.into_inner().unwrap_or_else(PoisonError::into_inner);
    let count = |id: &String| Some((id.clone(), made.get(id)?.count));
    let sheets = outcome.units.iter().filter_map(count).collect();
    Ok((outcome, sheets))
}

impl Edition for Board<'_> {
    fn unit(
        &self,
        web: &Press,
        records: &Records,
        findings: &[Finding],
        report: &mut Report,
    ) -> Result<(), Stop> {
        let in_fields = records.masked(Medium::Board, web.shop.portal, web.plan);
        let sheets = Sheets { web: *web, in_fields: &in_fields, records, findings };
        let (outputs, count) = sheets.outputs(self.wanted, report)?;
        if count > 0 {
            let mut door = Door::new(self.sink, report);
            output::put(web.shop, outputs, &mut door)?;
            door.close(&web.plan.unit.id)?;
            let made = Made { count, files: door.sums };
            let mut all = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(web.plan.unit.id.clone(), made);
        }
        Ok(())
    }

    fn portal(&self, shop: &Shop, report: &mut Report) -> Result<(), Stop> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let units = shop.plan.units.iter().map(|plan| &plan.unit.id);
        let sheets: Vec<(&String, &Made)> = units.filter_map(|id| made.get_key_value(id)).collect();
        let mut door = Door::new(self.sink, report);
        output::put(shop, index(shop, &sheets), &mut door)?;
        for (id, made) in sheets {
            door.sums.add(&list_of(id), made.files.text(id).as_bytes());
        }
        door.close("")?;
        Ok(())
    }
}

/// The list of all units with their sheets, beside the mark.
fn index(shop: &Shop, sheets: &[(&String, &Made)]) -> Vec<Output> {
    let lang = shop.portal.lang;
    let row = |(id, Made { count, .. }): &(&String, &Made)| LinkView {
        label: shop.units.get(*id).cloned().unwrap_or_default(),
        href: format!("{id}/index.html"),
        note: lang.pick(format!("{count} 张"), lang.counted(*count, "sheet", "sheets")),
        words: Vec::new(),
    };
    let folder = FolderView { sheets: sheets.iter().map(row).collect(), ..FolderView::default() };
    let name = lang.pick("张贴表", "Board sheets");
    let name = format!("{} · {name}", shop.portal.name);
    let mark = Content::Text(Purpose::Board.words().into());
    vec![
        folder_page(shop, ("index", "portal".into()), name, &folder),
        Output::new(BOARD_MARK, mark, "sunlit"),
    ]
}

/// A page at an address that lists sheets.
pub fn folder_page(
    shop: &Shop,
    (address, origin): (&str, Arc<str>),
    name: String,
    folder: &FolderView,
) -> Output {
    let mut context = Context::new();
    context.insert("folder", folder);
    let view = SheetView { name, ..SheetView::default() };
    let context = board::styled(shop.theme, view, context);
    output::page("board/folder.html", address, context, origin)
}

/// Where a page of the site is for everyone, if the portal has an address.
pub fn address(shop: &Shop, page: &str) -> Option<String> {
    let base = shop.base_url();
    (!base.is_empty()).then(|| format!("{}/{page}", base.trim_end_matches('/')))
}
