//! What waits for its time, in memory and in order: the rows of the outbox and the timers. The index keeps each in
//! one row under its own name; the order by due time is made from those when the store is opened.
//!
//! Messages set timers and pass the outbox all the time. In sled their order by due time would cost more than
//! everything else that a message needs. Memory: about 150 bytes for each row and timer that waits.

use crate::commit::{Timer, TimerKind};
use frontdesk_model::id::{ConversationId, IntegrationId, LongId};
use frontdesk_model::time::Timestamp;
use std::collections::{BTreeSet, HashMap};

#[derive(Debug, Default)]
pub(crate) struct Outbox {
    of: HashMap<LongId, (IntegrationId, Timestamp)>,
    due: BTreeSet<(IntegrationId, Timestamp, LongId)>,
}

impl Outbox {
    /// Adds the row or moves it.
    pub(crate) fn put(&mut self, id: LongId, integration: IntegrationId, due: Timestamp) {
        self.remove(id);
        self.of.insert(id, (integration, due));
        self.due.insert((integration, due, id));
    }

    pub(crate) fn remove(&mut self, id: LongId) {
        if let Some((integration, due)) = self.of.remove(&id) {
            self.due.remove(&(integration, due, id));
        }
    }

    /// The rows of an integration that are due, the longest due first.
    pub(crate) fn due(&self, of: IntegrationId, now: Timestamp) -> impl Iterator<Item = LongId> {
        let from = (of, Timestamp::ZERO, LongId::from_bytes([0; 12]));
        let until = (of, now, LongId::from_bytes([0xff; 12]));
        self.due.range(from..=until).map(|(_, _, id)| *id)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Timers {
    of: HashMap<(ConversationId, TimerKind), Timestamp>,
    due: BTreeSet<Timer>,
}

impl Timers {
    /// Sets the timer or moves it.
    pub(crate) fn set(&mut self, timer: Timer) {
        let before = self.of.insert((timer.conversation, timer.kind), timer.due);
        if before == Some(timer.due) {
            return;
        }
        if let Some(due) = before {
            self.due.remove(&Timer { due, ..timer });
        }
        self.due.insert(timer);
    }

    pub(crate) fn clear(&mut self, conversation: ConversationId, kind: TimerKind) {
        if let Some(due) = self.of.remove(&(conversation, kind)) {
            self.due.remove(&Timer { due, conversation, kind });
        }
    }

    /// The timers in the order in which they are due.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = Timer> {
        self.due.iter().copied()
    }
}
