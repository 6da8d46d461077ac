//! Writes a zip whose bytes depend on its files alone: no clock, no machine, the same on every system.

use std::io::{self, Write};

use miniz_oxide::deflate::compress_to_vec;

use crate::model::Date;

/// Stands at the end of an archive of ours, so that another one is not overwritten.
pub const MARK: &[u8] = b"sunlit";

/// Values from these on stand in the wider fields of zip64.
const WIDE_32: u64 = 0xFFFF_FFFF;
const WIDE_16: usize = 0xFFFF;

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// A regular file that everybody may read, as Unix says it; written on every system alike.
const MODE: u32 = 0o100_644 << 16;
const MADE_BY_UNIX: u16 = 3 << 8;
const LEVEL: u8 = 6;

#[derive(Debug)]
pub struct Zip<W: Write> {
    out: W,
    at: u64,
    /// The list of files, which stands at the end.
    directory: Vec<u8>,
    count: usize,
    day: u16,
}

impl<W: Write> Zip<W> {
    /// Begins an archive whose files all bear this day; the format knows none before 1980.
    pub fn new(out: W, day: Option<Date>) -> Zip<W> {
        let known = day.filter(|day| (1980..=2107).contains(&day.year()));
        let day = known.unwrap_or(Date::constant(1980, 1, 1));
        let day = ((day.year() - 1980) as u16) << 9 | (day.month() as u16) << 5 | day.day() as u16;
        Zip { out, at: 0, directory: Vec::new(), count: 0, day }
    }

    /// Adds a file, packed where that makes it smaller.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let packed = compress_to_vec(bytes, LEVEL);
        let (method, body) = if packed.len() < bytes.len() { (8, &packed[..]) } else { (0, bytes) };
        let too_large = |_| io::Error::other(format!("{name}: too large for a zip"));
        let mut common = Vec::with_capacity(26);
        for value in [UTF8, method, 0, self.day] {
            half(&mut common, value);
        }
        word(&mut common, crc32fast::hash(bytes));
        word(&mut common, u32::try_from(body.len()).map_err(too_large)?);
        word(&mut common, u32::try_from(bytes.len()).map_err(too_large)?);
        half(&mut common, u16::try_from(name.len()).map_err(too_large)?);

        let mut head = b"PK\x03\x04".to_vec();
        half(&mut head, 20);
        head.extend_from_slice(&common);
        half(&mut head, 0);
        head.extend_from_slice(name.as_bytes());
        self.list(name, &common);
        self.write(&head)?;
        self.write(body)
    }

    /// The file's line in the directory, with its place in the archive.
    fn list(&mut self, name: &str, common: &[u8]) {
        let wide = self.at >= WIDE_32;
        let line = &mut self.directory;
        line.extend_from_slice(b"PK\x01\x02");
        half(line, MADE_BY_UNIX | 45);
        half(line, if wide { 45 } else { 20 });
        line.extend_from_slice(common);
        half(line, if wide { 12 } else { 0 });
        // Comment, disk, text or not: nothing.
        line.extend_from_slice(&[0; 6]);
        word(line, MODE);
        word(line, self.at.min(WIDE_32) as u32);
        line.extend_from_slice(name.as_bytes());
        if wide {
            half(line, 1);
            half(line, 8);
            line.extend_from_slice(&self.at.to_le_bytes());
        }
        self.count += 1;
    }

    /// Writes the directory and hands the output back.
    pub fn finish(mut self) -> io::Result<W> {
        let (from, directory) = (self.at, std::mem::take(&mut self.directory));
        self.write(&directory)?;
        let length = directory.len() as u64;
        let mut end = Vec::new();
        if self.count >= WIDE_16 || from >= WIDE_32 || length >= WIDE_32 {
            end.extend_from_slice(b"PK\x06\x06");
            end.extend_from_slice(&44u64.to_le_bytes());
            half(&mut end, MADE_BY_UNIX | 45);
            half(&mut end, 45);
            end.extend_from_slice(&[0; 8]);
            for value in [self.count as u64, self.count as u64, length, from] {
                end.extend_from_slice(&value.to_le_bytes());
            }
            end.extend_from_slice(b"PK\x06\x07");
            word(&mut end, 0);
            end.extend_from_slice(&self.at.to_le_bytes());
            word(&mut end, 1);
        }
        end.extend_from_slice(b"PK\x05\x06");
        word(&mut end, 0);
        let count = self.count.min(WIDE_16) as u16;
        half(&mut end, count);
        half(&mut end, count);
        word(&mut end, length.min(WIDE_32) as u32);
        word(&mut end, from.min(WIDE_32) as u32);
        half(&mut end, MARK.len() as u16);
        end.extend_from_slice(MARK);
        self.write(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

fn half(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn word(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    fn read_back(bytes: Vec<u8>) -> zip::ZipArchive<Cursor<Vec<u8>>> {
        zip::ZipArchive::new(Cursor::new(bytes)).expect("another program reads it")
    }

    #[test]
    fn another_program_reads_names_bytes_and_day() {
        let mut own = Zip::new(Vec::new(), Some(Date::constant(2026, 1, 18)));
        let long = "一笔一笔写清楚。".repeat(500);
        own.add("柳塘/公开.html", long.as_bytes()).unwrap();
        own.add(".nojekyll", b"").unwrap();
        let bytes = own.finish().unwrap();
        assert!(bytes.len() < long.len() / 4 && bytes.ends_with(MARK));
        let mut read = read_back(bytes);
        let mut file = read.by_name("柳塘/公开.html").unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, long);
        assert_eq!(file.unix_mode(), Some(0o100_644));
        let day = file.last_modified().unwrap();
        assert_eq!((day.year(), day.month(), day.day(), day.hour()), (2026, 1, 18, 0));
        drop(file);
        assert_eq!(read.by_name(".nojekyll").unwrap().size(), 0);
    }

    #[test]
    fn no_day_or_one_the_format_lacks_is_its_first() {
        for day in [None, Some(Date::constant(1979, 12, 31)), Some(Date::constant(2108, 1, 1))] {
            let mut own = Zip::new(Vec::new(), day);
            own.add("a", b"a").unwrap();
            let mut read = read_back(own.finish().unwrap());
            let day = read.by_index(0).unwrap().last_modified().unwrap();
            assert_eq!((day.year(), day.month(), day.day()), (1980, 1, 1));
        }
    }

    #[test]
    fn a_city_has_more_files_than_the_old_format_counts() {
        let mut own = Zip::new(Vec::new(), None);
        for at in 0..70_000 {
            own.add(&format!("{at}"), b"").unwrap();
        }
        let mut read = read_back(own.finish().unwrap());
        assert_eq!(read.len(), 70_000);
        assert!(read.by_name("69999").is_ok());
    }

    /// Counts what is written and drops all but the tail, so that four gigabytes cost no memory.
    #[derive(Default)]
    struct Tail(Vec<u8>);

    impl Write for Tail {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.extend_from_slice(bytes);
            let over = self.0.len().saturating_sub(256);
            self.0.drain(..over);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn places_beyond_four_gigabytes_stand_in_the_wide_field() {
        let mut own = Zip::new(Tail::default(), None);
        own.at = 5_000_000_000;
        own.add("a", b"a").unwrap();
        let Tail(end) = own.finish().unwrap();
        let line = end.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        assert_eq!(end[line + 42..line + 46], [0xFF; 4]);
        // The name, then the field: 1, 8 bytes, the place.
        assert_eq!(end[line + 46..line + 51], [b'a', 1, 0, 8, 0]);
        assert_eq!(end[line + 51..line + 59], 5_000_000_000u64.to_le_bytes());
        assert!(end.windows(4).any(|four| four == b"PK\x06\x06"));
    }
}
