//! LINE's other side: what it takes, what it refuses, and what it tells.

use crate::desk::{Bench, START};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const KEY: &str = "123e4567-e89b-12d3-a456-426614174000";

async fn bench() -> Bench {
    Bench::new(ChannelKind::Line).await
}

async fn post(bench: &Bench, path: &str, key: &str, body: &Value) -> (u16, Value) {
    let url = format!("{}/v2/bot/{path}", bench.host("api"));
    let mut request = bench.client.post(url).bearer_auth(bench.secret("channel_access_token")).json(body);
    if !key.is_empty() {
        request = request.header("x-line-retry-key", key);
    }
    let response = request.send().await.unwrap();
    assert!(response.headers().contains_key("x-line-request-id"));
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn get(bench: &Bench, host: &str, path: &str) -> reqwest::Response {
    let url = format!("{}/v2/bot/{path}", bench.host(host));
    bench.client.get(url).bearer_auth(bench.secret("channel_access_token")).send().await.unwrap()
}

fn push(to: &str, messages: &Value) -> Value {
    json!({ "to": to, "messages": messages })
}

fn hello() -> Value {
    json!([{ "type": "text", "text": "hello" }])
}

/// The next event, and that it came alone.
async fn event(bench: &mut Bench) -> Value {
    let told = bench.told().await;
    assert_eq!(told["destination"], bench.setting("bot_user_id"));
    assert_eq!(told["events"].as_array().unwrap().len(), 1);
    told["events"][0].clone()
}

/// Ana says something; what the account is told of it.
async fn said(bench: &mut Bench) -> Value {
    bench.says("hi").await;
    event(bench).await
}

fn user(event: &Value) -> String {
    event["source"]["userId"].as_str().unwrap().to_owned()
}

#[actix_rt::test]
async fn what_is_said_is_told_and_signed() {
    let mut bench = bench().await;
    bench.says("Où est ma commande ? 👋").await;
    let hook = bench.hook().await;
    let mac = Hmac::<Sha256>::new_from_slice(bench.secret("channel_secret").as_bytes()).unwrap();
    let signature = STANDARD.encode(mac.chain_update(&hook.body).finalize().into_bytes());
    assert_eq!(hook.headers["x-line-signature"], signature);
    let event = &hook.json()["events"][0];
    assert_eq!((event["type"].as_str(), event["mode"].as_str()), (Some("message"), Some("active")));
    assert_eq!(event["timestamp"].as_u64(), Some(START));
    assert_eq!(event["message"]["text"], "Où est ma commande ? 👋");
    assert_eq!(event["webhookEventId"].as_str().unwrap().len(), 26);
    assert_eq!(user(event).len(), 33);
    assert!(event["replyToken"].is_string() && event["message"]["markAsReadToken"].is_string());
}

#[actix_rt::test]
async fn a_reply_token_works_once_and_for_a_minute() {
    let mut bench = bench().await;
    let first = said(&mut bench).await;
    let reply = |event: &Value| json!({ "replyToken": event["replyToken"], "messages": hello() });
    let with_key = post(&bench, "message/reply", KEY, &reply(&first)).await;
    assert_eq!(with_key.0, 400, "no retry key on replies");
    let (code, answer) = post(&bench, "message/reply", "", &reply(&first)).await;
    assert_eq!(code, 200);
    assert!(answer["sentMessages"][0]["id"].is_string());
    let again = post(&bench, "message/reply", "", &reply(&first)).await;
    assert_eq!(again, (400, json!({ "message": "Invalid reply token" })));
    let second = said(&mut bench).await;
    bench.clock.advance(Span::seconds(60));
    assert_eq!(post(&bench, "message/reply", "", &reply(&second)).await.0, 400);
    let chat = bench.chat().await;
    assert_eq!(chat["messages"].as_array().unwrap().len(), 3);
}

#[actix_rt::test]
async fn a_push_is_taken_once_under_its_key_and_counts() {
    let mut bench = bench().await;
    let to = user(&said(&mut bench).await);
    let (code, first) = post(&bench, "message/push", KEY, &push(&to, &hello())).await;
    assert_eq!(code, 200);
    let (code, second) = post(&bench, "message/push", KEY, &push(&to, &hello())).await;
    assert_eq!((code, &second["sentMessages"]), (409, &first["sentMessages"]));
    assert_eq!(second["message"], "The retry key is already accepted");
    assert_eq!(post(&bench, "message/push", "no uuid", &push(&to, &hello())).await.0, 400);
    assert_eq!(bench.chat().await["messages"].as_array().unwrap().len(), 2);
    let used: Value = get(&bench, "api", "message/quota/consumption").await.json().await.unwrap();
    assert_eq!(used, json!({ "totalUsage": 1 }));
    bench.clock.advance(Span::days(1));
    assert_eq!(post(&bench, "message/push", KEY, &push(&to, &hello())).await.0, 200, "a day later it is new");
}

#[actix_rt::test]
async fn the_months_messages_run_out_and_a_reply_is_still_free() {
    let mut bench = bench().await;
    let event = said(&mut bench).await;
    let to = user(&event);
    for _ in 0..500 {
        assert_eq!(post(&bench, "message/push", "", &push(&to, &hello())).await.0, 200);
    }
    let over = post(&bench, "message/push", KEY, &push(&to, &hello())).await;
    assert_eq!(over, (429, json!({ "message": "You have reached your monthly limit." })));
    let reply = json!({ "replyToken": event["replyToken"], "messages": hello() });
    assert_eq!(post(&bench, "message/reply", "", &reply).await.0, 200);
    bench.clock.advance(Span::days(30));
    assert_eq!(post(&bench, "message/push", KEY, &push(&to, &hello())).await.0, 200);
}

#[actix_rt::test]
async fn what_line_would_not_take_is_refused_with_its_place() {
    let mut bench = bench().await;
    let to = user(&said(&mut bench).await);
    let picture = |url: &str| json!([{ "type": "image", "originalContentUrl": url, "previewImageUrl": url }]);
    let postback = |label: &str| json!({ "type": "postback", "label": label, "data": "x" });
    let template = |actions: Value| {
        json!([{ "type": "template", "altText": "a",
            "template": { "type": "buttons", "text": "t", "actions": actions } }])
    };
    let column = |count: usize| json!({ "text": "t", "actions": vec![postback("a"); count] });
    let carousel = json!([{ "type": "template", "altText": "a",
        "template": { "type": "carousel", "columns": [column(1), column(2)] } }]);
    let text = |text: String| json!([{ "type": "text", "text": text }]);
    let wrong = [
        (json!([]), "messages"),
        (json!(vec![hello()[0].clone(); 6]), "messages"),
        (text(String::new()), "messages[0].text"),
        (text("😀".repeat(2_501)), "messages[0].text"),
        (json!([{ "type": "hologram" }]), "messages[0].type"),
        (picture("http://example.org/a.png"), "messages[0].previewImageUrl"),
        (json!([{ "type": "audio", "originalContentUrl": "https://e.org/a" }]), "messages[0].duration"),
        (template(json!(vec![postback("a"); 5])), "messages[0].template.actions"),
        (template(json!([postback("a label that is too long")])), "messages[0].template.actions[0].label"),
        (carousel, "messages[0].template.columns"),
    ];
    for (messages, property) in wrong {
        let (code, answer) = post(&bench, "message/push", "", &push(&to, &messages)).await;
        assert_eq!((code, answer["details"][0]["property"].as_str()), (400, Some(property)), "{answer}");
    }
    let (code, answer) = post(&bench, "message/push", "", &push("Unobody", &hello())).await;
    assert_eq!(code, 400);
    assert!(answer["message"].as_str().unwrap().starts_with("The property, 'to'"));
    assert_eq!(post(&bench, "message/validate/push", "", &json!({ "messages": hello() })).await.0, 200);
    assert_eq!(bench.chat().await["messages"].as_array().unwrap().len(), 1);
}

#[actix_rt::test]
async fn buttons_cards_and_quick_replies_are_shown_and_pressed() {
    let mut bench = bench().await;
    let to = user(&said(&mut bench).await);
    let postback =
        |data: &str| json!({ "type": "postback", "label": "Yes", "data": data, "displayText": "Yes" });
    let bubble = json!({
        "type": "bubble",
        "hero": { "type": "image", "url": "https://shop.example.org/a.png" },
        "body": { "type": "box", "layout": "vertical", "contents": [
            { "type": "text", "text": "Socks" }, { "type": "text", "text": "Warm" } ] },
        "footer": { "type": "box", "layout": "vertical", "contents": [
            { "type": "button", "action": postback("card") } ] },
    });
    let messages = json!([
        { "type": "template", "altText": "a",
            "template": { "type": "buttons", "text": "Shall we?", "actions": [postback("b1")] } },
        { "type": "flex", "altText": "a", "contents": { "type": "carousel", "contents": [bubble] } },
        { "type": "text", "text": "Which?",
            "quickReply": { "items": [{ "type": "action", "action": postback("q1") }] } },
    ]);
    let (code, answer) = post(&bench, "message/push", "", &push(&to, &messages)).await;
    assert_eq!(code, 200, "{answer}");
    let chat = bench.chat().await;
    let card = &chat["messages"][2]["content"]["cards"][0];
    assert_eq!((card["title"].as_str(), card["text"].as_str()), (Some("Socks"), Some("Warm")));
    for (place, data) in ["b1", "card", "q1"].iter().enumerate() {
        let id = &answer["sentMessages"][place]["id"];
        let pressed = bench.act(json!({ "act": "press", "message": id, "button": data })).await;
        assert_eq!(pressed.status(), 204);
        let event = event(&mut bench).await;
        assert_eq!(
            (event["type"].as_str(), event["postback"]["data"].as_str()),
            (Some("postback"), Some(*data))
        );
    }
}

#[actix_rt::test]
async fn files_are_fetched_at_the_other_host_with_the_token() {
    let mut bench = bench().await;
    let media = bench.put_media("image/png", "a.png", b"\x89PNG").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "image" })).await;
    let sent = event(&mut bench).await;
    assert_eq!(sent["message"]["contentProvider"], json!({ "type": "line" }));
    let path = format!("message/{}/content", sent["message"]["id"].as_str().unwrap());
    let there = get(&bench, "data", &path).await;
    assert_eq!(there.status(), 200);
    assert_eq!(there.headers()["content-type"], "image/png");
    assert_eq!(there.bytes().await.unwrap().as_ref(), b"\x89PNG");
    assert_eq!(get(&bench, "api", &path).await.status(), 404, "the other host has no files");
    let ready: Value = get(&bench, "data", &format!("{path}/transcoding")).await.json().await.unwrap();
    assert_eq!(ready, json!({ "status": "succeeded" }));
    bench.act(json!({ "act": "unsend", "message": sent["message"]["id"] })).await;
    assert_eq!(event(&mut bench).await["unsend"]["messageId"], sent["message"]["id"]);
    assert_eq!(get(&bench, "data", &path).await.status(), 404, "what was taken back is gone");
}

#[actix_rt::test]
async fn every_kind_of_message_is_told() {
    let mut bench = bench().await;
    let media = bench.put_media("application/pdf", "bill.pdf", b"%PDF").await;
    for (act, kind) in [
        (json!({ "act": "media", "media": media, "kind": "file" }), "file"),
        (json!({ "act": "media", "media": media, "kind": "video" }), "video"),
        (json!({ "act": "media", "media": media, "kind": "audio" }), "audio"),
        (json!({ "act": "sticker", "name": "cat" }), "sticker"),
        (json!({ "act": "place", "latitude": 37.9, "longitude": 23.7, "name": "Café" }), "location"),
        (json!({ "act": "other", "kind": "hologram" }), "hologram"),
    ] {
        assert_eq!(bench.act(act).await.status(), 204);
        assert_eq!(event(&mut bench).await["message"]["type"], kind);
    }
}

#[actix_rt::test]
async fn friends_come_and_go_and_line_does_not_say_who_blocked() {
    let mut bench = bench().await;
    bench.act(json!({ "act": "start" })).await;
    let follow = event(&mut bench).await;
    assert_eq!((follow["type"].as_str(), &follow["follow"]["isUnblocked"]), (Some("follow"), &json!(false)));
    assert!(follow["replyToken"].is_string());
    let to = user(&follow);
    let profile: Value = get(&bench, "api", &format!("profile/{to}")).await.json().await.unwrap();
    assert_eq!(
        (profile["displayName"].as_str(), profile["language"].as_str()),
        (Some("Ana Duarte"), Some("fr"))
    );
    bench.act(json!({ "act": "leave" })).await;
    let unfollow = event(&mut bench).await;
    assert!(unfollow["type"] == "unfollow" && unfollow.get("replyToken").is_none());
    assert_eq!(post(&bench, "message/push", "", &push(&to, &hello())).await.0, 200, "as if it had arrived");
    assert_eq!(bench.chat().await["messages"].as_array().unwrap().len(), 0);
    assert_eq!(get(&bench, "api", &format!("profile/{to}")).await.status(), 404);
    assert_eq!(bench.act(json!({ "act": "text", "text": "hi" })).await.status(), 422);
    bench.act(json!({ "act": "return" })).await;
    assert_eq!(event(&mut bench).await["follow"]["isUnblocked"], true);
}

#[actix_rt::test]
async fn typing_and_reading_are_shown() {
    let mut bench = bench().await;
    let sent = said(&mut bench).await;
    let typing = |seconds: u32| json!({ "chatId": sent["source"]["userId"], "loadingSeconds": seconds });
    assert_eq!(post(&bench, "chat/loading/start", "", &typing(20)).await.0, 202);
    assert_eq!(post(&bench, "chat/loading/start", "", &typing(7)).await.0, 400);
    assert_eq!(bench.chat().await["typing_until"].as_u64(), Some(START + 20_000));
    let read = json!({ "markAsReadToken": sent["message"]["markAsReadToken"] });
    assert_eq!(post(&bench, "chat/markAsRead", "", &read).await.0, 200);
    assert_eq!(bench.chat().await["messages"][0]["state"], "read");
    let wrong = json!({ "markAsReadToken": "read-none" });
    assert_eq!(post(&bench, "chat/markAsRead", "", &wrong).await.0, 400);
}

#[actix_rt::test]
async fn tokens_of_a_quarter_of_an_hour_are_given_for_id_and_secret() {
    let bench = bench().await;
    let ask = async |secret: String| {
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={secret}",
            bench.setting("channel_id")
        );
        let request = bench.client.post(format!("{}/oauth2/v3/token", bench.host("api")));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap())
    };
    assert_eq!(ask("wrong".to_owned()).await.0, 400);
    let (code, given) = ask(bench.secret("channel_secret")).await;
    assert_eq!((code, given["expires_in"].as_u64()), (200, Some(900)));
    let info = async || {
        let request = bench.client.get(format!("{}/v2/bot/info", bench.host("api")));
        let token = given["access_token"].as_str().unwrap();
        request.bearer_auth(token).send().await.unwrap().status().as_u16()
    };
    assert_eq!(info().await, 200);
    bench.clock.advance(Span::minutes(15));
    assert_eq!(info().await, 401);
}

#[actix_rt::test]
async fn a_link_puts_the_code_into_the_composer() {
    let bench = bench().await;
    let url = "https://line.me/R/oaMessage/%40hearth1/?%5Bref%3AABC%5D%20a%2Bb";
    assert!(bench.open(url).await.status().is_success());
    assert_eq!(bench.chat().await["draft"], "[ref:ABC] a+b");
    assert_eq!(bench.open("https://line.me/R/oaMessage/%40nobody/?x").await.status(), 422);
}

#[actix_rt::test]
async fn the_webhook_is_set_by_the_account() {
    let bench = bench().await;
    let endpoint: Value = get(&bench, "api", "channel/webhook/endpoint").await.json().await.unwrap();
    assert_eq!(endpoint["active"], true);
    let put = async |url: &str| {
        let request = bench.client.put(format!("{}/v2/bot/channel/webhook/endpoint", bench.host("api")));
        let request = request.bearer_auth(bench.secret("channel_access_token"));
        request.json(&json!({ "endpoint": url })).send().await.unwrap().status().as_u16()
    };
    assert_eq!(put("http://desk.example.org/webhooks/1").await, 400);
    assert_eq!(put("https://desk.example.org/webhooks/1").await, 200);
    let endpoint: Value = get(&bench, "api", "channel/webhook/endpoint").await.json().await.unwrap();
    assert_eq!(endpoint["endpoint"], "https://desk.example.org/webhooks/1");
}

#[actix_rt::test]
async fn it_fails_as_line_fails() {
    let mut bench = bench().await;
    let to = user(&said(&mut bench).await);
    for (fault, code, words) in [
        (json!({ "fault": "throttled", "retry_after": 3 }), 429, "The API rate limit has been exceeded"),
        (json!({ "fault": "refused", "code": "monthly" }), 429, "You have reached your monthly limit."),
        (json!({ "fault": "refused", "code": "gone" }), 400, "Failed to send messages"),
        (json!({ "fault": "server_error" }), 500, "The server is"),
        (json!({ "fault": "revoked" }), 401, "Authentication failed"),
    ] {
        let mut once = fault;
        once["times"] = json!(1);
        bench.switch_on(once).await;
        let (found, answer) = post(&bench, "message/push", "", &push(&to, &hello())).await;
        assert_eq!(found, code);
        assert!(answer["message"].as_str().unwrap().starts_with(words), "{answer}");
    }
}

#[actix_rt::test]
async fn a_webhook_of_many_may_have_a_bad_one() {
    let mut bench = bench().await;
    bench.switch_on(json!({ "fault": "batched", "size": 3, "bad": true })).await;
    for text in ["one", "two", "three"] {
        bench.says(text).await;
    }
    let told = bench.told().await;
    let events = told["events"].as_array().unwrap();
    let good = events.iter().filter(|event| event["message"]["text"].is_string()).count();
    assert!(good >= 2 && events.len() > good, "{told}");
}
