//! REST, sockets, metrics and the front-ends of Frontdesk.
//!
//! **Architecture invariant:** this crate knows neither sled nor a provider's format; it speaks to the running
//! system through `frontdesk-actors` only.

pub mod config;
pub mod convert;
pub mod state;
pub mod wire;
