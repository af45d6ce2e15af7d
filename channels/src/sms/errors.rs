//! Twilio's codes (twilio.com/docs/api/errors), of refused requests and of messages that came to nothing.

use crate::error::{RetryClass, SendError};
use crate::http::HttpResponse;
use crate::item::{number, text, word};
use RetryClass::{Auth, Content, RecipientGone, Transient, Window};
use frontdesk_model::time::Span;

const THROTTLED: RetryClass = RetryClass::ThrottledAccount { after: None };

/// What is made of a code, and what it means where Twilio sends no words with it.
const CODES: &[(u64, RetryClass, &str)] = &[
    (14107, THROTTLED, "too many messages in a short time"),
    (20003, Auth, "the account SID or the token is wrong"),
    (20008, Auth, "these are test credentials"),
    (20404, Auth, "the account was not found"),
    (20429, THROTTLED, "too many requests in a short time"),
    (21211, RecipientGone, "this is no phone number"),
    (21212, Auth, "the number to send from is no phone number"),
    (21408, Content, "the account may not send to this country"),
    (21602, Content, "the message is empty"),
    (21603, Auth, "there is no number to send from"),
    (21606, Auth, "the number to send from is not of this account, or sends no texts"),
    (21610, RecipientGone, "the end user opted out"),
    (21611, THROTTLED, "too many messages wait to be sent from this number"),
    (21612, RecipientGone, "no text can be sent from here to this number"),
    (21614, RecipientGone, "this is no mobile number"),
    (21617, Content, "the message is too long"),
    (21620, Content, "the address of a file is wrong"),
    (21623, Content, "there are too many files"),
    (21660, Auth, "the number to send from is of another account"),
    (30001, THROTTLED, "too many messages wait to be sent"),
    (30002, Auth, "the account is suspended"),
    // A phone that is off is on again one day.
    (30003, Transient, "the phone cannot be reached"),
    (30004, Content, "the message was blocked"),
    (30005, RecipientGone, "the number does not exist any more"),
    (30006, RecipientGone, "this is a landline, or its carrier takes no texts"),
    (30007, Content, "the carrier filtered the message"),
    (30008, Transient, "the carrier does not say why"),
    (30010, Content, "the message costs more than the account allows"),
    (30019, Content, "the files are too large for the carrier"),
    (30022, THROTTLED, "the carrier's limit for this campaign is reached"),
    (30032, Content, "the toll-free number is not verified"),
    (30034, Content, "the number is not registered for business messages (A2P 10DLC)"),
    (63016, Window, "the end user has not written on WhatsApp for 24 hours"),
    (63018, THROTTLED, "WhatsApp's limit is reached"),
    (63024, RecipientGone, "the number is not on WhatsApp"),
];

fn known(code: &str) -> Option<(RetryClass, &'static str)> {
    let code: u64 = code.parse().ok()?;
    CODES.iter().find(|(known, _, _)| *known == code).map(|(_, class, words)| (*class, *words))
}

/// What became of a message that Twilio took; no code means no more than that it failed.
pub(super) fn of_status(code: &str, words: Option<&str>) -> SendError {
    let (class, meaning) = known(code).unwrap_or((Transient, "the message was not delivered"));
    SendError::new(class, code, words.unwrap_or(meaning))
}

/// What to make of an answer that is no success, or of the code in one that is.
pub(super) fn of_answer(response: &HttpResponse) -> SendError {
    let answer = response.json();
    let code = word(&answer, "/code").or_else(|| word(&answer, "/error_code"));
    let words = text(&answer, "/message").or_else(|| text(&answer, "/error_message"));
    let by_code = code.as_deref().and_then(known);
    let class = match (by_code, response.status) {
        (Some((RetryClass::ThrottledAccount { .. }, _)), _) | (None, 429) => {
            let seconds = response.header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
            RetryClass::ThrottledAccount { after: seconds.map(Span::seconds) }
        }
        (Some((class, _)), _) => class,
        (None, 200..=299) => return SendError::unknown(),
        (None, 401 | 403 | 404) => Auth,
        (None, 500..) => Transient,
        (None, _) => Content,
    };
    let code = code.unwrap_or_else(|| response.status.to_string());
    let meaning = by_code.map_or("the provider gave no reason", |(_, words)| words);
    SendError::new(class, &code, words.unwrap_or(meaning))
}

/// Whether an answer that looks like success has a code in it all the same.
pub(super) fn is_refused(response: &HttpResponse) -> bool {
    number(&response.json(), "/error_code").is_some()
}
