//! How each rule asks, read from the files in `methods/`: the one source of `sunlit explain`, of the page of methods and
//! of its reference.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::finding::{Grade, Rule, rules};
use crate::kind::portal::{SETTINGS, Settings};
use crate::model::{Lang, Said, Words};

static FILES: &[&str] = &[
    include_str!("methods/reading.yaml"),
    include_str!("methods/fields.yaml"),
    include_str!("methods/published.yaml"),
    include_str!("methods/sums.yaml"),
    include_str!("methods/clock.yaml"),
    include_str!("methods/lines.yaml"),
    include_str!("methods/works.yaml"),
    include_str!("methods/people.yaml"),
    include_str!("methods/records.yaml"),
    include_str!("methods/declared.yaml"),
    include_str!("methods/assets.yaml"),
    include_str!("methods/attachments.yaml"),
    include_str!("methods/law.yaml"),
    include_str!("methods/privacy.yaml"),
];

/// What stands behind a code, for someone who was asked.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    asks: Said,
    inputs: Option<Said>,
    formula: Option<Said>,
    /// Names of the settings that hold its thresholds.
    #[serde(default)]
    settings: Vec<String>,
    example: Said,
    /// Why it is so where nothing is wrong.
    innocent: Option<Said>,
    /// What would settle it.
    settles: Said,
}

static ALL: LazyLock<BTreeMap<String, Method>> = LazyLock::new(|| {
    let read = |text: &&str| -> BTreeMap<String, Method> {
        serde_yaml::from_str(text).expect("the methods are sound YAML")
    };
    FILES.iter().flat_map(read).collect()
});

/// One labelled paragraph of a method.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub label: Words,
    pub text: Said,
}

/// What a rule asks, with the thresholds in force.
pub fn of(rule: &Rule, settings: &Settings) -> Vec<Paragraph> {
    let method = ALL.get(rule.code).expect("every rule has its method");
    let thresholds = thresholds(method, settings);
    let all = [
        (Words::new("问什么", "Asks"), Some(&method.asks)),
        (Words::new("看哪些", "Looks at"), method.inputs.as_ref()),
        (Words::new("怎么算", "Reckons"), method.formula.as_ref()),
        (Words::new("门槛", "Threshold"), thresholds.as_ref()),
        (Words::new("举例", "Example"), Some(&method.example)),
        (Words::new("常见的正当原因", "Innocent reasons"), method.innocent.as_ref()),
        (Words::new("怎样说清", "What settles it"), Some(&method.settles)),
    ];
    let told = all.into_iter().filter_map(|(label, text)| {
        let text = text?.clone();
        Some(Paragraph { label, text })
    });
    told.collect()
}

/// Each threshold by its name, its value and the setting that changes it.
fn thresholds(method: &Method, settings: &Settings) -> Option<Said> {
    let one = |name: &String| {
        let at = SETTINGS.position(name, 0).expect("a declared setting");
        let (words, value) = (SETTINGS.field(at).words, settings.said(name).expect("a threshold"));
        Said::new(
            format!("{} {}（`settings.{name}`）", words.zh, value.zh),
            format!("{}: {} (`settings.{name}`)", words.en, value.en),
        )
    };
    let all: Vec<Said> = method.settings.iter().map(one).collect();
    let join = |lang: Lang| {
        let texts: Vec<String> = all.iter().map(|said| said.in_lang(lang)).collect();
        texts.join(lang.pick("；", "; "))
    };
    (!all.is_empty()).then(|| Said::new(join(Lang::Zh), join(Lang::En)))
}

/// Whether residents may meet the rule: internal ones are not for them, and those about the form of files mean
/// nothing to them.
pub fn is_public(rule: &Rule) -> bool {
    rule.grade != Grade::Internal
        && rule.basis.starts_with(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'])
}

const OPENING: &str = "\
<!-- Made from src/check/methods; a test holds it fresh. Do not edit by hand. -->
# Methods / 核对方法

What `sunlit explain CODE` says, for every code: what is asked, of what, how it is reckoned, and
what would settle it. A question is no verdict: most have an innocent answer. Thresholds are those
in force where `portal.yaml` says nothing.

每个代号问什么、看哪些、怎么算、怎样说清。提出问题不等于认定有错，多数都有正当原因。门槛是 `portal.yaml` 没有另写时的数。
";

/// The reference of methods, `docs/reference/methods.md`, in the order of the list of rules.
pub fn markdown() -> String {
    let settings = Settings::from(None);
    rules::ALL.iter().fold(OPENING.to_string(), |page, rule| page + &section(rule, &settings))
}

fn section(rule: &Rule, settings: &Settings) -> String {
    let (grade, title) = (rule.grade.words(), rule.title);
    let mut out = format!(
        "\n## {}\n\n{} / {}. {} {}; basis {}\n\n",
        rule.code, title.zh, title.en, grade.en, grade.zh, rule.basis
    );
    for Paragraph { label, text } in of(rule, settings) {
        out.push_str(&format!("- {}：{}<br>*{}*: {}\n", label.zh, text.zh, label.en, text.en));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_method_and_every_method_its_rule() {
        let codes: Vec<&str> = rules::ALL.iter().map(|rule| rule.code).collect();
        let unknown: Vec<_> = ALL.keys().filter(|code| !codes.contains(&&***code)).collect();
        let missing: Vec<_> = codes.iter().filter(|code| !ALL.contains_key(**code)).collect();
        assert!(unknown.is_empty() && missing.is_empty(), "{unknown:?} {missing:?}");
    }

    #[test]
    fn what_residents_or_supervisors_read_is_told_in_full() {
        for rule in rules::ALL.iter().filter(|r| r.grade == Grade::Internal || is_public(r)) {
            let method = &ALL[rule.code];
            let whole = [&method.inputs, &method.formula, &method.innocent];
            assert!(whole.iter().all(|text| text.is_some()), "{}", rule.code);
        }
    }

    #[test]
    fn no_method_accuses() {
        for rule in rules::ALL {
            for paragraph in of(rule, &Settings::from(None)) {
                for word in ["涉嫌", "贪污", "套取", "违纪", "违法"] {
                    assert!(!paragraph.text.zh.contains(word), "{}: {word}", rule.code);
                }
                assert!(!paragraph.text.zh.is_empty() && !paragraph.text.en.is_empty());
            }
        }
    }

    #[test]
    fn the_page_in_docs_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference/methods.md");
        if std::env::var_os("SUNLIT_ACCEPT").is_some() {
            std::fs::write(path, super::markdown()).expect("the page can be written");
        }
        let page = std::fs::read_to_string(path).expect("the page is there");
        assert!(page == super::markdown(), "stale; accept with SUNLIT_ACCEPT=1: {path}");
    }
}
