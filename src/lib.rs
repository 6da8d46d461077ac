//! sunlit turns a folder of disclosures into a static portal; see ARCHITECTURE.md for the way of one ledger line.

pub mod check;
pub mod finding;
pub mod kind;
pub mod model;
pub mod source;
pub mod tally;
