//! What an admin decides about a widget, and what its pages and its visitors get of it.
#![expect(non_snake_case, reason = "a test that proves a requirement names its id")]

use crate::app::{ADA, As, Browser, MARIE, TestApp, ok, refused};
use crate::client::{Client, End};
use frontdesk_model::conversation::command::Saying;
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::time::Span;
use frontdesk_web::wire::admin::{Integration, Listing, Revised};
use frontdesk_web::wire::error::{ErrorBody, ErrorCode};
use frontdesk_web::wire::look::{LauncherLook, LauncherOff, WidgetsSeen};
use frontdesk_web::wire::rest::{WidgetItems, WidgetSession};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const SHOP: &str = "https://shop.example.org";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

struct Desk {
    app: TestApp,
    ada: Browser,
}

impl Desk {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let ada = app.sign_in(ADA).await;
        Self { app, ada }
    }

    async fn widget(&self) -> Revised<Integration> {
        let listed = self.app.get("/desk/v1/admin/integrations").by(&self.ada).send().await.unwrap();
        let listed: Listing<Integration> = ok(listed).await;
        listed.entries.into_iter().find(|one| one.entry.id == self.app.widget).unwrap()
    }

    /// Puts the widget back as it is but for what `change` does to it.
    async fn change(&self, change: impl FnOnce(&mut Value)) -> Response {
        let Revised { revision, entry } = self.widget().await;
        let mut body = json!({
            "name": entry.name, "flow": entry.flow, "group": entry.group, "widget": entry.widget,
        });
        change(&mut body);
        let path = format!("/desk/v1/admin/integrations/{}", self.app.widget);
        let asked = self.app.request(Method::PUT, &path).by(&self.ada);
        asked.header("if-match", format!("\"{revision}\"")).json(&body).send().await.unwrap()
    }

    async fn set(&self, change: impl FnOnce(&mut Value)) {
        let _: Value = ok(self.change(change).await).await;
    }

    async fn session(&self, body: Value) -> Response {
        let path = format!("/desk/v1/widget/{}/session", self.app.widget);
        self.app.post(&path, &body).send().await.unwrap()
    }

    /// What the loader is told on a page of this origin.
    async fn look(&self, page: &str) -> LauncherLook {
        let path = format!("{}/widget/look/{}", self.app.url, self.app.widget);
        look_of(self.app.client.get(path).header("origin", page).send().await.unwrap()).await
    }

    async fn upload(&self, name: &str, bytes: Vec<u8>) -> String {
        let path = format!("/desk/v1/attachments?name={name}");
        let sent = self.app.request(Method::POST, &path).by(&self.ada).body(bytes).send().await.unwrap();
        let file: Value = ok(sent).await;
        file["id"].as_str().unwrap().to_owned()
    }
}

async fn look_of(response: Response) -> LauncherLook {
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers().clone();
    assert_eq!(headers["content-type"], "text/javascript; charset=utf-8");
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    assert!(headers["vary"].to_str().unwrap().to_ascii_lowercase().contains("origin"));
    let text = response.text().await.unwrap();
    let json = text.strip_prefix("export default ").and_then(|rest| rest.strip_suffix(";\n")).unwrap();
    serde_json::from_str(json).unwrap()
}

#[actix_web::test]
async fn settings_that_are_not_allowed_are_named() {
    let desk = Desk::start().await;
    let gone = "0123456789abcdef01234567";
    for (path, value, field) in [
        ("/widget/title", json!(" "), "title"),
        ("/widget/brand_color", json!("blue"), "brand_color"),
        ("/widget/languages", json!(["fr"]), "default_language"),
        ("/widget/origins", json!(["shop.example.org"]), "origins"),
        ("/widget/origins", json!(["https://a.example/b"]), "origins"),
        ("/widget/switch_to", json!([gone]), "switch_to"),
        ("/widget/switch_to", json!([desk.app.widget]), "switch_to"),
        ("/widget/details/fields", json!([77]), "details.fields"),
        ("/widget/style/second_color", json!("#12"), "style.second_color"),
        ("/widget/style/offset_x", json!(201), "style.offset_x"),
        ("/widget/style/radius", json!(29), "style.radius"),
        ("/widget/style/picture", json!(gone), "style.picture"),
        ("/widget/texts", json!({ "el": { "launcher": "x".repeat(31) } }), "texts.el.launcher"),
    ] {
        let response = desk.change(|body| *body.pointer_mut(path).unwrap() = value.clone()).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let error: ErrorBody = response.json().await.unwrap();
        assert_eq!((error.code, error.field.as_deref()), (ErrorCode::InvalidField, Some(field)));
    }
    let unread = desk.change(|body| body["widget"]["style"]["side"] = json!("top")).await;
    assert_eq!(unread.status(), StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn S0_32_what_was_chosen_is_kept_and_taken_back() {
    let desk = Desk::start().await;
    desk.set(|body| {
        body["widget"]["origins"] = json!(["HTTPS://Shop.Example.org/", SHOP]);
        body["widget"]["texts"] = json!({ "fr": { "greeting": " Bonjour " }, "el": { "header": "" } });
        body["widget"]["conversations"] = json!("multi");
    })
    .await;
    let kept = desk.widget().await.entry.widget;
    assert_eq!(kept.origins, [SHOP]);
    let texts = serde_json::to_value(&kept.texts).unwrap();
    assert_eq!(texts["fr"]["greeting"], "Bonjour");
    assert_eq!(texts.get("el"), None, "nothing is said there");
    desk.set(|body| body["widget"]["origins"] = json!([])).await;
    let settings: WidgetSession = ok(desk.session(json!({})).await).await;
    let settings = serde_json::to_value(&settings.settings).unwrap();
    assert_eq!(settings["conversations"], "multi");
}

#[actix_web::test]
async fn a_widget_that_is_switched_off_shows_nowhere_and_takes_nobody() {
    let desk = Desk::start().await;
    let before: WidgetSession = ok(desk.session(json!({})).await).await;
    assert!(matches!(desk.look(SHOP).await, LauncherLook::On(_)));
    desk.set(|body| body["widget"]["enabled"] = json!(false)).await;
    assert_eq!(desk.look(SHOP).await, LauncherLook::Off { off: LauncherOff::Disabled });
    assert_eq!(refused(desk.session(json!({})).await).await, ErrorCode::WidgetOff);
    let known = desk.session(json!({ "token": before.token })).await;
    assert_eq!(refused(known).await, ErrorCode::WidgetOff);

    let mut socket = Client::silent_widget(&desk.app).await;
    socket.hello(&desk.app, &before.token, None).await;
    assert_eq!(socket.until("refused").await["error"]["code"], "widget_off");
    assert_eq!(socket.end().await.1, End::Closed { code: 4401 });

    desk.set(|body| body["widget"]["enabled"] = json!(true)).await;
    let again: WidgetSession = ok(desk.session(json!({ "token": before.token })).await).await;
    assert_eq!(again.token, before.token, "nothing was lost meanwhile");
}

#[actix_web::test]
async fn a_widget_stands_only_where_it_may() {
    let desk = Desk::start().await;
    let before: WidgetSession = ok(desk.session(json!({ "page": SHOP })).await).await;
    desk.set(|body| body["widget"]["origins"] = json!([SHOP, "https://*.help.example.org"])).await;
    let own = desk.app.url.clone();
    for (page, may) in [
        (SHOP, true),
        ("https://en.help.example.org", true),
        (own.as_str(), true),
        ("https://evil.test", false),
        ("https://help.example.org", false),
        ("null", false),
    ] {
        let look = desk.look(page).await;
        assert_eq!(matches!(look, LauncherLook::On(_)), may, "{page}: {look:?}");
        let session = desk.session(json!({ "page": page })).await;
        let code = if may { None } else { Some(ErrorCode::OriginRefused) };
        assert_eq!(if session.status().is_success() { None } else { Some(refused(session).await) }, code);
    }
    assert_eq!(refused(desk.session(json!({})).await).await, ErrorCode::OriginRefused, "it says nothing");

    let mut socket = Client::silent_widget(&desk.app).await;
    let hello = json!({
        "type": "hello", "integration": desk.app.widget, "token": before.token, "conversation": null,
        "epoch": null, "seq": null, "page": "https://evil.test",
    });
    socket.send(&hello).await;
    assert_eq!(socket.until("refused").await["error"]["code"], "origin_refused");

    let frame = |query: String| desk.app.get(&format!("/widget/frame?{query}")).send();
    std::fs::create_dir_all(desk.app.data().join("ui/widget")).unwrap();
    std::fs::write(desk.app.data().join("ui/widget/frame.html"), "<!doctype html>").unwrap();
    let bound = frame(format!("integration={}", desk.app.widget)).await.unwrap();
    let policy = bound.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let ancestors = format!("frame-ancestors 'self' https://*.help.example.org {SHOP}");
    assert!(policy.ends_with(&ancestors), "{policy}");
    let other = frame("integration=0123456789abcdef01234567".to_owned()).await.unwrap();
    let policy = other.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.ends_with("frame-ancestors *"), "{policy}");
}

#[actix_web::test]
async fn the_loader_is_always_answered_by_a_module() {
    let desk = Desk::start().await;
    for id in ["0123456789abcdef01234567", "nonsense", "%3Cscript%3E"] {
        let asked = desk.app.client.get(format!("{}/widget/look/{id}", desk.app.url)).header("origin", SHOP);
        assert_eq!(
            look_of(asked.send().await.unwrap()).await,
            LauncherLook::Off { off: LauncherOff::Unknown }
        );
    }
    desk.set(|body| {
        body["widget"]["default_language"] = json!("fr");
        body["widget"]["languages"] = json!(["fr", "en"]);
        body["widget"]["title"] = json!("</script>\u{2028}\"'");
        body["widget"]["texts"] = json!({ "fr": { "launcher": "Une question ?" } });
    })
    .await;
    let LauncherLook::On(look) = desk.look(SHOP).await else { panic!("it is on") };
    let look = serde_json::to_value(&look).unwrap();
    assert_eq!(look["languages"], json!(["fr", "en"]), "the default one first");
    assert_eq!(look["texts"]["en"]["launcher"], "Une question ?", "from the default language");
    assert_eq!(look["texts"].get("el"), None);

    let path = format!("{}/widget/look/{}", desk.app.url, desk.app.widget);
    let first = desk.app.client.get(&path).header("origin", SHOP).send().await.unwrap();
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    let again = desk.app.client.get(&path).header("origin", SHOP).header("if-none-match", &etag);
    assert_eq!(again.send().await.unwrap().status(), StatusCode::NOT_MODIFIED);
    desk.set(|body| body["widget"]["brand_color"] = json!("#123456")).await;
    let changed = desk.app.client.get(&path).header("origin", SHOP).header("if-none-match", &etag);
    assert_eq!(changed.send().await.unwrap().status(), StatusCode::OK);
}

#[actix_web::test]
async fn a_picture_is_public_while_a_widget_shows_it() {
    let desk = Desk::start().await;
    let picture = desk.upload("face.png", PNG.to_vec()).await;
    let path = format!("/widget/pictures/{picture}");
    assert_eq!(refused(desk.app.get(&path).send().await.unwrap()).await, ErrorCode::NotFound);
    desk.set(|body| body["widget"]["style"]["picture"] = json!(picture)).await;
    let shown = desk.app.get(&path).send().await.unwrap();
    assert_eq!(shown.headers()["content-type"], "image/png");
    assert_eq!(shown.headers()["x-content-type-options"], "nosniff");
    assert_eq!(shown.headers()["cross-origin-resource-policy"], "cross-origin");
    assert_eq!(shown.bytes().await.unwrap(), PNG);
    let session: WidgetSession = ok(desk.session(json!({})).await).await;
    assert_eq!(session.settings.picture.as_deref(), Some(path.as_str()));
    desk.set(|body| body["widget"]["style"]["picture"] = json!(null)).await;
    assert_eq!(refused(desk.app.get(&path).send().await.unwrap()).await, ErrorCode::NotFound);
}

#[actix_web::test]
async fn what_is_no_picture_or_too_large_is_refused() {
    let desk = Desk::start().await;
    let mut large = PNG.to_vec();
    large.resize(256 * 1024 + 1, 0);
    for (name, bytes) in [
        ("face.png", large),
        ("face.gif", b"GIF89a\x01\0\x01\0\0".to_vec()),
        ("face.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec()),
        ("face.txt", b"a face".to_vec()),
    ] {
        let picture = desk.upload(name, bytes).await;
        let response = desk.change(|body| body["widget"]["style"]["picture"] = json!(picture)).await;
        let error: ErrorBody = response.json().await.unwrap();
        assert_eq!(error.field.as_deref(), Some("style.picture"), "{name}");
    }
}

#[actix_web::test]
async fn where_a_widget_was_seen_is_noted_once_a_minute() {
    let desk = Desk::start().await;
    let seen = async || {
        let asked = desk.app.get("/desk/v1/admin/integrations/seen").by(&desk.ada);
        let seen: WidgetsSeen = ok(asked.send().await.unwrap()).await;
        seen.widgets.into_iter().map(|one| one.origin).collect::<Vec<_>>()
    };
    assert!(seen().await.is_empty());
    desk.look(SHOP).await;
    assert_eq!(seen().await, [SHOP]);
    let _: WidgetSession = ok(desk.session(json!({ "page": "https://help.example.org" })).await).await;
    assert_eq!(seen().await, [SHOP], "within the minute");
    desk.app.clock.advance(Span::minutes(1));
    let _: WidgetSession = ok(desk.session(json!({ "page": "https://help.example.org" })).await).await;
    assert_eq!(seen().await, ["https://help.example.org"]);
    desk.set(|body| body["widget"]["enabled"] = json!(false)).await;
    desk.app.clock.advance(Span::minutes(1));
    desk.look("https://evil.test").await;
    assert_eq!(seen().await, ["https://help.example.org"], "it did not show there");
    let marie = desk.app.sign_in(MARIE).await;
    let asked = desk.app.get("/desk/v1/admin/integrations/seen").by(&marie);
    assert_eq!(refused(asked.send().await.unwrap()).await, ErrorCode::Forbidden);
}

#[actix_web::test]
async fn S3_18_the_default_response_says_what_the_admin_wrote_in_the_visitors_language() {
    let desk = Desk::start().await;
    desk.set(|body| {
        body["widget"]["texts"] =
            json!({ "en": { "first_message": "Welcome" }, "fr": { "first_message": "Bienvenue" } });
        body["widget"]["details"] = json!({ "name": false, "email": true, "fields": [] });
    })
    .await;
    for (locale, said, asked) in [
        ("fr-BE", "Bienvenue", "Dites-nous qui vous êtes"),
        ("en", "Welcome", "Please tell us who you are"),
        ("de", "Welcome", "Please tell us who you are"),
        ("el", "Welcome", "Πείτε μας ποιος είστε"),
    ] {
        let session: WidgetSession = ok(desk.session(json!({ "locale": locale })).await).await;
        let text = MessageText::new("?").unwrap();
        let conversation = desk.app.say(&session.token, Saying::Content(Content::Text { text })).await;
        let path = format!("/desk/v1/widget/conversations/{conversation}/items?before=100");
        let items: WidgetItems = ok(desk.app.get(&path).bearing(&session.token).send().await.unwrap()).await;
        let items = serde_json::to_string(&items).unwrap();
        assert!(items.contains(said) && items.contains(asked), "{locale}: {items}");
        assert!(items.contains("E-mail") && !items.contains("\"label\":\"Name\""), "{items}");
    }
}
