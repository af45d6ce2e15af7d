//! The send machine: one request for each part, and an upload before each file.
//!
//! WeChat gives no ids to what it takes and knows no idempotency key: a send whose outcome is not known is not repeated.

use super::compose::{self, Part};
use super::{errors, media, token};
use crate::account::Account;
use crate::adapter::{Repeat, SendState, Step};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::outbound::Outbound;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::message::FileRef;
use serde_json::{Value, json};

/// The `media_id` of the part that is next.
const UPLOADED: &str = "media_id";
/// The part that is next goes as a link: WeChat does not take its file, or has forgotten it.
const REFUSED: &str = "refused";

pub(super) fn step(
    account: &Account,
    outbound: &Outbound,
    state: &SendState,
    response: Option<&HttpResponse>,
) -> Step {
    let parts = match compose::rendered(outbound) {
        Ok(rendered) => rendered.parts,
        Err(error) => return Step::Failed(error),
    };
    let done = usize::try_from(state.parts).unwrap_or(usize::MAX);
    let Some(part) = parts.get(done) else { return end(state, parts.is_empty()) };
    let say = |kind: &str, what: Value| said(account, outbound, kind, what);
    match part {
        Part::Text(text) => send(|| say("text", json!({ "content": text })), state, response),
        Part::Menu(menu) => send(|| say("msgmenu", menu.clone()), state, response),
        Part::File { instead: Some(instead), .. } if state.memo.contains_key(REFUSED) => {
            send(|| say("text", json!({ "content": instead })), state, response)
        }
        Part::File { file, word, instead } => match (state.memo.get(UPLOADED), response) {
            (None, None) => Step::Ask { request: media::upload(account, file, word), repeat: Repeat::Safe },
            (None, Some(answer)) => uploaded(answer, state, instead.is_some()),
            (Some(id), response) => or_as_link(
                send(|| say(word, shown(file, word, id)), state, response),
                state,
                instead.is_some(),
            ),
        },
    }
}

fn end(state: &SendState, nothing: bool) -> Step {
    if nothing {
        let text = "there is nothing in this message that WeChat could show";
        return Step::Failed(SendError::new(RetryClass::Content, "empty", text));
    }
    Step::Sent { ids: state.ids.clone() }
}

fn said(account: &Account, outbound: &Outbound, kind: &str, what: Value) -> HttpRequest {
    let body = json!({ "touser": outbound.to.as_str(), "msgtype": kind, kind: what });
    HttpRequest::post_json(token::url(account, "/cgi-bin/message/custom/send", &[]), &body)
}

fn shown(file: &FileRef, word: &str, media_id: &str) -> Value {
    if word == "video" {
        json!({ "media_id": media_id, "title": file.name, "description": "" })
    } else {
        json!({ "media_id": media_id })
    }
}

fn send(request: impl FnOnce() -> HttpRequest, state: &SendState, response: Option<&HttpResponse>) -> Step {
    let Some(answer) = response else { return Step::Ask { request: request(), repeat: Repeat::Unsafe } };
    match errors::checked(answer, SendError::unknown()) {
        Ok(_) => {
            let mut next = state.and(None);
            next.memo.remove(UPLOADED);
            next.memo.remove(REFUSED);
            Step::Go(next)
        }
        Err(error) => Step::Failed(error),
    }
}

fn uploaded(answer: &HttpResponse, state: &SendState, has_link: bool) -> Step {
    let told = errors::checked(answer, errors::unreadable()).and_then(|body| {
        let id = ["media_id", "thumb_media_id"].iter().find_map(|name| body.get(name)?.as_str());
        id.map(str::to_owned).ok_or_else(errors::unreadable)
    });
    match told {
        Ok(id) => Step::Go(state.noting(UPLOADED, id)),
        Err(error) => or_as_link(Step::Failed(error), state, has_link),
    }
}

/// A file that WeChat will never take goes as a link, where there is one.
fn or_as_link(step: Step, state: &SendState, has_link: bool) -> Step {
    match step {
        Step::Failed(error) if error.class == RetryClass::Content && has_link => {
            Step::Go(state.noting(REFUSED, error.code).told(Degradation::FileAsLink))
        }
        step => step,
    }
}
