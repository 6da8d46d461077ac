//! What an office was asked once about its tables: the mapping kept in `imports/`, read and written as small YAML.

use serde::Deserialize;

use crate::model::{Lang, Said};
use crate::scan;
use crate::tabular::headings::{self, bare, parse};

/// How the tables of a unit, or of the whole county, are read where the lists of headings do not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(default, alias = "表头")]
    pub headings: Vec<Heading>,
    #[serde(default, alias = "词")]
    pub words: Vec<Word>,
}

/// A column by its heading, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The kind whose tables have it, by its key; nothing is the books.
    #[serde(default, alias = "类别")]
    pub kind: String,
    #[serde(alias = "写的是")]
    pub written: String,
    #[serde(alias = "当作")]
    pub means: String,
}

/// A word of a column, and the choice it means.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    #[serde(alias = "栏")]
    pub column: String,
    #[serde(alias = "写的是")]
    pub written: String,
    /// Where a word means one thing of money that came in and another of money that went out.
    #[serde(default, alias = "收支")]
    pub direction: String,
    #[serde(alias = "当作")]
    pub means: String,
}

/// What is kept for all units.
pub const COUNTY: &str = "imports/county.yaml";

/// Where a unit's own mapping is kept.
pub fn of_unit(id: &str) -> String {
    format!("imports/units/{id}.yaml")
}

/// Whether words may be kept: a number of a person may not, nor what is likely one.
fn is_kept(words: &str) -> bool {
    scan::hits(words.as_bytes()).is_empty() && scan::likely(words).is_empty()
}

/// What is meant where a word says nothing of the field and the field stays empty.
pub const NOTHING: &str = "nothing";

impl Mapping {
    /// Reads a mapping, and asks of each entry whether it names what there is.
    pub fn read(text: &str) -> Result<Mapping, (usize, Said)> {
        let mapping: Mapping = parse(text)?;
        let line_of = |word: &str| {
            let at = text.lines().position(|line| line.contains(word));
            at.map_or(1, |at| at + 1)
        };
        // What a kind's fields are called is known where its tables are read.
        for heading in mapping.headings.iter().filter(|heading| heading.kind.is_empty()) {
            if headings::role(&heading.means).is_none() {
                let means = &heading.means;
                let said = Said::new(
                    format!("没有 `{means}` 这样的栏"),
                    format!("there is no column `{means}`"),
                );
                return Err((line_of(means), said));
            }
        }
        for word in &mapping.words {
            let known = headings::role(&word.column)
                .is_some_and(|column| column == "date" || choice(column, &word.means).is_some());
            if !known {
                let (column, means) = (&word.column, &word.means);
                let said = Said::new(
                    format!("`{column}` 没有 `{means}` 这一项"),
                    format!("`{column}` has no choice `{means}`"),
                );
                return Err((line_of(means), said));
            }
        }
        Ok(mapping)
    }

    /// What a heading means.
    pub fn column(&self, heading: &str) -> Option<&'static str> {
        let heading = bare(heading);
        let mut books = self.headings.iter().rev().filter(|known| known.kind.is_empty());
        let found = books.find(|known| bare(&known.written) == heading)?;
        headings::role(&found.means)
    }

    /// What headings mean in the tables of a kind, by its key or either of its words: the heading, and the name of a field.
    pub fn of_kind(&self, names: [&str; 3]) -> impl Iterator<Item = (&str, &str)> {
        let is_own = move |heading: &&Heading| names.contains(&heading.kind.as_str());
        let own = self.headings.iter().filter(is_own);
        own.map(|heading| (heading.written.as_str(), heading.means.as_str()))
    }

    /// What a word of a column means, of money that goes this way.
    pub fn word(&self, column: &str, written: &str, direction: &str) -> Option<&'static str> {
        let written = bare(written);
        let mut found = self.of(column, direction).rev();
        choice(column, &found.find(|word| bare(&word.written) == written)?.means)
    }

    /// What a line is whose text holds one that was told, numbers apart: 付2月路灯电费 tells of 付3月路灯电费. The longest.
    pub fn text(&self, written: &str, direction: &str) -> Option<&'static str> {
        let written = without_numbers(written);
        let known = self.of("text", direction).map(|word| (without_numbers(&word.written), word));
        let holds = known.filter(|(known, _)| !known.is_empty() && written.contains(known));
        let (_, longest) = holds.max_by_key(|(known, _)| known.len())?;
        choice("text", &longest.means)
    }

    /// The words of a column that speak of money which goes this way.
    fn of(&self, column: &str, direction: &str) -> impl DoubleEndedIterator<Item = &Word> {
        self.words.iter().filter(move |word| {
            let goes = word.direction.is_empty()
                || choice("direction", &word.direction) == choice("direction", direction);
            headings::role(&word.column) == Some(column) && goes
        })
    }

    /// The file, in the language of the unit's files.
    pub fn written(&self, lang: Lang) -> String {
        let mut out = lang
            .pick(
                "# sunlit import 问过的，都记在这里；可以改，不上网。\n",
                "# What sunlit import was told. It may be changed, and is not published.\n",
            )
            .to_string();
        let scalar = crate::scaffold::scalar;
        let keys = |zh: &'static str, en: &'static str| lang.pick(zh, en);
        let (written, means) = (keys("写的是", "written"), keys("当作", "means"));
        if !self.headings.is_empty() {
            out.push_str(&format!("{}:\n", keys("表头", "headings")));
        }
        let headings = self.headings.iter().filter(|heading| is_kept(&heading.written));
        for Heading { kind, written: heading, means: role } in headings {
            let books = headings::role(role).filter(|_| kind.is_empty());
            let role = books.map_or(role.clone(), |role| {
                lang.pick(headings::called(role).zh, role.to_string())
            });
            let kind = match kind.is_empty() {
                true => String::new(),
                false => format!("{}: {}, ", keys("类别", "kind"), scalar(kind)),
            };
            out.push_str(&format!(
                "  - {{{kind}{written}: {}, {means}: {}}}\n",
                scalar(heading),
                scalar(&role)
            ));
        }
        if !self.words.is_empty() {
            out.push_str(&format!("{}:\n", keys("词", "words")));
        }
        for word in self.words.iter().filter(|word| is_kept(&word.written)) {
            let column = headings::role(&word.column).unwrap_or_default();
            let called = lang.pick(headings::called(column).zh, column.to_string());
            let said = |column: &str, key: &str| said(column, key, lang);
            let way = match word.direction.is_empty() {
                true => String::new(),
                false => format!(
                    "{}: {}, ",
                    keys("收支", "direction"),
                    scalar(&said("direction", &word.direction))
                ),
            };
            out.push_str(&format!(
                "  - {{{}: {}, {written}: {}, {way}{means}: {}}}\n",
                keys("栏", "column"),
                scalar(&called),
                scalar(&word.written),
                scalar(&said(column, &word.means))
            ));
        }
        out
    }
}

fn without_numbers(text: &str) -> String {
    bare(text).chars().filter(|c| !c.is_numeric()).collect()
}

/// A choice as a file of this language says it.
fn said(column: &str, key: &str, lang: Lang) -> String {
    let found = headings::choices(column).into_iter().find(|choice| choice.key == key);
    match (found, key) {
        (Some(choice), _) => lang.pick(choice.words.zh, choice.key).to_string(),
        (None, NOTHING) => lang.pick("不写", NOTHING).to_string(),
        (None, "above") => lang.pick("同上", "above").to_string(),
        _ => key.to_string(),
    }
}

/// The key of a choice, by its key or either word.
pub fn choice(column: &str, word: &str) -> Option<&'static str> {
    match word {
        NOTHING | "不写" => return Some(NOTHING),
        "above" | "同上" if column == "date" => return Some("above"),
        _ => {}
    }
    let mut all = headings::choices(column).into_iter();
    all.find(|choice| [choice.key, choice.words.zh, choice.words.en].contains(&word))
        .map(|choice| choice.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_read_back() {
        let word = |column: &str, written: &str, direction: &str, means: &str| Word {
            column: column.into(),
            written: written.into(),
            direction: direction.into(),
            means: means.into(),
        };
        let heading = |kind: &str, written: &str, means: &str| Heading {
            kind: kind.into(),
            written: written.into(),
            means: means.into(),
        };
        let mapping = Mapping {
            headings: vec![heading("", "划拨数: 元", "amount"), heading("repairs", "哪里", "what")],
            words: vec![
                word("category", "应付款", "in", "borrowed"),
                word("category", "应付款", "out", "repaid"),
                word("date", "", "", "above"),
                word("receipt", "'白条#", "", NOTHING),
            ],
        };
        for lang in [Lang::Zh, Lang::En] {
            let again = Mapping::read(&mapping.written(lang)).unwrap();
            assert_eq!(again.word("category", "应付款", "in"), Some("borrowed"));
            assert_eq!(again.word("category", "应付款", "out"), Some("repaid"));
            assert_eq!(again.word("date", "", ""), Some("above"));
            assert_eq!(again.word("receipt", "白条#", ""), Some(NOTHING));
            assert_eq!(again.column("划拨数: 元"), Some("amount"));
            assert_eq!(again.column("哪里"), None);
            assert_eq!(
                again.of_kind(["repairs", "维修", "repairs"]).collect::<Vec<_>>(),
                [("哪里", "what")]
            );
            assert_eq!(again.written(lang), mapping.written(lang));
        }
    }

    #[test]
    fn a_text_that_was_told_tells_of_those_that_hold_it_numbers_apart() {
        let text = "词:\n  - {栏: 摘要, 写的是: 电费, 收支: 支, 当作: 管理费用}\n  \
                    - {栏: 摘要, 写的是: 付2月路灯电费, 收支: 支, 当作: 公益支出}\n";
        let mapping = Mapping::read(text).unwrap();
        assert_eq!(mapping.text("付12月 路灯电费", "out"), Some("public-welfare"));
        assert_eq!(mapping.text("村部电费", "out"), Some("administration"));
        assert_eq!(mapping.text("付3月路灯电费", "in"), None);
        assert_eq!(mapping.text("鱼塘租金", "out"), None);
    }

    #[test]
    fn no_number_of_a_person_is_kept() {
        let entry =
            "  - {栏: 摘要, 写的是: 付保洁员工资（李桂香 510123196503071237）, 当作: 公益支出}\n";
        let mapping =
            Mapping::read(&format!("词:\n{entry}{entry}").replacen("510123196503071237", "2月", 1));
        let written = mapping.unwrap().written(Lang::Zh);
        assert!(written.contains("2月") && !written.contains("510123"), "{written}");
    }

    #[test]
    fn a_mistake_in_a_mapping_has_its_line() {
        let wrong = "词:\n  - {栏: 科目, 写的是: 办公费, 当作: 管理费}\n";
        let (line, said) = Mapping::read(wrong).unwrap_err();
        assert_eq!((line, said.zh.contains("管理费")), (2, true));
        assert!(Mapping::read("词: [{栏: 科目}]\n").is_err());
        assert_eq!(Mapping::read("# 空\n"), Ok(Mapping::default()));
    }
}
