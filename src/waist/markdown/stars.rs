//! What stars are to a Chinese text: ends of what is bold, letters of masked names, signs of sums.

use std::ops::Range;

use super::apart::{beside, is_punctuation, is_wide};

/// Which runs of a paragraph are no emphasis. In a text in Latin letters CommonMark has the word.
pub fn literals(paragraph: &str, text: &str, runs: &[Range<usize>]) -> Vec<bool> {
    let chinese = paragraph.contains(is_wide);
    let literal = |run: &Range<usize>| match text.as_bytes()[run.start] {
        b'~' => run.len() == 1,
        b'*' => chinese && (run.len() > 3 || is_between_figures(text, run) || is_in_sum(text, run)),
        _ => false,
    };
    let mut all: Vec<bool> = runs.iter().map(literal).collect();
    for len in [1, 2] {
        let stars = |at: &usize| text.as_bytes()[runs[*at].start] == b'*' && runs[*at].len() == len;
        let same: Vec<usize> = (0..runs.len()).filter(|at| stars(at) && !all[*at]).collect();
        let sort = |at: &usize| match &runs[*at] {
            run if chinese
                && len == 1
                && beside(text, run).1.is_some_and(|c| c.is_ascii_digit()) =>
            {
                Star::Factor
            }
            run if chinese && is_behind_surname(text, run) => {
                if is_of_name(text, run) {
                    Star::OfName
                } else {
                    Star::Likely
                }
            }
            _ => Star::Plain,
        };
        let sorts: Vec<Star> = same.iter().map(sort).collect();
        for (place, mask) in masks(&sorts).into_iter().enumerate() {
            all[same[place]] |= mask;
        }
    }
    all
}

/// What a run does to what is bold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    Opens,
    Closes,
}

/// The runs of two stars of a Chinese paragraph in their order, where each has its other end: one opens, the next closes.
pub fn ends(
    paragraph: &str,
    text: &str,
    runs: &[Range<usize>],
    literal: &[bool],
) -> Vec<Option<End>> {
    let bold = |at: &usize| {
        runs[*at].len() == 2 && text.as_bytes()[runs[*at].start] == b'*' && !literal[*at]
    };
    let bold: Vec<usize> = (0..runs.len()).filter(bold).collect();
    let mut all = vec![None; runs.len()];
    if bold.len().is_multiple_of(2) && paragraph.contains(is_wide) {
        for (place, at) in bold.into_iter().enumerate() {
            all[at] = Some(if place % 2 == 0 { End::Opens } else { End::Closes });
        }
    }
    all
}

/// What a run of stars seems to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Star {
    /// Of emphasis.
    Plain,
    /// Behind a surname, or what may be one.
    Likely,
    /// Before a figure: 水泵*2台，电机*3根.
    Factor,
    /// Behind a surname that begins a name: 付给张**.
    OfName,
}

/// Which of these runs are no emphasis. It may begin or end behind a surname too; then it has its other end.
fn masks(sorts: &[Star]) -> Vec<bool> {
    let mut open = false;
    let plain = |sorts: &[Star]| sorts.iter().filter(|next| **next == Star::Plain).count();
    let one = |(at, sort): (usize, &Star)| {
        let rest = &sorts[at + 1..];
        // Inside of what is bold, where its end still comes.
        if *sort == Star::OfName && open && plain(rest) % 2 == 1 {
            return true;
        }
        if *sort == Star::Plain || open {
            open = !open;
            return false;
        }
        if *sort == Star::Factor {
            open = !matches!(rest.first(), None | Some(Star::Factor | Star::OfName));
            return !open;
        }
        let others = rest.iter().take_while(|next| **next == Star::Plain).count();
        open = others % 2 == 1;
        !open
    };
    sorts.iter().enumerate().map(one).collect()
}

/// Whether the surname before a run begins a name: behind punctuation, or behind a word that leads to one.
fn is_of_name(text: &str, run: &Range<usize>) -> bool {
    let further = text[..run.start].chars().rev().nth(1);
    further.is_some_and(|c| is_punctuation(c) && c != '*' || "付给和与由及向对是为姓".contains(c))
}

/// A factor of a sum that says what it comes to: 单价*数量=金额.
fn is_in_sum(text: &str, run: &Range<usize>) -> bool {
    const ENDS: &str = "，。；！？\n";
    let from = text[..run.start].rfind(|c| ENDS.contains(c)).unwrap_or(0);
    let to = text[run.end..].find(|c| ENDS.contains(c)).map_or(text.len(), |at| run.end + at);
    let (before, after) = beside(text, run);
    let factor = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "（）()".contains(c));
    run.len() == 1 && factor(before) && factor(after) && text[from..to].contains(['=', '＝'])
}

/// A sum, and no emphasis: 5*6.
fn is_between_figures(text: &str, run: &Range<usize>) -> bool {
    let (before, after) = beside(text, run);
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    figure(before) && figure(after)
}

/// Whether a run may be the stars of a masked name: behind a surname (付给张*明, 欧阳*), or behind any letter that begins
/// a word.
fn is_behind_surname(text: &str, run: &Range<usize>) -> bool {
    let before = &text[..run.start];
    let mut back = before.chars().rev();
    let (letter, further) = (back.next(), back.next());
    let wide = letter.is_some_and(|c| is_wide(c) && c.is_alphabetic());
    let begins = further.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    let known = letter.is_some_and(|c| SURNAMES.contains(c)) && further != Some('*');
    wide && (begins || known) || COMPOUND.iter().any(|surname| before.ends_with(surname))
}

/// The hundred surnames that most people have; what is masked mostly begins with one of these.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋\
    蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝\
    龚邵万钱严覃武戴莫孔向汤";
const COMPOUND: &[&str] =
    &["欧阳", "诸葛", "上官", "司马", "司徒", "东方", "夏侯", "皇甫", "慕容", "公孙"];
