//! The running system of Frontdesk: the only place where the model, the channels and the store meet.
//!
//! **Architecture invariant:** nothing here knows HTTP, status codes or a wire format.

pub mod clock;
pub mod conversation;
pub mod feeds;
pub mod hub;
pub mod mailbox;
pub mod push;
pub mod registry;
pub mod shared;
