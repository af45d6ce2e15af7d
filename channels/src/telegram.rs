//! Telegram (core.telegram.org/bots/api, version 10.0).
//!
//! People are called by the id of their chat with the bot; messages by `chat:message`, because their numbers count
//! anew in each chat. How a text is set goes beside it as entities and never as markup in it, so nothing that somebody
//! wrote can become any.

mod doctor;
mod entities;
mod errors;
mod media;
mod message;
mod parse;
mod receive;
mod send;

use crate::account::{Account, Host, Setting};
use crate::adapter::{Adapter, SendState, Signal, Step};
use crate::address::Address;
use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use crate::doctor::{Check, Finding};
use crate::error::SendError;
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Item, Media};
use crate::link::DeepLink;
use crate::media::Fetch;
use crate::outbound::Outbound;
use crate::pace::Pace;
use crate::percent;
use crate::preview::Preview;
use crate::profile::Profile;
use bytes::Bytes;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const BOT_TOKEN: &str = "bot_token";
const BOT_USERNAME: &str = "bot_username";
const SECRET_TOKEN: &str = "secret_token";
const API: &str = "api";

const SETTINGS: &[Setting] = &[
    Setting { name: BOT_TOKEN, secret: true, required: true },
    Setting { name: BOT_USERNAME, secret: false, required: true },
    // Whoever leaves it empty gets one that is made of the bot's token.
    Setting { name: SECRET_TOKEN, secret: true, required: false },
];

const HOSTS: &[Host] = &[Host { name: API, default: "https://api.telegram.org" }];

/// Bytes of a mebibyte.
const MIB: u64 = 1024 * 1024;

pub const TELEGRAM: Capability = Capability {
    flow: Capabilities { options: 100, label_chars: 64, cards: 0, forms: false, articles: false },
    text_max: 4_096,
    text_unit: TextUnit::Utf16,
    files: true,
    media: MediaLimits { image: 50 * MIB, audio: 50 * MIB, video: 50 * MIB, file: 50 * MIB },
    typing: true,
    mark_read: false,
    receipts: Receipts::None,
    window: None,
    ends_on_disconnect: ChannelKind::Telegram.ends_on_disconnect(),
    // 30 messages a second over all chats.
    pace: Some(Pace { burst: 30, every: Span::millis(34) }),
};

/// One bot, or several.
#[derive(Clone, Copy, Debug)]
pub struct Telegram;

impl Adapter for Telegram {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Telegram
    }

    fn capability(&self) -> &Capability {
        &TELEGRAM
    }

    fn settings(&self) -> &'static [Setting] {
        SETTINGS
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn account_setting(&self) -> &'static str {
        BOT_USERNAME
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        receive::receive(account, hook)
    }

    fn parse(&self, _account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
        vec![parse::update(body, now)]
    }

    fn preview(&self, _account: &Account, outbound: &Outbound) -> Result<Preview, SendError> {
        Ok(send::rendered(outbound)?.preview())
    }

    fn step(
        &self,
        account: &Account,
        outbound: &Outbound,
        state: &SendState,
        response: Option<&HttpResponse>,
    ) -> Step {
        send::step(account, outbound, state, response)
    }

    fn fetch(&self, account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch {
        media::fetch(account, media, response)
    }

    fn profile(&self, account: &Account, of: &Address) -> Option<HttpRequest> {
        Some(call(account, "getChat", &json!({ "chat_id": chat(of) })))
    }

    fn profile_from(&self, response: &HttpResponse) -> Option<Profile> {
        doctor::profile(response)
    }

    fn signal(
        &self,
        account: &Account,
        to: &Address,
        memo: &BTreeMap<String, String>,
        signal: Signal,
    ) -> Option<HttpRequest> {
        match signal {
            Signal::Typing => {
                let typing = json!({ "chat_id": chat(to), "action": "typing" });
                Some(call(account, "sendChatAction", &typing))
            }
            Signal::Taken => {
                let pressed = json!({ "callback_query_id": memo.get(parse::CALLBACK)? });
                Some(call(account, "answerCallbackQuery", &pressed))
            }
            Signal::Read => None,
        }
    }

    fn checks(&self, account: &Account) -> Vec<Check> {
        doctor::checks(account)
    }

    fn judge(&self, account: &Account, name: &str, response: &HttpResponse) -> Finding {
        doctor::judge(account, name, response)
    }

    fn subscribe(&self, account: &Account) -> Vec<HttpRequest> {
        doctor::subscribe(account)
    }

    /// The code travels as what the bot is started with: nobody can change it on the way.
    fn deep_link(&self, account: &Account, code: &str) -> Option<DeepLink> {
        let bot = username(account);
        let url = format!("https://t.me/{}?start={}", percent::encode(bot), percent::encode(code));
        (!bot.is_empty()).then_some(DeepLink { url, type_this: None })
    }
}

/// Without the sign before it, which people copy or not.
fn username(account: &Account) -> &str {
    account.setting(BOT_USERNAME).trim().trim_start_matches('@')
}

fn token(account: &Account) -> &str {
    account.secret(BOT_TOKEN).trim()
}

fn url(account: &Account, method: &str) -> String {
    format!("{}/bot{}/{method}", account.host(API), token(account))
}

fn call(account: &Account, method: &str, parameters: &Value) -> HttpRequest {
    HttpRequest::post_json(url(account, method), parameters)
}

/// Telegram's ids are numbers.
fn chat(address: &Address) -> Value {
    address.as_str().parse::<i64>().map_or_else(|_| Value::from(address.as_str()), Value::from)
}
