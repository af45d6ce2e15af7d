//! The door: a challenge every hour, and a signature over the raw body (docs.x.com/x-api/webhooks).

use super::CONSUMER_SECRET;
use crate::account::Account;
use crate::form;
use crate::hook::{Hook, HookAnswer, Refusal, Verdict};
use crate::http::Method;
use crate::signature::{base64, hmac_sha256, is_base64};
use serde_json::json;

const SIGNATURE: &str = "x-twitter-webhooks-signature";

pub(super) fn receive(account: &Account, hook: &Hook<'_>) -> Verdict {
    let secret = account.secret(CONSUMER_SECRET).trim();
    if secret.is_empty() {
        return Verdict::Refuse(Refusal::NoSecret);
    }
    match hook.method {
        Method::Get => challenge(secret, hook.query),
        Method::Post => event(secret, hook),
        Method::Put | Method::Delete => Verdict::Refuse(Refusal::Malformed),
    }
}

/// Anybody may ask; the answer proves that we know the secret and tells nothing of it.
fn challenge(secret: &str, query: &str) -> Verdict {
    let pairs = form::read(query.as_bytes());
    match pairs.iter().find(|(name, value)| name == "crc_token" && !value.is_empty()) {
        Some((_, token)) => {
            let sum = base64(&hmac_sha256(secret, &[token.as_bytes()]));
            let answer = json!({ "response_token": format!("sha256={sum}") });
            Verdict::Answer(HookAnswer::json(answer.to_string()))
        }
        None => Verdict::Refuse(Refusal::Malformed),
    }
}

fn event(secret: &str, hook: &Hook<'_>) -> Verdict {
    let Some(signature) = hook.header(SIGNATURE) else { return Verdict::Refuse(Refusal::Unsigned) };
    let given = signature.strip_prefix("sha256=").unwrap_or_default();
    if is_base64(given, &hmac_sha256(secret, &[hook.body])) {
        Verdict::Take(HookAnswer::empty())
    } else {
        Verdict::Refuse(Refusal::WrongSignature)
    }
}
