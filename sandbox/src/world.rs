//! Everything that the simulated providers know: accounts, people, chats, files, and what is on its way.

mod account;
mod chat;
mod media;
mod people;

pub(crate) use account::{Account, Webhook};
pub(crate) use chat::{Button, Card, Chat, ChatKey, Content, Menu, MenuRow, Message, Place, Side, State};
pub(crate) use media::{MediaKind, MediaStore, Picture, Stored, picture_type};
pub use people::Person;

use crate::fault::{Fault, Faults};
use crate::log::Log;
use crate::providers;
use crate::queue::{Class, Event, Queue};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Held behind one lock; nothing in here waits.
#[derive(Debug)]
pub(crate) struct World {
    /// What the clock showed when the lock was taken.
    pub(crate) now: Timestamp,
    /// Where this server is, such as `http://127.0.0.1:4000`.
    pub(crate) base: String,
    /// See [`crate::SandboxConfig`].
    pub(crate) high_throughput: bool,
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) persons: BTreeMap<String, Person>,
    pub(crate) chats: BTreeMap<ChatKey, Chat>,
    pub(crate) media: MediaStore,
    pub(crate) queue: Queue,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    /// (account, what the provider calls the person) → person.
    addresses: HashMap<(String, String), String>,
    changed: BTreeSet<ChatKey>,
    last_id: u64,
}

impl World {
    pub(crate) fn new(now: Timestamp, base: String) -> Self {
        Self {
            now,
            base,
            high_throughput: false,
            accounts: BTreeMap::new(),
            persons: BTreeMap::new(),
            chats: BTreeMap::new(),
            media: MediaStore::default(),
            queue: Queue::default(),
            faults: Faults::default(),
            log: Log::default(),
            addresses: HashMap::new(),
            changed: BTreeSet::new(),
            // Above all ids of an earlier run, whose messages a server may still know; below 2^53, so that they
            // survive readers that count in doubles.
            last_id: (now.millis() / 1_000).saturating_mul(100_000),
        }
    }

    /// A number that was never given before.
    pub(crate) const fn fresh(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// The first account of that kind for which `is` holds.
    pub(crate) fn account_where(&self, kind: ChannelKind, is: impl Fn(&Account) -> bool) -> Option<&Account> {
        self.accounts.values().find(|account| account.kind == kind && is(account))
    }

    pub(crate) fn name_address(&mut self, account: &str, address: String, person: &str) {
        self.addresses.insert((account.to_owned(), address), person.to_owned());
    }

    /// Whom the provider calls that at this account.
    pub(crate) fn person_at(&self, account: &str, address: &str) -> Option<String> {
        self.addresses.get(&(account.to_owned(), address.to_owned())).cloned()
    }

    /// The chat, which is made where there is none, and counts as changed from here on.
    pub(crate) fn chat(&mut self, key: &ChatKey) -> &mut Chat {
        self.changed.insert(key.clone());
        self.chats.entry(key.clone()).or_default()
    }

    /// Shows what the business sent.
    pub(crate) fn receive(&mut self, key: &ChatKey, message: Message) {
        let chat = self.chat(key);
        chat.unread = chat.unread.saturating_add(1);
        chat.typing_until = None;
        chat.add(message);
    }

    /// Shows what the person sent, which opens the window for replies.
    pub(crate) fn say(&mut self, key: &ChatKey, message: Message) {
        let now = self.now;
        let chat = self.chat(key);
        chat.started = true;
        chat.wrote_at = Some(now);
        chat.draft = None;
        chat.add(message);
    }

    /// Has the account's webhook called with this.
    pub(crate) fn emit(&mut self, key: &ChatKey, class: Class, item: Value) {
        self.emit_after(key, class, item, Span::ZERO);
    }

    pub(crate) fn emit_after(&mut self, key: &ChatKey, class: Class, item: Value, after: Span) {
        self.tell(&key.account, key.lane(), class, item, after);
    }

    fn tell(&mut self, account: &str, lane: String, class: Class, item: Value, after: Span) {
        let at = self.now.plus(after);
        let Some(provider) = self.accounts.get(account).and_then(|account| providers::of(account.kind))
        else {
            return;
        };
        let event = Event { account: account.to_owned(), lane, item };
        let copies = self.faults.strike(account, "", |fault| match fault {
            Fault::Duplicated { copies } => Some(*copies),
            _ => None,
        });
        let batched = self.faults.strike(account, "", |fault| match fault {
            Fault::Batched { size, bad } if provider.batch() > 1 => Some((*size, *bad)),
            _ => None,
        });
        let reordered = class == Class::Receipt
            && self.faults.strike(account, "", |fault| (*fault == Fault::Reordered).then_some(())).is_some();
        for _ in 0..copies.unwrap_or(0) {
            self.queue.put(at, event.clone());
        }
        match batched {
            Some((size, bad)) => {
                let size = size.min(provider.batch());
                self.queue.gather(at, event, size, bad.then(|| provider.nonsense()));
            }
            None if reordered => self.queue.overtake(at, event),
            None => self.queue.put(at, event),
        }
    }

    /// Chats that changed since this was asked last.
    pub(crate) fn take_changed(&mut self) -> BTreeSet<ChatKey> {
        std::mem::take(&mut self.changed)
    }
}
