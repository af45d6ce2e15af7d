//! Who may use what: every route of the table against everybody who may ask.

use crate::app::{ADA, As, Browser, MARIE, TestApp, YANNIS, refused};
use frontdesk_web::auth::new_token;
use frontdesk_web::http::{Access, ROUTES, Route};
use frontdesk_web::wire::error::{ErrorBody, ErrorCode};
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::json;

/// Everybody who may ask.
enum Actor {
    Anonymous,
    /// Who began the conversation that the paths name, and somebody else.
    Visitor(&'static str, String),
    Agent(&'static str, Browser),
    Admin(Browser),
    /// Signed in once, then revoked.
    Revoked(Browser),
}

impl Actor {
    fn name(&self) -> &str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Visitor(name, _) | Self::Agent(name, _) => name,
            Self::Admin(_) => "admin",
            Self::Revoked(_) => "revoked",
        }
    }

    fn send(&self, request: RequestBuilder) -> RequestBuilder {
        match self {
            Self::Anonymous => request,
            Self::Visitor(_, token) => request.bearing(token),
            Self::Agent(_, browser) | Self::Admin(browser) | Self::Revoked(browser) => request.by(browser),
        }
    }

    /// `None`: may use the route.
    fn refusal(&self, access: Access) -> Option<ErrorCode> {
        let allowed = match self {
            Self::Anonymous | Self::Revoked(_) => matches!(access, Access::Public),
            Self::Visitor(..) => matches!(access, Access::Public | Access::Visitor | Access::AgentOrVisitor),
            Self::Agent(..) => matches!(access, Access::Public | Access::Agent | Access::AgentOrVisitor),
            Self::Admin(_) => !matches!(access, Access::Visitor),
        };
        match (allowed, self, access) {
            (true, ..) => None,
            (false, Self::Agent(..), Access::Admin | Access::AdminInPerson) => Some(ErrorCode::Forbidden),
            (false, ..) => Some(ErrorCode::NotSignedIn),
        }
    }
}

/// The route's path with what exists in its place.
fn path(app: &TestApp, route: &Route, conversation: &str, file: &str) -> String {
    let id = match route.path {
        path if path.contains("conversations") => conversation.to_owned(),
        path if path.contains("attachments") => file.to_owned(),
        path if ["widget", "webhooks", "integrations", "channels"].iter().any(|word| path.contains(word)) => {
            app.widget.to_string()
        }
        // Nobody who is signed in for the test: their own password is not what is tried here.
        path if path.contains("admin/agents") => "999".to_owned(),
        _ => "1".to_owned(),
    };
    let path = route
        .path
        .replace("{id}", &id)
        .replace("{path:.*}", "a/page")
        .replace("{token}", "0123")
        .replace("{letter}", "0123456789abcdef01234567");
    if path.ends_with("attachments") { format!("{path}?name=a.txt") } else { path }
}

fn ask(app: &TestApp, route: &Route, path: &str) -> RequestBuilder {
    let request = app.request(route.method.parse().unwrap(), path);
    if route.method == "GET" || route.method == "HEAD" { request } else { request.json(&json!({})) }
}

/// What browsers have to be told with every answer.
fn check_headers(headers: &HeaderMap, what: &str) {
    let value =
        |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    assert_eq!(value("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(value("referrer-policy"), "no-referrer", "{what}");
    let policy = value("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{what}: {policy}");
    for name in ["cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy"] {
        assert!(!value(name).is_empty(), "{name} of {what}");
    }
}

async fn code_of(response: Response, what: &str) -> Option<ErrorCode> {
    check_headers(response.headers(), what);
    let status = response.status();
    let text = response.text().await.unwrap();
    if status.is_success() || status.is_redirection() || what.contains("HEAD") {
        return matches!(status.as_u16(), 401).then_some(ErrorCode::NotSignedIn);
    }
    match serde_json::from_str::<ErrorBody>(&text) {
        Ok(body) => Some(body.code),
        // A page that says that the front-end was not built.
        Err(_) => {
            assert!(text.starts_with("<!doctype html>"), "{what}: {status} {text}");
            None
        }
    }
}

#[actix_web::test]
async fn rel_s2_everybody_gets_what_the_table_says_and_nothing_else() {
    let app = TestApp::start().await;
    let (ana, conversation) = app.waiting_visitor().await;
    let upload = app.request(Method::POST, "/desk/v1/widget/attachments?name=a.txt").bearing(&ana);
    let file: serde_json::Value = crate::app::ok(upload.body("hello").send().await.unwrap()).await;
    let revoked = app.sign_in(YANNIS).await;
    frontdesk_web::auth::sessions::revoke_all(&app.state, app.yannis).await.unwrap();
    let mut refusals = 0;
    for route in ROUTES {
        // Signing out ends a session, so each route has fresh ones.
        let ends = route.path.ends_with("logout");
        let actors = [
            Actor::Anonymous,
            Actor::Visitor("visitor A", if ends { app.visit().await } else { ana.clone() }),
            Actor::Visitor("visitor B", app.visit().await),
            Actor::Agent("agent", app.sign_in(MARIE).await),
            Actor::Admin(app.sign_in(ADA).await),
            Actor::Revoked(revoked.clone()),
        ];
        let path = path(&app, route, &conversation.to_string(), file["id"].as_str().unwrap());
        for actor in &actors {
            let what = format!("{} {} by {}", route.method, route.path, actor.name());
            let code = code_of(actor.send(ask(&app, route, &path)).send().await.unwrap(), &what).await;
            let auth = [
                ErrorCode::NotSignedIn,
                ErrorCode::Forbidden,
                ErrorCode::CsrfMissing,
                ErrorCode::OriginRefused,
            ];
            match actor.refusal(route.access) {
                Some(refusal) => {
                    assert_eq!(code, Some(refusal), "{what}");
                    refusals += 1;
                }
                None => assert!(!code.is_some_and(|code| auth.contains(&code)), "{what}: {code:?}"),
            }
        }
        // Buckets of visitors fill again between the routes.
        app.clock.advance(frontdesk_model::time::Span::minutes(1));
    }
    assert!(refusals > 80, "only {refusals} combinations were refused");
}

/// Objects of others: what exists and what does not look alike.
#[actix_web::test]
async fn rel_s2_what_belongs_to_somebody_else_does_not_exist() {
    let app = TestApp::start().await;
    let (ana, conversation) = app.waiting_visitor().await;
    let (ben, _) = app.waiting_visitor().await;
    let path = format!("/desk/v1/widget/conversations/{conversation}/items?before=100");
    assert!(app.get(&path).bearing(&ana).send().await.unwrap().status().is_success());
    let nobodys = "/desk/v1/widget/conversations/0123456789abcdef01234567/items?before=100";
    let theirs = app.get(&path).bearing(&ben).send().await.unwrap();
    let none = app.get(nobodys).bearing(&ben).send().await.unwrap();
    assert_eq!(theirs.status(), none.status());
    assert_eq!(theirs.text().await.unwrap(), none.text().await.unwrap());
}

fn agents_changes() -> impl Iterator<Item = &'static Route> {
    let changes = |route: &&Route| !matches!(route.method, "GET" | "HEAD");
    ROUTES
        .iter()
        .filter(|route| matches!(route.access, Access::Agent | Access::Admin | Access::AdminInPerson))
        .filter(changes)
}

#[actix_web::test]
async fn rel_s9_a_change_without_the_sessions_own_token_is_refused() {
    let app = TestApp::start().await;
    let (ada, other) = (app.sign_in(ADA).await, app.sign_in(ADA).await);
    assert_ne!(ada.cookie, other.cookie, "each sign-in has a session of its own");
    let mut tried = 0;
    for route in agents_changes() {
        let path = path(&app, route, "0123456789abcdef01234567", "0123456789abcdef01234567");
        for csrf in ["", "0", &other.csrf, &ada.csrf[1..], &ada.csrf.to_uppercase().replace('A', "B")] {
            let request = ask(&app, route, &path).header("cookie", &ada.cookie);
            let request = if csrf.is_empty() { request } else { request.header("x-frontdesk-csrf", csrf) };
            let code = refused(request.send().await.unwrap()).await;
            assert_eq!(code, ErrorCode::CsrfMissing, "{} {}", route.method, route.path);
            tried += 1;
        }
    }
    assert!(tried >= 60, "{tried}");
}

#[actix_web::test]
async fn rel_s4_a_change_from_a_foreign_page_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let changes = ROUTES.iter().filter(|route| route.path.starts_with("/desk/"));
    for route in changes.filter(|route| !matches!(route.method, "GET" | "HEAD")) {
        let path = path(&app, route, "0123456789abcdef01234567", "0123456789abcdef01234567");
        let url = format!("{}{path}", app.url);
        let suffix = format!("{}.evil.test", app.url);
        for origin in ["null", "https://evil.test", &suffix, "http://127.0.0.1", "", "file://"] {
            let request = app.client.request(route.method.parse().unwrap(), &url).json(&json!({}));
            let response = request.by(&ada).header("origin", origin).send().await.unwrap();
            assert_eq!(refused(response).await, ErrorCode::OriginRefused, "{origin} {}", route.path);
        }
        for site in ["cross-site", "same-site"] {
            let request = app.client.request(route.method.parse().unwrap(), &url).json(&json!({}));
            let response = request.by(&ada).header("sec-fetch-site", site).send().await.unwrap();
            assert_eq!(refused(response).await, ErrorCode::OriginRefused, "{site} {}", route.path);
        }
    }
}

#[actix_web::test]
async fn rel_s9_forged_cookies_open_nothing() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let token = marie.cookie.split_once('=').unwrap().1;
    let hash = hex::encode(frontdesk_web::auth::token_hash(token));
    let mut forged: Vec<String> = (0..200).map(|_| new_token()).collect();
    forged.extend([
        String::new(),
        "0".repeat(64),
        // What is stored is not what is sent.
        hash,
        token[1..].to_owned(),
        format!("{token}0"),
        token.to_uppercase().replace('A', "B"),
        "%00".to_owned(),
        "../../data".to_owned(),
        "x".repeat(4_000),
    ]);
    for cookie in forged {
        let request = app.get("/desk/v1/me").header("cookie", format!("frontdesk={cookie}"));
        assert_eq!(refused(request.send().await.unwrap()).await, ErrorCode::NotSignedIn, "{cookie}");
    }
    let renamed = app.get("/desk/v1/me").header("cookie", format!("__Host-frontdesk={token}"));
    assert_eq!(refused(renamed.send().await.unwrap()).await, ErrorCode::NotSignedIn);
    let bearer = app.get("/desk/v1/me").bearing(token);
    assert_eq!(refused(bearer.send().await.unwrap()).await, ErrorCode::NotSignedIn);
}
