//! YAML with places: a tree whose every node knows its bytes. Read only where the quick reader said no.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::slips::{Slip, slip};

/// Deeper nesting than any record has; a guard against texts made to exhaust the stack.
const DEPTH_MAX: usize = 24;

#[derive(Debug)]
pub struct Node {
    pub start: usize,
    pub end: usize,
    /// The `#` behind a scalar without quotes: what stands from there to the end of the line is none of it.
    pub comment: Option<usize>,
    pub of: Content,
}

impl Node {
    pub fn new(start: usize, end: usize, of: Content) -> Node {
        Node { start, end, comment: None, of }
    }
}

#[derive(Debug)]
pub enum Content {
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// An alias, anchor or tag stood here: told as a mistake, then treated as nothing.
    Refused,
}

/// What stopped the reading, with its bytes.
pub enum Mistake {
    Syntax(Slip),
    SecondDocument { at: usize },
    TooDeep { at: usize },
}

/// A reader looks at every bracket that is open for each one that comes: so many are refused before it begins.
const OPEN_MAX: usize = 1_000;

/// The bracket that is one too many.
pub fn endless(yaml: &str) -> Option<usize> {
    let mut open = 0_usize;
    yaml.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > OPEN_MAX
    })
}

/// The tree of a YAML text and the places of refused aliases and tags; or what stopped the reading.
pub struct Tree {
    pub root: Option<Node>,
    pub refused: Vec<(usize, usize)>,
}

enum Open {
    List { start: usize, items: Vec<Node> },
    Map { start: usize, pairs: Vec<(Node, Node)>, key: Option<Node> },
}

pub fn tree(yaml: &str) -> Result<Tree, Mistake> {
    if let Some(at) = endless(yaml) {
        return Err(Mistake::TooDeep { at });
    }
    let chars = CharBytes::new(yaml);
    let mut stack: Vec<Open> = Vec::new();
    let mut tree = Tree { root: None, refused: Vec::new() };
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event
            .map_err(|e| Mistake::Syntax(slip(yaml, chars.byte(e.marker().index()), e.info())))?;
        let (start, end) = chars.range(span);
        if stack.len() > DEPTH_MAX {
            return Err(Mistake::TooDeep { at: start });
        }
        let done = match event {
            Event::DocumentStart(_) if tree.root.is_some() => {
                return Err(Mistake::SecondDocument { at: start });
            }
            Event::SequenceStart(anchor, ref tag) => {
                refuse(anchor != 0 || tag.is_some(), start, end, &mut tree);
                stack.push(Open::List { start, items: Vec::new() });
                None
            }
            Event::MappingStart(anchor, ref tag) => {
                refuse(anchor != 0 || tag.is_some(), start, end, &mut tree);
                stack.push(Open::Map { start, pairs: Vec::new(), key: None });
                None
            }
            Event::Scalar(text, style, anchor, tag) => {
                refuse(anchor != 0 || tag.is_some(), start, end, &mut tree);
                let plain = style == ScalarStyle::Plain;
                let comment = comment_behind(yaml, end).filter(|_| plain);
                let of = Content::Scalar(text.into_owned());
                Some(Node { comment, ..Node::new(start, end, of) })
            }
            Event::Alias(_) => {
                refuse(true, start, end, &mut tree);
                Some(Node::new(start, end, Content::Refused))
            }
            Event::SequenceEnd | Event::MappingEnd => stack.pop().map(|open| close(open, end)),
            _ => None,
        };
        if let Some(node) = done {
            place(node, &mut stack, &mut tree.root);
        }
    }
    Ok(tree)
}

/// The `#` of a comment that begins behind this byte and blanks, on the same line.
fn comment_behind(yaml: &str, end: usize) -> Option<usize> {
    let rest = &yaml[end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest[blanks..].starts_with('#').then_some(end + blanks)
}

fn refuse(really: bool, start: usize, end: usize, tree: &mut Tree) {
    if really {
        tree.refused.push((start, end));
    }
}

fn close(open: Open, end: usize) -> Node {
    match open {
        Open::List { start, items } => Node::new(start, end.max(start), Content::List(items)),
        Open::Map { start, pairs, .. } => Node::new(start, end.max(start), Content::Map(pairs)),
    }
}

fn place(node: Node, stack: &mut [Open], root: &mut Option<Node>) {
    match stack.last_mut() {
        None => *root = Some(node),
        Some(Open::List { items, .. }) => items.push(node),
        Some(Open::Map { pairs, key, .. }) => match key.take() {
            None => *key = Some(node),
            Some(name) => pairs.push((name, node)),
        },
    }
}

/// Turns the parser's character positions into bytes.
struct CharBytes<'a> {
    text: &'a str,
    /// The byte of every 64th character.
    marks: Vec<usize>,
}

impl<'a> CharBytes<'a> {
    fn new(text: &'a str) -> CharBytes<'a> {
        let marks = text.char_indices().step_by(64).map(|(at, _)| at).collect();
        CharBytes { text, marks }
    }

    fn byte(&self, index: usize) -> usize {
        let Some(&near) = self.marks.get(index / 64) else { return self.text.len() };
        let rest = &self.text[near..];
        rest.char_indices().nth(index % 64).map_or(self.text.len(), |(at, _)| near + at)
    }

    fn range(&self, span: Span) -> (usize, usize) {
        let start = self.byte(span.start.index());
        (start, self.byte(span.end.index()).max(start))
    }
}
