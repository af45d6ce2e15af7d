//! `/webhooks/{integration}`

use crate::app::{TestApp, refused};
use frontdesk_web::wire::error::ErrorCode;
use reqwest::Method;

#[actix_web::test]
async fn our_own_channels_take_no_webhooks() {
    let app = TestApp::start().await;
    for (method, path, code) in [
        (Method::GET, format!("/webhooks/{}", app.widget), ErrorCode::NotFound),
        (Method::POST, format!("/webhooks/{}", app.widget), ErrorCode::NotFound),
        (Method::POST, "/webhooks/0123456789abcdef01234567".to_owned(), ErrorCode::NotFound),
        (Method::POST, "/webhooks/none".to_owned(), ErrorCode::NotFound),
        (Method::PUT, format!("/webhooks/{}", app.widget), ErrorCode::MethodNotAllowed),
    ] {
        let response = app.request(method.clone(), &path).body("{}").send().await.unwrap();
        assert_eq!(refused(response).await, code, "{method} {path}");
    }
}

#[actix_web::test]
async fn rel_s8_a_body_has_a_bound() {
    let app = TestApp::start().await;
    let path = format!("/webhooks/{}", app.widget);
    let within = app.request(Method::POST, &path).body(vec![b'x'; 4 * 1024 * 1024]);
    assert_eq!(refused(within.send().await.unwrap()).await, ErrorCode::NotFound);
    let beyond = app.request(Method::POST, &path).body(vec![b'x'; 4 * 1024 * 1024 + 1]);
    assert_eq!(refused(beyond.send().await.unwrap()).await, ErrorCode::FrameTooLarge);
}
