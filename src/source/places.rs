//! Where the fields and scalars of a YAML text stand, in bytes.

use super::marks::{Content, Node, tree};
use crate::model::shape::{Shape, Type};

/// Where the fields of a YAML text stand: read once, asked as often as there are findings.
pub struct Places<'a> {
    yaml: &'a str,
    offset: usize,
    shape: &'static Shape,
    root: Node,
}

impl<'a> Places<'a> {
    /// `offset` is the byte of the file the text begins at. `None` where the text is no YAML.
    pub fn read(yaml: &'a str, offset: usize, shape: &'static Shape) -> Option<Places<'a>> {
        let root = tree(yaml).ok()?.root?;
        Some(Places { yaml, offset, shape, root })
    }

    /// The bytes of the field a finding speaks of, such as `lines.3.amount`; the nearest thing around it otherwise. Of
    /// what takes several lines, the first one.
    pub fn of(&self, way: &str) -> Option<(usize, usize)> {
        let (start, end) = first_line(self.yaml, self.node(way));
        Some((start + self.offset, end + self.offset))
    }

    /// All the bytes of a field.
    pub fn whole(&self, way: &str) -> Option<(usize, usize)> {
        let node = self.node(way);
        Some((node.start + self.offset, node.end + self.offset))
    }

    fn node(&self, way: &str) -> &Node {
        let (mut node, mut shape) = (&self.root, Some(self.shape));
        let mut of: Option<Type> = None;
        for step in way.split('.') {
            let next = match (&node.of, step.parse::<usize>()) {
                (Content::List(items), Ok(index)) => items.get(index),
                (Content::Map(pairs), _) => pairs.iter().find_map(|(key, value)| {
                    let Content::Scalar(text) = &key.of else { return None };
                    let field = shape?.field(shape?.position(text, 0)?);
                    (field.name == step).then(|| {
                        of = Some(field.of);
                        value
                    })
                }),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
            if let Some(Type::List(inner) | Type::Group(inner)) = of {
                shape = Some(inner);
            }
        }
        node
    }
}

/// A whole line item is marked by its first line only: a caret under thirty lines helps nobody.
fn first_line(yaml: &str, node: &Node) -> (usize, usize) {
    let rest = &yaml[node.start..node.end];
    let line = rest.find('\n').map_or(node.end, |at| node.start + at);
    (node.start, line)
}

/// The scalars of a YAML text by the bytes they stand in: read once, asked as often as there are hits.
pub struct Scalars {
    shape: &'static Shape,
    root: Option<Node>,
}

impl Scalars {
    pub fn read(yaml: &str, shape: &'static Shape) -> Scalars {
        Scalars { shape, root: tree(yaml).ok().and_then(|tree| tree.root) }
    }

    /// Every scalar of a declared field, in the order of the text, with the way to it, its bytes and what it says.
    pub fn each(&self, tell: &mut impl FnMut(&str, (usize, usize), &str)) {
        if let Some(root) = &self.root {
            each_in(root, Type::Group(self.shape), "", tell);
        }
    }

    /// The declared type of the scalar that holds this byte, and what it says.
    pub fn at(&self, byte: usize) -> Option<(Type, String)> {
        scalar_in(self.root.as_ref()?, Type::Group(self.shape), byte)
    }
}

fn each_in(node: &Node, of: Type, way: &str, tell: &mut impl FnMut(&str, (usize, usize), &str)) {
    let below =
        |step: &str| if way.is_empty() { step.to_string() } else { format!("{way}.{step}") };
    match (&node.of, of) {
        (Content::Map(pairs), Type::Group(shape) | Type::List(shape)) => {
            for (key, value) in pairs {
                let Content::Scalar(text) = &key.of else { continue };
                let Some(at) = shape.position(text, 0) else { continue };
                let field = shape.field(at);
                each_in(value, field.of, &below(field.name), tell);
            }
        }
        (Content::List(items), _) => {
            for (at, item) in items.iter().enumerate() {
                each_in(item, of, &below(&at.to_string()), tell);
            }
        }
        (Content::Scalar(text), _) => tell(way, (node.start, node.end), text),
        _ => {}
    }
}

fn scalar_in(node: &Node, of: Type, byte: usize) -> Option<(Type, String)> {
    // What stands in a list or a group stands there in order.
    match (&node.of, of) {
        (Content::Map(pairs), Type::Group(shape) | Type::List(shape)) => {
            let at = pairs.partition_point(|(key, _)| key.start <= byte).checked_sub(1)?;
            let (key, value) = &pairs[at];
            let Content::Scalar(text) = &key.of else { return None };
            let field = shape.field(shape.position(text, 0)?);
            scalar_in(value, field.of, byte)
        }
        (Content::List(items), Type::List(_) | Type::Texts | Type::Record(_)) => {
            let at = items.partition_point(|item| item.start <= byte).checked_sub(1)?;
            scalar_in(&items[at], of, byte)
        }
        (Content::Scalar(text), of) => {
            (node.start <= byte && byte < node.end).then(|| (of, text.clone()))
        }
        _ => None,
    }
}
