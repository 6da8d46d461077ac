//! Made-up pages for the tests: one of each kind, full, with hostile text among it.

mod declared;
mod record;

use super::Theme;
use crate::model::Lang;
use crate::page::view::*;
use declared::declared;
use record::{chart, record, year};
use std::collections::BTreeSet;
use tera::Context;

/// Text that must never come out as a tag or an attribute.
pub(super) const HOSTILE: &str = "\"'><script>alert(1)</script>";

fn link(label: &str, href: &str) -> Link {
    Link { label: label.into(), href: href.into() }
}

pub(super) fn portal(lang: Lang) -> PortalView {
    PortalView {
        name: "青溪县阳光公开".into(),
        place: "青溪县".into(),
        lang: lang.tag(),
        sample: true,
        publisher: PublisherView {
            name: "青溪县农业农村局".into(),
            phone: "0500-1234500".into(),
            address: "青溪县府前路 1 号".into(),
            hours: "周一至周五 8:30–17:00".into(),
        },
        licence: "CC BY 4.0".into(),
        answer_days: "10 日".into(),
        hotlines: vec![channel()],
        version: "0.1.0",
        ..PortalView::default()
    }
}

fn place(name: &str, search: &str, children: Vec<PlaceView>) -> PlaceView {
    PlaceView {
        name: name.into(),
        level: "村".into(),
        search: search.into(),
        href: "liutang/index.html".into(),
        balance: "101,062.25".into(),
        as_of: "2025-09-30".into(),
        note: "2 项待说明".into(),
        stale: false,
        keeps_books: true,
        children,
    }
}

fn entries() -> Vec<EntryView> {
    let entry = |date: &str, title: &str, note: &str, href: &str| EntryView {
        date: date.into(),
        title: title.into(),
        note: note.into(),
        href: href.into(),
        ..EntryView::default()
    };
    vec![
        entry("2025-10-09", "9月收支 7 笔", "月末结余 101,062.25 元", "2025-09.html"),
        entry("2025-09-20", HOSTILE, "", ""),
    ]
}

fn contacts() -> Vec<ContactView> {
    let contact = |name: &str, role: &str, phone: &str| ContactView {
        name: name.into(),
        role: role.into(),
        phone: phone.into(),
        address: "柳塘村 1 号".into(),
        hours: "每周五上午".into(),
    };
    vec![contact("村委会", "赵国平（主任）", "0500-1234560"), contact("镇纪委", "", "12388")]
}

fn portal_home() -> PortalHomeView {
    let villages = || {
        vec![
            place("柳塘村", "liutang lt", vec![]),
            place("石桥村", "shiqiao sq", vec![]),
            PlaceView {
                balance: String::new(),
                as_of: String::new(),
                note: "尚未公开".into(),
                stale: true,
                ..place("一个名字很长的新型农村社区", "xincun", vec![])
            },
        ]
    };
    PortalHomeView {
        balance: "123,456,789.00".into(),
        units: 6,
        months: 54,
        lines: 1620,
        data_until: "2025-09-30".into(),
        coverage: "这里有 6 个单位的账：截至 2025年9月30日。".into(),
        places: vec![
            place("清河镇", "qinghe qh", villages()),
            place("白石镇", "baishi bs", villages()),
        ],
        recent: entries(),
        charts: vec![chart()],
        contacts: contacts(),
    }
}

fn unit_home() -> UnitHomeView {
    let question = |key, question: &str, figure: &str, answer: &str| QuestionView {
        key,
        question: question.into(),
        answer: answer.into(),
        figure: figure.into(),
        href: "2025-09.html".into(),
    };
    UnitHomeView {
        balance: "101,062.25".into(),
        cash: "6,212.00".into(),
        bank: "94,850.25".into(),
        as_of: "2025年9月30日".into(),
        balance_href: "2025-09.html".into(),
        books: vec![BookView {
            name: "村集体经济组织账".into(),
            body: "柳塘村股份经济合作社".into(),
            balance: "101,062.25".into(),
            as_of: "2025-09-30".into(),
            href: "2025-09.html".into(),
        }],
        questions: vec![
            question("income", "钱从哪里来", "+18,450.00", "最多的是上级补助"),
            question("expense", "花到哪里去", "−11,206.35", "清垃圾、修水泵占六成多"),
            question("works", "干了什么事", "2 个工程", "文化广场正在施工"),
            question("effect", "效果怎么样", "8 / 9", "9 件诉求办结 8 件"),
            question("problem", "有没有问题", "2 项", "1 项待说明，1 项逾期"),
        ],
        recent: entries(),
        years: vec![link("2025年", "2025.html"), link("2024年", "2024.html")],
        officials: vec![OfficialView {
            name: "王秀兰".into(),
            post: "主任".into(),
            body: "村务监督委员会".into(),
        }],
        contacts: contacts(),
        board_names: HOSTILE.into(),
        askings: entries(),
        suppressed: entries(),
        coverage: CoverageView {
            lead: "定期事项已公开 11 期，未见 1 期。".into(),
            missing: entries(),
            href: "coverage.html".into(),
        },
        lists: vec![KindLinkView {
            label: "权力清单".into(),
            href: "powers.html".into(),
            gloss: HOSTILE.into(),
        }],
        charts: vec![chart()],
        children: Vec::new(),
    }
}

fn gathered() -> GatheredGroupView {
    let entry = GatheredView {
        date: "2025-06-01".into(),
        title: HOSTILE.into(),
        unit: "青溪县".into(),
        note: "共 7 步。".into(),
        cells: vec!["权力清单".into(), HOSTILE.into(), "村委会主任".into()],
        href: "2025-09.html".into(),
    };
    let part = GatheredPartView { label: HOSTILE.into(), entries: vec![entry] };
    GatheredGroupView { label: HOSTILE.into(), parts: vec![part] }
}

fn method() -> MethodView {
    MethodView {
        code: "split-purchase",
        title: "短期内分笔付款",
        grade: "提示",
        basis: "C4",
        paragraphs: vec![ParagraphView { label: "问什么", text: HOSTILE.into() }],
    }
}

/// Every page of the theme with something to show; `pages/x.html` and its context.
pub(super) fn samples(theme: &Theme) -> Vec<(String, Context)> {
    let mut all = Vec::new();
    let names = theme.tera.get_template_names().filter(|name| name.starts_with("pages/"));
    for name in names.map(str::to_string).collect::<BTreeSet<_>>() {
        let mut context = frame(&name);
        context.insert("examples", &theme.patterns().expect("examples fit their parts"));
        let groups = [gathered()];
        for name in ["powers", "cases", "guides", "figures", "requested"] {
            context.insert(name, &groups);
        }
        let ways = vec![link(HOSTILE, "index.html")];
        context.insert("search", &SearchView { unit: HOSTILE.into(), ways: ways.clone() });
        let registers = RegistersView { by: "year", ways, groups: groups.to_vec() };
        context.insert("registers", &registers);
        context.insert("requests", &record());
        context.insert("power_count", &1);
        context.insert("overview", &[chart()]);
        let asked = AnswerView {
            key: "lease",
            question: HOSTILE.into(),
            always: HOSTILE.into(),
            silent: true,
            records: entries(),
            links: vec![link(HOSTILE, HOSTILE)],
        };
        let group = AnswerGroupView { title: HOSTILE.into(), questions: vec![asked] };
        context.insert("answers", &[group]);
        context.insert("to", HOSTILE);
        let feeds = vec![link("Atom", HOSTILE)];
        context.insert("news", &ChangesView { changes: entries(), all: 9, feeds });
        context.insert("channels", &[channel()]);
        context.insert("methods", &[method()]);
        let shown = match name.as_str() {
            "pages/year.html" | "pages/years.html" => year(),
            "pages/power.html"
            | "pages/guide.html"
            | "pages/requests-of.html"
            | "pages/contract.html" => declared(),
            // A case has no section but the powers it leads to.
            "pages/case.html" => {
                let mut case = declared();
                case.sections.retain(|section| section.key == "about");
                case
            }
            _ => record(),
        };
        context.insert("record", &shown);
        if name == "pages/unit.html" {
            context.insert("home", &unit_home())
        } else {
            context.insert("home", &portal_home())
        }
        all.push((name, context));
    }
    all
}

fn frame(name: &str) -> Context {
    let mut context = Context::new();
    let unit_page = matches!(name, "pages/unit.html" | "pages/month.html" | "pages/year.html");
    let crumbs =
        vec![link("青溪县", "index.html"), link("清河镇", "qinghe.html"), link(HOSTILE, "")];
    let sources = vec![SourceView {
        path: "content/units/liutang/2025-09.yaml".into(),
        sha256: "3fa94c01".repeat(8),
    }];
    context.insert(
        "page",
        &Page {
            title: "柳塘村".into(),
            description: HOSTILE.into(),
            root: String::new(),
            section: "information",
            crumbs,
            noindex: true,
            feed: HOSTILE.into(),
            unit_page,
            sources,
        },
    );
    context.insert(
        "unit",
        &UnitView {
            id: "liutang".into(),
            name: "柳塘村".into(),
            level: "村".into(),
            href: "unit.html".into(),
            size: "268 户 904 人".into(),
            contacts: contacts(),
        },
    );
    context
}

fn channel() -> ChannelView {
    ChannelView {
        name: "县纪委监委".into(),
        takes: "党员干部违纪违法".into(),
        phone: "12388".into(),
        post: "青溪县府前路 1 号".into(),
        address: "信访接待室".into(),
        hours: "工作日".into(),
    }
}
