//! The slips clerks make in YAML, told by what to do: a colon without its blank, lines out of line, a bracket left open.

use super::quotes::{self, Open};
use crate::model::shape::{Field, Shape, Type};
use crate::model::{Lang, Said, Words};

/// Field names a message lists at most.
const NAMED_MAX: usize = 10;

/// What stopped the reading, in a clerk's words, and where the slip itself stands.
pub struct Slip {
    pub at: usize,
    pub said: Said,
    pub help: Said,
}

impl Slip {
    fn new(at: usize, said: (&str, &str), help: (&str, &str)) -> Slip {
        Slip { at, said: Said::new(said.0, said.1), help: Said::new(help.0, help.1) }
    }
}

/// A line with the byte it begins at.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// What stands between the blanks and dash of an item and a comment.
    fn body(self) -> &'a str {
        let text = self.text.split(" #").next().unwrap_or_default();
        text.trim_start_matches([' ', '-']).trim_end()
    }

    fn says_something(self) -> bool {
        let text = self.text.trim();
        !text.is_empty() && !text.starts_with('#')
    }
}

/// The slip behind a parser's complaint at this byte. The parser's own words are about tokens; a clerk needs to know
/// what to write.
pub fn slip(yaml: &str, at: usize, info: &str) -> Slip {
    let (above, this) = lines_until(yaml, at);
    let last = above.iter().rev().find(|line| line.says_something()).copied();
    let near = || last.into_iter().chain(this);
    if let Some(slip) = near().find_map(wide_colon).or_else(|| near().find_map(tight_colon)) {
        return slip;
    }
    if info.contains("tab") {
        return tab_indents(tab(yaml, at).unwrap_or(at));
    }
    let open = quotes::open_before(yaml, at);
    let ends_here = |open: &Open| open.end.is_none_or(|end| !yaml[end.min(at)..at].contains('\n'));
    if info.contains("quot") || open.as_ref().is_some_and(ends_here) {
        return open_quote(open.map_or(at, |open| open.start));
    }
    let told = near().find_map(hash_behind).or_else(|| last.and_then(open_bracket));
    let told = told.or_else(|| uneven(&above, this?));
    let told = told.or_else(|| no_colon(last?, info)).or_else(|| two_colons(this?, info));
    told.unwrap_or_else(|| Slip {
        at,
        said: Said::new("这里的写法不合 YAML 的格式", format!("this is not YAML: {info}")),
        help: Said::new(
            "检查这一行和上一行的冒号、缩进和引号",
            "look at the colon, the indent and the quotes here and one line up",
        ),
    })
}

/// A quote that is not closed, at the quote itself.
pub fn open_quote(at: usize) -> Slip {
    Slip::new(
        at,
        ("引号没有成对", "a quote is not closed"),
        ("开头用什么引号，结尾也用什么引号", "end the text with the quote it began with"),
    )
}

/// A tab before the words of a line.
pub fn tab_indents(at: usize) -> Slip {
    Slip::new(
        at,
        ("缩进用了制表符（Tab），YAML 只认空格", "a tab indents this line; YAML takes blanks"),
        ("删去这一行前面的空白，改按空格键", "remove the tab and type blanks"),
    )
}

/// A wide blank before the words of a line.
pub fn wide_blank(at: usize) -> Slip {
    Slip::new(
        at,
        (
            "缩进用了全角空格，YAML 只认半角的",
            "a wide blank indents this line; YAML takes narrow ones",
        ),
        ("删去这一行前面的空白，切到英文输入法再按空格键", "remove it and type narrow blanks"),
    )
}

/// A dash that its item follows at once.
pub fn tight_dash(at: usize) -> Slip {
    Slip::new(
        at,
        ("`-` 后面少一个空格", "`-` lacks the blank behind it"),
        ("`-` 后面空一格", "put a blank after `-`"),
    )
}

/// A Chinese quote that ends what a plain one began.
pub fn chinese_quote(at: usize, quote: char) -> Slip {
    Slip {
        at,
        said: Said::new(
            "这里的引号是中文的，和开头的不成对",
            "this quote is a Chinese one and does not close the one it began with",
        ),
        help: Said::new(format!("改成英文的 `{quote}`"), format!("write `{quote}`")),
    }
}

/// Chinese quotes around a value that is no text.
pub fn chinese_quotes(at: usize) -> Slip {
    Slip::new(
        at,
        ("这里不用中文引号", "Chinese quotes stand around this value"),
        ("去掉引号，只留里面的", "remove them and keep what stands inside"),
    )
}

/// A sign that YAML takes for something else at the beginning of a value.
pub fn sign_first(at: usize, sign: char, name: &str) -> Slip {
    Slip {
        at,
        said: Said::new(
            format!("内容开头的 `{sign}` 在 YAML 里有别的意思"),
            format!("`{sign}` at the beginning of a value means something else in YAML"),
        ),
        help: Said::new(
            format!("整段加引号：`{name}: '…'`"),
            format!("put quotes around the text: `{name}: '…'`"),
        ),
    }
}

/// The first tab before the words of a line, from the line on that holds the byte: parsers complain a line too soon.
fn tab(yaml: &str, at: usize) -> Option<usize> {
    let line = yaml[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut start = line;
    for text in yaml[line..].split_inclusive('\n') {
        let blank = &text[..text.len() - text.trim_start_matches([' ', '\t', '-']).len()];
        if let Some(tab) = blank.find('\t') {
            return Some(start + tab);
        }
        start += text.len();
    }
    None
}

/// All lines above the one that holds the byte, and that line, where it says something.
fn lines_until(yaml: &str, at: usize) -> (Vec<Line<'_>>, Option<Line<'_>>) {
    let starts = std::iter::once(0).chain(yaml.match_indices('\n').map(|(end, _)| end + 1));
    let line = |start: usize| Line { start, text: yaml[start..].lines().next().unwrap_or("") };
    let mut lines: Vec<Line> = starts.take_while(|start| *start <= at).map(line).collect();
    let this = lines.pop().filter(|line| line.says_something());
    (lines, this)
}

/// A Chinese colon after a field's name: the mistake that input methods make most.
fn wide_colon(line: Line) -> Option<Slip> {
    let colon = line.text.find('：')?;
    let name = line.text[..colon].trim_start_matches([' ', '-']);
    (!name.contains([':', ' ', '"', '\'', '，'])).then(|| wide(line.start + colon))
}

/// A Chinese colon.
pub fn wide(at: usize) -> Slip {
    Slip::new(
        at,
        (
            "这里的冒号是中文的“：”，要用英文的“:”，后面空一格",
            "this colon is `：`; write `:` and a space",
        ),
        ("切到英文输入法再打冒号", "switch the keyboard to English for the colon"),
    )
}

/// `amount:1200`: a colon glued to its value makes the line a text.
fn tight_colon(line: Line) -> Option<Slip> {
    let name = glued_name(line.body())?;
    Some(tight(line.start + line.text.find(':')?, name))
}

/// A colon that its value follows at once.
pub fn tight(at: usize, name: &str) -> Slip {
    let said = Said::new(
        format!("`{name}:` 后面少一个空格"),
        format!("`{name}:` lacks the blank after its colon"),
    );
    Slip { at, said, help: blank_after(name) }
}

/// The name before a colon that no blank follows; nothing for an address, a time or a proper field.
fn glued_name(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(':')?;
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let glued = !rest.is_empty() && !rest.starts_with([' ', '/']) && !rest.contains(": ");
    (is_name && glued).then_some(name)
}

/// What to do about a Chinese colon behind a name.
fn wide_name(text: &str) -> Option<Said> {
    let name = text.split_once('：')?.0;
    let is_name = name.chars().count() <= 12 && name.chars().all(char::is_alphanumeric);
    is_name.then(|| {
        Said::new(
            format!("冒号要用英文的，后面空一格：`{name}: …`"),
            format!("the colon is `：`; write `{name}: …`"),
        )
    })
}

fn blank_after(name: &str) -> Said {
    Said::new(format!("冒号后面空一格：`{name}: …`"), format!("write `{name}: …`"))
}

/// A line that stands under no other: fields of one group begin in one column.
fn uneven(above: &[Line], this: Line) -> Option<Slip> {
    let mut levels: Vec<usize> = Vec::new();
    for line in above.iter().filter(|line| line.says_something()) {
        let indent = line.indent();
        levels.retain(|level| *level <= indent);
        let inner = line.text.len() - line.text.trim_start_matches([' ', '-']).len();
        for level in [indent, inner] {
            if levels.last() != Some(&level) {
                levels.push(level);
            }
        }
    }
    let own = this.indent();
    if levels.is_empty() || levels.contains(&own) {
        return None;
    }
    let near = levels.iter().copied().min_by_key(|level| (level.abs_diff(own), usize::MAX - level));
    let near = near.unwrap_or_default();
    let said = Said::new(
        format!("这一行前面空了 {own} 格，和上面的行对不齐"),
        format!("this line is indented by {own} and stands under no line above"),
    );
    let help = Said::new(
        format!("同一组的字段左边对齐；上面最近的一行空 {near} 格"),
        format!("begin fields of one group in one column; the nearest above is at {near}"),
    );
    Some(Slip { at: this.start + own, said, help })
}

fn open_bracket(line: Line) -> Option<Slip> {
    let count = |c| line.body().matches(c).count();
    let open = [('[', ']'), ('{', '}')].into_iter().find(|(a, b)| count(*a) > count(*b));
    let (bracket, end) = open?;
    Some(bracket_open(line.start + line.text.find(bracket)?, bracket, end))
}

/// A bracket that nothing closes.
pub fn bracket_open(at: usize, bracket: char, end: char) -> Slip {
    let said = Said::new(
        format!("`{bracket}` 打开了，没有关上"),
        format!("`{bracket}` is opened and not closed"),
    );
    let help = Said::new(format!("在这一行末尾补上 `{end}`"), format!("add `{end}` to this line"));
    Slip { at, said, help }
}

/// A comment that cuts a value short, so that what follows stands under nothing.
fn hash_behind(line: Line) -> Option<Slip> {
    let at = line.text.find(" #")?;
    let (name, value) = line.text[..at].trim_start_matches([' ', '-', '{']).split_once(": ")?;
    let whole = !value.trim_start().is_empty() && !value.ends_with([']', '}', '"', '\'']);
    whole.then(|| cut_short(line.start + at + 1, name, name))
}

/// Whether the words of a comment are those that a draft puts behind this field.
pub fn is_hint(words: &str, field: &Field) -> bool {
    let parts = [Words::new("必填", "required"), field.gloss, field.of.expected()];
    let rest = parts.iter().fold(words.trim(), |rest, part| {
        let said = [part.zh, part.en].into_iter().filter(|said| !said.is_empty());
        let bare = said.into_iter().find_map(|said| rest.strip_prefix(said));
        bare.unwrap_or(rest).trim_start_matches(['；', ';', ' '])
    });
    rest.is_empty() && !words.trim().is_empty()
}

/// What is told where a blank and `#` stand behind a value: the words from there on are lost.
pub fn cut_short(at: usize, zh: &str, en: &str) -> Slip {
    Slip {
        at,
        said: Said::new(
            "空格后面的 `#` 是注释的开头：从这里到行尾的文字会丢掉",
            "a blank and `#` begin a comment: the words from here to the end of the line are lost",
        ),
        help: Said::new(
            format!("是正文的，整段加引号：`{zh}: '…'`，或改用全角的 ＃；是备注的，另写一行"),
            format!(
                "if they belong to the text, put it in quotes, `{en}: '…'`, or write `＃`; \
                 a remark takes a line of its own"
            ),
        ),
    }
}

fn two_colons(line: Line, info: &str) -> Option<Slip> {
    if !info.contains("mapping values") {
        return None;
    }
    let (name, rest) = line.body().split_once(": ")?;
    let second = line.text.find(name)? + name.len() + 2 + rest.find(": ")?;
    Some(second_colon(line.start + second, name))
}

/// A colon and a blank within a text.
pub fn second_colon(at: usize, name: &str) -> Slip {
    let said = Said::new("这一行有两个冒号", "this line has two colons");
    let help = Said::new(
        format!("内容里有冒号的，整段加引号：`{name}: '…'`"),
        format!("put quotes around the text: `{name}: '…'`"),
    );
    Slip { at, said, help }
}

fn no_colon(line: Line, info: &str) -> Option<Slip> {
    (info.contains("simple key") && !line.body().contains(':')).then(|| {
        Slip::new(
            line.start + line.indent(),
            ("这一行没有冒号", "this line has no colon"),
            ("写成 `字段: 内容`，冒号用英文的，后面空一格", "write `field: value`"),
        )
    })
}

/// What to do about a name that is no field here, and the field it was meant to be, where that is known.
pub fn unknown(
    text: &str,
    shape: &'static Shape,
    near: Option<&'static str>,
    keys: Option<Lang>,
) -> (Said, Option<usize>) {
    if let Some((name, at)) = glued_name(text).and_then(|n| Some((n, shape.position(n, 0)?))) {
        return (blank_after(name), Some(at));
    }
    let holds = |of: Type| match of {
        Type::Group(inner) | Type::List(inner) => inner.position(text, 0).is_some(),
        _ => false,
    };
    if let Some(group) = shape.fields().find(|field| holds(field.of)) {
        let said = Said::new(
            format!("它是 `{}` 下面的字段：写在那一行下面，多缩进两格", group.words.zh),
            format!("it belongs under `{}`, indented by two more", group.name),
        );
        return (said, None);
    }
    if let Some(name) = near {
        let said = Said::new(format!("是不是 `{name}`？"), format!("did you mean `{name}`?"));
        return (said, shape.position(name, 0));
    }
    let count = shape.len();
    let names = |lang: Lang| {
        let name = |field: &'static Field| keys.unwrap_or(lang).pick(field.words.zh, field.name);
        shape.fields().take(NAMED_MAX).map(name).collect::<Vec<_>>()
    };
    let (zh, en) = (names(Lang::Zh), names(Lang::En));
    let (more_zh, more_en) = if count > NAMED_MAX { ("等", " and others") } else { ("", "") };
    let said = Said::new(
        format!("删去这一项，或换成这里有的：{}{more_zh}", zh.join("、")),
        format!("remove it, or use a field of this place: {}{more_en}", en.join(", ")),
    );
    (said, None)
}

/// What to do about a line of text where fields or a list should stand.
pub fn plain_text(text: &str, of: Type) -> Option<Said> {
    match of {
        Type::Group(_) => glued_name(text).map(blank_after).or_else(|| wide_name(text)),
        Type::List(_) | Type::Texts if text.starts_with('-') => Some(tight_dash(0).help),
        _ => None,
    }
}
