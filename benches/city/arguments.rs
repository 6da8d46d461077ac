//! What a measurement may be asked for.

use std::path::{Path, PathBuf};

pub const HELP: &str = "\
cargo bench -- [--villages N] [--months N] [--lines N] [--csv] [--full] [--repeat N] [--theme DIR] [--dir DIR] [--quick]

  --villages N  villages of the city (500)
  --months N    months of each village (40)
  --lines N     lines of each month (30)
  --csv         lines in a CSV file beside the head
  --full        YAML lines over many rows with every field, as the sample county writes them
  --theme DIR   a theme folder laid over the built-in one
  --repeat N    builds of which the cheapest counts (3)
  --dir DIR     where to work; kept afterwards (a folder in /dev/shm, removed)
  --quick       a few villages only: shows that it runs, measures nothing";

/// Which part of the measurement this process is: each runs in a process of its own, so that memory is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    All,
    Build,
    Floor,
}

#[derive(Clone, Debug)]
pub struct Arguments {
    pub villages: usize,
    pub months: usize,
    pub lines: usize,
    pub csv: bool,
    pub full: bool,
    pub repeat: usize,
    pub dir: PathBuf,
    pub keep: bool,
    pub theme: Option<PathBuf>,
    pub step: Step,
}

impl Arguments {
    /// The files of the theme laid over the built-in one.
    pub fn theme_files(&self) -> std::io::Result<Vec<(String, Vec<u8>)>> {
        self.theme.as_deref().map_or(Ok(Vec::new()), sunlit::source::disk::folder)
    }

    /// Reads the words after the program's name. `cargo bench` adds `--bench`; without it (`cargo test --benches`)
    /// the city is small.
    pub fn read(words: impl Iterator<Item = String>) -> Result<Arguments, String> {
        let words: Vec<String> = words.collect();
        let has = |name: &str| words.iter().any(|word| word == name);
        let quick = has("--quick") || !has("--bench");
        let (villages, months, repeat) = if quick { (3, 4, 1) } else { (500, 40, 3) };
        let mut read = Arguments {
            villages,
            months,
            lines: 30,
            csv: false,
            full: false,
            repeat,
            dir: workplace(),
            keep: false,
            theme: None,
            step: Step::All,
        };
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            let mut number = || rest.next().and_then(|n| n.parse().ok()).ok_or(word.clone());
            match word.as_str() {
                "--bench" | "--quick" => {}
                "--villages" => read.villages = number()?,
                "--months" => read.months = number()?,
                "--lines" => read.lines = number()?,
                "--repeat" => read.repeat = number()?.max(1),
                "--theme" => read.theme = Some(rest.next().ok_or(word)?.into()),
                "--csv" => read.csv = true,
                "--full" => read.full = true,
                "--dir" => {
                    read.dir = rest.next().ok_or(word)?.into();
                    read.keep = true;
                }
                "--step" => {
                    read.step = match rest.next().map(String::as_str) {
                        Some("build") => Step::Build,
                        Some("floor") => Step::Floor,
                        _ => return Err(word.clone()),
                    }
                }
                _ => return Err(word.clone()),
            }
        }
        Ok(read)
    }
}

fn workplace() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
    base.join(format!("sunlit-city-{}", std::process::id()))
}
