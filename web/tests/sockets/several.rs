//! Several conversations of one end user (behaviour 2.24), and the place in the queue.

use crate::app::{As, TestApp, ok, refused};
use crate::client::Client;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::directory::ConversationMode;
use frontdesk_model::id::ConversationId;
use frontdesk_model::message::{Content, MessageText};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::widget::Conversations;
use serde_json::{Value, json};

async fn several() -> TestApp {
    let app = TestApp::start().await;
    let mut widget = app.state.system.shared.directory.get().integrations[&app.widget].clone();
    widget.widget.conversations = ConversationMode::Multi;
    app.put(frontdesk_actors::directory::Entry::Integration(widget)).await;
    app
}

async fn enter(
    widget: &mut Client,
    app: &TestApp,
    token: &str,
    conversation: Option<&str>,
    start: bool,
) -> Value {
    widget
        .send(&json!({
            "type": "hello", "integration": app.widget, "token": token, "conversation": conversation,
            "epoch": null, "seq": null, "start": start,
        }))
        .await;
    widget.until("welcome").await
}

fn current(welcome: &Value) -> String {
    welcome["current"].as_str().unwrap().to_owned()
}

fn text(text: &str) -> Content {
    Content::Text { text: MessageText::new(text).unwrap() }
}

async fn listed(app: &TestApp, token: &str, query: &str) -> Conversations {
    let path = format!("/desk/v1/widget/conversations{query}");
    ok(app.get(&path).bearing(token).send().await.unwrap()).await
}

#[actix_web::test]
async fn s3_3_a_new_conversation_is_begun_once_however_often_it_is_asked_for() {
    let app = several().await;
    let token = app.visit().await;
    let (mut widget, welcome) = Client::widget(&app, &token, None).await;
    let first = current(&welcome);
    assert_eq!(current(&enter(&mut widget, &app, &token, None, true).await), first, "nothing was said yet");
    widget.say("Hello").await;
    let second = current(&enter(&mut widget, &app, &token, None, true).await);
    assert_ne!(second, first);
    let (mut tab, _) = Client::widget(&app, &token, None).await;
    assert_eq!(
        current(&enter(&mut tab, &app, &token, None, true).await),
        second,
        "two tabs, one conversation"
    );

    let back = enter(&mut widget, &app, &token, Some(&first), false).await;
    assert_eq!(current(&back), first);
    assert!(
        back["conversation"]["items"].as_array().unwrap().iter().any(|i| i["content"]["text"] == "Hello")
    );
}

#[actix_web::test]
async fn s4_17_the_list_has_them_all_newest_first_in_pages() {
    let app = several().await;
    let token = app.visit().await;
    let (mut widget, welcome) = Client::widget(&app, &token, None).await;
    let mut ids = vec![current(&welcome)];
    for at in 0..3 {
        widget.say(&format!("Request {at}")).await;
        app.clock.advance(frontdesk_model::time::Span::seconds(1));
        ids.push(current(&enter(&mut widget, &app, &token, None, true).await));
    }
    let first = listed(&app, &token, "?limit=2").await;
    assert!(first.more);
    let found: Vec<_> = first.conversations.iter().map(|row| row.id.to_string()).collect();
    assert_eq!(found, [ids[2].clone(), ids[1].clone()], "the last was begun and nothing said in it");
    let rest = listed(&app, &token, &format!("?limit=2&before={}", ids[1])).await;
    assert_eq!((rest.conversations.len(), rest.more), (1, false));
    assert!(rest.conversations[0].unread > 0, "the bot answered and nobody looked");
    assert!(rest.conversations[0].last.is_some());
    let other = app.visit().await;
    assert!(listed(&app, &other, "").await.conversations.is_empty());
    let unsigned = app.get("/desk/v1/widget/conversations").send().await.unwrap();
    assert_eq!(refused(unsigned).await, ErrorCode::NotSignedIn);
}

#[actix_web::test]
async fn rel_s2_a_foreign_conversation_is_not_found_and_nothing_of_it_is_told() {
    let app = several().await;
    let (_, foreign) = app.waiting_visitor().await;
    let token = app.visit().await;
    let (mut widget, welcome) = Client::widget(&app, &token, None).await;
    widget
        .send(&json!({
            "type": "hello", "integration": app.widget, "token": token, "conversation": foreign,
            "epoch": null, "seq": null,
        }))
        .await;
    let answer = widget.until("refused").await;
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&Value::Null, &json!("not_found")));

    let id = widget.draw();
    let say = json!({ "type": "text", "text": "let me in" });
    widget.send(&json!({ "type": "send", "id": id, "say": say, "conversation": foreign })).await;
    let answer = widget.answer(&id).await;
    assert_eq!(answer["error"]["code"], "not_found");
    // One that nobody has begun is nobody's either.
    let never = ConversationId::from_bytes([9; 12]);
    let id = widget.draw();
    let say = json!({ "type": "text", "text": "first!" });
    widget.send(&json!({ "type": "send", "id": id, "say": say, "conversation": never })).await;
    assert_eq!(widget.answer(&id).await["error"]["code"], "not_found");
    // The socket is where it was.
    assert_eq!(widget.say("Hello").await["conversation"], welcome["current"]);
}

#[actix_web::test]
async fn news_of_another_conversation_reaches_its_row() {
    let app = several().await;
    let (token, waiting) = app.waiting_visitor().await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    let list = widget.until("conversations").await;
    assert_eq!(list["conversations"].as_array().unwrap().len(), 1);
    enter(&mut widget, &app, &token, None, true).await;
    app.act(app.marie, waiting, Action::Take).await;
    app.act(app.marie, waiting, Action::Note { parts: vec![text("canary")] }).await;
    app.act(app.marie, waiting, Action::Reply { parts: vec![text("Here I am")], submit_as: None }).await;
    let row = widget
        .find("the row", |f| f["type"] == "listed" && f["row"]["last"]["content"]["text"] == "Here I am")
        .await;
    assert_eq!(row["row"]["id"], json!(waiting));
    assert_eq!(row["row"]["head"]["answering"]["name"], "Marie");
    assert!(!row.to_string().contains("canary"));
}

#[actix_web::test]
async fn where_there_is_one_conversation_nothing_else_is_reached() {
    let app = TestApp::start().await;
    let token = app.visit().await;
    let (mut widget, welcome) = Client::widget(&app, &token, None).await;
    widget.say("Hello").await;
    let again = enter(&mut widget, &app, &token, None, true).await;
    assert_eq!(current(&again), current(&welcome), "there is no second one to begin");
}

#[actix_web::test]
async fn who_waits_is_told_their_place_and_that_it_is_over() {
    let app = TestApp::start().await;
    let (_, before) = app.waiting_visitor().await;
    let (token, waiting) = app.waiting_visitor().await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    widget.find("the place", |f| f["type"] == "queue" && f["position"] == 2).await;
    app.act(app.marie, before, Action::Take).await;
    widget.find("the next place", |f| f["type"] == "queue" && f["position"] == 1).await;
    app.act(app.marie, waiting, Action::Take).await;
    widget.find("the end of waiting", |f| f["type"] == "queue" && f["position"].is_null()).await;
}
