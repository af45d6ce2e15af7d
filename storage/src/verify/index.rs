//! The index against one that is built anew beside it.

use crate::config::{Progress, StoreConfig};
use crate::embedded::{EmbeddedStore, fresh_index};
use crate::error::OpenError;
use crate::sled::index::{Index, IndexError};
use crate::sled::keys::{self, Key};
use bytes::Bytes;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::path::Path;

const FRESH_DIR: &str = "index.verify";

/// How many rows are read at once.
const ROWS_AT_ONCE: usize = 1_024;

/// How many differing rows are listed; more say nothing new.
const LISTED: usize = 20;

/// Opens the store and compares its index with a fresh one. Gives how many rows agree, and what does not.
pub(super) fn compare(
    config: &StoreConfig,
    progress: &dyn Fn(Progress),
) -> Result<(u64, Vec<String>), OpenError> {
    let store = EmbeddedStore::open(config, progress)?;
    let path = config.dir.join(FRESH_DIR);
    remove(&path)?;
    let fresh = fresh_index(&config.dir, &path, progress)?;
    let compared = differences(store.index(), fresh.index());
    drop(fresh);
    remove(&path)?;
    let (agree, different) =
        compared.map_err(|error| OpenError::Index { path: path.clone(), what: error.to_string() })?;
    let index = config.dir.join(crate::sled::open::INDEX_DIR);
    let problem =
        |key: Key| format!("{}: the row {} is not what the journal says", index.display(), hex::encode(key));
    Ok((agree, different.into_iter().map(problem).collect()))
}

fn differences(live: &Index, fresh: &Index) -> Result<(u64, Vec<Key>), IndexError> {
    let (mut live, mut fresh) = (Rows::of(live), Rows::of(fresh));
    let (mut agree, mut different) = (0, Vec::new());
    let (mut left, mut right) = (live.next()?, fresh.next()?);
    while different.len() < LISTED {
        let order = match (&left, &right) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((left, _)), Some((right, _))) => left.cmp(right),
        };
        if order == Ordering::Equal && left == right {
            agree += 1;
        } else {
            let row = if order == Ordering::Greater { &right } else { &left };
            different.extend(row.as_ref().map(|(key, _)| key.clone()));
        }
        if order != Ordering::Greater {
            left = live.next()?;
        }
        if order != Ordering::Less {
            right = fresh.next()?;
        }
    }
    Ok((agree, different))
}

/// All rows of an index in order, but for snapshots, which no journal holds.
struct Rows<'a> {
    index: &'a Index,
    from: Key,
    read: VecDeque<(Key, Bytes)>,
}

impl<'a> Rows<'a> {
    fn of(index: &'a Index) -> Self {
        Self { index, from: Key::default(), read: VecDeque::new() }
    }

    fn next(&mut self) -> Result<Option<(Key, Bytes)>, IndexError> {
        loop {
            match self.read.pop_front() {
                Some((key, _)) if keys::is_snapshot(&key) => {}
                Some(row) => return Ok(Some(row)),
                None => {
                    let rows = self.index.ascending(&self.from, &keys::APPLIED, ROWS_AT_ONCE)?;
                    let Some((last, _)) = rows.last() else { return Ok(None) };
                    self.from = keys::behind(last);
                    self.read = rows.into();
                }
            }
        }
    }
}

fn remove(path: &Path) -> Result<(), OpenError> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(OpenError::io(path)(error)),
        _ => Ok(()),
    }
}
