//! A line of a conversation, as agents see it.

use crate::convert::content::{author, channel, content, delivery, status};
use crate::convert::link;
use crate::wire::agent as wire;
use frontdesk_model::conversation::event::{
    AssignedHow, Event, EventKind, Notice, OfferEnd, ProfileFact, SessionEnd, Target, UnassignedWhy,
    Visibility,
};
use frontdesk_model::directory::Directory;
use frontdesk_model::flow::simplified;
use frontdesk_model::id::{IntegrationId, UserId};
use frontdesk_model::message::{Author, Content, Delivery};

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
pub(in crate::convert) fn account_name(account: IntegrationId, directory: &Directory) -> String {
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

pub(super) fn named(agent: UserId, directory: &Directory) -> wire::Named {
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
