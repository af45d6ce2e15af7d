//! The shim that plays a disk whose power fails: building it, and turning what it kept into a data folder.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use rand::RngExt;
use rand::rngs::SmallRng;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

const PAGE: usize = 4_096;

/// Compiles the shim into `dir`.
pub(crate) fn shim(dir: &Path) -> PathBuf {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shim/powercut.c");
    let library = dir.join("powercut.so");
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).args(["-ldl", "-lpthread"]);
    let compiled = cc.status().is_ok_and(|status| status.success());
    assert!(compiled, "the shim does not compile: this test needs a C compiler named cc");
    library
}

/// A folder on the played disk.
pub(crate) struct Disk {
    pub(crate) root: PathBuf,
    pub(crate) shadow: PathBuf,
    shim: PathBuf,
}

impl Disk {
    /// A new disk below `dir`, with an empty folder on it.
    pub(crate) fn new(dir: &Path, shim: &Path) -> Self {
        let disk = Self { root: dir.join("data"), shadow: dir.join("shadow"), shim: shim.to_path_buf() };
        for path in [&disk.root, &disk.shadow.join("f"), &disk.shadow.join("d")] {
            fs::create_dir_all(path).unwrap();
        }
        disk
    }

    /// The variables that put a child on this disk.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        vec![
            ("LD_PRELOAD", text(&self.shim)),
            ("POWERCUT_ROOT", text(&self.root)),
            ("POWERCUT_SHADOW", text(&self.shadow)),
        ]
    }

    /// The file whose operation was made to fail, if it came to that.
    pub(crate) fn failed(&self) -> Option<String> {
        fs::read_to_string(self.shadow.join("failed")).ok()
    }

    /// What the disk holds after the power was cut. With `also`, any part of what was never synced may have
    /// reached it as well: each page and each name on the toss of a coin.
    pub(crate) fn image(&self, to: &Path, mut also: Option<&mut SmallRng>) {
        self.folder(&self.root, &id(&self.root), to, &mut also);
    }

    fn folder(&self, real: &Path, id_of: &str, to: &Path, also: &mut Option<&mut SmallRng>) {
        fs::create_dir_all(to).unwrap();
        let synced = fs::read_to_string(self.shadow.join("d").join(id_of)).unwrap_or_default();
        let mut entries: Vec<(String, bool, String)> = synced
            .lines()
            .map(|line| {
                let mut parts = line.splitn(3, ' ');
                let (id, kind, name) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
                (id.to_owned(), kind == "d", name.to_owned())
            })
            .collect();
        if let Some(random) = also {
            for entry in fs::read_dir(real).into_iter().flatten().flatten() {
                let (path, name) = (entry.path(), entry.file_name().to_str().unwrap().to_owned());
                if random.random() {
                    entries.retain(|(_, _, other)| *other != name);
                    entries.push((id(&path), path.is_dir(), name));
                }
            }
        }
        for (id_of, is_dir, name) in entries {
            let (real, to) = (real.join(&name), to.join(&name));
            if is_dir { self.folder(&real, &id_of, &to, also) } else { self.file(&real, &id_of, &to, also) }
        }
    }

    fn file(&self, real: &Path, id_of: &str, to: &Path, also: &mut Option<&mut SmallRng>) {
        let mut bytes = fs::read(self.shadow.join("f").join(id_of)).unwrap_or_default();
        if let Some(random) = also
            && real.exists()
            && id(real) == id_of
        {
            let newest = fs::read(real).unwrap();
            if random.random() {
                bytes.resize(newest.len(), 0);
            }
            for (page, newest) in bytes.chunks_mut(PAGE).zip(newest.chunks(PAGE)) {
                if random.random() {
                    let length = page.len().min(newest.len());
                    page[..length].copy_from_slice(&newest[..length]);
                }
            }
        }
        fs::write(to, bytes).unwrap();
    }
}

/// The name by which the shim knows a file: its inode and when that was made.
fn id(path: &Path) -> String {
    let metadata = fs::metadata(path).unwrap();
    let born = metadata.created().unwrap().duration_since(UNIX_EPOCH).unwrap();
    format!("{}-{}.{:09}", metadata.ino(), born.as_secs(), born.subsec_nanos())
}
