//! Lines from a CSV file beside the head: the same declaration as in YAML, as a spreadsheet exports it.

use super::Source;
use super::heading::Heading;
use super::misread::{misread, nearest};
use super::walk::MISTAKES_MAX;
use crate::finding::{Place, Report, Rule, rules};
use crate::model::Said;
use crate::model::cells::{COLUMNS_MAX, Cell, Cells};
use crate::model::shape::{Row, Shape, Type, Value, says_nothing, scalar};

/// A read CSV file: one row a line, and the byte where each line begins, for findings.
#[derive(Debug, Default)]
pub struct CsvRows {
    pub rows: Vec<Row>,
    pub starts: Vec<usize>,
}

/// Reads lines of a declared shape. The first line names the fields, in English or Chinese.
pub fn csv_rows(source: &Source, shape: &'static Shape, report: &mut Report) -> CsvRows {
    let mut out = CsvRows::default();
    let mut cells = Cells::new(&source.text, 0);
    let Some(heading) = Heading::find(&mut cells, shape) else { return out };
    let told = vec![false; COLUMNS_MAX + 1];
    let mut reading =
        Reading { source, shape, report, heading, lacking: Vec::new(), told, mistakes: 0 };
    if !reading.heading() {
        return out;
    }
    let line_end = if source.text.contains('\n') { '\n' } else { '\r' };
    let (mut row, mut counted) = (1, 0);
    while let Some(record) = cells.record().filter(|_| reading.mistakes < MISTAKES_MAX) {
        let at = record[0].start;
        row += source.text[counted..at].matches(line_end).count();
        counted = at;
        let torn = record.iter().find(|c| c.is_torn(&source.text, reading.heading.cells.len()));
        if let Some(torn) = torn {
            let next = source.text[torn.start..].find(line_end);
            cells.go_on(next.map_or(source.text.len(), |end| torn.start + end + 1));
            reading.torn(torn);
        } else if record.len() > COLUMNS_MAX {
            reading.too_wide(at);
        } else if reading.is_sum(&record) {
            reading.sum(&record);
        } else {
            reading.lacking();
            out.rows.push(reading.line(&record, row));
            out.starts.push(at);
        }
    }
    if reading.mistakes >= MISTAKES_MAX && cells.at() < source.text.len() {
        let said =
            Said::new("毛病太多，从这里起先不看", "too much is wrong; what follows was not read");
        let place = Place::Bytes(cells.at(), cells.at());
        report.push(source.finding(&rules::INVALID_CSV, place, said));
    }
    out
}

struct Reading<'a, 't> {
    source: &'a Source,
    shape: &'static Shape,
    report: &'a mut Report,
    heading: Heading<'t>,
    /// Fields that a line must have and no column is named for.
    lacking: Vec<usize>,
    /// Columns of which something is told that is true of every line.
    told: Vec<bool>,
    mistakes: usize,
}

impl Reading<'_, '_> {
    fn tell(&mut self, rule: &'static Rule, span: (usize, usize), said: Said, help: Option<Said>) {
        let mut finding = self.source.finding(rule, Place::Bytes(span.0, span.1), said);
        finding.help = help;
        self.report.push(finding);
        self.mistakes += 1;
    }

    /// Tells what is wrong with the heading; whether the lines below it can be read.
    fn heading(&mut self) -> bool {
        let (at, end) = span_of(&self.heading.cells);
        if self.heading.cells.len() > COLUMNS_MAX {
            self.too_wide(at);
            return false;
        }
        if let Some(title) = self.heading.above.first() {
            let (span, count) = (span_of(title), self.heading.above.len());
            let said = Said::new(
                "这是标题；第一行应当是列名",
                "this is a title; the first line should name the columns",
            );
            let help = Said::new(
                format!("删去列名上面的 {count} 行"),
                format!("remove what stands above the names: lines with words, {count}"),
            );
            self.tell(&rules::INVALID_CSV, span, said, Some(help));
        }
        if !self.heading.is_sure {
            if let Some(words) = self.heading.separator(&self.source.text, self.shape) {
                let said = Said::new(
                    format!("各列用{}隔开，应当用英文逗号", words.zh),
                    format!("the columns are parted by {}; commas were expected", words.en),
                );
                let help = Said::new(
                    "在表格软件里另存为 CSV（逗号分隔）",
                    "save it as CSV (comma separated) in the spreadsheet",
                );
                self.tell(&rules::INVALID_CSV, (at, end), said, Some(help));
                return false;
            }
            if self.heading.holds_a_day() {
                let said = Said::new("第一行应当是列名", "the first line should name the columns");
                let help = Said::new(
                    "在上面加一行列名，如 `日期,凭证号,摘要,收支,科目,金额`",
                    "add a line of names above, such as `date,voucher,text,direction,category,amount`",
                );
                self.tell(&rules::INVALID_CSV, (at, end), said, Some(help));
                return false;
            }
        }
        self.columns();
        self.heading.is_sure
    }

    /// Tells of columns that are unknown or double, and notes those that are missing.
    fn columns(&mut self) {
        let mut seen = vec![false; self.shape.len()];
        for index in 0..self.heading.cells.len() {
            let cell = self.heading.cells[index].clone();
            let (span, name) = ((cell.start, cell.end), cell.text.trim());
            match self.heading.fields[index] {
                Some(field) if seen[field] => {
                    let said = Said::new(
                        format!("`{name}` 这一列出现了两次"),
                        format!("column `{name}` stands twice"),
                    );
                    self.tell(&rules::DUPLICATE_FIELD, span, said, None);
                }
                Some(field) => seen[field] = true,
                None if name.is_empty() => {}
                None => {
                    let said = Said::new(
                        format!("没有 `{name}` 这一列"),
                        format!("`{name}` is not a column here"),
                    );
                    let near = nearest(name, self.shape);
                    let help = near.map(|near| {
                        Said::new(format!("是不是 `{near}`？"), format!("did you mean `{near}`?"))
                    });
                    self.tell(&rules::UNKNOWN_FIELD, span, said, help);
                    if let Some(field) = near.and_then(|near| self.shape.position(near, 0)) {
                        seen[field] = true;
                    }
                }
            }
        }
        let lacks = |at: &usize| self.shape.field(*at).required && !seen[*at];
        self.lacking = (0..self.shape.len()).filter(lacks).collect();
    }

    /// Tells of columns that no line can do without, once there is a line.
    fn lacking(&mut self) {
        let at = span_of(&self.heading.cells).0;
        for field in std::mem::take(&mut self.lacking) {
            let field = self.shape.field(field);
            let said = Said::new(
                format!("列名里没有 `{}`", field.words.zh),
                format!("no column is named `{}`", field.name),
            );
            let help = Said::new(
                format!("加上 `{}` 这一列", field.words.zh),
                format!("add the column `{}`", field.name),
            );
            self.tell(&rules::MISSING_FIELD, (at, at), said, Some(help));
        }
    }

    fn line(&mut self, record: &[Cell], row: usize) -> Row {
        let mut values = vec![Value::Absent; self.shape.len()];
        let mut told = vec![false; self.shape.len()];
        for (index, cell) in
            record.iter().enumerate().filter(|(_, cell)| !says_nothing(cell.value()))
        {
            let span = (cell.start, cell.end);
            if cell.text.contains(is_of_machines) {
                self.of_machines(span);
            }
            let Some(&field_at) = self.heading.fields.get(index) else {
                self.surplus(index, cell);
                continue;
            };
            let Some(field_at) = field_at else {
                self.nameless(index, row);
                continue;
            };
            let field = self.shape.field(field_at);
            match scalar(field.of, cell.value(), self.source.currency) {
                Ok(value) => values[field_at] = value,
                Err(expected) => {
                    told[field_at] = true;
                    let (rule, said, help) = misread(field, cell.value(), &expected);
                    self.tell(rule, span, said, Some(help));
                }
            }
        }
        let start = record[0].start;
        let named = |at: usize| self.heading.fields.contains(&Some(at));
        let lacking = self.shape.fields().enumerate().filter(|(at, field)| {
            field.required && !told[*at] && values[*at] == Value::Absent && named(*at)
        });
        for (_, field) in lacking.collect::<Vec<_>>() {
            let said = Said::new(
                format!("这一行缺少 `{}`", field.words.zh),
                format!("this line lacks `{}`", field.name),
            );
            self.tell(&rules::MISSING_FIELD, (start, start), said, None);
        }
        Row { values }
    }

    /// A value below a column without a name: told once, at the heading.
    fn nameless(&mut self, index: usize, row: usize) {
        let name = &self.heading.cells[index];
        if std::mem::replace(&mut self.told[index], true) || !name.is_blank() {
            return;
        }
        let (span, number) = ((name.start, name.end), index + 1);
        let said = Said::new(
            format!("第 {number} 列没有列名，下面却有内容（第 {row} 行起）"),
            format!("column {number} has no name, and holds values (from line {row} on)"),
        );
        let help = Said::new(
            "写上列名；不要的列，连内容一起删去",
            "name it, or remove the column with all it holds",
        );
        self.tell(&rules::INVALID_CSV, span, said, Some(help));
    }

    fn of_machines(&mut self, span: (usize, usize)) {
        let said = Said::new(
            "这一格里有看不见的控制字符，页面上显示不了",
            "this cell holds a control character, which no page can show",
        );
        let help = Said::new("重新写这一格，或重新导出", "write the cell anew, or export it again");
        self.tell(&rules::INVALID_CSV, span, said, Some(help));
    }

    fn surplus(&mut self, index: usize, cell: &Cell) {
        if std::mem::replace(&mut self.told[index], true) {
            return;
        }
        let said = Said::new(
            format!("这一行比表头多出一格 `{}`", cell.text),
            format!("this line has a cell more than the heading: `{}`", cell.text),
        );
        let help = Said::new(
            "文字里有逗号时，整格用双引号括起来",
            "a cell with a comma in it stands between double quotes",
        );
        self.tell(&rules::INVALID_CSV, (cell.start, cell.end), said, Some(help));
    }

    fn torn(&mut self, cell: &Cell) {
        let below = self.source.text[cell.start..cell.end].trim_end().matches('\n').count();
        let said = Said::new(
            format!("这里的双引号没有收尾，下面 {below} 行被当成了这一格"),
            format!("this double quote is not closed and takes {below} lines below into its cell"),
        );
        let help = Said::new(
            "删去这个引号；内容里要有引号时写两个，整格再括起来：`\"6\"\"水管\"`",
            "remove it; a quote within a cell is written twice, and the cell quoted: `\"6\"\" pipe\"`",
        );
        self.tell(&rules::INVALID_CSV, (cell.start, cell.start + 1), said, Some(help));
    }

    fn too_wide(&mut self, at: usize) {
        let said = Said::new(
            format!("这一行超过 {COLUMNS_MAX} 列，没有往下看"),
            format!("this line has more than {COLUMNS_MAX} columns; nothing after it was read"),
        );
        let help = Said::new("只留明细的各列", "keep the columns of the lines alone");
        self.tell(&rules::INVALID_CSV, (at, at), said, Some(help));
    }

    /// Whether a line adds up or carries over what the others say: it has a word for sums, and neither a day nor a choice
    /// that a line must have.
    fn is_sum(&self, record: &[Cell]) -> bool {
        const WORDS: &[&str] = &[
            "合计",
            "总计",
            "小计",
            "共计",
            "月计",
            "累计",
            "结转",
            "余额",
            "承前页",
            "过次页",
            "total",
            "sum",
        ];
        let is_line = |(cell, field): (&Cell, &Option<usize>)| {
            let field = field.map(|at| self.shape.field(at)).filter(|field| field.required);
            let telling = field.filter(|field| matches!(field.of, Type::Date | Type::Choice(_)));
            telling
                .is_some_and(|field| scalar(field.of, cell.value(), self.source.currency).is_ok())
        };
        let says = |cell: &Cell| {
            let word: String = cell.text.chars().filter(|c| !c.is_whitespace()).take(9).collect();
            let word = word.trim_end_matches(['：', ':']).to_lowercase();
            let of_sums = |sum: &&str| word.ends_with(*sum) || word.starts_with(*sum);
            word.chars().count() < 9 && WORDS.iter().any(of_sums)
        };
        record.iter().any(says) && !record.iter().zip(&self.heading.fields).any(is_line)
    }

    fn sum(&mut self, record: &[Cell]) {
        let said = Said::new(
            "这是合计或结转的行，不是一笔收支",
            "this line adds up or carries over; it is no payment",
        );
        let help = Said::new(
            "删去这一行；合计由程序算，要核对的写在 `表列合计`",
            "remove it: sums are worked out; those to be compared belong under `totals`",
        );
        self.tell(&rules::INVALID_CSV, span_of(record), said, Some(help));
    }
}

/// A character for machines, other than the tabs and ends of lines that people type.
fn is_of_machines(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// From the first cell that says something to the end of the last.
fn span_of(record: &[Cell]) -> (usize, usize) {
    let mut said = record.iter().filter(|cell| !cell.is_blank());
    let first = said.next().or(record.first());
    let last = said.next_back().or(first);
    (first.map_or(0, |cell| cell.start), last.map_or(0, |cell| cell.end))
}

/// Every cell of a CSV text in its order: what it says, and its bytes.
pub fn each_cell(csv: &str, tell: &mut impl FnMut(&str, usize, usize)) {
    let mut cells = Cells::new(csv, 0);
    while let Some(record) = cells.record() {
        record.iter().for_each(|cell| tell(cell.value(), cell.start, cell.end));
    }
}

/// Which cell of a CSV text a byte stands in: read once, asked as often as there are hits.
pub struct CsvCells<'t> {
    csv: &'t str,
    shape: &'static Shape,
    fields: Vec<Option<usize>>,
    starts: Vec<usize>,
}

impl<'t> CsvCells<'t> {
    pub fn read(csv: &'t str, shape: &'static Shape) -> CsvCells<'t> {
        let mut cells = Cells::new(csv, 0);
        let fields = Heading::find(&mut cells, shape).map_or(Vec::new(), |heading| heading.fields);
        let starts = std::iter::from_fn(|| cells.record()).map(|record| record[0].start).collect();
        CsvCells { csv, shape, fields, starts }
    }

    /// The declared type of the cell this byte stands in, and what the cell says.
    pub fn at(&self, byte: usize) -> Option<(Type, String)> {
        let record = self.starts.partition_point(|start| *start <= byte).checked_sub(1)?;
        let record = Cells::new(self.csv, self.starts[record]).record()?;
        let index = record.iter().position(|cell| (cell.start..cell.end).contains(&byte))?;
        let of = self.shape.field((*self.fields.get(index)?)?).of;
        Some((of, record[index].text.trim().to_string()))
    }
}

/// Whether a text is the name of a file that may hold a table.
pub fn is_table(name: &str) -> bool {
    const ENDINGS: &[&str] = &["xlsx", "xlsm", "xls", "et", "ods", "csv", "tsv", "txt", "tab"];
    let ending = name.trim().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
