//! Short names for the things that the tests are about.

use crate::id::{ConversationId, GroupId, UserId};

pub(super) fn conversation(name: char) -> ConversationId {
    let [.., low] = u32::from(name).to_be_bytes();
    ConversationId::from_bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, low])
}

pub(super) fn user(number: u64) -> UserId {
    UserId::new(number).unwrap()
}

pub(super) fn group(number: u64) -> GroupId {
    GroupId::new(number).unwrap()
}
