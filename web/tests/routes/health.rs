//! `/livez`, `/readyz`, `/metrics`

use crate::app::{As, MARIE, TestApp, ok, refused};
use frontdesk_web::wire::error::ErrorCode;
use reqwest::StatusCode;
use serde_json::Value;

#[actix_web::test]
async fn rel_o5_a_broken_journal_makes_it_unready_and_not_dead() {
    let app = TestApp::start().await;
    let ready: Value = ok(app.get("/readyz").send().await.unwrap()).await;
    assert_eq!(ready["ready"], true);
    app.store.stop("canary: the disk is gone");
    let response = app.get("/readyz").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let text = response.text().await.unwrap();
    assert!(!text.contains("canary"), "{text}");
    let unready: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(unready["checks"][0], serde_json::json!({ "name": "journal", "ok": false }));
    assert_eq!(unready["checks"][1], serde_json::json!({ "name": "not_draining", "ok": true }));
    assert_eq!(app.get("/livez").send().await.unwrap().status(), StatusCode::OK);
}

#[actix_web::test]
async fn a_server_that_goes_down_is_not_ready() {
    let app = TestApp::start().await;
    app.state.drain();
    assert_eq!(app.get("/readyz").send().await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(app.get("/livez").send().await.unwrap().status(), StatusCode::OK);
}

#[actix_web::test]
async fn rel_o1_requests_are_counted_under_their_routes() {
    frontdesk_web::metrics::install();
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    for ticket in 1..20 {
        app.get(&format!("/desk/v1/tickets/{ticket}")).by(&marie).send().await.unwrap();
        app.get(&format!("/scanner/{ticket}")).send().await.unwrap();
    }
    let text = app.get("/metrics").send().await.unwrap().text().await.unwrap();
    let line = r#"frontdesk_http_request_duration_seconds_count{method="GET",route="/desk/v1/tickets/{id}",status="404"}"#;
    assert!(text.contains(line), "{text}");
    assert!(!text.contains("/scanner") && !text.contains("tickets/1\""), "{text}");
    for name in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        assert!(name.starts_with("frontdesk_"), "{name}");
    }
}

#[actix_web::test]
async fn figures_are_for_this_machine_unless_they_are_opened() {
    let app = TestApp::start().await;
    let passed_on = app.get("/metrics").header("x-forwarded-for", "203.0.113.9").send().await.unwrap();
    assert_eq!(refused(passed_on).await, ErrorCode::UnknownRoute);
    let app = TestApp::with(|config| config.metrics_open = true).await;
    let passed_on = app.get("/metrics").header("x-forwarded-for", "203.0.113.9").send().await.unwrap();
    assert_eq!(passed_on.status(), StatusCode::OK);
}
