//! The door: a secret in a header; the body is not signed (core.telegram.org/bots/api#setwebhook).

use super::{SECRET_TOKEN, token};
use crate::account::Account;
use crate::hook::{Hook, HookAnswer, Refusal, Verdict};
use crate::http::Method;
use crate::signature::{hmac_sha256, same};

const HEADER: &str = "x-telegram-bot-api-secret-token";

pub(super) fn receive(account: &Account, hook: &Hook<'_>) -> Verdict {
    if hook.method != Method::Post {
        return Verdict::Refuse(Refusal::Malformed);
    }
    let Some(expected) = secret(account) else { return Verdict::Refuse(Refusal::NoSecret) };
    match hook.header(HEADER) {
        None => Verdict::Refuse(Refusal::Unsigned),
        Some(given) if same(given.as_bytes(), expected.as_bytes()) => Verdict::Take(HookAnswer::empty()),
        Some(_) => Verdict::Refuse(Refusal::WrongSignature),
    }
}

/// The one that the admin gave, or one that follows from the bot's token and tells nothing of it; `None` where there
/// is neither. Telegram takes 1 to 256 letters, digits, `_` and `-`.
pub(super) fn secret(account: &Account) -> Option<String> {
    let given = account.secret(SECRET_TOKEN).trim();
    let made = || {
        let integration = account.integration.to_string();
        hex::encode(hmac_sha256(token(account), &[b"frontdesk telegram webhook ", integration.as_bytes()]))
    };
    match (given.is_empty(), token(account).is_empty()) {
        (false, _) => Some(given.to_owned()),
        (true, false) => Some(made()),
        (true, true) => None,
    }
}
