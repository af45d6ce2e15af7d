//! What the Graph API says when it refuses (developers.facebook.com/docs/graph-api/guides/error-handling). Decided on
//! the code and the subcode, never on the text.

use super::fields::{is_true, text};
use crate::error::{RetryClass, SendError};
use crate::http::HttpResponse;
use frontdesk_model::time::Span;
use serde_json::Value;

/// What a product's own codes mean, by code and subcode; `None` for those of the Graph API in general.
pub(crate) type Table = fn(u32, u32) -> Option<RetryClass>;

const THROTTLED: RetryClass = RetryClass::ThrottledAccount { after: None };

/// Why a request came to nothing.
pub(crate) fn failure(response: &HttpResponse, table: Table) -> SendError {
    let json = response.json();
    let wait = wait(response);
    match json.get("error") {
        Some(error) => {
            let SendError { class, code, text } = refusal(error, Some(response.status), table);
            SendError { class: waiting(class, wait), code, text }
        }
        None => {
            let class = waiting(by_status(response.status), wait);
            SendError::new(class, &response.status.to_string(), "the provider refused without a reason")
        }
    }
}

/// An error object, of an answer or of a status in a webhook.
pub(crate) fn refusal(error: &Value, status: Option<u16>, table: Table) -> SendError {
    let number = |pointer| text(error, pointer).and_then(|text| text.parse::<u32>().ok());
    let code = number("/code");
    let subcode = number("/error_subcode").unwrap_or_default();
    let class = match code {
        Some(code) => table(code, subcode)
            .or_else(|| general(code, subcode))
            .unwrap_or_else(|| by_transience(error, status)),
        None => by_transience(error, status),
    };
    let said = ["/error_data/details", "/message", "/title", "/error_user_msg"];
    let said = said.into_iter().find_map(|pointer| text(error, pointer));
    let code = match (code, subcode) {
        (None, _) => status.map_or_else(|| "unreadable".to_owned(), |status| status.to_string()),
        (Some(code), 0) => code.to_string(),
        (Some(code), subcode) => format!("{code}/{subcode}"),
    };
    SendError::new(class, &code, said.as_deref().unwrap_or("the provider refused without a reason"))
}

/// The codes that all products share. A missing permission stops the account; with a subcode that nobody knows it
/// can as well be about one end user, and then only the message fails.
const fn general(code: u32, subcode: u32) -> Option<RetryClass> {
    match (code, subcode) {
        (1 | 2, _) => Some(RetryClass::Transient),
        (4 | 17 | 32 | 341 | 613 | 80_000..=80_014, _) => Some(THROTTLED),
        (102 | 190 | 368, _) | (3 | 10 | 200..=299, 0) => Some(RetryClass::Auth),
        (3 | 10 | 100 | 200..=299, _) => Some(RetryClass::Content),
        _ => None,
    }
}

fn by_transience(error: &Value, status: Option<u16>) -> RetryClass {
    match status {
        _ if is_true(error, "/is_transient") => RetryClass::Transient,
        Some(status) => by_status(status),
        None => RetryClass::Content,
    }
}

const fn by_status(status: u16) -> RetryClass {
    match status {
        401 => RetryClass::Auth,
        408 | 500.. => RetryClass::Transient,
        429 => THROTTLED,
        _ => RetryClass::Content,
    }
}

const fn waiting(class: RetryClass, after: Option<Span>) -> RetryClass {
    match class {
        RetryClass::ThrottledAccount { after: None } => RetryClass::ThrottledAccount { after },
        RetryClass::ThrottledConversation { after: None } => RetryClass::ThrottledConversation { after },
        other => other,
    }
}

/// How long the provider says to wait: in seconds by the standard header, in minutes by Meta's own.
fn wait(response: &HttpResponse) -> Option<Span> {
    let seconds = response.header("retry-after").and_then(|value| value.parse::<u64>().ok());
    let usage = || {
        let header = response.header("x-business-use-case-usage")?;
        let usage: Value = serde_json::from_str(header).ok()?;
        let cases = usage.as_object()?.values().filter_map(Value::as_array).flatten();
        let minutes = cases.filter_map(|case| case.get("estimated_time_to_regain_access")?.as_u64()).max()?;
        (minutes > 0).then(|| Span::minutes(minutes))
    };
    seconds.map(Span::seconds).or_else(usage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Header;
    use bytes::Bytes;
    use serde_json::json;

    fn answer(status: u16, headers: Vec<Header>, body: &str) -> HttpResponse {
        HttpResponse { status, headers, body: Bytes::from(body.to_owned()) }
    }

    fn class(status: u16, error: &Value) -> RetryClass {
        let body = json!({ "error": error }).to_string();
        failure(&answer(status, Vec::new(), &body), |_, _| None).class
    }

    #[test]
    fn codes_of_the_graph_api_have_their_class() {
        for (code, expected) in [
            (1, RetryClass::Transient),
            (2, RetryClass::Transient),
            (3, RetryClass::Auth),
            (4, THROTTLED),
            (10, RetryClass::Auth),
            (17, THROTTLED),
            (32, THROTTLED),
            (100, RetryClass::Content),
            (102, RetryClass::Auth),
            (190, RetryClass::Auth),
            (200, RetryClass::Auth),
            (299, RetryClass::Auth),
            (368, RetryClass::Auth),
            (613, THROTTLED),
            (80_006, THROTTLED),
            (80_007, THROTTLED),
            (999_999, RetryClass::Content),
        ] {
            assert_eq!(class(400, &json!({"code": code})), expected, "{code}");
        }
        let of_one = json!({"code": 10, "error_subcode": 7});
        assert_eq!(class(400, &of_one), RetryClass::Content, "one end user's affair stops nobody else");
        assert_eq!(class(400, &json!({"code": 9, "is_transient": true})), RetryClass::Transient);
    }

    #[test]
    fn an_answer_without_a_code_is_judged_by_its_status() {
        for (status, expected) in [
            (400, RetryClass::Content),
            (401, RetryClass::Auth),
            (404, RetryClass::Content),
            (408, RetryClass::Transient),
            (429, THROTTLED),
            (500, RetryClass::Transient),
            (503, RetryClass::Transient),
        ] {
            for body in ["<html>", "", "{\"error\":5}", "{}"] {
                assert_eq!(failure(&answer(status, Vec::new(), body), |_, _| None).class, expected);
            }
        }
    }

    #[test]
    fn the_wait_that_is_asked_for_is_kept() {
        let throttled = r#"{"error":{"code":4,"message":"too many"}}"#;
        let wait = |header| failure(&answer(400, vec![header], throttled), |_, _| None).class;
        let after = |span| RetryClass::ThrottledAccount { after: Some(span) };
        assert_eq!(wait(Header::new("Retry-After", "30")), after(Span::seconds(30)));
        let usage = r#"{"1":[{"type":"messenger","estimated_time_to_regain_access":3}]}"#;
        assert_eq!(wait(Header::new("X-Business-Use-Case-Usage", usage)), after(Span::minutes(3)));
        assert_eq!(wait(Header::new("X-Business-Use-Case-Usage", "[1]")), THROTTLED);
    }

    #[test]
    fn the_words_are_the_providers() {
        let error = json!({"code": 131_047, "message": "Re-engagement message",
            "error_data": {"details": "More than 24 hours have passed"}});
        let refused = refusal(&error, Some(400), |_, _| Some(RetryClass::Window));
        assert_eq!(refused, SendError::new(RetryClass::Window, "131047", "More than 24 hours have passed"));
        let error = json!({"code": "10", "error_subcode": 2_018_278, "message": "Outside"});
        assert_eq!(refusal(&error, None, |_, _| None).code, "10/2018278");
    }
}
