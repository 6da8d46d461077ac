//! Where typed records enter the waist: audience and masking are decided here, once, before any output.

mod attachments;
mod corrections;
pub mod coverage;
mod equation;
pub mod ledger;
mod life;
mod markdown;
mod medium;
mod names;
pub mod reach;
pub mod record;
mod ways;
mod words;
pub mod year;

use crate::finding::{Finding, Grade};
use crate::kind::envelope::{Audience, Envelope, ObjectionWay};
use crate::kind::record::Setting;
use crate::model::party::Names;
use crate::model::table::{About, Answer, Asking, Fact, Objection, SourceRef, Table};
use crate::model::{Date, Lang};
use crate::read::{Filed, Inputs, Records, UnitPlan};
use crate::source::Source;

pub use attachments::{Published, PublishedFiles, address as file_address};
pub use corrections::taken_away;
pub use markdown::{Leads, Link, Remark, decoded, links, unmarked};
pub use medium::Medium;
pub use names::{masked, masked_beside};
pub use words::{day, month, period, short_day};

/// The records of one unit on their way to the public: what every table is made with.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub inputs: &'a Inputs<'a>,
    pub plan: &'a UnitPlan,
    pub records: &'a Records,
    /// Persons of all the unit's records who are not in office: no text of the unit says their whole names.
    pub names: &'a Names,
    /// The files that go with the records.
    pub published: &'a PublishedFiles,
    /// Where the tables will be read.
    pub medium: Medium,
}

static NO_FILES: PublishedFiles = PublishedFiles::new();

impl<'a> Desk<'a> {
    /// A desk for the web, where no files go with the records.
    pub fn new(
        inputs: &'a Inputs<'a>,
        plan: &'a UnitPlan,
        names: &'a Names,
        records: &'a Records,
    ) -> Desk<'a> {
        Desk { inputs, plan, records, names, published: &NO_FILES, medium: Medium::Web }
    }

    /// The files that go with a record.
    pub fn published(&self, source: &Source) -> &'a [Published] {
        self.published.get(&source.path).map_or(&[], Vec::as_slice)
    }
}

impl Desk<'_> {
    /// What limits and states are judged by.
    pub fn setting(&self) -> Setting<'_> {
        let settings = &self.inputs.portal.settings;
        Setting {
            as_of: self.inputs.as_of,
            lang: self.lang(),
            calendar: &settings.calendar,
            answer_days: settings.answer_days,
            working_days: settings.answer_in_working_days,
            masks_parties: self.medium.masks_parties(),
            organisations: &settings.organisations,
        }
    }

    pub fn lang(&self) -> Lang {
        self.inputs.portal.lang
    }

    /// What a set of books is called where there is more than one; nothing where there is no doubt.
    pub fn book_name(&self, set: usize) -> String {
        match self.plan.unit.books.len() {
            0 | 1 => String::new(),
            _ => self.names.mask(&self.plan.unit.books[set].name).into_owned(),
        }
    }
}

/// The envelope's facts in the order of the page.
pub fn facts(desk: &Desk, envelope: &Envelope) -> Vec<Fact> {
    let lang = desk.lang();
    let mut facts = Vec::new();
    let mut add = |key, zh: &str, en: &str, value: String| {
        if !value.is_empty() {
            let label = lang.pick(zh, en).to_string();
            let href = String::new();
            facts.push(Fact { about: About::Procedure, key, label, value, href });
        }
    };
    let review = &envelope.review;
    let reviewed = match review.date {
        Some(date) => words::reviewed(lang, review, date),
        None => lang.pick("没有审核", "not reviewed").to_string(),
    };
    add("published", "公开日期", "Published", envelope.published.to_string());
    add(
        "until",
        "公示截止",
        "Posted until",
        envelope.until.map(|d| d.to_string()).unwrap_or_default(),
    );
    add("review", "监督委员会审核", "Reviewed", reviewed);
    add("review_opinion", "审核意见", "Opinion", review.opinion.clone());
    if envelope.plain.is_empty() {
        add("plain", "明白话", "In plain words", lang.pick("没有写", "none").to_string());
    }
    add("channel", "公开渠道", "Posted at", envelope.channel.join(lang.pick("、", ", ")));
    if desk.medium.is_paper() {
        let audience = match (envelope.audience, desk.plan.unit.level.key) {
            (Audience::Village, "community") => lang.pick("本社区", "this community"),
            (audience, _) => audience.words().in_lang(lang),
        };
        let audience = audience.to_string();
        add("audience", "公开对象", "For", audience);
    }
    add("basis", "公开依据", "Basis", envelope.basis.clone());
    add("id", "编号", "Id", envelope.id.clone());
    facts
}

/// Where to object: the record's own way, else the unit's first contact.
pub fn objection(desk: &Desk, own: &ObjectionWay, until: Option<Date>) -> Objection {
    let contact = desk.plan.unit.contacts.first();
    let or = |own: &str, other: Option<&String>| {
        if own.is_empty() { other.cloned().unwrap_or_default() } else { own.to_string() }
    };
    Objection {
        until: own.until.or(until),
        to: or(&own.to, contact.map(|c| &c.name)),
        phone: desk.medium.phone(&or(&own.phone, contact.map(|c| &c.phone))).to_string(),
        place: or(&own.place, contact.map(|c| &c.address)),
        answer_days: desk.inputs.portal.settings.answer_days as u32,
        working_days: desk.inputs.portal.settings.answer_in_working_days,
    }
}

/// A notice becomes a question on the page, with the unit's answer at equal weight.
pub fn asking(
    lang: Lang,
    finding: &Finding,
    answer: Option<&Answer>,
    clean: &dyn Fn(&str) -> String,
) -> Asking {
    let record = clean(&finding.record);
    let href = if record.is_empty() { String::new() } else { format!("#{}", anchor(&record)) };
    let answer = answer.map(|answer| Answer {
        by: clean(&answer.by),
        date: answer.date,
        text: clean(&answer.text),
    });
    Asking {
        rule: finding.rule.code,
        fact: clean(&finding.on_a_page.as_ref().unwrap_or(&finding.message).in_lang(lang)),
        record,
        href,
        answer,
    }
}

/// Words about the record may repeat a counterparty's name.
pub fn mask_words(table: &mut Table, clean: &dyn Fn(&str) -> String) {
    for correction in &mut table.corrections {
        for text in
            [&mut correction.what, &mut correction.old, &mut correction.new, &mut correction.why]
        {
            *text = clean(text);
        }
    }
    let objection = &mut table.objection;
    for text in [&mut objection.to, &mut objection.phone, &mut objection.place] {
        *text = clean(text);
    }
    // Who reviewed acted in duty; that name stays.
    for fact in table.facts.iter_mut().filter(|fact| fact.key != "review") {
        fact.value = clean(&fact.value);
    }
}

/// The files a record came from; a file's name may hold a person's too.
pub fn source_refs<'a>(
    sources: impl IntoIterator<Item = &'a Source>,
    clean: &dyn Fn(&str) -> String,
) -> Vec<SourceRef> {
    let named = |s: &Source| SourceRef { path: clean(&s.path), sha256: s.sha256.clone() };
    sources.into_iter().map(named).collect()
}

/// Whether a finding is shown on the public page: notices about the record are; what blocks never gets there, internal
/// ones must not, and what is between the clerk and this program concerns nobody else.
pub fn is_public(finding: &Finding) -> bool {
    let within =
        CLERKS.contains(&finding.rule.code) || finding.rule.code.starts_with("attachment-");
    finding.grade == Grade::Notice && !within
}

/// Notices between the clerk and this program: of some the words would say what the page masks, or point at a number.
const CLERKS: [&str; 12] = [
    "explains-nothing",
    "link-held-back",
    "masked-named",
    "name-half-masked",
    "not-public-yet",
    "number-almost-whole",
    "number-in-parts",
    "number-like-mobile",
    "number-with-slip",
    "party-unclear",
    "person-listed",
    "private-name",
];

/// Whether anything of a ledger is on the web: a record for named people has no page to link to.
pub fn on_the_web(filed: &Filed) -> bool {
    filed.ledger.envelope.audience != Audience::Specific
}

/// A fragment from a voucher or name: letters, digits, `-` and Han characters; anything else becomes `-`.
pub fn anchor(text: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
    text.trim().chars().map(keep).collect()
}
