//! Packed forms beside text files, `.gz` and `.br`, for hosts that send them as they are. One file, one form, to the byte.

use std::io::Write;

use super::hash;

/// A shorter file fits into one packet as it is.
const WORTH_BYTES: usize = 1024;

/// Ends of names whose files are text.
const TEXTS: &[&str] = &["html", "css", "js", "json", "csv", "svg", "xml"];

const BROTLI_QUALITY: i32 = 9;
const BROTLI_WINDOW: i32 = 22;
const DEFLATE_LEVEL: u8 = 9;

/// A file beside another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    pub path: String,
    pub sum: String,
    pub size_bytes: u64,
}

/// Whether a file may have twins.
pub fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| TEXTS.contains(&end))
}

/// The file that a twin stands beside; no other file of ours has such a name.
pub fn beside(path: &str) -> Option<&str> {
    let base = path.strip_suffix(".br").or(path.strip_suffix(".gz"));
    base.filter(|base| is_text(base))
}

/// What stands beside a file of these bytes.
pub fn of(path: &str, bytes: &[u8]) -> Vec<Twin> {
    if !is_text(path) || bytes.len() < WORTH_BYTES {
        return Vec::new();
    }
    let twin = |end: &str| {
        let (path, packed) = (format!("{path}{end}"), packed(end, bytes));
        Twin { path, sum: hash(&packed), size_bytes: packed.len() as u64 }
    };
    [".br", ".gz"].map(twin).to_vec()
}

/// The bytes of a twin by the end of its name.
pub fn packed(path: &str, bytes: &[u8]) -> Vec<u8> {
    if path.ends_with(".gz") { gzip(bytes) } else { brotli(bytes) }
}

/// With no name, no time and no system in its head.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF];
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, DEFLATE_LEVEL));
    out.extend(crc32fast::hash(bytes).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packer = brotli::CompressorWriter::with_params(&mut out, 64 * 1024, &settings);
    packer.write_all(bytes).expect("memory takes all");
    packer.flush().expect("memory takes all");
    drop(packer);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_by_others() {
        let text = "一笔一笔写清楚。".repeat(200);
        let bytes = text.as_bytes();
        let (gz, br) = (packed("a.html.gz", bytes), packed("a.html.br", bytes));
        assert!(gz.len() < bytes.len() / 10 && br.len() < gz.len());
        let mut said = String::new();
        flate2::read::GzDecoder::new(&gz[..]).read_to_string(&mut said).unwrap();
        assert_eq!(said, text);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &br[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
        assert_eq!(packed("a.html.br", bytes), br, "the same bytes each time");
    }

    #[test]
    fn only_texts_of_some_length_have_twins() {
        let long = [b'a'; 1024];
        let paths = |path: &str, bytes: &[u8]| {
            of(path, bytes).into_iter().map(|twin| twin.path).collect::<Vec<_>>()
        };
        assert_eq!(paths("a/b.html", &long), ["a/b.html.br", "a/b.html.gz"]);
        assert!(paths("a/b.html", &long[..1023]).is_empty());
        for path in ["a.png", "SHA256SUMS", "a.html.gz", "html"] {
            assert!(paths(path, &long).is_empty(), "{path}");
        }
        assert_eq!(beside("a/b.html.gz"), Some("a/b.html"));
        assert!(beside("a.gz").is_none() && beside("a.html").is_none());
    }
}
