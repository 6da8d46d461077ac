//! Whom the preview answers: a page of another site, whose name leads to this machine, must not read what is not published.

use std::net::{IpAddr, SocketAddr};

/// The names by which the preview may be asked.
#[derive(Clone, Debug)]
pub struct Names {
    address: SocketAddr,
    /// As `--host` says it.
    host: String,
}

impl Names {
    pub fn of(host: &str, address: SocketAddr) -> Names {
        Names { address, host: host.to_ascii_lowercase() }
    }

    /// Whether only this machine can ask.
    pub fn is_private(&self) -> bool {
        self.address.ip().is_loopback()
    }

    /// Whether the value of `Host` names the preview: `localhost`, what `--host` says, or an address in numbers, to which
    /// no name of anybody's leads. With a port it is the preview's.
    pub fn holds(&self, value: &str) -> bool {
        let Some((host, port)) = parts(value) else { return false };
        if port.is_some_and(|port| port != self.address.port()) {
            return false;
        }
        let host = host.to_ascii_lowercase();
        match number(&host) {
            Some(ip) => self.answers_at(ip),
            None => !host.is_empty() && (host == "localhost" || host == self.host),
        }
    }

    /// A preview that listens everywhere is at each address of the machine.
    fn answers_at(&self, ip: IpAddr) -> bool {
        let own = self.address.ip().to_canonical();
        let asked = ip.to_canonical();
        own.is_unspecified() || asked == own || own.is_loopback() && asked.is_loopback()
    }
}

/// An address in numbers, as a browser writes it.
fn number(host: &str) -> Option<IpAddr> {
    let six = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match six {
        Some(six) => six.parse().ok().map(IpAddr::V6),
        None => host.parse().ok().map(IpAddr::V4),
    }
}

/// Host and port.
fn parts(value: &str) -> Option<(&str, Option<u16>)> {
    let end = value.rfind(']').map_or(0, |at| at + 1);
    match value[end..].find(':') {
        None => Some((value, None)),
        Some(at) => {
            let digits = &value[end + at + 1..];
            let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            let port = digits.parse().ok().filter(|_| plain)?;
            Some((&value[..end + at], Some(port)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(host: &str, ip: &str) -> Names {
        Names::of(host, SocketAddr::new(ip.parse().unwrap(), 4173))
    }

    #[test]
    fn only_its_own_names_are_answered() {
        let names = names("127.0.0.1", "127.0.0.1");
        for host in ["localhost", "LOCALHOST:4173", "127.0.0.1", "127.0.0.1:4173", "[::1]:4173"] {
            assert!(names.holds(host), "{host}");
        }
        for host in [
            "",
            ":4173",
            "evil.example",
            "evil.example:4173",
            "localhost.evil.example",
            "localhost:80",
            "localhost:",
            "localhost:+4173",
            "localhost:4173:4173",
            "localhost.",
            "127.0.0.1.nip.io",
            "192.168.1.2",
            "0.0.0.0",
            "[::1",
            "[::1]x",
            "user@localhost",
            " localhost",
        ] {
            assert!(!names.holds(host), "{host:?}");
        }
        assert!(names.is_private());
    }

    #[test]
    fn everywhere_means_addresses_in_numbers_and_no_other_names() {
        let all = names("0.0.0.0", "0.0.0.0");
        for host in ["192.168.1.2:4173", "10.0.0.1", "localhost", "[fe80::1]:4173"] {
            assert!(all.holds(host), "{host}");
        }
        assert!(!all.holds("evil.example:4173") && !all.holds("192.168.1.2:80") && !all.holds(""));
        assert!(!all.is_private());
        let named = names("Village-PC", "192.168.1.2");
        assert!(named.holds("village-pc:4173") && named.holds("192.168.1.2"));
        assert!(!named.holds("192.168.1.3") && !named.holds("village-pc.evil.example"));
        assert!(names("::", "::").holds("192.168.1.2"));
    }
}
