//! What readers, the applier and the committer of one store share.

use crate::commit::{Counter, Offset};
use crate::journal::Failure;
use crate::journal::reader::read_frame;
use crate::journal::segment::Segments;
use crate::sled::index::{Index, IndexError};
use crate::sled::keys;
use crate::sled::values::{self, Content};
use crate::store::ReadError;
use bytes::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) struct Core {
    pub(crate) segments: Arc<Segments>,
    pub(crate) index: Arc<Index>,
    /// The newest offset that is durable and in the index.
    pub(crate) applied: Arc<AtomicU64>,
    pub(crate) failure: Arc<Failure>,
    pub(crate) epoch: u64,
    pub(crate) numbers: Numbers,
}

impl From<IndexError> for ReadError {
    fn from(error: IndexError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Core {
    pub(crate) fn offset(&self) -> Offset {
        self.applied.load(Ordering::Acquire)
    }

    /// The bytes of a content, wherever they lie; `None` if they were erased.
    pub(crate) fn content(&self, content: Content) -> Result<Option<Bytes>, ReadError> {
        match content {
            Content::Inline(bytes) => Ok(Some(bytes)),
            Content::Blob { place, blob } => {
                let frame = read_frame(&self.segments, place, None)?;
                if frame.is_blanked(blob) {
                    return Ok(None);
                }
                let missing = || self.segments.damaged(place.segment, place.position, "a blob is missing");
                frame.blobs().nth(blob).cloned().map(Some).ok_or_else(missing)
            }
        }
    }

    /// A row that cannot be what was written.
    pub(crate) fn unreadable(&self, what: &str) -> ReadError {
        self.index.fail(format!("{what} cannot be read")).into()
    }
}

/// The counters, as they were given out.
#[derive(Debug)]
pub(crate) struct Numbers(Vec<(Counter, AtomicU64)>);

impl Numbers {
    pub(crate) fn load(index: &Index) -> Result<Self, IndexError> {
        let counters = (0..=u8::MAX).filter_map(Counter::from_code);
        let load = |counter| {
            let stored = index.get(&keys::counter(counter))?;
            let number = stored.and_then(|bytes| values::as_number(&bytes).ok()).unwrap_or(0);
            Ok((counter, AtomicU64::new(number)))
        };
        counters.map(load).collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn next(&self, counter: Counter) -> u64 {
        let slot = self.0.iter().find(|(known, _)| *known == counter);
        slot.map_or(0, |(_, number)| number.fetch_add(1, Ordering::Relaxed)) + 1
    }

    /// Makes sure that no number up to `used` is given out again.
    pub(crate) fn raise(&self, counter: Counter, used: u64) {
        if let Some((_, number)) = self.0.iter().find(|(known, _)| *known == counter) {
            number.fetch_max(used, Ordering::Relaxed);
        }
    }
}
