//! `/desk/v1/admin/sessions`, `/desk/v1/admin/agents/{id}/sign-out` and the audit log's filters.

use crate::app::{ADA, As, Browser, MARIE, PASSWORD, TestApp, YANNIS, ok, refused};
use crate::client::{Client, End};
use frontdesk_actors::logins::LoginSession;
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::security::{ActiveSession, ActiveSessions, Audit, AuditDeed};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

async fn sessions(app: &TestApp, by: &Browser) -> Vec<ActiveSession> {
    let found: ActiveSessions = ok(app.get("/desk/v1/admin/sessions").by(by).send().await.unwrap()).await;
    found.sessions
}

async fn audit(app: &TestApp, by: &Browser, query: &str) -> Audit {
    ok(app.get(&format!("/desk/v1/admin/audit?{query}")).by(by).send().await.unwrap()).await
}

#[actix_web::test]
async fn an_admin_sees_who_is_signed_in_where_and_ends_it() {
    let app = TestApp::start().await;
    let body = json!({ "email": ADA, "password": PASSWORD });
    let request = app.post("/desk/v1/sign-in", &body).header("user-agent", FIREFOX);
    let signed_in = request.send().await.unwrap();
    let set = signed_in.headers()["set-cookie"].to_str().unwrap().to_owned();
    let me: Value = ok(signed_in).await;
    let ada = Browser {
        cookie: set.split(';').next().unwrap().to_owned(),
        csrf: me["csrf"].as_str().unwrap().to_owned(),
    };
    app.clock.advance(Span::minutes(1));
    let marie = app.sign_in(MARIE).await;
    let mut socket = Client::agent(&app, &marie).await;
    let found = sessions(&app, &ada).await;
    let [maries, adas] = found.as_slice() else { panic!("the newest first: {found:?}") };
    assert_eq!((adas.current, maries.current), (true, false));
    assert_eq!((adas.browser.as_deref(), adas.system.as_deref()), (Some("Firefox"), Some("Linux")));
    assert_eq!((adas.address.as_deref(), maries.agent.name.as_str()), (Some("127.0.0.1"), "Marie"));
    assert_eq!(maries.browser, None);
    let text = app.get("/desk/v1/admin/sessions").by(&ada).send().await.unwrap().text().await.unwrap();
    let (_, token) = marie.cookie.split_once('=').unwrap();
    let hash = hex::encode(frontdesk_web::auth::token_hash(token));
    assert!(!text.contains(token) && !text.contains(&hash), "neither opens anything");

    app.clock.advance(Span::minutes(5));
    assert!(app.get("/desk/v1/me").by(&marie).send().await.unwrap().status().is_success());
    let seen = sessions(&app, &ada).await;
    assert!(seen[0].seen_at > seen[0].signed_in_at, "it was used since");

    let path = format!("/desk/v1/admin/sessions/{}", maries.id);
    let ended = app.request(Method::DELETE, &path).by(&ada).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert_eq!(socket.end().await.1, End::Closed { code: 4401 });
    let me = app.get("/desk/v1/me").by(&marie).send().await.unwrap();
    assert_eq!(refused(me).await, ErrorCode::NotSignedIn);
    let again = app.request(Method::DELETE, &path).by(&ada).send().await.unwrap();
    assert_eq!(refused(again).await, ErrorCode::NotFound);
}

#[actix_web::test]
async fn signing_somebody_out_everywhere_ends_all_of_theirs_and_nobody_elses() {
    let app = TestApp::start().await;
    let (ada, yannis) = (app.sign_in(ADA).await, app.sign_in(YANNIS).await);
    let maries = [app.sign_in(MARIE).await, app.sign_in(MARIE).await];
    let mut socket = Client::agent(&app, &maries[1]).await;
    let path = format!("/desk/v1/admin/agents/{}/sign-out", app.marie);
    let done = app.post(&path, &json!({})).by(&ada).send().await.unwrap();
    assert_eq!(done.status(), StatusCode::NO_CONTENT);
    assert_eq!(socket.end().await.1, End::Closed { code: 4401 });
    for session in &maries {
        let me = app.get("/desk/v1/me").by(session).send().await.unwrap();
        assert_eq!(refused(me).await, ErrorCode::NotSignedIn);
    }
    assert!(app.get("/desk/v1/me").by(&yannis).send().await.unwrap().status().is_success());
    let told = audit(&app, &ada, "limit=1").await;
    assert_eq!(
        (told.entries[0].did, told.entries[0].name.as_deref()),
        (AuditDeed::SignedOutEverywhere, Some("Marie"))
    );
    let nobody = app.post("/desk/v1/admin/agents/77/sign-out", &json!({})).by(&ada).send().await.unwrap();
    assert_eq!(refused(nobody).await, ErrorCode::NotFound);
}

#[actix_web::test]
async fn the_audit_log_is_filtered_and_read_page_by_page() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let before = app.state.system.shared.clock.now().millis();
    app.clock.advance(Span::minutes(10));
    for number in 0..7 {
        let body = json!({ "name": format!("Group {number}") });
        let made = app.post("/desk/v1/admin/groups", &body).by(&ada).send().await.unwrap();
        assert_eq!(made.status(), StatusCode::CREATED);
    }
    let field = json!({ "label": "Size", "options": [], "end_user_editable": true });
    let _: Value = ok(app.post("/desk/v1/admin/fields", &field).by(&ada).send().await.unwrap()).await;

    let (mut names, mut query) = (Vec::new(), "kind=group&limit=3".to_owned());
    loop {
        let page = audit(&app, &ada, &query).await;
        assert!(page.entries.len() <= 3 && page.entries.iter().all(|entry| entry.kind == "group"));
        names.extend(page.entries.into_iter().filter_map(|entry| entry.name));
        match page.next {
            Some(next) => query = format!("kind=group&limit=3&before={next}"),
            None => break,
        }
    }
    let all: Vec<String> = (0..7).rev().map(|number| format!("Group {number}")).collect();
    assert_eq!(names, [all, vec!["Support".to_owned()]].concat(), "each once, the newest first");

    let by = audit(&app, &ada, &format!("by={}", app.ada)).await;
    assert_eq!(by.entries.len(), 8);
    let one = audit(&app, &ada, "kind=group&key=3").await;
    assert_eq!(one.entries.len(), 1);
    let since = audit(&app, &ada, &format!("since={}", before + 1)).await;
    assert_eq!(since.entries.len(), 8);
    let until = audit(&app, &ada, &format!("until={}", before + 1)).await;
    assert!(until.entries.iter().all(|entry| entry.by.is_none()), "what the server was furnished with");
    for query in ["before=x", "limit=0", "kind=group&color=red"] {
        let path = format!("/desk/v1/admin/audit?{query}");
        assert_eq!(
            refused(app.get(&path).by(&ada).send().await.unwrap()).await,
            ErrorCode::InvalidField,
            "{query}"
        );
    }
}

#[test]
fn a_session_of_an_earlier_server_is_read() {
    let old = r#"{"agent":2,"created_at":1,"expires_at":2,"csrf":"x"}"#;
    let session: LoginSession = serde_json::from_str(old).unwrap();
    assert_eq!((session.address, session.user_agent, session.seen_at), (None, None, None::<Timestamp>));
}
