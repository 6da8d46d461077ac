//! A folder of a WebDAV server: Apache, with a password, over plain HTTP and over TLS.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::servers::{Running, free_port};
use super::wire::Wire;
use super::{
    Files, PASSWORD, USER, is_of_either, is_the_site, publish, sample, unchanged, wait_for, with,
};
use crate::killed::lay;
use crate::portal::{Portal, tree};

const LOGIN: &[(&str, &str)] =
    &[("SUNLIT_WEBDAV_USER", USER), ("SUNLIT_WEBDAV_PASSWORD", PASSWORD)];

/// A server's folder, which stays when the server is killed.
pub struct Dav {
    work: tempfile::TempDir,
    pub port: u16,
    tls: bool,
    running: Option<Running>,
}

impl Dav {
    pub fn start(tls: bool) -> Dav {
        let work = tempfile::tempdir().expect("a folder");
        let mut dav = Dav { work, port: free_port(), tls, running: None };
        dav.lay();
        for _ in 0..5 {
            dav.run();
            if dav.running.is_some() {
                return dav;
            }
            dav.port = free_port();
        }
        let log = fs::read_to_string(dav.path("log")).unwrap_or_default();
        panic!("apache2 does not start (run ./test, which installs it):\n{log}");
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.work.path().join(name)
    }

    /// What lies there, without what the server writes beside.
    fn files(&self) -> Files {
        let mut files = tree(&self.path("www"));
        files.retain(|path, _| !path.contains(".davfs.tmp") && !path.contains(".DAV/"));
        files
    }

    fn lay(&self) {
        for folder in ["www", "state"] {
            fs::create_dir(self.path(folder)).expect("a folder");
        }
        let mut hashed = Command::new("openssl");
        hashed.args(["passwd", "-apr1", PASSWORD]);
        let hashed = String::from_utf8(hashed.output().expect("openssl").stdout).expect("text");
        fs::write(self.path("users"), format!("{USER}:{hashed}")).expect("a file");
        if self.tls {
            let mut make = Command::new("openssl");
            make.args("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split(' '));
            make.args(["-addext", "subjectAltName=DNS:localhost"]);
            make.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
            make.arg("-keyout").arg(self.path("key")).arg("-out").arg(self.path("cert"));
            assert!(make.stderr(Stdio::null()).status().expect("openssl").success());
        }
        // The server gives up root's rights where a test has them.
        let mut open = Command::new("chmod");
        open.args(["-R", "a+rwX"]).arg(self.work.path());
        assert!(open.status().expect("chmod").success());
    }

    fn settings(&self) -> String {
        let root = self.work.path().display();
        let modules = "mpm_event dav dav_fs authn_core authn_file authz_core authz_user auth_basic \
                       mime ssl";
        let load = |name: &str| {
            format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")
        };
        let modules: String = modules.split_whitespace().map(load).collect();
        let tls = match self.tls {
            true => format!(
                "SSLEngine on\nSSLCertificateFile {root}/cert\nSSLCertificateKeyFile {root}/key\n"
            ),
            false => String::new(),
        };
        format!(
            "{modules}ServerRoot {root}\nServerName localhost\nListen 127.0.0.1:{}\nPidFile {root}/pid\n\
             User www-data\nGroup www-data\nErrorLog {root}/log\nMutex file:{root}/state\n\
             DavLockDB {root}/state/lock\nTypesConfig /dev/null\nDocumentRoot {root}/www\n{tls}\
             <Directory {root}/www>\nDav On\nAuthType Basic\nAuthName dav\nAuthUserFile {root}/users\n\
             Require valid-user\n</Directory>\n",
            self.port
        )
    }

    pub fn run(&mut self) {
        fs::write(self.path("conf"), self.settings()).expect("settings");
        let mut command = Command::new("/usr/sbin/apache2");
        command.arg("-X").arg("-d").arg(self.work.path()).arg("-f").arg(self.path("conf"));
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.expect("apache2 is missing: run ./test, which installs it");
        self.running = Running { child, port: self.port }.listening();
    }

    /// Kills it without a word.
    pub fn kill(&mut self) {
        self.running = None;
    }

    pub fn target(&self) -> String {
        let start = if self.tls { "https://localhost" } else { "http://127.0.0.1" };
        format!("  - {{name: dav, kind: webdav, where: '{start}:{}/'}}\n", self.port)
    }
}

/// What curl reads with the password, by a list of addresses from the site's own paths.
fn curled(dav: &Dav, portal: &Portal, into: &Path) -> Files {
    let mut list = format!("user = {USER}:{PASSWORD}\ncreate-dirs\nfail\nsilent\n");
    for path in portal.site().keys().map(String::as_str).chain(["publication.json"]) {
        let to = into.join(path);
        list.push_str(&format!("url = http://127.0.0.1:{}/{path}\n", dav.port));
        list.push_str(&format!("output = {}\n", to.display()));
    }
    fs::write(into.join("list"), list).expect("a file");
    let status = Command::new("curl").arg("-K").arg(into.join("list")).status().expect("curl");
    assert!(status.success(), "curl reads every file");
    fs::remove_file(into.join("list")).expect("the list");
    tree(into)
}

#[test]
fn the_sample_goes_to_a_webdav_folder_and_curl_reads_it_back() {
    let dav = Dav::start(false);
    let portal = sample(&dav.target());
    publish(&portal, LOGIN, &["dav"]).expect(0);
    is_the_site(dav.files(), &portal);
    let folder = tempfile::tempdir().expect("a folder");
    is_the_site(curled(&dav, &portal, folder.path()), &portal);
}

#[test]
fn a_webdav_server_killed_while_files_are_in_flight_and_started_again() {
    let mut dav = Dav::start(false);
    let wire = Wire::to(dav.port);
    let portal = with(&wire.on_the_way(&dav.target(), dav.port));
    portal.build().expect(0);
    let mut command = portal.command();
    command.args(["publish", "--no-accept", "--yes", "--lang", "zh"]).envs(LOGIN.iter().copied());
    let child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
    wait_for(&portal, "dav", 8);
    dav.kill();
    let ran = crate::portal::Ran::from(child.wait_with_output().expect("an end")).expect(2);
    assert!(ran.err.contains("都没有连通"), "{}", ran.err);
    let (half, site) = (dav.files(), portal.site());
    assert!(half.len() < site.len(), "it was killed in the middle");
    is_of_either(&half, [&site, &site]);
    dav.run();
    let ran = publish(&portal, LOGIN, &[]).expect(0);
    // Of the file that was on its way nobody knows whether it arrived.
    assert!(unchanged(&ran) + 1 >= half.len() && unchanged(&ran) >= 7, "{}", ran.err);
    is_the_site(dav.files(), &portal);

    lay(&portal, true);
    publish(&portal, LOGIN, &[]).expect(0);
    is_the_site(dav.files(), &portal);
    let ran = publish(&portal, LOGIN, &["--verify"]).expect(0);
    assert!(ran.err.contains("没有变化"), "{}", ran.err);
}

#[test]
fn a_webdav_server_that_refuses_says_what_to_do() {
    let dav = Dav::start(false);
    let portal = with(&dav.target());
    let wrong = [("SUNLIT_WEBDAV_USER", USER), ("SUNLIT_WEBDAV_PASSWORD", "wrong-7c1d")];
    let ran = publish(&portal, &wrong, &[]).expect(2);
    assert!(ran.err.contains("登录被拒绝") && ran.err.contains("401"), "{}", ran.err);
    assert!(!ran.both().contains("wrong-7c1d"), "{}", ran.err);
    let ran = publish(&portal, &wrong[..1], &[]).expect(2);
    assert!(ran.err.contains("没有 `SUNLIT_WEBDAV_PASSWORD`"), "{}", ran.err);
    assert!(publish(&portal, &[], &[]).expect(2).err.contains("登录被拒绝"));
    // Others' files are not touched.
    fs::write(dav.path("www/index.html"), "theirs").expect("a page");
    let ran = publish(&portal, LOGIN, &[]).expect(2);
    assert!(ran.err.contains("不是 sunlit 发布的"), "{}", ran.err);
    // The folder is made where it is missing, but not one around it.
    for (place, code) in [("village/site", 2), ("village", 0), ("village/site", 0)] {
        super::settings(&portal, &dav.target().replace("/'}", &format!("/{place}'}}")));
        let ran = publish(&portal, LOGIN, &["--force"]).expect(code);
        assert_eq!(ran.err.contains("没有这个文件夹"), code == 2, "{}", ran.err);
        assert_eq!(dav.path(&format!("www/{place}/publication.json")).is_file(), code == 0);
    }
}

/// A collection where a file goes, a file where a collection goes, and a file that no record knows.
#[test]
fn what_others_put_in_a_webdav_folder_is_named_and_left() {
    let dav = Dav::start(false);
    let portal = with(&dav.target());
    let told = |words: &[&str], told: &str| {
        let ran = publish(&portal, LOGIN, words).expect(2);
        assert!(ran.err.contains(told), "{}", ran.err);
    };
    fs::create_dir(dav.path("www/about.html")).expect("a folder");
    fs::write(dav.path("www/about.html/q.txt"), "theirs").expect("a file");
    fs::write(dav.path("www/search"), "theirs").expect("a file");
    told(&["--force"], "2 处别人的东西（about.html、search）");
    assert_eq!(dav.files().len(), 2, "nothing was put");
    fs::remove_dir_all(dav.path("www/about.html")).expect("a folder");
    fs::remove_file(dav.path("www/search")).expect("a file");
    publish(&portal, LOGIN, &[]).expect(0);
    portal.put("content/units/photos/unit.yaml", "id: photos\nname: 东湾\nlevel: village\n");
    fs::write(dav.path("www/photos"), "theirs").expect("a file");
    told(&[], "1 处别人的东西（photos）");
    fs::remove_file(dav.path("www/photos")).expect("a file");
    fs::create_dir(dav.path("www/photos")).expect("a folder");
    fs::write(dav.path("www/photos/index.html"), "theirs").expect("a file");
    told(&[], "1 个别人的文件（photos/index.html）");
    assert_eq!(fs::read(dav.path("www/photos/index.html")).expect("a file"), b"theirs");
}

#[test]
fn over_tls_the_certificate_is_asked_for_before_the_password_goes() {
    let dav = Dav::start(true);
    let portal = with(&dav.target());
    let ran = publish(&portal, LOGIN, &[]).expect(2);
    assert!(ran.err.contains("证书这台电脑不认"), "{}", ran.err);
    assert!(dav.files().is_empty());
    let cert = dav.path("cert").display().to_string();
    let known = [LOGIN, &[("SSL_CERT_FILE", cert.as_str())]].concat();
    publish(&portal, &known, &[]).expect(0);
    is_the_site(dav.files(), &portal);
    // Nobody on the way reads a password that is not sent.
    super::settings(&portal, "  - {name: dav, kind: webdav, where: 'http://dav.example.cn/'}\n");
    let ran = publish(&portal, LOGIN, &[]).expect(1);
    assert!(ran.err.contains("target-unclear") && ran.err.contains("https://"), "{}", ran.err);
}
