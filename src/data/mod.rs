//! Tables as data: a CSV file for spreadsheets and a JSON file for programs beside every page; what is new as a feed.

mod atom;
mod csv_file;
mod files;
mod json;

pub use atom::{Feed, Item, atom, clean, title, urn};
pub use csv_file::csv;
pub use files::files_csv;
pub use json::json;
