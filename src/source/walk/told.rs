//! What is told of a field: written twice, lacking, cut short by a comment, or of another type than declared.

use super::Walker;
use crate::finding::rules;
use crate::model::Said;
use crate::model::shape::{Field, Type, says_nothing};
use crate::source::marks::{Content, Node};
use crate::source::misread::expected;
use crate::source::slips::{self, Slip};

impl Walker<'_> {
    pub(super) fn twice(&mut self, key: &Node, field: &Field) {
        let (zh, en) = self.named(field);
        let said = Said::new(format!("`{zh}` 写了两次"), format!("`{en}` is written twice"));
        let help = Said::new("留下正确的一处", "keep the one that is right");
        self.tell(&rules::DUPLICATE_FIELD, (key.start, key.end), said, Some(help));
    }

    /// A field that is lacking: left blank at its key, or not there at all.
    pub(super) fn missing(
        &mut self,
        field: &Field,
        first: (usize, usize),
        blank: Option<(usize, usize)>,
    ) {
        let ((zh, en), expected) = (self.named(field), expected(field.of));
        let (said, help) = match blank {
            Some(_) => (
                Said::new(format!("`{zh}` 空着"), format!("`{en}` is left blank")),
                Said::new(
                    format!("在它后面写上{}", expected.zh),
                    format!("write {} behind it", expected.en),
                ),
            ),
            None => (
                Said::new(format!("缺少 `{zh}`"), format!("`{en}` is missing")),
                Said::new(
                    format!("加上 `{zh}:`，{}", expected.zh),
                    format!("add `{en}:` with {}", expected.en),
                ),
            ),
        };
        self.tell(&rules::MISSING_FIELD, blank.unwrap_or(first), said, Some(help));
    }

    /// Words behind a blank and `#` are a comment to YAML, and mostly none to who typed them. Behind a number, a day or
    /// a word of a choice they can be nothing else.
    pub(super) fn cut_short(&mut self, node: &Node, text: &str, field: &Field) {
        let line = node.comment.and_then(|at| self.yaml[at..].lines().next());
        // A draft's own word on the field stays where it was when the field is filled in.
        if line.is_some_and(|line| !slips::is_hint(&line[1..], field)) {
            self.tell_cut_short(node, text, (field.words.zh, field.name));
        }
    }

    pub(super) fn tell_cut_short(&mut self, node: &Node, text: &str, (zh, en): (&str, &str)) {
        let Some(at) = node.comment.filter(|_| !says_nothing(text)) else { return };
        let Slip { said, help, .. } = slips::cut_short(at, zh, en);
        self.tell(&rules::TEXT_BEHIND_HASH, (at, at + 1), said, Some(help));
    }

    pub(super) fn wrong_type(&mut self, node: &Node, of: Type, zh: &str, en: &str) {
        let found = match &node.of {
            Content::Scalar(text) if says_nothing(text) => ("空的", "nothing"),
            Content::Scalar(_) => ("一行文字", "a line of text"),
            Content::List(_) => ("一个列表", "a list"),
            Content::Map(_) => ("一组字段", "a group of fields"),
            Content::Refused => return,
        };
        let expected = of.expected();
        let said = Said::new(
            format!("`{zh}` 这里写成了{}", found.0),
            format!("`{en}` holds {} here", found.1),
        );
        let slip = match &node.of {
            Content::Scalar(text) => slips::plain_text(text, of),
            _ => None,
        };
        let help = slip.unwrap_or_else(|| {
            Said::new(format!("应是{}", expected.zh), format!("write {}", expected.en))
        });
        let end = if matches!(node.of, Content::Scalar(_)) { node.end } else { node.start };
        self.tell(&rules::WRONG_TYPE, (node.start, end), said, Some(help));
    }
}
