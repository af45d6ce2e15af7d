//! A small file beside the index that says how it was left.
//!
//! sled does not sync, so after a power failure its files may hold any part of what was written, and it may not
//! notice. The file names the run of the machine in which the index was opened; once the index is closed and
//! synced, it holds the checksums of all its files instead.

use super::open::is_leftover;
use crate::checksum::checksum;
use crate::journal::segment::sync_dir;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const FILE_NAME: &str = "index.state";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// In use, or left by a process that was killed.
    Open { boot: Option<String> },
    /// Closed and synced; a line for each file.
    Closed { seal: String },
    /// It failed in use.
    Broken,
}

pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join(FILE_NAME)
}

/// `None` if there is no such file or it says nothing that is known.
pub(crate) fn read(dir: &Path) -> Option<State> {
    let text = std::fs::read_to_string(path(dir)).ok()?;
    let (line, rest) = text.split_once('\n')?;
    match line.split_once(' ') {
        Some(("open", "-")) => Some(State::Open { boot: None }),
        Some(("open", boot)) => Some(State::Open { boot: Some(boot.to_owned()) }),
        None if line == "closed" => Some(State::Closed { seal: rest.to_owned() }),
        None if line == "broken" => Some(State::Broken),
        _ => None,
    }
}

/// Replaces the file and makes it durable.
pub(crate) fn write(dir: &Path, state: &State) -> io::Result<()> {
    let text = match state {
        State::Open { boot } => format!("open {}\n", boot.as_deref().unwrap_or("-")),
        State::Closed { seal } => format!("closed\n{seal}"),
        State::Broken => "broken\n".to_owned(),
    };
    let unfinished = path(dir).with_extension("state.new");
    let mut file = File::create(&unfinished)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&unfinished, path(dir))?;
    sync_dir(dir)
}

/// One line for each file of the index: name, length, CRC32C.
pub(crate) fn seal(index: &Path) -> io::Result<String> {
    let mut lines = Vec::new();
    each_file(index, index, &mut |name, path| {
        let (length, crc) = checksum(path)?;
        lines.push(format!("{crc:08x} {length} {name}\n"));
        Ok(())
    })?;
    lines.sort_unstable();
    Ok(lines.concat())
}

/// Makes every file of the index and its directories durable.
pub(crate) fn sync(index: &Path) -> io::Result<()> {
    each_file(index, index, &mut |_, path| File::open(path)?.sync_all())?;
    sync_dir(index)
}

fn each_file(root: &Path, dir: &Path, work: &mut dyn FnMut(&str, &Path) -> io::Result<()>) -> io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            each_file(root, &path, work)?;
            sync_dir(&path)?;
        } else if !is_leftover(&path) {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            work(&name, &path)?;
        }
    }
    Ok(())
}
