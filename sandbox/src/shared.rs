//! The world behind its lock, and who is told when it changed.

use crate::clock::Clock;
use crate::world::{ChatKey, World};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, broadcast};

/// Changes that a slow phone may be behind; further behind it gets everything anew.
const BEHIND: usize = 256;

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Inner>);

struct Inner {
    world: Mutex<World>,
    clock: Clock,
    work: Notify,
    changes: broadcast::Sender<ChatKey>,
    client: reqwest::Client,
}

impl Shared {
    pub(crate) fn new(world: World, clock: Clock, client: reqwest::Client) -> Self {
        let changes = broadcast::Sender::new(BEHIND);
        Self(Arc::new(Inner { world: Mutex::new(world), clock, work: Notify::new(), changes, client }))
    }

    /// Does something to the world; what follows from it is then on its way.
    pub(crate) fn with<T>(&self, does: impl FnOnce(&mut World) -> T) -> T {
        let (out, changed) = {
            let mut world = self.0.world.lock().unwrap_or_else(PoisonError::into_inner);
            world.now = self.0.clock.now();
            (does(&mut world), world.take_changed())
        };
        for key in changed {
            // Nobody looks at a phone: nobody has to be told.
            let _ = self.0.changes.send(key);
        }
        self.0.work.notify_one();
        out
    }

    /// Does something from which nothing follows.
    pub(crate) fn quietly<T>(&self, does: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.0.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.now = self.0.clock.now();
        does(&mut world)
    }

    /// Reads it; nothing follows from that.
    pub(crate) fn read<T>(&self, reads: impl FnOnce(&World) -> T) -> T {
        self.quietly(|world| reads(world))
    }

    pub(crate) fn changes(&self) -> broadcast::Receiver<ChatKey> {
        self.0.changes.subscribe()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn client(&self) -> &reqwest::Client {
        &self.0.client
    }

    /// Returns when there may be something new to do.
    pub(crate) async fn work(&self) {
        self.0.work.notified().await;
    }
}
