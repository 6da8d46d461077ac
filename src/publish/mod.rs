//! From a finished site to where people read it: a folder that a host serves, or one file to carry.

mod archive;
mod brake;
mod finished;
mod folder;
mod git;
mod host;
mod http;
mod listing;
mod near;
mod notes;
mod plan;
mod record;
mod s3;
mod secrets;
mod send;
mod sftp;
mod there;
mod twins;
mod way;
mod webdav;
mod zip;

use std::path::{Path, PathBuf};

use crate::model::Stop;
use crate::sink::{is_of_git, link_within, resolved};
use crate::source::plain;

pub use crate::sink::sum_of as hash;
pub use archive::{Archive, Packed};
pub use finished::{Finished, OnDisk, Rehearsal};
pub use folder::Folder;
pub use git::{Branch, Git, Signature};
pub use host::{Headers, Host, Inside, Kind, Patient};
pub use http::decoded;
pub use near::{Near, texts};
pub use notes::{FOLDER as NOTES, Notes};
pub use plan::{Item, Own, Plan, State};
pub use record::{BEGUN, Known, LockStamp, Publication, RECORD, Stamp, Tool, digest, inputs};
pub use s3::{S3, Store};
pub use secrets::Secrets;
pub use send::{Edition, copy, ended, publish};
pub use sftp::Sftp;
pub use there::There;
pub use twins::{Twin, of as twins_of};
pub use webdav::WebDav;

/// Refuses a target that would mix with the project's own files: its content, what is private, the site itself.
pub fn apart(target: &Path, project: &Path, site: &Path) -> Result<(), Stop> {
    if let Some(link) = link_within(project, target) {
        let shown = link.display();
        return Err(Stop::refused(
            format!("{shown}：是一个链接，不能往里写；直接写它指向的地方"),
            format!("{shown}: is a link, and is not written through; name the place it leads to"),
        ));
    }
    let (target, site) = (resolved(target), resolved(site));
    let own =
        ["content", "private", "themes", notes::FOLDER].map(|name| resolved(&project.join(name)));
    let inside = own.iter().any(|folder| target.starts_with(folder));
    if is_of_git(&target) {
        let shown = target.display();
        return Err(Stop::refused(
            format!("{shown}：在 git 的仓库里面，请换一个"),
            format!("{shown}: lies inside a git repository's own folder; choose another place"),
        ));
    }
    if inside || target.starts_with(&site) || site.starts_with(&target) {
        let shown = target.display();
        return Err(Stop::refused(
            format!("{shown}：是项目自己的文件夹，请换一个"),
            format!("{shown}: belongs to the project itself; choose another place"),
        ));
    }
    Ok(())
}

/// Refuses a repository that lies in the project: what is in it came with the project.
pub fn outside(repository: &Path, project: &Path) -> Result<PathBuf, Stop> {
    let (found, project) = (resolved(repository), resolved(project));
    if !found.starts_with(&project) {
        return Ok(found);
    }
    let shown = repository.display();
    Err(Stop::refused(
        format!("{shown}：仓库在项目文件夹里面，不往里发布；移到外面，如 `../pages.git`，或写网址"),
        format!(
            "{shown}: a repository inside the project is no target; move it out, as to `../pages.git`, or give an address"
        ),
    ))
}

/// What is sent of a file of the site, of this hash; another build may have changed it meanwhile.
fn read(
    site: &Path,
    path: &str,
    sum: &str,
    sent: impl Fn(Vec<u8>) -> Vec<u8>,
) -> Result<Vec<u8>, Stop> {
    let from = site.join(path);
    let bytes = sent(plain::bytes(&from).map_err(Stop::at(&from))?);
    if hash(&bytes) == sum {
        return Ok(bytes);
    }
    Err(Stop::refused(
        format!("{path}：发布途中变了，请再发布一次"),
        format!("{path}: changed while it was published; publish again"),
    ))
}
