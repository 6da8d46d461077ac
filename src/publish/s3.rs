//! A bucket of an S3-compatible store as a host: a put replaces an object whole, and each carries its headers.

use std::collections::BTreeSet;
use std::time::Duration;

use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use ureq::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::host::{Headers, Host};
use super::http::{Answer, Http};
use super::listing::{Listing, endless};
use super::secrets::Secrets;
use crate::model::Stop;

/// How long a signed request may be on its way.
const SIGNED_FOR: Duration = Duration::from_secs(3600);

/// How many pages a list may have.
const PAGES_MAX: usize = 4_000;

/// Where a store does not say its region.
const REGION: &str = "us-east-1";

/// What is known of a store but its keys.
#[derive(Clone, Debug)]
pub struct Store {
    pub endpoint: String,
    pub region: Option<String>,
    pub bucket: String,
    /// The folder in the bucket, without a slash at its end.
    pub folder: String,
    /// Whether the bucket stands in the path; else in the host's name.
    pub in_path: bool,
}

#[derive(Clone)]
pub struct S3 {
    http: Http,
    bucket: Bucket,
    keys: Credentials,
    folder: String,
}

impl S3 {
    /// Asks nothing yet.
    pub fn open(store: Store, secrets: &Secrets) -> Result<S3, Stop> {
        let shown = format!("s3 {}", store.bucket);
        secrets.are_for("SUNLIT_S3_HOST", &store.endpoint)?;
        let (id, secret) =
            (secrets.must("SUNLIT_S3_ACCESS_KEY")?, secrets.must("SUNLIT_S3_SECRET_KEY")?);
        let keys = match secrets.find("SUNLIT_S3_SESSION_TOKEN")? {
            Some(token) => Credentials::new_with_token(id, secret, token),
            None => Credentials::new(id, secret),
        };
        let style = if store.in_path { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let region = store.region.unwrap_or_else(|| REGION.to_string());
        let endpoint = store.endpoint.parse().ok();
        let bucket = endpoint.and_then(|url| Bucket::new(url, style, store.bucket, region).ok());
        let bucket = bucket.ok_or_else(|| {
            Stop::refused(
                format!("{shown}：`endpoint` 和桶合不成网址；用 IP 地址的，写 `addressing: path`"),
                format!(
                    "{shown}: `endpoint` and bucket make no address; where it is an IP address, write `addressing: path`"
                ),
            )
        })?;
        Ok(S3 { http: Http::to(&shown), bucket, keys, folder: store.folder })
    }

    fn key(&self, path: &str) -> String {
        if self.folder.is_empty() { path.to_string() } else { format!("{}/{path}", self.folder) }
    }

    /// Signs and asks. The headers are signed too.
    fn ask<'a>(
        &self,
        method: &str,
        mut action: impl S3Action<'a>,
        headers: &[(&'static str, &'static str)],
        body: Option<&[u8]>,
        path: &str,
    ) -> Result<Answer, Stop> {
        let mut sent = HeaderMap::new();
        for (name, value) in headers {
            action.headers_mut().insert(*name, *value);
            sent.insert(*name, HeaderValue::from_static(value));
        }
        let address = action.sign(SIGNED_FOR);
        self.http.ask(method, address.as_str(), sent, body, path)
    }

    fn refused(&self, answer: &Answer, path: &str) -> Stop {
        self.http.refused(answer, &code(answer), path)
    }
}

impl Host for S3 {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let key = self.key(path);
        let action = self.bucket.get_object(Some(&self.keys), &key);
        let answer = self.ask("GET", action, &[], None, path)?;
        match answer.status {
            404 if code(&answer) != "NoSuchBucket" => Ok(None),
            _ if answer.is_done() => Ok(Some(answer.body)),
            _ => Err(self.refused(&answer, path)),
        }
    }

    fn put(&mut self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Stop> {
        let key = self.key(path);
        let headers = [
            (CONTENT_TYPE.as_str(), headers.content_type),
            (CACHE_CONTROL.as_str(), headers.cache_control),
        ];
        let action = self.bucket.put_object(Some(&self.keys), &key);
        let answer = self.ask("PUT", action, &headers, Some(bytes), path)?;
        if answer.is_done() { Ok(()) } else { Err(self.refused(&answer, path)) }
    }

    fn delete(&mut self, path: &str) -> Result<(), Stop> {
        let key = self.key(path);
        let action = self.bucket.delete_object(Some(&self.keys), &key);
        let answer = self.ask("DELETE", action, &[], None, path)?;
        let gone = answer.is_done() || code(&answer) == "NoSuchKey";
        if gone { Ok(()) } else { Err(self.refused(&answer, path)) }
    }

    fn finish(&mut self) -> Result<(), Stop> {
        Ok(())
    }

    fn another(&self) -> Option<Box<dyn Host>> {
        Some(Box::new(self.clone()))
    }

    fn names(&mut self) -> Result<Option<BTreeSet<String>>, Stop> {
        let (prefix, mut from) = (self.key(""), None::<String>);
        let (mut listing, mut pages) = (Listing::new(), 0);
        loop {
            let mut action = ListObjectsV2::new(&self.bucket, Some(&self.keys));
            action.with_prefix(prefix.as_str());
            if let Some(token) = from.take() {
                action.with_continuation_token(token);
            }
            let answer = self.ask("GET", action, &[], None, &prefix)?;
            if !answer.is_done() {
                return Err(self.refused(&answer, &prefix));
            }
            // A store that lists in another form is asked for each file.
            let Ok(page) = ListObjectsV2::parse_response(&answer.text()) else { return Ok(None) };
            let inside = |key: &str| key.strip_prefix(&prefix).map(str::to_string);
            for path in page.contents.iter().filter_map(|object| inside(&object.key)) {
                listing.add(path)?;
            }
            from = page.next_continuation_token;
            pages += 1;
            match from {
                None => return Ok(Some(listing.names)),
                // Each page but the last holds a thousand names.
                Some(_) if pages > PAGES_MAX => return Err(endless()),
                Some(_) => {}
            }
        }
    }
}

/// The store's own word for what is wrong; letters alone, since the rest of its answer repeats what was asked.
fn code(answer: &Answer) -> String {
    let text = answer.text();
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    code.map_or("", |(code, _)| code).chars().filter(char::is_ascii_alphabetic).take(40).collect()
}
