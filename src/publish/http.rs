//! Requests to a host by HTTP, and what its refusals mean to people. No message repeats an address or a password.

use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{Request, header::HeaderMap};
use ureq::tls::{RootCerts, TlsConfig};

use super::send::CONNECTIONS;
use crate::model::Stop;

/// The largest answer that is read.
const ANSWER_BYTES_MAX: u64 = 1 << 30;

/// Says nothing for so long, and it is asked again.
const SILENCE: Duration = Duration::from_secs(60);
const CONNECT: Duration = Duration::from_secs(20);

/// Connections to one host, shared by its clones.
#[derive(Clone, Debug)]
pub struct Http {
    agent: Agent,
    /// How the place is named to people.
    shown: String,
}

/// What a host answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Http {
    pub fn to(shown: &str) -> Http {
        // The machine's own list of whom to trust: an office may have a certificate of its own.
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let settings = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            // A password goes where it was meant for and nowhere else.
            .max_redirects(0)
            .user_agent(concat!("sunlit/", env!("CARGO_PKG_VERSION")))
            .max_idle_connections_per_host(CONNECTIONS)
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE));
        Http { agent: settings.build().into(), shown: shown.to_string() }
    }

    /// Asks once. `path` is named where the line fails.
    pub fn ask(
        &self,
        method: &str,
        address: &str,
        headers: HeaderMap,
        body: Option<&[u8]>,
        path: &str,
    ) -> Result<Answer, Stop> {
        let failed = |error| self.failed(error, path);
        let request = Request::builder().method(method).uri(address);
        let with = |mut request: Request<()>| {
            *request.headers_mut() = headers;
            request
        };
        let request = with(request.body(()).map_err(|_| self.no_address())?);
        let asked = match body {
            Some(bytes) => self.agent.run(request.map(|()| bytes)),
            None => self.agent.run(request),
        };
        let mut answer = asked.map_err(failed)?;
        let status = answer.status().as_u16();
        let read = answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
        Ok(Answer { status, body: read.map_err(failed)? })
    }

    fn no_address(&self) -> Stop {
        let shown = &self.shown;
        Stop::refused(
            format!("{shown}：网址写得不对，请核对 portal.yaml"),
            format!("{shown}: not an address; please check portal.yaml"),
        )
    }

    /// What kept the answer from coming. Where it passes it is asked again, so it keeps its kind.
    fn failed(&self, error: ureq::Error, path: &str) -> Stop {
        let shown = &self.shown;
        let io = |error: io::Error| Stop::Io(PathBuf::from(format!("{shown}/{path}")), error);
        match error {
            ureq::Error::Io(error) if error.kind() == ErrorKind::InvalidData => self.distrusted(),
            ureq::Error::Io(error) => io(error),
            ureq::Error::Timeout(_) => io(ErrorKind::TimedOut.into()),
            ureq::Error::ConnectionFailed | ureq::Error::Protocol(_) => {
                io(ErrorKind::ConnectionAborted.into())
            }
            ureq::Error::HostNotFound => io(ErrorKind::HostUnreachable.into()),
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => self.distrusted(),
            _ => self.no_address(),
        }
    }

    fn distrusted(&self) -> Stop {
        let shown = &self.shown;
        Stop::refused(
            format!(
                "{shown}：那边的证书这台电脑不认，没有送出密码；先核对网址，单位自己的证书要先装进系统"
            ),
            format!(
                "{shown}: this machine does not trust its certificate, and no password was sent; check the address, and install an office's own certificate first"
            ),
        )
    }

    /// What a refusal means. `code` is the host's own word for it, of plain letters.
    pub fn refused(&self, answer: &Answer, code: &str, path: &str) -> Stop {
        let (shown, status) = (&self.shown, answer.status);
        let told = format!("{status} {code}").trim_end().to_string();
        let (zh, en) = match (status, code) {
            (_, "RequestTimeTooSkewed") => (
                "这台电脑的时间和那边差得太多：先把时间校准",
                "this machine's clock is too far off: set it right first",
            ),
            (_, "NoSuchBucket") => (
                "那边没有这个桶：请核对 `where`、`endpoint` 和 `region`，或先把桶建好",
                "there is no such bucket: check `where`, `endpoint` and `region`, or make it first",
            ),
            (
                _,
                "PermanentRedirect"
                | "AuthorizationHeaderMalformed"
                | "AuthorizationQueryParametersError",
            ) => (
                "地域或接入地址不对：请核对 `region` 和 `endpoint`",
                "the region or the endpoint is another one: check `region` and `endpoint`",
            ),
            (401 | 403, _) => (
                "登录被拒绝：请核对用户名和密码或密钥，以及这个用户能不能在那里读、写、删",
                "the login was refused: check name and password or keys, and whether they may read, write and delete there",
            ),
            (413 | 507, _) => (
                "那边放不下：请先腾出地方，或请主机加大空间",
                "there is no room: make some first, or ask the host for more",
            ),
            (404 | 405 | 409, _) => (
                "那边没有这个文件夹，或不许往里写：请核对 `where`，或先在那边建好",
                "there is no such folder, or nothing may be written there: check `where`, or make it first",
            ),
            (300..=399, _) => (
                "那边说换了地址：请把新网址写进 portal.yaml",
                "it has moved: write the new address into portal.yaml",
            ),
            (408 | 423 | 425 | 429 | 500 | 502 | 503 | 504, _) => {
                let at = PathBuf::from(format!("{shown}/{path}"));
                return Stop::Io(at, io::Error::new(ErrorKind::ResourceBusy, told));
            }
            _ => (
                "那边没有做成：请把这一行告诉主机的管理员",
                "it was not done: please show this line to whoever runs the host",
            ),
        };
        Stop::refused(
            format!("{shown}：{zh}（{told}：{path}）"),
            format!("{shown}: {en} ({told}: {path})"),
        )
    }
}

/// A path as it stands in an address.
pub fn encoded(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let one = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    path.bytes().map(one).collect()
}

/// A path from an address.
pub fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_host_is_asked_again_and_a_refusal_is_not() {
        let http = Http::to("dav.example.cn");
        let refused =
            |status, code| http.refused(&Answer { status, body: Vec::new() }, code, "a/index.html");
        assert!(
            matches!(refused(503, "SlowDown"), Stop::Io(_, error) if error.kind() == ErrorKind::ResourceBusy)
        );
        for (status, code, said) in [
            (403, "SignatureDoesNotMatch", "登录被拒绝"),
            (403, "RequestTimeTooSkewed", "时间校准"),
            (404, "NoSuchBucket", "没有这个桶"),
            (301, "PermanentRedirect", "请核对 `region`"),
            (507, "", "放不下"),
            (301, "", "换了地址"),
            (418, "", "没有做成"),
        ] {
            let stop = refused(status, code);
            assert!(matches!(&stop, Stop::Refused(told) if told.zh.contains(said)), "{stop}");
        }
    }

    #[test]
    fn a_path_is_written_for_an_address_and_read_back() {
        assert_eq!(decoded("%E5%8E%BF/a%20b.html%"), "县/a b.html%");
        assert_eq!(encoded("县/a b.html"), "%E5%8E%BF/a%20b.html");
    }
}
