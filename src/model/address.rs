//! Addresses of public pages, from the portal's top: `qingxi/finance/2026-03`, and how a page names another one.

/// The last part: how pages of one folder link to each other.
pub fn file_name(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

/// From the unit's own folder: the addresses of its pages begin with its id.
pub fn in_unit(address: &str) -> &str {
    address.split_once('/').map_or(address, |(_, rest)| rest)
}

/// `../` once for every folder the page stands in.
pub fn root_of(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}
