//! The door.

use super::meta::door;
use super::{MESSAGES, account};
use frontdesk_channels::instagram::Instagram;

#[test]
fn a_handshake_is_answered_with_its_challenge_and_only_to_our_word() {
    door::shakes_hands(&Instagram, &account());
}

#[test]
fn s7_a_webhook_is_believed_with_the_right_signature_only() {
    door::believes_signatures(&Instagram, &account(), MESSAGES);
}

#[test]
fn without_secrets_nothing_is_believed() {
    door::needs_secrets(&Instagram, &account());
}
