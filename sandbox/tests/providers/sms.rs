//! Twilio's other side: what it takes, what it refuses, and what it tells.

use crate::desk::{Bench, Hook, form};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Url;
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::Sha256;
use std::collections::BTreeMap;

async fn bench() -> Bench {
    Bench::new(ChannelKind::Sms).await
}

fn fields(hook: &Hook) -> BTreeMap<String, String> {
    let url =
        Url::parse(&format!("http://form/?{}", String::from_utf8(hook.body.to_vec()).unwrap())).unwrap();
    url.query_pairs().into_owned().collect()
}

fn account(bench: &Bench) -> String {
    format!("{}/Accounts/{}", bench.host("api"), bench.setting("account_sid"))
}

async fn send(bench: &Bench, more: &[(&str, &str)]) -> (u16, Value) {
    let from = bench.setting("phone_number");
    let mut fields = vec![("From", from.as_str())];
    fields.extend(more);
    let request = form(bench.client.post(format!("{}/Messages.json", account(bench))), &fields);
    let request = request.basic_auth(bench.setting("account_sid"), Some(bench.secret("auth_token")));
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[actix_rt::test]
async fn what_is_said_is_told_signed_over_address_and_fields() {
    let mut bench = bench().await;
    bench.says("Où + est ? & 😀").await;
    let hook = bench.hook().await;
    let told = fields(&hook);
    assert_eq!((told["Body"].as_str(), told["From"].as_str()), ("Où + est ? & 😀", "+15551230001"));
    let url = bench.control("/control/accounts").await[0]["webhook"]["url"].as_str().unwrap().to_owned();
    let mut mac = Hmac::<Sha1>::new_from_slice(bench.secret("auth_token").as_bytes()).unwrap();
    mac.update(url.as_bytes());
    told.iter().for_each(|(name, value)| mac.update(format!("{name}{value}").as_bytes()));
    assert_eq!(hook.headers["x-twilio-signature"], STANDARD.encode(mac.finalize().into_bytes()));
}

#[actix_rt::test]
async fn it_is_signed_over_the_other_address_or_by_the_newer_algorithm_when_told_so() {
    let mut bench = bench().await;
    let url = bench.control("/control/accounts").await[0]["webhook"]["url"].as_str().unwrap().to_owned();
    bench.switch_on(json!({ "fault": "other_address", "times": 1 })).await;
    bench.says("one").await;
    let hook = bench.hook().await;
    let mut parsed = Url::parse(&url).unwrap();
    assert!(parsed.port().is_some());
    parsed.set_port(None).unwrap();
    let mut mac = Hmac::<Sha1>::new_from_slice(bench.secret("auth_token").as_bytes()).unwrap();
    mac.update(parsed.as_str().as_bytes());
    fields(&hook).iter().for_each(|(name, value)| mac.update(format!("{name}{value}").as_bytes()));
    assert_eq!(hook.headers["x-twilio-signature"], STANDARD.encode(mac.finalize().into_bytes()));
    bench.switch_on(json!({ "fault": "newer_signature", "times": 1 })).await;
    bench.says("two").await;
    let hook = bench.hook().await;
    let settings = hook.headers["x-twilio-webhooks-signature-settings"].as_str();
    assert!(settings.ends_with("algorithm=HMAC_SHA256"), "{settings}");
    let mut mac = Hmac::<Sha256>::new_from_slice(bench.secret("shared_key_secret").as_bytes()).unwrap();
    mac.update(url.as_bytes());
    fields(&hook).iter().for_each(|(name, value)| mac.update(format!("{name}{value}").as_bytes()));
    assert_eq!(hook.headers["x-twilio-signature"], STANDARD.encode(mac.finalize().into_bytes()));
    bench.says("three").await;
    assert!(!bench.hook().await.headers.contains_key("x-twilio-webhooks-signature-settings"));
}

#[actix_rt::test]
async fn reports_go_to_the_address_that_the_message_named() {
    let mut bench = bench().await;
    let callback = "http://127.0.0.1:1/webhooks/1?message=7";
    let (status, answer) =
        send(&bench, &[("To", "+15551230001"), ("Body", "Hi"), ("StatusCallback", callback)]).await;
    assert_eq!((status, &answer["status"]), (201, &json!("queued")));
    for word in ["sent", "delivered"] {
        let hook = bench.hook().await;
        assert!(hook.query.ends_with("&message=7"), "{}", hook.query);
        let told = fields(&hook);
        assert_eq!(
            (told["MessageStatus"].as_str(), &told["MessageSid"]),
            (word, &answer["sid"].as_str().unwrap().to_owned())
        );
    }
    assert_eq!(bench.chat().await["messages"][0]["content"]["text"], "Hi");
    bench.switch_on(json!({ "fault": "fails", "code": "30007", "times": 1 })).await;
    send(&bench, &[("To", "+15551230001"), ("Body", "Hi"), ("StatusCallback", callback)]).await;
    bench.hook().await;
    let failed = fields(&bench.hook().await);
    assert_eq!((failed["MessageStatus"].as_str(), failed["ErrorCode"].as_str()), ("undelivered", "30007"));
}

#[actix_rt::test]
async fn whoever_opted_out_gets_nothing_until_they_ask() {
    let mut bench = bench().await;
    bench.says("stop").await;
    assert_eq!(fields(&bench.hook().await)["OptOutType"], "STOP");
    let (status, answer) = send(&bench, &[("To", "+15551230001"), ("Body", "Hi")]).await;
    assert_eq!((status, answer["code"].as_u64()), (400, Some(21_610)));
    bench.says("START").await;
    assert_eq!(fields(&bench.hook().await)["OptOutType"], "START");
    assert_eq!(send(&bench, &[("To", "+15551230001"), ("Body", "Hi")]).await.0, 201);
    bench.says("YES").await;
    assert!(!fields(&bench.hook().await).contains_key("OptOutType"), "an answer is no opting in");
}

#[actix_rt::test]
async fn pictures_are_behind_a_password_and_a_second_address() {
    let mut bench = bench().await;
    let media = bench.put_media("image/jpeg", "a.jpg", b"JPEG").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "image", "caption": "Broken" })).await;
    let told = fields(&bench.hook().await);
    assert_eq!((told["NumMedia"].as_str(), told["MediaContentType0"].as_str()), ("1", "image/jpeg"));
    let url = &told["MediaUrl0"];
    assert_eq!(bench.client.get(url).send().await.unwrap().status(), 401);
    let get =
        || bench.client.get(url).basic_auth(bench.setting("account_sid"), Some(bench.secret("auth_token")));
    let got = get().send().await.unwrap();
    let second = got.url().clone();
    assert!(second.path().starts_with("/sms/cdn/"));
    assert_eq!(&got.bytes().await.unwrap()[..], b"JPEG");
    bench.clock.advance(Span::minutes(241));
    assert_eq!(bench.client.get(second).send().await.unwrap().status(), 403);
    bench.switch_on(json!({ "fault": "media_gone", "times": 1 })).await;
    assert_eq!(get().send().await.unwrap().status(), 404);
}

#[actix_rt::test]
async fn what_twilio_refuses_is_refused_with_its_code() {
    let bench = bench().await;
    let long = "x".repeat(1_601);
    for (fields, code) in [
        (vec![("To", "5551230001"), ("Body", "Hi")], 21_211),
        (vec![("To", "+15551230001")], 21_602),
        (vec![("To", "+15551230001"), ("Body", long.as_str())], 21_617),
    ] {
        assert_eq!(send(&bench, &fields).await.1["code"].as_u64(), Some(code));
    }
    let sid = bench.setting("account_sid");
    let wrong = bench.client.get(format!("{}.json", account(&bench))).basic_auth(&sid, Some("no"));
    assert_eq!(wrong.send().await.unwrap().json::<Value>().await.unwrap()["code"], 20_003);
    let right = bench
        .client
        .get(format!("{}.json", account(&bench)))
        .basic_auth(&sid, Some(bench.secret("auth_token")));
    assert_eq!(right.send().await.unwrap().json::<Value>().await.unwrap()["status"], "active");
}

#[actix_rt::test]
async fn a_link_opens_the_number_with_its_text() {
    let bench = bench().await;
    let opened = bench.open("sms:+15550002001?&body=%5Bref%3AABC%5D").await;
    assert_eq!(opened.status(), 200);
    assert_eq!(bench.chat().await["draft"], "[ref:ABC]");
    assert_eq!(bench.open("SMSTO:+15550002001:Hello").await.status(), 200);
    assert_eq!(bench.chat().await["draft"], "Hello");
    assert_eq!(bench.open("sms:+15550009999").await.status(), 422);
}
