//! The end of the journal: writes whole groups, syncs them, begins new segments.

use super::layout::{FIRST_FRAME, SegmentHead};
use super::mark::Mark;
use super::recover::Tail;
use super::segment::{Place, Segments};
use crate::codec::wide;
use crate::commit::Offset;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// The writing end of the journal; one thread owns it.
#[derive(Debug)]
pub(super) struct Writer {
    segments: Arc<Segments>,
    mark: Mark,
    file: File,
    tail: Tail,
    segment_bytes: u64,
}

impl Writer {
    pub(super) fn new(
        segments: Arc<Segments>,
        mark: Mark,
        tail: Tail,
        segment_bytes: u64,
    ) -> io::Result<Self> {
        let file = segments.open_to_write(tail.segment)?;
        Ok(Self { segments, mark, file, tail, segment_bytes })
    }

    /// The offset of the next frame.
    pub(super) fn next(&self) -> Offset {
        self.tail.next
    }

    /// Begins a new segment if the current one is full, so that the next group lies in one file as a whole.
    pub(super) fn make_room(&mut self) -> io::Result<()> {
        if self.tail.position < self.segment_bytes {
            return Ok(());
        }
        let head = SegmentHead { epoch: self.tail.epoch, first: self.tail.next };
        self.file = self.segments.create(head)?;
        self.tail = Tail { segment: head.first, position: FIRST_FRAME, ..self.tail };
        Ok(())
    }

    /// Where a frame of this length lies that comes `before` bytes into the next group.
    pub(super) fn place(&self, before: usize, length: usize) -> Place {
        Place {
            segment: self.tail.segment,
            position: self.tail.position + wide(before),
            // No frame is longer than the largest, which is far below 2^32.
            length: u32::try_from(length).unwrap_or(u32::MAX),
        }
    }

    /// Writes the frames of one group with one write and makes them durable with one sync.
    pub(super) fn write(&mut self, group: &[u8], frames: u64) -> io::Result<()> {
        self.file.write_all_at(group, self.tail.position)?;
        self.file.sync_data()?;
        self.tail.position += wide(group.len());
        self.tail.next += frames;
        // The mark is a witness, not a promise: if it cannot be written it only witnesses less.
        let _ = self.mark.set(self.tail.next - 1);
        Ok(())
    }

    /// Makes the witness durable at the end.
    pub(super) fn finish(&self) -> io::Result<()> {
        self.mark.sync()
    }
}
