//! One request, one answer: a file of the site, news of a change, or a plain 404.

use std::time::Duration;

use tiny_http::{Header, Method, Request, Response};

use super::Stage;

/// Waits for a change, then asks the browser to load the page again. A script, not a fetch: the pages' own
/// Content-Security-Policy allows scripts from here and nothing else.
const LIVE: &str = "(function(){var s=document.createElement('script');\
s.src='/.sunlit/news.js?seen=VERSION&t='+Date.now();s.onerror=function(){setTimeout(function(){location.reload()},1500)};\
document.head.appendChild(s)})();";

const NEWS_WAIT: Duration = Duration::from_secs(25);

pub fn answer(request: Request, stage: &Stage) {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return send(request, 405, "text/plain; charset=utf-8", b"405".to_vec());
    }
    let url = request.url().to_string();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let path = decoded(path.trim_start_matches('/'));
    match path.as_str() {
        ".sunlit/news.js" => news(request, stage, query),
        ".sunlit/live.js" => {
            let text = LIVE.replace("VERSION", &stage.wait(u64::MAX, Duration::ZERO).to_string());
            send(request, 200, "text/javascript; charset=utf-8", text.into_bytes());
        }
        _ => file(request, stage, &path),
    }
}

/// Answers when there is something newer than the page has; an empty script where there is not, to ask again.
fn news(request: Request, stage: &Stage, query: &str) {
    let seen =
        query.split('&').find_map(|pair| pair.strip_prefix("seen=")?.parse().ok()).unwrap_or(0);
    let now = stage.wait(seen, NEWS_WAIT);
    let text = if now == seen {
        LIVE.replace("VERSION", &seen.to_string())
    } else {
        "location.reload();".to_string()
    };
    send(request, 200, "text/javascript; charset=utf-8", text.into_bytes());
}

fn file(request: Request, stage: &Stage, path: &str) {
    let path = match path {
        "" => "index.html".to_string(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => path.to_string(),
    };
    let found = {
        let (lock, _) = &*stage.shown;
        let shown = lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match shown.files.get(&path) {
            Some(bytes) => Ok(bytes.clone()),
            None if shown.files.is_empty() => Err((503, trouble_page(&shown.trouble))),
            None => Err((404, shown.files.get("404.html").cloned().unwrap_or_default())),
        }
    };
    match found {
        Ok(bytes) if path.ends_with(".html") => send(request, 200, mime(&path), with_live(bytes)),
        Ok(bytes) => send(request, 200, mime(&path), bytes),
        Err((code, bytes)) => send(request, code, "text/html; charset=utf-8", with_live(bytes)),
    }
}

/// The findings as a page, escaped; it heals by itself when the content does.
fn trouble_page(words: &str) -> Vec<u8> {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
    format!("<!doctype html><meta charset=utf-8><title>sunlit</title><pre>{escaped}</pre>")
        .into_bytes()
}

fn with_live(mut html: Vec<u8>) -> Vec<u8> {
    let tag = b"<script src=\"/.sunlit/live.js\" defer></script>";
    let end = b"</body>";
    let at = html.windows(end.len()).rposition(|window| window == end).unwrap_or(html.len());
    html.splice(at..at, tag.iter().copied());
    html
}

fn send(request: Request, code: u16, mime: &str, body: Vec<u8>) {
    let header = |name: &str, value: &str| Header::from_bytes(name, value).expect("plain ASCII");
    let response = Response::from_data(body)
        .with_status_code(code)
        .with_header(header("Content-Type", mime))
        .with_header(header("Cache-Control", "no-store"))
        .with_header(header("X-Content-Type-Options", "nosniff"));
    // The browser may have gone away meanwhile.
    let _ = request.respond(response);
}

pub fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "pdf" => "application/pdf",
        "xlsx" | "docx" | "ods" => "application/octet-stream",
        _ => "text/plain; charset=utf-8",
    }
}

/// `%E6%9F%B3` and the like; what does not decode to UTF-8 finds no file.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = (first == b'%').then(|| tail.get(..2)).flatten();
        let value = hex
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match value {
            Some(value) => {
                bytes.push(value);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
