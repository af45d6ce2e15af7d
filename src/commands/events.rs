//! `frontdesk events`: what happened in one conversation, as the log has it.

use super::data;
use crate::arguments::Events;
use crate::failure::Failure;
use crate::settings::Plan;
use anyhow::Context;
use frontdesk_model::access::By;
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::flow::simplified;
use frontdesk_model::id::{ConversationId, TicketId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{EmbeddedStore, RowTable, Store, events_of, payload};
use std::io::{ErrorKind, Write};

pub(crate) fn run(wanted: &Events) -> Result<(), Failure> {
    let plan = data::plan(&wanted.config)?;
    let conversation = find(&plan, &wanted.conversation)?;
    let mut log = Vec::new();
    events_of(&plan.data, conversation, |stored| {
        log.push(stored);
        Ok(())
    })?;
    if log.is_empty() {
        return Err(Failure::usage(format!("there is no conversation {conversation}")));
    }
    let mut out = std::io::stdout().lock();
    for stored in &log {
        let event = payload::decode(&stored.payload, &stored.bodies).context("an event cannot be read")?;
        let line = line(&event, wanted.contents).context("an event cannot be shown")?;
        match writeln!(out, "{line}") {
            Ok(()) => {}
            // Such as `| head`: whoever reads has enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
            Err(error) => return Err(Failure::Failed(error.into())),
        }
    }
    Ok(())
}

/// An id is taken as it is, so that the log can be read beside a running server; a ticket's number needs the index.
fn find(plan: &Plan, text: &str) -> Result<ConversationId, Failure> {
    if let Ok(conversation) = text.parse() {
        return Ok(conversation);
    }
    let ticket: TicketId = text.trim_start_matches('#').parse().map_err(|_| {
        Failure::usage(format!(
            "\"{text}\" is neither a conversation's id (24 characters) nor a ticket's number"
        ))
    })?;
    let store = EmbeddedStore::open(&plan.store(), |progress| data::tell(&progress))?;
    let row = actix_web::rt::System::new()
        .block_on(store.row(RowTable::TicketConversation, &ticket.get().to_be_bytes()))
        .context("the index cannot be read")?;
    let bytes: Option<[u8; 12]> = row.and_then(|row| row.as_ref().try_into().ok());
    let found = bytes.map(ConversationId::from_bytes);
    found.ok_or_else(|| Failure::usage(format!("there is no ticket {ticket}")))
}

/// Sequence, time, who, and the event as JSON, which leaves out what is personal.
fn line(event: &Event, contents: bool) -> Result<String, serde_json::Error> {
    let by = match event.by {
        By::EndUser { id } => format!("end-user:{id}"),
        By::Agent { id, .. } => format!("agent:{id}"),
        By::System => "system".to_owned(),
    };
    let mut line = format!("{} {} {by} {}", event.seq, utc(event.at), serde_json::to_string(&event.kind)?);
    if contents && let Some(content) = personal(&event.kind)? {
        line.push(' ');
        line.push_str(&content);
    }
    Ok(line)
}

/// What the log keeps apart from the event, as one line of JSON.
fn personal(kind: &EventKind) -> Result<Option<String>, serde_json::Error> {
    let text = match kind {
        EventKind::MessageAdded { content: Some(content), .. } => simplified(content),
        EventKind::Captured { value, .. } | EventKind::FieldChanged { value, .. } => value.clone(),
        EventKind::HandedOff { subject, .. } => subject.clone(),
        _ => return Ok(None),
    };
    serde_json::to_string(&text).map(Some)
}

/// As RFC 3339 with milliseconds.
fn utc(at: Timestamp) -> String {
    let (days, rest) = (at.millis() / 86_400_000, at.millis() % 86_400_000);
    let (seconds, millis) = (rest / 1_000, rest % 1_000);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// The date so many days after 1970-01-01. Years are counted from March, so that a leap day is a year's last.
const fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let january = if month <= 2 { 1 } else { 0 };
    (era * 400 + year + january, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::channel::ChannelKind;
    use frontdesk_model::conversation::event::Visibility;
    use frontdesk_model::id::{CommandId, MessageId, UserId};
    use frontdesk_model::message::{Author, Content, Delivery, MessageText};

    #[test]
    fn times_are_written_as_utc() {
        for (millis, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_709_251_200_000, "2024-03-01T00:00:00.000Z"),
            (4_102_444_799_001, "2099-12-31T23:59:59.001Z"),
        ] {
            assert_eq!(utc(Timestamp::from_millis(millis)), expected);
        }
    }

    #[test]
    fn contents_are_shown_only_when_asked_for() {
        let event = Event {
            seq: 3,
            at: Timestamp::ZERO,
            cause: CommandId::from_bytes([1; 12]),
            by: By::EndUser { id: UserId::new(7).unwrap() },
            kind: EventKind::MessageAdded {
                message: MessageId::from_bytes([2; 12]),
                author: Author::EndUser(UserId::new(7).unwrap()),
                visibility: Visibility::Public,
                channel: ChannelKind::Widget,
                delivery: Delivery::Sent,
                verified: false,
                via: None,
                written_at: None,
                content: Some(Content::Text { text: MessageText::new("my\nsecret").unwrap() }),
            },
        };
        let short = line(&event, false).unwrap();
        assert!(
            short.starts_with("3 1970-01-01T00:00:00.000Z end-user:7 {\"type\":\"message_added\""),
            "{short}"
        );
        assert!(!short.contains("secret"), "{short}");
        assert!(line(&event, true).unwrap().ends_with(r#""my\nsecret""#));
    }
}
