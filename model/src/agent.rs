//! Agents as routing and the workspace see them.

use serde::{Deserialize, Serialize};

/// What work an agent takes now (behaviour 2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentStatus {
    /// Everything.
    Online,
    /// Nothing live: e-mail only.
    Away,
    /// Only what colleagues hand over.
    TransfersOnly,
    /// Nothing.
    #[default]
    Offline,
}

impl AgentStatus {
    /// Whether routing may offer new messaging work.
    #[must_use]
    pub const fn takes_offers(self) -> bool {
        matches!(self, Self::Online)
    }

    /// Whether a colleague may hand work over without a confirmation that nobody is there.
    #[must_use]
    pub const fn takes_transfers(self) -> bool {
        matches!(self, Self::Online | Self::TransfersOnly | Self::Away)
    }
}

/// How urgent a ticket is; orders the queue before age does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}
