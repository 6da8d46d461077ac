//! What the office keeps to itself, in `private/`: who the rows of a record are, who was born and died when, who is related
//! to whom. Read for internal checks and sheets of paper, written nowhere.

use std::collections::BTreeMap;

use crate::model::party::Names;
use crate::model::shape::{Field, Row, Shape, Type};
use crate::model::{Date, Period, Words};

/// `private/relatives.yaml`: what officials declared.
pub static RELATIVES: Shape = Shape {
    name: "relatives",
    words: Words::new("亲属申报", "declared relatives"),
    base: None,
    fields: &[Field::new("relatives", "亲属", "relatives", Type::List(&RELATIVE)).required()],
};

pub static RELATIVE: Shape = Shape {
    name: "relative",
    words: Words::new("亲属", "relative"),
    base: None,
    fields: &[
        Field::new("official", "干部", "official", Type::Text).required(),
        Field::new("relative", "亲属姓名", "relative", Type::Text).required(),
        Field::new("relation", "关系", "relation", Type::Text).required(),
        KEY,
    ],
};

/// `private/register.yaml`: people by the office's own word for each.
pub static REGISTER: Shape = Shape {
    name: "register of people",
    words: Words::new("人员底册", "register of people"),
    base: None,
    fields: &[Field::new("people", "人员", "people", Type::List(&PERSON)).required()],
};

pub static PERSON: Shape = Shape {
    name: "person of the register",
    words: Words::new("底册上的人", "person of the register"),
    base: None,
    fields: &[
        Field::new("key", "内部编号", "key", Type::Text).required().gloss(OWN_ZH, OWN_EN),
        Field::new("name", "姓名", "name", Type::Text).required(),
        Field::new("born", "出生年月", "born", Type::Period),
        Field::new("died", "死亡年月", "died", Type::Period),
    ],
};

/// `private/rows/<id of the record>.yaml`: who the rows of that record are.
pub static NAMES: Shape = Shape {
    name: "names of rows",
    words: Words::new("各行姓名", "names of rows"),
    base: None,
    fields: &[Field::new("rows", "各行", "rows", Type::List(&NAMED)).required()],
};

pub static NAMED: Shape = Shape {
    name: "named row",
    words: Words::new("一行的姓名", "named row"),
    base: None,
    fields: &[
        Field::new("row", "行号", "row", Type::Text).required().gloss(
            "补贴、救助写公开里的行号；用工写派工单号，一人一天一行",
            "the record's row; of labour the slip, a row a person and day",
        ),
        Field::new("name", "姓名", "name", Type::Text)
            .required()
            .gloss("用工由单位承接的，写单位名称", "of labour a firm did, the firm"),
        KEY,
        Field::new("age", "年龄", "age", Type::Count)
            .gloss("按年龄发的写", "where it is paid by age"),
        Field::new("date", "日期", "date", Type::Date).alias("哪天").gloss("用工写", "of labour"),
    ],
};

const OWN_ZH: &str = "本单位自己编的号，同一人处处一样；不能是身份证号";
const OWN_EN: &str = "the office's own word, one a person everywhere; never an ID number";
const KEY: Field = Field::new("key", "内部编号", "key", Type::Text).gloss(OWN_ZH, OWN_EN);

/// What holds for the whole project.
#[derive(Clone, Debug, Default)]
pub struct Office {
    pub relatives: Vec<Relative>,
    /// By key.
    pub register: BTreeMap<String, Person>,
}

/// One declared pair.
#[derive(Clone, Debug)]
pub struct Relative {
    pub official: String,
    pub relative: String,
    pub relation: String,
    pub key: String,
}

/// Names that are looked for in what is published.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Of people under eighteen, as far as ages and months of birth say it.
    pub minors: Names,
    pub others: Names,
    /// By the id of the record whose rows they are.
    pub of_rows: BTreeMap<String, Names>,
    /// Files that could not be read.
    pub unread: usize,
    /// What tells these names from any others.
    pub digest: String,
}

impl Kept {
    /// These names without those of people who act in their duty.
    pub fn without<'a>(mut self, in_duty: impl Iterator<Item = &'a str> + Clone) -> Kept {
        self.minors = self.minors.without(in_duty.clone());
        self.others = self.others.without(in_duty.clone());
        for names in self.of_rows.values_mut() {
            *names = std::mem::take(names).without(in_duty.clone());
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.minors.is_empty() && self.others.is_empty()
    }
}

/// Who somebody is, and when born and died, as far as it is known.
#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub born: Option<Period>,
    pub died: Option<Period>,
}

/// Who a row is.
#[derive(Clone, Debug)]
pub struct Named {
    pub row: String,
    pub name: String,
    /// Empty where the office wrote none.
    pub key: String,
    pub age: Option<u64>,
    pub date: Option<Date>,
}

pub fn relatives(row: Row) -> Vec<Relative> {
    let pairs = row.take(&RELATIVES).list("relatives").into_iter();
    let pair = |pair: Row| {
        let mut take = pair.take(&RELATIVE);
        Relative {
            official: take.text("official"),
            relative: take.text("relative"),
            relation: take.text("relation"),
            key: take.text("key"),
        }
    };
    pairs.map(pair).collect()
}

pub fn register(row: Row) -> BTreeMap<String, Person> {
    people(row).into_iter().collect()
}

/// Everybody of the register with their key, whoever has one.
pub fn people(row: Row) -> Vec<(String, Person)> {
    let people = row.take(&REGISTER).list("people").into_iter();
    let person = |person: Row| {
        let mut take = person.take(&PERSON);
        let key = take.text("key");
        let name = take.text("name");
        (key, Person { name, born: take.period("born"), died: take.period("died") })
    };
    people.map(person).collect()
}

pub fn names(row: Row) -> Vec<Named> {
    let rows = row.take(&NAMES).list("rows").into_iter();
    let named = |row: Row| {
        let mut take = row.take(&NAMED);
        Named {
            row: take.text("row"),
            name: take.text("name"),
            key: take.text("key"),
            age: take.count("age"),
            date: take.date("date"),
        }
    };
    rows.map(named).collect()
}
