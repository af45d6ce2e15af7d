//! The domain of Frontdesk: conversations, tickets, routing, flows and views, as pure values and functions.
//!
//! **Architecture invariant:** nothing in this crate reads a clock, draws a random number, does I/O, awaits,
//! or knows JSON, actix or sled. Time, ids and randomness come in as values.

pub mod access;
pub mod account;
pub mod agent;
pub mod attachment;
pub mod channel;
pub mod conversation;
pub mod degradation;
pub mod directory;
pub mod end_user;
pub mod flow;
pub mod id;
pub mod link;
pub mod macros;
pub mod markup;
pub mod message;
pub mod routing;
pub mod search;
pub mod shortcut;
pub mod ticket;
pub mod time;
pub mod view;
