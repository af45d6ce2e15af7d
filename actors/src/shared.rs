//! What every actor of the running system holds.

use crate::clock::{Clock, Dice};
use crate::feeds::Feeds;
use crate::hub::Hub;
use crate::people::People;
use crate::there::There;
use frontdesk_model::conversation::decide::Numbers;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::{CommandId, TicketId};
use frontdesk_storage::{Counter, Store};
use std::sync::{Arc, PoisonError, RwLock};

/// The current picture of the configuration; replaced whole by the directory's single writer.
#[derive(Default)]
pub struct DirectoryCell(RwLock<Arc<Directory>>);

impl DirectoryCell {
    #[must_use]
    pub fn get(&self) -> Arc<Directory> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set(&self, directory: Directory) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(directory);
    }
}

/// The things without which no actor can work.
pub struct Shared {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub dice: Arc<dyn Dice>,
    pub directory: DirectoryCell,
    pub hub: Hub,
    pub feeds: Feeds,
    pub people: People,
    pub there: There,
}

impl Shared {
    /// A command id for what the server does by itself.
    #[must_use]
    pub fn draw_command(&self) -> CommandId {
        CommandId::new(self.clock.now(), self.dice.six())
    }
}

/// Ticket numbers from the store's counter.
pub(crate) struct StoredNumbers<'a>(pub(crate) &'a dyn Store);

impl Numbers for StoredNumbers<'_> {
    fn next_ticket(&self) -> TicketId {
        let mut number = self.0.next_number(Counter::Ticket);
        loop {
            match TicketId::new(number) {
                Ok(ticket) => return ticket,
                // Zero is no ticket number; the counter goes on from there.
                Err(_) => number = self.0.next_number(Counter::Ticket).max(1),
            }
        }
    }
}
