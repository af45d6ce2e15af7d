//! LINE's errors. It has words and no codes (developers.line.biz/en/reference/messaging-api/#error-responses), so
//! that the status decides, and the words only where one status has two meanings.

use super::fields::text;
use crate::error::{RetryClass, SendError};
use crate::http::HttpResponse;
use frontdesk_model::time::Span;
use serde_json::Value;

const INVALID_REPLY_TOKEN: &str = "Invalid reply token";
const CANNOT_BE_REACHED: &str = "Failed to send messages";

pub(super) fn of(response: &HttpResponse) -> SendError {
    let body = response.json();
    let class = class(response, &body);
    SendError::new(class, &response.status.to_string(), &words(response, &body))
}

fn class(response: &HttpResponse, body: &Value) -> RetryClass {
    let message = text(body, "/message").unwrap_or_default();
    match response.status {
        400 if message == CANNOT_BE_REACHED || names_the_recipient(body) => RetryClass::RecipientGone,
        401 | 403 => RetryClass::Auth,
        429 if message.contains("monthly limit") => RetryClass::Quota { after: None },
        429 => RetryClass::ThrottledAccount { after: after(response) },
        408 | 500.. => RetryClass::Transient,
        _ => RetryClass::Content,
    }
}

/// Somebody has read this reply token off already, or it is too old.
pub(super) fn is_spent_token(response: &HttpResponse) -> bool {
    response.status == 400 && text(&response.json(), "/message") == Some(INVALID_REPLY_TOKEN)
}

fn names_the_recipient(body: &Value) -> bool {
    details(body).any(|detail| text(detail, "/property") == Some("to"))
        || text(body, "/message").is_some_and(|message| message.starts_with("The property, 'to'"))
}

fn after(response: &HttpResponse) -> Option<Span> {
    response.header("retry-after")?.parse().ok().map(Span::seconds)
}

/// What LINE says, with its details; the status where it says nothing.
fn words(response: &HttpResponse, body: &Value) -> String {
    let Some(message) = text(body, "/message") else {
        return format!("LINE answered with status {}", response.status);
    };
    let details = details(body).filter_map(|detail| {
        let said = text(detail, "/message")?;
        Some(text(detail, "/property").map_or_else(|| said.to_owned(), |of| format!("{of}: {said}")))
    });
    let details: Vec<String> = details.collect();
    if details.is_empty() { message.to_owned() } else { format!("{message} ({})", details.join("; ")) }
}

fn details(body: &Value) -> impl Iterator<Item = &Value> {
    body.get("details").and_then(Value::as_array).into_iter().flatten()
}
