//! The last line of `check`: how much is to do, and where to begin.

use super::Run;
use super::clean::clean;
use super::problem::{shown, spot};
use crate::finding::{Finding, Grade, rules};
use crate::model::Lang;
use crate::source::disk::file_of;

/// How many must be mended, how many need a word, which file and line first; without a line end.
pub fn closing_line(run: &Run, text: &dyn Fn(&str) -> Option<String>) -> String {
    // The findings are sorted by file; the heaviest come first here.
    let to_do = |finding: &&Finding| {
        !finding.answered && (finding.grade != Grade::Notice || finding.waits())
    };
    let told = run.findings.iter().filter(|finding| shown(run, finding)).filter(to_do);
    let Some(first) = told.min_by_key(|finding| finding.grade) else { return nothing(run) };
    let (counts, start) = (counts(run), place(run.lang, first, text));
    run.lang.pick(format!("{counts}；先看 {start}。"), format!("{counts}; start with {start}"))
}

fn nothing(run: &Run) -> String {
    let (inputs, files) = (run.inputs, if run.inputs == 1 { "file" } else { "files" });
    if inputs == 0 {
        return run.lang.pick("没有读到文件。", "no files were read").to_string();
    }
    run.lang.pick(
        format!("查了 {inputs} 份文件，没有要改的，也没有要说明的{}。", aside(run)),
        format!("checked {inputs} {files}: nothing to mend, nothing to explain{}", aside(run)),
    )
}

fn counts(run: &Run) -> String {
    let count = |grade| run.findings.iter().filter(|finding| finding.grade == grade).count();
    let waiting = run.findings.iter().filter(|finding| finding.waits()).count();
    let (mend, explain) = (count(Grade::MustFix), waiting);
    let strict = match run.strict && explain > 0 {
        true => run.lang.pick("（--strict：也不放行）", " (blocking, by --strict)"),
        false => "",
    };
    let internal = match if run.internal { count(Grade::Internal) } else { 0 } {
        0 => String::new(),
        some => run.lang.pick(format!("，内部 {some} 处"), format!(", {some} internal")),
    };
    let aside = aside(run);
    run.lang.pick(
        format!("必须改 {mend} 处，需说明 {explain} 处{strict}{internal}{aside}"),
        format!("{mend} to mend, {explain} to explain{strict}{internal}{aside}"),
    )
}

/// Questions set aside by someone's word, and records whose day has not come, are counted wherever the others are; what
/// was not asked and could not be looked for is said.
fn aside(run: &Run) -> String {
    let suppressed = match run.suppressed {
        0 => String::new(),
        n => run.lang.pick(format!("，免问 {n} 处"), format!(", {n} set aside")),
    };
    let later = |finding: &&Finding| std::ptr::eq(finding.rule, &rules::NOT_PUBLIC_YET);
    let later = match run.findings.iter().filter(later).count() {
        0 => String::new(),
        n => run.lang.pick(format!("，{n} 份还没到公开日期"), format!(", {n} not public yet")),
    };
    let drafts = match run.drafts {
        0 => String::new(),
        n => run.lang.pick(format!("，{n} 份草稿没有公开"), format!(", {n} draft(s) kept back")),
    };
    let unread = match run.unread {
        0 => String::new(),
        n => run.lang.pick(
            format!("；{n} 份没有读完，合计、余额、凭证这些还没有核对"),
            format!(
                "; {n} not read to the end, and sums, balances and vouchers in them not checked"
            ),
        ),
    };
    let unlooked = match run.without_private {
        false => String::new(),
        true => run.lang.pick(
            "；没有 private/ 或没读全，内部名单上的姓名没有查".to_string(),
            "; names of the office's lists were not looked for: no private/, or not all of it"
                .to_string(),
        ),
    };
    suppressed + &later + &drafts + &unread + &unlooked
}

fn place(lang: Lang, first: &Finding, text: &dyn Fn(&str) -> Option<String>) -> String {
    let path = clean(file_of(&first.file));
    match spot(first, text).map(|spot| spot.start.line) {
        None => path,
        Some(line) => lang.pick(format!("{path} 第 {line} 行"), format!("{path}, line {line}")),
    }
}
