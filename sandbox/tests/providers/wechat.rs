//! WeChat's other side: what it takes, what it refuses, and what it tells.

use crate::desk::{Bench, Hook, START};
use aes::Aes256;
use aes::cipher::{Array, BlockModeDecrypt, KeyIvInit};
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cbc::Decryptor;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

/// The last character of a key has two bits to spare.
const KEYS: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

async fn bench() -> Bench {
    Bench::new(ChannelKind::Wechat).await
}

async fn token(bench: &Bench) -> String {
    let given = stable(bench, json!({})).await;
    given["access_token"].as_str().unwrap().to_owned()
}

async fn stable(bench: &Bench, more: Value) -> Value {
    let mut body = json!({ "grant_type": "client_credential", "appid": bench.setting("app_id"),
        "secret": bench.secret("app_secret") });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let url = format!("{}/cgi-bin/stable_token", bench.host("api"));
    bench.client.post(url).json(&body).send().await.unwrap().json().await.unwrap()
}

/// The answer, which always has status 200.
async fn post(bench: &Bench, token: &str, path: &str, body: &Value) -> Value {
    let url = format!("{}/cgi-bin/{path}?access_token={token}", bench.host("api"));
    let response = bench.client.post(url).json(body).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

async fn get(bench: &Bench, token: &str, path: &str) -> reqwest::Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    let url = format!("{}/cgi-bin/{path}{joint}access_token={token}", bench.host("api"));
    bench.client.get(url).send().await.unwrap()
}

fn query(hook: &Hook, name: &str) -> String {
    let mark = format!("{name}=");
    hook.query.split('&').find_map(|pair| pair.strip_prefix(&mark)).unwrap_or_default().to_owned()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).map_or("", |(_, rest)| rest.split_once(after).map_or("", |(inner, _)| inner))
}

/// The text of an element of the message that a webhook holds, decrypted by hand.
fn opened(bench: &Bench, hook: &Hook) -> String {
    let body = std::str::from_utf8(&hook.body).unwrap();
    let sealed = between(body, "<Encrypt><![CDATA[", "]]>");
    let (time, nonce) = (query(hook, "timestamp"), query(hook, "nonce"));
    let word = bench.secret("token");
    let signature = |parts: &[&str]| {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        hex::encode(Sha1::digest(parts.concat()))
    };
    assert_eq!(query(hook, "signature"), signature(&[&word, &time, &nonce]));
    assert_eq!(query(hook, "msg_signature"), signature(&[&word, &time, &nonce, sealed]));
    let key = KEYS.decode(bench.secret("encoding_aes_key")).unwrap();
    let vector: [u8; 16] = key[..16].try_into().unwrap();
    let key: [u8; 32] = key.try_into().unwrap();
    let sealed = STANDARD.decode(sealed).unwrap();
    assert_eq!(sealed.len() % 32, 0);
    let mut blocks: Vec<_> = sealed.as_chunks::<16>().0.iter().map(|block| Array::from(*block)).collect();
    Decryptor::<Aes256>::new(&key.into(), &vector.into()).decrypt_blocks(&mut blocks);
    let plain: Vec<u8> = blocks.into_iter().flatten().collect();
    let length = usize::try_from(u32::from_be_bytes(plain[16..20].try_into().unwrap())).unwrap();
    let padding = usize::from(*plain.last().unwrap());
    let app = &plain[20 + length..plain.len() - padding];
    assert_eq!(app, bench.setting("app_id").as_bytes());
    String::from_utf8(plain[20..20 + length].to_vec()).unwrap()
}

/// The next message that the account is told.
async fn told(bench: &mut Bench) -> String {
    let hook = bench.hook().await;
    opened(bench, &hook)
}

async fn said(bench: &mut Bench, text: &str) -> String {
    bench.says(text).await;
    told(bench).await
}

fn field<'a>(xml: &'a str, name: &str) -> &'a str {
    let inner = between(xml, &format!("<{name}>"), &format!("</{name}>"));
    inner.strip_prefix("<![CDATA[").and_then(|inner| inner.strip_suffix("]]>")).unwrap_or(inner)
}

fn text(xml: &str, words: &str) -> Value {
    json!({ "touser": field(xml, "FromUserName"), "msgtype": "text", "text": { "content": words } })
}

#[actix_rt::test]
async fn what_is_said_is_told_encrypted_and_signed() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "你好 é 👋").await;
    assert_eq!(field(&xml, "ToUserName"), bench.setting("original_id"));
    assert_eq!(field(&xml, "Content"), "你好 é 👋");
    assert_eq!(field(&xml, "CreateTime"), (START / 1_000).to_string());
    assert_eq!(field(&xml, "FromUserName").len(), 28);
}

#[actix_rt::test]
async fn a_stale_webhook_is_well_signed_and_a_day_old() {
    let mut bench = bench().await;
    bench.switch_on(json!({ "fault": "stale", "times": 1 })).await;
    bench.says("old").await;
    let hook = bench.hook().await;
    assert_eq!(query(&hook, "timestamp"), (START / 1_000 - 86_400).to_string());
    assert_eq!(field(&opened(&bench, &hook), "Content"), "old", "its signatures are right");
}

#[actix_rt::test]
async fn five_answers_within_two_days_and_no_more() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "hi").await;
    let mut token = token(&bench).await;
    for number in 0..5 {
        let answer = post(&bench, &token, "message/custom/send", &text(&xml, &number.to_string())).await;
        assert_eq!(answer, json!({ "errcode": 0, "errmsg": "ok" }));
    }
    let sixth = post(&bench, &token, "message/custom/send", &text(&xml, "6")).await;
    assert_eq!(sixth["errcode"], 45_047);
    said(&mut bench, "again").await;
    assert_eq!(post(&bench, &token, "message/custom/send", &text(&xml, "7")).await["errcode"], 0);
    bench.clock.advance(Span::days(2));
    token = self::token(&bench).await;
    assert_eq!(post(&bench, &token, "message/custom/send", &text(&xml, "8")).await["errcode"], 45_015);
    assert_eq!(bench.chat().await["messages"].as_array().unwrap().len(), 8);
}

#[actix_rt::test]
async fn what_wechat_would_not_take_is_refused() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "hi").await;
    let token = token(&bench).await;
    let mut nobody = text(&xml, "hi");
    nobody["touser"] = json!("onobody");
    let image =
        json!({ "touser": field(&xml, "FromUserName"), "msgtype": "image", "image": { "media_id": "none" } });
    for (body, code) in [
        (text(&xml, &"é".repeat(1_025)), 45_002),
        (text(&xml, ""), 44_004),
        (nobody, 40_003),
        (image, 40_007),
        (json!({ "touser": field(&xml, "FromUserName"), "msgtype": "hologram" }), 40_008),
    ] {
        assert_eq!(post(&bench, &token, "message/custom/send", &body).await["errcode"], code);
    }
    assert_eq!(
        post(&bench, &token, "message/custom/send", &text(&xml, &"é".repeat(1_024))).await["errcode"],
        0
    );
}

#[actix_rt::test]
async fn escapes_are_shown_as_they_stand() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "hi").await;
    let url =
        format!("{}/cgi-bin/message/custom/send?access_token={}", bench.host("api"), token(&bench).await);
    let body = format!(
        r#"{{"touser":"{}","msgtype":"text","text":{{"content":"\u4f60"}}}}"#,
        field(&xml, "FromUserName")
    );
    bench.client.post(url).body(body).send().await.unwrap();
    let chat = bench.chat().await;
    assert!(chat["messages"][1]["content"]["text"].as_str().unwrap().contains("\\u4f60"));
}

#[actix_rt::test]
async fn a_stable_token_stays_and_the_other_interface_ends_the_one_before() {
    let mut bench = bench().await;
    let first = token(&bench).await;
    assert_eq!(token(&bench).await, first, "the same, however often it is asked for");
    let forced = stable(&bench, json!({ "force_refresh": true })).await;
    assert_ne!(forced["access_token"].as_str(), Some(first.as_str()));
    assert_eq!(
        get(&bench, &first, "get_api_domain_ip").await.json::<Value>().await.unwrap()["ip_list"][0],
        "203.0.113.7"
    );
    bench.clock.advance(Span::minutes(5));
    let over: Value = get(&bench, &first, "get_api_domain_ip").await.json().await.unwrap();
    assert_eq!(over["errcode"], 42_001);
    let old = async || {
        let path = format!(
            "token?grant_type=client_credential&appid={}&secret={}",
            bench.setting("app_id"),
            bench.secret("app_secret")
        );
        let given: Value = get(&bench, "", &path).await.json().await.unwrap();
        given["access_token"].as_str().unwrap().to_owned()
    };
    let (one, two) = (old().await, old().await);
    let works = async |token: &str| get(&bench, token, "getcallbackip").await.json::<Value>().await.unwrap();
    assert!(works(&one).await["errcode"].is_number() && works(&two).await["errcode"].is_null());
    let wrong = stable(&bench, json!({ "secret": "wrong" })).await;
    assert_eq!(wrong["errcode"], 40_125);
    assert_eq!(works("").await["errcode"], 41_001);
    bench.says("still here").await;
    assert_eq!(field(&told(&mut bench).await, "MsgType"), "text");
}

#[actix_rt::test]
async fn files_go_both_ways_and_are_forgotten_after_three_days() {
    let mut bench = bench().await;
    let media = bench.put_media("image/png", "a.png", b"\x89PNG").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "image" })).await;
    let xml = told(&mut bench).await;
    assert_eq!(field(&xml, "MsgType"), "image");
    let token = token(&bench).await;
    let there = get(&bench, &token, &format!("media/get?media_id={}", field(&xml, "MediaId"))).await;
    assert_eq!(there.bytes().await.unwrap().as_ref(), b"\x89PNG");

    let url = format!("{}/cgi-bin/media/upload?access_token={token}&type=image", bench.host("api"));
    let file = Part::bytes(&b"\xff\xd8"[..]).file_name("b.jpg").mime_str("image/jpeg").unwrap();
    let sent = bench.client.post(url).multipart(Form::new().part("media", file)).send().await.unwrap();
    let id = sent.json::<Value>().await.unwrap()["media_id"].clone();
    let image =
        json!({ "touser": field(&xml, "FromUserName"), "msgtype": "image", "image": { "media_id": id } });
    assert_eq!(post(&bench, &token, "message/custom/send", &image).await["errcode"], 0);
    bench.clock.advance(Span::days(3));
    let token = self::token(&bench).await;
    let gone: Value = get(&bench, &token, &format!("media/get?media_id={}", field(&xml, "MediaId")))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(gone["errcode"], 40_007);
}

#[actix_rt::test]
async fn a_video_is_answered_by_where_it_is() {
    let mut bench = bench().await;
    let media = bench.put_media("video/mp4", "a.mp4", b"film").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "video" })).await;
    let xml = told(&mut bench).await;
    let token = token(&bench).await;
    let there: Value = get(&bench, &token, &format!("media/get?media_id={}", field(&xml, "MediaId")))
        .await
        .json()
        .await
        .unwrap();
    let film = bench.client.get(there["video_url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(film.bytes().await.unwrap().as_ref(), b"film");
}

#[actix_rt::test]
async fn a_scanned_code_comes_back_when_the_person_follows_or_does_already() {
    let mut bench = bench().await;
    let token = token(&bench).await;
    let ask = json!({ "expire_seconds": 600, "action_name": "QR_STR_SCENE",
        "action_info": { "scene": { "scene_str": "CODE" } } });
    let made = post(&bench, &token, "qrcode/create", &ask).await;
    let url = made["url"].as_str().unwrap().to_owned();
    assert!(bench.open(&url).await.status().is_success());
    bench.act(json!({ "act": "start" })).await;
    let xml = told(&mut bench).await;
    assert_eq!((field(&xml, "Event"), field(&xml, "EventKey")), ("subscribe", "qrscene_CODE"));
    for number in 0..4 {
        let answer = post(&bench, &token, "message/custom/send", &text(&xml, "welcome")).await;
        assert_eq!(answer["errcode"], if number < 3 { 0 } else { 45_047 }, "three for an event");
    }
    bench.open(&url).await;
    let xml = told(&mut bench).await;
    assert_eq!((field(&xml, "Event"), field(&xml, "EventKey")), ("SCAN", "CODE"));
    bench.clock.advance(Span::minutes(1));
    let late = post(&bench, &token, "message/custom/send", &text(&xml, "late")).await;
    assert_eq!(late["errcode"], 45_015, "within a minute");
}

#[actix_rt::test]
async fn words_of_a_menu_are_tapped() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "hi").await;
    let menu = json!({ "touser": field(&xml, "FromUserName"), "msgtype": "msgmenu", "msgmenu": {
        "head_content": "Shall we?", "tail_content": "",
        "list": [{ "id": "101", "content": "Yes" }, { "id": "102", "content": "No" }] } });
    assert_eq!(post(&bench, &token(&bench).await, "message/custom/send", &menu).await["errcode"], 0);
    let shown = bench.chat().await["messages"][1].clone();
    assert_eq!(shown["content"]["text"], "Shall we?");
    bench.act(json!({ "act": "press", "message": shown["id"], "button": "102" })).await;
    let xml = told(&mut bench).await;
    assert_eq!((field(&xml, "Content"), field(&xml, "bizmsgmenuid")), ("No", "102"));
}

#[actix_rt::test]
async fn who_unfollows_cannot_be_written_to() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "hi").await;
    let token = token(&bench).await;
    let of = field(&xml, "FromUserName");
    let user: Value = get(&bench, &token, &format!("user/info?openid={of}")).await.json().await.unwrap();
    assert_eq!(
        (user["subscribe"].as_u64(), user["language"].as_str(), user["nickname"].as_str()),
        (Some(1), Some("fr_FR"), Some(""))
    );
    bench.act(json!({ "act": "leave" })).await;
    assert_eq!(field(&told(&mut bench).await, "Event"), "unsubscribe");
    assert_eq!(post(&bench, &token, "message/custom/send", &text(&xml, "x")).await["errcode"], 43_004);
    let user: Value = get(&bench, &token, &format!("user/info?openid={of}")).await.json().await.unwrap();
    assert_eq!(user["subscribe"], 0);
}

#[actix_rt::test]
async fn a_webhook_that_fails_is_tried_three_times_more() {
    let mut bench = bench().await;
    bench.answer_next(&[500, 500, 500]);
    bench.says("hi").await;
    let mut bodies = Vec::new();
    for _ in 0..4 {
        bodies.push(bench.hook().await.body);
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]));
}

#[actix_rt::test]
async fn typing_is_shown() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "hi").await;
    let typing = |command: &str| json!({ "touser": field(&xml, "FromUserName"), "command": command });
    let token = token(&bench).await;
    assert_eq!(post(&bench, &token, "message/custom/typing", &typing("Typing")).await["errcode"], 0);
    assert_eq!(bench.chat().await["typing_until"].as_u64(), Some(START + 15_000));
    assert_eq!(post(&bench, &token, "message/custom/typing", &typing("CancelTyping")).await["errcode"], 0);
    assert!(bench.chat().await["typing_until"].is_null());
    assert_eq!(post(&bench, &token, "message/custom/typing", &typing("Sing")).await["errcode"], 45_080);
}

#[actix_rt::test]
async fn it_fails_as_wechat_fails() {
    let mut bench = bench().await;
    let xml = said(&mut bench, "hi").await;
    let token = token(&bench).await;
    for (fault, code) in [
        (json!({ "fault": "throttled" }), 45_011),
        (json!({ "fault": "server_error" }), -1),
        (json!({ "fault": "revoked" }), 40_001),
        (json!({ "fault": "refused", "code": "45009" }), 45_009),
        (json!({ "fault": "fails", "code": "45015" }), 45_015),
    ] {
        let mut once = fault;
        once["times"] = json!(1);
        bench.switch_on(once).await;
        let answer = post(&bench, &token, "message/custom/send", &text(&xml, "x")).await;
        assert_eq!(answer["errcode"], code);
    }
}
