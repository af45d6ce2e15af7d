//! What agents set right: a message that failed, what is known of a person, a transfer that was a slip.

use super::decide::Log;
use super::event::{AssignedHow, EventKind, OfferEnd, ProfileFact, UnassignedWhy};
use super::rejection::Rejection;
use crate::end_user::{EmailAddress, PersonName};
use crate::id::MessageId;
use crate::message::Delivery;

impl Log<'_> {
    /// Of messages that are followed still, and only where the failure was one that may pass.
    pub(super) fn retry_delivery(&mut self, message: MessageId) -> Result<(), Rejection> {
        self.acting_agent()?;
        match self.state.deliveries.of(message).map(|outgoing| &outgoing.delivery) {
            Some(Delivery::Failed { retryable: true, .. }) => {
                self.push(EventKind::DeliveryRetried { message });
                Ok(())
            }
            _ => Err(Rejection::NotRetryable),
        }
    }

    /// Any agent may: what is known of a person belongs to no ticket.
    pub(super) fn set_profile(&mut self, name: Option<&PersonName>, email: Option<&Option<EmailAddress>>) {
        let Some(known) = self.context.end_user else { return };
        if let Some(name) = name.filter(|name| name.as_str() != known.name) {
            self.push_profile(ProfileFact::Name, name.as_str());
        }
        if let Some(email) = email.filter(|email| **email != known.email) {
            self.push_profile(ProfileFact::Email, email.as_ref().map_or("", EmailAddress::as_str));
        }
    }

    fn push_profile(&mut self, fact: ProfileFact, value: &str) {
        let private = self.draw_message();
        self.push(EventKind::ProfileChanged { fact, private, value: value.to_owned() });
    }

    pub(super) fn take_back(&mut self) -> Result<(), Rejection> {
        let ticket = self.open_ticket()?;
        let (wanted, assignee, eligible_at) =
            (self.wants_an_agent(ticket), ticket.assignment.agent(), ticket.eligible_at);
        let Some(handed) = self.state.handed.filter(|handed| self.by.agent() == Some(handed.by)) else {
            return Err(Rejection::NotUndoable);
        };
        self.end_offers(|_| true, OfferEnd::Withdrawn);
        self.push(EventKind::TransferUndone { group: handed.group });
        if let Some(agent) = assignee {
            self.push(EventKind::Unassigned { agent, why: UnassignedWhy::Transferred });
        }
        match handed.from {
            Some(agent) if self.is_active(agent) => self.assign(agent, AssignedHow::Transferred),
            _ if wanted => self.push(EventKind::Queued { since: eligible_at }),
            _ => {}
        }
        Ok(())
    }
}
