//! Tokens, webhooks, what is asked for, and who people are.

use super::{ACCESS, REFRESH, data, problem};
use crate::call::{Answer, Call};
use crate::json::text;
use crate::people::scoped_digits;
use crate::world::{Account, Person, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::time::Span;
use serde_json::{Value, json};

const LIFE: Span = Span::minutes(120);
const SUBSCRIPTIONS: &str = "subscriptions";

/// The client that asks for a token: by its name and secret, or by its name alone.
pub(super) fn client(call: &Call) -> Option<String> {
    let basic = call.header("authorization").strip_prefix("Basic ");
    let decoded = basic.and_then(|encoded| STANDARD.decode(encoded.trim()).ok());
    let named = decoded.and_then(|pair| Some(String::from_utf8(pair).ok()?.split_once(':')?.0.to_owned()));
    let in_form = || call.form().into_iter().find(|(name, _)| name == "client_id").map(|(_, value)| value);
    if call.path.ends_with("/oauth2/token") { named.or_else(in_form) } else { None }
}

/// Each refresh token is good for one use.
pub(super) fn token(world: &mut World, id: &str, call: &Call) -> Answer {
    let form = call.form();
    let field = |wanted: &str| form.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value);
    let now = world.now;
    let number = world.fresh();
    let refused =
        |error: &str, words: &str| Answer::json(400, &json!({ "error": error, "error_description": words }));
    let Some(account) = world.accounts.get_mut(id) else { return refused("invalid_client", "No client") };
    let secret = account.secret("client_secret");
    let expected = STANDARD.encode(format!("{}:{secret}", account.setting("client_id")));
    if call.header("authorization") != format!("Basic {expected}") {
        let words = json!({ "error": "unauthorized_client", "error_description": "Missing valid authorization header" });
        return Answer::json(401, &words);
    }
    if field("grant_type") != "refresh_token" {
        return refused("unsupported_grant_type", "Value passed for the grant type was invalid.");
    }
    let given = field("refresh_token");
    // Of an earlier start nothing is known, and a server that went on holds the last one of then.
    let good = account
        .note(REFRESH, now)
        .map_or_else(|| given.starts_with("sandbox-x-refresh-"), |last| last == given);
    if !good {
        return refused("invalid_request", "Value passed for the token was invalid.");
    }
    let (access, refresh) = (format!("sandbox-x-access-{number}"), format!("sandbox-x-refresh-{number}"));
    account.remember(ACCESS, access.clone(), Some(now.plus(LIFE)));
    account.remember(REFRESH, refresh.clone(), None);
    Answer::json(
        200,
        &json!({ "token_type": "bearer", "expires_in": LIFE.as_millis() / 1_000, "access_token": access,
            "refresh_token": refresh, "scope": "dm.read dm.write tweet.read users.read media.write offline.access" }),
    )
}

fn webhook(account: &Account) -> Option<Value> {
    let webhook = account.webhook.as_ref()?;
    Some(json!({ "id": account.setting("webhook_id"), "url": webhook.url, "valid": !webhook.off,
        "created_at": "2026-01-01T00:00:00.000Z" }))
}

pub(super) fn webhooks(world: &World, id: &str) -> Answer {
    let found: Vec<Value> = world.accounts.get(id).and_then(webhook).into_iter().collect();
    Answer::json(200, &json!({ "data": found, "meta": { "result_count": found.len() } }))
}

pub(super) fn register(world: &mut World, id: &str, call: &Call) -> Answer {
    let url = call.json().map(|body| text(&body, "/url").to_owned()).unwrap_or_default();
    let parsed = reqwest::Url::parse(&url);
    let here = parsed.as_ref().is_ok_and(|url| url.host_str() == Some("127.0.0.1"));
    let fits = parsed.is_ok_and(|url| here || (url.scheme() == "https" && url.port().is_none()));
    if !fits || url.len() > 200 {
        return problem(400, "UrlValidationFailed", "The URL must be https and must not name a port");
    }
    let known = world.accounts.get(id).and_then(|account| account.webhook.as_ref());
    if known.is_some_and(|webhook| webhook.url == url) {
        return problem(400, "DuplicateUrlFailed", "The URL is registered already");
    }
    crate::pump::connect(world, id, &url);
    data(201, world.accounts.get(id).and_then(webhook))
}

fn subscribed(world: &World, id: &str) -> Vec<Value> {
    let note = world.accounts.get(id).and_then(|account| account.note(SUBSCRIPTIONS, world.now));
    note.and_then(|list| serde_json::from_str(list).ok()).unwrap_or_default()
}

pub(super) fn subscriptions(world: &World, id: &str) -> Answer {
    let list = subscribed(world, id);
    Answer::json(200, &json!({ "data": list, "meta": { "total_subscriptions": list.len() } }))
}

pub(super) fn subscribe(world: &mut World, id: &str, call: &Call) -> Answer {
    let body = call.json().unwrap_or_default();
    let (event, user) = (text(&body, "/event_type"), text(&body, "/filter/user_id"));
    let Some(account) = world.accounts.get(id) else { return problem(401, "Unauthorized", "Unauthorized") };
    if user != account.setting("user_id") || event.is_empty() {
        return problem(400, "Invalid Request", "One or more parameters to your request was invalid.");
    }
    if text(&body, "/webhook_id") != account.setting("webhook_id") {
        return problem(400, "Invalid Request", "The webhook does not exist");
    }
    let mut list = subscribed(world, id);
    if list.iter().any(|one| text(one, "/event_type") == event) {
        return problem(400, "DuplicateSubscriptionFailed", "The subscription exists already");
    }
    let one = json!({ "subscription_id": world.fresh().to_string(), "event_type": event,
        "filter": { "user_id": user }, "webhook_id": text(&body, "/webhook_id"), "tag": text(&body, "/tag") });
    list.push(one.clone());
    if let Some(account) = world.accounts.get_mut(id) {
        account.remember(SUBSCRIPTIONS, Value::Array(list).to_string(), None);
    }
    data(201, json!({ "subscription": one }))
}

/// Whether it is told; everything is, until somebody asks for something.
pub(super) fn wants(world: &World, id: &str, event: &str) -> bool {
    let list = subscribed(world, id);
    list.is_empty() || list.iter().any(|one| text(one, "/event_type") == event)
}

pub(super) fn me(world: &World, id: &str) -> Answer {
    let account = world.accounts.get(id);
    let me = account.map(|account| {
        json!({ "id": account.setting("user_id"), "name": account.name, "username": "hearth_home" })
    });
    data(200, me)
}

pub(super) fn username(person: &Person) -> String {
    person.username.clone().unwrap_or_else(|| format!("{}_sandbox", person.id))
}

/// As both the users' interface and the events write them.
pub(super) fn profile(account: &Account, person: &Person) -> Value {
    json!({ "id": scoped_digits(account, person, 15), "name": person.name, "username": username(person),
        "profile_image_url": "https://pbs.twimg.com/profile_images/1/sandbox_normal.jpg" })
}

pub(super) fn user(world: &World, id: &str, user: &str) -> Answer {
    let person = world.person_at(id, user).and_then(|person| world.persons.get(&person));
    match world.accounts.get(id).zip(person) {
        Some((account, person)) => data(200, profile(account, person)),
        None => problem(404, "Not Found Error", "Could not find user"),
    }
}
