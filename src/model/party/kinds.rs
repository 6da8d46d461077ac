//! Whether a name is a person's: told from known words where it can be, and otherwise left to the clerk.

use std::ops::Range;

use super::around::{self, is_piece};
use super::field::{is_closed, names, parties};
use super::is_masked;
use super::latin;
use super::words::{HAN, PERSONS};
use super::{bare, is_harmless, several, split_others};
use super::{
    bracket_text, is_han, is_middle_dot, is_numeral, letters, mask_some, named, split_bracket,
};
use crate::model::spelling::{one_form, simplified};

/// What a counterparty is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// 自然人: masked wherever the name is published.
    Person,
    /// 企业、机关、学校、村组: published in full.
    Organisation,
    /// It may be either: masked until the clerk has said.
    Unclear,
}

/// What a place says of names: organisations that no list of ours knows.
#[derive(Clone, Debug, Default)]
pub struct Organisations {
    names: Vec<String>,
    endings: Vec<String>,
}

impl Organisations {
    /// Names as they are, and endings behind `…`.
    pub fn of<T: AsRef<str>>(words: &[T]) -> Organisations {
        let mut all = Organisations::default();
        for word in words {
            let word = word.as_ref();
            match word.trim().strip_prefix('…') {
                Some(ending) => all.endings.push(one_form(ending)),
                None => all.names.push(one_form(word)),
            }
        }
        all.endings.retain(|ending| !ending.is_empty());
        all
    }

    /// Adds names of the portal's own: its units.
    pub fn with<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Organisations {
        self.names.extend(names.into_iter().map(one_form));
        self
    }

    /// What a counterparty is, as far as its name says; several names in one field are an organisation only if each is.
    ///
    /// A bracket with 个人, 企业 or 单位 says it outright.
    pub fn kind_of(&self, name: &str) -> PartyKind {
        let names = parties(name).into_iter().flat_map(names);
        let mut kinds = names.map(|one| self.kind_of_one(one.trim()));
        let first = kinds.next().unwrap_or(PartyKind::Person);
        kinds.fold(first, |all, kind| match (all, kind) {
            (PartyKind::Person, _) | (_, PartyKind::Person) => PartyKind::Person,
            (PartyKind::Organisation, PartyKind::Organisation) => PartyKind::Organisation,
            _ => PartyKind::Unclear,
        })
    }

    /// Whether a counterparty is masked: a person, and whoever may be one.
    pub fn may_be_person(&self, name: &str) -> bool {
        !name.trim().is_empty() && self.kind_of(name) != PartyKind::Organisation
    }

    /// The parties of a field that may be persons. Beside a person a single Latin word is one too: `Church, Emma`.
    pub fn persons_in<'f>(&self, field: &'f str) -> Vec<&'f str> {
        let all = parties(field);
        let beside = all.len() > 1 && self.may_be_person(field);
        let word =
            |one: &str| beside && !one.contains(is_han) && one.split_whitespace().count() < 2;
        all.into_iter().filter(|one| self.may_be_person(one) || word(one)).collect()
    }

    /// The persons beside a firm or a body in a field that is said to name one: those of several parties that are persons,
    /// and who is named in a bracket, before one or behind a title. The party alone is what it is said to be.
    pub fn persons_beside<'f>(&self, field: &'f str) -> Vec<&'f str> {
        let all = parties(field);
        let beside = all.len() > 1;
        let mut persons = Vec::new();
        for one in all.into_iter().filter(|one| stated(one).is_none()) {
            match beside && self.kind_of(one) == PartyKind::Person {
                true => persons.push(one),
                false => persons.extend(named_in(one)),
            }
        }
        persons.retain(|one| !is_everyday(one));
        persons
    }

    /// Those of them whose names are looked for in every text: a word of every day only where it is said to be a person.
    pub fn sought_in<'f>(&self, field: &'f str) -> Vec<&'f str> {
        self.persons_in(field).into_iter().filter(|one| !is_everyday(one)).collect()
    }

    /// The names that are no persons' as they are written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// A field as it is published: the parties that may be persons masked, the others in full.
    pub fn shown(&self, field: &str) -> String {
        let persons = self.persons_in(field);
        mask_some(field, |one| persons.contains(&one), named)
    }

    /// Whether a word that should name a group looks like a person's name and like no place.
    pub fn names_person(&self, word: &str) -> bool {
        let last = word.chars().next_back().map(String::from).unwrap_or_default();
        let place = ["place letters", "hamlet letters"].iter().any(|list| HAN.has(list, &last));
        let named = word.contains(is_han) && is_person_shaped(bare(word.trim()));
        named && !place && self.kind_of(word) == PartyKind::Person
    }

    /// Whether each party of a field looks so, of one or several: 张建国、李秀英, 张建国 李秀英, 王芳等3人.
    pub fn names_persons(&self, field: &str) -> bool {
        let one = |party: &str| {
            let named = split_others(split_bracket(party).0.trim_end()).0;
            let all = several(named);
            let joint = all.len() > 1 && all[1..].iter().all(|name| self.names_person(name));
            joint || self.names_person(named)
        };
        let all = parties(field);
        !all.is_empty() && all.into_iter().all(one)
    }

    fn kind_of_one(&self, name: &str) -> PartyKind {
        if let Some(kind) = said(name) {
            return kind;
        }
        let name = &simplified(name);
        let whole = one_form(name);
        let ends = |ending: &String| whole.len() > ending.len() && whole.ends_with(ending.as_str());
        if self.names.contains(&whole) || self.endings.iter().any(ends) {
            return PartyKind::Organisation;
        }
        let (named, bracket) = split_bracket(name.trim());
        if named.contains(['*', '＊', '某']) && is_masked(bare(named.trim())) {
            return PartyKind::Person;
        }
        let kind = if named.contains(is_han) { han(named.trim()) } else { latin::kind_of(named) };
        match kind {
            // 山水公司（张三代领）: the bracket names somebody, or nobody knows whom.
            PartyKind::Organisation if !bracket.is_empty() && !is_place(bracket) => {
                PartyKind::Unclear
            }
            // 张三（山水公司: nobody knows what else the bracket holds.
            PartyKind::Organisation if !is_closed(name) => PartyKind::Unclear,
            kind => kind,
        }
    }
}

/// What a bracket at the end says outright.
fn said(name: &str) -> Option<PartyKind> {
    match stated(name)?.1 {
        "person" => Some(PartyKind::Person),
        _ => Some(PartyKind::Organisation),
    }
}

/// A name whose bracket says what it is, without that bracket, and the word of the choice it stands for.
pub fn stated(name: &str) -> Option<(&str, &'static str)> {
    let (named, bracket) = split_bracket(name.trim());
    let key = match bracket_text(bracket).trim().to_lowercase().as_str() {
        "个人" | "person" => "person",
        "企业" | "firm" => "firm",
        "单位" | "body" => "body",
        _ => return None,
    };
    Some((named.trim(), key))
}

/// Who is named in a firm's or a body's name: 永盛建材（王秀英代领）, 溪山小学王秀英老师, 王秀英（永盛建材）.
fn named_in(party: &str) -> Vec<&str> {
    let (named, bracket) = split_bracket(party);
    let named = split_others(named.trim_end()).0;
    let of = |text| around::names(text).into_iter().map(move |one: Range<usize>| &text[one]);
    let mut all: Vec<&str> = of(named).collect();
    let inside = bracket_text(bracket);
    if is_harmless(inside) {
        return all;
    }
    if is_piece(named) && !HAN.has("either", named) {
        all.push(named);
    }
    if !is_place(bracket) {
        for one in parties(inside) {
            match is_piece(bare(one)) || latin::kind_of(one) == PartyKind::Person {
                true => all.push(bare(one)),
                false => all.extend(of(one)),
            }
        }
    }
    all
}

/// Whether a bracket at the end of an organisation's name belongs to it: a place, an office, another organisation.
fn is_place(bracket: &str) -> bool {
    let inside = bracket_text(bracket).trim();
    let branch = || han(inside) == PartyKind::Organisation;
    let place =
        || letters(inside).len() <= 6 && inside.ends_with(['省', '市', '县', '区', '镇', '乡']);
    let latin = || latin::kind_of(inside) == PartyKind::Organisation;
    is_harmless(inside) || if inside.contains(is_han) { branch() || place() } else { latin() }
}

fn han(name: &str) -> PartyKind {
    let name = split_others(name).0.trim();
    if name.contains(is_middle_dot) {
        return han_dotted(name);
    }
    // A blank or a dash inside parts two names, or aligns one.
    let parts: Vec<&str> = name.split([' ', '\u{3000}', '-', '—', '－']).collect();
    if parts.len() > 1 {
        let whole = parts.concat();
        let persons = parts.iter().any(|part| is_person_shaped(part));
        return match han_solid(&whole) {
            PartyKind::Organisation if persons => PartyKind::Unclear,
            kind => kind,
        };
    }
    han_solid(name)
}

/// 阿依古丽·买买提 is a person; what has a known ending behind the dot is not.
fn han_dotted(name: &str) -> PartyKind {
    let whole: String = name.chars().filter(|c| !is_middle_dot(*c)).collect();
    match strong_ending(&whole) {
        Some(ending) if ending.chars().count() > 1 => PartyKind::Organisation,
        _ => PartyKind::Person,
    }
}

fn han_solid(name: &str) -> PartyKind {
    if is_group(name) || is_known(name) {
        return PartyKind::Organisation;
    }
    let many = several(bare(name));
    if many.len() > 1 && many[1..].iter().all(|one| is_person_shaped(one)) {
        return PartyKind::Person;
    }
    if HAN.has("either", name) {
        return PartyKind::Unclear;
    }
    if let Some(kind) = by_ending(name) {
        return kind;
    }
    let person = is_person_shaped(bare(name)) && !is_everyday(name);
    if person { PartyKind::Person } else { PartyKind::Unclear }
}

/// Whether what is written like a name is a word of every day or ends like a place: 黄沙, 于家沟.
pub fn is_everyday(name: &str) -> bool {
    let name = &one_form(name);
    let last = name.chars().next_back().map(String::from).unwrap_or_default();
    PERSONS.has("ordinary", name) || is_person_shaped(name) && PERSONS.has("places", &last)
}

/// What a known ending makes of a name.
fn by_ending(name: &str) -> Option<PartyKind> {
    let all = letters(name);
    let surname = surname(name);
    let place = |at: usize| all.get(at).is_some_and(|letter| HAN.has("place letters", letter));
    if let Some(ending) = strong_ending(name) {
        let before = all.len() - letters(ending).len();
        // 李联通 is a person's name too; 县医院 is none.
        let maybe = before == 1 && surname > 0 && letters(ending).len() == 2;
        return Some(if maybe { PartyKind::Unclear } else { PartyKind::Organisation });
    }
    if let Some(ending) = HAN.endings_of("weak", name).last() {
        let before = all.len() - letters(ending).len();
        let known = before == 1 && HAN.has("before", all[0]);
        let maybe = (1..=surname + 1).contains(&before) && surname > 0;
        let told = known || before == 0 || !maybe || before == 2 && place(1);
        return Some(if told { PartyKind::Organisation } else { PartyKind::Unclear });
    }
    let last = all.last()?;
    if HAN.has("places", last) {
        return Some(of_place(name, &all, surname));
    }
    if !HAN.has("short", last) || all.len() < 2 {
        return None;
    }
    let given = PERSONS.has("given", last);
    match all.len() {
        5.. => Some(PartyKind::Organisation),
        _ if given && surname > 0 => None,
        4 if place(1) && surname < 2 => Some(PartyKind::Organisation),
        _ if surname > 0 => Some(PartyKind::Unclear),
        _ => Some(PartyKind::Organisation),
    }
}

/// A hamlet and a group: 李家村 may be a person, 清河县柳塘村 and 三组 are none.
fn of_place(name: &str, all: &[&str], surname: usize) -> PartyKind {
    let numbered =
        name.strip_suffix('组').is_some_and(|n| !n.is_empty() && n.chars().all(is_numeral));
    let above = |at: usize| {
        all.get(at).is_some_and(|letter| ["县", "市", "区", "镇", "乡"].contains(letter))
    };
    let family =
        all.len() >= 4 && all.len() <= 5 && all[1] == "家" && HAN.has("place letters", all[2]);
    // 江山镇, 孙庄村.
    let among = |list| HAN.has(list, all[1]);
    let seat = all.len() == 3
        && (above(2) && among("place letters") || all[2] == "村" && among("hamlet letters"));
    let told =
        numbered || surname == 0 || family || seat || all.len() > 4 && (above(1) || above(2));
    if told { PartyKind::Organisation } else { PartyKind::Unclear }
}

/// The longest ending that no given name has.
fn strong_ending(name: &str) -> Option<&'static str> {
    HAN.endings_of("endings", name).last()
}

/// A name that says of itself what it is, also of a place: 县妇联, 镇财政.
fn is_known(name: &str) -> bool {
    let first = name.chars().next().map_or(0, char::len_utf8);
    let (before, rest) = name.split_at(first);
    HAN.has("whole", name) || HAN.has("before", before) && HAN.has("whole", rest)
}

/// How many letters of a name are its surname; none where it begins with no known one.
pub(super) fn surname(name: &str) -> usize {
    let form = one_form(name);
    let first = form.chars().next();
    let single = || ["letters", "other letters"].iter().any(|list| begins(list, first));
    if is_compound(&form) { 2 } else { usize::from(single()) }
}

/// Whether a name begins with a surname, and not only with a letter by which names of other peoples are written.
pub(super) fn is_surnamed(name: &str) -> bool {
    begins("letters", name.chars().next()) || is_compound(name)
}

fn begins(list: &str, first: Option<char>) -> bool {
    let mut lines = PERSONS.of_heading(list).iter();
    first.is_some_and(|c| lines.any(|letters| letters.contains(c)))
}

/// Whether a name begins with a surname of two letters.
pub(super) fn is_compound(name: &str) -> bool {
    let first: String = name.chars().take(2).collect();
    PERSONS.has("compound", &first)
}

/// Whether a name looks like a person's: a surname, and one or two letters behind it; behind two surnames or written by
/// its sound also three.
pub(super) fn is_person_shaped(name: &str) -> bool {
    let form: Vec<char> = one_form(name).chars().collect();
    let surname = surname(name);
    let rest = form.len().saturating_sub(surname);
    let long = || {
        begins("other letters", form.first().copied()) || begins("letters", form.get(1).copied())
    };
    let han = form.iter().all(|c| is_han(*c) || is_middle_dot(*c));
    let fits = (1..=2).contains(&rest) || rest == 3 && surname == 1 && long();
    han && (name.contains(is_middle_dot) || surname > 0 && fits)
}

/// Whether words of its own say that it is an organisation.
pub(super) fn is_organisation(name: &str) -> bool {
    han_solid(name) == PartyKind::Organisation
}

/// Whether the field names a group of people, with or without their number, and no person.
pub(super) fn is_group(name: &str) -> bool {
    let counted = name.trim_end_matches(['人', '户', '名', '家']);
    let bare = counted.trim_end_matches(is_numeral).trim_end();
    let bare = bare.strip_suffix('等').unwrap_or(bare);
    let bare =
        ["全体", "本村", "各组", "全村"].iter().find_map(|w| bare.strip_prefix(w)).unwrap_or(bare);
    HAN.has("groups", bare) || HAN.has("groups", name)
}
