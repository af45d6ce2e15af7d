//! Backups: a copy of the journal up to one offset and of all attachments, taken while the server runs, and
//! bringing such a copy back.
//!
//! An attachment is durable before a commit names it, so copying the files after the offset was chosen takes
//! everything that the copied journal names. The manifest is written last: a folder without it is no backup.

mod manifest;

use crate::attachments::Attachments;
use crate::checksum::checksum;
use crate::commit::Offset;
use crate::embedded::JOURNAL_DIR;
use crate::error::OpenError;
use crate::journal::segment::{Segments, sync_dir};
use crate::journal::{SEGMENT_HEAD, SegmentHead};
use crate::offline::{Offline, Raw};
use crate::store::new_epoch;
use manifest::{Listed, Manifest};
use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The newest commit in it.
    pub offset: Offset,
    pub attachments: u64,
    /// All files together, in bytes.
    pub bytes: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{} is not empty; give an empty folder, or one that does not exist yet", .path.display())]
    NotEmpty { path: PathBuf },
    #[error("{} holds no complete backup: {what}; take another one", .path.display())]
    NotABackup { path: PathBuf, what: &'static str },
    #[error("{} cannot be used ({source}); check that it exists, is writable and has space left", .path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("the journal cannot be read")]
    Journal(#[from] OpenError),
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_path_buf();
    move |source| BackupError::Io { path, source }
}

/// Copies the data in `data_dir` as of now into `to`, also while a server uses it. Every frame is checked on the
/// way. Tells `progress` the offset it has come to. Blocks.
///
/// # Errors
/// [`BackupError`]; an incomplete copy has no manifest and is refused by [`restore`].
pub fn backup(data_dir: &Path, to: &Path, progress: impl Fn(Offset)) -> Result<Backup, BackupError> {
    let journal = Offline::open(data_dir)?;
    empty_folder(to)?;
    let mut files = copy_journal(&journal, to, progress)?;
    let copied = copy_attachments(data_dir, to)?;
    let attachments = crate::codec::wide(copied.len());
    files.extend(copied);
    let bytes = files.iter().map(|file| file.length).sum();
    Manifest { offset: journal.end, files }.write(to).map_err(io_at(to))?;
    Ok(Backup { offset: journal.end, attachments, bytes })
}

fn empty_folder(path: &Path) -> Result<(), BackupError> {
    std::fs::create_dir_all(path).map_err(io_at(path))?;
    let mut entries = std::fs::read_dir(path).map_err(io_at(path))?;
    if entries.next().is_some() {
        return Err(BackupError::NotEmpty { path: path.to_path_buf() });
    }
    Ok(())
}

fn copy_journal(journal: &Offline, to: &Path, progress: impl Fn(Offset)) -> Result<Vec<Listed>, BackupError> {
    let dir = to.join(JOURNAL_DIR);
    std::fs::create_dir_all(&dir).map_err(io_at(&dir))?;
    let mut copy =
        JournalCopy { root: to, names: Segments::new(dir.clone()), files: Vec::new(), current: None };
    let mut failed = None;
    let walked = journal.each(|raw| {
        if copy.current.as_ref().is_none_or(|current| current.segment != raw.place.segment) {
            progress(raw.frame.offset);
        }
        copy.take(&raw, journal.epoch()).map_err(|source| {
            let path = copy.names.path(raw.place.segment);
            let text = source.to_string();
            failed = Some(BackupError::Io { path: path.clone(), source });
            OpenError::Io { path, source: io::Error::other(text) }
        })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    walked?;
    copy.finish_current().map_err(io_at(&dir))?;
    sync_dir(&dir).map_err(io_at(&dir))?;
    Ok(copy.files)
}

/// The journal of a backup, one segment at a time.
struct JournalCopy<'a> {
    root: &'a Path,
    names: Segments,
    files: Vec<Listed>,
    current: Option<Copying>,
}

impl JournalCopy<'_> {
    fn take(&mut self, raw: &Raw, epoch: u64) -> io::Result<()> {
        let segment = raw.place.segment;
        if self.current.as_ref().is_none_or(|current| current.segment != segment) {
            self.finish_current()?;
            let mut next = Copying::begin(self.names.path(segment), segment)?;
            next.put(&SegmentHead { epoch, first: segment }.encode())?;
            self.current = Some(next);
        }
        self.current.as_mut().map_or(Ok(()), |current| current.put(&raw.bytes))
    }

    fn finish_current(&mut self) -> io::Result<()> {
        if let Some(current) = self.current.take() {
            self.files.push(current.finish(self.root)?);
        }
        Ok(())
    }
}

/// A segment on its way into a backup.
struct Copying {
    segment: Offset,
    path: PathBuf,
    file: io::BufWriter<File>,
    length: u64,
    crc: u32,
}

impl Copying {
    fn begin(path: PathBuf, segment: Offset) -> io::Result<Self> {
        let file = io::BufWriter::with_capacity(1 << 20, File::create_new(&path)?);
        Ok(Self { segment, path, file, length: 0, crc: 0 })
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += crate::codec::wide(bytes.len());
        self.crc = crc32c::crc32c_append(self.crc, bytes);
        self.file.write_all(bytes)
    }

    fn finish(self, root: &Path) -> io::Result<Listed> {
        let Self { path, file, length, crc, .. } = self;
        file.into_inner()?.sync_all()?;
        Ok(Listed { name: name_in(root, &path), length, crc })
    }
}

fn name_in(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

fn copy_attachments(data_dir: &Path, to: &Path) -> Result<Vec<Listed>, BackupError> {
    let failed = |error: crate::attachments::AttachmentError| BackupError::Io {
        path: to.to_path_buf(),
        source: io::Error::other(error),
    };
    let Some(from) = Attachments::existing(data_dir) else { return Ok(Vec::new()) };
    let into = Attachments::open(to).map_err(failed)?;
    let mut copied = Vec::new();
    for hash in from.list().map_err(failed)? {
        let target = into.path(hash);
        match std::fs::copy(from.path(hash), &target) {
            // Removed since the folder was listed: nothing names it any more.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            result => drop(result.map_err(io_at(&target))?),
        }
        let synced = File::open(&target).and_then(|file| file.sync_all());
        synced.map_err(io_at(&target))?;
        let (length, crc) = checksum(&target).map_err(io_at(&target))?;
        copied.push(Listed { name: name_in(to, &target), length, crc });
    }
    for folder in into.folders() {
        sync_dir(&folder).map_err(io_at(&folder))?;
    }
    Ok(copied)
}

/// Brings a backup back into an empty or new data folder. The store gets a new epoch, because offsets after the
/// backup's may have been seen by clients; its index is built when it is opened. Blocks.
///
/// # Errors
/// [`BackupError`]; the data folder is then incomplete and must be emptied before another attempt.
pub fn restore(from: &Path, data_dir: &Path) -> Result<Backup, BackupError> {
    let not_a_backup = |what| BackupError::NotABackup { path: from.to_path_buf(), what };
    let manifest = Manifest::read(from).ok_or_else(|| not_a_backup("its manifest is missing or damaged"))?;
    empty_folder(data_dir)?;
    std::fs::create_dir_all(data_dir.join(JOURNAL_DIR)).map_err(io_at(data_dir))?;
    let attachments = Attachments::open(data_dir)
        .map_err(|error| BackupError::Io { path: data_dir.to_path_buf(), source: io::Error::other(error) })?;
    let epoch = new_epoch();
    let mut bytes = 0;
    for listed in &manifest.files {
        let (source, target) = (from.join(&listed.name), data_dir.join(&listed.name));
        let found = checksum(&source).map_err(|_| not_a_backup("a file is missing"))?;
        if found != (listed.length, listed.crc) {
            return Err(not_a_backup("a file is not as it was written"));
        }
        std::fs::copy(&source, &target).map_err(io_at(&target))?;
        if listed.name.starts_with(JOURNAL_DIR) {
            renew(&target, epoch).map_err(io_at(&target))?;
        }
        File::open(&target).and_then(|file| file.sync_all()).map_err(io_at(&target))?;
        bytes += listed.length;
    }
    for folder in attachments.folders().chain([data_dir.join(JOURNAL_DIR), data_dir.to_path_buf()]) {
        sync_dir(&folder).map_err(io_at(&folder))?;
    }
    let journaled = manifest.files.iter().filter(|file| file.name.starts_with(JOURNAL_DIR)).count();
    let attachments = crate::codec::wide(manifest.files.len() - journaled);
    Ok(Backup { offset: manifest.offset, attachments, bytes })
}

/// Writes the new epoch into the head of a segment.
fn renew(segment: &Path, epoch: u64) -> io::Result<()> {
    let file = File::options().read(true).write(true).open(segment)?;
    let mut head = [0; SEGMENT_HEAD];
    file.read_exact_at(&mut head, 0)?;
    let head =
        SegmentHead::decode(&head).map_err(|_| io::Error::other("the head of a segment is damaged"))?;
    file.write_all_at(&SegmentHead { epoch, ..head }.encode(), 0)
}
