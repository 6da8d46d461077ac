//! Names that a text lists: below a heading that says whose they are, or behind such a word.

use std::ops::Range;

use super::columns::{self, Whose, is_post, whose};
use super::kinds::{Organisations, PartyKind, is_compound, is_everyday};
use super::names::several;
use super::standing::{run_after, run_before};
use super::words::PERSONS;
use super::{around, field, is_han, is_middle_dot, latin, letters, split_bracket, split_others};

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
        if table.is_some() {
            reader.list = None;
        } else {
            reader.line(line, lines.get(at + 1));
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

/// A table whose heading has been read.
struct Table {
    border: char,
    /// By column whose names it holds.
    columns: Vec<Option<Whose>>,
}

impl Table {
    /// Whether something other than a heading stands in a column of names: 张建国 beside 低保户 is a row.
    fn is_row(&self, row: &[Line]) -> bool {
        let named = row.iter().zip(&self.columns).filter(|(_, whose)| whose.is_some());
        let mut said = named.map(|(cell, _)| cell.text).filter(|text| !text.is_empty());
        self.columns.len() == row.len() && said.any(|text| whose(text).is_none())
    }
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

/// A longer cell is no heading, a remark in brackets apart, but for one that ends with such a word and is no paragraph.
const HEADING_MAX: usize = 20;
const LONG_HEADING_MAX: usize = 60;

impl Reader<'_> {
    /// Reads a line as a row of a table; the table that goes on behind it.
    fn row(&mut self, line: &Line, table: Option<Table>) -> Option<Table> {
        let borders = table.as_ref().map_or(vec!['|', '\t', ','], |table| vec![table.border]);
        let rows = borders.into_iter().map(|border| (border, cells(line, border)));
        let (border, row) = rows.into_iter().find(|(_, row)| !row.is_empty())?;
        let goes_on = table.as_ref().is_some_and(|table| table.is_row(&row));
        if let Some(headed) = headed(&row).filter(|_| !goes_on) {
            let above = self.section.filter(|whose| *whose == Whose::KeptBack);
            let columns =
                headed.into_iter().map(|one| one.map(|one| one.max(above.unwrap_or(one))));
            return Some(Table { border, columns: columns.collect() });
        }
        let said: Vec<&Line> = row.iter().filter(|cell| !cell.text.is_empty()).collect();
        if let [title] = said.as_slice()
            && border == '|'
        {
            self.section = titled(title.text);
        }
        let table = table.filter(|table| table.columns.len() == row.len())?;
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
            let item = line.part(item(text));
            match self.all_names(&item) {
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
            let end = rest.find(['。', '；', ';', ':', '：', '！', '|', '\t']);
            let said = &rest[..end.unwrap_or(rest.len())];
            if rest.trim().is_empty() && sure {
                self.list = Some(whose);
            }
            self.names(&line.part(said), whose, sure);
        }
    }

    /// The names in a cell, or behind a colon.
    fn names(&mut self, said: &Line, whose: Whose, sure: bool) {
        let parts = field::parties(said.text).into_iter();
        let names: Vec<Range<usize>> = parts.filter_map(|one| self.name(&said.part(one))).collect();
        self.add(names, whose, sure);
    }

    /// The names of a line that holds nothing else, or that begins with one: 张三，一组.
    fn all_names(&self, said: &Line) -> Option<Vec<Range<usize>>> {
        let parts = field::parties(said.text).into_iter();
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

    /// Where a name stands in a part of a list: 张三, 1. 张三（二级）, 张三 300 元, 学生张三.
    fn name<'t>(&self, part: &Line<'t>) -> Option<Range<usize>> {
        let text = item(part.text);
        let text = split_others(split_bracket(text).0.trim()).0;
        let figures = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
        let text = text[..figures].trim();
        let first = text.split_whitespace().next().unwrap_or_default();
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

    /// Whether letters behind such a word are a name by what follows them.
    fn stands(&self, name: &str, rest: &str) -> bool {
        /// What ends a word of things rather than a name.
        const ENDS: &str = "费款金钱费等的在和与个名户人家及或是有由已向把将领收发中为办会站所室组队村表册证卡类者们";
        /// Surnames that begin sentences more often: 孩子都按月领, 居民和睦.
        const BEGINS: &str = "都全和于向应由从曾已常连成经单关方时相当管有能别过包同平代计通展初容后来到如见以为在是也不要可按";
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

/// The cells of a line, trimmed; none where it is no row.
fn cells<'t>(line: &Line<'t>, border: char) -> Vec<Line<'t>> {
    let text = line.text.trim();
    if !text.contains(border) {
        return Vec::new();
    }
    let inside = match border {
        '|' => {
            let text = text.strip_prefix('|').unwrap_or(text);
            text.strip_suffix('|').unwrap_or(text)
        }
        _ => text,
    };
    let walled = border == '|' && inside.len() < text.len();
    let quotes = |c: char| c.is_whitespace() || "\"'".contains(c);
    let cell = |cell: &'t str| line.part(cell.trim_matches(quotes));
    let cells: Vec<Line> = inside.split(border).map(cell).collect();
    if cells.len() > 1 || walled { cells } else { Vec::new() }
}

/// Whose names the columns of a heading hold; nothing where the row is none.
fn headed(row: &[Line]) -> Option<Vec<Option<Whose>>> {
    let short = |text: &str, most| text.chars().count() <= most;
    let fits = |text: &str| {
        let (named, bracket) = split_bracket(text);
        let remarked = !bracket.is_empty() && short(named, HEADING_MAX);
        let told = || short(text, LONG_HEADING_MAX) && whose(text).is_some();
        short(text, HEADING_MAX) || remarked || told()
    };
    if !row.iter().all(|cell| fits(cell.text)) {
        return None;
    }
    let columns: Vec<Option<Whose>> = row.iter().map(|cell| whose(cell.text)).collect();
    let posts = row.iter().any(|cell| is_post(cell.text));
    let said = row.iter().filter(|cell| !cell.text.is_empty()).count();
    let is_heading = columns.iter().any(Option::is_some) && (said > 1 || row.len() == 1);
    let of = |whose: Option<Whose>| whose.filter(|whose| *whose != Whose::Anyone || !posts);
    is_heading.then(|| columns.into_iter().map(of).collect())
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
    const JOINS: [&str; 6] = ["分别为", "分别是", "如下", "包括", "为", "有"];
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

/// What stands behind the mark of an item of a list: `- `, `1. `, `（2）`.
fn item(text: &str) -> &str {
    let mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+•·.、)）(（".contains(c);
    text.trim_start_matches(mark)
}

#[cfg(test)]
mod tests;
