//! Messenger's adapter from outside: fixtures in, values out; messages in, requests out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "messenger/account.rs"]
mod account;
#[path = "messenger/inbound.rs"]
mod inbound;
mod meta;
#[path = "messenger/outbound.rs"]
mod outbound;
#[path = "messenger/receive.rs"]
mod receive;

use frontdesk_channels::Account;
use frontdesk_channels::messenger::Messenger;

const MESSAGES: &str = include_str!("fixtures/messenger/messages.json");
const EVENTS: &str = include_str!("fixtures/messenger/events.json");

fn page() -> Account {
    meta::account(&[("page_id", "PAGE"), ("page_username", "shop")], &Messenger)
}
