//! "Why is it not routed?", answered for an admin. For inspection: looks at every agent.

use super::Router;
use super::agent::Agent;
use super::intern::Slot;
use super::work::{Hold, Waiting, Work};
use crate::id::{ConversationId, GroupId, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a conversation stands with routing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Explanation {
    /// Nobody asked for an agent, or it is over.
    NotWaiting,
    /// Somebody has it.
    Assigned { to: UserId },
    /// Shown to these agents, and not answered yet.
    Offered { to: Vec<UserId> },
    /// The conversation rejected the router's last decision; tried again with the next news of it.
    Refused,
    /// The group has no agents; without a group: there are no agents.
    NobodyInGroup { group: Option<GroupId> },
    /// None of the group's agents has all the skills it needs.
    NoMatchingSkill { agents: usize },
    /// Those who could do it are not taking offers, or not there.
    AllAway { agents: usize },
    /// Everybody who is free declined it not long ago; it is offered again after a rest.
    Rests,
    /// All who could do it and are there missed or declined it, and are busy.
    EverybodyMissed { agents: usize },
    /// All who could do it and are there have as much as they may have.
    AllAtCapacity { agents: usize },
    /// All who could do it, are there and have room are thinking about another offer.
    AllAnswering { agents: usize },
    /// Somebody is free for it; it goes out with the next decision.
    Ready { ahead: usize },
}

impl fmt::Display for Explanation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWaiting => out.write_str("The conversation is not waiting for an agent."),
            Self::Assigned { to } => write!(out, "Agent {to} has it."),
            Self::Offered { to } => {
                out.write_str("It is offered to agent ")?;
                for (at, agent) in to.iter().enumerate() {
                    write!(out, "{}{agent}", if at == 0 { "" } else { ", " })?;
                }
                out.write_str(", who did not answer yet.")
            }
            Self::Refused => {
                out.write_str("The conversation rejected the last decision; it is tried again soon.")
            }
            Self::NobodyInGroup { group: Some(group) } => write!(out, "Group {group} has no agents."),
            Self::NobodyInGroup { group: None } => out.write_str("There are no agents."),
            Self::NoMatchingSkill { agents } => {
                write!(out, "None of the {} has all the skills it needs.", Agents(*agents))
            }
            Self::AllAway { agents } => {
                write!(out, "{} could take it, but none is online.", Agents(*agents))
            }
            Self::Rests => out.write_str(
                "Everybody who is free declined it; it is offered again in a moment, and newer work goes first.",
            ),
            Self::EverybodyMissed { agents } => {
                write!(out, "{} online missed or declined it, and none of them is free now.", Agents(*agents))
            }
            Self::AllAtCapacity { agents } => {
                write!(out, "{} online could take it, but none has capacity left.", Agents(*agents))
            }
            Self::AllAnswering { agents } => {
                write!(out, "{} could take it, but each has an offer to answer first.", Agents(*agents))
            }
            Self::Ready { ahead } => write!(out, "It goes out with the next decision; {ahead} ahead of it."),
        }
    }
}

struct Agents(usize);

impl fmt::Display for Agents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} agent{}", self.0, if self.0 == 1 { "" } else { "s" })
    }
}

impl Router {
    /// Why a conversation is where it is. Of several reasons the first that has to be mended is given.
    #[must_use]
    pub fn explain(&self, conversation: ConversationId) -> Explanation {
        let slot = self.queues.find(conversation);
        let Some((slot, work)) = slot.and_then(|slot| Some((slot, self.queues.get(slot)?))) else {
            return Explanation::NotWaiting;
        };
        if let Some(explanation) = self.explain_holds(work) {
            return explanation;
        }
        match &work.waiting {
            None => Explanation::NotWaiting,
            Some(_) if work.resting => Explanation::Refused,
            Some(_) if work.aside => Explanation::Rests,
            Some(waiting) => self.explain_waiting(slot, waiting),
        }
    }

    fn explain_holds(&self, work: &Work) -> Option<Explanation> {
        let id = |slot: Slot| self.pool.get(slot).map(|agent| agent.id);
        if let Some(to) = work.assignee().and_then(id) {
            return Some(Explanation::Assigned { to });
        }
        let offered = work.holds.iter().filter(|held| held.hold == Hold::Offered);
        let to: Vec<UserId> = offered.filter_map(|held| id(held.agent)).collect();
        (!to.is_empty()).then_some(Explanation::Offered { to })
    }

    fn explain_waiting(&self, slot: Slot, waiting: &Waiting) -> Explanation {
        let demand = &waiting.demand;
        let agents = self.pool.iter().filter(|(_, agent)| agent.facts.is_some());
        let members: Vec<(Slot, &Agent)> =
            agents.filter(|(_, agent)| agent.reach.scopes.contains(&demand.scope)).collect();
        if members.is_empty() {
            return Explanation::NobodyInGroup { group: waiting.facts.group };
        }
        let able: Vec<_> = members.iter().filter(|(_, agent)| agent.reach.serves(demand)).collect();
        if able.is_empty() {
            return Explanation::NoMatchingSkill { agents: members.len() };
        }
        let there: Vec<_> = able.iter().filter(|(_, agent)| agent.is_on_duty()).collect();
        if there.is_empty() {
            return Explanation::AllAway { agents: able.len() };
        }
        let mode = self.pool.policy.mode;
        if there.iter().any(|(_, agent)| agent.is_open(mode)) {
            return Explanation::Ready { ahead: self.queues.ahead_of(slot).unwrap_or(0) };
        }
        if there.iter().all(|(slot, _)| waiting.missed.contains(*slot)) {
            return Explanation::EverybodyMissed { agents: there.len() };
        }
        match there.iter().filter(|(_, agent)| !agent.is_answering(mode)).count() {
            0 => Explanation::AllAnswering { agents: there.len() },
            agents => Explanation::AllAtCapacity { agents },
        }
    }
}
