//! Holds the built-in theme to its promises: it renders, escapes, stays small, needs no host.

use super::samples::{portal, samples};
use super::*;
use crate::page::view::*;
use std::collections::BTreeSet;

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
            assert!(
                html.starts_with("<!doctype html>") && html.contains("</html>"),
                "{name}: {}",
                &html[..60]
            );
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
        let lists = [
            "channels",
            "examples",
            "methods",
            "powers",
            "cases",
            "guides",
            "figures",
            "requested",
            "answers",
        ];
        lists.into_iter().for_each(|key| context.insert(key, &none));
        context.insert("requests", &RecordView::default());
        context.insert("news", &ChangesView { changes: Vec::new(), all: 0, feeds: Vec::new() });
        theme.render(&name, &context).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    let mut files = Files::new();
    embedded(&SUNLIGHT, &mut files);
    let keys = |lang| template::texts(&files, lang).unwrap().into_keys().collect::<BTreeSet<_>>();
    assert_eq!(keys(Lang::Zh), keys(Lang::En));
    let sources: String = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    for key in keys(Lang::Zh) {
        assert!(sources.contains(&format!("[[{key}]]")), "no template uses `{key}`");
    }
}

#[test]
fn the_last_good_notice_has_exactly_the_announced_tag() {
    let theme = theme(Lang::Zh);
    for (name, context) in samples(&theme) {
        let html = theme.render(&name, &context).unwrap();
        let unit_page =
            matches!(name.as_str(), "pages/unit.html" | "pages/month.html" | "pages/year.html");
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
            assert!(
                !source.contains("http://") && !source.contains("https://"),
                "{path} names a host"
            );
            assert!(!source.contains("!important") && !source.contains("style="), "{path}");
            let handler =
                source.split(' ').any(|word| word.starts_with("on") && word.contains('='));
            assert!(!handler && !source.contains("<script>"), "{path} has an inline script");
            assert!(
                lines <= if path.ends_with(".css") { 120 } else { 100 },
                "{path} has {lines} lines"
            );
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
    let load = |path: &str, text: &str| {
        Theme::load(vec![(path.into(), text.as_bytes().to_vec())], Lang::Zh)
    };
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
