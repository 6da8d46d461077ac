//! Gaps of a form, to be filled in by hand, and stars that are spoken of: both stand as typed.

use std::ops::Range;

use super::apart::{beside, is_punctuation};

/// Which of these runs are gaps. `__words__` are none: those are bold.
pub fn gaps(text: &str, runs: &[Range<usize>]) -> Vec<usize> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_inside_word = |run: &Range<usize>| {
        let (before, after) = beside(text, run);
        latin(before) && latin(after)
    };
    let lines = |at: &usize| {
        let run = &runs[*at];
        text.as_bytes()[run.start] == b'_' && run.len() > 1 && !is_inside_word(run)
    };
    let all: Vec<usize> = (0..runs.len()).filter(lines).collect();
    let (mut found, mut place) = (Vec::new(), 0);
    let mut line = Line::default();
    while let Some(at) = all.get(place) {
        let run = &runs[*at];
        let next = all.get(place + 1).map(|next| &runs[*next]);
        let (before, after) = beside(text, run);
        let punctuation = |c: Option<char>| c.is_some_and(is_punctuation);
        if run.len() > BOLD_MAX {
            // Alone on its line it rules one off.
            if !line.is_rule(text, run) {
                found.push(*at);
            }
        } else if next.is_some_and(|next| next.len() == run.len() && is_bold(text, run, next)) {
            place += 1;
        } else if punctuation(before) || punctuation(after) {
            found.push(*at);
        }
        place += 1;
    }
    found
}

/// The longest run that is an end of what is bold: `___` opens what is slanted too.
const BOLD_MAX: usize = 3;

fn is_bold(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let (before, after) = (beside(text, open).0, beside(text, close).1);
    outside(before) && outside(after) && holds_words(text, open, close)
}

/// Whether what stands between two runs may be bold: words, and not what stands between two gaps.
pub fn holds_words(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    let ((before, first), (last, after)) = (beside(text, open), beside(text, close));
    let begins = first.is_some_and(|c| !c.is_whitespace() && !closes(c));
    let ends = last.is_some_and(|c| !c.is_whitespace() && !opens(c));
    let said = text[open.end..close.start].contains(char::is_alphanumeric);
    let quoted = before == first && matches!(first, Some('"' | '\''));
    let label = |c: Option<char>| matches!(c, Some('：' | ':'));
    let unit = |c: Option<char>| c.is_some_and(|c| UNITS.contains(c));
    let form = label(before) && label(last) || unit(first) && unit(after);
    begins && ends && said && !quoted && !form
}

/// What is counted in a gap: __年__月__日, 实到__人.
const UNITS: &str = "年月日时分元人户亩";

/// The line that was looked at last, and whether it is one of underscores and nothing else.
#[derive(Default)]
struct Line {
    end: usize,
    is_rule: bool,
}

impl Line {
    /// Whether the line of a run is a rule; runs come in their order.
    fn is_rule(&mut self, text: &str, run: &Range<usize>) -> bool {
        if run.end > self.end {
            let from = text[..run.start].rfind('\n').map_or(0, |at| at + 1);
            self.end = text[run.end..].find('\n').map_or(text.len(), |at| run.end + at);
            let rules = |c: char| c == '_' || c.is_whitespace();
            self.is_rule = text[from..self.end].chars().all(rules);
        }
        self.is_rule
    }
}

/// A run of stars that is spoken of: “*”, （*）, *、**.
pub fn is_spoken_of(text: &str, run: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = beside(text, run) else { return false };
    let quoted = before == after && matches!(before, '"' | '\'');
    let listed = before == '：' && matches!(after, '、' | '，');
    let apart = opens(before) || matches!(before, '、' | '，' | '；');
    quoted || listed || apart && closes(after)
}

/// A star of which its sentence says what it stands for: *号为必填，*表示选填.
pub fn is_explained(text: &str, run: &Range<usize>) -> bool {
    let before = beside(text, run).0;
    let begins = before.is_none_or(|c| c.is_whitespace() || closes(c));
    let after = &text[run.end..];
    let said = ["表示", "代表", "为", "指", "是"].iter().any(|word| after.starts_with(word));
    after.starts_with('号') || begins && said
}

fn opens(c: char) -> bool {
    "（【《「『〈〔“‘([{".contains(c)
}

/// What ends a clause or closes a bracket.
fn closes(c: char) -> bool {
    "，。、；：！？）】》」』〉〕”’…,;!?)]}".contains(c)
}

#[cfg(test)]
mod tests {
    use super::super::{Leads, Names, to_html};

    fn html_of(text: &str) -> String {
        to_html(text, &Names::default(), &Leads::new()).html.trim_end().to_string()
    }

    #[test]
    fn gaps_of_a_form_stand_as_typed() {
        for form in [
            "甲方（章）：____，乙方（章）：____。",
            "应到____人，实到____人；主持：____，记录：____。",
            "时间：____年____月____日 地点：____",
            "收款人（签字）：____；经办人（签字）：____；",
            "“____”项目、“____”工程",
            "第（____）号、第（____）号",
            "____/____/____",
            "“____” project, “____” works, (____) and (____), ____, ____.",
            "见`a`，甲方：____，乙方：____，**丙**方：____",
        ] {
            for gap in ["__", "_____", "____"] {
                let form = form.replace("____", gap);
                let html = html_of(&form);
                let words = form.replace("`a`", "<code>a</code>");
                let words = words.replace("**丙**", "<strong>丙</strong>");
                assert_eq!(html, format!("<p>{words}</p>"));
            }
        }
        assert_eq!(html_of("- ____"), "<ul>\n<li>____</li>\n</ul>");
        assert_eq!(html_of("甲\n\n____\n\n乙"), "<p>甲</p>\n<hr />\n<p>乙</p>");
    }

    #[test]
    fn words_between_underscores_stay_bold() {
        for (typed, bold) in [
            ("__Note:__ bring __two, or three__.", "<p>[Note:] bring [two, or three].</p>"),
            (
                "*a* (__“b”__), __$5__ and __a__b c__",
                "<p><em>a</em> ([“b”]), [$5] and [a__b c]</p>",
            ),
            ("*甲* __注意：__ 请带《__证件__》。", "<p><em>甲</em> [注意：] 请带《[证件]》。</p>"),
        ] {
            let bold = bold.replace('[', "<strong>").replace(']', "</strong>");
            assert_eq!(html_of(typed), bold);
        }
    }

    #[test]
    fn stars_that_are_spoken_of_stand_as_typed() {
        for text in [
            "备注：*、**、***分别表示一、二、三类",
            "*号为重点户，其中“*”3户",
            "（*）为必填；（*）",
            "*表示必填，*表示选填",
            "*号为必填，带*号的要盖章",
            "单价：¥*元，总价：¥*元",
            "(*) is needed; (*)",
        ] {
            assert_eq!(html_of(text), format!("<p>{text}</p>"));
        }
        for (typed, marked) in [
            ("*但是，*我们", "<p><em>但是，</em>我们</p>"),
            ("*代表建议*，*表示祝贺*", "<p><em>代表建议</em>，<em>表示祝贺</em></p>"),
            (
                "**注意：**。（**甲**）、**“乙”**，",
                "<p><b>注意：</b>。（<b>甲</b>）、<b>“乙”</b>，</p>",
            ),
        ] {
            let marked = marked.replace("b>", "strong>");
            assert_eq!(html_of(typed), marked);
        }
    }
}
