//! Where conversations send what lists, routing and timers live from.
//!
//! A feed that cannot be reached loses nothing: what it was not told it finds in the projections when it
//! reconciles.

use crate::mailbox::tell_recipient;
use actix::{Message, Recipient};
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, IntegrationId};
use frontdesk_model::time::Timestamp;
use frontdesk_model::view::TicketRow;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A conversation's row changed; `None` where there is no open ticket.
#[derive(Clone, Debug, Message)]
#[rtype(result = "()")]
pub struct RowNews {
    pub conversation: ConversationId,
    /// The sequence that the news tells of; older news never replaces newer.
    pub seq: u64,
    pub before: Option<Arc<TicketRow>>,
    pub after: Option<Arc<TicketRow>>,
    pub requester: Arc<str>,
    /// Empty where it is not known to who tells.
    pub subject: Arc<str>,
}

impl RowNews {
    /// Whether routing has to look: anything but unread counts and times changed.
    #[must_use]
    pub fn concerns_routing(&self) -> bool {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => before.differs_from(after),
            (None, None) => false,
            _ => true,
        }
    }
}

/// A timer was set for this moment.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "()")]
pub struct TimerSet(pub Timestamp);

/// An integration has something to send.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "()")]
pub struct OutboxFilled(pub IntegrationId);

/// What is known of an end user changed.
#[derive(Clone, Debug, Message)]
#[rtype(result = "()")]
pub struct EndUserChanged(pub Arc<EndUser>);

/// The recipients, known once the system has started.
#[derive(Default)]
pub struct Feeds {
    pub(crate) router: OnceLock<Recipient<RowNews>>,
    pub(crate) notifier: OnceLock<Recipient<RowNews>>,
    pub(crate) agents: OnceLock<Recipient<RowNews>>,
    pub(crate) timers: OnceLock<Recipient<TimerSet>>,
    pub(crate) channels: OnceLock<Recipient<OutboxFilled>>,
    /// Conversations of which a feed was not told because its mailbox was full.
    missed: Mutex<BTreeSet<ConversationId>>,
}

impl Feeds {
    pub(crate) fn row(&self, news: &RowNews) {
        if news.concerns_routing() {
            // The agents' desk first: who gets the offer should see it as soon as can be.
            for (feed, name) in [(&self.agents, "agents"), (&self.router, "router")] {
                self.tell(feed, news, name);
            }
        }
        self.tell(&self.notifier, news, "notifier");
    }

    fn tell(&self, feed: &OnceLock<Recipient<RowNews>>, news: &RowNews, name: &'static str) {
        if let Some(recipient) = feed.get()
            && !tell_recipient(recipient, news.clone(), name)
        {
            self.missed.lock().unwrap_or_else(PoisonError::into_inner).insert(news.conversation);
        }
    }

    /// The conversations that have to tell again.
    pub(crate) fn take_missed(&self) -> BTreeSet<ConversationId> {
        std::mem::take(&mut self.missed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn outbox(&self, integration: IntegrationId) {
        if let Some(recipient) = self.channels.get() {
            tell_recipient(recipient, OutboxFilled(integration), "channels");
        }
    }

    pub(crate) fn timer(&self, due: Timestamp) {
        if let Some(recipient) = self.timers.get() {
            tell_recipient(recipient, TimerSet(due), "timers");
        }
    }
}
