//! What a theme of one's own would load from another host: its readers would be known there, and what they read could change.

/// Attributes whose address a browser asks for by itself.
const LOADED: &[&str] =
    &["src", "srcset", "poster", "data", "action", "formaction", "background", "manifest", "ping"];

/// Elements whose `href` is asked for, and not followed by the reader.
const LOADING: &[&str] = &["link", "base", "use", "image", "feimage", "script"];

/// Names of vocabularies, which nobody asks for.
const VOCABULARY: &str = "http://www.w3.org/";

/// Where the file of a theme names an address on another host that a page would ask, as bytes of its text.
pub fn of(path: &str, text: &str) -> Vec<(usize, usize)> {
    let end = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match end.as_str() {
        "html" | "svg" => [in_tags(text), in_sheet(text)].concat(),
        "css" => in_sheet(text),
        "js" => in_script(text),
        _ => Vec::new(),
    }
}

/// Whether an address leads to another host; `//host/…` does too.
fn is_foreign(address: &str) -> bool {
    let start = address.trim_start().get(..8).unwrap_or(address.trim_start());
    let start = start.to_ascii_lowercase();
    start.starts_with("//") || start.starts_with("http://") || start.starts_with("https://")
}

fn in_tags(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        let policy = tag.to_ascii_lowercase().contains("content-security-policy");
        for (equals, _) in tag.match_indices('=') {
            let before = tag[..equals].trim_end();
            let attribute = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            let attribute = attribute.trim_start_matches("xlink:").to_ascii_lowercase();
            let after = &tag[equals + 1..];
            let value = after.trim_start().trim_start_matches(['"', '\'']);
            let start = at + 1 + equals + 1 + (after.len() - value.len());
            let value = &value[..value.find(['"', '\'']).unwrap_or(value.len())];
            let by_href = attribute == "href" && LOADING.contains(&&*name.to_ascii_lowercase());
            let allowed = policy && attribute == "content" && value.contains("://");
            let loaded = (by_href || LOADED.contains(&attribute.as_str())) && is_foreign(value);
            if loaded || allowed {
                found.push((start, start + value.len()));
            }
        }
    }
    found
}

fn in_sheet(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for word in ["url(", "@import"] {
        for (at, _) in text.match_indices(word) {
            let rest = &text[at + word.len()..];
            let address = rest.trim_start().trim_start_matches(['"', '\'']);
            if is_foreign(address) {
                let start = text.len() - address.len();
                let end = address.find(['"', '\'', ')', ';']).unwrap_or(address.len());
                found.push((start, start + end));
            }
        }
    }
    found
}

/// Every quoted address: what a script does with it cannot be told from here.
fn in_script(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, quote) in text.match_indices(['"', '\'', '`']) {
        let address = &text[at + 1..];
        let end = address.find(quote).unwrap_or(address.len());
        let host = address.trim_start_matches("//").starts_with(char::is_alphanumeric);
        if is_foreign(&address[..end]) && host && !address.starts_with(VOCABULARY) {
            found.push((at + 1, at + 1 + end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'t>(path: &str, text: &'t str) -> Vec<&'t str> {
        of(path, text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn what_a_browser_would_ask_for_by_itself_is_told() {
        for (path, text) in [
            ("pages/a.html", "<script defer src=\"https://x.example/a.js\"></script>"),
            ("pages/a.html", "<SCRIPT SRC=//x.example/a.js>"),
            ("parts/a.html", "<link rel=stylesheet href='HTTPS://x.example/a.css'>"),
            ("parts/a.html", "<img alt=\"甲\" src=\n\"http://x.example/a.png\">"),
            ("parts/a.html", "<style>p{background:url( 'https://x.example/a.png' )}</style>"),
            ("parts/a.html", "<form action=https://x.example/>"),
            (
                "a.html",
                "<meta http-equiv=Content-Security-Policy content=\"script-src https://x.example\">",
            ),
            ("files/a.svg", "<image xlink:href=\"https://x.example/a.png\"/>"),
            ("a.css", "@import \"//x.example/a.css\";"),
            ("a.css", "p{background:url(https://x.example/a.png)}"),
            ("scripts/a.js", "fetch('https://x.example/')"),
        ] {
            let found = named(path, text);
            assert!(found.len() == 1 && found[0].to_lowercase().contains("x.example"), "{text}");
        }
    }

    #[test]
    fn links_names_of_vocabularies_and_what_is_our_own_are_not() {
        for (path, text) in [
            ("a.html", "<a href=\"https://x.example/\">出处</a><img src=\"{{ root }}a.png\">"),
            ("a.html", "<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"#a\"/></svg>"),
            ("a.css", "p{background:url(\"a.png\")} /* https://x.example */"),
            (
                "a.js",
                "var n='http://www.w3.org/2000/svg', c=\"//\", d='a//b'; // https://x.example",
            ),
            ("a.txt", "src=\"https://x.example/\""),
        ] {
            assert!(named(path, text).is_empty(), "{text}");
        }
    }
}
