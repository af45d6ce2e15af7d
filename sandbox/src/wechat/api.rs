//! People, codes that can be scanned, and the account.

use super::errcode::Errcode;
use super::{KIND, act};
use crate::call::{Answer, Call};
use crate::json::text;
use crate::world::{ChatKey, World};
use frontdesk_model::time::Span;
use reqwest::Url;
use serde_json::{Value, json};

/// The longest life of a code that is not for ever, in seconds.
const LONGEST: u64 = 2_592_000;

/// `GET /cgi-bin/user/info`: neither name nor picture since the end of 2021.
pub(super) fn user(world: &World, id: &str, call: &Call) -> Result<Answer, Errcode> {
    let openid = call.query("openid");
    let person = world.person_at(id, openid).and_then(|person| world.persons.get(&person));
    let person = person.ok_or_else(Errcode::openid)?;
    let chat = world.chats.get(&ChatKey::new(id, &person.id));
    if chat.is_none_or(|chat| !chat.started || chat.blocked) {
        return Ok(Answer::json(200, &json!({ "subscribe": 0, "openid": openid })));
    }
    Ok(Answer::json(
        200,
        &json!({ "subscribe": 1, "openid": openid, "nickname": "", "sex": 0, "language": person.locale,
            "city": "", "province": "", "country": "", "headimgurl": "",
            "subscribe_time": world.now.millis() / 1_000, "remark": "", "groupid": 0, "tagid_list": [],
            "subscribe_scene": "ADD_SCENE_QR_CODE", "qr_scene": 0, "qr_scene_str": "" }),
    ))
}

/// `POST /cgi-bin/qrcode/create`
pub(super) fn make_qr(world: &mut World, id: &str, call: &Call) -> Result<Answer, Errcode> {
    let body = call.json().ok_or_else(|| Errcode::new(47_001, "data format error"))?;
    let scene = text(&body, "/action_info/scene/scene_str");
    if text(&body, "/action_name") != "QR_STR_SCENE" || scene.is_empty() || scene.len() > 64 {
        return Err(Errcode::new(40_053, "invalid action info"));
    }
    let seconds = body.get("expire_seconds").and_then(Value::as_u64).unwrap_or(30).min(LONGEST);
    let ticket = format!("ticket{}", world.fresh());
    let until = world.now.plus(Span::seconds(seconds));
    if let Some(account) = world.accounts.get_mut(id) {
        account.remember(&format!("qr:{ticket}"), scene, Some(until));
    }
    let url = format!("http://weixin.qq.com/q/{ticket}");
    Ok(Answer::json(200, &json!({ "ticket": ticket, "expire_seconds": seconds, "url": url })))
}

/// The address that a code holds: a follower has scanned it, anybody else is asked to follow.
pub(super) fn open(world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
    let ticket = match (link.host_str()?, link.path().strip_prefix("/q/")) {
        ("weixin.qq.com", Some(ticket)) => ticket.to_owned(),
        ("mp.weixin.qq.com", _) => link.query_pairs().find(|(name, _)| name == "ticket")?.1.into_owned(),
        _ => return None,
    };
    let note = format!("qr:{ticket}");
    let account = world.account_where(KIND, |account| account.note(&note, world.now).is_some())?;
    let scene = account.note(&note, world.now)?.to_owned();
    let key = ChatKey::new(&account.id.clone(), person);
    let follows = world.chats.get(&key).is_some_and(|chat| chat.started && !chat.blocked);
    if follows {
        act::scan(world, &key, &scene);
    } else {
        world.chat(&key).referral = Some(scene);
    }
    Some(key)
}

/// `GET /cgi-bin/account/getaccountbasicinfo`
pub(super) fn account(world: &World, id: &str) -> Result<Answer, Errcode> {
    let account = world.accounts.get(id).ok_or_else(Errcode::token)?;
    Ok(Answer::json(
        200,
        &json!({ "errcode": 0, "errmsg": "ok", "appid": account.setting("app_id"), "account_type": 2,
            "nickname": account.name, "principal_name": account.name }),
    ))
}

pub(super) fn quota() -> Answer {
    let quota = json!({ "daily_limit": 500_000, "used": 0, "remain": 500_000 });
    Answer::json(200, &json!({ "errcode": 0, "errmsg": "ok", "quota": quota }))
}

pub(super) fn callback() -> Answer {
    let ping =
        json!([{ "ip": "203.0.113.7", "from_operator": "CAP", "package_loss": "0%", "time": "1.5ms" }]);
    Answer::json(200, &json!({ "dns": [{ "ip": "203.0.113.7", "real_operator": "CAP" }], "ping": ping }))
}
