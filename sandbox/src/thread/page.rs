//! The page itself, and what is known of those who write to it.

use super::Flavour;
use crate::call::{Answer, Call};
use crate::json::{put, text};
use crate::meta::{self, GraphError};
use crate::world::{Account, Button, ChatKey, World};
use serde_json::{Value, json};

/// Under this name the account remembers what is shown to those who never wrote.
const PROFILE: &str = "messenger_profile";

pub(super) fn account(flavour: &Flavour, account: &Account, call: &Call) -> Answer {
    let id = account.setting(flavour.id);
    let whole = if flavour.is_messenger() {
        json!({ "id": id, "name": account.name, "username": account.setting("page_username"),
            "link": format!("https://www.facebook.com/{id}"), "category": "Home decor" })
    } else {
        json!({ "id": id, "user_id": id, "username": account.setting("username"), "name": account.name,
            "account_type": "BUSINESS", "followers_count": 4_212 })
    };
    meta::fields(call, &whole)
}

/// `GET /{person}`: only of those who wrote.
pub(super) fn person(
    flavour: &Flavour,
    world: &World,
    account: &str,
    call: &Call,
    address: &str,
) -> Result<Answer, GraphError> {
    let missing = || GraphError::no_object(address);
    let id = world.person_at(account, address).ok_or_else(missing)?;
    let wrote = world.chats.get(&ChatKey::new(account, &id)).is_some_and(|chat| chat.started);
    let person = world.persons.get(&id).filter(|_| wrote).ok_or_else(missing)?;
    let picture = format!("{}/{}/picture/{address}", world.base, flavour.word());
    let whole = if flavour.is_messenger() {
        json!({ "id": address, "name": person.name, "first_name": person.first_name(),
            "last_name": person.last_name(), "profile_pic": picture, "locale": person.locale, "timezone": 1 })
    } else {
        json!({ "id": address, "name": person.name, "username": person.username.as_deref().unwrap_or(&person.id),
            "profile_pic": picture, "is_verified_user": false, "follower_count": 311,
            "is_user_follow_business": true, "is_business_follow_user": false })
    };
    Ok(meta::fields(call, &whole))
}

/// `GET /refresh_access_token?grant_type=ig_refresh_token`: the same token lives for another 60 days.
pub(super) fn refresh(flavour: &Flavour, world: &World, call: &Call) -> Result<Answer, GraphError> {
    if call.query("grant_type") != "ig_refresh_token" {
        return Err(GraphError::parameter("Param grant_type must be ig_refresh_token"));
    }
    let account = meta::authorised(world, flavour.kind, call)?;
    let token = account.secret("access_token");
    Ok(Answer::json(
        200,
        &json!({ "access_token": token, "token_type": "bearer", "expires_in": 5_184_000,
            "permissions": "instagram_business_basic,instagram_business_manage_messages" }),
    ))
}

fn remembered(account: &Account, world: &World) -> Value {
    let note = account.note(PROFILE, world.now);
    note.and_then(|note| serde_json::from_str(note).ok()).unwrap_or_else(|| json!({}))
}

/// `GET|POST|DELETE /{page}/messenger_profile`: the Get Started button and the ice breakers.
pub(super) fn profile(world: &mut World, id: &str, call: &Call) -> Result<Answer, GraphError> {
    let account = world.accounts.get(id).ok_or_else(GraphError::token)?;
    let mut kept = remembered(account, world);
    let done = Answer::json(200, &json!({ "result": "success" }));
    match call.method.as_str() {
        "GET" => {
            let asked = call.query("fields").to_owned();
            if let Some(kept) = kept.as_object_mut() {
                kept.retain(|name, _| asked.is_empty() || asked.split(',').any(|field| field == name));
            }
            return Ok(Answer::json(200, &json!({ "data": [kept] })));
        }
        "POST" => {
            let given = call.json().and_then(|body| body.as_object().cloned());
            let given = given.filter(|given| !given.is_empty());
            for (name, value) in given.ok_or_else(|| GraphError::parameter("The body is empty"))? {
                put(&mut kept, &name, value);
            }
        }
        "DELETE" => {
            let body = call.json().unwrap_or_default();
            let fields = body.get("fields").and_then(Value::as_array).cloned().unwrap_or_default();
            if let Some(kept) = kept.as_object_mut() {
                kept.retain(|name, _| !fields.iter().any(|field| field == name));
            }
        }
        _ => return Err(GraphError::new(400, 2500, "Unknown method")),
    }
    if let Some(account) = world.accounts.get_mut(id) {
        account.remember(PROFILE, kept.to_string(), None);
    }
    Ok(done)
}

/// What pressing Get Started tells; `None` where the page has no such button.
pub(super) fn get_started(account: &Account, world: &World) -> Option<String> {
    let kept = remembered(account, world);
    Some(text(&kept, "/get_started/payload").to_owned()).filter(|payload| !payload.is_empty())
}

/// The ice breakers: questions to begin with.
pub(super) fn openers(account: &Account, world: &World) -> Vec<Button> {
    let kept = remembered(account, world);
    let given = kept.get("ice_breakers").and_then(Value::as_array).cloned().unwrap_or_default();
    given
        .iter()
        .flat_map(|breaker| match breaker.get("call_to_actions").and_then(Value::as_array) {
            Some(questions) => questions.clone(),
            None => vec![breaker.clone()],
        })
        .map(|question| Button::reply(text(&question, "/payload"), text(&question, "/question")))
        .filter(|button| !button.id.is_empty() && !button.label.is_empty())
        .collect()
}
