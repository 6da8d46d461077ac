//! Whether the targets a portal names can be what they say.

use std::path::Path;

use crate::finding::{Report, rules};
use crate::kind::portal::{Login, PORTAL, Portal, Target, bucket, is_guarded};
use crate::model::Said;
use crate::scan;
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
        only_its_own(target, &mut tell);
        if matches!(target.kind, "folder" | "zip" | "git") {
            of_this_machine(target, &mut tell);
        }
        match target.kind {
            "git" => of_git(target, &mut tell),
            "s3" => of_s3(target, &mut tell),
            "webdav" if !is_guarded(&target.place) => {
                tell_address("where", &target.place, &mut tell)
            }
            "sftp" if Login::parse(&target.place).is_none() => {
                let place = scan::starred(&target.place);
                let said = Said::new(
                    format!("`{place}` 不是 ssh 能登录的地方"),
                    format!("`{place}` is no place to log in with ssh"),
                );
                let help = Said::new(
                    "写成 `用户@主机:/srv/sunlit` 或 `sftp://用户@主机:22/srv/sunlit`",
                    "write `user@host:/srv/sunlit` or `sftp://user@host:22/srv/sunlit`",
                );
                tell("where", said, help);
            }
            _ => {}
        }
    }
}

/// A name is also a folder's, in which a target's notes are kept.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') && !name.starts_with('-')
}

/// Tells of options that stand beside a target of another kind.
fn only_its_own(target: &Target, tell: &mut impl FnMut(&str, Said, Said)) {
    let options = [
        ("branch", &["git"][..], target.branch.is_some()),
        ("cname", &["git"], target.cname.is_some()),
        ("endpoint", &["s3"], target.endpoint.is_some()),
        ("region", &["s3"], target.region.is_some()),
        ("addressing", &["s3"], target.in_path),
        ("secrets", &["s3", "webdav"], target.secrets.is_some()),
        ("twins", &["folder", "webdav", "sftp"], target.twins),
    ];
    for (field, kinds, given) in options {
        if given && !kinds.contains(&target.kind) {
            let (zh, en, kind) = (kinds.join("、"), kinds.join(" and "), target.kind);
            let said = Said::new(
                format!("`{field}` 只有 {zh} 用得着，这里的类型是 `{kind}`"),
                format!("`{field}` is for {en} alone; the kind here is `{kind}`"),
            );
            tell(field, said, Said::new("删去这一行", "remove the line"));
        }
    }
}

/// What a path of this machine cannot be.
fn of_this_machine(target: &Target, tell: &mut impl FnMut(&str, Said, Said)) {
    let place = scan::starred(&target.place);
    let ending = Path::new(&target.place).extension();
    if target.kind == "zip" && !ending.is_some_and(|end| end.eq_ignore_ascii_case("zip")) {
        let said = Said::new(
            format!("`{place}` 不是压缩包的名字：应当以 .zip 结尾"),
            format!("`{place}` is no name of a zip, which ends in .zip"),
        );
        let help =
            Said::new("写成 `../网站.zip` 这样的名字", "write a name such as `../portal.zip`");
        tell("where", said, help);
    }
    if target.place != "~" && target.place.starts_with('~') && !target.place.starts_with("~/") {
        let said = Said::new(
            format!("`{place}` 以 `~` 开头：`~/` 是自己的主文件夹，别的不认得"),
            format!("`{place}` begins with `~`; `~/` is your own home, and no other is known"),
        );
        let help = Said::new(
            "写出整个路径；项目里名字以 `~` 开头的文件夹，前面加 `./`",
            "write the whole path; before a folder of the project whose name begins so, write `./`",
        );
        tell("where", said, help);
    }
}

fn of_s3(target: &Target, tell: &mut impl FnMut(&str, Said, Said)) {
    if bucket(&target.place).is_none() {
        let place = scan::starred(&target.place);
        let said = Said::new(
            format!("`{place}` 不是桶的名称"),
            format!("`{place}` is not a bucket's name"),
        );
        let help = Said::new(
            "写成 `gongkai` 或 `gongkai/文件夹`；网址写在 `endpoint`",
            "write `gongkai` or `gongkai/folder`; the address stands in `endpoint`",
        );
        tell("where", said, help);
    }
    let endpoint = target.endpoint.as_deref().unwrap_or_default();
    if !is_guarded(endpoint) {
        tell_address("endpoint", endpoint, tell);
    }
}

fn tell_address(field: &str, address: &str, tell: &mut impl FnMut(&str, Said, Said)) {
    let address = scan::starred(address);
    let said = Said::new(
        format!("`{field}` 是 `{address}`，应当是 https:// 的网址，里面没有用户名"),
        format!("`{field}` is `{address}`; an https:// address without a user's name was expected"),
    );
    let help = Said::new(
        "照主机给的网址写，如 `https://dav.example.cn/gongkai/`",
        "write the address the host gives, such as `https://dav.example.cn/gongkai/`",
    );
    tell(field, said, help);
}

fn of_git(target: &Target, tell: &mut impl FnMut(&str, Said, Said)) {
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
