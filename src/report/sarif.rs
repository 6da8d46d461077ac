//! SARIF 2.1.0, the exchange format of code hosts and editors.

use serde_json::{Map, Value, json};

use super::json::pretty;
use super::place::Spot;
use super::{Problem, Run};
use crate::finding::{Grade, Rule};
use crate::model::Lang;

/// The name for the project folder; a reader gives it an address, so no machine's path is told.
const PROJECT: &str = "PROJECT";

/// The whole log and a line end. Only rules that have results are described.
pub(super) fn document(run: &Run, problems: &[Problem]) -> String {
    let mut rules: Vec<&Rule> = problems.iter().map(|one| one.finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    let results: Vec<Value> = problems.iter().map(|one| result(run.lang, one, &rules)).collect();
    let folder = run.lang.pick("项目文件夹", "the project folder");
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": run.lang.tag(),
                "rules": rules.iter().map(|rule| described(run.lang, rule)).collect::<Vec<_>>(),
            } },
            "language": run.lang.tag(),
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { PROJECT: { "description": { "text": folder } } },
            "results": results,
        }],
    }))
}

fn described(lang: Lang, rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title.in_lang(lang) },
        "defaultConfiguration": { "level": level(rule.grade) },
        "properties": { "basis": rule.basis },
    })
}

fn result(lang: Lang, problem: &Problem, rules: &[&Rule]) -> Value {
    let index = rules.iter().position(|rule| rule.code == problem.code());
    let mut physical = Map::new();
    let location = json!({ "uri": uri(&problem.path), "uriBaseId": PROJECT });
    physical.insert("artifactLocation".to_string(), location);
    if let Some(spot) = problem.spot {
        physical.insert("region".to_string(), region(spot));
    }
    json!({
        "ruleId": problem.code(),
        "ruleIndex": index,
        "level": level(problem.finding.grade),
        "message": { "text": literal(&problem.advice(lang)) },
        "locations": [{ "physicalLocation": physical }],
    })
}

/// Text that means only itself: braces would name arguments, brackets before a parenthesis a link.
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

fn level(grade: Grade) -> &'static str {
    match grade {
        Grade::MustFix => "error",
        Grade::Notice => "warning",
        Grade::Internal => "note",
    }
}

fn region(spot: Spot) -> Value {
    json!({
        "startLine": spot.start.line,
        "startColumn": spot.start.column,
        "endLine": spot.end.line,
        "endColumn": spot.end.column,
    })
}

/// A relative reference (RFC 3986): everything but plain letters, digits, `-._~` and `/` escaped,
/// the colon too, which would make a scheme of the first folder.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let escaped = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    path.bytes().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::{literal, uri};

    #[test]
    fn takes_people_at_their_word() {
        assert_eq!(literal("`{0}` 见 [此](http://a)"), "`{{0}}` 见 [此] (http://a)");
    }

    #[test]
    fn escapes_a_path_by_bytes() {
        assert_eq!(uri("content/账 目/a%:b.yaml"), "content/%E8%B4%A6%20%E7%9B%AE/a%25%3Ab.yaml");
    }
}
