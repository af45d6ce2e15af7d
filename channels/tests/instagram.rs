//! Instagram's adapter from outside: fixtures in, values out; messages in, requests out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "instagram/inbound.rs"]
mod inbound;
#[path = "instagram/login.rs"]
mod login;
mod meta;
#[path = "instagram/outbound.rs"]
mod outbound;
#[path = "instagram/receive.rs"]
mod receive;

use frontdesk_channels::Account;
use frontdesk_channels::instagram::Instagram;

const MESSAGES: &str = include_str!("fixtures/instagram/messages.json");

/// An account that is reached by its page.
fn account() -> Account {
    let settings = [("instagram_id", "IGID"), ("username", "@shop"), ("page_id", "PAGE")];
    meta::account(&settings, &Instagram)
}

/// An account that is reached by Instagram's own login.
fn alone() -> Account {
    meta::account(&[("instagram_id", "17841"), ("username", "shop")], &Instagram)
}
