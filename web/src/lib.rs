//! REST, sockets, metrics and the front-ends of Frontdesk.
//!
//! **Architecture invariant:** this crate knows neither sled nor a provider's format; it speaks to the running
//! system through `frontdesk-actors` only.

pub mod attachments;
pub mod auth;
pub mod command;
pub mod config;
pub mod convert;
pub mod error;
pub mod flows;
pub mod http;
pub mod metrics;
pub mod origin;
pub mod qr;
pub mod rate_limit;
pub mod sightings;
pub mod state;
mod ui;
pub mod view;
pub mod wire;
pub mod ws;

pub use http::routes;
