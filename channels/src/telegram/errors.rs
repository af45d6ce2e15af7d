//! What Telegram says when it refuses (core.telegram.org/bots/api#making-requests): a code like HTTP's, and words.

use crate::error::{RetryClass, SendError};
use crate::http::HttpResponse;
use crate::item::{number, text};
use frontdesk_model::time::Span;

/// Words of a 400 after which nobody is there any more, or never was.
const NOBODY: &[&str] =
    &["chat not found", "user not found", "PEER_ID_INVALID", "USER_ID_INVALID", "INPUT_USER_DEACTIVATED"];

/// What to make of an answer that is no success.
pub(super) fn error(response: &HttpResponse) -> SendError {
    let answer = response.json();
    let code = number(&answer, "/error_code").unwrap_or(u64::from(response.status));
    let words = text(&answer, "/description");
    let class = match (code, words) {
        (200..=299, _) => return SendError::unknown(),
        (401 | 404, _) => RetryClass::Auth,
        (403, _) => RetryClass::RecipientGone,
        (429, _) => RetryClass::ThrottledConversation {
            after: number(&answer, "/parameters/retry_after").map(Span::seconds),
        },
        (400, Some(words)) if NOBODY.iter().any(|sign| words.contains(sign)) => RetryClass::RecipientGone,
        // 409: another program uses the bot as well, for a while.
        (409, _) | (500.., _) => RetryClass::Transient,
        _ => RetryClass::Content,
    };
    SendError::new(class, &code.to_string(), words.unwrap_or("the provider gave no reason"))
}

/// Whether a picture was refused that may go as a file: too large in pixels, too narrow, or broken.
pub(super) fn is_no_picture(response: &HttpResponse) -> bool {
    let signs =
        ["PHOTO_INVALID_DIMENSIONS", "IMAGE_PROCESS_FAILED", "PHOTO_EXT_INVALID", "too big for a photo"];
    let answer = response.json();
    text(&answer, "/description").is_some_and(|words| signs.iter().any(|sign| words.contains(sign)))
}
