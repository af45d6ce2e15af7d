//! `/desk/v1/admin/…`

use crate::app::{ADA, As, Browser, MARIE, PASSWORD, TestApp, ok, refused};
use crate::client::{Client, End};
use frontdesk_web::wire::admin::{
    Agent, Field, FlowRefused, Integration, Listing, Revised, Routing, Settings,
};
use frontdesk_web::wire::agent::{Group, Role};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::security::{Audit, AuditChange, AuditDeed};
use frontdesk_web::wire::shared::ChannelKind;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn put(app: &TestApp, browser: &Browser, path: &str, revision: u64, body: &Value) -> Response {
    let request = app.request(Method::PUT, path).by(browser).header("if-match", format!("\"{revision}\""));
    request.json(body).send().await.unwrap()
}

async fn post(app: &TestApp, browser: &Browser, path: &str, body: &Value) -> Response {
    app.post(path, body).by(browser).send().await.unwrap()
}

#[actix_web::test]
async fn of_two_admins_the_faster_one_wins_and_the_other_is_told() {
    let app = TestApp::start().await;
    let (ada, eve) = (app.sign_in(ADA).await, app.sign_in(ADA).await);
    let made = post(&app, &ada, "/desk/v1/admin/groups", &json!({ "name": " Sales " })).await;
    assert_eq!((made.status(), made.headers()["etag"].to_str().unwrap()), (StatusCode::CREATED, "\"1\""));
    let made: Revised<Group> = ok(made).await;
    assert_eq!((made.revision, made.entry.name.as_str()), (1, "Sales"));
    let path = format!("/desk/v1/admin/groups/{}", made.entry.id);
    let changed: Revised<Group> = ok(put(&app, &ada, &path, 1, &json!({ "name": "Verkauf" })).await).await;
    assert_eq!(changed.revision, 2);
    let late = put(&app, &eve, &path, 1, &json!({ "name": "Ventes" })).await;
    assert_eq!(refused(late).await, ErrorCode::RevisionConflict);
    let listed: Listing<Group> = ok(app.get("/desk/v1/admin/groups").by(&eve).send().await.unwrap()).await;
    let names: Vec<_> =
        listed.entries.iter().map(|entry| (entry.revision, entry.entry.name.as_str())).collect();
    assert_eq!(names, [(1, "Support"), (2, "Verkauf")]);
    // The running system works with it at once.
    let directory = app.state.system.shared.directory.get();
    assert_eq!(directory.group_name(made.entry.id), "Verkauf");

    let blind = app.request(Method::PUT, &path).by(&ada).json(&json!({ "name": "x" })).send().await.unwrap();
    assert_eq!(refused(blind).await, ErrorCode::InvalidField, "a change names what it was made from");
    let nobodys = put(&app, &ada, "/desk/v1/admin/groups/77", 1, &json!({ "name": "x" })).await;
    assert_eq!(refused(nobodys).await, ErrorCode::NotFound);
    for name in ["", "   ", &"x".repeat(101), "a\nb"] {
        let response = post(&app, &ada, "/desk/v1/admin/groups", &json!({ "name": name })).await;
        assert_eq!(refused(response).await, ErrorCode::InvalidField, "{name:?}");
    }
}

#[actix_web::test]
async fn a_group_changes_with_its_members_or_not_at_all() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let body = json!({ "name": "Sales", "join": [app.marie, app.ada] });
    let made: Revised<Group> = ok(post(&app, &ada, "/desk/v1/admin/groups", &body).await).await;
    let group = made.entry.id;
    let members = || {
        let directory = app.state.system.shared.directory.get();
        let of = directory.agents.values().filter(|agent| agent.groups.contains(&group));
        of.map(|agent| agent.id).collect::<Vec<_>>()
    };
    assert!(members().len() == 2 && members().contains(&app.marie));

    let path = format!("/desk/v1/admin/groups/{group}");
    let body = json!({ "name": "Verkauf", "leave": [app.ada, app.ada] });
    assert_eq!(put(&app, &ada, &path, 1, &body).await.status(), StatusCode::OK);
    assert_eq!(members(), [app.marie], "whoever is not named stays what they are");

    let body = json!({ "name": "Ventes", "leave": [app.marie] });
    assert_eq!(refused(put(&app, &ada, &path, 1, &body).await).await, ErrorCode::RevisionConflict);
    let body = json!({ "name": "Ventes", "leave": [app.marie], "join": [9_999] });
    assert_eq!(refused(put(&app, &ada, &path, 2, &body).await).await, ErrorCode::InvalidField);
    assert_eq!(members(), [app.marie]);
    assert_eq!(app.state.system.shared.directory.get().group_name(group), "Verkauf");
}

fn agent(email: &str) -> Value {
    json!({ "name": "Zoé", "email": email, "password": PASSWORD, "role": "agent", "groups": [1], "capacity": 5 })
}

#[actix_web::test]
async fn a_new_agent_signs_in() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let made: Revised<Agent> =
        ok(post(&app, &ada, "/desk/v1/admin/agents", &agent("Zoe@Example.org")).await).await;
    assert_eq!(made.entry.email.as_deref(), Some("zoe@example.org"));
    app.sign_in("zoe@example.org").await;
    let taken = post(&app, &ada, "/desk/v1/admin/agents", &agent("zoe@example.org")).await;
    assert_eq!(refused(taken).await, ErrorCode::AlreadyExists);
    let listed = app.get("/desk/v1/admin/agents").by(&ada).send().await.unwrap().text().await.unwrap();
    assert!(!listed.contains("argon2") && !listed.contains("hash"), "rel_S10: {listed}");
    let listed: Listing<Agent> = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed.entries.len(), 4);

    for (field, value) in [
        ("email", json!("not an address")),
        ("password", json!("short")),
        ("capacity", json!(501)),
        ("groups", json!([77])),
        ("name", json!("")),
    ] {
        let mut body = agent("other@example.org");
        body[field] = value;
        let response = post(&app, &ada, "/desk/v1/admin/agents", &body).await;
        let refusal: Value = response.json().await.unwrap();
        assert_eq!(
            (refusal["code"].as_str(), refusal["field"].as_str()),
            (Some("invalid_field"), Some(field))
        );
    }
}

#[actix_web::test]
async fn rel_s9_a_new_password_ends_everything_that_was_opened_with_the_old_one() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let sessions = [app.sign_in(MARIE).await, app.sign_in(MARIE).await];
    let mut socket = Client::agent(&app, &sessions[0]).await;
    let path = format!("/desk/v1/admin/agents/{}/password", app.marie);
    let response = post(&app, &ada, &path, &json!({ "password": "a new secret of hers" })).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    for session in &sessions {
        let me = app.get("/desk/v1/me").by(session).send().await.unwrap();
        assert_eq!(refused(me).await, ErrorCode::NotSignedIn);
    }
    assert_eq!(socket.end().await.1, End::Closed { code: 4401 });
    assert_eq!(refused(app.try_sign_in(MARIE, PASSWORD).await).await, ErrorCode::WrongCredentials);
    assert_eq!(app.try_sign_in(MARIE, "a new secret of hers").await.status(), StatusCode::OK);
    assert!(
        app.get("/desk/v1/me").by(&ada).send().await.unwrap().status().is_success(),
        "others stay signed in"
    );
    let short = post(&app, &ada, &path, &json!({ "password": "short" })).await;
    assert_eq!(refused(short).await, ErrorCode::InvalidField);
    let nobodys =
        post(&app, &ada, "/desk/v1/admin/agents/77/password", &json!({ "password": PASSWORD })).await;
    assert_eq!(refused(nobodys).await, ErrorCode::NotFound);
    let audit = app.get("/desk/v1/admin/audit").by(&ada).send().await.unwrap().text().await.unwrap();
    assert!(audit.contains(r#""did":"password_changed""#) && !audit.contains("secret of hers"), "{audit}");
}

#[actix_web::test]
async fn a_deactivated_agent_is_out_at_once_and_the_last_admin_stays() {
    let app = TestApp::start().await;
    let (ada, marie) = (app.sign_in(ADA).await, app.sign_in(MARIE).await);
    let mut socket = Client::agent(&app, &marie).await;
    let path = format!("/desk/v1/admin/agents/{}", app.marie);
    let body = json!({ "name": "Marie", "role": "agent", "groups": [1], "capacity": 3, "active": false });
    let changed: Revised<Agent> = ok(put(&app, &ada, &path, 1, &body).await).await;
    assert!(!changed.entry.active);
    assert_eq!(socket.end().await.1, End::Closed { code: 4401 });
    let me = app.get("/desk/v1/me").by(&marie).send().await.unwrap();
    assert_eq!(refused(me).await, ErrorCode::NotSignedIn);
    assert_eq!(refused(app.try_sign_in(MARIE, PASSWORD).await).await, ErrorCode::WrongCredentials);

    let path = format!("/desk/v1/admin/agents/{}", app.ada);
    for (role, active) in [("agent", true), ("admin", false)] {
        let body = json!({ "name": "Ada", "role": role, "groups": [], "capacity": 3, "active": active });
        let response = put(&app, &ada, &path, 1, &body).await;
        assert_eq!(refused(response).await, ErrorCode::InvalidField, "nobody could undo it");
    }
}

#[actix_web::test]
async fn an_admin_who_is_none_any_more_signs_in_anew() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let mut body = agent("zoe@example.org");
    body["role"] = json!("admin");
    let zoe: Revised<Agent> = ok(post(&app, &ada, "/desk/v1/admin/agents", &body).await).await;
    assert_eq!(zoe.entry.role, Role::Admin);
    let session = app.sign_in("zoe@example.org").await;
    let mut socket = Client::agent(&app, &session).await;
    let path = format!("/desk/v1/admin/agents/{}", zoe.entry.id);
    let body = json!({ "name": "Zoé", "role": "agent", "groups": [], "capacity": 3, "active": true });
    let _: Revised<Agent> = ok(put(&app, &ada, &path, 1, &body).await).await;
    assert_eq!(socket.end().await.1, End::Closed { code: 4401 }, "it would go on with the old role");
    let response = app.get("/desk/v1/admin/agents").by(&session).send().await.unwrap();
    assert_eq!(refused(response).await, ErrorCode::NotSignedIn);
    let session = app.sign_in("zoe@example.org").await;
    let response = app.get("/desk/v1/admin/agents").by(&session).send().await.unwrap();
    assert_eq!(refused(response).await, ErrorCode::Forbidden);
}

#[actix_web::test]
async fn fields_integrations_and_settings_are_checked_and_kept() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let field = json!({ "label": "Size", "options": ["S", "M"], "end_user_editable": true });
    let made: Revised<Field> = ok(post(&app, &ada, "/desk/v1/admin/fields", &field).await).await;
    let path = format!("/desk/v1/admin/fields/{}", made.entry.definition.id);
    let twice = json!({ "label": "Size", "options": ["S", "S"], "end_user_editable": true });
    assert_eq!(refused(put(&app, &ada, &path, 1, &twice).await).await, ErrorCode::InvalidField);
    let text = json!({ "label": "Size", "options": [], "end_user_editable": false });
    let changed: Revised<Field> = ok(put(&app, &ada, &path, 1, &text).await).await;
    assert_eq!((changed.revision, changed.entry.end_user_editable), (2, false));

    let look = json!({ "title": "Hi", "brand_color": "#8A4B2A", "uploads": false });
    let widget = json!({ "name": "Second", "flow": null, "group": 1, "widget": look });
    let made: Revised<Integration> = ok(post(&app, &ada, "/desk/v1/admin/integrations", &widget).await).await;
    assert_eq!(made.entry.widget.brand_color, "#8a4b2a");
    let path = format!("/desk/v1/admin/integrations/{}", made.entry.id);
    for (field, value) in [
        ("flow", json!(77)),
        ("group", json!(77)),
        ("widget", json!({ "title": "Hi", "brand_color": "red;}", "uploads": true })),
        ("name", json!("")),
    ] {
        let mut body = widget.clone();
        body[field] = value;
        assert_eq!(refused(put(&app, &ada, &path, 1, &body).await).await, ErrorCode::InvalidField, "{field}");
    }
    let session: Value =
        ok(app.post(&format!("/desk/v1/widget/{}/session", made.entry.id), &json!({})).send().await.unwrap())
            .await;
    assert_eq!(session["settings"]["uploads"], false, "it is there at once");

    let path = "/desk/v1/admin/settings";
    let shown: Revised<Settings> = ok(app.get(path).by(&ada).send().await.unwrap()).await;
    assert_eq!(shown.revision, 0);
    let mut body = serde_json::to_value(&shown.entry).unwrap();
    body["offer_timeout_ms"] = json!(45_000);
    let changed: Revised<Settings> = ok(put(&app, &ada, path, 0, &body).await).await;
    assert_eq!((changed.revision, changed.entry.offer_timeout_ms), (1, 45_000));
    assert_eq!(refused(put(&app, &ada, path, 0, &body).await).await, ErrorCode::RevisionConflict);
    body["close_after_ms"] = json!(29_u64 * 24 * 3_600_000);
    assert_eq!(refused(put(&app, &ada, path, 1, &body).await).await, ErrorCode::InvalidField);
}

#[actix_web::test]
async fn what_is_made_is_a_widget_or_a_live_chat_and_stays_what_it_is() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let look = json!({ "title": "Hi", "brand_color": "#8a4b2a", "uploads": true });
    let mut chat = json!({ "kind": "chat", "name": "Live", "flow": null, "group": 1, "widget": look });
    let made: Revised<Integration> = ok(post(&app, &ada, "/desk/v1/admin/integrations", &chat).await).await;
    assert_eq!(made.entry.kind, ChannelKind::Chat);
    let path = format!("/desk/v1/admin/integrations/{}", made.entry.id);
    chat["kind"] = json!("widget");
    assert_eq!(refused(put(&app, &ada, &path, 1, &chat).await).await, ErrorCode::InvalidField);
    chat.as_object_mut().unwrap().remove("kind");
    let changed: Revised<Integration> = ok(put(&app, &ada, &path, 1, &chat).await).await;
    assert_eq!(changed.entry.kind, ChannelKind::Chat);
    chat["kind"] = json!("whatsapp");
    let told = post(&app, &ada, "/desk/v1/admin/integrations", &chat).await;
    assert_eq!(told.status(), StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn a_flow_is_published_in_versions_or_says_what_is_wrong_where() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let flow = json!({
        "name": "Welcome", "start": "hello", "fallback": "Sorry?",
        "steps": { "hello": { "type": "transfer_to_agent", "group": 1 } },
    });
    let made: Value = ok(post(&app, &ada, "/desk/v1/admin/flows", &flow).await).await;
    assert_eq!((made["revision"].as_u64(), made["entry"]["version"].as_u64()), (Some(1), Some(1)));
    let path = format!("/desk/v1/admin/flows/{}", made["entry"]["id"]);
    let next: Value = ok(put(&app, &ada, &path, 1, &flow).await).await;
    assert_eq!(next["entry"]["version"], 2);
    assert_eq!(refused(put(&app, &ada, &path, 1, &flow).await).await, ErrorCode::RevisionConflict);
    let listed: Value = ok(app.get("/desk/v1/admin/flows").by(&ada).send().await.unwrap()).await;
    assert_eq!(listed["entries"].as_array().unwrap().len(), 1, "the newest version of each");
    assert_eq!(listed["entries"][0]["revision"], 2);

    let mut wrong = flow.clone();
    wrong["start"] = json!("nowhere");
    wrong["steps"]["hello"]["group"] = json!(77);
    let response = post(&app, &ada, "/desk/v1/admin/flows", &wrong).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refusal: FlowRefused = response.json().await.unwrap();
    assert_eq!(refusal.error.code, ErrorCode::InvalidField);
    let of_step = refusal.problems.iter().filter(|problem| problem.step.as_deref() == Some("hello"));
    assert!(of_step.clone().any(|problem| problem.text.contains("group 77")), "{:?}", refusal.problems);
    assert!(refusal.problems.iter().any(|problem| problem.step.is_none()), "{:?}", refusal.problems);
    let unread = post(&app, &ada, "/desk/v1/admin/flows", &json!({ "steps": 3 })).await;
    assert_eq!(refused(unread).await, ErrorCode::InvalidField);
    let standard = format!("/desk/v1/admin/flows/{}", frontdesk_model::id::MAX_NUMBER);
    assert_eq!(refused(put(&app, &ada, &standard, 1, &flow).await).await, ErrorCode::NotFound);
}

#[actix_web::test]
async fn who_changed_what_is_told() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let _: Value = ok(post(&app, &ada, "/desk/v1/admin/groups", &json!({ "name": "Sales" })).await).await;
    let audit: Audit = ok(app.get("/desk/v1/admin/audit?limit=1").by(&ada).send().await.unwrap()).await;
    let [entry] = audit.entries.as_slice() else { panic!("one was asked for") };
    assert_eq!((entry.kind.as_str(), entry.key.as_str()), ("group", "2"));
    assert_eq!(entry.by.as_ref().map(|by| by.name.as_str()), Some("Ada"));
    assert_eq!((entry.did, entry.name.as_deref()), (AuditDeed::Created, Some("Sales")));
    let made = AuditChange { field: "name".to_owned(), before: Value::Null, after: json!("Sales") };
    assert_eq!(entry.changes, [made]);
}

#[actix_web::test]
async fn why_it_is_not_routed_is_answered() {
    let app = TestApp::start().await;
    let (_, id) = app.waiting_visitor().await;
    let ada = app.sign_in(ADA).await;
    let path = format!("/desk/v1/admin/conversations/{id}/routing");
    let routing: Routing = ok(app.get(&path).by(&ada).send().await.unwrap()).await;
    assert_eq!((routing.why.as_str(), routing.position), ("all_away", Some(1)));
    assert!(routing.text.ends_with('.'), "{}", routing.text);
    let nobodys = app.get("/desk/v1/admin/conversations/0123456789abcdef01234567/routing").by(&ada);
    assert_eq!(refused(nobodys.send().await.unwrap()).await, ErrorCode::NotFound);
}
