//! Who has the work: offers, assignments, transfers.

use super::decide::Log;
use super::event::{AssignedHow, EventKind, OfferEnd, Target, UnassignedWhy};
use super::rejection::Rejection;
use super::{Control, Session};
use crate::access::By;
use crate::id::{OfferId, UserId};
use crate::message::Content;
use crate::ticket::{Offer, Ticket, TicketStatus};
use crate::time::Timestamp;
use std::collections::BTreeSet;

impl Log<'_> {
    pub(super) fn offer(
        &mut self,
        agents: &[UserId],
        expires_at: Option<Timestamp>,
    ) -> Result<(), Rejection> {
        let ticket = self.open_ticket()?;
        if !ticket.assignment.is_waiting() {
            return Err(Rejection::NotWaiting);
        }
        let held: Vec<UserId> = ticket.assignment.offers().iter().map(|offer| offer.agent).collect();
        if expires_at.is_some() && !held.is_empty() {
            return Err(Rejection::NotWaiting);
        }
        let mut offers = Vec::new();
        let active: BTreeSet<UserId> =
            agents.iter().copied().filter(|agent| self.is_active(*agent)).collect();
        if active.is_empty() && !agents.is_empty() {
            return Err(Rejection::UnknownTarget);
        }
        for agent in active.into_iter().filter(|agent| !held.contains(agent)) {
            let id = OfferId::new(self.context.at, self.unique());
            offers.push(Offer { id, agent, at: self.context.at, expires_at });
        }
        if !offers.is_empty() {
            self.push(EventKind::Offered { offers });
        }
        Ok(())
    }

    pub(super) fn auto_assign(&mut self, agent: UserId) -> Result<(), Rejection> {
        if !self.open_ticket()?.assignment.is_waiting() {
            return Err(Rejection::NotWaiting);
        }
        if !self.is_active(agent) {
            return Err(Rejection::UnknownTarget);
        }
        self.assign(agent, AssignedHow::AutoAccepted);
        Ok(())
    }

    pub(super) fn is_active(&self, agent: UserId) -> bool {
        self.context.directory.agents.get(&agent).is_some_and(|agent| agent.active)
    }

    pub(super) fn withdraw(&mut self, agent: UserId) {
        self.end_offers(|offer| offer.agent == agent, OfferEnd::Withdrawn);
    }

    pub(super) fn withdraw_offers(&mut self) {
        self.end_offers(|_| true, OfferEnd::Withdrawn);
    }

    pub(super) fn end_offers(&mut self, ended: impl Fn(&Offer) -> bool, why: OfferEnd) {
        let Some(ticket) = &self.state.ticket else { return };
        let ending: Vec<Offer> =
            ticket.assignment.offers().iter().filter(|offer| ended(offer)).copied().collect();
        for offer in ending {
            self.push(EventKind::OfferEnded { offer: offer.id, agent: offer.agent, why });
        }
    }

    /// The offer of the one who acts. Exactly one Accept finds it there; every other one learns who won.
    fn own_offer(&self, offer: OfferId) -> Result<UserId, Rejection> {
        let By::Agent { id, .. } = self.by else { return Err(Rejection::Forbidden) };
        let gone = Rejection::OfferGone { winner: self.state.assignee() };
        let Some(ticket) = &self.state.ticket else { return Err(gone) };
        let there = ticket.assignment.offers().iter().any(|open| open.id == offer && open.agent == id);
        if there { Ok(id) } else { Err(gone) }
    }

    pub(super) fn accept(&mut self, offer: OfferId) -> Result<(), Rejection> {
        let agent = self.own_offer(offer)?;
        self.assign(agent, AssignedHow::Accepted);
        Ok(())
    }

    pub(super) fn decline(&mut self, offer: OfferId) -> Result<(), Rejection> {
        self.own_offer(offer)?;
        self.end_offers(|open| open.id == offer, OfferEnd::Declined);
        Ok(())
    }

    pub(super) fn take(&mut self) -> Result<(), Rejection> {
        let By::Agent { id, .. } = self.by else { return Err(Rejection::Forbidden) };
        match self.open_ticket()?.assignment.agent() {
            Some(owner) if owner == id => {}
            Some(owner) => return Err(Rejection::AlreadyAssigned { to: owner }),
            None => self.assign(id, AssignedHow::Taken),
        }
        Ok(())
    }

    /// Ends all offers, gives the work to `agent`; a New ticket opens.
    pub(super) fn assign(&mut self, agent: UserId, how: AssignedHow) {
        self.end_offers(|offer| offer.agent != agent, OfferEnd::Taken);
        self.push(EventKind::Assigned { agent, how });
        if self.state.ticket.as_ref().is_some_and(|ticket| ticket.status == TicketStatus::New) {
            self.push(EventKind::StatusChanged { from: TicketStatus::New, to: TicketStatus::Open });
        }
    }

    pub(super) fn release(&mut self, agent: UserId, why: UnassignedWhy) {
        let Some(ticket) = &self.state.ticket else { return };
        let wanted = self.wants_an_agent(ticket);
        if ticket.assignment.agent() != Some(agent) || !(wanted || why == UnassignedWhy::AgentRemoved) {
            return;
        }
        let since = ticket.eligible_at;
        self.push(EventKind::Unassigned { agent, why });
        if wanted {
            self.push(EventKind::Queued { since });
        }
    }

    /// Whether routing may look for somebody if nobody has the ticket: there is a live exchange with people, and it
    /// is their turn (behaviour 2.5). What nobody could answer is not offered.
    pub(super) fn wants_an_agent(&self, ticket: &Ticket) -> bool {
        let live =
            matches!((&self.state.session, &self.state.control), (Session::Live { .. }, Control::People));
        live && ticket.status.is_agents_turn()
    }

    pub(super) fn transfer(
        &mut self,
        target: Target,
        note: Option<&Content>,
        sure: bool,
    ) -> Result<(), Rejection> {
        self.acting_agent()?;
        let known = match target {
            Target::Agent { agent } => self.is_active(agent),
            Target::Group { group } => self.context.directory.groups.contains_key(&group),
        };
        if !known {
            return Err(Rejection::UnknownTarget);
        }
        let ticket = self.open_ticket()?;
        let (owner, wanted, eligible_at) =
            (ticket.assignment.agent(), self.wants_an_agent(ticket), ticket.eligible_at);
        if let Target::Agent { agent } = target {
            if owner == Some(agent) {
                return Err(Rejection::AlreadyAssigned { to: agent });
            }
            if !sure {
                return Err(Rejection::ConfirmationNeeded);
            }
        }
        if let Some(note) = note {
            self.note(std::slice::from_ref(note))?;
        }
        self.withdraw_offers();
        self.push(EventKind::Transferred { target });
        if let Some(agent) = owner {
            self.push(EventKind::Unassigned { agent, why: UnassignedWhy::Transferred });
        }
        match target {
            Target::Agent { agent } => self.assign(agent, AssignedHow::Transferred),
            Target::Group { .. } if wanted => self.push(EventKind::Queued { since: eligible_at }),
            Target::Group { .. } => {}
        }
        Ok(())
    }
}
