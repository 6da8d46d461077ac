//! The reference of findings, `docs/reference/findings.md`, made from the list of rules.

use super::Rule;
use super::rules::ALL;

const OPENING: &str = "\
<!-- Made from src/finding/rules.rs; a test holds it fresh. Do not edit by hand. -->
# Findings / 问题代号

A code is part of the interface: never renamed, never reused. *Basis* is the number of the question in the list of audit
questions the rules were drawn from (A sums, B clock, C lines, I privacy and independence), a section of that list, or
`reading` for files that cannot be read as they stand.

- `error` 必改 blocks publication. 不改好不能公开。
- `notice` 提示 is published beside the unit's own explanation. 与本单位的说明并列公开。
- `internal` 内部 is told by `sunlit check --internal` alone and reaches no output. 只在内部检查时列出，不进任何页面。
";

/// The whole page: a heading a code, in the order of the list.
pub fn markdown() -> String {
    ALL.iter().fold(OPENING.to_string(), |page, rule| page + &section(rule))
}

fn section(rule: &Rule) -> String {
    let (grade, title) = (rule.grade.words(), rule.title);
    format!(
        "\n## {}\n\n{} / {}\n\n{} {}; basis {}\n",
        rule.code, title.zh, title.en, grade.en, grade.zh, rule.basis
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_docs_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/findings.md");
        if std::env::var_os("SUNLIT_ACCEPT").is_some() {
            std::fs::write(path, super::markdown()).expect("the page can be written");
        }
        let page = std::fs::read_to_string(path).expect("the page is there");
        assert!(page == super::markdown(), "stale; accept with SUNLIT_ACCEPT=1: {path}");
    }
}
