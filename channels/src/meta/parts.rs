//! The send machine of Meta's channels: one message of ours is one or more of theirs, one after another, and a file
//! is uploaded before the message that shows it.

use super::errors::{Table, failure};
use crate::adapter::{Repeat, SendState, Step};
use crate::capability::{MediaLimits, TextUnit};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::split::split;
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
    let noting = |key: &str, value: String| {
        let mut next = state.clone();
        next.memo.insert(key.to_owned(), value);
        Step::Go(next)
    };
    if answer.is_success() {
        return match super::fields::text(&answer.json(), D::UPLOADED_AT) {
            Some(handle) => noting(UPLOADED, handle),
            None => Step::Failed(half()),
        };
    }
    match failure(answer, D::TABLE) {
        error if error.class == RetryClass::Content && has_link => noting(REFUSED, error.code),
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

/// A text in parts that fit.
pub(crate) fn texts(text: &str, unit: TextUnit, max: u32) -> impl Iterator<Item = Part> {
    split(text, unit, max).into_iter().map(Part::Text)
}

/// The kind that a file goes as; `None` for one that is of no kind that `takes` knows, or too large for it.
pub(crate) fn kind_of(
    file: &FileRef,
    limits: MediaLimits,
    takes: fn(&str) -> Option<MediaKind>,
) -> Option<MediaKind> {
    let kind = takes(&file.media_type)?;
    let most = match kind {
        MediaKind::Image | MediaKind::Sticker => limits.image,
        MediaKind::Audio => limits.audio,
        MediaKind::Video => limits.video,
        MediaKind::File => limits.file,
    };
    (file.size <= most).then_some(kind)
}

/// `name (size): link`, for a file that cannot go as such.
///
/// # Errors
/// When it has no link either: a line that leads nowhere helps nobody.
pub(crate) fn link_line(file: &FileRef, outbound: &Outbound) -> Result<String, SendError> {
    let Some(link) = outbound.links.get(&file.id) else {
        let text = "this channel does not take the file, and there is no link to it";
        return Err(SendError::new(RetryClass::Content, "no_link", text));
    };
    Ok(format!("{} ({}): {link}", file.name, size(file.size)))
}

/// For people: whole kilobytes, or megabytes with one digit.
fn size(bytes: u64) -> String {
    const KB: u64 = 1_024;
    const MB: u64 = KB * KB;
    if bytes < MB {
        format!("{} KB", bytes.div_ceil(KB).max(1))
    } else {
        let tenths = bytes.saturating_mul(10) / MB;
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_for_people() {
        for (bytes, written) in
            [(0, "1 KB"), (1_024, "1 KB"), (1_025, "2 KB"), (1_048_576, "1.0 MB"), (52_428_800, "50.0 MB")]
        {
            assert_eq!(size(bytes), written);
        }
    }
}
