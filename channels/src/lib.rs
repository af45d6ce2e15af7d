//! What channels can do and how a message is sent on them, sans I/O: bytes in become values, values become requests.
//!
//! An adapter is a state machine that asks for requests; whoever steps it has the network, the clock and the store.
//!
//! **Architecture invariant:** nothing here reads a clock, draws at random, or touches network, store or actors.

mod account;
mod adapter;
mod address;
mod attached;
mod capability;
mod chat;
pub mod choice;
mod doctor;
mod error;
mod every;
mod form;
mod hook;
mod http;
mod inbound;
pub mod instagram;
mod item;
pub mod line;
pub mod link;
mod media;
pub mod messenger;
mod meta;
mod outbound;
mod pace;
mod percent;
mod piece;
mod plain;
mod preview;
mod profile;
pub mod signature;
pub mod sms;
mod spans;
pub mod split;
pub mod telegram;
mod template;
pub mod wechat;
pub mod whatsapp;
mod widget;
pub mod x;

pub use account::{Account, Host, Secrets, Setting, Token};
pub use adapter::{Adapter, Adapters, Repeat, SendState, Signal, Step};
pub use address::{Address, EventId, InvalidAddress, InvalidEventId};
pub use capability::{Capability, MediaLimits, Receipts, TextUnit};
pub use chat::CHAT;
pub use doctor::{Check, Finding};
pub use error::{MAX_TRIES, Remedy, RetryClass, SendError};
pub use every::every;
pub use hook::{Hook, HookAnswer, Refusal, Verdict};
pub use http::{Body, FormData, FormPart, Header, HttpRequest, HttpResponse, Method, TransportError};
pub use inbound::{
    Alert, Deed, Did, Inbound, Item, Media, MediaKind, Receipt, Refused, Said, Sender, Subject, Unread, What,
};
pub use link::DeepLink;
pub use media::Fetch;
pub use outbound::Outbound;
pub use pace::{Bucket, Pace};
pub use preview::Preview;
pub use profile::Profile;
pub use template::Template;
pub use widget::WIDGET;
