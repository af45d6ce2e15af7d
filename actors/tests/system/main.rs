//! The whole running system on paused time and a store in memory.

mod assignment;
mod bench;
mod conversation;
mod lists;
mod presence;
mod recovery;
