//! `content/portal.yaml`: the portal's name, publisher, channels, and the limits and calendars of the place.

mod fiscal;
mod place;
mod programme;
mod settings;
mod target;

use crate::model::shape::{Choice, Field, Row, Shape, Type, Value};
use crate::model::{Base, Date, Lang, Period, Words};

pub use place::{Login, bucket, is_guarded};
pub use settings::{SETTINGS, Settings, Tier};
pub use target::{Brake, TARGET, Target};

pub static PORTAL: Shape = Shape {
    name: "portal",
    words: Words::new("门户设置", "portal"),
    base: None,
    fields: &[
        Field::new("schema", "格式版本", "schema", Type::Count)
            .required()
            .gloss("现在是 1", "1 at present"),
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("place", "地方", "place", Type::Text).required(),
        Field::new("language", "语言", "language", Type::Text).gloss(
            "zh-CN（默认）、en，或 content/texts/ 里一个文件的名字",
            "zh-CN (where left out), en, or the name of a file in content/texts/",
        ),
        Field::new("sample", "示例", "sample", Type::Flag)
            .gloss("示例数据：每页都会标明", "invented data: every page says so"),
        Field::new("as_of", "截至日", "as of", Type::Date).gloss(
            "固定的截至日；命令行和 SOURCE_DATE_EPOCH 优先",
            "a fixed day; the flag and SOURCE_DATE_EPOCH win",
        ),
        Field::new("base_url", "网址", "base URL", Type::Text),
        Field::new("books_open_from", "建账起始", "books open from", Type::Period).gloss(
            "此前的差额可以说明后接受，并照样公开",
            "older differences may be accepted with a word, and are shown",
        ),
        Field::new("law", "法律包", "law", Type::Texts).gloss(
            "全国的总在内；加上本省的，如 shandong；本县的写在 content/law/",
            "the national pack is always in force; name the province's, such as shandong; the county's own stands in content/law/",
        ),
        Field::new("licence", "许可", "licence", Type::Text),
        Field::new("publisher", "主办单位", "publisher", Type::Group(&PUBLISHER)).required(),
        Field::new("records", "备案", "site records", Type::Group(&RECORDS)),
        Field::new("channels", "举报渠道", "reporting channels", Type::List(&CHANNEL)),
        Field::new("settings", "设置", "settings", Type::Group(&SETTINGS)),
        Field::new("targets", "发布到", "targets", Type::List(&TARGET))
            .gloss("`sunlit publish` 发布到哪里", "where `sunlit publish` brings the portal"),
    ],
};

pub static LANGUAGES: &[Choice] =
    &[Choice::new("zh-CN", "中文", "Chinese"), Choice::new("en", "英文", "English")];

pub static PUBLISHER: Shape = Shape {
    name: "publisher",
    words: Words::new("主办单位", "publisher"),
    base: None,
    fields: &[
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("phone", "电话", "phone", Type::Phone),
        Field::new("address", "地址", "address", Type::Text),
        Field::new("hours", "时间", "hours", Type::Text),
    ],
};

pub static RECORDS: Shape = Shape {
    name: "records",
    words: Words::new("备案", "site records"),
    base: None,
    fields: &[
        Field::new("icp", "ICP备案", "ICP record", Type::Reference),
        Field::new("police", "公安备案", "police record", Type::Reference),
    ],
};

pub static CHANNEL: Shape = Shape {
    name: "channel",
    words: Words::new("举报渠道", "reporting channel"),
    base: None,
    fields: &[
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("takes", "受理", "takes", Type::Text),
        Field::new("phone", "电话", "phone", Type::Phone),
        Field::new("post", "邮寄", "by post", Type::Text),
        Field::new("address", "地址", "address", Type::Text),
        Field::new("hours", "时间", "hours", Type::Text),
    ],
};

#[derive(Clone, Debug)]
pub struct Channel {
    pub name: String,
    pub takes: String,
    pub phone: String,
    pub post: String,
    pub address: String,
    pub hours: String,
}

#[derive(Clone, Debug, Default)]
pub struct Publisher {
    pub name: String,
    pub phone: String,
    pub address: String,
    pub hours: String,
}

/// The format version this program reads.
pub const SCHEMA: u64 = 1;

#[derive(Clone, Debug)]
pub struct Portal {
    /// The format version the file is written in.
    pub schema: u64,
    pub name: String,
    pub place: String,
    /// What `language` says.
    pub language: String,
    pub lang: Lang,
    pub sample: bool,
    pub as_of: Option<Date>,
    pub base_url: String,
    pub books_open_from: Option<Period>,
    /// Names of the shipped packs laid over the national one.
    pub law: Vec<String>,
    pub licence: String,
    pub publisher: Publisher,
    pub icp: String,
    pub police: String,
    pub channels: Vec<Channel>,
    pub settings: Settings,
    pub targets: Vec<Target>,
}

impl Portal {
    /// The numbers of the portal's own papers, which every page says.
    pub fn papers(&self) -> Vec<String> {
        vec![self.icp.clone(), self.police.clone()]
    }

    /// Stands in where the settings could not be read, so that the units are checked all the same.
    pub fn unread() -> Portal {
        Portal::from(Row { values: vec![Value::Absent; PORTAL.len()] })
    }

    /// The language of the program that the portal speaks, if it is one of those.
    pub fn built_in(&self) -> Option<Base> {
        built_in(&self.language)
    }

    /// What a row says; it may lack what was mistaken in the file.
    pub fn from(row: Row) -> Portal {
        let mut take = row.take(&PORTAL);
        let schema = take.count("schema").unwrap_or(SCHEMA);
        let (name, place) = (take.text("name"), take.text("place"));
        let language = take.text("language");
        let lang = if built_in(&language) == Some(Base::En) { Lang::En } else { Lang::Zh };
        let (sample, as_of, base_url) =
            (take.flag("sample"), take.date("as_of"), take.text("base_url"));
        let (books_open_from, law) = (take.period("books_open_from"), take.texts("law"));
        let licence = take.text("licence");
        let publisher = take.group("publisher").map(publisher).unwrap_or_default();
        let (icp, police) = take.group("records").map(records).unwrap_or_default();
        Portal {
            schema,
            name,
            place,
            language,
            lang,
            sample,
            as_of,
            base_url,
            books_open_from,
            law,
            licence,
            publisher,
            icp,
            police,
            channels: take.list("channels").into_iter().map(channel).collect(),
            settings: Settings::from(take.group("settings")),
            targets: targets(take.list("targets")),
        }
    }
}

/// One of the two languages of the program, by its tag or its name. Chinese where nothing is said.
fn built_in(language: &str) -> Option<Base> {
    let named = |known: &&Choice| [known.key, known.words.zh, known.words.en].contains(&language);
    match language {
        "" => Some(Base::Zh),
        _ => LANGUAGES.iter().find(named).map(|known| match known.key {
            "en" => Base::En,
            _ => Base::Zh,
        }),
    }
}

/// None where one is mistaken: they are told of by their number.
fn targets(rows: Vec<Row>) -> Vec<Target> {
    rows.into_iter().map(Target::from).collect::<Option<_>>().unwrap_or_default()
}

fn publisher(row: Row) -> Publisher {
    let mut take = row.take(&PUBLISHER);
    Publisher {
        name: take.text("name"),
        phone: take.text("phone"),
        address: take.text("address"),
        hours: take.text("hours"),
    }
}

fn records(row: Row) -> (String, String) {
    let mut take = row.take(&RECORDS);
    (take.text("icp"), take.text("police"))
}

fn channel(row: Row) -> Channel {
    let mut take = row.take(&CHANNEL);
    Channel {
        name: take.text("name"),
        takes: take.text("takes"),
        phone: take.text("phone"),
        post: take.text("post"),
        address: take.text("address"),
        hours: take.text("hours"),
    }
}
