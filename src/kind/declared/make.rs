//! From a declaration as it was read to a kind: what cannot be is told with its place.

use super::kept;
use super::lead::lead;
use super::{DECLARATION, FIELD, persons};
use crate::finding::{Report, rules};
use crate::kind::envelope::{Audience, ENVELOPE, UNREVIEWED};
use crate::kind::formula::{self, Formula, Round, Way};
use crate::kind::record::{Chart, Form, Kind, Owed, Part, no_lead};
use crate::model::file_name::is_device;
use crate::model::shape::{Choice, Field, Row, Shape, Type};
use crate::model::{Said, Words};
use crate::source::Source;

/// The words every record has: `id`, `period` and the rest cannot be declared again.
fn is_taken(name: &str) -> bool {
    ENVELOPE.fields.iter().any(|field| field.answers_to(name))
}

/// The kind a file declares, or `None` where something in it cannot be; all of that is told. Its fields may lead to the
/// `others`, and neither its id nor its folder is one of theirs.
pub fn kind(
    source: &Source,
    row: Row,
    others: &[&'static Kind],
    report: &mut Report,
) -> Option<&'static Kind> {
    if let Some(kind) = kept::kind_of(&source.text) {
        return Some(kind);
    }
    let mut maker = Maker { source, others, report, mistakes: 0 };
    let kind = maker.kind(row);
    if maker.mistakes > 0 {
        return None;
    }
    let kind = kept::one(kind);
    kept::keep(&source.text, kind);
    Some(kind)
}

/// Whether an id may name a kind's file and folder.
pub fn is_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !id.is_empty() && id.bytes().all(plain)
}

struct Maker<'a> {
    source: &'a Source,
    others: &'a [&'static Kind],
    report: &'a mut Report,
    mistakes: usize,
}

impl Maker<'_> {
    fn tell(&mut self, way: &str, said: Said) {
        let place = self.source.place(&DECLARATION, way);
        self.report.push(self.source.finding(&rules::KIND_UNCLEAR, place, said));
        self.mistakes += 1;
    }

    fn kind(&mut self, row: Row) -> Kind {
        let mut take = row.take(&DECLARATION);
        let id = take.text("id");
        self.sound_id(&id);
        let words = words(take.text("name"), take.text("name_en"), &id);
        let gloss = words_or_none(take.text("gloss"), take.text("gloss_en"));
        let part = take.choice("part").and_then(|choice| Part::of(choice.key));
        let group = take.choice("group");
        let markdown = take.choice("form").is_some_and(|form| form.key == "markdown");
        let reviewed = !take.flag("unreviewed");
        let audience = take.choice("audience").map_or(Audience::Public, Audience::of);
        let basis = take.text("basis");
        let cadence = take.choice("cadence");
        let (by_day, within_days) = (take.count("by_day"), take.count("within_days"));
        let levels = take.texts("levels");
        let owed = cadence.map(|cadence| {
            self.sound_owed(&basis, &levels);
            let (basis, levels) = (kept::text(&basis), kept_texts(&levels));
            Owed { cadence, by_day, within_days, levels, basis }
        });
        let fields = self.fields(take.list("fields"), "fields", true);
        let key = kept::text(&id);
        let base = if reviewed { &ENVELOPE } else { &*UNREVIEWED };
        let shape = Shape { name: key, words, base: Some(base), fields: kept::all(fields) };
        let shape: &'static Shape = kept::one(shape);
        let columns = self.columns(&take.texts("columns"), shape);
        let sums = self.ways(&take.texts("sums"), shape);
        let formulas = take.list("formulas").into_iter().enumerate();
        let formulas: Vec<Formula> =
            formulas.filter_map(|(at, row)| self.formula(at, row, shape)).collect();
        let chart = take.group("chart").and_then(|row| self.chart(row, shape));
        Kind {
            gloss,
            form: if markdown { Form::Markdown } else { Form::Yaml },
            part: part.unwrap_or(Part::Information),
            group,
            columns,
            reviewed,
            audience,
            lead: if sums.is_empty() { no_lead } else { lead },
            formulas: kept::all(formulas),
            sums: kept::all(sums),
            chart,
            owed,
            ..Kind::new(key, words, shape)
        }
    }

    fn sound_id(&mut self, id: &str) {
        let file = self.source.path.rsplit('/').next().unwrap_or_default();
        if !is_id(id) || file.strip_suffix(".yaml").is_none_or(|stem| stem != id) {
            self.tell(
                "id",
                Said::new(
                    format!("编号 `{id}` 应是小写字母、数字和 -，并与文件名 `{file}` 相同"),
                    format!("the id `{id}` should be small letters, digits and -, as in `{file}`"),
                ),
            );
        } else if self.others.iter().any(|kind| kind.takes(id)) || is_reserved(id) {
            self.tell(
                "id",
                Said::new(
                    format!("`{id}` 这一类已经有了，换一个编号"),
                    format!("there is a kind `{id}` already; choose another id"),
                ),
            );
        }
    }

    /// `outer`: whether they stand in the record itself, where lists may be.
    fn fields(&mut self, rows: Vec<Row>, way: &str, outer: bool) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let mut public = Vec::new();
        for (at, row) in rows.into_iter().enumerate() {
            let way = format!("{way}.{at}");
            let (field, names_are_public) = self.field(row, &way, outer);
            let clash =
                |known: &Field| known.answers_to(field.name) || known.answers_to(field.words.zh);
            let taken = outer && (is_taken(field.name) || is_taken(field.words.zh));
            if fields.iter().any(clash) || taken {
                self.tell(
                    &format!("{way}.name"),
                    Said::new(
                        format!("字段 `{}`（{}）已经有了", field.name, field.words.zh),
                        format!("there is a field `{}` already", field.name),
                    ),
                );
            }
            fields.push(field);
            public.push(names_are_public);
        }
        if fields.is_empty() {
            self.tell(way, Said::new("至少要有一个字段", "at least one field is needed"));
        }
        for (at, whose) in persons::named(&fields, &public) {
            let place = self.source.place(&DECLARATION, &format!("{way}.{at}.type"));
            let said = persons::said(&fields[at]);
            let finding = self.source.finding(&rules::FIELD_NAMES_PERSONS, place, said);
            let help = persons::help(whose);
            self.report.push(finding.help(help.zh, help.en));
            self.mistakes += 1;
        }
        fields
    }

    /// A field, and whether the declaration says that names in it are public.
    fn field(&mut self, row: Row, way: &str, outer: bool) -> (Field, bool) {
        let mut take = row.take(&FIELD);
        let name = take.text("name");
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if !name.bytes().all(plain) || !name.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
        {
            self.tell(
                &format!("{way}.name"),
                Said::new(
                    format!("字段代号 `{name}` 应以小写字母开头，只用小写字母、数字和 _"),
                    format!("the field's name `{name}` should be small letters, digits and _"),
                ),
            );
        }
        let words = words(take.text("words"), take.text("words_en"), &name);
        let of = take.choice("type").map_or("text", |choice| choice.key);
        let (required, public) = (take.flag("required"), take.flag("public"));
        let gloss = words_or_none(take.text("gloss"), take.text("gloss_en"));
        let measure = words_or_none(take.text("measure"), take.text("measure_en"));
        let (leads_to, grows, past) = (take.text("of"), take.flag("grows"), take.flag("past"));
        let options: Vec<Choice> = take.list("options").into_iter().map(option).collect();
        let rows = take.list("fields");
        let (of, measure) = match of {
            "money" => (Type::Money, measure),
            "date" => (Type::Date, measure),
            "period" => (Type::Period, measure),
            "count" => (Type::Count, measure),
            "households" => (Type::Households, measure),
            "area" => (Type::Quantity("亩"), Words::new("亩", "mu")),
            "quantity" => (Type::Quantity(measure.zh), measure),
            "flag" => (Type::Flag, measure),
            "choice" => (Type::Choice(self.options(options, way)), measure),
            "paper" => (Type::Reference, measure),
            "credit_code" => (Type::CreditCode, measure),
            "phone" => (Type::Phone, measure),
            "person" => (Type::Person, measure),
            "firm" => (Type::Party, measure),
            "voucher" => (Type::Voucher, measure),
            "unit" => (Type::Unit, measure),
            "record" => (Type::Record(self.leads_to(&leads_to, way)), measure),
            "texts" => (Type::Texts, measure),
            "list" => (self.list(rows, way, (words, kept::text(&name)), outer), measure),
            _ => (Type::Text, measure),
        };
        if matches!(of, Type::Quantity("")) {
            let said = Said::new("数量没有写计量单位", "a quantity without its measure");
            self.tell(&format!("{way}.type"), said);
        }
        let field = Field::new(kept::text(&name), words.zh, words.en, of);
        (Field { required, gloss, measure, grows, past, ..field }, public)
    }

    fn options(&mut self, options: Vec<Choice>, way: &str) -> &'static [Choice] {
        if options.is_empty() {
            let said = Said::new("选项一个也没有写", "a choice without options");
            self.tell(&format!("{way}.type"), said);
        }
        kept::all(options)
    }

    fn leads_to(&mut self, kind: &str, way: &str) -> &'static str {
        if !self.others.iter().any(|other| other.key == kind) {
            self.tell(
                &format!("{way}.of"),
                Said::new(format!("没有 `{kind}` 这一类"), format!("there is no kind `{kind}`")),
            );
        }
        kept::text(kind)
    }

    fn list(
        &mut self,
        rows: Vec<Row>,
        way: &str,
        named: (Words, &'static str),
        outer: bool,
    ) -> Type {
        if !outer {
            let said = Said::new("表里不能再有表", "a list cannot stand inside a list");
            self.tell(&format!("{way}.type"), said);
            return Type::Texts;
        }
        let fields = self.fields(rows, &format!("{way}.fields"), false);
        let shape = Shape { name: named.1, words: named.0, base: None, fields: kept::all(fields) };
        Type::List(kept::one(shape))
    }

    fn columns(&mut self, names: &[String], shape: &'static Shape) -> &'static [&'static str] {
        let mut columns = Vec::new();
        for (at, name) in names.iter().enumerate() {
            match shape.fields.iter().find(|field| field.answers_to(name)) {
                Some(field) if field.of.rows_of().is_none() => columns.push(field.name),
                _ => self.no_field(&format!("columns.{at}"), name),
            }
        }
        kept::all(columns)
    }

    fn no_field(&mut self, way: &str, name: &str) {
        self.tell(
            way,
            Said::new(
                format!("`{name}` 不是这里能用的字段"),
                format!("`{name}` is no field that can stand here"),
            ),
        );
    }

    fn ways(&mut self, names: &[String], shape: &'static Shape) -> Vec<Way> {
        let mut ways = Vec::new();
        for (at, name) in names.iter().enumerate() {
            match formula::number(name, shape) {
                Ok(way) => ways.push(way),
                Err(said) => self.tell(&format!("sums.{at}"), said),
            }
        }
        ways
    }

    fn formula(&mut self, at: usize, row: Row, shape: &'static Shape) -> Option<Formula> {
        let mut take = row.take(&super::FORMULA);
        let text = take.text("formula");
        let down = take.choice("round").is_some_and(|round| round.key == "down");
        let asks = take.choice("weight").is_some_and(|weight| weight.key == "ask");
        match formula::parse(&text, shape) {
            Ok((target, of)) => Some(Formula {
                words: of.words(shape),
                target,
                of,
                round: if down { Round::Down } else { Round::HalfUp },
                must_hold: !asks,
            }),
            Err(said) => {
                self.tell(&format!("formulas.{at}.formula"), said);
                None
            }
        }
    }

    fn chart(&mut self, row: Row, shape: &'static Shape) -> Option<Chart> {
        let mut take = row.take(&super::CHART);
        let (value, by) = (take.text("value"), take.text("by"));
        let found = (formula::number(&value, shape), formula::label(&by, shape));
        match found {
            (Ok(value), Ok(_)) if is_quantity(shape, value) => {
                let said = Said::new("图只画金额和个数", "only amounts and counts are drawn");
                self.tell("chart.value", said);
                None
            }
            (Ok(value), Ok(by)) if value.list.is_some() && value.list == by.list => {
                Some(Chart { value, by })
            }
            (Err(said), _) | (_, Err(said)) => {
                self.tell("chart.value", said);
                None
            }
            _ => {
                let said = Said::new("数和名称要在同一张表里", "value and words stand in one list");
                self.tell("chart.by", said);
                None
            }
        }
    }

    /// What is owed needs a basis: no rule is made up.
    fn sound_owed(&mut self, basis: &str, levels: &[String]) {
        for (at, level) in levels.iter().enumerate() {
            if !matches!(level.as_str(), "village" | "community") {
                self.no_field(&format!("levels.{at}"), level);
            }
        }
        if basis.is_empty() {
            let said = Said::new("有周期就要写公开依据", "a cadence needs its basis");
            self.tell("cadence", said);
        }
    }
}

fn is_quantity(shape: &'static Shape, way: Way) -> bool {
    matches!(formula::field_of(shape, way).of, Type::Quantity(_))
}

/// Folders and words that mean something else.
static RESERVED: &[&str] =
    &["finance", "files", "coverage", "index", "assets", "ledger", "search", "unit"];

/// Whether the id of a kind would be taken for something else, though no kind has it.
pub fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id) || is_device(id)
}

fn words(zh: String, en: String, name: &str) -> Words {
    let en = if en.is_empty() { name.replace(['_', '-'], " ") } else { en };
    Words::new(kept::text(&zh), kept::text(&en))
}

fn words_or_none(zh: String, en: String) -> Words {
    let en = if en.is_empty() { &zh } else { &en };
    Words::new(kept::text(&zh), kept::text(en))
}

fn option(row: Row) -> Choice {
    let mut take = row.take(&super::OPTION);
    let key = take.text("key");
    let words = words(take.text("words"), take.text("words_en"), &key);
    Choice { key: kept::text(&key), words, gloss: Words::new("", "") }
}

fn kept_texts(texts: &[String]) -> &'static [&'static str] {
    kept::all(texts.iter().map(|text| kept::text(text)).collect())
}
