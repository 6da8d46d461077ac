//! Meters: processor time, memory, and what stands on the disk. All from `/proc`, so Linux only; elsewhere zero.

use std::fs;
use std::path::Path;

/// What one step cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    pub wall_ms: f64,
    /// User and system time of all threads.
    pub cpu_ms: f64,
    /// The most memory the process ever had, in KiB.
    pub peak_kib: u64,
    pub months: usize,
    pub must_fix: usize,
    pub notices: usize,
    pub written: usize,
}

impl Cost {
    /// As one line from child to parent.
    pub fn line(&self) -> String {
        format!(
            "cost {} {} {} {} {} {} {}",
            self.wall_ms,
            self.cpu_ms,
            self.peak_kib,
            self.months,
            self.must_fix,
            self.notices,
            self.written
        )
    }

    pub fn parse(text: &str) -> Option<Cost> {
        let line = text.lines().find_map(|line| line.strip_prefix("cost "))?;
        let words: Vec<f64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let &[wall_ms, cpu_ms, peak, months, must_fix, notices, written] = words.as_slice() else {
            return None;
        };
        let [months, must_fix, notices, written] =
            [months, must_fix, notices, written].map(|n| n as usize);
        Some(Cost { wall_ms, cpu_ms, peak_kib: peak as u64, months, must_fix, notices, written })
    }
}

/// User and system time of this process so far, all threads, those that ended included. Steps of 10 ms.
pub fn process_cpu_ms() -> f64 {
    const TICK_MS: f64 = 10.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() * TICK_MS
}

/// Time this thread spent on a processor, in nanoseconds: waiting for other people's builds is not counted.
pub fn thread_cpu_ns() -> u64 {
    // The kernel brings a running thread's time up to date when it gives way.
    std::thread::yield_now();
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

pub fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Number and bytes of the files under a folder.
pub fn files_and_bytes(folder: &Path) -> (usize, u64) {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let sizes = files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len());
    sizes.fold((0, 0), |(count, bytes), size| (count + 1, bytes + size))
}

/// The kind of file system a folder stands on.
pub fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let fields = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    fields
        .filter(|fields| fields.len() > 2 && folder.starts_with(fields[1]))
        .max_by_key(|fields| fields[1].len())
        .map_or("unknown file system".to_string(), |fields| fields[2].to_string())
}
