//! Reading frames: one at its place, or one after the other.

use super::decode::decode;
use super::entry::Frame;
use super::layout::{FRAME_HEAD, FrameHead};
use super::segment::{Place, Segments};
use crate::codec::{Malformed, narrow, wide};
use crate::commit::Offset;
use crate::store::ReadError;
use bytes::Bytes;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// How many bytes a walk reads at once: large enough that a system call costs little against decoding.
pub(crate) const WINDOW: usize = 1 << 20;

/// Reads the frame at a place that the index names, checking that it is the one that was meant.
pub(crate) fn read_frame(
    segments: &Segments,
    place: Place,
    offset: Option<Offset>,
) -> Result<Frame, ReadError> {
    let mut bytes = vec![0; narrow(u64::from(place.length))];
    read_exact(segments, place, &mut bytes)?;
    let damaged = |what| segments.damaged(place.segment, place.position, what);
    let frame = decode(&Bytes::from(bytes)).map_err(|Malformed(what)| damaged(what))?;
    match offset {
        Some(offset) if offset != frame.offset => Err(damaged("another frame than the index names")),
        _ => Ok(frame),
    }
}

fn read_exact(segments: &Segments, place: Place, bytes: &mut [u8]) -> Result<(), ReadError> {
    segments.file(place.segment)?.read_exact_at(bytes, place.position).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            segments.damaged(place.segment, place.position, "the segment ends before the frame does")
        }
        _ => segments.failed(place.segment, &error),
    })
}

/// What a walk finds next in a segment.
pub(crate) enum Found {
    Frame {
        place: Place,
        head: FrameHead,
        bytes: Bytes,
    },
    /// Nothing but zeros, or nothing at all, from here on.
    End {
        position: u64,
    },
    /// Bytes that are no frame.
    Broken {
        position: u64,
        what: &'static str,
    },
}

/// Walks the frames of one segment in order. The heads are checked here, the contents by whoever decodes.
pub(crate) struct Walk<'a> {
    segments: &'a Segments,
    segment: Offset,
    file: Arc<File>,
    position: u64,
    window: Bytes,
    window_at: u64,
    window_length: usize,
}

impl<'a> Walk<'a> {
    /// Begins at `position`, reading `window` bytes at once.
    pub(crate) fn new(
        segments: &'a Segments,
        segment: Offset,
        position: u64,
        window: usize,
    ) -> Result<Self, ReadError> {
        let file = segments.file(segment)?;
        Ok(Self {
            segments,
            segment,
            file,
            position,
            window: Bytes::new(),
            window_at: 0,
            window_length: window,
        })
    }

    pub(crate) fn next(&mut self) -> Result<Found, ReadError> {
        let position = self.position;
        let head = self.bytes(position, FRAME_HEAD)?;
        if head.len() < FRAME_HEAD {
            let what = "the segment ends within a frame's head";
            return if head.iter().all(|byte| *byte == 0) {
                Ok(Found::End { position })
            } else {
                Ok(Found::Broken { position, what })
            };
        }
        let head = match FrameHead::decode(&head) {
            Ok(head) => head,
            Err(Malformed(what)) => {
                return if self.only_zeros(position)? {
                    Ok(Found::End { position })
                } else {
                    Ok(Found::Broken { position, what })
                };
            }
        };
        let length = narrow(head.length());
        let bytes = self.bytes(position, length)?;
        let (true, Ok(frame_length)) = (bytes.len() == length, u32::try_from(length)) else {
            return Ok(Found::Broken { position, what: "the segment ends within a frame" });
        };
        self.position += wide(length);
        Ok(Found::Frame {
            place: Place { segment: self.segment, position, length: frame_length },
            head,
            bytes,
        })
    }

    /// Finds the next head of a frame at or after `from`; what lies between is not looked at.
    pub(crate) fn next_head(&mut self, mut from: u64) -> Result<Option<(u64, FrameHead)>, ReadError> {
        loop {
            let bytes = self.bytes(from, WINDOW)?;
            if bytes.len() < FRAME_HEAD {
                return Ok(None);
            }
            let heads = bytes.windows(FRAME_HEAD).enumerate();
            let found = heads.filter(|(_, window)| window.first() == Some(&b'F'));
            for (at, window) in found {
                if let Ok(head) = FrameHead::decode(window) {
                    return Ok(Some((from + wide(at), head)));
                }
            }
            from += wide(bytes.len() - FRAME_HEAD + 1);
        }
    }

    fn only_zeros(&mut self, mut from: u64) -> Result<bool, ReadError> {
        loop {
            let bytes = self.bytes(from, WINDOW)?;
            if bytes.is_empty() {
                return Ok(true);
            }
            if bytes.iter().any(|byte| *byte != 0) {
                return Ok(false);
            }
            from += wide(bytes.len());
        }
    }

    /// Up to `length` bytes from `position`; fewer only at the end of the file.
    fn bytes(&mut self, position: u64, length: usize) -> Result<Bytes, ReadError> {
        let within = position.checked_sub(self.window_at).map(narrow);
        if let Some(start) = within
            && let Some(end) = start.checked_add(length)
            && end <= self.window.len()
        {
            return Ok(self.window.slice(start..end));
        }
        let mut window = vec![0; length.max(self.window_length)];
        let mut filled = 0;
        while let Some(rest) = window.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.file.read_at(rest, position + wide(filled)) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.segments.failed(self.segment, &error)),
            }
        }
        window.truncate(filled);
        self.window = Bytes::from(window);
        self.window_at = position;
        Ok(self.window.slice(..length.min(filled)))
    }
}
