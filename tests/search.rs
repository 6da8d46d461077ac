//! The index of words, read by a second reader of its format: nothing that stands on a page is missed, and no more is told.

mod many;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sunlit::model::Document;
use sunlit::search::plain;

use crate::portal::Portal;

const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.!*()~:;+=";

type Files = BTreeMap<String, Vec<u8>>;

/// An index as anyone can read it from its files.
struct Index {
    documents: Vec<Vec<String>>,
    pairs: BTreeMap<String, BTreeSet<usize>>,
}

impl Index {
    fn read(files: &Files, folder: &str) -> Index {
        let data = |name: &str| -> Value {
            let text = String::from_utf8_lossy(&files[&format!("{folder}search/{name}.js")]);
            let json = text.strip_prefix(&format!("sunlitFound(\"{name}\","));
            let json = json.and_then(|rest| rest.strip_suffix(");\n")).expect("one call");
            serde_json::from_str(json).expect("JSON")
        };
        let head = data("index");
        let mut documents = Vec::new();
        for (at, count) in head["texts"].as_str().expect("texts").chars().enumerate() {
            let own: Vec<Vec<String>> =
                serde_json::from_value(data(&format!("text-{at}"))).expect("entries");
            assert_eq!(own.len(), sign(count));
            documents.extend(own);
        }
        assert_eq!(head["documents"], documents.len());
        let firsts: Vec<char> = head["pairs"].as_str().expect("pairs").chars().collect();
        let firsts: Vec<u32> = firsts.chunks(4).map(number).collect();
        let mut pairs = BTreeMap::new();
        for at in 0..firsts.len() {
            let lists: BTreeMap<String, String> =
                serde_json::from_value(data(&format!("pairs-{at}"))).expect("lists");
            for (pair, list) in lists {
                let range = firsts[at]..firsts.get(at + 1).copied().unwrap_or(1 << 24);
                assert!(range.contains(&hash(&pair)), "`{pair}` in file {at}");
                pairs.insert(pair, list.split(' ').flat_map(numbers).collect());
            }
        }
        Index { documents, pairs }
    }

    /// Whether a query finds a document: by all of its pairs and longer pieces, and by what is written of it.
    fn finds(&self, query: &str, number: usize) -> bool {
        let letters: Vec<char> = query.chars().collect();
        let of_number = |piece: &&[char]| piece.iter().all(|c| "0123456789.-/年月日".contains(*c));
        let longer = [3, 4, 8].into_iter().flat_map(|length| letters.windows(length));
        let mut pieces = letters.windows(2).chain(longer.filter(of_number));
        let stands = |line: &String| line.split('\n').any(|line| plain(line).contains(query));
        let has = |piece: &[char]| self.pairs.get(&piece.iter().collect::<String>());
        pieces.all(|piece| has(piece).is_some_and(|all| all.contains(&number)))
            && self.documents[number].iter().skip(1).any(stands)
    }

    fn all(&self, query: &str) -> Vec<&str> {
        let found = (0..self.documents.len()).filter(|at| self.finds(&plain(query), *at));
        found.map(|at| self.documents[at][0].as_str()).collect()
    }

    fn number(&self, href: &str) -> Option<usize> {
        self.documents.iter().position(|document| document[0] == href)
    }
}

fn sign(c: char) -> usize {
    SIGNS.find(c).expect("a sign")
}

fn number(signs: &[char]) -> u32 {
    signs.iter().fold(0, |sum, c| sum * 64 + sign(*c) as u32)
}

fn hash(piece: &str) -> u32 {
    let step = |sum: u32, c: char| sum.wrapping_mul(0x9E37_79B1).wrapping_add(c as u32);
    let mixed = piece.chars().fold(0, step);
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B) >> 8
}

/// A list of documents, in gaps and runs or with a bit for each.
fn numbers(list: &str) -> Vec<usize> {
    if let Some(bits) = list.strip_prefix(',') {
        let of = |(at, six): (usize, char)| {
            (0..6).filter(move |bit| sign(six) >> bit & 1 == 1).map(move |bit| at * 6 + bit)
        };
        return bits.chars().enumerate().flat_map(of).collect();
    }
    let mut signs = list.chars().map(sign);
    let mut next_number = || {
        let (mut sum, mut shift) = (0, 0);
        loop {
            let one = signs.next()?;
            sum += (one & 31) << shift;
            shift += 5;
            if one & 32 == 0 {
                return Some(sum);
            }
        }
    };
    let mut all = Vec::new();
    let mut next = 0;
    while let Some(gap) = next_number() {
        let start = next + gap / 2;
        let long = if gap % 2 == 1 { next_number().expect("a length") + 2 } else { 1 };
        next = start + long;
        all.extend(start..next);
    }
    all
}

/// Every text a record's data holds of what its page says.
fn said(record: &Value) -> Vec<String> {
    fn texts(value: &Value, all: &mut Vec<String>) {
        match value {
            // Amounts are found without their sign, which the script takes off a question too.
            Value::String(text) => {
                let figure =
                    text.strip_prefix('-').filter(|rest| rest.starts_with(char::is_numeric));
                all.push(figure.unwrap_or(text).to_string());
            }
            Value::Array(values) => values.iter().for_each(|value| texts(value, all)),
            Value::Object(values) => values.values().for_each(|value| texts(value, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for key in ["title", "lead", "plain", "facts", "rows"] {
        texts(&record[key], &mut all);
    }
    for section in record["sections"].as_array().into_iter().flatten() {
        texts(&section["rows"], &mut all);
    }
    for notice in record["notices"].as_array().into_iter().flatten() {
        texts(&notice["fact"], &mut all);
        texts(&notice["explanation"], &mut all);
    }
    all
}

/// The records of a site with their address; the books are searched in their unit.
fn records(site: &Files) -> Vec<(&str, Value)> {
    let data = site.iter().filter_map(|(path, bytes)| Some((path.strip_suffix(".json")?, bytes)));
    let read = data.map(|(at, bytes)| (at, serde_json::from_slice::<Value>(bytes).expect("JSON")));
    read.filter(|(_, one)| {
        one["kind"] != "ledger" && one["id"].as_str().is_some_and(|id| !id.is_empty())
    })
    .filter(|(at, _)| site.contains_key(&format!("{at}.html")) && at.matches('/').count() == 2)
    .collect()
}

#[test]
fn every_substring_of_the_samples_pages_finds_its_page() {
    let portal = Portal::sample();
    portal.build().expect(0);
    let site = portal.site();
    let index = Index::read(&site, "");
    let (mut asked, mut found) = (0, 0);
    for (address, record) in records(&site) {
        let html = String::from_utf8_lossy(&site[&format!("{address}.html")]);
        let number = index.number(&format!("{address}.html"));
        assert_eq!(number.is_none(), html.contains("noindex"), "{address}");
        let Some(number) = number else { continue };
        found += 1;
        // Rows of a long record stand on its other pages.
        let short = index.number(&format!("{address}-part2.html")).is_none();
        for text in said(&record).iter().filter(|_| short) {
            let letters: Vec<char> = plain(text).chars().collect();
            for (length, step) in [(2, 1), (3, 1), (4, 3), (5, 4), (6, 5), (7, 5), (8, 5)] {
                for window in letters.windows(length).step_by(step) {
                    asked += 1;
                    let query: String = window.iter().collect();
                    assert!(index.finds(&query, number), "`{query}` of {address}");
                }
            }
        }
    }
    assert!(found > 150 && asked > 100_000, "{found} pages, {asked} questions");
    units_and_their_lines(&site, &index);
}

/// Units by pinyin and initials, lines by voucher, amount, counterparty and receipt as the page has them.
fn units_and_their_lines(site: &Files, index: &Index) {
    for word in ["柳塘", "liutang", "lt", "LIU", "ｌｉｕｔａｎｇ"] {
        assert!(index.all(word).contains(&"liutang/index.html"), "{word}");
    }
    let lines = Index::read(site, "liutang/");
    for word in ["路灯灯头", "永盛机电", "记-003", "1,860.00", "2025-05-13", "57883692", "公益支出"]
    {
        let found = lines.all(word);
        assert!(found.contains(&"finance/2025-05.html#记-003"), "{word}: {found:?}");
    }
    for document in index.documents.iter().chain([]) {
        let file = document[0].split('#').next().expect("a path");
        assert!(site.contains_key(file), "{file}");
    }
    for document in &lines.documents {
        let (file, anchor) = document[0].split_once('#').expect("a line");
        let page = String::from_utf8_lossy(&site[&format!("liutang/{file}")]).into_owned();
        assert!(
            page.contains(&format!("id={anchor}")) || page.contains(&format!("id=\"{anchor}\""))
        );
    }
}

#[test]
fn what_is_masked_withheld_or_of_persons_is_in_no_index() {
    let portal = Portal::new();
    let line = "{date: 2026-03-05, voucher: 记-001, text: 付诸葛明远工钱, direction: out, \
                category: administration, amount: 100.00, handler: 李一, witness: 王二, \
                approver: 赵三, receipt: payroll, party: 诸葛明远}";
    let month = |audience: &str| {
        format!(
            "period: 2026-03\nplain: 付了工钱。\naudience: {audience}\nopening_bank: 500.00\nclosing_bank: 400.00\nlines:\n  - {line}\n"
        )
    };
    portal.put_ledger("2026-03", &month("public"));
    portal.put("content/units/shangcun/notices/a.md", "---\nid: SC-1\ntitle: 诸葛明远的低保\nperiod: 2026-03\npublished: 2026-04-12\nclass: 村务\nreview: {by: 曾宪章, date: 2026-04-10}\nplain: 公示。\n---\n正文。\n");
    portal.build().expect(0);
    let site = portal.site();
    let of_lines = Index::read(&site, "shangcun/");
    assert_eq!(of_lines.all("工钱"), ["finance/2026-03.html#记-001"]);
    assert_eq!(of_lines.all("诸葛*").len(), of_lines.documents.len(), "the masked form is found");
    for (path, bytes) in &site {
        assert!(!String::from_utf8_lossy(bytes).contains("诸葛明"), "{path}");
    }
    for index in [Index::read(&site, ""), of_lines] {
        assert!(!index.pairs.contains_key("葛明") && !index.pairs.contains_key("明远"));
    }
    portal.put_ledger("2026-03", &month("village"));
    portal.build().expect(0);
    assert!(Index::read(&portal.site(), "shangcun/").documents.is_empty(), "lines are withheld");
}

#[test]
fn a_list_of_any_numbers_is_read_back_and_no_number_is_packed_in_digits() {
    let all: Vec<Document> = (0..5000_usize)
        .map(|at| Document {
            href: format!("{at}.html"),
            title: if at % 7 == 0 { "路灯".into() } else { "水渠".into() },
            lines: vec![
                format!("第{at}号"),
                if at % 2 == 0 || at > 4000 { "东興路灯".into() } else { "西".into() },
            ],
            ..Document::default()
        })
        .collect();
    let files: Files = sunlit::search::files(&all.iter().collect::<Vec<_>>())
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let index = Index::read(&files, "");
    for (number, document) in all.iter().enumerate() {
        for (pair, stands) in [
            ("水渠", number % 7 != 0),
            ("路灯", number % 7 == 0 || number % 2 == 0 || number > 4000),
            ("东兴", number % 2 == 0 || number > 4000),
        ] {
            assert_eq!(index.pairs[pair].contains(&number), stands, "{pair} in {number}");
        }
        assert!(index.finds(&plain(&document.lines[0]), number));
    }
    let lists = files.iter().filter(|(path, _)| path.contains("/pairs-"));
    for (path, bytes) in lists {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let values =
            text.split("\":\"").skip(1).map(|rest| rest.split('"').next().expect("a list"));
        assert!(values.clone().count() > 0, "{path}");
        assert!(values.into_iter().all(|list| !list.contains(|c: char| c.is_ascii_digit())));
    }
}
