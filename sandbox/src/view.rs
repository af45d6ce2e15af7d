//! The world as pages and tests see it.

use crate::provider::App;
use crate::providers;
use crate::world::{Button, Chat, ChatKey, Message, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// An account and all that is needed to connect it.
#[derive(Clone, Debug, Serialize)]
pub struct AccountInfo {
    /// Such as `whatsapp-1`.
    pub id: String,
    pub kind: ChannelKind,
    pub name: String,
    /// By the name that the provider has for it.
    pub settings: BTreeMap<String, String>,
    pub secrets: BTreeMap<String, String>,
    /// Where its interface is, by the name of the adapter's host.
    pub hosts: BTreeMap<String, String>,
    pub webhook: Option<WebhookInfo>,
}

impl AccountInfo {
    /// The word of its kind, such as `whatsapp`.
    #[must_use]
    pub fn kind_word(&self) -> String {
        providers::word(self.kind)
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct WebhookInfo {
    pub url: String,
    /// The provider calls it no more.
    pub off: bool,
}

pub(crate) fn accounts(world: &World) -> Vec<AccountInfo> {
    world
        .accounts
        .values()
        .filter_map(|account| {
            let provider = providers::of(account.kind)?;
            let host = |(name, path): &(&str, &str)| {
                ((*name).to_owned(), format!("{}/{}{path}", world.base, providers::word(account.kind)))
            };
            Some(AccountInfo {
                id: account.id.clone(),
                kind: account.kind,
                name: account.name.clone(),
                settings: account.settings.clone(),
                secrets: account.secrets.clone(),
                hosts: provider.hosts().iter().map(host).collect(),
                webhook: account
                    .webhook
                    .as_ref()
                    .map(|webhook| WebhookInfo { url: webhook.url.clone(), off: webhook.off }),
            })
        })
        .collect()
}

/// A telephone whole.
#[derive(Serialize)]
pub(crate) struct PhoneView<'a> {
    now: Timestamp,
    person: &'a Person,
    persons: Vec<&'a Person>,
    chats: Vec<ChatView<'a>>,
    apps: Vec<AppView>,
}

#[derive(Serialize)]
struct AppView {
    kind: ChannelKind,
    #[serde(flatten)]
    app: App,
}

/// A chat whole, or one that could be begun.
#[derive(Serialize)]
pub(crate) struct ChatView<'a> {
    account: &'a str,
    kind: ChannelKind,
    /// The business's name.
    title: &'a str,
    unread: u32,
    started: bool,
    blocked: bool,
    typing_until: Option<Timestamp>,
    draft: Option<&'a str>,
    now: Timestamp,
    /// What the button says without which this chat does not begin.
    start: Option<&'static str>,
    /// What may be pressed to begin it.
    openers: Vec<Button>,
    messages: &'a [Message],
}

/// `None` for a person whom nobody knows.
pub(crate) fn phone<'a>(world: &'a World, person: &str) -> Option<PhoneView<'a>> {
    let person = world.persons.get(person)?;
    let apps = providers::ALL
        .iter()
        .filter(|provider| world.accounts.values().any(|account| account.kind == provider.kind()))
        .map(|provider| AppView { kind: provider.kind(), app: provider.app() })
        .collect();
    let chats =
        world.accounts.keys().filter_map(|account| chat(world, &ChatKey::new(account, &person.id))).collect();
    Some(PhoneView { now: world.now, person, persons: world.persons.values().collect(), chats, apps })
}

static NEVER: Chat = Chat::NEW;

pub(crate) fn chat<'a>(world: &'a World, key: &ChatKey) -> Option<ChatView<'a>> {
    let account = world.accounts.get(&key.account)?;
    let chat = world.chats.get(key).unwrap_or(&NEVER);
    let provider = providers::of(account.kind).filter(|_| !chat.started);
    Some(ChatView {
        account: &account.id,
        kind: account.kind,
        title: &account.name,
        unread: chat.unread,
        started: chat.started,
        blocked: chat.blocked,
        typing_until: chat.typing_until,
        draft: chat.draft.as_deref(),
        now: world.now,
        start: provider.and_then(|provider| provider.start(account, world)),
        openers: provider.map(|provider| provider.openers(account, world)).unwrap_or_default(),
        messages: &chat.messages,
    })
}
