//! What agents see.

use super::content::{author, channel, content, degradation, delivery, marks, status};
use super::{composer, link};
use crate::wire::agent as wire;
use crate::wire::shared::{self, FieldValue, LabelledAnswer};
use frontdesk_actors::hub::{HeadFacts, Published};
use frontdesk_actors::push::{AgentCard, Counts, NamedRow, OfferCard, OfferGone, WhyGone};
use frontdesk_model::access::{By, Role};
use frontdesk_model::conversation::event::{
    AssignedHow, Event, EventKind, Notice, OfferEnd, ProfileFact, SessionEnd, Target, UnassignedWhy,
    Visibility,
};
use frontdesk_model::conversation::{Control, Conversation, ReplyTarget, SessionState};
use frontdesk_model::directory::Directory;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::flow::simplified;
use frontdesk_model::id::{IntegrationId, UserId};
use frontdesk_model::message::{Author, Content, Delivery};
use frontdesk_model::routing::Mode;
use frontdesk_model::shortcut::{Scope, Shortcut, Unusable};
use frontdesk_model::ticket::Ticket;
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_model::view::TicketRow;
use std::collections::BTreeMap;

/// The item of an event; `None` for what is not worth a line.
#[must_use]
pub fn item(event: &Event, directory: &Directory) -> Option<wire::Item> {
    if let EventKind::MessageAdded {
        message,
        author: by,
        visibility,
        channel: kind,
        delivery: state,
        verified,
        via,
        content: said,
        ..
    } = &event.kind
    {
        return Some(wire::Item::Message(wire::Message {
            seq: event.seq,
            id: *message,
            at: event.at,
            author: author(*by, directory),
            channel: channel(*kind),
            account: via.map(|account| account_name(account, directory)),
            internal: *visibility == Visibility::Internal,
            content: content(said.as_ref()),
            simplified: said.as_ref().and_then(|said| plain(*by, said)),
            delivery: delivery(state),
            degraded: Vec::new(),
            verified: *verified,
            command: Some(event.cause),
        }));
    }
    let activity = activity(event, directory)?;
    Some(wire::Item::Activity { seq: event.seq, at: event.at, activity })
}

/// Rich messages as text only (S3-17).
fn plain(by: Author, said: &Content) -> Option<String> {
    match said {
        Content::Text { .. } | Content::Files { .. } => None,
        _ if matches!(by, Author::Bot | Author::EndUser(_)) => Some(simplified(said)),
        _ => None,
    }
}

fn activity(event: &Event, directory: &Directory) -> Option<wire::Activity> {
    let by = event.by.agent().map(|agent| named(agent, directory));
    let group = |id| directory.group_name(id).to_owned();
    Some(match &event.kind {
        EventKind::Started { channel: kind, .. } => wire::Activity::Started { channel: channel(*kind) },
        EventKind::Identified { end_user, before } => {
            wire::Activity::Identified { was_known: end_user != before }
        }
        EventKind::SessionStarted => wire::Activity::SessionStarted,
        EventKind::SessionEnded { why } => wire::Activity::SessionEnded { why: session_end(*why).to_owned() },
        EventKind::FlowStepTaken { step } => wire::Activity::FlowStep { step: step.as_str().to_owned() },
        EventKind::Captured { label, value, .. } => {
            wire::Activity::Captured { label: label.clone(), value: value.clone() }
        }
        EventKind::HandedOff { ticket, group: to, .. } => {
            wire::Activity::HandedOff { ticket: *ticket, group: to.map(group) }
        }
        EventKind::TicketResumed { .. } => wire::Activity::Resumed,
        EventKind::Queued { .. } => wire::Activity::Queued,
        EventKind::Offered { offers } => {
            wire::Activity::Offered { to: offers.iter().map(|offer| named(offer.agent, directory)).collect() }
        }
        EventKind::OfferEnded { agent, why, .. } => {
            wire::Activity::OfferEnded { agent: named(*agent, directory), why: offer_end(*why) }
        }
        EventKind::Assigned { agent, how } => wire::Activity::Assigned {
            agent: named(*agent, directory),
            how: assigned_how(*how),
            by: by.filter(|by| by.id != *agent),
        },
        EventKind::Unassigned { agent, why } => {
            wire::Activity::Unassigned { agent: named(*agent, directory), why: unassigned_why(*why) }
        }
        EventKind::Transferred { target } => wire::Activity::Transferred {
            by: by?,
            to_agent: match target {
                Target::Agent { agent } => Some(named(*agent, directory)),
                Target::Group { .. } => None,
            },
            to_group: match target {
                Target::Group { group: to } => Some(group(*to)),
                Target::Agent { .. } => None,
            },
            note: None,
        },
        EventKind::StatusChanged { from, to } => {
            wire::Activity::StatusChanged { from: status(*from), to: status(*to), by }
        }
        EventKind::PriorityChanged { to } => wire::Activity::PriorityChanged { to: (*to).into(), by },
        EventKind::TagsChanged { added, removed } => {
            let words = |tags: &[frontdesk_model::ticket::Tag]| {
                tags.iter().map(|tag| tag.as_str().to_owned()).collect()
            };
            wire::Activity::TagsChanged { added: words(added), removed: words(removed), by }
        }
        EventKind::FieldChanged { field, value, .. } => wire::Activity::FieldChanged {
            label: directory.field_label(*field).to_owned(),
            value: value.clone(),
            by,
        },
        EventKind::ReturnedToBot => wire::Activity::BotMet,
        EventKind::DeliveryChanged { delivery: Delivery::Failed { code, text, .. }, .. } => {
            wire::Activity::DeliveryFailed { code: code.clone(), text: text.clone() }
        }
        EventKind::DeliveryRetried { .. } => wire::Activity::DeliveryRetried { by },
        EventKind::ProfileChanged { fact, value, .. } => {
            wire::Activity::ProfileChanged { fact: profile_fact(*fact), value: value.clone(), by }
        }
        EventKind::TransferUndone { .. } => wire::Activity::TransferUndone { by },
        EventKind::ThreadOpened { .. } => {
            wire::Activity::Noticed { notice: wire::Notice::Opened, of: None, value: String::new() }
        }
        EventKind::SentInWidget { instead_of, channel: there, .. } => {
            wire::Activity::SentInWidget { instead_of: *instead_of, channel: channel(*there) }
        }
        EventKind::Noticed { notice, of, value, .. } => {
            wire::Activity::Noticed { notice: noticed(*notice), of: *of, value: value.clone() }
        }
        EventKind::LinkAsked { .. }
        | EventKind::LinkPending { .. }
        | EventKind::Linked { .. }
        | EventKind::LinkDeclined { .. }
        | EventKind::LinkExpired { .. }
        | EventKind::Unlinked { .. }
        | EventKind::CameBack { .. }
        | EventKind::CameByLink { .. }
        | EventKind::WentElsewhere { .. } => link::activity(&event.kind, directory)?,
        EventKind::DeliveryChanged { .. }
        | EventKind::MessageAdded { .. }
        | EventKind::FlowAdvanced { .. }
        | EventKind::WentInactive
        | EventKind::BecameActive
        | EventKind::MarkMoved { .. } => return None,
    })
}

/// What an account is called.
pub(super) fn account_name(account: IntegrationId, directory: &Directory) -> String {
    directory.integrations.get(&account).map_or_else(String::new, |found| found.name.clone())
}

const fn noticed(notice: Notice) -> wire::Notice {
    match notice {
        Notice::Reacted => wire::Notice::Reacted,
        Notice::ReactionRemoved => wire::Notice::ReactionRemoved,
        Notice::Edited => wire::Notice::Edited,
        Notice::Unsent => wire::Notice::Unsent,
        Notice::Stopped => wire::Notice::Stopped,
        Notice::Resumed => wire::Notice::Resumed,
        Notice::Moved => wire::Notice::Moved,
    }
}

const fn profile_fact(fact: ProfileFact) -> wire::ProfileFact {
    match fact {
        ProfileFact::Name => wire::ProfileFact::Name,
        ProfileFact::Email => wire::ProfileFact::Email,
    }
}

fn named(agent: UserId, directory: &Directory) -> wire::Named {
    wire::Named { id: agent, name: directory.agent_name(agent).to_owned() }
}

const fn session_end(why: SessionEnd) -> &'static str {
    match why {
        SessionEnd::Agent => "agent",
        SessionEnd::EndUser => "end_user",
        SessionEnd::Closed => "closed",
        SessionEnd::Inactivity => "inactivity",
    }
}

const fn offer_end(why: OfferEnd) -> wire::OfferEnd {
    match why {
        OfferEnd::Missed => wire::OfferEnd::Missed,
        OfferEnd::Declined => wire::OfferEnd::Declined,
        OfferEnd::Taken => wire::OfferEnd::Taken,
        OfferEnd::Withdrawn => wire::OfferEnd::Withdrawn,
    }
}

const fn assigned_how(how: AssignedHow) -> wire::AssignedHow {
    match how {
        AssignedHow::Accepted => wire::AssignedHow::Accepted,
        AssignedHow::AutoAccepted => wire::AssignedHow::AutoAccepted,
        AssignedHow::Taken => wire::AssignedHow::Taken,
        AssignedHow::Transferred => wire::AssignedHow::Transferred,
    }
}

const fn unassigned_why(why: UnassignedWhy) -> wire::UnassignedWhy {
    match why {
        UnassignedWhy::AgentGone => wire::UnassignedWhy::AgentGone,
        UnassignedWhy::Transferred => wire::UnassignedWhy::Transferred,
        UnassignedWhy::Closed => wire::UnassignedWhy::Closed,
        UnassignedWhy::AgentRemoved => wire::UnassignedWhy::AgentRemoved,
    }
}

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

#[must_use]
pub fn row(named: &NamedRow) -> wire::TicketRow {
    row_of(&named.row, &named.requester, &named.subject)
}

#[must_use]
pub fn row_of(row: &TicketRow, requester: &str, subject: &str) -> wire::TicketRow {
    wire::TicketRow {
        ticket: row.ticket,
        conversation: row.conversation,
        status: status(row.status),
        channel: channel(row.channel),
        requester: requester.to_owned(),
        subject: subject.to_owned(),
        group: row.group,
        assignee: row.assignee,
        priority: row.priority.into(),
        tags: row.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        waiting_since: row.waiting.then_some(row.eligible_at),
        replied: row.replied,
        unread: row.unread,
        active: row.active,
    }
}

#[must_use]
pub const fn counts(counts: Counts) -> wire::Counts {
    wire::Counts {
        unassigned: counts.unassigned,
        mine: counts.mine,
        mine_all: counts.mine_all,
        groups: counts.groups,
        open: counts.open,
        solved: counts.solved,
        social_mine: counts.social_mine,
        social_unassigned: counts.social_unassigned,
        social_new: counts.social_new,
    }
}

#[must_use]
pub fn colleague(card: &AgentCard) -> wire::Colleague {
    wire::Colleague {
        id: card.id,
        name: card.name.clone(),
        role: role(card.role),
        status: card.status.into(),
        present: card.present,
        groups: card.groups.iter().copied().collect(),
        load: card.load,
        capacity: card.capacity,
    }
}

#[must_use]
pub const fn role(role: Role) -> wire::Role {
    match role {
        Role::Agent => wire::Role::Agent,
        Role::Admin => wire::Role::Admin,
    }
}

#[must_use]
pub fn offer(card: &OfferCard) -> wire::Offer {
    wire::Offer {
        id: card.id,
        conversation: card.conversation,
        ticket: card.ticket,
        requester: card.requester.to_string(),
        channel: channel(card.channel),
        group: card.group,
        offered_at: card.offered_at,
        expires_at: card.expires_at,
    }
}

#[must_use]
pub fn offer_gone(gone: &OfferGone, directory: &Directory) -> wire::OfferGone {
    let (why, winner) = match gone.why {
        WhyGone::Accepted => (wire::OfferEnd::Accepted, None),
        WhyGone::Declined => (wire::OfferEnd::Declined, None),
        WhyGone::Missed => (wire::OfferEnd::Missed, None),
        WhyGone::Taken { by } => (wire::OfferEnd::Taken, Some(directory.agent_name(by).to_owned())),
        WhyGone::Withdrawn => (wire::OfferEnd::Withdrawn, None),
    };
    wire::OfferGone { id: gone.id, why, winner }
}

#[must_use]
pub const fn routing_mode(mode: Mode) -> wire::RoutingMode {
    match mode {
        Mode::Offer => wire::RoutingMode::Offer,
        Mode::Broadcast => wire::RoutingMode::Broadcast,
        Mode::AutoAccept => wire::RoutingMode::AutoAccept,
    }
}

/// On whose behalf an agent's commands are done.
#[must_use]
pub const fn by(id: UserId, role: Role) -> By {
    By::Agent { id, role }
}

#[must_use]
pub const fn shortcut_scope(scope: Scope) -> wire::ShortcutScope {
    match scope {
        Scope::Personal { agent } => wire::ShortcutScope::Personal { agent },
        Scope::Group { group } => wire::ShortcutScope::Group { group },
        Scope::Global => wire::ShortcutScope::Global,
    }
}

#[must_use]
pub fn shortcut(shortcut: &Shortcut) -> wire::Shortcut {
    wire::Shortcut {
        id: shortcut.id,
        name: shortcut.name.as_str().to_owned(),
        text: shortcut.text.as_str().to_owned(),
        scope: shortcut_scope(shortcut.scope),
        options: shortcut.options.iter().map(|option| option.as_str().to_owned()).collect(),
        unusable: shortcut.unusable().map(|why| match why {
            Unusable::Options => wire::ShortcutUnusable::Options,
            Unusable::DynamicContent => wire::ShortcutUnusable::DynamicContent,
        }),
    }
}
