//! A text with its slips mended: read for the mistakes that are left, told where they were written, and never published.

use std::ops::Range;
use std::sync::Arc;

use super::mend::Mend;
use super::slips::Slip;
use super::{Asked, Source, walk};
use crate::finding::{Finding, Place, Repair, Report, Rule, rules};

/// A text whose slips are mended. It is read for the mistakes that are left and never published.
pub struct Mended {
    pub text: String,
    /// What was put in, in its bytes and in those of the text that was written.
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

impl Mended {
    pub fn of(yaml: &str, mends: &[Mend]) -> Mended {
        let (mut text, mut pieces, mut past) = (String::new(), Vec::new(), 0);
        for Mend { at, with, .. } in mends {
            text.push_str(&yaml[past..at.start]);
            pieces.push((text.len()..text.len() + with.len(), at.clone()));
            text.push_str(with);
            past = at.end;
        }
        text.push_str(&yaml[past..]);
        Mended { text, pieces }
    }

    /// Where a byte of the mended text stands in the text that was written.
    pub fn origin(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(here, _)| here.start <= at).checked_sub(1);
        let Some((here, there)) = piece.map(|piece| &self.pieces[piece]) else { return at };
        match at < here.end {
            true => (there.start + at - here.start).min(there.end),
            false => at - here.end + there.end,
        }
    }
}

/// Tells of slips, and of the mistakes that are left once they are mended.
pub fn tell(
    source: &Source,
    (yaml, offset): (&str, usize),
    mends: Vec<Mend>,
    asked: Asked,
    report: &mut Report,
) {
    let mended = Mended::of(yaml, &mends);
    let mut left = Report::default();
    let (read, _) = walk::reading(source, (&mended.text, offset), Some(&mended), asked, &mut left);
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', source.text.as_bytes()).collect();
    let line = |at: usize| ends.partition_point(|end| *end < at);
    let lines: Vec<usize> = mends.iter().map(|mend| line(mend.at.start + offset)).collect();
    let on_mended = |f: &Finding| lines.binary_search(&line(f.span().start)).is_ok();
    const ASTRAY: [&Rule; 5] = [
        &rules::INVALID_YAML,
        &rules::UNKNOWN_FIELD,
        &rules::DUPLICATE_FIELD,
        &rules::WRONG_TYPE,
        &rules::ALIAS_NOT_ALLOWED,
    ];
    let astray = |f: &Finding| ASTRAY.iter().any(|rule| std::ptr::eq(*rule, f.rule));
    let sure = read.is_some()
        && same_words(yaml, &mended.text)
        && !left.findings.iter().any(|finding| astray(finding) && on_mended(finding));
    // What stops the reading on a line with a slip is told by the slip.
    let is_stop = |f: &Finding| std::ptr::eq(f.rule, &rules::INVALID_YAML);
    left.findings.retain(|finding| !(is_stop(finding) && on_mended(finding)));
    let of: Arc<str> = Arc::from(&*source.sha256);
    for Mend { slip: Slip { at, said, help }, at: span, with } in mends {
        let place = Place::Bytes(at + offset, at + offset);
        let mut finding = Finding::new(&rules::INVALID_YAML, &source.path, place, said);
        finding.help = Some(help);
        let at = span.start + offset..span.end + offset;
        finding.repair = sure.then(|| Repair { at, with, of: of.clone() });
        report.push(finding);
    }
    report.absorb(left);
}

/// Whether two texts say the same, marks and blanks apart: a mend never touches a word or an amount.
pub fn same_words(one: &str, other: &str) -> bool {
    let is_mark = |c: &char| c.is_whitespace() || ":：,，'\"“”‘’]}".contains(*c);
    one.chars().filter(|c| !is_mark(c)).eq(other.chars().filter(|c| !is_mark(c)))
}
