//! Telegram's other side: what it takes, what it refuses, and what it tells.

use crate::desk::{Bench, START};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

const HEADER: &str = "x-telegram-bot-api-secret-token";

async fn bench() -> Bench {
    Bench::new(ChannelKind::Telegram).await
}

fn url(bench: &Bench, method: &str) -> String {
    format!("{}/bot{}/{method}", bench.host("api"), bench.secret("bot_token"))
}

async fn call(bench: &Bench, method: &str, body: &Value) -> (u16, Value) {
    let response = bench.client.post(url(bench, method)).json(body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// Ana presses Start; her chat's number.
async fn started(bench: &mut Bench) -> u64 {
    assert_eq!(bench.act(json!({ "act": "start" })).await.status(), 204);
    bench.told().await["message"]["chat"]["id"].as_u64().unwrap()
}

#[actix_rt::test]
async fn a_link_brings_its_code_with_start() {
    let mut bench = bench().await;
    let opened = bench.open("https://t.me/Hearth_Home_1_bot?start=CODE").await;
    assert_eq!(opened.status(), 200);
    assert_eq!(bench.act(json!({ "act": "start" })).await.status(), 204);
    let hook = bench.hook().await;
    assert_eq!(hook.headers[HEADER], bench.secret("secret_token"));
    let message = hook.json()["message"].clone();
    assert_eq!(message["text"], "/start CODE");
    assert_eq!(
        (&message["chat"]["type"], &message["from"]["language_code"]),
        (&json!("private"), &json!("fr"))
    );
    bench.open("https://t.me/hearth_home_1_bot?start=AGAIN").await;
    assert_eq!(bench.chat().await["draft"], "/start AGAIN");
    assert_eq!(bench.open("https://t.me/other_bot?start=A").await.status(), 422);
}

#[actix_rt::test]
async fn a_bot_writes_to_those_who_began_and_did_not_block_it() {
    let mut bench = bench().await;
    let (status, answer) = call(&bench, "sendMessage", &json!({ "chat_id": 5, "text": "Hi" })).await;
    assert_eq!((status, &answer["description"]), (400, &json!("Bad Request: chat not found")));
    let chat = started(&mut bench).await;
    let (status, answer) = call(&bench, "sendMessage", &json!({ "chat_id": chat, "text": "Hi <b>é" })).await;
    assert_eq!((status, &answer["result"]["text"]), (200, &json!("Hi <b>é")));
    assert_eq!(bench.chat().await["messages"][1]["content"]["text"], "Hi <b>é");
    for (body, words) in [
        (json!({ "chat_id": chat, "text": " " }), "message text is empty"),
        (json!({ "chat_id": chat, "text": "x".repeat(4_097) }), "message is too long"),
        (json!({ "text": "x" }), "chat_id is empty"),
        (
            json!({ "chat_id": chat, "text": "x",
                "reply_markup": { "inline_keyboard": [[{ "text": "a", "callback_data": "x".repeat(65) }]] } }),
            "BUTTON_DATA_INVALID",
        ),
    ] {
        let (status, answer) = call(&bench, "sendMessage", &body).await;
        assert_eq!((status, &answer["description"]), (400, &json!(format!("Bad Request: {words}"))));
    }
    bench.act(json!({ "act": "leave" })).await;
    let blocked = bench.told().await["my_chat_member"].clone();
    assert_eq!(blocked["new_chat_member"]["status"], "kicked");
    let (status, answer) = call(&bench, "sendMessage", &json!({ "chat_id": chat, "text": "Hi" })).await;
    assert_eq!((status, &answer["description"]), (403, &json!("Forbidden: bot was blocked by the user")));
    bench.act(json!({ "act": "return" })).await;
    assert_eq!(bench.told().await["my_chat_member"]["new_chat_member"]["status"], "member");
}

#[actix_rt::test]
async fn a_button_is_told_and_answered_once() {
    let mut bench = bench().await;
    let chat = started(&mut bench).await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Oui ✓", "callback_data": "b:1" }]] });
    let body = json!({ "chat_id": chat, "text": "Is it you?", "reply_markup": keyboard });
    let (_, answer) = call(&bench, "sendMessage", &body).await;
    let id = answer["result"]["message_id"].as_u64().unwrap().to_string();
    bench.act(json!({ "act": "press", "message": id, "button": "b:1" })).await;
    let query = bench.told().await["callback_query"].clone();
    assert_eq!((&query["data"], &query["message"]["reply_markup"]), (&json!("b:1"), &keyboard));
    let press = json!({ "callback_query_id": query["id"] });
    assert_eq!(call(&bench, "answerCallbackQuery", &press).await.0, 200);
    assert_eq!(call(&bench, "answerCallbackQuery", &press).await.0, 400);
}

#[actix_rt::test]
async fn files_go_both_ways_and_their_addresses_run_out() {
    let mut bench = bench().await;
    let chat = started(&mut bench).await;
    let media = bench.put_media("image/jpeg", "a.jpg", b"\xff\xd8\xffJPEG").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "image", "caption": "Broken" })).await;
    let message = bench.told().await["message"].clone();
    assert_eq!(message["caption"], "Broken");
    let id = message["photo"][1]["file_id"].clone();
    let (_, answer) = call(&bench, "getFile", &json!({ "file_id": id })).await;
    let path = answer["result"]["file_path"].as_str().unwrap().to_owned();
    let at = format!("{}/file/bot{}/{path}", bench.host("api"), bench.secret("bot_token"));
    let got = bench.client.get(&at).send().await.unwrap();
    assert_eq!(&got.bytes().await.unwrap()[..], b"\xff\xd8\xffJPEG");
    bench.clock.advance(Span::minutes(61));
    assert_eq!(bench.client.get(&at).send().await.unwrap().status(), 404);
    bench.switch_on(json!({ "fault": "media_gone", "times": 1 })).await;
    assert_eq!(call(&bench, "getFile", &json!({ "file_id": id })).await.0, 400);

    let part = Part::bytes(&b"\x89PNG"[..]).file_name("b.png").mime_str("image/png").unwrap();
    let form = Form::new().text("chat_id", chat.to_string()).text("caption", "Look").part("photo", part);
    let sent = bench.client.post(url(&bench, "sendPhoto")).multipart(form).send().await.unwrap();
    assert_eq!(sent.json::<Value>().await.unwrap()["result"]["caption"], "Look");
    let shown = bench.chat().await["messages"][2]["content"].clone();
    assert_eq!((&shown["media"][0]["kind"], &shown["text"]), (&json!("image"), &json!("Look")));
}

#[actix_rt::test]
async fn a_webhook_is_set_with_its_secret_and_what_it_wants() {
    let mut bench = bench().await;
    let before = bench.control("/control/accounts").await[0]["webhook"]["url"].clone();
    let (status, _) = call(&bench, "setWebhook", &json!({ "url": "http://desk.example.org/" })).await;
    assert_eq!(status, 400, "Telegram calls https only");
    let body = json!({ "url": before, "secret_token": "Of_1", "allowed_updates": ["message"] });
    assert_eq!(call(&bench, "setWebhook", &body).await.0, 200);
    started(&mut bench).await;
    bench.act(json!({ "act": "leave" })).await;
    bench.act(json!({ "act": "return" })).await;
    bench.says("still there").await;
    let hook = bench.hook().await;
    assert_eq!(hook.headers[HEADER], "Of_1");
    assert_eq!(hook.json()["message"]["text"], "still there", "of blocking nobody asked");
    let (_, info) = call(&bench, "getWebhookInfo", &json!({})).await;
    assert_eq!((&info["result"]["url"], &info["result"]["allowed_updates"]), (&before, &json!(["message"])));
    assert_eq!(call(&bench, "getUpdates", &json!({})).await.0, 409);
}

#[actix_rt::test]
async fn whoever_is_too_fast_or_unknown_is_told_so() {
    let mut bench = bench().await;
    let chat = started(&mut bench).await;
    for _ in 0..20 {
        assert_eq!(call(&bench, "sendMessage", &json!({ "chat_id": chat, "text": "Hi" })).await.0, 200);
    }
    let (status, answer) = call(&bench, "sendMessage", &json!({ "chat_id": chat, "text": "Hi" })).await;
    assert_eq!((status, answer["parameters"]["retry_after"].as_u64()), (429, Some(20)));
    bench.clock.advance(Span::seconds(20));
    assert_eq!(call(&bench, "sendMessage", &json!({ "chat_id": chat, "text": "Hi" })).await.0, 200);
    let wrong = format!("{}/bot1:no/getMe", bench.host("api"));
    assert_eq!(bench.client.get(wrong).send().await.unwrap().status(), 401);
    assert_eq!(call(&bench, "fly", &json!({})).await.0, 404);
    assert_eq!(
        call(&bench, "getMe", &json!({})).await.1["result"]["username"],
        bench.setting("bot_username")
    );
}

#[actix_rt::test]
async fn edits_reactions_and_places_are_told() {
    let mut bench = bench().await;
    let chat = started(&mut bench).await;
    bench.says("frist").await;
    let id = bench.told().await["message"]["message_id"].as_u64().unwrap();
    bench.act(json!({ "act": "edit", "message": id.to_string(), "text": "first" })).await;
    let edited = bench.told().await["edited_message"].clone();
    assert_eq!((&edited["text"], edited["message_id"].as_u64()), (&json!("first"), Some(id)));
    assert_eq!(edited["edit_date"], START / 1_000);
    let (_, sent) = call(&bench, "sendMessage", &json!({ "chat_id": chat, "text": "Hi" })).await;
    let ours = sent["result"]["message_id"].as_u64().unwrap().to_string();
    bench.act(json!({ "act": "react", "message": ours, "emoji": "❤" })).await;
    assert_eq!(bench.told().await["message_reaction"]["new_reaction"][0]["emoji"], "❤");
    bench.act(json!({ "act": "place", "latitude": 1.5, "longitude": 2.5, "name": "Café" })).await;
    assert_eq!(bench.told().await["message"]["venue"]["title"], "Café");
    call(&bench, "sendChatAction", &json!({ "chat_id": chat, "action": "typing" })).await;
    assert_eq!(bench.chat().await["typing_until"], START + 5_000);
}
