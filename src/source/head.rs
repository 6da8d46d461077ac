//! Markdown with a YAML head: finds the head between two `---` lines.

/// The head, its byte offset, the body and its byte offset; `None` where the text does not open with a closed head.
pub fn split_head(text: &str) -> Option<(&str, usize, &str, usize)> {
    let first = text.lines().next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = at + line.len();
            return Some((&text[start..at], start, &text[body..], body));
        }
        at += line.len();
    }
    None
}

/// Where another head opens in a body, by what it holds. A line of dashes alone is a rule.
pub fn another_head(body: &str, is_head: impl Fn(&str) -> bool) -> Option<usize> {
    let (mut at, mut fenced) = (0, false);
    for line in body.split_inclusive('\n') {
        let opens = !fenced && line.trim_end() == "---";
        if opens && split_head(&body[at..]).is_some_and(|(head, ..)| is_head(head)) {
            return Some(at);
        }
        fenced ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{another_head, split_head};

    #[test]
    fn another_head_is_told_from_a_rule() {
        let found = |body: &str| another_head(body, |head| head.contains("id:"));
        assert_eq!(found("一\n---\nid: b\n---\n二\n"), Some("一\n".len()));
        assert_eq!(found("一\n\n---\n\n二\n---\nid: b\n---\n"), Some("一\n\n---\n\n二\n".len()));
        for body in ["一\n\n---\n\n二\n\n---\n", "一\n---\nid: b\n", "```\n---\nid: b\n---\n```\n"]
        {
            assert_eq!(found(body), None, "{body}");
        }
    }

    #[test]
    fn finds_the_head_and_where_it_stands() {
        let text = "---\r\nid: a\r\n---\r\n正文\n";
        let (head, at, body, from) = split_head(text).unwrap();
        assert_eq!((head, &text[at..at + 2], body), ("id: a\r\n", "id", "正文\n"));
        assert_eq!(&text[from..], body);
        assert!(split_head("id: a\n---\n").is_none());
        assert!(split_head("---\nid: a\n").is_none());
    }
}
