//! What a unit consists of: months, records and their lists, years, its front page and what is found of it.

mod frame;
mod lines;
mod lists;
mod month;
mod records;
mod search;
mod stubs;

pub use self::frame::{frame_in, frame_of, laid, list, page_output, pages, part_view};
pub use self::lines::{Lines, outputs as of_years};
pub use self::lists::{front, front_page, years};
pub use self::month::{Around, Made, month, name as month_name};
pub use self::records::{List, newest, record};
pub use self::search::{LISTS, UNITS, of_lines};
pub use self::stubs::{stubs, suppressed};
