//! A call of a provider at our door, before anything of it is believed.

use crate::http::{Header, Method};
use bytes::Bytes;
use frontdesk_model::time::Timestamp;

/// What came, as the provider sent it.
#[derive(Clone, Copy, Debug)]
pub struct Hook<'a> {
    pub method: Method,
    /// What stands after the question mark, as it came; empty where there is none.
    pub query: &'a str,
    pub headers: &'a [Header],
    /// The raw bytes: signatures are over these and nothing else.
    pub body: &'a Bytes,
    pub now: Timestamp,
}

impl Hook<'_> {
    /// The first header of that name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| header.value.as_str())
    }
}

/// What is made of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A handshake: it is answered, nothing of it is kept.
    Answer(HookAnswer),
    /// The provider's own word: the body is kept, then this is answered, then it is parsed.
    Take(HookAnswer),
    Refuse(Refusal),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookAnswer {
    pub content_type: &'static str,
    pub body: Bytes,
}

impl HookAnswer {
    /// A 200 with nothing in it.
    #[must_use]
    pub const fn empty() -> Self {
        Self { content_type: "text/plain", body: Bytes::new() }
    }

    #[must_use]
    pub fn text(text: impl Into<Bytes>) -> Self {
        Self { content_type: "text/plain", body: text.into() }
    }

    #[must_use]
    pub fn json(text: impl Into<Bytes>) -> Self {
        Self { content_type: "application/json", body: text.into() }
    }
}

/// Why a call is not believed. The word is for the admin and for metrics, never for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// It carries no signature.
    Unsigned,
    /// Another secret, or another body.
    WrongSignature,
    /// The signature is of another time.
    Stale,
    /// A handshake with another token than ours.
    WrongToken,
    /// The account lacks the secret that would tell.
    NoSecret,
    /// Neither a handshake nor an event.
    Malformed,
}

impl Refusal {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::WrongSignature => "wrong_signature",
            Self::Stale => "stale",
            Self::WrongToken => "wrong_token",
            Self::NoSecret => "no_secret",
            Self::Malformed => "malformed",
        }
    }
}
