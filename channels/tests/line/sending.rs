//! Reply or push, and what is made of LINE's answers.

use super::{answer, answering, header, json_of, line, text};
use frontdesk_channels::line::Line;
use frontdesk_channels::{
    Adapter, Header, HttpResponse, Outbound, Repeat, RetryClass, SendError, SendState, Step,
};
use frontdesk_model::message::UNKNOWN_OUTCOME;
use frontdesk_model::time::Span;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TAKEN: &str = r#"{"sentMessages":[{"id":"9001","quoteToken":"q"}]}"#;
const SPENT: &str = r#"{"message":"Invalid reply token"}"#;
const REPLY: &str = "https://api.line.me/v2/bot/message/reply";
const PUSH: &str = "https://api.line.me/v2/bot/message/push";

struct Asked {
    url: String,
    body: Value,
    key: Option<String>,
    bearer: Option<String>,
    repeat: Repeat,
}

fn asked(outbound: &Outbound, state: &SendState) -> Asked {
    match Line.step(&line(), outbound, state, None) {
        Step::Ask { request, repeat } => Asked {
            body: json_of(&request),
            key: header(&request, "x-line-retry-key").map(str::to_owned),
            bearer: header(&request, "authorization").map(str::to_owned),
            url: request.url,
            repeat,
        },
        other => panic!("{other:?}"),
    }
}

fn told(outbound: &Outbound, state: &SendState, response: &HttpResponse) -> Step {
    Line.step(&line(), outbound, state, Some(response))
}

fn goes_on(step: Step) -> SendState {
    match step {
        Step::Go(state) => state,
        other => panic!("{other:?}"),
    }
}

fn fails(step: Step) -> SendError {
    match step {
        Step::Failed(error) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fresh_reply_token_is_used_and_costs_nothing() {
    let outbound = answering(text("hello"), Span::seconds(49));
    let asked = asked(&outbound, &SendState::default());
    assert_eq!(asked.url, REPLY);
    assert_eq!(asked.body, json!({ "replyToken": "rt1", "messages": [{ "type": "text", "text": "hello" }] }));
    assert_eq!((asked.key, asked.repeat), (None, Repeat::Unsafe));
    assert_eq!(asked.bearer.as_deref(), Some("Bearer lasting"));
    let state = goes_on(told(&outbound, &SendState::default(), &answer(200, TAKEN)));
    assert_eq!((state.parts, state.ids.as_slice()), (1, &["9001".to_owned()][..]));
    let end = Line.step(&line(), &outbound, &state, None);
    assert_eq!(end, Step::Sent { ids: vec!["9001".to_owned()] });
}

#[test]
fn an_old_reply_token_is_not_tried() {
    let outbound = answering(text("hello"), Span::seconds(50));
    let asked = asked(&outbound, &SendState::default());
    assert_eq!((asked.url.as_str(), asked.repeat), (PUSH, Repeat::Safe));
    assert_eq!(asked.body, json!({ "to": "U9ana", "messages": [{ "type": "text", "text": "hello" }] }));
    let key = asked.key.unwrap();
    let digits: Vec<usize> = key.split('-').map(str::len).collect();
    assert_eq!(digits, [8, 4, 4, 4, 12]);
    assert!(key.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) && key.as_bytes()[14] == b'5');
    assert!(b"89ab".contains(&key.as_bytes()[19]));
}

#[test]
fn a_spent_reply_token_makes_a_push_of_it_and_is_not_tried_again() {
    let outbound = answering(text("hello"), Span::seconds(1));
    let state = goes_on(told(&outbound, &SendState::default(), &answer(400, SPENT)));
    assert_eq!((state.parts, asked(&outbound, &state).url.as_str()), (0, PUSH));
    // The same state after a restart still knows it.
    let stored: SendState = serde_json::from_value(serde_json::to_value(&state).unwrap()).unwrap();
    assert_eq!(asked(&outbound, &stored).url, PUSH);
}

#[test]
fn a_reply_that_may_have_arrived_is_never_pushed_as_well() {
    let outbound = answering(text("hello"), Span::seconds(1));
    let doubtful = goes_on(told(&outbound, &SendState::default(), &answer(500, "{}")));
    let again = asked(&outbound, &doubtful);
    assert_eq!((again.url.as_str(), again.repeat), (REPLY, Repeat::Safe));
    let state = goes_on(told(&outbound, &doubtful, &answer(200, TAKEN)));
    assert_eq!(state.ids, ["9001"]);
    // LINE does not take the token any more: the first try was the one.
    assert_eq!(fails(told(&outbound, &doubtful, &answer(400, SPENT))).code, UNKNOWN_OUTCOME);
    assert_eq!(fails(told(&outbound, &doubtful, &answer(502, ""))).class, RetryClass::Transient);
    let late = answering(text("hello"), Span::seconds(70));
    assert_eq!(fails(Line.step(&line(), &late, &doubtful, None)).code, UNKNOWN_OUTCOME);
}

#[test]
fn half_an_answer_is_asked_for_again_where_that_is_safe() {
    let half = answer(200, r#"{"sentMessages":[{"id":"90"#);
    let pushed = text("hello");
    assert_eq!(fails(told(&pushed, &SendState::default(), &half)).class, RetryClass::Transient);
    let replied = answering(text("hello"), Span::seconds(1));
    assert_eq!(fails(told(&replied, &SendState::default(), &half)).class, RetryClass::Unknown);
    let old = goes_on(told(&pushed, &SendState::default(), &answer(200, "{}")));
    assert_eq!((old.parts, old.ids.len()), (1, 0), "LINE gave no ids once");
}

#[test]
fn a_push_that_was_taken_before_is_a_success() {
    let outbound = text("hello");
    let taken = r#"{"message":"The retry key is already accepted","sentMessages":[{"id":"9001"}]}"#;
    let mut conflict = answer(409, taken);
    conflict.headers.push(Header::new("x-line-accepted-request-id", "r1"));
    let state = goes_on(told(&outbound, &SendState::default(), &conflict));
    assert_eq!((state.parts, state.ids.as_slice()), (1, &["9001".to_owned()][..]));
    let bare = answer(409, r#"{"message":"The retry key is already accepted"}"#);
    assert_eq!(goes_on(told(&outbound, &SendState::default(), &bare)).parts, 1);
}

#[test]
fn each_part_has_a_key_of_its_own_which_stays() {
    let outbound = text(&"😀".repeat(4_096));
    let first = SendState::default();
    let key = |state: &SendState| asked(&outbound, state).key.unwrap();
    assert_eq!(key(&first), key(&first));
    let keys: BTreeSet<String> =
        (0..3).map(|parts| key_of(&many(), &SendState { parts, ..SendState::default() })).collect();
    assert_eq!(keys.len(), 3);
}

fn key_of(outbound: &Outbound, state: &SendState) -> String {
    asked(outbound, state).key.unwrap()
}

/// Eleven files: three requests.
fn many() -> Outbound {
    let files = (1..=11).map(|n| super::file(n, &format!("{n}.png"), "image/png", 1)).collect();
    super::linked(super::outbound(frontdesk_model::message::Content::Files { files, caption: None }))
}

#[test]
fn parts_after_the_first_are_pushed_and_a_failed_one_goes_on_from_there() {
    let outbound = answering(many(), Span::seconds(1));
    assert_eq!(asked(&outbound, &SendState::default()).url, REPLY);
    let state = goes_on(told(&outbound, &SendState::default(), &answer(200, TAKEN)));
    let second = asked(&outbound, &state);
    assert_eq!(second.url, PUSH);
    assert_eq!(second.body["messages"][0]["originalContentUrl"], "https://desk.example.org/f/6.png");
    assert_eq!(fails(told(&outbound, &state, &answer(503, ""))).class, RetryClass::Transient);
    assert_eq!(asked(&outbound, &state).body, second.body, "the first part is not sent again");
}

#[test]
fn s1_55_each_refusal_has_its_class_and_lines_own_words() {
    let message = |text: &str| format!(r#"{{"message":"{text}"}}"#);
    let detailed = |property: &str| {
        format!(
            r#"{{"message":"The request body has 1 error(s)","details":[{{"message":"May not be empty","property":"{property}"}}]}}"#
        )
    };
    let gone = RetryClass::RecipientGone;
    let slow = RetryClass::ThrottledAccount { after: None };
    let table = [
        (
            400,
            detailed("messages[0].text"),
            RetryClass::Content,
            "The request body has 1 error(s) (messages[0].text: May not be empty)",
        ),
        (400, detailed("to"), gone, "The request body has 1 error(s) (to: May not be empty)"),
        (
            400,
            message("The property, 'to', in the request body is invalid"),
            gone,
            "The property, 'to', in the request body is invalid",
        ),
        (400, message("Failed to send messages"), gone, "Failed to send messages"),
        (401, message("Authentication failed"), RetryClass::Auth, "Authentication failed"),
        (403, message("Not authorized to use the API"), RetryClass::Auth, "Not authorized to use the API"),
        (413, String::new(), RetryClass::Content, "LINE answered with status 413"),
        (415, String::new(), RetryClass::Content, "LINE answered with status 415"),
        (
            429,
            message("The API rate limit has been exceeded. Try again later."),
            slow,
            "The API rate limit has been exceeded. Try again later.",
        ),
        (
            429,
            message("You have reached your monthly limit."),
            RetryClass::Quota { after: None },
            "You have reached your monthly limit.",
        ),
        (500, message("The server is busy"), RetryClass::Transient, "The server is busy"),
        (503, "<html>".to_owned(), RetryClass::Transient, "LINE answered with status 503"),
    ];
    for (status, body, class, words) in table {
        let error = fails(told(&text("hello"), &SendState::default(), &answer(status, &body)));
        assert_eq!((error.class, error.text.as_str()), (class, words));
        assert_eq!(error.code, status.to_string());
    }
    let mut slow = answer(429, "{}");
    slow.headers.push(Header::new("Retry-After", "7"));
    let error = fails(told(&text("hello"), &SendState::default(), &slow));
    assert_eq!(error.class, RetryClass::ThrottledAccount { after: Some(Span::seconds(7)) });
}

#[test]
fn only_what_a_reply_token_carries_is_free() {
    let fresh = answering(text("Hello"), Span::seconds(49));
    let none = SendState::default();
    assert!(Line.has_free() && Line.is_free(&fresh, &none));
    assert!(!Line.is_free(&text("Hello"), &none), "there is no token");
    assert!(!Line.is_free(&answering(text("Hello"), Span::seconds(50)), &none), "it is too old");
    assert!(!Line.is_free(&fresh, &SendState { parts: 1, ..none.clone() }), "it works once");
    assert!(
        !Line.is_free(&fresh, &none.noting("reply", "spent".to_owned())),
        "LINE does not take it any more"
    );
}
