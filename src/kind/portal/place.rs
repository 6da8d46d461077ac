//! What `where` says of a place on the network: a bucket, a folder by WebDAV, a folder by ssh.

/// A folder that is reached by logging in with ssh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// `user@host`, or a name of the user's own ssh settings.
    pub host: String,
    pub port: Option<u16>,
    /// From the user's home unless it begins with `/`.
    pub folder: String,
}

impl Login {
    /// From `user@host:folder` or `sftp://user@host:port/folder`.
    pub fn parse(place: &str) -> Option<Login> {
        let (host, port, folder) = match place.strip_prefix("sftp://") {
            Some(address) => {
                let (host, folder) = address.split_once('/')?;
                let (host, port) = match host.split_once(':') {
                    Some((host, port)) => (host, Some(port.parse().ok()?)),
                    None => (host, None),
                };
                let home = folder.strip_prefix("~/").map(str::to_string);
                (host, port, home.unwrap_or_else(|| format!("/{folder}")))
            }
            None => {
                let (host, folder) = place.split_once(':')?;
                (host, None, folder.to_string())
            }
        };
        let part = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
        // What begins with a dash would be an option to ssh, or to a command of its settings.
        let dashed = host.split('@').any(|part| part.starts_with('-') || part.is_empty());
        let known = host.chars().all(part) && !dashed;
        let folder = folder.trim_end_matches('/');
        let whole = !folder.is_empty() && !folder.contains(char::is_control);
        (known && whole).then(|| Login { host: host.into(), port, folder: folder.into() })
    }
}

/// A bucket and the folder in it, from `bucket/folder`.
pub fn bucket(place: &str) -> Option<(&str, &str)> {
    let (name, folder) = place.split_once('/').unwrap_or((place, ""));
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let known = name.bytes().all(|b| letter(b) || b == b'-' || b == b'.');
    let ends = name.bytes().next().is_some_and(letter) && name.bytes().last().is_some_and(letter);
    let folder = folder.trim_end_matches('/');
    let inside = folder.is_empty()
        || folder.split('/').all(|part| {
            !matches!(part, "" | "." | "..") && !part.contains(|c: char| c.is_control())
        });
    (known && ends && name.len() >= 3 && inside).then_some((name, folder))
}

/// Whether nobody on the way can read what is said there: https, or this machine itself.
pub fn is_guarded(address: &str) -> bool {
    let plain = address.strip_prefix("http://");
    let Some(rest) = address.strip_prefix("https://").or(plain) else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let whole = !authority.is_empty() && !address.contains(['@', '?', '#', ' ']);
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    whole && (plain.is_none() || matches!(host, "localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(place: &str) -> Option<(String, Option<u16>, String)> {
        Login::parse(place).map(|login| (login.host, login.port, login.folder))
    }

    #[test]
    fn a_login_is_written_as_for_scp_or_as_an_address() {
        let said = |host: &str, port, folder: &str| Some((host.into(), port, folder.into()));
        assert_eq!(login("li@web.cn:/srv/www/"), said("li@web.cn", None, "/srv/www"));
        assert_eq!(login("web:www"), said("web", None, "www"));
        assert_eq!(login("sftp://li@web.cn:2222/srv"), said("li@web.cn", Some(2222), "/srv"));
        assert_eq!(login("sftp://web/~/www"), said("web", None, "www"));
        for place in [
            "web",
            "web:",
            "-oProxyCommand=x:y",
            "li@-oX:y",
            "@web:y",
            "a b:c",
            "sftp://web",
            "sftp://w:x/y",
        ] {
            assert_eq!(login(place), None, "{place}");
        }
    }

    #[test]
    fn a_bucket_may_have_a_folder_and_none_that_leads_out() {
        assert_eq!(bucket("gongkai"), Some(("gongkai", "")));
        assert_eq!(bucket("gongkai/县/a/"), Some(("gongkai", "县/a")));
        for place in ["", "ab", "Gongkai", "-ab", "abc/../x", "abc//x", "https://abc/x"] {
            assert_eq!(bucket(place), None, "{place}");
        }
    }

    #[test]
    fn plain_http_goes_to_this_machine_alone() {
        for address in ["https://dav.cn/a", "http://127.0.0.1:80/a", "http://localhost/a"] {
            assert!(is_guarded(address), "{address}");
        }
        for address in
            ["http://dav.cn/a", "ftp://dav.cn", "dav.cn/a", "https:///a", "https://a@b/c"]
        {
            assert!(!is_guarded(address), "{address}");
        }
    }
}
