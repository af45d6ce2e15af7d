//! What channels can do and how a message is sent on them, sans I/O: bytes in become values, values become requests.
//!
//! An adapter is a state machine that asks for requests; whoever steps it has the network, the clock and the store.
//!
//! **Architecture invariant:** nothing here reads a clock, draws at random, or touches network, store or actors.

mod adapter;
mod address;
mod capability;
mod chat;
mod error;
mod http;
mod inbound;
mod outbound;
mod pace;
mod widget;

pub use adapter::{Adapter, Adapters, Repeat, SendState, Step};
pub use address::{Address, EventId, InvalidAddress, InvalidEventId};
pub use capability::{Capability, Receipts, TextUnit};
pub use chat::CHAT;
pub use error::{MAX_TRIES, Remedy, RetryClass, SendError};
pub use http::{Header, HttpRequest, HttpResponse, Method, TransportError};
pub use inbound::{Inbound, Receipt, Said, Sender, Subject, What};
pub use outbound::Outbound;
pub use pace::{Bucket, Pace};
pub use widget::WIDGET;
