//! The journal: segment files to which whole commits are appended, and which alone hold the truth.

mod committer;
mod decode;
mod encode;
pub(crate) mod entry;
mod layout;
pub(crate) mod ledger;
pub(crate) mod mark;
mod queue;
pub(crate) mod reader;
pub(crate) mod recover;
pub(crate) mod redact;
#[cfg(test)]
mod roundtrip;
pub(crate) mod segment;
mod writer;

pub(crate) use committer::{Committer, Durable, Failure, GROUPS_UNDER_WAY, Shared};
pub(crate) use decode::decode;
pub use encode::MAX_KEY;
pub(crate) use encode::check;
pub use entry::Redaction;
pub use layout::MAX_FRAME;
pub(crate) use layout::{FIRST_FRAME, SEGMENT_HEAD, SegmentHead};
pub(crate) use queue::Queue;
pub use queue::{QUEUE_BYTES, QUEUE_COMMITS};
