//! How providers name people and events.

use crate::signature::sha1_hex;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest address, in bytes: with the integration before it, it is the key of a record.
const MAX_ADDRESS: usize = 240;
/// The longest event id, in bytes: the store's bound for a dedupe key.
const MAX_EVENT_ID: usize = 255;

/// An end user as a provider names them: a number, a page-scoped id. Opaque and compared byte by byte.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address has 1 to 240 bytes, none of them a control character")]
pub struct InvalidAddress;

impl Address {
    /// # Errors
    /// When the text is empty, longer than 240 bytes, or holds control characters.
    pub fn new(text: &str) -> Result<Self, InvalidAddress> {
        let fits = !text.is_empty() && text.len() <= MAX_ADDRESS && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidAddress) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Address {
    type Error = InvalidAddress;

    fn try_from(text: String) -> Result<Self, InvalidAddress> {
        Self::new(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

/// Numbers of people do not belong into logs.
impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an address")
    }
}

/// What a provider calls one event; the same event may come any number of times.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventId(Bytes);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event id has 1 to 255 bytes")]
pub struct InvalidEventId;

impl EventId {
    /// # Errors
    /// When it is empty or longer than 255 bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Result<Self, InvalidEventId> {
        let bytes = bytes.into();
        if (1..=MAX_EVENT_ID).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(InvalidEventId) }
    }

    /// An id made of several values, with colons between them; where that is too long, and where it is nothing, of
    /// its SHA-1 sum. The same parts give the same id.
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        let whole = parts.join(":");
        Self::new(whole.clone()).unwrap_or_else(|_| Self(sha1_hex(&[whole.as_bytes()]).into()))
    }

    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_bounded_and_do_not_show_in_logs() {
        assert_eq!(Address::new("+15551234567").unwrap().as_str(), "+15551234567");
        for bad in ["", "a\nb", &"x".repeat(241)] {
            assert_eq!(Address::new(bad), Err(InvalidAddress));
        }
        assert_eq!(format!("{:?}", Address::new("+15551234567").unwrap()), "an address");
        assert!(serde_json::from_str::<Address>(r#""""#).is_err(), "checked when it is read");
    }

    #[test]
    fn event_ids_fit_a_dedupe_key() {
        assert!(EventId::new("wamid.A1").is_ok());
        assert_eq!(EventId::new(""), Err(InvalidEventId));
        assert_eq!(EventId::new(vec![0; 256]), Err(InvalidEventId));
        assert_eq!(EventId::of(&["read", "m1"]), EventId::new("read:m1").unwrap());
        assert_eq!(EventId::of(&["read", &"x".repeat(300)]).bytes().len(), 40);
        assert_eq!(EventId::of(&[]).bytes().len(), 40);
    }
}
