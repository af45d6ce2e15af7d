//! Messenger and Instagram: two flavours of one interface, in which a page has threads with people (channels §3, §4).

mod content;
mod deeds;
mod events;
mod files;
mod page;
mod send;

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::meta::{self, GraphError};
use crate::people::scoped_digits;
use crate::provider::{Handshake, Outgoing, Patience, Refusal, Signing};
use crate::world::{Account, Button, ChatKey, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use reqwest::Url;
use serde_json::{Value, json};

/// Where the two differ.
#[derive(Debug)]
pub(crate) struct Flavour {
    pub(crate) kind: ChannelKind,
    /// `page`, `instagram`
    pub(crate) object: &'static str,
    /// The setting with the id under which webhooks come.
    pub(crate) id: &'static str,
    /// What ids of messages begin with.
    pub(crate) prefix: &'static str,
    /// The longest text, and whether it is counted in bytes.
    pub(crate) text_max: usize,
    pub(crate) text_in_bytes: bool,
    /// The second halves of the codes for a closed window and for nobody there.
    pub(crate) outside_window: u32,
    pub(crate) nobody: u32,
    /// What referrals by link are said to come from.
    pub(crate) link_source: &'static str,
}

impl Flavour {
    const fn is_messenger(&self) -> bool {
        matches!(self.kind, ChannelKind::Messenger)
    }

    fn word(&self) -> String {
        crate::providers::word(self.kind)
    }

    pub(crate) fn addresses(&self, account: &Account, person: &Person) -> Vec<String> {
        vec![scoped_digits(account, person, 16)]
    }

    pub(crate) fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        meta::account_called(world, self.kind, call)
    }

    pub(crate) fn refusal(&self, why: &Refusal) -> Answer {
        meta::refusal(why, 613)
    }

    pub(crate) fn handshake(&self, account: &Account) -> Option<Handshake> {
        Some(meta::handshake(account))
    }

    pub(crate) fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        let (id, time) = (signing.account.setting(self.id), signing.now.millis());
        let entry = |item: &Value| json!({ "id": id, "time": time, "messaging": [item] });
        let entries: Vec<Value> = items.iter().map(entry).collect();
        meta::webhook(signing, &json!({ "object": self.object, "entry": entries }))
    }

    pub(crate) fn nonsense(&self) -> Value {
        json!({ "sender": 7, "recipient": null, "timestamp": "soon", "message": ["?"] })
    }

    /// After an hour of failures the page is unsubscribed.
    pub(crate) fn patience(&self) -> Patience {
        meta::patience(Some(Span::minutes(60)))
    }

    pub(crate) fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        deeds::act(self, world, key, act)
    }

    pub(crate) fn fetched(&self, world: &mut World, key: &ChatKey, message: &str, found: bool) {
        if !found {
            world.chat(key).messages.retain(|shown| shown.id != message);
        }
    }

    /// Whether a new thread begins with a button.
    pub(crate) fn has_start(&self, account: &Account, world: &World) -> bool {
        page::get_started(account, world).is_some()
    }

    /// What the page offers somebody who never wrote.
    pub(crate) fn openers(&self, account: &Account, world: &World) -> Vec<Button> {
        page::openers(account, world)
    }

    /// Opens a thread by the name of the page; `reference` and `text` are what the link brings.
    pub(crate) fn open(&self, world: &mut World, person: &str, name: &str, link: &Url) -> Option<ChatKey> {
        let value = |wanted: &str| {
            let found = link.query_pairs().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.into_owned()).filter(|value| !value.is_empty())
        };
        let account = world.account_where(self.kind, |account| {
            account.settings.values().any(|setting| setting.eq_ignore_ascii_case(name))
        })?;
        let key = ChatKey::new(&account.id, person);
        let text = value("text").filter(|_| self.is_messenger());
        events::opened(self, world, &key, value("ref"), text);
        Some(key)
    }

    pub(crate) fn call(&self, world: &mut World, call: &Call) -> Answer {
        self.route(world, call).unwrap_or_else(|error| error.answer())
    }

    fn route(&self, world: &mut World, call: &Call) -> Result<Answer, GraphError> {
        match call.segments().as_slice() {
            ["cdn", id] => return files::download(world, call, id),
            ["picture", _] => return files::picture(),
            // The one address without a version.
            ["refresh_access_token"] if !self.is_messenger() => return page::refresh(self, world, call),
            _ => {}
        }
        let parts = meta::path(call)?;
        let account = meta::authorised(world, self.kind, call)?;
        let id = account.id.clone();
        let ours = |name: &str| {
            name == "me" || name == account.setting(self.id) || name == account.setting("page_id")
        };
        match (call.method.as_str(), parts.as_slice()) {
            ("GET", ["debug_token"]) => {
                Ok(meta::debug_token(account, call, &["pages_messaging", "instagram_manage_messages"]))
            }
            ("POST", [of, "messages"]) if ours(of) => send::messages(self, world, &id, call),
            ("POST", [of, "message_attachments"]) if ours(of) => files::upload(self, world, &id, call),
            (_, [of, "messenger_profile"]) if ours(of) => page::profile(world, &id, call),
            (_, [of, "subscribed_apps"]) if ours(of) => Ok(meta::subscribed_apps(world, &id, call)),
            ("POST", [of, "take_thread_control" | "pass_thread_control"]) if ours(of) => {
                Ok(Answer::json(200, &json!({ "success": true })))
            }
            ("GET", [of]) if ours(of) => Ok(page::account(self, account, call)),
            ("GET", [address]) => page::person(self, world, &id, call, address),
            (_, [of, ..]) => Err(GraphError::no_object(of)),
            _ => Err(GraphError::new(400, 2500, "Unknown path components")),
        }
    }
}
