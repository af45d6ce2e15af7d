//! How far the newest messages to a provider have got. Providers report late, twice and out of order: what is kept
//! here tells news from noise.

use super::decide::Log;
use super::event::EventKind;
use crate::degradation::Degradation;
use crate::id::{IntegrationId, MessageId};
use crate::message::Delivery;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, VecDeque};

/// Messages of one conversation that are followed at a time. A report of an older one is not taken any more; 64
/// keeps a live conversation within 8 KB and is more than anybody leaves unread.
pub const FOLLOWED_DELIVERIES: usize = 64;

/// A message that went, or is to go, to a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    pub message: MessageId,
    /// The sequence of the event that added it.
    pub seq: u64,
    /// The account that it goes out by; `None` for one that was written before there were several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<IntegrationId>,
    pub delivery: Delivery,
}

/// In the order of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Deliveries(VecDeque<Outgoing>);

impl Deliveries {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `None` for a message that is not followed (any more).
    #[must_use]
    pub fn of(&self, message: MessageId) -> Option<&Outgoing> {
        self.0.iter().rev().find(|outgoing| outgoing.message == message)
    }

    /// Whether a message before this sequence still waits to be sent on the same account: it goes first.
    #[must_use]
    pub fn waits_before(&self, seq: u64, via: IntegrationId) -> bool {
        let same = |other: &Outgoing| other.via.is_none_or(|other| other == via);
        self.0.iter().any(|other| other.seq < seq && other.delivery == Delivery::Queued && same(other))
    }

    /// What went out by an account, was written until then, and has not been followed to its end, in the order of the
    /// log.
    pub fn up_to(&self, via: IntegrationId, until: Timestamp) -> impl Iterator<Item = MessageId> + '_ {
        let ours =
            move |outgoing: &&Outgoing| outgoing.via == Some(via) && outgoing.message.created_at() <= until;
        self.0.iter().filter(ours).map(|outgoing| outgoing.message)
    }

    /// Whether a report says more than is known.
    #[must_use]
    pub fn is_news(&self, message: MessageId, delivery: &Delivery) -> bool {
        self.of(message).is_some_and(|outgoing| outgoing.delivery.may_become(delivery))
    }

    /// What still waits is followed longest.
    pub(super) fn follow(&mut self, message: MessageId, seq: u64, via: Option<IntegrationId>) {
        if self.0.len() >= FOLLOWED_DELIVERIES {
            let settled = self.0.iter().position(|outgoing| outgoing.delivery != Delivery::Queued);
            self.0.remove(settled.unwrap_or_default());
        }
        self.0.push_back(Outgoing { message, seq, via, delivery: Delivery::Queued });
    }

    pub(super) fn forget(&mut self, message: MessageId) {
        self.0.retain(|outgoing| outgoing.message != message);
    }

    pub(super) fn report(&mut self, message: MessageId, delivery: &Delivery) {
        if let Some(outgoing) = self.0.iter_mut().rev().find(|outgoing| outgoing.message == message) {
            outgoing.delivery.clone_from(delivery);
        }
    }
}

impl Log<'_> {
    pub(super) fn report_delivery(&mut self, message: MessageId, delivery: &Delivery) {
        if self.state.deliveries.is_news(message, delivery) {
            let (delivery, degraded) = (delivery.clone(), BTreeSet::new());
            self.push(EventKind::DeliveryChanged { message, delivery, degraded });
        }
    }

    /// What was changed of a message is told even where a receipt was faster than this; of one that failed after all
    /// nothing is.
    pub(super) fn report_sent(&mut self, message: MessageId, degraded: &BTreeSet<Degradation>) {
        let Some(known) = self.state.deliveries.of(message).map(|outgoing| outgoing.delivery.clone()) else {
            return;
        };
        let is_news = known.may_become(&Delivery::Sent);
        let tells_more = !degraded.is_empty() && !matches!(known, Delivery::Failed { .. });
        if is_news || tells_more {
            let delivery = if is_news { Delivery::Sent } else { known };
            self.push(EventKind::DeliveryChanged { message, delivery, degraded: degraded.clone() });
        }
    }
}
