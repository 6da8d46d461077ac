//! 财务公开: one month of one set of books, every line to the fen (domain brief 2.1).

mod account;
mod debt;
mod party;
mod reversing;
mod totals;

use super::envelope::{Audience, ENVELOPE, Envelope};
use crate::model::shape::{Choice, Field, Row, Shape, Take, Type};
use crate::model::{Date, Money, Words};

pub use account::{ACCOUNTS, Account, HOLDING, Holding, Pocket, joined};
pub use debt::{DEBT, Debt};
pub use party::{is_person, persons_in};
pub use reversing::{Reversing, Spot};
pub use totals::{TOTALS, Totals};

pub static LEDGER: Shape = Shape {
    name: "ledger",
    words: Words::new("财务公开", "ledger"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("account_set", "账套", "account set", Type::Text).gloss(
            "哪本账：村委会账或合作社账；只有一本可不写",
            "which books: committee or cooperative; may be left out where there is one",
        ),
        Field::new("opening_cash", "期初现金", "opening cash", Type::Money)
            .required()
            .gloss("月初柜子里的现金", "cash in hand when the month began"),
        Field::new("opening_bank", "期初银行", "opening bank", Type::Money)
            .required()
            .unless("accounts")
            .gloss("月初银行存款", "money in the bank when the month began"),
        Field::new("closing_cash", "期末现金", "closing cash", Type::Money)
            .required()
            .gloss("月末柜子里的现金", "cash in hand when the month ended"),
        Field::new("closing_bank", "期末银行", "closing bank", Type::Money)
            .required()
            .unless("accounts")
            .gloss("月末银行存款", "money in the bank when the month ended"),
        Field::new("statement_bank", "银行对账单余额", "bank statement balance", Type::Money)
            .gloss("银行出的对账单上的数", "the figure on the bank's own statement"),
        Field::new("accounts", "银行账户", "bank accounts", Type::List(&HOLDING)).gloss(
            "有几个银行账户、要分开记的，一户一项；明细的账户写这里的名称",
            "where several accounts are kept apart, one each; a line names its account as it is called here",
        ),
        Field::new("totals", "表列合计", "stated totals", Type::Group(&TOTALS)),
        Field::new("lines_file", "明细文件", "lines file", Type::Text).gloss(
            "明细放在旁边的 CSV 文件里时，写它的文件名",
            "the CSV file beside this one that holds the lines",
        ),
        Field::new("lines", "明细", "lines", Type::List(&LINE)),
        Field::new("receivables", "债权", "receivables", Type::List(&DEBT))
            .gloss("别人欠集体的", "what is owed to the collective"),
        Field::new("payables", "债务", "payables", Type::List(&DEBT))
            .gloss("集体欠别人的", "what the collective owes"),
        Field::new("budget", "年度预算", "budget of the year", Type::List(&BUDGET)),
    ],
};

pub static LINE: Shape = Shape {
    name: "line",
    words: Words::new("明细", "line"),
    base: None,
    fields: &[
        Field::new("date", "日期", "date", Type::Date).required(),
        Field::new("voucher", "凭证号", "voucher", Type::Reference).gloss(
            "记账凭证的编号，不断号；一张凭证有几笔分录的，每笔写同一个号",
            "number of the accounting voucher, without gaps; the entries of one voucher all bear it",
        ),
        Field::new("text", "摘要", "what for", Type::Text)
            .required()
            .gloss("买了什么、多少、给谁用", "what, how many, for whom"),
        Field::new("direction", "收支", "in or out", Type::Choice(DIRECTIONS)).required(),
        Field::new("nature", "性质", "nature", Type::Choice(NATURES))
            .gloss("不写就是平常收支", "ordinary when left out"),
        Field::new("dealing", "往来方式", "dealing", Type::Choice(DEALINGS)),
        Field::new("category", "科目", "category", Type::Choice(CATEGORIES)),
        Field::new("account", "账户", "account", Type::ChoiceOr(ACCOUNTS)).gloss(
            "现金还是银行；不写就是银行；有几个银行账户的，写账户名称或尾号",
            "cash or bank; bank when left out; of several accounts the name or the last four digits",
        ),
        Field::new("to_account", "转入账户", "to account", Type::ChoiceOr(ACCOUNTS)).gloss(
            "内部划转才写：钱转到哪个账户；不写就是现金与银行之间",
            "of a transfer alone: where the money arrives; between cash and bank when left out",
        ),
        Field::new("amount", "金额", "amount", Type::Money).required().gloss(
            "最多两位小数；只有冲销写负数",
            "two decimals at most; negative for reversals only",
        ),
        Field::new("party", "对方", "counterparty", Type::Text)
            .gloss("钱付给谁、从谁收来；个人只写遮名", "who was paid or who paid; persons masked"),
        Field::new("party_type", "对方性质", "kind of counterparty", Type::Choice(PARTIES)),
        Field::new("party_code", "对方信用代码", "credit code", Type::CreditCode).gloss(
            "企业的统一社会信用代码；只用来认出同一家，不公开",
            "tells one firm from another; used for comparing, not published",
        ),
        Field::new("handler", "经手人", "handler", Type::Text)
            .gloss("办这笔事的人", "who carried it out"),
        Field::new("witness", "证明人", "witness", Type::Text)
            .gloss("证明确有其事的人", "who attests it"),
        Field::new("approver", "审批人", "approver", Type::Text)
            .gloss("签字同意付钱的人", "who approved the payment"),
        Field::new("decision", "议事依据", "decision", Type::Text)
            .gloss("哪次会议定的", "the meeting that decided it"),
        Field::new("receipt", "票据", "receipt", Type::Choice(RECEIPTS)),
        Field::new("receipt_no", "票据号", "receipt number", Type::Reference),
        Field::new("no_receipt_reason", "无票原因", "why no receipt", Type::Text),
        Field::new("reverses", "冲销凭证", "reverses", Type::Reference).gloss(
            "抵掉的是哪张凭证；往月的写作 2025-04 记-003。收支、账户照原来那笔，金额写负数；科目、对方不写就照原来那笔",
            "the voucher it takes back; of an earlier month as 2025-04 记-003. Direction and account as there, the amount negative; category and counterparty are its when left out",
        ),
    ],
};

pub static BUDGET: Shape = Shape {
    name: "budget",
    words: Words::new("年度预算", "budget"),
    base: None,
    fields: &[
        Field::new("category", "科目", "category", Type::Choice(CATEGORIES)).required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
    ],
};

pub static DIRECTIONS: &[Choice] =
    &[Choice::new("in", "收", "in"), Choice::new("out", "支", "out")];

pub static NATURES: &[Choice] = &[
    Choice::new("ordinary", "收支", "income or spending"),
    Choice::new("dealing", "往来", "dealing").gloss(
        "借进借出、垫付收回，不算收入也不算支出",
        "lent, borrowed, advanced or returned: neither earned nor spent",
    ),
    Choice::new("transfer", "内部划转", "internal transfer")
        .gloss("现金和银行之间挪动，总数不变", "between cash and bank; the sum stays"),
    Choice::new("held", "代收代付", "held for others").gloss(
        "替别人收、替别人付的钱，不是自己的收入",
        "collected or paid for others; not the village's own",
    ),
    Choice::new("reversal", "冲销", "reversal").gloss(
        "抵掉记错、多记或退回的，全部或一部分；原来那笔照样留着",
        "takes back a line or a part of it",
    ),
];

pub static DEALINGS: &[Choice] = &[
    Choice::new("borrowed", "借入", "borrowed"),
    Choice::new("lent", "借出", "lent"),
    Choice::new("repaid", "归还", "repaid"),
    Choice::new("advanced", "垫付", "advanced"),
    Choice::new("recovered", "收回", "recovered"),
];

/// The chart of accounts in force since 2024-01-01 (农村集体经济组织会计制度); the first four are income.
pub static CATEGORIES: &[Choice] = &[
    Choice::new("operating-income", "经营收入", "operating income")
        .gloss("卖东西、出租、服务挣来的", "earned by selling, letting or serving"),
    Choice::new("investment-income", "投资收益", "investment income")
        .gloss("入股分红、存款以外的投资所得", "dividends and other returns on investment"),
    Choice::new("grant-income", "补助收入", "grants")
        .gloss("上级拨下来的", "granted by higher levels"),
    Choice::new("other-income", "其他收入", "other income")
        .gloss("利息、罚没、捐赠等零星收入", "interest, donations and the like"),
    Choice::new("operating-expense", "经营支出", "operating costs")
        .gloss("为挣钱而花的", "spent in order to earn"),
    Choice::new("taxes", "税金及附加", "taxes").gloss("交的税", "taxes paid"),
    Choice::new("administration", "管理费用", "administration")
        .gloss("办公、误工补贴、水电", "office, lost-work subsidies, power"),
    Choice::new("public-welfare", "公益支出", "public welfare")
        .gloss("扫马路、修路灯等大家都用得上的", "street cleaning, lamps and what all use"),
    Choice::new("other-expense", "其他支出", "other spending")
        .gloss("不归上面各类的，须逐笔写明", "what fits none of these; said line by line"),
];

pub static PARTIES: &[Choice] = &[
    Choice::new("person", "个人", "person"),
    Choice::new("firm", "企业", "firm"),
    Choice::new("body", "单位", "body"),
];

pub static RECEIPTS: &[Choice] = &[
    Choice::new("invoice", "发票", "invoice"),
    Choice::new("receipt", "收据", "receipt"),
    Choice::new("payroll", "工资表", "payroll sheet"),
    Choice::new("bank-slip", "银行回单", "bank slip"),
    Choice::new("none", "无", "none"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    In,
    Out,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Ordinary,
    Dealing,
    Transfer,
    Held,
    Reversal,
}

/// One line of the ledger: one voucher's effect on one account.
#[derive(Clone, Debug)]
pub struct Line {
    pub date: Date,
    pub voucher: String,
    pub text: String,
    pub direction: Direction,
    pub nature: Nature,
    pub dealing: Option<&'static Choice>,
    pub category: Option<&'static Choice>,
    pub account: Account,
    /// Where a transfer goes, where the line says so.
    pub to_account: Option<Account>,
    /// Of a transfer, the account that moves beside its own.
    pub other: Account,
    pub amount: Money,
    pub party: String,
    pub party_type: Option<&'static Choice>,
    /// Empty where the line does not say.
    pub party_code: String,
    pub handler: String,
    pub witness: String,
    pub approver: String,
    pub decision: String,
    pub receipt: Option<&'static Choice>,
    pub receipt_no: String,
    pub no_receipt_reason: String,
    pub reverses: String,
    /// What it counts as: a reversal counts as the line it takes back.
    pub counts_as: Nature,
    pub reversing: Reversing,
}

impl Line {
    /// What the line adds to its account: positive in, negative out. A reversal's negative amount turns it round.
    pub fn effect(&self) -> Money {
        match self.direction {
            Direction::In => self.amount,
            Direction::Out => -self.amount,
        }
    }
}

/// Money in the two places a village keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Balance {
    pub cash: Money,
    pub bank: Money,
}

impl Balance {
    pub fn total(self) -> Money {
        self.cash + self.bank
    }
}

/// One month of one set of books, as stated.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub envelope: Envelope,
    pub account_set: String,
    pub opening: Balance,
    pub closing: Balance,
    pub statement_bank: Option<Money>,
    /// The bank accounts that are kept apart; none where the bank is one.
    pub accounts: Vec<Holding>,
    pub totals: Totals,
    pub lines_file: String,
    pub lines: Vec<Line>,
    pub receivables: Vec<Debt>,
    pub payables: Vec<Debt>,
    pub budget: Vec<(&'static Choice, Money)>,
}

impl Ledger {
    pub fn from(row: Row) -> Ledger {
        let mut take = row.take(&LEDGER);
        let envelope = Envelope::from(&mut take, Audience::Public);
        let account_set = take.text("account_set");
        let mut money = |name| take.money(name);
        let [opening_cash, opening_bank] = ["opening_cash", "opening_bank"].map(&mut money);
        let [closing_cash, closing_bank] = ["closing_cash", "closing_bank"].map(&mut money);
        let statement_bank = take.money("statement_bank");
        let accounts: Vec<Holding> = take.list("accounts").into_iter().map(Holding::from).collect();
        let all = |of: fn(&Holding) -> Money| accounts.iter().map(of).sum::<Money>();
        let balance = |cash: Option<Money>, bank: Option<Money>, of| Balance {
            cash: cash.unwrap_or_default(),
            bank: bank.unwrap_or_else(|| all(of)),
        };
        let opening = balance(opening_cash, opening_bank, |one| one.opening);
        let closing = balance(closing_cash, closing_bank, |one| one.closing);
        let totals = take.group("totals").map(Totals::from).unwrap_or_default();
        Ledger {
            envelope,
            account_set,
            opening,
            closing,
            statement_bank,
            accounts,
            totals,
            lines_file: take.text("lines_file"),
            lines: take.list("lines").into_iter().map(line).collect(),
            receivables: take.list("receivables").into_iter().map(debt::debt).collect(),
            payables: take.list("payables").into_iter().map(debt::debt).collect(),
            budget: take.list("budget").into_iter().map(budget).collect(),
        }
    }
}

/// A line from its row, whether it came from YAML or from CSV.
pub fn line(row: Row) -> Line {
    let mut take = row.take(&LINE);
    let mut line = as_said(&mut take);
    line.other = line.to_account.clone().unwrap_or_else(|| line.account.opposite());
    (line.party, line.party_type) = party::said(line.party, line.party_type);
    line.counts_as = line.nature.alone(line.dealing);
    line
}

fn as_said(take: &mut Take) -> Line {
    Line {
        date: take.date("date").unwrap_or_default(),
        voucher: take.text("voucher"),
        text: take.text("text"),
        direction: if key(take.choice("direction")) == "out" {
            Direction::Out
        } else {
            Direction::In
        },
        nature: nature(take.choice("nature")),
        dealing: take.choice("dealing"),
        category: take.choice("category"),
        account: take.word("account").map_or(Account::Bank, Account::said),
        to_account: take.word("to_account").map(Account::said),
        other: Account::Cash,
        amount: take.money("amount").unwrap_or_default(),
        party: take.text("party"),
        party_type: take.choice("party_type"),
        party_code: take.text("party_code"),
        handler: take.text("handler"),
        witness: take.text("witness"),
        approver: take.text("approver"),
        decision: take.text("decision"),
        receipt: take.choice("receipt"),
        receipt_no: take.text("receipt_no"),
        no_receipt_reason: take.text("no_receipt_reason"),
        reverses: take.text("reverses"),
        counts_as: Nature::Ordinary,
        reversing: Reversing::default(),
    }
}

fn key(choice: Option<&'static Choice>) -> &'static str {
    choice.map_or("", |c| c.key)
}

fn nature(choice: Option<&'static Choice>) -> Nature {
    match key(choice) {
        "dealing" => Nature::Dealing,
        "transfer" => Nature::Transfer,
        "held" => Nature::Held,
        "reversal" => Nature::Reversal,
        _ => Nature::Ordinary,
    }
}

fn budget(row: Row) -> (&'static Choice, Money) {
    let mut take = row.take(&BUDGET);
    let category = take.choice("category").expect("a required field");
    (category, take.money("amount").unwrap_or_default())
}

/// Whether money that counts so comes in; `None` where it may go either way.
pub fn comes_in(choice: &Choice) -> Option<bool> {
    let is_of = |all: &[Choice]| all.iter().any(|one| one.key == choice.key);
    match (is_of(CATEGORIES), is_of(DEALINGS)) {
        (true, _) => Some(is_income(choice)),
        (_, true) => Some(matches!(choice.key, "borrowed" | "recovered")),
        _ => None,
    }
}

/// Whether a category of the chart of accounts is income.
pub fn is_income(category: &Choice) -> bool {
    CATEGORIES[..4].iter().any(|c| c.key == category.key)
}
