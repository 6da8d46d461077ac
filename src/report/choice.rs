//! Which findings a person asked to see: of some files, of one unit, with or without some codes.

use super::problem::shown;
use super::{Problem, Run};
use crate::finding::{Finding, Grade, Report};
use crate::model::Lang;
use crate::source::disk::file_of;

/// The wish; empty lists wish nothing. The whole project is read all the same, since rules look over many files.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Files and folders, from the project folder, with `/`.
    pub paths: Vec<String>,
    /// The folder of a unit: it and the units below it.
    pub unit: Option<String>,
    pub select: Vec<String>,
    pub ignore: Vec<String>,
}

impl Choice {
    /// Leaves in a report what was asked for.
    pub fn keep_in(&self, report: &mut Report) {
        report.findings.retain(|finding| self.keeps(finding));
    }

    fn keeps(&self, finding: &Finding) -> bool {
        let below = |path: &String| {
            let rest = file_of(&finding.file).strip_prefix(path.as_str());
            rest.is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        let code = |codes: &[String]| codes.iter().any(|code| code == finding.rule.code);
        let folder = |unit: &String| finding.file.split('/').any(|part| part == unit.as_str());
        (self.paths.is_empty() || self.paths.iter().any(below))
            && self.unit.as_ref().is_none_or(folder)
            && (self.select.is_empty() || code(&self.select))
            && !code(&self.ignore)
    }
}

/// How often each code was found, the heaviest grade first and then the most frequent, as lines of a table.
pub fn statistics(run: &Run) -> String {
    let mut counts: Vec<(Grade, usize, &Finding)> = Vec::new();
    for finding in run.findings.iter().filter(|finding| shown(run, finding) && !finding.answered) {
        let same = |(grade, _, one): &(Grade, usize, &Finding)| {
            *grade == finding.grade && one.rule.code == finding.rule.code
        };
        match counts.iter_mut().find(|one| same(one)) {
            Some((_, count, _)) => *count += 1,
            None => counts.push((finding.grade, 1, finding)),
        }
    }
    counts.sort_by_key(|(grade, count, one)| (*grade, usize::MAX - count, one.rule.code));
    let line = |(grade, count, one): &(Grade, usize, &Finding)| {
        let (grade, title) = (grade.words().in_lang(run.lang), one.rule.title.in_lang(run.lang));
        format!("{count:>6}  {grade}  {:<26}  {title}\n", one.rule.code)
    };
    counts.iter().map(line).collect()
}

/// Of sorted findings the heaviest `most`, in their order, and how many are left out.
pub(super) fn capped<'a, 'b>(
    problems: Vec<&'b Problem<'a>>,
    most: usize,
) -> (Vec<&'b Problem<'a>>, usize) {
    let left = problems.len().saturating_sub(most);
    if left == 0 {
        return (problems, 0);
    }
    let mut order: Vec<usize> = (0..problems.len()).collect();
    order.sort_by_key(|at| problems[*at].finding.grade);
    order.truncate(most);
    order.sort_unstable();
    (order.into_iter().map(|at| problems[at]).collect(), left)
}

/// The line under a list that was cut.
pub(super) fn more(lang: Lang, left: usize) -> String {
    lang.pick(
        format!("还有 {left} 处没有列出：`--max 0` 全部列出，`--statistics` 只看各有几处"),
        format!("{left} more not shown: `--max 0` shows all, `--statistics` counts them by code"),
    )
}
