//! What agents see and do of customers who write on social channels: `/desk/v1/end-users/{id}`, its `merge`, and
//! `/desk/v1/conversations/{id}/templates` and `…/preview`.

use super::channels::{connected, hears, send};
use crate::app::{ADA, As, Browser, MARIE, Provider, TestApp, ok, refused};
use frontdesk_actors::clock::Clock;
use frontdesk_channels::Address;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::id::ConversationId;
use frontdesk_model::time::Span;
use frontdesk_web::wire::agent::{Conversation, Item};
use frontdesk_web::wire::channels::ChannelAccount;
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::rest::{Customer, Found, Preview, Templates};
use frontdesk_web::wire::shared::{ChannelKind, Content, Degradation, Delivery, File};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;

const SECRET: &str = "the secret of the app";

struct Scene {
    app: TestApp,
    provider: Arc<Provider>,
    marie: Browser,
    account: ChannelAccount,
    conversation: ConversationId,
}

/// Ana has written on WhatsApp and asked for a person.
async fn scene() -> Scene {
    let provider = Arc::new(Provider::default());
    let app = TestApp::with_provider(&provider).await;
    let ada = app.sign_in(ADA).await;
    let account = connected(&app, &ada, &provider).await;
    provider.answers("/messages", 200, json!({ "messages": [{ "id": "wamid.OUT" }] }));
    assert_eq!(hears(&app, &account, SECRET, "wamid.1", "agent").await, 200);
    let address = Address::new("15551234567").unwrap();
    let shared = &app.state.system.shared;
    let conversation = loop {
        let found = frontdesk_actors::identities::find(shared, account.id, &address).await.unwrap();
        if let Some(known) = found
            && app.state.system.registry.look(known.identity.conversation).await.unwrap().is_some()
        {
            break known.identity.conversation;
        }
        tokio::task::yield_now().await;
    };
    let marie = app.sign_in(MARIE).await;
    Scene { app, provider, marie, account, conversation }
}

impl Scene {
    async fn look(&self) -> Conversation {
        let path = format!("/desk/v1/conversations/{}", self.conversation);
        ok(self.app.get(&path).by(&self.marie).send().await.unwrap()).await
    }

    async fn customer(&self, id: u64) -> Customer {
        ok(self.app.get(&format!("/desk/v1/end-users/{id}")).by(&self.marie).send().await.unwrap()).await
    }

    async fn search(&self, words: &str) -> Found {
        let path = format!("/desk/v1/search?q={words}");
        ok(self.app.get(&path).by(&self.marie).send().await.unwrap()).await
    }

    async fn run(&self, command: Value) -> reqwest::Response {
        let body = json!({ "id": self.app.draw_command(), "command": command });
        send(&self.app, &self.marie, Method::POST, "/desk/v1/commands", None, &body).await
    }
}

#[actix_web::test]
async fn s1_13_s1_26_the_head_names_the_account_and_all_that_is_known_of_it() {
    let scene = scene().await;
    let head = scene.look().await.head;
    let to = head.reply_to.expect("replies go somewhere");
    assert_eq!((to.channel, to.name.as_str()), (ChannelKind::Whatsapp, "Support"));
    assert_eq!(to.number.as_deref(), Some("+1 555 0100"));
    assert_eq!(to.info.get("waba_id").map(String::as_str), Some("2002"));
    assert!(!to.info.values().any(|value| value.contains("secret") || value.contains("token")));
    let closes = head.window_closes_at.expect("WhatsApp has a window");
    assert_eq!(closes, scene.app.clock.now().plus(Span::days(1)), "S1-44");
}

#[actix_web::test]
async fn s1_22_s1_23_the_card_shows_what_the_channel_told() {
    let scene = scene().await;
    let id = scene.look().await.head.end_user.id;
    let customer = scene.customer(id.get()).await;
    let [identity] = customer.identities.as_slice() else { panic!("one identity") };
    assert_eq!((identity.channel, identity.account.as_str()), (ChannelKind::Whatsapp, "Support"));
    assert_eq!(identity.phone.as_deref(), Some("+15551234567"));
    assert_eq!(identity.integration, scene.account.id);
}

#[actix_web::test]
async fn s1_59_s1_61_s1_62_people_and_tickets_are_found_by_what_channels_told() {
    let scene = scene().await;
    let head = scene.look().await.head;
    let by_phone = scene.search("15551234567").await;
    assert!(by_phone.people.iter().any(|person| person.id == head.end_user.id), "S1-59");
    let ticket = head.ticket.expect("somebody asked for a person").id;
    for words in ["2002", "%2B15550100", "Support"] {
        let found = scene.search(words).await;
        assert!(found.tickets.iter().any(|row| row.ticket == ticket), "S1-62: {words}");
    }
}

#[actix_web::test]
async fn s1_21_s1_46_an_agent_merges_the_new_account_into_the_old() {
    let scene = scene().await;
    let (token, widgets) = scene.app.waiting_visitor().await;
    let path = format!("/desk/v1/conversations/{widgets}");
    let old: Conversation = ok(scene.app.get(&path).by(&scene.marie).send().await.unwrap()).await;
    let (new, old) = (scene.look().await.head.end_user.id.get(), old.head.end_user.id.get());
    let merge = |from: u64, into: u64| {
        let (app, marie) = (&scene.app, &scene.marie);
        async move {
            let path = format!("/desk/v1/end-users/{from}/merge");
            send(app, marie, Method::POST, &path, None, &json!({ "into": into })).await
        }
    };
    assert_eq!(refused(merge(old, old).await).await, ErrorCode::InvalidField);
    assert_eq!(refused(merge(new, 999).await).await, ErrorCode::NotFound);
    let stays: Customer = ok(merge(new, old).await).await;
    assert_eq!(stays.id.get(), old);
    assert_eq!(stays.identities.len(), 1, "the identity is added to what was there");
    assert_eq!(stays.tickets.len(), 2, "all tickets belong to one account");
    assert_eq!(scene.look().await.head.end_user.id.get(), old);
    assert_eq!(scene.customer(new).await.id.get(), old, "the old number leads to who stays");
    let again: Customer = ok(merge(new, old).await).await;
    assert_eq!(again.id.get(), old, "once more does no harm");
    // Whoever wrote there goes on there, as the one who stays; and the widget's session is still theirs.
    assert_eq!(hears(&scene.app, &scene.account, SECRET, "wamid.2", "Are you there?").await, 200);
    let session = json!({ "token": token });
    let path = format!("/desk/v1/widget/{}/session", scene.app.widget);
    let opened: Value = ok(scene.app.post(&path, &session).send().await.unwrap()).await;
    assert_eq!(opened["token"].as_str(), Some(token.as_str()));
    let ada = scene.app.sign_in(ADA).await;
    let audit = scene.app.get("/desk/v1/admin/audit?kind=end_user").by(&ada).send().await.unwrap();
    let audit = audit.text().await.unwrap();
    assert_eq!(audit.matches(r#""kind":"end_user""#).count(), 2, "{audit}");
    assert!(!audit.contains("\"Ana\""), "nobody's name: {audit}");
}

fn templates() -> Value {
    json!({ "data": [{
        "name": "order_update", "language": "en_US", "status": "APPROVED",
        "components": [{ "type": "BODY", "text": "Hello {{1}}, your order {{2}} is on its way." }],
    }] })
}

#[actix_web::test]
async fn s1_53_a_closed_window_leaves_the_template() {
    let mut scene = scene().await;
    scene.provider.answers("/message_templates", 200, templates());
    scene.app.act(scene.app.marie, scene.conversation, Action::Take).await;
    scene.app.clock.advance(Span::days(2));
    scene.marie = scene.app.sign_in(MARIE).await;
    let path = format!("/desk/v1/conversations/{}/templates", scene.conversation);
    let told: Templates = ok(scene.app.get(&path).by(&scene.marie).send().await.unwrap()).await;
    let [template] = told.templates.as_slice() else { panic!("one template") };
    assert_eq!((template.name.as_str(), template.parameters), ("order_update", 2));

    let command = |parameters: Value, name: &str| {
        json!({
            "do": "send_template", "conversation": scene.conversation, "name": name, "language": "en_US",
            "parameters": parameters,
        })
    };
    for (parameters, name, field) in [
        (json!(["Ana"]), "order_update", "parameters"),
        (json!(["Ana", " "]), "order_update", "parameters"),
        (json!(["Ana", "42"]), "another", "name"),
    ] {
        let refusal: Value = scene.run(command(parameters, name)).await.json().await.unwrap();
        assert_eq!(
            (refusal["code"].as_str(), refusal["field"].as_str()),
            (Some("invalid_field"), Some(field))
        );
    }
    let sent = scene.run(command(json!(["Ana", "42"]), "order_update")).await;
    assert!(sent.status().is_success(), "{}", sent.text().await.unwrap());
    let said = scene.look().await.items.into_iter().rev().find_map(|item| match item {
        Item::Message(message) => Some(message.content),
        Item::Activity { .. } => None,
    });
    let text = "Hello Ana, your order 42 is on its way.".to_owned();
    assert_eq!(said, Some(Content::Template { name: "order_update".to_owned(), text }));
}

#[actix_web::test]
async fn a_preview_says_what_the_channel_will_change_and_the_message_says_it_afterwards() {
    let scene = scene().await;
    scene.app.act(scene.app.marie, scene.conversation, Action::Take).await;
    let (app, marie) = (&scene.app, &scene.marie);
    let path = format!("/desk/v1/conversations/{}/preview", scene.conversation);
    let preview = async |text: Value, files: Value| -> Preview {
        let asked = json!({ "text": text, "files": files });
        ok(send(app, marie, Method::POST, &path, None, &asked).await).await
    };
    let told = preview(json!("Hello"), json!([])).await;
    assert_eq!((told.messages, told.degraded.len(), told.refused), (1, 0, None));

    let csv = app.request(Method::POST, "/desk/v1/attachments?name=bill.csv").by(marie).body("a,b").send();
    let file: File = ok(csv.await.unwrap()).await;
    let told = preview(json!("Your bill"), json!([file.id])).await;
    assert_eq!((told.messages, told.degraded), (1, vec![Degradation::FileAsLink]));
    assert_eq!((told.linked, told.link_days), (vec![file.id], 3));

    let reply =
        json!({ "do": "reply", "conversation": scene.conversation, "text": "Your bill", "files": [file.id] });
    assert!(scene.run(reply).await.status().is_success());
    let degraded = loop {
        let said = scene.look().await.items.into_iter().rev().find_map(|item| match item {
            Item::Message(message) => Some((message.delivery, message.degraded)),
            Item::Activity { .. } => None,
        });
        match said {
            Some((Delivery::Queued, _)) => tokio::task::yield_now().await,
            said => break said.unwrap().1,
        }
    };
    assert_eq!(degraded, [Degradation::FileAsLink], "what was said before is what was done");

    let nowhere = path.replace(&scene.conversation.to_string(), &"0".repeat(24));
    let asked = json!({ "text": "Hello", "files": [] });
    let refusal = send(app, marie, Method::POST, &nowhere, None, &asked).await;
    assert_eq!(refused(refusal).await, ErrorCode::NotFound);
    let empty = json!({ "text": " ", "files": [] });
    let refusal = send(app, marie, Method::POST, &path, None, &empty).await;
    assert_eq!(refused(refusal).await, ErrorCode::TextEmpty);
}

#[actix_web::test]
async fn a_provider_that_does_not_answer_is_said_so() {
    let scene = scene().await;
    let path = format!("/desk/v1/conversations/{}/templates", scene.conversation);
    scene.provider.answers("/message_templates", 500, json!({}));
    let refusal = scene.app.get(&path).by(&scene.marie).send().await.unwrap();
    assert_eq!(refused(refusal).await, ErrorCode::ProviderUnavailable);
}
