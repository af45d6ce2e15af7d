//! `/desk/v1/sign-in`, `/desk/v1/sign-out`, `/desk/v1/me`.

use crate::app::{As, MARIE, PASSWORD, TestApp, ok, refused};
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
async fn rel_s9_the_cookie_is_for_this_host_and_no_script() {
    let app = TestApp::with(|config| config.public_url = "https://desk.example.org".to_owned()).await;
    let response = app
        .post("/desk/v1/sign-in", &json!({ "email": MARIE, "password": PASSWORD }))
        .header("origin", "https://desk.example.org")
        .send()
        .await
        .unwrap();
    // Both origins were told, which no browser does.
    assert_eq!(refused(response).await, ErrorCode::OriginRefused);
    let response = app
        .client
        .post(format!("{}/desk/v1/sign-in", app.url))
        .header("origin", "https://desk.example.org")
        .json(&json!({ "email": MARIE, "password": PASSWORD }))
        .send()
        .await
        .unwrap();
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-frontdesk="), "{cookie}");
    for part in ["; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/", "; Max-Age=43200"] {
        assert!(cookie.contains(part), "{part} is missing in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}
