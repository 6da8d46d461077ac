//! The two processes of git that bytes go through: one that reads all that is read, one that writes all that is written.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

/// `git cat-file --batch`: one process for all that is read.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) child: Child,
    pub(super) stdin: Option<ChildStdin>,
    pub(super) stdout: BufReader<ChildStdout>,
}

impl Reader {
    pub(super) fn blob(&mut self, name: &str) -> std::io::Result<Option<Vec<u8>>> {
        let stdin = self.stdin.as_mut().expect("open while it lives");
        stdin.write_all(format!("{name}\n").as_bytes())?;
        stdin.flush()?;
        let mut head = String::new();
        self.stdout.read_line(&mut head)?;
        let mut words = head.trim_end().rsplit(' ');
        let (size, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Ok(size) = size.parse::<u64>() else { return Ok(None) };
        let mut bytes = Vec::new();
        (&mut self.stdout).take(size + 1).read_to_end(&mut bytes)?;
        bytes.pop();
        Ok(Some(bytes).filter(|_| kind == "blob"))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stdin.take();
        let _ = self.child.wait();
    }
}

/// `git fast-import`: one process for all that is written. Dropped before its end it leaves nothing.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) child: Child,
    pub(super) stdin: Option<BufWriter<ChildStdin>>,
}

impl Import {
    pub(super) fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stdin.as_mut().expect("open while it lives").write_all(bytes)
    }

    /// Ends the stream; on failure what git said.
    pub(super) fn close(mut self) -> Result<(), String> {
        let ended = self.write(b"done\n").and_then(|()| {
            let mut stdin = self.stdin.take().expect("open while it lives");
            stdin.flush()
        });
        self.stdin.take();
        let mut said = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut said).map_err(|error| error.to_string())?;
        }
        let status = self.child.wait().map_err(|error| error.to_string())?;
        match ended {
            Ok(()) if status.success() => Ok(()),
            Ok(()) => Err(said),
            Err(error) => Err(format!("{error} {said}")),
        }
    }
}

impl Drop for Import {
    fn drop(&mut self) {
        if let Some(stdin) = self.stdin.take() {
            // What is in the buffer must not be taken for an end.
            let _ = stdin.into_parts();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
