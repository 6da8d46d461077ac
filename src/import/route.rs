//! Which unit a sheet, a file or a row belongs to: by id, by name, by its other names.

use crate::tabular::headings::bare;

/// A unit by what it may be called, in the form in which names compare.
#[derive(Clone, Debug, Default)]
pub struct Called {
    pub id: String,
    name: String,
    /// Its id, its name, other names, pinyin, initials.
    whole: Vec<String>,
    /// Names of the units above it, which tell one from another of the same name.
    above: Vec<String>,
}

impl Called {
    pub fn new(id: &str, name: &str, search: &str, above: &[String]) -> Called {
        let whole = [id, name].into_iter().chain(search.split_whitespace()).map(bare).collect();
        let above = above.iter().map(|name| bare(name)).collect();
        Called { id: id.to_string(), name: bare(name), whole, above }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Routed {
    To(usize),
    /// Several have this name.
    Several(Vec<usize>),
    Nowhere,
}

/// The unit that a text is about: it is the unit's id or one of its names, or holds the id or the name.
pub fn unit(text: &str, units: &[Called]) -> Routed {
    let bare_text = bare(text);
    if bare_text.is_empty() {
        return Routed::Nowhere;
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        if unit.whole.contains(&bare_text) {
            found.push((at, usize::MAX));
            continue;
        }
        let long =
            [(holds(text, &unit.id), unit.id.len()), (named(&bare_text, unit), unit.name.len())];
        if let Some(long) = long.into_iter().filter(|(held, _)| *held).map(|(_, long)| long).max() {
            found.push((at, long));
        }
    }
    // A longer name holds a shorter one: 上柳塘村 is not 柳塘村.
    let longest = found.iter().map(|(_, long)| *long).max();
    found.retain(|(_, long)| Some(*long) == longest);
    if found.len() > 1 {
        let near =
            |at: usize| units[at].above.iter().filter(|above| bare_text.contains(&**above)).count();
        let nearest = found.iter().map(|(at, _)| near(*at)).max();
        found.retain(|(at, _)| Some(near(*at)) == nearest);
    }
    match found.as_slice() {
        [] => Routed::Nowhere,
        [(at, _)] => Routed::To(*at),
        several => Routed::Several(several.iter().map(|(at, _)| *at).collect()),
    }
}

/// Whether an id stands in a text as a word of its own.
fn holds(text: &str, id: &str) -> bool {
    let small = text.to_lowercase();
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
    !id.is_empty()
        && small.match_indices(&id.to_lowercase()).any(|(at, found)| {
            let behind = small[at + found.len()..].chars();
            // Behind an id a month may stand: liutang-2026-03.
            let mut rest = behind.clone().peekable();
            let dash = rest.next() == Some('-') && rest.peek().is_some_and(char::is_ascii_digit);
            !joins(small[..at].chars().next_back()) && (dash || !joins(behind.clone().next()))
        })
}

fn named(text: &str, unit: &Called) -> bool {
    unit.name.chars().count() > 1 && text.contains(&unit.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Vec<Called> {
        let unit = |id: &str, name: &str, search: &str, above: &str| {
            Called::new(id, name, search, &[above.to_string()])
        };
        vec![
            unit("liutang", "柳塘村", "ltc 柳塘", "清河镇"),
            unit("shang-liutang", "上柳塘村", "", "清河镇"),
            unit("xiawan", "下湾村", "", "石桥镇"),
            unit("xiawan-qh", "下湾村", "", "清河镇"),
        ]
    }

    #[test]
    fn a_unit_is_known_by_its_names() {
        for text in [
            "liutang",
            "柳塘村",
            "柳塘",
            "LTC",
            "柳塘村2026年3月财务收支公开表",
            "liutang-2026-03",
            "清河镇柳塘村民委员会",
        ] {
            assert_eq!(unit(text, &units()), Routed::To(0), "{text}");
        }
        assert_eq!(unit("上柳塘村3月", &units()), Routed::To(1));
        assert_eq!(unit("shang-liutang_2026-03", &units()), Routed::To(1));
        assert_eq!(unit("下湾村", &units()), Routed::Several(vec![2, 3]));
        assert_eq!(unit("石桥镇下湾村", &units()), Routed::To(2));
        for text in ["Sheet1", "", "3月", "liutangcun", "王家庄村"] {
            assert_eq!(unit(text, &units()), Routed::Nowhere, "{text}");
        }
    }
}
