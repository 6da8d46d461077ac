//! Publications cut at every operation: no page leads to what is not there, and what arrived is not sent again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sunlit::model::Stop;
use sunlit::publish::{
    self, BEGUN, Edition, Headers, Host, Known, Notes, OnDisk, Own, Patient, Plan, Publication,
    RECORD, Stamp, There,
};

use sunlit::sink::Register;

use crate::killed::lay;
use crate::portal::{Portal, tree};

type Files = BTreeMap<String, Vec<u8>>;

/// What goes wrong, and at which writing or deleting operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// The line is cut before the operation, and stays cut.
    Before(usize),
    /// The operation is done, its answer is lost, and the line stays cut.
    After(usize),
    /// The operation fails once, for a reason that passes.
    Once(usize),
}

/// A host in memory.
struct Memory<'a> {
    files: &'a mut Files,
    fault: Fault,
    /// Paths in the order in which they were written or deleted.
    done: &'a mut Vec<String>,
    asked: usize,
}

impl Memory<'_> {
    fn act(&mut self, path: &str, bytes: Option<&[u8]>) -> Result<(), Stop> {
        let at = self.asked;
        self.asked += 1;
        let stop = |kind: ErrorKind| Err(Stop::Io(PathBuf::from(path), io::Error::from(kind)));
        match self.fault {
            Fault::Before(cut) if at >= cut => return stop(ErrorKind::PermissionDenied),
            Fault::After(cut) if at > cut => return stop(ErrorKind::PermissionDenied),
            Fault::Once(cut) if at == cut => return stop(ErrorKind::TimedOut),
            _ => {}
        }
        match bytes {
            Some(bytes) => self.files.insert(path.to_string(), bytes.to_vec()),
            None => self.files.remove(path),
        };
        self.done.push(path.to_string());
        if self.fault == Fault::After(at) { stop(ErrorKind::PermissionDenied) } else { Ok(()) }
    }
}

impl Host for Memory<'_> {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        Ok(self.files.get(path).cloned())
    }

    fn put(&mut self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Stop> {
        let page = path.ends_with(".html");
        assert_eq!(headers.content_type == "text/html; charset=utf-8", page, "{path}");
        self.act(path, Some(bytes))
    }

    fn delete(&mut self, path: &str) -> Result<(), Stop> {
        self.act(path, None)
    }

    fn finish(&mut self) -> Result<(), Stop> {
        Ok(())
    }
}

/// How a publication went: whether it ended, what it did in which order, and how often it waited.
struct Went {
    ended: bool,
    done: Vec<String>,
    waits: usize,
}

fn publish(project: &Path, site: &Path, files: &mut Files, fault: Fault) -> Went {
    let (mut done, mut waits) = (Vec::new(), 0);
    let memory = Memory { files, fault, done: &mut done, asked: 0 };
    let mut host = Patient::new(memory, |_| waits += 1);
    let (notes, own) =
        (Notes::of(project, "memory", Register::at(&project.join("state"))), Own::default());
    let sealed = BTreeMap::new();
    let known = Known { inputs_sha256: String::new(), lock: None, sealed: &sealed };
    let there =
        There::look(&mut host, &notes, (None, &known), false).expect("nothing newer is there");
    let plan = Plan::of(&OnDisk(site.to_path_buf()), (&own, &BTreeSet::new()), &there, &mut host)
        .expect("a plan");
    let stamp = Stamp {
        at: jiff::Timestamp::UNIX_EPOCH,
        by: String::new(),
        as_of: None,
        inputs_sha256: String::new(),
        lock: None,
        units: 2,
        months: 4,
        lines: 4,
    };
    let record = Publication::of(&stamp, &plan, there.record_sum.clone());
    let edition = Edition { site, own: &own };
    let ended = publish::publish(edition, (&plan, &there), &mut host, &record, &notes).is_ok();
    drop(host);
    Went { ended, done, waits }
}

/// Two states of a portal, built: units and months come and go, and the style sheet has another name.
fn two() -> (Portal, PathBuf, PathBuf) {
    let portal = Portal::new();
    for (second, out) in [(false, "first"), (true, "second")] {
        lay(&portal, second);
        if second {
            portal.put("themes/sunlight/styles/print.css", "@layer print { s { margin: 0 } }");
        }
        portal.run(&["build", "-o", out]).expect(0);
    }
    let (first, second) = (portal.path("first"), portal.path("second"));
    (portal, first, second)
}

/// Whatever can be reached from the front page is there, and what any list leads to within its folder.
#[track_caller]
pub fn whole(files: &Files, when: &str) {
    for (list, bytes) in files.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let folder = list.trim_end_matches("index.html");
        let links = links(list, &String::from_utf8_lossy(bytes));
        for path in links.iter().filter(|path| path.starts_with(folder)) {
            assert!(files.contains_key(path), "{when}: {list} leads to {path}, not there");
        }
    }
    let mut open = vec!["index.html".to_string()];
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(bytes) = files.get(&path) else {
            assert!(path == "index.html", "{when}: a page leads to {path}, which is not there");
            return;
        };
        if path.ends_with(".html") {
            open.extend(links(&path, &String::from_utf8_lossy(bytes)));
        }
    }
}

/// Where a page leads within the site.
fn links(page: &str, html: &str) -> Vec<String> {
    let values = [" href=", " src="].into_iter().flat_map(|name| html.split(name).skip(1));
    let value = |rest: &str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default().to_string(),
        None => rest.split([' ', '>']).next().unwrap_or_default().to_string(),
    };
    let inside = |link: &String| !link.contains(':') && !link.starts_with('#');
    values.map(value).filter(inside).map(|link| resolved(page, &link)).collect()
}

fn resolved(page: &str, link: &str) -> String {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What ought to be there: the site and its record.
#[track_caller]
fn published(files: &Files, site: &Path) {
    let mut site = tree(site);
    let record = Publication::read(&files[RECORD]).expect("a record");
    assert_eq!(record.files.len(), site.len());
    assert!(record.files.iter().all(|file| site.contains_key(&file.path)));
    site.insert(RECORD.to_string(), files[RECORD].clone());
    assert!(*files == site, "the site and its record, and nothing else");
}

#[test]
fn the_walk_finds_what_is_missing() {
    let (_portal, first, _) = two();
    let mut files = tree(&first);
    let pages =
        links("shangcun/index.html", &String::from_utf8_lossy(&files["shangcun/index.html"]));
    assert!(pages.iter().any(|path| path.starts_with("assets/")) && pages.len() > 5, "{pages:?}");
    whole(&files, "a whole site");
    files.remove("shangcun/finance/2026-03.html");
    let lame = std::panic::catch_unwind(|| whole(&files, "a lame one"));
    assert!(lame.is_err(), "a page that is not there is missed");
}

/// Cuts a publication at each operation, before and after it, walks what is there, and takes it up again.
fn cut_everywhere(project: &Portal, before: &Files, site: &Path, uncut: &[String]) {
    let notes = project.path(".sunlit");
    let kept = tree(&notes);
    for cut in 0..uncut.len() {
        for fault in [Fault::Before(cut), Fault::After(cut)] {
            let _ = std::fs::remove_dir_all(&notes);
            for (path, bytes) in &kept {
                project.put(&format!(".sunlit/{path}"), bytes);
            }
            let mut files = before.clone();
            let went = publish(project.root(), site, &mut files, fault);
            assert!(!went.ended);
            whole(&files, &format!("{fault:?} {}", uncut[cut]));
            let again = publish(project.root(), site, &mut files, Fault::None);
            assert!(again.ended);
            published(&files, site);
            let both = [went.done, again.done].concat();
            // Of an operation whose answer was lost nobody can know.
            // A record that is there already is put once more, to end what it is about.
            let last = cut + 1 == uncut.len();
            let most =
                uncut.len() + usize::from(fault == Fault::After(cut)) + 2 * usize::from(last);
            assert!(both.len() <= most, "{fault:?}: {} operations, not {most}", both.len());
        }
    }
}

#[test]
fn a_first_publication_cut_anywhere_shows_nothing_that_leads_nowhere() {
    let (portal, first, _) = two();
    let mut files = Files::new();
    let went = publish(portal.root(), &first, &mut files, Fault::None);
    assert!(went.ended && went.waits == 0);
    published(&files, &first);
    // The sign that it is on its way stands first, and goes when the record is there.
    let last: Vec<&str> = went.done.iter().rev().take(2).map(String::as_str).collect();
    assert_eq!((went.done[0].as_str(), &last[..]), (BEGUN, &[BEGUN, RECORD][..]));
    std::fs::remove_dir_all(portal.path(".sunlit")).expect("notes");
    cut_everywhere(&portal, &Files::new(), &first, &went.done);
}

#[test]
fn an_edition_cut_anywhere_shows_the_old_or_the_new_and_nothing_that_leads_nowhere() {
    let (portal, first, second) = two();
    let mut before = Files::new();
    publish(portal.root(), &first, &mut before, Fault::None);
    let notes = tree(&portal.path(".sunlit"));
    let mut files = before.clone();
    let went = publish(portal.root(), &second, &mut files, Fault::None);
    published(&files, &second);
    assert!(went.done.iter().any(|path| path.starts_with("xiacun/")), "deletions are among it");
    assert!(went.done.iter().any(|path| path.ends_with(".css")), "a new sheet is among it");
    for (path, bytes) in notes {
        portal.put(&format!(".sunlit/{path}"), bytes);
    }
    cut_everywhere(&portal, &before, &second, &went.done);
}

#[test]
fn a_third_edition_after_a_cut_leaves_nothing_of_the_second() {
    let (portal, first, second) = two();
    let mut files = Files::new();
    publish(portal.root(), &first, &mut files, Fault::None);
    // New files arrive that no record names.
    let went = publish(portal.root(), &second, &mut files, Fault::Before(30));
    assert!(!went.ended && files.contains_key("dongcun/finance/2026-05.html"));
    assert!(publish(portal.root(), &first, &mut files, Fault::None).ended);
    published(&files, &first);
}

#[test]
fn what_another_copy_of_the_project_began_is_known_and_ended() {
    let (portal, first, second) = two();
    let mut files = Files::new();
    publish(portal.root(), &first, &mut files, Fault::None);
    let went = publish(portal.root(), &second, &mut files, Fault::Before(30));
    assert!(!went.ended && files.contains_key("dongcun/finance/2026-05.html"));
    // A fresh copy of the project has no notes: it believes nothing, and deletes what the other brought.
    std::fs::remove_dir_all(portal.path(".sunlit")).expect("notes");
    assert!(publish(portal.root(), &first, &mut files, Fault::None).ended);
    published(&files, &first);
    assert!(!files.contains_key(BEGUN));
}

#[test]
fn a_front_page_that_somebody_changed_is_put_right_with_all_else() {
    let (portal, first, _) = two();
    let mut files = Files::new();
    publish(portal.root(), &first, &mut files, Fault::None);
    files.insert("shangcun/index.html".to_string(), b"forged".to_vec());
    files.insert("about.html".to_string(), b"forged".to_vec());
    assert!(publish(portal.root(), &first, &mut files, Fault::None).ended);
    published(&files, &first);
}

#[test]
fn what_fails_once_is_asked_again() {
    let (portal, first, _) = two();
    for cut in [0, 7, 20] {
        let _ = std::fs::remove_dir_all(portal.path(".sunlit"));
        let mut files = Files::new();
        let went = publish(portal.root(), &first, &mut files, Fault::Once(cut));
        assert!(went.ended && went.waits == 1);
        published(&files, &first);
    }
}

#[test]
fn a_site_that_is_not_what_its_lists_say_is_not_published() {
    let (portal, first, _) = two();
    let page = first.join("shangcun/finance/2026-03.html");
    std::fs::write(&page, "half").expect("a page");
    let mut files = Files::new();
    assert!(!publish(portal.root(), &first, &mut files, Fault::None).ended);
    assert!(!files.contains_key("shangcun/finance/2026-03.html") && !files.contains_key(RECORD));
    std::fs::remove_file(&page).expect("a page");
    let memory = Memory { files: &mut files, fault: Fault::None, done: &mut Vec::new(), asked: 0 };
    let mut host = Patient::new(memory, |_| {});
    let there = There::by_lists(&mut host).expect("a host that answers");
    assert!(
        Plan::of(&OnDisk(first), (&Own::default(), &BTreeSet::new()), &there, &mut host).is_err()
    );
}
