//! The adapters that this program was built with.

use crate::adapter::{Adapter, Adapters};
use std::sync::Arc;

/// One of each kind that has a provider.
#[must_use]
pub fn every() -> Adapters {
    let adapters: [Arc<dyn Adapter>; 0] = [];
    Adapters::new(adapters)
}
