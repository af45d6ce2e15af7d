//! The other side of every channel: simulated providers with their signatures, windows, quotas and faults, and the
//! telephone of those who write in.
//!
//! Written from the providers' documentation and from nothing of ours, so that an adapter and its provider here cannot
//! agree on the same mistake.
//!
//! **Architecture invariant:** of this workspace it knows `model` only; the server is an address that it calls.

mod act;
mod api;
mod assets;
mod call;
mod carried;
mod clock;
mod control;
mod fault;
mod instagram;
mod json;
mod line;
mod log;
mod messenger;
mod meta;
mod people;
mod phone;
mod provider;
mod providers;
mod pump;
mod queue;
mod server;
mod shared;
mod sms;
mod stickers;
mod telegram;
mod thread;
mod view;
mod wechat;
mod whatsapp;
mod world;
mod x;

pub use carried::{Received, Webhook};
pub use clock::Clock;
pub use fault::{Fault, Switched};
pub use server::{Sandbox, SandboxConfig, StartError};
pub use view::{AccountInfo, WebhookInfo};
pub use world::Person;
