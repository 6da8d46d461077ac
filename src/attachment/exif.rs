//! The one thing read from a camera's notes before they are dropped: which way up the picture is.

/// How stored pixels become the upright picture, by the tag's values 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Rows and columns are exchanged first.
    pub exchange: bool,
    pub flip_x: bool,
    pub flip_y: bool,
}

impl Turn {
    pub const NONE: Turn = Turn { exchange: false, flip_x: false, flip_y: false };
}

/// The orientation of a TIFF block, with or without `Exif` before it; upright where it says nothing sound.
pub fn turn(exif: &[u8]) -> Turn {
    let (exchange, flip_x, flip_y) = match orientation(exif) {
        Some(2) => (false, true, false),
        Some(3) => (false, true, true),
        Some(4) => (false, false, true),
        Some(5) => (true, false, false),
        Some(6) => (true, true, false),
        Some(7) => (true, true, true),
        Some(8) => (true, false, true),
        _ => return Turn::NONE,
    };
    Turn { exchange, flip_x, flip_y }
}

fn orientation(exif: &[u8]) -> Option<u16> {
    const TAG: u16 = 0x0112;
    const SHORT: u16 = 3;
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let big = match tiff.get(..2)? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let first = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(first)?);
    let entry = (0..entries).map(|at| first + 2 + at * 12).find(|at| short(*at) == Some(TAG))?;
    if short(entry + 2)? != SHORT {
        return None;
    }
    short(entry + 8)
}
