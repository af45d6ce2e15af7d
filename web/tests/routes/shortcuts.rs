//! `/desk/v1/shortcuts` and `/desk/v1/admin/shortcuts`

use crate::app::{ADA, As, Browser, MARIE, TestApp, YANNIS, ok, refused};
use crate::client::Client;
use frontdesk_web::wire::admin::{Listing, Revised};
use frontdesk_web::wire::agent::{Shortcut, ShortcutScope, ShortcutUnusable};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::rest::Shortcuts;
use frontdesk_web::wire::security::{Audit, AuditDeed};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const OWN: &str = "/desk/v1/shortcuts";
const ALL: &str = "/desk/v1/admin/shortcuts";

async fn send(
    app: &TestApp,
    browser: &Browser,
    method: Method,
    path: &str,
    seen: u64,
    body: &Value,
) -> Response {
    let request = app.request(method, path).by(browser).header("if-match", format!("\"{seen}\""));
    request.json(body).send().await.unwrap()
}

async fn add(app: &TestApp, browser: &Browser, path: &str, body: &Value) -> Response {
    app.post(path, body).by(browser).send().await.unwrap()
}

fn global(name: &str, text: &str) -> Value {
    json!({ "name": name, "text": text, "scope": { "for": "global" }, "options": [] })
}

async fn names(app: &TestApp, browser: &Browser) -> Vec<String> {
    let listed: Shortcuts = ok(app.get(OWN).by(browser).send().await.unwrap()).await;
    listed.shortcuts.into_iter().map(|shortcut| shortcut.entry.name).collect()
}

#[actix_web::test]
async fn s3_13_everybody_uses_their_own_those_of_their_groups_and_those_of_all() {
    let app = TestApp::start().await;
    let (ada, marie, yannis) = (app.sign_in(ADA).await, app.sign_in(MARIE).await, app.sign_in(YANNIS).await);
    let made: Revised<Shortcut> =
        ok(add(&app, &marie, OWN, &json!({ "name": "me", "text": "I am Marie" })).await).await;
    assert_eq!(made.entry.scope, ShortcutScope::Personal { agent: app.marie });
    ok::<Revised<Shortcut>>(add(&app, &ada, ALL, &global("hello", "Hello")).await).await;
    let nobodys =
        json!({ "name": "x", "text": "x", "scope": { "for": "group", "group": 77 }, "options": [] });
    assert_eq!(refused(add(&app, &ada, ALL, &nobodys).await).await, ErrorCode::InvalidField);
    assert_eq!(names(&app, &marie).await, ["hello", "me"]);
    assert_eq!(names(&app, &yannis).await, ["hello"]);
    let listed: Listing<Shortcut> = ok(app.get(ALL).by(&ada).send().await.unwrap()).await;
    assert_eq!(listed.entries.len(), 2, "an admin sees all of them");
}

#[actix_web::test]
async fn s3_13_an_agent_changes_nothing_but_their_own() {
    let app = TestApp::start().await;
    let (ada, marie, yannis) = (app.sign_in(ADA).await, app.sign_in(MARIE).await, app.sign_in(YANNIS).await);
    let made: Revised<Shortcut> =
        ok(add(&app, &marie, OWN, &json!({ "name": "me", "text": "I" })).await).await;
    let all: Revised<Shortcut> = ok(add(&app, &ada, ALL, &global("hello", "Hello")).await).await;
    let (mine, theirs) = (format!("{OWN}/{}", made.entry.id), format!("{OWN}/{}", all.entry.id));
    let body = json!({ "name": "me", "text": "Myself" });
    let none = json!({});
    for (browser, path) in [(&yannis, &mine), (&marie, &theirs)] {
        let changed = send(&app, browser, Method::PUT, path, 1, &body).await;
        assert_eq!(refused(changed).await, ErrorCode::NotFound);
        let removed = send(&app, browser, Method::DELETE, path, 1, &none).await;
        assert_eq!(refused(removed).await, ErrorCode::NotFound);
    }
    let changed: Revised<Shortcut> = ok(send(&app, &marie, Method::PUT, &mine, 1, &body).await).await;
    assert_eq!((changed.revision, changed.entry.text.as_str()), (2, "Myself"));
    let late = send(&app, &marie, Method::DELETE, &mine, 1, &none).await;
    assert_eq!(refused(late).await, ErrorCode::RevisionConflict);
    let removed = send(&app, &marie, Method::DELETE, &mine, 2, &none).await;
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    assert_eq!(names(&app, &marie).await, ["hello"]);
    let audit: Audit = ok(app.get("/desk/v1/admin/audit").by(&ada).send().await.unwrap()).await;
    let told: Vec<_> = audit.entries.iter().filter(|entry| entry.kind == "shortcut").collect();
    assert_eq!(told.len(), 4, "made twice, changed, removed");
    assert_eq!(told[0].did, AuditDeed::Removed);
}

#[actix_web::test]
async fn s3_14_one_with_options_or_dynamic_content_says_that_it_cannot_be_used() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let why =
        async |body: Value| ok::<Revised<Shortcut>>(add(&app, &ada, ALL, &body).await).await.entry.unusable;
    assert_eq!(why(global("plain", "Hello")).await, None);
    assert_eq!(why(global("dynamic", "Hello {{name}}")).await, Some(ShortcutUnusable::DynamicContent));
    let mut options = global("options", "Hello");
    options["options"] = json!(["Hi", "Hey"]);
    assert_eq!(why(options).await, Some(ShortcutUnusable::Options));
}

#[actix_web::test]
async fn a_name_that_cannot_be_typed_or_is_taken_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    for name in ["", "two words", "a/b", "a\\b", "$x"] {
        let response = add(&app, &ada, ALL, &global(name, "Hello")).await;
        assert_eq!(refused(response).await, ErrorCode::InvalidField, "{name:?}");
    }
    assert_eq!(refused(add(&app, &ada, ALL, &global("hello", "  ")).await).await, ErrorCode::InvalidField);
    ok::<Revised<Shortcut>>(add(&app, &ada, ALL, &global("hello", "Hello")).await).await;
    let again = add(&app, &ada, ALL, &global("hello", "Hi")).await;
    assert_eq!(refused(again).await, ErrorCode::AlreadyExists);
    ok::<Revised<Shortcut>>(add(&app, &ada, OWN, &json!({ "name": "hello", "text": "Mine" })).await).await;
}

#[actix_web::test]
async fn s3_13_a_change_reaches_whoever_may_use_it_and_nobody_else() {
    let app = TestApp::start().await;
    let (ada, marie, yannis) = (app.sign_in(ADA).await, app.sign_in(MARIE).await, app.sign_in(YANNIS).await);
    let (mut of_marie, mut of_yannis) =
        (Client::agent(&app, &marie).await, Client::agent(&app, &yannis).await);
    let made: Revised<Shortcut> =
        ok(add(&app, &marie, OWN, &json!({ "name": "me", "text": "I" })).await).await;
    let frame = of_marie.find("one's own", |frame| frame["type"] == "shortcut").await;
    assert_eq!((&frame["upsert"]["name"], &frame["gone"]), (&json!("me"), &Value::Null));
    ok::<Revised<Shortcut>>(add(&app, &ada, ALL, &global("hello", "Hello")).await).await;
    let first = of_yannis.find("that of all", |frame| frame["type"] == "shortcut").await;
    assert_eq!(first["upsert"]["name"], "hello", "nothing was told of Marie's");
    let path = format!("{OWN}/{}", made.entry.id);
    send(&app, &marie, Method::DELETE, &path, 1, &json!({})).await;
    let gone = |frame: &Value| frame["type"] == "shortcut" && frame["gone"] == json!(made.entry.id);
    of_marie.find("its end", gone).await;
}
