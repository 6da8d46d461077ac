//! Folders and zips people read from: what is copied, in what order, and what is left alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::time::SystemTime;

use crate::portal::{LINE, Portal, VILLAGE, tree};

const PAGE: &str = "public/shangcun/finance/2026-03.html";

/// Two villages with a month each.
fn two() -> Portal {
    let portal = Portal::new();
    let month = format!("period: 2026-03\nclosing_bank: -100.00\nlines:\n  - {LINE}}}\n");
    portal.put_ledger("2026-03", &month);
    portal.put("content/units/xiacun/unit.yaml", "id: xiacun\nname: 下村\nlevel: village\n");
    let text = crate::portal::ledger("xiacun-03", &month);
    portal.put("content/units/xiacun/finance/2026-03.yaml", text);
    portal
}

fn publish(portal: &Portal, more: &[&str]) -> crate::portal::Ran {
    let mut arguments = vec!["publish", "--to", "public", "--lang", "zh"];
    arguments.extend(more);
    portal.run(&arguments)
}

/// Every file of a folder with its time: what was not written keeps both.
fn times(portal: &Portal, folder: &str) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let root = portal.path(folder);
    let time = |path: &str| fs::metadata(root.join(path)).and_then(|meta| meta.modified());
    tree(&root)
        .into_iter()
        .map(|(p, bytes)| (p.clone(), (time(&p).expect("a time"), bytes)))
        .collect()
}

#[test]
fn a_folder_gets_the_site_and_then_only_what_changed() {
    let portal = two();
    let ran = publish(&portal, &[]).expect(0);
    assert!(ran.err.contains("已发布：新增 "), "{}", ran.err);
    assert_eq!(tree(&portal.path("public")), portal.site(), "the site, and nothing else");
    let before = times(&portal, "public");
    let ran = publish(&portal, &[]).expect(0);
    assert!(ran.err.contains("新增 0，更新 0，不变"), "{}", ran.err);
    assert_eq!(times(&portal, "public"), before, "nothing was written");

    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "买纸", "买笔");
    publish(&portal, &[]).expect(0);
    let after = times(&portal, "public");
    let touched = |path: &str| after[path].0 != before[path].0;
    assert!(touched("shangcun/finance/2026-03.html") && touched("SHA256SUMS"));
    assert!(!touched("xiacun/finance/2026-03.html") && !touched("404.html"));
    assert_eq!(tree(&portal.path("public")), portal.site());
}

#[test]
fn a_blocked_build_leaves_the_target_as_it_was() {
    let portal = two();
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    publish(&portal, &[]).expect(1);
    portal.run(&["publish", "--to", "portal.zip"]).expect(1);
    assert!(!portal.path("public").exists() && !portal.path("portal.zip").exists());

    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.01", "-100.00");
    publish(&portal, &[]).expect(0);
    portal.run(&["publish", "--to", "portal.zip"]).expect(0);
    let (before, zip) = (times(&portal, "public"), fs::read(portal.path("portal.zip")).unwrap());
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    for dry in [&[][..], &["--dry-run"]] {
        let ran = publish(&portal, dry).expect(1);
        assert!(ran.err.contains("balance-differs") && ran.err.contains("没有写入任何文件"));
    }
    portal.run(&["publish", "--to", "portal.zip"]).expect(1);
    assert_eq!(times(&portal, "public"), before);
    assert_eq!(fs::read(portal.path("portal.zip")).unwrap(), zip);
    // A notice stops it only where notices count.
    let notice = two();
    let file = format!("{VILLAGE}/finance/2026-03.yaml");
    notice.edit(&file, "period: 2026-03\n", "period: 2026-03\nstatement_bank: 1.00\n");
    publish(&notice, &["--strict"]).expect(1);
    assert!(!notice.path("public").exists());
    publish(&notice, &[]).expect(0);
}

#[test]
fn only_what_our_own_list_names_is_deleted() {
    let portal = two();
    publish(&portal, &[]).expect(0);
    portal.put("public/CNAME", "example.com").put("public/shangcun/finance/notes.txt", "theirs");
    portal.put("public/xiacun/photo.jpg", "theirs");
    fs::remove_dir_all(portal.path("content/units/xiacun")).expect("a village goes");
    portal.remove(&format!("{VILLAGE}/finance/2026-03.yaml"));
    let ran = publish(&portal, &["--dry-run", "--yes"]).expect(0);
    assert!(ran.out.contains("删去 xiacun/finance/2026-03.html\n"), "{}", ran.out);
    assert!(portal.path("public/xiacun/SHA256SUMS").exists(), "a rehearsal deletes nothing");

    publish(&portal, &["--yes"]).expect(0);
    let mut left = tree(&portal.path("public"));
    for theirs in ["CNAME", "shangcun/finance/notes.txt", "xiacun/photo.jpg"] {
        assert!(left.remove(theirs).is_some(), "{theirs} is not ours to delete");
    }
    assert_eq!(left, portal.site());
}

#[test]
fn the_rehearsal_says_what_then_happens_and_writes_nothing() {
    let portal = two();
    let ran = publish(&portal, &["-n"]).expect(0);
    assert!(!portal.path("public").exists() && !portal.path("site").exists(), "nothing is written");
    let said = |out: &str| out.lines().last().unwrap_or_default().replace("将发布", "已发布");
    let told = publish(&portal, &[]).expect(0);
    assert!(told.err.contains(&said(&ran.out)), "{}\n{}", ran.out, told.err);

    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "买纸", "买笔");
    let ran = publish(&portal, &["-n"]).expect(0);
    let first = ran.out.lines().find(|line| line.ends_with(" B)")).expect("a file");
    assert!(first.starts_with("更新 shangcun/"), "{}", ran.out);
    let lists: Vec<&str> = ran.out.lines().filter(|line| line.contains("SHA256SUMS")).collect();
    assert!(lists.len() == 2 && lists[1].starts_with("更新 SHA256SUMS"), "{}", ran.out);
    let ran = portal.run(&["publish", "--to", "public", "-n", "--lang", "en"]).expect(0);
    assert!(ran.out.contains("changed shangcun/finance/2026-03.html ("), "{}", ran.out);
    assert!(ran.out.contains("would publish: 0 new, "), "{}", ran.out);
    let told = publish(&portal, &[]).expect(0);
    let last = said(&portal.run(&["publish", "--to", "public", "-n"]).out);
    assert!(last.contains("新增 0，更新 0"), "{last}; {}", told.err);
    // A unit that keeps its last good pages is rehearsed as it is published.
    portal.edit(&format!("{VILLAGE}/finance/2026-03.yaml"), "-100.00", "-100.01");
    let ran = publish(&portal, &["-n", "--keep-going"]).expect(1);
    let told = publish(&portal, &["--keep-going"]).expect(1);
    assert!(ran.out.contains("更新 shangcun/"), "{}", ran.out);
    assert!(told.err.contains(&said(&ran.out)), "{}\n{}", ran.out, told.err);
}

#[test]
fn what_is_not_ours_is_not_written_into() {
    let portal = two();
    portal.put("public/index.html", "theirs");
    // Another program's list of its own files is no sign that they are ours.
    portal.put("public/SHA256SUMS", format!("{}  index.html\n", "0".repeat(64)));
    let before = times(&portal, "public");
    let ran = publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("不是 sunlit 发布的") && ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(times(&portal, "public"), before);
    assert!(!portal.path("site").exists(), "refused before anything is built");
    let ran = portal.run(&["publish", "--to", "public", "--lang", "en"]).expect(2);
    assert!(ran.err.contains("holds files sunlit did not publish"), "{}", ran.err);
    publish(&portal, &["--force"]).expect(0);
    assert_eq!(tree(&portal.path("public")), portal.site());

    portal.put("theirs.zip", "PK: not ours, and long enough to be looked at");
    let ran = portal.run(&["publish", "--to", "theirs.zip", "--lang", "zh"]).expect(2);
    assert!(ran.err.contains("不是 sunlit 打的包"), "{}", ran.err);
    portal.run(&["publish", "--to", "theirs.zip", "--force"]).expect(0);
    portal.put("file", "a file");
    for own in ["site", ".", "content/out", "private/x", "site/inside", "file"] {
        portal.run(&["publish", "--to", own, "--force"]).expect(2);
    }
    portal.run(&["publish"]).expect(2);
}

#[test]
fn a_target_that_would_be_emptied_is_perhaps_the_wrong_one() {
    let portal = two();
    publish(&portal, &[]).expect(0);
    for id in ["a", "b", "c", "d"] {
        portal.put(
            &format!("content/units/{id}/unit.yaml"),
            format!("id: {id}\nname: {id}村\nlevel: village\n"),
        );
        let month = format!("id: {id}-1\nperiod: 2026-03\n");
        for at in 1..=4 {
            let text = crate::portal::ledger(
                &format!("{id}-{at}"),
                &month.replace("-03", &format!("-0{at}")).replace("-1\n", &format!("-{at}\n")),
            );
            portal.put(&format!("content/units/{id}/finance/2026-0{at}.yaml"), text);
        }
    }
    publish(&portal, &[]).expect(0);
    for id in ["a", "b", "c", "d", "xiacun"] {
        fs::remove_dir_all(portal.path(&format!("content/units/{id}"))).expect("a village goes");
    }
    fs::remove_dir_all(portal.path("site")).expect("a fresh copy of the project");
    let before = times(&portal, "public");
    let ran = publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("会整个删去 5 个单位"), "{}", ran.err);
    assert_eq!(times(&portal, "public"), before);
    publish(&portal, &["--force"]).expect(0);
    assert_eq!(tree(&portal.path("public")), portal.site());
}

#[test]
fn what_was_changed_at_the_target_is_put_right() {
    let portal = two();
    publish(&portal, &[]).expect(0);
    let page = fs::read(portal.path(PAGE)).expect("a page");
    // The same length: neither size nor the target's own list tells.
    let forged = String::from_utf8(page.clone()).unwrap().replace("100.00", "900.00");
    portal.put(PAGE, forged).remove("public/xiacun/index.html");
    let ran = publish(&portal, &[]).expect(0);
    assert!(ran.err.contains("新增 1，更新 1，"), "{}", ran.err);
    assert_eq!(fs::read(portal.path(PAGE)).unwrap(), page);
    assert_eq!(tree(&portal.path("public")), portal.site());
}

#[test]
fn a_publication_cut_short_is_taken_up_again() {
    let portal = two();
    publish(&portal, &[]).expect(0);
    // As it stands when the machine stops: some files new, the lists old, a half file in the work folder.
    portal.put("public/.sunlit-publish/part", "half").put("public/.sunlit-publish/lock", "");
    portal.remove("public/SHA256SUMS").remove("public/index.html");
    publish(&portal, &[]).expect(0);
    assert_eq!(tree(&portal.path("public")), portal.site());
    assert!(!portal.path("public/.sunlit-publish").exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_target_is_not_written_through() {
    let portal = two();
    publish(&portal, &[]).expect(0);
    portal.put("elsewhere/keep.txt", "theirs");
    fs::remove_dir_all(portal.path("public/xiacun")).expect("our folder");
    std::os::unix::fs::symlink(portal.path("elsewhere"), portal.path("public/xiacun"))
        .expect("a link");
    let ran = publish(&portal, &[]).expect(2);
    assert!(ran.err.contains("是一个链接"), "{}", ran.err);
    assert_eq!(tree(&portal.path("elsewhere")).len(), 1);
}

#[test]
fn a_zip_holds_the_site_the_same_bytes_each_time() {
    let portal = two();
    for name in ["a.zip", "b.ZIP"] {
        let ran = portal.run(&["publish", "--to", name, "--lang", "zh"]).expect(0);
        assert!(ran.err.contains("已打包："), "{}", ran.err);
    }
    let bytes = fs::read(portal.path("a.zip")).expect("a zip");
    assert_eq!(bytes, fs::read(portal.path("b.ZIP")).unwrap());
    let ran = portal.run(&["publish", "--to", "a.zip", "--lang", "zh", "--jobs", "1"]).expect(0);
    assert!(ran.err.contains("没有变化："), "{}", ran.err);

    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut held = BTreeMap::new();
    let mut order = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let day = file.last_modified().expect("a day");
        assert_eq!((day.year(), day.month(), day.day(), day.hour()), (2026, 6, 30, 0), "as_of");
        let name = String::from_utf8(file.name_raw().to_vec()).expect("UTF-8");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        order.push(name.clone());
        held.insert(name, bytes);
    }
    assert!(order.is_sorted());
    assert_eq!(held, portal.site());
    let files = tree(portal.root());
    assert!(!files.keys().any(|path| path.ends_with(".sunlit-part")), "nothing is left beside");
    let ran = portal.run(&["publish", "--to", "c.zip", "-n", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains(&format!("将发布：{} 个文件", held.len())), "{}", ran.out);
    assert!(!portal.path("c.zip").exists());
}

/// Files for hosts say what the pages say.
#[test]
fn every_build_tells_hosts_how_to_serve_it() {
    let portal = two();
    portal.build().expect(0);
    let site = portal.site();
    let text = |path: &str| String::from_utf8(site[path].clone()).expect("text");
    let list = text("SHA256SUMS");
    for path in [".nojekyll", "_headers", "web.config"] {
        assert!(list.contains(&format!("  {path}\n")), "{path} is listed");
    }
    let page = portal.page("index.html");
    let (_, rest) = page.split_once("default-src").expect("the page's own policy");
    let policy = format!("default-src{}", rest.split_once('"').expect("a whole one").0);
    let (headers, iis) = (text("_headers"), text("web.config"));
    assert!(
        headers.starts_with(&format!("/*\n  Content-Security-Policy: {policy}\n")),
        "{headers}"
    );
    assert!(iis.contains(&format!("name=\"Content-Security-Policy\" value=\"{policy}\"")), "{iis}");
    assert!(iis.contains("path=\"404.html\"") && iis.contains("directoryBrowse enabled=\"false\""));
    for line in headers.lines().filter(|line| line.starts_with('/')) {
        assert!(line.matches('*').count() <= 1 || line == "/*/SHA256SUMS", "{line}");
    }
    for path in headers.lines().filter_map(|line| line.strip_prefix("/assets/")) {
        assert!(site.contains_key(&format!("assets/{path}")), "{path} is there");
    }
    balanced(&iis);
}

/// Every element that opens closes, in order.
#[track_caller]
fn balanced(xml: &str) {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{xml}"),
            None if name.starts_with('?') || tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} in {xml}");
}
