//! One request, one answer: a file of the site, news of a change, or a plain 404.

use std::time::Duration;

use tiny_http::{Header, Method, Request, Response};

use super::names::Names;
use super::{Stage, over};
use crate::site::hosts;

const HTML: &str = "text/html; charset=utf-8";

/// How long the browser may keep an answer: not at all.
const NOT_KEPT: &str = "no-store";

const NEWS_WAIT: Duration = Duration::from_secs(25);

/// Not its name: said in plain words, for it may be a colleague who asks.
const MISDIRECTED: &str =
    "421\n\n请用启动时显示的网址打开预览。\nopen the preview by the address it printed\n";

pub fn answer(request: Request, stage: &Stage, names: &Names) {
    if !is_for_us(&request, names) {
        return send(request, 421, "text/plain; charset=utf-8", MISDIRECTED.into());
    }
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

/// Whether the preview was asked by one of its names, and by one alone.
fn is_for_us(request: &Request, names: &Names) -> bool {
    let mut hosts = request.headers().iter().filter(|header| header.field.equiv("Host"));
    let (host, other) = (hosts.next(), hosts.next());
    let named = host.is_some_and(|host| names.holds(host.value.as_str()));
    named && other.is_none() && request.url().starts_with('/')
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
        .with_header(header("X-Content-Type-Options", "nosniff"))
        // No page of another site frames, loads or keeps hold of what is not published yet.
        .with_header(header("Cross-Origin-Resource-Policy", "same-origin"))
        .with_header(header("Cross-Origin-Opener-Policy", "same-origin"))
        .with_header(header("Content-Security-Policy", "frame-ancestors 'none'"))
        .with_header(header("X-Frame-Options", "DENY"));
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
