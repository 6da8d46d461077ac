//! What people write around a name: 女工王大力, 王大力之妻李小萌, 供电所王大力. Where all of it is known, the name is found.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::kinds::{is_compound, is_group, is_organisation, is_person_shaped};
use super::words::{HAN, PERSONS};
use super::{is_han, is_masked, is_middle_dot, is_numeral, letters};
use crate::model::spelling::one_form;

/// More letters are no name with a word beside it.
const LETTERS_MAX: usize = 24;

/// The name without what stands around it.
pub(super) fn bare(said: &str) -> &str {
    let mut rest = said;
    loop {
        let group = rest.trim_start_matches(is_numeral).strip_prefix(['组', '队', '村']);
        let numbered = group.filter(|_| rest.starts_with(is_numeral));
        let before = || prefixes("before", rest).max_by_key(|word| word.len());
        let after = || PERSONS.endings_of("behind", rest).last();
        let shorter = numbered
            .or_else(|| before().map(|word| &rest[word.len()..]))
            .or_else(|| after().map(|word| &rest[..rest.len() - word.len()]))
            .map(str::trim);
        match shorter.filter(|shorter| letters(shorter).len() > 1) {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// Whether it is a word that stands around names, and so none itself.
pub(super) fn is_word(said: &str) -> bool {
    ["before", "behind"].iter().any(|list| PERSONS.has(list, said))
}

thread_local! {
    /// What was read of parties: the same shops and bodies stand in every month of a unit, many times.
    static READ: RefCell<Read> = const { RefCell::new(BTreeMap::new()) };
}

type Read = BTreeMap<Box<str>, Vec<Range<usize>>>;

/// More parties are not remembered at once.
const READ_MAX: usize = 4096;

/// The names in a party that is more than a name: none where it is a name alone, or where some of it is not known.
pub(super) fn names(said: &str) -> Vec<Range<usize>> {
    if let Some(known) = READ.with_borrow(|read| read.get(said).cloned()) {
        return known;
    }
    let names = read_names(said);
    READ.with_borrow_mut(|read| {
        if read.len() >= READ_MAX {
            read.clear();
        }
        read.insert(said.into(), names.clone());
    });
    names
}

fn read_names(said: &str) -> Vec<Range<usize>> {
    let dotted = said.contains(is_middle_dot) && said.starts_with(is_han);
    let long = said.chars().count() > LETTERS_MAX;
    if !said.contains(is_han) || dotted || long || is_person_shaped(said) {
        return Vec::new();
    }
    let plain = Reading::of(said).names();
    if !plain.is_empty() {
        return plain;
    }
    let starts = said.char_indices().map(|(at, _)| at).skip(2);
    let mut parted = starts.filter(|at| is_body(&said[..*at])).map(|at| (at, &said[at..]));
    let found = parted.find_map(|(at, rest)| {
        let whole = is_person_shaped(rest) && is_piece(rest);
        let names = match whole {
            true => std::iter::once(0..rest.len()).collect(),
            false => Reading::of(rest).names(),
        };
        // Of two letters it may be what was bought there: 永盛公司石料.
        let first = names.first()?;
        let title = rest[..first.start].trim();
        let titled = first.start == 0 || PERSONS.has("before", title);
        let told = titled && letters(&rest[first.clone()]).len() > 2;
        told.then(|| names.into_iter().map(|one| one.start + at..one.end + at).collect())
    });
    found.unwrap_or_default()
}

/// What in a party may be a name beside words that are not known. Of two letters at its ends alone, and where it was
/// declared a person.
pub(super) fn doubtful(said: &str, declared: bool) -> Vec<&str> {
    let known = is_person_shaped(bare(said)) || is_group(said) || !names(said).is_empty();
    if known || said.contains(is_middle_dot) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for run in said.split(|c| !is_han(c)) {
        let mut starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
        starts.push(run.len());
        let pieces = |count: usize| starts.windows(count + 1).map(move |s| s[0]..s[count]);
        let compound = |piece: &Range<usize>| is_compound(&run[piece.clone()]);
        let ends = |piece: &Range<usize>| piece.start == 0 || piece.end == run.len();
        let short = pieces(2).filter(|piece| declared && ends(piece));
        let all_of_run = pieces(4).filter(compound).chain(pieces(3)).chain(short);
        all.extend(
            all_of_run.map(|piece| &run[piece]).filter(|piece| *piece != said && is_piece(piece)),
        );
    }
    all
}

/// Whether a part of a party or of a correction is written like a name, and is no word of every day.
pub(super) fn is_piece(piece: &str) -> bool {
    is_person_shaped(piece)
        && !is_word(piece)
        && !PERSONS.has("ordinary", &one_form(piece))
        && !is_group(piece)
        && !is_organisation(piece)
}

/// A body, a group or a place before a name: 建设银行, 现金, 下塘.
fn is_body(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| !is_han(c));
    let last = before.chars().next_back().map(String::from).unwrap_or_default();
    let place = || ["place letters", "hamlet letters"].iter().any(|list| HAN.has(list, &last));
    let count = letters(before).len();
    count > 1 && (is_organisation(before) || count < 5 && place())
}

/// A text read as names and known words in turn.
struct Reading<'t> {
    text: &'t str,
    /// By place: what is read from there to the end, with the fewest letters in names; behind a name, and elsewhere.
    best: Vec<[Option<Way>; 2]>,
}

/// How the rest of a text is read from a place on.
#[derive(Clone, Copy)]
struct Way {
    /// How many letters stand in names.
    named: usize,
    next: usize,
    is_name: bool,
}

impl<'t> Reading<'t> {
    fn of(text: &'t str) -> Reading<'t> {
        let end = Way { named: 0, next: text.len(), is_name: false };
        let mut best = vec![[None, None]; text.len() + 1];
        best[text.len()] = [Some(end), Some(end)];
        let mut reading = Reading { text, best };
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for at in starts.into_iter().rev() {
            let word = reading.words(at);
            let name = reading.name(at);
            reading.best[at] = [better(word, name), word];
        }
        reading
    }

    /// The best reading that begins with a known word or a mark.
    fn words(&self, at: usize) -> Option<Way> {
        let rest = &self.text[at..];
        let first = rest.chars().next()?;
        let mark = (!is_han(first) && !"*＊".contains(first)).then(|| first.len_utf8());
        let number = rest.len() - rest.trim_start_matches(is_numeral).len();
        let group =
            rest[number..].chars().next().filter(|c| number > 0 && "组队村社号".contains(*c));
        let group = group.map(|c| number + c.len_utf8());
        let lists = ["before", "behind", "between"].into_iter();
        let known = lists.flat_map(|list| prefixes(list, rest)).map(str::len);
        let ways = known.chain(mark).chain(group).filter_map(|long| self.then(at + long, 0));
        ways.fold(None, |best, way| better(best, Some(way)))
    }

    /// The best reading that begins with a name.
    fn name(&self, at: usize) -> Option<Way> {
        let rest = &self.text[at..];
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).take(4);
        let named = |piece: &str| match piece.contains(['*', '＊']) {
            true => is_masked(piece),
            false => letters(piece).len() < 5 && is_piece(piece),
        };
        let ends = ends.filter(|end| named(&rest[..*end]));
        let ways = ends.filter_map(|end| self.then(at + end, letters(&rest[..end]).len()));
        ways.fold(None, |best, way| better(best, Some(way)))
    }

    fn then(&self, next: usize, letters: usize) -> Option<Way> {
        let after = self.best[next][usize::from(letters > 0)]?;
        Some(Way { named: after.named + letters, next, is_name: letters > 0 })
    }

    fn names(&self) -> Vec<Range<usize>> {
        let (mut all, mut at, mut behind) = (Vec::new(), 0, false);
        while at < self.text.len() {
            let Some(way) = self.best[at][usize::from(behind)] else { return Vec::new() };
            if way.is_name {
                all.push(at..way.next);
            }
            (at, behind) = (way.next, way.is_name);
        }
        all
    }
}

/// The reading that says a name, and of two the one with fewer letters in names: 李四代领 is 李四.
fn better(one: Option<Way>, other: Option<Way>) -> Option<Way> {
    let rank = |way: &Way| if way.named == 0 { usize::MAX } else { way.named };
    one.into_iter().chain(other).min_by_key(rank)
}

/// The words under a heading with which a text begins.
fn prefixes(list: &str, text: &str) -> impl Iterator<Item = &'static str> {
    let list = PERSONS.of_heading(list);
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(6);
    ends.filter_map(move |end| list.get(&text[..end]).copied())
}

#[cfg(test)]
mod tests {
    use super::{bare, doubtful, names};
    use crate::model::party::{Names, mask};

    #[test]
    fn a_name_among_known_words_is_found() {
        for (said, masked) in [
            ("女工王大力", "王*力"),
            ("贫困户王大力", "王*力"),
            ("泥工王大力", "王*力"),
            ("1.王大力", "王*力"),
            ("王大力。", "王*力。"),
            ("王大力挖机", "王*力挖机"),
            ("供电所王大力", "王*力"),
            ("王大力13组", "王*力13组"),
            ("王大力的母亲", "王*力的母亲"),
            ("王大力之妻李小萌", "王*力之妻李*萌"),
            ("李小萌代王大力", "李*萌代王*力"),
            ("支付王大力工资", "王*力工资"),
            ("小工王大力", "王*力"),
            ("退伍军人王大力", "王*力"),
            ("邻村王大力", "王*力"),
            ("下塘王大力", "王*力"),
            ("永盛机电服务部 王大力", "王*力"),
            ("建设银行王大力", "王*力"),
            ("现金王大力", "王*力"),
            ("退王大力押金", "王*力押金"),
            ("李四代领", "李*代领"),
            ("三组村民陈阿土", "陈*土"),
            ("贫困户欧阳明", "欧阳*"),
        ] {
            assert_eq!(mask(said), masked, "{said}");
            assert_eq!(mask(masked), masked, "a mask stays as it is");
            let all = Names::of([said]);
            for one in names(said).into_iter().map(|one| &said[one]) {
                let text = format!("付{one}的租金");
                assert!(!all.mask(&text).contains(one), "{said}: {one}");
            }
        }
    }

    #[test]
    fn a_name_alone_and_words_of_every_day_are_not_taken_apart() {
        for said in [
            "王大力",
            "欧阳娜娜",
            "扎西多吉",
            "张和平",
            "老人",
            "五保户",
            "李大中学",
            "罗家村",
            "清河县石料",
        ] {
            assert!(names(said).is_empty(), "{said}");
        }
        assert_eq!(bare("二组村民张三"), "张三");
        assert_eq!(doubtful("王大力吊臂", true), ["王大力", "王大"]);
        assert_eq!(doubtful("王大力吊臂", false), ["王大力"]);
        assert!(
            doubtful("图尔荪·买买提", true).is_empty() && doubtful("女工王大力", true).is_empty()
        );
    }
}
