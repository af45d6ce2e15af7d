//! X's other side: what it takes, what it refuses, and what it tells.

use crate::desk::{Bench, START, form};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;

/// What X wants to be answered when it asks who a webhook is.
pub(crate) fn answer_to(challenge: &str) -> String {
    signature("sandbox-x-consumer-1", challenge.as_bytes())
}

fn signature(secret: &str, over: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(over);
    format!("sha256={}", STANDARD.encode(mac.finalize().into_bytes()))
}

async fn bench() -> Bench {
    Bench::new(ChannelKind::X).await
}

async fn renew(bench: &Bench, refresh: &str) -> (StatusCode, Value) {
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let request = form(bench.client.post(format!("{}/oauth2/token", bench.host("api"))), &fields);
    let request = request.basic_auth(bench.setting("client_id"), Some(bench.secret("client_secret")));
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

/// A token, and the one with which the next is got.
async fn tokens(bench: &Bench, refresh: &str) -> (String, String) {
    let given = renew(bench, refresh).await.1;
    let text = |name: &str| given[name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}

async fn token(bench: &Bench) -> String {
    tokens(bench, &bench.secret("refresh_token")).await.0
}

async fn json_of(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// Ana says hello; what X calls her.
async fn ana(bench: &mut Bench) -> String {
    bench.says("hi").await;
    let told = bench.told().await;
    let message = &told["data"]["payload"]["direct_message_events"][0]["message_create"];
    message["sender_id"].as_str().unwrap().to_owned()
}

fn write(bench: &Bench, token: &str, user: &str, body: &Value) -> RequestBuilder {
    let url = format!("{}/dm_conversations/with/{user}/messages", bench.host("api"));
    bench.client.post(url).bearer_auth(token).json(body)
}

#[actix_rt::test]
async fn a_webhook_that_answers_the_challenge_wrongly_is_called_no_more() {
    let mut bench = bench().await;
    bench.says("one").await;
    bench.told().await;
    // A page that answers 200, and knows nothing of challenges.
    assert!(bench.sandbox.connect(&bench.account.id, &bench.sandbox.phone_url()));
    while bench.control("/control/accounts").await[0]["webhook"]["off"] != json!(true) {}
}

#[actix_rt::test]
async fn the_challenge_is_asked_again_every_hour() {
    let mut bench = bench().await;
    bench.says("one").await;
    bench.told().await;
    let first = bench.challenges();
    assert!(first >= 1, "at registration");
    // The hour begins when the provider has seen the answer: before or after the clock is moved, either way it ends.
    while bench.challenges() == first {
        bench.clock.advance(Span::minutes(60));
        assert_eq!(bench.control("/control/accounts").await[0]["webhook"]["off"], json!(false));
    }
    // What answered well once and does no more is found within the hour.
    bench.forget_challenges();
    while bench.control("/control/accounts").await[0]["webhook"]["off"] != json!(true) {
        bench.clock.advance(Span::minutes(60));
    }
}

#[actix_rt::test]
async fn a_refresh_token_is_good_for_one_use() {
    let bench = bench().await;
    let first = bench.secret("refresh_token");
    let (status, given) = renew(&bench, &first).await;
    assert_eq!((status, given["expires_in"].as_u64()), (StatusCode::OK, Some(7_200)));
    assert_eq!(renew(&bench, &first).await.0, StatusCode::BAD_REQUEST);
    let (status, next) = renew(&bench, given["refresh_token"].as_str().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    let me = |token: &Value| {
        bench.client.get(format!("{}/users/me", bench.host("api"))).bearer_auth(token.as_str().unwrap())
    };
    assert_eq!(json_of(me(&given["access_token"])).await.0, 401, "a new token ends the one before");
    assert_eq!(json_of(me(&next["access_token"])).await.1["data"]["id"], bench.setting("user_id"));
    bench.clock.advance(Span::minutes(120));
    assert_eq!(json_of(me(&next["access_token"])).await.0, 401);
}

#[actix_rt::test]
async fn a_client_without_its_secret_gets_no_token() {
    let bench = bench().await;
    let fields =
        [("grant_type", "refresh_token"), ("client_id", "sandbox-x-client-1"), ("refresh_token", "a")];
    let url = format!("{}/oauth2/token", bench.host("api"));
    assert_eq!(json_of(form(bench.client.post(url), &fields)).await.0, 401);
}

#[actix_rt::test]
async fn an_app_writes_to_nobody() {
    let bench = bench().await;
    let app = bench.secret("bearer_token");
    let (status, answer) = json_of(write(&bench, &app, "1", &json!({ "text": "Hi" }))).await;
    assert_eq!((status, &answer["title"]), (403, &json!("Unsupported Authentication")));
    let url = format!("{}/webhooks", bench.host("api"));
    let (status, answer) = json_of(bench.client.get(url).bearer_auth(&app)).await;
    assert_eq!((status, &answer["data"][0]["id"]), (200, &json!(bench.setting("webhook_id"))));
}

#[actix_rt::test]
async fn what_is_said_is_told_signed() {
    let mut bench = bench().await;
    bench.says("1 < 2 & é").await;
    let hook = bench.hook().await;
    let sum = signature(&bench.secret("consumer_secret"), &hook.body);
    assert_eq!(hook.headers["x-twitter-webhooks-signature"], sum);
    let event = hook.json()["data"].clone();
    assert_eq!(
        (&event["event_type"], &event["filter"]["user_id"]),
        (&json!("dm.received"), &json!(bench.setting("user_id")))
    );
    let message = event["payload"]["direct_message_events"][0].clone();
    assert_eq!(message["message_create"]["message_data"]["text"], "1 &lt; 2 &amp; é");
    assert_eq!(message["created_timestamp"], START.to_string());
    let user = message["message_create"]["sender_id"].as_str().unwrap();
    assert_eq!(event["payload"]["users"][user]["data"]["name"], "Ana Duarte");
    bench.act(json!({ "act": "typing" })).await;
    assert_eq!(bench.told().await["data"]["event_type"], "dm.indicate_typing");
}

#[actix_rt::test]
async fn fifteen_messages_in_fifteen_minutes() {
    let mut bench = bench().await;
    let user = ana(&mut bench).await;
    let token = token(&bench).await;
    for number in 0..15 {
        let body = json!({ "text": format!("message {number}") });
        assert_eq!(json_of(write(&bench, &token, &user, &body)).await.0, 201);
    }
    let refused = write(&bench, &token, &user, &json!({ "text": "x" })).send().await.unwrap();
    assert_eq!(refused.status(), 429);
    let reset = refused.headers()["x-rate-limit-reset"].to_str().unwrap().parse::<u64>().unwrap();
    assert_eq!(reset, START / 1_000 + 900);
    bench.clock.advance(Span::minutes(15));
    assert_eq!(json_of(write(&bench, &token, &user, &json!({ "text": "x" }))).await.0, 201);
    bench.act(json!({ "act": "read" })).await;
    let told = bench.told().await["data"].clone();
    assert_eq!(told["event_type"], "dm.read");
    assert!(told["payload"]["direct_message_mark_read_events"][0]["last_read_event_id"].is_string());
}

#[actix_rt::test]
async fn pictures_go_both_ways() {
    let mut bench = bench().await;
    let user = ana(&mut bench).await;
    let (token, refresh) = tokens(&bench, &bench.secret("refresh_token")).await;
    let part = Part::bytes(&b"PNG"[..]).file_name("b.png").mime_str("image/png").unwrap();
    let form = Form::new().text("media_category", "dm_image").part("media", part);
    let url = format!("{}/media/upload", bench.host("api"));
    let (status, answer) = json_of(bench.client.post(url).bearer_auth(&token).multipart(form)).await;
    assert_eq!(status, 200);
    let body = json!({ "text": "Look", "attachments": [{ "media_id": answer["data"]["id"] }] });
    assert_eq!(json_of(write(&bench, &token, &user, &body)).await.0, 201);
    assert_eq!(bench.chat().await["messages"][1]["content"]["media"][0]["kind"], "image");
    bench.clock.advance(Span::days(1));
    let (token, _) = tokens(&bench, &refresh).await;
    assert_eq!(json_of(write(&bench, &token, &user, &body)).await.0, 400, "kept for a day");

    let media = bench.put_media("image/jpeg", "a.jpg", b"JPEG").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "image" })).await;
    let told = bench.told().await;
    let of = told["data"]["payload"]["direct_message_events"][0].clone();
    let url =
        of["message_create"]["message_data"]["attachment"]["media"]["media_url_https"].as_str().unwrap();
    let parts: Vec<&str> = url.rsplit('/').take(3).collect();
    let path = format!("{}/dm_conversations/media/{}/{}/{}", bench.host("api"), parts[2], parts[1], parts[0]);
    assert_eq!(bench.client.get(&path).send().await.unwrap().status(), 401);
    let got = bench.client.get(&path).bearer_auth(&token).send().await.unwrap();
    assert_eq!(&got.bytes().await.unwrap()[..], b"JPEG");
}

#[actix_rt::test]
async fn a_webhook_is_registered_and_asked_to_tell() {
    let bench = bench().await;
    let app = bench.secret("bearer_token");
    let register = |url: &str| {
        let at = format!("{}/webhooks", bench.host("api"));
        bench.client.post(at).bearer_auth(&app).json(&json!({ "url": url }))
    };
    let (status, answer) = json_of(register("https://desk.example.org:8443/webhooks/1")).await;
    assert_eq!((status, &answer["title"]), (400, &json!("UrlValidationFailed")));
    let token = token(&bench).await;
    let subscribe = || {
        let body = json!({ "event_type": "dm.received", "filter": { "user_id": bench.setting("user_id") },
            "webhook_id": bench.setting("webhook_id") });
        let at = format!("{}/activity/subscriptions", bench.host("api"));
        bench.client.post(at).bearer_auth(&token).json(&body)
    };
    assert_eq!(json_of(subscribe()).await.0, 201);
    assert_eq!(json_of(subscribe()).await.1["title"], "DuplicateSubscriptionFailed");
    assert_eq!(json_of(register("https://desk.example.org/webhooks/1")).await.0, 201);
}

#[actix_rt::test]
async fn a_link_opens_the_account_with_its_text() {
    let bench = bench().await;
    let link =
        format!("https://x.com/messages/compose?recipient_id={}&text=Hi%20you", bench.setting("user_id"));
    assert_eq!(bench.open(&link).await.status(), 200);
    assert_eq!(bench.chat().await["draft"], "Hi you");
    assert_eq!(bench.open("https://x.com/messages/compose?recipient_id=1").await.status(), 422);
}
