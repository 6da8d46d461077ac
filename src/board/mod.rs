//! Board sheets: a table as a sheet of paper, with capitals, a QR code and a slip to tear off, and as words to be spoken.

mod qr;
mod sheet;
mod speech;
mod table;
mod view;

pub use qr::svg as qr;
pub use sheet::{Hung, scan, sheet, styled};
pub use speech::{LENGTH_MAX, chat, script};
pub use view::{FolderView, LinkView, ScanView, SheetView, TableView, TotalView};
