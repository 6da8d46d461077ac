//! 工程项目: one project over its whole life, from the need to the last payment (domain brief 2.5).

mod life;

use super::envelope::ENVELOPE;
use super::meeting::{COUNTED, MEETINGS};
use super::record::{GROUPS, Kind};
use crate::model::Words;
use crate::model::shape::{Choice, Field, Shape, Type};

pub use life::{Sums, resolved, settles};

pub static KIND: Kind = Kind {
    folder: "projects",
    gloss: Words::new(
        "修路、修渠、装灯：从立项到质保金，每一步都在这里。",
        "Roads, canals, lamps: every step from the proposal to the retention money.",
    ),
    group: Some(&GROUPS[3]),
    columns: &["place", "contractor"],
    template: "pages/project.html",
    lead: life::lead,
    equation: life::equation,
    stages: life::stages,
    facts_of_stages: FACTS_OF_STAGES,
    told: life::flags,
    ..Kind::new("project", Words::new("工程项目", "Projects"), &PROJECT)
};

/// By the keys of [`life::stages`]; lists have headings of their own.
static FACTS_OF_STAGES: &[(&str, &[&str])] = &[
    ("proposal", &["need", "place", "budget", "approval_no", "proposed"]),
    ("tender", &["tender_method", "tender_why", "notice_from", "notice_to", "control_price"]),
    (
        "contract",
        &[
            "contractor",
            "credit_code",
            "contract_no",
            "contract_price",
            "signed",
            "retention_percent",
            "retention_until",
            "progress_percent",
        ],
    ),
    ("work", &["start", "end", "process_posted_days"]),
    ("acceptance", &["accepted", "accepted_by", "acceptance", "defects"]),
    ("settlement", &["audited", "cut", "audited_on", "auditor"]),
    ("asset", &["asset_code", "asset_on"]),
];

pub static PROJECT: Shape = Shape {
    name: "project",
    words: Words::new("工程项目", "project"),
    base: Some(&ENVELOPE),
    fields: &[
        Field::new("need", "为什么修", "need", Type::Text).required(),
        Field::new("place", "地点", "place", Type::Text).required(),
        Field::new("budget", "预算", "budget", Type::Money).required(),
        Field::new("sources", "资金来源", "sources of money", Type::List(&SOURCE)),
        Field::new("approval_no", "立项批复文号", "approval number", Type::Reference),
        Field::new("proposed", "立项日期", "proposed", Type::Date).past().required(),
        Field::new("decisions", "四议两公开", "decisions", Type::List(&DECISION)).grows(),
        Field::new("tender_method", "选施工方的办法", "method of choice", Type::Choice(METHODS)),
        Field::new("tender_why", "为什么用这个办法", "why this method", Type::Text),
        Field::new("notice_from", "公告起", "notice from", Type::Date),
        Field::new("notice_to", "公告止", "notice until", Type::Date),
        Field::new("control_price", "控制价", "control price", Type::Money),
        Field::new("bidders", "来投的", "bidders", Type::List(&BIDDER)),
        Field::new("contractor", "施工方", "contractor", Type::Party)
            .gloss("写全称", "the full name"),
        Field::new("credit_code", "统一社会信用代码", "credit code", Type::CreditCode),
        Field::new("contract_no", "合同编号", "contract number", Type::Reference),
        Field::new("contract_price", "合同价", "contract price", Type::Money),
        Field::new("signed", "签订日期", "signed", Type::Date).past(),
        Field::new("start", "开工日期", "started", Type::Date),
        Field::new("end", "约定完工日期", "to be finished by", Type::Date),
        Field::new("retention_percent", "质保金比例（%）", "retention, percent", Type::Count),
        Field::new("retention_until", "质保期满", "retention until", Type::Date),
        Field::new(
            "progress_percent",
            "验收前最多付（%）",
            "before acceptance, percent",
            Type::Count,
        )
        .gloss("合同约定的", "as the contract says"),
        Field::new("changes", "变更签证", "changes", Type::List(&CHANGE)).grows(),
        Field::new("progress", "进度", "progress", Type::List(&PROGRESS)).grows(),
        Field::new("process_posted_days", "过程公示天数", "process posted, days", Type::Count)
            .gloss("施工中在公开栏贴了几天", "how long it hung on the board during the work"),
        Field::new("accepted", "验收日期", "accepted", Type::Date).past(),
        Field::new("accepted_by", "验收人员", "accepted by", Type::Text)
            .gloss("写身份和人数，有村民代表", "offices and how many, villagers among them"),
        Field::new("acceptance", "验收意见", "opinion on acceptance", Type::Text),
        Field::new("defects", "缺陷和整改", "defects", Type::Text),
        Field::new("audited", "审定金额", "audited sum", Type::Money),
        Field::new("cut", "核减", "cut", Type::Money),
        Field::new("audited_on", "审定日期", "audited on", Type::Date).past(),
        Field::new("auditor", "审计单位", "auditor", Type::Party),
        Field::new("payments", "付款", "payments", Type::List(&PAYMENT)).grows(),
        Field::new("asset_code", "资产编号", "asset code", Type::Reference)
            .gloss("转固之后在资产台账里的编号", "in the register of assets"),
        Field::new("asset_on", "转固日期", "registered on", Type::Date),
    ],
};

pub static SOURCE: Shape = Shape {
    name: "source",
    words: Words::new("资金来源", "source of money"),
    base: None,
    fields: &[
        Field::new("source", "来源", "source", Type::Choice(SOURCES)).required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
        Field::new("note", "说明", "note", Type::Text),
    ],
};

pub static SOURCES: &[Choice] = &[
    Choice::new("higher", "上级", "from above"),
    Choice::new("own", "自筹", "own money"),
    Choice::new("donated", "捐赠", "donated"),
];

pub static DECISION: Shape = Shape {
    name: "decision",
    words: Words::new("一步", "step"),
    base: None,
    fields: &[
        Field::new("step", "步骤", "step", Type::Choice(STEPS)).required(),
        Field::new("date", "日期", "date", Type::Date).past().required(),
        Field::new("meeting", "会议", "meeting", Type::Choice(MEETINGS)),
        Field::new("counted", "应到按", "counted by", Type::Choice(COUNTED)),
        Field::new("expected", "应到", "expected", Type::Count),
        Field::new("present", "实到", "present", Type::Count),
        Field::new("agree", "同意", "for", Type::Count),
        Field::new("against", "反对", "against", Type::Count),
        Field::new("abstain", "弃权", "abstained", Type::Count),
        Field::new("sheet", "签字表在档", "sheet held", Type::Flag),
        Field::new("days", "公示天数", "days posted", Type::Count),
    ],
};

pub static STEPS: &[Choice] = &[
    Choice::new("propose", "提议", "proposal"),
    Choice::new("discuss", "商议", "discussion"),
    Choice::new("examine", "审议", "examination"),
    Choice::new("resolve", "决议", "resolution"),
    Choice::new("resolution-posted", "决议公开", "resolution posted"),
    Choice::new("result-posted", "实施结果公开", "result posted"),
];

pub static METHODS: &[Choice] = &[
    Choice::new("tender", "招标", "tender"),
    Choice::new("selection", "比选", "selection"),
    Choice::new("quotes", "询价", "quotes"),
    Choice::new("direct", "直接", "direct"),
];

pub static BIDDER: Shape = Shape {
    name: "bidder",
    words: Words::new("来投的一家", "bidder"),
    base: None,
    fields: &[
        Field::new("firm", "单位", "firm", Type::Party).required(),
        Field::new("price", "报价", "price", Type::Money).required(),
        Field::new("won", "中选", "won", Type::Flag),
    ],
};

pub static CHANGE: Shape = Shape {
    name: "change",
    words: Words::new("变更", "change"),
    base: None,
    fields: &[
        Field::new("no", "编号", "number", Type::Text),
        Field::new("reason", "原因", "reason", Type::Text).required(),
        Field::new("amount", "金额", "amount", Type::Money)
            .required()
            .gloss("减少写负数", "below zero where it costs less"),
        Field::new("approved_by", "批准", "approved by", Type::Text),
        Field::new("date", "日期", "date", Type::Date).past(),
    ],
};

pub static PROGRESS: Shape = Shape {
    name: "progress",
    words: Words::new("进度", "progress"),
    base: None,
    fields: &[
        Field::new("percent", "完成（%）", "percent", Type::Count).required(),
        Field::new("date", "日期", "date", Type::Date).past().required(),
    ],
};

pub static PAYMENT: Shape = Shape {
    name: "payment",
    words: Words::new("付款", "payment"),
    base: None,
    fields: &[
        Field::new("date", "日期", "date", Type::Date).past().required(),
        Field::new("amount", "金额", "amount", Type::Money).required(),
        Field::new("stage", "款项", "stage", Type::Choice(STAGES)).required(),
        Field::new("voucher", "凭证", "voucher", Type::Voucher),
    ],
};

pub static STAGES: &[Choice] = &[
    Choice::new("advance", "预付", "advance"),
    Choice::new("progress", "进度", "progress"),
    Choice::new("acceptance", "验收", "acceptance"),
    Choice::new("settlement", "结算", "settlement"),
    Choice::new("retention", "质保金", "retention"),
];
