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

#[cfg(test)]
mod tests {
    use super::split_head;

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
