//! Findings: what is wrong, where, and what to do, in the words of the person who reads it.

pub mod reference;
pub mod rules;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Said, Words};

/// How much a finding weighs (domain brief, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// 必改: blocks publication.
    MustFix,
    /// 提示: published beside the unit's own explanation.
    Notice,
    /// 内部: for the supervision committee alone; reaches no output but `check --internal`.
    Internal,
}

impl Grade {
    pub fn words(self) -> Words {
        match self {
            Grade::MustFix => Words::new("必改", "error"),
            Grade::Notice => Words::new("提示", "notice"),
            Grade::Internal => Words::new("内部", "internal"),
        }
    }

    /// The machine word of reports.
    pub fn key(self) -> &'static str {
        self.words().en
    }
}

/// One thing that can be wrong. The code is part of the interface: never reused, never renamed.
#[derive(Debug)]
pub struct Rule {
    pub code: &'static str,
    /// The number in the domain brief's section 4, or the section the rule comes from.
    pub basis: &'static str,
    pub grade: Grade,
    pub title: Words,
}

/// Where in a file a finding points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Bytes of the file's text.
    Bytes(usize, usize),
    /// A field by its way through the record, such as `lines.3.amount`; becomes bytes when the report is closed,
    /// because the quick reader keeps no positions.
    Field(String),
    /// A cell of a table, by its row and column and by what people call it: `收支!D12`.
    Cell(usize, usize, String),
    /// The file as a whole.
    File,
}

/// What would stand in these bytes of the file's text without the mistake, where that is sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    pub at: Range<usize>,
    pub with: String,
    /// The SHA-256 of the file it is a repair of.
    pub of: Arc<str>,
}

#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    /// Mostly the rule's own; an accepted old difference weighs less.
    pub grade: Grade,
    /// From the project folder, with `/`.
    pub file: Arc<str>,
    pub place: Place,
    pub message: Said,
    /// What a page says instead, where the message counts days: a page is read long after it was made.
    pub on_a_page: Option<Said>,
    pub help: Option<Said>,
    /// What `check --fix` makes of it.
    pub repair: Option<Repair>,
    /// What the finding is about inside the record: a voucher, an account.
    pub record: String,
    /// Whether the unit has given its word on it.
    pub answered: bool,
    /// How often it is so: of a name, on how many lines.
    pub times: usize,
    /// Whether it tells what single lines say, so that it goes where they go.
    pub tells_lines: bool,
}

impl Finding {
    pub fn new(rule: &'static Rule, file: &Arc<str>, place: Place, message: Said) -> Finding {
        let (file, record) = (file.clone(), String::new());
        let (grade, help, answered, tells_lines) = (rule.grade, None, false, false);
        let (on_a_page, repair) = (None, None);
        Finding {
            rule,
            grade,
            file,
            place,
            message,
            on_a_page,
            help,
            repair,
            record,
            answered,
            times: 1,
            tells_lines,
        }
    }

    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Finding {
        self.help = Some(Said::new(zh, en));
        self
    }

    pub fn on_a_page(mut self, said: Said) -> Finding {
        self.on_a_page = Some(said);
        self
    }

    pub fn about(mut self, record: impl Into<String>) -> Finding {
        self.record = record.into();
        self
    }

    /// Whether it waits for the unit's word: what is only kept until its day needs none.
    pub fn waits(&self) -> bool {
        let later = std::ptr::eq(self.rule, &rules::NOT_PUBLIC_YET);
        self.grade == Grade::Notice && !self.answered && !later
    }

    /// Whether nothing is published until it is mended.
    pub fn blocks(&self) -> bool {
        self.grade == Grade::MustFix
    }

    /// The bytes it points at; the start of the file where no place is known.
    pub fn span(&self) -> Range<usize> {
        match self.place {
            Place::Bytes(start, end) => start..end,
            _ => 0..0,
        }
    }
}

/// Everything found so far. Readers and rules take `&mut Report` and go on.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub fn blocks(&self) -> bool {
        self.count(Grade::MustFix) > 0
    }

    pub fn count(&self, grade: Grade) -> usize {
        self.findings.iter().filter(|f| f.grade == grade).count()
    }

    /// Notices the unit has not given its word on.
    pub fn waiting(&self) -> usize {
        self.findings.iter().filter(|finding| finding.waits()).count()
    }

    pub fn absorb(&mut self, other: Report) {
        self.findings.extend(other.findings);
    }

    /// Of the findings of a rule the first few, and one that says how many more there are. For sorted reports.
    pub fn at_most(mut self, rule: &'static Rule, most: usize) -> Report {
        let mut seen = 0;
        let mut next: Option<Arc<str>> = None;
        self.findings.retain(|finding| {
            seen += usize::from(std::ptr::eq(finding.rule, rule));
            let kept = seen <= most || !std::ptr::eq(finding.rule, rule);
            if !kept && next.is_none() {
                next = Some(finding.file.clone());
            }
            kept
        });
        if let Some(file) = next {
            let more = seen - most;
            let said = Said::new(
                format!("从这里起，还有 {more} 个这样的文件"),
                format!("from here on, {more} more files like these"),
            );
            self.push(Finding::new(rule, &file, Place::File, said));
        }
        self.sorted()
    }

    /// Of the findings of some rules that say the same the first, with how often it is so. For sorted reports.
    pub fn once(mut self, rules: &[&'static Rule]) -> Report {
        let asked = |finding: &Finding| rules.iter().any(|rule| std::ptr::eq(*rule, finding.rule));
        let mut times: BTreeMap<(Said, bool), usize> = BTreeMap::new();
        for finding in self.findings.iter().filter(|finding| asked(finding)) {
            *times.entry((finding.message.clone(), finding.answered)).or_default() += finding.times;
        }
        self.findings.retain_mut(|finding| {
            if !asked(finding) {
                return true;
            }
            let key = (finding.message.clone(), finding.answered);
            let Some(times) = times.remove(&key) else { return false };
            if times > 1 {
                let (zh, en) = (&finding.message.zh, &finding.message.en);
                finding.message =
                    Said::new(format!("{zh}（共 {times} 处）"), format!("{en} ({times} places)"));
            }
            true
        });
        self
    }

    /// Sorted by file, place and code, each finding once.
    pub fn sorted(mut self) -> Report {
        fn key(f: &Finding) -> (&str, &Place, &str, &Said) {
            (&f.file, &f.place, f.rule.code, &f.message)
        }
        self.findings.sort_by(|a, b| key(a).cmp(&key(b)));
        self.findings.dedup_by(|a, b| key(a) == key(b));
        self
    }
}
