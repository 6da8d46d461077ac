//! Quotes in YAML that run over their line: where they began, and what they took in.

/// A quoted text that does not end on the line it begins on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub start: usize,
    /// Where the next such quote stands; `None` where none does.
    pub end: Option<usize>,
}

/// The last quoted text that runs over its line and begins at or before this byte.
pub fn open_before(yaml: &str, at: usize) -> Option<Open> {
    let (mut found, mut past) = (None, 0);
    for (start, quote) in yaml.match_indices(['"', '\'']) {
        if start > at {
            break;
        }
        if start < past || !begins_value(yaml, start) {
            continue;
        }
        let end = close(&yaml[start + 1..], quote).map(|end| start + 1 + end);
        past = end.map_or(yaml.len(), |end| end + 1);
        if yaml[start..past].contains('\n') {
            found = Some(Open { start, end });
        }
    }
    found
}

/// Names at the beginning of the lines that a quoted text runs over, where a colon follows as it follows a field.
pub fn names_within(raw: &str) -> impl Iterator<Item = &str> {
    let lines = if raw.starts_with(['"', '\'']) { raw } else { "" }.lines().skip(1);
    lines.filter_map(|line| {
        let (name, rest) = line.trim_start_matches([' ', '-']).split_once(':')?;
        (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| name.trim())
    })
}

/// Whether a value begins at a quote: elsewhere it is a letter like any other.
fn begins_value(yaml: &str, at: usize) -> bool {
    let line = yaml[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &yaml[line..at];
    let bare = before.trim_end();
    if bare.contains('#') {
        return false;
    }
    match bare.chars().last() {
        None | Some('[' | '{') => true,
        Some(':' | '-') => bare.len() < before.len(),
        Some(',') => bare.contains(['[', '{']),
        _ => false,
    }
}

/// Where a quoted text ends: a quote within it is written twice, or behind a backslash.
pub fn close(rest: &str, quote: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let quote = quote.as_bytes()[0];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            b if b == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_runs_over_its_line_is_found_where_it_began() {
        let found = |yaml: &str| open_before(yaml, yaml.len()).map(|open| open.start);
        assert_eq!(found("a: \"6寸\nb: c\n"), Some(3));
        assert_eq!(found("a: '6寸\nb: c\n"), Some(3));
        assert_eq!(found("- {a: 1, b: \"6寸}\n- c\n"), Some(12));
        assert_eq!(found("a: \"x\"\nb: \"y\nc: z\"\n"), Some(10));
        for sound in [
            "a: \"x\"\nb: 6\"管\n",
            "a: 'it''s'\nb: don't\nc: '' \n",
            "a: \"\\\"\"\nb: 1\n",
            "# \"\na: b\n",
            "a: 买了, \"永盛\nb: c\n",
        ] {
            assert_eq!(found(sound), None, "{sound}");
        }
    }

    #[test]
    fn fields_within_a_text_are_named() {
        let names = |raw| names_within(raw).collect::<Vec<_>>();
        assert_eq!(names("\"6寸\n    收支: 支\n  - 金额: 1.00\""), ["收支", "金额"]);
        assert!(names("\"第一行\n第二行，注：没有\"").is_empty());
        assert!(names("6寸\n  收支: 支").is_empty());
    }
}
