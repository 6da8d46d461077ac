//! Lists that serve without a search: what was posted by its year, and the units by their letters.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::portal::Portal;

/// The addresses a page leads to within its site.
fn links(html: &str) -> Vec<String> {
    let hrefs = html.split("href=").skip(1);
    let bare =
        |rest: &str| rest.trim_start_matches('"').split(['"', '>', ' ']).next().map(String::from);
    hrefs.filter_map(bare).filter(|href| !href.contains([':', '#'])).collect()
}

#[test]
fn every_unit_stands_under_its_letter_and_each_year_leads_to_all_that_was_posted_in_it() {
    let portal = Portal::sample();
    portal.build().expect(0);
    let site = portal.site();
    let summaries = site.iter().filter(|(path, _)| path.ends_with("/summary.json"));
    let letters = portal.page("letters.html");
    let mut years: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, bytes) in summaries {
        let unit: Value = serde_json::from_slice(bytes).expect("JSON");
        let home = path.replace("summary.json", "index.html");
        let id = unit["id"].as_str().expect("an id");
        let letter = id[..1].to_uppercase();
        let (_, under) = letters.split_once(&format!("<h2>{letter}</h2>")).expect("a letter");
        let under = under.split("<h2>").next().expect("what stands under it");
        assert!(links(under).contains(&home), "{home} under {letter}");
        for entry in unit["entries"].as_array().expect("entries") {
            let (day, href) = (entry["date"].as_str(), entry["href"].as_str().expect("a way"));
            let year = day.expect("a day")[..4].to_string();
            let folder = href.rsplit_once('/').expect("a folder").0;
            if entry["kind"] != "ledger" && is_information(&site, folder) {
                years.entry(year).or_default().push(format!("{folder}/index.html"));
            }
        }
        for month in unit["books"]
            .as_array()
            .expect("books")
            .iter()
            .flat_map(|book| book["months"].as_array().expect("months"))
        {
            let (of_year, _) =
                month["href"].as_str().expect("a way").rsplit_once('-').expect("a month");
            let year = of_year[of_year.len() - 4..].to_string();
            years.entry(year).or_default().push(format!("{of_year}.html"));
        }
    }
    assert!(years.len() > 1 && portal.page("registers.html").contains("letters.html"));
    for (year, addresses) in years {
        let there = links(&portal.page(&format!("year-{year}.html")));
        for address in addresses {
            assert!(there.contains(&address) && site.contains_key(&address), "{address} in {year}");
        }
        assert!(links(&portal.page("search.html")).contains(&format!("year-{year}.html")));
    }
}

/// Powers, cases, guides and requests have parts of the menu of their own.
fn is_information(site: &BTreeMap<String, Vec<u8>>, folder: &str) -> bool {
    let all = String::from_utf8_lossy(&site["registers.html"]);
    all.contains(&format!("{folder}/index.html"))
}
