//! Units: the county, its towns, villages and communities, with their books, officials and contacts.

use super::moved::{FORMER, MOVED, Moved, former, moved};
use super::removal::{GONE, Gone, gone};
use super::suppression::{SUPPRESSION, Suppression, suppression};
use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Date, Period, Words};

pub static UNIT: Shape = Shape {
    name: "unit",
    words: Words::new("单位", "unit"),
    base: None,
    fields: &[
        Field::new("id", "编号", "id", Type::Text).required().gloss(
            "与文件夹同名，小写字母、数字和 -",
            "the folder's name: small letters, digits and -",
        ),
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("level", "级别", "level", Type::Choice(LEVELS)).required(),
        Field::new("search", "检索", "search words", Type::Text)
            .gloss("别名、拼音、首字母，方便查找", "other names, pinyin, initials"),
        Field::new("households", "户数", "households", Type::Count),
        Field::new("persons", "人数", "persons", Type::Count),
        Field::new("plain", "明白话", "in plain words", Type::Text),
        Field::new("books", "账套", "books", Type::List(&BOOK))
            .gloss("一个村可有两本账：村委会账、合作社账", "a village may keep two sets of books"),
        Field::new("officials", "干部", "officials", Type::List(&OFFICIAL)),
        Field::new("contacts", "联系方式", "contacts", Type::List(&CONTACT)),
        Field::new("removed", "撤下", "taken away", Type::List(&GONE)).gloss(
            "整份撤下的公开：原来的网址上只留日期和原因",
            "records taken away whole: at their address the day and the kind of reason stay",
        ),
        Field::new("moved", "改编号", "moved", Type::List(&MOVED)).gloss(
            "公开后改了编号的：原来的网址带到新的一页",
            "records whose id changed: the old address leads to the new page",
        ),
        Field::new("formerly", "原单位", "formerly", Type::List(&FORMER)).gloss(
            "单位改过编号的（撤并、更名）：原来的网址都带到新的",
            "ids the unit had before: all its old addresses lead to the new ones",
        ),
        Field::new("suppress", "免问", "suppressions", Type::List(&SUPPRESSION)).gloss(
            "暂不提问的提示：原因、谁定的、到哪天，都会公开",
            "notices not asked for a while; reason, name and day are shown in public",
        ),
        Field::new("board_names", "张贴表写姓名", "names on board sheets", Type::Group(&SWITCH))
            .gloss(
                "只有乡镇、街道能写：书面决定所辖村的张贴表可以写姓名；网上仍然没有",
                "towns and streets alone: their written decision that board sheets carry names; the web has none",
            ),
    ],
};

/// A town's decision on names on paper, in writing.
pub static SWITCH: Shape = Shape {
    name: "decision on names",
    words: Words::new("写姓名的决定", "decision on names"),
    base: None,
    fields: &[
        Field::new("document", "文号", "document", Type::Reference).required(),
        Field::new("by", "谁决定", "by", Type::Text).required(),
        Field::new("date", "日期", "date", Type::Date).required(),
    ],
};

pub static LEVELS: &[Choice] = &[
    Choice::new("city", "市", "city"),
    Choice::new("county", "县", "county"),
    Choice::new("town", "镇", "town"),
    Choice::new("village", "村", "village"),
    Choice::new("community", "社区", "community"),
];

pub static BOOK: Shape = Shape {
    name: "book",
    words: Words::new("账套", "books"),
    base: None,
    fields: &[
        Field::new("id", "编号", "id", Type::Text).required(),
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("body", "主体", "body", Type::Text),
        Field::new("owner", "账属", "owner", Type::Choice(OWNERS)).gloss(
            "不写就是村（居）民委员会的账；集体经济组织的账另有法律管",
            "the committee's when left out; another law speaks of a collective's books",
        ),
        Field::new("open_from", "建账起始", "open from", Type::Period).gloss(
            "这本账从哪个月起在本站公开；不写就用门户的",
            "the first month of these books here; the portal's when left out",
        ),
    ],
};

pub static OWNERS: &[Choice] = &[
    Choice::new("committee", "村（居）民委员会", "committee"),
    Choice::new("collective", "集体经济组织", "collective organisation"),
];

pub static OFFICIAL: Shape = Shape {
    name: "official",
    words: Words::new("干部", "official"),
    base: None,
    fields: &[
        Field::new("name", "姓名", "name", Type::Text).required(),
        Field::new("post", "职务", "post", Type::Text).required(),
        Field::new("body", "所属", "body", Type::Text),
    ],
};

pub static CONTACT: Shape = Shape {
    name: "contact",
    words: Words::new("联系方式", "contact"),
    base: None,
    fields: &[
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("role", "职责", "role", Type::Text),
        Field::new("phone", "电话", "phone", Type::Phone),
        Field::new("consent", "同意日期", "consent", Type::Date).gloss(
            "公开手机号须本人同意，写同意的日期",
            "a mobile needs the person's consent; its date",
        ),
        Field::new("address", "地址", "address", Type::Text),
        Field::new("hours", "时间", "hours", Type::Text),
    ],
};

#[derive(Clone, Debug)]
pub struct Book {
    pub id: String,
    pub name: String,
    pub body: String,
    /// Whether a collective economic organisation keeps it, not the committee.
    pub collective: bool,
    /// The first month of these books here.
    pub open_from: Option<Period>,
}

impl Book {
    /// The one set of books of a unit that names none.
    fn nameless(body: &str) -> Book {
        let (id, name, body) = (String::new(), String::new(), body.to_string());
        Book { id, name, body, collective: false, open_from: None }
    }
}

#[derive(Clone, Debug)]
pub struct Official {
    pub name: String,
    pub post: String,
    pub body: String,
}

#[derive(Clone, Debug)]
pub struct Contact {
    pub name: String,
    pub role: String,
    pub phone: String,
    pub consent: Option<Date>,
    pub address: String,
    pub hours: String,
}

/// Of a town: that board sheets of its villages may carry names.
#[derive(Clone, Debug)]
pub struct BoardNames {
    pub document: String,
    pub by: String,
    pub date: Date,
}

#[derive(Clone, Debug)]
pub struct Unit {
    pub id: String,
    pub name: String,
    pub level: &'static Choice,
    pub search: String,
    pub households: Option<u64>,
    pub persons: Option<u64>,
    pub plain: String,
    /// At least one: a unit that names none keeps one nameless set.
    pub books: Vec<Book>,
    pub officials: Vec<Official>,
    pub contacts: Vec<Contact>,
    pub removed: Vec<Gone>,
    pub moved: Vec<Moved>,
    /// Ids it had before.
    pub formerly: Vec<String>,
    pub suppress: Vec<Suppression>,
    pub board_names: Option<BoardNames>,
}

impl Unit {
    pub fn from(row: Row) -> Unit {
        let mut take = row.take(&UNIT);
        let mut unit = Unit {
            id: take.text("id"),
            name: take.text("name"),
            level: take.choice("level").expect("a required field"),
            search: take.text("search"),
            households: take.count("households"),
            persons: take.count("persons"),
            plain: take.text("plain"),
            books: take.list("books").into_iter().map(book).collect(),
            officials: take.list("officials").into_iter().map(official).collect(),
            contacts: take.list("contacts").into_iter().map(contact).collect(),
            removed: take.list("removed").into_iter().map(gone).collect(),
            moved: take.list("moved").into_iter().map(moved).collect(),
            formerly: take.list("formerly").into_iter().map(former).collect(),
            suppress: take.list("suppress").into_iter().map(suppression).collect(),
            board_names: take.group("board_names").map(board_names),
        };
        if unit.books.is_empty() {
            unit.books.push(Book::nameless(&unit.name));
        }
        unit
    }

    /// What stands in for a unit whose head cannot be read, while its other files are checked.
    pub fn stand_in(name: &str) -> Unit {
        Unit {
            id: name.to_string(),
            name: name.to_string(),
            level: &LEVELS[3],
            search: String::new(),
            households: None,
            persons: None,
            plain: String::new(),
            books: vec![Book::nameless(name)],
            officials: Vec::new(),
            contacts: Vec::new(),
            removed: Vec::new(),
            moved: Vec::new(),
            formerly: Vec::new(),
            suppress: Vec::new(),
            board_names: None,
        }
    }

    /// The set of books a ledger names; the first where it names none.
    pub fn book(&self, id: &str) -> Option<(usize, &Book)> {
        let same = |(_, book): &(usize, &Book)| id.is_empty() || book.id == id || book.name == id;
        self.books.iter().enumerate().find(same)
    }

    pub fn keeps_books(&self) -> bool {
        keeps_books(self.level.key)
    }
}

/// Villages and communities keep books; the levels above gather.
pub fn keeps_books(level: &str) -> bool {
    matches!(level, "village" | "community")
}

fn book(row: Row) -> Book {
    let mut take = row.take(&BOOK);
    let (id, name, body) = (take.text("id"), take.text("name"), take.text("body"));
    let collective = take.choice("owner").is_some_and(|owner| owner.key == "collective");
    Book { id, name, body, collective, open_from: take.period("open_from") }
}

fn official(row: Row) -> Official {
    let mut take = row.take(&OFFICIAL);
    Official { name: take.text("name"), post: take.text("post"), body: take.text("body") }
}

fn board_names(row: Row) -> BoardNames {
    let mut take = row.take(&SWITCH);
    let (document, by) = (take.text("document"), take.text("by"));
    BoardNames { document, by, date: take.date("date").expect("a required field") }
}

fn contact(row: Row) -> Contact {
    let mut take = row.take(&CONTACT);
    Contact {
        name: take.text("name"),
        role: take.text("role"),
        phone: take.text("phone"),
        consent: take.date("consent"),
        address: take.text("address"),
        hours: take.text("hours"),
    }
}
