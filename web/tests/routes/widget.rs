//! `/desk/v1/widget/…`

use crate::app::{As, MARIE, TestApp, ok, refused};
use frontdesk_actors::visitors;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::time::Span;
use frontdesk_web::auth::token_hash;
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::rest::{Customer, WidgetItems, WidgetSession};
use serde_json::{Value, json};

#[actix_web::test]
async fn a_visitor_stays_the_same_with_their_token() {
    let app = TestApp::start().await;
    let path = format!("/desk/v1/widget/{}/session", app.widget);
    let first: WidgetSession = ok(app.post(&path, &json!({ "locale": "fr" })).send().await.unwrap()).await;
    assert_eq!(first.token.len(), 64, "256 bits");
    assert!(first.settings.uploads);
    let again: WidgetSession =
        ok(app.post(&path, &json!({ "token": first.token })).send().await.unwrap()).await;
    assert_eq!(again.token, first.token);
    for token in ["", "guess", &"0".repeat(64)] {
        let fresh: WidgetSession =
            ok(app.post(&path, &json!({ "token": token })).send().await.unwrap()).await;
        assert_ne!(fresh.token, token, "a token that was never given out opens nothing");
        assert_ne!(fresh.token, first.token);
    }
    let nobodys = "/desk/v1/widget/0123456789abcdef01234567/session";
    assert_eq!(refused(app.post(nobodys, &json!({})).send().await.unwrap()).await, ErrorCode::NotFound);
}

#[actix_web::test]
async fn agents_see_in_which_time_zone_a_visitor_is_by_their_device() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let path = format!("/desk/v1/widget/{}/session", app.widget);
    let open = async |body: Value| ok::<WidgetSession>(app.post(&path, &body).send().await.unwrap()).await;
    let WidgetSession { token, .. } = open(json!({ "time_zone": "europe/athens" })).await;
    let visitor = visitors::find(&app.state.system.shared, &token_hash(&token)).await.unwrap().unwrap();
    let card = format!("/desk/v1/end-users/{}", visitor.end_user.id);
    let zone = async || ok::<Customer>(app.get(&card).by(&marie).send().await.unwrap()).await.time_zone;
    assert_eq!(zone().await.as_deref(), Some("Europe/Athens"));
    for (told, known) in [(json!("Mars/Base"), "Europe/Athens"), (json!("Asia/Tokyo"), "Asia/Tokyo")] {
        open(json!({ "token": token, "time_zone": told })).await;
        assert_eq!(zone().await.as_deref(), Some(known));
    }
}

#[actix_web::test]
async fn sessions_of_one_address_are_limited() {
    let app = TestApp::start().await;
    for _ in 0..30 {
        app.visit().await;
    }
    let path = format!("/desk/v1/widget/{}/session", app.widget);
    let response = app.post(&path, &json!({})).send().await.unwrap();
    assert_eq!(refused(response).await, ErrorCode::TooManyRequests);
    app.clock.advance(Span::seconds(2));
    app.visit().await;
}

#[actix_web::test]
async fn rel_s2_internal_notes_do_not_reach_end_users() {
    let app = TestApp::start().await;
    let (ana, id) = app.waiting_visitor().await;
    app.act(app.marie, id, Action::Take).await;
    let text = |text: &str| Content::Text { text: MessageText::new(text).unwrap() };
    app.act(app.marie, id, Action::Note { parts: vec![text("canary: a difficult one")] }).await;
    app.act(app.marie, id, Action::Reply { parts: vec![text("Good morning!")], submit_as: None }).await;
    let path = format!("/desk/v1/widget/conversations/{id}/items?before=1000");
    let response = app.get(&path).bearing(&ana).send().await.unwrap();
    let body = response.text().await.unwrap();
    assert!(body.contains("Good morning!") && !body.contains("canary"), "{body}");
    let items: WidgetItems = serde_json::from_str(&body).unwrap();
    assert!(!items.more);
}
