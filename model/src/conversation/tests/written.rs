//! Events as lines of text.

use super::world::name;
use crate::conversation::event::{Event, EventKind, Target, Visibility};
use crate::flow::{Position, Run, simplified};
use crate::id::{FieldId, UserId};
use crate::message::{Author, CaptureTarget, Content, Delivery};
use crate::ticket::{Offer, Tag};
use std::collections::BTreeMap;

pub(super) fn written(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| line(&event.kind)).collect()
}

fn line(kind: &EventKind) -> String {
    match kind {
        EventKind::Started { channel, end_user, .. } => {
            format!("{} starts on {}", name(*end_user), channel.word())
        }
        EventKind::Identified { end_user, before } => {
            format!("{} is {}", name(*before), name(*end_user))
        }
        EventKind::SessionStarted => "session starts".to_owned(),
        EventKind::SessionEnded { why } => format!("session ends: {why:?}"),
        EventKind::MessageAdded { author, visibility, delivery, content, .. } => {
            message(author, *visibility, delivery, content.as_ref())
        }
        EventKind::FlowAdvanced { run, .. } => {
            format!("flow {}", run.as_ref().map_or("gone".to_owned(), stand))
        }
        EventKind::FlowStepTaken { step } => format!("> {step}"),
        EventKind::Captured { target, label, value, .. } => match target {
            CaptureTarget::ProfileName => format!("{label} = {value}, the name"),
            CaptureTarget::ProfileEmail => format!("{label} = {value}, the address"),
            CaptureTarget::Field { field } => format!("{label} = {value}, field {field}"),
        },
        EventKind::HandedOff { ticket, previous, reason, group, tags, subject, fields, .. } => {
            let previous = previous.map_or(String::new(), |previous| format!(" after {previous}"));
            let group = group.map_or(String::new(), |group| format!(" for group {group}"));
            format!(
                "ticket {ticket}{previous}{group}, {reason:?}, {}{}: {subject}",
                tagged(tags),
                filled(fields)
            )
        }
        EventKind::TicketResumed { ticket, reason } => format!("ticket {ticket} again, {reason:?}"),
        EventKind::Queued { since } => format!("queued since {}", since.millis() / 1_000),
        EventKind::Offered { offers } => {
            let names: Vec<_> = offers.iter().map(offered).collect();
            format!("offered to {}", names.join(", "))
        }
        EventKind::OfferEnded { agent, why, .. } => format!("offer to {} ends: {why:?}", name(*agent)),
        EventKind::Assigned { agent, how } => format!("assigned to {}: {how:?}", name(*agent)),
        EventKind::Unassigned { agent, why } => format!("taken from {}: {why:?}", name(*agent)),
        EventKind::Transferred { target: Target::Agent { agent } } => {
            format!("transferred to {}", name(*agent))
        }
        EventKind::Transferred { target: Target::Group { group } } => format!("transferred to group {group}"),
        EventKind::StatusChanged { from, to } => format!("{from:?} becomes {to:?}"),
        EventKind::PriorityChanged { to } => format!("priority {to:?}"),
        EventKind::TagsChanged { added, removed } => format!("tags +{} -{}", tagged(added), tagged(removed)),
        EventKind::FieldChanged { field, value, .. } => format!("field {field} = {value}"),
        EventKind::ReturnedToBot => "back to the bot".to_owned(),
        EventKind::WentInactive => "inactive".to_owned(),
        EventKind::BecameActive => "active".to_owned(),
        EventKind::MarkMoved { mark, seq } => format!("{mark:?} to {seq}"),
        EventKind::DeliveryChanged { delivery, degraded, .. } if degraded.is_empty() => {
            format!("delivery {delivery:?}")
        }
        EventKind::DeliveryChanged { delivery, degraded, .. } => {
            format!("delivery {delivery:?} as {degraded:?}")
        }
        EventKind::DeliveryRetried { .. } => "delivery tried again".to_owned(),
        EventKind::ProfileChanged { fact, value, .. } => format!("{fact:?} is {value}"),
        EventKind::LinkAsked { channel, .. } => format!("asked to go on in {channel:?}"),
        EventKind::LinkPending { channel, .. } => format!("asked in {channel:?}"),
        EventKind::Linked { channel, name, .. } => format!("goes on in {channel:?} as {name}"),
        EventKind::LinkDeclined { .. } => "link declined".to_owned(),
        EventKind::LinkExpired { .. } => "link expired".to_owned(),
        EventKind::Unlinked { channel, .. } => format!("parted from {channel:?}"),
        EventKind::CameBack { channel, .. } => format!("goes on in {channel:?} again"),
        EventKind::CameByLink { channel, .. } => format!("came by a link to {channel:?}"),
        EventKind::WentElsewhere { conversation } => format!("went on in {conversation}"),
        EventKind::ThreadOpened { .. } => "came without a word".to_owned(),
        EventKind::SentInWidget { instead_of, channel, .. } => {
            let again = if instead_of.is_some() { " once more" } else { "" };
            format!("sent to the widget{again} instead of {channel:?}")
        }
        EventKind::Noticed { notice, value, .. } => format!("{notice:?} {value}"),
        EventKind::TransferUndone { group } => {
            format!("transfer undone{}", group.map_or(String::new(), |group| format!(", group {group}")))
        }
    }
}

fn message(
    author: &Author,
    visibility: Visibility,
    delivery: &Delivery,
    content: Option<&Content>,
) -> String {
    let who = match author {
        Author::EndUser(id) | Author::Agent(id) => name(*id),
        Author::Bot => "bot".to_owned(),
    };
    let notes = if visibility == Visibility::Internal { " notes" } else { "" };
    let queued = if *delivery == Delivery::Queued { " (queued)" } else { "" };
    let text = content.map_or("(erased)".to_owned(), |content| simplified(content).replace('\n', " | "));
    format!("{who}{notes}{queued}: {text}")
}

fn stand(run: &Run) -> String {
    match &run.at {
        Position::Waiting { step } => format!("waits at {step}"),
        Position::Asking { step, field } => format!("asks {step}.{field}"),
        Position::Finished => "finished".to_owned(),
        Position::HandedOver => "handed over".to_owned(),
    }
}

fn offered(offer: &Offer) -> String {
    let who = |agent: UserId| name(agent);
    match offer.expires_at {
        Some(at) => format!("{} for {:?}", who(offer.agent), at.since(offer.at)),
        None => who(offer.agent),
    }
}

fn tagged(tags: &[Tag]) -> String {
    format!("[{}]", tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(" "))
}

fn filled(fields: &BTreeMap<FieldId, String>) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let fields: Vec<_> = fields.iter().map(|(field, value)| format!("{field}={value}")).collect();
    format!(" {{{}}}", fields.join(" "))
}
