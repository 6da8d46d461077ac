//! sunlit turns a folder of disclosures into a static portal; see ARCHITECTURE.md for the way of one ledger line.

pub mod attachment;
pub mod board;
pub mod chart;
pub mod check;
pub mod cli;
pub mod data;
pub mod finding;
pub mod kind;
pub mod law;
pub mod lock;
pub mod model;
pub mod page;
pub mod pipeline;
pub mod publish;
pub mod report;
pub mod review;
pub mod scaffold;
pub mod scan;
pub mod search;
pub mod serve;
pub mod sheet;
pub mod sink;
pub mod source;
pub mod tally;
pub mod tongue;
pub mod waist;
