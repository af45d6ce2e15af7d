//! The one place that calls `decide` and `apply`: a conversation, the world around it and its clock.

use super::laws;
use super::world::{directory, visitor};
use super::written::written;
use crate::access::By;
use crate::conversation::Conversation;
use crate::conversation::command::{Action, Command};
use crate::conversation::decide::{Context, Decision, Numbers, decide};
use crate::conversation::event::Event;
use crate::conversation::rejection::Rejection;
use crate::directory::Directory;
use crate::end_user::EndUser;
use crate::id::{CommandId, ConversationId, TicketId};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use crate::view::TicketRow;
use std::cell::Cell;

pub(super) type Told = Result<Vec<Event>, Rejection>;

/// Something that somebody does, or that happens.
pub(super) struct Do(Box<dyn Fn(&mut Scene) -> Told>);

impl Do {
    pub(super) fn new(how: impl Fn(&mut Scene) -> Told + 'static) -> Self {
        Self(Box::new(how))
    }

    /// A command of `by`.
    pub(super) fn command(by: By, action: Action) -> Self {
        Self::new(move |scene| scene.tell(by, action.clone()))
    }

    /// One thing after the other; the events are those of the last.
    pub(super) fn all(steps: impl IntoIterator<Item = Self>) -> Self {
        let steps: Vec<Self> = steps.into_iter().collect();
        Self::new(move |scene| {
            let mut last = Vec::new();
            for step in &steps {
                last = (step.0)(scene)?;
            }
            Ok(last)
        })
    }
}

struct Counter(Cell<u64>);

impl Numbers for Counter {
    fn next_ticket(&self) -> TicketId {
        self.0.set(self.0.get() + 1);
        TicketId::new(self.0.get()).unwrap()
    }
}

pub(super) struct Scene {
    pub(super) state: Conversation,
    /// Everything that happened so far.
    pub(super) log: Vec<Event>,
    pub(super) now: Timestamp,
    pub(super) directory: Directory,
    pub(super) visitor: EndUser,
    tickets: Counter,
    /// Every command under an id of its own, also those that were refused.
    pub(super) sent: Vec<Command>,
}

/// When every scene begins.
pub(super) const DAWN: Timestamp = Timestamp::from_millis(1_000_000);

impl Scene {
    /// Nobody has written yet.
    pub(super) fn new() -> Self {
        Self {
            state: Conversation::default(),
            log: Vec::new(),
            now: DAWN,
            directory: directory(),
            visitor: visitor(),
            tickets: Counter(Cell::new(0)),
            sent: Vec::new(),
        }
    }

    pub(super) fn after(given: impl IntoIterator<Item = Do>) -> Self {
        let mut scene = Self::new();
        for (number, step) in given.into_iter().enumerate() {
            if let Err(rejection) = (step.0)(&mut scene) {
                panic!("the given step {number} was refused: {rejection:?}");
            }
        }
        scene
    }

    pub(super) fn run(&mut self, step: &Do) -> Told {
        (step.0)(self)
    }

    fn decide(&self, command: &Command) -> Result<Decision, Rejection> {
        let [a, b, c, d] = u32::try_from(self.sent.len()).unwrap().to_be_bytes();
        let context = Context {
            at: self.now,
            seed: [a, b, c, d, 0xff, 0xf8],
            directory: &self.directory,
            end_user: Some(&self.visitor),
            numbers: &self.tickets,
        };
        decide(&self.state, command, &context)
    }

    /// Sends a command under an id of its own.
    pub(super) fn tell(&mut self, by: By, action: Action) -> Told {
        let mut id = [7; 12];
        id[..8].copy_from_slice(&u64::try_from(self.sent.len()).unwrap().to_be_bytes());
        let command = Command { id: CommandId::from_bytes(id), by, action };
        self.sent.push(command.clone());
        self.send(&command)
    }

    /// Sends a command that may have been sent before: then nothing happens.
    pub(super) fn send(&mut self, command: &Command) -> Told {
        let before = self.state.clone();
        let (events, state) = match self.decide(command)? {
            Decision::Done { seq } => {
                assert_eq!(Some(seq), self.state.outcome_of(command.id, &command.by));
                return Ok(Vec::new());
            }
            Decision::Events { events, state } => (events, *state),
        };
        self.log.extend(events.iter().cloned());
        self.state = replayed(&before, &events);
        assert_eq!(self.state, state, "the events give the state that was decided on");
        laws::hold(&before, &events, &self.state, &self.directory.settings);
        laws::hold_over(&self.log);
        if let Some(last) = events.last() {
            let again = self.decide(command);
            assert_eq!(
                again,
                Ok(Decision::Done { seq: last.seq }),
                "a command that is sent twice is done once"
            );
        }
        Ok(events)
    }

    pub(super) fn ticket(&self) -> &Ticket {
        self.state.ticket.as_ref().expect("there is a ticket")
    }

    pub(super) fn row(&self) -> Option<TicketRow> {
        TicketRow::of(
            ConversationId::from_bytes([9; 12]),
            &self.state,
            self.directory.settings.count_inactive,
        )
    }
}

/// The state after `events`, by way of a stored snapshot of the one before them.
pub(super) fn replayed(before: &Conversation, events: &[Event]) -> Conversation {
    let snapshot = serde_json::to_string(before).expect("a state can be stored");
    let mut state: Conversation = serde_json::from_str(&snapshot).expect("a stored state can be read");
    assert_eq!(state, *before, "a snapshot is the state");
    for event in events {
        state.apply(event);
    }
    state
}

/// Given what happened, when this is done, then exactly these events follow.
pub(super) fn check(given: impl IntoIterator<Item = Do>, when: Do, then: &[&str]) -> Scene {
    let mut scene = Scene::after(given);
    match scene.run(&when) {
        Ok(events) => assert_eq!(written(&events), then),
        Err(rejection) => panic!("it was refused: {rejection:?}"),
    }
    scene
}

/// Given what happened, when this is done, then it is refused, and for this reason.
pub(super) fn refused(given: impl IntoIterator<Item = Do>, when: Do, why: Rejection) {
    let mut scene = Scene::after(given);
    match scene.run(&when) {
        Ok(events) => panic!("it was not refused: {:#?}", written(&events)),
        Err(rejection) => assert_eq!(rejection, why),
    }
}
