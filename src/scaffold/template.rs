//! `sunlit template`: a workbook under the headings of a kind, for those who keep their records in a spreadsheet.

mod page;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::Asked;
use super::draft::{book, files, last_month, unit, unknown_kind};
use crate::kind::Filing;
use crate::kind::ledger::{Balance, LEDGER};
use crate::kind::unit::Unit;
use crate::model::date::YEARS;
use crate::model::shape::{Field, Shape, Type};
use crate::model::{Lang, Period, Stop};
use crate::source::disk::Project;
use page::{Head, Page};

/// The workbook, and the name it goes by.
pub fn template(project: &Project, asked: &Asked) -> Result<(String, Vec<u8>), Stop> {
    let filing = Filing::of(&asked.kind, &asked.kinds).ok_or_else(|| unknown_kind(asked))?;
    let is_ledger = std::ptr::eq(filing.shape, &LEDGER);
    let currency = project.currency_word().map(str::to_string);
    let mut known = Known { period: asked.month, currency, ..Known::default() };
    if !asked.unit.is_empty() {
        known.look(project, asked, is_ledger)?;
    }
    let lang = asked.lang;
    let title = known.title(&filing, lang);
    let mut book = Workbook::new();
    // When it was written is nobody's business, and the same template is the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(unwritten)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let signers = known.signers();
    let mut taken = Vec::new();
    for (shape, name) in sheets(filing.shape) {
        let page =
            Page { lang, period: known.period, signers: &signers, accounts: &known.accounts };
        let head = match is_ledger {
            true => known.head(lang),
            false => Head::default(),
        };
        let name = free(name.in_lang(lang), &mut taken);
        let sheet = page.sheet(&name, &title, &head, shape).map_err(unwritten)?;
        book.push_worksheet(sheet);
    }
    let bytes = book.save_to_buffer().map_err(unwritten)?;
    let word = lang.pick(filing.shape.words.zh, filing.key);
    let period = known.period.map_or(String::new(), |period| format!("-{period}"));
    let of = if asked.unit.is_empty() { String::new() } else { format!("-{}", asked.unit) };
    Ok((format!("{word}{of}{period}.xlsx"), bytes))
}

/// A name of a sheet: without what none may hold, at most 31 letters, and each once, whatever its case.
fn free(name: &str, taken: &mut Vec<String>) -> String {
    let fit = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let short = |most: usize| name.chars().filter(fit).take(most).collect::<String>();
    let numbered = (2..).map(|n| format!("{} {n}", short(28)));
    let mut names = std::iter::once(short(31)).chain(numbered);
    let is_free = |name: &String| !taken.contains(&name.to_lowercase());
    let name = names.find(is_free).expect("numbers do not end");
    taken.push(name.to_lowercase());
    name
}

/// What the library refuses is no mistake of the one who asked; it is told all the same.
fn unwritten(error: rust_xlsxwriter::XlsxError) -> Stop {
    Stop::refused(
        format!("表格写不成：{error}"),
        format!("the workbook cannot be written: {error}"),
    )
}

/// The sheets of a kind: of a ledger its lines; of every other kind its records, one a row, and the list that grows.
fn sheets(shape: &'static Shape) -> Vec<(&'static Shape, crate::model::Words)> {
    let list = |field: &Field| field.of.rows_of().map(|rows| (rows, field.words));
    if std::ptr::eq(shape, &LEDGER) {
        return shape
            .fields
            .iter()
            .filter(|field| field.name == "lines")
            .filter_map(list)
            .collect();
    }
    let grows = shape.fields.iter().find_map(list);
    std::iter::once((shape, shape.words)).chain(grows).collect()
}

/// What is known of the unit already.
#[derive(Default)]
struct Known {
    period: Option<Period>,
    unit: Option<Unit>,
    opening: Option<Balance>,
    /// The bank accounts kept apart, by name.
    accounts: Vec<String>,
    /// The portal's own word for its currency.
    currency: Option<String>,
}

impl Known {
    /// Reads the unit and, for a ledger, its last closing; the month is the next one where none is said.
    fn look(&mut self, project: &Project, asked: &Asked, is_ledger: bool) -> Result<(), Stop> {
        let files = files(project)?;
        let (folder, unit) = unit(project, &files, &asked.unit)?;
        if is_ledger {
            let (set, _) = book(&unit, asked.set.as_deref())?;
            let before = self.period.unwrap_or(Period::Month(*YEARS.end(), 12));
            let last = last_month(project, &files, &folder, &unit, set, before);
            if let Some(last) = last {
                self.opening = Some(last.closing);
                self.accounts = last.accounts.iter().map(|one| one.name.to_string()).collect();
                self.period = self.period.or_else(|| next(last.envelope.period));
            }
        }
        self.unit = Some(unit);
        Ok(())
    }

    fn signers(&self) -> Vec<String> {
        let officials = self.unit.iter().flat_map(|unit| &unit.officials);
        let mut names: Vec<String> = officials.map(|official| official.name.clone()).collect();
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    fn title(&self, filing: &Filing, lang: Lang) -> String {
        let unit = self.unit.as_ref().map_or("", |unit| unit.name.as_str());
        let words = filing.shape.words.in_lang(lang);
        let period = match (self.period, lang.base()) {
            (Some(Period::Month(year, month)), crate::model::Base::Zh) => {
                format!("{year}年{month}月")
            }
            (Some(period), _) => period.to_string(),
            (None, _) => String::new(),
        };
        let parts = [unit, &period, words].map(str::trim).into_iter();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Above the lines of a ledger: what there was and is, and who signs.
    fn head(&self, lang: Lang) -> Head {
        let money = |field: &&Field| matches!(field.of, Type::Money);
        let amounts = LEDGER.fields().filter(money).map(|field| {
            let value = self.opening.and_then(|opening| match field.name {
                "opening_cash" => Some(opening.cash),
                "opening_bank" => Some(opening.bank),
                _ => None,
            });
            (field, value.map(|money| money.to_string()))
        });
        Head {
            counted: Some(match self.currency.as_deref() {
                None => lang.pick("单位：元", "in yuan").to_string(),
                Some(word) => lang.pick(format!("单位：{word}"), format!("in {word}")),
            }),
            amounts: amounts.collect(),
            posts: vec![
                lang.pick("制表人：", "prepared by:").to_string(),
                lang.pick("审核人：", "checked by:").to_string(),
            ],
        }
    }
}

fn next(month: Period) -> Option<Period> {
    let day = month.last_day().tomorrow().ok()?;
    Some(Period::Month(day.year(), day.month() as u8))
}
