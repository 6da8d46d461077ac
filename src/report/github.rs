//! Workflow commands, which GitHub shows as remarks beside the changed lines.

use super::Problem;
use crate::finding::Grade;
use crate::model::Lang;

/// One command. GitHub knows error, warning and notice. A 提示 asks the unit for a word, so it is a
/// warning; 内部 asks nothing of the clerk who reads the change, so it takes the lightest.
pub(super) fn command(lang: Lang, problem: &Problem) -> String {
    let level = match problem.finding.grade {
        Grade::MustFix => "error",
        Grade::Notice => "warning",
        Grade::Internal => "notice",
    };
    let title = format!("{}[{}]", problem.finding.grade.words().in_lang(lang), problem.code());
    format!(
        "::{level} file={}{},title={}::{}\n",
        property(&problem.path),
        place(problem),
        property(&title),
        data(&problem.advice(lang)),
    )
}

/// Columns hold only within one line; over several lines GitHub takes none.
fn place(problem: &Problem) -> String {
    let Some(spot) = problem.spot else { return String::new() };
    let (start, end) = (spot.start, spot.end);
    if start.line == end.line {
        format!(",line={},col={},endColumn={}", start.line, start.column, end.column)
    } else {
        format!(",line={},endLine={}", start.line, end.line)
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn escapes_what_would_end_a_command() {
        assert_eq!(data("5%\r\n::error::x,"), "5%25%0D%0A::error::x,");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
