//! A small portal in a temporary folder, the program run over it, and the bytes it left.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sunlit::publish::hash;
use sunlit::sink::Register;
use tempfile::TempDir;

/// The least a portal has. By its day the months of the tests are public, and none is overdue by chance: a village owes
/// one posting a quarter, and its settings name no day.
pub const PORTAL: &str = "\
schema: 1
name: 测试县阳光公开
place: 测试县
as_of: 2026-06-30
publisher:
  name: 测试县公开办
";

/// The least a village has.
pub const UNIT: &str = "id: shangcun\nname: 上村\nlevel: village\n";

/// Where the village of a small portal stands.
pub const VILLAGE: &str = "content/units/shangcun";

/// Fields every ledger must have. They stand behind what a test writes, so its lines keep their numbers.
const ENVELOPE: &[(&str, &str)] = &[
    ("plain", "plain: 明白话。\n"),
    ("opening_cash", "opening_cash: 0.00\n"),
    ("opening_bank", "opening_bank: 0.00\n"),
    ("closing_cash", "closing_cash: 0.00\n"),
    ("closing_bank", "closing_bank: 0.00\n"),
];

/// A line of a ledger with everything in order; the amount leaves the bank.
pub const LINE: &str = "{date: 2026-03-05, voucher: 记-001, text: 买纸, direction: out, \
category: administration, amount: 100.00, handler: 李一, witness: 王二, approver: 赵三, \
receipt: invoice, party: 上村文具店";

/// The ledger text with the fields it leaves out laid behind it.
pub fn ledger(name: &str, text: &str) -> String {
    let mut whole = text.to_string();
    if !whole.ends_with('\n') && !whole.is_empty() {
        whole.push('\n');
    }
    let has = |key: &str| text.lines().any(|line| line.starts_with(&format!("{key}:")));
    let chinese = text.lines().any(|line| line.starts_with("编号:"));
    if chinese {
        return whole;
    }
    if !has("id") {
        whole.push_str(&format!("id: {}\n", name.replace('.', "-")));
    }
    let (published, reviewed) = days_after(text);
    if !has("published") {
        whole.push_str(&format!("published: {published}\n"));
    }
    if !has("review") {
        whole.push_str(&format!("review: {{by: 曾宪章, date: {reviewed}}}\n"));
    }
    for (key, line) in ENVELOPE.iter().filter(|(key, _)| !has(key)) {
        let _ = key;
        whole.push_str(line);
    }
    whole
}

/// When a month is posted and reviewed: soon after it, whatever month a test speaks of.
fn days_after(text: &str) -> (String, String) {
    let period = text.lines().find_map(|line| line.strip_prefix("period:"));
    let parts = period.and_then(|period| period.trim().get(..7)?.split_once('-'));
    let month = parts.and_then(|(y, m)| Some((y.parse::<u32>().ok()?, m.parse::<u32>().ok()?)));
    let (year, month) = month.unwrap_or((2026, 5));
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    (format!("{year}-{month:02}-12"), format!("{year}-{month:02}-10"))
}

/// What the program answered.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    pub fn both(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    #[track_caller]
    pub fn expect(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "exit code; the program said:\n{}", self.both());
        self
    }
}

pub struct Portal {
    dir: TempDir,
    /// What its user's machine remembers: never in the project.
    state: TempDir,
}

impl Portal {
    /// A portal with one village and no records.
    pub fn new() -> Portal {
        let portal = Portal::bare();
        portal.put("content/portal.yaml", PORTAL);
        portal.put(&format!("{VILLAGE}/unit.yaml"), UNIT);
        portal
    }

    /// An empty project folder.
    pub fn bare() -> Portal {
        let folder = || tempfile::tempdir().expect("a temporary folder");
        Portal { dir: folder(), state: folder() }
    }

    /// The sample county of this repository.
    pub fn sample() -> Portal {
        let portal = Portal::bare();
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        for (path, bytes) in tree(&content) {
            portal.put(&format!("content/{path}"), bytes);
        }
        portal
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Portal {
        let target = self.path(path);
        fs::create_dir_all(target.parent().expect("a file in a folder")).expect("folders");
        fs::write(target, bytes).expect("a file");
        self
    }

    /// Puts a ledger of the village, with the fields it leaves out.
    pub fn put_ledger(&self, name: &str, text: &str) -> &Portal {
        self.put(&format!("{VILLAGE}/finance/{name}.yaml"), ledger(name, text))
    }

    /// Changes one piece of a file; it must be there.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) -> &Portal {
        let text = fs::read_to_string(self.path(path)).expect("a text file");
        assert!(text.contains(from), "{path} holds {from}");
        self.put(path, text.replacen(from, to, 1))
    }

    pub fn remove(&self, path: &str) -> &Portal {
        fs::remove_file(self.path(path)).expect("a file to remove");
        self
    }

    pub fn command(&self) -> Command {
        let mut command = program();
        command.current_dir(self.root()).env("SUNLIT_STATE", self.state());
        command
    }

    /// Where its user's machine keeps what it remembers.
    pub fn state(&self) -> &Path {
        self.state.path()
    }

    /// Notes down, as a build would, that this machine wrote a text at a place.
    pub fn wrote(&self, place: &str, text: &str) {
        let (register, place) = (Register::at(self.state()), self.path(place));
        let mut known = register.known(&place);
        known.insert(hash(text.as_bytes()));
        register.note(&place, &known);
    }

    /// From now on another user's, or another machine's: the project was copied there.
    pub fn moved_to_another_machine(&mut self) {
        self.state = tempfile::tempdir().expect("a temporary folder");
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command().args(arguments).output().expect("the program starts"))
    }

    pub fn check(&self) -> Ran {
        self.run(&["check", "--format", "short", "--lang", "zh"])
    }

    pub fn build(&self) -> Ran {
        self.run(&["build", "--format", "short", "--lang", "zh"])
    }

    /// Every file of `site/` by its path.
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("site"))
    }

    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path("site").join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }
}

/// The program without the caller's language, colours and clock.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sunlit"));
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "SOURCE_DATE_EPOCH", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let state = Path::new(env!("CARGO_TARGET_TMPDIR")).join("state");
    command.env_remove("FORCE_COLOR").env("NO_COLOR", "1").env("SUNLIT_STATE", state);
    command
}

/// Every file under a folder: its path from there with `/`, and its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(inside) = open.pop() {
        let Ok(entries) = fs::read_dir(&inside) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("inside").to_string_lossy();
            files.insert(name.replace('\\', "/"), fs::read(&path).expect("a file"));
        }
    }
    files
}
