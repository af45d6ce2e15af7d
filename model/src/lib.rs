//! The domain of Frontdesk: conversations, tickets, routing, flows and views, as pure values and functions.
//!
//! **Architecture invariant:** nothing in this crate reads a clock, draws a random number, does I/O, awaits,
//! or knows JSON, actix or sled. Time, ids and randomness come in as values.

pub mod agent;
pub mod flow;
pub mod id;
pub mod message;
pub mod routing;
pub mod time;
