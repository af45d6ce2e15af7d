//! The door, which is the same for all three.

use super::{SECRET, call, flipped, handshake, signed};
use frontdesk_channels::{Account, Adapter, HookAnswer, Refusal, Secrets, Verdict};

/// A handshake is answered with its challenge, and only to our word.
pub(crate) fn shakes_hands(adapter: &dyn Adapter, account: &Account) {
    let ask = |query: &str| handshake(adapter, account, query);
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

/// A webhook is believed with the right signature only.
pub(crate) fn believes_signatures(adapter: &dyn Adapter, account: &Account, body: &str) {
    let body = body.trim().as_bytes();
    let ask = |body: &[u8], signature: Option<&str>| call(adapter, account, body, signature);
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

/// Without secrets nothing is believed.
pub(crate) fn needs_secrets(adapter: &dyn Adapter, account: &Account) {
    let account = Account { secrets: Secrets::default(), ..account.clone() };
    let none = Verdict::Refuse(Refusal::NoSecret);
    assert_eq!(call(adapter, &account, b"{}", Some(&signed("", b"{}"))), none);
    let query = "hub.mode=subscribe&hub.challenge=1&hub.verify_token=";
    assert_eq!(handshake(adapter, &account, query), none);
}
