//! A bucket of an S3 store.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::servers::{Running, free_port, python, script};
use super::wire::Wire;
use super::{Files, PASSWORD, is_of_either, is_the_site, publish, read, sample, unchanged, with};
use crate::killed::lay;
use crate::portal::Ran;

pub const KEY: &str = "qingxi-publisher";
pub const KEYS: &[(&str, &str)] =
    &[("SUNLIT_S3_ACCESS_KEY", KEY), ("SUNLIT_S3_SECRET_KEY", PASSWORD)];
pub const BUCKET: &str = "gongkai";

/// A store with one empty bucket, which believes signatures that another's library computes alike.
pub fn store() -> Running {
    let start = || {
        let port = free_port();
        let mut command = Command::new(python());
        command.arg(script("s3.py")).args([&port.to_string(), BUCKET, KEY, PASSWORD]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut running = Running { child: child.expect("the store starts"), port };
        let stdout = running.child.stdout.take().expect("a pipe");
        let ready = BufReader::new(stdout).lines().map_while(Result::ok).any(|l| l == "ready");
        ready.then_some(running)
    };
    // The free port may be taken before the store has it.
    (0..3).find_map(|_| start()).expect("the store listens")
}

pub fn target(port: u16, place: &str) -> String {
    format!(
        "  - {{name: oss, kind: s3, where: {place}, endpoint: 'http://127.0.0.1:{port}', addressing: path}}\n"
    )
}

/// What boto3 reads, and a line of headers for each object.
pub fn read_back(port: u16) -> (Files, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(python());
    command.arg(script("s3_read.py")).args([&port.to_string(), BUCKET]).arg(folder.path());
    let ran = Ran::from(command.output().expect("the client starts")).expect(0);
    (read(folder.path()), ran.out.lines().map(str::to_string).collect())
}

#[test]
fn the_sample_goes_to_a_bucket_and_boto3_reads_it_back_with_its_headers() {
    let store = store();
    let portal = sample(&target(store.port, BUCKET));
    publish(&portal, KEYS, &["oss"]).expect(0);
    let (files, lines) = read_back(store.port);
    is_the_site(files, &portal);
    assert!(lines.contains(&"index.html\ttext/html; charset=utf-8\tno-cache".to_string()));
    let sheet = lines.iter().find(|line| line.contains(".css\t")).expect("a sheet");
    assert!(
        sheet.ends_with("\ttext/css; charset=utf-8\tpublic, max-age=31536000, immutable"),
        "{sheet}"
    );
    let ran = publish(&portal, KEYS, &["oss"]).expect(0);
    assert!(ran.err.contains("没有变化"), "{}", ran.err);
}

#[test]
fn a_bucket_gets_an_edition_its_deletions_and_what_a_cut_line_left_out() {
    let store = store();
    let wire = Wire::to(store.port);
    let portal = with(&target(wire.port, &format!("{BUCKET}/village/site")));
    let inside = || {
        let (files, _) = read_back(store.port);
        let own = |path: String| path.strip_prefix("village/site/").map(str::to_string);
        files.into_iter().filter_map(|(path, bytes)| Some((own(path)?, bytes))).collect::<Files>()
    };
    wire.cut_after(150_000);
    let ran = publish(&portal, KEYS, &[]).expect(2);
    assert!(ran.err.contains("都没有连通") && ran.err.contains("不会再送"), "{}", ran.err);
    let (first, half) = (portal.site(), inside());
    is_of_either(&half, [&first, &first]);
    assert!(half.len() > 3 && !half.contains_key("index.html"), "{:?}", half.keys());
    wire.mend();
    let ran = publish(&portal, KEYS, &[]).expect(0);
    // The sign of what was begun is no page.
    assert_eq!(unchanged(&ran), half.len() - 1, "what arrived is not sent again: {}", ran.err);
    is_the_site(inside(), &portal);

    // A village goes, another comes, and the line is cut again.
    lay(&portal, true);
    wire.cut_after(100_000);
    publish(&portal, KEYS, &[]).expect(2);
    is_of_either(&inside(), [&first, &portal.site()]);
    wire.mend();
    publish(&portal, KEYS, &[]).expect(0);
    is_the_site(inside(), &portal);
    let ran = publish(&portal, KEYS, &["--verify"]).expect(0);
    assert!(ran.err.contains("没有变化"), "{}", ran.err);
}

#[test]
fn a_store_that_refuses_says_what_to_do_and_no_key_is_printed() {
    let store = store();
    let portal = with(&target(store.port, BUCKET));
    let ran = publish(&portal, &[], &[]).expect(2);
    assert!(ran.err.contains("没有 `SUNLIT_S3_ACCESS_KEY`"), "{}", ran.err);
    assert!(!portal.path("site").exists(), "nothing is built for a place we cannot get into");
    let wrong = [("SUNLIT_S3_ACCESS_KEY", KEY), ("SUNLIT_S3_SECRET_KEY", "wrong-7c1d")];
    for lang in ["zh", "en"] {
        let ran = publish(&portal, &wrong, &["--lang", lang]).expect(2);
        let said = ["登录被拒绝", "the login was refused"][usize::from(lang == "en")];
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(!ran.both().contains("wrong-7c1d") && !ran.err.contains("Amz"), "{}", ran.err);
    }
    let missing = with(&target(store.port, "elsewhere"));
    let ran = publish(&missing, KEYS, &[]).expect(2);
    assert!(ran.err.contains("没有这个桶"), "{}", ran.err);
    let nowhere = with(&target(free_port(), BUCKET));
    let ran = publish(&nowhere, KEYS, &[]).expect(2);
    assert!(ran.err.contains("看看网络和地址"), "{}", ran.err);
}

#[test]
fn keys_may_stand_in_a_file_that_its_owner_alone_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let store = store();
    let keys = tempfile::tempdir().expect("a folder");
    let file = keys.path().join("oss.secret");
    let text = format!("SUNLIT_S3_ACCESS_KEY={KEY}\nSUNLIT_S3_SECRET_KEY={PASSWORD}\n");
    std::fs::write(&file, text).expect("a file");
    let open = |mode| {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("rights");
    };
    let named = format!(", secrets: {}}}", file.display());
    let portal = with(&target(store.port, BUCKET).replace('}', &named));
    open(0o644);
    let ran = publish(&portal, &[], &[]).expect(2);
    assert!(ran.err.contains("chmod 600"), "{}", ran.err);
    open(0o600);
    publish(&portal, &[], &[]).expect(0);
    is_the_site(read_back(store.port).0, &portal);
    // Beside the content it would go where the content goes.
    let inside = target(store.port, BUCKET).replace('}', ", secrets: content/oss.secret}");
    super::settings(&portal, &inside);
    let ran = publish(&portal, &[], &[]).expect(2);
    assert!(ran.err.contains("是项目自己的文件夹"), "{}", ran.err);
}
