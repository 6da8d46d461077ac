//! What has no end is told: a host's list after few questions, a text's brackets before they are read.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::hostile::{aimed, publish};
use crate::portal::{PORTAL, Portal, VILLAGE};

/// What a server answers: the status, and the body.
type Answer = fn(method: &str, path: &str) -> (&'static str, String);

/// One request after the other, on as many connections as are opened; how many there were.
fn server(answer: Answer) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let count = count.clone();
            std::thread::spawn(move || serve(stream, answer, &count));
        }
    });
    (port, asked)
}

fn serve(stream: TcpStream, answer: Answer, asked: &AtomicUsize) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).is_err() || first.is_empty() {
            return;
        }
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
                break;
            }
            let line = line.to_ascii_lowercase();
            if let Some(size) = line.strip_prefix("content-length:") {
                length = size.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        let _ = reader.read_exact(&mut body);
        asked.fetch_add(1, Ordering::Relaxed);
        let mut words = first.split(' ');
        let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let (status, body) = answer(method, path);
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
        let stream = reader.get_mut();
        if stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body.as_bytes()))
            .is_err()
        {
            return;
        }
    }
}

/// Each folder holds one more.
fn deeper(method: &str, path: &str) -> (&'static str, String) {
    let list = format!("<d><href>{path}</href><href>{path}deeper/</href></d>");
    if method == "PROPFIND" { ("207 Multi-Status", list) } else { ("404 Not Found", String::new()) }
}

/// Each folder holds a file above it, which is no file of ours, and itself.
fn above(method: &str, path: &str) -> (&'static str, String) {
    let list = format!(
        "<d><href>{path}</href><href>{path}../../x.html</href><href>{path}./</href>\
         <href>{path}%2e%2e/</href><href>/elsewhere/</href></d>"
    );
    match method {
        "PROPFIND" => ("207 Multi-Status", list),
        "PUT" => ("201 Created", String::new()),
        _ => ("404 Not Found", String::new()),
    }
}

#[test]
fn a_webdav_server_that_lists_ever_deeper_folders_is_told() {
    let (port, asked) = server(deeper);
    let portal = aimed("kind: folder, where: x");
    let target = format!("  - {{name: web, kind: webdav, where: 'http://127.0.0.1:{port}/'}}\n");
    portal.put("content/portal.yaml", format!("{PORTAL}targets:\n{target}"));
    let ran = publish(&portal).expect(2);
    assert!(ran.err.contains("没有尽头"), "{}", ran.err);
    assert!(asked.load(Ordering::Relaxed) < 50, "{asked:?} questions");
}

#[test]
fn a_webdav_server_that_leads_up_is_asked_for_no_other_folder() {
    let (port, asked) = server(above);
    let portal = aimed("kind: folder, where: x");
    let target = format!("  - {{name: web, kind: webdav, where: 'http://127.0.0.1:{port}/a/'}}\n");
    portal.put("content/portal.yaml", format!("{PORTAL}targets:\n{target}"));
    publish(&portal).expect(0);
    assert!(asked.load(Ordering::Relaxed) > 10, "{asked:?} questions");
}

/// A page of a list that says there is another one.
fn one_more(method: &str, path: &str) -> (&'static str, String) {
    let list = "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name><Prefix></Prefix><KeyCount>0</KeyCount>\
                <MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>\
                <NextContinuationToken>again</NextContinuationToken></ListBucketResult>";
    match method == "GET" && path.contains("list-type=2") {
        true => ("200 OK", list.to_string()),
        false => ("404 Not Found", "<Error><Code>NoSuchKey</Code></Error>".to_string()),
    }
}

#[test]
fn a_store_whose_list_has_always_another_page_is_told() {
    let (port, asked) = server(one_more);
    let portal = aimed("kind: folder, where: x");
    let target = format!(
        "  - {{name: web, kind: s3, where: bucket, endpoint: 'http://127.0.0.1:{port}', addressing: path}}\n"
    );
    portal.put("content/portal.yaml", format!("{PORTAL}targets:\n{target}"));
    let mut command = portal.command();
    command.args(["publish", "--lang", "zh", "--no-accept"]);
    command.envs([("SUNLIT_S3_ACCESS_KEY", "a"), ("SUNLIT_S3_SECRET_KEY", "b")]);
    let ran = crate::portal::Ran::from(command.output().expect("it starts")).expect(2);
    assert!(ran.err.contains("没有尽头"), "{}", ran.err);
    assert!(asked.load(Ordering::Relaxed) < 5_000, "{asked:?} questions");
}

#[test]
fn brackets_without_end_are_told() {
    let portal = aimed("kind: folder, where: x");
    let (open, close) = ("[".repeat(200_000), "]".repeat(200_000));
    for deep in [open.clone(), format!("{open}{close}"), "[a, ".repeat(50_000)] {
        portal.put_ledger("2026-05", &format!("period: 2026-05\ndeep: {deep}\n"));
        let ran = portal.check().expect(1);
        assert!(ran.both().contains("层级太深"), "{}", &ran.both()[..2_000]);
    }
}

/// From each figure of a line the next few are looked at, and not all.
#[test]
fn a_line_of_a_million_figures_ends_with_a_message() {
    let portal = Portal::new();
    let line = |cell: &str| format!("{}\n", vec![cell; 1_000_000].join(","));
    portal.put(&format!("{VILLAGE}/finance/2026-03.csv"), line("a") + &line("1"));
    portal.put_ledger("2026-03", "period: 2026-03\nlines_file: 2026-03.csv\n");
    let ran = portal.run(&["check", "--format", "short", "--lang", "zh"]).expect(1);
    assert!(ran.err.contains("2026-03.csv") && ran.err.contains("列"), "{}", ran.err);
}
