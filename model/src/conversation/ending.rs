//! How a ticket goes from status to status, and how a session comes to its end.

use super::command::Alarm;
use super::decide::Log;
use super::event::{AssignedHow, EventKind, OfferEnd, SessionEnd, UnassignedWhy};
use super::rejection::Rejection;
use super::{Control, Session};
use crate::ticket::TicketStatus;

impl Log<'_> {
    pub(super) fn submit(&mut self, to: TicketStatus) -> Result<(), Rejection> {
        let agent = self.acting_agent()?;
        let ticket = self.open_ticket()?;
        let (from, owner) = (ticket.status, ticket.assignment.agent());
        let allowed = match to {
            TicketStatus::New => from == TicketStatus::New,
            TicketStatus::Closed => self.context.directory.settings.agents_may_close,
            TicketStatus::Open | TicketStatus::Pending | TicketStatus::OnHold | TicketStatus::Solved => true,
        };
        if !allowed {
            return Err(Rejection::StatusNotAllowed { to });
        }
        if from == to {
            return Ok(());
        }
        if owner.is_none() {
            self.assign(agent, AssignedHow::Taken);
        }
        self.change_status(to);
        Ok(())
    }

    pub(super) fn change_status(&mut self, to: TicketStatus) {
        let Some(ticket) = &self.state.ticket else { return };
        let (from, owner) = (ticket.status, ticket.assignment.agent());
        if from == to {
            return;
        }
        if to == TicketStatus::Closed {
            self.withdraw_offers();
            if let Some(agent) = owner {
                self.push(EventKind::Unassigned { agent, why: UnassignedWhy::Closed });
            }
        }
        self.push(EventKind::StatusChanged { from, to });
        // Where the bot has control already, it is amid an exchange of its own.
        if to == TicketStatus::Closed && self.state.control == Control::People {
            if let Session::Live { .. } = self.state.session {
                self.push(EventKind::SessionEnded { why: SessionEnd::Closed });
            }
            self.push(EventKind::ReturnedToBot);
        }
    }

    pub(super) fn end_session(&mut self) -> Result<(), Rejection> {
        let agent = self.acting_agent()?;
        if let Session::Ended { .. } = self.state.session {
            return Err(Rejection::SessionEnded);
        }
        if let Control::Bot { .. } = self.state.control {
            return Err(Rejection::BotHasControl);
        }
        // As with a status: whoever ends what was nobody's has it, so nobody is looked for any more.
        if self.state.assignee().is_none() {
            self.assign(agent, AssignedHow::Taken);
        }
        self.push(EventKind::SessionEnded { why: SessionEnd::Agent });
        Ok(())
    }

    /// Nobody is looked for any more: there is nobody to answer to.
    pub(super) fn leave(&mut self) -> Result<(), Rejection> {
        let Some(origin) = self.state.origin else { return Err(Rejection::NotFound) };
        self.check_end_user()?;
        if origin.channel.ends_on_disconnect()
            && let Session::Live { .. } = self.state.session
        {
            self.withdraw_offers();
            self.push(EventKind::SessionEnded { why: SessionEnd::EndUser });
        }
        Ok(())
    }

    pub(super) fn wake(&mut self, alarm: Alarm) {
        let due = self.state.alarm(alarm, &self.context.directory.settings);
        if due.is_none_or(|due| due > self.context.at) {
            return;
        }
        let now = self.context.at;
        match alarm {
            Alarm::OfferExpiry => {
                self.end_offers(|offer| offer.expires_at.is_some_and(|at| at <= now), OfferEnd::Missed);
            }
            Alarm::CloseSolved => self.change_status(TicketStatus::Closed),
            Alarm::LinkExpiry => self.expire_links(),
            Alarm::Inactivity => self.push(EventKind::WentInactive),
        }
    }
}
