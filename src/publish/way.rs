//! What stands in the way of a file: another's file or link where one of its folders goes, or a folder where it goes itself.

use std::collections::BTreeMap;

use super::host::{Host, Kind};
use crate::model::Stop;

/// What lies in the folders that were asked for so far; nothing, where a host knows no folders.
#[derive(Debug, Default)]
pub struct Way(BTreeMap<String, Option<BTreeMap<String, Kind>>>);

impl Way {
    /// The first thing on the way to an address at which no file is found, and what it is. A file that is put there would
    /// fail, or take its place with all that lies in it.
    pub fn blocked(
        &mut self,
        path: &str,
        host: &mut dyn Host,
    ) -> Result<Option<(String, Kind)>, Stop> {
        let mut folder = String::new();
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            let Some(inside) = self.inside(&folder, host)? else { return Ok(None) };
            let (at, is_last) = (format!("{folder}{name}"), names.peek().is_none());
            match inside.get(name) {
                None => return Ok(None),
                Some(Kind::Folder) if !is_last => folder = at + "/",
                Some(Kind::File) if is_last => return Ok(None),
                Some(kind) => return Ok(Some((at, *kind))),
            }
        }
        Ok(None)
    }

    fn inside(
        &mut self,
        folder: &str,
        host: &mut dyn Host,
    ) -> Result<Option<&BTreeMap<String, Kind>>, Stop> {
        if !self.0.contains_key(folder) {
            let inside = host.inside(folder)?.map(|inside| inside.into_iter().collect());
            self.0.insert(folder.to_string(), inside);
        }
        Ok(self.0[folder].as_ref())
    }
}
