//! Texts of a hundred thousand odd characters come to an end: nothing is looked for through all of them from each.

use super::{Leads, Names, to_html};

#[test]
fn odd_characters_without_end_are_read_once() {
    let all: [(&str, String); 10] = [
        ("closing brackets", "字".to_string() + &"]（".repeat(60_000)),
        ("closing and addresses", "字".to_string() + &"】(www.".repeat(40_000)),
        ("factors", "数量".to_string() + &"甲*乙".repeat(60_000)),
        ("figures", "数量".to_string() + &"1)*(".repeat(60_000)),
        ("masks", "付给张**".repeat(30_000)),
        ("bold and masks", "**甲**付给张**".repeat(20_000)),
        ("gaps", "姓名____，".repeat(40_000)),
        ("a rule", "字\n\n".to_string() + &"____ ".repeat(60_000)),
        ("labels", (0..15_000).map(|at| format!("[甲{at}]: 乙\n")).collect()),
        ("rows", format!("|{}|\n{}", "甲".repeat(100_000), "|a|\n".repeat(30_000))),
    ];
    for (name, text) in all {
        let html = to_html(&text, &Names::default(), &Leads::new()).html;
        assert!(!html.is_empty(), "{name}");
    }
}
