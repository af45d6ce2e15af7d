//! The index: sled, two layers of memory over it, and the thread that moves the lower one into sled.
//!
//! Rows are applied to memory by one applier in the order of the journal and are readable from then on. When the
//! memory layer is full it is frozen and written to sled row by row; the last one says which offset the index then
//! reaches. Nothing here is synced: what a crash takes away is applied again from the journal.

use super::apply::{outbox_parts, timer_of};
use super::keys::{self, Key};
use super::merge;
use super::tables::{Cell, Rows, Tables};
use super::values::Applied;
use super::waiting::{Outbox, Timers};
use crate::commit::Timer;
use bytes::Bytes;
use frontdesk_model::id::{IntegrationId, LongId};
use frontdesk_model::time::Timestamp;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

/// How many rows are read at once at the start: some tens of kilobytes.
const ROWS_AT_ONCE: usize = 256;

/// After how many rows the writing into sled may rest: a millisecond of work or less.
const ROWS_WITHOUT_REST: usize = 64;

/// How much longer than its work a rest is: writing a layer takes a quarter of one core at most while there is time
/// for it, so that it does not keep those waiting who want an answer now.
const REST_FACTOR: u32 = 3;

/// Why the index cannot be used; it is rebuilt at the next start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the index failed and will be rebuilt at the next start: {0}")]
pub(crate) struct IndexError(pub(crate) String);

pub(crate) struct Index {
    tables: RwLock<Tables>,
    layer_bytes: usize,
    /// The layer to write next, for the thread that does it.
    job: Mutex<Job>,
    job_changed: Condvar,
    broken: OnceLock<IndexError>,
    /// Is called once when the index breaks, so that the next start knows.
    on_broken: Box<dyn Fn() + Send + Sync>,
}

#[derive(Debug, Default)]
enum Job {
    #[default]
    Idle,
    Write {
        rows: Arc<Rows>,
        /// Somebody waits for it.
        hurry: bool,
    },
    Stop,
}

impl Index {
    /// Freezes its memory layer when that holds about `layer_bytes`.
    pub(crate) fn new(
        db: ::sled::Db,
        layer_bytes: usize,
        on_broken: Box<dyn Fn() + Send + Sync>,
    ) -> Arc<Self> {
        Arc::new(Self {
            tables: RwLock::new(Tables { db: Some(db), ..Tables::default() }),
            layer_bytes,
            job: Mutex::default(),
            job_changed: Condvar::new(),
            broken: OnceLock::new(),
            on_broken,
        })
    }

    /// The error that made the index unusable, if one did.
    pub(crate) fn broken(&self) -> Option<&IndexError> {
        self.broken.get()
    }

    /// Runs what touches sled, which may panic on damaged pages.
    fn guarded<T>(&self, work: impl FnOnce() -> Result<T, ::sled::Error>) -> Result<T, IndexError> {
        if let Some(error) = self.broken.get() {
            return Err(error.clone());
        }
        let text = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "sled panicked".to_owned(),
        };
        Err(self.fail(text))
    }

    /// Declares the index unusable.
    pub(crate) fn fail(&self, text: String) -> IndexError {
        let error = IndexError(text);
        if self.broken.set(error.clone()).is_ok() {
            metrics::counter!("frontdesk_store_corruption_total", "part" => "index").increment(1);
            tracing::error!(error = %error, "index failed");
            (self.on_broken)();
        }
        error
    }

    fn open<'a>(&self, tables: &'a Tables) -> Result<&'a ::sled::Db, IndexError> {
        tables.db.as_ref().ok_or_else(|| IndexError("the store is closed".to_owned()))
    }

    fn read(&self) -> RwLockReadGuard<'_, Tables> {
        self.tables.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Tables> {
        self.tables.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, key: &[u8]) -> Result<Cell, IndexError> {
        let tables = self.read();
        self.get_in(&tables, key)
    }

    fn get_in(&self, tables: &Tables, key: &[u8]) -> Result<Cell, IndexError> {
        match tables.get(key) {
            Some(cell) => Ok(cell.clone()),
            None => {
                let db = self.open(tables)?;
                self.guarded(|| Ok(db.get(key)?.map(|value| Bytes::copy_from_slice(&value))))
            }
        }
    }

    /// Up to `limit` rows from `from` (included) to `until` (excluded), ascending.
    pub(crate) fn ascending(
        &self,
        from: &[u8],
        until: &[u8],
        limit: usize,
    ) -> Result<Vec<(Key, Bytes)>, IndexError> {
        let tables = self.read();
        let db = self.open(&tables)?;
        self.guarded(|| merge::ascending(&tables, db, (from, until), limit))
    }

    /// Up to `limit` rows from before `until` down to `from` (included), descending.
    pub(crate) fn descending(
        &self,
        from: &[u8],
        until: &[u8],
        limit: usize,
    ) -> Result<Vec<(Key, Bytes)>, IndexError> {
        let tables = self.read();
        let db = self.open(&tables)?;
        self.guarded(|| merge::descending(&tables, db, (from, until), limit))
    }

    /// Applies writes that readers see together. Only the applier may call this.
    pub(crate) fn apply(
        &self,
        writes: impl FnOnce(&mut Writing<'_>) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        let mut tables = self.write();
        let mut writing = Writing { index: self, tables: &mut tables };
        writes(&mut writing)?;
        if tables.active.bytes() < self.layer_bytes || self.broken.get().is_some() {
            return Ok(());
        }
        drop(tables);
        self.freeze();
        Ok(())
    }

    /// Puts a row that no commit carries, such as a snapshot. A crash may lose it.
    pub(crate) fn put_unjournaled(&self, key: Key, value: Bytes) {
        self.write().active.set(key, Some(value));
    }

    /// Removes a row that no commit carries.
    pub(crate) fn remove_unjournaled(&self, key: Key) {
        self.write().active.set(key, None);
    }

    /// Hands the active layer to the flushing thread, after the one before it was written.
    pub(crate) fn freeze(&self) {
        self.wait_until_written();
        let mut tables = self.write();
        if tables.active.rows.is_empty() {
            return;
        }
        let rows = Arc::new(std::mem::take(&mut tables.active));
        tables.frozen = Some(rows.clone());
        drop(tables);
        self.give(Job::Write { rows, hurry: false });
    }

    fn give(&self, job: Job) {
        *self.job.lock().unwrap_or_else(PoisonError::into_inner) = job;
        self.job_changed.notify_all();
    }

    fn wait_until_written(&self) {
        let mut job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
        while let Job::Write { hurry, .. } = &mut *job {
            // Told once: two who wait would wake each other for ever.
            if !std::mem::replace(hurry, true) {
                self.job_changed.notify_all();
            }
            job = self.job_changed.wait(job).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Writes everything that is in memory to sled and waits for it.
    pub(crate) fn write_out(&self) -> Result<(), IndexError> {
        self.freeze();
        self.wait_until_written();
        let db = self.open(&self.read())?.clone();
        self.guarded(|| db.flush().map(drop))
    }

    /// Lets go of sled; after this nothing can be read.
    pub(crate) fn close(&self) {
        let db = self.write().db.take();
        // sled may panic while it closes what is damaged; the next start rebuilds it.
        if catch_unwind(AssertUnwindSafe(move || drop(db))).is_err() {
            self.fail("sled panicked while closing".to_owned());
        }
    }

    /// Ends [`Index::run_flusher`], after the layer under way.
    pub(crate) fn stop_flusher(&self) {
        self.wait_until_written();
        self.give(Job::Stop);
    }

    /// Writes frozen layers until it is stopped; the body of the flushing thread.
    pub(crate) fn run_flusher(&self) {
        loop {
            let rows = {
                let mut job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
                loop {
                    match &*job {
                        Job::Idle => job = self.job_changed.wait(job).unwrap_or_else(PoisonError::into_inner),
                        Job::Write { rows, .. } => break rows.clone(),
                        Job::Stop => return,
                    }
                }
            };
            // A failed layer stays in memory, where it is still true; the store takes no more commits then.
            let db = self.read().db.clone();
            if let Some(db) = db
                && self.guarded(|| self.write_rows(&db, &rows)).is_ok()
            {
                self.write().frozen = None;
            }
            drop(rows);
            self.give(Job::Idle);
        }
    }

    /// In key order, so that the key that says how far the index reaches comes last.
    ///
    /// Each row by itself: a batch of sled's keeps out every reader until it is whole, which on a slow disk means
    /// that whoever looks something up waits for the disk. Nobody sees a part of a layer, since the frozen one
    /// stays above it until all of it is written.
    fn write_rows(&self, db: &::sled::Db, rows: &Rows) -> Result<(), ::sled::Error> {
        let mut began = Instant::now();
        for (written, (key, cell)) in (1_usize..).zip(&rows.rows) {
            match cell {
                Some(value) => db.insert(key, &**value)?,
                None => db.remove(key)?,
            };
            if written.is_multiple_of(ROWS_WITHOUT_REST) {
                if self.is_ahead(written, rows.rows.len()) {
                    self.rest(began.elapsed().saturating_mul(REST_FACTOR));
                }
                began = Instant::now();
            }
        }
        Ok(())
    }

    /// Whether so much of a layer is written that the rest will be before the next one is half full.
    fn is_ahead(&self, written: usize, of: usize) -> bool {
        let filled = self.read().active.bytes();
        // Both are shares of a whole; neither product comes near the bounds of its type.
        filled.saturating_mul(2).saturating_mul(of) < written.saturating_mul(self.layer_bytes)
    }

    /// Returns after that time, or as soon as somebody waits for the layer.
    fn rest(&self, time: Duration) {
        let job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
        let goes_on = |job: &mut Job| matches!(job, Job::Write { hurry: false, .. });
        // Whether it was the time or the hurry that ended it makes no difference.
        drop(self.job_changed.wait_timeout_while(job, time, goes_on));
    }

    /// Puts in order what waits. Must come before anything is applied.
    pub(crate) fn load_waiting(&self) -> Result<(), IndexError> {
        self.each_row(&keys::all_outbox(), |tables, key, value| {
            let id = LongId::from_bytes(*key.last_chunk()?);
            let (row, _) = outbox_parts(id, value)?;
            tables.outbox.put(id, row.integration, row.due);
            Some(())
        })?;
        self.each_row(&keys::all_timers(), |tables, key, value| {
            tables.timers.set(timer_of(key, value)?);
            Some(())
        })
    }

    /// Hands on all rows with a prefix; `None` says that one cannot be read.
    fn each_row(
        &self,
        prefix: &[u8],
        mut each: impl FnMut(&mut Tables, &Key, &Bytes) -> Option<()>,
    ) -> Result<(), IndexError> {
        let mut from = Key::from(prefix);
        loop {
            let rows = self.ascending(&from, &keys::after(prefix), ROWS_AT_ONCE)?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            from = keys::behind(last);
            let mut tables = self.write();
            let read = rows.iter().try_for_each(|(key, value)| each(&mut tables, key, value));
            drop(tables);
            if read.is_none() {
                return Err(self.fail("a row of what waits cannot be read".to_owned()));
            }
        }
    }

    /// Up to `limit` rows of an integration's outbox that are due, the longest due first; `None` for one that is
    /// missing.
    pub(crate) fn outbox_due(
        &self,
        of: IntegrationId,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<(LongId, Cell)>, IndexError> {
        let tables = self.read();
        let due = tables.outbox.due(of, now).take(limit);
        due.map(|id| Ok((id, self.get_in(&tables, &keys::outbox(id))?))).collect()
    }

    /// The timers in the order in which they are due, as far as `wanted` says so.
    pub(crate) fn timers(&self, wanted: impl Fn(&Timer) -> bool, limit: usize) -> Vec<Timer> {
        self.read().timers.in_order().take_while(wanted).take(limit).collect()
    }

    /// How far the index reaches; `None` for an empty one.
    pub(crate) fn applied(&self) -> Result<Option<Applied>, IndexError> {
        match self.get(&keys::APPLIED)? {
            None => Ok(None),
            Some(bytes) => {
                Applied::decode(&bytes).map(Some).map_err(|malformed| self.fail(malformed.0.to_owned()))
            }
        }
    }
}

/// The applier's access: sees its own writes.
pub(crate) struct Writing<'a> {
    index: &'a Index,
    tables: &'a mut Tables,
}

impl Writing<'_> {
    pub(crate) fn get(&self, key: &[u8]) -> Result<Cell, IndexError> {
        self.index.get_in(self.tables, key)
    }

    pub(crate) fn put(&mut self, key: Key, value: Bytes) {
        self.tables.active.set(key, Some(value));
    }

    pub(crate) fn remove(&mut self, key: Key) {
        self.tables.active.set(key, None);
    }

    pub(crate) fn outbox(&mut self) -> &mut Outbox {
        &mut self.tables.outbox
    }

    pub(crate) fn timers(&mut self) -> &mut Timers {
        &mut self.tables.timers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_for_a_layer_ends_its_rest() {
        let db = ::sled::Config::new().temporary(true).open().expect("a database in memory");
        let index = Index::new(db, 1 << 20, Box::new(|| ()));
        index.give(Job::Write { rows: Arc::default(), hurry: false });
        std::thread::scope(|scope| {
            scope.spawn(|| {
                index.rest(Duration::from_secs(3_600));
                index.give(Job::Idle);
            });
            index.wait_until_written();
        });
    }

    #[test]
    fn writing_rests_while_it_is_ahead_of_what_fills_the_next_layer() {
        let db = ::sled::Config::new().temporary(true).open().expect("a database in memory");
        let index = Index::new(db, 10_000, Box::new(|| ()));
        assert!(index.is_ahead(1, 100));
        index.put_unjournaled(Key::from(&[1]), Bytes::from(vec![0; 2_500]));
        assert!(!index.is_ahead(50, 100), "a quarter is full, and half is written");
        assert!(index.is_ahead(60, 100));
    }
}
