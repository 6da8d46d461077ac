//! Files that go with records, from the folder to the site: made at run time, so that the repository holds none.

use std::collections::BTreeMap;

use crate::papers::{confirmed, jpeg, notice, png};
use crate::portal::{LINE, PORTAL, Portal, UNIT, VILLAGE};

/// A portal with one notice and this file beside it.
pub fn with(file: &str, bytes: &[u8]) -> Portal {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/notices/{file}"), bytes);
    portal.put(&format!("{VILLAGE}/notices/n.md"), notice("N-1", &confirmed(file, "西塘")));
    portal
}

/// The village's public files, by name.
pub fn public(portal: &Portal) -> BTreeMap<String, Vec<u8>> {
    let inside = |path: &str| path.strip_prefix("shangcun/files/").map(str::to_string);
    portal.site().into_iter().filter_map(|(path, bytes)| Some((inside(&path)?, bytes))).collect()
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

pub fn sides(jpeg: &[u8]) -> (u16, u16) {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    decoder.decode().expect("a whole JPEG");
    let info = decoder.info().expect("its head");
    (info.width, info.height)
}

#[test]
fn a_photograph_comes_out_upright_in_two_sizes_and_bare() {
    let portal = Portal::new();
    let line =
        format!("{LINE}, party: 钱多多, party_type: person}}").replace(", party: 上村文具店", "");
    let month = format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}\n");
    portal.put_ledger("2026-03", &(month + &confirmed("钱多多的照片.jpg", "钱多多家门口的路")));
    portal.put(&format!("{VILLAGE}/files/钱多多的照片.jpg"), jpeg(2000, 1000));
    portal.put(&format!("{VILLAGE}/notices/图.png"), png(600, 300));
    let chinese = "附件:\n  - 文件: 图.png\n    标题: 图纸\n    页数: 1\n    已遮挡: 是\n    遮挡确认人: 曾宪章\n";
    portal.put(&format!("{VILLAGE}/notices/n.md"), notice("N-1", chinese));
    let ran = portal.build().expect(0);
    assert!(!ran.both().contains("unexpected-file"), "{}", ran.both());
    let files = public(&portal);
    let found: Vec<(u16, u16)> = files.values().map(|bytes| sides(bytes)).collect();
    // The photograph lies on its side; small pictures are not enlarged.
    assert_eq!(found, [(240, 480), (800, 1600), (480, 240), (600, 300)], "{:?}", files.keys());
    for (name, bytes) in &files {
        assert!(!["Exif", "MAKER", "GPS", "somebody", "tEXt"].iter().any(|w| holds(bytes, w)));
        assert!(name.bytes().all(|b| b.is_ascii_graphic()), "{name}");
    }
    let page = portal.page("shangcun/finance/2026-03.html");
    let image = &page[page.find("<img").expect("a picture")..];
    let image = &image[..image.find('>').expect("its end")];
    for part in ["alt=\"钱*多家门口的路\"", "width=\"240\"", "height=\"480\"", "loading=lazy"]
    {
        assert!(image.contains(part), "{part}: {image}");
    }
    for (path, bytes) in portal.site() {
        assert!(!holds(&bytes, "钱多多"), "{path} names the person");
        assert!(!holds(&bytes, "图.png") && !path.contains("图"), "{path} names the file");
    }
    let json = portal.page("shangcun/finance/2026-03.json");
    let sums = portal.page("shangcun/SHA256SUMS");
    let large = files.keys().find(|name| name.starts_with("2026-03") && !name.contains("small"));
    let listed = sums.lines().find(|line| line.ends_with(large.expect("a picture").as_str()));
    let sum = &listed.expect("listed")[..64];
    let csv = portal.page("shangcun/finance/2026-03-files.csv");
    for (name, text) in [("json", &json), ("csv", &csv), ("page", &page)] {
        assert!(text.contains(sum), "the {name} has the hash");
    }
}

#[test]
fn a_paper_that_says_a_name_the_pages_mask_is_a_notice() {
    for (text, told) in [("付给钱多多", 1), ("付给钱家", 0)] {
        let portal = with("a.txt", text.as_bytes());
        let line = LINE.replace("上村文具店", "钱多多, party_type: person");
        let month = format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {line}}}\n");
        portal.put_ledger("2026-03", &month);
        let ran = portal.build().expect(0);
        let lines =
            ran.err.lines().filter(|l| l.contains("a.txt: notice[attachment-names-person]"));
        assert_eq!(lines.count(), told, "{}", ran.err);
        assert!(!ran.both().contains("钱多多"));
    }
}

#[test]
fn a_broken_picture_is_told_beside_other_mistakes() {
    let picture = jpeg(64, 64);
    let portal = with("a.jpg", &picture[..picture.len() / 2]);
    portal.edit(&format!("{VILLAGE}/notices/n.md"), "date: 2026-06-28", "date: 2026-07-28");
    let ran = portal.check().expect(1);
    assert!(ran.err.contains("published-before-review"), "{}", ran.err);
    assert!(ran.err.contains("n.md:8:22:") && ran.err.contains("attachment-broken"), "{}", ran.err);
}

#[test]
fn only_plain_names_beside_the_record_are_taken() {
    for (name, code) in [
        ("../notices/a.txt", "unsafe-path"),
        ("files/a.txt", "unsafe-path"),
        (".a.txt", "unsafe-path"),
        ("b.txt", "missing-file"),
        ("lines.csv", "attachment-refused"),
    ] {
        let portal = with("a.txt", b"x");
        portal.put(&format!("{VILLAGE}/notices/n.md"), notice("N-1", ""));
        let month = "period: 2026-03\nlines_file: lines.csv\n".to_string();
        portal.put(&format!("{VILLAGE}/finance/lines.csv"), "date,voucher,text\n");
        portal.put_ledger("2026-03", &(month + &confirmed(name, "甲")));
        let ran = portal.check().expect(1);
        assert!(ran.err.contains(&format!("error[{code}]")), "{name}: {}", ran.err);
        assert!(ran.err.contains("notices/a.txt") && ran.err.contains("unexpected-file"));
    }
    #[cfg(unix)]
    {
        let portal = with("a.txt", b"x");
        portal.remove(&format!("{VILLAGE}/notices/a.txt"));
        let outside = portal.path("outside.txt");
        std::fs::write(&outside, "x").expect("a file");
        let link = portal.path(&format!("{VILLAGE}/notices/a.txt"));
        std::os::unix::fs::symlink(outside, link).expect("a link");
        let ran = portal.check().expect(1);
        assert!(ran.err.contains("link-not-followed") && ran.err.contains("missing-file"));
    }
}

#[test]
fn what_nobody_looked_through_stays_inside_and_is_told_once_for_all() {
    let portal = Portal::new();
    let second = "content/units/xiacun";
    portal.put(
        &format!("{second}/unit.yaml"),
        UNIT.replace("shangcun", "xiacun").replace("上村", "下村"),
    );
    for (at, folder) in [VILLAGE, second].iter().enumerate() {
        portal.put(&format!("{folder}/notices/a.txt"), "甲");
        let by = if at == 0 { "" } else { ", redacted_by: 曾宪章" };
        let said = if at == 0 { "yes" } else { "no" };
        let attached = format!("attachments: [{{file: a.txt, title: 甲, redacted: {said}{by}}}]\n");
        portal.put(&format!("{folder}/notices/n.md"), notice(&format!("N-{at}"), &attached));
    }
    let ran = portal.build().expect(0);
    let count = |code: &str| ran.err.lines().filter(|line| line.contains(code)).count();
    assert_eq!(
        (count("[attachment-not-redacted]"), count("[attachment-reminder]")),
        (2, 1),
        "{}",
        ran.err
    );
    let out = portal.site().into_keys().filter(|path| path.contains("/files/")).count();
    assert_eq!(out, 0);
    assert!(!portal.page("shangcun/notices/n-0.html").contains("id=\"attachments\""));
    portal.edit(
        &format!("{VILLAGE}/notices/n.md"),
        "redacted: yes",
        "redacted: yes, redacted_by: 甲",
    );
    portal.edit(&format!("{second}/notices/n.md"), "redacted: no", "redacted: yes");
    let ran = portal.build().expect(0);
    assert!(!ran.err.contains("attachment-"), "{}", ran.err);
    portal.edit(&format!("{second}/notices/n.md"), "redacted: yes, ", "");
    assert!(
        portal.check().expect(1).err.contains("missing-field"),
        "the question must be answered"
    );
}

#[test]
fn what_is_for_the_village_stays_off_the_web() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/files/a.jpg"), jpeg(64, 64));
    let month = format!("period: 2026-03\naudience: village\n{}", confirmed("a.jpg", "甲"));
    portal.put_ledger("2026-03", &month);
    portal.build().expect(0);
    assert_eq!(public(&portal), BTreeMap::new());
    assert!(!portal.page("shangcun/finance/2026-03.html").contains("<img"));
}

#[test]
fn unchanged_pictures_are_kept_damaged_ones_made_anew_and_removed_ones_deleted() {
    let portal = with("a.jpg", &jpeg(700, 350));
    portal.build().expect(0);
    let before = portal.site();
    let files = public(&portal);
    let (name, bytes) = files.iter().find(|(name, _)| !name.contains("small")).expect("a picture");
    let path = format!("site/shangcun/files/{name}");

    // Another picture at its place is kept only where the list says so: so this one was not encoded again.
    let other = jpeg(8, 8);
    portal.put(&path, &other);
    portal.build().expect(0);
    assert_eq!(public(&portal).get(name), Some(bytes), "what is not as listed is made anew");
    let hash = |bytes: &[u8]| {
        use sha2::Digest;
        sunlit::source::hex(&sha2::Sha256::digest(bytes))
    };
    portal.put(&path, &other);
    portal.edit("site/shangcun/SHA256SUMS", &hash(bytes), &hash(&other));
    portal.build().expect(0);
    assert_eq!(public(&portal).get(name), Some(&other), "what is as listed is kept");
    portal.put(&path, bytes);
    portal.build().expect(0);
    assert_eq!(portal.site(), before);

    portal.put(&format!("{VILLAGE}/notices/n.md"), notice("N-1", ""));
    let ran = portal.build().expect(0);
    assert!(ran.err.contains("a.jpg") && ran.err.contains("unexpected-file"), "{}", ran.err);
    assert_eq!(public(&portal), BTreeMap::new(), "only files of current records stay");
}

#[test]
fn pictures_are_the_same_bytes_whatever_the_threads() {
    let portal = Portal::new();
    for at in 0..4 {
        let unit = format!("content/units/u{at}");
        portal.put(&format!("{unit}/unit.yaml"), UNIT.replace("shangcun", &format!("u{at}")));
        portal.put(&format!("{unit}/notices/a.jpg"), jpeg(500 + at, 300));
        portal.put(
            &format!("{unit}/notices/n.md"),
            notice(&format!("N-{at}"), &confirmed("a.jpg", "甲")),
        );
    }
    let mut sites = Vec::new();
    for threads in ["1", "4"] {
        let out = portal.path(threads);
        let mut command = portal.command();
        command.env("RAYON_NUM_THREADS", threads).args(["build", "-o"]).arg(&out);
        assert!(command.output().expect("the program starts").status.success());
        sites.push(crate::portal::tree(&out));
    }
    assert!(sites[0].keys().filter(|path| path.ends_with(".jpg")).count() == 8);
    assert_eq!(sites[0], sites[1]);
}

#[test]
fn a_blocked_unit_keeps_no_page_with_a_file_that_is_no_longer_confirmed() {
    let portal = with("a.txt", b"x");
    portal.put("content/portal.yaml", PORTAL);
    portal.build().expect(0);
    assert_eq!(public(&portal).len(), 1);
    portal.put(&format!("{VILLAGE}/notices/bad.md"), "no head");
    portal.run(&["build", "--keep-going"]);
    assert_eq!(public(&portal).len(), 1, "the last good page keeps its file");
    portal.edit(&format!("{VILLAGE}/notices/n.md"), "redacted: yes", "redacted: no");
    let ran = portal.run(&["build", "--keep-going", "--lang", "en"]);
    assert!(ran.both().contains("last-good-not-kept"), "{}", ran.both());
    assert_eq!(public(&portal), BTreeMap::new());
}
