//! A folder of a WebDAV server as a host: a put to the final name, folders made where they are missing.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ureq::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::host::{Headers, Host, Inside, Kind};
use super::http::{Answer, Http, decoded, encoded};
use super::listing::Listing;
use super::secrets::Secrets;
use crate::model::Stop;

/// Asks for no property by name: the names of what is there are all that is wanted.
const WHAT: &[u8] =
    b"<?xml version=\"1.0\"?><propfind xmlns=\"DAV:\"><prop><resourcetype/></prop></propfind>";

#[derive(Clone)]
pub struct WebDav {
    http: Http,
    /// The folder's address, with a slash at its end.
    root: String,
    login: Option<HeaderValue>,
}

impl WebDav {
    /// Asks nothing yet. Without a user's name nobody logs in.
    pub fn open(address: &str, secrets: &Secrets) -> Result<WebDav, Stop> {
        let login = match secrets.find("SUNLIT_WEBDAV_USER")? {
            Some(user) => {
                secrets.are_for("SUNLIT_WEBDAV_HOST", address)?;
                let password = secrets.must("SUNLIT_WEBDAV_PASSWORD")?;
                let pair = STANDARD.encode(format!("{user}:{password}"));
                let value = HeaderValue::try_from(format!("Basic {pair}"));
                let mut value = value.expect("letters and digits");
                value.set_sensitive(true);
                Some(value)
            }
            None => None,
        };
        // What was copied from a browser may have Chinese letters in it.
        let ascii = |c: char| if c.is_ascii() { c.to_string() } else { encoded(&c.to_string()) };
        let root: String = address.trim_end_matches('/').chars().map(ascii).collect();
        Ok(WebDav { http: Http::to(address.trim_end_matches('/')), root: root + "/", login })
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        mut headers: HeaderMap,
        body: Option<&[u8]>,
    ) -> Result<Answer, Stop> {
        if let Some(login) = &self.login {
            headers.insert(AUTHORIZATION, login.clone());
        }
        let address = format!("{}{}", self.root, encoded(path));
        self.http.ask(method, &address, headers, body, path)
    }

    fn refused(&self, answer: &Answer, path: &str) -> Stop {
        self.http.refused(answer, "", path)
    }

    /// Makes the folders of a path from the outermost. Whether they are there the put that follows will tell.
    fn make_folders(&self, path: &str) -> Result<(), Stop> {
        let ends = path.match_indices('/').map(|(at, _)| at + 1);
        for end in std::iter::once(0).chain(ends) {
            self.ask("MKCOL", &path[..end], HeaderMap::new(), None)?;
        }
        Ok(())
    }

    /// What lies in a folder; a name with a slash at its end is a folder's. `None` where the server tells no names.
    fn listed(&self, folder: &str) -> Result<Option<Vec<String>>, Stop> {
        let depth = HeaderName::from_static("depth");
        let mut headers = HeaderMap::from_iter([(depth, HeaderValue::from_static("1"))]);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"));
        let answer = self.ask("PROPFIND", folder, headers, Some(WHAT))?;
        let own = self.root.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        let own = decoded(&format!("/{}{folder}", own.map_or("", |(_, path)| path)));
        let name = |href: String| href.strip_prefix(&own).map(str::to_string);
        match answer.status {
            207 => Ok(Some(hrefs(&answer.text()).into_iter().filter_map(name).collect())),
            404 => Ok(Some(Vec::new())),
            401 => Err(self.refused(&answer, folder)),
            _ => Ok(None),
        }
    }
}

impl Host for WebDav {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Stop> {
        let answer = self.ask("GET", path, HeaderMap::new(), None)?;
        match answer.status {
            404 | 410 => Ok(None),
            _ if answer.is_done() => Ok(Some(answer.body)),
            _ => Err(self.refused(&answer, path)),
        }
    }

    fn put(&mut self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Stop> {
        let kind = HeaderValue::from_static(headers.content_type);
        let put = || {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind.clone())]);
            self.ask("PUT", path, headers, Some(bytes))
        };
        let mut answer = put()?;
        // How servers say that a folder is missing.
        if matches!(answer.status, 403 | 404 | 409) {
            self.make_folders(path)?;
            answer = put()?;
        }
        if answer.is_done() { Ok(()) } else { Err(self.refused(&answer, path)) }
    }

    fn delete(&mut self, path: &str) -> Result<(), Stop> {
        let answer = self.ask("DELETE", path, HeaderMap::new(), None)?;
        let gone = answer.is_done() || matches!(answer.status, 404 | 410);
        if gone { Ok(()) } else { Err(self.refused(&answer, path)) }
    }

    fn finish(&mut self) -> Result<(), Stop> {
        Ok(())
    }

    fn inside(&mut self, folder: &str) -> Result<Option<Inside>, Stop> {
        let kind = |name: String| match name.strip_suffix('/') {
            Some(folder) => (folder.to_string(), Kind::Folder),
            None => (name, Kind::File),
        };
        let listed = self.listed(folder)?;
        Ok(listed.map(|names| names.into_iter().map(kind).collect()))
    }

    fn another(&self) -> Option<Box<dyn Host>> {
        Some(Box::new(self.clone()))
    }

    /// Asks folder by folder: few servers answer for a whole tree at once.
    fn names(&mut self) -> Result<Option<BTreeSet<String>>, Stop> {
        let mut listing = Listing::new();
        while let Some(folder) = listing.next() {
            let Some(inside) = self.listed(&folder)? else { return Ok(None) };
            for name in inside.into_iter().filter(|name| !name.is_empty()) {
                listing.add(format!("{folder}{name}"))?;
            }
        }
        Ok(Some(listing.names))
    }
}

/// The paths an answer names, each in an element `href` of whatever prefix. That of a folder has a slash at its end: not
/// every server writes it there, and all say `collection`.
fn hrefs(xml: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in xml.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let name = tag.split([' ', '\t', '\n', '\r']).next().unwrap_or_default();
        let own = name.trim_end_matches('/').rsplit(':').next();
        if let Some(folder) = found.last_mut().filter(|path| !path.ends_with('/'))
            && own == Some("collection")
            && !name.starts_with('/')
        {
            folder.push('/');
        }
        if own == Some("href") && !name.starts_with('/') {
            let text = text.trim().replace("&amp;", "&");
            let path = match text.split_once("://") {
                Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
                None => text.as_str(),
            };
            found.push(decoded(path));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_under_any_prefix() {
        let xml = "<?xml version=\"1.0\"?>\n<D:multistatus xmlns:D=\"DAV:\"><D:response xmlns:a=\"b\">\
                   <D:href>/dav/%E5%8E%BF/</D:href></D:response><x:response xmlns:x=\"DAV:\"><x:href>/dav/b</x:href><x:prop><x:resourcetype>\
                   <x:collection/></x:resourcetype></x:prop></x:response><response>\n<href>https://h.cn/dav/a&amp;b.html\
                   </href><lp1:hrefs>x</lp1:hrefs></response></D:multistatus>";
        assert_eq!(hrefs(xml), ["/dav/县/", "/dav/b/", "/dav/a&b.html"]);
    }
}
