//! A real web server over the sample, with the very settings the guide gives.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::portal::Portal;

const GUIDE: &str = include_str!("../docs/guide/publish.md");

/// The server and, in its folder, what it was told; both end with the test.
struct Server {
    child: Child,
    port: u16,
    _work: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The part of the guide a reader copies.
fn guide() -> &'static str {
    let (_, rest) = GUIDE.split_once("```nginx\n").expect("the guide shows nginx's settings");
    rest.split_once("```").expect("a closed block").0
}

fn nginx() -> &'static str {
    let known = ["nginx", "/usr/sbin/nginx"];
    let runs = |name: &&&str| {
        let mut command = Command::new(**name);
        command.arg("-v").stderr(Stdio::null()).stdout(Stdio::null()).status().is_ok()
    };
    known.iter().find(runs).expect(
        "nginx is missing: run ./test, which installs it, or install it yourself (apt-get install nginx-light)",
    )
}

impl Server {
    /// Starts the guide's settings, with another port and folder, over a folder.
    fn over(root: &Path) -> Server {
        // The free port may be taken before the server has it: then it is tried again with another.
        (0..5).find_map(|_| Server::try_over(root)).expect("nginx listens")
    }

    fn try_over(root: &Path) -> Option<Server> {
        let work = tempfile::tempdir().expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr());
        let port = free.expect("a free port").port();
        let at = |name: &str| work.path().join(name).display().to_string();
        let own = changed(guide(), "listen 80;", &format!("listen 127.0.0.1:{port};"));
        let own = changed(&own, "root /srv/sunlit;", &format!("root {};", root.display()));
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .iter()
            .map(|kind| format!("    {kind}_temp_path {};\n", at(kind)))
            .collect();
        let whole = format!(
            "daemon off;\nmaster_process off;\npid {};\nerror_log {};\nevents {{}}\nhttp {{\n    \
             access_log off;\n{temporary}{own}}}\n",
            at("pid"),
            at("log")
        );
        fs::write(work.path().join("nginx.conf"), whole).expect("its settings");
        let mut command = Command::new(nginx());
        command.arg("-p").arg(work.path()).arg("-c").arg(at("nginx.conf")).arg("-e").arg(at("log"));
        let child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("nginx starts");
        let mut server = Server { child, port, _work: work };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(120) {
            if server.child.try_wait().expect("its state").is_some() {
                let log = fs::read_to_string(server._work.path().join("log")).unwrap_or_default();
                assert!(
                    log.contains("Address already in use"),
                    "nginx refused the guide's settings:\n{log}"
                );
                return None;
            }
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        None
    }

    fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        self.get_with(path, "")
    }

    /// Status, head in small letters, body; asked with another line in the head.
    fn get_with(&self, path: &str, more: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a time limit");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}Connection: close\r\n\r\n")
            .expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("head and body");
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).expect("a status");
        (status, head, bytes[end + 4..].to_vec())
    }
}

#[track_caller]
fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "the guide says `{from}` once");
    text.replace(from, to)
}

/// The policy of the built-in theme's pages.
fn policy() -> &'static str {
    let base = include_str!("../themes/sunlight/base.html");
    let (_, rest) = base.split_once("Content-Security-Policy\" content=\"").expect("a policy");
    rest.split_once('"').expect("a whole one").0
}

#[test]
fn nginx_serves_the_sample_as_the_guide_says() {
    let portal = Portal::sample();
    portal.run(&["publish", "--to", "public"]).expect(0);
    let server = Server::over(&portal.path("public"));
    let files = crate::portal::tree(&portal.path("public"));
    let sheet = files.keys().find(|path| path.ends_with(".css")).expect("a sheet");
    let script = files.keys().find(|path| path.ends_with(".js")).expect("a script");
    for (path, of) in [
        ("index.html", "text/html; charset=utf-8"),
        ("liutang/finance/2025-05.html", "text/html; charset=utf-8"),
        ("liutang/finance/2025-05.csv", "text/csv; charset=utf-8"),
        ("liutang/finance/2025-05.json", "application/json; charset=utf-8"),
        ("assets/icon.svg", "image/svg+xml"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("liutang/SHA256SUMS", "text/plain; charset=utf-8"),
        (sheet, "text/css; charset=utf-8"),
        (script, "text/javascript; charset=utf-8"),
    ] {
        let (status, head, body) = server.get(&format!("/{path}"));
        assert_eq!(status, 200, "{path}: {head}");
        assert!(head.contains(&format!("content-type: {of}\r\n")), "{path}: {head}");
        assert_eq!(body, files[path], "{path}: the bytes that were published");
        strict(path, &head);
        let kept = head.contains("max-age=31536000");
        assert_eq!(kept, path == sheet || path == script, "{path}: {head}");
    }
    let (status, _, body) = server.get("/");
    assert_eq!((status, &body), (200, &files["index.html"]));
}

#[test]
fn nginx_sends_the_twins_as_they_are() {
    let portal = Portal::new();
    let target = "targets:\n  - {name: web, kind: folder, where: public, twins: true}\n";
    portal.put("content/portal.yaml", format!("{}{target}", crate::portal::PORTAL));
    crate::killed::lay(&portal, false);
    let publish = |more: &[&str]| {
        portal.run(&[&["publish", "--no-accept", "--lang", "zh"], more].concat()).expect(0)
    };
    let (rehearsed, ran) = (publish(&["-n"]), publish(&[]));
    let (_, counts) = rehearsed.out.rsplit_once("将发布：").expect("counts");
    assert!(ran.err.contains(counts), "the rehearsal knew of the twins: {}", rehearsed.out);
    let server = Server::over(&portal.path("public"));
    let files = crate::portal::tree(&portal.path("public"));
    for path in ["index.html", "shangcun/finance/2026-04.html"] {
        let asks = "Accept-Encoding: gzip\r\n";
        let (status, head, body) = server.get_with(&format!("/{path}"), asks);
        assert!(status == 200 && head.contains("content-encoding: gzip\r\n"), "{head}");
        assert!(head.contains("content-type: text/html; charset=utf-8\r\n"), "{head}");
        assert!(body == files[&format!("{path}.gz")], "{path}: the twin's own bytes");
        let (_, head, body) = server.get(&format!("/{path}"));
        assert!(!head.contains("content-encoding") && body == files[path], "{head}");
        assert!(files[&format!("{path}.br")].len() < files[&format!("{path}.gz")].len());
    }
    assert!(publish(&["--verify"]).err.contains("没有变化"));
    // A page that goes takes its twins along.
    crate::killed::lay(&portal, true);
    publish(&["--yes"]);
    let left = crate::portal::tree(&portal.path("public"));
    assert!(files.contains_key("xiacun/index.html.br") && left.contains_key("index.html.br"));
    let alone = |path: &&String| {
        let file = path.strip_suffix(".gz").or(path.strip_suffix(".br"));
        file.is_some_and(|file| !left.contains_key(file))
    };
    assert_eq!(left.keys().filter(alone).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn nginx_answers_what_is_not_there_with_the_portals_own_page() {
    let portal = Portal::sample();
    portal.run(&["build"]).expect(0);
    portal.put("site/.sunlit-publish/part", "half a page");
    let server = Server::over(&portal.path("site"));
    let page = fs::read(portal.path("site/404.html")).expect("a page for it");
    for path in ["/nowhere.html", "/liutang/nowhere/", "/assets/", "/.sunlit-publish/part"] {
        let (status, head, body) = server.get(path);
        assert_eq!(status, 404, "{path}: {head}");
        assert!(body == page, "{path}: {}", String::from_utf8_lossy(&body));
        assert!(head.contains("content-type: text/html; charset=utf-8"), "{path}: {head}");
        strict(path, &head);
    }
    let (status, _, body) = server.get("/../content/portal.yaml");
    assert!(matches!(status, 400 | 404) && !String::from_utf8_lossy(&body).contains("schema"));
}

fn strict(path: &str, head: &str) {
    let policy = format!("content-security-policy: {}", policy().to_lowercase());
    for line in [policy.as_str(), "x-content-type-options: nosniff", "referrer-policy: no-referrer"]
    {
        assert!(head.lines().any(|said| said == line), "{path}: {line}\n{head}");
    }
}
