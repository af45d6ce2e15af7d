//! `/desk/v1/sign-in`, `/desk/v1/sign-out`, `/desk/v1/me`.

use crate::app::{As, MARIE, PASSWORD, TestApp, YANNIS, ok, refused};
use frontdesk_model::time::Span;
use frontdesk_web::wire::error::ErrorCode;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[actix_web::test]
async fn an_agent_signs_in_and_out() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let me: Value = ok(app.get("/desk/v1/me").by(&marie).send().await.unwrap()).await;
    assert_eq!(me["agent"]["name"], "Marie");
    assert_eq!(me["agent"]["role"], "agent");
    assert_eq!(me["csrf"], marie.csrf.as_str());

    let out = app.request(Method::POST, "/desk/v1/sign-out").by(&marie).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert!(out.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    let gone = app.get("/desk/v1/me").by(&marie).send().await.unwrap();
    assert_eq!(refused(gone).await, ErrorCode::NotSignedIn);
}

#[actix_web::test]
async fn an_address_is_written_in_any_case() {
    let app = TestApp::start().await;
    app.sign_in(" Marie@Example.ORG ").await;
}

#[actix_web::test]
async fn a_session_ends_by_itself() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    app.clock.advance(Span::seconds(app.state.config.login_seconds - 1));
    assert!(app.get("/desk/v1/me").by(&marie).send().await.unwrap().status().is_success());
    app.clock.advance(Span::seconds(1));
    let over = app.get("/desk/v1/me").by(&marie).send().await.unwrap();
    assert_eq!(refused(over).await, ErrorCode::NotSignedIn);
    frontdesk_web::auth::sessions::sweep(&app.state.system.shared).await.unwrap();
    let kind = frontdesk_storage::RecordKind::LoginSession;
    assert_eq!(app.records().records(kind, &[], 10).await.unwrap(), []);
}

#[actix_web::test]
async fn rel_s9_the_cookie_is_for_this_host_and_no_script() {
    let app = TestApp::with(|config| config.public_url = "https://desk.example.org".to_owned()).await;
    let body = json!({ "email": MARIE, "password": PASSWORD });
    let request = app.client.post(format!("{}/desk/v1/sign-in", app.url)).json(&body);
    let response = request.header("origin", "https://desk.example.org").send().await.unwrap();
    assert_eq!(response.headers()["strict-transport-security"], "max-age=31536000");
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-frontdesk="), "{cookie}");
    for part in ["; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/", "; Max-Age=43200"] {
        assert!(cookie.contains(part), "{part} is missing in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[actix_web::test]
async fn what_is_wrong_is_not_told() {
    let app = TestApp::start().await;
    let wrong = app.try_sign_in(MARIE, "not her password").await.text().await.unwrap();
    for (email, password) in [
        ("nobody@example.org", PASSWORD),
        ("not an address", PASSWORD),
        (MARIE, ""),
        (MARIE, &"x".repeat(10_000)),
        ("", ""),
    ] {
        let response = app.try_sign_in(email, password).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert!(response.headers().get("set-cookie").is_none());
        assert_eq!(response.text().await.unwrap(), wrong, "{email}");
    }
}

/// Ten thousand guesses within fifteen minutes: ten are looked at.
#[actix_web::test]
async fn rel_s9_guessing_is_stopped() {
    let app = TestApp::start().await;
    let mut looked_at = 0;
    for _ in 0..9_999 {
        match refused(app.try_sign_in(MARIE, "a guess").await).await {
            ErrorCode::WrongCredentials => looked_at += 1,
            code => assert_eq!(code, ErrorCode::TooManyRequests),
        }
        app.clock.advance(Span::millis(90));
    }
    assert!((5..=10).contains(&looked_at), "{looked_at} guesses were looked at");
    // The right password has to wait as well; others do not.
    let response = app.try_sign_in(MARIE, PASSWORD).await;
    let wait: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert_eq!(wait, 1, "one more guess each three minutes");
    assert_eq!(refused(response).await, ErrorCode::TooManyRequests);
    app.sign_in(YANNIS).await;
    app.clock.advance(Span::seconds(wait));
    app.sign_in(MARIE).await;
}

#[actix_web::test]
async fn rel_s9_many_accounts_from_one_address_are_stopped_too() {
    let app = TestApp::start().await;
    let mut looked_at = 0;
    for guess in 0..80 {
        let email = format!("agent{guess}@example.org");
        if refused(app.try_sign_in(&email, PASSWORD).await).await == ErrorCode::WrongCredentials {
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 50);
}

#[actix_web::test]
async fn signing_in_rightly_uses_nothing_up() {
    let app = TestApp::start().await;
    for _ in 0..15 {
        app.sign_in(MARIE).await;
    }
}
