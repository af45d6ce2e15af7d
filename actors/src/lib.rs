//! The running system of Frontdesk: the only place where the model, the channels and the store meet.
//!
//! **Architecture invariant:** nothing here knows HTTP, status codes or a wire format.

pub mod accounts;
pub mod agent;
pub mod agents;
pub mod api_tokens;
pub mod arrivals;
pub mod audit;
mod board;
pub mod channel;
pub mod channels;
pub mod chats;
pub mod clock;
pub mod conversation;
mod courier;
pub mod dead_letters;
pub mod directory;
pub mod doctor;
pub mod door;
pub mod feeds;
mod fetcher;
pub mod files;
pub mod flow_draft;
pub mod hub;
pub mod identities;
pub mod intake;
pub mod invitations;
pub mod known;
pub mod links;
pub mod lists;
pub mod logins;
pub mod mailbox;
pub mod notifier;
pub mod outbox;
pub mod people;
pub mod push;
pub mod registry;
pub mod router;
pub mod shared;
pub mod signing_keys;
pub mod signs;
pub mod system;
pub mod there;
pub mod timers;
pub mod transport;
pub mod vault;
pub mod visitors;
