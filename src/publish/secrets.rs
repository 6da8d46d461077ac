//! Passwords and keys, from the environment or a file that its owner alone may read. None of them is ever printed.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::model::Stop;
use crate::source::plain;

/// What a host is told to let us in.
#[derive(Default)]
pub struct Secrets {
    file: Option<PathBuf>,
    /// Names and values of the file.
    said: Vec<(String, String)>,
}

/// Whoever prints it sees the place alone.
impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({:?})", self.file)
    }
}

impl Secrets {
    /// Reads the file: a line each, `NAME=value`.
    pub fn read(file: Option<&Path>) -> Result<Secrets, Stop> {
        let Some(file) = file else { return Ok(Secrets::default()) };
        is_tight(file)?;
        let text = plain::text(file).map_err(Stop::at(file))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let pair = |line: &str| {
            let (name, value) = line.split_once('=')?;
            Some((name.trim().to_string(), value.trim().to_string()))
        };
        Ok(Secrets { file: Some(file.to_path_buf()), said: lines.filter_map(pair).collect() })
    }

    /// The environment goes before the file.
    pub fn find(&self, name: &str) -> Result<Option<String>, Stop> {
        let set = std::env::var(name).ok().filter(|value| !value.is_empty());
        let said = || self.said.iter().find(|(said, _)| said == name).map(|(_, v)| v.clone());
        let value = set.or_else(said).map(|value| value.trim().to_string());
        match value {
            Some(value) if value.contains(char::is_control) => Err(Stop::refused(
                format!("`{name}` 里有换行或控制字符：请重新抄一遍"),
                format!("`{name}` holds a line break or another control character: copy it anew"),
            )),
            value => Ok(value),
        }
    }

    pub fn must(&self, name: &str) -> Result<String, Stop> {
        self.find(name)?.ok_or_else(|| {
            Stop::refused(
                format!("没有 `{name}`：写进环境变量，或写进 `secrets` 指的文件，一行 `{name}=…`"),
                format!(
                    "`{name}` is not set: put it into the environment, or into the file that `secrets` names, as a line `{name}=…`"
                ),
            )
        })
    }
}

impl Secrets {
    /// Refuses to log in anywhere but at the host that `name` says beside the secrets, where it is said: the address
    /// comes from the project, which somebody else may have written.
    pub fn are_for(&self, name: &str, address: &str) -> Result<(), Stop> {
        let (Some(meant), found) = (self.find(name)?, host_of(address)) else { return Ok(()) };
        if host_of(&meant) == found {
            return Ok(());
        }
        Err(Stop::refused(
            format!("`{name}` 是 {meant}，而 portal.yaml 写的是 {found}：没有送出密码；先核对地址"),
            format!(
                "`{name}` is {meant}, and portal.yaml says {found}: no password was sent; check the address first"
            ),
        ))
    }
}

/// The host of an address, in small letters, without its port.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let port = |(_, port): &(&str, &str)| port.bytes().all(|b| b.is_ascii_digit());
    host.rsplit_once(':').filter(port).map_or(host, |(host, _)| host).to_ascii_lowercase()
}

/// Refuses a file that others may read. Windows keeps such rights elsewhere, and a home there is its owner's alone.
#[cfg(unix)]
fn is_tight(file: &Path) -> Result<(), Stop> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map_err(Stop::at(file))?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let shown = file.display();
    Err(Stop::refused(
        format!("{shown}：别人也能读（{:o}），没有用：先运行 chmod 600", mode & 0o777),
        format!(
            "{shown}: others may read it ({:o}), so it was not used: run chmod 600 first",
            mode & 0o777
        ),
    ))
}

#[cfg(not(unix))]
fn is_tight(_: &Path) -> Result<(), Stop> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_read_by_its_lines_and_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("web");
        fs::write(&file, "# 网站\nSUNLIT_TEST_PASSWORD = a=b c \n").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
            let stop = Secrets::read(Some(&file)).unwrap_err();
            assert!(stop.to_string().contains("chmod 600"), "{stop}");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        }
        let secrets = Secrets::read(Some(&file)).unwrap();
        assert_eq!(secrets.must("SUNLIT_TEST_PASSWORD").unwrap(), "a=b c");
        assert!(secrets.must("SUNLIT_TEST_OTHER").is_err());
        let host = "SUNLIT_TEST_HOST";
        secrets.are_for(host, "https://anywhere.example/").unwrap();
        let said = vec![(host.to_string(), "Dav.example.cn".to_string())];
        let bound = Secrets { file: None, said };
        bound.are_for(host, "https://dav.example.cn:8443/a").unwrap();
        for other in ["https://evil.example/", "https://dav.example.cn.evil.example/a"] {
            assert!(bound.are_for(host, other).is_err(), "{other}");
        }
        assert!(!format!("{secrets:?}").contains("a=b"));
    }
}
