//! Pairs of neighbouring characters, longer pieces of numbers, and the documents they stand in, sorted by a hash into
//! files of one size.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::written::list;
use crate::model::{Document, spelling};

/// What a file of pairs holds at most, unless one pair alone has more.
const PAIRS_BYTES_MAX: usize = 9 * 1024;

/// Characters that are worked on at a time: the pairs of all documents at once would take too much memory.
const CHARACTERS_AT_A_TIME: usize = 2 << 20;

/// One past the greatest hash.
const HASHES: u32 = 1 << 24;

/// A file of pairs: from which hash on, and the documents of each pair.
#[derive(Debug, Default)]
pub struct Shard {
    pub first: u32,
    pub lists: BTreeMap<String, String>,
}

/// What numbers and days are written with. Their pairs are on nearly every page, so that of these characters three, four
/// and eight in a row are noted too.
const OF_NUMBERS: &str = "0123456789.-/年月日";
const LONGER: &[usize] = &[3, 4, 8];

/// Where characters stand that are noted together: their hash, themselves, the document and whether in its title.
type Standing = (u32, Together, u32);

/// All pairs of all documents, in the order of their hashes.
pub fn shards(documents: &[&Document]) -> Vec<Shard> {
    let characters: usize = documents.iter().flat_map(|one| &one.lines).map(String::len).sum();
    let turns = (characters / 3 / CHARACTERS_AT_A_TIME + 1) as u32;
    let mut shards = vec![Shard::default()];
    let mut size = 0;
    for turn in 0..turns {
        let from = HASHES / turns * turn;
        let to = if turn + 1 == turns { HASHES } else { HASHES / turns * (turn + 1) };
        let mut all: Vec<Standing> = (0..documents.len())
            .into_par_iter()
            .flat_map_iter(|at| standing(at as u32, documents[at], from..to))
            .collect();
        all.par_sort_unstable();
        // Pairs of one hash stay together, so that the hash alone says where to look.
        for of_hash in all.chunk_by(|a, b| a.0 == b.0) {
            let lists = of_hash.chunk_by(|a, b| a.1 == b.1).map(written).collect::<Vec<_>>();
            let more: usize = lists.iter().map(|(pair, list)| pair.len() + list.len() + 6).sum();
            if size > 0 && size + more > PAIRS_BYTES_MAX {
                shards.push(Shard { first: of_hash[0].0, ..Shard::default() });
                size = 0;
            }
            size += more;
            shards.last_mut().expect("one at least").lists.extend(lists);
        }
    }
    shards
}

/// A pair and its documents.
fn written(standing: &[Standing]) -> (String, String) {
    (standing[0].1.text(), documents_of(standing))
}

/// The documents that have a pair in their title, a blank, and the others; without the blank where it is in no title.
fn documents_of(standing: &[Standing]) -> String {
    let numbers = |in_title: bool| -> Vec<u32> {
        let own = standing.iter().filter(|(_, _, place)| (place & 1 == 0) == in_title);
        own.map(|(_, _, place)| place >> 1).collect()
    };
    let titles = numbers(true);
    let others: Vec<u32> =
        numbers(false).into_iter().filter(|one| titles.binary_search(one).is_err()).collect();
    match titles.is_empty() {
        true => list(&others),
        false => format!("{} {}", list(&titles), list(&others)),
    }
}

/// The pairs of one document whose hash is within a range, each once for the title and once for the rest.
fn standing(at: u32, document: &Document, range: std::ops::Range<u32>) -> Vec<Standing> {
    let lines = document.lines.iter().map(|line| (line, 1));
    let mut all = Vec::new();
    for (line, place) in std::iter::once((&document.title, 0)).chain(lines) {
        let plain: Vec<char> = plain(line).chars().collect();
        let pairs = plain.windows(2).map(Together::pair);
        let longer = LONGER.iter().flat_map(|length| plain.windows(*length));
        let noted = pairs.chain(longer.filter_map(Together::of_number));
        let own = noted.map(|noted| (noted.hash(), noted)).filter(|(hash, _)| range.contains(hash));
        all.extend(own.map(|(hash, noted)| (hash, noted, at << 1 | place)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// A text as it is searched: without blanks and commas, half width, in small letters and simplified characters.
/// Without commas `12,500.00` is found as `12500`.
pub fn plain(text: &str) -> String {
    spelling::one_form(text).replace(',', "")
}

/// Characters that are noted together, as a small number: two of any kind, or three, four or eight of a number by their places
/// in [`OF_NUMBERS`], with their count above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Together(u64);

impl Together {
    const COUNT_AT: u32 = 48;
    const CHARACTER: u32 = 21;

    fn pair(two: &[char]) -> Together {
        Together((two[0] as u64) << Together::CHARACTER | two[1] as u64)
    }

    fn of_number(letters: &[char]) -> Option<Together> {
        let place = |c: &char| OF_NUMBERS.chars().position(|other| other == *c);
        let all = letters.iter().try_fold(0, |all, c| Some(all << 4 | place(c)? as u64));
        all.map(|all| Together((letters.len() as u64) << Together::COUNT_AT | all))
    }

    fn text(self) -> String {
        let count = self.0 >> Together::COUNT_AT;
        let code = |shift| (self.0 >> shift & ((1 << Together::CHARACTER) - 1)) as u32;
        let of_number =
            |at: u64| OF_NUMBERS.chars().nth((self.0 >> ((count - 1 - at) * 4) & 15) as usize);
        match count {
            0 => [code(Together::CHARACTER), code(0)]
                .into_iter()
                .filter_map(char::from_u32)
                .collect(),
            _ => (0..count).filter_map(of_number).collect(),
        }
    }

    /// A number below [`HASHES`], the same here and in the script.
    fn hash(self) -> u32 {
        let step = |sum: u32, c: char| sum.wrapping_mul(0x9E37_79B1).wrapping_add(c as u32);
        let mixed = self.text().chars().fold(0, step);
        (mixed ^ mixed >> 15).wrapping_mul(0x85EB_CA6B) >> 8
    }
}
