//! Who takes work at this moment, for those who ask on every visit and cannot wait for a mailbox.

use frontdesk_model::directory::Directory;
use frontdesk_model::id::{GroupId, UserId};
use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock};

/// The agents who are online; kept by the notifier, which hears of every change.
#[derive(Debug, Default)]
pub struct There(RwLock<BTreeSet<UserId>>);

impl There {
    /// Whether somebody of a group is there; without a group, whether anybody is.
    #[must_use]
    pub fn any(&self, directory: &Directory, group: Option<GroupId>) -> bool {
        let there = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let of_group = |agent| {
            let known = directory.agents.get(agent);
            known.is_some_and(|agent| group.is_none_or(|group| agent.groups.contains(&group)))
        };
        there.iter().any(of_group)
    }

    pub(crate) fn is(&self, agent: UserId, there: bool) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if there {
            all.insert(agent);
        } else {
            all.remove(&agent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::access::Role;
    use frontdesk_model::directory::Agent;

    #[test]
    fn whoever_is_there_counts_for_their_groups() {
        let (marie, support, sales) =
            (UserId::new(1).unwrap(), GroupId::new(1).unwrap(), GroupId::new(2).unwrap());
        let agent = Agent {
            id: marie,
            name: "Marie".to_owned(),
            role: Role::Agent,
            groups: [support].into(),
            capacity: 1,
            active: true,
        };
        let directory = Directory { agents: [(marie, agent)].into(), ..Directory::default() };
        let there = There::default();
        assert!(!there.any(&directory, None));
        there.is(marie, true);
        assert!(there.any(&directory, None));
        assert!(there.any(&directory, Some(support)));
        assert!(!there.any(&directory, Some(sales)));
        there.is(marie, false);
        assert!(!there.any(&directory, None));
    }
}
