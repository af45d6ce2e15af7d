//! Finding the end of the journal when it is opened: what was never acknowledged is cut off, what is damaged is
//! reported with its place, and every frame after a given place is handed on.

use super::decode::decode;
use super::entry::Frame;
use super::layout::{FIRST_FRAME, FORMAT_VERSION, FrameHead, HeadError, SegmentHead};
use super::mark;
use super::reader::{Found, WINDOW, Walk};
use super::segment::{Place, Segments, start_of};
use crate::codec::Malformed;
use crate::commit::Offset;
use crate::error::OpenError;
use crate::store::ReadError;
use std::os::unix::fs::FileExt;

/// Where the next frame goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    pub(crate) epoch: u64,
    /// The first offset of the segment that is written to.
    pub(crate) segment: Offset,
    pub(crate) position: u64,
    pub(crate) next: Offset,
}

/// From where on frames are read: the place after the newest frame that the index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    pub(crate) segment: Offset,
    pub(crate) position: u64,
    /// The offset of the frame that is expected there.
    pub(crate) next: Offset,
}

/// The heads of all segments, in order, without changing anything.
pub(crate) fn heads(segments: &Segments) -> Result<Vec<SegmentHead>, OpenError> {
    let reading = |error| OpenError::reading(segments.dir(), error);
    let names = segments.list().map_err(OpenError::io(segments.dir()))?;
    // A last segment whose head cannot be read is just being created, and holds nothing yet.
    let heads = names.iter().map(|name| segments.head(*name).map_err(reading));
    heads.filter_map(|head| head.map(Result::ok).transpose()).collect()
}

/// Checks the heads of all segments and gives the first offsets of those that are in use, in order. A last
/// segment that was being created when the machine stopped is removed. Empty for an empty journal.
pub(crate) fn survey(segments: &Segments) -> Result<Vec<SegmentHead>, OpenError> {
    let reading = |error| OpenError::reading(segments.dir(), error);
    let names = segments.list().map_err(OpenError::io(segments.dir()))?;
    let mut heads: Vec<SegmentHead> = Vec::with_capacity(names.len());
    for name in &names {
        let damaged = |what| OpenError::Damaged { path: segments.path(*name), at: 0, what };
        match segments.head(*name).map_err(reading)? {
            Ok(head) if head.first != *name => {
                return Err(damaged("the segment's name is not its first offset"));
            }
            Ok(head) if heads.first().is_some_and(|first| first.epoch != head.epoch) => {
                return Err(damaged("a segment of another epoch"));
            }
            Ok(head) => heads.push(head),
            Err(HeadError::Version(found)) => {
                return Err(OpenError::Version { path: segments.path(*name), found, reads: FORMAT_VERSION });
            }
            Err(HeadError::Malformed(what)) => {
                let acknowledged = mark::read(segments.dir()).is_some_and(|(_, offset)| offset >= *name);
                if Some(name) != names.last()
                    || acknowledged
                    || holds_frames(segments, *name).map_err(reading)?
                {
                    return Err(damaged(what));
                }
                segments.forget(*name);
                std::fs::remove_file(segments.path(*name)).map_err(OpenError::io(&segments.path(*name)))?;
            }
        }
    }
    Ok(heads)
}

fn holds_frames(segments: &Segments, segment: Offset) -> Result<bool, ReadError> {
    let mut walk = Walk::new(segments, segment, 0, WINDOW)?;
    Ok(walk.next_head(0)?.is_some())
}

/// Reads all frames from `start` on, hands each to `each`, and cuts off what was never acknowledged. If frames up to
/// `acknowledged` are missing, nothing is changed.
pub(crate) fn read_to_end(
    segments: &Segments,
    heads: &[SegmentHead],
    start: Start,
    acknowledged: Offset,
    mut each: impl FnMut(Place, Frame) -> Result<(), OpenError>,
) -> Result<Tail, OpenError> {
    let reading = |error| OpenError::reading(segments.dir(), error);
    let mut next = start.next;
    let mut position = start.position;
    let mut last_group: Option<(Place, Offset)> = None;
    let used = heads.iter().skip_while(|head| head.first < start.segment);
    let mut used = used.peekable();
    let mut tail = None;
    while let Some(head) = used.next() {
        let is_last = used.peek().is_none();
        if head.first != start.segment {
            position = FIRST_FRAME;
            if head.first != next {
                let path = segments.path(head.first);
                return Err(OpenError::Damaged {
                    path,
                    at: 0,
                    what: "frames are missing before this segment",
                });
            }
        }
        let mut walk = Walk::new(segments, head.first, position, WINDOW).map_err(reading)?;
        let end = loop {
            match walk.next().map_err(reading)? {
                Found::End { position } => break position,
                Found::Broken { position, what } => {
                    refuse_damage(segments, &mut walk, head.first, position, next, is_last, what)?;
                    break position;
                }
                Found::Frame { place, head: frame_head, bytes } => {
                    match decode(&bytes).and_then(|frame| in_order(frame, next)) {
                        Ok(frame) => {
                            if last_group.is_none_or(|(_, first)| first != frame_head.group_first()) {
                                last_group = Some((place, frame_head.group_first()));
                            }
                            next += 1;
                            each(place, frame)?;
                        }
                        Err(Malformed(what)) => {
                            let at = place.position;
                            refuse_damage(segments, &mut walk, head.first, at, next, is_last, what)?;
                            break at;
                        }
                    }
                }
            }
        };
        tail = Some(Tail { epoch: head.epoch, segment: head.first, position: end, next });
    }
    let tail = tail.ok_or_else(|| OpenError::Damaged {
        path: segments.path(start.segment),
        at: start.position,
        what: "the segment that the index names is missing",
    })?;
    let end = tail.next - 1;
    if acknowledged > end {
        let (dir, witness) = (segments.dir().to_path_buf(), mark::path(segments.dir()));
        return Err(OpenError::Truncated { dir, end, acknowledged, witness });
    }
    settle(segments, &tail, last_group.map(|(place, _)| place))?;
    Ok(tail)
}

fn in_order(frame: Frame, next: Offset) -> Result<Frame, Malformed> {
    if frame.offset == next { Ok(frame) } else { Err(Malformed("a frame out of order")) }
}

/// Broken bytes at the end are a write that was never synced, and may be cut off, unless a frame behind them
/// was written after they had been synced. Frames of one write reach the disk in any order.
fn refuse_damage(
    segments: &Segments,
    walk: &mut Walk<'_>,
    segment: Offset,
    position: u64,
    next: Offset,
    is_last: bool,
    what: &'static str,
) -> Result<(), OpenError> {
    let damaged = || OpenError::reading(segments.dir(), segments.damaged(segment, position, what));
    if !is_last {
        return Err(damaged());
    }
    let mut from = position + 1;
    while let Some((at, head)) =
        walk.next_head(from).map_err(|error| OpenError::reading(segments.dir(), error))?
    {
        if FrameHead::group_first(&head) > next {
            return Err(damaged());
        }
        from = at + 1;
    }
    Ok(())
}

/// Cuts the last segment behind its last frame, and writes the last group once more: after a failed sync the
/// system may show bytes that never reached the disk, and would not write them again by itself.
fn settle(segments: &Segments, tail: &Tail, last_group: Option<Place>) -> Result<(), OpenError> {
    let path = segments.path(tail.segment);
    let file = segments.open_to_write(tail.segment).map_err(OpenError::io(&path))?;
    let rewrite = || {
        file.set_len(tail.position)?;
        if let Some(place) = last_group.filter(|place| place.segment == tail.segment) {
            let length = usize::try_from(tail.position.saturating_sub(place.position)).unwrap_or_default();
            let mut bytes = vec![0; length];
            file.read_exact_at(&mut bytes, place.position)?;
            file.write_all_at(&bytes, place.position)?;
        }
        file.sync_all()
    };
    rewrite().map_err(OpenError::io(&path))
}

/// The beginning of the journal.
pub(crate) fn beginning(heads: &[SegmentHead]) -> Option<Start> {
    let first = heads.first()?.first;
    Some(Start { segment: first, position: start_of(first).position, next: first })
}
