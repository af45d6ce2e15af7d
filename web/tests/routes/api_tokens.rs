//! `/desk/v1/admin/api-tokens` and `Authorization: Bearer fd_…`.

use crate::app::{ADA, As, Browser, MARIE, PASSWORD, TestApp, ok, refused};
use crate::client::Client;
use frontdesk_model::access::Role;
use frontdesk_model::directory::Agent;
use frontdesk_model::time::Span;
use frontdesk_web::http::{Access, ROUTES};
use frontdesk_web::wire::admin::{Listing, Revised};
use frontdesk_web::wire::agent::Group;
use frontdesk_web::wire::error::{ErrorBody, ErrorCode};
use frontdesk_web::wire::security::{ApiToken, MadeApiToken};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const PATH: &str = "/desk/v1/admin/api-tokens";

async fn ask(app: &TestApp, by: &Browser, access: &str, expires_at: Option<u64>) -> Response {
    let body = json!({ "name": " CRM ", "access": access, "expires_at": expires_at });
    app.post(PATH, &body).by(by).send().await.unwrap()
}

async fn make(app: &TestApp, by: &Browser, access: &str) -> MadeApiToken {
    let made: Revised<MadeApiToken> = ok(ask(app, by, access, None).await).await;
    made.entry
}

#[actix_web::test]
async fn a_program_acts_as_the_admin_who_made_its_token() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let made = make(&app, &ada, "write").await;
    assert!(made.secret.starts_with("fd_") && made.secret.len() == 67);
    // No page, no cookie, no CSRF token.
    let request = app.client.post(format!("{}/desk/v1/admin/groups", app.url)).bearing(&made.secret);
    let group: Revised<Group> = ok(request.json(&json!({ "name": "Sales" })).send().await.unwrap()).await;
    assert_eq!(group.entry.name, "Sales");
    let audit = app.get("/desk/v1/admin/audit").bearing(&made.secret).send().await.unwrap();
    let audit = audit.text().await.unwrap();
    assert!(audit.contains(r#""name":"Ada""#) && audit.contains("api_token"), "{audit}");
    let listed = app.get(PATH).by(&ada).send().await.unwrap().text().await.unwrap();
    assert!(!listed.contains(&made.secret[3..]) && !audit.contains(&made.secret[3..]), "{listed}");
    let listed: Listing<ApiToken> = serde_json::from_str(&listed).unwrap();
    let [known] = listed.entries.as_slice() else { panic!("there is one") };
    assert_eq!((known.entry.name.as_str(), known.entry.in_force), ("CRM", true));
    assert!(known.entry.last_used_at.is_some());

    let path = format!("{PATH}/{}", known.entry.id);
    let revoked = app.request(Method::DELETE, &path).by(&ada).send().await.unwrap();
    assert_eq!(revoked.status(), StatusCode::NO_CONTENT);
    let after = app.get("/desk/v1/me").bearing(&made.secret).send().await.unwrap();
    assert_eq!(refused(after).await, ErrorCode::NotSignedIn);
    let again = app.request(Method::DELETE, &path).by(&ada).send().await.unwrap();
    assert_eq!(refused(again).await, ErrorCode::NotFound);
}

/// Every route of the table, with a token that may read and one that may write.
#[actix_web::test]
async fn rel_s2_a_token_opens_what_its_admin_may_do_and_nothing_that_decides_about_access() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let (reads, writes) = (make(&app, &ada, "read").await.secret, make(&app, &ada, "write").await.secret);
    let mut tried = 0;
    for route in ROUTES {
        let path = route.path.replace("{id}", "1").replace("{token}", "0").replace("{path:.*}", "x");
        let only_reads = matches!(route.method, "GET" | "HEAD");
        for (secret, may_write) in [(&reads, false), (&writes, true)] {
            let expected = match route.access {
                Access::Public | Access::AgentOrVisitor => continue,
                // A visitor's token it is not.
                Access::Visitor => ErrorCode::NotSignedIn,
                // Without a handshake there is no answer about who asks; with one, see below.
                _ if route.path.starts_with("/ws/") => continue,
                _ if !may_write && !only_reads => ErrorCode::TokenReadOnly,
                Access::AdminInPerson => ErrorCode::InPersonOnly,
                _ if route.path.ends_with("sign-out") => ErrorCode::InPersonOnly,
                Access::Agent | Access::Admin => {
                    let request = app.request(route.method.parse().unwrap(), &path).bearing(secret);
                    let request = if only_reads { request } else { request.json(&json!({})) };
                    let text = request.send().await.unwrap().text().await.unwrap();
                    let code = serde_json::from_str::<ErrorBody>(&text).ok().map(|body| body.code);
                    let auth = [ErrorCode::NotSignedIn, ErrorCode::Forbidden, ErrorCode::CsrfMissing];
                    assert!(!code.is_some_and(|code| auth.contains(&code)), "{} {text}", route.path);
                    continue;
                }
            };
            let request = app.request(route.method.parse().unwrap(), &path).bearing(secret);
            let request = if only_reads { request } else { request.json(&json!({})) };
            let code = refused(request.send().await.unwrap()).await;
            assert_eq!(code, expected, "{} {}", route.method, route.path);
            tried += 1;
        }
        app.clock.advance(Span::minutes(1));
    }
    assert!(tried >= 40, "{tried}");
    let headers = [("origin", app.url.as_str()), ("authorization", &format!("Bearer {writes}"))];
    assert!(Client::try_open(&app, "/ws/agent", &headers).await.is_err(), "never on sockets");
}

#[actix_web::test]
async fn a_token_ends_by_time_and_with_its_admin() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let now = app.state.system.shared.clock.now().millis();
    assert_eq!(refused(ask(&app, &ada, "read", Some(now)).await).await, ErrorCode::InvalidField);
    let made: Revised<MadeApiToken> = ok(ask(&app, &ada, "read", Some(now + 60_000)).await).await;
    let me = || app.get("/desk/v1/me").bearing(&made.entry.secret);
    assert!(me().send().await.unwrap().status().is_success());
    app.clock.advance(Span::minutes(1));
    assert_eq!(refused(me().send().await.unwrap()).await, ErrorCode::NotSignedIn);

    let kept = make(&app, &ada, "write").await.secret;
    let me = || app.get("/desk/v1/me").bearing(&kept);
    assert!(me().send().await.unwrap().status().is_success());
    let is = |role, active| {
        let groups = Default::default();
        Agent { id: app.ada, name: "Ada".to_owned(), role, groups, capacity: 3, active }
    };
    for (role, active) in [(Role::Agent, true), (Role::Admin, false)] {
        app.put(frontdesk_actors::directory::Entry::Agent(is(role, active))).await;
        assert_eq!(refused(me().send().await.unwrap()).await, ErrorCode::NotSignedIn, "{role:?} {active}");
    }
}

#[actix_web::test]
async fn a_token_makes_nobody_who_may_do_more_and_is_limited() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let secret = make(&app, &ada, "write").await.secret;
    let body = |role: &str| {
        json!({
            "name": "Zoé", "email": "zoe@example.org", "password": PASSWORD, "role": role, "groups": [],
            "capacity": 3,
        })
    };
    let made = app.post("/desk/v1/admin/agents", &body("admin")).bearing(&secret).send().await.unwrap();
    assert_eq!(refused(made).await, ErrorCode::InPersonOnly);
    let made = app.post("/desk/v1/admin/agents", &body("agent")).bearing(&secret).send().await.unwrap();
    let _: Value = ok(made).await;
    let raised = json!({ "name": "Marie", "role": "admin", "groups": [], "capacity": 3, "active": true });
    let request = app.request(Method::PUT, &format!("/desk/v1/admin/agents/{}", app.marie)).bearing(&secret);
    let raised = request.header("if-match", "1").json(&raised).send().await.unwrap();
    assert_eq!(refused(raised).await, ErrorCode::InPersonOnly);

    let mut limited = false;
    for _ in 0..120 {
        let response = app.get("/desk/v1/me").bearing(&secret).send().await.unwrap();
        limited |= response.status() == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(limited);
    let marie = app.sign_in(MARIE).await;
    assert_eq!(refused(ask(&app, &marie, "read", None).await).await, ErrorCode::Forbidden);
    for guess in ["fd_", "fd_0", &format!("fd_{}", "0".repeat(64))] {
        let response = app.get("/desk/v1/me").bearing(guess).send().await.unwrap();
        assert_eq!(refused(response).await, ErrorCode::NotSignedIn);
    }
}
