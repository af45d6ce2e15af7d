//! Owns: nothing but when to look next; the timers themselves are rows of the store.
//! Receives: that a timer was set. Sends: wake-up commands to conversations.
//! On restart it looks at once, so whatever came due while the server was down fires.

use crate::feeds::TimerSet;
use crate::registry::Registry;
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, AsyncContext, Context, Handler, SpawnHandle, WrapFuture};
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Alarm, Command};
use frontdesk_model::time::Timestamp;
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::Duration;

/// Only the earliest of the hints counts; what does not fit is found within [`LOOK_AT_LEAST`].
const CAPACITY: usize = 1_024;
/// Timers that fire at the same time; more of them fire right after.
const BATCH: usize = 128;
/// It is looked at least so often, whatever was said.
const LOOK_AT_LEAST: Duration = Duration::from_secs(30);

pub struct TimersActor {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    next: Option<(Timestamp, SpawnHandle)>,
    firing: bool,
}

impl TimersActor {
    #[must_use]
    pub fn new(shared: Arc<Shared>, registry: Arc<Registry>) -> Self {
        Self { shared, registry, next: None, firing: false }
    }

    fn look_at(&mut self, due: Timestamp, context: &mut Context<Self>) {
        if self.next.is_some_and(|(at, _)| at <= due) {
            return;
        }
        if let Some((_, handle)) = self.next.take() {
            context.cancel_future(handle);
        }
        let wait = Duration::from_millis(due.since(self.shared.clock.now()).as_millis()).min(LOOK_AT_LEAST);
        let handle = context.run_later(wait, |actor, context| {
            actor.next = None;
            actor.fire(context);
        });
        self.next = Some((due, handle));
    }

    /// Wakes whatever is due, then looks when the next one is.
    fn fire(&mut self, context: &mut Context<Self>) {
        if self.firing {
            return;
        }
        self.firing = true;
        let (shared, registry) = (Arc::clone(&self.shared), Arc::clone(&self.registry));
        context.spawn(async move { fire_due(&shared, &registry).await }.into_actor(self).map(
            |next, actor, context| {
                actor.firing = false;
                let latest = actor.shared.clock.now().plus(frontdesk_model::time::Span::seconds(30));
                actor.look_at(next.map_or(latest, |next| next.min(latest)), context);
            },
        ));
    }
}

/// Fires until nothing is due; gives the moment of the next timer. A timer whose conversation cannot take the
/// wake-up now stays in the store and is tried again at the next look.
async fn fire_due(shared: &Arc<Shared>, registry: &Arc<Registry>) -> Option<Timestamp> {
    loop {
        let now = shared.clock.now();
        let due = match shared.store.timers_due(now, BATCH).await {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(%error, "timers cannot be read");
                return None;
            }
        };
        if due.is_empty() {
            return shared.store.next_timer().await.ok().flatten();
        }
        let wakes = due.iter().filter_map(|timer| Some((timer.conversation, Alarm::from_code(timer.kind)?)));
        let fired = join_all(wakes.map(|(conversation, alarm)| {
            let command = Command { id: shared.draw_command(), by: By::System, action: Action::Wake(alarm) };
            async move { registry.execute(conversation, command).await }
        }));
        let results = fired.await;
        if results.is_empty() || results.iter().any(Result::is_err) {
            let failed = results.iter().filter(|result| result.is_err()).count();
            tracing::warn!(timers.failed = failed, "timers could not fire and stay due");
            return Some(now.plus(frontdesk_model::time::Span::seconds(1)));
        }
    }
}

impl Actor for TimersActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        self.fire(context);
    }
}

impl Handler<TimerSet> for TimersActor {
    type Result = ();

    fn handle(&mut self, TimerSet(due): TimerSet, context: &mut Context<Self>) {
        self.look_at(due, context);
    }
}
