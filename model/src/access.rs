//! Who may do what: the one place where that is decided, for HTTP and sockets alike.

use crate::id::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Agent,
    Admin,
}

/// On whose behalf something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum By {
    EndUser {
        id: UserId,
    },
    Agent {
        id: UserId,
        role: Role,
    },
    /// The server itself: routing, timers, the bot.
    System,
}

impl By {
    #[must_use]
    pub const fn agent(&self) -> Option<UserId> {
        match self {
            Self::Agent { id, .. } => Some(*id),
            Self::EndUser { .. } | Self::System => None,
        }
    }
}
