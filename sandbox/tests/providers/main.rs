//! Each simulated provider, asked as a server asks it, with a server at the other end of its webhooks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod desk;
mod faults;
mod line;
mod phone;
mod sms;
mod telegram;
mod thread;
mod wechat;
mod whatsapp;
mod x;
