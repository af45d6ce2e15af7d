//! REST, sockets, metrics and the front-ends of Frontdesk.
//!
//! **Architecture invariant:** this crate knows neither sled nor a provider's format; it speaks to the running
//! system through `frontdesk-actors` only.

pub mod auth;
pub mod config;
pub mod convert;
pub mod error;
pub mod http;
pub mod metrics;
pub mod origin;
pub mod rate_limit;
pub mod state;
mod ui;
pub mod wire;

pub use http::routes;
