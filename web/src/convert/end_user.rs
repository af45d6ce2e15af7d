//! What an end user sees: public messages, and the few things that they are told besides.

use super::content::{author, channel, content, delivery, marks};
use crate::wire::widget as wire;
use frontdesk_actors::hub::{HeadFacts, Published};
use frontdesk_model::conversation::event::{Event, EventKind, Visibility};
use frontdesk_model::conversation::{Control, Conversation, ReplyTarget, Session};
use frontdesk_model::directory::Directory;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::link::{Link, Stage};

/// The item of an event; `None` for what does not concern the end user. Internal notes end here.
#[must_use]
pub fn item(event: &Event, directory: &Directory) -> Option<wire::Item> {
    let note = |note| Some(wire::Item::Note { seq: event.seq, at: event.at, note });
    match &event.kind {
        EventKind::MessageAdded { visibility: Visibility::Internal, .. } => None,
        EventKind::MessageAdded {
            message,
            author: by,
            visibility: Visibility::Public,
            delivery: state,
            content: said,
            channel: through,
            ..
        } => Some(wire::Item::Message(wire::Message {
            seq: event.seq,
            id: *message,
            at: event.at,
            author: author(*by, directory),
            content: content(said.as_ref()),
            delivery: delivery(state),
            channel: through.is_social().then(|| channel(*through)),
            command: Some(event.cause),
        })),
        EventKind::HandedOff { .. } | EventKind::TicketResumed { .. } => note(wire::Note::Waiting),
        EventKind::Assigned { agent, .. } => {
            note(wire::Note::AgentJoined { name: directory.agent_name(*agent).to_owned() })
        }
        EventKind::SessionEnded { .. } => note(wire::Note::Ended),
        EventKind::Linked { channel: to, name, .. } => {
            note(wire::Note::Linked { channel: channel(*to), name: name.clone() })
        }
        EventKind::SentInWidget { instead_of: Some(message), .. } => {
            note(wire::Note::Replaced { message: *message })
        }
        EventKind::CameBack { .. } => note(wire::Note::CameBack),
        EventKind::Unlinked { channel: from, .. } => note(wire::Note::Unlinked { channel: channel(*from) }),
        _ => None,
    }
}

#[must_use]
pub fn head(facts: &HeadFacts, directory: &Directory) -> wire::Head {
    let state = &facts.state;
    let answers = state.replies_go_to().filter(|target| target.channel.is_social());
    wire::Head {
        conversation: facts.conversation,
        answering: answering(state, directory),
        ended: matches!(state.session, Session::Ended { .. }),
        links: state.links.iter().map(|(integration, tie)| link(*integration, tie, answers)).collect(),
        answers_on: answers.map(|target| channel(target.channel)),
    }
}

fn link(integration: IntegrationId, link: &Link, answers: Option<ReplyTarget>) -> wire::Link {
    let (stage, name) = match &link.stage {
        Stage::Asked { .. } => (wire::LinkStage::Asked, ""),
        Stage::Pending { .. } => (wire::LinkStage::Pending, ""),
        Stage::Linked { name, .. } => (wire::LinkStage::Linked, name.as_str()),
    };
    let answers =
        stage == wire::LinkStage::Linked && answers.is_some_and(|target| target.integration == integration);
    wire::Link { integration, channel: channel(link.channel), stage, name: name.to_owned(), answers }
}

fn answering(state: &Conversation, directory: &Directory) -> wire::Answering {
    match (&state.control, state.assignee()) {
        (Control::Bot { .. }, _) => wire::Answering::Bot { name: directory.settings.bot_name.clone() },
        (Control::People, Some(agent)) => {
            wire::Answering::Agent { name: directory.agent_name(agent).to_owned() }
        }
        (Control::People, None) => wire::Answering::Waiting,
    }
}

/// The frame of one durable step. Steps that an end user may not see give a frame without items.
#[must_use]
pub fn frame(published: &Published, directory: &Directory) -> wire::ConversationFrame {
    let marked = published.events.iter().any(|event| matches!(event.kind, EventKind::MarkMoved { .. }));
    wire::ConversationFrame {
        conversation: published.conversation,
        from: published.from,
        seq: published.seq,
        items: published.events.iter().filter_map(|event| item(event, directory)).collect(),
        head: published.head.as_ref().map(|facts| head(facts, directory)),
        marks: marked.then(|| marks(published.marks)),
    }
}
