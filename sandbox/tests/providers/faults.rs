//! What can be made to go wrong.

use crate::desk::{Bench, START};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

async fn bench() -> Bench {
    Bench::new(ChannelKind::Whatsapp).await
}

fn number(bench: &Bench) -> RequestBuilder {
    let url = format!("{}/{}", bench.host("graph"), bench.setting("phone_number_id"));
    bench.client.get(url).bearer_auth(bench.secret("access_token"))
}

fn send(bench: &Bench, text: &str) -> RequestBuilder {
    let url = format!("{}/{}/messages", bench.host("graph"), bench.setting("phone_number_id"));
    let body = json!({ "messaging_product": "whatsapp", "to": "15551230001", "type": "text", "text": { "body": text } });
    bench.client.post(url).bearer_auth(bench.secret("access_token")).json(&body)
}

fn texts(hook: &Value) -> Vec<Value> {
    let changes = hook["entry"][0]["changes"].as_array().unwrap();
    changes.iter().map(|change| change["value"]["messages"][0]["text"]["body"].clone()).collect()
}

#[actix_rt::test]
async fn an_interface_answers_429_and_500_and_then_well() {
    let bench = bench().await;
    bench.switch_on(json!({ "fault": "throttled", "retry_after": 7, "times": 1 })).await;
    bench.switch_on(json!({ "fault": "server_error", "times": 1 })).await;
    bench.switch_on(json!({ "fault": "refused", "code": "131048", "times": 1 })).await;
    let first = number(&bench).send().await.unwrap();
    assert_eq!(
        (first.status(), first.headers()["retry-after"].to_str().unwrap()),
        (StatusCode::TOO_MANY_REQUESTS, "7")
    );
    assert_eq!(number(&bench).send().await.unwrap().status(), 500);
    assert_eq!(number(&bench).send().await.unwrap().json::<Value>().await.unwrap()["error"]["code"], 131_048);
    assert_eq!(number(&bench).send().await.unwrap().status(), 200);
}

#[actix_rt::test]
async fn a_line_is_cut_before_or_after_the_request_had_its_effect() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    bench.switch_on(json!({ "fault": "silent", "times": 1 })).await;
    assert!(send(&bench, "lost").send().await.is_err());
    assert_eq!(bench.chat().await["messages"].as_array().unwrap().len(), 1);
    bench.switch_on(json!({ "fault": "silent", "took": true, "times": 1, "path": "/messages" })).await;
    assert!(send(&bench, "taken").send().await.is_err());
    assert_eq!(bench.chat().await["messages"][1]["content"]["text"], "taken");
    bench.switch_on(json!({ "fault": "half", "times": 1 })).await;
    let half = send(&bench, "half").send().await.unwrap();
    assert_eq!(half.status(), 200);
    assert!(half.bytes().await.is_err());
    assert_eq!(bench.chat().await["messages"][2]["content"]["text"], "half");
}

#[actix_rt::test]
async fn a_line_is_reset_or_closed_on_one_side_without_an_effect() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    for (fault, reset) in [("reset", true), ("half_closed", false)] {
        bench.switch_on(json!({ "fault": fault, "times": 1 })).await;
        let error = send(&bench, fault).send().await.unwrap_err();
        let mut causes = std::iter::successors(std::error::Error::source(&error), |error| error.source());
        let was_reset = causes.any(|cause| {
            let io = cause.downcast_ref::<std::io::Error>();
            io.is_some_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset)
        });
        assert_eq!(was_reset, reset, "{fault}: {error:?}");
    }
    assert_eq!(bench.chat().await["messages"].as_array().unwrap().len(), 1);
    assert_eq!(number(&bench).send().await.unwrap().status(), 200);
}

#[actix_rt::test]
async fn a_slow_answer_comes_when_its_time_has() {
    let bench = bench().await;
    bench.switch_on(json!({ "fault": "slow", "millis": 3_000, "times": 1 })).await;
    let asked = actix_rt::spawn(number(&bench).send());
    // Asking about the account takes the same lock, so it is over once the fault is used up.
    while bench.control("/control/accounts/whatsapp-1/faults").await != json!([]) {}
    assert!(!asked.is_finished());
    // The wait begins at the earliest now, at the latest when the clock has moved: either way it ends.
    while !asked.is_finished() {
        bench.clock.advance(Span::seconds(3));
        tokio::task::yield_now().await;
    }
    assert_eq!(asked.await.unwrap().unwrap().status(), 200);
}

#[actix_rt::test]
async fn a_webhook_that_is_not_answered_well_comes_again_with_the_same_bytes() {
    let mut bench = bench().await;
    bench.answer_next(&[500, 503]);
    bench.says("one").await;
    let first = bench.hook().await;
    let second = bench.hook().await;
    assert_eq!(
        (&first.body, &first.headers["x-hub-signature-256"]),
        (&second.body, &second.headers["x-hub-signature-256"])
    );
    bench.settled(2).await;
    // The next try waits for 5 s, and what is said meanwhile overtakes it.
    bench.says("two").await;
    assert_eq!(texts(&bench.told().await), [json!("two")]);
    bench.clock.advance(Span::seconds(5));
    assert_eq!(bench.hook().await.body, first.body);
    let log = bench.control("/control/hooks").await;
    let statuses: Vec<&Value> =
        log["hooks"].as_array().unwrap().iter().map(|hook| &hook["status"]).take(3).collect();
    assert_eq!(statuses, [500, 503, 200]);
}

#[actix_rt::test]
async fn a_webhook_that_reaches_nobody_comes_when_the_way_is_free() {
    let mut bench = bench().await;
    bench.switch_on(json!({ "fault": "unreachable", "times": 1 })).await;
    bench.says("lost on the way").await;
    assert_eq!(texts(&bench.told().await), [json!("lost on the way")], "by the first retry");
    bench.settled(2).await;
    let log = bench.control("/control/hooks").await;
    let statuses: Vec<Value> =
        log["hooks"].as_array().unwrap().iter().map(|hook| hook["status"].clone()).collect();
    assert_eq!(statuses, [Value::Null, json!(200)]);
}

#[actix_rt::test]
async fn events_come_twice_in_a_batch_and_out_of_order() {
    let mut bench = bench().await;
    bench.switch_on(json!({ "fault": "duplicated", "copies": 2, "times": 1 })).await;
    bench.says("thrice").await;
    let first = bench.hook().await.body;
    assert_eq!((bench.hook().await.body, bench.hook().await.body), (first.clone(), first));
    bench.switch_on(json!({ "fault": "batched", "size": 4, "bad": true })).await;
    for text in ["a", "b", "c"] {
        bench.says(text).await;
    }
    assert_eq!(texts(&bench.told().await), [json!("a"), Value::Null, json!("b"), json!("c")]);
    let clear = format!("{}/control/accounts/whatsapp-1/faults", bench.sandbox.base_url());
    assert_eq!(bench.client.delete(clear).send().await.unwrap().status(), 204);
    bench.switch_on(json!({ "fault": "reordered" })).await;
    send(&bench, "hello").send().await.unwrap();
    let word = |hook: &Value| hook["entry"][0]["changes"][0]["value"]["statuses"][0]["status"].clone();
    assert_eq!((word(&bench.told().await), word(&bench.told().await)), (json!("delivered"), json!("sent")));
}

#[actix_rt::test]
async fn signatures_are_missing_or_forged() {
    let mut bench = bench().await;
    bench.says("x").await;
    let right = bench.hook().await.headers["x-hub-signature-256"].clone();
    bench.switch_on(json!({ "fault": "unsigned", "times": 1 })).await;
    bench.says("x").await;
    assert!(!bench.hook().await.headers.contains_key("x-hub-signature-256"));
    bench.switch_on(json!({ "fault": "forged", "times": 1 })).await;
    bench.says("x").await;
    let forged = bench.hook().await.headers["x-hub-signature-256"].clone();
    assert!(forged.len() == 71 && forged != right);
}

#[actix_rt::test]
async fn what_was_taken_fails_afterwards() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    bench.switch_on(json!({ "fault": "fails", "code": "131026", "times": 1 })).await;
    assert_eq!(send(&bench, "x").send().await.unwrap().status(), 200);
    let status = bench.told().await["entry"][0]["changes"][0]["value"]["statuses"][0].clone();
    assert_eq!(
        (status["status"].as_str(), status["errors"][0]["code"].as_u64()),
        (Some("failed"), Some(131_026))
    );
    assert_eq!(status["timestamp"], (START / 1_000).to_string());
}
