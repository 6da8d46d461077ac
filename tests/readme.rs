//! The first page's example: its files as they stand there, its commands, and what they answer.

use crate::portal::Portal;

const PAGES: &[(&str, &str, &str)] = &[
    ("README.md", include_str!("../README.md"), "en"),
    ("README.zh-CN.md", include_str!("../README.zh-CN.md"), "zh"),
];

/// The blocks of one language of a page, without their fences.
fn blocks<'a>(page: &'a str, of: &str) -> Vec<&'a str> {
    let opened = page.split(&format!("```{of}\n")).skip(1).collect::<Vec<_>>();
    opened.into_iter().map(|rest| rest.split("```").next().expect("an end")).collect()
}

#[test]
fn the_first_ledger_of_the_first_page_says_what_the_page_says() {
    for (name, page, lang) in PAGES {
        let portal = Portal::bare();
        let files = [
            "content/portal.yaml",
            "content/units/xishan/unit.yaml",
            "content/units/xishan/finance/2026-03.yaml",
        ];
        let yaml = blocks(page, "yaml");
        assert!(yaml.len() >= files.len(), "{name}");
        for (file, block) in files.iter().zip(yaml) {
            portal.put(file, block);
        }
        let said = blocks(page, "console").concat();
        let holds = |out: &str| {
            let first = out.lines().find(|line| !line.is_empty()).expect("a line");
            let shown = first.replace(&portal.path("site").display().to_string(), "…/site");
            assert!(said.contains(&shown), "{name} does not say:\n{shown}");
        };
        holds(&portal.run(&["check", "--lang", lang]).expect(0).both());
        portal.edit(files[2], "1860.00", "1680.00");
        holds(&portal.run(&["check", "--lang", lang]).expect(1).both());
        portal.edit(files[2], "1680.00", "1860.00");
        let built = portal.run(&["build", "--lang", lang]).expect(0);
        built.both().lines().filter(|line| line.contains("site")).for_each(holds);
    }
}
