//! Access tokens: "stable" ones stay the same until shortly before their end, and the older interface gives a new one
//! each time, which ends the one before.

use super::KIND;
use super::errcode::Errcode;
use crate::call::{Answer, Call};
use crate::json::text;
use crate::world::{Account, World};
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};

const LIFE: Span = Span::seconds(7_200);
/// Within that span before its end a stable token is replaced.
const RENEWED: Span = Span::minutes(5);
/// The token before goes on for so long after it was replaced.
const OVERLAP: Span = Span::minutes(5);

/// The notes: the two tokens that work, and when the first of them ends.
const STABLE: &str = "token:stable";
const STABLE_END: &str = "token:stable:end";
const BEFORE: &str = "token:before";
const NEWEST: &str = "token:newest";

/// Of this account, whether it still works or not.
pub(super) fn is_of(account: &Account, token: &str) -> bool {
    token.starts_with(&format!("{}_", account.setting("app_id")))
}

fn works(account: &Account, token: &str, now: Timestamp) -> bool {
    [STABLE, BEFORE, NEWEST].iter().any(|note| account.note(note, now) == Some(token))
}

/// The account of a request whose token works.
pub(super) fn checked(world: &World, call: &Call) -> Result<String, Errcode> {
    let token = call.query("access_token");
    if token.is_empty() {
        return Err(Errcode::new(41_001, "access_token missing"));
    }
    let account = world.account_where(KIND, |account| is_of(account, token)).ok_or_else(Errcode::token)?;
    if works(account, token, world.now) {
        return Ok(account.id.clone());
    }
    let ended = account.note(&format!("given:{token}"), world.now).is_some();
    Err(if ended { Errcode::new(42_001, "access_token expired") } else { Errcode::token() })
}

fn account(world: &World, app: &str, secret: &str) -> Result<String, Errcode> {
    let found = world.account_where(KIND, |account| account.setting("app_id") == app);
    let found = found.ok_or_else(|| Errcode::new(40_013, "invalid appid"))?;
    if found.secret("app_secret") != secret {
        return Err(Errcode::new(40_125, "invalid appsecret"));
    }
    Ok(found.id.clone())
}

fn fresh(world: &mut World, id: &str) -> String {
    let number = world.fresh();
    let account = world.accounts.get_mut(id);
    account.map_or_else(String::new, |account| {
        let token = format!("{}_{number}", account.setting("app_id"));
        account.remember(&format!("given:{token}"), "", None);
        token
    })
}

fn given(token: &str, until: Timestamp, now: Timestamp) -> Answer {
    let seconds = until.since(now).as_millis() / 1_000;
    Answer::json(200, &json!({ "access_token": token, "expires_in": seconds }))
}

/// `POST /cgi-bin/stable_token`
pub(super) fn stable(world: &mut World, call: &Call) -> Result<Answer, Errcode> {
    let body = call.json().unwrap_or(Value::Null);
    if text(&body, "/grant_type") != "client_credential" {
        return Err(Errcode::new(40_002, "invalid grant_type"));
    }
    let id = account(world, text(&body, "/appid"), text(&body, "/secret"))?;
    let forced = body.get("force_refresh") == Some(&Value::Bool(true));
    let now = world.now;
    let held = world.accounts.get(&id).and_then(|account| {
        let end = account.note(STABLE_END, now)?.parse().ok().map(Timestamp::from_millis)?;
        Some((account.note(STABLE, now)?.to_owned(), end))
    });
    if let Some((token, end)) = held.clone().filter(|(_, end)| !forced && end.since(now) > RENEWED) {
        return Ok(given(&token, end, now));
    }
    let (token, end) = (fresh(world, &id), now.plus(LIFE));
    if let Some(account) = world.accounts.get_mut(&id) {
        if let Some((before, _)) = held {
            account.remember(BEFORE, before, Some(now.plus(OVERLAP)));
        }
        account.remember(STABLE, token.as_str(), Some(end));
        account.remember(STABLE_END, end.millis().to_string(), Some(end));
    }
    Ok(given(&token, end, now))
}

/// `GET /cgi-bin/token`: the one before works no more.
pub(super) fn newest(world: &mut World, call: &Call) -> Result<Answer, Errcode> {
    if call.query("grant_type") != "client_credential" {
        return Err(Errcode::new(40_002, "invalid grant_type"));
    }
    let id = account(world, call.query("appid"), call.query("secret"))?;
    let (token, now) = (fresh(world, &id), world.now);
    if let Some(account) = world.accounts.get_mut(&id) {
        account.remember(NEWEST, token.as_str(), Some(now.plus(LIFE)));
    }
    Ok(given(&token, now.plus(LIFE), now))
}
