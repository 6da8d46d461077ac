//! An index of twenty thousand pages, made of the words of the sample's: how large its files are.

use std::fs;

use sunlit::model::Document;

use super::{Files, Index};
use crate::portal::Portal;

const DOCUMENTS: usize = 20_000;
const UNITS: usize = 200;

/// What a file of pairs may weigh, where no pair alone weighs more.
const PAIRS_BYTES: usize = 20 * 1024;

const SYLLABLES: &str =
    "东西南北上下大小青白红石竹松梅桃柳杨林山岭坡岗塘湾溪河桥井泉田园坪洞台堂庙集店铺沟渡口";

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % end
    }
}

/// A text with other digits, so that amounts, days and numbers differ from page to page.
fn other_digits(text: &str, chance: &mut Chance) -> String {
    let digit = |c: char| match c {
        '1'..='9' if chance.below(3) > 0 => char::from(b'1' + chance.below(9) as u8),
        other => other,
    };
    text.chars().map(digit).collect()
}

/// Pages in the order of their kinds, each of one of the sample's with the name of another village, other numbers and
/// every fourth line from elsewhere.
fn documents(sample: &Index) -> Vec<Document> {
    let chance = &mut Chance(7);
    let syllables: Vec<char> = SYLLABLES.chars().collect();
    let mut syllable = || syllables[chance.below(syllables.len())];
    let units: Vec<String> =
        (0..UNITS).map(|_| format!("{}{}村", syllable(), syllable())).collect();
    let records: Vec<&Vec<String>> =
        sample.documents.iter().filter(|one| one[0].matches('/').count() == 2).collect();
    let pool: Vec<&str> = records.iter().flat_map(|one| one[4].split('\n')).collect();
    let chance = &mut Chance(11);
    let one = |at: usize| {
        let template = records[at * records.len() / DOCUMENTS];
        let unit = &units[chance.below(UNITS)];
        let (old, title) = template[1].split_once(' ').unwrap_or((&template[1], &template[1]));
        let lines = template[4].split('\n').map(|line| {
            let other = chance.below(4) == 0;
            let line = if other { pool[chance.below(pool.len())] } else { line };
            other_digits(&line.replace(old, unit), chance)
        });
        let lines = lines.collect();
        Document {
            href: template[0].replace(".html", &format!("-{at}.html")),
            title: format!("{unit} {}", other_digits(title, chance)),
            about: template[2].clone(),
            date: sunlit::model::date::parse_date(&template[3]),
            lines,
            ..Document::default()
        }
    };
    (0..DOCUMENTS).map(one).collect()
}

/// Where `SUNLIT_SEARCH` names a folder the index is left there, to be searched by a browser.
#[test]
#[ignore = "twenty thousand pages; ./test runs it"]
fn an_index_of_twenty_thousand_pages_has_no_heavy_file() {
    let portal = Portal::sample();
    portal.build().expect(0);
    let site = portal.site();
    let all = documents(&Index::read(&site, ""));
    let mut files: Files = sunlit::search::files(&all.iter().collect::<Vec<_>>())
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let heavy: Vec<(&String, usize)> = files
        .iter()
        .filter(|(path, _)| path.contains("/pairs-"))
        .map(|(path, bytes)| (path, bytes.len()))
        .filter(|(_, size)| *size > PAIRS_BYTES)
        .collect();
    assert!(heavy.is_empty(), "{heavy:?}");
    assert_eq!(Index::read(&files, "").documents.len(), DOCUMENTS);
    let Some(folder) = std::env::var_os("SUNLIT_SEARCH").map(std::path::PathBuf::from) else {
        return;
    };
    let frame = |path: &str| path.starts_with("assets/") || path == "search.html";
    files.extend(site.into_iter().filter(|(path, _)| frame(path) || path == "search/forms.js"));
    for (path, bytes) in files {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().expect("a file in a folder")).expect("folders");
        fs::write(target, bytes).expect("a file");
    }
}
