//! The nouns of the field. Nothing here reads, writes or knows a kind.

pub mod address;
pub mod calendar;
pub mod cells;
pub mod coding;
pub mod currency;
pub mod date;
pub mod digits;
pub mod document;
pub mod file_name;
pub mod manner;
pub mod money;
pub mod numeral;
pub mod party;
pub mod period;
pub mod quantity;
pub mod said;
pub mod shape;
pub mod spelling;
pub mod stop;
pub mod table;
pub mod unsaid;

pub use calendar::Calendar;
pub use currency::Currency;
pub use date::Date;
pub use document::Document;
pub use manner::Manner;
pub use money::Money;
pub use period::{Fiscal, Period};
pub use quantity::Quantity;
pub use said::{Base, Lang, Said, Words};
pub use stop::Stop;
