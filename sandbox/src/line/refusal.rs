//! How LINE says no: a message, and details where the body was wrong.

use crate::call::Answer;
use crate::provider::Refusal;
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineError {
    status: u16,
    message: String,
    /// Message and property.
    details: Vec<(String, String)>,
    headers: Vec<(&'static str, String)>,
    /// What was sent before, for a retry key that was used.
    sent: Option<Value>,
}

impl LineError {
    pub(super) fn new(status: u16, message: &str) -> Self {
        let message = message.to_owned();
        Self { status, message, details: Vec::new(), headers: Vec::new(), sent: None }
    }

    pub(super) fn token() -> Self {
        Self::new(
            401,
            "Authentication failed. Confirm that the access token in the authorization header is valid.",
        )
    }

    pub(super) fn not_found() -> Self {
        Self::new(404, "Not found")
    }

    pub(super) fn reply_token() -> Self {
        Self::new(400, "Invalid reply token")
    }

    pub(super) fn recipient() -> Self {
        Self::new(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    }

    /// One thing is wrong with the body.
    pub(super) fn of(property: &str, message: &str) -> Self {
        let details = vec![(message.to_owned(), property.to_owned())];
        Self { details, ..Self::new(400, "The request body has 1 error(s)") }
    }

    pub(super) fn monthly() -> Self {
        Self::new(429, "You have reached your monthly limit.")
    }

    /// The retry key was accepted before, with that answer.
    pub(super) fn again(request: String, sent: Value) -> Self {
        Self {
            headers: vec![("x-line-accepted-request-id", request)],
            sent: Some(sent),
            ..Self::new(409, "The retry key is already accepted")
        }
    }

    pub(super) fn answer(self) -> Answer {
        let mut body = json!({ "message": self.message });
        if !self.details.is_empty() {
            let detail =
                |(message, property): &(String, String)| json!({ "message": message, "property": property });
            let details: Vec<Value> = self.details.iter().map(detail).collect();
            crate::json::put(&mut body, "details", details);
        }
        if let Some(sent) = self.sent {
            crate::json::put(&mut body, "sentMessages", sent);
        }
        let answer = Answer::json(self.status, &body);
        self.headers.into_iter().fold(answer, |answer, (name, value)| answer.with(name, value))
    }
}

pub(super) fn of(why: &Refusal) -> Answer {
    refused(why).with("x-line-request-id", "sandbox-fault")
}

fn refused(why: &Refusal) -> Answer {
    match why {
        Refusal::Throttled { retry_after } => {
            let limit =
                LineError::new(429, "The API rate limit has been exceeded. Try again later.").answer();
            match retry_after {
                Some(seconds) => limit.with("retry-after", seconds.to_string()),
                None => limit,
            }
        }
        Refusal::Broken => LineError::new(500, "The server is temporarily unavailable").answer(),
        Refusal::Revoked => LineError::token().answer(),
        // LINE has no codes: a status, or one of the words of the two cases that share one.
        Refusal::Code(code) => match code.as_str() {
            "monthly" => LineError::monthly(),
            "reply_token" => LineError::reply_token(),
            "gone" => LineError::new(400, "Failed to send messages"),
            status => LineError::new(status.parse().unwrap_or(400), "Refused on purpose"),
        }
        .answer(),
    }
}
