//! Files: uploaded by the business, or taken with the telephone.

use bytes::Bytes;
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MediaKind {
    Image,
    Video,
    Audio,
    File,
    Sticker,
}

/// How a bubble shows a file: by where the phone finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Picture {
    pub(crate) kind: MediaKind,
    /// On this server, or an address that the business gave.
    pub(crate) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) bytes: Bytes,
    pub(crate) media_type: String,
    pub(crate) name: Option<String>,
    /// The account whose token gets it through the provider's interface.
    pub(crate) account: String,
    pub(crate) kept_at: Timestamp,
}

#[derive(Debug, Default)]
pub(crate) struct MediaStore(BTreeMap<String, Stored>);

impl MediaStore {
    pub(crate) fn keep(&mut self, id: &str, stored: Stored) {
        self.0.insert(id.to_owned(), stored);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Stored> {
        self.0.get(id)
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Stored> {
        self.0.remove(id)
    }
}

/// Where the phone page finds a stored file.
pub(crate) fn shown_at(id: &str) -> String {
    format!("/phone/media/{id}")
}

/// The media type of a picture, by its first bytes; empty for what is none.
pub(crate) fn picture_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => "",
    }
}

impl Picture {
    pub(crate) fn stored(id: &str, kind: MediaKind, name: Option<String>) -> Self {
        Self { kind, url: shown_at(id), name }
    }

    /// At an address that the business gave.
    pub(crate) fn at(url: &str, kind: MediaKind) -> Self {
        Self { kind, url: url.to_owned(), name: None }
    }
}
