//! The door. WeChat signs the query with the token that both sides know; in plain mode nothing signs the body, in safe
//! mode `msg_signature` signs what is encrypted. So an account that has a key takes nothing but encrypted webhooks.

use super::crypt::{self, Sealed};
use super::xml::Xml;
use super::{ENCODING_AES_KEY, TOKEN};
use crate::account::Account;
use crate::hook::{Hook, HookAnswer, Refusal, Verdict};
use crate::http::Method;
use crate::percent;
use crate::signature::{same, sha1_hex};
use frontdesk_model::time::{Span, Timestamp};

/// How far a signature's time may be from ours. WeChat repeats a webhook for 15 seconds at most; clocks differ.
const FRESH: Span = Span::minutes(10);

pub(super) fn receive(account: &Account, hook: &Hook<'_>) -> Verdict {
    if account.secret(TOKEN).is_empty() {
        return Verdict::Refuse(Refusal::NoSecret);
    }
    let believed = match hook.method {
        Method::Get => handshake(account, hook),
        Method::Post => event(account, hook),
        Method::Put | Method::Delete => Err(Refusal::Malformed),
    };
    believed.unwrap_or_else(Verdict::Refuse)
}

/// WeChat wants its own word back.
fn handshake(account: &Account, hook: &Hook<'_>) -> Result<Verdict, Refusal> {
    let echo = percent::query(hook.query, "echostr").ok_or(Refusal::Malformed)?;
    signed(account, hook, "signature", None)?;
    Ok(Verdict::Answer(HookAnswer::text(echo)))
}

fn event(account: &Account, hook: &Hook<'_>) -> Result<Verdict, Refusal> {
    if account.secret(ENCODING_AES_KEY).is_empty() {
        signed(account, hook, "signature", None)?;
    } else {
        let body = str::from_utf8(hook.body).ok().and_then(Xml::read).ok_or(Refusal::Malformed)?;
        let encrypted = body.get("Encrypt").ok_or(Refusal::Unsigned)?;
        signed(account, hook, "msg_signature", Some(encrypted))?;
        // What was taken and cannot be read is lost in silence; what is refused, the person is told of by WeChat.
        crypt::open(account, encrypted).map_err(|sealed| match sealed {
            Sealed::NoKey => Refusal::NoSecret,
            Sealed::WrongKey | Sealed::OtherApp => Refusal::WrongSignature,
        })?;
    }
    Ok(Verdict::Take(HookAnswer::text("success")))
}

/// The SHA-1 of all parts in the order of their bytes.
fn signed(account: &Account, hook: &Hook<'_>, name: &str, encrypted: Option<&str>) -> Result<(), Refusal> {
    let value = |name| percent::query(hook.query, name).filter(|value| !value.is_empty());
    let (Some(given), Some(time), Some(nonce)) = (value(name), value("timestamp"), value("nonce")) else {
        return Err(Refusal::Unsigned);
    };
    let mut parts: Vec<&[u8]> = vec![account.secret(TOKEN).as_bytes(), time.as_bytes(), nonce.as_bytes()];
    parts.extend(encrypted.map(str::as_bytes));
    parts.sort_unstable();
    if !same(given.as_bytes(), sha1_hex(&parts).as_bytes()) {
        return Err(Refusal::WrongSignature);
    }
    if is_fresh(&time, hook.now) { Ok(()) } else { Err(Refusal::Stale) }
}

fn is_fresh(seconds: &str, now: Timestamp) -> bool {
    let Ok(seconds) = seconds.parse::<u64>() else { return false };
    let at = Timestamp::from_millis(seconds.saturating_mul(1_000));
    now.since(at).max(at.since(now)) <= FRESH
}
