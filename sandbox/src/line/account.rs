//! The account: tokens, who people are, where webhooks go, and links that lead to the talk.

use super::refusal::LineError;
use super::{KIND, user_id};
use crate::call::{Answer, Call};
use crate::json::text;
use crate::pump;
use crate::world::{Account, ChatKey, World};
use frontdesk_model::time::{Span, Timestamp};
use reqwest::Url;
use serde_json::{Value, json};

/// How long a "stateless" token works.
const STATELESS: Span = Span::minutes(15);

/// The lasting token, or one that was given out and has not run out.
pub(super) fn is_token(account: &Account, token: &str, now: Timestamp) -> bool {
    !token.is_empty()
        && (account.secret("channel_access_token") == token
            || account.note(&format!("token:{token}"), now).is_some())
}

fn field(call: &Call, name: &str) -> String {
    call.form().into_iter().find(|(found, _)| found == name).map(|(_, value)| value).unwrap_or_default()
}

/// The account that a token is asked for.
pub(super) fn of_form(world: &World, call: &Call) -> Option<String> {
    let id = field(call, "client_id");
    Some(world.account_where(KIND, |account| account.setting("channel_id") == id)?.id.clone())
}

/// `POST /oauth2/v3/token`
pub(super) fn token(world: &mut World, call: &Call) -> Result<Answer, LineError> {
    let refused = |error: &str, words: &str| {
        Ok(Answer::json(400, &json!({ "error": error, "error_description": words })))
    };
    if field(call, "grant_type") != "client_credentials" {
        return refused("unsupported_grant_type", "unsupported grant_type");
    }
    let Some(id) = of_form(world, call) else { return refused("invalid_client", "invalid client_id") };
    let (number, now) = (world.fresh(), world.now);
    let account = world.accounts.get_mut(&id).ok_or_else(LineError::token)?;
    if field(call, "client_secret") != account.secret("channel_secret") {
        return refused("invalid_client", "invalid client_secret");
    }
    let token = format!("stateless-{number}");
    account.remember(&format!("token:{token}"), "", Some(now.plus(STATELESS)));
    Ok(Answer::json(200, &json!({ "token_type": "Bearer", "access_token": token, "expires_in": 900 })))
}

/// `GET /v2/bot/info`
pub(super) fn info(world: &World, id: &str) -> Result<Answer, LineError> {
    let account = world.accounts.get(id).ok_or_else(LineError::token)?;
    Ok(Answer::json(
        200,
        &json!({ "userId": account.setting("bot_user_id"), "basicId": account.setting("basic_id"),
            "displayName": account.name, "chatMode": "bot", "markAsReadMode": "manual" }),
    ))
}

/// `GET /v2/bot/profile/{user}`: of friends who did not block the account.
pub(super) fn profile(world: &World, id: &str, user: &str) -> Result<Answer, LineError> {
    let person = world.person_at(id, user).and_then(|person| world.persons.get(&person));
    let person = person.ok_or_else(LineError::not_found)?;
    let chat = world.chats.get(&ChatKey::new(id, &person.id));
    if chat.is_none_or(|chat| chat.blocked) {
        return Err(LineError::not_found());
    }
    Ok(Answer::json(
        200,
        &json!({ "displayName": person.name, "userId": user, "language": person.language(),
            "statusMessage": "Hello, world" }),
    ))
}

/// `GET /v2/bot/channel/webhook/endpoint`
pub(super) fn endpoint(world: &World, id: &str) -> Result<Answer, LineError> {
    let webhook = world.accounts.get(id).and_then(|account| account.webhook.as_ref());
    let webhook = webhook.ok_or_else(LineError::not_found)?;
    Ok(Answer::json(200, &json!({ "endpoint": webhook.url, "active": !webhook.off })))
}

/// `PUT /v2/bot/channel/webhook/endpoint`: https only, but for the machine that this runs on.
pub(super) fn set_endpoint(world: &mut World, id: &str, call: &Call) -> Result<Answer, LineError> {
    let body = call.json().unwrap_or(Value::Null);
    let url = text(&body, "/endpoint");
    let parsed = Url::parse(url).map_err(|_| LineError::of("endpoint", "Must be a valid HTTPS URL"))?;
    let local = matches!(parsed.host_str(), Some("127.0.0.1" | "localhost"));
    if (parsed.scheme() != "https" && !local) || url.len() > 500 {
        return Err(LineError::of("endpoint", "Must be a valid HTTPS URL"));
    }
    pump::connect(world, id, url);
    Ok(Answer::json(200, &json!({})))
}

/// `POST /v2/bot/channel/webhook/test`, as if it had been called: by whether the calls before went through.
pub(super) fn try_endpoint(world: &World, id: &str) -> Answer {
    let webhook = world.accounts.get(id).and_then(|account| account.webhook.as_ref());
    let right = webhook.is_some_and(|webhook| webhook.failing_since.is_none() && !webhook.off);
    let (status, reason, detail) =
        if right { (200, "OK", "200") } else { (0, "COULD_NOT_CONNECT", "Connection refused") };
    Answer::json(
        200,
        &json!({ "success": right, "timestamp": "2026-01-01T00:00:00.000Z", "statusCode": status,
            "reason": reason, "detail": detail }),
    )
}

/// `https://line.me/R/oaMessage/@id/?text` puts the text into the composer, `https://line.me/R/ti/p/@id` shows the
/// account.
pub(super) fn open(world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
    if !matches!(link.host_str()?, "line.me" | "lin.ee") {
        return None;
    }
    let parts: Vec<String> = link.path_segments()?.filter(|part| !part.is_empty()).map(decoded).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (basic, draft) = match parts.as_slice() {
        ["R", "oaMessage", basic] => (*basic, link.query().map(decoded)),
        ["R", "ti", "p", basic] => (*basic, None),
        _ => return None,
    };
    let account = world.account_where(KIND, |account| account.setting("basic_id") == basic)?.id.clone();
    let key = ChatKey::new(&account, person);
    world.chat(&key).draft = draft;
    Some(key)
}

/// Percent-decoded; a plus stays one, for this is no form.
fn decoded(encoded: &str) -> String {
    let plain = encoded.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    crate::call::pairs(&format!("a={plain}")).pop().map(|(_, value)| value).unwrap_or_default()
}

/// What webhooks call the person.
pub(super) fn user_of(world: &World, key: &ChatKey) -> String {
    let found = world.persons.get(&key.person).zip(world.accounts.get(&key.account));
    found.map_or_else(String::new, |(person, account)| user_id(account, person))
}
