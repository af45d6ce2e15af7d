//! Blanking contents in place.
//!
//! A blob is first marked as erased, then overwritten with zeros, with a sync after each step: whenever the
//! machine stops, a blob is either whole or marked. The intent is journaled before and its completion after, so
//! that what was interrupted is done again.

use super::decode::{Blob, blobs};
use super::encode::BLOB_BLANKED;
use super::entry::BlobKind;
use super::layout::{FRAME_HEAD, FrameHead};
use super::segment::{Place, Segments};
use crate::codec::{Malformed, narrow, wide};
use crate::commit::Offset;
use crate::store::ReadError;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

/// Length of the checksum between the state of a blob and its content, in bytes.
const CHECKSUM: usize = 4;

/// A content to erase: the state byte of its blob, and how many bytes are overwritten behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    state_at: u64,
    length: usize,
}

/// What is to be erased, by segment.
#[derive(Debug, Default)]
pub(crate) struct Blanking {
    targets: BTreeMap<Offset, BTreeSet<Target>>,
    messages: u64,
}

impl Blanking {
    /// Adds the blobs of one frame for which `chosen` says so; those that were erased already are left out.
    pub(crate) fn add(
        &mut self,
        segments: &Segments,
        place: Place,
        chosen: impl Fn(&Blob<'_>, usize) -> bool,
    ) -> Result<(), ReadError> {
        let damaged = |Malformed(what)| segments.damaged(place.segment, place.position, what);
        let mut frame = vec![0; narrow(u64::from(place.length))];
        let file = segments.file(place.segment)?;
        file.read_exact_at(&mut frame, place.position)
            .map_err(|error| segments.failed(place.segment, &error))?;
        let head = FrameHead::decode(&frame).map_err(damaged)?;
        let before = FRAME_HEAD + narrow(u64::from(head.meta_length));
        for (number, blob) in
            blobs(frame.get(before..).unwrap_or_default()).map_err(damaged)?.iter().enumerate()
        {
            // One that is marked may have been interrupted before it was overwritten.
            if chosen(blob, number) {
                let state_at = place.position + wide(before + blob.state_at);
                self.messages += u64::from(blob.kind == BlobKind::Message && blob.content.is_some());
                let target = Target { state_at, length: blob.length + CHECKSUM };
                self.targets.entry(place.segment).or_default().insert(target);
            }
        }
        Ok(())
    }

    /// Erases, and returns how many contents of messages were still there.
    pub(crate) fn run(&self, segments: &Segments) -> Result<u64, ReadError> {
        for (segment, targets) in &self.targets {
            blank(segments, *segment, targets).map_err(|error| segments.failed(*segment, &error))?;
        }
        Ok(self.messages)
    }
}

fn blank(segments: &Segments, segment: Offset, targets: &BTreeSet<Target>) -> io::Result<()> {
    let file = segments.open_to_write(segment)?;
    for target in targets {
        file.write_all_at(&[BLOB_BLANKED], target.state_at)?;
    }
    file.sync_data()?;
    for target in targets {
        zero(&file, target)?;
    }
    file.sync_data()
}

fn zero(file: &File, target: &Target) -> io::Result<()> {
    file.write_all_at(&vec![0; target.length], target.state_at + 1)
}
