//! The portal's own pages: where each stands, what it is called, and what a chat shows of it.

use crate::model::Words;
use crate::page::record;
use crate::page::view::Page;
use crate::read::Inputs;

/// One of the portal's own pages.
pub struct Own {
    pub template: &'static str,
    pub address: &'static str,
    pub section: &'static str,
    pub title: Words,
    /// What a chat or a search shows under the title.
    pub description: Words,
}

impl Own {
    const fn new(
        (template, address, section): (&'static str, &'static str, &'static str),
        title: Words,
        description: Words,
    ) -> Own {
        Own { template, address, section, title, description }
    }
}

/// The frame of one of them.
pub fn own_page(inputs: &Inputs, address: &str, section: &'static str, title: &str) -> Page {
    // A page for a missing address may be shown at any depth: its links are absolute where an address is known.
    let root = match (address, inputs.base_url()) {
        ("404", "") => "/".to_string(),
        ("404", base) => format!("{}/", base.trim_end_matches('/')),
        _ => String::new(),
    };
    let crumbs = match address {
        "index" => Vec::new(),
        _ => vec![
            record::link(&inputs.portal.name, format!("{root}index.html")),
            record::link(title, ""),
        ],
    };
    Page {
        title: title.to_string(),
        root,
        section,
        crumbs,
        noindex: address == "404",
        ..Page::default()
    }
}

/// The six parts of the menu and the pages beside them.
pub static PAGES: &[Own] = &[
    Own::new(("pages/home.html", "index", "information"), Words::new("", ""), Words::new("", "")),
    Own::new(
        ("pages/powers.html", "powers", "powers"),
        Words::new("权力清单", "Powers"),
        Words::new(
            "村里每件事谁说了算、按哪几步办、办事要什么材料",
            "Who decides what, in which steps, and what to bring",
        ),
    ),
    Own::new(
        ("pages/cases.html", "cases", "cases"),
        Words::new("典型案例", "Cases"),
        Words::new("公开通报过的案例，出处写在每一件上", "Cases made public, each with its source"),
    ),
    Own::new(
        ("pages/requests.html", "requests", "requests"),
        Words::new("投诉查询", "Complaints"),
        Words::new(
            "凭受理编号看反映的事办到哪一步",
            "With your receipt number: what became of what you asked for",
        ),
    ),
    Own::new(
        ("pages/report.html", "report", "report"),
        Words::new("举报控告", "Report misconduct"),
        Words::new("举报打哪个电话、寄到哪里、什么时间有人", "Who to call, where to write, when"),
    ),
    Own::new(
        ("pages/analysis.html", "analysis", "analysis"),
        Words::new("综合分析", "Analysis"),
        Words::new(
            "各村的账放在一起看，每张图都有数字",
            "All books side by side, with their numbers",
        ),
    ),
    Own::new(
        ("pages/search.html", "search", ""),
        Words::new("全站搜索", "Search"),
        Words::new(
            "按文字、金额、日期找公开过的事",
            "Find what is posted by its words, amounts or dates",
        ),
    ),
    Own::new(
        ("pages/about.html", "about", ""),
        Words::new("关于本站", "About this site"),
        Words::new(
            "谁主办、公开什么、不收集什么",
            "Who runs it, what it shows, what it never collects",
        ),
    ),
    Own::new(
        ("pages/verify.html", "verify", ""),
        Words::new("怎么核对本站", "How to check this site"),
        Words::new(
            "怎么知道这是公家发的、有没有被改过",
            "How to know whose it is and that nobody changed it",
        ),
    ),
    Own::new(
        ("pages/methods.html", "methods", ""),
        Words::new("核对方法", "How it is checked"),
        Words::new("每一种疑问是怎么算出来的", "How each question is worked out"),
    ),
    Own::new(
        ("pages/patterns.html", "patterns", ""),
        Words::new("部件一览", "Patterns"),
        Words::new("页面由哪些部件组成", "The parts of the pages"),
    ),
    Own::new(
        ("pages/not-found.html", "404", ""),
        Words::new("没有这一页", "No such page"),
        Words::new("", ""),
    ),
];
