//! A made-up month, and the year it belongs to.

use super::{HOSTILE, link};
use crate::page::view::*;
use std::collections::BTreeMap;

const COLUMNS: [&str; 12] = [
    "date", "voucher", "text", "party", "account", "amount", "handler", "witness", "approver",
    "receipt", "decision", "note",
];

fn row(anchor: &str, tone: &'static str, cells: &[(&'static str, &str)]) -> RowView {
    // A real row has a cell for every column, empty or not.
    let mut all: BTreeMap<&'static str, String> =
        COLUMNS.iter().map(|&key| (key, String::new())).collect();
    all.extend(cells.iter().map(|(key, value)| (*key, value.to_string())));
    let cells = all;
    RowView {
        anchor: anchor.into(),
        tone,
        href: String::new(),
        cells,
        links: BTreeMap::new(),
        lists: BTreeMap::new(),
    }
}

fn column(key: &'static str, label: &str, form: &'static str) -> ColumnView {
    ColumnView { key, label: label.into(), gloss: String::new(), form }
}

fn figure(
    key: &'static str,
    sign: &'static str,
    label: &str,
    amount: &str,
    tone: &'static str,
) -> FigureView {
    let value = amount.replace([',', '+'], "").replace('−', "-");
    let (label, amount, href) = (label.into(), amount.into(), "#lines".into());
    FigureView { key, sign, label, gloss: String::new(), amount, value, tone, href }
}

fn attachments() -> Vec<AttachmentView> {
    let file = |title: &str, label: &str, small: &str| AttachmentView {
        title: title.into(),
        label: label.into(),
        href: "../files/x.jpg".into(),
        size: "212 KB".into(),
        pages: String::new(),
        sha256: "0".repeat(64),
        small: small.into(),
        width: 480,
        height: 360,
    };
    vec![file("新装的路灯", "图片", "../files/x-small.jpg"), file(HOSTILE, "PDF 文件", "")]
}

fn lines() -> Vec<RowView> {
    let signers = [("handler", "陈立"), ("witness", "王秀兰"), ("approver", "赵国平")];
    let line = |voucher: &str, tone, cells: &[(&'static str, &str)]| {
        let all = [cells, &signers, &[("voucher", voucher), ("date", "2025-09-01")]].concat();
        row(voucher, tone, &all)
    };
    vec![
        line(
            "记-001",
            "income",
            &[
                ("text", "茶园租金"),
                ("party", "黄*（二组）"),
                ("amount", "+6,450.00"),
                ("category", "经营收入"),
                ("category_gloss", "出租、卖东西得来的"),
                ("direction", "收入"),
            ],
        ),
        line(
            "记-002",
            "expense",
            &[
                ("text", HOSTILE),
                ("amount", "−380.00"),
                ("category", "管理费用"),
                ("account", "基本户"),
                ("receipt", "发票 1 张"),
                ("decision", "村委会 9月2日"),
            ],
        ),
        line(
            "记-003",
            "moving",
            &[
                ("text", "收回备用金"),
                ("amount", "+1,500.00"),
                ("nature", "往来"),
                ("note", "冲销 记-003"),
            ],
        ),
        row("", "plain", &[("text", "只有事由")]),
    ]
}

pub(super) fn chart() -> ChartView {
    ChartView {
        key: "months".into(),
        headline: "八月支出最多".into(),
        svg: "<svg viewBox=\"0 0 300 80\" role=\"img\"><title>每月支出</title>\
            <rect data-tone=\"expense\" y=\"20\" width=\"40\" height=\"60\"/>\
            <rect data-tone=\"income\" x=\"60\" width=\"40\" height=\"80\"/></svg>"
            .into(),
        phone: "<svg viewBox=\"0 0 200 80\" role=\"img\"><title>每月支出</title>\
            <rect data-tone=\"income\" x=\"60\" width=\"40\" height=\"80\"/></svg>"
            .into(),
        columns: vec![column("period", "月份", "text"), column("amount", "支出（元）", "money")],
        rows: vec![row("", "plain", &[("period", "8月"), ("amount", "11,206.35")])],
    }
}

fn fact(key: &'static str, value: &str) -> FactView {
    FactView { key, label: "审核".into(), value: value.into(), href: String::new() }
}

fn stage() -> StageView {
    StageView {
        key: "work",
        label: HOSTILE.into(),
        state: "now",
        said: "进行中".into(),
        date: "2025-09-01".into(),
    }
}

pub(super) fn record() -> RecordView {
    RecordView {
        kind: "ledger",
        title: "2025年9月，每一分钱".into(),
        lead: "本月收入 18,450.00 元，支出 11,206.35 元。".into(),
        plain: "九月主要是收茶园租金、清垃圾、修水泵。".into(),
        data_until: "2025-09-30".into(),
        facts: vec![fact("reviewed", "村务监督委员会 10月8日")],
        own: Vec::new(),
        procedure: vec![fact("review", HOSTILE)],
        figures: figures(),
        stages: vec![stage()],
        breakdowns: breakdowns(),
        columns: vec![
            column("period", "月份", "text"),
            column("income", "收入", "money"),
            column("note", "说明", "text"),
        ],
        rows: lines(),
        row_count: 4,
        withheld: false,
        groups: vec![GroupView {
            anchor: "public-welfare".into(),
            label: "公益支出".into(),
            gloss: "大家都用得上的".into(),
            tone: "expense",
            total: "−380.00".into(),
            count: 4,
            continued: false,
            rows: lines(),
        }],
        sections: sections(),
        prose: "<p>补充说明。</p>".into(),
        askings: askings(),
        attachments: attachments(),
        corrections: vec![CorrectionView {
            date: "2025-10-12".into(),
            what: "记-004 金额".into(),
            old: "−5,250.00".into(),
            new: "−5,200.00".into(),
            why: "多打了一位".into(),
            clock: "公示期接着算，不重新起算。".into(),
            difference: "+50.00".into(),
        }],
        objection: objection(),
        downloads: vec![link("下载 CSV", "2025-09.csv"), link("下载 JSON", "2025-09.json")],
        parts: vec![link("第 1 部分", ""), link("第 2 部分", "2025-09-2.html")],
        previous: link("2025年8月", "2025-08.html"),
        next: link("2025年10月", "2025-10.html"),
        up: link("2025年", "2025.html"),
        charts: Vec::new(),
        id: "2025-09".into(),
    }
}

fn objection() -> ObjectionView {
    ObjectionView {
        until: "2025-10-24".into(),
        to: "村务监督委员会".into(),
        phone: "0500-1234567".into(),
        place: "村便民服务点，每周五上午".into(),
        answer_within: "10 日".into(),
    }
}

pub(super) fn year() -> RecordView {
    let months = (1..=9).map(|month| {
        let cells = [("period", format!("{month}月")), ("income", "18,450.00".into())];
        RowView {
            anchor: String::new(),
            tone: "plain",
            href: format!("2025-0{month}.html"),
            cells: cells.into(),
            links: BTreeMap::new(),
            lists: BTreeMap::new(),
        }
    });
    RecordView {
        kind: "year",
        title: "2025年的账".into(),
        rows: months.collect(),
        charts: vec![chart(), chart()],
        sections: vec![SectionView {
            key: "public-welfare",
            title: "公益支出 14,406.35 元，9 笔".into(),
            note: "扫马路、修路灯等大家都用得上的".into(),
            columns: vec![column("month", "月份", "text"), column("amount", "金额", "money")],
            rows: vec![row("", "expense", &[("month", "9月"), ("amount", "7,106.35")])],
        }],
        parts: Vec::new(),
        askings: Vec::new(),
        ..record()
    }
}

fn figures() -> Vec<FigureView> {
    vec![
        figure("opening", "", "月初结余", "92,318.60", "plain"),
        figure("income", "+", "收入", "18,450.00", "income"),
        figure("expense", "−", "支出", "11,206.35", "expense"),
        figure("moving", "±", "往来", "+1,500.00", "moving"),
        figure("held", "±", "代收代付", "0.00", "held"),
        figure("closing", "=", "月末结余", "101,062.25", "plain"),
    ]
}

fn sections() -> Vec<SectionView> {
    vec![SectionView {
        key: "accounts",
        title: "现金和银行".into(),
        note: String::new(),
        columns: vec![column("name", "账户", "text"), column("balance", "月末余额（元）", "money")],
        rows: vec![
            row("", "plain", &[("name", "库存现金"), ("balance", "6,212.00")]),
            row("", "plain", &[("name", "基本户")]),
        ],
    }]
}

fn askings() -> Vec<AskingView> {
    vec![
        AskingView {
            rule: "cash-over-limit",
            named: HOSTILE.into(),
            fact: "库存现金 6,212.00 元，超出本地限额 3,000.00 元。".into(),
            record: "记-003".into(),
            href: "#记-003".into(),
            answered: true,
            by: "村会计".into(),
            date: "2025-10-08".into(),
            text: "9月30日收回备用金，10月1日已存入银行。".into(),
        },
        AskingView {
            rule: "round",
            named: HOSTILE.into(),
            fact: HOSTILE.into(),
            record: String::new(),
            href: String::new(),
            answered: false,
            by: String::new(),
            date: String::new(),
            text: String::new(),
        },
    ]
}

fn breakdowns() -> Vec<BreakdownView> {
    let bar = |label: &str, amount: &str, width| BarView {
        label: label.into(),
        gloss: "大家都用得上的".into(),
        amount: amount.into(),
        count: 2,
        width,
        href: "#记-002".into(),
    };
    vec![BreakdownView {
        key: "expense",
        title: "花到哪里去".into(),
        headline: "六成多用在公益支出".into(),
        tone: "expense",
        total: "11,206.35".into(),
        bars: vec![bar("公益支出", "7,106.35", 1000), bar("管理费用", "4,100.00", 577)],
    }]
}
