//! Rows of tables as people type them: cells that no column takes, and rows without the line of dashes that makes them a table.

use std::ops::Range;

use super::Remark;
use crate::finding::rules;
use crate::model::Said;

/// Fewer bars a line stand in sentences too.
const BARS_MIN: usize = 2;

/// A row with more cells than its table has columns: CommonMark drops what is over.
pub fn surplus(row: &str, range: Range<usize>, columns: usize) -> Option<Remark> {
    let line = row.lines().next().unwrap_or_default();
    let cells = cells(line);
    let range = range.start..range.start + line.len();
    (cells > columns).then(|| Remark {
        range,
        rule: &rules::CELLS_LOST,
        said: Said::new(
            format!("这一行有 {cells} 格，表头只有 {columns} 格，多出的不会显示"),
            format!(
                "this row has {cells} cells and the heading {columns}: what is over is not shown"
            ),
        ),
        help: Some(Said::new(
            r"表头和横线那一行各添一格；格子里的竖线写 `\|`",
            r"add a cell to the heading and to the line of dashes; write a bar inside a cell as `\|`",
        )),
    })
}

/// A paragraph whose every line is a row.
pub fn unmade(paragraph: &str, range: Range<usize>) -> Option<Remark> {
    let lines: Vec<&str> = paragraph.lines().collect();
    let first = lines.first().map_or(0, |line| bars(line));
    let rows = lines.len() > 1 && first >= BARS_MIN && lines.iter().all(|l| bars(l) == first);
    rows.then(|| Remark {
        range,
        rule: &rules::NOT_AS_TYPED,
        said: Said::new(
            "这几行像表格，但没有表头下面的横线，会照原样显示",
            "these lines are like a table without the line of dashes below its heading, and stand as typed",
        ),
        help: Some(Said::new(
            "第一行下面加一行 `|--|--|`，几格就写几个 `--`",
            "add a line `|--|--|` below the first, with one `--` for each cell",
        )),
    })
}

/// Whether two lines are rows with as many bars.
pub fn are_rows(line: &str, next: &str) -> bool {
    bars(line) >= BARS_MIN && bars(line) == bars(next)
}

/// How many cells a row has: what stands outside the first bar and the last is none.
fn cells(line: &str) -> usize {
    let line = line.trim();
    let open = usize::from(line.starts_with('|'));
    let close = usize::from(line.len() > 1 && line.ends_with('|') && !line.ends_with(r"\|"));
    bars(line) + 1 - open - close
}

/// The bars of a line that part cells.
fn bars(line: &str) -> usize {
    let mut escaped = false;
    let parts = |c: char| {
        let bar = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        bar
    };
    line.chars().map(parts).filter(|bar| *bar).count()
}

#[cfg(test)]
mod tests {
    use super::super::{Leads, Names, to_html};

    #[test]
    fn cells_that_no_column_takes_are_told_and_rows_stay_lines() {
        let told = |text: &str| {
            let remarks = to_html(text, &Names::default(), &Leads::new()).remarks;
            remarks.iter().map(|one| (one.rule.code, text[one.range.clone()].to_string())).collect()
        };
        let table = "| 日 | 事 |\n|--|--|\n";
        for (row, lost) in [
            ("| 5日 | 泵 | 400 元 |", true),
            ("5日 | 泵 | 400 元", true),
            ("| 电费|水费 | 3 |", true),
            ("| 5日 | 泵 |", false),
            ("| 5日 |", false),
            ("5日 | 泵", false),
            (r"| 5日 | 泵\|管 |", false),
            (r"| 5日 | `泵\|管` |", false),
        ] {
            let told: Vec<(&str, String)> = told(&format!("{table}{row}\n\n完"));
            let meant = lost.then(|| ("cells-lost", row.to_string()));
            assert_eq!(told, Vec::from_iter(meant), "{row}");
        }
        let rows = "甲|乙|丙\n丁|戊|己";
        let told: Vec<(&str, String)> = told(rows);
        assert_eq!(told, [("not-as-typed", rows.to_string())]);
        let html = to_html(rows, &Names::default(), &Leads::new()).html;
        assert_eq!(html.trim_end(), "<p>甲|乙|丙<br />\n丁|戊|己</p>");
    }
}
