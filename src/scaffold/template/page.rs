//! One sheet of a template: what is known above, the headings with their notes, an example, and empty rows that know their choices.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Note, Worksheet, XlsxError,
};

use crate::kind::ledger::LINE;
use crate::model::shape::{Choice, Field, Shape, Type};
use crate::model::{Date, Lang, Period};
use crate::scaffold::layout;
use crate::sheet::{example, number};

/// Rows that have drop-downs: a month of the busiest village, or a list of households.
const ROWS: u32 = 500;

/// Fields of a line that one of the unit's officials signs.
const SIGNED: [&str; 3] = ["handler", "witness", "approver"];

/// What a ledger's example says; its other cells stay empty.
const LINE_EXAMPLE: [(&str, &str, &str); 9] = [
    ("date", "", ""),
    ("voucher", "记-001", "记-001"),
    (
        "text",
        "例：三组路灯换灯头6只，每只300元",
        "example: six lamp heads for group 3, 300.00 each",
    ),
    ("direction", "支", "out"),
    ("category", "公益支出", "public-welfare"),
    ("account", "银行", "bank"),
    ("amount", "1800", "1800"),
    ("party", "例：永盛机电服务部", "example: Yongsheng Electrical"),
    ("receipt", "发票", "invoice"),
];

/// What stands above the headings.
#[derive(Default)]
pub struct Head {
    /// What amounts are counted in.
    pub counted: Option<String>,
    /// Fields of the record itself, with the amount where it is known.
    pub amounts: Vec<(&'static Field, Option<String>)>,
    /// Who signs, with a colon behind.
    pub posts: Vec<String>,
}

pub struct Page<'a> {
    pub lang: Lang,
    pub period: Option<Period>,
    /// Names that are offered where somebody signs.
    pub signers: &'a [String],
    /// Bank accounts that a line may name.
    pub accounts: &'a [String],
}

impl Page<'_> {
    pub fn sheet(
        &self,
        name: &str,
        title: &str,
        head: &Head,
        shape: &'static Shape,
    ) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_landscape();
        sheet.set_paper_size(9);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.write_with_format(0, 0, title, &Format::new().set_bold().set_font_size(14))?;
        let top = self.head(&mut sheet, head)?;
        sheet.set_freeze_panes(top + 1, 0)?;
        sheet.set_repeat_rows(top, top)?;
        let serial = self.lang.pick("序号", "No");
        sheet.write_with_format(top, 0, serial, &heading(false))?;
        sheet.set_column_width(0, 9)?;
        let fields = || shape.fields().filter(|field| fits(field.of));
        for (column, field) in (1..).zip(fields()) {
            self.column(&mut sheet, (top, column), field)?;
        }
        // Without a text that begins like one, an example could not be told from data.
        if fields().any(|field| is_text(field.of)) {
            let first = self.lang.pick(example::FIRST[0], example::FIRST[1]);
            sheet.write_with_format(top + 1, 0, first, &pale())?;
            for (column, field) in (1..).zip(fields()) {
                self.example(&mut sheet, (top + 1, column), field, shape)?;
            }
        }
        Ok(sheet)
    }

    /// Writes what stands above, and answers the row of the headings.
    fn head(&self, sheet: &mut Worksheet, head: &Head) -> Result<u32, XlsxError> {
        let mut row = 1;
        if let Some(counted) = &head.counted {
            sheet.write(row, 0, counted)?;
            row += 1;
        }
        for (at, (field, value)) in (0..).zip(&head.amounts) {
            // Two cells each, and four of them a row.
            let (row, column) = (row + at / 4, (at % 4 * 2 + 1) as u16);
            sheet.write_with_format(row, column, field.words.in_lang(self.lang), &strong())?;
            let note = layout::meaning(field, self.lang, None);
            sheet.insert_note(row, column, &noted(&note))?;
            let form = amount().set_border_bottom(FormatBorder::Thin);
            match value.as_deref().and_then(number::kept) {
                Some(value) => sheet.write_with_format(row, column + 1, value, &form)?,
                None => sheet.write_blank(row, column + 1, &form)?,
            };
        }
        row += (head.amounts.len() as u32).div_ceil(4);
        for (at, post) in (0..).zip(&head.posts) {
            let column = at * 2 + 1;
            sheet.write_with_format(row, column, post, &strong())?;
            let form = Format::new().set_border_bottom(FormatBorder::Thin);
            sheet.write_blank(row, column + 1, &form)?;
            self.offer_signers(sheet, (row, row), column + 1)?;
        }
        Ok(row + u32::from(!head.posts.is_empty()))
    }

    /// A heading and what its column takes.
    fn column(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        field: &'static Field,
    ) -> Result<(), XlsxError> {
        let name = field.words.in_lang(self.lang);
        sheet.write_with_format(row, column, name, &heading(field.required))?;
        sheet.insert_note(row, column, &noted(&layout::meaning(field, self.lang, None)))?;
        let wide = matches!(field.of, Type::Text) && !SIGNED.contains(&field.name);
        let letters = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
        sheet.set_column_width(column, f64::from(letters.max(if wide { 22 } else { 10 }) + 2))?;
        sheet.set_column_format(column, &form_of(field.of))?;
        let rows = (row + 1, row + ROWS);
        match field.of {
            Type::Choice(choices) => {
                let words: Vec<&str> =
                    choices.iter().map(|choice| word(choice, self.lang)).collect();
                offer(sheet, rows, column, &words, true)
            }
            // A name may stand there too.
            Type::ChoiceOr(choices) => {
                let words = choices.iter().map(|choice| word(choice, self.lang));
                let words: Vec<&str> =
                    words.chain(self.accounts.iter().map(String::as_str)).collect();
                offer(sheet, rows, column, &words, false)
            }
            Type::Flag => {
                let words = [self.lang.pick("是", "yes"), self.lang.pick("否", "no")];
                offer(sheet, rows, column, &words, true)
            }
            _ if SIGNED.contains(&field.name) => self.offer_signers(sheet, rows, column),
            _ => Ok(()),
        }
    }

    fn offer_signers(
        &self,
        sheet: &mut Worksheet,
        rows: (u32, u32),
        column: u16,
    ) -> Result<(), XlsxError> {
        let names: Vec<&str> = self.signers.iter().map(String::as_str).collect();
        if names.is_empty() { Ok(()) } else { offer(sheet, rows, column, &names, false) }
    }

    /// The example's cell.
    fn example(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        field: &'static Field,
        shape: &'static Shape,
    ) -> Result<(), XlsxError> {
        let own = LINE_EXAMPLE.iter().find(|(name, ..)| *name == field.name);
        let own = own.filter(|_| std::ptr::eq(shape, &LINE));
        if std::ptr::eq(shape, &LINE) && own.is_none() {
            return Ok(());
        }
        let said = own.map(|(_, zh, en)| self.lang.pick(*zh, *en));
        let form = pale().merge(&form_of(field.of));
        match field.of {
            Type::Date => {
                let day = self.period.map_or(Date::constant(2026, 3, 31), Period::last_day);
                let (year, month) = (day.year() as u16, day.month() as u8);
                let day = ExcelDateTime::from_ymd(year, month, day.day() as u8)?;
                sheet.write_with_format(row, column, &day, &form)?;
            }
            Type::Money | Type::Count | Type::Households | Type::Quantity(_) => {
                let value = said.and_then(number::kept).or_else(|| number::kept("100"));
                sheet.write_with_format(row, column, value.unwrap_or_default(), &form)?;
            }
            of => {
                let text = said.map_or_else(|| self.sample(of, field), str::to_string);
                sheet.write_with_format(row, column, text, &form)?;
            }
        }
        Ok(())
    }

    fn sample(&self, of: Type, field: &Field) -> String {
        match of {
            Type::Choice(choices) | Type::ChoiceOr(choices) => {
                choices.first().map_or(String::new(), |first| word(first, self.lang).to_string())
            }
            Type::Flag => self.lang.pick("是", "yes").to_string(),
            Type::Period => self.period.map_or("2026-03".to_string(), |period| period.to_string()),
            Type::Voucher => "2026-03/记-001".to_string(),
            _ => {
                let begin = self.lang.pick(example::BEGINS[0], example::BEGINS[1]);
                format!("{begin}{}", field.words.in_lang(self.lang))
            }
        }
    }
}

/// What one cell can hold.
fn fits(of: Type) -> bool {
    !of.holds_fields()
}

/// Whether an example of it can say that it is one.
fn is_text(of: Type) -> bool {
    matches!(of, Type::Text | Type::Texts | Type::Reference | Type::Person | Type::Party)
}

fn word(choice: &Choice, lang: Lang) -> &'static str {
    lang.pick(choice.words.zh, choice.key)
}

/// A drop-down; where it is firm nothing else can be typed. What is too long for one stands in the note alone.
fn offer(
    sheet: &mut Worksheet,
    (first, last): (u32, u32),
    column: u16,
    words: &[&str],
    firm: bool,
) -> Result<(), XlsxError> {
    let Ok(list) = DataValidation::new().allow_list_strings(words) else { return Ok(()) };
    let list = match firm {
        true => list.set_error_style(DataValidationErrorStyle::Stop),
        false => list.show_error_message(false),
    };
    sheet.add_data_validation(first, column, last, column, &list)?;
    Ok(())
}

/// How a column's cells are written: what is a code and no number is a text, or its zeros would go.
fn form_of(of: Type) -> Format {
    match of {
        Type::Date => Format::new().set_num_format("yyyy-mm-dd"),
        Type::Money => amount(),
        Type::Count | Type::Households => Format::new().set_num_format("0"),
        Type::Quantity(_) => Format::new(),
        _ => Format::new().set_num_format("@"),
    }
}

fn amount() -> Format {
    Format::new().set_num_format("#,##0.00")
}

fn strong() -> Format {
    Format::new().set_bold()
}

fn heading(required: bool) -> Format {
    let form = strong().set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Center);
    match required {
        true => form.set_background_color(Color::RGB(0xFFE9B8)),
        false => form.set_background_color(Color::RGB(0xE8EEF4)),
    }
}

fn pale() -> Format {
    Format::new().set_italic().set_font_color(Color::RGB(0x808080))
}

fn noted(text: &str) -> Note {
    Note::new(text).set_author("sunlit").add_author_prefix(false).set_width(260).set_height(90)
}
