//! Holds the built-in theme to its promises: it renders, it escapes, it is small, it needs no other host.

use super::*;
use crate::page::view::*;
use std::collections::BTreeSet;

const HOSTILE: &str = "\"'><script>alert(1)</script>";

fn link(label: &str, href: &str) -> Link {
    Link { label: label.into(), href: href.into() }
}

fn portal(lang: Lang) -> PortalView {
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
        version: "0.1.0",
        ..PortalView::default()
    }
}

fn row(anchor: &str, tone: &'static str, cells: &[(&'static str, &str)]) -> RowView {
    let cells = cells.iter().map(|(key, value)| (*key, value.to_string())).collect();
    RowView { anchor: anchor.into(), tone, href: String::new(), cells }
}

fn column(key: &'static str, label: &str, form: &'static str) -> ColumnView {
    ColumnView { key, label: label.into(), gloss: String::new(), form }
}

fn figure(key: &'static str, sign: &'static str, label: &str, amount: &str, tone: &'static str) -> FigureView {
    let value = amount.replace([',', '+'], "").replace('−', "-");
    let (label, amount, href) = (label.into(), amount.into(), "#lines".into());
    FigureView { key, sign, label, gloss: String::new(), amount, value, tone, href }
}

fn lines() -> Vec<RowView> {
    let signers = [("handler", "陈立"), ("witness", "王秀兰"), ("approver", "赵国平")];
    let line = |voucher: &str, tone, cells: &[(&'static str, &str)]| {
        let all = [cells, &signers, &[("voucher", voucher), ("date", "2025-09-01")]].concat();
        row(voucher, tone, &all)
    };
    vec![
        line("记-001", "income", &[("text", "茶园租金"), ("party", "黄*（二组）"), ("amount", "+6,450.00"),
            ("category", "经营收入"), ("category_gloss", "出租、卖东西得来的"), ("direction", "收入")]),
        line("记-002", "expense", &[("text", HOSTILE), ("amount", "−380.00"), ("category", "管理费用"),
            ("account", "基本户"), ("receipt", "发票 1 张"), ("decision", "村委会 9月2日")]),
        line("记-003", "moving", &[("text", "收回备用金"), ("amount", "+1,500.00"), ("nature", "往来"),
            ("note", "冲销 记-003")]),
        row("", "plain", &[("text", "只有事由")]),
    ]
}

fn chart() -> ChartView {
    ChartView {
        key: "months".into(),
        headline: "八月支出最多".into(),
        description: "2025年每月支出".into(),
        svg: "<svg viewBox=\"0 0 300 80\" role=\"img\"><title>每月支出</title><rect data-tone=\"expense\" \
              y=\"20\" width=\"40\" height=\"60\"/><rect data-tone=\"income\" x=\"60\" width=\"40\" height=\"80\"/></svg>".into(),
        columns: vec![column("period", "月份", "text"), column("amount", "支出（元）", "money")],
        rows: vec![row("", "plain", &[("period", "8月"), ("amount", "11,206.35")])],
    }
}

fn record() -> RecordView {
    let bar = |label: &str, amount: &str, width| BarView {
        label: label.into(), gloss: "大家都用得上的".into(), amount: amount.into(), count: 2, width, href: "#记-002".into(),
    };
    RecordView {
        kind: "ledger",
        title: "2025年9月，每一分钱".into(),
        lead: "本月收入 18,450.00 元，支出 11,206.35 元。".into(),
        plain: "九月主要是收茶园租金、清垃圾、修水泵。".into(),
        data_until: "2025-09-30".into(),
        facts: vec![FactView { key: "reviewed", label: "审核".into(), value: "村务监督委员会 10月8日".into() }],
        figures: vec![
            figure("opening", "", "月初结余", "92,318.60", "plain"),
            figure("income", "+", "收入", "18,450.00", "income"),
            figure("expense", "−", "支出", "11,206.35", "expense"),
            figure("moving", "±", "往来", "+1,500.00", "moving"),
            figure("held", "±", "代收代付", "0.00", "held"),
            figure("closing", "=", "月末结余", "101,062.25", "plain"),
        ],
        breakdowns: vec![BreakdownView {
            key: "expense", title: "花到哪里去".into(), headline: "六成多用在公益支出".into(), tone: "expense",
            total: "11,206.35".into(), bars: vec![bar("公益支出", "7,106.35", 1000), bar("管理费用", "4,100.00", 577)],
        }],
        columns: vec![column("period", "月份", "text"), column("income", "收入", "money"), column("note", "说明", "text")],
        rows: lines(),
        sections: vec![SectionView {
            key: "accounts", title: "现金和银行".into(), note: String::new(),
            columns: vec![column("name", "账户", "text"), column("balance", "月末余额（元）", "money")],
            rows: vec![row("", "plain", &[("name", "库存现金"), ("balance", "6,212.00")]), row("", "plain", &[("name", "基本户")])],
        }],
        prose: "<p>补充说明。</p>".into(),
        askings: vec![
            AskingView { rule: "cash-over-limit", fact: "库存现金 6,212.00 元，超出本地限额 3,000.00 元。".into(),
                record: "记-003".into(), href: "#记-003".into(), answered: true, by: "村会计".into(),
                date: "2025-10-08".into(), text: "9月30日收回备用金，10月1日已存入银行。".into() },
            AskingView { rule: "round", fact: HOSTILE.into(), record: String::new(), href: String::new(),
                answered: false, by: String::new(), date: String::new(), text: String::new() },
        ],
        corrections: vec![CorrectionView { date: "2025-10-12".into(), what: "记-004 金额".into(), old: "−5,250.00".into(),
            new: "−5,200.00".into(), why: "多打了一位".into() }],
        objection: ObjectionView { until: "2025-10-24".into(), to: "村务监督委员会".into(), phone: "0500-1234567".into(),
            place: "村便民服务点，每周五上午".into(), answer_within: "10 日".into() },
        downloads: vec![link("下载 CSV", "2025-09.csv"), link("下载 JSON", "2025-09.json")],
        parts: vec![link("第 1 部分", ""), link("第 2 部分", "2025-09-2.html")],
        previous: link("2025年8月", "2025-08.html"),
        next: link("2025年10月", "2025-10.html"),
        up: link("2025年", "2025.html"),
        charts: Vec::new(),
        id: "2025-09".into(),
    }
}

fn year() -> RecordView {
    let months = (1..=9).map(|month| {
        let cells = [("period", format!("{month}月")), ("income", "18,450.00".into())];
        RowView { anchor: String::new(), tone: "plain", href: format!("2025-0{month}.html"), cells: cells.into() }
    });
    RecordView { kind: "year", title: "2025年的账".into(), rows: months.collect(), charts: vec![chart(), chart()],
        parts: Vec::new(), askings: Vec::new(), ..record() }
}

fn place(name: &str, search: &str, children: Vec<PlaceView>) -> PlaceView {
    PlaceView { name: name.into(), level: "村".into(), search: search.into(), href: "liutang/index.html".into(),
        balance: "101,062.25".into(), as_of: "2025-09-30".into(), note: "2 项待说明".into(), stale: false, children }
}

fn entries() -> Vec<EntryView> {
    let entry = |date: &str, title: &str, note: &str, href: &str| EntryView {
        date: date.into(), title: title.into(), note: note.into(), href: href.into(),
    };
    vec![entry("2025-10-09", "9月收支 7 笔", "月末结余 101,062.25 元", "2025-09.html"), entry("2025-09-20", HOSTILE, "", "")]
}

fn contacts() -> Vec<ContactView> {
    let contact = |name: &str, role: &str, phone: &str| ContactView {
        name: name.into(), role: role.into(), phone: phone.into(), address: "柳塘村 1 号".into(), hours: "每周五上午".into(),
    };
    vec![contact("村委会", "赵国平（主任）", "0500-1234560"), contact("镇纪委", "", "12388")]
}

fn portal_home() -> PortalHomeView {
    let villages = || vec![place("柳塘村", "liutang lt", vec![]), place("石桥村", "shiqiao sq", vec![]),
        PlaceView { balance: String::new(), as_of: String::new(), note: "尚未公开".into(), stale: true, ..place("一个名字很长的新型农村社区", "xincun", vec![]) }];
    PortalHomeView { balance: "123,456,789.00".into(), units: 6, months: 54, lines: 1620, data_until: "2025-09-30".into(),
        places: vec![place("清河镇", "qinghe qh", villages()), place("白石镇", "baishi bs", villages())],
        recent: entries(), charts: vec![chart()], contacts: contacts() }
}

fn unit_home() -> UnitHomeView {
    let question = |key, question: &str, figure: &str, answer: &str| QuestionView {
        key, question: question.into(), answer: answer.into(), figure: figure.into(), href: "2025-09.html".into(),
    };
    UnitHomeView {
        balance: "101,062.25".into(), cash: "6,212.00".into(), bank: "94,850.25".into(), as_of: "2025年9月30日".into(),
        balance_href: "2025-09.html".into(),
        books: vec![BookView { name: "村集体经济组织账".into(), body: "柳塘村股份经济合作社".into(), balance: "101,062.25".into(),
            as_of: "2025-09-30".into(), href: "2025-09.html".into() }],
        questions: vec![question("income", "钱从哪里来", "+18,450.00", "最多的是上级补助"),
            question("expense", "花到哪里去", "−11,206.35", "清垃圾、修水泵占六成多"),
            question("works", "干了什么事", "2 个工程", "文化广场正在施工"),
            question("effect", "效果怎么样", "8 / 9", "9 件诉求办结 8 件"),
            question("problem", "有没有问题", "2 项", "1 项待说明，1 项逾期")],
        recent: entries(), years: vec![link("2025年", "2025.html"), link("2024年", "2024.html")],
        officials: vec![OfficialView { name: "王秀兰".into(), post: "主任".into(), body: "村务监督委员会".into() }],
        contacts: contacts(), askings: entries(), charts: vec![chart()], children: Vec::new(),
    }
}

/// Every page of the theme with something to show; `pages/x.html` and its context.
fn samples(theme: &Theme) -> Vec<(String, Context)> {
    let mut all = Vec::new();
    let names = theme.tera.get_template_names().filter(|name| name.starts_with("pages/"));
    for name in names.map(str::to_string).collect::<BTreeSet<_>>() {
        let mut context = Context::new();
        let unit_page = matches!(name.as_str(), "pages/unit.html" | "pages/month.html" | "pages/year.html");
        let crumbs = vec![link("青溪县", "index.html"), link("清河镇", "qinghe.html"), link(HOSTILE, "")];
        let sources = vec![SourceView { path: "content/units/liutang/2025-09.yaml".into(), sha256: "3fa94c01".repeat(8) }];
        context.insert("page", &Page { title: "柳塘村".into(), description: HOSTILE.into(), root: String::new(),
            section: "information", crumbs, noindex: true, unit_page, sources });
        context.insert("unit", &UnitView { id: "liutang".into(), name: "柳塘村".into(), level: "村".into(),
            href: "unit.html".into(), size: "268 户 904 人".into() });
        if name.contains("year") { context.insert("record", &year()) } else { context.insert("record", &record()) }
        if name == "pages/unit.html" { context.insert("home", &unit_home()) } else { context.insert("home", &portal_home()) }
        context.insert("entries", &entries());
        context.insert("channels", &[ChannelView { name: "县纪委监委".into(), takes: "党员干部违纪违法".into(), phone: "12388".into(),
            post: "青溪县府前路 1 号".into(), address: "信访接待室".into(), hours: "工作日".into() }]);
        context.insert("examples", &theme.patterns().expect("examples fit their parts"));
        all.push((name, context));
    }
    all
}

fn theme(lang: Lang) -> Theme {
    let mut theme = Theme::load(Vec::new(), lang).unwrap_or_else(|error| panic!("{error}"));
    theme.set_portal(&portal(lang));
    theme
}

#[test]
fn every_page_renders_in_both_languages_and_escapes() {
    for lang in [Lang::Zh, Lang::En] {
        let theme = theme(lang);
        for (name, context) in samples(&theme) {
            let html = theme.render(&name, &context).unwrap_or_else(|error| panic!("{error}"));
            assert!(!html.contains("<script>"), "{name}: hostile text came out as a tag");
            assert!(!html.contains("[[") && !html.contains("{{"), "{name}: an unresolved text");
            assert!(html.starts_with("<!doctype html>") && html.contains("</html>"), "{name}: {}", &html[..60]);
            if let Ok(folder) = std::env::var("THEME_PREVIEW") {
                let folder = std::path::Path::new(&folder).join(lang.tag());
                std::fs::create_dir_all(folder.join("assets")).unwrap();
                std::fs::write(folder.join(name.trim_start_matches("pages/")), html).unwrap();
                theme.assets().iter().for_each(|a| std::fs::write(folder.join(&a.path), &a.bytes).unwrap());
            }
        }
    }
}

#[test]
fn pages_without_content_render_too() {
    let theme = theme(Lang::Zh);
    for (name, mut context) in samples(&theme) {
        context.insert("page", &Page::default());
        context.insert("unit", &UnitView::default());
        context.insert("record", &RecordView::default());
        if name == "pages/unit.html" {
            context.insert("home", &UnitHomeView::default());
        } else {
            context.insert("home", &PortalHomeView::default());
        }
        let none: [EntryView; 0] = [];
        ["entries", "channels", "examples"].into_iter().for_each(|key| context.insert(key, &none));
        theme.render(&name, &context).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    let mut files = Files::new();
    embedded(&SUNLIGHT, &mut files);
    let keys = |lang| template::texts(&files, lang).unwrap().into_keys().collect::<BTreeSet<_>>();
    assert_eq!(keys(Lang::Zh), keys(Lang::En));
    let sources: String = files.iter().filter(|(path, _)| path.ends_with(".html"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for key in keys(Lang::Zh) {
        assert!(sources.contains(&format!("[[{key}]]")), "no template uses `{key}`");
    }
}

#[test]
fn the_last_good_notice_has_exactly_the_announced_tag() {
    let theme = theme(Lang::Zh);
    for (name, context) in samples(&theme) {
        let html = theme.render(&name, &context).unwrap();
        let unit_page = matches!(name.as_str(), "pages/unit.html" | "pages/month.html" | "pages/year.html");
        assert_eq!(html.matches(LAST_GOOD_HIDDEN).count(), usize::from(unit_page), "{name}");
    }
    assert_eq!(LAST_GOOD_HIDDEN.replace(" hidden", ""), LAST_GOOD_SHOWN);
}

#[test]
fn templates_and_sheets_keep_the_rules() {
    let theme = theme(Lang::Zh);
    let sheet = theme.assets().iter().find(|asset| asset.path.ends_with(".css")).unwrap();
    assert!(sheet.bytes.len() <= 20_480, "the sheet has {} bytes", sheet.bytes.len());
    let mut files = Files::new();
    embedded(&SUNLIGHT, &mut files);
    for (path, bytes) in &files {
        let source = String::from_utf8_lossy(bytes);
        let lines = source.lines().count();
        if path.ends_with(".html") || path.ends_with(".css") {
            assert!(!source.contains("http://") && !source.contains("https://"), "{path} names a host");
            assert!(!source.contains("!important") && !source.contains("style="), "{path}");
            let handler = source.split(' ').any(|word| word.starts_with("on") && word.contains('='));
            assert!(!handler && !source.contains("<script>"), "{path} has an inline script");
            assert!(lines <= if path.ends_with(".css") { 120 } else { 100 }, "{path} has {lines} lines");
        }
        if path.ends_with(".css") {
            assert!(source.contains("@layer"), "{path} declares no layer");
        }
    }
}

#[test]
fn minified_templates_quote_every_expression() {
    let mut files = Files::new();
    embedded(&SUNLIGHT, &mut files);
    let texts = template::texts(&files, Lang::Zh).unwrap();
    for path in files.keys().filter(|path| path.ends_with(".html")) {
        let source = template::with_texts(path, text(&files, path).unwrap(), &texts).unwrap();
        let small = template::minified(path, &source).unwrap();
        assert_eq!(template::loose_expression(&small), None, "{path}");
        assert!(small.len() < source.len(), "{path} did not shrink");
    }
}

#[test]
fn an_overlay_replaces_adds_and_is_refused_where_it_is_unsafe() {
    let load = |path: &str, text: &str| Theme::load(vec![(path.into(), text.as_bytes().to_vec())], Lang::Zh);
    let added = load("pages/own.html", "<p>[[words.yuan]] {{ page.title }} of</p>").unwrap();
    let mut context = Context::new();
    context.insert("page", &Page { title: "a&b".into(), ..Page::default() });
    assert_eq!(added.render("pages/own.html", &context).unwrap(), "<p>元 a&amp;b of</p>");
    for (source, line) in [
        ("<p>\n<a href={{ page.root }}>x</a>", Some(2)),
        ("<a {% if x %}hidden{% endif %}>x</a>", Some(1)),
        ("<a href=\"{{ x | default(value=\"\") }}\">x</a>", Some(1)),
        ("<p>\n\n[[no.such]]</p>", Some(3)),
        ("<p>\n{% if %}</p>", Some(2)),
        ("{{", Some(1)),
    ] {
        let error = load("pages/home.html", source).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("pages/home.html", line), "{error}");
    }
    assert_eq!(load("texts/zh-CN.yaml", "a: [").unwrap_err().file, "texts/zh-CN.yaml");
}
