//! The send machine of Meta's channels: one message of ours is one or more of theirs, one after another, and a file
//! is uploaded before the message that shows it.

use super::errors::{Table, failure};
use crate::adapter::{Repeat, SendState, Step};
use crate::attached::Sent;
use crate::capability::MediaLimits;
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::plain::link_line;
use crate::preview::Told;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::message::FileRef;
use serde_json::Value;

/// The handle of the upload of the part that is next.
const UPLOADED: &str = "uploaded";
/// The part that is next goes as a link: the provider refused its file.
const REFUSED: &str = "refused";

/// One message of the provider's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    Text(String),
    File {
        file: FileRef,
        kind: MediaKind,
        caption: Option<String>,
        /// What is said where the provider refuses the file.
        instead: Option<String>,
    },
    /// In the provider's own words.
    Rich(Value),
}

/// How a provider is asked.
pub(crate) trait Dialect {
    const TABLE: Table;
    /// Where the answers have what they give: the handle of an upload, and the id of a message.
    const UPLOADED_AT: &'static str;
    const SENT_AT: &'static str;

    fn upload(&self, file: &FileRef, kind: MediaKind) -> HttpRequest;

    fn text(&self, text: &str) -> HttpRequest;

    fn file(&self, handle: &str, file: &FileRef, kind: MediaKind, caption: Option<&str>) -> HttpRequest;

    fn rich(&self, value: &Value) -> HttpRequest;
}

pub(crate) fn step<D: Dialect>(
    dialect: &D,
    parts: &[Part],
    state: &SendState,
    response: Option<&HttpResponse>,
) -> Step {
    let done = usize::try_from(state.parts).unwrap_or(usize::MAX);
    let Some(part) = parts.get(done) else { return Step::Sent { ids: state.ids.clone() } };
    let handle = state.memo.get(UPLOADED);
    match (part, handle, response) {
        (Part::File { instead: Some(instead), .. }, _, _) if state.memo.contains_key(REFUSED) => {
            sending::<D>(dialect.text(instead), state, response)
        }
        (Part::File { file, kind, .. }, None, None) => {
            Step::Ask { request: dialect.upload(file, *kind), repeat: Repeat::Safe }
        }
        (Part::File { instead, .. }, None, Some(answer)) => uploaded::<D>(answer, state, instead.is_some()),
        (Part::File { file, kind, caption, .. }, Some(handle), _) => {
            sending::<D>(dialect.file(handle, file, *kind, caption.as_deref()), state, response)
        }
        (Part::Text(text), _, _) => sending::<D>(dialect.text(text), state, response),
        (Part::Rich(value), _, _) => sending::<D>(dialect.rich(value), state, response),
    }
}

/// A file that the provider will never take goes as a link, where there is one.
fn uploaded<D: Dialect>(answer: &HttpResponse, state: &SendState, has_link: bool) -> Step {
    if answer.is_success() {
        return match super::fields::text(&answer.json(), D::UPLOADED_AT) {
            Some(handle) => Step::Go(state.noting(UPLOADED, handle)),
            None => Step::Failed(half()),
        };
    }
    match failure(answer, D::TABLE) {
        error if error.class == RetryClass::Content && has_link => {
            Step::Go(state.noting(REFUSED, error.code).told(Degradation::FileAsLink))
        }
        error => Step::Failed(error),
    }
}

/// An upload that may have worked can be made again: nobody sees it.
fn half() -> SendError {
    SendError::new(RetryClass::Transient, "unreadable", "the provider's answer cannot be read")
}

fn sending<D: Dialect>(request: HttpRequest, state: &SendState, response: Option<&HttpResponse>) -> Step {
    let Some(answer) = response else { return Step::Ask { request, repeat: Repeat::Unsafe } };
    if !answer.is_success() {
        return Step::Failed(failure(answer, D::TABLE));
    }
    match super::fields::text(&answer.json(), D::SENT_AT) {
        Some(id) => {
            let mut next = state.and(Some(&id));
            next.memo.remove(UPLOADED);
            next.memo.remove(REFUSED);
            Step::Go(next)
        }
        // It was taken, or it was not: half an answer does not tell.
        None => Step::Failed(SendError::unknown()),
    }
}

/// The kind that a file goes as; `None` for one that is of no kind that `takes` knows, or too large for it.
pub(crate) fn kind_of(
    file: &FileRef,
    limits: MediaLimits,
    takes: fn(&str) -> Option<MediaKind>,
) -> Option<MediaKind> {
    let kind = takes(&file.media_type)?;
    (file.size <= limits.of(kind)).then_some(kind)
}

/// A file as such; where the provider refuses it, its caption and a link go instead.
pub(crate) fn file_part(outbound: &Outbound, sent: Sent<'_, MediaKind>, told: &mut Told) -> Part {
    let Sent { file, how: kind, caption } = sent;
    told.goes_as(file, kind);
    let line = link_line(file, outbound).ok();
    let instead = line.map(|line| caption.map_or(line.clone(), |own| format!("{own}\n{line}")));
    Part::File { file: file.clone(), kind, caption: caption.map(str::to_owned), instead }
}
