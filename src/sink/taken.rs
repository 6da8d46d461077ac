//! The addresses of outputs that pass one door, so that no two of them are ever one file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::address::{folded, unusable};
use crate::finding::{Finding, Place, rules};
use crate::model::Said;

/// What stands at an address.
#[derive(Debug)]
struct Holder {
    path: Arc<str>,
    origin: Arc<str>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    /// A folder in which nothing of this door may stand.
    Closed,
}

/// Addresses by the form in which systems compare them. One door's are forgotten with it: units have folders of their own.
#[derive(Debug, Default)]
pub struct Taken {
    holders: BTreeMap<String, Holder>,
    /// Names that Windows cannot hold, each told once.
    told: BTreeSet<String>,
    /// The folder of the file before, which need not be asked for again.
    last: String,
}

impl Taken {
    /// Keeps a folder for somebody else's files.
    pub fn close_off(&mut self, folder: &str, origin: &str) -> Option<Finding> {
        self.hold(folded(folder), folder, origin, Kind::Closed)
    }

    /// Takes an address for a file; what is said where another has it, or nobody can.
    pub fn take(&mut self, path: &str, origin: &str) -> Vec<Finding> {
        let (whole, mut found) = (folded(path), Vec::new());
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != self.last {
            self.last = folder.to_string();
            let both = whole.match_indices('/').zip(path.match_indices('/'));
            for ((end, _), (start, _)) in both {
                let at = whole[..end].to_string();
                found.extend(self.hold(at, &path[..start], origin, Kind::Folder));
            }
        }
        found.extend(self.hold(whole, path, origin, Kind::File));
        if let Some(name) = unusable(path).filter(|name| self.told.insert(name.to_string())) {
            found.push(not_for_windows(path, name, origin));
        }
        found
    }

    fn hold(&mut self, at: String, path: &str, origin: &str, kind: Kind) -> Option<Finding> {
        let Some(first) = self.holders.get(&at) else {
            let holder = Holder { path: path.into(), origin: origin.into(), kind };
            self.holders.insert(at, holder);
            return None;
        };
        // A folder is one, whoever puts files into it; spelt in two ways it is two.
        let shared = kind == Kind::Folder && first.kind == Kind::Folder && *first.path == *path;
        (!shared).then(|| one_address((path, origin), (&first.path, &first.origin)))
    }

    /// Takes over the addresses of another door of the same folder.
    pub fn absorb(&mut self, other: Taken) -> Vec<Finding> {
        self.told.extend(other.told);
        let holders = other.holders.into_iter();
        let hold = |(at, Holder { path, origin, kind })| self.hold(at, &path, &origin, kind);
        holders.filter_map(hold).collect()
    }
}

fn one_address((path, origin): (&str, &str), (other, first): (&str, &str)) -> Finding {
    let said = Said::new(
        format!("成品 {path}（来自 {origin}）和 {other}（来自 {first}）是同一个地址"),
        format!("{path} from {origin} and {other} from {first} have one address"),
    );
    // What sunlit makes by itself is in no file that could be mended.
    let file = [origin, first].into_iter().find(|origin| origin.contains('/')).unwrap_or(origin);
    Finding::new(&rules::ADDRESS_TAKEN, &file.into(), Place::File, said).help(
        "改其中一个的编号或名称；只差大小写的，在 Windows 上也是同一个",
        "give one of them another id or name; by letters' case alone Windows tells no two apart",
    )
}

fn not_for_windows(path: &str, name: &str, origin: &str) -> Finding {
    let said = Said::new(
        format!("成品 {path} 里的名称 `{name}` 在 Windows 上用不了，来自 {origin}"),
        format!("the name `{name}` of {path}, from {origin}, cannot be one on Windows"),
    );
    Finding::new(&rules::ADDRESS_UNUSABLE, &origin.into(), Place::File, said).help(
        "换一个编号或名称，否则网站拷不到 Windows 电脑上",
        "choose another id or name: such a site cannot be copied to a machine with Windows",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(found: &[Finding]) -> Vec<&'static str> {
        found.iter().map(|finding| finding.rule.code).collect()
    }

    #[test]
    fn one_address_is_one_whatever_it_is_made_from() {
        let mut taken = Taken::default();
        assert!(taken.take("a/notices/index.html", "unit").is_empty());
        assert!(taken.take("a/notices/b.html", "b").is_empty());
        for (path, code) in [
            ("a/notices/INDEX.html", "address-taken"),
            ("a/notices/index.html", "address-taken"),
            ("a/Notices/c.html", "address-taken"),
            ("a/notices", "address-taken"),
            ("a/notices/b.html/c", "address-taken"),
            ("a/con.html", "address-unusable"),
        ] {
            assert_eq!(codes(&taken.take(path, "x")), [code], "{path}");
        }
        assert!(taken.take("a/con.html.csv", "x").len() == 1, "another name, told too");
        let said = &taken.take("a/notices/B.html", "c")[0].message;
        assert!(said.zh.contains("B.html（来自 c）和 a/notices/b.html（来自 b）"), "{said:?}");
    }

    #[test]
    fn a_folder_of_somebody_else_is_closed() {
        let mut taken = Taken::default();
        assert!(taken.close_off("shangcun", "unit").is_none());
        assert!(taken.close_off("Shangcun", "other").is_some());
        assert_eq!(codes(&taken.take("shangcun/a.html", "portal")), ["address-taken"]);
        assert_eq!(codes(&taken.take("SHANGCUN", "portal")), ["address-taken"]);
    }

    #[test]
    fn what_another_door_took_is_taken() {
        let (mut one, mut other) = (Taken::default(), Taken::default());
        assert!(one.take("a/finance/2026-03.html", "x").is_empty());
        assert!(other.take("a/finance/2026-04.html", "y").is_empty());
        assert!(other.take("a/finance/2026-03.HTML", "z").is_empty());
        let found = one.absorb(other);
        assert_eq!(codes(&found), ["address-taken"]);
        assert!(found[0].message.en.contains("from z"), "{:?}", found[0].message);
    }
}
