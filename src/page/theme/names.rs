//! Short names for a sheet's custom properties: `--line-strong` is for who writes it, `--q` for who loads it on a slow line.

use std::collections::BTreeMap;

/// The minified sheet with each custom property under a name of one or two letters, in the order of first use.
///
/// Strings are left alone. Nothing outside the sheet may use a property: pages carry no style of their own.
pub(super) fn shortened(css: &str) -> String {
    let mut short: BTreeMap<&str, String> = BTreeMap::new();
    let mut out = String::with_capacity(css.len());
    let (mut rest, mut quote) = (css, None);
    while let Some(first) = rest.chars().next() {
        let starts = quote.is_none() && rest.starts_with("--") && !out.ends_with(in_name);
        if starts {
            let end = rest.find(|c| !in_name(c)).unwrap_or(rest.len());
            let next = short.len();
            out.push_str(short.entry(&rest[..end]).or_insert_with(|| name(next)));
            rest = &rest[end..];
            continue;
        }
        quote = match quote {
            None if matches!(first, '"' | '\'') => Some(first),
            Some(open) if open == first => None,
            other => other,
        };
        out.push(first);
        rest = &rest[first.len_utf8()..];
    }
    out
}

fn in_name(c: char) -> bool {
    c == '-' || c == '_' || c.is_alphanumeric()
}

const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// `--a` to `--Z`, then `--ba` and so on: these names know capitals.
fn name(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
        if number == 0 {
            break;
        }
    }
    format!("--{}", letters.iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_has_one_short_name_wherever_it_stands() {
        let css = ":root{--paper:#fff;--paper-2:#eee}p{color:var(--paper-2);margin:calc(1px - var(--paper))}";
        let short = ":root{--a:#fff;--b:#eee}p{color:var(--b);margin:calc(1px - var(--a))}";
        assert_eq!(shortened(css), short);
    }

    #[test]
    fn strings_and_names_of_classes_stay() {
        let css = ".a--b{content:\"--x\"}.c{--x:'--y'}";
        assert_eq!(shortened(css), ".a--b{content:\"--x\"}.c{--a:'--y'}");
    }

    #[test]
    fn names_never_repeat() {
        let all: Vec<String> = (0..800).map(name).collect();
        let mut once = all.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), all.len());
        assert_eq!((&*all[51], &*all[52]), ("--Z", "--ba"));
    }
}
