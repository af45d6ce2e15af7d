//! The newest rows of the index, in memory: what a message needs for a moment (its outbox row, the timers that
//! move with every word) is written and removed here and never reaches sled.

use super::keys::Key;
use super::waiting::{Outbox, Timers};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row, or that there is none any more.
pub(crate) type Cell = Option<Bytes>;

#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) rows: BTreeMap<Key, Cell>,
    /// About how much memory the rows take, in bytes.
    bytes: usize,
}

/// What a row costs in memory besides its bytes: map node, two pointers, reference count.
const ROW_COST: usize = 96;

impl Rows {
    pub(crate) fn set(&mut self, key: Key, cell: Cell) {
        let size = |cell: &Cell| cell.as_ref().map_or(0, Bytes::len);
        self.bytes += size(&cell);
        let key_cost = key.len() + ROW_COST;
        match self.rows.insert(key, cell) {
            Some(old) => self.bytes = self.bytes.saturating_sub(size(&old)),
            None => self.bytes += key_cost,
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Two layers over sled; the upper one wins.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Takes the writes of the applier.
    pub(crate) active: Rows,
    /// Being written to sled; no longer changes.
    pub(crate) frozen: Option<Arc<Rows>>,
    /// The lowest layer; `None` once the store is closed.
    pub(crate) db: Option<::sled::Db>,
    pub(crate) outbox: Outbox,
    pub(crate) timers: Timers,
}

impl Tables {
    /// The newest cell of a key in memory; `None` when only sled can tell.
    pub(crate) fn get(&self, key: &[u8]) -> Option<&Cell> {
        let frozen = || self.frozen.as_ref().and_then(|frozen| frozen.rows.get(key));
        self.active.rows.get(key).or_else(frozen)
    }
}
