//! Names that a text lists: below a heading that says whose they are, or behind such a word.

mod marks;
mod rows;

use std::ops::Range;

use self::rows::{BLANK, HEADING_MAX, Table, cells, headed};
use super::columns::{self, Whose, is_post, whose};
use super::kinds::{Organisations, PartyKind, is_compound, is_everyday};
use super::names::several;
use super::standing::{run_after, run_before};
use super::words::PERSONS;
use super::{around, is_han, is_middle_dot, latin, letters, split_bracket, split_others};

/// A name that stands where names of private persons are announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub span: Range<usize>,
    pub whose: Whose,
    /// Whether it is announced by a heading or a colon; in running words it may be something else.
    pub announced: bool,
}

/// The names that a text lists, in its order: in the columns of its tables, behind `户主：`, in the lines below a heading or a
/// colon, and in running words right behind 低保户 and its like.
///
/// What is no name by its surname, what a place or a body is called, and what is masked already is passed over.
pub fn names_listed(text: &str, organisations: &Organisations) -> Vec<Listed> {
    if !columns::may_say(text) {
        return Vec::new();
    }
    let lines: Vec<Line> = lines(text);
    let mut reader =
        Reader { text, organisations, found: Vec::new(), section: None, level: 0, list: None };
    let mut table: Option<Table> = None;
    for (at, line) in lines.iter().enumerate() {
        // Most lines announce nobody, and stand below nothing that does.
        let goes_on = table.is_some() || reader.list.is_some() || line.text.starts_with('#');
        if !goes_on && !columns::may_say(line.text) {
            continue;
        }
        table = reader.row(line, table);
        // Whether blanks align a table or part words, the line alone does not say.
        if table.as_ref().is_none_or(|table| table.border == BLANK) {
            reader.line(line, lines.get(at + 1));
        } else {
            reader.list = None;
        }
        reader.behind_words(line);
    }
    let mut found = reader.found;
    found.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.announced)));
    found.dedup_by(|next, first| next.span.start < first.span.end);
    found
}

/// A line and where it begins.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Line<'t> {
    fn part(&self, part: &'t str) -> Line<'t> {
        let inside = part.as_ptr() as usize - self.text.as_ptr() as usize;
        Line { text: part, start: self.start + inside }
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let whole = Line { text, start: 0 };
    text.split_inclusive('\n').map(|line| whole.part(line.trim_end())).collect()
}

struct Reader<'a> {
    /// All of it, in which spans are bytes.
    text: &'a str,
    organisations: &'a Organisations,
    found: Vec<Listed>,
    /// What the last heading over paragraphs and tables says, and how deep it stands.
    section: Option<Whose>,
    level: usize,
    /// Whose list was opened in the line before.
    list: Option<Whose>,
}

/// What joins a word for persons with their names: 低保户分别为.
const JOINS: [&str; 6] = ["分别为", "分别是", "如下", "包括", "为", "有"];

/// What ends a list of names behind such a word.
const CLOSES: [char; 8] = ['。', '；', ';', ':', '：', '！', '|', '\t'];

/// Surnames that begin sentences more often: 孩子都按月领, 居民和睦.
const BEGINS: &str = "都全和于向应由从曾已常连成经单关方时相当管有能别过包同平代计通展初容后来到如见以为在是也不要可按";

impl Reader<'_> {
    /// Reads a line as a row of a table; the table that goes on behind it.
    fn row(&mut self, line: &Line, table: Option<Table>) -> Option<Table> {
        let walled = table.as_ref().map(|table| table.border).filter(|border| *border != BLANK);
        let borders = walled.map_or(vec!['|', '\t', ',', BLANK], |border| vec![border]);
        let rows = borders.into_iter().map(|border| (border, cells(line, border)));
        let (border, row) = rows.into_iter().find(|(_, row)| !row.is_empty())?;
        let table = table.filter(|table| table.border == border);
        let goes_on = table.as_ref().is_some_and(|table| table.is_row(&row));
        // The title of a table that blanks align is a line as any.
        let title = self.list.filter(|_| border == BLANK);
        let above = self.section.max(title).filter(|whose| *whose == Whose::KeptBack);
        if let Some(headed) = headed(&row, border, above).filter(|_| !goes_on) {
            let columns =
                headed.into_iter().map(|one| one.map(|one| one.max(above.unwrap_or(one))));
            return Some(Table { border, columns: columns.collect() });
        }
        let said: Vec<&Line> = row.iter().filter(|cell| !cell.text.is_empty()).collect();
        if let [title] = said.as_slice() {
            let titled = titled(title.text);
            // A line of no table may end with a comma too.
            if border == '|' || table.is_none() && titled == Some(Whose::KeptBack) {
                self.section = titled;
            }
        }
        let table = table.filter(|table| table.fits(&row))?;
        for (cell, whose) in row.iter().zip(&table.columns) {
            if let Some(whose) = whose {
                self.names(cell, *whose, true);
            }
        }
        Some(table)
    }

    /// Reads a line of no table: headings, lists, and what stands behind a colon.
    fn line(&mut self, line: &Line, next: Option<&Line>) {
        let text = line.text.trim();
        if text.is_empty() {
            return;
        }
        if text.starts_with('#') {
            let level = text.chars().take_while(|c| *c == '#').count();
            let whose = titled(text.trim_matches(|c: char| "#：: ".contains(c)));
            // A part of a list, such as 一组, is of the same persons.
            if whose.is_some() || level <= self.level {
                (self.section, self.list, self.level) = (whose, whose, level);
            } else {
                self.list = self.section;
            }
            return;
        }
        if let Some(whose) = self.list {
            let item = line.part(marks::item(text));
            let of_part = || self.all_names(&item.part(marks::behind_part(item.text)?));
            match self.all_names(&item).or_else(of_part) {
                Some(names) => return self.add(names, whose, true),
                None => self.list = None,
            }
        }
        if text.chars().count() <= HEADING_MAX {
            self.list = titled(text).filter(|whose| *whose == Whose::KeptBack);
        }
        let posts = std::cell::OnceCell::new();
        let beside_post =
            || *posts.get_or_init(|| [Some(line), next].into_iter().flatten().any(names_post));
        for (colon, c) in line.text.char_indices().filter(|(_, c)| matches!(c, ':' | '：')) {
            let Some((whose, sure)) = announced(&line.text[..colon]) else { continue };
            if whose == Whose::Anyone && beside_post() {
                continue;
            }
            let rest = &line.text[colon + c.len_utf8()..];
            let end = rest.find(CLOSES);
            let said = &rest[..end.unwrap_or(rest.len())];
            if rest.trim().is_empty() && sure {
                self.list = Some(whose);
            }
            self.names(&line.part(said), whose, sure);
        }
    }

    /// The names in a cell, or behind a colon.
    fn names(&mut self, said: &Line, whose: Whose, sure: bool) {
        let parts = marks::parts(said.text);
        let names: Vec<Range<usize>> = parts.filter_map(|one| self.name(&said.part(one))).collect();
        self.add(names, whose, sure);
    }

    /// The names of a line that holds nothing else, or that begins with one: 张三，一组.
    fn all_names(&self, said: &Line) -> Option<Vec<Range<usize>>> {
        let parts = marks::parts(said.text);
        let names: Vec<_> = parts.map(|one| self.name(&said.part(one))).collect();
        names.first()?.as_ref()?;
        Some(names.into_iter().flatten().collect())
    }

    /// Adds names; `sure`: whether nothing else than names is announced. What begins with a word of every day may be more
    /// words than one: 时间紧.
    fn add(&mut self, names: Vec<Range<usize>>, whose: Whose, sure: bool) {
        let (text, is_word) = (self.text, |name: &str| PERSONS.has("ordinary", &first_two(name)));
        let named = names.into_iter().map(|span| (is_word(&text[span.clone()]), span));
        let meant = named.filter(|(is_word, _)| sure || !is_word);
        let one = |(is_word, span): (bool, _)| Listed { span, whose, announced: sure && !is_word };
        self.found.extend(meant.map(one));
    }

    /// Where a name stands in a part of a list: 张三, 1. 张三（二级）三组, 张三 300 元, 学生张三, 张三——务工.
    fn name<'t>(&self, part: &Line<'t>) -> Option<Range<usize>> {
        let text = marks::item(part.text);
        let text = &text[..text.find(['（', '(']).unwrap_or(text.len())];
        let text = split_others(text.trim()).0;
        let figures = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
        let text = text[..figures].trim();
        let parts = |c: char| c.is_whitespace() || "—–".contains(c);
        let first = text.split(parts).next().unwrap_or_default();
        let tried = [text, around::bare(text), first, around::bare(first)];
        let many = || {
            let all = several(text);
            all.len() > 1 && all[1..].iter().all(|one| self.is_name(one))
        };
        let found = tried.into_iter().find(|one| self.is_name(one)).or(many().then_some(text))?;
        let found = part.part(found);
        Some(found.start..found.start + found.text.len())
    }

    fn is_name(&self, text: &str) -> bool {
        if !text.contains(is_han) {
            let plain = |c: char| c.is_alphabetic() || " .'’-".contains(c);
            let words = text.split_whitespace().count();
            return (2..=4).contains(&words)
                && text.chars().all(plain)
                && latin::kind_of(text) == PartyKind::Person;
        }
        let all = letters(text);
        // 安全教育: of four letters two words are likelier than a name.
        let words = || {
            let halves = [all[..2].concat(), all[2..].concat()];
            halves.iter().any(|half| PERSONS.has("ordinary", half))
        };
        let long = all.len() > 3 && !text.contains(is_middle_dot) && !is_compound(text);
        let one = self.organisations.names_person(text) && around::is_piece(text);
        one && !is_everyday(text) && !(long && (all.len() > 4 || words()))
    }

    /// Names in running words: 孤儿张小明领取, 残疾人张建国（二级）.
    fn behind_words(&mut self, line: &Line) {
        let mut before = '\0';
        for (at, c) in line.text.char_indices() {
            let pair = (std::mem::replace(&mut before, c), c);
            let end = at + c.len_utf8();
            if !columns::may_end(pair) {
                continue;
            }
            let Some(whose) = columns::persons_at_end(&line.text[..end]) else { continue };
            self.in_bracket(line, end, whose);
            self.behind_join(line, end, whose);
            let rest =
                line.text[end..].strip_prefix([' ', '\u{3000}']).unwrap_or(&line.text[end..]);
            let count = if is_compound(rest) { 4 } else { 3 };
            let name: String = rest.chars().take(count).take_while(|c| is_han(*c)).collect();
            if letters(&name).len() == count && self.stands(&name, &rest[name.len()..]) {
                let name = line.part(&rest[..name.len()]);
                let span = name.start..name.start + name.text.len();
                self.found.push(Listed { span, whose, announced: false });
            }
        }
    }

    /// The names in a bracket right behind such a word, where it holds nothing else: 低保户（张建国、李秀英）.
    fn in_bracket(&mut self, line: &Line, end: usize, whose: Whose) {
        let Some(rest) = line.text[end..].strip_prefix(['（', '(']) else { return };
        let Some(close) = rest.find(['）', ')']) else { return };
        let inside = line.part(&rest[..close]);
        let names: Vec<_> =
            marks::parts(inside.text).map(|one| self.name(&inside.part(one))).collect();
        if let Some(names) = names.into_iter().collect::<Option<Vec<_>>>() {
            // Two letters are oftener a word.
            let long = names.iter().all(|name| letters(&self.text[name.clone()]).len() > 2);
            self.add(names, whose, long);
        }
    }

    /// The names behind such a word and what joins them to it: 低保户有张建国、李秀英.
    fn behind_join(&mut self, line: &Line, end: usize, whose: Whose) {
        let rest = line.text[end..].trim_start();
        let Some(join) = JOINS.into_iter().find(|join| rest.starts_with(join)) else { return };
        let said = &rest[join.len()..];
        let said = line.part(&said[..said.find(CLOSES).unwrap_or(said.len())]);
        let Some(names) = self.all_names(&said) else { return };
        let begins = said.text.trim_start().starts_with(|c| BEGINS.contains(c));
        let short = |name: &Range<usize>| letters(&self.text[name.clone()]).len() < 3;
        // 低保户有关规定, 户主为单位: what joins may be a part of another word.
        if letters(join).len() > 1 || !begins && !names.iter().any(short) {
            self.add(names, whose, false);
        }
    }

    /// Whether letters behind such a word are a name by what follows them.
    fn stands(&self, name: &str, rest: &str) -> bool {
        /// What ends a word of things rather than a name.
        const ENDS: &str = "费款金钱费等的在和与个名户人家及或是有由已向把将领收发中为办会站所室组队村表册证卡类者们";
        let after = run_after(rest);
        let follows = ["behind", "between", "whose", "closes"];
        let goes_on = || {
            let words = |list| PERSONS.of_heading(list).iter();
            follows.iter().any(|list| words(list).any(|word| after.starts_with(word)))
        };
        !name.ends_with(|c| ENDS.contains(c))
            && super::kinds::is_surnamed(name)
            && !name.starts_with(|c| BEGINS.contains(c))
            && !PERSONS.has("ordinary", &first_two(name))
            && self.is_name(name)
            && (after.is_empty() || goes_on())
    }
}

fn first_two(name: &str) -> String {
    name.chars().take(2).collect()
}

/// Whose names the words right before a colon announce, and whether they can announce nothing else: 本村低保户（2 户）,
/// Applicant; behind a benefit (低保) other words may stand too.
fn announced(before: &str) -> Option<(Whose, bool)> {
    /// No such word is farther away.
    const NEAR: usize = 40;
    let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let before = split_bracket(before[near..].trim()).0.trim();
    // 低保户 3 户：
    let uncounted = before.trim_end_matches(['人', '户', '名']).trim_end();
    let figures = uncounted.trim_end_matches(|c: char| c.is_ascii_digit());
    let before = if figures.len() < uncounted.len() { figures.trim_end() } else { before };
    // 低保户分别为：
    let before = JOINS.iter().find_map(|join| before.strip_suffix(join)).unwrap_or(before);
    match run_before(before) {
        "" => {
            let words = before.rsplit(|c: char| !c.is_ascii_alphabetic() && c != ' ').next()?;
            Some((whose(words.trim())?, true))
        }
        run => {
            let benefit = || columns::is_benefit(run).then_some((Whose::KeptBack, false));
            whose(run).map(|whose| (whose, true)).or_else(benefit)
        }
    }
}

/// Whose list a title calls what stands below it: 低保户名单公示, 2026年低保对象公示.
fn titled(title: &str) -> Option<Whose> {
    const ENDS: [&str; 8] = ["公示", "公告", "公开", "公布", "一览表", "统计表", "情况", "表"];
    let mut title = title.trim_matches(|c: char| c.is_whitespace() || c == '*');
    while let Some(rest) = ENDS.iter().find_map(|end| title.strip_suffix(end)) {
        title = rest.trim_end();
    }
    whose(title)
}

fn names_post(line: &Line) -> bool {
    let mut colons = line.text.char_indices().filter(|(_, c)| matches!(c, ':' | '：'));
    colons.any(|(at, _)| {
        let before = line.text[..at].trim_end();
        let latin = |c: char| !c.is_ascii_alphabetic();
        is_post(run_before(before)) || before.rsplit(latin).next().is_some_and(is_post)
    })
}

#[cfg(test)]
mod tests;
