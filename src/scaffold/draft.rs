//! `sunlit new`: a record of any kind, laid out by its declaration, in its unit's folder.

use std::sync::Arc;

use super::layout::{Given, layout};
use super::{books, create};
use crate::finding::Report;
use crate::kind::ledger::{Holding, LEDGER, Ledger};
use crate::kind::record::Form;
use crate::kind::unit::{Book, UNIT, Unit};
use crate::kind::{Filing, Kinds, Named};
use crate::model::file_name::is_device;
use crate::model::{Lang, Money, Period, Stop};
use crate::source;
use crate::source::disk::Project;

/// What kind of record is wanted, of which unit.
#[derive(Clone, Debug)]
pub struct Asked {
    pub kind: String,
    pub unit: String,
    pub month: Option<Period>,
    /// The set of books, where a unit keeps more than one.
    pub set: Option<String>,
    /// A word for the file's name.
    pub name: Option<String>,
    /// The language of its keys and comments.
    pub lang: Lang,
    /// The kinds the portal knows.
    pub kinds: Kinds,
}

/// Writes the draft and answers its path from the project's folder.
pub fn draft(project: &Project, asked: &Asked) -> Result<String, Stop> {
    let filing = Filing::of(&asked.kind, &asked.kinds).ok_or_else(|| unknown_kind(asked))?;
    let files = files(project)?;
    let (folder, unit) = unit(project, &files, &asked.unit)?;
    fits(&filing, asked)?;
    let book = match filing.named {
        Named::ByMonth => Some(book(&unit, asked.set.as_deref())?),
        Named::ByWord => None,
    };
    let stem = stem(&filing, asked, &unit, book)?;
    let place = |stem: &str| format!("{folder}{}/{stem}{}", filing.folder, filing.form.ending());
    let stem = match asked.name {
        // A word nobody chose is numbered; one that was chosen is not changed.
        None if filing.named == Named::ByWord => {
            let mut numbered =
                (1..).map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
            numbered.find(|stem| !project.root().join(place(stem)).exists()).expect("some number")
        }
        _ => stem,
    };
    let mut given = given(&filing, asked, &unit, &stem);
    if let (Some((set, book)), Some(month)) = (book, asked.month) {
        if unit.books.len() > 1 {
            given.push(known("account_set", &book.id));
        }
        if std::ptr::eq(filing.shape, &LEDGER) {
            let last = last_month(project, &files, &folder, &unit, set, month);
            given.extend(last.into_iter().flat_map(|last| opening(&last, asked.lang)));
        }
    }
    let path = place(&stem);
    let text = text(&filing, &unit, asked.lang, &given);
    let at = project.place(&path).map_err(|error| Stop::Io(project.root().join(&path), error))?;
    match create(&at, &text)? {
        true => Ok(path),
        false => Err(Stop::refused(
            format!("{path}：已有这个文件，没有改动"),
            format!("{path}: is there already and was not touched"),
        )),
    }
}

/// Whether what was asked for goes with the kind: a word that would be dropped is told.
fn fits(filing: &Filing, asked: &Asked) -> Result<(), Stop> {
    let words = filing.shape.words;
    let refused = |zh: String, en: String| Err(Stop::refused(zh, en));
    match (filing.named, &asked.month, &asked.set, &asked.name) {
        (Named::ByMonth, Some(period), ..) if !matches!(period, Period::Month(..)) => refused(
            format!("{}按月，--month 写成 2026-03，不是 {period}", words.zh),
            format!("a {} is of one month: write --month 2026-03, not {period}", words.en),
        ),
        (Named::ByMonth, _, _, Some(name)) => refused(
            format!("{}的文件以月份为名，不用写 --name {name}", words.zh),
            format!("a {} is named by its month; leave --name {name} out", words.en),
        ),
        (Named::ByWord, _, Some(set), _) => refused(
            format!("{}不分账套，不用写 --set {set}", words.zh),
            format!("a {} belongs to no set of books; leave --set {set} out", words.en),
        ),
        _ => Ok(()),
    }
}

pub(super) fn unknown_kind(asked: &Asked) -> Stop {
    let name = &asked.kind;
    let filed = Filing::all(&asked.kinds);
    let known = |lang: Lang| -> Vec<&str> {
        filed.iter().map(|filing| lang.pick(filing.shape.words.zh, filing.key)).collect()
    };
    Stop::refused(
        format!("没有 `{name}` 这一类；有：{}", known(Lang::Zh).join("、")),
        format!("there is no kind `{name}`; there are {}", known(Lang::En).join(", ")),
    )
}

pub(super) fn files(project: &Project) -> Result<Vec<Arc<str>>, Stop> {
    let content = project.root().join("content");
    project.files("content", &mut Report::default()).map_err(|error| Stop::Io(content, error))
}

/// The unit's folder, with a `/` at its end, and its head.
pub(super) fn unit(
    project: &Project,
    files: &[Arc<str>],
    id: &str,
) -> Result<(String, Unit), Stop> {
    let heads = files.iter().filter_map(|file| Some((file, file.strip_suffix("unit.yaml")?)));
    let name = |folder: &str| folder.trim_end_matches('/').rsplit('/').next().map(str::to_string);
    let known: Vec<_> = heads.filter_map(|(file, at)| Some((name(at)?, file, at))).collect();
    let Some((_, head, folder)) = known.iter().find(|(name, ..)| name == id) else {
        let all: Vec<&str> = known.iter().map(|(name, ..)| name.as_str()).collect();
        return Err(Stop::refused(
            format!("没有单位 `{id}`；有：{}", all.join("、")),
            format!("there is no unit `{id}`; there are {}", all.join(", ")),
        ));
    };
    let mut report = Report::default();
    let read = project.read(head, &mut report);
    let source = read.map_err(|error| Stop::Io(project.root().join(&***head), error))?;
    let asked = source::Asked::of(&UNIT).by(super::fiscal(project));
    let row = source.and_then(|source| source::record_as(&source, asked, &mut report));
    let unit = row.map(Unit::from).ok_or_else(|| {
        Stop::refused(
            format!("{head}：读不了，先用 sunlit check 看看"),
            format!("{head}: cannot be read; see what sunlit check says"),
        )
    })?;
    Ok((folder.to_string(), unit))
}

pub(super) fn book<'a>(unit: &'a Unit, set: Option<&str>) -> Result<(usize, &'a Book), Stop> {
    unit.book(set.unwrap_or_default()).ok_or_else(|| {
        let all: Vec<&str> = unit.books.iter().map(|book| book.id.as_str()).collect();
        let set = set.unwrap_or_default();
        if all.len() == 1 {
            return Stop::refused(
                format!("没有账套 `{set}`；本单位只有一本账，不用写 --set"),
                format!(
                    "there is no set of books `{set}`; this unit keeps one, so leave --set out"
                ),
            );
        }
        Stop::refused(
            format!("没有账套 `{set}`；有：{}", all.join("、")),
            format!("there is no set of books `{set}`; there are {}", all.join(", ")),
        )
    })
}

/// The file's name without its end.
fn stem(
    filing: &Filing,
    asked: &Asked,
    unit: &Unit,
    book: Option<(usize, &Book)>,
) -> Result<String, Stop> {
    let month = asked.month.map(|month| month.to_string());
    if filing.named == Named::ByMonth {
        let month = month.ok_or_else(|| {
            Stop::refused(
                "要写明是哪个月：--month 2026-03",
                "say of which month it is: --month 2026-03",
            )
        })?;
        return Ok(match book {
            Some((set, book)) if set > 0 => format!("{}-{month}", book.id),
            _ => month,
        });
    }
    let word = asked.name.as_deref().unwrap_or(filing.key);
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if word.is_empty() || !word.bytes().all(plain) || is_device(word) {
        return Err(Stop::refused(
            format!("文件名 `{word}` 只能用小写字母、数字和 -，如 {}-lamps", unit.id),
            format!(
                "the name `{word}` must be small letters, digits and -, such as {}-lamps",
                unit.id
            ),
        ));
    }
    Ok(month.map_or(word.to_string(), |month| format!("{month}-{word}")))
}

fn known(field: &'static str, value: &str) -> Given {
    Given { field, value: value.to_string(), ..Given::default() }
}

fn given(filing: &Filing, asked: &Asked, unit: &Unit, stem: &str) -> Vec<Given> {
    let declared = |name: &str| filing.shape.fields().any(|field| field.name == name);
    let mut given = vec![known("id", &format!("{}-{stem}", unit.id))];
    given.extend(asked.month.map(|month| known("period", &month.to_string())));
    given.retain(|given| declared(given.field));
    given
}

/// The last month before this one in the same set of books.
pub(super) fn last_month(
    project: &Project,
    files: &[Arc<str>],
    folder: &str,
    unit: &Unit,
    set: usize,
    month: Period,
) -> Option<Ledger> {
    let inside = format!("{folder}finance/");
    let ledgers = files.iter().filter(|f| f.starts_with(&inside) && f.ends_with(".yaml"));
    let before = books::before(project, ledgers.cloned(), (unit, set), month);
    before.into_iter().max_by_key(|ledger| ledger.envelope.period)
}

/// What the month begins with: the closing balances of the one before, of each account where there are several.
fn opening(last: &Ledger, lang: Lang) -> Vec<Given> {
    let month = last.envelope.period;
    let from = lang.pick(format!("取自 {month} 的期末"), format!("the closing balance of {month}"));
    let given = |field, value: Money| Given {
        value: value.to_string(),
        from: from.clone(),
        ..known(field, "")
    };
    let mut all = vec![given("opening_cash", last.closing.cash)];
    if last.accounts.is_empty() {
        all.push(given("opening_bank", last.closing.bank));
        return all;
    }
    let row = |one: &Holding| {
        let digits = (!one.last_four.is_empty()).then(|| ("last_four", one.last_four.clone()));
        let name = ("name", one.name.to_string());
        let blank = ["closing", "statement"].map(|field| (field, String::new()));
        let known = [name].into_iter().chain(digits);
        known.chain([("opening", one.closing.to_string())]).chain(blank).collect()
    };
    let rows = last.accounts.iter().map(row).collect();
    all.push(Given { rows, from: from.clone(), ..known("accounts", "") });
    // The accounts are added up.
    all.extend(
        ["opening_bank", "closing_bank"].map(|field| Given { unasked: true, ..known(field, "") }),
    );
    all
}

fn text(filing: &Filing, unit: &Unit, lang: Lang, given: &[Given]) -> String {
    let kind = filing.shape.words.in_lang(lang);
    let head = lang.pick(
        format!("# {}：{kind}。空着的要填；前面有 # 的可以不写，要写就把行首的 # 去掉。\n", unit.name),
        format!("# {}: {kind}. Fill in what is empty. What stands behind a # may be left out; to use it, remove that #.\n", unit.name),
    );
    let fields = layout(filing.shape, lang, given);
    match filing.form {
        Form::Yaml => format!("{head}{fields}"),
        Form::Markdown => {
            let body =
                lang.pick("# 正文写在下面这行之后。", "# The text goes below the next line.");
            format!("---\n{head}{fields}\n{body}\n---\n")
        }
    }
}
