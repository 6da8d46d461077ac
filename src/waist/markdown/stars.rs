//! What stars are to a Chinese text: ends of what is bold, letters of masked names, signs of sums.

use std::ops::Range;

use super::apart::{beside, is_punctuation, is_wide};
use super::gaps::{gaps, is_explained, is_spoken_of};

/// Which runs of a paragraph are no emphasis. In a text in Latin letters CommonMark has the word, but for sums.
pub fn literals(paragraph: &str, text: &str, runs: &[Range<usize>]) -> Vec<bool> {
    let chinese = paragraph.contains(is_wide);
    let literal = |run: &Range<usize>| match text.as_bytes()[run.start] {
        b'~' => run.len() == 1,
        b'*' if is_between_figures(text, run) => chinese || !matches!(run.len(), 2 | 3),
        b'*' if is_spoken_of(text, run) => true,
        b'*' => chinese && (run.len() > 3 || is_in_sum(text, run) || is_amount(text, run)),
        _ => false,
    };
    let mut all: Vec<bool> = runs.iter().map(literal).collect();
    for at in ranges(text, runs).into_iter().chain(gaps(text, runs)) {
        all[at] = true;
    }
    for len in [1, 2] {
        let stars = |at: &usize| text.as_bytes()[runs[*at].start] == b'*' && runs[*at].len() == len;
        let same: Vec<usize> = (0..runs.len()).filter(|at| stars(at) && !all[*at]).collect();
        if chinese && same.iter().all(|at| is_explained(text, &runs[*at])) {
            same.iter().for_each(|at| all[*at] = true);
            continue;
        }
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
    let mut plain = sorts.iter().filter(|next| **next == Star::Plain).count();
    let one = |(at, sort): (usize, &Star)| {
        let rest = &sorts[at + 1..];
        plain -= usize::from(*sort == Star::Plain);
        // Inside of what is bold, where its end still comes.
        if *sort == Star::OfName && open && plain % 2 == 1 {
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

/// A factor of a sum: of one that says what it comes to (单价*数量=金额), or of two things that are measured.
fn is_in_sum(text: &str, run: &Range<usize>) -> bool {
    const ENDS: &str = "，。；！？\n";
    let (begin, end) = near(text, run);
    let from = text[begin..run.start].rfind(|c| ENDS.contains(c)).map_or(begin, |at| begin + at);
    let to = text[run.end..end].find(|c| ENDS.contains(c)).map_or(end, |at| run.end + at);
    let (before, after) = beside(text, run);
    let factor = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "（）()".contains(c));
    let equals = text[from..to].contains(['=', '＝']);
    let measured = || {
        before.is_some_and(|c| "价量数长宽高深厚率积".contains(c))
            && MEASURES.iter().any(|word| text[run.end..].starts_with(word))
    };
    run.len() == 1 && factor(before) && factor(after) && (equals || measured())
}

/// How far from a run what belongs to it is looked for, in bytes: in a line without a full stop each would look over all.
const NEAR: usize = 400;

fn near(text: &str, run: &Range<usize>) -> (usize, usize) {
    let begin = text.ceil_char_boundary(run.start.saturating_sub(NEAR));
    (begin, text.floor_char_boundary(run.end + NEAR))
}

/// An amount that is masked: ¥*元.
fn is_amount(text: &str, run: &Range<usize>) -> bool {
    text[..run.start].ends_with(['¥', '￥', '$', '€'])
}

/// What a factor of a sum is called.
const MEASURES: &[&str] = &[
    "单价", "数量", "长", "宽", "高", "深", "厚", "面积", "人数", "户数", "天数", "亩数", "次数",
    "系数", "比例", "税率", "费率", "标准",
];

/// A sum, and no emphasis: 5*6, 3m*4m, (3+2)*6.
fn is_between_figures(text: &str, run: &Range<usize>) -> bool {
    let (begin, end) = near(text, run);
    let (before, after) = (&text[begin..run.start], &text[run.end..end]);
    let digit = |c: char| c.is_ascii_digit();
    let inside = |c: char| digit(c) || " .,+-*/×÷%".contains(c);
    let opens = |(inner, _): (&str, &str)| inner.contains(digit) && inner.chars().all(inside);
    let ends = match before.strip_suffix([')', '）']) {
        Some(rest) => rest.rsplit_once(['(', '（']).is_some_and(|(far, inner)| opens((inner, far))),
        None => {
            let bare =
                before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || "%²³".contains(c));
            before.len() - bare.len() <= UNIT_MAX_BYTES && bare.ends_with(digit)
        }
    };
    let begins = match after.strip_prefix(['(', '（']) {
        Some(rest) => rest.split_once([')', '）']).is_some_and(opens),
        None => after.trim_start_matches(['¥', '￥']).starts_with(digit),
    };
    ends && begins
}

/// The longest unit of a figure: kWh, m³.
const UNIT_MAX_BYTES: usize = 3;

/// The runs of two tildes from one figure to the next, as in 10~~20 元. Where one opens or closes what is struck, all do.
fn ranges(text: &str, runs: &[Range<usize>]) -> Vec<usize> {
    let digit = |c: char| c.is_ascii_digit();
    let is_range = |at: &usize| {
        let before = &text[..runs[*at].start];
        let unit = before.chars().next_back().filter(|c| is_wide(*c) && c.is_alphabetic());
        let figure = &before[..before.len() - unit.map_or(0, char::len_utf8)];
        figure.ends_with(digit) && text[runs[*at].end..].starts_with(digit)
    };
    let tildes = |at: &usize| text.as_bytes()[runs[*at].start] == b'~' && runs[*at].len() == 2;
    let tildes: Vec<usize> = (0..runs.len()).filter(tildes).collect();
    let (mut open, mut found) = (false, Vec::new());
    for (place, at) in tildes.iter().enumerate() {
        if !open && is_range(at) && tildes.get(place + 1).is_none_or(is_range) {
            found.push(*at);
        } else {
            open = !open;
        }
    }
    found
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
