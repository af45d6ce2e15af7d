//! The door.

use super::meta::door;
use super::{MESSAGES, page};
use frontdesk_channels::messenger::Messenger;

#[test]
fn a_handshake_is_answered_with_its_challenge_and_only_to_our_word() {
    door::shakes_hands(&Messenger, &page());
}

#[test]
fn s7_a_webhook_is_believed_with_the_right_signature_only() {
    door::believes_signatures(&Messenger, &page(), MESSAGES);
}

#[test]
fn without_secrets_nothing_is_believed() {
    door::needs_secrets(&Messenger, &page());
}
