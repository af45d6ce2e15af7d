//! The door.

use super::meta::{SECRET, call, flipped, handshake, signed};
use super::{TEXT, number};
use frontdesk_channels::whatsapp::Whatsapp;
use frontdesk_channels::{HookAnswer, Refusal, Secrets, Verdict};

#[test]
fn a_handshake_is_answered_with_its_challenge_and_only_to_our_word() {
    let ask = |query: &str| handshake(&Whatsapp, &number(), query);
    let right = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=our%20word";
    assert_eq!(ask(right), Verdict::Answer(HookAnswer::text("1158201444")));
    assert_eq!(ask(&right.replace("%20", "+")), Verdict::Answer(HookAnswer::text("1158201444")));
    for wrong in ["our%20wore", "", "our%20word%20"] {
        let query = format!("hub.mode=subscribe&hub.challenge=1&hub.verify_token={wrong}");
        assert_eq!(ask(&query), Verdict::Refuse(Refusal::WrongToken), "{wrong}");
    }
    assert_eq!(ask("hub.mode=subscribe&hub.challenge=1"), Verdict::Refuse(Refusal::WrongToken));
    for malformed in ["", "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=our%20word", "x=%"] {
        assert_eq!(ask(malformed), Verdict::Refuse(Refusal::Malformed), "{malformed}");
    }
}

#[test]
fn a_webhook_is_believed_with_the_right_signature_only() {
    let body = TEXT.trim().as_bytes();
    let ask = |body: &[u8], signature: Option<&str>| call(&Whatsapp, &number(), body, signature);
    let right = signed(SECRET, body);
    assert_eq!(ask(body, Some(&right)), Verdict::Take(HookAnswer::empty()));
    assert_eq!(ask(body, None), Verdict::Refuse(Refusal::Unsigned));
    let wrong = Verdict::Refuse(Refusal::WrongSignature);
    assert_eq!(ask(body, Some(&signed("another secret", body))), wrong);
    for text in ["", "sha256=", "sha256=zz", &right[..right.len() - 2], &right["sha256=".len()..]] {
        assert_eq!(ask(body, Some(text)), wrong, "{text}");
    }
    for other in flipped(body) {
        assert_eq!(ask(&other, Some(&right)), wrong);
    }
    assert_eq!(ask(b"", Some(&signed(SECRET, b""))), Verdict::Take(HookAnswer::empty()));
}

#[test]
fn without_secrets_nothing_is_believed() {
    let mut number = number();
    number.secrets = Secrets::default();
    let none = Verdict::Refuse(Refusal::NoSecret);
    assert_eq!(call(&Whatsapp, &number, b"{}", Some(&signed("", b"{}"))), none);
    let query = "hub.mode=subscribe&hub.challenge=1&hub.verify_token=";
    assert_eq!(handshake(&Whatsapp, &number, query), none);
}
