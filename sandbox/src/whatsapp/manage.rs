//! The number and its business, and the links that lead there.

use super::KIND;
use super::content::text;
use crate::call::{Answer, Call};
use crate::json::{put, text as read};
use crate::meta::{self, GraphError};
use crate::pump::connect;
use crate::world::{Account, ChatKey, World};
use reqwest::Url;
use serde_json::{Value, json};

/// Under this name the account remembers that its number has a callback of its own.
const OWN_CALLBACK: &str = "own_callback";

pub(super) fn number(account: &Account, call: &Call, world: &World) -> Answer {
    let called = account.webhook.as_ref().map(|webhook| webhook.url.as_str());
    let own = called.filter(|_| account.note(OWN_CALLBACK, world.now).is_some());
    let level = if world.high_throughput { "HIGH" } else { "STANDARD" };
    let mut configured = json!({ "application": called });
    put(&mut configured, "phone_number", own);
    meta::fields(
        call,
        &json!({
            "id": account.setting("phone_number_id"),
            "display_phone_number": account.setting("display_phone_number"),
            "verified_name": account.name,
            "quality_rating": "GREEN",
            "code_verification_status": "VERIFIED",
            "status": "CONNECTED",
            "platform_type": "CLOUD_API",
            "name_status": "APPROVED",
            "throughput": { "level": level },
            "messaging_limit_tier": "TIER_1K",
            "webhook_configuration": configured,
        }),
    )
}

/// `POST /{phone number id}`: where the webhooks of this number go. The provider shakes hands there with its account's
/// verify token, so another one is refused at once.
pub(super) fn configure(world: &mut World, id: &str, call: &Call) -> Result<Answer, GraphError> {
    let body = call.json().unwrap_or(Value::Null);
    let given = |name: &str| read(&body, &format!("/webhook_configuration/{name}")).to_owned();
    let (url, token) = (given("override_callback_uri"), given("verify_token"));
    let account = world.accounts.get_mut(id).ok_or_else(GraphError::token)?;
    if !url.starts_with("http") || url.chars().count() > 200 {
        return Err(GraphError::parameter("override_callback_uri must be a URL of at most 200 characters"));
    }
    if token != account.secret("verify_token") {
        return Err(GraphError::parameter("The callback URL or verify token couldn't be validated"));
    }
    account.remember(OWN_CALLBACK, "yes".to_owned(), None);
    connect(world, id, &url);
    Ok(Answer::json(200, &json!({ "success": true })))
}

pub(super) fn business(account: &Account, call: &Call) -> Answer {
    let id = account.setting("waba_id");
    meta::fields(call, &json!({ "id": id, "name": account.name, "currency": "USD", "timezone_id": "1" }))
}

pub(super) fn numbers(account: &Account) -> Answer {
    let number = json!({
        "id": account.setting("phone_number_id"),
        "display_phone_number": account.setting("display_phone_number"),
        "verified_name": account.name,
        "quality_rating": "GREEN",
    });
    Answer::json(200, &json!({ "data": [number] }))
}

pub(super) fn profile() -> Answer {
    let profile = json!({ "messaging_product": "whatsapp", "about": "We answer within minutes",
        "vertical": "RETAIL" });
    Answer::json(200, &json!({ "data": [profile] }))
}

/// `POST /{phone number id}/message_qrdls`: a short link with a prefilled text.
pub(super) fn make_qr(world: &mut World, account: &str, call: &Call) -> Result<Answer, GraphError> {
    let body = call.json().unwrap_or(Value::Null);
    let prefilled = text(&body, "prefilled_message", 140)?.to_owned();
    let code = format!("SBX{:011X}", world.fresh());
    if let Some(account) = world.accounts.get_mut(account) {
        account.remember(&format!("qr:{code}"), prefilled.clone(), None);
    }
    let link = format!("https://wa.me/message/{code}");
    Ok(Answer::json(200, &json!({ "code": code, "prefilled_message": prefilled, "deep_link_url": link })))
}

/// `https://wa.me/{number}?text=…`, or one that [`make_qr`] made.
pub(super) fn open(world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
    let host = link.host_str()?;
    let value =
        |name: &str| link.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned());
    let mut path = link.path_segments()?.filter(|part| !part.is_empty());
    let (account, draft) = match (host, path.next(), path.next()) {
        ("wa.me", Some("message"), Some(code)) => {
            let note = format!("qr:{code}");
            let account = world.account_where(KIND, |account| account.note(&note, world.now).is_some())?;
            (account.id.clone(), account.note(&note, world.now).map(str::to_owned))
        }
        ("wa.me", Some(number), None) => (by_number(world, number)?, value("text")),
        ("api.whatsapp.com", Some("send"), None) => (by_number(world, &value("phone")?)?, value("text")),
        _ => return None,
    };
    let key = ChatKey::new(&account, person);
    world.chat(&key).draft = draft;
    Some(key)
}

fn by_number(world: &World, number: &str) -> Option<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted = digits(number);
    let account =
        world.account_where(KIND, |account| digits(account.setting("display_phone_number")) == wanted)?;
    Some(account.id.clone())
}
