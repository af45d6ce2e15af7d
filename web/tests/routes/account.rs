//! `/desk/v1/admin/account` and `/desk/v1/account`.

use crate::app::{ADA, As, MARIE, TestApp, ok, refused};
use frontdesk_web::wire::account::{Account, Language, PublicAccount, Scheme};
use frontdesk_web::wire::admin::Revised;
use frontdesk_web::wire::error::ErrorCode;
use reqwest::{Method, Response};
use serde_json::{Value, json};

const PATH: &str = "/desk/v1/admin/account";

async fn put(app: &TestApp, browser: &crate::app::Browser, revision: u64, body: &Value) -> Response {
    let request = app.request(Method::PUT, PATH).by(browser).header("if-match", revision.to_string());
    request.json(body).send().await.unwrap()
}

fn athens() -> Value {
    json!({
        "name": " Hearth & Home ", "default_language": "el", "languages": ["el", "en"],
        "time_zone": "europe/athens", "accent": "#8A4B2A", "default_scheme": "dark",
    })
}

#[actix_web::test]
async fn an_admin_says_what_the_account_is_called_and_everybody_may_know() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let before: PublicAccount = ok(app.get("/desk/v1/account").send().await.unwrap()).await;
    assert_eq!((before.name.as_str(), before.default_scheme), ("Frontdesk", Scheme::Auto));
    let shown: Revised<Account> = ok(app.get(PATH).by(&ada).send().await.unwrap()).await;
    assert_eq!((shown.revision, shown.entry.time_zone.as_str()), (0, "UTC"));

    let changed: Revised<Account> = ok(put(&app, &ada, 0, &athens()).await).await;
    let Account { name, time_zone, accent, .. } = changed.entry;
    assert_eq!((changed.revision, name.as_str(), time_zone.as_str()), (1, "Hearth & Home", "Europe/Athens"));
    assert_eq!(accent.as_deref(), Some("#8a4b2a"));
    let now: PublicAccount = ok(app.get("/desk/v1/account").send().await.unwrap()).await;
    assert_eq!((now.default_language, now.languages), (Language::El, vec![Language::En, Language::El]));

    let late = put(&app, &ada, 0, &athens()).await;
    assert_eq!(refused(late).await, ErrorCode::RevisionConflict);
    let marie = app.sign_in(MARIE).await;
    assert_eq!(refused(put(&app, &marie, 1, &athens()).await).await, ErrorCode::Forbidden);
}

#[actix_web::test]
async fn what_makes_no_sense_is_refused_by_its_name() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    for (field, value) in [
        ("name", json!("")),
        ("languages", json!([])),
        ("languages", json!(["el", "el"])),
        ("default_language", json!("fr")),
        ("time_zone", json!("Europe/Atlantis")),
        ("time_zone", json!("")),
        ("accent", json!("red;}")),
        ("accent", json!("#12345g")),
    ] {
        let mut body = athens();
        body[field] = value.clone();
        let refusal: Value = put(&app, &ada, 0, &body).await.json().await.unwrap();
        assert_eq!(refusal["field"], field, "{value}");
    }
    let mut unknown = athens();
    unknown["default_scheme"] = json!("sepia");
    assert_eq!(refused(put(&app, &ada, 0, &unknown).await).await, ErrorCode::MalformedFrame);
}
