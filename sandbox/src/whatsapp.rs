//! `WhatsApp` Cloud API (channels §2): one business number, its interface and its webhooks.

mod content;
mod events;
mod files;
mod manage;
mod send;
mod template;

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::meta::{self, GraphError};
use crate::people::scoped_digits;
use crate::provider::{App, Credentials, Handshake, Offer, Outgoing, Patience, Provider, Refusal, Signing};
use crate::world::{Account, ChatKey, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Timestamp;
use reqwest::Url;
use serde_json::{Value, json};

pub(crate) struct Whatsapp;

const KIND: ChannelKind = ChannelKind::Whatsapp;

impl Provider for Whatsapp {
    fn kind(&self) -> ChannelKind {
        KIND
    }

    fn app(&self) -> App {
        use Offer::{Audio, File, Image, Place, React, Reply, Sticker, Ticks, Video};
        App {
            name: "WhatsApp",
            start: None,
            leave: Some(("Block", "Unblock")),
            offers: &[Image, Video, Audio, File, Sticker, Place, React, Reply, Ticks],
        }
    }

    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[
                ("phone_number_id", &format!("10010000000{number}")),
                ("waba_id", &format!("20010000000{number}")),
                ("app_id", &format!("30010000000{number}")),
                ("display_phone_number", &format!("1555000100{number}")),
            ],
            &[
                ("access_token", &format!("sandbox-whatsapp-token-{number}")),
                ("app_secret", &format!("sandbox-whatsapp-secret-{number}")),
                ("verify_token", &format!("sandbox-whatsapp-verify-{number}")),
            ],
        )
    }

    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("graph", "/v25.0")]
    }

    /// The business-scoped id first: it is what the provider always tells.
    fn addresses(&self, account: &Account, person: &Person) -> Vec<String> {
        vec![user_id(account, person), person.digits().to_owned()]
    }

    fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        meta::account_called(world, KIND, call)
    }

    fn call(&self, world: &mut World, call: &Call) -> Answer {
        self.route(world, call).unwrap_or_else(|error| error.answer())
    }

    fn refusal(&self, why: &Refusal) -> Answer {
        meta::refusal(why, 130_429)
    }

    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        events::act(world, key, act)
    }

    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        manage::open(world, person, link)
    }

    fn handshake(&self, account: &Account, _: Timestamp) -> Option<Handshake> {
        Some(meta::handshake(account))
    }

    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        let account = signing.account;
        let changes: Vec<Value> = items.iter().map(|item| events::change(account, item)).collect();
        let entry = json!({ "id": account.setting("waba_id"), "changes": changes });
        meta::webhook(signing, &json!({ "object": "whatsapp_business_account", "entry": [entry] }))
    }

    fn batch(&self) -> usize {
        1_000
    }

    fn nonsense(&self) -> Value {
        json!({ "contacts": "none", "messages": [{ "from": 42, "id": ["?"], "type": { "what": true } }] })
    }

    fn patience(&self) -> Patience {
        meta::patience(None)
    }

    fn fetched(&self, world: &mut World, key: &ChatKey, message: &str, found: bool) {
        if !found {
            let error = ("131053", "Media upload error", "The link could not be downloaded");
            events::failed(world, key, message, error);
        }
    }
}

impl Whatsapp {
    fn route(&self, world: &mut World, call: &Call) -> Result<Answer, GraphError> {
        let parts = call.segments();
        if let Some(("cdn", [id])) = parts.split_first().map(|(first, rest)| (*first, rest)) {
            return files::download(world, call, id);
        }
        let parts = meta::path(call)?;
        let account = meta::authorised(world, KIND, call)?;
        let id = account.id.clone();
        let (number, waba) = (account.setting("phone_number_id"), account.setting("waba_id"));
        match (call.method.as_str(), parts.as_slice()) {
            ("GET", ["debug_token"]) => Ok(meta::debug_token(
                account,
                call,
                &["whatsapp_business_management", "whatsapp_business_messaging"],
            )),
            ("POST", [of, "messages"]) if *of == number => send::messages(world, &id, call),
            ("POST", [of, "media"]) if *of == number => files::upload(world, &id, call),
            ("POST", [of, "message_qrdls"]) if *of == number => manage::make_qr(world, &id, call),
            ("GET", [of, "whatsapp_business_profile"]) if *of == number => Ok(manage::profile()),
            ("GET", [of]) if *of == number => Ok(manage::number(account, call, world)),
            ("POST", [of]) if *of == number => manage::configure(world, &id, call),
            ("GET", [of]) if *of == waba => Ok(manage::business(account, call)),
            ("GET", [of, "message_templates"]) if *of == waba => Ok(template::list(call)),
            ("GET", [of, "phone_numbers"]) if *of == waba => Ok(manage::numbers(account)),
            (_, [of, "subscribed_apps"]) if *of == waba => Ok(meta::subscribed_apps(world, &id, call)),
            ("GET", [media]) => files::describe(world, &id, call, media),
            ("DELETE", [media]) => files::delete(world, &id, media),
            (_, [of, ..]) => Err(GraphError::no_object(of)),
            _ => Err(GraphError::new(400, 2500, "Unknown path components")),
        }
    }
}

/// The id that stands for the person at this business, whatever their number (channels §0.1).
fn user_id(account: &Account, person: &Person) -> String {
    format!("US.{}", scoped_digits(account, person, 16))
}
