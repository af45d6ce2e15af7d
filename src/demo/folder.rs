//! The demo's folder. A marker file says that everything in it is sample data: only such a folder is ever deleted,
//! and no other one is ever filled.

use crate::failure::Failure;
use anyhow::{Context, anyhow};
use frontdesk_storage::OpenError;
use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

const MARKER: &str = ".frontdesk-demo";
/// What the marker says until the sample data is complete.
const FILLING: &str = "filling\n";
const FILLED: &str = "filled\n";

/// A folder that is the demo's and, for as long as this lives, of no other demo.
pub(crate) struct DemoFolder {
    dir: PathBuf,
    marker: File,
    filled: bool,
}

impl DemoFolder {
    /// Takes the folder, or makes it. With `reset`, and after a demo that did not come to fill it, what is in it is
    /// deleted.
    ///
    /// # Errors
    /// When the folder holds something that is no demo's, is in use, or cannot be written.
    pub(crate) fn take(dir: &Path, reset: bool) -> Result<Self, Failure> {
        let path = dir.join(MARKER);
        if !path.exists() && holds_anything(dir)? {
            let remedy = match reset {
                true => "--reset deletes only what `frontdesk demo` made",
                false => "sample data is never mixed with yours",
            };
            return Err(Failure::usage(format!(
                "`--data`: {} holds something that is no demo's; {remedy}, so name another folder",
                dir.display()
            )));
        }
        let unusable =
            || format!("{} cannot be used for the demo; choose another folder with `--data`", dir.display());
        fs::create_dir_all(dir).with_context(unusable)?;
        let marker = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut marker = marker.with_context(unusable)?;
        match marker.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(OpenError::InUse { dir: dir.to_path_buf() }.into());
            }
            Err(TryLockError::Error(error)) => {
                return Err(Failure::Failed(anyhow!(error).context(unusable())));
            }
        }
        let mut state = String::new();
        marker.read_to_string(&mut state).with_context(unusable)?;
        let mut folder = Self { dir: dir.to_path_buf(), marker, filled: state == FILLED };
        if reset || !folder.filled {
            folder.empty().with_context(unusable)?;
        }
        Ok(folder)
    }

    /// Whether the sample data is there.
    pub(crate) const fn is_filled(&self) -> bool {
        self.filled
    }

    /// Called once the sample data is durable.
    pub(crate) fn mark_filled(&mut self) -> std::io::Result<()> {
        self.write(FILLED)?;
        self.filled = true;
        Ok(())
    }

    fn empty(&mut self) -> std::io::Result<()> {
        self.write(FILLING)?;
        self.filled = false;
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            if entry.file_name() == MARKER {
                continue;
            }
            match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path())?,
                false => fs::remove_file(entry.path())?,
            }
        }
        Ok(())
    }

    fn write(&mut self, state: &str) -> std::io::Result<()> {
        self.marker.set_len(0)?;
        self.marker.rewind()?;
        self.marker.write_all(state.as_bytes())?;
        self.marker.sync_all()
    }
}

fn holds_anything(dir: &Path) -> Result<bool, Failure> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => {
            Err(Failure::usage(format!("`--data`: {} is no usable folder ({error})", dir.display())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_else_in_it_is_neither_filled_nor_deleted() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("letters.txt"), "mine").unwrap();
        for reset in [false, true] {
            let told = DemoFolder::take(dir.path(), reset).err().unwrap().to_string();
            assert!(told.contains("holds something that is no demo's"), "{told}");
        }
        assert_eq!(fs::read_to_string(dir.path().join("letters.txt")).unwrap(), "mine");
    }

    #[test]
    fn what_a_demo_filled_stays_until_it_is_reset() {
        let dir = tempfile::tempdir().unwrap();
        let mut folder = DemoFolder::take(dir.path(), false).ok().unwrap();
        assert!(!folder.is_filled());
        fs::create_dir(dir.path().join("journal")).unwrap();
        fs::write(dir.path().join("journal/1"), "data").unwrap();
        folder.mark_filled().unwrap();
        drop(folder);
        let folder = DemoFolder::take(dir.path(), false).ok().unwrap();
        assert!(folder.is_filled() && dir.path().join("journal/1").exists());
        drop(folder);
        let folder = DemoFolder::take(dir.path(), true).ok().unwrap();
        assert!(!folder.is_filled() && !dir.path().join("journal").exists());
    }

    #[test]
    fn what_was_half_filled_is_filled_anew() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DemoFolder::take(dir.path(), false).ok().unwrap();
        fs::write(dir.path().join("half"), "data").unwrap();
        drop(folder);
        DemoFolder::take(dir.path(), false).ok().unwrap();
        assert!(!dir.path().join("half").exists());
    }

    #[test]
    fn two_demos_do_not_share_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let _folder = DemoFolder::take(dir.path(), false).ok().unwrap();
        let told = DemoFolder::take(dir.path(), true).err().unwrap().to_string();
        assert!(told.contains("another server uses the data in"), "{told}");
    }
}
