//! Places as the portal's settings name them: paths, branches and stores, and the file of secrets.

use std::path::{Path, PathBuf};

use crate::kind::portal::{Target, bucket};
use crate::model::Stop;
use crate::publish::{self, Branch, Secrets, Store};

/// The branch of a git target that names none.
const BRANCH: &str = "pages";

pub fn branch(target: &Target, root: &Path) -> Result<Branch, Stop> {
    let local = local(&target.place);
    let repository = match &local {
        None => target.place.clone(),
        Some(path) => publish::outside(&on_disk(root, path), root)?.display().to_string(),
    };
    let name = target.branch.clone().unwrap_or_else(|| BRANCH.to_string());
    Ok(Branch { repository, is_local: local.is_some(), name, history: target.history })
}

/// The path of a repository on this machine; `None` where it has an address.
fn local(place: &str) -> Option<String> {
    match place.strip_prefix("file://") {
        Some(path) => Some(publish::decoded(path)),
        None => (!is_address(place)).then(|| place.to_string()),
    }
}

pub fn store(target: &Target) -> Store {
    let (bucket, folder) = bucket(&target.place).expect("the settings were checked");
    Store {
        endpoint: target.endpoint.clone().unwrap_or_default(),
        region: target.region.clone(),
        bucket: bucket.to_string(),
        folder: folder.to_string(),
        in_path: target.in_path,
    }
}

/// A file of secrets lies outside of all that may be published or given away with the project.
pub fn secrets(target: &Target, root: &Path, site: &Path) -> Result<Secrets, Stop> {
    let Some(named) = &target.secrets else { return Secrets::read(None) };
    let file = on_disk(root, named);
    publish::apart(&file, root, site)?;
    Secrets::read(Some(&file))
}

/// A path of the settings: `~/` is the user's home, as a shell has it, and any other counts from the project's folder.
pub fn on_disk(root: &Path, named: &str) -> PathBuf {
    let below = if named == "~" { Some("") } else { named.strip_prefix("~/") };
    match std::env::home_dir().zip(below) {
        Some((home, below)) => home.join(below.trim_start_matches('/')),
        None => root.join(named),
    }
}

/// Whether it is no path: `https://…`, or `user@host:path`.
fn is_address(place: &str) -> bool {
    let to_host = |(host, _): (&str, &str)| host.contains('@') && !host.contains('/');
    place.contains("://") || place.split_once(':').is_some_and(to_host)
}
