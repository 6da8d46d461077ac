//! The city: a fixed seed, own random numbers, and only ledgers that a build has nothing against.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::arguments::Arguments;
use crate::wording::{EARNINGS, GIVEN, PLACES, SPENDINGS, SURNAMES};

const SEED: u64 = 20_261_122;
const VILLAGES_A_TOWN: usize = 25;
const FIRST_YEAR: usize = 2023;

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

/// One line before it is spelled as YAML or CSV.
#[derive(Default)]
struct Line {
    day: u64,
    voucher: String,
    text: &'static str,
    comes_in: bool,
    transfer: bool,
    category: &'static str,
    cash: bool,
    fen: u64,
    party: String,
    person: bool,
    signers: [String; 3],
    receipt: &'static str,
    receipt_no: String,
}

struct Village {
    dice: Dice,
    id: String,
    place: String,
    /// The first reviews the books; the others hold offices and sign.
    people: Vec<String>,
    cash: u64,
    bank: u64,
}

/// Writes `content/` under the folder. The same arguments make the same bytes; more months only add files.
pub fn city(arguments: &Arguments, root: &Path) -> io::Result<()> {
    let units = root.join("content/units/city");
    fs::create_dir_all(&units)?;
    fs::write(root.join("content/portal.yaml"), portal(arguments.months))?;
    fs::write(units.join("unit.yaml"), upper("city", "青溪市", "city"))?;
    for number in 0..arguments.villages {
        let town = format!("town{:03}", number / VILLAGES_A_TOWN);
        let folder = units.join(&town);
        if number.is_multiple_of(VILLAGES_A_TOWN) {
            fs::create_dir_all(&folder)?;
            let place = PLACES[number / VILLAGES_A_TOWN % PLACES.len()];
            fs::write(folder.join("unit.yaml"), upper(&town, &format!("{place}河镇"), "town"))?;
        }
        village(arguments, number, &folder)?;
    }
    Ok(())
}

fn village(arguments: &Arguments, number: usize, folder: &Path) -> io::Result<()> {
    let mut village = Village::new(number);
    let folder = folder.join(&village.id);
    fs::create_dir_all(folder.join("finance"))?;
    fs::write(folder.join("unit.yaml"), village.head())?;
    for month in 0..arguments.months {
        let (year, month) = (FIRST_YEAR + month / 12, month % 12 + 1);
        let (cash, bank) = (village.cash, village.bank);
        let lines = village.lines(arguments.lines);
        let period = format!("{year}-{month:02}");
        let mut text = village.envelope(year, month, (cash, bank), &lines);
        let file = folder.join("finance").join(&period);
        if arguments.csv {
            writeln!(text, "lines_file: {period}.csv").expect("a string takes all");
            fs::write(file.with_extension("csv"), csv(&lines, &period))?;
        } else {
            text.push_str("lines:\n");
            for line in &lines {
                if arguments.full {
                    full(&mut text, line, &period)
                } else {
                    terse(&mut text, line, &period)
                }
            }
        }
        fs::write(file.with_extension("yaml"), text)?;
    }
    Ok(())
}

impl Village {
    fn new(number: usize) -> Village {
        let mut dice = Dice(SEED ^ (number as u64) << 32);
        let people = (0..7).map(|_| format!("{}{}", dice.of(SURNAMES), dice.of(GIVEN)));
        let mut people: Vec<String> = people.collect();
        people.sort();
        people.dedup();
        while people.len() < 5 {
            people.push(format!("{}{}", SURNAMES[people.len()], "永"));
        }
        let place = format!("{}{}", dice.of(PLACES), dice.of(PLACES));
        let (cash, bank) = (100 * dice.below(2000), 100 * (50_000 + dice.below(90_000)));
        Village { dice, id: format!("v{number:04}"), place, people, cash, bank }
    }

    fn head(&self) -> String {
        let (place, people, id) = (&self.place, &self.people, &self.id);
        format!(
            "id: {id}\nname: {place}村\nlevel: village\nsearch: {place} {id}\nhouseholds: 357\npersons: 1248\n\
             plain: {place}村沿渠而居，账目每月十二日前贴在桥头公开栏。\n\
             books:\n  - id: village\n    name: 村委会账\n    body: {place}村村民委员会\n\
             officials:\n  - name: {}\n    post: 村党支部书记、村委会主任\n    body: 村民委员会\n\
             \x20 - name: {}\n    post: 主任\n    body: 村务监督委员会\n\
             contacts:\n  - name: {place}村村委会办公室\n    role: 问账、查凭证、领纸质版\n    phone: '0500-6220101'\n\
             \x20   address: {place}村桥头村委会\n    hours: 周一至周五 8:30—11:30、14:30—17:30\n",
            people[1], people[0]
        )
    }

    /// The lines of a month, and the balances after them. Money drawn in cash is what is paid in cash.
    fn lines(&mut self, count: usize) -> Vec<Line> {
        let count = count.max(6);
        let mut lines: Vec<Line> =
            (0..count - 2 - EARNINGS.len()).map(|_| self.spending()).collect();
        lines.extend(EARNINGS.iter().map(|earning| self.earning(earning)));
        let sum = |cash: bool, comes_in: bool| -> u64 {
            lines.iter().filter(|l| l.cash == cash && l.comes_in == comes_in).map(|l| l.fen).sum()
        };
        let (in_cash, spent, earned) = (sum(true, false), sum(false, false), sum(false, true));
        let due = (in_cash + spent).saturating_sub(earned) + 100 * self.dice.below(90_000);
        let drawn = Line {
            text: "提取现金备付补贴",
            transfer: true,
            fen: in_cash.max(10_000),
            party: format!("{}农商银行", self.place),
            receipt: "银行回单",
            ..Line::default()
        };
        let granted = Line {
            text: "村级组织运转补助",
            comes_in: true,
            category: "补助收入",
            fen: due,
            party: format!("{}镇财政所", self.place),
            receipt: "银行回单",
            ..Line::default()
        };
        self.cash = self.cash + drawn.fen - in_cash;
        self.bank = self.bank + earned + granted.fen - spent - drawn.fen;
        lines.insert(0, drawn);
        lines.insert(1, granted);
        for (at, line) in lines.iter_mut().enumerate() {
            let signers = &self.people[1..];
            let first = self.dice.below(signers.len() as u64) as usize;
            let signer = |step: usize| signers[(first + step) % signers.len()].clone();
            line.signers = [signer(0), signer(1), signer(2)];
            line.voucher = format!("记-{:03}", at + 1);
            line.day = 1 + (at * 27 / count) as u64;
            line.receipt_no = format!("{:08}", self.dice.below(100_000_000));
        }
        lines
    }

    fn spending(&mut self) -> Line {
        let what = &SPENDINGS[self.dice.below(SPENDINGS.len() as u64) as usize];
        let (least, most) = what.yuan;
        let person = what.party.is_empty();
        let party = if person {
            format!("{}*{}等{}人", self.dice.of(SURNAMES), "明", 2 + self.dice.below(12))
        } else {
            format!("{}{}", self.place, what.party)
        };
        Line {
            text: what.text,
            category: what.category,
            cash: person,
            fen: 100 * least + self.dice.below(100 * (most - least)),
            party,
            person,
            receipt: what.receipt,
            ..Line::default()
        }
    }

    fn earning(&mut self, earning: &(&'static str, &'static str, &str)) -> Line {
        let &(text, category, party) = earning;
        Line {
            text,
            comes_in: true,
            category,
            fen: 1000 + self.dice.below(600_000),
            party: format!("{}{party}", self.place),
            receipt: "银行回单",
            ..Line::default()
        }
    }

    fn envelope(&self, year: usize, month: usize, opening: (u64, u64), lines: &[Line]) -> String {
        let after = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let published = format!("{}-{:02}", after.0, after.1);
        let sum = |comes_in: bool| -> u64 {
            let own = lines.iter().filter(|l| l.comes_in == comes_in && !l.transfer);
            own.map(|l| l.fen).sum()
        };
        format!(
            "id: {}-{year}-{month:02}\nperiod: {year}-{month:02}\npublished: {published}-12\nuntil: {published}-27\n\
             channel: [公开栏, 网站]\nreview: {{by: {}, post: 村务监督委员会主任, date: {published}-09, opinion: 逐笔核对，同意公开。}}\n\
             plain: 花钱最多的是公益，主要是清运垃圾和水渠维修。\n\
             opening_cash: {}\nopening_bank: {}\nclosing_cash: {}\nclosing_bank: {}\nstatement_bank: {}\n\
             totals: {{income: {}, expense: {}}}\n",
            self.id.to_uppercase(),
            self.people[0],
            yuan(opening.0),
            yuan(opening.1),
            yuan(self.cash),
            yuan(self.bank),
            yuan(self.bank),
            yuan(sum(true)),
            yuan(sum(false)),
        )
    }
}

fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// One row a line, with what a complete line needs and no more.
fn terse(out: &mut String, line: &Line, period: &str) {
    let side = if line.comes_in { "in" } else { "out" };
    let kind = match line.transfer {
        true => "nature: transfer".to_string(),
        false => format!("category: {}", line.category),
    };
    let account = if line.cash { ", account: cash" } else { "" };
    let party = if line.person { format!(", party: {}", line.party) } else { String::new() };
    let [handler, witness, approver] = &line.signers;
    writeln!(
        out,
        "- {{date: {period}-{:02}, voucher: {}, text: {}, direction: {side}, {kind}{account}, amount: {}{party}, \
         handler: {handler}, witness: {witness}, approver: {approver}, receipt: {}}}",
        line.day,
        line.voucher,
        line.text.replace("、", "和"),
        yuan(line.fen),
        line.receipt,
    )
    .expect("a string takes all");
}

/// As the sample county writes them: Chinese keys, a row a field, every field.
fn full(out: &mut String, line: &Line, period: &str) {
    let [handler, witness, approver] = &line.signers;
    let kind = match line.transfer {
        true => "性质: 内部划转".to_string(),
        false => format!("科目: {}", line.category),
    };
    writeln!(
        out,
        "  - 日期: {period}-{:02}\n    凭证号: {}\n    摘要: {}\n    收支: {}\n    {kind}\n    账户: {}\n    金额: {}\n\
         \x20   对方: {}\n    对方性质: {}\n    经手人: {handler}\n    证明人: {witness}\n    审批人: {approver}\n\
         \x20   票据: {}\n    票据号: '{}'",
        line.day,
        line.voucher,
        line.text,
        if line.comes_in { "收" } else { "支" },
        if line.cash { "现金" } else { "银行" },
        yuan(line.fen),
        line.party,
        if line.person { "个人" } else { "企业" },
        line.receipt,
        line.receipt_no,
    )
    .expect("a string takes all");
}

fn csv(lines: &[Line], period: &str) -> String {
    let mut out = String::from(
        "date,voucher,text,direction,nature,category,account,amount,party,party_type,handler,witness,approver,receipt,receipt_no\n",
    );
    for line in lines {
        let [handler, witness, approver] = &line.signers;
        writeln!(
            out,
            "{period}-{:02},{},{},{},{},{},{},{},{},{},{handler},{witness},{approver},{},{}",
            line.day,
            line.voucher,
            line.text,
            if line.comes_in { "in" } else { "out" },
            if line.transfer { "transfer" } else { "" },
            line.category,
            if line.cash { "cash" } else { "bank" },
            yuan(line.fen),
            line.party,
            if line.person { "person" } else { "firm" },
            line.receipt,
            line.receipt_no,
        )
        .expect("a string takes all");
    }
    out
}

/// As of a day on which the last month is posted and the next one is not due.
fn portal(months: usize) -> String {
    let (year, month) = (FIRST_YEAR + months / 12, months % 12 + 1);
    format!(
        "schema: 1\nname: 青溪市阳光公开\nplace: 青溪市\nlanguage: zh-CN\nsample: true\nas_of: {year}-{month:02}-28\n\
         books_open_from: {FIRST_YEAR}-01\nlicence: CC BY 4.0\n\
         publisher:\n  name: 青溪市村务公开工作协调小组办公室（示例）\n  phone: '0500-6200100'\n\
         \x20 address: 青溪市政务服务中心 4 楼\n  hours: 周一至周五 8:30—12:00\n\
         settings:\n  cash_limit: 50000.00\n  answer_days: 10\n"
    )
}

fn upper(id: &str, name: &str, level: &str) -> String {
    format!(
        "id: {id}\nname: {name}\nlevel: {level}\nplain: {name}是测量用的虚构地方。\n\
         contacts:\n  - name: {name}农村三资代理服务中心\n    role: 代理记账、复核凭证\n    phone: '0500-6220009'\n\
         \x20   address: {name}桥西街 8 号\n    hours: 周一至周五 8:30—12:00\n"
    )
}
