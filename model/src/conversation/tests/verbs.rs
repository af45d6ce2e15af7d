//! What can be done in a scene, as verbs; and the ways to the usual beginnings.

use super::scene::{Do, Scene};
use super::world::{ANA, SHOP, acting, via};
use crate::access::By;
use crate::conversation::command::{Action, Alarm, Meta, Saying, Via};
use crate::conversation::event::{EventKind, Target, UnassignedWhy};
use crate::directory::Settings;
use crate::id::{AttachmentId, GroupId, IntegrationId, MessageId, OfferId, UserId};
use crate::message::{Content, FileRef, MessageText};
use crate::ticket::{Tag, TicketStatus};
use crate::time::Span;

pub(super) fn text(text: &str) -> Content {
    Content::Text { text: MessageText::new(text).unwrap() }
}

pub(super) fn tag(text: &str) -> Tag {
    Tag::new(text).unwrap()
}

pub(super) fn tags(words: &str) -> Vec<Tag> {
    words.split_whitespace().map(tag).collect()
}

// The visitor.

fn receive(via: Via, saying: Saying, meta: Meta) -> Do {
    Do::command(acting(ANA), Action::Receive { via, saying, meta })
}

pub(super) fn writes(words: &str) -> Do {
    writes_on(SHOP, words)
}

pub(super) fn writes_on(integration: IntegrationId, words: &str) -> Do {
    receive(via(integration, ANA), Saying::Content(text(words)), Meta::default())
}

pub(super) fn writes_with(words: &str, meta: Meta) -> Do {
    receive(via(SHOP, ANA), Saying::Content(text(words)), meta)
}

pub(super) fn says(saying: Saying) -> Do {
    receive(via(SHOP, ANA), saying, Meta::default())
}

pub(super) fn says_on(integration: IntegrationId, saying: Saying) -> Do {
    receive(via(integration, ANA), saying, Meta::default())
}

pub(super) fn file() -> Content {
    let (name, media_type) = ("parcel.jpg".to_owned(), "image/jpeg".to_owned());
    let file = FileRef { id: AttachmentId::from_bytes([4; 12]), name, media_type, size: 7_000 };
    Content::Files { files: vec![file], caption: None }
}

pub(super) fn asks_for_human() -> Do {
    asks_for_human_on(SHOP)
}

pub(super) fn asks_for_human_on(integration: IntegrationId) -> Do {
    asks_for_human_with(integration, Meta::default())
}

pub(super) fn asks_for_human_with(integration: IntegrationId, meta: Meta) -> Do {
    receive(via(integration, ANA), Saying::TalkToHuman { label: "Talk to a human".to_owned() }, meta)
}

/// Presses an answer of the newest question that offers it.
pub(super) fn presses(option: &'static str) -> Do {
    Do::new(move |scene| {
        let offers_it = |content: &Content| matches!(content, Content::Options { options, .. } if options.iter().any(|choice| choice.id == option));
        let message = newest(scene, offers_it).expect("something offers this answer");
        scene.run(&says(Saying::Choose { message, option: option.to_owned() }))
    })
}

/// Sends the newest form.
pub(super) fn fills(answers: &'static [(&'static str, &'static str)]) -> Do {
    fills_with(answers, Meta::default())
}

pub(super) fn fills_with(answers: &'static [(&'static str, &'static str)], meta: Meta) -> Do {
    Do::new(move |scene| {
        let message =
            newest(scene, |content| matches!(content, Content::Form { .. })).expect("there is a form");
        let answers = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        scene.run(&receive(via(SHOP, ANA), Saying::Fill { message, answers }, meta.clone()))
    })
}

/// The newest message whose content `fits`.
pub(super) fn newest(scene: &Scene, fits: impl Fn(&Content) -> bool) -> Option<MessageId> {
    scene.log.iter().rev().find_map(|event| match &event.kind {
        EventKind::MessageAdded { message, content: Some(content), .. } if fits(content) => Some(*message),
        _ => None,
    })
}

// Routing and time.

pub(super) fn system(action: Action) -> Do {
    Do::command(By::System, action)
}

/// For 30 seconds.
pub(super) fn offered(agents: &'static [UserId]) -> Do {
    offered_until(agents.to_vec())
}

pub(super) fn offered_to(agent: UserId) -> Do {
    offered_until(vec![agent])
}

fn offered_until(agents: Vec<UserId>) -> Do {
    Do::new(move |scene| {
        let expires_at = Some(scene.now.plus(Span::seconds(30)));
        scene.tell(By::System, Action::Offer { agents: agents.clone(), expires_at })
    })
}

pub(super) fn broadcast(agents: &'static [UserId]) -> Do {
    system(Action::Offer { agents: agents.to_vec(), expires_at: None })
}

pub(super) fn withdrawn(agent: UserId) -> Do {
    system(Action::Withdraw { agent })
}

pub(super) fn released(agent: UserId, why: UnassignedWhy) -> Do {
    system(Action::Release { agent, why })
}

pub(super) fn passes(span: Span) -> Do {
    Do::new(move |scene| {
        scene.now = scene.now.plus(span);
        Ok(Vec::new())
    })
}

pub(super) fn wakes(alarm: Alarm) -> Do {
    system(Action::Wake(alarm))
}

pub(super) fn configured(change: impl Fn(&mut Settings) + 'static) -> Do {
    Do::new(move |scene| {
        change(&mut scene.directory.settings);
        Ok(Vec::new())
    })
}

// Agents.

/// The last offer that the agent was ever shown.
pub(super) fn last_offer(scene: &Scene, agent: UserId) -> Option<OfferId> {
    scene.log.iter().rev().find_map(|event| match &event.kind {
        EventKind::Offered { offers } => {
            offers.iter().find(|offer| offer.agent == agent).map(|offer| offer.id)
        }
        _ => None,
    })
}

pub(super) fn accepts(agent: UserId) -> Do {
    accepts_offer_of(agent, agent)
}

/// `agent` presses Accept on what was offered to `other`.
pub(super) fn accepts_offer_of(agent: UserId, other: UserId) -> Do {
    Do::new(move |scene| {
        let offer = last_offer(scene, other).expect("there was an offer");
        scene.tell(acting(agent), Action::Accept { offer })
    })
}

pub(super) fn declines(agent: UserId) -> Do {
    Do::new(move |scene| {
        let offer = last_offer(scene, agent).expect("there was an offer");
        scene.tell(acting(agent), Action::Decline { offer })
    })
}

pub(super) fn takes(agent: UserId) -> Do {
    Do::command(acting(agent), Action::Take)
}

pub(super) fn replies(agent: UserId, words: &str) -> Do {
    Do::command(acting(agent), Action::Reply { parts: vec![text(words)], submit_as: None })
}

pub(super) fn replies_as(agent: UserId, words: &str, status: TicketStatus) -> Do {
    Do::command(acting(agent), Action::Reply { parts: vec![text(words)], submit_as: Some(status) })
}

pub(super) fn notes(agent: UserId, words: &str) -> Do {
    Do::command(acting(agent), Action::Note { parts: vec![text(words)] })
}

pub(super) fn submits(agent: UserId, status: TicketStatus) -> Do {
    Do::command(acting(agent), Action::Submit { status })
}

/// To an agent who takes transfers.
pub(super) fn transfers(agent: UserId, to: UserId) -> Do {
    let target = Target::Agent { agent: to };
    Do::command(acting(agent), Action::Transfer { target, note: None, confirmed: false, available: true })
}

pub(super) fn transfers_to_group(agent: UserId, group: GroupId) -> Do {
    let target = Target::Group { group };
    Do::command(acting(agent), Action::Transfer { target, note: None, confirmed: false, available: false })
}

pub(super) fn ends_session(agent: UserId) -> Do {
    Do::command(acting(agent), Action::EndSession)
}

// Beginnings.

/// Waits for an agent of Sales since the beginning; ticket 1.
pub(super) fn waiting() -> Do {
    asks_for_human()
}

/// `agent` accepted what was offered.
pub(super) fn served_by(agent: UserId) -> Do {
    Do::all([waiting(), offered_to(agent), accepts(agent)])
}
