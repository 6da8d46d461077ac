//! The preview follows edits, keeps the last good page, and stays inside the site.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::portal::{LINE, Portal, VILLAGE};

/// How long something may take to happen before it counts as never; nothing here asks that it is quick.
const GENEROUS: Duration = Duration::from_secs(120);

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
        stream.set_read_timeout(Some(GENEROUS)).expect("a time limit");
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
        while begun.elapsed() < GENEROUS {
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
    assert!(preview.until(page, |body| body.contains(FINDINGS)), "it is told");
    assert!(preview.get(page).2.contains("买笔"), "the last good page stays");
    portal.edit(&file, "-100.01", "-100.00");
    assert!(preview.until(page, |body| body.contains("买墨")), "it heals");
    assert!(!portal.path("site").exists(), "nothing was written");
}

/// A page of another site whose name leads to this machine must not read what is not published.
#[test]
fn only_its_own_names_are_answered_and_no_other_site_frames_it() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(""));
    let preview = preview(&portal);
    let port = preview.address.rsplit(':').next().expect("a port").to_string();
    let paths = ["/", "/shangcun/finance/2026-03.csv", "/nowhere.html", "/.sunlit/live.js?seen=1"];
    let asked = |path: &str, head: &str| {
        preview.ask(&format!("GET {path} HTTP/1.1\r\n{head}Connection: close\r\n\r\n"))
    };
    for path in paths {
        for host in ["localhost".to_string(), format!("127.0.0.1:{port}"), format!("[::1]:{port}")]
        {
            let (status, ..) = asked(path, &format!("Host: {host}\r\n"));
            assert_eq!(status, if path == "/nowhere.html" { 404 } else { 200 }, "{host} {path}");
        }
        for head in [
            "",
            "Host:\r\n",
            "Host: evil.example\r\n",
            &format!("Host: evil.example:{port}\r\n"),
            "Host: localhost:1\r\n",
            "Host: localhost\r\nHost: evil.example\r\n",
            "Host: evil.example\r\nX-Forwarded-Host: localhost\r\n",
        ] {
            let (status, head_of, body) = asked(path, head);
            assert_eq!(status, 421, "{head:?} {path}: {head_of}");
            assert!(!body.contains("买纸") && !body.contains("测试县"), "{body}");
        }
    }
    let (status, ..) = asked("http://evil.example/", "Host: localhost\r\n");
    assert_eq!(status, 421);
    for (path, host) in
        paths.map(|path| (path, "localhost")).into_iter().chain([("/", "evil.example")])
    {
        let (_, head, _) = asked(path, &format!("Host: {host}\r\n"));
        for said in [
            "Cross-Origin-Resource-Policy: same-origin",
            "Content-Security-Policy: frame-ancestors 'none'",
            "X-Frame-Options: DENY",
        ] {
            assert!(head.contains(said), "{path}: {said} in {head}");
        }
    }
    let post = preview.ask(
        "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    assert_eq!(post.0, 421);
}

#[test]
fn a_preview_for_the_network_says_what_that_means() {
    for (host, warned) in [("0.0.0.0", true), ("127.0.0.1", false)] {
        let portal = Portal::new();
        let mut command = portal.command();
        command.args(["serve", "--lang", "zh", "-p", "0", "--host", host]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a preview");
        let mut line = String::new();
        let out = child.stdout.take().expect("stdout");
        BufReader::new(out).read_line(&mut line).expect("the address");
        let said = BufReader::new(child.stderr.take().expect("stderr")).lines();
        let told = said
            .map_while(Result::ok)
            .find(|line| line.contains("注意") || line.contains("Ctrl-C"));
        let _ = child.kill();
        let _ = child.wait();
        let told = told.expect("a line");
        assert_eq!(told.contains("同一个网络里的人都能打开"), warned, "{host}: {told}");
    }
}

/// Where the findings of a blocked build stand on a page.
const FINDINGS: &str = "<details class=\"sunlit-findings";

fn month(more: &str) -> String {
    format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {LINE}}}\n{more}")
}

#[test]
fn findings_lie_over_the_last_good_site_and_go_when_they_are_mended() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(""));
    portal.build().expect(0);
    let published = times(&portal);
    let preview = preview(&portal);
    let (page, file) =
        ("/shangcun/finance/2026-03.html", format!("{VILLAGE}/finance/2026-03.yaml"));
    assert!(!preview.get(page).2.contains(FINDINGS));
    let seen = version(&preview.get(page).2);

    portal.edit(&file, "closing_bank: -100.00", "closing_bonk: -100.00");
    let news = preview.get(&format!("/.sunlit/news.js?seen={seen}"));
    assert!(news.2.contains("location.reload()"), "an open page is told: {}", news.2);
    for path in ["/", page, "/shangcun/", "/nowhere.html"] {
        let (status, _, body) = preview.get(path);
        assert_eq!(
            status,
            if path == "/nowhere.html" { 404 } else { 200 },
            "the page itself stays"
        );
        let (own, over) = body.split_once(FINDINGS).unwrap_or_else(|| panic!("{path}: {body}"));
        assert!(own.contains("测试县阳光公开"), "{path}");
        for said in [
            &format!("{file}:2:1"),
            "<b>必改</b>",
            "closing_bonk</mark>",
            "怎么办: 是不是 `closing_bank`",
        ] {
            assert!(over.contains(said), "{said} in {over}");
        }
    }
    assert!(preview.get(page).2.contains("买纸"), "the last good page");
    let csv = preview.get("/shangcun/finance/2026-03.csv");
    assert!(csv.0 == 200 && !csv.2.contains("sunlit"), "data stay data");
    assert!(preview.get("/.sunlit/findings.css").1.contains("text/css"));

    portal.edit(&file, "closing_bonk", "closing_bank").edit(&file, "买纸", "买笔");
    assert!(
        preview.until(page, |body| body.contains("买笔") && !body.contains(FINDINGS)),
        "it heals"
    );
    assert!(times(&portal) == published, "nothing was written into site/");
}

/// The version a page says it was made of.
fn version(page: &str) -> u64 {
    let (_, after) = page.split_once("live.js?seen=").expect("the script that follows edits");
    after.split('"').next().and_then(|n| n.parse().ok()).expect("a number")
}

fn times(portal: &Portal) -> Vec<(String, std::time::SystemTime, Vec<u8>)> {
    let time = |path: &str| portal.path("site").join(path).metadata().and_then(|m| m.modified());
    let files = portal.site().into_iter();
    files.map(|(path, bytes)| (path.clone(), time(&path).expect("a time"), bytes)).collect()
}

#[test]
fn a_project_that_was_never_good_shows_its_findings_until_it_is() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month("titel: '<script>alert(1)</script>'\n"));
    portal.edit("content/portal.yaml", "schema: 1", "schema: 1\nlanguage: en");
    let preview = preview(&portal);
    for path in ["/", "/shangcun/", "/shangcun/finance/2026-03.csv"] {
        let (status, head, body) = preview.get(path);
        assert!(status == 503 && head.contains("text/html"), "{path}: {head}");
        // The portal is English; the terminal, by --lang, is not.
        for said in [
            "<html lang=en>",
            "mend these",
            "<b>error</b>",
            "finance/2026-03.yaml:5:1",
            "help: did you mean `title`",
        ] {
            assert!(body.contains(said), "{said} in {body}");
        }
        assert!(!body.contains("<script>alert"), "{body}");
    }
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "titel", "title");
    assert!(preview.until("/", |body| body.contains("测试县阳光公开")), "it heals");
    assert_eq!(preview.get("/").0, 200);
    // What is no finding, too: settings that are gone, and are there again.
    let settings = std::fs::read(portal.path("content/portal.yaml")).expect("settings");
    portal.remove("content/portal.yaml");
    assert!(
        preview.until("/", |body| body.contains(FINDINGS) && body.contains("content/portal.yaml"))
    );
    portal.put("content/portal.yaml", settings);
    assert!(preview.until("/", |body| !body.contains(FINDINGS)), "it heals again");
    assert!(!portal.path("site").exists(), "nothing was written");
}

#[test]
fn a_port_that_is_taken_is_told_and_the_next_one_used() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let portal = Portal::new();
    let mut command = portal.command();
    command.args(["serve", "--lang", "zh", "-p", &port.to_string()]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a preview");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("the address");
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_string();
    let preview = Preview { child, address };
    assert!(!preview.address.ends_with(&format!(":{port}")), "{}", preview.address);
    assert_eq!(preview.get("/").0, 200);
    let mut preview = preview;
    let mut said = BufReader::new(preview.child.stderr.take().expect("stderr")).lines();
    let told = said.find_map(|line| line.ok().filter(|line| line.contains("已被占用")));
    assert_eq!(told, Some(format!("端口 {port} 已被占用")));
}
