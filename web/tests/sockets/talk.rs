use crate::app::{MARIE, TestApp, YANNIS};
use crate::client::Client;
use serde_json::json;

fn online() -> serde_json::Value {
    json!({ "do": "set_status", "status": "online", "agent": null })
}

#[actix_web::test]
async fn s3_7_s3_9_s3_25_the_whole_story_over_both_sockets() {
    let app = TestApp::start().await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    assert_eq!(marie.command(online()).await["type"], "done");
    let token = app.visit().await;
    let (mut widget, welcome) = Client::widget(&app, &token, None).await;
    assert!(welcome["conversation"].is_null(), "nothing was said yet");

    assert_eq!(widget.say("Hello").await["type"], "done");
    let id = widget.draw();
    assert_eq!(widget.say_as(&id, json!({ "type": "talk_to_human" })).await["type"], "done");
    let offers = marie.find("an offer", |f| f["type"] == "offers" && f["offers"][0].is_object()).await;
    let offer = &offers["offers"][0];
    assert_eq!(offer["channel"], "widget", "S3-10: the kind of channel stands on the offer");
    let conversation = offer["conversation"].clone();
    let accept = json!({ "do": "accept", "conversation": conversation, "offer": offer["id"] });
    assert_eq!(marie.command(accept).await["type"], "done");
    widget.find("the agent's name", |f| f["head"]["answering"]["name"] == "Marie").await;

    let reply = json!({
        "do": "reply", "conversation": conversation, "text": "How can I help?", "files": [], "submit_as": null
    });
    assert_eq!(marie.command(reply).await["type"], "done");
    let shown = widget.find("the reply", |f| f["items"][0]["content"]["text"] == "How can I help?").await;
    assert_eq!(shown["items"][0]["author"], json!({ "kind": "agent", "id": app.marie, "name": "Marie" }));

    let close = json!({ "do": "submit", "conversation": conversation, "status": "closed" });
    assert_eq!(marie.command(close).await["type"], "done");
    widget.find("the end", |f| f["head"]["answering"]["who"] == "bot").await;
    let (id, say) = (widget.draw(), json!({ "type": "text", "text": "One more thing" }));
    widget.send(&json!({ "type": "send", "id": id, "say": say, "meta": { "fields": [], "tags": [] } })).await;
    let bot = |f: &serde_json::Value| {
        f["items"].as_array().is_some_and(|items| items.iter().any(|i| i["author"]["kind"] == "bot"))
    };
    widget.find("the bot", bot).await;
}

#[actix_web::test]
async fn s3_10_of_two_agents_one_gets_it_and_the_other_is_told_who() {
    let app = TestApp::start().await;
    let (mut marie, mut yannis) = (
        Client::agent(&app, &app.sign_in(MARIE).await).await,
        Client::agent(&app, &app.sign_in(YANNIS).await).await,
    );
    marie.command(online()).await;
    let (_, conversation) = app.waiting_visitor().await;
    let offers = marie.find("an offer", |f| f["type"] == "offers" && f["offers"][0].is_object()).await;
    let offer = offers["offers"][0]["id"].clone();
    let taken = yannis.command(json!({ "do": "take", "conversation": conversation })).await;
    assert_eq!(taken["type"], "done", "taking by hand is open to everybody");
    let gone = marie.find("the loss", |f| f["type"] == "offers" && f["gone"][0].is_object()).await;
    assert_eq!((&gone["gone"][0]["why"], &gone["gone"][0]["winner"]), (&json!("taken"), &json!("Yannis")));
    let late = marie.command(json!({ "do": "accept", "conversation": conversation, "offer": offer })).await;
    assert_eq!((&late["error"]["code"], &late["error"]["winner"]), (&json!("offer_gone"), &json!("Yannis")));
}

#[actix_web::test]
async fn an_internal_note_never_reaches_the_widget() {
    let app = TestApp::start().await;
    let (token, conversation) = app.waiting_visitor().await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    marie.command(json!({ "do": "take", "conversation": conversation })).await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    let note = json!({ "do": "note", "conversation": conversation, "text": "a secret word", "files": [] });
    assert_eq!(marie.command(note).await["type"], "done");
    let reply = json!({ "do": "reply", "conversation": conversation, "text": "said aloud", "files": [], "submit_as": null });
    marie.command(reply).await;
    let mut heard = String::new();
    loop {
        let frame = widget.next().await.expect("the socket stays open");
        heard.push_str(&frame.to_string());
        if frame["items"][0]["content"]["text"] == "said aloud" {
            break;
        }
    }
    assert!(!heard.contains("secret"), "{heard}");
    let (_, welcome) = Client::widget(&app, &token, None).await;
    assert!(!welcome.to_string().contains("secret"));
}

#[actix_web::test]
async fn marks_of_agents_are_read_and_what_end_users_write_is_words() {
    let app = TestApp::start().await;
    let (token, conversation) = app.waiting_visitor().await;
    let (mut marie, _) = Client::serving(&app, MARIE, conversation).await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;

    let source = "👍 **Yes**, see [our *shop*](https://shop.example/a_b).\n- 2 * 3";
    let said = json!({
        "type": "text",
        "text": "👍 Yes, see our shop.\n• 2 * 3",
        "spans": [
            { "start": 2, "end": 5, "style": "bold" },
            { "start": 11, "end": 19, "style": "link", "url": "https://shop.example/a_b" },
            { "start": 15, "end": 19, "style": "italic" },
        ],
    });
    let shows = |f: &serde_json::Value, content: &serde_json::Value| {
        f["items"].as_array().is_some_and(|items| items.iter().any(|item| item["content"] == *content))
    };
    for (how, more) in [("note", json!({})), ("reply", json!({ "submit_as": null }))] {
        let mut command = json!({ "do": how, "conversation": conversation, "text": source, "files": [] });
        command.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        // The frame and the answer come in either order, so only the frame is waited for.
        let id = marie.draw();
        marie.send(&json!({ "type": "command", "id": id, "command": command })).await;
        let shown = marie.find(how, |f| shows(f, &said) || f["type"] == "refused").await;
        assert!(shows(&shown, &said), "{shown}");
    }
    widget.find("the reply", |f| shows(f, &said)).await;

    widget.say(source).await;
    let words = json!({ "type": "text", "text": source });
    marie.find("what the visitor wrote", |f| shows(f, &words)).await;
}

#[actix_web::test]
async fn s3_23_typing_and_marks_travel_both_ways() {
    let app = TestApp::start().await;
    let (token, conversation) = app.waiting_visitor().await;
    let (mut marie, caught_up) = Client::serving(&app, MARIE, conversation).await;
    let (mut widget, welcome) = Client::widget(&app, &token, None).await;

    widget.send(&json!({ "type": "typing", "active": true })).await;
    assert_eq!(marie.until("typing").await["active"], true);
    marie.send(&json!({ "type": "typing", "conversation": conversation, "active": true })).await;
    assert_eq!(widget.until("typing").await["name"], "Marie");

    let seq = welcome["conversation"]["seq"].as_u64().expect("a sequence");
    widget.send(&json!({ "type": "delivered", "seq": seq })).await;
    let marked = marie.find("a mark", |f| f["marks"]["end_user_delivered"] == seq).await;
    assert_eq!(marked["marks"]["end_user_read"], 0);
    widget.send(&json!({ "type": "read", "seq": seq })).await;
    marie.find("a mark", |f| f["marks"]["end_user_read"] == seq).await;
    let read = json!({ "do": "read", "conversation": conversation, "seq": caught_up["seq"] });
    marie.command(read).await;
    widget.find("a mark", |f| f["marks"]["agent_read"] == caught_up["seq"]).await;
}

#[actix_web::test]
async fn a_command_with_the_same_id_has_one_effect() {
    let app = TestApp::start().await;
    let token = app.visit().await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    let id = widget.draw();
    let first = widget.say_as(&id, json!({ "type": "text", "text": "Once" })).await;
    let second = widget.say_as(&id, json!({ "type": "text", "text": "Once" })).await;
    assert_eq!((&first["type"], &first["seq"]), (&second["type"], &second["seq"]));
    let (_, welcome) = Client::widget(&app, &token, None).await;
    let once = welcome.to_string().matches("\"Once\"").count();
    assert_eq!(once, 1);
}

/// Two tabs of one browser: both hear everything, each message once.
#[actix_web::test]
async fn s3_2_two_tabs_of_one_visitor_hold_one_conversation() {
    let app = TestApp::start().await;
    let token = app.visit().await;
    let (mut one, _) = Client::widget(&app, &token, None).await;
    let (mut two, _) = Client::widget(&app, &token, None).await;
    one.say("From the first tab").await;
    two.find("the message", |f| f["items"][0]["content"]["text"] == "From the first tab").await;
    // Each tab draws ids of its own; in this test both count from one.
    two.draw();
    two.say("From the second tab").await;
    one.find("the message", |f| f["items"][0]["content"]["text"] == "From the second tab").await;
}

/// Whoever does not wait for the answers still keeps the order of what was said.
#[actix_web::test]
async fn messages_that_are_sent_without_waiting_keep_their_order() {
    let app = TestApp::with(|config| config.limits.visitor_messages.burst = 1_000).await;
    let token = app.visit().await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    let mut ids = Vec::new();
    for round in 0..10 {
        for number in 0..20 {
            let (id, text) = (widget.draw(), format!("{:03}", round * 20 + number));
            let say = json!({ "type": "text", "text": text });
            widget
                .send(&json!({ "type": "send", "id": id, "say": say, "meta": { "fields": [], "tags": [] } }))
                .await;
            ids.push(id);
        }
        for id in ids.drain(..) {
            assert_eq!(widget.answer(&id).await["type"], "done");
        }
    }
    let conversation =
        app.state.system.shared.store.read_from(0, 10_000).await.expect("the journal can be read");
    let mut said = Vec::new();
    for commit in conversation {
        for (_, content) in commit.bodies {
            let content: serde_json::Value = serde_json::from_slice(&content).expect("contents are JSON");
            let text = content["text"].as_str().filter(|text| text.len() == 3 && text.parse::<u32>().is_ok());
            said.extend(text.map(ToOwned::to_owned));
        }
    }
    let sent: Vec<String> = (0..200).map(|number| format!("{number:03}")).collect();
    assert_eq!(said, sent);
}
