//! What concerns the number itself: files in, marks, doctor, subscription, links, templates.

use super::meta::{TOKEN, answer, bearer, body, ok};
use super::number;
use frontdesk_channels::whatsapp::Whatsapp;
use frontdesk_channels::{
    Adapter, Address, DeepLink, Fetch, Finding, Media, MediaKind, Method, RetryClass, Signal, Template,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const GRAPH: &str = "https://graph.facebook.com/v25.0";

#[test]
fn s1_13_an_account_is_known_by_the_id_of_its_number() {
    let names: Vec<&str> = Whatsapp.settings().iter().map(|setting| setting.name).collect();
    assert!(names.contains(&Whatsapp.account_setting()));
    let secret: Vec<&str> =
        Whatsapp.settings().iter().filter(|setting| setting.secret).map(|setting| setting.name).collect();
    assert_eq!(secret, ["access_token", "app_secret", "verify_token"]);
}

#[test]
fn a_file_is_found_by_its_id_and_fetched_with_the_token() {
    let media = Media { handle: "m/1".to_owned(), kind: MediaKind::Image, name: None, media_type: None };
    let step = |response: Option<&_>| Whatsapp.fetch(&number(), &media, response);
    let Fetch::Ask(request) = step(None) else { panic!() };
    assert_eq!(request.url, format!("{GRAPH}/m%2F1?phone_number_id=1001"));
    assert_eq!(bearer(&request), Some(TOKEN));
    let found = ok(&json!({"url": "https://lookaside.example/1", "mime_type": "image/jpeg", "id": "m/1"}));
    let Fetch::Download(request) = step(Some(&found)) else { panic!() };
    assert_eq!((request.url.as_str(), bearer(&request)), ("https://lookaside.example/1", Some(TOKEN)));
    for (response, class) in [
        (answer(200, "{}"), RetryClass::Transient),
        (answer(200, "<html>"), RetryClass::Transient),
        (answer(503, ""), RetryClass::Transient),
        (answer(401, r#"{"error":{"code":190}}"#), RetryClass::Auth),
        (answer(400, r#"{"error":{"code":100,"error_subcode":33}}"#), RetryClass::Content),
    ] {
        let Fetch::Failed(error) = step(Some(&response)) else { panic!() };
        assert_eq!(error.class, class);
    }
}

#[test]
fn typing_and_read_marks_are_about_their_last_message() {
    let to = Address::new("US.77").unwrap();
    let memo = BTreeMap::from([("last_message_id".to_owned(), "wamid.A1".to_owned())]);
    let signal = |signal| Whatsapp.signal(&number(), &to, &memo, signal);
    let read = signal(Signal::Read).unwrap();
    assert_eq!(read.url, format!("{GRAPH}/1001/messages"));
    let marked = json!({"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.A1"});
    assert_eq!(body(&read), marked);
    let mut typing = marked;
    typing["typing_indicator"] = json!({"type": "text"});
    assert_eq!(body(&signal(Signal::Typing).unwrap()), typing);
    assert!(signal(Signal::Taken).is_none());
    assert!(Whatsapp.signal(&number(), &to, &BTreeMap::new(), Signal::Read).is_none());
}

#[test]
fn the_doctor_asks_for_token_number_and_subscription() {
    let checks = Whatsapp.checks(&number());
    let asked: Vec<(&str, &str)> =
        checks.iter().map(|check| (check.name, check.request.url.as_str())).collect();
    let fields = "display_phone_number,verified_name,quality_rating,status,webhook_configuration";
    assert_eq!(
        asked,
        [
            ("token", format!("{GRAPH}/debug_token?input_token=an%20access%20token").as_str()),
            ("account", format!("{GRAPH}/1001?fields={fields}").as_str()),
            ("webhook", format!("{GRAPH}/102/subscribed_apps").as_str()),
        ]
    );
    assert!(checks.iter().all(|check| bearer(&check.request) == Some(TOKEN)));
}

fn judge(name: &str, json: &Value) -> Finding {
    Whatsapp.judge(&number(), name, &ok(json))
}

fn wrong(finding: &Finding) -> &str {
    match finding {
        Finding::Wrong(error) => &error.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_doctor_understands_the_token() {
    let scopes = json!(["whatsapp_business_messaging", "public_profile"]);
    let valid = |expires: u64| json!({"data": {"is_valid": true, "application": "Desk", "expires_at": expires, "scopes": scopes}});
    assert_eq!(judge("token", &valid(0)), Finding::Right("Desk".to_owned()));
    let ends = "the access token ends on 2026-01-01 (UTC)".to_owned();
    assert_eq!(judge("token", &valid(1_767_225_600)), Finding::Doubtful(ends));
    let expired =
        json!({"data": {"is_valid": false, "error": {"code": 190, "message": "Session has expired"}}});
    assert_eq!(wrong(&judge("token", &expired)), "190");
    assert_eq!(wrong(&judge("token", &json!({"data": {"is_valid": true, "scopes": []}}))), "scopes");
    let refused = answer(400, r#"{"error":{"code":190,"message":"Invalid OAuth access token"}}"#);
    assert_eq!(wrong(&Whatsapp.judge(&number(), "token", &refused)), "190");
}

#[test]
fn the_doctor_understands_the_number_and_the_webhook() {
    let number = |status: &str, quality: &str, shown: &str| json!({"display_phone_number": shown, "verified_name": "Shop", "quality_rating": quality, "status": status});
    let shown = "+1 555-000-1111";
    let right = Finding::Right(format!("Shop ({shown})"));
    assert_eq!(judge("account", &number("CONNECTED", "GREEN", shown)), right);
    let calling = |address: &str| {
        let mut number = number("CONNECTED", "GREEN", shown);
        number["webhook_configuration"] =
            json!({"application": "https://old.example", "phone_number": address});
        number
    };
    let ours = "https://desk.example.org/webhooks/010101010101010101010101";
    assert_eq!(judge("account", &calling(ours)), Finding::Right(format!("Shop ({shown})")));
    for doubtful in [
        calling("https://other.example"),
        number("BANNED", "GREEN", shown),
        number("CONNECTED", "RED", shown),
        number("CONNECTED", "GREEN", "+1 555-000-2222"),
    ] {
        assert!(matches!(judge("account", &doubtful), Finding::Doubtful(_)), "{doubtful}");
    }
    assert_eq!(wrong(&judge("account", &json!([]))), "unreadable");
    let app = json!({"data": [{"whatsapp_business_api_data": {"id": "5", "name": "Desk"}}]});
    assert_eq!(judge("webhook", &app), Finding::Right("Desk".to_owned()));
    assert_eq!(wrong(&judge("webhook", &json!({"data": []}))), "not_subscribed");
}

#[test]
fn meta_is_told_where_the_webhook_is() {
    let asked = Whatsapp.subscribe(&number());
    let urls: Vec<&str> = asked.iter().map(|request| request.url.as_str()).collect();
    assert_eq!(urls, [format!("{GRAPH}/102/subscribed_apps"), format!("{GRAPH}/1001")]);
    assert!(asked.iter().all(|request| request.method == Method::Post && bearer(request) == Some(TOKEN)));
    let webhook = "https://desk.example.org/webhooks/010101010101010101010101";
    assert_eq!(
        body(&asked[1]),
        json!({"webhook_configuration": {"override_callback_uri": webhook, "verify_token": "our word"}})
    );
}

#[test]
fn s0_11_a_link_opens_the_app_with_the_code_in_the_text() {
    let code = "ABCDEFGHIJKLMNOPQRSTUV2345";
    let url = format!("https://wa.me/15550001111?text=Hi%20%5Bref%3A{code}%5D");
    assert_eq!(Whatsapp.deep_link(&number(), code), Some(DeepLink { url, type_this: None }));
    let mut nameless = number();
    nameless.settings.remove("display_phone_number");
    assert_eq!(Whatsapp.deep_link(&nameless, code), None);
}

#[test]
fn templates_that_need_words_only_are_offered() {
    let request = Whatsapp.templates(&number()).unwrap();
    assert!(request.url.starts_with(&format!("{GRAPH}/102/message_templates?status=APPROVED&")));
    let template = |name: &str, status: &str, others: Value| {
        let mut components = vec![json!({"type": "BODY", "text": "Hello {{1}}"})];
        components.extend(others.as_array().unwrap().iter().cloned());
        json!({"name": name, "language": "en_US", "status": status, "components": components})
    };
    let mut named = template("named", "APPROVED", json!([]));
    named["parameter_format"] = json!("NAMED");
    let answer = ok(&json!({"data": [
        template("plain", "APPROVED", json!([])),
        template("rich", "APPROVED", json!([{"type": "HEADER", "format": "TEXT", "text": "News"},
            {"type": "FOOTER", "text": "Bye"}, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ok"}]}])),
        template("pending", "PENDING", json!([])),
        template("picture", "APPROVED", json!([{"type": "HEADER", "format": "IMAGE"}])),
        template("heading", "APPROVED", json!([{"type": "HEADER", "format": "TEXT", "text": "For {{1}}"}])),
        template("dynamic", "APPROVED", json!([{"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://example.org/{{1}}"}]}])),
        template("code", "APPROVED", json!([{"type": "BUTTONS", "buttons": [{"type": "OTP"}]}])),
        template("cards", "APPROVED", json!([{"type": "CAROUSEL", "cards": []}])),
        named,
        5,
    ]}));
    let offered = Whatsapp.templates_from(&answer);
    let names: Vec<&str> = offered.iter().map(|template| template.name.as_str()).collect();
    assert_eq!(names, ["plain", "rich"]);
    let plain =
        Template { name: "plain".to_owned(), language: "en_US".to_owned(), body: "Hello {{1}}".to_owned() };
    assert_eq!(offered[0], plain);
    assert_eq!(Whatsapp.templates_from(&super::meta::answer(500, "<html>")), []);
}
