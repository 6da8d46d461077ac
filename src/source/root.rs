//! What the root of a record says of all of it: that it is a draft, and in which language its keys are.

use super::marks::{Content, Node};
use crate::model::Lang;
use crate::model::shape::{DRAFT, Shape, says_yes};

/// Whether the record says of itself that it is unfinished.
pub fn is_draft(root: &Node, shape: &'static Shape) -> bool {
    let (Content::Map(pairs), Some(draft)) = (&root.of, shape.position(DRAFT, 0)) else {
        return false;
    };
    pairs.iter().any(|(key, value)| match (&key.of, &value.of) {
        (Content::Scalar(key), Content::Scalar(value)) => {
            shape.field(draft).answers_to(key) && says_yes(value)
        }
        _ => false,
    })
}

/// The language of the first key that a field has.
pub fn keys(root: &Node, shape: &'static Shape) -> Option<Lang> {
    let Content::Map(pairs) = &root.of else { return None };
    pairs.iter().find_map(|(key, _)| {
        let Content::Scalar(text) = &key.of else { return None };
        let field = shape.field(shape.position(text, 0)?);
        Some(if field.words.zh == text { Lang::Zh } else { Lang::En })
    })
}
