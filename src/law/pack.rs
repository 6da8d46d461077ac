//! Law packs as people write them: their declaration, and the typed entries read from it.

use std::fmt;

use super::basis::{BASIS, Basis, LAW, basis, law};
use crate::kind::Kinds;
use crate::kind::declared::CADENCES;
use crate::kind::record::{Kind, Owed};
use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Date, Fiscal, Lang, Period, Said, Words};

pub static PACK: Shape = Shape {
    name: "law pack",
    words: Words::new("法律包", "law pack"),
    base: None,
    fields: &[
        Field::new("id", "编号", "id", Type::Text)
            .required()
            .gloss("短名，如 shandong", "a short name, such as shandong"),
        Field::new("name", "名称", "name", Type::Text).required(),
        Field::new("name_en", "英文名称", "name in English", Type::Text),
        Field::new("laws", "法规的英文名", "laws in English", Type::List(&LAW)).gloss(
            "英文门户用；没有的照中文写",
            "for portals in English; without it the Chinese stands",
        ),
        Field::new("entries", "条目", "entries", Type::List(&ENTRY)).required(),
    ],
};

pub static ENTRY: Shape = Shape {
    name: "entry of law",
    words: Words::new("应公开事项", "entry of law"),
    base: None,
    fields: &[
        Field::new("id", "编号", "id", Type::Text).required().gloss(
            "与上位的同一编号，就是取代它；不能比全国的更松",
            "the id of an entry below it replaces that one; it may not be looser than the national one",
        ),
        Field::new("item", "事项", "item", Type::Text).required().gloss("大白话", "in plain words"),
        Field::new("item_en", "英文事项", "item in English", Type::Text),
        Field::new("level", "管谁", "binds", Type::Choice(LEVELS)).required(),
        Field::new("kind", "公开类别", "kind", Type::Text).required().gloss(
            "用哪类公开来履行，写英文代号，如 ledger、contract；notice 要在 items 里写明编号才算",
            "the key of the kind that fulfils it; a notice only where its items name the id",
        ),
        Field::new("class", "类别", "class", Type::Text)
            .gloss("只认这一小类，写英文代号", "only records of this class, by its key"),
        Field::new("also", "也算数的类别", "also", Type::Texts).gloss(
            "这几类的每一份都算，写英文代号；只认一小类的用点隔开，如 meeting.council",
            "kinds of which every record fulfils it too, by key; one class after a point, as in meeting.council",
        ),
        Field::new("cadence", "多久一次", "cadence", Type::Choice(CADENCES)).required(),
        Field::new("by_day", "次月几日前", "by day", Type::Count).gloss(
            "这一期的公开，最迟在期后一个月的几日（含当日）",
            "a period's record is due by this day of the month after it, that day included",
        ),
        Field::new("within_days", "几日内", "within days", Type::Count).gloss(
            "期满或事情发生后几日内（自然日）；与 by_day 只写一个。两个都不写：每期之内公开一次",
            "calendar days after the period's end or the event; only one of the two. Neither: once within each period",
        ),
        Field::new("note", "说明", "note", Type::Text),
        Field::new("note_en", "英文说明", "note in English", Type::Text),
        Field::new("basis", "依据", "basis", Type::List(&BASIS)).required(),
    ],
};

pub static LEVELS: &[Choice] = &[
    Choice::new("village", "村", "village").gloss("村民委员会", "a villagers' committee"),
    Choice::new("community", "社区", "community").gloss("居民委员会", "a residents' committee"),
    Choice::new("collective", "集体经济组织", "collective organisation").gloss(
        "村或社区里账属集体经济组织的每一本账",
        "each set of books a collective organisation keeps in a village or community",
    ),
];

/// How often something is owed, from the strictest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cadence {
    Month,
    Quarter,
    HalfYear,
    Year,
    /// By the event or always: there is no series that could have a gap.
    Unset,
}

/// The day by which a period's record is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grace {
    /// A posting within each period; which period it speaks of is not said.
    WithinPeriod,
    /// A day of the month after the period.
    ByDay(u64),
    /// Days after the period's last day, or after the event.
    Days(u64),
}

/// A kind, or one class of it, of which every record fulfils an entry.
#[derive(Clone, Debug)]
pub struct Also {
    pub kind: String,
    /// A machine word, or nothing.
    pub class: String,
}

impl Also {
    /// `grant`, or `meeting.council`.
    fn of(written: &str) -> Also {
        let (kind, class) = written.split_once('.').unwrap_or((written, ""));
        Also { kind: kind.trim().to_string(), class: class.trim().to_string() }
    }

    fn takes(&self, kind: &str, class: &str) -> bool {
        self.kind == kind && (self.class.is_empty() || self.class == class)
    }
}

impl fmt::Display for Also {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let point = if self.class.is_empty() { "" } else { "." };
        write!(f, "{}{point}{}", self.kind, self.class)
    }
}

/// Something that must be posted: by whom, with what, how often, on what ground.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: String,
    pub item: Said,
    pub level: &'static Choice,
    /// The key of a kind, or `ledger`.
    pub kind: String,
    pub class: String,
    pub also: Vec<Also>,
    pub cadence: Cadence,
    /// The cadence as it was written, for its words.
    pub cadence_words: Words,
    pub grace: Grace,
    pub note: Said,
    pub basis: Vec<Basis>,
}

impl Entry {
    /// The text that says so on this day.
    pub fn basis_on(&self, day: Date) -> Option<&Basis> {
        self.basis.iter().find(|basis| basis.covers(day))
    }

    /// Whether a record fulfils it by its kind, whatever it says. A notice may speak of anything, so it never does.
    pub fn takes(&self, kind: &str, class: &str) -> bool {
        let own = self.kind == kind && (self.class.is_empty() || self.class == class);
        kind != "notice" && (own || self.also.iter().any(|also| also.takes(kind, class)))
    }

    pub fn in_force(&self, day: Date) -> bool {
        self.basis_on(day).is_some()
    }

    pub fn named(&self, lang: Lang) -> &str {
        lang.pick(&self.item.zh, &self.item.en)
    }

    /// `每月，次月 15 日前`, `every month, by day 15 of the next`.
    pub fn rhythm(&self) -> Said {
        let often = self.cadence_words;
        match (self.cadence, self.grace) {
            (Cadence::Unset, Grace::Days(n)) => Said::new(
                format!("{}，{n} 日内", often.zh),
                format!("{}, within {n} days", often.en),
            ),
            (Cadence::Unset, _) => Said::new(often.zh, often.en),
            (_, Grace::WithinPeriod) => {
                Said::new(format!("{}至少一次", often.zh), format!("at least once {}", often.en))
            }
            (_, Grace::ByDay(day)) => Said::new(
                format!("{}，期后次月 {day} 日前", often.zh),
                format!("{}, by day {day} of the month after", often.en),
            ),
            (_, Grace::Days(n)) => Said::new(
                format!("{}，期满后 {n} 日内", often.zh),
                format!("{}, within {n} days of its end", often.en),
            ),
        }
    }
}

/// One file of entries: the nation's, a province's, a county's.
#[derive(Clone, Debug)]
pub struct Pack {
    pub id: String,
    pub name: Said,
    pub entries: Vec<Entry>,
}

impl Pack {
    pub fn from(row: Row) -> Pack {
        let mut take = row.take(&PACK);
        let id = take.text("id");
        let name = both(take.text("name"), take.text("name_en"));
        let laws: Vec<(String, String)> = take.list("laws").into_iter().map(law).collect();
        let mut entries: Vec<Entry> = take.list("entries").into_iter().map(entry).collect();
        for basis in entries.iter_mut().flat_map(|entry| &mut entry.basis) {
            let known = laws.iter().find(|(law, _)| *law == basis.law);
            basis.law_en = known.map(|(_, name)| name.clone()).unwrap_or_default();
        }
        Pack { id, name, entries }
    }
}

/// What has no English word is said as it was written.
fn both(zh: String, en: String) -> Said {
    let en = if en.is_empty() { zh.clone() } else { en };
    Said { zh, en }
}

fn entry(row: Row) -> Entry {
    let mut take = row.take(&ENTRY);
    let (id, item) = (take.text("id"), both(take.text("item"), take.text("item_en")));
    let level = take.choice("level").expect("a required field");
    let kind = take.text("kind");
    let class = take.text("class");
    let also = take.texts("also").iter().map(|written| Also::of(written)).collect();
    let cadence = take.choice("cadence").expect("a required field");
    let grace = Grace::of(take.count("by_day"), take.count("within_days"));
    let note = both(take.text("note"), take.text("note_en"));
    let basis = take.list("basis").into_iter().map(basis).collect();
    let cadence_words = cadence.words;
    let cadence = Cadence::of(cadence);
    Entry { id, item, level, kind, class, also, cadence, cadence_words, grace, note, basis }
}

impl Grace {
    fn of(by_day: Option<u64>, within_days: Option<u64>) -> Grace {
        match (by_day, within_days) {
            (Some(day), _) => Grace::ByDay(day),
            (None, Some(days)) => Grace::Days(days),
            (None, None) => Grace::WithinPeriod,
        }
    }
}

impl Pack {
    /// The day that the portal's settings name for ledgers, of whichever level: one pack among the others.
    pub fn of_setting(day: u64) -> Pack {
        let basis = Basis {
            law: "本地设置的公开日".to_string(),
            law_en: "The posting day set here".to_string(),
            ..Basis::own()
        };
        let items = [
            ("village", "村集体财务收支", "The village's income and spending"),
            ("community", "社区财务收支", "The community's income and spending"),
            ("collective", "集体经济组织财务收支", "The collective's income and spending"),
        ];
        let entry = |(key, zh, en): (&str, &str, &str)| {
            let level = LEVELS.iter().find(|level| level.key == key).expect("a level");
            let cadence = CADENCES.iter().find(|one| one.key == "month").expect("a cadence");
            Entry {
                id: format!("{key}-finance"),
                item: Said::new(zh, en),
                level,
                kind: "ledger".to_string(),
                class: String::new(),
                also: Vec::new(),
                cadence: Cadence::of(cadence),
                cadence_words: cadence.words,
                grace: Grace::ByDay(day),
                note: Said::new("", ""),
                basis: vec![basis.clone()],
            }
        };
        Pack {
            id: "settings".to_string(),
            name: Said::new("本地设置", "settings of the place"),
            entries: items.into_iter().map(entry).collect(),
        }
    }

    /// What the county's own kinds say of themselves; `None` where none owes anything.
    pub fn of_kinds(kinds: &Kinds) -> Option<Pack> {
        let owing = kinds.iter().filter_map(|kind| Some((kind, kind.owed?)));
        let entries: Vec<Entry> = owing.flat_map(|(kind, owed)| of_kind(kind, owed)).collect();
        (!entries.is_empty()).then(|| Pack {
            id: "kinds".to_string(),
            name: Said::new("本地类别", "kinds of the place"),
            entries,
        })
    }
}

/// One entry a level of units; a kind owes the same of each.
fn of_kind(kind: &Kind, owed: Owed) -> Vec<Entry> {
    let named = |level: &&Choice| owed.levels.is_empty() || owed.levels.contains(&level.key);
    let levels = LEVELS.iter().filter(|level| level.key != "collective").filter(named);
    let basis = Basis { law: owed.basis.to_string(), ..Basis::own() };
    let entry = |level: &'static Choice| Entry {
        id: format!("{}-{}", kind.key, level.key),
        item: Said::new(kind.words.zh, kind.words.en),
        level,
        kind: kind.key.to_string(),
        class: String::new(),
        also: Vec::new(),
        cadence: Cadence::of(owed.cadence),
        cadence_words: owed.cadence.words,
        grace: Grace::of(owed.by_day, owed.within_days),
        note: Said::new("", ""),
        basis: vec![basis.clone()],
    };
    levels.map(entry).collect()
}

impl Cadence {
    fn of(choice: &Choice) -> Cadence {
        match choice.key {
            "month" => Cadence::Month,
            "quarter" => Cadence::Quarter,
            "half-year" => Cadence::HalfYear,
            "year" => Cadence::Year,
            _ => Cadence::Unset,
        }
    }

    /// The period of this cadence that holds a day; none where there is no series. A year is a fiscal year where the portal
    /// says when one begins.
    pub fn around(self, day: Date, fiscal: Fiscal) -> Option<Period> {
        let (year, month) = (day.year(), day.month() as u8);
        match self {
            Cadence::Month => Some(Period::Month(year, month)),
            Cadence::Quarter => Some(Period::Quarter(year, month.div_ceil(3))),
            Cadence::HalfYear => Some(Period::Half(year, month.div_ceil(6))),
            Cadence::Year => Some(fiscal.around(day)),
            Cadence::Unset => None,
        }
    }
}
