//! The door: a signature over the address and the sorted parameters (twilio.com/docs/usage/security).

use super::{AUTH_TOKEN, SHARED_KEY_SECRET};
use crate::account::Account;
use crate::form;
use crate::hook::{Hook, HookAnswer, Refusal, Verdict};
use crate::http::Method;
use crate::signature::{hmac_sha1, hmac_sha256, is_base64};
use bytes::Bytes;
use std::collections::BTreeSet;

const SIGNATURE: &str = "x-twilio-signature";
/// `key=…,algorithm=HMAC_SHA256`, on webhooks that are signed with a key of their own.
const SIGNATURE_SETTINGS: &str = "x-twilio-webhooks-signature-settings";
/// An answer that sends nothing.
const NOTHING: HookAnswer = HookAnswer { content_type: "text/xml", body: Bytes::from_static(b"<Response/>") };

#[derive(Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Sha1,
    Sha256,
}

pub(super) fn receive(account: &Account, hook: &Hook<'_>) -> Verdict {
    if hook.method != Method::Post {
        return Verdict::Refuse(Refusal::Malformed);
    }
    let Some(algorithm) = algorithm(hook.header(SIGNATURE_SETTINGS).unwrap_or_default()) else {
        return Verdict::Refuse(Refusal::WrongSignature);
    };
    let secret = match algorithm {
        Algorithm::Sha1 => account.secret(AUTH_TOKEN),
        Algorithm::Sha256 => account.secret(SHARED_KEY_SECRET),
    };
    let Some(given) = hook.header(SIGNATURE) else { return Verdict::Refuse(Refusal::Unsigned) };
    if secret.trim().is_empty() {
        return Verdict::Refuse(Refusal::NoSecret);
    }
    let parameters = sorted(hook.body);
    let sum = |address: &String| match algorithm {
        Algorithm::Sha1 => hmac_sha1(secret.trim(), &[address.as_bytes(), parameters.as_bytes()]),
        Algorithm::Sha256 => hmac_sha256(secret.trim(), &[address.as_bytes(), parameters.as_bytes()]),
    };
    if addresses(account, hook.query).iter().any(|address| is_base64(given, &sum(address))) {
        Verdict::Take(NOTHING)
    } else {
        Verdict::Refuse(Refusal::WrongSignature)
    }
}

/// `None` for one that nobody knows; without a word it is the older one.
fn algorithm(settings: &str) -> Option<Algorithm> {
    let named = settings.split(',').filter_map(|part| part.split_once('='));
    let mut named = named.filter(|(name, _)| name.trim() == "algorithm").map(|(_, value)| value.trim());
    match named.find(|value| !value.is_empty()) {
        None => Some(Algorithm::Sha1),
        Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => Some(Algorithm::Sha1),
        Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => Some(Algorithm::Sha256),
        Some(_) => None,
    }
}

/// Names and values one after another, sorted; what stands there twice counts once.
fn sorted(body: &[u8]) -> String {
    let parameters: BTreeSet<(String, String)> = form::read(body).into_iter().collect();
    parameters.into_iter().flat_map(|(name, value)| [name, value]).collect()
}

/// The address that Twilio may have signed: as configured, with its port and without.
fn addresses(account: &Account, query: &str) -> Vec<String> {
    let address = account.webhook_url();
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    let Some((scheme, rest)) = address.split_once("://") else { return vec![address + &query] };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
        _ if scheme == "http" => (authority, "80"),
        _ => (authority, "443"),
    };
    [format!("{host}:{port}"), host.to_owned()]
        .map(|authority| format!("{scheme}://{authority}/{path}{query}"))
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_algorithm_is_the_older_one_unless_another_is_named() {
        assert!(
            algorithm("") == Some(Algorithm::Sha1) && algorithm("key=k,algorithm=") == Some(Algorithm::Sha1)
        );
        assert!(algorithm("key=k, algorithm=hmac_sha256") == Some(Algorithm::Sha256));
        assert!(algorithm("algorithm=MD5").is_none());
    }

    #[test]
    fn parameters_are_sorted_and_counted_once() {
        assert_eq!(sorted(b"To=b&From=a&To=a&To=b"), "FromaToaTob");
    }
}
