//! The marked reader: walks a tree with places against a declaration and tells everything that is wrong.

mod told;

use super::lines::is_table;
use super::marks::{Content, Mistake, Node, tree};
use super::mend;
use super::mended::{self, Mended};
use super::misread::{misread, nearest};
use super::quotes;
use super::root;
use super::slips::{self, Slip};
use super::{Asked, Source};
use crate::finding::{Finding, Place, Report, Rule, rules};
use crate::model::shape::{Field, Row, Shape, Type, Value, says_nothing, scalar_in};
use crate::model::{Fiscal, Lang, Said};

/// More mistakes of one file are not told at once: whoever mends these has mended most.
pub const MISTAKES_MAX: usize = 200;

/// Reads a text as one row, telling every mistake. `None` where a mistake was told.
pub fn record(
    source: &Source,
    part: (&str, usize),
    asked: Asked,
    report: &mut Report,
) -> Option<Row> {
    let (row, mistakes) = partly(source, part, asked, report)?;
    (mistakes == 0).then_some(row)
}

/// As [`record`]: what is right of it, a mistaken value being absent, and how many mistakes were told. `None` where the text
/// is no YAML.
pub fn partly(
    source: &Source,
    part: (&str, usize),
    asked: Asked,
    report: &mut Report,
) -> Option<(Row, usize)> {
    let mut own = Report::default();
    let (row, mistakes) = reading(source, part, None, asked, &mut own);
    let mends =
        if mistakes == 0 { Vec::new() } else { mend::mends(part.0, asked.shape, source.currency) };
    match mends.is_empty() {
        true => report.absorb(own),
        false => mended::tell(source, part, mends, asked, report),
    }
    row.map(|row| (row, mistakes))
}

/// What is right of a text, and how many mistakes were told. A mended text's are told where they were written.
pub fn reading(
    source: &Source,
    (yaml, offset): (&str, usize),
    mended: Option<&Mended>,
    Asked { shape, waiving, tables, fiscal }: Asked,
    report: &mut Report,
) -> (Option<Row>, usize) {
    let walker = Walker::of(source, (yaml, offset), report);
    let mut walker = Walker { mended, waiving, tables, fiscal, ..walker };
    let tree = match tree(yaml) {
        Ok(tree) => tree,
        Err(mistake) => {
            walker.mistake(mistake);
            return (None, walker.mistakes);
        }
    };
    for (start, end) in &tree.refused {
        let said =
            Said::new("这里用了别名、锚点或标签", "an alias, an anchor or a tag stands here");
        walker.tell(
            &rules::ALIAS_NOT_ALLOWED,
            (*start, *end),
            said,
            Some(Said::new("直接写出内容", "write the value itself")),
        );
    }
    walker.draft = tree.root.as_ref().is_some_and(|root| root::is_draft(root, shape));
    walker.keys = tree.root.as_ref().and_then(|root| root::keys(root, shape));
    let row = match &tree.root {
        Some(root) => walker.row(root, shape),
        None => walker.row(&Node::new(0, 0, Content::Map(Vec::new())), shape),
    };
    (Some(row), walker.mistakes)
}

/// See [`super::texts_cut_short`].
pub fn texts_cut_short(source: &Source, report: &mut Report) {
    fn of(node: &Node, name: &str, walker: &mut Walker) {
        match &node.of {
            Content::Map(pairs) => pairs.iter().for_each(|(key, value)| match &key.of {
                Content::Scalar(name) => of(value, name, walker),
                _ => of(value, name, walker),
            }),
            Content::List(items) => items.iter().for_each(|item| of(item, name, walker)),
            Content::Scalar(text) => walker.tell_cut_short(node, text, (name, name)),
            Content::Refused => {}
        }
    }
    // What is no YAML is told by whoever reads it.
    let Some(root) = tree(&source.text).ok().and_then(|tree| tree.root) else { return };
    let mut walker = Walker::of(source, (&source.text, 0), report);
    of(&root, "", &mut walker);
}

struct Walker<'a> {
    source: &'a Source,
    yaml: &'a str,
    offset: usize,
    /// What was mended in this text before it was read.
    mended: Option<&'a Mended>,
    /// Whether what may be waived is.
    waiving: bool,
    /// Whether it is a draft: what it lacks is no mistake.
    draft: bool,
    /// The language of the file's keys, where it has any.
    keys: Option<Lang>,
    report: &'a mut Report,
    mistakes: usize,
    /// Whether a list may stand in a table beside the file.
    tables: bool,
    fiscal: Fiscal,
}

impl<'a> Walker<'a> {
    /// Of a text as it was written, in which nothing is otherwise than in every file.
    fn of(source: &'a Source, (yaml, offset): (&'a str, usize), report: &'a mut Report) -> Self {
        Walker {
            source,
            yaml,
            offset,
            mended: None,
            waiving: false,
            draft: false,
            keys: None,
            report,
            mistakes: 0,
            tables: false,
            fiscal: Fiscal::default(),
        }
    }
}

impl Walker<'_> {
    fn tell(&mut self, rule: &'static Rule, at: (usize, usize), said: Said, help: Option<Said>) {
        let origin = |at| self.mended.map_or(at, |mended| mended.origin(at)) + self.offset;
        let place = Place::Bytes(origin(at.0), origin(at.1));
        let mut finding = Finding::new(rule, &self.source.path, place, said);
        finding.help = help;
        self.mistakes += 1;
        if self.mistakes == MISTAKES_MAX {
            finding.help = Some(Said::new(
                "毛病太多，从这里起先不看：改好前面的再来一次",
                "too much is wrong; what follows was not read: mend what is told and try again",
            ));
        }
        self.report.push(finding);
    }

    fn mistake(&mut self, mistake: Mistake) {
        match mistake {
            Mistake::Syntax(Slip { at, said, help }) => {
                self.tell(&rules::INVALID_YAML, (at, at), said, Some(help));
            }
            Mistake::SecondDocument { at } => {
                let said = Said::new("文件里有第二份文档", "a second document begins here");
                self.tell(
                    &rules::INVALID_YAML,
                    (at, at),
                    said,
                    Some(Said::new(
                        "一个文件只写一份，去掉这行 `---`",
                        "keep one document a file; remove this `---`",
                    )),
                );
            }
            Mistake::TooDeep { at } => {
                let said = Said::new("层级太深", "fields are nested too deep");
                self.tell(&rules::NESTED_TOO_DEEP, (at, at), said, None);
            }
        }
    }

    fn row(&mut self, node: &Node, shape: &'static Shape) -> Row {
        let mut values: Vec<Option<Value>> = vec![None; shape.len()];
        let Content::Map(pairs) = &node.of else {
            self.wrong_type(node, Type::Group(shape), shape.words.zh, shape.words.en);
            return Row { values: vec![Value::Absent; shape.len()] };
        };
        // Fields whose mistake is told already: they are not missing as well.
        let (mut told, mut blank) = (vec![false; shape.len()], vec![None; shape.len()]);
        let mut hint = 0;
        for (key, value) in pairs {
            if self.mistakes >= MISTAKES_MAX {
                return Row { values: vec![Value::Absent; shape.len()] };
            }
            let before = self.mistakes;
            let by_file = self.list_by_file(key, shape);
            let at = match by_file.map_or_else(|| self.key(key, shape, hint), Ok) {
                Ok(at) => at,
                Err(meant) => {
                    meant.into_iter().for_each(|at| told[at] = true);
                    continue;
                }
            };
            hint = at + 1;
            if matches!(&value.of, Content::Scalar(text) if says_nothing(text)) {
                blank[at] = Some((key.start, key.end));
            }
            if values[at].is_some() {
                self.twice(key, shape.field(at));
                continue;
            }
            // What every record has is written in the record itself: an attachment is a file, and no list of them.
            let own = shape.base.is_none_or(|base| at >= base.len());
            values[at] = Some(match self.beside(value, shape.field(at)).filter(|_| own) {
                Some(beside) => beside,
                None => self.value(value, shape.field(at)),
            });
            self.taken_in(value, shape).into_iter().for_each(|at| told[at] = true);
            told[at] |= self.mistakes > before;
        }
        let lacking = if self.draft { Vec::new() } else { shape.lacking(&values, self.waiving) };
        for at in lacking.into_iter().filter(|&at| !told[at]) {
            let first = pairs.first().map_or((node.start, node.start), |(k, _)| (k.start, k.end));
            self.missing(shape.field(at), first, blank[at]);
        }
        Row { values: values.into_iter().map(|v| v.unwrap_or(Value::Absent)).collect() }
    }

    /// The list whose table a key names, as a ledger's `lines_file` does: `rows_file` is `rows`.
    fn list_by_file(&self, key: &Node, shape: &'static Shape) -> Option<usize> {
        let Content::Scalar(text) = &key.of else { return None };
        let list = text.strip_suffix("_file").or_else(|| text.strip_suffix("文件"))?;
        let at = shape.position(list, 0).filter(|_| shape.position(text, 0).is_none())?;
        (self.tables && shape.field(at).of.rows_of().is_some()).then_some(at)
    }

    /// The name of a table that stands for the rows of a list.
    fn beside(&self, node: &Node, field: &Field) -> Option<Value> {
        let (Content::Scalar(text), Type::List(_)) = (&node.of, field.of) else { return None };
        (self.tables && is_table(text)).then(|| Value::Beside(text.trim().to_string()))
    }

    /// The fields that a text took in because its quote is not closed; told at the quote.
    fn taken_in(&mut self, node: &Node, shape: &'static Shape) -> Vec<usize> {
        let Content::Scalar(_) = &node.of else { return Vec::new() };
        let names = quotes::names_within(&self.yaml[node.start..node.end]);
        let fields: Vec<usize> = names.filter_map(|name| shape.position(name, 0)).collect();
        if !fields.is_empty() {
            let Slip { at, said, help } = slips::open_quote(node.start);
            self.tell(&rules::INVALID_YAML, (at, at + 1), said, Some(help));
        }
        fields
    }

    /// How the file calls a field: by the words of its keys, whatever the language of the message.
    fn named(&self, field: &Field) -> (&'static str, &'static str) {
        match self.keys {
            Some(Lang::Zh) => (field.words.zh, field.words.zh),
            Some(Lang::En) => (field.name, field.name),
            _ => (field.words.zh, field.name),
        }
    }

    /// The field a key names; else the field it was probably meant to name.
    fn key(
        &mut self,
        key: &Node,
        shape: &'static Shape,
        hint: usize,
    ) -> Result<usize, Option<usize>> {
        let Content::Scalar(text) = &key.of else {
            self.wrong_type(key, Type::Text, "字段名", "the name of a field");
            return Err(None);
        };
        shape.position(text, hint).ok_or_else(|| {
            let said = Said::new(
                format!("没有 `{text}` 这个字段"),
                format!("`{text}` is not a field here"),
            );
            let (help, meant) = slips::unknown(text, shape, nearest(text, shape), self.keys);
            self.tell(&rules::UNKNOWN_FIELD, (key.start, key.end), said, Some(help));
            meant
        })
    }

    fn value(&mut self, node: &Node, field: &'static Field) -> Value {
        match (&node.of, field.of) {
            (Content::Refused, _) => Value::Absent,
            (Content::Scalar(text), _) if (self.draft || field.required) && says_nothing(text) => {
                Value::Absent
            }
            (Content::Scalar(text), of)
                if says_nothing(text) && !of.is_texts() && !of.holds_fields() =>
            {
                Value::Absent
            }
            (Content::Map(_), Type::Group(shape)) => Value::Group(self.row(node, shape)),
            (Content::List(items), Type::List(shape)) => {
                Value::List(items.iter().map(|item| self.row(item, shape)).collect())
            }
            (Content::List(items), of) if of.is_texts() => {
                Value::texts(items.iter().filter_map(|item| self.text(item, field)).collect())
            }
            (Content::Scalar(text), of) if !of.is_texts() && !of.holds_fields() => {
                self.scalar(node, text, field)
            }
            _ => {
                self.wrong_type(node, field.of, field.words.zh, field.name);
                Value::Absent
            }
        }
    }

    fn text(&mut self, node: &Node, field: &'static Field) -> Option<String> {
        match &node.of {
            Content::Scalar(text) => {
                if field.of.is_free_text() {
                    self.cut_short(node, text, field);
                }
                Some(text.trim().to_string())
            }
            _ => {
                self.wrong_type(node, Type::Text, "列表项", "an item of the list");
                None
            }
        }
    }

    fn scalar(&mut self, node: &Node, text: &str, field: &'static Field) -> Value {
        if field.of.is_free_text() {
            self.cut_short(node, text, field);
        }
        match scalar_in(field.of, text, (self.source.currency, self.fiscal)) {
            Ok(value) => value,
            Err(expected) => {
                let (rule, said, help) = misread(field, text, &expected);
                self.tell(rule, (node.start, node.end), said, Some(help));
                Value::Absent
            }
        }
    }
}
