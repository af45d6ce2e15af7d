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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_agent_acts_as_one() {
        let id = UserId::new(2).unwrap();
        for role in [Role::Agent, Role::Admin] {
            assert_eq!(By::Agent { id, role }.agent(), Some(id));
        }
        assert_eq!(By::EndUser { id }.agent(), None);
        assert_eq!(By::System.agent(), None);
    }

    #[test]
    fn whoever_acted_is_stored_by_name() {
        let id = UserId::new(2).unwrap();
        for (by, stored) in [
            (By::Agent { id, role: Role::Admin }, r#"{"who":"agent","id":2,"role":"admin"}"#),
            (By::EndUser { id }, r#"{"who":"end_user","id":2}"#),
            (By::System, r#"{"who":"system"}"#),
        ] {
            assert_eq!(serde_json::to_string(&by).unwrap(), stored);
            assert_eq!(serde_json::from_str::<By>(stored).unwrap(), by);
        }
    }
}
