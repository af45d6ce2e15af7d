//! Ids become small numbers once, so that a decision compares and indexes instead of hashing.
//!
//! The hasher is our own because the model may not draw randomness: same input, same tables, same run.
//! Nobody outside chooses these ids, the server makes them, so a hasher without a secret is safe.

use crate::id::ConversationId;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A row of a [`Table`], or an interned id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Slot(u32);

impl Slot {
    /// The one that comes first in every table.
    pub(super) const FIRST: Self = Self(0);

    /// Four thousand million rows are more than memory holds, so the last one standing in is never reached.
    fn of(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    pub(super) const fn number(self) -> u32 {
        self.0
    }
}

/// Rows that keep their slot; vacant ones are used again.
#[derive(Debug)]
pub(super) struct Table<T> {
    rows: Vec<T>,
    vacant: Vec<Slot>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), vacant: Vec::new() }
    }
}

impl<T> Table<T> {
    pub(super) fn get(&self, slot: Slot) -> Option<&T> {
        self.rows.get(slot.index())
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut T> {
        self.rows.get_mut(slot.index())
    }

    /// Takes a vacant row, which `renew` has to overwrite, or makes a new one.
    pub(super) fn take(&mut self, fresh: impl FnOnce() -> T, renew: impl FnOnce(&mut T)) -> Slot {
        if let Some(slot) = self.vacant.pop()
            && let Some(row) = self.rows.get_mut(slot.index())
        {
            renew(row);
            return slot;
        }
        self.rows.push(fresh());
        Slot::of(self.rows.len().saturating_sub(1))
    }

    /// The caller forgets `slot` everywhere.
    pub(super) fn vacate(&mut self, slot: Slot) {
        self.vacant.push(slot);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        self.rows.iter().enumerate().map(|(index, row)| (Slot::of(index), row))
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> + use<T> {
        (0..self.rows.len()).map(Slot::of)
    }
}

/// A set of slots that is small enough to stay in the nearest cache.
#[derive(Debug, Default)]
pub(super) struct Marks {
    words: Vec<u64>,
}

impl Marks {
    pub(super) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Whether it was not marked yet.
    pub(super) fn mark(&mut self, slot: Slot) -> bool {
        let (word, bit) = (slot.index() / 64, 1u64 << (slot.number() % 64));
        if self.words.len() <= word {
            self.words.resize(word.saturating_add(1), 0);
        }
        self.words.get_mut(word).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }
}

/// Numbers ids in the order in which they are first seen. Never forgets: for ids that configuration bounds.
#[derive(Debug)]
pub(super) struct Interner<K> {
    slots: Map<K, Slot>,
}

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self { slots: Map::default() }
    }
}

impl<K: Copy + Eq + Hash> Interner<K> {
    pub(super) fn slot(&mut self, id: K) -> Slot {
        let next = Slot::of(self.slots.len());
        *self.slots.entry(id).or_insert(next)
    }
}

/// A conversation's id as two numbers, in the same order: compared and hashed in a step each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Packed(u64, u32);

impl From<ConversationId> for Packed {
    fn from(id: ConversationId) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = id.to_bytes();
        Self(u64::from_be_bytes([a, b, c, d, e, f, g, h]), u32::from_be_bytes([i, j, k, l]))
    }
}

/// A map without randomness. Never iterated: its order means nothing.
pub(super) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Multiply and fold, eight bytes at a time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mixer(u64);

/// Odd, with its bits spread: the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        let folded = (self.0 ^ (self.0 >> 32)).wrapping_mul(SPREAD);
        folded ^ (folded >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(SPREAD);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(u64::try_from(number).unwrap_or(u64::MAX));
    }
}
