use crate::app::{As, MARIE, TestApp, ok};
use crate::client::{Applied, Client};
use frontdesk_model::agent::Priority;
use serde_json::{Value, json};

/// The invariant: frames applied to an old snapshot give a fresh snapshot, after every kind of command.
#[actix_web::test]
async fn frames_applied_to_an_old_snapshot_equal_a_fresh_one() {
    let app = TestApp::start().await;
    let browser = app.sign_in(MARIE).await;
    let (token, conversation) = app.waiting_visitor().await;
    let path = format!("/desk/v1/conversations/{conversation}");
    let old: Value = ok(app.get(&path).by(&browser).send().await.expect("an answer")).await;
    let mut held = Applied::snapshot(&old);
    let mut marie = Client::agent(&app, &browser).await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    marie.send(&json!({ "type": "watch", "conversation": conversation, "seq": held.seq })).await;
    held.apply(&marie.until("conversation").await);

    let mut frames = Vec::new();
    let steps = [
        json!({ "do": "take", "conversation": conversation }),
        json!({ "do": "reply", "conversation": conversation, "text": "Hello", "files": [], "submit_as": "pending" }),
        json!({ "do": "note", "conversation": conversation, "text": "A regular", "files": [] }),
        json!({ "do": "tags", "conversation": conversation, "add": ["vip", "order"], "remove": [] }),
        json!({ "do": "tags", "conversation": conversation, "add": [], "remove": ["order"] }),
        json!({ "do": "set_priority", "conversation": conversation, "priority": Priority::High }),
        json!({ "do": "read", "conversation": conversation, "seq": 3 }),
        json!({
            "do": "transfer", "conversation": conversation, "target": { "to": "group", "group": app.group },
            "note": "For you", "confirmed": false
        }),
        json!({ "do": "submit", "conversation": conversation, "status": "solved" }),
    ];
    for step in steps {
        let id = marie.draw();
        marie.send(&json!({ "type": "command", "id": id, "command": step })).await;
        loop {
            let frame = marie.next().await.expect("the socket stays open");
            match frame["type"].as_str() {
                Some("conversation") => frames.push(frame),
                Some("done") => break,
                Some("refused") => panic!("{frame}"),
                _ => {}
            }
        }
    }
    let said = widget.say("It is broken again").await["seq"].as_u64().expect("a sequence");
    for frame in &frames {
        held.apply(frame);
    }
    while held.seq < said {
        let frame = marie.until("conversation").await;
        held.apply(&frame);
    }
    let fresh: Value = ok(app.get(&path).by(&browser).send().await.expect("an answer")).await;
    let fresh = Applied::snapshot(&fresh);
    assert_eq!(held.seq, fresh.seq);
    assert_eq!(held.head, fresh.head);
    assert_eq!(held.marks, fresh.marks);
    assert_eq!(held.items, fresh.items);
}

#[actix_web::test]
async fn s4_4_older_pages_join_the_newer_ones_without_a_hole() {
    let app = TestApp::with(|config| config.limits.visitor_messages.burst = 1_000).await;
    let token = app.visit().await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    for number in 0..150 {
        assert_eq!(widget.say(&format!("message {number}")).await["type"], "done");
    }
    let (_, welcome) = Client::widget(&app, &token, None).await;
    let newest = &welcome["conversation"];
    assert_eq!(newest["more"], true);
    let mut items = newest["items"].as_array().expect("items").clone();
    while let Some(first) = items.first().cloned() {
        let id = newest["id"].as_str().expect("an id");
        let path = format!("/desk/v1/widget/conversations/{id}/items?before={}&limit=40", first["seq"]);
        let page: Value = ok(app.get(&path).bearing(&token).send().await.expect("an answer")).await;
        let mut older = page["items"].as_array().expect("items").clone();
        older.extend(items);
        items = older;
        if page["more"] == false {
            break;
        }
    }
    let texts: Vec<&str> = items
        .iter()
        .filter(|item| item["author"]["kind"] == "end_user")
        .filter_map(|item| item["content"]["text"].as_str())
        .collect();
    let expected: Vec<String> = (0..150).map(|number| format!("message {number}")).collect();
    assert_eq!(texts, expected);
}
