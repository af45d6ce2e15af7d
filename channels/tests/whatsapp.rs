//! WhatsApp's adapter from outside: fixtures in, values out; messages in, requests out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "whatsapp/account.rs"]
mod account;
#[path = "whatsapp/inbound.rs"]
mod inbound;
mod meta;
#[path = "whatsapp/outbound.rs"]
mod outbound;
#[path = "whatsapp/receive.rs"]
mod receive;

use frontdesk_channels::Account;
use frontdesk_channels::whatsapp::Whatsapp;

const TEXT: &str = include_str!("fixtures/whatsapp/text.json");
const TYPES: &str = include_str!("fixtures/whatsapp/types.json");
const MOVED: &str = include_str!("fixtures/whatsapp/moved.json");
const STATUSES: &str = include_str!("fixtures/whatsapp/statuses.json");
const ACCOUNT: &str = include_str!("fixtures/whatsapp/account.json");
const FIXTURES: [&str; 5] = [TEXT, TYPES, MOVED, STATUSES, ACCOUNT];

fn number() -> Account {
    let settings =
        [("phone_number_id", "1001"), ("waba_id", "102"), ("display_phone_number", "+1 555-000-1111")];
    meta::account(&settings, &Whatsapp)
}
