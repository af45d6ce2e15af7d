//! Opening: lock, journal, index, and the commits that the index lacks.

use super::core::{Core, Numbers};
use super::lock::DataLock;
use crate::commit::Offset;
use crate::config::{INDEX_CACHE_BYTES, INDEX_LAYER_BYTES, Progress, StoreConfig};
use crate::error::OpenError;
use crate::journal::entry::Frame;
use crate::journal::reader::read_frame;
use crate::journal::recover::{self, Start, Tail};
use crate::journal::segment::{Place, Segments, sync_dir};
use crate::journal::{FIRST_FRAME, Failure, SegmentHead, mark};
use crate::offline::Offline;
use crate::sled::apply::Applying;
use crate::sled::index::{Index, IndexError};
use crate::sled::state::{self, State};
use crate::sled::values::Applied;
use crate::sled::{keys, open as sled_open};
use crate::store::new_epoch;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread::JoinHandle;

pub(crate) const JOURNAL_DIR: &str = "journal";

/// After how many commits an opening that applies many of them tells how far it is.
const PROGRESS_EVERY: u64 = 10_000;

/// A store that was opened and does not take commits yet.
pub(super) struct Opened {
    pub(super) lock: DataLock,
    pub(super) core: Arc<Core>,
    pub(super) tail: Tail,
    pub(super) flusher: Flusher,
}

/// The thread that writes the index; ends with this.
pub(crate) struct Flusher {
    index: Arc<Index>,
    thread: Option<JoinHandle<()>>,
}

impl Flusher {
    fn start(index: Arc<Index>) -> std::io::Result<Self> {
        let running = index.clone();
        let thread =
            std::thread::Builder::new().name("index".to_owned()).spawn(move || running.run_flusher())?;
        Ok(Self { index, thread: Some(thread) })
    }
}

impl Flusher {
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

impl Drop for Flusher {
    fn drop(&mut self) {
        self.index.stop_flusher();
        if let Some(thread) = self.thread.take() {
            // A panic in there broke the index, which is known already.
            drop(thread.join());
        }
        self.index.close();
    }
}

pub(super) fn open(config: &StoreConfig, progress: &dyn Fn(Progress)) -> Result<Opened, OpenError> {
    let journal_dir = config.dir.join(JOURNAL_DIR);
    std::fs::create_dir_all(&journal_dir).map_err(OpenError::io(&journal_dir))?;
    sync_dir(&config.dir).map_err(OpenError::io(&config.dir))?;
    let lock = DataLock::take(&config.dir)?;
    let segments = Arc::new(Segments::new(journal_dir));
    let heads = existing_or_new(&segments)?;
    let epoch = heads.first().map_or(0, |head| head.epoch);
    let (flusher, start) = open_index(config, &segments, &heads, progress)?;
    let (tail, applied_again) = apply_rest(&segments, &heads, start, &flusher.index, progress)?;
    let end = tail.next - 1;
    let numbers = Numbers::load(&flusher.index).map_err(|error| index_error(config, &error))?;
    progress(Progress::Opened { offset: end, applied_again });
    let core = Arc::new(Core {
        segments,
        index: flusher.index.clone(),
        applied: Arc::new(AtomicU64::new(end)),
        failure: Arc::new(Failure::default()),
        epoch,
        numbers,
    });
    Ok(Opened { lock, core, tail, flusher })
}

fn index_error(config: &StoreConfig, error: &IndexError) -> OpenError {
    OpenError::Index { path: config.dir.join(sled_open::INDEX_DIR), what: error.to_string() }
}

/// The segments of the journal; an empty journal gets its first one.
fn existing_or_new(segments: &Segments) -> Result<Vec<SegmentHead>, OpenError> {
    let heads = recover::survey(segments)?;
    match heads.first() {
        Some(SegmentHead { first: 1, .. }) => Ok(heads),
        Some(_) => {
            let what = "the first segment of the journal is missing";
            Err(OpenError::Damaged { path: segments.path(1), at: 0, what })
        }
        None => {
            if let Some((_, acknowledged)) = mark::read(segments.dir()) {
                let witness = mark::path(segments.dir());
                let dir = segments.dir().to_path_buf();
                return Err(OpenError::Truncated { dir, end: 0, acknowledged, witness });
            }
            let head = SegmentHead { epoch: new_epoch(), first: 1 };
            segments.create(head).map_err(OpenError::io(&segments.path(1)))?;
            Ok(vec![head])
        }
    }
}

/// Opens the index and finds where the journal goes on from it.
fn open_index(
    config: &StoreConfig,
    segments: &Segments,
    heads: &[SegmentHead],
    progress: &dyn Fn(Progress),
) -> Result<(Flusher, Start), OpenError> {
    let start_flusher = |db: ::sled::Db| {
        let dir = config.dir.clone();
        let on_broken = Box::new(move || note_broken(&dir));
        Flusher::start(Index::new(db, config.index_layer_bytes, on_broken))
            .map_err(OpenError::io(&config.dir))
    };
    let beginning = recover::beginning(heads).unwrap_or(Start { segment: 1, position: FIRST_FRAME, next: 1 });
    let epoch = heads.first().map_or(0, |head| head.epoch);
    let flusher = start_flusher(sled_open::open(config, progress)?)?;
    match follows(segments, epoch, &flusher.index) {
        Ok(None) => Ok((flusher, beginning)),
        Ok(Some(start)) => Ok((flusher, start)),
        Err(why) => {
            drop(flusher);
            Ok((start_flusher(sled_open::open_empty(config, why, progress)?)?, beginning))
        }
    }
}

/// Builds an index in another folder from the whole journal, which is only read.
pub(crate) fn fresh_index(
    data_dir: &Path,
    path: &Path,
    progress: &dyn Fn(Progress),
) -> Result<Flusher, OpenError> {
    let failed = |what| OpenError::Index { path: path.to_path_buf(), what };
    let db = sled_open::open_sled(path, INDEX_CACHE_BYTES).map_err(failed)?;
    let flusher =
        Flusher::start(Index::new(db, INDEX_LAYER_BYTES, Box::new(|| ()))).map_err(OpenError::io(path))?;
    let journal = Offline::open(data_dir)?;
    let epoch = journal.epoch();
    journal.each(|raw| {
        apply_one(&flusher.index, epoch, raw.place, &raw.frame, path)?;
        tell(raw.frame.offset, progress);
        Ok(())
    })?;
    Ok(flusher)
}

/// Makes the next opening build the index anew.
pub(super) fn distrust_index(config: &StoreConfig) -> Result<(), OpenError> {
    let _lock = DataLock::take(&config.dir)?;
    state::write(&config.dir, &State::Broken).map_err(OpenError::io(&config.dir))
}

fn note_broken(dir: &Path) {
    if let Err(error) = state::write(dir, &State::Broken) {
        tracing::error!(error = %error, "state of the index could not be written");
    }
}

/// Where the journal goes on after what the index holds; `None` for an empty index; `Err` says why the two do
/// not belong together.
fn follows(segments: &Segments, epoch: u64, index: &Index) -> Result<Option<Start>, String> {
    let applied = index.applied().map_err(|error| error.to_string())?;
    let Some(Applied { epoch: of, place, offset }) = applied else {
        let rows = index.ascending(&[], &keys::APPLIED, 1).map_err(|error| error.to_string())?;
        return if rows.is_empty() { Ok(None) } else { Err("it was never finished".to_owned()) };
    };
    if of != epoch {
        return Err("it belongs to another journal".to_owned());
    }
    index.load_waiting().map_err(|error| error.to_string())?;
    match read_frame(segments, place, Some(offset)) {
        Ok(_) => Ok(Some(Start { segment: place.segment, position: place.end(), next: offset + 1 })),
        Err(error) => Err(format!("the journal does not hold what it names: {error}")),
    }
}

fn apply_rest(
    segments: &Segments,
    heads: &[SegmentHead],
    start: Start,
    index: &Index,
    progress: &dyn Fn(Progress),
) -> Result<(Tail, u64), OpenError> {
    let epoch = heads.first().map_or(0, |head| head.epoch);
    let acknowledged =
        mark::read(segments.dir()).filter(|(of, _)| *of == epoch).map_or(0, |(_, offset)| offset);
    let tail = recover::read_to_end(segments, heads, start, acknowledged, |place, frame| {
        apply_one(index, epoch, place, &frame, segments.dir())?;
        tell(frame.offset, progress);
        Ok(())
    })?;
    Ok((tail, tail.next - start.next))
}

fn apply_one(index: &Index, epoch: u64, place: Place, frame: &Frame, path: &Path) -> Result<(), OpenError> {
    let Frame { offset, entry, blanked } = frame;
    let applying = Applying { epoch, offset: *offset, place, entry, blanked };
    let failed = |error: IndexError| OpenError::Index { path: path.to_path_buf(), what: error.to_string() };
    index
        .apply(|writing| {
            applying.apply(writing)?;
            applying.reached(writing);
            Ok(())
        })
        .map_err(failed)
}

fn tell(offset: Offset, progress: &dyn Fn(Progress)) {
    if offset.is_multiple_of(PROGRESS_EVERY) {
        progress(Progress::Applying { offset });
    }
}
