//! The door: Meta's handshake and its signature, alike for all its products
//! (developers.facebook.com/docs/graph-api/webhooks/getting-started).

use crate::account::Account;
use crate::hook::{Hook, HookAnswer, Refusal, Verdict};
use crate::http::Method;
use crate::percent;
use crate::signature::{hmac_sha256, is_hex, same};

/// The secret that the app signs with.
pub(crate) const APP_SECRET: &str = "app_secret";
/// The word that we gave to Meta so that it can show it when it asks who we are.
pub(crate) const VERIFY_TOKEN: &str = "verify_token";

pub(crate) fn receive(account: &Account, hook: &Hook<'_>) -> Verdict {
    match hook.method {
        Method::Get => handshake(account, hook),
        Method::Post => event(account, hook),
        Method::Put | Method::Delete => Verdict::Refuse(Refusal::Malformed),
    }
}

fn handshake(account: &Account, hook: &Hook<'_>) -> Verdict {
    let value = |name| percent::query(hook.query, name);
    let (Some("subscribe"), Some(challenge)) = (value("hub.mode").as_deref(), value("hub.challenge")) else {
        return Verdict::Refuse(Refusal::Malformed);
    };
    let expected = account.secret(VERIFY_TOKEN);
    if expected.is_empty() {
        return Verdict::Refuse(Refusal::NoSecret);
    }
    let given = value("hub.verify_token").unwrap_or_default();
    if same(given.as_bytes(), expected.as_bytes()) {
        Verdict::Answer(HookAnswer::text(challenge))
    } else {
        Verdict::Refuse(Refusal::WrongToken)
    }
}

/// Over the raw bytes: Meta escapes what is not ASCII, and another writer of JSON would not.
fn event(account: &Account, hook: &Hook<'_>) -> Verdict {
    let secret = account.secret(APP_SECRET);
    if secret.is_empty() {
        return Verdict::Refuse(Refusal::NoSecret);
    }
    let Some(signature) = hook.header("x-hub-signature-256") else {
        return Verdict::Refuse(Refusal::Unsigned);
    };
    let given = signature.strip_prefix("sha256=").unwrap_or_default();
    if is_hex(given, &hmac_sha256(secret, &[hook.body])) {
        Verdict::Take(HookAnswer::empty())
    } else {
        Verdict::Refuse(Refusal::WrongSignature)
    }
}
