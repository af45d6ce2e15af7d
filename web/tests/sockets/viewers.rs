//! Who else has a conversation on the screen.

use crate::app::{MARIE, TestApp, YANNIS};
use crate::client::Client;
use serde_json::{Value, json};

fn viewers(frame: &Value) -> bool {
    frame["type"] == "viewers"
}

async fn look(client: &mut Client, conversation: &Value) {
    client.send(&json!({ "type": "looking", "conversation": conversation })).await;
}

#[actix_web::test]
async fn whoever_looks_at_a_ticket_sees_who_else_does_and_who_is_writing() {
    let app = TestApp::start().await;
    let (_, conversation) = app.waiting_visitor().await;
    let conversation = json!(conversation);
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    let mut yannis = Client::agent(&app, &app.sign_in(YANNIS).await).await;
    look(&mut marie, &conversation).await;
    look(&mut yannis, &conversation).await;
    let seen = marie.find("Yannis", viewers).await;
    assert_eq!(seen["conversation"], conversation);
    assert_eq!(seen["agents"], json!([{ "id": app.yannis, "name": "Yannis", "typing": false }]));
    let seen = yannis.find("Marie", viewers).await;
    assert_eq!(seen["agents"][0]["name"], "Marie");

    yannis.send(&json!({ "type": "watch", "conversation": conversation, "seq": 0 })).await;
    yannis.find("the conversation", |frame| frame["type"] == "conversation").await;
    yannis.send(&json!({ "type": "typing", "conversation": conversation, "active": true })).await;
    let seen = marie.find("Yannis writing", viewers).await;
    assert_eq!(seen["agents"][0]["typing"], true);

    look(&mut yannis, &Value::Null).await;
    let seen = marie.find("nobody", viewers).await;
    assert_eq!(seen["agents"], json!([]));
}

#[actix_web::test]
async fn a_closed_browser_looks_at_nothing_and_two_of_one_agent_are_one() {
    let app = TestApp::start().await;
    let (_, conversation) = app.waiting_visitor().await;
    let conversation = json!(conversation);
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    let session = app.sign_in(YANNIS).await;
    let (mut desk, mut phone) = (Client::agent(&app, &session).await, Client::agent(&app, &session).await);
    look(&mut marie, &conversation).await;
    look(&mut desk, &conversation).await;
    let seen = marie.find("Yannis", viewers).await;
    assert_eq!(seen["agents"].as_array().map(Vec::len), Some(1));
    look(&mut phone, &conversation).await;
    drop(desk);
    drop(phone);
    let seen = marie.find("nobody", viewers).await;
    assert_eq!(seen["agents"], json!([]), "and nothing was told of the second device");
}
