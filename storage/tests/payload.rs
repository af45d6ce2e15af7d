//! Events as they lie in journals out there: each kind in each version that was ever written can be read for ever.
//!
//! A file `golden/events/<kind>.v<n>.json` is written once and never edited. A change that makes this test fail
//! needs a new version and a lift in `payload::decode`, not a new file in place of the old one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use bytes::Bytes;
use frontdesk_model::access::{By, Role};
use frontdesk_model::agent::Priority;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::event::{
    AssignedHow, Event, EventKind, HandOffReason, Mark, Notice, OfferEnd, ProfileFact, SessionEnd, Target,
    UnassignedWhy, Visibility,
};
use frontdesk_model::degradation::Degradation;
use frontdesk_model::flow::{Position, Run, StepId};
use frontdesk_model::id::{
    CommandId, ConversationId, FieldId, FlowId, GroupId, IdentityId, IntegrationId, MacroId, MessageId,
    OfferId, TicketId, UserId,
};
use frontdesk_model::macros::{Macro, MacroReply};
use frontdesk_model::message::{
    ArticleLink, Author, CaptureTarget, Card, CardButton, Choice, Content, Delivery, FormField, FormInput,
    MessageText, Span, Style,
};
use frontdesk_model::shortcut::Scope;
use frontdesk_model::ticket::{AssignTo, Offer, Tag, TicketChanges, TicketStatus};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload::{EVENT_VERSION, decode, encode, from_bytes, to_bytes};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + millis)
}

fn message(low: u8) -> MessageId {
    MessageId::new(at(0), [0, 0, 0, 0, 0, low])
}

fn user(number: u64) -> UserId {
    UserId::new(number).unwrap()
}

/// One of each kind; the compiler asks for the rest in `name`.
fn every_kind() -> Vec<EventKind> {
    let (integration, channel) = (IntegrationId::from_bytes([9; 12]), ChannelKind::Whatsapp);
    let identity = IdentityId::from_bytes([5; 12]);
    let offer = OfferId::new(at(0), [9; 6]);
    let tag = |text: &str| Tag::new(text).unwrap();
    let run = Run {
        flow: FlowId::new(1).unwrap(),
        version: 3,
        at: Position::Waiting { step: StepId::new("menu").unwrap() },
        variables: BTreeMap::from([("name".to_owned(), "Ana".to_owned())]),
        fallbacks: 1,
    };
    vec![
        EventKind::Started {
            integration: IntegrationId::from_bytes([7; 12]),
            channel: ChannelKind::Widget,
            end_user: user(101),
        },
        EventKind::Identified { end_user: user(102), before: user(101) },
        EventKind::SessionStarted,
        EventKind::SessionEnded { why: SessionEnd::Closed },
        EventKind::MessageAdded {
            message: message(1),
            author: Author::EndUser(user(101)),
            visibility: Visibility::Public,
            channel: ChannelKind::Widget,
            delivery: Delivery::Sent,
            verified: false,
            via: None,
            written_at: None,
            content: Some(Content::Text { text: MessageText::new("Where is my order?").unwrap() }),
        },
        EventKind::FlowAdvanced { private: message(2), run: Some(run) },
        EventKind::FlowStepTaken { step: StepId::new("menu").unwrap() },
        EventKind::Captured {
            private: message(3),
            target: CaptureTarget::ProfileEmail,
            label: "Your e-mail".to_owned(),
            value: "ana@example.org".to_owned(),
        },
        EventKind::HandedOff {
            ticket: TicketId::new(42).unwrap(),
            previous: Some(TicketId::new(41).unwrap()),
            reason: HandOffReason::AskedForHuman,
            group: Some(GroupId::new(1).unwrap()),
            tags: vec![tag("order")],
            private: message(4),
            subject: "Where is my order?".to_owned(),
            fields: BTreeMap::from([(FieldId::new(5).unwrap(), "48213".to_owned())]),
        },
        EventKind::TicketResumed { ticket: TicketId::new(42).unwrap(), reason: HandOffReason::Step },
        EventKind::Queued { since: at(1) },
        EventKind::Offered {
            offers: vec![Offer { id: offer, agent: user(2), at: at(1), expires_at: Some(at(30_000)) }],
        },
        EventKind::OfferEnded { offer, agent: user(2), why: OfferEnd::Missed },
        EventKind::Assigned { agent: user(2), how: AssignedHow::Accepted },
        EventKind::Unassigned { agent: user(2), why: UnassignedWhy::AgentGone },
        EventKind::Transferred { target: Target::Agent { agent: user(3) } },
        EventKind::StatusChanged { from: TicketStatus::New, to: TicketStatus::OnHold },
        EventKind::PriorityChanged { to: Priority::Urgent },
        EventKind::TagsChanged { added: vec![tag("vip")], removed: vec![tag("order")] },
        EventKind::FieldChanged {
            field: FieldId::new(5).unwrap(),
            private: message(5),
            value: "48214".to_owned(),
        },
        EventKind::ReturnedToBot,
        EventKind::WentInactive,
        EventKind::BecameActive,
        EventKind::MarkMoved { mark: Mark::EndUserRead, seq: 12 },
        EventKind::DeliveryChanged {
            message: message(1),
            delivery: Delivery::Failed {
                code: "131047".to_owned(),
                text: "outside the window".to_owned(),
                retryable: false,
            },
            degraded: BTreeSet::new(),
        },
        EventKind::DeliveryRetried { message: message(1) },
        EventKind::ProfileChanged {
            fact: ProfileFact::Email,
            private: message(6),
            value: "ana@example.org".to_owned(),
        },
        EventKind::TransferUndone { group: Some(GroupId::new(1).unwrap()) },
        EventKind::Noticed {
            notice: Notice::Reacted,
            of: Some(message(1)),
            private: message(7),
            value: "👍".to_owned(),
        },
        EventKind::SentInWidget { message: message(9), instead_of: Some(message(1)), channel },
        EventKind::LinkAsked { integration, channel, until: at(600_000) },
        EventKind::LinkPending { integration, channel, identity, until: at(600_000) },
        EventKind::Linked {
            integration,
            channel,
            identity,
            private: message(8),
            name: "Ana Duarte".to_owned(),
        },
        EventKind::LinkDeclined { integration },
        EventKind::LinkExpired { integration },
        EventKind::Unlinked { integration, channel },
        EventKind::ThreadOpened { integration, written_at: at(6) },
        EventKind::CameBack { integration, channel: ChannelKind::Widget },
        EventKind::CameByLink { integration, channel },
        EventKind::WentElsewhere { conversation: ConversationId::from_bytes([6; 12]) },
    ]
}

/// The name of a kind's file. A new kind does not compile until it is here, and is asked for in `every_kind` by
/// the count below.
fn name(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Started { .. } => "started",
        EventKind::Identified { .. } => "identified",
        EventKind::SessionStarted => "session_started",
        EventKind::SessionEnded { .. } => "session_ended",
        EventKind::MessageAdded { .. } => "message_added",
        EventKind::FlowAdvanced { .. } => "flow_advanced",
        EventKind::FlowStepTaken { .. } => "flow_step_taken",
        EventKind::Captured { .. } => "captured",
        EventKind::HandedOff { .. } => "handed_off",
        EventKind::TicketResumed { .. } => "ticket_resumed",
        EventKind::Queued { .. } => "queued",
        EventKind::Offered { .. } => "offered",
        EventKind::OfferEnded { .. } => "offer_ended",
        EventKind::Assigned { .. } => "assigned",
        EventKind::Unassigned { .. } => "unassigned",
        EventKind::Transferred { .. } => "transferred",
        EventKind::StatusChanged { .. } => "status_changed",
        EventKind::PriorityChanged { .. } => "priority_changed",
        EventKind::TagsChanged { .. } => "tags_changed",
        EventKind::FieldChanged { .. } => "field_changed",
        EventKind::ReturnedToBot => "returned_to_bot",
        EventKind::WentInactive => "went_inactive",
        EventKind::BecameActive => "became_active",
        EventKind::MarkMoved { .. } => "mark_moved",
        EventKind::DeliveryChanged { .. } => "delivery_changed",
        EventKind::DeliveryRetried { .. } => "delivery_retried",
        EventKind::ProfileChanged { .. } => "profile_changed",
        EventKind::Noticed { .. } => "noticed",
        EventKind::LinkAsked { .. } => "link_asked",
        EventKind::LinkPending { .. } => "link_pending",
        EventKind::Linked { .. } => "linked",
        EventKind::LinkDeclined { .. } => "link_declined",
        EventKind::LinkExpired { .. } => "link_expired",
        EventKind::Unlinked { .. } => "unlinked",
        EventKind::SentInWidget { .. } => "sent_in_widget",
        EventKind::ThreadOpened { .. } => "thread_opened",
        EventKind::CameBack { .. } => "came_back",
        EventKind::CameByLink { .. } => "came_by_link",
        EventKind::WentElsewhere { .. } => "went_elsewhere",
        EventKind::TransferUndone { .. } => "transfer_undone",
    }
}

fn event(kind: EventKind) -> Event {
    let by = By::Agent { id: user(2), role: Role::Agent };
    Event { seq: 7, at: at(5), cause: CommandId::new(at(4), [1; 6]), by, kind }
}

fn file(kind: &EventKind, version: u8) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/events");
    folder.join(format!("{}.v{version}.json", name(kind)))
}

/// What an event looks like on disk: its JSON, and its personal part.
fn stored(event: &Event) -> Value {
    let (payload, body) = encode(event).unwrap();
    let (version, json) = payload.split_first().unwrap();
    json!({
        "version": version,
        "event": serde_json::from_slice::<Value>(json).unwrap(),
        "body": body.map(|body| json!({
            "message": body.message,
            "content": serde_json::from_slice::<Value>(&body.content).unwrap(),
        })),
    })
}

/// A file's bytes as the store would give them.
fn read(golden: &Value) -> Event {
    let version = u8::try_from(golden["version"].as_u64().unwrap()).unwrap();
    let mut payload = vec![version];
    payload.extend(serde_json::to_vec(&golden["event"]).unwrap());
    let bodies = golden["body"].as_object().map(|body| {
        let message = body["message"].as_str().unwrap().parse().unwrap();
        (message, Bytes::from(serde_json::to_vec(&body["content"]).unwrap()))
    });
    decode(&payload, bodies.as_slice()).unwrap()
}

/// The event is written as the file has it, and read from it.
fn holds(path: &Path, event: &Event) {
    let now = stored(event);
    if !path.exists() && std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(path, format!("{now:#}\n")).unwrap();
    }
    let text = std::fs::read_to_string(path).expect("a file of each event that is kept");
    let golden: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(now, golden, "{}", path.display());
    assert_eq!(&read(&golden), event, "{}", path.display());
}

#[test]
fn every_kind_of_event_is_written_as_it_always_was() {
    let mut names = Vec::new();
    for kind in every_kind() {
        names.push(name(&kind));
        holds(&file(&kind, EVENT_VERSION), &event(kind));
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 40, "each kind once");
}

/// Fields that came to a version after its first files, under the name of a file of their own.
fn fields_that_came_later() -> Vec<(&'static str, EventKind)> {
    let changed = |degraded: BTreeSet<Degradation>| EventKind::DeliveryChanged {
        message: message(1),
        delivery: Delivery::Sent,
        degraded,
    };
    let (later, first): (BTreeSet<_>, BTreeSet<_>) =
        Degradation::ALL.into_iter().partition(|rule| matches!(rule, Degradation::MarkupStripped));
    vec![("delivery_changed.degraded", changed(first)), ("delivery_changed.markup_stripped", changed(later))]
}

#[test]
fn fields_that_came_later_are_written_as_they_always_were() {
    for (name, kind) in fields_that_came_later() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/events");
        holds(&folder.join(format!("{name}.v{EVENT_VERSION}.json")), &event(kind));
    }
}

#[test]
fn an_event_whose_personal_part_was_blanked_can_still_be_read() {
    for kind in every_kind() {
        let event = event(kind);
        let (payload, body) = encode(&event).unwrap();
        let blanked = decode(&payload, &[]).unwrap();
        assert_eq!((blanked.seq, name(&blanked.kind)), (event.seq, name(&event.kind)));
        if let Some(body) = body {
            let words = String::from_utf8(body.content.to_vec()).unwrap();
            for personal in ["Ana", "ana@", "Where is", "4821"] {
                let leaks = String::from_utf8_lossy(&payload).contains(personal);
                assert!(!leaks, "{personal} of {words} stands in the log itself");
            }
        }
    }
}

#[test]
fn an_event_of_a_newer_server_is_refused_by_its_version() {
    let (payload, _) = encode(&event(EventKind::SessionStarted)).unwrap();
    let mut newer = payload.to_vec();
    newer[0] = EVENT_VERSION + 1;
    let error = decode(&newer, &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("an event of version {} was written by a newer server", EVENT_VERSION + 1)
    );
    assert!(decode(&[], &[]).is_err());
}

/// A text that is set in every way.
fn with_spans() -> MessageText {
    let span = |start, end, style| Span { start, end, style };
    let link = Style::Link { url: "https://example.org/help".to_owned() };
    let spans = vec![
        span(0, 5, Style::Bold),
        span(6, 9, Style::Italic),
        span(10, 14, Style::Strike),
        span(10, 12, link),
        span(14, 15, Style::Code),
    ];
    MessageText::set("These may help:", spans).unwrap()
}

/// What a message may hold: one of each kind that a bot says, and what cannot be shown.
fn bot_contents() -> Vec<(&'static str, Content)> {
    let text = || MessageText::new("These may help:").unwrap();
    let article = |title: &str, excerpt: Option<&str>| ArticleLink {
        title: title.to_owned(),
        url: "https://example.org/help".to_owned(),
        excerpt: excerpt.map(str::to_owned),
    };
    let choice = Choice { id: "a".to_owned(), label: "A".to_owned() };
    let link = CardButton::Link { label: "See".to_owned(), url: "https://example.org/a".to_owned() };
    let reply = CardButton::Reply { id: "a".to_owned(), label: "Take A".to_owned() };
    let card = Card { title: "A".to_owned(), description: None, image: None, buttons: vec![link, reply] };
    let field = FormField {
        name: "order".to_owned(),
        label: "Order".to_owned(),
        input: FormInput::Text,
        target: CaptureTarget::Field { field: FieldId::new(5).unwrap() },
    };
    vec![
        ("carousel", Content::Carousel { text: None, cards: vec![card] }),
        ("form", Content::Form { text: text(), fields: vec![field] }),
        ("text", Content::Text { text: text() }),
        ("text_with_spans", Content::Text { text: with_spans() }),
        ("options", Content::Options { text: text(), options: vec![choice] }),
        (
            "articles",
            Content::Articles {
                text: text(),
                articles: vec![article("Returns", Some("Within 30 days.")), article("Delivery", None)],
            },
        ),
        ("unsupported", Content::Unsupported { kind: "poll".to_owned(), lost: None }),
        (
            "lost_file",
            Content::Unsupported { kind: "image".to_owned(), lost: Some("the file has expired".to_owned()) },
        ),
    ]
}

#[test]
fn what_a_bot_says_is_written_as_it_always_was() {
    for (name, content) in bot_contents() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/contents");
        let path = folder.join(format!("{name}.v1.json"));
        let now = serde_json::to_value(&content).unwrap();
        if !path.exists() && std::env::var_os("WRITE_GOLDEN").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, format!("{now:#}\n")).unwrap();
        }
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let golden: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(now, golden, "{}", path.display());
        assert_eq!(serde_json::from_value::<Content>(golden).unwrap(), content, "{}", path.display());
    }
}

/// A record that admins keep: every field that was ever written is read for ever.
#[test]
fn a_macro_is_written_as_it_always_was() {
    let tag = |word| Tag::new(word).unwrap();
    let entry = Macro {
        id: MacroId::new(12).unwrap(),
        name: "Refund".to_owned(),
        description: "When the money is back".to_owned(),
        scope: Scope::Group { group: GroupId::new(1).unwrap() },
        active: true,
        reply: Some(MacroReply {
            text: MessageText::new("Dear {{first_name || customer}}").unwrap(),
            internal: false,
        }),
        status: Some(TicketStatus::OnHold),
        changes: TicketChanges {
            priority: Some(Priority::High),
            assign: Some(AssignTo::Group { group: GroupId::new(2).unwrap() }),
            add_tags: [tag("refund")].into(),
            remove_tags: [tag("open_question")].into(),
            fields: [(FieldId::new(5).unwrap(), "yes".to_owned())].into(),
        },
    };
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/records/macro.v1.json");
    let now: Value = serde_json::from_slice(&to_bytes(&entry).unwrap()).unwrap();
    if !path.exists() && std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("{now:#}\n")).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(now, serde_json::from_str::<Value>(&text).unwrap());
    assert_eq!(from_bytes::<Macro>(text.as_bytes()).unwrap(), entry);
}
