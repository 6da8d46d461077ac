//! 村务、党务、居务公开: words with an envelope, Markdown with a YAML head.

use super::envelope::ENVELOPE;
use super::record::{Form, Kind};
use crate::model::Words;
use crate::model::shape::{Choice, Field, Shape, Type};

pub static KIND: Kind = Kind {
    folder: "notices",
    form: Form::Markdown,
    columns: &["class"],
    ..Kind::new("notice", Words::new("事务公开", "Notices"), &NOTICE)
};

pub static NOTICE: Shape = Shape {
    name: "notice",
    words: Words::new("事务公开", "notice"),
    base: Some(&ENVELOPE),
    fields: &[Field::new("class", "类别", "class", Type::Choice(CLASSES)).required()],
};

pub static CLASSES: &[Choice] = &[
    Choice::new("village", "村务", "village affairs"),
    Choice::new("party", "党务", "party affairs"),
    Choice::new("community", "居务", "community affairs"),
    Choice::new("government", "政务", "government affairs"),
];
