//! `/desk/v1/admin/channels`: accounts of social channels.

use crate::app::{ADA, As, Browser, MARIE, Provider, TestApp, ok, refused};
use frontdesk_actors::clock::Clock;
use frontdesk_channels::signature::hmac_sha256;
use frontdesk_web::wire::admin::Revised;
use frontdesk_web::wire::channels::{
    ChannelAccount, ChannelConnection, ChannelFilled, ChannelReport, ChannelStanding, ChannelVerdict,
    Channels, DeadLetters, Letter, LetterRetried,
};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::rest::People;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

const CHANNELS: &str = "/desk/v1/admin/channels";
const SECRET: &str = "the secret of the app";

pub(crate) async fn send(
    app: &TestApp,
    by: &Browser,
    method: Method,
    path: &str,
    revision: Option<u64>,
    body: &Value,
) -> Response {
    let request = app.request(method, path).json(body).by(by);
    let request = match revision {
        Some(revision) => request.header("if-match", format!("\"{revision}\"")),
        None => request,
    };
    request.send().await.unwrap()
}

pub(crate) fn filled() -> Value {
    json!({
        "settings": { "phone_number_id": "1001", "waba_id": "2002", "display_phone_number": "+1 555 0100" },
        "secrets": { "access_token": "the token", "app_secret": SECRET, "verify_token": "our word" },
    })
}

/// A connected WhatsApp number.
pub(crate) async fn connected(app: &TestApp, ada: &Browser, provider: &Provider) -> ChannelAccount {
    provider.answers("/2002/subscribed_apps", 200, json!({ "success": true }));
    provider.answers("/1001", 200, json!({ "success": true }));
    let body = json!({ "kind": "whatsapp", "name": "Support", "group": 1 });
    let made: Revised<ChannelAccount> = ok(send(app, ada, Method::POST, CHANNELS, None, &body).await).await;
    let path = format!("{CHANNELS}/{}/connection", made.entry.id);
    let saved: Revised<ChannelFilled> =
        ok(send(app, ada, Method::PUT, &path, Some(0), &filled()).await).await;
    assert_eq!(saved.revision, 1);
    made.entry
}

async fn list(app: &TestApp, by: &Browser) -> Channels {
    ok(app.get(CHANNELS).by(by).send().await.unwrap()).await
}

/// What Meta would post for a text of somebody.
pub(crate) async fn hears(
    app: &TestApp,
    account: &ChannelAccount,
    secret: &str,
    event: &str,
    text: &str,
) -> u16 {
    hears_for(app, account, secret, "1001", event, text).await
}

/// The same for another number of the business.
async fn hears_for(
    app: &TestApp,
    account: &ChannelAccount,
    secret: &str,
    number: &str,
    event: &str,
    text: &str,
) -> u16 {
    let seconds = app.clock.now().millis() / 1_000;
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "2002", "changes": [{
        "field": "messages",
        "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "15550100", "phone_number_id": number },
            "contacts": [{ "profile": { "name": "Ana" }, "wa_id": "15551234567" }],
            "messages": [{
                "from": "15551234567", "id": event, "timestamp": seconds.to_string(),
                "type": "text", "text": { "body": text },
            }],
        },
    }] }] });
    let body = body.to_string();
    let signature = hex::encode(hmac_sha256(secret, &[body.as_bytes()]));
    let request = app.client.post(format!("{}/webhooks/{}", app.url, account.id));
    let request = request.header("x-hub-signature-256", format!("sha256={signature}")).body(body);
    request.send().await.unwrap().status().as_u16()
}

#[actix_web::test]
async fn s1_1_an_account_is_made_filled_in_and_told_to_the_provider() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let none = list(&app, &ada).await;
    assert!(none.accounts.is_empty());
    let form = none.kinds.iter().find(|form| serde_json::to_value(form.kind).unwrap() == "whatsapp").unwrap();
    assert!(form.settings.iter().any(|setting| setting.name == "access_token" && setting.secret));

    let account = connected(&app, &ada, &provider).await;
    assert_eq!(account.standing, ChannelStanding::NotConnected, "nothing was filled in then");
    let asked = provider.asked();
    let calls = asked.iter().find(|request| request.url.ends_with("/1001")).expect("the webhook is set");
    let told = String::from_utf8(calls.body.bytes().unwrap().to_vec()).unwrap();
    assert!(told.contains(&format!("https://desk.example/webhooks/{}", account.id)), "{told}");

    let listed = list(&app, &ada).await;
    let [listed] = listed.accounts.as_slice() else { panic!("one account") };
    assert_eq!(listed.standing, ChannelStanding::Working);
    assert_eq!(listed.number.as_deref(), Some("+1 555 0100"), "S1-13");
}

#[actix_web::test]
async fn s1_14_several_accounts_of_one_kind_stand_beside_each_other() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    for name in ["Support France", "Support Greece"] {
        let body = json!({ "kind": "whatsapp", "name": name, "group": null });
        let _: Revised<ChannelAccount> =
            ok(send(&app, &ada, Method::POST, CHANNELS, None, &body).await).await;
    }
    let accounts = list(&app, &ada).await.accounts;
    let names: BTreeSet<_> = accounts.iter().map(|account| account.name.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["Support France", "Support Greece"]));
}

#[actix_web::test]
async fn secrets_go_in_and_never_come_out() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let account = connected(&app, &ada, &provider).await;
    let path = format!("{CHANNELS}/{}/connection", account.id);
    let text = app.get(&path).by(&ada).send().await.unwrap().text().await.unwrap();
    assert!(!text.contains("the token") && !text.contains(SECRET), "{text}");
    let shown: Revised<ChannelConnection> = serde_json::from_str(&text).unwrap();
    assert!(
        ["access_token", "app_secret", "verify_token"].iter().all(|name| shown.entry.hidden.contains(*name))
    );
    assert_eq!(shown.entry.webhook_url, format!("https://desk.example/webhooks/{}", account.id));

    // Without secrets those that are set stay.
    let body = json!({ "settings": filled()["settings"], "secrets": {} });
    let again: Revised<ChannelFilled> = ok(send(&app, &ada, Method::PUT, &path, Some(1), &body).await).await;
    assert_eq!(again.entry.connection.hidden.len(), 3);
    let audit = app.get("/desk/v1/admin/audit").by(&ada).send().await.unwrap().text().await.unwrap();
    assert!(audit.contains(r#""kind":"channel""#) && !audit.contains(SECRET), "{audit}");
}

#[actix_web::test]
async fn what_cannot_be_saved_is_refused_by_its_name() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let account = connected(&app, &ada, &provider).await;
    let path = format!("{CHANNELS}/{}/connection", account.id);
    for (body, field) in [
        (json!({ "settings": { "waba_id": "2002" }, "secrets": {} }), "phone_number_id"),
        (json!({ "settings": { "nonsense": "1" }, "secrets": {} }), "nonsense"),
        (json!({ "settings": { "access_token": "in the clear" }, "secrets": {} }), "access_token"),
    ] {
        let refusal: Value = send(&app, &ada, Method::PUT, &path, Some(1), &body).await.json().await.unwrap();
        assert_eq!(
            (refusal["code"].as_str(), refusal["field"].as_str()),
            (Some("invalid_field"), Some(field))
        );
    }
    let stale = send(&app, &ada, Method::PUT, &path, Some(7), &filled()).await;
    assert_eq!(refused(stale).await, ErrorCode::RevisionConflict);
    let widget = format!("{CHANNELS}/{}/connection", app.widget);
    let ours = send(&app, &ada, Method::PUT, &widget, Some(0), &filled()).await;
    assert_eq!(refused(ours).await, ErrorCode::NotFound, "a widget is no account of a provider");
    let kind = json!({ "kind": "widget", "name": "Shop", "group": null });
    let made = send(&app, &ada, Method::POST, CHANNELS, None, &kind).await;
    assert_eq!(refused(made).await, ErrorCode::InvalidField);
}

#[actix_web::test]
async fn the_provider_that_does_not_take_the_webhook_is_quoted() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let account = connected(&app, &ada, &provider).await;
    provider.answers("/1001", 400, json!({ "error": { "message": "Invalid callback", "code": 100 } }));
    let path = format!("{CHANNELS}/{}/connection", account.id);
    let saved: Revised<ChannelFilled> =
        ok(send(&app, &ada, Method::PUT, &path, Some(1), &filled()).await).await;
    let bad: Vec<_> = saved.entry.subscribed.iter().filter(|answer| !answer.right).collect();
    assert_eq!(bad.len(), 1);
    assert_eq!(bad[0].text, "Invalid callback");
}

fn line<'a>(report: &'a ChannelReport, name: &str) -> &'a frontdesk_web::wire::channels::ChannelLine {
    report.lines.iter().find(|line| line.name == name).unwrap_or_else(|| panic!("no line {name}: {report:?}"))
}

#[actix_web::test]
async fn the_doctor_tells_a_wrong_secret_from_a_right_one() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let account = connected(&app, &ada, &provider).await;
    provider.answers(
        "/debug_token",
        200,
        json!({ "data": { "is_valid": true, "scopes": ["whatsapp_business_messaging"], "expires_at": 0 } }),
    );
    provider.answers(
        "/1001?fields",
        200,
        json!({ "display_phone_number": "+1 555 0100", "verified_name": "Shop" }),
    );
    provider.answers("/2002/subscribed_apps", 200, json!({ "data": [] }));
    let path = format!("{CHANNELS}/{}/doctor", account.id);
    let fresh: ChannelReport = ok(app.get(&path).by(&ada).send().await.unwrap()).await;
    assert_eq!(line(&fresh, "arriving").code, "never");
    assert_eq!(line(&fresh, "address").verdict, ChannelVerdict::Right);
    assert_eq!(line(&fresh, "token").verdict, ChannelVerdict::Right);
    assert_eq!(
        (line(&fresh, "webhook").verdict, line(&fresh, "webhook").asked),
        (ChannelVerdict::Wrong, true)
    );

    assert_eq!(hears(&app, &account, "another secret", "wamid.1", "Hi").await, 403);
    let ill: ChannelReport = ok(app.get(&path).by(&ada).send().await.unwrap()).await;
    assert_eq!(
        (line(&ill, "refused").verdict, line(&ill, "refused").code.as_str()),
        (ChannelVerdict::Wrong, "wrong_signature")
    );
    app.clock.advance(frontdesk_model::time::Span::seconds(1));
    assert_eq!(hears(&app, &account, SECRET, "wamid.1", "Hi").await, 200);
    let well: ChannelReport = ok(app.get(&path).by(&ada).send().await.unwrap()).await;
    assert_eq!(line(&well, "arriving").verdict, ChannelVerdict::Right);
    assert_eq!(line(&well, "refused").verdict, ChannelVerdict::Doubtful);
    let text = serde_json::to_string(&well).unwrap();
    assert!(!text.contains(SECRET) && !text.contains("the token"), "{text}");
}

#[actix_web::test]
async fn a_letter_that_could_not_be_read_is_listed_and_forgotten() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let account = connected(&app, &ada, &provider).await;
    let shared = &app.state.system.shared;
    let id = frontdesk_model::id::LongId::new(shared.clock.now(), [1; 6]);
    let kept = frontdesk_actors::dead_letters::keep_incoming(
        shared,
        account.id,
        id,
        "no such type",
        b"{\"type\":1}",
    );
    kept.await.unwrap();
    let path = format!("{CHANNELS}/{}/dead-letters", account.id);
    let listed: DeadLetters = ok(app.get(&path).by(&ada).send().await.unwrap()).await;
    let [letter] = listed.letters.as_slice() else { panic!("one letter") };
    assert!(matches!(&letter.what, Letter::Incoming { raw, .. } if raw == "{\"type\":1}"));
    let retry =
        send(&app, &ada, Method::POST, &format!("{path}/{}/retry", letter.id), None, &json!({})).await;
    let retried: LetterRetried = ok(retry).await;
    assert!(retried.still.is_some_and(|why| why.contains("not in the webhook")), "no webhook holds it");
    let forgotten =
        send(&app, &ada, Method::DELETE, &format!("{path}/{}", letter.id), None, &json!({})).await;
    assert!(forgotten.status().is_success());
    let listed: DeadLetters = ok(app.get(&path).by(&ada).send().await.unwrap()).await;
    assert!(listed.letters.is_empty());
}

#[actix_web::test]
async fn what_came_before_its_account_was_connected_is_taken_in_afterwards() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let account = connected(&app, &ada, &provider).await;
    assert_eq!(hears_for(&app, &account, SECRET, "1002", "wamid.7", "Too early?").await, 200);
    let path = format!("{CHANNELS}/{}/dead-letters", account.id);
    let letters = async || -> DeadLetters { ok(app.get(&path).by(&ada).send().await.unwrap()).await };
    let letter = loop {
        // The webhook was answered before anybody read it.
        if let [letter] = &letters().await.letters[..] {
            break letter.clone();
        }
    };
    let again = format!("{path}/{}/retry", letter.id);
    let retry = async || send(&app, &ada, Method::POST, &again, None, &json!({})).await;
    let retried: LetterRetried = ok(retry().await).await;
    assert!(retried.still.is_some_and(|why| why.contains("not connected")), "nothing has changed");
    let people: People = ok(app.get("/desk/v1/end-users").by(&ada).send().await.unwrap()).await;
    assert_eq!(people.total, 0);

    provider.answers("/1002", 200, json!({ "success": true }));
    let body = json!({ "kind": "whatsapp", "name": "Sales", "group": 1 });
    let made: Revised<ChannelAccount> = ok(send(&app, &ada, Method::POST, CHANNELS, None, &body).await).await;
    let mut settings = filled();
    settings["settings"]["phone_number_id"] = json!("1002");
    let connection = format!("{CHANNELS}/{}/connection", made.entry.id);
    let _: Revised<ChannelFilled> =
        ok(send(&app, &ada, Method::PUT, &connection, Some(0), &settings).await).await;
    let retried: LetterRetried = ok(retry().await).await;
    assert_eq!(retried.still, None);
    assert!(letters().await.letters.is_empty(), "it is dealt with");
    let people: People = ok(app.get("/desk/v1/end-users").by(&ada).send().await.unwrap()).await;
    assert_eq!(people.people.first().map(|person| person.name.as_str()), Some("Ana"));
    assert_eq!(refused(retry().await).await, ErrorCode::NotFound, "it is taken in once");
}

#[actix_web::test]
async fn agents_do_not_see_accounts() {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let marie = app.sign_in(MARIE).await;
    assert_eq!(refused(app.get(CHANNELS).by(&marie).send().await.unwrap()).await, ErrorCode::Forbidden);
}
