//! The findings as a list in HTML, for the preview: what blocks first, each with its file, line, excerpt and remedy.

use super::problem::{help_word, problems};
use super::{Problem, Run};

/// How many are shown on the page; the terminal has them all.
const SHOWN_MAX: usize = 50;

/// A heading that counts, and the findings; every word escaped.
pub fn list(run: &Run, text: &dyn Fn(&str) -> Option<String>) -> String {
    let mut all = problems(run, text, true);
    all.retain(|problem| !problem.finding.answered);
    all.sort_by_key(|problem| problem.finding.grade);
    let items: String = all.iter().take(SHOWN_MAX).map(|problem| item(run, problem)).collect();
    let more = match all.len().saturating_sub(SHOWN_MAX) {
        0 => String::new(),
        more => run.lang.pick(
            format!("<p>还有 {more} 处，见终端。</p>"),
            format!("<p>{more} more in the terminal.</p>"),
        ),
    };
    format!("<ol>{items}</ol>{more}")
}

pub(super) fn item(run: &Run, problem: &Problem) -> String {
    let grade = problem.finding.grade;
    let (key, word) = (grade.key(), grade.words().in_lang(run.lang));
    let message = escaped(&problem.message);
    let at = match problem.spot {
        Some(spot) => format!("{}:{}:{}", problem.path, spot.start.line, spot.start.column),
        None => problem.whereabouts(),
    };
    let excerpt = problem.excerpt.as_ref().map_or_else(String::new, |excerpt| {
        let (start, end) = (excerpt.span.start, excerpt.span.end);
        let line = &excerpt.line;
        let marked = escaped(&line[start..end]);
        format!(
            "<pre>{}<mark>{marked}</mark>{}</pre>",
            escaped(&line[..start]),
            escaped(&line[end..])
        )
    });
    let help = problem.help.as_ref().map_or_else(String::new, |help| {
        format!("<p>{}: {}</p>", help_word(run.lang), escaped(help))
    });
    format!(
        "<li class={key}><p><b>{word}</b> {message} <code>[{}]</code></p><p><code>{}</code></p>{excerpt}{help}</li>",
        problem.code(),
        escaped(&at)
    )
}

/// What stops a build apart from findings, such as a broken theme, as HTML.
pub fn words(text: &str) -> String {
    format!("<pre>{}</pre>", escaped(text))
}

/// Words as they may stand anywhere in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::list;
    use crate::finding::{Finding, Place, rules};
    use crate::model::{Lang, Said};
    use crate::report::Run;

    #[test]
    fn escapes_every_word_and_puts_first_what_blocks() {
        let file = Arc::from("content/<a>.yaml");
        let said = || Said::new("`<b>` 与 \"c\"", "x");
        let notice = Finding::new(&rules::UNEXPECTED_FILE, &file, Place::File, said());
        let error = Finding::new(&rules::UNKNOWN_FIELD, &file, Place::Bytes(3, 6), said());
        let run = Run {
            findings: &[notice, error.help("写 <d>", "x")],
            lang: Lang::Zh,
            as_of: None,
            color: false,
            internal: false,
            strict: false,
            steps: &[],
            inputs: 1,
            suppressed: 0,
            unread: 0,
            drafts: 0,
            without_private: false,
            most: None,
        };
        let html = list(&run, &|_| Some("id:<i>: 1\n".to_string()));
        let first = "<ol><li class=error><p><b>必改</b> `&lt;b&gt;` 与 &quot;c&quot; <code>[unknown-field]</code></p>\
            <p><code>content/&lt;a&gt;.yaml:1:4</code></p><pre>id:<mark>&lt;i&gt;</mark>: 1</pre><p>怎么办: 写 &lt;d&gt;</p></li>";
        assert!(html.starts_with(first), "{html}");
        assert!(html.contains("<li class=notice>") && !html.contains("<i>"), "{html}");
    }
}
