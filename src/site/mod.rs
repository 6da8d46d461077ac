//! From records and findings to what a site consists of: its files as values. Nothing here touches a disk.

pub mod board;
pub mod changes;
mod charts;
pub mod coverage;
pub mod forward;
pub mod hosts;
mod output;
pub mod portal;
pub mod unit;

pub use self::output::{Content, Output};
