//! What X says when it refuses (docs.x.com/x-api/fundamentals/response-codes-and-errors).

use crate::error::{RetryClass, SendError};
use crate::http::HttpResponse;
use crate::item::{text, word};
use RetryClass::{Auth, Content, RecipientGone, Transient};
use frontdesk_model::time::{Span, Timestamp};

/// Signs in a 403 that the fault is the app's or the account's. All others speak of the one who is written to.
const OURS: &[&str] =
    &["client-forbidden", "client-not-enrolled", "unsupported-authentication", "oauth", "your account"];

/// What to make of an answer that is no success, at `now`.
pub(super) fn error(response: &HttpResponse, now: Timestamp) -> SendError {
    let answer = response.json();
    let first = |path: &str| text(&answer, path).map(str::to_owned);
    let words = first("/detail")
        .or_else(|| first("/errors/0/detail"))
        .or_else(|| first("/errors/0/message"))
        .or_else(|| first("/error_description"))
        .or_else(|| first("/title"));
    let words = words.unwrap_or_else(|| "the provider gave no reason".to_owned());
    let class = match response.status {
        200..=299 => return SendError::unknown(),
        401 => Auth,
        // The app's credits are used up.
        402 => RetryClass::Quota { after: None },
        403 => forbidden(&format!("{} {words}", first("/type").unwrap_or_default()).to_lowercase()),
        404 => RecipientGone,
        429 => throttled(response, now),
        409 | 500.. => Transient,
        _ => Content,
    };
    let code = word(&answer, "/errors/0/code").unwrap_or_else(|| response.status.to_string());
    SendError::new(class, &code, &words)
}

fn forbidden(signs: &str) -> RetryClass {
    if signs.contains("duplicate") {
        Content
    } else if OURS.iter().any(|sign| signs.contains(sign)) {
        Auth
    } else {
        RecipientGone
    }
}

/// 15 messages in 15 minutes, 1,440 in a day; each says when it starts anew, in seconds since the epoch.
fn throttled(response: &HttpResponse, now: Timestamp) -> RetryClass {
    let at = |name: &str| response.header(name).and_then(|seconds| seconds.trim().parse::<u64>().ok());
    let until =
        |seconds: u64| Timestamp::from_millis(seconds.saturating_mul(1_000)).since(now).max(Span::seconds(1));
    let day = ["x-user-limit-24hour", "x-app-limit-24hour"]
        .into_iter()
        .find(|limit| at(&format!("{limit}-remaining")) == Some(0));
    match day {
        Some(limit) => RetryClass::Quota { after: at(&format!("{limit}-reset")).map(until) },
        None => RetryClass::ThrottledAccount { after: at("x-rate-limit-reset").map(until) },
    }
}
