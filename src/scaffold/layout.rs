//! Lays the fields of a declaration out as YAML to be filled in: required ones open, the others behind a `#`.

use crate::model::shape::{Field, Shape, Type};
use crate::model::{Base, Lang};

/// A value that is known already.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub field: &'static str,
    pub value: String,
    /// Of a list, what is known of its rows, field by field; what is empty is left to be filled in.
    pub rows: Vec<Vec<(&'static str, String)>>,
    /// Whether the field may be left out because of what else is known.
    pub unasked: bool,
    /// Where it comes from, for the line above it; may be empty.
    pub from: String,
}

/// Every field of a shape in its order, each under a line that says what belongs there.
pub fn layout(shape: &'static Shape, lang: Lang, given: &[Given]) -> String {
    let known = |field: &Field| given.iter().find(|given| given.field == field.name);
    shape.fields().map(|field| format!("\n{}", block(field, lang, known(field)))).collect()
}

/// One field under its line.
pub fn block(field: &'static Field, lang: Lang, known: Option<&Given>) -> String {
    let mut out = format!("# {}\n", meaning(field, lang, known));
    match known {
        Some(given) if !given.rows.is_empty() => {
            out.push_str(&format!("{}:\n", key(field, lang)));
            given.rows.iter().for_each(|row| out.push_str(&known_row(field, row, lang)));
        }
        Some(given) if given.unasked => out.push_str(&format!("#{}:\n", key(field, lang))),
        Some(given) => {
            out.push_str(&format!("{}: {}\n", key(field, lang), super::scalar(&given.value)));
        }
        None => {
            let mark = if field.required { "" } else { "#" };
            for line in lines(field, lang, field.required) {
                out.push_str(&format!("{mark}{line}\n"));
            }
        }
    }
    out
}

/// One row of a list of which something is known.
fn known_row(field: &Field, row: &[(&str, String)], lang: Lang) -> String {
    let shape = field.of.rows_of().expect("a list has rows of a shape");
    let line = |(at, (name, value)): (usize, &(&str, String))| {
        let inner = shape.field(shape.position(name, 0).expect("a declared field"));
        let mark = if at == 0 { "- " } else { "  " };
        let value = if value.is_empty() { String::new() } else { super::scalar(value) };
        format!("  {mark}{}: {value}\n", key(inner, lang)).replace(": \n", ":\n")
    };
    row.iter().enumerate().map(line).collect()
}

/// The name of the field, as it is written in a file of this language.
pub fn key(field: &Field, lang: Lang) -> &'static str {
    lang.pick(field.words.zh, field.name)
}

/// The field's own line and, of a group or a list, those inside it.
fn lines(field: &'static Field, lang: Lang, open: bool) -> Vec<String> {
    let mut lines = vec![format!("{}:", key(field, lang))];
    match field.of {
        Type::Group(shape) => {
            lines.extend(inside(shape, lang, open).into_iter().map(|line| indented("  ", line)));
        }
        Type::List(shape) => {
            let mut first = true;
            for line in inside(shape, lang, open) {
                // The dash belongs to the first field that is written, not to one behind a `#`.
                let dash = first && !line.starts_with('#');
                first &= !dash;
                lines.push(indented(if dash { "  - " } else { "    " }, line));
            }
        }
        Type::Texts => lines.push("  -".to_string()),
        _ => {}
    }
    lines
}

/// Fields of a group or of one item of a list, a line each. Where the group itself is open, those that may be left
/// out stand behind a `#` of their own; where it is not, its one `#` a line is enough: an empty field is no field.
///
/// What is required comes first: the dash of a list's item stands before it, and a field that is taken out of its `#`
/// later must stand behind the dash.
fn inside(shape: &'static Shape, lang: Lang, open: bool) -> Vec<String> {
    let mut all = Vec::new();
    let (required, others) = (shape.fields(), shape.fields());
    let first = required.filter(|field| field.required);
    for field in first.chain(others.filter(|field| !field.required)) {
        let mark = if open && !field.required { "#" } else { "" };
        // A declared field may hold fields like itself: one of them shows how all are written.
        let of_itself = field.of.rows_of().is_some_and(|rows| std::ptr::eq(rows, shape));
        let mut own = match of_itself {
            true => vec![format!("{}:", key(field, lang))],
            false => lines(field, lang, open && field.required),
        };
        let hint = match field.required {
            true => lang.pick("必填", "required"),
            false => "",
        };
        own[0] = commented(
            &own[0],
            &joined(lang, [hint, field.gloss.in_lang(lang), &form(field, lang)]),
        );
        all.extend(own.into_iter().map(|line| format!("{mark}{line}")));
    }
    all
}

fn indented(by: &str, line: String) -> String {
    match line.strip_prefix('#') {
        Some(rest) => format!("#{by}{rest}"),
        None => format!("{by}{line}"),
    }
}

fn commented(line: &str, words: &str) -> String {
    if words.is_empty() { line.to_string() } else { format!("{line}  # {words}") }
}

/// What belongs into a field, for the line above it.
pub fn meaning(field: &Field, lang: Lang, known: Option<&Given>) -> String {
    let name = match lang.base() {
        Base::Zh => field.words.zh.to_string(),
        Base::En => capital(field.words.en),
    };
    let head = match (field.required, lang.base()) {
        (false, _) => name,
        (true, Base::Zh) => format!("{name}（必填）"),
        (true, Base::En) => format!("{name} (required)"),
    };
    let from = known.map_or("", |given| given.from.as_str());
    let words = joined(lang, [field.gloss.in_lang(lang), &form(field, lang), from]);
    if words.is_empty() { head } else { format!("{head}{}{words}", lang.pick("：", ": ")) }
}

/// How the value is written; nothing where it is plain text.
fn form(field: &Field, lang: Lang) -> String {
    let words = |choice: &crate::model::shape::Choice| lang.pick(choice.words.zh, choice.key);
    match field.of {
        Type::Choice(choices) | Type::ChoiceOr(choices) => {
            let all: Vec<&str> = choices.iter().map(words).collect();
            lang.pick(format!("写 {}", all.join("、")), format!("one of {}", all.join(", ")))
        }
        Type::Text | Type::Reference | Type::CreditCode | Type::Phone | Type::Group(_) => {
            String::new()
        }
        of => of.expected().in_lang(lang).to_string(),
    }
}

fn joined(lang: Lang, parts: [&str; 3]) -> String {
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(lang.pick("；", "; "))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Report, rules};
    use crate::kind;
    use crate::source::{self, Source};

    /// Every shape a draft is made of. A declaration is none: its fields hold fields without end.
    fn drafted() -> impl Iterator<Item = &'static Shape> {
        let endless = |shape: &&'static Shape| !std::ptr::eq(*shape, &kind::declared::DECLARATION);
        kind::shapes().into_iter().filter(endless)
    }

    /// What reading a text says: the codes of its findings.
    fn told(text: &str, shape: &'static Shape) -> Vec<&'static str> {
        let mut report = Report::default();
        let path = std::sync::Arc::from("a.yaml");
        let source = Source::of(path, text.to_string());
        source::record(&source, shape, &mut report);
        report.findings.iter().map(|finding| finding.rule.code).collect()
    }

    /// Required fields that stand open: those of required groups and lists with them.
    fn open(shape: &'static Shape) -> usize {
        let required = shape.fields().filter(|field| field.required);
        required
            .map(|field| match field.of {
                Type::Group(inner) | Type::List(inner) => open(inner).max(1),
                _ => 1,
            })
            .sum()
    }

    #[test]
    fn every_declared_shape_is_laid_out_and_only_what_is_required_is_missed() {
        for shape in drafted() {
            for lang in [Lang::Zh, Lang::En] {
                let text = layout(shape, lang, &[]);
                let missing = vec![rules::MISSING_FIELD.code; open(shape)];
                assert_eq!(told(&text, shape), missing, "{}:\n{text}", shape.name);
                for field in shape.fields() {
                    let (key, at) = (key(field, lang), if field.required { "\n" } else { "\n#" });
                    assert!(text.contains(&format!("{at}{key}:")), "{key} in\n{text}");
                }
            }
        }
    }

    /// Who fills in a field types before its hint, which then stands behind a text.
    #[test]
    fn a_hint_may_stay_behind_what_is_filled_in() {
        for shape in drafted() {
            for lang in [Lang::Zh, Lang::En] {
                let text = layout(shape, lang, &[]).replace(":  # ", ": 甲  # ");
                let told = told(&text, shape);
                assert!(!told.contains(&rules::TEXT_BEHIND_HASH.code), "{}:\n{text}", shape.name);
            }
        }
    }

    #[test]
    fn an_item_begins_with_a_field_that_is_required() {
        for shape in drafted() {
            let text = layout(shape, Lang::Zh, &[]);
            let lines: Vec<&str> = text.lines().collect();
            for two in lines.windows(2).filter(|two| two[1].starts_with("  - ")) {
                assert!(!two[0].starts_with('#'), "{} stands before its dash:\n{text}", two[0]);
            }
        }
    }

    #[test]
    fn without_its_marks_every_field_is_one_the_reader_knows() {
        for shape in drafted() {
            let text = layout(shape, Lang::Zh, &[]);
            // A mark stands before a key or an indent; a comment has one space behind it.
            let used = |line: &str| match line.strip_prefix('#') {
                Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => rest.to_string(),
                _ => line.to_string(),
            };
            let text: Vec<String> = text.lines().map(used).collect();
            let mut codes = told(&text.join("\n"), shape);
            codes.retain(|code| *code != rules::MISSING_FIELD.code);
            // An empty item of a list of texts is the one thing left to fill in that is not required.
            let lists = shape.fields().filter(|field| matches!(field.of, Type::Texts)).count();
            let wrong = codes.iter().all(|code| *code == rules::WRONG_TYPE.code);
            assert!(wrong && codes.len() <= lists, "{}: {codes:?}", shape.name);
        }
    }
}
