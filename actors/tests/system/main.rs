//! The whole running system on paused time and a store in memory.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod arrivals;
mod assignment;
mod bench;
mod chat;
mod conversation;
mod crash;
mod delivery;
mod intake;
mod links;
mod lists;
mod merge;
mod presence;
mod provider;
mod recovery;
