//! The fixed parts of the journal's files: the head of a segment and the head of a frame.
//! `docs/storage-format.md` describes the same bytes in words.

use crate::codec::{Malformed, Reader};
use crate::commit::Offset;

/// The version that this program writes. It reads this one and refuses all others.
pub(crate) const FORMAT_VERSION: u32 = 1;

const SEGMENT_MAGIC: [u8; 8] = *b"FDSKJRNL";

/// Length of a segment's head in bytes.
pub(crate) const SEGMENT_HEAD: usize = 64;

/// Where the first frame of a segment begins.
pub(crate) const FIRST_FRAME: u64 = 64;

pub(crate) const FRAME_MAGIC: [u8; 4] = *b"FDFR";

/// Length of a frame's head in bytes.
pub(crate) const FRAME_HEAD: usize = 40;

/// The largest frame in bytes, head included: the largest webhook body that is taken in (3 MB) fits five
/// times, and a reader never allocates more than this because a length was damaged.
pub const MAX_FRAME: usize = 16 << 20;

/// What every segment begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentHead {
    pub(crate) epoch: u64,
    /// The offset of the segment's first frame; also its name.
    pub(crate) first: Offset,
}

/// Why the head of a segment was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadError {
    /// Written by a program of another format.
    Version(u32),
    Malformed(&'static str),
}

impl From<Malformed> for HeadError {
    fn from(Malformed(what): Malformed) -> Self {
        Self::Malformed(what)
    }
}

impl SegmentHead {
    pub(crate) fn encode(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(SEGMENT_HEAD);
        out.extend_from_slice(&SEGMENT_MAGIC);
        out.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&self.epoch.to_le_bytes());
        out.extend_from_slice(&self.first.to_le_bytes());
        out.resize(SEGMENT_HEAD - 4, 0);
        out.extend_from_slice(&crc32c::crc32c(&out).to_le_bytes());
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, HeadError> {
        let mut reader = Reader::new(bytes);
        let covered = reader.take(SEGMENT_HEAD - 4)?;
        let crc = reader.u32()?;
        let mut reader = Reader::new(covered);
        if reader.array::<8>()? != SEGMENT_MAGIC {
            return Err(HeadError::Malformed("not a segment of the journal"));
        }
        if crc32c::crc32c(covered) != crc {
            return Err(HeadError::Malformed("checksum of the segment's head"));
        }
        let version = reader.u32()?;
        if version != FORMAT_VERSION {
            return Err(HeadError::Version(version));
        }
        reader.take(4)?;
        Ok(Self { epoch: reader.u64()?, first: reader.u64()? })
    }
}

/// What every frame begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FrameHead {
    pub(crate) meta_length: u32,
    pub(crate) blobs_length: u32,
    pub(crate) meta_crc: u32,
    pub(crate) offset: Offset,
    /// When the frame was written, in milliseconds since the epoch; 0 if the store was given no clock.
    pub(crate) at: u64,
    /// How many frames of the same write and sync lie before this one. Frames of a group that was never
    /// synced may reach the disk in any order; this tells them from damage.
    pub(crate) group_index: u32,
}

impl FrameHead {
    pub(crate) fn encode(self) -> [u8; FRAME_HEAD] {
        let mut out = [0; FRAME_HEAD];
        let [m0, m1, m2, m3] = FRAME_MAGIC;
        let fields = [m0, m1, m2, m3]
            .into_iter()
            .chain(self.meta_length.to_le_bytes())
            .chain(self.blobs_length.to_le_bytes())
            .chain(self.meta_crc.to_le_bytes())
            .chain(self.offset.to_le_bytes())
            .chain(self.at.to_le_bytes())
            .chain(self.group_index.to_le_bytes());
        for (slot, byte) in out.iter_mut().zip(fields) {
            *slot = byte;
        }
        if let Some((covered, crc)) = out.split_last_chunk_mut::<4>() {
            *crc = crc32c::crc32c(covered).to_le_bytes();
        }
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        let covered = reader.take(FRAME_HEAD - 4)?;
        let crc = reader.u32()?;
        let mut reader = Reader::new(covered);
        if reader.array::<4>()? != FRAME_MAGIC {
            return Err(Malformed("no frame begins here"));
        }
        if crc32c::crc32c(covered) != crc {
            return Err(Malformed("checksum of a frame's head"));
        }
        let head = Self {
            meta_length: reader.u32()?,
            blobs_length: reader.u32()?,
            meta_crc: reader.u32()?,
            offset: reader.u64()?,
            at: reader.u64()?,
            group_index: reader.u32()?,
        };
        if head.length() > crate::codec::wide(MAX_FRAME) {
            return Err(Malformed("a frame above the largest length"));
        }
        Ok(head)
    }

    /// Length of the whole frame in bytes.
    pub(crate) fn length(&self) -> u64 {
        u64::from(self.meta_length) + u64::from(self.blobs_length) + 40
    }

    /// The first offset of the group that was written and synced together with this frame.
    pub(crate) fn group_first(&self) -> Offset {
        self.offset.saturating_sub(u64::from(self.group_index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_come_back_and_any_flipped_bit_is_seen() {
        let segment = SegmentHead { epoch: 7, first: 42 };
        let bytes = segment.encode();
        assert_eq!(bytes.len(), SEGMENT_HEAD);
        assert_eq!(SegmentHead::decode(&bytes), Ok(segment));
        let frame =
            FrameHead { meta_length: 1, blobs_length: 2, meta_crc: 3, offset: 4, at: 5, group_index: 1 };
        let head = frame.encode();
        assert_eq!(FrameHead::decode(&head), Ok(frame));
        assert_eq!(frame.group_first(), 3);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(SegmentHead::decode(&flipped).is_err(), "bit {bit}");
        }
        for bit in 0..head.len() * 8 {
            let mut flipped = head;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(FrameHead::decode(&flipped).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn another_version_is_named() {
        let mut bytes = SegmentHead { epoch: 7, first: 42 }.encode();
        bytes[8] = 9;
        let crc = crc32c::crc32c(&bytes[..60]).to_le_bytes();
        bytes[60..].copy_from_slice(&crc);
        assert_eq!(SegmentHead::decode(&bytes), Err(HeadError::Version(9)));
    }
}
