//! A portal's own language: one file in `content/texts/`, laid beside the words sunlit has in one of its own two.

#[cfg(test)]
mod gathered;
mod known;
mod laid;

use std::collections::BTreeMap;

use serde_yaml::Value;

use crate::finding::{Place, Report, rules};
use crate::kind::portal::Settings;
use crate::model::manner::Form;
use crate::model::{Base, Fiscal, Lang, Manner, Said};
use crate::source::{self, Source};

pub use known::{in_currency, known};

/// Which of the two languages stands where the file has no words.
const BASE: &str = "base";
/// What the program says, by what it says in that language; every other key is a text of the theme.
const SAID: &str = "said";

/// Stands in a text for the currency's word.
const CURRENCY: &str = "{currency}";

/// How many texts messages name; their number is always told.
const NAMED_MAX: usize = 5;

/// Where the file of a language lies. `None` for what cannot be a tag, such as a path.
pub fn path(tag: &str) -> Option<String> {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    tag.split('-').all(part).then(|| format!("content/texts/{tag}.yaml"))
}

/// One of the two languages sunlit has itself, in the portal's currency and form of numbers.
pub fn built_in(base: Base, settings: &Settings) -> Lang {
    let plain = match base {
        Base::Zh => Lang::Zh,
        Base::En => Lang::En,
    };
    let usual = settings.currency.is_none() && settings.number_form == Default::default();
    match usual && !settings.fiscal.crosses() {
        true => plain,
        false => Lang::own(manner(base.tag(), base, kept(settings), &BTreeMap::new())),
    }
}

/// A language of the program for messages about a portal: with the portal's word where yuan would stand.
pub fn in_words_of(lang: Lang, currency: Option<&str>) -> Lang {
    match (lang, currency) {
        (Lang::Own(_), _) | (_, None) => lang,
        _ => {
            let (base, kept) = (lang.base(), (currency, Form::default(), Fiscal::default()));
            Lang::own(manner(base.tag(), base, kept, &BTreeMap::new()))
        }
    }
}

fn kept(settings: &Settings) -> (Option<&str>, Form, Fiscal) {
    (settings.currency.as_deref(), settings.number_form, settings.fiscal)
}

/// The language of a file, and what the file lacks or has too much. `theme` gives the theme's texts by their keys.
pub fn read(
    (tag, source): (&str, &Source),
    settings: &Settings,
    theme: &dyn Fn(Base) -> BTreeMap<String, String>,
    report: &mut Report,
) -> Lang {
    source::texts_cut_short(source, report);
    let Some(File { base, said, texts }) = file(source, report) else {
        return built_in(Base::En, settings);
    };
    let texts = laid::sound(source, texts, &theme(base), report);
    let known = known(base).map(|word| (word.to_string(), word.to_string())).collect();
    let said = laid::sound(source, said, &known, report);
    let mut manner = manner(tag, base, kept(settings), &said);
    let currency = settings.currency.as_deref().unwrap_or(usual_currency(base));
    manner.texts = texts.into_iter().map(|(k, t)| (k, t.replace(CURRENCY, currency))).collect();
    Lang::own(manner)
}

/// What a file of a language holds.
struct File {
    base: Base,
    said: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
}

fn file(source: &Source, report: &mut Report) -> Option<File> {
    let tree: BTreeMap<String, Value> = match serde_yaml::from_str(&source.text) {
        Ok(tree) => tree,
        Err(error) => {
            let said = Said::new(format!("YAML 读不懂：{error}"), format!("cannot read: {error}"));
            report.push(source.finding(&rules::INVALID_YAML, Place::File, said).help(
                "每行写成 `键: \"文字\"`；程序说的话写在 `said:` 下",
                "write each line as `key: \"text\"`, and what the program says below `said:`",
            ));
            return None;
        }
    };
    let (mut said, mut texts) = (BTreeMap::new(), BTreeMap::new());
    for (key, value) in tree.iter().filter(|(key, _)| *key != BASE) {
        match (key.as_str(), value.as_mapping()) {
            (SAID, Some(map)) => said.extend(map.iter().filter_map(pair)),
            _ => flatten(key, value, &mut texts),
        }
    }
    let chinese = tree.get(BASE).and_then(Value::as_str) == Some(Base::Zh.tag());
    let base = if chinese { Base::Zh } else { Base::En };
    Some(File { base, said, texts })
}

fn pair((key, value): (&Value, &Value)) -> Option<(String, String)> {
    Some((key.as_str()?.to_string(), value.as_str()?.to_string()))
}

fn flatten(way: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match (value.as_mapping(), value.as_str()) {
        (Some(map), _) => map.iter().for_each(|(key, value)| {
            flatten(&format!("{way}.{}", key.as_str().unwrap_or_default()), value, texts);
        }),
        (None, text) => {
            texts.insert(way.to_string(), text.unwrap_or_default().to_string());
        }
    }
}

/// Words of a file in the portal's currency and form. What it does not say is said as the base has it.
fn manner(
    tag: &str,
    base: Base,
    (currency, form, fiscal): (Option<&str>, Form, Fiscal),
    said: &BTreeMap<String, String>,
) -> Manner {
    let mut manner = Manner::new(tag, base, currency.map(str::to_string), form);
    manner.fiscal = fiscal;
    let all: Vec<(&str, String)> = known(base)
        .map(|word| match (said.get(word), currency) {
            (Some(said), currency) => {
                (word, said.replace(CURRENCY, currency.unwrap_or(usual_currency(base))))
            }
            (None, Some(currency)) => (word, in_currency(base, word, currency)),
            (None, None) => (word, word.to_string()),
        })
        .collect();
    manner.learn(all.iter().map(|(word, said)| (*word, said.as_str())));
    manner
}

fn usual_currency(base: Base) -> &'static str {
    match base {
        Base::Zh => "元",
        Base::En => "yuan",
    }
}
