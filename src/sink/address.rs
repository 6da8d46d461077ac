//! Addresses of outputs: which stay inside a folder, which are one on some system, which Windows cannot hold.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Names that are devices on Windows, whatever end they have.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Letters that HFS+ passes over in names.
const UNSEEN: &[char] = &[
    '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}',
    '\u{202e}', '\u{206a}', '\u{206b}', '\u{206c}', '\u{206d}', '\u{206e}', '\u{206f}', '\u{feff}',
];

/// Whether a path that a list, a note or a record names stays inside the folder it speaks of, on every system, and is
/// none of git's own.
pub fn is_inside(path: &str) -> bool {
    let ours = |part: &str| {
        let name = bare(&part.replace(UNSEEN, ""));
        !name.is_empty() && name != ".git" && !name.starts_with("git~")
    };
    !path.contains(['\\', ':']) && !path.contains(char::is_control) && path.split('/').all(ours)
}

/// The form in which two paths are compared: what is one file on Windows or on a Mac has one form.
pub fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.split('/').map(bare).collect::<Vec<_>>().join("/");
    }
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(path);
    composed.split('/').map(bare).collect::<Vec<_>>().join("/")
}

/// A name as Windows takes it: letters' case, dots and blanks at the end make no difference.
fn bare(name: &str) -> String {
    let name = name.trim_end_matches(['.', ' ']);
    let folded = |c: char| {
        let upper = single(c.to_uppercase(), c);
        single(upper.to_lowercase(), upper)
    };
    name.chars().map(folded).collect()
}

/// The letter, where it is a single one: file systems do not take `ß` for `SS`.
fn single(mut letters: impl ExactSizeIterator<Item = char>, usual: char) -> char {
    if letters.len() == 1 { letters.next().unwrap_or(usual) } else { usual }
}

/// The first name of a path that Windows cannot hold.
pub fn unusable(path: &str) -> Option<&str> {
    path.split('/').find(|name| is_unusable(name))
}

fn is_unusable(name: &str) -> bool {
    let stem = bare(name.split('.').next().unwrap_or_default());
    let numbered = stem.strip_prefix("com").or(stem.strip_prefix("lpt")).unwrap_or_default();
    let port = matches!(numbered, "¹" | "²" | "³")
        || numbered.len() == 1 && numbered.bytes().all(|b| b.is_ascii_digit());
    let letter = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
    let ends = name.is_empty() || name.ends_with(['.', ' ']);
    port || ends || name.contains(letter) || DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_out_on_any_system_or_into_git_is_not_inside() {
        for path in ["a", "a/b.html", ".nojekyll", "县/甲.html", ".gitignore", "a..b/..c"] {
            assert!(is_inside(path), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "..",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "..\\a",
            "C:a",
            "a:stream",
            "a/.. /b",
            "a/.../b",
            "a\nb",
            ".git/config",
            "a/.GIT/hooks/x",
            ".git./config",
            ".git /config",
            "GIT~1/config",
            ".g\u{200c}it/config",
        ] {
            assert!(!is_inside(path), "{path:?}");
        }
    }

    #[test]
    fn what_is_one_file_somewhere_has_one_form() {
        for (a, b) in [
            ("a/Index.html", "a/index.html"),
            ("A/b", "a/b"),
            ("é.png", "e\u{301}.png"),
            ("Σ", "ς"),
            ("a./b", "a/b "),
        ] {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
        assert_ne!(folded("a/b.html"), folded("a/b.csv"));
        assert_ne!(folded("甲"), folded("乙"));
        assert_ne!(folded("strasse"), folded("straße"), "two files everywhere");
    }

    #[test]
    fn windows_has_names_of_its_own() {
        for path in ["con/index.html", "a/nul.html", "AUX", "com1.csv", "a/LPT9", "a.", "b ", "x?y"]
        {
            assert!(unusable(path).is_some(), "{path}");
        }
        for path in ["conto/index.html", "com10.html", "a/lpt.html", "nul-1.html", ".nojekyll"] {
            assert_eq!(unusable(path), None, "{path}");
        }
        assert_eq!(unusable("a/con.html"), Some("con.html"));
    }
}
