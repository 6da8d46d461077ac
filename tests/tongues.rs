//! A portal in a third language: its file is written here from all that is said, each text between `⟦` and `⟧`, so
//! that what a page says in another language can be seen.

use std::collections::BTreeMap;
use std::path::Path;

use crate::portal::{Portal, tree};
use sunlit::model::Base;
use sunlit::{page, tongue};

/// Words that are the clerk's own, and names of formats.
const OWN: &[&str] = &[
    "WV",
    "Shi",
    "Yongfu",
    "Westhill",
    "Disclosure",
    "Office",
    "Open",
    "Books",
    "Willow",
    "Village",
    "CSV",
    "JSON",
    "sunlit",
];

struct Tongue {
    texts: BTreeMap<String, String>,
    said: BTreeMap<String, String>,
}

impl Tongue {
    fn whole(base: Base) -> Tongue {
        let marked = |text: &str| format!("⟦{}⟧", text.replace("yuan", "{currency}"));
        let texts = page::theme::texts(base);
        let texts = texts.into_iter().map(|(key, text)| (key, marked(&text))).collect();
        let said = tongue::known(base).map(|text| (text.to_string(), marked(text))).collect();
        Tongue { texts, said }
    }

    /// The file: a nested text of the theme may also stand under its whole key.
    fn yaml(&self, base: &str) -> String {
        let line = |(key, text): (&String, &String)| format!("{key:?}: {text:?}\n");
        let said: String = self.said.iter().map(|pair| format!("  {}", line(pair))).collect();
        format!("base: {base}\n{}said:\n{said}", self.texts.iter().map(line).collect::<String>())
    }
}

/// The English portal of `sites/`, in a language of its own.
fn portal(tongue: &Tongue, settings: &str) -> Portal {
    let portal = Portal::bare();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/english/in");
    for (path, bytes) in tree(&root) {
        portal.put(&path, bytes);
    }
    portal.edit("content/portal.yaml", "language: en", &format!("language: qaa{settings}"));
    portal.put("content/texts/qaa.yaml", tongue.yaml("en"));
    portal
}

/// The sample in a language of its own, each text marked and none in the base; amounts in another currency and form.
/// `SUNLIT_TONGUE` names a folder that keeps the site, for the browser suite.
#[test]
#[ignore = "builds the whole sample: half a minute"]
fn the_whole_sample_speaks_a_language_of_its_own() {
    let portal = Portal::bare();
    for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")) {
        portal.put(&format!("content/{path}"), bytes);
    }
    portal.edit("content/portal.yaml", "language: zh-CN", "language: qaa");
    let settings = "settings:\n  currency: EUR\n  number_form: point-comma\n";
    portal.edit("content/portal.yaml", "settings:\n", settings);
    portal.put("content/texts/qaa.yaml", Tongue::whole(Base::En).yaml("en"));
    assert!(told(&portal).is_empty(), "{:?}", told(&portal));
    portal.build().expect(0);
    if let Some(folder) = std::env::var_os("SUNLIT_TONGUE") {
        for (path, bytes) in tree(&portal.path("site")) {
            let path = Path::new(&folder).join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
    }
}

/// Words of a page outside every `⟦…⟧`.
fn left_in_base(html: &str) -> Vec<String> {
    let (mut left, mut depth, mut tag) = (String::new(), 0_i32, false);
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => {
                tag = false;
                left.push(' ');
            }
            _ if tag => {}
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            c if depth == 0 => left.push(c),
            _ => {}
        }
    }
    left.split_whitespace().map(str::to_string).collect()
}

/// What `check` says of the language, without the places.
fn told(portal: &Portal) -> Vec<String> {
    let ran = portal.run(&["check", "--format", "short", "--lang", "en"]).expect(0);
    let of_texts = |line: &&str| line.contains("[text-");
    ran.both().lines().filter(of_texts).map(str::to_string).collect()
}

#[test]
fn a_whole_file_leaves_no_word_of_the_base_on_the_pages() {
    let portal = portal(&Tongue::whole(Base::En), "");
    assert!(told(&portal).is_empty(), "{:?}", told(&portal));
    portal.build().expect(0);
    for page in ["index.html", "willow/index.html", "willow/finance/2026-04.html", "coverage.html"]
    {
        let html = portal.page(page);
        assert!(html.contains("<html lang=\"qaa\">"), "{page}");
        let left = left_in_base(&html);
        let of_base = |word: &&String| {
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            word.len() > 1 && word.chars().all(char::is_alphabetic) && !OWN.contains(&word)
        };
        let of_base: Vec<&String> = left.iter().filter(of_base).collect();
        assert!(left.len() > 10 && of_base.is_empty(), "{page}: {of_base:?}");
    }
}

#[test]
fn what_the_file_lacks_is_told_and_said_in_the_base() {
    let mut tongue = Tongue::whole(Base::En);
    tongue.texts.remove("home.title");
    tongue.texts.insert("home.titel".into(), "Mono".into());
    tongue.said.insert("{} yuan came in, {} went out".into(), "eniris {}".into());
    tongue.texts.insert("menu.cases".into(), "{{ portal.nothing }}".into());
    let portal = portal(&tongue, "");
    let file = "content/texts/qaa.yaml";
    let told = told(&portal);
    assert_eq!(told.len(), 5, "{told:#?}");
    for part in [
        "notice[text-missing]: 2 texts are missing; those of the base stand: `home.title`; `menu.cases`",
        "notice[text-missing]: 1 texts are missing; those of the base stand: `{} yuan came in, {} went out`",
        "notice[text-unknown]: there is no text `home.titel`",
        "notice[text-unfit]: the text of `{} yuan came in, {} went out` cannot be used",
        "notice[text-unfit]: the text of `menu.cases` cannot be used",
    ] {
        assert!(told.iter().any(|line| line.starts_with(file) && line.contains(part)), "{told:#?}");
    }
    let human = portal.run(&["check", "--lang", "en"]).expect(0).both();
    assert!(human.contains("`home.title`? else remove it"), "{human}");
    portal.build().expect(0);
    let home = portal.page("index.html");
    assert!(home.contains("The village's money, in plain sight"), "the base stands");
}

#[test]
fn a_language_without_a_file_stops_and_is_told() {
    for tag in ["eo", "../units/willow/unit", "En-"] {
        let portal = portal(&Tongue::whole(Base::En), "");
        portal.edit("content/portal.yaml", "language: qaa", &format!("language: {tag}"));
        let ran = portal.run(&["check", "--format", "short", "--lang", "en"]).expect(1);
        let said = format!("error[unknown-choice]: there are no texts for `{tag}`");
        assert!(ran.both().contains(&said), "{}", ran.both());
    }
}

#[test]
fn a_file_that_is_no_yaml_stops() {
    let portal = portal(&Tongue::whole(Base::En), "");
    portal.put("content/texts/qaa.yaml", "said: [");
    let ran = portal.run(&["check", "--format", "short", "--lang", "en"]).expect(1);
    assert!(ran.both().contains("error[invalid-yaml]"), "{}", ran.both());
}

#[test]
fn currency_and_form_of_numbers_are_the_portals_on_pages_and_never_in_data() {
    let settings = "\nsettings: {currency: EUR, number_form: point-comma}";
    for language in ["qaa", "en", "zh-CN"] {
        let portal = portal(&Tongue::whole(Base::En), settings);
        portal.edit("content/portal.yaml", "language: qaa", &format!("language: {language}"));
        portal.build().expect(0);
        for page in ["index.html", "willow/index.html", "willow/finance/2026-04.html"] {
            let html = portal.page(page);
            assert!(html.contains("5.650,00") && !html.contains("5,650.00"), "{language} {page}");
            let yuan = html.contains("yuan") || html.replace("单元", "").contains('元');
            assert!(html.contains("EUR") && !yuan, "{language} {page}");
        }
        let csv = portal.page("willow/finance/2026.csv");
        assert!(csv.contains("5650.00"), "{csv}");
        let json = portal.page("willow/finance/2026-04.json");
        assert!(json.contains("\"5650.00\""), "{json}");
        portal.run(&["board"]).expect(0);
        let sheets = tree(&portal.path("board"));
        let sheet = sheets.iter().find(|(path, _)| path.ends_with("2026-04.html"));
        let sheet = String::from_utf8_lossy(sheet.expect("a sheet of April").1);
        assert!(sheet.contains("5.650,00") && !sheet.contains('伍'), "{language}");
    }
}
