//! WeChat official accounts (channels §6). Protocol facts are from developers.weixin.qq.com/doc/offiaccount, and where
//! those say little, from the behaviour of the SDKs wechatpy and wechat-api.
//!
//! Every webhook is answered with `success` at once, and what is said goes by the customer-service interface: an answer
//! in the webhook itself would have to come within five seconds. Refusals come with status 200 and an `errcode`.

mod compose;
mod crypt;
mod doctor;
mod errors;
mod event;
mod media;
mod parse;
mod profile;
mod receive;
mod send;
mod token;
mod xml;

use crate::account::{Account, Host, Setting, Token};
use crate::adapter::{Adapter, SendState, Signal, Step};
use crate::address::Address;
use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use crate::doctor::{Check, Finding};
use crate::error::SendError;
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Item, Media};
use crate::media::Fetch;
use crate::outbound::Outbound;
use crate::pace::Pace;
use crate::preview::Preview;
use crate::profile::Profile;
use bytes::Bytes;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;

/// The adapter of WeChat's official accounts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wechat;

const API: &str = "api";
const APP_ID: &str = "app_id";
const APP_SECRET: &str = "app_secret";
/// The word that signs webhooks; WeChat calls it so, although it is no access token.
const TOKEN: &str = "token";
const ENCODING_AES_KEY: &str = "encoding_aes_key";
const ORIGINAL_ID: &str = "original_id";

static CAPABILITY: Capability = Capability {
    // A menu is a text with words that can be tapped: neither their number nor their length is bounded but by its own.
    flow: Capabilities { options: 10, label_chars: 80, cards: 0, forms: false, articles: false },
    text_max: 2_048,
    text_unit: TextUnit::Bytes,
    files: true,
    media: MediaLimits { image: 10_000_000, audio: 2_000_000, video: 10_000_000, file: 0 },
    typing: true,
    mark_read: false,
    receipts: Receipts::None,
    window: Some(Span::days(2)),
    ends_on_disconnect: ChannelKind::Wechat.ends_on_disconnect(),
    // No figure is published for a minute; 500,000 a day are 350 a minute.
    pace: Some(Pace { burst: 20, every: Span::millis(20) }),
};

static SETTINGS: [Setting; 5] = [
    Setting { name: APP_ID, secret: false, required: true },
    Setting { name: APP_SECRET, secret: true, required: true },
    Setting { name: TOKEN, secret: true, required: true },
    // With it only encrypted webhooks are believed.
    Setting { name: ENCODING_AES_KEY, secret: true, required: false },
    Setting { name: ORIGINAL_ID, secret: false, required: false },
];

static HOSTS: [Host; 1] = [Host { name: API, default: "https://api.weixin.qq.com" }];

impl Adapter for Wechat {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Wechat
    }

    fn capability(&self) -> &Capability {
        &CAPABILITY
    }

    fn settings(&self) -> &'static [Setting] {
        &SETTINGS
    }

    fn hosts(&self) -> &'static [Host] {
        &HOSTS
    }

    fn account_setting(&self) -> &'static str {
        ORIGINAL_ID
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        receive::receive(account, hook)
    }

    fn parse(&self, account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
        vec![parse::parse(account, body, now)]
    }

    fn preview(&self, _account: &Account, outbound: &Outbound) -> Result<Preview, SendError> {
        Ok(compose::rendered(outbound)?.preview())
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

    fn renew(&self, account: &Account) -> Option<HttpRequest> {
        Some(token::renew(account))
    }

    fn renewed(
        &self,
        _account: &Account,
        response: &HttpResponse,
        now: Timestamp,
    ) -> Result<Token, SendError> {
        token::renewed(response, now)
    }

    fn fetch(&self, account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch {
        media::fetch(account, media, response)
    }

    fn profile(&self, account: &Account, of: &Address) -> Option<HttpRequest> {
        Some(profile::ask(account, of))
    }

    fn profile_from(&self, response: &HttpResponse) -> Option<Profile> {
        profile::read(response)
    }

    /// Typing shows for 15 seconds, or until something is said.
    fn signal(
        &self,
        account: &Account,
        to: &Address,
        _memo: &BTreeMap<String, String>,
        signal: Signal,
    ) -> Option<HttpRequest> {
        let body = json!({ "touser": to.as_str(), "command": "Typing" });
        let url = token::url(account, "/cgi-bin/message/custom/typing", &[]);
        (signal == Signal::Typing).then(|| HttpRequest::post_json(url, &body))
    }

    fn checks(&self, account: &Account) -> Vec<Check> {
        doctor::checks(account)
    }

    fn judge(&self, account: &Account, name: &str, response: &HttpResponse) -> Finding {
        doctor::judge(account, name, response)
    }
}
