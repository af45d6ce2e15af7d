//! From a command to one commit with everything that it causes.

use super::{ConversationActor, ExecuteError, Recorded, newest_first_key, number_key};
use crate::outbox::{self, Also};
use crate::shared::StoredNumbers;
use bytes::Bytes;
use frontdesk_model::conversation::Conversation;
use frontdesk_model::conversation::command::{Action, Alarm, Command};
use frontdesk_model::conversation::decide::{Context as Around, Decision, decide};
use frontdesk_model::conversation::event::{Event, EventKind, ProfileFact};
use frontdesk_model::end_user::{EmailAddress, EndUser};
use frontdesk_model::id::IntegrationId;
use frontdesk_model::message::CaptureTarget;
use frontdesk_model::ticket::TicketStatus;
use frontdesk_model::time::Timestamp;
use frontdesk_model::view::TicketRow;
use frontdesk_storage::payload;
use frontdesk_storage::{
    Append, Commit, Counter, Expected, OutboxChange, RecordKind, RecordWrite, RowTable, RowWrite, Timer,
    TimerChange,
};
use std::sync::Arc;

pub(super) enum Prepared {
    Nothing(Recorded),
    Commit(Box<Change>),
}

/// A commit, and what it makes of the actor once it is durable.
pub(super) struct Change {
    pub(super) commit: Commit,
    pub(super) effect: Effect,
}

pub(super) struct Effect {
    pub(super) events: Vec<Event>,
    pub(super) state: Box<Conversation>,
    pub(super) end_user: Option<EndUser>,
    pub(super) row: Option<Arc<TicketRow>>,
    /// Whether the row on disk is now `row`.
    pub(super) row_stored: bool,
    pub(super) timers: Vec<TimerChange>,
    /// Whose outbox got rows.
    pub(super) to_send: Option<IntegrationId>,
    pub(super) at: Timestamp,
}

impl ConversationActor {
    /// Decides, and gives the commit with what follows from it, or the answer where nothing has to be written.
    pub(super) fn prepare(&mut self, command: &Command, also: Also) -> Result<Prepared, ExecuteError> {
        let at = self.shared.clock.now();
        self.last_used = at;
        let directory = self.shared.directory.get();
        let around = Around {
            at,
            seed: self.shared.dice.six(),
            directory: &directory,
            end_user: self.end_user.as_ref(),
            numbers: &StoredNumbers(self.shared.store.as_ref()),
        };
        let (events, state) = match decide(&self.state, command, &around)? {
            Decision::Done { seq } => return Ok(Prepared::Nothing(Recorded { seq, at })),
            Decision::Events { events, state } => (events, state),
        };
        let timers = self.timers(&state, &directory.settings, command);
        // A newcomer to whom nothing happens is no news.
        let (newcomer, also) = (also.newcomer, Also { newcomer: None, ..also });
        let nothing = also.is_empty() && timers.is_empty();
        let mut commit = Commit {
            timers: timers.clone(),
            dedupe: also.dedupe.into_iter().collect(),
            outbox: also.outbox,
            records: also.records,
            rows: also.rows,
            ..Commit::default()
        };
        if events.is_empty() {
            if nothing {
                return Ok(Prepared::Nothing(Recorded { seq: self.state.seq, at }));
            }
            let effect = Effect {
                events,
                state,
                end_user: None,
                row: None,
                row_stored: false,
                timers,
                to_send: None,
                at,
            };
            return Ok(Prepared::Commit(Box::new(Change { commit, effect })));
        }
        let to_send = outbox::rows_of(self.id, state.origin, &state.deliveries, &events)?;
        let mut encoded = Vec::with_capacity(events.len());
        for event in &events {
            let (bytes, body) = payload::encode(event)?;
            encoded.push(bytes);
            commit.bodies.extend(body);
            if let EventKind::HandedOff { ticket, .. } = event.kind {
                commit.numbers.push((Counter::Ticket, ticket.get()));
            }
        }
        commit.append = Some(Append { conversation: self.id, expected_seq: self.state.seq, events: encoded });
        if let Some(newcomer) = &newcomer {
            commit.rows.extend(self.handed_rows(newcomer)?);
        }
        // A newcomer is among the records already.
        let learned = if newcomer.is_some() { None } else { self.changed_end_user(&events) };
        if let Some(end_user) = &learned {
            commit.records.push(RecordWrite {
                kind: RecordKind::User,
                key: number_key(end_user.id.get()),
                expected: Expected::Any,
                body: Some(payload::to_bytes(end_user)?),
            });
        }
        let row = TicketRow::of(self.id, &state, directory.settings.count_inactive).map(Arc::new);
        self.write_rows(&mut commit, &events, &state, row.as_ref())?;
        let row_stored = commit.rows.iter().any(|write| write.table == RowTable::OpenTickets);
        let integration = to_send.first().and_then(OutboxChange::integration);
        commit.outbox.extend(to_send);
        let end_user = newcomer.map(|newcomer| newcomer.end_user).or(learned);
        let effect = Effect { events, state, end_user, row, row_stored, timers, to_send: integration, at };
        Ok(Prepared::Commit(Box::new(Change { commit, effect })))
    }

    /// What the bot or an agent learned about the end user's profile.
    fn changed_end_user(&self, events: &[Event]) -> Option<EndUser> {
        let known = self.end_user.as_ref()?;
        let mut end_user = known.clone();
        for event in events {
            // What was proved is not replaced by what is claimed.
            if let EventKind::Captured { target, value, .. } = &event.kind
                && !known.verified
            {
                match target {
                    CaptureTarget::ProfileName => end_user.name.clone_from(value),
                    CaptureTarget::ProfileEmail => {
                        end_user.email = EmailAddress::new(value).ok().or(end_user.email)
                    }
                    CaptureTarget::Field { .. } => {}
                }
            }
            if let EventKind::ProfileChanged { fact, value, .. } = &event.kind {
                match fact {
                    ProfileFact::Name => end_user.name.clone_from(value),
                    ProfileFact::Email => end_user.email = EmailAddress::new(value).ok(),
                }
            }
        }
        (end_user != *known).then_some(end_user)
    }

    fn write_rows(
        &self,
        commit: &mut Commit,
        events: &[Event],
        state: &Conversation,
        row: Option<&Arc<TicketRow>>,
    ) -> Result<(), ExecuteError> {
        if self.state.origin.is_none()
            && let Some(origin) = state.origin
        {
            commit.rows.push(RowWrite {
                table: RowTable::EndUserConversations,
                key: [&origin.end_user.get().to_be_bytes()[..], &self.id.to_bytes()].concat().into(),
                value: Some(Bytes::new()),
            });
        }
        if let Some(row) = row
            && self.stored_row.as_ref().is_none_or(|stored| row.differs_from(stored))
        {
            let key = number_key(row.ticket.get());
            commit.rows.push(RowWrite {
                table: RowTable::OpenTickets,
                key: key.clone(),
                value: Some(payload::to_bytes(row.as_ref())?),
            });
        }
        for event in events {
            match (&event.kind, state.origin) {
                (EventKind::HandedOff { ticket, .. }, Some(origin)) => {
                    let key = number_key(ticket.get());
                    let of_user = [&number_key(origin.end_user.get())[..], &newest_first_key(ticket.get())]
                        .concat()
                        .into();
                    let value = Some(Bytes::copy_from_slice(&self.id.to_bytes()));
                    commit.rows.push(RowWrite {
                        table: RowTable::TicketConversation,
                        key,
                        value: value.clone(),
                    });
                    commit.rows.push(RowWrite { table: RowTable::EndUserTickets, key: of_user, value });
                }
                (EventKind::StatusChanged { to: TicketStatus::Closed, .. }, _) => {
                    if let Some(open) = &self.told_row {
                        let closed = TicketRow {
                            status: TicketStatus::Closed,
                            end_user: state.origin.map_or(open.end_user, |origin| origin.end_user),
                            seq: event.seq,
                            updated_at: event.at,
                            waiting: false,
                            offers: Vec::new(),
                            counts: false,
                            active: false,
                            unread: 0,
                            ..open.as_ref().clone()
                        };
                        let key = number_key(open.ticket.get());
                        let value = Some(payload::to_bytes(&closed)?);
                        commit.rows.push(RowWrite { table: RowTable::OpenTickets, key, value: None });
                        let key = newest_first_key(open.ticket.get());
                        commit.rows.push(RowWrite { table: RowTable::ClosedTickets, key, value });
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Sets a timer only where it has to ring earlier than the one that is set: one that rings too early does no
    /// harm and is set anew then, so that a message does not cost a timer.
    fn timers(
        &self,
        state: &Conversation,
        settings: &frontdesk_model::directory::Settings,
        command: &Command,
    ) -> Vec<TimerChange> {
        let rung = match command.action {
            Action::Wake(alarm) => Some(alarm),
            _ => None,
        };
        let mut changes = Vec::new();
        for (alarm, armed) in Alarm::ALL.into_iter().zip(self.armed) {
            let kind = alarm.code();
            match (state.alarm(alarm, settings), rung == Some(alarm)) {
                (Some(due), true) => {
                    changes.push(TimerChange::Set(Timer { due, conversation: self.id, kind }));
                }
                (Some(due), false) if armed.is_none_or(|armed| due < armed) => {
                    changes.push(TimerChange::Set(Timer { due, conversation: self.id, kind }));
                }
                (None, true) => changes.push(TimerChange::Clear { conversation: self.id, kind }),
                _ => {}
            }
        }
        changes
    }
}
