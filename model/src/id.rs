//! One list of typed ids.
//!
//! Two widths exist, and both are what the public APIs expect, so that no id is ever translated:
//! 12 bytes, time-ordered, written as 24 lowercase hex characters; and integers below 2^53.

use crate::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Twelve bytes: six of milliseconds since the epoch, big endian, then six that make it unique.
///
/// Byte order is creation order to the millisecond.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LongId([u8; 12]);

/// Why a text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    #[error("an id is 24 lowercase hex characters")]
    NotHex,
    #[error("a number between 1 and 9007199254740991 is expected")]
    NotANumber,
}

impl LongId {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 12]) -> Self {
        Self(bytes)
    }

    /// An id of the moment `at`, made unique by `unique`, which the caller draws at random.
    #[must_use]
    pub const fn new(at: Timestamp, unique: [u8; 6]) -> Self {
        let [_, _, t0, t1, t2, t3, t4, t5] = at.millis().to_be_bytes();
        let [u0, u1, u2, u3, u4, u5] = unique;
        Self([t0, t1, t2, t3, t4, t5, u0, u1, u2, u3, u4, u5])
    }

    #[must_use]
    pub const fn to_bytes(self) -> [u8; 12] {
        self.0
    }

    /// When the id was made, to the millisecond.
    #[must_use]
    pub const fn created_at(self) -> Timestamp {
        let [t0, t1, t2, t3, t4, t5, ..] = self.0;
        Timestamp::from_millis(u64::from_be_bytes([0, 0, t0, t1, t2, t3, t4, t5]))
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

impl fmt::Display for LongId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; 24];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            if let [high, low] = pair {
                *high = HEX.get(usize::from(byte >> 4)).copied().unwrap_or(b'0');
                *low = HEX.get(usize::from(byte & 15)).copied().unwrap_or(b'0');
            }
        }
        out.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for LongId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for LongId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if text.len() != 24 {
            return Err(InvalidId::NotHex);
        }
        let mut bytes = [0u8; 12];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return Err(InvalidId::NotHex) };
            *byte = nibble(*high)? << 4 | nibble(*low)?;
        }
        Ok(Self(bytes))
    }
}

const fn nibble(character: u8) -> Result<u8, InvalidId> {
    match character {
        b'0'..=b'9' => Ok(character - b'0'),
        b'a'..=b'f' => Ok(character - b'a' + 10),
        _ => Err(InvalidId::NotHex),
    }
}

impl Serialize for LongId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct LongIdVisitor;

impl de::Visitor<'_> for LongIdVisitor {
    type Value = LongId;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("24 lowercase hex characters")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<LongId, E> {
        text.parse().map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for LongId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(LongIdVisitor)
    }
}

macro_rules! long_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(LongId);

        impl $name {
            #[must_use]
            pub const fn from_long(id: LongId) -> Self {
                Self(id)
            }

            #[must_use]
            pub const fn new(at: Timestamp, unique: [u8; 6]) -> Self {
                Self(LongId::new(at, unique))
            }

            #[must_use]
            pub const fn from_bytes(bytes: [u8; 12]) -> Self {
                Self(LongId::from_bytes(bytes))
            }

            #[must_use]
            pub const fn to_bytes(self) -> [u8; 12] {
                self.0.to_bytes()
            }

            #[must_use]
            pub const fn created_at(self) -> Timestamp {
                self.0.created_at()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, out)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, out)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse().map(Self)
            }
        }
    )*};
}

long_ids! {
    /// The lasting exchange with an end user.
    ConversationId,
    /// One message of a conversation.
    MessageId,
    /// One configured account of a channel kind: a number, a page, a widget.
    IntegrationId,
    /// An end user's address on an integration.
    IdentityId,
    /// A command; whoever sends it draws it, and sends the same one when it tries again.
    CommandId,
    /// Work shown to an agent with Accept.
    OfferId,
    /// A stored file.
    AttachmentId,
    /// Somebody who was asked to join.
    InvitationId,
    /// A secret with which a program acts as an admin.
    ApiTokenId,
    /// A key with which a company signs who its end users are; the `kid` of its tokens.
    SigningKeyId,
}

/// The largest integer that every JSON reader keeps exact: 2^53 - 1.
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

macro_rules! number_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u64", into = "u64")]
        pub struct $name(u64);

        impl $name {
            /// # Errors
            /// `InvalidId::NotANumber` for zero and for anything above [`MAX_NUMBER`].
            pub const fn new(number: u64) -> Result<Self, InvalidId> {
                if number == 0 || number > MAX_NUMBER { Err(InvalidId::NotANumber) } else { Ok(Self(number)) }
            }

            #[must_use]
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl TryFrom<u64> for $name {
            type Error = InvalidId;

            fn try_from(number: u64) -> Result<Self, InvalidId> {
                Self::new(number)
            }
        }

        impl From<$name> for u64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse::<u64>().map_err(|_| InvalidId::NotANumber).and_then(Self::new)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "#{}", self.0)
            }
        }
    )*};
}

number_ids! {
    /// The piece of work that a hand-off makes.
    TicketId,
    /// End users and agents share one number space.
    UserId,
    /// A team of agents.
    GroupId,
    /// A custom ticket field.
    FieldId,
    /// A bot flow.
    FlowId,
    /// A canned reply.
    ShortcutId,
    /// A reply and changes of the ticket, prepared together.
    MacroId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_id_is_24_hex_characters_and_comes_back() {
        let id = LongId::new(Timestamp::from_millis(0x0123_4567_89ab), [0xff, 0, 1, 2, 3, 0x10]);
        assert_eq!(id.to_string(), "0123456789abff0001020310");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.created_at(), Timestamp::from_millis(0x0123_4567_89ab));
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in [
            "",
            "0123456789abff000102031",
            "0123456789ABFF0001020310",
            "0123456789abff00010203zz",
            "é123456789abff000102031",
        ] {
            assert_eq!(text.parse::<LongId>(), Err(InvalidId::NotHex), "{text:?}");
        }
        for number in [0, MAX_NUMBER + 1] {
            assert_eq!(TicketId::new(number), Err(InvalidId::NotANumber));
        }
        assert!("-1".parse::<UserId>().is_err());
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let early = LongId::new(Timestamp::from_millis(1_000), [255; 6]);
        let late = LongId::new(Timestamp::from_millis(1_001), [0; 6]);
        assert!(early < late);
        assert!(early.to_string() < late.to_string());
    }
}
