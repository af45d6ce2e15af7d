//! REST as clients meet it: real requests to a real server. The tree mirrors the addresses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "../app/mod.rs"]
mod app;
#[path = "../sockets/client.rs"]
#[allow(dead_code, reason = "the sockets' own tests use all of it")]
mod client;

mod access;
mod account;
mod active_sessions;
mod admin;
mod api_tokens;
mod attachments;
mod channels;
mod conversations;
mod customers;
mod flows;
mod health;
mod identity;
mod invitations;
mod macros;
mod malformed;
mod messaging;
mod search;
mod shortcuts;
mod sign_in;
mod ui;
mod webhooks;
mod widget;
