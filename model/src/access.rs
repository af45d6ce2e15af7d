//! Who may do what: the one place where that is decided, for HTTP and sockets alike.

use crate::id::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Agent,
    Admin,
}

/// What somebody who is signed in may want to do. Whether a certain conversation is theirs to answer, the
/// conversation decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See tickets, conversations and customers, send files, and ask conversations to do something.
    Work,
    /// Change what is configured: agents, groups, fields, flows, integrations, settings.
    Configure,
    /// See who changed what.
    ReadAudit,
    /// Set the status of somebody else.
    SetStatusOfOthers,
}

impl Permission {
    pub const ALL: [Self; 4] = [Self::Work, Self::Configure, Self::ReadAudit, Self::SetStatusOfOthers];
}

/// Whether a role may do this at all.
#[must_use]
pub const fn may(role: Role, permission: Permission) -> bool {
    match (role, permission) {
        (Role::Admin, _) | (Role::Agent, Permission::Work) => true,
        (Role::Agent, Permission::Configure | Permission::ReadAudit | Permission::SetStatusOfOthers) => false,
    }
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
    /// Whether both are the same person or the server; a role may change in between.
    #[must_use]
    pub fn is_same_actor(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::EndUser { id }, Self::EndUser { id: other })
            | (Self::Agent { id, .. }, Self::Agent { id: other, .. }) => id == other,
            (Self::System, Self::System) => true,
            _ => false,
        }
    }

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

    #[test]
    fn agents_work_and_admins_do_everything() {
        let allowed = |role| Permission::ALL.into_iter().filter(|wish| may(role, *wish)).collect::<Vec<_>>();
        assert_eq!(allowed(Role::Agent), [Permission::Work]);
        assert_eq!(allowed(Role::Admin), Permission::ALL);
    }
}
