//! What an entry of law rests on: the text, its edition, the article, and from when to when it is in force.

use super::cited::in_digits;
use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Base, Date, Lang, Words};

pub static LAW: Shape = Shape {
    name: "law in English",
    words: Words::new("法规的英文名", "law in English"),
    base: None,
    fields: &[
        Field::new("name", "法规", "law", Type::Text).required(),
        Field::new("name_en", "英文名称", "name in English", Type::Text).required(),
    ],
};

pub static BASIS: Shape = Shape {
    name: "basis of law",
    words: Words::new("法律依据", "basis of law"),
    base: None,
    fields: &[
        Field::new("law", "法规", "law", Type::Text)
            .required()
            .gloss("名称，不加书名号", "its name, without marks"),
        Field::new("edition", "版本", "edition", Type::Text),
        Field::new("article", "条", "article", Type::Text).gloss(
            "如 第三十五条；查不到就不写",
            "such as 第三十五条; left out where it is not known",
        ),
        Field::new("since", "施行", "since", Type::Date),
        Field::new("until", "到哪天为止", "until", Type::Date)
            .gloss("最后有效的一天", "its last day in force"),
        Field::new("source", "出处", "source", Type::Text)
            .gloss("条文是从哪里查到的", "where the text was looked up"),
        Field::new("confidence", "把握", "confidence", Type::Choice(CONFIDENCES)).gloss(
            "没有核对过的不设期限；不写就是本县自己定的，算数",
            "what was not confirmed sets no day; left out it is the place's own word, and counts",
        ),
    ],
};

pub static CONFIDENCES: &[Choice] = &[
    Choice::new("sure", "核对过", "confirmed").gloss("对过条文", "held against the text"),
    Choice::new("unconfirmed", "未核对", "not confirmed")
        .gloss("列出来供查，不设期限", "listed to be looked up; sets no day"),
];

/// One text that says so, and when it is in force.
#[derive(Clone, Debug)]
pub struct Basis {
    pub law: String,
    /// Empty where its pack names it in Chinese alone.
    pub law_en: String,
    pub edition: String,
    pub article: String,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub source: String,
    pub sure: bool,
}

impl Basis {
    /// The place's own word, in force always; nobody else need confirm it.
    pub fn own() -> Basis {
        Basis {
            law: String::new(),
            law_en: String::new(),
            edition: String::new(),
            article: String::new(),
            since: None,
            until: None,
            source: String::new(),
            sure: true,
        }
    }

    pub fn covers(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// `村民委员会组织法（2025年修订）第三十五条`.
    pub fn text(&self) -> String {
        let edition = match self.edition.as_str() {
            "" => String::new(),
            edition => format!("（{edition}）"),
        };
        format!("{}{edition}{}", self.law, self.article)
    }

    /// The same in the portal's words: `Organic Law of Villagers' Committees (2025), article 35`.
    pub fn named(&self, lang: Lang) -> String {
        if lang.base() == Base::Zh || self.law_en.is_empty() {
            return self.text();
        }
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let edition = match digits(&self.edition) {
            year if year.is_empty() => year,
            year => format!(" ({year})"),
        };
        let article = match digits(&in_digits(&self.article)) {
            number if number.is_empty() => number,
            number => lang.say(format!(", article {number}")),
        };
        format!("{}{edition}{article}", self.law_en)
    }
}

/// The name of a law and its name in English.
pub fn law(row: Row) -> (String, String) {
    let mut take = row.take(&LAW);
    (take.text("name"), take.text("name_en"))
}

/// A text and place as it is written in a pack, without the English name that the pack gives once for all of them.
pub fn basis(row: Row) -> Basis {
    let mut take = row.take(&BASIS);
    let (law, edition, article) = (take.text("law"), take.text("edition"), take.text("article"));
    let (since, until, source) = (take.date("since"), take.date("until"), take.text("source"));
    let sure = take.choice("confidence").is_none_or(|confidence| confidence.key == "sure");
    let law_en = String::new();
    Basis { law, law_en, edition, article, since, until, source, sure }
}
