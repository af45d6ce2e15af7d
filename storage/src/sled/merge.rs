//! One ordered view over the layers of the index.

use super::keys::Key;
use super::tables::{Cell, Tables};
use bytes::Bytes;
use std::iter::Peekable;
use std::ops::Bound;

/// Up to `limit` rows from `from` (included) to `until` (excluded), ascending.
pub(crate) fn ascending(
    tables: &Tables,
    tree: &::sled::Tree,
    (from, until): (&[u8], &[u8]),
    limit: usize,
) -> Result<Vec<(Key, Bytes)>, ::sled::Error> {
    if from >= until {
        return Ok(Vec::new());
    }
    let bounds = (Bound::Included(from), Bound::Excluded(until));
    let active = tables.active.rows.range::<[u8], _>(bounds);
    let frozen = tables.frozen.as_ref().map(|frozen| frozen.rows.range::<[u8], _>(bounds));
    let stored = tree.range::<&[u8], _>(from..until).map(owned);
    collect(memory(active), frozen.into_iter().flat_map(memory), stored, limit, |a, b| a < b)
}

/// Up to `limit` rows from before `until` down to `from` (included), descending.
pub(crate) fn descending(
    tables: &Tables,
    tree: &::sled::Tree,
    (from, until): (&[u8], &[u8]),
    limit: usize,
) -> Result<Vec<(Key, Bytes)>, ::sled::Error> {
    if from >= until {
        return Ok(Vec::new());
    }
    let bounds = (Bound::Included(from), Bound::Excluded(until));
    let active = tables.active.rows.range::<[u8], _>(bounds).rev();
    let frozen = tables.frozen.as_ref().map(|frozen| frozen.rows.range::<[u8], _>(bounds).rev());
    let stored = tree.range::<&[u8], _>(from..until).rev().map(owned);
    collect(memory(active), frozen.into_iter().flat_map(memory), stored, limit, |a, b| a > b)
}

type CellResult = Result<(Key, Cell), ::sled::Error>;

fn memory<'a>(rows: impl Iterator<Item = (&'a Key, &'a Cell)>) -> impl Iterator<Item = CellResult> {
    rows.map(|(key, cell)| Ok((key.clone(), cell.clone())))
}

fn owned(row: Result<(::sled::IVec, ::sled::IVec), ::sled::Error>) -> CellResult {
    row.map(|(key, value)| (key, Some(Bytes::copy_from_slice(&value))))
}

/// Merges three ordered streams; of equal keys the earliest stream wins, and removed rows are left out.
fn collect(
    active: impl Iterator<Item = CellResult>,
    frozen: impl Iterator<Item = CellResult>,
    stored: impl Iterator<Item = CellResult>,
    limit: usize,
    comes_first: impl Fn(&Key, &Key) -> bool,
) -> Result<Vec<(Key, Bytes)>, ::sled::Error> {
    let (mut active, mut frozen, mut stored) = (active.peekable(), frozen.peekable(), stored.peekable());
    let mut rows = Vec::new();
    while rows.len() < limit {
        let mut next: Option<Key> = None;
        for candidate in [peek(&mut active)?, peek(&mut frozen)?, peek(&mut stored)?].into_iter().flatten() {
            if next.as_ref().is_none_or(|best| comes_first(candidate, best)) {
                next = Some(candidate.clone());
            }
        }
        let Some(key) = next else { break };
        let cells = [take(&mut active, &key), take(&mut frozen, &key), take(&mut stored, &key)];
        if let Some(Some(value)) = cells.into_iter().flatten().next() {
            rows.push((key, value));
        }
    }
    Ok(rows)
}

fn peek<I: Iterator<Item = CellResult>>(rows: &mut Peekable<I>) -> Result<Option<&Key>, ::sled::Error> {
    match rows.peek() {
        None => Ok(None),
        Some(Ok((key, _))) => Ok(Some(key)),
        Some(Err(error)) => Err(error.clone()),
    }
}

fn take<I: Iterator<Item = CellResult>>(rows: &mut Peekable<I>, key: &Key) -> Option<Cell> {
    rows.next_if(|row| row.as_ref().is_ok_and(|(found, _)| found == key))
        .and_then(Result::ok)
        .map(|(_, cell)| cell)
}
