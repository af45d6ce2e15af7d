//! What agents say, alone or with what becomes of the ticket.

use super::decide::Log;
use super::event::{AssignedHow, Target, Visibility};
use super::instead::Instead;
use super::rejection::Rejection;
use super::{Control, Session};
use crate::access::By;
use crate::id::UserId;
use crate::message::{Author, Content};
use crate::ticket::{AssignTo, TicketChanges, TicketStatus};

impl Log<'_> {
    /// As [`Self::acting_agent`], and takes the conversation if it is nobody's.
    fn owning_agent(&mut self) -> Result<UserId, Rejection> {
        let agent = self.acting_agent()?;
        match self.open_ticket()?.assignment.agent() {
            None => self.assign(agent, AssignedHow::Taken),
            Some(owner) if owner != agent => return Err(Rejection::NotAssignedToYou { to: Some(owner) }),
            Some(_) => {}
        }
        Ok(agent)
    }

    pub(super) fn reply(
        &mut self,
        parts: &[Content],
        submit_as: Option<TicketStatus>,
    ) -> Result<(), Rejection> {
        let agent = self.replying_agent()?;
        let target = self.state.replies_go_to().ok_or(Rejection::NotFound)?;
        for part in parts {
            self.say(Author::Agent(agent), Visibility::Public, target, part.clone());
        }
        self.submit_if(submit_as)
    }

    /// As [`Self::owning_agent`], where people answer.
    pub(super) fn replying_agent(&mut self) -> Result<UserId, Rejection> {
        self.open_ticket()?;
        if let Session::Ended { .. } = self.state.session {
            return Err(Rejection::SessionEnded);
        }
        if let Control::Bot { .. } = self.state.control {
            return Err(Rejection::BotHasControl);
        }
        self.owning_agent()
    }

    pub(super) fn submit_if(&mut self, status: Option<TicketStatus>) -> Result<(), Rejection> {
        match status {
            Some(status) => self.submit(status),
            None => Ok(()),
        }
    }

    /// What closes the ticket or passes it on comes after what is done to it.
    pub(super) fn submit_with(
        &mut self,
        parts: &[Content],
        instead: Option<Instead>,
        status: Option<TicketStatus>,
        changes: &TicketChanges,
    ) -> Result<(), Rejection> {
        let agent = self.acting_agent()?;
        match instead {
            _ if parts.is_empty() => {}
            Some(instead) => self.reply_in_widget(parts, instead, None)?,
            None => self.reply(parts, None)?,
        }
        self.change_facts(changes)?;
        if changes.assign == Some(AssignTo::Me) && self.open_ticket()?.assignment.agent().is_none() {
            self.assign(agent, AssignedHow::Taken);
        }
        if let Some(status) = status {
            self.submit(status)?;
        }
        match changes.assign {
            Some(AssignTo::Group { group }) => self.transfer(Target::Group { group }, None, true),
            Some(AssignTo::Me) | None => Ok(()),
        }
    }

    pub(super) fn note(&mut self, parts: &[Content]) -> Result<(), Rejection> {
        let By::Agent { id, .. } = self.by else { return Err(Rejection::Forbidden) };
        let target = self.state.replies_go_to().ok_or(Rejection::NotFound)?;
        for part in parts {
            self.say(Author::Agent(id), Visibility::Internal, target, part.clone());
        }
        Ok(())
    }
}
