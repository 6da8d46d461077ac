//! Names of files: what a name may hold so that it is one file, at one place, on every system.

use super::said::Words;

/// Why this cannot be the name of one file or folder everywhere; `None` where it can. What is told here is never opened:
/// what is a letter to one system is a way out of the folder to another.
pub fn unfit(name: &str) -> Option<Words> {
    let found = |text: &[char]| name.contains(text);
    if matches!(name, "" | "." | "..") {
        return Some(Words::new("空的，或指向别的文件夹", "is empty, or leads to another folder"));
    }
    if found(&['/', '\\']) {
        return Some(Words::new("有分隔文件夹的 / 或 \\", "holds / or \\, which part folders"));
    }
    if found(&[':']) {
        return Some(Words::new(
            "有冒号：在 Windows 上指别的盘或文件里的另一份内容",
            "holds a colon, which on Windows leads to another drive or into another stream",
        ));
    }
    if found(&['<', '>', '"', '|', '?', '*']) || name.contains(char::is_control) {
        return Some(Words::new(
            "有 Windows 不许用的字符（< > \" | ? * 或控制字符）",
            "holds a character that Windows does not allow (< > \" | ? * or a control character)",
        ));
    }
    if name.ends_with(['.', ' ']) {
        return Some(Words::new("以点或空格结尾", "ends with a point or a blank"));
    }
    is_device(name)
        .then(|| Words::new("是 Windows 留给设备的名字", "is a name Windows keeps for a device"))
}

/// The first part of a path with `/` that cannot be opened, and why; `None` where the path stays below where it begins.
pub fn unfit_part(path: &str) -> Option<(&str, Words)> {
    path.split('/').find_map(|part| unfit(part).map(|why| (part, why)))
}

/// Whether Windows takes a name for a device, whatever its case, its ending and the blanks or points behind it.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches([' ', ':']);
    let stem = stem.to_ascii_lowercase();
    if matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" | "clock$") {
        return true;
    }
    let number = ["com", "lpt"].into_iter().find_map(|device| stem.strip_prefix(device));
    // The raised digits count too.
    number.is_some_and(|n| n.chars().count() == 1 && n.contains(|c| "0123456789¹²³".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_elsewhere_on_any_system_is_no_name() {
        for name in [
            "",
            ".",
            "..",
            "/etc",
            "a/b",
            "..\\..\\outside.md",
            "\\\\server\\share",
            "C:",
            "c:x.md",
            "a.md:secret",
            "a\0b",
            "a\nb",
            "what?.md",
            "a*.md",
            "<a>",
            "\"a\"",
            "a|b",
            "a.md.",
            "a.md ",
            "...",
        ] {
            assert!(unfit(name).is_some(), "{name:?}");
        }
        for name in ["2026-03.yaml", "路灯.md", ".hidden", "a b.csv", "a..b", "～$.x", "一：二"]
        {
            assert!(unfit(name).is_none(), "{name:?}");
        }
    }

    #[test]
    fn a_path_is_judged_part_by_part() {
        assert!(unfit_part("content/units/a/unit.yaml").is_none());
        let bad = |path| unfit_part(path).map(|(part, _)| part);
        assert_eq!(bad("content/../../x"), Some(".."));
        assert_eq!(bad("/etc/passwd"), Some(""));
        assert_eq!(bad("content//x"), Some(""));
        assert_eq!(bad("content/notices/..\\x.md"), Some("..\\x.md"));
        assert_eq!(bad("content/aux.md"), Some("aux.md"));
    }

    #[test]
    fn devices_in_any_case_with_any_ending() {
        for name in
            ["con", "NUL", "Aux", "com1", "LPT9", "com¹", "con.md", "nul .txt", "prn..", "COM0"]
        {
            assert!(is_device(name), "{name}");
        }
        for name in ["console", "com", "com10", "lpt", "auxiliary", "a-con", "nul-1"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
