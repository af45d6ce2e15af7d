//! The send machine: requests of up to five messages each, the first one by a fresh reply token where there is one.
//!
//! A push carries a key under which LINE takes it once for 24 hours, so it may be repeated. A reply carries none: if
//! its outcome is not known, only the same token can be tried again, which LINE takes once as well.

use super::{API, REPLY_TOKEN, REPLY_TOKEN_AT, compose, errors, fields, token};
use crate::account::Account;
use crate::adapter::{Repeat, SendState, Step};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::outbound::Outbound;
use crate::signature::sha1_hex;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};

/// Messages in one request; they count as one against the quota.
const TOGETHER: usize = 5;
/// LINE says about a minute; what takes long to arrive there must arrive within it.
const REPLY_WITHIN: Span = Span::seconds(50);
/// What became of the reply token, in the state's memo.
const REPLY: &str = "reply";
/// LINE does not take it any more: the message was not sent with it.
const SPENT: &str = "spent";
/// LINE failed while it had it: the message may have been sent.
const DOUBTFUL: &str = "doubtful";

enum Way<'a> {
    Reply {
        token: &'a str,
        again: bool,
    },
    Push,
    /// It may have been sent, and there is no way left to find out.
    Lost,
}

pub(super) fn step(
    account: &Account,
    outbound: &Outbound,
    state: &SendState,
    response: Option<&HttpResponse>,
) -> Step {
    let messages = match compose::rendered(account, outbound) {
        Ok(rendered) => rendered.parts,
        Err(error) => return Step::Failed(error),
    };
    let done = usize::try_from(state.parts).unwrap_or(usize::MAX);
    let Some(part) = messages.chunks(TOGETHER).nth(done) else {
        return end(state, messages.is_empty());
    };
    let way = way(outbound, state);
    match response {
        None => ask(account, outbound, state, &way, part),
        Some(response) => told(state, &way, response),
    }
}

fn end(state: &SendState, nothing: bool) -> Step {
    if nothing {
        let text = "there is nothing in this message that LINE could show";
        return Step::Failed(SendError::new(RetryClass::Content, "empty", text));
    }
    Step::Sent { ids: state.ids.clone() }
}

fn way<'a>(outbound: &'a Outbound, state: &SendState) -> Way<'a> {
    let tried = state.memo.get(REPLY).map(String::as_str);
    if state.parts > 0 || tried == Some(SPENT) {
        return Way::Push;
    }
    match (fresh_token(outbound), tried) {
        (Some(token), tried) => Way::Reply { token, again: tried.is_some() },
        (None, Some(_)) => Way::Lost,
        (None, None) => Way::Push,
    }
}

/// Whether the next request goes by a reply token.
pub(super) fn is_reply(outbound: &Outbound, state: &SendState) -> bool {
    matches!(way(outbound, state), Way::Reply { .. })
}

fn fresh_token(outbound: &Outbound) -> Option<&str> {
    let at: u64 = outbound.memo.get(REPLY_TOKEN_AT)?.parse().ok()?;
    let age = outbound.now.since(Timestamp::from_millis(at));
    outbound.memo.get(REPLY_TOKEN).map(String::as_str).filter(|_| age < REPLY_WITHIN)
}

fn ask(account: &Account, outbound: &Outbound, state: &SendState, way: &Way<'_>, part: &[Value]) -> Step {
    let post = |path: &str, body: &Value| {
        let url = format!("{}/v2/bot/message/{path}", account.host(API));
        token::signed(account, HttpRequest::post_json(url, body))
    };
    match way {
        Way::Reply { token, again } => Step::Ask {
            request: post("reply", &json!({ "replyToken": token, "messages": part })),
            // Once it is noted that the token was tried, a second try with it cannot send twice.
            repeat: if *again { Repeat::Safe } else { Repeat::Unsafe },
        },
        Way::Push => Step::Ask {
            request: post("push", &json!({ "to": outbound.to.as_str(), "messages": part }))
                .with("x-line-retry-key", &retry_key(outbound, state.parts)),
            repeat: Repeat::Safe,
        },
        Way::Lost => Step::Failed(SendError::unknown()),
    }
}

fn told(state: &SendState, way: &Way<'_>, response: &HttpResponse) -> Step {
    let pushed = matches!(way, Way::Push);
    if response.is_success() {
        return match fields::sent(response) {
            Some(ids) => Step::Go(sent(state, ids)),
            // The answer broke off. A push is asked for again, and answered with a 409.
            None if pushed => Step::Failed(SendError::no_answer()),
            None => Step::Failed(SendError::unknown()),
        };
    }
    if pushed && response.status == 409 {
        return Step::Go(sent(state, fields::sent(response).unwrap_or_default()));
    }
    match way {
        Way::Reply { again: false, .. } if errors::is_spent_token(response) => noted(state, SPENT),
        Way::Reply { again: true, .. } if errors::is_spent_token(response) => {
            Step::Failed(SendError::unknown())
        }
        Way::Reply { again: false, .. } if response.status >= 500 => noted(state, DOUBTFUL),
        _ => Step::Failed(errors::of(response)),
    }
}

fn sent(state: &SendState, ids: Vec<String>) -> SendState {
    let mut next = state.and(None);
    next.ids.extend(ids);
    next.memo.remove(REPLY);
    next
}

fn noted(state: &SendState, what: &str) -> Step {
    let mut next = state.clone();
    next.memo.insert(REPLY.to_owned(), what.to_owned());
    Step::Go(next)
}

/// A UUID of version 5 (RFC 9562 §5.5) over the message and which part of it this is: the same for each try.
fn retry_key(outbound: &Outbound, part: u32) -> String {
    let sum = sha1_hex(&[format!("line:{}:{part}", outbound.message).as_bytes()]);
    let piece = |from: usize, to: usize| sum.get(from..to).unwrap_or_default();
    // The variant is the two upper bits of this digit: 8 to b.
    let variant = match sum.as_bytes().get(16).map(|digit| digit % 4) {
        Some(0) => '8',
        Some(1) => '9',
        Some(2) => 'a',
        _ => 'b',
    };
    format!(
        "{}-{}-5{}-{variant}{}-{}",
        piece(0, 8),
        piece(8, 12),
        piece(13, 16),
        piece(17, 20),
        piece(20, 32)
    )
}
