//! The durable journal of Frontdesk and sled as its rebuildable index.
//!
//! **Architecture invariant:** this crate knows neither actix nor HTTP, and of an event no more than its bytes
//! and its place. Nothing is acknowledged before it is on disk.

pub mod commit;
pub mod payload;
pub mod store;

pub use commit::*;
pub use store::*;
