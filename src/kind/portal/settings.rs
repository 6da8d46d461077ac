//! The limits and calendars of the place, which the rules ask by; their defaults are those of the domain brief.

use super::fiscal::BEGINS;
use super::programme::{PROGRAMME, Programme, programme};
use crate::model::manner::Form;
use crate::model::party::Organisations;
use crate::model::shape::{Choice, Field, Row, Shape, Type, Value};
use crate::model::{Calendar, Date, Fiscal, Money, Said, Words};

pub static TIER: Shape = Shape {
    name: "tier",
    words: Words::new("审批档", "approval tier"),
    base: None,
    fields: &[
        Field::new("up_to", "上限", "up to", Type::Money),
        Field::new("approver", "审批", "approver", Type::Text).required(),
        Field::new("decision", "须有会议记录", "needs a decision", Type::Flag).gloss(
            "这一档的付款要写明哪次会议定的",
            "payments of this tier must name the meeting that decided them",
        ),
    ],
};

pub static SETTINGS: Shape = Shape {
    name: "settings",
    words: Words::new("设置", "settings"),
    base: None,
    fields: &[
        Field::new("posting_day", "公开日", "posting day", Type::Count).gloss(
            "次月几日前公开；不写就只照法律包",
            "the day of the next month by which a month is posted; without it the law alone says",
        ),
        Field::new("posting_days", "公示天数", "posting days", Type::Count)
            .gloss("至少公示几天", "how many days a record is posted at least"),
        Field::new("approval_tiers", "审批权限", "approval tiers", Type::List(&TIER)),
        Field::new("purchase_limit", "采购限额", "purchase limit", Type::Money)
            .gloss("达到这个数要走采购程序", "from here on a purchase needs its procedure"),
        Field::new("purchase_window_days", "采购合并天数", "purchase window", Type::Count)
            .gloss("几天内的付款合起来看", "within how many days payments are seen together"),
        Field::new("cash_limit", "现金限额", "cash limit", Type::Money)
            .gloss("柜子里最多放多少现金", "how much cash may be held"),
        Field::new("other_share", "其他支出占比", "other spending, share", Type::Count)
            .gloss("其他支出最多占支出的百分之几", "percent of spending that may be `other`"),
        Field::new("other_line", "其他支出单笔", "other spending, one line", Type::Money)
            .gloss("单笔其他支出超过就问", "one line of `other` above this is asked about"),
        Field::new("duplicate_days", "重复付款天数", "duplicate window", Type::Count)
            .gloss("相隔几天之内算相近", "how many days apart payments may be to look like one"),
        Field::new("duplicate_likeness", "摘要相近程度", "likeness of texts", Type::Count)
            .gloss("摘要字对相同的百分之几算相近", "percent of shared pairs of characters"),
        Field::new("just_under_share", "贴近限额", "just under the limit", Type::Count)
            .gloss("从限额的百分之几起算贴近", "percent of the limit from where on it is close"),
        Field::new("just_under_count", "贴近限额笔数", "payments just under", Type::Count)
            .gloss("同一收款方一年几笔起列出", "how many a year to one payee are listed"),
        Field::new("round_sum", "整千金额", "round sum", Type::Money)
            .gloss("无票的整千付款从多少起列出", "whole thousands without receipt from here on"),
        Field::new("payee_share", "收款方占比", "payee share", Type::Count)
            .gloss("一年里付给一家超过百分之几列出", "percent of a year's spending to one payee"),
        Field::new("peer_factor", "同类倍数", "peer factor", Type::Count)
            .gloss("超过中位数的百分之几列出", "percent of the median above which it is listed"),
        Field::new("peer_count", "同类村数", "peers at least", Type::Count)
            .gloss("至少几个同类单位才比较", "how many like units it takes to compare"),
        Field::new("rent_days", "欠租天数", "days of unpaid rent", Type::Count)
            .gloss("租金过应缴日几天以后才问", "days past its day after which rent is asked about"),
        Field::new("rent_share", "租金占比", "share of like rents", Type::Count).gloss(
            "低于同类平均的百分之几列出",
            "percent of like contracts below which it is listed",
        ),
        Field::new("rent_peers", "同类合同数", "like contracts at least", Type::Count)
            .gloss("至少几份别的合同才比较", "how many other contracts it takes to compare"),
        Field::new("lease_years", "租赁年限", "years of a lease", Type::Count)
            .gloss("租赁最长几年，承包不算", "the longest lease; contracting is another form"),
        Field::new("area_share", "面积相差", "difference of areas", Type::Count)
            .gloss("合同面积与实测相差百分之几以上就问", "percent between contract and measure"),
        Field::new("rent_ahead_years", "预收年数", "years taken ahead", Type::Count).gloss(
            "一次收几年以上的租金列出",
            "more years' rent than this taken at once are listed",
        ),
        Field::new("idle_years", "闲置年数", "years idle", Type::Count)
            .gloss("闲置几年以上就问", "years after which an idle asset is asked about"),
        Field::new("change_share", "变更占比", "changes, share", Type::Count)
            .gloss("变更最多占合同价的百分之几", "percent of the contract that changes may be"),
        Field::new("progress_share", "验收前付款占比", "paid before acceptance", Type::Count)
            .gloss("合同没有约定时最多付百分之几", "percent, where the contract says nothing"),
        Field::new("audit_limit", "结算审计限额", "audit limit", Type::Money)
            .gloss("超过这个数的工程结算要审计", "above this a settlement is audited"),
        Field::new("tender_limit", "招标限额", "tender limit", Type::Money)
            .gloss("达到这个数的工程要招标", "from here on a project needs a tender"),
        Field::new("benefits", "补贴项目规则", "programmes", Type::List(&PROGRAMME))
            .gloss("封顶和不能同领的项目", "caps, and programmes that exclude each other"),
        Field::new("jump_share", "一年变化", "growth in a year", Type::Count).gloss(
            "年龄、面积一年增加百分之几以上列出",
            "percent a year that an age or area may grow",
        ),
        Field::new("guide_days", "指南更新天数", "days to update guides", Type::Count).gloss(
            "办法变动后几个工作日内更新办事指南",
            "working days after a change within which a guide says so",
        ),
        Field::new("answer_days", "答复天数", "answer days", Type::Count),
        Field::new("answer_days_count", "天数算法", "days counted as", Type::Choice(DAYS)),
        Field::new("holidays", "放假", "holidays", Type::List(&HOLIDAY))
            .gloss("按工作日算期限时不算的日子", "days that do not count as working days"),
        Field::new("workdays", "调休上班", "worked weekends", Type::List(&WORKDAY))
            .gloss("要上班的周末", "weekend days that are worked"),
        Field::new("currency", "货币", "currency", Type::Text)
            .gloss("金额的单位，默认元", "what amounts are in; yuan where left out"),
        Field::new("number_form", "数字写法", "form of numbers", Type::Choice(NUMBER_FORMS)).gloss(
            "页面和张贴表上的写法，数据文件不变",
            "on pages and sheets; data files stay as they are",
        ),
        Field::new(
            "voucher_numbering",
            "凭证编号周期",
            "voucher numbering",
            Type::Choice(NUMBERING),
        ),
        Field::new("fiscal_year_begins", "财政年度起始月", "fiscal year", Type::Choice(BEGINS))
            .gloss(
                "几月起；写了，2025/26 就是一个所属期",
                "the month, January where left out; with it 2025/26 is a period",
            ),
        Field::new("organisations", "单位名称", "organisations", Type::Texts).gloss(
            "名字像个人的单位和企业，公开时不遮；写 …窑厂 是凡这样结尾的",
            "bodies and firms whose names look like persons, shown in full; …Works is whatever ends so",
        ),
    ],
};

pub static HOLIDAY: Shape = Shape {
    name: "holiday",
    words: Words::new("放假", "holiday"),
    base: None,
    fields: &[
        Field::new("name", "名称", "name", Type::Text),
        Field::new("from", "从", "from", Type::Date).required(),
        Field::new("to", "到", "to", Type::Date).required(),
    ],
};

pub static WORKDAY: Shape = Shape {
    name: "workday",
    words: Words::new("调休上班", "worked weekend"),
    base: None,
    fields: &[Field::new("date", "日期", "date", Type::Date).required()],
};

pub static DAYS: &[Choice] = &[
    Choice::new("natural", "自然日", "calendar days"),
    Choice::new("working", "工作日", "working days"),
];

pub static NUMBERING: &[Choice] =
    &[Choice::new("month", "按月", "by month"), Choice::new("year", "按年", "by year")];

/// How an amount is written; a blank is one that does not break.
pub static NUMBER_FORMS: &[Choice] = &[
    Choice::new("comma-point", "1,234.56", "1,234.56"),
    Choice::new("point-comma", "1.234,56", "1.234,56"),
    Choice::new("blank-comma", "1 234,56", "1 234,56"),
    Choice::new("blank-point", "1 234.56", "1 234.56"),
    Choice::new("comma", "1234,56", "1234,56"),
    Choice::new("point", "1234.56", "1234.56"),
];

/// Who may approve how much.
#[derive(Clone, Debug)]
pub struct Tier {
    /// The largest amount of the tier; the last may have no bound.
    pub up_to: Option<Money>,
    pub approver: String,
    /// Whether a payment of this tier must name the meeting that decided it.
    pub decision: bool,
}

/// Limits and calendars of the place. Defaults are those of the domain brief, section 4.
#[derive(Clone, Debug)]
pub struct Settings {
    /// None where the place has no such day: then only the law names one.
    pub posting_day: Option<u64>,
    pub posting_days: u64,
    /// From the smallest amount up.
    pub approval_tiers: Vec<Tier>,
    pub purchase_limit: Money,
    pub purchase_window_days: u64,
    pub cash_limit: Money,
    pub other_share: u64,
    pub other_line: Money,
    pub duplicate_days: u64,
    pub duplicate_likeness: u64,
    pub just_under_share: u64,
    pub just_under_count: u64,
    pub round_sum: Money,
    pub payee_share: u64,
    pub peer_factor: u64,
    pub peer_count: u64,
    pub rent_days: u64,
    pub rent_share: u64,
    pub rent_peers: u64,
    pub lease_years: u64,
    pub area_share: u64,
    pub rent_ahead_years: u64,
    pub idle_years: u64,
    pub change_share: u64,
    pub progress_share: u64,
    /// None where the place has no such limit.
    pub audit_limit: Option<Money>,
    pub tender_limit: Option<Money>,
    pub benefits: Vec<Programme>,
    pub jump_share: u64,
    pub guide_days: u64,
    pub answer_days: u64,
    pub answer_in_working_days: bool,
    pub calendar: Calendar,
    /// Whether voucher numbers run through the year instead of starting anew each month.
    pub vouchers_by_year: bool,
    /// What amounts are in, where it is not yuan.
    pub currency: Option<String>,
    pub number_form: Form,
    /// When a fiscal year begins.
    pub fiscal: Fiscal,
    /// Names that are no persons', those of the portal's units among them.
    pub organisations: Organisations,
}

impl Settings {
    pub fn from(row: Option<Row>) -> Settings {
        let empty = || Row { values: vec![Value::Absent; SETTINGS.len()] };
        let mut take = row.unwrap_or_else(empty).take(&SETTINGS);
        let yuan = |yuan: i64| Money::from_fen(yuan * 100);
        Settings {
            posting_day: take.count("posting_day"),
            posting_days: take.count("posting_days").unwrap_or(15),
            approval_tiers: take.list("approval_tiers").into_iter().map(tier).collect(),
            purchase_limit: take.money("purchase_limit").unwrap_or(yuan(20_000)),
            purchase_window_days: take.count("purchase_window_days").unwrap_or(30),
            cash_limit: take.money("cash_limit").unwrap_or(yuan(5_000)),
            other_share: take.count("other_share").unwrap_or(10),
            other_line: take.money("other_line").unwrap_or(yuan(1_000)),
            duplicate_days: take.count("duplicate_days").unwrap_or(31),
            duplicate_likeness: take.count("duplicate_likeness").unwrap_or(80),
            just_under_share: take.count("just_under_share").unwrap_or(90),
            just_under_count: take.count("just_under_count").unwrap_or(3),
            round_sum: take.money("round_sum").unwrap_or(yuan(5_000)),
            payee_share: take.count("payee_share").unwrap_or(30),
            peer_factor: take.count("peer_factor").unwrap_or(150),
            peer_count: take.count("peer_count").unwrap_or(5),
            rent_days: take.count("rent_days").unwrap_or(30),
            rent_share: take.count("rent_share").unwrap_or(70),
            rent_peers: take.count("rent_peers").unwrap_or(3),
            lease_years: take.count("lease_years").unwrap_or(20),
            area_share: take.count("area_share").unwrap_or(5),
            rent_ahead_years: take.count("rent_ahead_years").unwrap_or(5),
            idle_years: take.count("idle_years").unwrap_or(1),
            change_share: take.count("change_share").unwrap_or(10),
            progress_share: take.count("progress_share").unwrap_or(80),
            audit_limit: take.money("audit_limit"),
            tender_limit: take.money("tender_limit"),
            benefits: take.list("benefits").into_iter().map(programme).collect(),
            jump_share: take.count("jump_share").unwrap_or(20),
            guide_days: take.count("guide_days").unwrap_or(20),
            answer_days: take.count("answer_days").unwrap_or(10),
            answer_in_working_days: take
                .choice("answer_days_count")
                .is_some_and(|c| c.key == "working"),
            calendar: Calendar {
                holidays: take.list("holidays").into_iter().filter_map(holiday).collect(),
                workdays: take.list("workdays").into_iter().filter_map(workday).collect(),
            },
            currency: Some(take.text("currency")).filter(|word| !word.is_empty()),
            number_form: take.choice("number_form").map_or_else(Form::default, number_form),
            vouchers_by_year: take.choice("voucher_numbering").is_some_and(|c| c.key == "year"),
            fiscal: Fiscal::of(
                take.choice("fiscal_year_begins").and_then(|month| month.key.parse().ok()),
            ),
            organisations: Organisations::of(&take.texts("organisations")),
        }
    }

    /// A threshold as readers see it, by its field's name; `None` for what is no threshold.
    pub fn said(&self, name: &str) -> Option<Said> {
        let (zh, en) = self.currency.as_deref().map_or(("元", "yuan"), |word| (word, word));
        let yuan = |amount: Money| Said::new(format!("{amount} {zh}"), format!("{amount} {en}"));
        let days = |n: u64| Said::new(format!("{n} 天"), format!("{n} days"));
        let years = |n: u64| Said::new(format!("{n} 年"), format!("{n} years"));
        let percent = |n: u64| Said::new(format!("{n}%"), format!("{n}%"));
        let times = |n: u64, zh: &str| Said::new(format!("{n} {zh}"), n.to_string());
        let unset = || Said::new("没有设，不问", "not set, not asked");
        Some(match name {
            "posting_day" => match self.posting_day {
                None => Said::new("没有设，只照法律包", "not set; the law alone says"),
                Some(day) => {
                    Said::new(format!("次月 {day} 日"), format!("day {day} of the next month"))
                }
            },
            "posting_days" => days(self.posting_days),
            "approval_tiers" => self.tiers_said(),
            "purchase_limit" => yuan(self.purchase_limit),
            "purchase_window_days" => days(self.purchase_window_days),
            "cash_limit" => yuan(self.cash_limit),
            "other_share" => percent(self.other_share),
            "other_line" => yuan(self.other_line),
            "duplicate_days" => days(self.duplicate_days),
            "duplicate_likeness" => percent(self.duplicate_likeness),
            "just_under_share" => percent(self.just_under_share),
            "just_under_count" => times(self.just_under_count, "笔"),
            "round_sum" => yuan(self.round_sum),
            "payee_share" => percent(self.payee_share),
            "peer_factor" => percent(self.peer_factor),
            "peer_count" => times(self.peer_count, "个"),
            "rent_days" => days(self.rent_days),
            "rent_share" => percent(self.rent_share),
            "rent_peers" => times(self.rent_peers, "份"),
            "lease_years" => years(self.lease_years),
            "area_share" => percent(self.area_share),
            "rent_ahead_years" => years(self.rent_ahead_years),
            "idle_years" => years(self.idle_years),
            "change_share" => percent(self.change_share),
            "progress_share" => percent(self.progress_share),
            "audit_limit" => self.audit_limit.map_or_else(unset, yuan),
            "guide_days" => times(self.guide_days, "个工作日"),
            "tender_limit" => self.tender_limit.map_or_else(unset, yuan),
            "benefits" => self.benefits_said(),
            "jump_share" => percent(self.jump_share),
            "answer_days" if self.answer_in_working_days => {
                let n = self.answer_days;
                Said::new(format!("{n} 个工作日"), format!("{n} working days"))
            }
            "answer_days" => days(self.answer_days),
            "voucher_numbering" if self.vouchers_by_year => Said::new("按年", "by year"),
            "voucher_numbering" => Said::new("按月", "by month"),
            _ => return None,
        })
    }

    /// The rules of a programme, by its name.
    pub fn benefit(&self, programme: &str) -> Option<&Programme> {
        self.benefits.iter().find(|known| known.programme == programme)
    }

    fn benefits_said(&self) -> Said {
        match self.benefits.len() {
            0 => Said::new("没有设，不问", "not set, not asked"),
            n => Said::new(format!("设了 {n} 项"), format!("set for {n}")),
        }
    }

    fn tiers_said(&self) -> Said {
        let wanting = self.approval_tiers.iter().filter(|tier| tier.decision);
        let names: Vec<&str> = wanting.map(|tier| tier.approver.as_str()).collect();
        match names.is_empty() {
            true => Said::new("没有须有会议记录的一档", "no tier that needs a decision"),
            false => Said::new(names.join("、"), names.join(", ")),
        }
    }
}

fn number_form(choice: &Choice) -> Form {
    let (group, decimal) = match choice.key {
        "point-comma" => (".", ","),
        "blank-comma" => ("\u{a0}", ","),
        "blank-point" => ("\u{a0}", "."),
        "comma" => ("", ","),
        "point" => ("", "."),
        _ => (",", "."),
    };
    Form { group, decimal }
}

fn holiday(row: Row) -> Option<(Date, Date)> {
    let mut take = row.take(&HOLIDAY);
    take.text("name");
    take.date("from").zip(take.date("to"))
}

fn workday(row: Row) -> Option<Date> {
    row.take(&WORKDAY).date("date")
}

fn tier(row: Row) -> Tier {
    let mut take = row.take(&TIER);
    Tier {
        up_to: take.money("up_to"),
        approver: take.text("approver"),
        decision: take.flag("decision"),
    }
}
