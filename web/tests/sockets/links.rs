//! The widget's side of going on on a social channel (S0).

use crate::app::{As, MARIE, TestApp};
use crate::client::Client;
use bytes::Bytes;
use frontdesk_actors::directory::Entry;
use frontdesk_actors::transport::{Providers, Transport};
use frontdesk_channels::{
    Account, Adapter, Adapters, Address, Capability, DeepLink, EventId, Fetch, Hook, HookAnswer, Host,
    HttpRequest, HttpResponse, Inbound, Item, Media, MediaLimits, Outbound, Preview, Said, SendError,
    SendState, Sender, Setting, Step, TransportError, Verdict, WIDGET, What,
};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::directory::{Integration, WidgetLook};
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::message::MessageText;
use frontdesk_model::time::{Span, Timestamp};
use futures_util::future::{BoxFuture, FutureExt, ready};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use std::sync::Arc;

const PHONE: IntegrationId = IntegrationId::from_bytes([8; 12]);

/// A provider that takes everything, for so long after the end user wrote.
struct Phone(Capability);

const CAPABILITY: Capability =
    Capability { flow: Capabilities::TEXT, files: false, media: MediaLimits::NONE, ..WIDGET };

impl Adapter for Phone {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Whatsapp
    }

    fn capability(&self) -> &Capability {
        &self.0
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn hosts(&self) -> &'static [Host] {
        &[]
    }

    fn account_setting(&self) -> &'static str {
        "number"
    }

    fn receive(&self, _: &Account, _: &Hook<'_>) -> Verdict {
        Verdict::Take(HookAnswer::empty())
    }

    fn parse(&self, _: &Account, _: &Bytes, _: Timestamp) -> Vec<Item> {
        Vec::new()
    }

    fn preview(&self, _: &Account, _: &Outbound) -> Result<Preview, SendError> {
        Ok(Preview { messages: 1, ..Preview::default() })
    }

    fn step(&self, _: &Account, _: &Outbound, state: &SendState, _: Option<&HttpResponse>) -> Step {
        Step::Sent { ids: state.ids.clone() }
    }

    fn fetch(&self, _: &Account, media: &Media, _: Option<&HttpResponse>) -> Fetch {
        Fetch::Download(HttpRequest::get(media.handle.clone()))
    }

    fn deep_link(&self, _: &Account, code: &str) -> Option<DeepLink> {
        Some(DeepLink { url: format!("https://provider.example/{code}"), type_this: Some(code.to_owned()) })
    }
}

struct Nobody;

impl Transport for Nobody {
    fn send(&self, _: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>> {
        ready(Err(TransportError::NotSent)).boxed()
    }
}

/// A shop whose widget lets its customers go on on the phone, and somebody who has said something there.
async fn shop() -> (TestApp, Client, Value) {
    shop_on(None).await
}

async fn shop_on(window: Option<Span>) -> (TestApp, Client, Value) {
    let phone = Phone(Capability { window, ..CAPABILITY });
    let (adapter, transport): (Arc<dyn Adapter>, Arc<dyn Transport>) = (Arc::new(phone), Arc::new(Nobody));
    let app = TestApp::made(|_| {}, Providers::new(Adapters::new([adapter]), transport)).await;
    let integration = |id, kind, name: &str, switch_to: &[IntegrationId]| {
        let widget = WidgetLook { switch_to: switch_to.iter().copied().collect(), ..WidgetLook::default() };
        Entry::Integration(Integration {
            id,
            kind,
            name: name.to_owned(),
            flow: None,
            group: Some(app.group),
            widget,
        })
    };
    app.put(integration(PHONE, ChannelKind::Whatsapp, "Support line", &[])).await;
    app.put(integration(app.widget, ChannelKind::Widget, "Shop", &[PHONE])).await;
    let token = app.visit().await;
    let (widget, welcome) = Client::widget(&app, &token, None).await;
    (app, widget, welcome)
}

async fn link(widget: &mut Client, integration: IntegrationId) -> Value {
    let id = widget.draw();
    widget.send(&json!({ "type": "link", "id": id, "integration": integration })).await;
    widget.find("the answer", |f| f["id"] == id.as_str()).await
}

async fn hears(app: &TestApp, event: &str, text: &str, code: Option<&str>) {
    let address = Address::new("+15551234567").expect("an address");
    let said = Said {
        event: EventId::new(event.to_owned()).expect("an id"),
        from: Sender { name: Some("Ana Duarte".to_owned()), ..Sender::new(address) },
        at: Timestamp::ZERO,
        id: None,
        reply_to: None,
        link: code.map(str::to_owned),
        what: What::Text(MessageText::new(text).expect("a text")),
    };
    app.state.system.intake.take(PHONE, Inbound::Said(said)).await.expect("it is taken in");
}

fn stage_is(frame: &Value, stage: &str) -> bool {
    frame["head"]["links"][0]["stage"] == stage
}

#[actix_web::test]
async fn s0_9_s0_11_s0_13_s0_17_s0_20_from_the_code_to_the_phone_and_back() {
    let (app, mut widget, welcome) = shop().await;
    assert_eq!(
        welcome["settings"]["switch_to"],
        json!([{ "integration": PHONE, "channel": "whatsapp", "name": "Support line" }])
    );
    widget.say("Hello").await;
    let ready = link(&mut widget, PHONE).await;
    assert_eq!(ready["type"], "link_ready", "{ready}");
    let code = ready["link"]["type_this"].as_str().expect("a code").to_owned();
    assert_eq!(ready["link"]["url"], format!("https://provider.example/{code}"));
    assert!(ready["link"]["qr"]["path"].as_str().is_some_and(|path| path.starts_with("M4 4h7v1h-7z")));
    assert!(ready["link"]["expires_at"].as_u64() > welcome["now"].as_u64());

    hears(&app, "1", "Hi", Some(&code)).await;
    let pending = widget.find("who is asked", |f| stage_is(f, "pending")).await;
    assert_eq!(pending["head"]["links"][0]["name"], "", "nobody said yes yet");
    assert!(pending["items"].is_null(), "and nothing of the phone shows: {pending}");
    hears(&app, "2", "Yes", None).await;
    let linked = widget.find("the yes", |f| stage_is(f, "linked")).await;
    assert_eq!(linked["head"]["answers_on"], "whatsapp");
    assert_eq!(linked["head"]["links"][0]["name"], "Ana Duarte");
    let note = json!({ "what": "linked", "channel": "whatsapp", "name": "Ana Duarte" });
    assert_eq!(linked["items"][0]["note"], note);
    hears(&app, "3", "From the phone", None).await;
    let said = widget.find("the phone", |f| f["items"][0]["content"]["text"] == "From the phone").await;
    assert_eq!(said["items"][0]["channel"], "whatsapp", "S0-17");

    let id = widget.draw();
    widget.send(&json!({ "type": "unlink", "id": id, "integration": PHONE })).await;
    let parted = widget.find("the end", |f| f["items"][0]["note"]["what"] == "unlinked").await;
    assert!(parted["head"]["links"].is_null() && parted["head"]["answers_on"].is_null());
    hears(&app, "4", "Anybody?", None).await;
    let (id, say) = (widget.draw(), json!({ "type": "text", "text": "Here" }));
    widget.send(&json!({ "type": "send", "id": id, "say": say, "meta": { "fields": [], "tags": [] } })).await;
    let here = widget.find("the widget", |f| f["items"][0]["content"]["text"] == "Here").await;
    assert!(here["items"][0]["channel"].is_null(), "and the phone's words stay on the phone");
}

#[actix_web::test]
async fn t_7_continue_here_brings_answers_back_and_a_new_tab_does_not() {
    let (app, mut widget, welcome) = shop().await;
    widget.say("Hello").await;
    let ready = link(&mut widget, PHONE).await;
    hears(&app, "1", "Hi", ready["link"]["type_this"].as_str()).await;
    hears(&app, "2", "Yes", None).await;
    widget.find("the yes", |f| f["head"]["answers_on"] == "whatsapp").await;
    let (id, conversation) = (widget.draw(), welcome["current"].clone());
    widget.send(&json!({ "type": "hello", "integration": app.widget, "token": "", "conversation": conversation, "epoch": null, "seq": null })).await;
    let again = widget.find("the page once more", |f| f["type"] == "welcome").await;
    assert_eq!(again["conversation"]["head"]["answers_on"], "whatsapp", "a page is no word");
    widget.send(&json!({ "type": "continue_here", "id": id })).await;
    let back = widget.find("the way back", |f| f["items"][0]["note"]["what"] == "came_back").await;
    assert!(back["head"]["answers_on"].is_null(), "{back}");
    assert_eq!(back["head"]["links"][0]["stage"], "linked", "and nothing was parted");
    let done = widget.find("the answer", |f| f["id"] == id.as_str()).await;
    assert_eq!(done["type"], "done");
}

/// Somebody whom Marie serves goes on on the phone; answers with the conversation.
async fn served_on_the_phone(app: &TestApp, widget: &mut Client, welcome: &Value) -> String {
    let id = widget.draw();
    widget.say_as(&id, json!({ "type": "talk_to_human" })).await;
    let ready = link(widget, PHONE).await;
    hears(app, "1", "Hi", ready["link"]["type_this"].as_str()).await;
    hears(app, "2", "Yes", None).await;
    widget.find("the yes", |f| f["head"]["answers_on"] == "whatsapp").await;
    welcome["current"].as_str().expect("an id").to_owned()
}

fn in_widget(app: &TestApp, conversation: &str) -> RequestBuilder {
    let id = app.draw_command();
    let reply =
        json!({ "do": "reply", "conversation": conversation, "text": "To the widget", "in_widget": true });
    app.post("/desk/v1/commands", &json!({ "id": id, "command": reply }))
}

#[actix_web::test]
async fn t_5_s3_15_an_agent_does_not_move_a_conversation_between_messaging_and_social() {
    let (app, mut widget, welcome) = shop().await;
    let conversation = served_on_the_phone(&app, &mut widget, &welcome).await;
    let marie = app.sign_in(MARIE).await;
    let response = in_widget(&app, &conversation).by(&marie).send().await.expect("an answer");
    assert_eq!(response.status(), 422);
    let body: Value = response.json().await.expect("a body");
    let error = body.get("error").unwrap_or(&body);
    assert_eq!(error["code"], "channel_not_allowed");
    assert!(
        error["message"].as_str().is_some_and(|text| text.contains("only the customer chooses")),
        "{body}"
    );
    let read =
        app.get(&format!("/desk/v1/conversations/{conversation}")).by(&marie).send().await.expect("read");
    let head: Value = read.json::<Value>().await.expect("a body")["head"].clone();
    let ways = head["composer"].as_array().expect("ways");
    let way = ways.iter().find(|way| way["mode"] == "widget").expect("the widget");
    assert_eq!((&way["allowed"], &way["reason"]), (&json!(false), &json!("customer_decides")));
    assert_eq!(head["reply_to"]["channel"], "whatsapp");
}

#[actix_web::test]
async fn behaviour_2_21_a_closed_window_lets_one_reply_go_to_the_widget() {
    let (app, mut widget, welcome) = shop_on(Some(Span::seconds(0))).await;
    let conversation = served_on_the_phone(&app, &mut widget, &welcome).await;
    let marie = app.sign_in(MARIE).await;
    let response = in_widget(&app, &conversation).by(&marie).send().await.expect("an answer");
    assert_eq!(response.status(), 200);
    let here = widget.find("the reply", |f| f["items"].to_string().contains("To the widget")).await;
    assert!(here["items"][0]["channel"].is_null() || here["items"][1]["channel"].is_null(), "{here}");
    let read =
        app.get(&format!("/desk/v1/conversations/{conversation}")).by(&marie).send().await.expect("read");
    let read: Value = read.json().await.expect("a body");
    assert_eq!(read["head"]["reply_to"]["channel"], "whatsapp", "the customer's choice stands");
    assert!(read["items"].to_string().contains("sent_in_widget"), "and the log says so");
}

#[actix_web::test]
async fn s0_10_s0_30_only_what_the_widget_offers_can_be_asked_for() {
    let (_app, mut widget, _) = shop().await;
    let other = link(&mut widget, IntegrationId::from_bytes([9; 12])).await;
    assert_eq!((&other["type"], &other["error"]["code"]), (&json!("refused"), &json!("channel_not_allowed")));
}

#[actix_web::test]
async fn links_are_rate_limited_with_everything_else_that_is_said() {
    let (_app, mut widget, _) = shop().await;
    for _ in 0..100 {
        let answer = link(&mut widget, PHONE).await;
        if answer["error"]["code"] == "too_many_requests" {
            return;
        }
    }
    panic!("nobody was ever refused");
}
