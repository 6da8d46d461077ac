//! What currency a portal keeps: asked of its settings before anything else is read, since amounts stand in them too.

use super::marks::{Content, Node, tree};

/// The groups that lead to the word, by their names in both languages.
const WAY: [[&str; 2]; 2] = [["settings", "设置"], ["currency", "货币"]];

/// The portal's own word for its currency; empty where it has none, or where its file is no YAML.
pub fn currency_word(yaml: &str) -> String {
    let Some(root) = tree(yaml).ok().and_then(|tree| tree.root) else { return String::new() };
    let found = WAY.iter().try_fold(&root, |node, names| inside(node, names));
    match found.map(|node| &node.of) {
        Some(Content::Scalar(word)) => word.trim().to_string(),
        _ => String::new(),
    }
}

fn inside<'t>(node: &'t Node, names: &[&str]) -> Option<&'t Node> {
    let Content::Map(pairs) = &node.of else { return None };
    let is =
        |key: &Node| matches!(&key.of, Content::Scalar(name) if names.contains(&name.as_str()));
    pairs.iter().find(|(key, _)| is(key)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::currency_word;

    #[test]
    fn the_word_is_found_however_it_is_laid_out() {
        let cases = [
            ("name: 甲\nsettings: {currency: GBP}\n", "GBP"),
            ("设置:\n  公开日: 5\n  货币: '£'\n", "£"),
            ("currency: GBP\n", ""),
            ("settings: [\n", ""),
            ("", ""),
        ];
        for (yaml, word) in cases {
            assert_eq!(currency_word(yaml), word, "{yaml}");
        }
    }
}
