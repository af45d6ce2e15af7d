//! `WhatsApp`'s other side: what it takes, what it refuses, and what it tells.

use crate::desk::{Bench, START};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const DAY: u64 = 24 * 60 * 60 * 1_000;

async fn bench() -> Bench {
    Bench::new(ChannelKind::Whatsapp).await
}

async fn send(bench: &Bench, body: &Value) -> (u16, Value) {
    let url = format!("{}/{}/messages", bench.host("graph"), bench.setting("phone_number_id"));
    let request = bench.client.post(url).bearer_auth(bench.secret("access_token")).json(body);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

fn text(body: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "to": "15551230001",
        "type": "text", "text": { "body": body }, "biz_opaque_callback_data": "ours" })
}

fn value(hook: &Value) -> Value {
    hook["entry"][0]["changes"][0]["value"].clone()
}

async fn status(bench: &mut Bench) -> Value {
    value(&bench.told().await)["statuses"][0].clone()
}

#[actix_rt::test]
async fn what_is_said_is_told_signed_and_escaped() {
    let mut bench = bench().await;
    bench.says("Où est ma commande / 42 ?").await;
    let hook = bench.hook().await;
    assert_eq!((hook.method.as_str(), hook.query.as_str()), ("POST", "tenant=a"));
    assert!(hook.body.is_ascii() && hook.body.windows(6).any(|window| window == b"\\u00f9"));
    let mut mac = Hmac::<Sha256>::new_from_slice(bench.secret("app_secret").as_bytes()).unwrap();
    mac.update(&hook.body);
    let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    assert_eq!(hook.headers["x-hub-signature-256"], signature);
    let told = hook.json();
    assert_eq!(told["object"], "whatsapp_business_account");
    assert_eq!(told["entry"][0]["id"], bench.setting("waba_id"));
    let value = value(&told);
    assert_eq!(value["metadata"]["phone_number_id"], bench.setting("phone_number_id"));
    assert_eq!(value["contacts"][0]["profile"]["name"], "Ana Duarte");
    assert_eq!(value["contacts"][0]["wa_id"], "15551230001");
    let message = &value["messages"][0];
    assert_eq!(message["from"], "15551230001");
    assert_eq!(message["from_user_id"], value["contacts"][0]["user_id"]);
    assert_eq!(message["timestamp"], (START / 1_000).to_string());
    assert_eq!(message["text"]["body"], "Où est ma commande / 42 ?");
}

#[actix_rt::test]
async fn an_answer_is_sent_delivered_and_read_when_the_phone_shows_it() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    let (code, answer) = send(&bench, &text("hello")).await;
    assert_eq!((code, answer["contacts"][0]["wa_id"].as_str()), (200, Some("15551230001")));
    let id = answer["messages"][0]["id"].clone();
    for word in ["sent", "delivered"] {
        let status = status(&mut bench).await;
        assert_eq!((&status["id"], status["status"].as_str()), (&id, Some(word)));
        assert_eq!(status["biz_opaque_callback_data"], "ours");
    }
    let chat = bench.chat().await;
    assert_eq!(
        (chat["unread"].as_u64(), chat["messages"][1]["content"]["text"].as_str()),
        (Some(1), Some("hello"))
    );
    bench.act(json!({ "act": "read" })).await;
    assert_eq!(status(&mut bench).await["status"], "read");
    assert_eq!(bench.chat().await["unread"], 0);
    // Seeing it twice tells nothing new.
    bench.act(json!({ "act": "read" })).await;
    bench.says("thanks").await;
    assert_eq!(value(&bench.told().await)["messages"][0]["text"]["body"], "thanks");
}

#[actix_rt::test]
async fn outside_the_window_only_a_template_arrives() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    bench.age_chat(DAY).await;
    assert_eq!(send(&bench, &text("too late")).await.0, 200, "it is taken, and fails afterwards");
    let failed = status(&mut bench).await;
    assert_eq!(
        (failed["status"].as_str(), failed["errors"][0]["code"].as_u64()),
        (Some("failed"), Some(131_047))
    );
    let template = |parameters: Value| {
        json!({ "messaging_product": "whatsapp", "to": "15551230001", "type": "template",
            "template": { "name": "order_update", "language": { "code": "en_US" },
                "components": [{ "type": "body", "parameters": parameters }] } })
    };
    let (code, error) = send(&bench, &template(json!([]))).await;
    assert_eq!((code, error["error"]["code"].as_u64()), (400, Some(132_000)));
    let given = json!([{ "type": "text", "text": "Ana" }, { "type": "text", "text": "42" }]);
    assert_eq!(send(&bench, &template(given)).await.0, 200);
    assert_eq!(status(&mut bench).await["status"], "sent");
    let shown = bench.chat().await["messages"][1]["content"]["text"].as_str().unwrap().to_owned();
    assert!(shown.starts_with("Hello Ana, there is news of your order 42."), "{shown}");
}

#[actix_rt::test]
async fn wrong_bodies_get_the_providers_codes() {
    let bench = bench().await;
    let with = |name: &str, of: Value| {
        let mut body = text("x");
        body[name] = of;
        body
    };
    let long = "x".repeat(4_097);
    let button = |title: &str| json!({ "type": "reply", "reply": { "id": title, "title": title } });
    let interactive = |of: Value| {
        with("interactive", of)
            .as_object()
            .map(|body| {
                let mut body = body.clone();
                body.insert("type".into(), json!("interactive"));
                Value::Object(body)
            })
            .unwrap()
    };
    let rows: Vec<Value> = (0..11).map(|n| json!({ "id": n.to_string(), "title": "row" })).collect();
    for (body, code) in [
        (with("messaging_product", json!("sms")), 100),
        (with("to", Value::Null), 100),
        (with("to", json!("19995550000")), 131_026),
        (with("type", json!("poem")), 131_008),
        (with("text", json!({})), 131_008),
        (with("text", json!({ "body": long })), 131_009),
        (with("context", json!({})), 131_008),
        (
            interactive(json!({ "type": "button", "body": { "text": "?" }, "action": { "buttons": [] } })),
            131_009,
        ),
        (
            interactive(json!({ "type": "button", "body": { "text": "?" },
            "action": { "buttons": [button("a title of 21 chars..")] } })),
            131_009,
        ),
        (
            interactive(json!({ "type": "button", "body": { "text": "?" },
            "action": { "buttons": [button("a"), button("a")] } })),
            131_009,
        ),
        (
            interactive(json!({ "type": "list", "body": { "text": "?" },
            "action": { "button": "Menu", "sections": [{ "rows": rows }] } })),
            131_009,
        ),
    ] {
        let (status, answer) = send(&bench, &body).await;
        assert_eq!((status, answer["error"]["code"].as_u64()), (400, Some(code)), "{body}");
        assert!(answer["error"]["fbtrace_id"].is_string());
    }
}

#[actix_rt::test]
async fn a_token_that_is_not_the_accounts_or_was_revoked_is_190() {
    let bench = bench().await;
    let url = format!("{}/{}/messages", bench.host("graph"), bench.setting("phone_number_id"));
    let response = bench.client.post(&url).bearer_auth("other").json(&text("x")).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(response.json::<Value>().await.unwrap()["error"]["code"], 190);
    bench.switch_on(json!({ "fault": "revoked" })).await;
    let (status, answer) = send(&bench, &text("x")).await;
    assert_eq!((status, answer["error"]["code"].as_u64()), (401, Some(190)));
}

#[actix_rt::test]
async fn one_pair_has_its_own_rate() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    for number in 1..=45 {
        assert_eq!(send(&bench, &text("x")).await.0, 200, "{number}");
    }
    let (status, answer) = send(&bench, &text("x")).await;
    assert_eq!((status, answer["error"]["code"].as_u64()), (429, Some(131_056)));
    bench.clock.advance(Span::seconds(270));
    assert_eq!(send(&bench, &text("x")).await.0, 200);
}

#[actix_rt::test]
async fn buttons_and_lists_come_back_as_what_was_pressed() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    let ask = |of: Value| json!({ "messaging_product": "whatsapp", "to": "15551230001", "type": "interactive", "interactive": of });
    let buttons = ask(json!({ "type": "button", "body": { "text": "Pick" },
        "action": { "buttons": [{ "type": "reply", "reply": { "id": "b1", "title": "Yes" } }] } }));
    let id = send(&bench, &buttons).await.1["messages"][0]["id"].clone();
    bench.told().await;
    bench.told().await;
    assert_eq!(bench.act(json!({ "act": "press", "message": id, "button": "b1" })).await.status(), 204);
    let message = value(&bench.told().await)["messages"][0].clone();
    assert_eq!(
        message["interactive"],
        json!({ "type": "button_reply", "button_reply": { "id": "b1", "title": "Yes" } })
    );
    assert_eq!(message["context"]["id"], id);
    let list = ask(json!({ "type": "list", "body": { "text": "Pick" }, "action": { "button": "Menu",
        "sections": [{ "title": "A", "rows": [{ "id": "r1", "title": "Row", "description": "d" }] }] } }));
    let id = send(&bench, &list).await.1["messages"][0]["id"].clone();
    bench.told().await;
    bench.told().await;
    bench.act(json!({ "act": "press", "message": id, "button": "r1" })).await;
    let message = value(&bench.told().await)["messages"][0].clone();
    let reply = json!({ "id": "r1", "title": "Row", "description": "d" });
    assert_eq!(message["interactive"], json!({ "type": "list_reply", "list_reply": reply }));
}

#[actix_rt::test]
async fn a_file_is_got_with_the_token_and_for_five_minutes() {
    let mut bench = bench().await;
    let media = bench.put_media("image/png", "a.png", b"\x89PNG-not-really").await;
    bench.act(json!({ "act": "media", "media": media, "kind": "image", "caption": "look" })).await;
    let message = value(&bench.told().await)["messages"][0].clone();
    assert_eq!(
        (message["type"].as_str(), message["image"]["caption"].as_str()),
        (Some("image"), Some("look"))
    );
    let url = format!("{}/{}", bench.host("graph"), message["image"]["id"].as_str().unwrap());
    let token = bench.secret("access_token");
    let described: Value =
        bench.client.get(&url).bearer_auth(&token).send().await.unwrap().json().await.unwrap();
    assert_eq!(described["mime_type"], "image/png");
    let address = described["url"].as_str().unwrap();
    assert_eq!(bench.client.get(address).send().await.unwrap().status(), 401);
    let got = bench.client.get(address).bearer_auth(&token).send().await.unwrap();
    assert_eq!(&got.bytes().await.unwrap()[..], b"\x89PNG-not-really");
    bench.clock.advance(Span::minutes(5));
    assert_eq!(bench.client.get(address).bearer_auth(&token).send().await.unwrap().status(), 404);
    bench.switch_on(json!({ "fault": "media_gone", "times": 1 })).await;
    assert_eq!(bench.client.get(&url).bearer_auth(&token).send().await.unwrap().status(), 400);
}

#[actix_rt::test]
async fn an_upload_is_shown_in_the_chat() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    let url = format!("{}/{}/media", bench.host("graph"), bench.setting("phone_number_id"));
    let upload = |media_type: &str| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--b\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"bill.pdf\"\r\nContent-Type: {media_type}\r\n\r\n%PDF\r\n--b--\r\n"
        );
        let request = bench.client.post(&url).bearer_auth(bench.secret("access_token"));
        request.header("content-type", "multipart/form-data; boundary=b").body(body).send()
    };
    assert_eq!(upload("video/avi").await.unwrap().status(), 400);
    let id = upload("application/pdf").await.unwrap().json::<Value>().await.unwrap()["id"].clone();
    let mut body = text("");
    body["type"] = json!("document");
    body["document"] = json!({ "id": id, "filename": "Your bill.pdf", "caption": "here" });
    assert_eq!(send(&bench, &body).await.0, 200);
    let content = bench.chat().await["messages"][1]["content"].clone();
    assert_eq!(
        (content["text"].as_str(), content["media"][0]["name"].as_str()),
        (Some("here"), Some("Your bill.pdf"))
    );
    let shown = format!("{}{}", bench.sandbox.base_url(), content["media"][0]["url"].as_str().unwrap());
    let shown = bench.client.get(shown).send().await.unwrap();
    assert_eq!(
        shown.headers()["content-disposition"],
        "attachment",
        "what people send is not shown as a page"
    );
    body["document"] = json!({ "id": "1" });
    assert_eq!(send(&bench, &body).await.0, 400);
}

#[actix_rt::test]
async fn read_and_typing_are_one_call() {
    let mut bench = bench().await;
    bench.says("hi").await;
    let id = value(&bench.told().await)["messages"][0]["id"].clone();
    let body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id,
        "typing_indicator": { "type": "text" } });
    assert_eq!(send(&bench, &body).await.1, json!({ "success": true }));
    let chat = bench.chat().await;
    assert_eq!(chat["messages"][0]["state"], "read");
    assert_eq!(chat["typing_until"], START + 25_000);
}

#[actix_rt::test]
async fn whom_a_person_blocked_learns_only_that_it_was_sent() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    bench.act(json!({ "act": "leave" })).await;
    assert_eq!(bench.act(json!({ "act": "text", "text": "x" })).await.status(), 422);
    send(&bench, &text("are you there?")).await;
    assert_eq!(status(&mut bench).await["status"], "sent");
    bench.act(json!({ "act": "return" })).await;
    bench.says("yes").await;
    assert_eq!(value(&bench.told().await)["messages"][0]["text"]["body"], "yes");
    assert_eq!(bench.chat().await["messages"].as_array().unwrap().len(), 2);
}

#[actix_rt::test]
async fn a_person_with_a_username_has_no_number() {
    let mut bench = bench().await;
    let url = format!("{}/phone/api/persons", bench.sandbox.base_url());
    let ana = json!({ "id": "ana", "name": "Ana", "phone": "+15551230001", "username": "ana" });
    assert_eq!(bench.client.post(url).json(&ana).send().await.unwrap().status(), 204);
    bench.says("hi").await;
    let value = value(&bench.told().await);
    assert_eq!(value["contacts"][0]["profile"]["username"], "ana");
    assert!(value["contacts"][0]["wa_id"].is_null() && value["messages"][0]["from"].is_null());
    let user = value["messages"][0]["from_user_id"].as_str().unwrap();
    let body = json!({ "messaging_product": "whatsapp", "recipient": user, "type": "text", "text": { "body": "hello" } });
    assert_eq!(send(&bench, &body).await.0, 200);
    assert_eq!(status(&mut bench).await["recipient_user_id"], user);
}

#[actix_rt::test]
async fn a_new_number_is_told_and_works() {
    let mut bench = bench().await;
    bench.says("hi").await;
    bench.told().await;
    bench.act(json!({ "act": "number", "phone": "+15551239999" })).await;
    let message = value(&bench.told().await)["messages"][0].clone();
    assert_eq!(message["system"]["type"], "user_changed_number");
    assert_eq!(
        (message["from"].as_str(), message["system"]["wa_id"].as_str()),
        (Some("15551230001"), Some("15551239999"))
    );
    let mut body = text("hello");
    body["to"] = json!("+1 555 123 9999");
    assert_eq!(send(&bench, &body).await.0, 200);
}

#[actix_rt::test]
async fn a_link_opens_the_chat_with_its_text() {
    let bench = bench().await;
    let number = bench.setting("display_phone_number");
    let opened = bench.open(&format!("https://wa.me/{number}?text=Hi%20%5Bref%3A7KQ2MX%5D")).await;
    assert_eq!(opened.json::<Value>().await.unwrap(), json!({ "account": "whatsapp-1", "person": "ana" }));
    assert_eq!(bench.chat().await["draft"], "Hi [ref:7KQ2MX]");
    let url = format!("{}/{}/message_qrdls", bench.host("graph"), bench.setting("phone_number_id"));
    let body = json!({ "prefilled_message": "from the code", "generate_qr_image": "SVG" });
    let made =
        bench.client.post(url).bearer_auth(bench.secret("access_token")).json(&body).send().await.unwrap();
    let link = made.json::<Value>().await.unwrap()["deep_link_url"].as_str().unwrap().to_owned();
    assert_eq!(bench.open(&link).await.status(), 200);
    assert_eq!(bench.chat().await["draft"], "from the code");
    for other in ["https://wa.me/15559999999", "https://example.com/", "no link"] {
        assert_eq!(bench.open(other).await.status(), 422, "{other}");
    }
}

#[actix_rt::test]
async fn the_doctor_finds_number_subscription_and_templates() {
    let bench = bench().await;
    let token = bench.secret("access_token");
    let ask = async |path: &str| {
        let url = format!("{}/{path}", bench.host("graph"));
        bench.client.get(url).bearer_auth(&token).send().await.unwrap().json::<Value>().await.unwrap()
    };
    let number = ask(&format!("{}?fields=verified_name,status", bench.setting("phone_number_id"))).await;
    assert_eq!(
        number,
        json!({ "id": bench.setting("phone_number_id"), "verified_name": "Hearth & Home", "status": "CONNECTED" })
    );
    let apps = ask(&format!("{}/subscribed_apps", bench.setting("waba_id"))).await;
    assert_eq!(apps["data"].as_array().unwrap().len(), 1);
    let templates = ask(&format!("{}/message_templates?status=APPROVED", bench.setting("waba_id"))).await;
    assert_eq!(templates["data"].as_array().unwrap().len(), 4);
    assert_eq!(ask(&format!("debug_token?input_token={token}")).await["data"]["is_valid"], true);
    assert_eq!(ask("999/subscribed_apps").await["error"]["code"], 100);
}

#[actix_rt::test]
async fn a_number_may_have_a_callback_of_its_own() {
    let bench = bench().await;
    let url = format!("{}/{}", bench.host("graph"), bench.setting("phone_number_id"));
    let configure = async |token: &str| {
        let body = json!({ "webhook_configuration": {
            "override_callback_uri": "http://127.0.0.1:9/elsewhere", "verify_token": token } });
        let request = bench.client.post(&url).bearer_auth(bench.secret("access_token")).json(&body);
        request.send().await.unwrap().status().as_u16()
    };
    let configured = async || -> Value {
        let asked = format!("{url}?fields=webhook_configuration");
        let request = bench.client.get(asked).bearer_auth(bench.secret("access_token"));
        let number: Value = request.send().await.unwrap().json().await.unwrap();
        number["webhook_configuration"]["phone_number"].clone()
    };
    assert_eq!(configure("another word").await, 400);
    assert_eq!(configured().await, Value::Null);
    assert_eq!(configure(&bench.secret("verify_token")).await, 200);
    assert_eq!(configured().await, "http://127.0.0.1:9/elsewhere");
}
