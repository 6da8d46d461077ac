//! Whether the targets a portal names can be what they say.

use crate::finding::{Report, rules};
use crate::kind::portal::{PORTAL, Portal, Target};
use crate::model::Said;
use crate::source::Source;

/// Tells of names used twice and of options that a target of its kind does not have.
pub fn check(portal: &Portal, source: &Source, report: &mut Report) {
    for (at, target) in portal.targets.iter().enumerate() {
        let mut tell = |field: &str, said: Said, help: Said| {
            let place = source.place(&PORTAL, &format!("targets.{at}.{field}"));
            let finding = source.finding(&rules::TARGET_UNCLEAR, place, said);
            report.push(finding.help(help.zh, help.en));
        };
        let name = &target.name;
        if portal.targets[..at].iter().any(|other| other.name == *name) {
            let said = Said::new(
                format!("名称 `{name}` 已是另一个发布目标的"),
                format!("another target has the name `{name}`"),
            );
            tell("name", said, Said::new("换一个名称", "choose another name"));
        }
        if !is_plain(name) {
            let said = Said::new(
                format!("名称 `{name}` 不能用，应当只有文字、数字、`-` 和 `_`"),
                format!("the name `{name}` cannot be used; letters, digits, `-` and `_` can"),
            );
            tell("name", said, Said::new("换一个名称", "choose another name"));
        }
        of_git(target, &mut tell);
    }
}

/// A name is also a folder's, in which a target's notes are kept.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') && !name.starts_with('-')
}

fn of_git(target: &Target, tell: &mut impl FnMut(&str, Said, Said)) {
    if target.kind != "git" {
        for (field, given) in
            [("branch", target.branch.is_some()), ("cname", target.cname.is_some())]
        {
            if given {
                let said = Said::new(
                    format!("`{field}` 只有 git 用得着，这里的类型是 `{}`", target.kind),
                    format!("`{field}` is for git alone; the kind here is `{}`", target.kind),
                );
                tell(field, said, Said::new("删去这一行", "remove the line"));
            }
        }
        return;
    }
    if let Some(branch) = target.branch.as_deref().filter(|branch| !is_branch(branch)) {
        let said = Said::new(
            format!("`{branch}` 不能作分支名"),
            format!("`{branch}` cannot be the name of a branch"),
        );
        let help = Said::new("写成 `pages` 这样的名字", "write a name such as `pages`");
        tell("branch", said, help);
    }
    if let Some(domain) = target.cname.as_deref().filter(|domain| !is_domain(domain)) {
        let said = Said::new(format!("`{domain}` 不是域名"), format!("`{domain}` is not a domain"));
        let help = Said::new(
            "只写域名，如 `gongkai.example.cn`",
            "write the domain alone, such as `gongkai.example.cn`",
        );
        tell("cname", said, help);
    }
}

/// Narrower than git itself, which is asked nothing before a publication.
fn is_branch(name: &str) -> bool {
    let part = |part: &str| {
        let letters = part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
        letters && !part.is_empty() && !part.starts_with(['.', '-']) && !part.ends_with(".lock")
    };
    name.split('/').all(part) && !name.contains("..") && !name.ends_with('.')
}

fn is_domain(name: &str) -> bool {
    let part = |part: &str| {
        let letters = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        letters && !part.is_empty() && !part.starts_with('-') && !part.ends_with('-')
    };
    name.contains('.') && name.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_branches_and_domains() {
        assert!(is_branch("pages") && is_branch("县/公开-1"));
        for name in ["", "-x", "a..b", "a b", "a.lock", "a/", "a~1", "refs:x", "x."] {
            assert!(!is_branch(name), "{name}");
        }
        assert!(is_domain("gongkai.example.cn") && is_plain("网站_1"));
        for name in ["example", "https://example.cn", "a..b", "-a.cn", "a.cn/x", "a b.cn"] {
            assert!(!is_domain(name), "{name}");
        }
        assert!(!is_plain("../x") && !is_plain("-n") && !is_plain("a b"));
    }
}
