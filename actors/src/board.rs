//! The rows of all tickets that are not closed, and what is counted of them. Every count is kept up to date by the
//! change of one row, so that no event costs a walk over all of them. Plain data: no clock, no mailbox.

use crate::lists::{List, Snapshot};
use crate::push::{Counts, NamedRow};
use frontdesk_model::id::{ConversationId, GroupId, TicketId, UserId};
use frontdesk_model::ticket::TicketStatus;
use frontdesk_model::view::TicketRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

#[derive(Default)]
pub(crate) struct Board {
    rows: BTreeMap<TicketId, Arc<NamedRow>>,
    by_conversation: HashMap<ConversationId, TicketId>,
    unassigned: BTreeSet<TicketId>,
    mine: HashMap<UserId, BTreeSet<TicketId>>,
    tally: Tally,
    /// Grows with every change.
    version: u64,
}

/// What is counted of all rows.
#[derive(Default)]
struct Tally {
    unsolved: u64,
    solved: u64,
    by_group: HashMap<GroupId, u64>,
    by_agent: HashMap<UserId, OfAgent>,
    social_unassigned: u64,
    social_new: u64,
}

#[derive(Clone, Copy, Default)]
struct OfAgent {
    /// New or Open.
    turn: u64,
    social: u64,
    /// Against the capacity.
    load: u32,
}

/// Whose list a row is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    ByNobody,
    ByAll,
    By(UserId),
}

pub(crate) fn seen(row: Option<&Arc<NamedRow>>) -> Seen {
    match row {
        None => Seen::ByNobody,
        Some(named) => named.row.assignee.map_or(Seen::ByAll, Seen::By),
    }
}

impl Tally {
    /// Takes a row in, or out again.
    fn count(&mut self, row: &TicketRow, there: bool) {
        let shift = |count: &mut u64, applies: bool| {
            if applies {
                *count = if there { count.saturating_add(1) } else { count.saturating_sub(1) };
            }
        };
        let unsolved = row.status != TicketStatus::Solved;
        shift(&mut self.unsolved, unsolved);
        shift(&mut self.solved, !unsolved);
        if let Some(group) = row.group {
            shift(self.by_group.entry(group).or_default(), unsolved);
        }
        let social = row.is_social();
        match row.assignee {
            None => {
                shift(&mut self.social_unassigned, social);
                shift(&mut self.social_new, social && row.status == TicketStatus::New);
            }
            Some(agent) => {
                let of = self.by_agent.entry(agent).or_default();
                let turn = row.status.is_agents_turn();
                shift(&mut of.turn, turn);
                shift(&mut of.social, social && turn);
                if row.counts {
                    of.load = if there { of.load.saturating_add(1) } else { of.load.saturating_sub(1) };
                }
            }
        }
    }
}

impl Board {
    pub(crate) fn get(&self, ticket: TicketId) -> Option<&Arc<NamedRow>> {
        self.rows.get(&ticket)
    }

    pub(crate) fn of_conversation(&self, conversation: ConversationId) -> Option<TicketId> {
        self.by_conversation.get(&conversation).copied()
    }

    pub(crate) fn tickets(&self) -> impl DoubleEndedIterator<Item = &TicketId> {
        self.rows.keys()
    }

    /// Newest first.
    pub(crate) fn listed<'a>(&'a self, list: &'a List) -> Box<dyn Iterator<Item = &'a TicketId> + 'a> {
        match list {
            List::Unassigned => Box::new(self.unassigned.iter().rev()),
            List::Of(agent) => Box::new(self.mine.get(agent).into_iter().flat_map(|mine| mine.iter().rev())),
            List::Open => Box::new(self.rows.keys().rev()),
            other => Box::new(
                self.rows.iter().rev().filter(|(_, named)| other.holds(&named.row)).map(|(ticket, _)| ticket),
            ),
        }
    }

    /// Gives who saw the ticket before.
    pub(crate) fn put(&mut self, named: Arc<NamedRow>) -> Seen {
        let ticket = named.row.ticket;
        let before = self.forget_place(ticket);
        match named.row.assignee {
            None => {
                self.unassigned.insert(ticket);
            }
            Some(agent) => {
                self.mine.entry(agent).or_default().insert(ticket);
            }
        }
        self.tally.count(&named.row, true);
        self.by_conversation.insert(named.row.conversation, ticket);
        self.rows.insert(ticket, named);
        self.version = self.version.wrapping_add(1);
        before
    }

    /// Gives who saw the ticket before; `None` where it was not known.
    pub(crate) fn remove(&mut self, ticket: TicketId) -> Option<Seen> {
        self.rows.contains_key(&ticket).then(|| {
            let before = self.forget_place(ticket);
            if let Some(named) = self.rows.remove(&ticket) {
                self.by_conversation.remove(&named.row.conversation);
            }
            self.version = self.version.wrapping_add(1);
            before
        })
    }

    /// Takes the ticket out of the list that it is in and out of all counts.
    fn forget_place(&mut self, ticket: TicketId) -> Seen {
        let Some(named) = self.rows.get(&ticket) else { return Seen::ByNobody };
        self.tally.count(&named.row, false);
        match named.row.assignee {
            None => {
                self.unassigned.remove(&ticket);
                Seen::ByAll
            }
            Some(agent) => {
                if let Some(mine) = self.mine.get_mut(&agent) {
                    mine.remove(&ticket);
                }
                Seen::By(agent)
            }
        }
    }

    /// What an agent of these groups is told beside the lists.
    pub(crate) fn counts(&self, agent: UserId, groups: Option<&BTreeSet<GroupId>>) -> Counts {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let of = self.tally.by_agent.get(&agent).copied().unwrap_or_default();
        let in_group = |group: &GroupId| self.tally.by_group.get(group).copied().unwrap_or_default();
        Counts {
            unassigned: count(self.unassigned.len()),
            mine: of.turn,
            mine_all: count(self.mine.get(&agent).map_or(0, BTreeSet::len)),
            groups: groups.map_or(0, |groups| groups.iter().map(in_group).sum()),
            open: self.tally.unsolved,
            solved: self.tally.solved,
            social_mine: of.social,
            social_unassigned: self.tally.social_unassigned,
            social_new: self.tally.social_new,
        }
    }

    pub(crate) fn load(&self, agent: UserId) -> u32 {
        self.tally.by_agent.get(&agent).map_or(0, |of| of.load)
    }

    pub(crate) const fn version(&self) -> u64 {
        self.version
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::new(Snapshot::new(self.rows.values().cloned().collect()))
    }
}
