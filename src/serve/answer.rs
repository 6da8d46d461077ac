//! One request, one answer: a file of the site, news of a change, or a plain 404.

use std::time::Duration;

use tiny_http::{Header, Method, Request, Response};

use super::{Stage, over};
use crate::pipeline::hosts;

const HTML: &str = "text/html; charset=utf-8";

/// How long the browser may keep an answer: not at all.
const NOT_KEPT: &str = "no-store";

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
        ".sunlit/live.js" => script(request, over::live(seen(query))),
        ".sunlit/findings.css" => send(request, 200, mime(&path), over::SHEET.into()),
        _ => file(request, stage, &path),
    }
}

/// Answers when there is something newer than the page has; an empty script where there is not, to ask again.
fn news(request: Request, stage: &Stage, query: &str) {
    let seen = seen(query);
    let now = stage.wait(seen, NEWS_WAIT);
    script(request, if now == seen { over::live(seen) } else { "location.reload();".to_string() });
}

/// The version the page was made of that asks.
fn seen(query: &str) -> u64 {
    query.split('&').find_map(|pair| pair.strip_prefix("seen=")?.parse().ok()).unwrap_or(0)
}

fn script(request: Request, text: String) {
    send(request, 200, "text/javascript; charset=utf-8", text.into_bytes());
}

fn file(request: Request, stage: &Stage, path: &str) {
    let path = match path {
        "" => "index.html".to_string(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => path.to_string(),
    };
    let (found, trouble, version) = {
        let (lock, _) = &*stage.shown;
        let shown = lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let found = match (shown.files.get(&path), shown.files.get("404.html")) {
            (Some(bytes), _) => Some((200, bytes.clone())),
            (None, Some(lost)) => Some((404, lost.clone())),
            (None, None) => None,
        };
        (found, shown.trouble.clone(), shown.version)
    };
    match (found, trouble) {
        (Some((200, bytes)), _) if !path.ends_with(".html") => {
            // What is named by its content never changes: the browser need not ask for it on every edit.
            let kept = if hosts::is_hashed(&path) { "max-age=86400, immutable" } else { NOT_KEPT };
            answered(request, 200, mime(&path), bytes, kept);
        }
        (Some((code, bytes)), trouble) => {
            send(request, code, HTML, over::page(bytes, version, trouble.as_ref()));
        }
        (None, Some(trouble)) => send(request, 503, HTML, over::alone(version, &trouble)),
        (None, None) => send(request, 404, HTML, over::page(Vec::new(), version, None)),
    }
}

fn send(request: Request, code: u16, mime: &str, body: Vec<u8>) {
    answered(request, code, mime, body, NOT_KEPT);
}

fn answered(request: Request, code: u16, mime: &str, body: Vec<u8>, kept: &str) {
    let header = |name: &str, value: &str| Header::from_bytes(name, value).expect("plain ASCII");
    let response = Response::from_data(body)
        .with_status_code(code)
        .with_header(header("Content-Type", mime))
        .with_header(header("Cache-Control", kept))
        .with_header(header("X-Content-Type-Options", "nosniff"));
    // The browser may have gone away meanwhile.
    let _ = request.respond(response);
}

pub fn mime(path: &str) -> &'static str {
    hosts::content_type(path)
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
