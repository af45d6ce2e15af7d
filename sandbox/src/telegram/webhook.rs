//! The bot itself, and where its updates go.

use super::parameters::Parameters;
use super::{done, refused};
use crate::call::Answer;
use crate::world::{Account, Webhook, World};
use reqwest::Url;
use serde_json::{Value, json};

/// Kinds that are told although nobody asked for them in particular.
const USUAL: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];
const PORTS: [u16; 4] = [443, 80, 88, 8443];
const ALLOWED: &str = "allowed_updates";

fn account<'a>(world: &'a mut World, id: &str) -> Option<&'a mut Account> {
    world.accounts.get_mut(id)
}

pub(super) fn bot(account: &Account) -> Value {
    let id = account.secret("bot_token").split(':').next().and_then(|id| id.parse::<u64>().ok());
    json!({ "id": id, "is_bot": true, "first_name": account.name, "username": account.setting("bot_username") })
}

pub(super) fn me(world: &World, id: &str) -> Answer {
    let Some(account) = world.accounts.get(id) else { return refused(401, "Unauthorized") };
    let mut bot = bot(account);
    for (name, value) in [
        ("can_join_groups", false),
        ("can_read_all_group_messages", false),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
    ] {
        crate::json::put(&mut bot, name, value);
    }
    done(bot)
}

/// Addresses of this machine need neither https nor a usual port: those who try things out have nothing else.
pub(super) fn set(world: &mut World, id: &str, parameters: &Parameters) -> Answer {
    let url = parameters.text("url");
    if url.is_empty() {
        return delete(world, id);
    }
    let Ok(parsed) = Url::parse(&url) else {
        return refused(400, "Bad Request: invalid webhook URL specified");
    };
    let here = matches!(parsed.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if !here && parsed.scheme() != "https" {
        return refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
    }
    if !here && !parsed.port_or_known_default().is_some_and(|port| PORTS.contains(&port)) {
        let words = "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443";
        return refused(400, words);
    }
    let secret = parameters.text("secret_token");
    let fits = |character: char| character.is_ascii_alphanumeric() || character == '_' || character == '-';
    if secret.len() > 256 || !secret.chars().all(fits) {
        return refused(400, "Bad Request: secret token contains unallowed characters");
    }
    let Some(account) = account(world, id) else { return refused(401, "Unauthorized") };
    account.webhook = Some(Webhook { url, failing_since: None, off: false });
    account.secrets.insert("secret_token".to_owned(), secret);
    match parameters.json(ALLOWED) {
        Value::Array(kinds) if !kinds.is_empty() => {
            account.remember(ALLOWED, Value::Array(kinds).to_string(), None);
        }
        _ => account.remember(ALLOWED, json!(USUAL).to_string(), None),
    }
    Answer::json(200, &json!({ "ok": true, "result": true, "description": "Webhook was set" }))
}

pub(super) fn delete(world: &mut World, id: &str) -> Answer {
    if let Some(account) = account(world, id) {
        account.webhook = None;
    }
    Answer::json(200, &json!({ "ok": true, "result": true, "description": "Webhook was deleted" }))
}

pub(super) fn info(world: &World, id: &str) -> Answer {
    let Some(account) = world.accounts.get(id) else { return refused(401, "Unauthorized") };
    let webhook = account.webhook.as_ref();
    let mut info = json!({
        "url": webhook.map(|webhook| webhook.url.as_str()).unwrap_or_default(),
        "has_custom_certificate": false,
        "pending_update_count": 0,
        "max_connections": 40,
    });
    if let Some(kinds) = account.note(ALLOWED, world.now) {
        let kinds: Value = serde_json::from_str(kinds).unwrap_or_default();
        crate::json::put(&mut info, ALLOWED, kinds);
    }
    if let Some(since) = webhook.and_then(|webhook| webhook.failing_since) {
        crate::json::put(&mut info, "last_error_date", since.millis() / 1_000);
        crate::json::put(&mut info, "last_error_message", "Wrong response from the webhook");
        crate::json::put(&mut info, "pending_update_count", 1);
    }
    done(info)
}

/// Whoever has a webhook cannot ask as well.
pub(super) fn updates(world: &World, id: &str) -> Answer {
    let set = world.accounts.get(id).is_some_and(|account| account.webhook.is_some());
    if set {
        let words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
        return refused(409, words);
    }
    done(json!([]))
}

/// Whether somebody asked for updates of that kind; a webhook that was set on the phone side is told all.
pub(super) fn wants(world: &World, id: &str, kind: &str) -> bool {
    let allowed = world.accounts.get(id).and_then(|account| account.note(ALLOWED, world.now));
    allowed
        .and_then(|kinds| serde_json::from_str::<Vec<String>>(kinds).ok())
        .is_none_or(|kinds| kinds.iter().any(|asked| asked == kind))
}
