//! Internal findings as clean words, for the sheet that an approver reads.

use super::Run;
use super::problem::problems;
use crate::finding::Grade;

/// Code, message and file of each, where the run tells of them at all.
pub fn internal(run: &Run) -> Vec<(&'static str, String, String)> {
    let all = problems(run, &|_| None, false).into_iter();
    let inner = all.filter(|problem| problem.finding.grade == Grade::Internal);
    inner.map(|problem| (problem.code(), problem.message.clone(), problem.path.clone())).collect()
}
