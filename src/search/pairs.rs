//! Pairs of neighbouring characters, longer pieces of numbers, and the documents they stand in, sorted by a hash into
//! files of one size.

use rayon::prelude::*;
use serde_json::json;

use super::written::list;
use crate::model::{Document, spelling};

/// What a file of pairs holds at most, unless one pair alone has more.
const PAIRS_BYTES_MAX: usize = 9 * 1024;

/// Characters that are worked on at a time: the pairs of all documents at once would take too much memory.
const CHARACTERS_AT_A_TIME: usize = 2 << 20;

/// One past the greatest hash.
const HASHES: u32 = 1 << 24;

/// A file of pairs: from which hash on, and an object of JSON with the documents of each pair.
#[derive(Debug)]
pub struct Shard {
    pub first: u32,
    pub lists: String,
}

/// What numbers and days are written with. Their pairs are on nearly every page, so that of these characters three, four
/// and eight in a row are noted too.
const OF_NUMBERS: [char; 16] =
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '-', '/', '年', '月', '日'];
const LONGER: &[usize] = &[3, 4, 8];

/// Where characters stand that are noted together, as one number that sorts by their hash, by themselves and by the place:
/// the document, and a bit for what is not its title.
type Standing = u128;

const HASH_AT: u32 = 96;
const TOGETHER_AT: u32 = 32;

/// All pairs of all documents, in the order of their hashes.
pub fn shards(documents: &[&Document]) -> Vec<Shard> {
    let characters: usize = documents.iter().flat_map(|one| &one.lines).map(String::len).sum();
    let turns = (characters / 3 / CHARACTERS_AT_A_TIME + 1) as u32;
    let mut shards = vec![Shard { first: 0, lists: String::new() }];
    for turn in 0..turns {
        let from = HASHES / turns * turn;
        let to = if turn + 1 == turns { HASHES } else { HASHES / turns * (turn + 1) };
        let mut all: Vec<Standing> = (0..documents.len())
            .into_par_iter()
            .flat_map_iter(|at| standing(at as u32, documents[at], from..to))
            .collect();
        all.par_sort_unstable();
        all.dedup();
        // Pairs of one hash stay together, so that the hash alone says where to look.
        for of_hash in all.chunk_by(|a, b| a >> HASH_AT == b >> HASH_AT) {
            let pairs = of_hash.chunk_by(|a, b| a >> TOGETHER_AT == b >> TOGETHER_AT);
            let lists: Vec<String> = pairs.map(written).collect();
            let lists = lists.join(",");
            match shards.last_mut().expect("one at least") {
                last if last.lists.is_empty() => last.lists = lists,
                last if last.lists.len() + lists.len() < PAIRS_BYTES_MAX => {
                    last.lists.push(',');
                    last.lists.push_str(&lists);
                }
                _ => shards.push(Shard { first: (of_hash[0] >> HASH_AT) as u32, lists }),
            }
        }
    }
    for shard in &mut shards {
        shard.lists = format!("{{{}}}", shard.lists);
    }
    shards
}

/// A pair and its documents, as a field of an object.
fn written(standing: &[Standing]) -> String {
    let pair: String = Together((standing[0] >> TOGETHER_AT) as u64).characters().collect();
    format!("{}:\"{}\"", json!(pair), documents_of(standing))
}

/// The documents that have a pair in their title, a blank, and the others; without the blank where it is in no title.
fn documents_of(standing: &[Standing]) -> String {
    let numbers = |in_title: bool| -> Vec<u32> {
        let own = standing.iter().filter(|place| (*place & 1 == 0) == in_title);
        own.map(|place| *place as u32 >> 1).collect()
    };
    let titles = numbers(true);
    let others: Vec<u32> =
        numbers(false).into_iter().filter(|one| titles.binary_search(one).is_err()).collect();
    match titles.is_empty() {
        true => list(&others),
        false => format!("{} {}", list(&titles), list(&others)),
    }
}

/// The pairs of one document whose hash is within a range, each as often as it stands there.
fn standing(at: u32, document: &Document, range: std::ops::Range<u32>) -> Vec<Standing> {
    let lines = document.lines.iter().chain(&document.unseen).map(|line| (line, 1));
    let mut all = Vec::new();
    for (line, place) in std::iter::once((&document.title, 0)).chain(lines) {
        let plain: Vec<char> = plain(line).chars().collect();
        let pairs = plain.windows(2).map(Together::pair);
        let longer = LONGER.iter().flat_map(|length| plain.windows(*length));
        for noted in pairs.chain(longer.filter_map(Together::of_number)) {
            let hash = noted.hash();
            if range.contains(&hash) {
                let place = Standing::from(at << 1 | place);
                let noted = Standing::from(noted.0) << TOGETHER_AT;
                all.push(Standing::from(hash) << HASH_AT | noted | place);
            }
        }
    }
    all
}

/// A text as it is searched: without blanks and commas, half width, in small letters and simplified characters.
/// Without commas `12,500.00` is found as `12500`.
pub fn plain(text: &str) -> String {
    let said = |c: &char| !c.is_whitespace() && !is_left_out(*c);
    let half: String = text.chars().filter(said).map(spelling::half).collect();
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    spelling::simplified(&half).chars().filter(|c| *c != ',').map(small).collect()
}

/// What the script takes out of a query too.
fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}

/// Characters that are noted together, as a small number: two of any kind, or three, four or eight of a number by their places
/// in [`OF_NUMBERS`], with their count above them.
#[derive(Clone, Copy, Debug)]
struct Together(u64);

impl Together {
    const COUNT_AT: u32 = 48;
    const CHARACTER: u32 = 21;

    fn pair(two: &[char]) -> Together {
        Together((two[0] as u64) << Together::CHARACTER | two[1] as u64)
    }

    fn of_number(letters: &[char]) -> Option<Together> {
        let place = |c: &char| OF_NUMBERS.iter().position(|other| other == c);
        let all = letters.iter().try_fold(0, |all, c| Some(all << 4 | place(c)? as u64));
        all.map(|all| Together((letters.len() as u64) << Together::COUNT_AT | all))
    }

    fn characters(self) -> impl Iterator<Item = char> {
        let of_number = self.0 >> Together::COUNT_AT;
        let count = if of_number == 0 { 2 } else { of_number };
        (0..count).rev().filter_map(move |at| match of_number {
            0 => char::from_u32((self.0 >> (at as u32 * Together::CHARACTER)) as u32 & 0x1F_FFFF),
            _ => Some(OF_NUMBERS[(self.0 >> (at * 4) & 15) as usize]),
        })
    }

    /// A number below [`HASHES`], the same here and in the script.
    fn hash(self) -> u32 {
        let step = |sum: u32, c: char| sum.wrapping_mul(0x9E37_79B1).wrapping_add(c as u32);
        let mixed = self.characters().fold(0, step);
        (mixed ^ mixed >> 15).wrapping_mul(0x85EB_CA6B) >> 8
    }
}
