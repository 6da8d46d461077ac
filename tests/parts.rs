//! Each part of the theme in each of its examples, held by a golden file.

use std::path::Path;

use sunlit::model::Lang;
use sunlit::page::theme::Theme;

use crate::golden::{Files, hold, readable};

#[test]
fn every_example_of_a_part_is_as_its_golden_file_says() {
    let theme = Theme::load(Vec::new(), Lang::Zh).expect("the built-in theme");
    let mut made = Files::new();
    for part in theme.patterns().expect("every part renders") {
        for state in part.states {
            let path = format!("{}/{}.html", part.part, state.name.replace(' ', "-"));
            let html = readable(&path, state.html.into_bytes());
            assert!(made.insert(path, html).is_none(), "two examples of one name: {}", state.name);
        }
    }
    assert!(made.len() > 20, "there are parts");
    hold(&[(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parts"), made)]);
}
