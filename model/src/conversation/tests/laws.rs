//! What holds after every command, whoever sent it. Each law is a sentence.

use crate::access::By;
use crate::conversation::command::Alarm;
use crate::conversation::event::{AssignedHow, Event, EventKind, OfferEnd, Visibility};
use crate::conversation::{Control, Conversation, MAX_UNREAD, Session};
use crate::directory::Settings;
use crate::id::{ConversationId, MessageId, OfferId, TicketId, UserId};
use crate::message::{Author, Delivery};
use crate::ticket::{Assignment, TicketStatus};
use crate::view::TicketRow;
use std::collections::{BTreeMap, BTreeSet};

/// The laws of one step.
pub(super) fn hold(before: &Conversation, events: &[Event], after: &Conversation, settings: &Settings) {
    the_events_of_a_command_follow_each_other(before, events);
    people_have_control_only_of_a_ticket(after);
    offers_are_never_empty_and_one_an_agent(after);
    an_agent_is_looked_for_exactly_while_the_work_is_nobodys(after);
    what_counts_is_live_and_the_agents_turn(after);
    marks_never_go_back(before, after);
    unread_is_what_the_end_user_said_and_no_agent_saw(before, after, events);
    notes_change_nothing(before, events);
    the_status_moves_as_the_events_say(before, events);
    alarms_lie_where_they_are_needed(after, settings);
    the_row_says_the_same(after);
}

fn the_events_of_a_command_follow_each_other(before: &Conversation, events: &[Event]) {
    for (event, seq) in events.iter().zip(before.seq + 1..) {
        assert_eq!(event.seq, seq, "the log has no holes");
        assert_eq!((event.at, event.cause, event.by), (events[0].at, events[0].cause, events[0].by));
    }
}

fn people_have_control_only_of_a_ticket(state: &Conversation) {
    assert!(state.control != Control::People || state.ticket.is_some(), "people have control of nothing");
    if let Some(ticket) = &state.ticket {
        assert_ne!(ticket.status, TicketStatus::Closed, "a closed ticket is not the open one");
        assert_ne!(Some(ticket.id), ticket.previous);
    }
    if let Some(closed) = &state.closed_ticket {
        assert_eq!((closed.status, &closed.assignment), (TicketStatus::Closed, &Assignment::Unassigned));
        assert_ne!(state.ticket.as_ref().map(|ticket| ticket.id), Some(closed.id));
    }
}

fn offers_are_never_empty_and_one_an_agent(state: &Conversation) {
    let Some(ticket) = &state.ticket else { return };
    if let Assignment::Offered { offers, .. } = &ticket.assignment {
        let agents: BTreeSet<UserId> = offers.iter().map(|offer| offer.agent).collect();
        let ids: BTreeSet<OfferId> = offers.iter().map(|offer| offer.id).collect();
        assert!(!offers.is_empty(), "offered to nobody");
        assert_eq!((agents.len(), ids.len()), (offers.len(), offers.len()), "one offer an agent");
    }
    let missed = ticket.assignment.missed();
    assert_eq!(missed.iter().collect::<BTreeSet<_>>().len(), missed.len(), "who missed is named once");
}

fn an_agent_is_looked_for_exactly_while_the_work_is_nobodys(state: &Conversation) {
    let Some(ticket) = &state.ticket else { return };
    let live = matches!(state.session, Session::Live { .. }) && state.control == Control::People;
    let assigned = ticket.assignment.agent().is_some();
    let wanted = live && ticket.status.is_agents_turn() && !assigned;
    assert_eq!(ticket.assignment.is_waiting(), wanted, "{:?} while {:?}", ticket.assignment, ticket.status);
}

fn what_counts_is_live_and_the_agents_turn(state: &Conversation) {
    assert!(state.counts(true) || !state.counts(false), "counting more counts what counts already");
    if state.counts(true) {
        assert!(matches!(state.session, Session::Live { .. }));
        assert_eq!(state.control, Control::People);
        assert!(state.ticket.as_ref().is_some_and(|ticket| ticket.status.is_agents_turn()));
    }
}

fn marks_never_go_back(before: &Conversation, after: &Conversation) {
    let (old, new) = (before.marks, after.marks);
    assert!(old.end_user_delivered <= new.end_user_delivered);
    assert!(old.end_user_read <= new.end_user_read);
    assert!(old.agent_read <= new.agent_read);
    assert!(
        new.end_user_delivered.max(new.end_user_read).max(new.agent_read) <= after.seq,
        "a mark is in the log"
    );
}

fn unread_is_what_the_end_user_said_and_no_agent_saw(
    before: &Conversation,
    after: &Conversation,
    events: &[Event],
) {
    assert!(after.unread.len() <= MAX_UNREAD);
    assert!(after.unread.iter().is_sorted(), "in the order of the log");
    assert!(after.unread.iter().all(|seq| *seq > after.marks.agent_read));
    let mut kept = before.unread.iter().filter(|seq| **seq > after.marks.agent_read);
    assert!(kept.all(|seq| after.unread.contains(seq)) || after.unread.len() == MAX_UNREAD);
    for event in events {
        let said = matches!(
            event.kind,
            EventKind::MessageAdded { author: Author::EndUser(_), visibility: Visibility::Public, .. }
        );
        assert_eq!(said, after.unread.contains(&event.seq), "{event:?}");
    }
}

/// A note alone moves the log on, and nothing else.
fn notes_change_nothing(before: &Conversation, events: &[Event]) {
    let mut state = before.clone();
    for event in events {
        let earlier = state.clone();
        state.apply(event);
        if matches!(event.kind, EventKind::MessageAdded { visibility: Visibility::Internal, .. }) {
            let said = Conversation { seq: earlier.seq, recent: earlier.recent.clone(), ..state.clone() };
            assert_eq!(said, earlier, "a note changed something");
        }
    }
}

fn the_status_moves_as_the_events_say(before: &Conversation, events: &[Event]) {
    let mut state = before.clone();
    for event in events {
        if let EventKind::StatusChanged { from, to } = event.kind {
            assert_eq!(state.ticket.as_ref().map(|ticket| ticket.status), Some(from));
            assert_ne!(from, to, "a change changes something");
            assert_ne!(to, TicketStatus::New, "New never comes back");
        }
        state.apply(event);
    }
}

fn alarms_lie_where_they_are_needed(state: &Conversation, settings: &Settings) {
    let status = state.ticket.as_ref().map(|ticket| ticket.status);
    let expiring =
        state.ticket.iter().flat_map(|ticket| ticket.assignment.offers()).any(|o| o.expires_at.is_some());
    assert_eq!(state.alarm(Alarm::OfferExpiry, settings).is_some(), expiring);
    assert_eq!(state.alarm(Alarm::CloseSolved, settings).is_some(), status == Some(TicketStatus::Solved));
    let active = state.session == Session::Live { active: true } && state.control == Control::People;
    assert_eq!(state.alarm(Alarm::Inactivity, settings).is_some(), active);
}

fn the_row_says_the_same(state: &Conversation) {
    let row = TicketRow::of(ConversationId::from_bytes([9; 12]), state, false);
    assert_eq!(row.is_some(), state.ticket.is_some());
    let Some(row) = row else { return };
    assert!(
        row.assignee.is_none() || row.offers.is_empty(),
        "who has it and who may have it are never both there"
    );
    assert!(row.assignee.is_none() || !row.waiting);
    assert_eq!(row.assignee.is_some(), row.assigned_at.is_some());
    assert_eq!(row.counts, state.counts(false));
    assert!(row.created_at <= row.updated_at);
    assert!(!row.differs_from(&row));
}

/// The laws of the whole log.
pub(super) fn hold_over(log: &[Event]) {
    an_offer_ends_once_and_has_one_winner(log);
    a_closed_ticket_is_never_heard_of_again(log);
    only_agents_reply_and_note(log);
    deliveries_move_forward_only(log);
}

fn deliveries_move_forward_only(log: &[Event]) {
    let mut known: BTreeMap<MessageId, Delivery> = BTreeMap::new();
    for event in log {
        match &event.kind {
            EventKind::MessageAdded { message, delivery, visibility, .. } => {
                assert!(
                    *visibility == Visibility::Public || *delivery != Delivery::Queued,
                    "a note never leaves"
                );
                assert_eq!(known.insert(*message, delivery.clone()), None, "a message's id is new");
            }
            EventKind::DeliveryRetried { message } => {
                let before = known.insert(*message, Delivery::Queued);
                assert!(matches!(before, Some(Delivery::Failed { retryable: true, .. })), "it had failed");
            }
            EventKind::DeliveryChanged { message, delivery, degraded } => {
                let before = known.insert(*message, delivery.clone());
                let tells_more = |before: &Delivery| !degraded.is_empty() && before == delivery;
                let is_news = before.is_some_and(|before| before.may_become(delivery) || tells_more(&before));
                assert!(is_news, "{delivery:?} is news");
            }
            _ => {}
        }
    }
}

fn an_offer_ends_once_and_has_one_winner(log: &[Event]) {
    let mut open: BTreeMap<OfferId, UserId> = BTreeMap::new();
    let mut ever: BTreeSet<OfferId> = BTreeSet::new();
    let mut owner: Option<UserId> = None;
    for event in log {
        match &event.kind {
            EventKind::Offered { offers } => {
                assert_eq!(owner, None, "work that somebody has is not offered");
                for offer in offers {
                    assert!(ever.insert(offer.id), "an offer's id is new");
                    open.insert(offer.id, offer.agent);
                }
            }
            EventKind::OfferEnded { offer, agent, .. } => {
                assert_eq!(open.remove(offer), Some(*agent), "an offer ends once");
            }
            EventKind::Assigned { agent, how } => {
                assert_eq!(owner.replace(*agent), None, "one agent at a time has it");
                let won = open.values().any(|offered| offered == agent);
                assert!(won || *how != AssignedHow::Accepted, "who wins had an offer");
                assert!(open.values().all(|offered| offered == agent), "the others were told first");
                open.clear();
            }
            EventKind::Unassigned { agent, .. } => assert_eq!(owner.take(), Some(*agent)),
            EventKind::StatusChanged { to: TicketStatus::Closed, .. } => {
                assert!(open.is_empty() && owner.is_none(), "nobody has a closed ticket");
            }
            _ => {}
        }
    }
}

fn a_closed_ticket_is_never_heard_of_again(log: &[Event]) {
    let (mut current, mut used): (Option<TicketId>, BTreeSet<TicketId>) = (None, BTreeSet::new());
    let mut last_closed = None;
    for event in log {
        match &event.kind {
            EventKind::HandedOff { ticket, previous, .. } => {
                assert_eq!(current, None, "one ticket at a time");
                assert!(used.insert(*ticket), "a ticket's number is new");
                assert_eq!(*previous, last_closed);
                current = Some(*ticket);
            }
            EventKind::TicketResumed { ticket, .. } => assert_eq!(current, Some(*ticket)),
            EventKind::StatusChanged { to: TicketStatus::Closed, .. } => last_closed = current.take(),
            EventKind::Queued { .. }
            | EventKind::Offered { .. }
            | EventKind::OfferEnded { why: OfferEnd::Missed | OfferEnd::Declined, .. }
            | EventKind::Assigned { .. }
            | EventKind::Transferred { .. }
            | EventKind::TransferUndone { .. }
            | EventKind::StatusChanged { .. }
            | EventKind::PriorityChanged { .. }
            | EventKind::TagsChanged { .. }
            | EventKind::FieldChanged { .. } => assert!(current.is_some(), "{event:?} on no ticket"),
            _ => {}
        }
    }
}

fn only_agents_reply_and_note(log: &[Event]) {
    for event in log {
        let EventKind::MessageAdded { author, visibility, .. } = &event.kind else { continue };
        let writer = match author {
            Author::Agent(id) => {
                assert_eq!(event.by.agent(), Some(*id), "an agent's words are the agent's");
                continue;
            }
            Author::EndUser(_) | Author::Bot => event.by,
        };
        assert!(!matches!(writer, By::Agent { .. }) && *visibility == Visibility::Public);
    }
}
