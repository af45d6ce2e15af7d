//! What passed between the providers and the server, for tests and for whoever wonders.

use frontdesk_model::time::Timestamp;
use serde::Serialize;
use std::collections::VecDeque;

/// Entries that are kept of each kind.
const KEPT: usize = 500;

/// A webhook that was delivered, or was not.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HookCall {
    pub(crate) account: String,
    pub(crate) at: Timestamp,
    /// What was answered; `None` for nothing.
    pub(crate) status: Option<u16>,
    /// 1 for the first.
    pub(crate) attempt: u32,
    pub(crate) items: usize,
    pub(crate) body: String,
}

/// A request to a provider's interface.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApiCall {
    pub(crate) account: Option<String>,
    pub(crate) at: Timestamp,
    pub(crate) method: String,
    pub(crate) path: String,
    /// What was answered, even if the answer was lost on the way.
    pub(crate) status: u16,
    pub(crate) body: String,
}

#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) hooks: VecDeque<HookCall>,
    pub(crate) calls: VecDeque<ApiCall>,
    /// Webhooks that were given up.
    pub(crate) lost: u64,
}

impl Log {
    pub(crate) fn hook(&mut self, call: HookCall) {
        push(&mut self.hooks, call);
    }

    pub(crate) fn call(&mut self, call: ApiCall) {
        push(&mut self.calls, call);
    }
}

fn push<T>(log: &mut VecDeque<T>, entry: T) {
    if log.len() >= KEPT {
        log.pop_front();
    }
    log.push_back(entry);
}
