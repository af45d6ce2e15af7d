//! Messenger's and Instagram's other side.

use crate::desk::{Bench, START};
use frontdesk_model::channel::ChannelKind::{Instagram, Messenger};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

const DAY: u64 = 24 * 60 * 60 * 1_000;

async fn post(bench: &Bench, path: &str, body: &Value) -> (u16, Value) {
    let url = format!("{}/{path}?access_token={}", bench.host("graph"), bench.secret("access_token"));
    let response = bench.client.post(url).json(body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn get(bench: &Bench, path: &str) -> Value {
    let url = format!("{}/{path}", bench.host("graph"));
    let request = bench.client.get(url).bearer_auth(bench.secret("access_token"));
    request.send().await.unwrap().json().await.unwrap()
}

/// What happened in the thread, as the next webhook tells it.
async fn happened(bench: &mut Bench) -> Value {
    let told = bench.told().await;
    assert_eq!(told["entry"].as_array().unwrap().len(), 1);
    told["entry"][0]["messaging"][0].clone()
}

/// Ana says something; the id by which the page knows her.
async fn wrote(bench: &mut Bench) -> String {
    bench.says("hi").await;
    happened(bench).await["sender"]["id"].as_str().unwrap().to_owned()
}

fn to(person: &str, message: Value) -> Value {
    json!({ "recipient": { "id": person }, "messaging_type": "RESPONSE", "message": message })
}

fn code(answer: &(u16, Value)) -> (u16, u64, Option<u64>) {
    let error = &answer.1["error"];
    (answer.0, error["code"].as_u64().unwrap(), error["error_subcode"].as_u64())
}

#[actix_rt::test]
async fn messenger_tells_echo_delivery_and_a_watermark_of_what_was_read() {
    let mut bench = Bench::new(Messenger).await;
    bench.says("Γεια").await;
    let told = bench.told().await;
    assert_eq!(
        (told["object"].as_str(), &told["entry"][0]["id"]),
        (Some("page"), &json!(bench.setting("page_id")))
    );
    let said = &told["entry"][0]["messaging"][0];
    assert_eq!((said["message"]["text"].as_str(), said["timestamp"].as_u64()), (Some("Γεια"), Some(START)));
    assert_eq!(said["recipient"]["id"], bench.setting("page_id"));
    let person = said["sender"]["id"].as_str().unwrap();
    let (status, answer) =
        post(&bench, "me/messages", &to(person, json!({ "text": "hello", "metadata": "ours" }))).await;
    assert_eq!((status, answer["recipient_id"].as_str()), (200, Some(person)));
    let echo = happened(&mut bench).await;
    assert_eq!(
        (&echo["sender"]["id"], &echo["recipient"]["id"]),
        (&json!(bench.setting("page_id")), &json!(person))
    );
    assert_eq!(
        (echo["message"]["is_echo"].as_bool(), echo["message"]["metadata"].as_str()),
        (Some(true), Some("ours"))
    );
    assert_eq!(happened(&mut bench).await["delivery"]["mids"], json!([answer["message_id"]]));
    bench.clock.advance(Span::seconds(9));
    bench.act(json!({ "act": "read" })).await;
    assert_eq!(happened(&mut bench).await["read"], json!({ "watermark": START + 9_000 }));
}

#[actix_rt::test]
async fn instagram_tells_the_one_that_was_seen_and_no_delivery() {
    let mut bench = Bench::new(Instagram).await;
    let person = wrote(&mut bench).await;
    let path = format!("{}/messages", bench.setting("instagram_id"));
    let body = json!({ "recipient": { "id": person }, "message": { "text": "hello" } });
    let id = post(&bench, &path, &body).await.1["message_id"].clone();
    let echo = happened(&mut bench).await;
    assert_eq!((echo["message"]["is_echo"].as_bool(), &echo["message"]["mid"]), (Some(true), &id));
    bench.act(json!({ "act": "read" })).await;
    assert_eq!(happened(&mut bench).await["read"], json!({ "mid": id }));
}

#[actix_rt::test]
async fn after_a_day_only_a_humans_tag_arrives_and_after_a_week_none() {
    for (kind, subcode) in [(Messenger, 2_018_278), (Instagram, 2_534_022)] {
        let mut bench = Bench::new(kind).await;
        let person = wrote(&mut bench).await;
        bench.age_chat(DAY).await;
        let plain = to(&person, json!({ "text": "late" }));
        assert_eq!(code(&post(&bench, "me/messages", &plain).await), (400, 10, Some(subcode)));
        let mut tagged = plain.clone();
        tagged["messaging_type"] = json!("MESSAGE_TAG");
        assert_eq!(code(&post(&bench, "me/messages", &tagged).await).1, 100, "which tag?");
        tagged["tag"] = json!("ACCOUNT_UPDATE");
        assert_eq!(code(&post(&bench, "me/messages", &tagged).await).1, 100, "this one is dead");
        tagged["tag"] = json!("HUMAN_AGENT");
        assert_eq!(post(&bench, "me/messages", &tagged).await.0, 200);
        bench.age_chat(6 * DAY).await;
        assert_eq!(code(&post(&bench, "me/messages", &tagged).await), (400, 10, Some(subcode)));
    }
}

#[actix_rt::test]
async fn a_text_is_measured_in_characters_here_and_in_bytes_there() {
    for (kind, longest, too_long) in
        [(Messenger, "é".repeat(2_000), "é".repeat(2_001)), (Instagram, "é".repeat(500), "é".repeat(501))]
    {
        let mut bench = Bench::new(kind).await;
        let person = wrote(&mut bench).await;
        assert_eq!(post(&bench, "me/messages", &to(&person, json!({ "text": longest }))).await.0, 200);
        let refused = post(&bench, "me/messages", &to(&person, json!({ "text": too_long }))).await;
        assert_eq!(code(&refused), (400, 100, None));
    }
}

#[actix_rt::test]
async fn wrong_bodies_get_the_providers_codes() {
    let mut bench = Bench::new(Messenger).await;
    let person = wrote(&mut bench).await;
    let template = |payload: Value| json!({ "attachment": { "type": "template", "payload": payload } });
    let many: Vec<Value> =
        (0..14).map(|n| json!({ "content_type": "text", "title": n.to_string(), "payload": "p" })).collect();
    for (body, wanted) in [
        (json!({ "message": { "text": "x" } }), (400, 100, None)),
        (to("123", json!({ "text": "x" })), (400, 100, Some(2_018_001))),
        (to(&person, json!({})), (400, 100, None)),
        (to(&person, json!({ "text": "x", "attachment": {} })), (400, 100, None)),
        (to(&person, json!({ "text": "x", "quick_replies": many })), (400, 100, None)),
        (
            to(&person, json!({ "attachment": { "type": "image", "payload": { "attachment_id": "9" } } })),
            (400, 100, Some(2_018_074)),
        ),
        (to(&person, template(json!({ "template_type": "generic", "elements": [] }))), (400, 100, None)),
        (
            to(&person, template(json!({ "template_type": "button", "text": "x", "buttons": [] }))),
            (400, 100, None),
        ),
        (json!({ "recipient": { "id": person }, "sender_action": "dance" }), (400, 100, None)),
    ] {
        assert_eq!(code(&post(&bench, "me/messages", &body).await), wanted, "{body}");
    }
    let url = format!("{}/me/messages?access_token=other", bench.host("graph"));
    let refused = bench.client.post(url).json(&to(&person, json!({ "text": "x" }))).send().await.unwrap();
    assert_eq!(
        (refused.status().as_u16(), refused.json::<Value>().await.unwrap()["error"]["code"].as_u64()),
        (401, Some(190))
    );
    bench.act(json!({ "act": "leave" })).await;
    let gone = post(&bench, "me/messages", &to(&person, json!({ "text": "x" }))).await;
    assert_eq!(code(&gone), (400, 551, Some(1_545_041)));
}

#[actix_rt::test]
async fn what_is_pressed_comes_back_as_reply_or_postback() {
    let mut bench = Bench::new(Messenger).await;
    let person = wrote(&mut bench).await;
    let ask = json!({ "text": "Pick", "quick_replies": [{ "content_type": "text", "title": "Yes", "payload": "P1" }] });
    let id = post(&bench, "me/messages", &to(&person, ask)).await.1["message_id"].clone();
    happened(&mut bench).await;
    happened(&mut bench).await;
    bench.act(json!({ "act": "press", "message": id, "button": "P1" })).await;
    let said = happened(&mut bench).await["message"].clone();
    assert_eq!((said["text"].as_str(), said["quick_reply"]["payload"].as_str()), (Some("Yes"), Some("P1")));
    let card = json!({ "attachment": { "type": "template", "payload": { "template_type": "generic",
        "elements": [{ "title": "Stove", "subtitle": "warm", "buttons": [{ "type": "postback", "title": "Buy", "payload": "B1" }] }] } } });
    let id = post(&bench, "me/messages", &to(&person, card)).await.1["message_id"].clone();
    happened(&mut bench).await;
    happened(&mut bench).await;
    assert_eq!(bench.chat().await["messages"][3]["content"]["cards"][0]["title"], "Stove");
    bench.act(json!({ "act": "press", "message": id, "button": "B1" })).await;
    let pressed = happened(&mut bench).await["postback"].clone();
    assert_eq!((pressed["title"].as_str(), pressed["payload"].as_str()), (Some("Buy"), Some("B1")));
}

#[actix_rt::test]
async fn a_link_into_a_new_thread_waits_for_get_started_and_into_an_old_one_tells_at_once() {
    let mut bench = Bench::new(Messenger).await;
    let link = format!("https://m.me/{}?ref=CODE1", bench.setting("page_username"));
    assert_eq!(bench.chat().await["start"], Value::Null, "the page has no such button yet");
    assert_eq!(bench.act(json!({ "act": "start" })).await.status(), 422);
    let set = json!({ "get_started": { "payload": "begin" } });
    assert_eq!(post(&bench, "me/messenger_profile", &set).await.1, json!({ "result": "success" }));
    assert_eq!(get(&bench, "me/messenger_profile?fields=get_started").await["data"], json!([set]));
    assert_eq!(bench.open(&link).await.status(), 200);
    assert_eq!(bench.chat().await["start"], "Get Started");
    bench.act(json!({ "act": "start" })).await;
    let begun = happened(&mut bench).await["postback"].clone();
    assert_eq!(begun["payload"], "begin");
    assert_eq!(begun["referral"], json!({ "ref": "CODE1", "source": "SHORTLINK", "type": "OPEN_THREAD" }));
    bench.age_chat(2 * DAY).await;
    assert_eq!(bench.open(&link.replace("CODE1", "CODE2")).await.status(), 200);
    let back = happened(&mut bench).await;
    assert_eq!(back["referral"]["ref"], "CODE2");
    let person = back["sender"]["id"].as_str().unwrap();
    let answered = post(&bench, "me/messages", &to(person, json!({ "text": "welcome back" }))).await;
    assert_eq!(answered.0, 200, "the link opened the window anew");
}

#[actix_rt::test]
async fn instagram_keeps_a_reference_only_for_an_ice_breaker() {
    let mut bench = Bench::new(Instagram).await;
    let link = format!("https://ig.me/m/{}?ref=CODE1", bench.setting("username"));
    bench.open(&link).await;
    bench.says("typed first").await;
    let said = happened(&mut bench).await;
    assert!(said["message"]["referral"].is_null() && said["referral"].is_null());
    bench.open(&link).await;
    assert_eq!(happened(&mut bench).await["referral"]["source"], "IGME-SOURCE-LINK");
    let breakers = json!({ "ice_breakers": [{ "call_to_actions": [{ "question": "Where is my order?", "payload": "Q1" }] }] });
    post(&bench, "me/messenger_profile", &breakers).await;
    let emma = json!({ "person": "emma", "url": link });
    let open = format!("{}/phone/api/open", bench.sandbox.base_url());
    assert_eq!(bench.client.post(open).json(&emma).send().await.unwrap().status(), 200);
    let press = json!({ "account": "instagram-1", "person": "emma", "act": "press", "message": "opener", "button": "Q1" });
    let act = format!("{}/phone/api/act", bench.sandbox.base_url());
    assert_eq!(bench.client.post(act).json(&press).send().await.unwrap().status(), 204);
    let begun = happened(&mut bench).await["postback"].clone();
    assert_eq!((begun["payload"].as_str(), begun["referral"]["ref"].as_str()), (Some("Q1"), Some("CODE1")));
}

#[actix_rt::test]
async fn files_go_both_ways_and_their_addresses_run_out() {
    let mut bench = Bench::new(Messenger).await;
    let media = bench.put_media("image/png", "a.png", b"\x89PNG").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "image", "caption": "look" })).await;
    let said = happened(&mut bench).await;
    let url = said["message"]["attachments"][0]["payload"]["url"].as_str().unwrap().to_owned();
    assert_eq!(happened(&mut bench).await["message"]["text"], "look");
    assert_eq!(&bench.client.get(&url).send().await.unwrap().bytes().await.unwrap()[..], b"\x89PNG");
    bench.clock.advance(Span::minutes(60));
    assert_eq!(bench.client.get(&url).send().await.unwrap().status(), 403);
    let form = "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n{\"attachment\":{\"type\":\"file\",\"payload\":{\"is_reusable\":true}}}\r\n--b\r\n\
        Content-Disposition: form-data; name=\"filedata\"; filename=\"bill.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n";
    let upload = format!("{}/me/message_attachments", bench.host("graph"));
    let upload = bench.client.post(upload).bearer_auth(bench.secret("access_token"));
    let made =
        upload.header("content-type", "multipart/form-data; boundary=b").body(form).send().await.unwrap();
    let id = made.json::<Value>().await.unwrap()["attachment_id"].clone();
    let person = said["sender"]["id"].as_str().unwrap();
    let file = json!({ "attachment": { "type": "file", "payload": { "attachment_id": id } } });
    assert_eq!(post(&bench, "me/messages", &to(person, file)).await.0, 200);
    assert_eq!(bench.chat().await["messages"][2]["content"]["media"][0]["name"], "bill.pdf");
}

#[actix_rt::test]
async fn people_react_edit_and_unsend() {
    let mut bench = Bench::new(Messenger).await;
    wrote(&mut bench).await;
    let mid = bench.chat().await["messages"][0]["id"].clone();
    bench.act(json!({ "act": "react", "message": mid, "emoji": "❤️" })).await;
    let reaction = happened(&mut bench).await["reaction"].clone();
    assert_eq!(reaction, json!({ "mid": mid, "action": "react", "reaction": "love", "emoji": "❤️" }));
    bench.act(json!({ "act": "react", "message": mid })).await;
    assert_eq!(happened(&mut bench).await["reaction"]["action"], "unreact");
    for number in 1..=5 {
        bench.act(json!({ "act": "edit", "message": mid, "text": "hello" })).await;
        let edit = happened(&mut bench).await["message_edit"].clone();
        assert_eq!((edit["text"].as_str(), edit["num_edit"].as_u64()), (Some("hello"), Some(number)));
    }
    assert_eq!(bench.act(json!({ "act": "edit", "message": mid, "text": "x" })).await.status(), 422);
    assert_eq!(
        bench.chat().await["messages"][0]["content"]["text"],
        "hello",
        "what was refused is not shown"
    );
    assert_eq!(bench.act(json!({ "act": "unsend", "message": mid })).await.status(), 422);
    let mut instagram = Bench::new(Instagram).await;
    wrote(&mut instagram).await;
    let mid = instagram.chat().await["messages"][0]["id"].clone();
    instagram.act(json!({ "act": "unsend", "message": mid })).await;
    assert_eq!(happened(&mut instagram).await["message"], json!({ "mid": mid, "is_deleted": true }));
    assert_eq!(instagram.act(json!({ "act": "sticker", "name": "cat" })).await.status(), 422);
}

#[actix_rt::test]
async fn a_token_of_instagram_is_made_to_last() {
    let bench = Bench::new(Instagram).await;
    let host = bench.host("instagram").replace("/v25.0", "");
    let ask = async |token: &str| {
        let url = format!("{host}/refresh_access_token?grant_type=ig_refresh_token&access_token={token}");
        bench.client.get(url).send().await.unwrap().json::<Value>().await.unwrap()
    };
    let token = bench.secret("access_token");
    let renewed = ask(&token).await;
    assert_eq!((&renewed["access_token"], renewed["expires_in"].as_u64()), (&json!(token), Some(5_184_000)));
    assert_eq!(ask("other").await["error"]["code"], 190);
}

#[actix_rt::test]
async fn profiles_are_of_those_who_wrote() {
    let mut bench = Bench::new(Instagram).await;
    let person = wrote(&mut bench).await;
    let profile = get(&bench, &format!("{person}?fields=name,username,profile_pic")).await;
    assert_eq!((profile["name"].as_str(), profile["username"].as_str()), (Some("Ana Duarte"), Some("ana")));
    let picture = bench.client.get(profile["profile_pic"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/webp");
    assert_eq!(get(&bench, "12345?fields=name").await["error"]["code"], 100);
    assert_eq!(get(&bench, "me?fields=user_id,username").await["user_id"], bench.setting("instagram_id"));
}

#[actix_rt::test]
async fn only_fields_that_are_subscribed_are_told_and_an_hour_of_failures_ends_all() {
    let mut bench = Bench::new(Messenger).await;
    let apps = format!("{}/subscribed_apps", bench.setting("page_id"));
    let fields = json!({ "subscribed_fields": "messages,messaging_postbacks" });
    assert_eq!(post(&bench, &apps, &fields).await.1, json!({ "success": true }));
    let person = wrote(&mut bench).await;
    post(&bench, "me/messages", &to(&person, json!({ "text": "no echo, no delivery" }))).await;
    bench.says("next").await;
    assert_eq!(happened(&mut bench).await["message"]["text"], "next");
    bench.answer_next(&[500; 3]);
    bench.says("fails").await;
    bench.told().await;
    bench.told().await;
    bench.settled(4).await;
    bench.clock.advance(Span::minutes(60));
    bench.told().await;
    // The answer to the last one is settled before the provider can say so.
    while get(&bench, &apps).await["data"] != json!([]) {}
    bench.says("nobody hears this").await;
    // Whoever subscribes before it is dropped hears it after all.
    while bench.control("/control/hooks").await["lost"] != json!(2) {}
    post(&bench, &apps, &fields).await;
    bench.says("back").await;
    assert_eq!(happened(&mut bench).await["message"]["text"], "back");
    assert_eq!(bench.control("/control/hooks").await["lost"], 2);
}

#[actix_rt::test]
async fn typing_is_shown_and_ends() {
    let mut bench = Bench::new(Messenger).await;
    let person = wrote(&mut bench).await;
    let signal = |action: &str| json!({ "recipient": { "id": person }, "sender_action": action });
    assert_eq!(post(&bench, "me/messages", &signal("typing_on")).await.0, 200);
    assert_eq!(bench.chat().await["typing_until"], START + 20_000);
    post(&bench, "me/messages", &signal("mark_seen")).await;
    assert_eq!(bench.chat().await["messages"][0]["state"], "read");
    post(&bench, "me/messages", &signal("typing_off")).await;
    assert_eq!(bench.chat().await["typing_until"], Value::Null);
}
