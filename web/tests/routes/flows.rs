//! `/desk/v1/admin/flows`: drafts, versions, going back, and trying one out.

use crate::app::{ADA, As, Browser, TestApp, id, ok, refused};
use frontdesk_model::flow::Flow;
use frontdesk_model::id::FlowId;
use frontdesk_web::wire::admin::{FlowRefused, Revised};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::flows::{FlowContent, FlowDetail, FlowsOverview, Tried, TrySaid, TryState};
use frontdesk_web::wire::security::Audit;
use frontdesk_web::wire::shared::Content;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const FLOWS: &str = "/desk/v1/admin/flows";

async fn send(
    app: &TestApp,
    by: &Browser,
    method: Method,
    path: &str,
    revision: u64,
    body: &Value,
) -> Response {
    let request = app.request(method, &format!("{FLOWS}/{path}")).by(by);
    request.header("if-match", format!("\"{revision}\"")).json(body).send().await.unwrap()
}

async fn shown<T: serde::de::DeserializeOwned>(app: &TestApp, by: &Browser, path: &str) -> T {
    ok(app.get(&format!("{FLOWS}/{path}")).by(by).send().await.unwrap()).await
}

fn content(text: &str) -> Value {
    json!({
        "name": "Welcome", "start": "hello", "fallback": "Sorry?",
        "steps": {
            "hello": { "type": "send_message", "text": text, "next": "people" },
            "people": { "type": "transfer_to_agent", "text": "Wait", "group": 1 },
        },
        "layout": { "hello": { "x": 0, "y": 0 } },
    })
}

async fn begin(app: &TestApp, by: &Browser, content: &Value) -> Revised<FlowDetail> {
    ok(app.post(&format!("{FLOWS}/drafts"), &json!({ "content": content })).by(by).send().await.unwrap())
        .await
}

fn running(app: &TestApp, number: u64) -> Option<std::sync::Arc<Flow>> {
    let flow: FlowId = id(number);
    app.state.system.shared.directory.get().newest_flow(flow).cloned()
}

#[actix_web::test]
async fn a_draft_may_be_wrong_and_touches_nothing_that_runs() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let made = begin(&app, &ada, &json!({ "name": "Half", "start": "", "steps": {} })).await;
    let number = made.entry.id.get();
    assert_eq!((made.revision, made.entry.changed, made.entry.based_on), (1, true, None));
    let codes: Vec<_> = made.entry.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["empty", "not_connected", "count"]);
    assert!(running(&app, number).is_none());

    let path = format!("{number}/draft");
    let saved: Revised<FlowDetail> =
        ok(send(&app, &ada, Method::PUT, &path, 1, &json!({ "content": content("Hello") })).await).await;
    assert_eq!((saved.revision, saved.entry.problems.len()), (2, 0));
    assert!(running(&app, number).is_none(), "nothing goes live by saving");
    let late = send(&app, &ada, Method::PUT, &path, 1, &json!({ "content": content("Other") })).await;
    assert_eq!(refused(late).await, ErrorCode::RevisionConflict);
    let again: Revised<FlowDetail> = shown(&app, &ada, &number.to_string()).await;
    assert_eq!((again.revision, &again.entry.content), (2, &saved.entry.content));
    let nobodys = send(&app, &ada, Method::PUT, "777/draft", 0, &json!({ "content": {} })).await;
    assert_eq!(refused(nobodys).await, ErrorCode::NotFound);
}

#[actix_web::test]
async fn a_draft_goes_live_as_a_version_and_an_earlier_one_comes_back() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let number = begin(&app, &ada, &content("One")).await.entry.id.get();
    let publish = format!("{number}/publish");
    let first: Revised<FlowDetail> = ok(send(&app, &ada, Method::POST, &publish, 1, &json!({})).await).await;
    assert_eq!((first.revision, first.entry.changed, first.entry.based_on), (2, false, Some(1)));
    assert_eq!(running(&app, number).unwrap().version, 1);
    let late = send(&app, &ada, Method::POST, &publish, 1, &json!({})).await;
    assert_eq!(refused(late).await, ErrorCode::RevisionConflict, "nobody publishes what they have not seen");

    let draft = format!("{number}/draft");
    let two: Revised<FlowDetail> =
        ok(send(&app, &ada, Method::PUT, &draft, 2, &json!({ "content": content("Two") })).await).await;
    assert!(two.entry.changed);
    let back: Revised<FlowDetail> =
        ok(send(&app, &ada, Method::PUT, &draft, 3, &json!({ "content": content("One") })).await).await;
    assert!(!back.entry.changed, "as it was is no change");
    ok::<Value>(send(&app, &ada, Method::PUT, &draft, 4, &json!({ "content": content("Two") })).await).await;
    let second: Revised<FlowDetail> = ok(send(&app, &ada, Method::POST, &publish, 5, &json!({})).await).await;
    let versions: Vec<_> = second.entry.versions.iter().map(|version| version.version).collect();
    assert_eq!(versions, [2, 1]);
    assert_eq!(second.entry.versions[0].by.as_ref().unwrap().name, "Ada");

    let old: FlowContent = shown(&app, &ada, &format!("{number}/versions/1")).await;
    assert_eq!(old.content["steps"]["hello"]["text"], "One");
    let restore = format!("{number}/versions/1/restore");
    let looked: Revised<FlowDetail> =
        ok(send(&app, &ada, Method::POST, &restore, 6, &json!({ "publish": false })).await).await;
    assert_eq!((looked.entry.changed, running(&app, number).unwrap().version), (true, 2));
    let live: Revised<FlowDetail> =
        ok(send(&app, &ada, Method::POST, &restore, 7, &json!({ "publish": true })).await).await;
    assert_eq!(live.entry.versions[0].restored, Some(1));
    let now = running(&app, number).unwrap();
    assert_eq!((now.version, now.layout.len()), (3, 1));
    assert_eq!(
        refused(
            send(
                &app,
                &ada,
                Method::POST,
                &format!("{number}/versions/9/restore"),
                8,
                &json!({ "publish": true })
            )
            .await
        )
        .await,
        ErrorCode::NotFound
    );

    let audit: Audit = ok(app.get("/desk/v1/admin/audit?limit=1").by(&ada).send().await.unwrap()).await;
    let changes = &audit.entries[0].changes;
    let version = changes.iter().find(|change| change.field == "version").unwrap();
    assert_eq!((audit.entries[0].kind.as_str(), version.after.as_u64()), ("flow", Some(3)));
}

#[actix_web::test]
async fn publishing_says_everything_that_is_wrong_by_step_and_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let mut wrong = content(" ");
    wrong["steps"]["people"]["group"] = json!(77);
    let number = begin(&app, &ada, &wrong).await.entry.id.get();
    let response = send(&app, &ada, Method::POST, &format!("{number}/publish"), 1, &json!({})).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refusal: FlowRefused = response.json().await.unwrap();
    let told: Vec<_> =
        refusal.problems.iter().map(|problem| (problem.step.as_deref(), problem.code.as_str())).collect();
    assert_eq!(told, [(Some("hello"), "empty"), (Some("people"), "unknown_group")]);
    assert_eq!(refusal.problems[1].details["value"], "77");
    let still: Revised<FlowDetail> = shown(&app, &ada, &number.to_string()).await;
    assert_eq!((still.revision, still.entry.versions.len()), (1, 0));
}

#[actix_web::test]
async fn the_overview_names_what_is_live_what_is_changed_and_who_uses_it() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let live = begin(&app, &ada, &content("One")).await.entry.id.get();
    ok::<Value>(send(&app, &ada, Method::POST, &format!("{live}/publish"), 1, &json!({})).await).await;
    let half = begin(&app, &ada, &json!({ "name": "Half" })).await.entry.id.get();
    let widget = json!({ "name": "Shop", "flow": live, "group": null,
        "widget": { "title": "Shop", "brand_color": "#123456", "uploads": true } });
    ok::<Value>(app.post("/desk/v1/admin/integrations", &widget).by(&ada).send().await.unwrap()).await;
    let overview: FlowsOverview = shown(&app, &ada, "overview").await;
    let rows: Vec<_> = overview
        .flows
        .iter()
        .filter(|flow| [live, half].contains(&flow.id.get()))
        .map(|flow| (flow.name.as_str(), flow.published, flow.changed, flow.steps, flow.used_by.len()))
        .collect();
    assert_eq!(rows, [("Welcome", Some(1), false, 2, 1), ("Half", None, true, 0, 0)]);
    assert!(overview.flows.iter().all(|flow| flow.id.get() != frontdesk_model::id::MAX_NUMBER));
}

async fn tried(app: &TestApp, by: &Browser, content: &Value, run: &Value, input: Value) -> Tried {
    let around = json!({ "text_only": false, "name": null, "email": null, "locale": null, "open": true });
    let body = json!({ "content": content, "run": run, "input": input, "around": around });
    ok(app.post(&format!("{FLOWS}/try"), &body).by(by).send().await.unwrap()).await
}

#[actix_web::test]
async fn a_draft_is_tried_with_the_interpreter_that_runs_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let draft = json!({
        "name": "Try", "start": "read", "fallback": "Sorry?",
        "steps": {
            "read": { "type": "articles", "text": "Look:", "next": "ask",
                "articles": [{ "title": "Returns", "url": "https://example.com/returns", "excerpt": "" }] },
            "ask": { "type": "ask_if_resolved", "text": "Helped?", "yes": "Yes", "no": "No", "next": "people" },
            "people": { "type": "transfer_to_agent", "tags": ["later"], "group": 1 },
        },
    });
    let first = tried(&app, &ada, &draft, &Value::Null, json!({ "type": "started" })).await;
    assert_eq!((first.state, first.problems.len()), (TryState::Waiting, 0));
    assert!(matches!(&first.said[1], TrySaid::Said { content: Content::Articles { articles, .. } }
        if articles[0].excerpt.is_none()));
    let run = first.run.unwrap();
    let no = tried(&app, &ada, &draft, &run, json!({ "type": "chosen", "option": "unresolved" })).await;
    assert_eq!(no.state, TryState::HandedOver);
    assert!(matches!(no.said.last(), Some(TrySaid::HandedOver { group: Some(group), tags, .. })
        if group == "Support" && tags == &["later"]));
    let yes = tried(&app, &ada, &draft, &run, json!({ "type": "chosen", "option": "resolved" })).await;
    assert_eq!(yes.state, TryState::Finished);

    let mut loose = draft.clone();
    loose["steps"]["ask"]["next"] = json!("");
    let lost = tried(&app, &ada, &loose, &run, json!({ "type": "text", "text": "no" })).await;
    assert_eq!(lost.problems[0].code, "not_connected");
    assert!(matches!(lost.said.last(), Some(TrySaid::HandedOver { reason, .. }) if reason == "broken_flow"));
    let nothing = tried(&app, &ada, &json!({ "steps": 3 }), &Value::Null, json!({ "type": "started" })).await;
    assert_eq!((nothing.state, nothing.said.len()), (TryState::Unreadable, 0));
}
