//! WeChat's errors: a status of 200, and an `errcode` (developers.weixin.qq.com/doc/offiaccount, "global return
//! codes").

use crate::error::{RetryClass, SendError};
use crate::http::HttpResponse;
use frontdesk_model::time::Span;
use serde_json::Value;

/// The answer as JSON, where WeChat did what it was asked.
///
/// # Errors
/// WeChat's refusal. An answer that cannot be read is `half`, which depends on what was asked.
pub(super) fn checked(response: &HttpResponse, half: SendError) -> Result<Value, SendError> {
    let body = response.json();
    if let Some(code) = body.get("errcode").and_then(Value::as_i64).filter(|code| *code != 0) {
        let words = body.get("errmsg").and_then(Value::as_str).unwrap_or("WeChat refused this");
        return Err(SendError::new(class(code), &code.to_string(), words));
    }
    if !response.is_success() {
        return Err(of_status(response));
    }
    if body.is_object() { Ok(body) } else { Err(half) }
}

/// For what can be asked once more.
pub(super) fn unreadable() -> SendError {
    SendError::new(RetryClass::Transient, "unreadable", "the answer of WeChat cannot be read")
}

fn of_status(response: &HttpResponse) -> SendError {
    let after = response.header("retry-after").and_then(|text| text.parse().ok()).map(Span::seconds);
    let class = match response.status {
        429 => RetryClass::ThrottledAccount { after },
        408 | 500.. => RetryClass::Transient,
        _ => RetryClass::Content,
    };
    let text = format!("WeChat answered with status {}", response.status);
    SendError::new(class, &response.status.to_string(), &text)
}

pub(super) const fn class(code: i64) -> RetryClass {
    match code {
        // Busy.
        -1 | 50_005 => RetryClass::Transient,
        // An access token that is wrong, not the latest, missing or over: the next one may do.
        40_001 | 40_014 | 41_001 | 42_001 | 42_007 => RetryClass::Auth,
        // An id or secret that is wrong, missing or frozen; an address that is not allow-listed.
        40_013 | 40_125 | 40_164 | 40_243 | 41_002 | 41_004 | 61_024 => RetryClass::Auth,
        // The account may not do this, or is banned or limited.
        48_001 | 48_004 | 48_006 | 50_001 | 50_002 => RetryClass::Auth,
        // No such user, no follower, or one who refuses messages.
        40_003 | 40_031 | 43_004 | 46_004 | 48_002 => RetryClass::RecipientGone,
        // 48 hours have passed, or the messages that they allow are used up.
        45_015 | 45_047 => RetryClass::Window,
        45_009 => RetryClass::Quota { after: None },
        45_011 => RetryClass::ThrottledAccount { after: None },
        // Too long, empty, of a wrong form, a file that is unknown or too large, words that are not allowed.
        _ => RetryClass::Content,
    }
}
