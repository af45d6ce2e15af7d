//! The values of the index.

use crate::codec::{Malformed, Reader, put_bytes, put_varint};
use crate::commit::Offset;
use crate::journal::segment::Place;
use bytes::Bytes;

/// Every how many commits a row says where one lies, so that reading from an offset walks over at most this many.
pub(crate) const MILESTONE_EVERY: u64 = 256;

/// The longest content that the index keeps itself, in bytes; longer ones stay in the journal and the index
/// points to them. sled's pages suffer from large values.
const INLINE: usize = 2_048;

pub(crate) fn put_place(out: &mut Vec<u8>, place: Place) {
    put_varint(out, place.segment);
    put_varint(out, place.position);
    put_varint(out, u64::from(place.length));
}

pub(crate) fn place(reader: &mut Reader<'_>) -> Result<Place, Malformed> {
    Ok(Place {
        segment: reader.varint()?,
        position: reader.varint()?,
        length: u32::try_from(reader.varint()?).map_err(|_| Malformed("the length of a frame"))?,
    })
}

/// The events that one commit appended: where they lie and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EventsAt {
    pub(crate) place: Place,
    pub(crate) offset: Offset,
    pub(crate) count: u64,
}

impl EventsAt {
    pub(crate) fn encode(self) -> Bytes {
        let mut out = Vec::with_capacity(16);
        put_place(&mut out, self.place);
        // The offset lies within the segment, so the distance is shorter than the number.
        put_varint(&mut out, self.offset.saturating_sub(self.place.segment));
        put_varint(&mut out, self.count);
        Bytes::from(out)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        let place = place(&mut reader)?;
        let offset = place.segment.saturating_add(reader.varint()?);
        let count = reader.varint()?;
        if count == 0 || !reader.is_empty() {
            return Err(Malformed("a row of events"));
        }
        Ok(Self { place, offset, count })
    }
}

/// A content that the index keeps, or the number of the blob that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Inline(Bytes),
    Blob { place: Place, blob: usize },
}

impl Content {
    /// Keeps what is short and points to what is long.
    pub(crate) fn of(bytes: &Bytes, place: Place, blob: usize) -> Self {
        if bytes.len() <= INLINE { Self::Inline(bytes.clone()) } else { Self::Blob { place, blob } }
    }

    /// Appends it to a value; it is always the last part.
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Inline(bytes) => {
                out.push(0);
                out.extend_from_slice(bytes);
            }
            Self::Blob { place, blob } => {
                out.push(1);
                put_place(out, *place);
                put_varint(out, crate::codec::wide(*blob));
            }
        }
    }

    pub(crate) fn get(reader: &mut Reader<'_>, whole: &Bytes) -> Result<Self, Malformed> {
        match reader.byte()? {
            0 => Ok(Self::Inline(whole.slice_ref(reader.rest()))),
            1 => {
                let place = place(reader)?;
                Ok(Self::Blob { place, blob: crate::codec::narrow(reader.varint()?) })
            }
            _ => Err(Malformed("a content of an unknown kind")),
        }
    }
}

/// How far the index reaches, and where the next frame of the journal begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Applied {
    pub(crate) epoch: u64,
    pub(crate) place: Place,
    pub(crate) offset: Offset,
}

/// The version of the index's rows: an index of another version is rebuilt.
const INDEX_VERSION: u64 = 1;

impl Applied {
    pub(crate) fn encode(self) -> Bytes {
        let mut out = Vec::with_capacity(48);
        put_varint(&mut out, INDEX_VERSION);
        put_varint(&mut out, self.epoch);
        put_varint(&mut out, self.offset);
        put_place(&mut out, self.place);
        out.extend_from_slice(&crc32c::crc32c(&out).to_le_bytes());
        Bytes::from(out)
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let (covered, crc) = bytes.split_last_chunk::<4>().ok_or(Malformed("the reach of the index"))?;
        if crc32c::crc32c(covered).to_le_bytes() != *crc {
            return Err(Malformed("checksum of the index's reach"));
        }
        let mut reader = Reader::new(covered);
        if reader.varint()? != INDEX_VERSION {
            return Err(Malformed("an index of another version"));
        }
        Ok(Self { epoch: reader.varint()?, offset: reader.varint()?, place: place(&mut reader)? })
    }
}

/// Two byte strings as one value.
pub(crate) fn number_and(number: u64, content: &Content) -> Bytes {
    let mut out = Vec::new();
    put_varint(&mut out, number);
    content.put(&mut out);
    Bytes::from(out)
}

pub(crate) fn number(value: u64) -> Bytes {
    let mut out = Vec::with_capacity(10);
    put_varint(&mut out, value);
    Bytes::from(out)
}

pub(crate) fn as_number(bytes: &[u8]) -> Result<u64, Malformed> {
    Reader::new(bytes).varint()
}

/// The key of an audited record and who changed it, before the content.
pub(crate) fn audited(at: u64, actor: u64, kind: u8, key: &[u8], detail: &Content) -> Bytes {
    let mut out = Vec::new();
    put_varint(&mut out, at);
    put_varint(&mut out, actor);
    out.push(kind);
    put_bytes(&mut out, key);
    detail.put(&mut out);
    Bytes::from(out)
}
