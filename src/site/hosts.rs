//! Files for the hosts: what GitHub Pages, Netlify, Cloudflare Pages and IIS must be told to serve the pages as meant.

use crate::page::theme::Asset;

const WEB_CONFIG: &str = include_str!("hosts/web.config");

/// How long a browser may keep a file whose name changes with its bytes.
const KEPT_SECONDS: u32 = 31_536_000;

/// What each kind of file is served as, by the end of its name. Text says its charset: some hosts add another.
pub static TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("xml", "application/atom+xml; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("pdf", "application/pdf"),
    // Office files are saved, not opened: what is in them could act.
    ("xlsx", "application/octet-stream"),
    ("docx", "application/octet-stream"),
    ("ods", "application/octet-stream"),
];

/// What a file without a known end is served as, such as `SHA256SUMS`.
pub const PLAIN: &str = "text/plain; charset=utf-8";

/// What a file is served as.
pub fn content_type(path: &str) -> &'static str {
    let end = path.rsplit('.').next().unwrap_or_default();
    TYPES.iter().find(|(known, _)| *known == end).map_or(PLAIN, |(_, of)| of)
}

/// The host files by their path. `.nojekyll` keeps GitHub Pages from dropping or changing files.
pub fn files(policy: Option<&str>, assets: &[Asset]) -> [(&'static str, String); 3] {
    let mut headers: Vec<(&str, &str)> = Vec::new();
    headers.extend(policy.map(|policy| ("Content-Security-Policy", policy)));
    headers.extend([("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff")]);
    let kept: Vec<&str> =
        assets.iter().map(|asset| asset.path.as_str()).filter(|path| is_hashed(path)).collect();
    [
        (".nojekyll", String::new()),
        ("_headers", headers_file(&headers, &kept)),
        ("web.config", web_config(&headers, &kept)),
    ]
}

/// Whether the name carries a hash of the bytes, as in `sunlight.3fa94c01.css`.
pub fn is_hashed(path: &str) -> bool {
    let mut parts = path.rsplit('.').skip(1);
    let hash = parts.next().unwrap_or_default();
    hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()) && parts.next().is_some()
}

/// The form Netlify and Cloudflare Pages share. A header stands in one matching rule only: where two match, one host
/// joins the values. Pages are asked for anew by the default of both; HTML, CSS and scripts carry their charset there.
fn headers_file(headers: &[(&str, &str)], kept: &[&str]) -> String {
    let mut out = "/*\n".to_string();
    for (name, value) in headers {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    for (end, of) in TYPES.iter().filter(|(end, _)| matches!(*end, "csv" | "json")) {
        out.push_str(&format!("/*.{end}\n  Content-Type: {of}\n"));
    }
    for list in ["/SHA256SUMS", "/*/SHA256SUMS"] {
        out.push_str(&format!("{list}\n  Content-Type: {PLAIN}\n"));
    }
    for path in kept {
        let value = format!("public, max-age={KEPT_SECONDS}, immutable");
        out.push_str(&format!("/{path}\n  Cache-Control: {value}\n"));
    }
    out
}

fn web_config(headers: &[(&str, &str)], kept: &[&str]) -> String {
    let add = |(name, value): &(&str, &str)| {
        format!("        <add name=\"{name}\" value=\"{}\" />\n", escaped(value))
    };
    let known = |(end, of): &(&str, &str)| {
        format!(
            "      <remove fileExtension=\".{end}\" />\n      \
             <mimeMap fileExtension=\".{end}\" mimeType=\"{of}\" />\n"
        )
    };
    let types: String = TYPES.iter().chain(&[("", PLAIN)]).map(known).collect();
    let keep = |path: &&str| {
        format!(
            "  <location path=\"{}\">\n    <system.webServer>\n      <staticContent>\n        \
             <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" />\n      \
             </staticContent>\n    </system.webServer>\n  </location>\n",
            escaped(path)
        )
    };
    WEB_CONFIG
        .replace("{{headers}}", &headers.iter().map(add).collect::<String>())
        .replace("{{types}}", &types)
        .replace("{{kept}}", &kept.iter().map(keep).collect::<String>())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_hash_is_kept_for_long() {
        assert!(is_hashed("assets/sunlight.3fa94c01.css"));
        assert!(!is_hashed("assets/icon.svg") && !is_hashed("assets/3fa94c01.css"));
        let icon = Asset { path: "assets/icon.svg".to_string(), bytes: Vec::new() };
        let sheet = Asset { path: "assets/a.3fa94c01.css".to_string(), bytes: Vec::new() };
        let [_, (_, headers), (_, iis)] = files(Some("a & \"b\""), &[icon, sheet]);
        assert!(!headers.contains("icon") && !iis.contains("icon"));
        assert!(headers.contains("/assets/a.3fa94c01.css\n  Cache-Control: public, max-age"));
        assert!(iis.contains("value=\"a &amp; &quot;b&quot;\""), "{iis}");
        assert!(!files(None, &[])[1].1.contains("Content-Security-Policy"));
    }
}
