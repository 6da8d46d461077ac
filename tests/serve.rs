//! The preview follows edits, keeps the last good page, and stays inside the site.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::portal::{LINE, Portal, VILLAGE};

struct Preview {
    child: Child,
    address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn preview(portal: &Portal) -> Preview {
    let mut command = portal.command();
    command.args(["serve", "-p", "0", "--lang", "zh"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("a preview");
    let mut line = String::new();
    let out = child.stdout.take().expect("stdout");
    BufReader::new(out).read_line(&mut line).expect("the address");
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_string();
    Preview { child, address }
}

impl Preview {
    /// The answer to a GET of this raw path: status, head, body.
    fn get(&self, path: &str) -> (u16, String, String) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    }

    fn ask(&self, request: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("the preview listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time limit");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
        (status, head.to_string(), body.to_string())
    }

    fn until(&self, path: &str, seen: impl Fn(&str) -> bool) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(15) {
            if seen(&self.get(path).2) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        false
    }
}

#[test]
fn the_preview_answers_follows_edits_and_stays_inside() {
    let portal = Portal::new();
    let text = format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {LINE}}}\n");
    portal.put_ledger("2026-03", &text);
    let preview = preview(&portal);
    let page = "/shangcun/finance/2026-03.html";

    let (status, head, body) = preview.get("/");
    assert_eq!(status, 200, "{head}");
    assert!(head.contains("text/html; charset=utf-8") && body.contains("测试县阳光公开"));
    assert_eq!(preview.get(page).0, 200);
    assert_eq!(preview.get("/shangcun/").0, 200);
    for (path, mime) in [
        ("/shangcun/finance/2026-03.csv", "text/csv"),
        ("/shangcun/finance/2026-03.json", "application/json"),
    ] {
        let (status, head, _) = preview.get(path);
        assert!(status == 200 && head.contains(mime), "{path}: {head}");
    }
    assert_eq!(preview.get("/nowhere.html").0, 404);
    for path in ["/../content/portal.yaml", "/%2e%2e/content/portal.yaml", "//etc/hostname"] {
        let (status, _, body) = preview.get(path);
        assert!(status == 404 && !body.contains("schema: 1"), "{path}: {status}");
    }
    let post =
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assert_eq!(preview.ask(post).0, 405);

    let file = format!("{VILLAGE}/finance/2026-03.yaml");
    portal.edit(&file, "买纸", "买笔");
    assert!(preview.until(page, |body| body.contains("买笔")), "the edit is shown");
    portal.edit(&file, "买笔", "买墨").edit(&file, "-100.00", "-100.01");
    std::thread::sleep(Duration::from_secs(2));
    assert!(preview.get(page).2.contains("买笔"), "the last good page stays");
    portal.edit(&file, "-100.01", "-100.00");
    assert!(preview.until(page, |body| body.contains("买墨")), "it heals");
    assert!(!portal.path("site").exists(), "nothing was written");
}
