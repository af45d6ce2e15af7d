//! `/desk/v1/macros` and `/desk/v1/admin/macros`

use crate::app::{ADA, As, Browser, MARIE, TestApp, YANNIS, ok, refused};
use frontdesk_model::conversation::command::Action;
use frontdesk_web::wire::admin::{Listing, Revised};
use frontdesk_web::wire::agent::Conversation;
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::macros::{AppliedMacro, LeftOut, Macro, Macros};
use frontdesk_web::wire::security::{Audit, AuditDeed};
use frontdesk_web::wire::shared::{Done, TicketStatus, Urgency};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const OWN: &str = "/desk/v1/macros";
const ALL: &str = "/desk/v1/admin/macros";

fn body(name: &str) -> Value {
    json!({
        "name": name, "description": "When it is done", "scope": { "for": "global" }, "active": true,
        "reply": { "text": "Thank you, {{first_name || dear customer}}. Ticket {{ticket}}, {{agent}}.", "internal": false },
        "status": "solved",
        "changes": { "priority": "high", "assign": null, "add_tags": ["thanked"], "remove_tags": [], "fields": [] },
    })
}

/// The body with one of its keys, or one of `changes`, replaced.
fn with(key: &str, value: Value) -> Value {
    let mut body = body("Thanks");
    let whole = body.get(key).is_some();
    if whole {
        body[key] = value;
    } else {
        body["changes"][key] = value;
    }
    body
}

async fn add(app: &TestApp, browser: &Browser, body: &Value) -> Response {
    app.post(ALL, body).by(browser).send().await.unwrap()
}

async fn send(app: &TestApp, by: &Browser, method: Method, id: u64, seen: u64, body: &Value) -> Response {
    let request =
        app.request(method, &format!("{ALL}/{id}")).by(by).header("if-match", format!("\"{seen}\""));
    request.json(body).send().await.unwrap()
}

async fn names(app: &TestApp, browser: &Browser) -> Vec<String> {
    let listed: Macros = ok(app.get(OWN).by(browser).send().await.unwrap()).await;
    listed.macros.into_iter().map(|entry| entry.body.name).collect()
}

#[actix_web::test]
async fn s3_21_an_admin_makes_a_macro_that_agents_find_while_it_is_active() {
    let app = TestApp::start().await;
    let (ada, marie, yannis) = (app.sign_in(ADA).await, app.sign_in(MARIE).await, app.sign_in(YANNIS).await);
    let made: Revised<Macro> = ok(add(&app, &ada, &body("thanks")).await).await;
    assert_eq!(made.revision, 1);
    assert_eq!(made.entry.body.changes.add_tags, ["thanked"]);
    let mut own = body("Mine");
    own["scope"] = json!({ "for": "personal", "agent": app.marie });
    ok::<Revised<Macro>>(add(&app, &ada, &own).await).await;
    assert_eq!(names(&app, &marie).await, ["Mine", "thanks"]);
    assert_eq!(names(&app, &yannis).await, ["thanks"]);
    let id = made.entry.id.get();
    let off = with("active", json!(false));
    let changed: Revised<Macro> = ok(send(&app, &ada, Method::PUT, id, 1, &off).await).await;
    assert_eq!((changed.revision, changed.entry.body.active), (2, false));
    assert_eq!(names(&app, &yannis).await, [""; 0]);
    let listed: Listing<Macro> = ok(app.get(ALL).by(&ada).send().await.unwrap()).await;
    assert_eq!(listed.entries.len(), 2, "an admin sees all of them");
    let late = send(&app, &ada, Method::PUT, id, 1, &off).await;
    assert_eq!(refused(late).await, ErrorCode::RevisionConflict);
    let removed = send(&app, &ada, Method::DELETE, id, 2, &json!({})).await;
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    assert_eq!(refused(send(&app, &ada, Method::PUT, id, 3, &off).await).await, ErrorCode::NotFound);
    let audit: Audit = ok(app.get("/desk/v1/admin/audit?kind=macro").by(&ada).send().await.unwrap()).await;
    let deeds: Vec<AuditDeed> = audit.entries.iter().map(|entry| entry.did).collect();
    assert_eq!(deeds, [AuditDeed::Removed, AuditDeed::Changed, AuditDeed::Created, AuditDeed::Created]);
    let key = id.to_string();
    assert!(audit.entries.iter().any(|entry| entry.key == key && entry.name.as_deref() == Some("Thanks")));
}

#[actix_web::test]
async fn a_macro_that_cannot_be_done_is_refused_with_its_field() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    for (key, value, field) in [
        ("name", json!(" "), "name"),
        ("name", json!("é".repeat(101)), "name"),
        ("description", json!("é".repeat(301)), "description"),
        ("scope", json!({ "for": "group", "group": 77 }), "scope"),
        ("reply", json!({ "text": " ", "internal": false }), "reply"),
        ("reply", json!({ "text": "{{name}}", "internal": false }), "reply"),
        ("reply", json!({ "text": "é".repeat(4097), "internal": false }), "reply"),
        ("status", json!("new"), "status"),
        ("assign", json!({ "to": "group", "group": 77 }), "assign"),
        ("add_tags", json!(["two words"]), "tags"),
        ("remove_tags", json!(["thanked"]), "tags"),
        ("fields", json!([{ "field": 77, "value": "x" }]), "fields"),
    ] {
        let response = add(&app, &ada, &with(key, value.clone())).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{key} {value}");
        let error: Value = response.json().await.unwrap();
        assert_eq!(
            (&error["code"], &error["field"]),
            (&json!("invalid_field"), &json!(field)),
            "{key} {value}"
        );
    }
    let idle = json!({
        "name": "Idle", "description": "", "scope": { "for": "global" }, "active": true, "reply": null,
        "status": null,
        "changes": { "priority": null, "assign": null, "add_tags": [], "remove_tags": [], "fields": [] },
    });
    assert_eq!(refused(add(&app, &ada, &idle).await).await, ErrorCode::InvalidField);
    ok::<Revised<Macro>>(add(&app, &ada, &body("Thanks")).await).await;
    assert_eq!(refused(add(&app, &ada, &body("Thanks")).await).await, ErrorCode::AlreadyExists);
    let marie = app.sign_in(MARIE).await;
    assert_eq!(refused(add(&app, &marie, &body("Hers")).await).await, ErrorCode::Forbidden);
}

#[actix_web::test]
async fn s1_49_applying_fills_in_and_changes_nothing_and_submitting_does_all_of_it() {
    let app = TestApp::start().await;
    let (ada, marie) = (app.sign_in(ADA).await, app.sign_in(MARIE).await);
    let made: Revised<Macro> = ok(add(&app, &ada, &body("Thanks")).await).await;
    let (_, conversation) = app.waiting_visitor().await;
    app.act(app.marie, conversation, Action::Take).await;
    let path = format!("{OWN}/{}/applied?conversation={conversation}", made.entry.id);
    let applied: AppliedMacro = ok(app.get(&path).by(&marie).send().await.unwrap()).await;
    let text = applied.reply.unwrap().text;
    assert_eq!(text, "Thank you, dear customer. Ticket 1, Marie.", "who has said no name is called by none");
    assert_eq!((applied.status, applied.changes.priority), (Some(TicketStatus::Solved), Some(Urgency::High)));
    assert_eq!(applied.left_out, Vec::<LeftOut>::new());
    let seen = async || {
        let path = format!("/desk/v1/conversations/{conversation}");
        ok::<Conversation>(app.get(&path).by(&marie).send().await.unwrap()).await
    };
    let before = seen().await;
    assert!(!before.head.ticket.unwrap().tags.contains(&"thanked".to_owned()), "nothing has changed");
    let command = json!({
        "id": "0123456789abcdef01234567",
        "command": {
            "do": "reply", "conversation": conversation, "text": text, "files": [], "submit_as": "solved",
            "changes": applied.changes,
        },
    });
    let done: Done = ok(app.post("/desk/v1/commands", &command).by(&marie).send().await.unwrap()).await;
    let after = seen().await;
    assert_eq!(after.seq, done.seq, "one commit");
    let ticket = after.head.ticket.unwrap();
    assert_eq!((ticket.status, ticket.priority), (TicketStatus::Solved, Urgency::High));
    assert!(ticket.tags.contains(&"thanked".to_owned()));
    let elsewhere = format!("{OWN}/77/applied?conversation={conversation}");
    assert_eq!(refused(app.get(&elsewhere).by(&marie).send().await.unwrap()).await, ErrorCode::NotFound);
}
