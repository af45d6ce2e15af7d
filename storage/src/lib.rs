//! The durable journal of Frontdesk and sled as its rebuildable index.
//!
//! **Architecture invariant:** this crate knows neither actix nor HTTP, and of an event no more than its bytes
//! and its place. Nothing is acknowledged before it is on disk.

pub mod attachments;
pub mod backup;
mod checksum;
mod codec;
pub mod commit;
pub mod config;
mod embedded;
pub mod error;
mod journal;
pub mod memory;
mod offline;
pub mod payload;
mod sled;
pub mod store;
pub mod verify;

pub use commit::*;
pub use config::{INDEX_CACHE_BYTES, INDEX_LAYER_BYTES, Progress, SEGMENT_BYTES, StoreConfig};
pub use embedded::{EmbeddedStore, MAX_SNAPSHOT, rebuild};
pub use error::OpenError;
pub use journal::{MAX_FRAME, MAX_KEY, QUEUE_BYTES, QUEUE_COMMITS, Redaction};
pub use memory::MemoryStore;
pub use offline::events_of;
pub use store::*;
