//! The Content-Security-Policy that a theme's pages declare, so that headers say the same under any theme.

use super::Files;

/// Of the first template of the site that declares one, in the order of their paths.
pub fn of(files: &Files) -> Option<String> {
    let apart = |path: &str| path.starts_with("board/") || path.starts_with("review/");
    let own = files.iter().filter(|(path, _)| path.ends_with(".html") && !apart(path));
    own.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok()).find_map(declared)
}

fn declared(template: &str) -> Option<String> {
    let tags = template.split("<meta ").skip(1).filter_map(|rest| rest.split_once('>'));
    let mut own = tags.map(|(tag, _)| tag);
    let tag = own.find(|tag| tag.to_ascii_lowercase().contains("content-security-policy"))?;
    let (_, value) = tag.split_once("content=\"")?;
    value.split_once('"').map(|(policy, _)| policy.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_read_from_any_template_that_has_one() {
        let page = "<meta charset=utf-8><meta http-equiv=Content-Security-Policy \
                    content=\"default-src 'none'\"><meta name=a content=b>";
        assert_eq!(declared(page).as_deref(), Some("default-src 'none'"));
        let turned = "<meta content=\"img-src 'self'\" http-equiv=\"content-security-policy\">";
        assert_eq!(declared(turned).as_deref(), Some("img-src 'self'"));
        assert_eq!(declared("<meta name=a content=\"b\"><p>Content-Security-Policy"), None);
    }

    #[test]
    fn paper_has_a_policy_of_its_own() {
        let file = |path: &str, policy: &str| {
            let meta =
                format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
            (path.to_string(), meta.into_bytes())
        };
        let files =
            Files::from([file("board/base.html", "paper"), file("pages/home.html", "site")]);
        assert_eq!(of(&files).as_deref(), Some("site"));
    }
}
