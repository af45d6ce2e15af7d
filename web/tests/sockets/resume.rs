use crate::app::{MARIE, TestApp};
use crate::client::{Applied, Client};
use serde_json::{Value, json};

fn reply(conversation: impl serde::Serialize, text: &str) -> Value {
    json!({ "do": "reply", "conversation": conversation, "text": text, "files": [], "submit_as": null })
}

#[actix_web::test]
async fn s3_3_a_widget_that_was_cut_off_gets_exactly_what_it_missed() {
    let app = TestApp::start().await;
    let (token, conversation) = app.waiting_visitor().await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    marie.command(json!({ "do": "take", "conversation": conversation })).await;
    let (widget, welcome) = Client::widget(&app, &token, None).await;
    let epoch = welcome["epoch"].as_u64().expect("an epoch");
    let mut held = Applied::snapshot(&welcome["conversation"]);
    // No good-bye: the line is cut.
    drop(widget);
    for number in 0..5 {
        assert_eq!(marie.command(reply(conversation, &format!("missed {number}"))).await["type"], "done");
    }
    let (mut widget, welcome) = Client::widget(&app, &token, Some((epoch, held.seq))).await;
    assert!(welcome["conversation"].is_null(), "resumed, not begun anew");
    held.apply(&widget.until("conversation").await);
    marie.command(reply(conversation, "live again")).await;
    held.apply(&widget.until("conversation").await);
    let missed: Vec<String> = held.texts().into_iter().filter(|text| text.starts_with("missed")).collect();
    assert_eq!(missed, ["missed 0", "missed 1", "missed 2", "missed 3", "missed 4"]);
    let (_, fresh) = Client::widget(&app, &token, None).await;
    let fresh = Applied::snapshot(&fresh["conversation"]);
    assert_eq!((held.seq, held.items, held.head), (fresh.seq, fresh.items, fresh.head));
}

#[actix_web::test]
async fn a_sequence_of_another_epoch_or_of_the_future_gets_a_fresh_snapshot() {
    let app = TestApp::start().await;
    let (token, _) = app.waiting_visitor().await;
    let (_, welcome) = Client::widget(&app, &token, None).await;
    let epoch = welcome["epoch"].as_u64().expect("an epoch");
    for has in [(epoch ^ 1, 3), (epoch, 1_000_000)] {
        let (_, welcome) = Client::widget(&app, &token, Some(has)).await;
        assert!(welcome["conversation"].is_object(), "{has:?}");
    }
}

#[actix_web::test]
async fn an_agent_who_was_cut_off_catches_up_on_every_open_conversation() {
    let app = TestApp::start().await;
    let browser = app.sign_in(MARIE).await;
    let mut marie = Client::agent(&app, &browser).await;
    let (first_token, first) = app.waiting_visitor().await;
    let (_, second) = app.waiting_visitor().await;
    let mut held = Vec::new();
    for conversation in [first, second] {
        marie.send(&json!({ "type": "watch", "conversation": conversation, "seq": 0 })).await;
        held.push(marie.until("conversation").await["seq"].as_u64().expect("a sequence"));
    }
    drop(marie);
    let (mut widget, welcome) = Client::widget(&app, &first_token, None).await;
    widget.say("Is somebody there?").await;

    let headers = [("origin", app.url.as_str()), ("cookie", browser.cookie.as_str())];
    let mut marie = Client::try_open(&app, "/ws/agent", &headers).await.expect("the socket opens");
    let watch = json!([
        { "conversation": first, "seq": held[0] }, { "conversation": second, "seq": held[1] }
    ]);
    marie.send(&json!({ "type": "hello", "epoch": welcome["epoch"], "watch": watch })).await;
    let news = marie.find("the news", |f| f["conversation"] == json!(first)).await;
    assert_eq!(news["from"], held[0]);
    assert!(news.to_string().contains("Is somebody there?"));
}

#[actix_web::test]
async fn a_gap_that_is_too_large_is_answered_with_resync() {
    let app = TestApp::start().await;
    let (_, conversation) = app.waiting_visitor().await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    marie.send(&json!({ "type": "watch", "conversation": conversation, "seq": 999_999 })).await;
    assert_eq!(marie.until("resync").await["conversation"], json!(conversation));
    marie.send(&json!({ "type": "watch", "conversation": "0123456789abcdef01234567", "seq": 0 })).await;
    assert_eq!(marie.until("refused").await["error"]["code"], "not_found");
}
