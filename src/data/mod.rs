//! Tables as data: a CSV file for spreadsheets and a JSON file for programs beside every page.

mod csv_file;
mod files;
mod json;

pub use csv_file::csv;
pub use files::files_csv;
pub use json::json;
