//! Pages: tables and summaries as HTML through the theme's templates. Pure: the same table gives the same bytes.

pub mod answers;
pub mod frame;
pub mod methods;
pub mod portal;
mod questions;
pub mod record;
pub mod theme;
mod typeset;
pub mod unit;
pub mod view;

pub use theme::{Theme, ThemeError};
