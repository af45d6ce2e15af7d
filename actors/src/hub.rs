//! Who watches which conversation, and what they are told.
//!
//! Owns: the subscriptions. Receives: what conversations made durable. Sends: pushes to sockets.
//! On restart it is empty: clients come back and resume.

use crate::mailbox::tell_recipient;
use crate::push::Push;
use actix::Recipient;
use bytes::Bytes;
use dashmap::DashMap;
use frontdesk_model::conversation::event::Event;
use frontdesk_model::conversation::{Conversation, Marks};
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, UserId};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// One durable step of a conversation, as everybody who watches it is told.
#[derive(Debug)]
pub struct Published {
    pub conversation: ConversationId,
    /// The sequence before the first of `events`.
    pub from: u64,
    /// The sequence of the last of `events`.
    pub seq: u64,
    pub events: Vec<Event>,
    /// What stands around the messages, when any of it changed.
    pub head: Option<Arc<HeadFacts>>,
    pub marks: Marks,
    /// The encoded frames: made by the first socket of each audience, used by all others.
    pub agent_frame: OnceLock<Bytes>,
    pub end_user_frame: OnceLock<Bytes>,
}

/// A conversation's state at one sequence, and who writes in.
#[derive(Clone, Debug)]
pub struct HeadFacts {
    pub conversation: ConversationId,
    pub state: Conversation,
    pub end_user: EndUser,
}

/// Somebody is typing; told and forgotten.
#[derive(Clone, Debug)]
pub struct Typing {
    pub conversation: ConversationId,
    /// `None`: the end user.
    pub agent: Option<UserId>,
    pub name: Arc<str>,
    pub active: bool,
}

/// One open socket. Unique for the life of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(u64);

impl SocketId {
    #[must_use]
    pub fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A socket as others see it.
#[derive(Clone)]
pub struct Socket {
    pub id: SocketId,
    pub recipient: Recipient<Push>,
    /// Set when a push found its mailbox full: what it holds is not whole any more, so it is closed as slow and
    /// its client resumes.
    pub lagging: Arc<AtomicBool>,
}

impl Socket {
    #[must_use]
    pub fn new(recipient: Recipient<Push>) -> Self {
        Self { id: SocketId::next(), recipient, lagging: Arc::new(AtomicBool::new(false)) }
    }

    pub fn push(&self, push: Push) {
        if !tell_recipient(&self.recipient, push, "socket") {
            self.lagging.store(true, Ordering::Release);
        }
    }
}

/// An agent who has a conversation on the screen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Viewer {
    pub agent: UserId,
    pub name: Arc<str>,
    /// Whether they are writing to the end user.
    pub typing: bool,
}

struct Looker {
    viewer: Viewer,
    socket: Socket,
}

#[derive(Default)]
pub struct Hub {
    watchers: DashMap<ConversationId, Vec<Socket>>,
    /// Who looks at what; nobody but these is told of the others.
    lookers: DashMap<ConversationId, Vec<Looker>>,
}

impl Hub {
    pub fn watch(&self, conversation: ConversationId, socket: Socket) {
        let mut watchers = self.watchers.entry(conversation).or_default();
        watchers.retain(|other| other.id != socket.id);
        watchers.push(socket);
    }

    pub fn unwatch(&self, conversation: ConversationId, socket: SocketId) {
        if let Some(mut watchers) = self.watchers.get_mut(&conversation) {
            watchers.retain(|other| other.id != socket);
        }
        self.watchers.remove_if(&conversation, |_, watchers| watchers.is_empty());
    }

    #[must_use]
    pub fn is_watched(&self, conversation: ConversationId) -> bool {
        self.watchers.contains_key(&conversation)
    }

    pub fn publish(&self, published: &Arc<Published>) {
        // No await happens while the guard is held, and a push never blocks.
        if let Some(watchers) = self.watchers.get(&published.conversation) {
            for socket in watchers.value() {
                socket.push(Push::Conversation(Arc::clone(published)));
            }
        }
    }

    /// Tells everybody but the socket where the typing happens.
    pub fn typing(&self, typing: &Arc<Typing>, from: SocketId) {
        if let Some(watchers) = self.watchers.get(&typing.conversation) {
            for socket in watchers.value().iter().filter(|socket| socket.id != from) {
                // A lost sign of typing is no gap: it expires by itself.
                tell_recipient(&socket.recipient, Push::Typing(Arc::clone(typing)), "socket");
            }
        }
    }
}

impl Hub {
    /// The agent of this socket has the conversation on the screen.
    pub fn look(&self, conversation: ConversationId, viewer: Viewer, socket: Socket) {
        {
            let mut lookers = self.lookers.entry(conversation).or_default();
            lookers.retain(|looker| looker.socket.id != socket.id);
            lookers.push(Looker { viewer, socket });
        }
        self.tell_lookers(conversation);
    }

    pub fn look_away(&self, conversation: ConversationId, socket: SocketId) {
        if let Some(mut lookers) = self.lookers.get_mut(&conversation) {
            lookers.retain(|looker| looker.socket.id != socket);
        }
        self.lookers.remove_if(&conversation, |_, lookers| lookers.is_empty());
        self.tell_lookers(conversation);
    }

    /// Everybody who has the conversation on the screen, each once, by their numbers.
    #[must_use]
    pub fn viewers(&self, conversation: ConversationId) -> Vec<Viewer> {
        let mut viewers: Vec<Viewer> = match self.lookers.get(&conversation) {
            Some(lookers) => lookers.iter().map(|looker| looker.viewer.clone()).collect(),
            None => Vec::new(),
        };
        // Of several devices of one agent the one that is written on comes first, and stays.
        viewers.sort_by(|a, b| a.agent.cmp(&b.agent).then(b.typing.cmp(&a.typing)));
        viewers.dedup_by_key(|viewer| viewer.agent);
        viewers
    }

    fn tell_lookers(&self, conversation: ConversationId) {
        if let Some(lookers) = self.lookers.get(&conversation) {
            for looker in lookers.value() {
                // A lost sign is no gap: the next one tells all.
                tell_recipient(&looker.socket.recipient, Push::Viewers(conversation), "socket");
            }
        }
    }
}
