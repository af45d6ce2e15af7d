//! The running system of Frontdesk: the only place where the model, the channels and the store meet.
//!
//! **Architecture invariant:** nothing here knows HTTP, status codes or a wire format.

pub mod agent;
pub mod agents;
pub mod clock;
pub mod conversation;
pub mod directory;
pub mod feeds;
pub mod hub;
pub mod logins;
pub mod mailbox;
pub mod notifier;
pub mod push;
pub mod registry;
pub mod router;
pub mod shared;
pub mod system;
pub mod timers;
pub mod visitors;
