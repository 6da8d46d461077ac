//! Months that are understood: completed by what the unit's books say, laid beside what is there, and written.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::Wanted;
use super::ask::Asking;
use super::known::{self, Portal};
use crate::cli::console;
use crate::cli::grammar::Shared;
use crate::cli::new;
use crate::import::running;
use crate::import::settle::{self, Filled, Head};
use crate::import::written::{self, Beside};
use crate::import::{Month, Plan, Shown, Told};
use crate::kind::envelope::{ENVELOPE, REVIEW};
use crate::kind::ledger::{Account, HOLDING, LEDGER};
use crate::model::shape::Shape;
use crate::model::{Lang, Money, Period, Said};
use crate::scaffold::books::Last;

/// A month and what is to become of it.
pub struct Job {
    pub month: Month,
    pub head: Head,
    /// From the project folder.
    pub path: String,
    last: Option<Last>,
    keys: Lang,
    /// The file that is there, and how this month differs from it.
    there: Option<(String, Beside)>,
}

/// What is to be done for every month of the plan.
pub fn jobs(
    shared: &Shared,
    portal: &Portal,
    wanted: &Wanted,
    plan: &mut Plan,
) -> Result<Vec<Job>, String> {
    let own = new::portal_language(shared);
    let mut jobs = Vec::new();
    for mut month in std::mem::take(&mut plan.months) {
        let books = &portal.books[month.unit];
        let mut told = Told::default();
        let set = settle::set(&month, &books.unit, wanted.set.as_deref(), &mut told);
        month.told.absorb(told);
        if !month.running.is_empty() && !month.unread {
            let before = books.before(&shared.project, set, month.period);
            running::check(&mut month, &before);
        }
        let last = books.last(&shared.project, set, month.period);
        let head = {
            let accounts = &portal.known.accounts[month.unit];
            settle::head(&mut month, (&books.unit, set), accounts, last.as_ref())
        };
        let path = books.path(set, month.period);
        let old = known::text(&shared.project, &path)?;
        let keys = wanted.keys.or(old.as_deref().and_then(keys)).unwrap_or(own);
        let mut job = Job { month, head, path, last, keys, there: None };
        job.lay_beside(shared, portal, old)?;
        jobs.push(job);
    }
    plan.months = jobs.iter().map(|job| job.month.clone()).collect();
    Ok(jobs)
}

/// The language a file's keys are in.
pub fn keys(text: &str) -> Option<Lang> {
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    if has("编号:") { Some(Lang::Zh) } else { has("id:").then_some(Lang::En) }
}

impl Job {
    fn text(&self) -> String {
        written::text(&self.head, &self.month.lines, self.keys)
    }

    fn lay_beside(
        &mut self,
        shared: &Shared,
        portal: &Portal,
        old: Option<String>,
    ) -> Result<(), String> {
        let Some(old) = old else { return Ok(()) };
        let id = &portal.books[self.month.unit].unit.id;
        let note = known::text(&shared.project, &known::note_of(id))?.unwrap_or_default();
        let (base, _) = written::base_of(&note, &self.path);
        let place = self.path.clone();
        let by_hand = written::foreign(&old);
        if let Some(line) = by_hand.filter(|_| !self.month.told.waits()) {
            let said = Said::new(
                format!("这个月已经有了，第 {line} 行的明细是手写的，没有动"),
                format!(
                    "this month is there, and line {line} of it was written by hand: it was left alone"
                ),
            );
            let help = (
                "要照表重来，先把这个文件移到别处",
                "to begin anew from the table, move the file elsewhere first",
            );
            self.month.told.doubt(place, said, help);
        }
        let beside = written::beside(&old, &self.text(), &base);
        self.there = Some((old, beside));
        Ok(())
    }

    /// Whether nothing stands in the way of writing it.
    pub fn ready(&self, plan: &Plan, replace: bool) -> bool {
        let free = self.there.as_ref().is_none_or(|(_, beside)| {
            replace && beside.conflicts.is_empty() && !beside.changes.is_empty()
        });
        free && !self.waits(plan)
    }

    /// Whether something of it is to be mended or answered.
    pub fn waits(&self, plan: &Plan) -> bool {
        self.month.told.waits() || plan.waits(self.month.unit)
    }

    /// Asks a person for what no table says. The review's day and opinion are asked each month and never prefilled.
    pub fn complete<R: BufRead>(&mut self, asking: &mut Asking<R>, portal: &Portal, lang: Lang) {
        if self.there.is_some() {
            return;
        }
        let label = |shape: &'static Shape, name: &str| {
            let field = shape.fields().find(|field| field.name == name);
            field.map_or("", |field| field.words.in_lang(lang))
        };
        console::err(&lang.pick(
            format!(
                "{} {}：表上没有的，问一下；先不写就回车。\n",
                portal.name(self.month.unit),
                self.head.period
            ),
            format!(
                "{} {}: what no table says; enter leaves it open.\n",
                portal.name(self.month.unit),
                self.head.period
            ),
        ));
        let of_books = |name| label(&LEDGER, name).to_string();
        let head = &mut self.head;
        let (cash, bank) = (&mut head.opening_cash, &mut head.opening_bank);
        let mut ends = vec![(
            Account::Cash,
            [(of_books("opening_cash"), cash), (of_books("closing_cash"), &mut head.closing_cash)],
        )];
        if head.accounts.is_empty() {
            let closing = (of_books("closing_bank"), &mut head.closing_bank);
            ends.push((Account::Bank, [(of_books("opening_bank"), bank), closing]));
        }
        for one in &mut head.accounts {
            let what = |name| format!("{} {}", one.name, label(&HOLDING, name));
            let (opening, closing) = (what("opening"), what("closing"));
            let account = Account::Named(one.name.clone());
            ends.push((account, [(opening, &mut one.opening), (closing, &mut one.closing)]));
        }
        for (account, ends) in ends {
            ask_ends(asking, self.month.moved(&account), ends);
        }
        let offered = settle::offered(&self.month, self.last.as_ref()).unwrap_or_default();
        let review = label(&ENVELOPE, "review");
        self.head.reviewer.value =
            asking.text(&format!("{review} {}", label(&REVIEW, "by")), &offered.0);
        self.head.reviewer.from = None;
        if self.head.reviewer.value == offered.0 {
            self.head.post.value = asking.text(label(&REVIEW, "post"), &offered.1);
        }
        self.head.reviewed.value = asking.day(&format!("{review} {}", label(&REVIEW, "date")));
        self.head.opinion.value = asking.text(label(&REVIEW, "opinion"), "");
        self.head.published.value = asking.day(label(&ENVELOPE, "published"));
        self.head.plain.value = asking.text(label(&ENVELOPE, "plain"), "");
    }

    /// Writes the month, or says why not; whether all is well.
    pub fn finish(
        &self,
        shared: &Shared,
        portal: &Portal,
        plan: &Plan,
        wanted: &Wanted,
        many: bool,
    ) -> Result<bool, String> {
        let (lang, path) = (shared.lang, &self.path);
        if self.waits(plan) {
            return Ok(false);
        }
        let Some((_, beside)) = &self.there else {
            if !wanted.dry {
                self.write(shared, portal, &self.text())?;
                if !many {
                    self.say_missing(shared);
                }
            }
            return Ok(true);
        };
        let said = |changes: &[written::Change]| -> String {
            changes.iter().map(|change| written::shown(change, lang)).collect()
        };
        if !beside.kept.is_empty() {
            let title = lang.pick("手改过的，留着：", "changed by hand, kept:");
            console::err(&format!("{path} {title}\n{}", said(&beside.kept)));
        }
        if !beside.conflicts.is_empty() {
            let title = lang.pick(
                "手改过，表上又是另一样，没有动。先改成一样，再来一次：",
                "changed by hand and otherwise in the table: left alone. Make them agree, and import again:",
            );
            console::err(&format!("{path} {title}\n{}", said(&beside.conflicts)));
            return Ok(false);
        }
        if beside.changes.is_empty() {
            console::say(
                shared,
                &format!("{path}：和表一样。"),
                &format!("{path}: as in the table."),
            );
            return Ok(true);
        }
        console::err(&format!("{path}\n{}", said(&beside.changes)));
        if !wanted.replace {
            console::say(
                shared,
                "这个月已经有了，没有动；要照表改，加 --replace。",
                "this month is there and was left alone; to change it, add --replace.",
            );
            return Ok(false);
        }
        if !wanted.dry {
            self.write(shared, portal, &beside.text)?;
        }
        Ok(true)
    }

    fn write(&self, shared: &Shared, portal: &Portal, text: &str) -> Result<(), String> {
        let (project, lang) = (&shared.project, shared.lang);
        known::write(project, &self.path, text, lang)?;
        let note = known::note_of(&portal.books[self.month.unit].unit.id);
        let before = known::text(project, &note)?.unwrap_or_default();
        let (_, rest) = written::base_of(&before, &self.path);
        // What a person changed stays a person's: the note holds what the table said.
        let now = written::noted(&self.path, &self.text());
        known::write(project, &note, &format!("{rest}{now}"), lang)?;
        console::out(&format!("{}\n", self.path));
        Ok(())
    }

    fn say_missing(&self, shared: &Shared) {
        let missing = self.head.missing();
        if missing.is_empty() {
            return;
        }
        let name = |name: &&str| {
            let shapes: [&'static Shape; 3] = [&LEDGER, &ENVELOPE, &REVIEW];
            let field = shapes.iter().find_map(|shape| shape.fields().find(|f| f.name == *name));
            field.map_or(String::new(), |field| field.words.in_lang(shared.lang).to_string())
        };
        let names: Vec<String> = missing.iter().map(name).collect();
        console::say(
            shared,
            &format!("还要填：{}。填好再运行 sunlit check。", names.join("、")),
            &format!("still to be filled in: {}; then run sunlit check.", names.join(", ")),
        );
    }

    pub fn row(&self, portal: &Portal, lang: Lang) -> Shown {
        let (income, spending) = self.month.sums();
        let told = &self.month.told;
        let doubts = told.doubts.len() + told.questions.len();
        let state = match (doubts, &self.there) {
            (0, None) => lang.pick("新的", "new").to_string(),
            (0, Some((_, beside))) if beside.changes.is_empty() && beside.conflicts.is_empty() => {
                lang.pick("已有，一样", "there, the same").to_string()
            }
            (0, Some(_)) => lang.pick("已有，不一样", "there, differs").to_string(),
            (n, _) => lang.pick(format!("有 {n} 处不明"), format!("{n} doubtful")),
        };
        let bank = match self.head.accounts.as_slice() {
            [] => vec![&self.head.closing_bank],
            accounts => accounts.iter().map(|one| &one.closing).collect(),
        };
        let mut all = bank.into_iter().chain([&self.head.closing_cash]);
        let closing =
            all.try_fold(Money::ZERO, |sum, one| sum.checked_add(Money::parse(&one.value)?));
        let closing = closing.map(Money::grouped);
        Shown {
            unit: portal.name(self.month.unit).to_string(),
            period: self.month.period.to_string(),
            lines: self.month.lines.len(),
            income,
            spending,
            closing: closing.unwrap_or_default(),
            state,
        }
    }
}

/// Asks what an account held before and after a month in which it grew by so much. Where one is known the other follows, is
/// offered, and nothing else is taken.
fn ask_ends<R: BufRead>(
    asking: &mut Asking<R>,
    moved: Money,
    [opening, closing]: [(String, &mut Filled); 2],
) {
    let of = |filled: &Filled| Money::parse(&filled.value);
    let before = of(closing.1).and_then(|after| after.checked_add(-moved));
    if opening.1.value.is_empty() {
        *opening.1 = Filled { value: asking.money(&opening.0, before), from: None };
    }
    let after = of(opening.1).and_then(|before| before.checked_add(moved));
    if closing.1.value.is_empty() {
        *closing.1 = Filled { value: asking.money(&closing.0, after), from: None };
    }
}

/// Which units' tables came in, and those among them that are doubtful.
#[derive(Debug, Default)]
pub struct Came {
    pub units: BTreeSet<usize>,
    pub doubtful: BTreeSet<usize>,
    pub period: Option<Period>,
}

/// How many came in, who is doubtful, and which villages and communities have not handed in: no record is `there`.
pub fn handed_in(
    portal: &Portal,
    came: &Came,
    there: &dyn Fn(usize) -> bool,
    lang: Lang,
) -> String {
    let owes = |at: &usize| {
        let keeps = ["village", "community"].contains(&portal.books[*at].unit.level.key);
        keeps && !came.units.contains(at) && !there(*at)
    };
    let missing: BTreeSet<usize> = (0..portal.books.len()).filter(owes).collect();
    let names = |units: &BTreeSet<usize>| {
        let names: Vec<&str> = units.iter().map(|unit| portal.name(*unit)).collect();
        names.join(lang.pick("、", ", "))
    };
    let mut out = lang.pick(
        format!("交来 {} 个单位", came.units.len()),
        format!("{} came in", lang.counted(came.units.len(), "unit", "units")),
    );
    let lists = [("不明", "doubtful", &came.doubtful), ("没有交", "not handed in", &missing)];
    for (zh, en, all) in lists.into_iter().filter(|(.., all)| !all.is_empty()) {
        out.push_str(&lang.pick(
            format!("；{zh} {} 个：{}", all.len(), names(all)),
            format!("; {en} {}: {}", all.len(), names(all)),
        ));
    }
    out.push('\n');
    out
}

/// What came in, what is doubtful, and who has not handed in.
pub fn report(
    portal: &Portal,
    plan: &Plan,
    jobs: &[Job],
    period: Option<Period>,
    lang: Lang,
) -> String {
    let waits = |unit: &usize| plan.waits(*unit);
    let of_jobs = jobs.iter().map(|job| job.month.unit);
    let units: BTreeSet<usize> = of_jobs.chain(plan.lost.iter().map(|(unit, _)| *unit)).collect();
    let doubtful = units.iter().copied().filter(waits).collect();
    let period = period.or(jobs.first().map(|job| job.month.period));
    let there = |at: usize| period.is_some_and(|period| portal.books[at].has(period));
    let mut out = handed_in(portal, &Came { units, doubtful, period }, &there, lang);
    out.push_str(&sums(jobs, plan, lang));
    if jobs.iter().any(|job| !job.waits(plan) && !job.head.missing().is_empty()) {
        out.push_str(lang.pick(
            "新写的文件里，审核、公开日期、明白话还要各单位自己填。\n",
            "review, day of publication and plain words are for each unit to fill in.\n",
        ));
    }
    out
}

/// The sums of the tables beside those of the files.
fn sums(jobs: &[Job], plan: &Plan, lang: Lang) -> String {
    let tables = jobs.iter().map(|job| job.month.sums());
    let files = jobs.iter().filter(|job| !job.waits(plan)).map(|job| {
        let text = job.there.as_ref().map_or_else(|| job.text(), |(_, beside)| beside.text.clone());
        written::sums(&text)
    });
    let add = |a: (Money, Money), b: (Money, Money)| (a.0 + b.0, a.1 + b.1);
    let (table_in, table_out) = tables.fold((Money::ZERO, Money::ZERO), add);
    let (file_in, file_out) = files.fold((Money::ZERO, Money::ZERO), add);
    lang.pick(
        format!("表上：收 {table_in}，支 {table_out}；文件里：收 {file_in}，支 {file_out}\n"),
        format!("in the tables: in {table_in}, out {table_out}; in the files: in {file_in}, out {file_out}\n"),
    )
}
