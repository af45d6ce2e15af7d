//! The door: LINE has no handshake. Its console tries a webhook with a signed call that holds no events.

use super::CHANNEL_SECRET;
use crate::account::Account;
use crate::hook::{Hook, HookAnswer, Refusal, Verdict};
use crate::http::Method;
use crate::signature::{hmac_sha256, is_base64};

pub(super) fn receive(account: &Account, hook: &Hook<'_>) -> Verdict {
    if hook.method != Method::Post {
        return Verdict::Refuse(Refusal::Malformed);
    }
    let secret = account.secret(CHANNEL_SECRET);
    if secret.is_empty() {
        return Verdict::Refuse(Refusal::NoSecret);
    }
    let Some(signature) = hook.header("x-line-signature") else {
        return Verdict::Refuse(Refusal::Unsigned);
    };
    if is_base64(signature, &hmac_sha256(secret, &[hook.body])) {
        Verdict::Take(HookAnswer::empty())
    } else {
        Verdict::Refuse(Refusal::WrongSignature)
    }
}
