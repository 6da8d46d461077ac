//! One finding, one line, in the shape editors and grep know from compilers.

use super::Problem;

/// `path:line:column: error[code]: message`. The grade stays English, for programs read it.
pub(super) fn line(problem: &Problem) -> String {
    let (path, code, message) = (problem.whereabouts(), problem.code(), &problem.message);
    let grade = problem.finding.grade.key();
    let at = problem.spot.map(|spot| format!(":{}:{}", spot.start.line, spot.start.column));
    let at = at.unwrap_or_default();
    format!("{path}{at}: {grade}[{code}]: {message}\n")
}
