//! The findings as one page to print: for the office, where nobody looks at a terminal.

use super::list::{escaped, item};
use super::{Problem, Run};

/// Black on white and no more than paper needs; the page stands alone.
const STYLE: &str = "body{font:1rem/1.6 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}\
    h1{font-size:1.5rem}h2{font-size:1.1rem;border-bottom:1px solid;margin-top:2rem;overflow-wrap:anywhere}\
    li{margin:1rem 0;break-inside:avoid}p{margin:.2rem 0}pre{white-space:pre-wrap;margin:.2rem 0}\
    code{overflow-wrap:anywhere}";

/// File by file, in the order of the findings; what the unit has explained is on its page and not here.
pub(super) fn document(run: &Run, problems: &[Problem], closing: &str) -> String {
    let lang = run.lang;
    let title = lang.pick("检查结果", "What the check found");
    let waiting: Vec<&Problem> = problems.iter().filter(|one| !one.finding.answered).collect();
    let files = waiting.chunk_by(|a, b| a.path == b.path).map(|of_file| {
        let items: String = of_file.iter().map(|problem| item(run, problem)).collect();
        format!("<h2>{}</h2>\n<ol>{items}</ol>\n", escaped(&of_file[0].path))
    });
    let files: String = files.collect();
    let day = run.as_of.map_or_else(String::new, |day| {
        lang.pick(format!("<p>截至 {day}</p>\n"), format!("<p>As of {day}</p>\n"))
    });
    format!(
        "<!doctype html>\n<html lang={}>\n<meta charset=utf-8>\n\
         <meta name=viewport content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n<h1>{title}</h1>\n{day}<p>{}</p>\n{files}",
        lang.tag(),
        escaped(closing.trim_end())
    )
}
