//! Something in a table that was not understood.

use crate::model::Said;

/// Something that was not understood, or is told: where it stands, what was found and wanted, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// A cell as people call it, `收支!D12`; or a file.
    pub place: String,
    pub said: Said,
    pub help: Said,
}
