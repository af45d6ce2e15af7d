//! Events and contents as bytes.
//!
//! An event is one version byte and JSON. What is personal in it (texts, answers, the subject) is a body of its
//! own, keyed by a message id, so that erasing a person blanks it in place and the log stays whole.
//! A written version is never edited: [`decode`] lifts old ones.

use crate::commit::Body;
use bytes::Bytes;
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::flow::Run;
use frontdesk_model::id::{FieldId, MessageId};
use frontdesk_model::message::Content;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version that is written today.
pub const EVENT_VERSION: u8 = 1;

#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    #[error("an event of version {0} was written by a newer server")]
    UnknownVersion(u8),
    #[error("an event is empty")]
    Empty,
    #[error("{what} cannot be read")]
    Unreadable {
        what: &'static str,
        #[source]
        source: serde_json::Error,
    },
}

/// The personal part of a hand-off.
#[derive(Serialize, Deserialize, Default)]
struct HandOffBody {
    subject: String,
    fields: BTreeMap<FieldId, String>,
}

/// The event's bytes, and its personal part if it has one.
///
/// # Errors
/// Never for events that `decide` makes; the type is what serde demands.
pub fn encode(event: &Event) -> Result<(Bytes, Option<Body>), CodecError> {
    let mut bytes = Vec::with_capacity(256);
    bytes.push(EVENT_VERSION);
    serde_json::to_writer(&mut bytes, event)
        .map_err(|source| CodecError::Unreadable { what: "an event", source })?;
    let body = match &event.kind {
        EventKind::MessageAdded { message, content: Some(content), .. } => Some(body(*message, content)?),
        EventKind::FlowAdvanced { private, run } => Some(body(*private, run)?),
        EventKind::Captured { private, value, .. }
        | EventKind::FieldChanged { private, value, .. }
        | EventKind::Noticed { private, value, .. }
        | EventKind::ProfileChanged { private, value, .. } => Some(body(*private, value)?),
        EventKind::Linked { private, name, .. } => Some(body(*private, name)?),
        EventKind::HandedOff { private, subject, fields, .. } => {
            Some(body(*private, &HandOffBody { subject: subject.clone(), fields: fields.clone() })?)
        }
        _ => None,
    };
    Ok((bytes.into(), body))
}

fn body<T: Serialize>(message: MessageId, content: &T) -> Result<Body, CodecError> {
    let content =
        serde_json::to_vec(content).map_err(|source| CodecError::Unreadable { what: "a body", source })?;
    Ok(Body { message, content: content.into() })
}

/// The event, joined with its personal part where `bodies` has it; a blanked one reads as its default.
///
/// # Errors
/// When the bytes are not what [`encode`] wrote, in this version or an earlier one.
pub fn decode(payload: &[u8], bodies: &[(MessageId, Bytes)]) -> Result<Event, CodecError> {
    let (version, json) = payload.split_first().ok_or(CodecError::Empty)?;
    if *version != EVENT_VERSION {
        return Err(CodecError::UnknownVersion(*version));
    }
    let mut event: Event =
        serde_json::from_slice(json).map_err(|source| CodecError::Unreadable { what: "an event", source })?;
    match &mut event.kind {
        EventKind::MessageAdded { message, content, .. } => *content = joined::<Content>(*message, bodies)?,
        EventKind::FlowAdvanced { private, run } => {
            *run = joined::<Option<Run>>(*private, bodies)?.flatten();
        }
        EventKind::Captured { private, value, .. }
        | EventKind::FieldChanged { private, value, .. }
        | EventKind::Noticed { private, value, .. }
        | EventKind::ProfileChanged { private, value, .. } => {
            *value = joined(*private, bodies)?.unwrap_or_default();
        }
        EventKind::Linked { private, name, .. } => *name = joined(*private, bodies)?.unwrap_or_default(),
        EventKind::HandedOff { private, subject, fields, .. } => {
            let body: HandOffBody = joined(*private, bodies)?.unwrap_or_default();
            (*subject, *fields) = (body.subject, body.fields);
        }
        _ => {}
    }
    Ok(event)
}

fn joined<T: DeserializeOwned>(
    message: MessageId,
    bodies: &[(MessageId, Bytes)],
) -> Result<Option<T>, CodecError> {
    let Some((_, bytes)) = bodies.iter().find(|(id, _)| *id == message) else { return Ok(None) };
    serde_json::from_slice(bytes)
        .map(Some)
        .map_err(|source| CodecError::Unreadable { what: "a body", source })
}

/// A record's or row's value as JSON.
///
/// # Errors
/// Never for the plain types that are stored; the type is what serde demands.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Bytes, CodecError> {
    serde_json::to_vec(value)
        .map(Bytes::from)
        .map_err(|source| CodecError::Unreadable { what: "a record", source })
}

/// # Errors
/// When the bytes are not what [`to_bytes`] wrote.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    serde_json::from_slice(bytes).map_err(|source| CodecError::Unreadable { what: "a record", source })
}
