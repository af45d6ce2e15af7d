//! Reading a data folder without opening the store, also while a server uses it: the journal only grows, and the
//! mark beside it says how far it is durable.

use crate::commit::Offset;
use crate::embedded::JOURNAL_DIR;
use crate::error::OpenError;
use crate::journal::decode;
use crate::journal::entry::Frame;
use crate::journal::reader::{Found, WINDOW, Walk};
use crate::journal::segment::{Place, Segments};
use crate::journal::{FIRST_FRAME, SegmentHead, mark, recover};
use crate::store::StoredEvent;
use bytes::Bytes;
use frontdesk_model::id::ConversationId;
use std::path::Path;

/// A journal that is only read.
pub(crate) struct Offline {
    pub(crate) segments: Segments,
    pub(crate) heads: Vec<SegmentHead>,
    /// The newest offset that is known to be durable.
    pub(crate) end: Offset,
}

/// One frame as it lies in its file, and what it says.
pub(crate) struct Raw {
    pub(crate) place: Place,
    pub(crate) bytes: Bytes,
    pub(crate) frame: Frame,
}

impl Offline {
    pub(crate) fn open(data_dir: &Path) -> Result<Self, OpenError> {
        let segments = Segments::new(data_dir.join(JOURNAL_DIR));
        let heads = recover::heads(&segments)?;
        let missing = || {
            let path = mark::path(segments.dir());
            let what = "nothing says how far the journal is durable; start the server once, then try again";
            OpenError::Damaged { path, at: 0, what }
        };
        let epoch = heads.first().map(|head| head.epoch);
        let (of, end) = mark::read(segments.dir()).ok_or_else(missing)?;
        if Some(of) != epoch {
            return Err(missing());
        }
        Ok(Self { segments, heads, end })
    }

    pub(crate) fn epoch(&self) -> u64 {
        self.heads.first().map_or(0, |head| head.epoch)
    }

    /// Hands on every durable frame in order, each of them checked. Stops at the first damage.
    pub(crate) fn each(&self, mut each: impl FnMut(Raw) -> Result<(), OpenError>) -> Result<(), OpenError> {
        let reading = |error| OpenError::reading(self.segments.dir(), error);
        let (mut segment, mut next) = (1, 1);
        if next > self.end {
            return Ok(());
        }
        let mut walk = Walk::new(&self.segments, segment, FIRST_FRAME, WINDOW).map_err(reading)?;
        while next <= self.end {
            match walk.next().map_err(reading)? {
                Found::Frame { place, head, bytes } => {
                    let damaged = |what| reading(self.segments.damaged(segment, place.position, what));
                    if head.offset != next {
                        return Err(damaged("a frame out of order"));
                    }
                    let (bytes, frame) = self.decoded(place, bytes).map_err(damaged)?;
                    each(Raw { place, bytes, frame })?;
                    next += 1;
                }
                Found::End { .. } if segment != next => {
                    segment = next;
                    walk = Walk::new(&self.segments, segment, FIRST_FRAME, WINDOW).map_err(reading)?;
                }
                Found::End { position } => {
                    return Err(reading(self.segments.damaged(segment, position, "frames are missing")));
                }
                Found::Broken { position, what } => {
                    return Err(reading(self.segments.damaged(segment, position, what)));
                }
            }
        }
        Ok(())
    }

    /// A frame may be read just while a content in it is being erased: the second reading settles it.
    fn decoded(&self, place: Place, bytes: Bytes) -> Result<(Bytes, Frame), &'static str> {
        if let Ok(frame) = decode(&bytes) {
            return Ok((bytes, frame));
        }
        let mut walk =
            Walk::new(&self.segments, place.segment, place.position, 0).map_err(|_| "unreadable")?;
        match walk.next() {
            Ok(Found::Frame { bytes, .. }) => {
                decode(&bytes).map(|frame| (bytes, frame)).map_err(|malformed| malformed.0)
            }
            _ => Err("a frame that cannot be read twice"),
        }
    }
}

/// Hands on the events of one conversation in order, reading the whole journal; needs no index and works beside a
/// running server. Blocks.
///
/// # Errors
/// Damage in the journal, with its place; whatever `each` returns.
pub fn events_of(
    data_dir: &Path,
    conversation: ConversationId,
    mut each: impl FnMut(StoredEvent) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    Offline::open(data_dir)?.each(|raw| {
        let of = raw.frame.entry.commit.append.as_ref().map(|append| append.conversation);
        if of != Some(conversation) {
            return Ok(());
        }
        crate::embedded::stored_events(&raw.frame).try_for_each(&mut each)
    })
}
