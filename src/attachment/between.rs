//! What lies in a package outside the parts of its directory: it is searched, and more than the format lays there is refused.

/// Where a part lies: its head, its packed bytes, their end.
#[derive(Clone, Copy)]
pub struct Packed {
    pub head: usize,
    pub start: usize,
    pub end: usize,
}

/// What may stand behind a part: its sum and sizes once more.
const SIZES_MAX_BYTES: usize = 24;

/// The bytes outside the parts: names, comments, and what was laid between them. Nothing where something stands there that is
/// packed itself, or that no directory lists: a part that was taken out or put twice, another package.
pub fn around(bytes: &[u8], mut packed: Vec<Packed>, directory: usize) -> Option<String> {
    packed.sort_unstable_by_key(|part| (part.head, part.end));
    let mut out = String::new();
    let mut at = 0;
    for part in packed {
        let room = if at == 0 { 0 } else { SIZES_MAX_BYTES };
        let between = bytes.get(at..part.head)?;
        // Behind the first letter, so that its own mark is none of another's.
        let head = bytes.get(part.head..part.start)?;
        if between.len() > room || holds_package(head.get(1..)?) {
            return None;
        }
        for words in [between, head] {
            out.push_str(&String::from_utf8_lossy(words));
        }
        out.push('\n');
        at = part.end;
    }
    let end = bytes.get(at..)?;
    if directory.checked_sub(at)? > SIZES_MAX_BYTES || holds_package(end) {
        return None;
    }
    Some(out + &String::from_utf8_lossy(end))
}

/// Whether the head of a packed part stands anywhere in these bytes: its mark, a version and a way of packing that are known.
pub fn holds_package(bytes: &[u8]) -> bool {
    bytes.windows(10).any(|head| {
        head.starts_with(b"PK\x03\x04")
            && head[4] < 64
            && head[5] < 20
            && head[8] < 100
            && head[9] == 0
    })
}
