//! What agents see.

mod desk;
mod item;

pub use desk::{
    by, colleague, counts, offer, offer_gone, role, routing_mode, row, row_of, shortcut, shortcut_scope,
};
pub(in crate::convert) use item::account_name;
pub use item::item;

use super::content::{channel, degradation, delivery, marks, status};
use super::{composer, link};
use crate::wire::agent as wire;
use crate::wire::shared::{self, FieldValue, LabelledAnswer};
use frontdesk_actors::hub::{HeadFacts, Published};
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::conversation::{Control, Conversation, ReplyTarget, SessionState};
use frontdesk_model::directory::Directory;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::ticket::Ticket;
use frontdesk_model::time::{Span, Timestamp};
use std::collections::BTreeMap;

/// What of the world outside of a conversation its head depends on.
#[derive(Clone, Debug)]
pub struct Moment {
    pub now: Timestamp,
    /// How long after the end user's last message the reply target's channel takes replies; `None` for always.
    pub window: Option<Span>,
    /// What people call the account that replies go out by; `None` for our own channels.
    pub number: Option<String>,
    /// What else is known of it.
    pub info: BTreeMap<String, String>,
}

impl Moment {
    /// Without a message of theirs no window was ever open.
    fn window_closes_at(&self, state: &Conversation) -> Option<Timestamp> {
        let heard = state.replies_go_to().and_then(|target| state.heard_at(target.integration));
        self.window.map(|window| heard.unwrap_or(Timestamp::ZERO).plus(window))
    }

    /// Whether the channel where the end user wrote last takes no reply any more.
    #[must_use]
    pub fn is_too_late(&self, state: &Conversation) -> bool {
        self.window_closes_at(state).is_some_and(|end| end <= self.now)
    }
}

#[must_use]
pub fn head(facts: &HeadFacts, directory: &Directory, moment: Moment) -> wire::Head {
    let state = &facts.state;
    let target = state.replies_go_to();
    let window_closes_at = moment.window_closes_at(state);
    let origin = state.origin;
    let integration = origin.and_then(|origin| directory.integrations.get(&origin.integration));
    wire::Head {
        conversation: facts.conversation,
        channel: origin.map_or(shared::ChannelKind::Widget, |origin| channel(origin.channel)),
        integration: origin.map_or_else(|| IntegrationId::from_bytes([0; 12]), |origin| origin.integration),
        integration_name: integration.map_or_else(String::new, |integration| integration.name.clone()),
        composer: composer::choices(state, &facts.end_user, moment.is_too_late(state)),
        reply_to: target.map(|target| reply_to(target, directory, moment.number, moment.info)),
        end_user: end_user(&facts.end_user),
        links: link::links(state, directory),
        control: match state.control {
            Control::Bot { .. } => wire::Control::Bot,
            Control::People => wire::Control::People,
        },
        session: session(state.session_state()),
        ticket: state.ticket.as_ref().or(state.closed_ticket.as_ref()).map(|of| ticket(of, directory)),
        captured: state
            .captured
            .iter()
            .map(|captured| LabelledAnswer { label: captured.label.clone(), value: captured.value.clone() })
            .collect(),
        window_closes_at,
        created_at: origin.map_or(Timestamp::ZERO, |origin| origin.at),
    }
}

fn reply_to(
    target: ReplyTarget,
    directory: &Directory,
    number: Option<String>,
    info: BTreeMap<String, String>,
) -> wire::ReplyTo {
    let name = directory.integrations.get(&target.integration).map(|found| found.name.clone());
    wire::ReplyTo {
        integration: target.integration,
        name: name.unwrap_or_default(),
        channel: channel(target.channel),
        number,
        info,
    }
}

#[must_use]
pub fn end_user(end_user: &EndUser) -> wire::EndUser {
    wire::EndUser {
        id: end_user.id,
        name: end_user.name.clone(),
        email: end_user.email.as_ref().map(|email| email.as_str().to_owned()),
        locale: end_user.locale.clone(),
        verified: end_user.verified,
    }
}

const fn session(state: SessionState) -> wire::Session {
    match state {
        SessionState::Bot => wire::Session::Bot,
        SessionState::Queued => wire::Session::Queued,
        SessionState::Active => wire::Session::Active,
        SessionState::Inactive => wire::Session::Inactive,
        SessionState::Ended => wire::Session::Ended,
    }
}

fn ticket(ticket: &Ticket, directory: &Directory) -> wire::Ticket {
    let assignee = ticket.assignment.agent();
    wire::Ticket {
        id: ticket.id,
        status: status(ticket.status),
        subject: ticket.subject.clone(),
        group: ticket.group,
        assignee,
        assignee_name: assignee.map(|agent| directory.agent_name(agent).to_owned()),
        priority: ticket.priority.into(),
        tags: ticket.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        fields: ticket
            .fields
            .iter()
            .map(|(field, value)| FieldValue {
                field: *field,
                label: directory.field_label(*field).to_owned(),
                value: value.clone(),
            })
            .collect(),
        created_at: ticket.created_at,
        waiting_since: ticket.assignment.is_waiting().then_some(ticket.eligible_at),
        previous: ticket.previous,
    }
}

/// The frame of one durable step of a conversation.
#[must_use]
pub fn frame(published: &Published, directory: &Directory, moment: Moment) -> wire::ConversationFrame {
    let marked = published.events.iter().any(|event| matches!(event.kind, EventKind::MarkMoved { .. }));
    wire::ConversationFrame {
        conversation: published.conversation,
        from: published.from,
        seq: published.seq,
        items: published.events.iter().filter_map(|event| item(event, directory)).collect(),
        deliveries: deliveries(&published.events),
        head: published.head.as_ref().map(|facts| head(facts, directory, moment)),
        marks: marked.then(|| marks(published.marks)),
    }
}

/// How far messages got, as these events tell.
#[must_use]
pub fn deliveries(events: &[Event]) -> Vec<wire::DeliveryChange> {
    let change = |event: &Event| match &event.kind {
        EventKind::DeliveryChanged { message, delivery: state, degraded } => Some(wire::DeliveryChange {
            message: *message,
            delivery: delivery(state),
            degraded: degraded.iter().copied().map(degradation).collect(),
        }),
        EventKind::DeliveryRetried { message } => Some(wire::DeliveryChange {
            message: *message,
            delivery: shared::Delivery::Queued,
            degraded: Vec::new(),
        }),
        _ => None,
    };
    events.iter().filter_map(change).collect()
}
