//! Board sheets: a run that makes what a build makes, keeps none of it, and leaves sheets of paper instead.

use tera::Context;

use super::{Options, Outcome, Shop, Stop, Work, run_work};
use crate::board::{self, FolderView, LinkView, SheetView};
use crate::finding::Report;
use crate::model::Period;
use crate::sink::{BOARD_MARK, Door, DrySink, Purpose, Sink, list_of};
use crate::source::disk::Project;

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

/// Where sheets go, and which.
#[derive(Clone, Copy)]
pub struct Board<'a> {
    pub sink: &'a dyn Sink,
    pub wanted: &'a Wanted,
}

/// Reads, checks and renders as a build does, so that it refuses what a build refuses, and puts sheets into the sink.
pub fn board(
    project: &Project,
    options: &Options,
    wanted: &Wanted,
    sink: &dyn Sink,
) -> Result<Outcome, Stop> {
    let board = Some(Board { sink, wanted });
    run_work(project, options, Work { sink: &DrySink::default(), memory: None, board })
}

/// The list of all units with their sheets, beside the mark.
pub fn index(shop: &Shop, sheets: &[(String, usize)], report: &mut Report) -> Result<(), Stop> {
    let Some(board) = &shop.board else { return Ok(()) };
    let lang = shop.portal.lang;
    let row = |(id, count): &(String, usize)| LinkView {
        label: shop.units.get(id).cloned().unwrap_or_default(),
        href: format!("{id}/index.html"),
        note: lang.pick(format!("{count} 张"), lang.counted(*count, "sheet", "sheets")),
        words: Vec::new(),
    };
    let folder = FolderView { sheets: sheets.iter().map(row).collect(), ..FolderView::default() };
    let name = lang.pick("张贴表", "Board sheets");
    let name = format!("{} · {name}", shop.portal.name);
    let html = folder_page(shop, name, &folder)?;
    let mut door = Door::new(board.sink, report);
    door.put("index.html", html.as_bytes(), &[], "portal")?;
    for (id, _) in sheets {
        let list = list_of(id);
        if let Some(bytes) = board.sink.staged_or_last_good(&list)? {
            door.sums.add(&list, &bytes);
        }
    }
    door.put(BOARD_MARK, Purpose::Board.words().as_bytes(), &[], "sunlit")?;
    door.close("")?;
    Ok(())
}

pub fn folder_page(shop: &Shop, name: String, folder: &FolderView) -> Result<String, Stop> {
    let mut context = Context::new();
    context.insert("folder", folder);
    let view = SheetView { name, ..SheetView::default() };
    Ok(board::print(shop.theme, "board/folder.html", view, context)?)
}

/// Where a page of the site is for everyone, if the portal has an address.
pub fn address(shop: &Shop, page: &str) -> Option<String> {
    let base = shop.base_url();
    (!base.is_empty()).then(|| format!("{}/{page}", base.trim_end_matches('/')))
}
