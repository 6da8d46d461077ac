//! What a folder of sheets for the notice board consists of: the same records on paper.

mod sheets;

use std::sync::Arc;

use tera::Context;

pub use self::sheets::Sheets;
use super::output::{self, Content, Output};
use crate::board::{self, FolderView, LinkView, SheetView};
use crate::model::Period;
use crate::page::Theme;
use crate::read::Inputs;
use crate::sink::{BOARD_MARK, Purpose};

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

/// The list of all units with their sheets and how many those are, beside the mark.
pub fn index((inputs, theme): (&Inputs, &Theme), sheets: &[(&str, usize)]) -> Vec<Output> {
    let lang = inputs.portal.lang;
    let row = |(id, count): &(&str, usize)| LinkView {
        label: inputs.units.get(*id).cloned().unwrap_or_default(),
        href: format!("{id}/index.html"),
        note: lang.pick(format!("{count} 张"), lang.counted(*count, "sheet", "sheets")),
        words: Vec::new(),
    };
    let folder = FolderView { sheets: sheets.iter().map(row).collect(), ..FolderView::default() };
    let name = lang.pick("张贴表", "Board sheets");
    let name = format!("{} · {name}", inputs.portal.name);
    let mark = Content::Text(Purpose::Board.words().into());
    vec![
        folder_page(theme, ("index", "portal".into()), name, &folder),
        Output::new(BOARD_MARK, mark, "sunlit"),
    ]
}

/// A page at an address that lists sheets.
fn folder_page(
    theme: &Theme,
    (address, origin): (&str, Arc<str>),
    name: String,
    folder: &FolderView,
) -> Output {
    let mut context = Context::new();
    context.insert("folder", folder);
    let view = SheetView { name, ..SheetView::default() };
    let context = board::styled(theme, view, context);
    output::page("board/folder.html", address, context, origin)
}

/// Where a page of the site is for everyone, if the portal has an address.
fn address(inputs: &Inputs, page: &str) -> Option<String> {
    let base = inputs.base_url();
    (!base.is_empty()).then(|| format!("{}/{page}", base.trim_end_matches('/')))
}
