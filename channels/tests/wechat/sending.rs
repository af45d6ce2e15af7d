//! What is made of WeChat's answers.

use super::{answer, file, json_of, linked, outbound, refused, text, wechat};
use frontdesk_channels::wechat::Wechat;
use frontdesk_channels::{
    Adapter, Header, HttpResponse, Outbound, Repeat, RetryClass, SendError, SendState, Step,
};
use frontdesk_model::message::{Content, UNKNOWN_OUTCOME};
use frontdesk_model::time::Span;

const OK: &str = r#"{"errcode":0,"errmsg":"ok"}"#;

fn told(outbound: &Outbound, state: &SendState, response: &HttpResponse) -> Step {
    Wechat.step(&wechat(), outbound, state, Some(response))
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

fn repeat(outbound: &Outbound, state: &SendState) -> Repeat {
    match Wechat.step(&wechat(), outbound, state, None) {
        Step::Ask { repeat, .. } => repeat,
        other => panic!("{other:?}"),
    }
}

#[test]
fn s1_55_each_refusal_has_its_class_and_wechats_own_words() {
    let slow = RetryClass::ThrottledAccount { after: None };
    let table = [
        (-1, RetryClass::Transient),
        (40_001, RetryClass::Auth),
        (40_014, RetryClass::Auth),
        (42_001, RetryClass::Auth),
        (41_001, RetryClass::Auth),
        (40_013, RetryClass::Auth),
        (40_125, RetryClass::Auth),
        (40_164, RetryClass::Auth),
        (48_001, RetryClass::Auth),
        (50_002, RetryClass::Auth),
        (40_003, RetryClass::RecipientGone),
        (43_004, RetryClass::RecipientGone),
        (48_002, RetryClass::RecipientGone),
        (45_015, RetryClass::Window),
        (45_047, RetryClass::Window),
        (45_009, RetryClass::Quota { after: None }),
        (45_011, slow),
        (45_002, RetryClass::Content),
        (40_007, RetryClass::Content),
        (87_014, RetryClass::Content),
        (99_999, RetryClass::Content),
    ];
    for (code, class) in table {
        let error = fails(told(&text("hi"), &SendState::default(), &refused(code, "words rid: 1")));
        assert_eq!((error.class, error.code, error.text.as_str()), (class, code.to_string(), "words rid: 1"));
    }
}

#[test]
fn s1_53_outside_the_window_it_is_not_tried_again() {
    let error =
        fails(told(&text("hi"), &SendState::default(), &refused(45_015, "response out of time limit")));
    assert!(!error.class.may_pass());
    assert_eq!(Wechat.capability().window, Some(Span::days(2)));
}

#[test]
fn a_send_is_never_repeated_blindly() {
    assert_eq!(repeat(&text("hi"), &SendState::default()), Repeat::Unsafe);
    for half in [r#"{"errcode":"#, "", "<html></html>", "7"] {
        let error = fails(told(&text("hi"), &SendState::default(), &answer(200, half)));
        assert_eq!((error.class, error.code.as_str()), (RetryClass::Unknown, UNKNOWN_OUTCOME), "{half}");
    }
    for (status, class) in [
        (500, RetryClass::Transient),
        (502, RetryClass::Transient),
        (404, RetryClass::Content),
        (429, RetryClass::ThrottledAccount { after: None }),
    ] {
        assert_eq!(fails(told(&text("hi"), &SendState::default(), &answer(status, ""))).class, class);
    }
    let mut slow = answer(429, "");
    slow.headers.push(Header::new("Retry-After", "9"));
    let class = fails(told(&text("hi"), &SendState::default(), &slow)).class;
    assert_eq!(class, RetryClass::ThrottledAccount { after: Some(Span::seconds(9)) });
}

#[test]
fn a_part_is_sent_once_the_one_before_was_taken() {
    let outbound = text(&"é".repeat(1_100));
    let state = goes_on(told(&outbound, &SendState::default(), &answer(200, OK)));
    assert_eq!((state.parts, state.ids.len()), (1, 0));
    assert_eq!(fails(told(&outbound, &state, &refused(45_011, "slow"))).class.word(), "throttled_account");
    let state = goes_on(told(&outbound, &state, &answer(200, OK)));
    assert_eq!(Wechat.step(&wechat(), &outbound, &state, None), Step::Sent { ids: Vec::new() });
}

fn picture() -> Outbound {
    outbound(Content::Files { files: vec![file(1, "a.jpg", "image/jpeg", 9)], caption: None })
}

#[test]
fn an_upload_may_be_made_again_and_its_handle_outlives_a_restart() {
    let outbound = linked(picture());
    let first = SendState::default();
    assert_eq!(repeat(&outbound, &first), Repeat::Safe);
    for half in ["", "{}", r#"{"media_id":"#] {
        assert_eq!(fails(told(&outbound, &first, &answer(200, half))).class, RetryClass::Transient, "{half}");
    }
    let state = goes_on(told(&outbound, &first, &answer(200, r#"{"type":"image","media_id":"up-1"}"#)));
    let stored: SendState = serde_json::from_value(serde_json::to_value(&state).unwrap()).unwrap();
    let Step::Ask { request, repeat } = Wechat.step(&wechat(), &outbound, &stored, None) else {
        panic!("the message is expected")
    };
    assert_eq!((json_of(&request)["image"]["media_id"].as_str(), repeat), (Some("up-1"), Repeat::Unsafe));
    let state = goes_on(told(&outbound, &stored, &answer(200, OK)));
    assert!(state.memo.is_empty() && state.parts == 1);
}

#[test]
fn a_file_that_wechat_refuses_goes_as_a_link() {
    let outbound = linked(picture());
    let first = SendState::default();
    let at_upload = goes_on(told(&outbound, &first, &refused(40_004, "invalid media type")));
    let uploaded = goes_on(told(&outbound, &first, &answer(200, r#"{"media_id":"up-1"}"#)));
    // After three days WeChat has forgotten what was uploaded.
    let at_send = goes_on(told(&outbound, &uploaded, &refused(40_007, "invalid media_id")));
    for state in [at_upload, at_send] {
        let Step::Ask { request, .. } = Wechat.step(&wechat(), &outbound, &state, None) else {
            panic!("a text is expected")
        };
        let line = "a.jpg (9 B): https://desk.example.org/f/a.jpg";
        assert_eq!(json_of(&request)["text"]["content"].as_str(), Some(line));
        assert_eq!(fails(told(&outbound, &state, &refused(45_002, "too long"))).class, RetryClass::Content);
        assert!(goes_on(told(&outbound, &state, &answer(200, OK))).memo.is_empty());
    }
    assert_eq!(fails(told(&picture(), &first, &refused(40_004, "no"))).class, RetryClass::Content);
    assert_eq!(fails(told(&outbound, &first, &refused(42_001, "expired"))).class, RetryClass::Auth);
}

#[test]
fn what_comes_to_nothing_is_refused() {
    let empty = outbound(Content::Files { files: Vec::new(), caption: None });
    assert_eq!(fails(Wechat.step(&wechat(), &empty, &SendState::default(), None)).code, "empty");
    let pdf = Content::Files { files: vec![file(1, "a.pdf", "application/pdf", 9)], caption: None };
    assert_eq!(fails(Wechat.step(&wechat(), &outbound(pdf), &SendState::default(), None)).code, "no_link");
}
