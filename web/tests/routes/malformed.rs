//! What cannot be read is refused out of the closed set, without a word from the inside.

use crate::app::{ADA, As, TestApp, refused};
use frontdesk_web::wire::error::ErrorCode;
use reqwest::{Method, Response};

async fn sign_in_with(app: &TestApp, media_type: &str, body: Vec<u8>) -> Response {
    let request = app.request(Method::POST, "/desk/v1/sign-in").header("content-type", media_type);
    request.body(body).send().await.unwrap()
}

#[actix_web::test]
async fn rel_s3_malformed_bodies() {
    let app = TestApp::start().await;
    let deep = [b"[".repeat(10_000), b"]".repeat(10_000)].concat();
    let good = br#"{"email":"ada@example.org","password":"x"}"#.to_vec();
    for body in [
        b"".to_vec(),
        b"{".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"{}".to_vec(),
        br#"{"email":1,"password":"x"}"#.to_vec(),
        br#"{"email":"a","password":"x","admin":true}"#.to_vec(),
        br#"{"email":"a","email":"b","password":"x"}"#.to_vec(),
        b"\xff\xfe{}".to_vec(),
        deep,
    ] {
        let response = sign_in_with(&app, "application/json", body.clone()).await;
        assert_eq!(refused(response).await, ErrorCode::MalformedFrame, "{}", body.escape_ascii());
    }
    for media_type in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
    {
        let response = sign_in_with(&app, media_type, good.clone()).await;
        assert_eq!(refused(response).await, ErrorCode::MalformedFrame, "{media_type}");
    }
    for encoding in ["gzip", "br", "deflate", "gzip, identity", "x"] {
        let request =
            app.request(Method::POST, "/desk/v1/sign-in").header("content-type", "application/json");
        let response = request.header("content-encoding", encoding).body(good.clone()).send().await.unwrap();
        assert_eq!(refused(response).await, ErrorCode::MalformedFrame, "rel_S8: {encoding} could be a bomb");
    }
    let large = [b"\"".to_vec(), vec![b'x'; 600 * 1024], b"\"".to_vec()].concat();
    let response = sign_in_with(&app, "application/json", large).await;
    assert_eq!(refused(response).await, ErrorCode::FrameTooLarge);
}

#[actix_web::test]
async fn rel_s3_unknown_addresses_and_methods() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    for path in [
        "/desk",
        "/desk/v1",
        "/desk/v2/me",
        "/desk/v1/me/",
        "/.env",
        "/wp-login.php",
        "/%2e%2e/etc/passwd",
        "//",
    ] {
        let response = app.get(path).by(&ada).send().await.unwrap();
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(refused(response).await, ErrorCode::UnknownRoute, "{path}");
    }
    for (method, path, allowed) in [
        (Method::PUT, "/desk/v1/me", "GET"),
        (Method::DELETE, "/desk/v1/admin/agents", "GET, POST"),
        (Method::OPTIONS, "/desk/v1/sign-in", "POST"),
        (Method::TRACE, "/livez", "GET, HEAD"),
        (Method::POST, "/workspace", "GET, HEAD"),
    ] {
        let response = app.request(method.clone(), path).by(&ada).send().await.unwrap();
        assert_eq!(response.headers()["allow"], allowed, "{method} {path}");
        assert!(!response.headers().contains_key("access-control-allow-origin"));
        assert_eq!(refused(response).await, ErrorCode::MethodNotAllowed, "{method} {path}");
    }
}

/// A handshake that is none is an error of a library below us.
#[actix_web::test]
async fn rel_s3_errors_of_libraries_are_turned_into_ours() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let response = app.get("/ws/agent").by(&ada).send().await.unwrap();
    assert_eq!(refused(response).await, ErrorCode::MalformedFrame);
}

/// Texts of the store never leave.
#[actix_web::test]
async fn rel_s3_a_broken_disk_is_not_described() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    app.store.stop("canary: /var/lib/frontdesk/journal/0001 is full");
    let response = app.post("/desk/v1/admin/groups", &serde_json::json!({ "name": "Sales" })).by(&ada);
    let response = response.send().await.unwrap();
    assert!(response.headers().contains_key("retry-after"));
    let text = response.text().await.unwrap();
    assert!(!text.contains("canary") && !text.contains("journal"), "{text}");
    assert!(text.contains("storage_unavailable"), "{text}");
}
