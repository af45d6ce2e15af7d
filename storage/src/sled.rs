//! sled as the index of the journal: state that is looked up by key, and that can be built anew at any time.
//!
//! **Architecture invariant:** nothing in here is the only copy of anything but snapshots, which can be made again.

pub(crate) mod apply;
pub(crate) mod index;
pub(crate) mod keys;
mod merge;
pub(crate) mod open;
pub(crate) mod state;
mod tables;
pub(crate) mod values;
mod waiting;
