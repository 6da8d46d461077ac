//! Figures: what lines add up to, month by month, and the summaries that survive a unit.

mod meant;
pub mod reversals;
pub mod summary;
pub mod sums;

pub use summary::Summary;
pub use sums::Sums;
