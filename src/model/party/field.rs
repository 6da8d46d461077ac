//! The parties that one field holds: where each stands, and the names that belong to one of them.

use std::ops::Range;

/// Words that join two names of one party: whoever trades under a name, or whose post another takes in.
const JOINS: [&str; 6] = [" t/a ", " T/A ", " d/b/a ", " c/o ", " C/O ", " trading as "];

/// The parties of a field, in its order. A comma before `Ltd`, the stroke of `t/a` and what stands in brackets part none.
pub fn parties(field: &str) -> Vec<&str> {
    parted(field).into_iter().map(|one| &field[one]).collect()
}

/// A field with each of its parties written anew, and what stands between them as it was.
pub(super) fn each(field: &str, write: impl Fn(&mut String, &str)) -> String {
    let field = field.trim();
    written(field, parted(field), write)
}

/// One party with each of its names written anew: `John Smith t/a Smith Services` has two.
pub(super) fn each_name(party: &str, write: impl Fn(&mut String, &str)) -> String {
    written(party, joined(party), write)
}

/// The names of one party.
pub(super) fn names(party: &str) -> impl Iterator<Item = &str> {
    joined(party).into_iter().map(|one| &party[one])
}

fn written(text: &str, parts: Vec<Range<usize>>, write: impl Fn(&mut String, &str)) -> String {
    let (mut out, mut copied) = (String::with_capacity(text.len()), 0);
    for part in parts {
        out.push_str(&text[copied..part.start]);
        copied = part.end;
        write(&mut out, &text[part]);
    }
    out.push_str(&text[copied..]);
    out
}

fn parted(field: &str) -> Vec<Range<usize>> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    // A bracket that nothing closes holds nothing together.
    let closed = is_closed(field);
    for (at, c) in field.char_indices() {
        match c {
            '（' | '(' if closed => depth += 1,
            '）' | ')' if closed => depth -= 1,
            _ if depth == 0 && between_persons(c) && !is_stroke(field, at) => {
                let rest = &field[at + c.len_utf8()..];
                if !begins_with_form(rest) {
                    parts.push(from..at);
                    from = at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    parts.push(from..field.len());
    let bare = |part: Range<usize>| {
        let start = part.end - field[part.clone()].trim_start().len();
        start..start + field[start..part.end].trim_end().len()
    };
    parts.into_iter().map(bare).filter(|part| !part.is_empty()).collect()
}

/// Whether every bracket of a text is closed.
pub(super) fn is_closed(text: &str) -> bool {
    let open = text.chars().try_fold(0_usize, |open, c| match c {
        '（' | '(' => Some(open + 1),
        '）' | ')' => open.checked_sub(1),
        _ => Some(open),
    });
    open == Some(0)
}

fn joined(party: &str) -> Vec<Range<usize>> {
    let (mut names, mut from) = (Vec::new(), 0);
    for (at, _) in party.match_indices(' ') {
        let join = JOINS.iter().find(|join| party[at..].starts_with(**join));
        if let Some(join) = join.filter(|_| at >= from) {
            names.push(from..at);
            from = at + join.len();
        }
    }
    names.push(from..party.len());
    names
}

/// What stands between two names in one field.
pub(super) fn between_persons(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '\n')
}

/// Whether a stroke stands between single letters: t/a, c/o.
fn is_stroke(field: &str, at: usize) -> bool {
    let single = |mut near: &mut dyn Iterator<Item = char>| {
        let first = near.next().is_some_and(|c| c.is_ascii_alphabetic());
        first && (&mut near).next().is_none_or(|c| !c.is_alphanumeric())
    };
    field[at..].starts_with('/')
        && single(&mut field[..at].chars().rev())
        && single(&mut field[at + 1..].chars())
}

/// Whether a firm's form of law follows a comma: `Co., Ltd`.
fn begins_with_form(rest: &str) -> bool {
    let word = rest.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next();
    let word = word.unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "ltd" | "inc" | "llc" | "limited" | "llp" | "plc")
}

#[cfg(test)]
mod tests {
    use super::{names, parties};

    #[test]
    fn a_field_holds_parties_and_a_party_names() {
        for (field, all) in [
            ("永盛机电服务部、李四光", &["永盛机电服务部", "李四光"][..]),
            ("Acme Co., Ltd, John Smith", &["Acme Co., Ltd", "John Smith"]),
            ("山水公司（张三、李四代领）/王五", &["山水公司（张三、李四代领）", "王五"]),
            ("山水公司（张三、李四", &["山水公司（张三", "李四"]),
            ("John Smith t/a Smith Services", &["John Smith t/a Smith Services"]),
            ("A/B test、", &["A/B test"]),
        ] {
            assert_eq!(parties(field), all);
        }
        let all: Vec<&str> = names("John Smith t/a Smith Services").collect();
        assert_eq!(all, ["John Smith", "Smith Services"]);
    }
}
