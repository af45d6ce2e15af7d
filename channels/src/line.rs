//! LINE Messaging API (channels §5). Protocol facts are from LINE's OpenAPI files (github.com/line/line-openapi) and
//! developers.line.biz/en/reference/messaging-api.
//!
//! Replies are free, but their token works once and for about a minute; pushes count against a monthly quota, and
//! carry a key under which LINE takes them once.

mod compose;
mod doctor;
mod errors;
mod fields;
mod flex;
mod media;
mod message;
mod parse;
mod receive;
mod send;
mod token;

use crate::account::{Account, Host, Setting, Token};
use crate::adapter::{Adapter, SendState, Signal, Step};
use crate::address::Address;
use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use crate::doctor::{Check, Finding};
use crate::error::SendError;
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse, Method};
use crate::inbound::{Item, Media};
use crate::link::{self, DeepLink};
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
use serde_json::json;
use std::collections::BTreeMap;

/// The adapter of LINE official accounts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line;

/// The host of everything but files.
const API: &str = "api";
/// The host of the files that end users send.
const DATA: &str = "data";
const CHANNEL_ID: &str = "channel_id";
const CHANNEL_SECRET: &str = "channel_secret";
const CHANNEL_ACCESS_TOKEN: &str = "channel_access_token";
const BOT_USER_ID: &str = "bot_user_id";
const BASIC_ID: &str = "basic_id";
const VIDEO_PREVIEW_URL: &str = "video_preview_url";

/// Under these names a sender's memo keeps what LINE wants back.
const REPLY_TOKEN: &str = "reply_token";
const REPLY_TOKEN_AT: &str = "reply_token_at";
const MARK_AS_READ_TOKEN: &str = "mark_as_read_token";

/// LINE takes 5 to 60, in fives; the animation ends sooner when a message comes.
const LOADING_SECONDS: u32 = 20;

static CAPABILITY: Capability = Capability {
    // Longer labels than LINE shows are cut, and then stand in the text above in full.
    flow: Capabilities { options: 13, label_chars: 300, cards: 12, forms: false, articles: false },
    text_max: 5_000,
    text_unit: TextUnit::Utf16,
    files: true,
    media: MediaLimits { image: 10_000_000, audio: 200_000_000, video: 200_000_000, file: 0 },
    typing: true,
    mark_read: true,
    receipts: Receipts::None,
    window: None,
    ends_on_disconnect: ChannelKind::Line.ends_on_disconnect(),
    // 2,000 requests a second are allowed; half of it leaves room for what else uses the channel.
    pace: Some(Pace { burst: 200, every: Span::millis(1) }),
};

static SETTINGS: [Setting; 6] = [
    Setting { name: CHANNEL_ID, secret: false, required: true },
    Setting { name: CHANNEL_SECRET, secret: true, required: true },
    // Without it, tokens of a quarter of an hour are got by id and secret.
    Setting { name: CHANNEL_ACCESS_TOKEN, secret: true, required: false },
    Setting { name: BASIC_ID, secret: false, required: false },
    Setting { name: BOT_USER_ID, secret: false, required: false },
    // LINE shows no video without a picture that stands for it; without this one videos go as links.
    Setting { name: VIDEO_PREVIEW_URL, secret: false, required: false },
];

static HOSTS: [Host; 2] = [
    Host { name: API, default: "https://api.line.me" },
    Host { name: DATA, default: "https://api-data.line.me" },
];

impl Adapter for Line {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Line
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
        BOT_USER_ID
    }

    fn shown_setting(&self) -> &'static str {
        BASIC_ID
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        receive::receive(account, hook)
    }

    fn parse(&self, account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
        parse::parse(account, body, now)
    }

    fn preview(&self, account: &Account, outbound: &Outbound) -> Result<Preview, SendError> {
        Ok(compose::rendered(account, outbound)?.preview())
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

    /// Replies are free, pushes are counted.
    fn has_free(&self) -> bool {
        true
    }

    fn is_free(&self, outbound: &Outbound, state: &SendState) -> bool {
        send::is_reply(outbound, state)
    }

    fn renew(&self, account: &Account) -> Option<HttpRequest> {
        token::renew(account)
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
        let url = format!("{}/v2/bot/profile/{}", account.host(API), percent::encode(of.as_str()));
        Some(token::signed(account, HttpRequest::get(url)))
    }

    fn profile_from(&self, response: &HttpResponse) -> Option<Profile> {
        fields::profile(response)
    }

    fn signal(
        &self,
        account: &Account,
        to: &Address,
        memo: &BTreeMap<String, String>,
        signal: Signal,
    ) -> Option<HttpRequest> {
        let (path, body) = match signal {
            Signal::Typing => {
                ("loading/start", json!({ "chatId": to.as_str(), "loadingSeconds": LOADING_SECONDS }))
            }
            Signal::Read => ("markAsRead", json!({ "markAsReadToken": memo.get(MARK_AS_READ_TOKEN)? })),
            Signal::Taken => return None,
        };
        let url = format!("{}/v2/bot/chat/{path}", account.host(API));
        Some(token::signed(account, HttpRequest::post_json(url, &body)))
    }

    fn checks(&self, account: &Account) -> Vec<Check> {
        doctor::checks(account)
    }

    fn judge(&self, account: &Account, name: &str, response: &HttpResponse) -> Finding {
        doctor::judge(account, name, response)
    }

    /// LINE calls only addresses of https; whether it calls at all is a switch in its console.
    fn subscribe(&self, account: &Account) -> Vec<HttpRequest> {
        let url = format!("{}/v2/bot/channel/webhook/endpoint", account.host(API));
        let request = HttpRequest::post_json(url, &json!({ "endpoint": account.webhook_url() }));
        vec![token::signed(account, HttpRequest { method: Method::Put, ..request })]
    }

    /// The app opens with the code as a text that waits to be sent (developers.line.biz/en/docs/messaging-api/using-line-url-scheme).
    fn deep_link(&self, account: &Account, code: &str) -> Option<DeepLink> {
        let name = account.setting(BASIC_ID).trim().trim_start_matches('@');
        let text = percent::encode(&link::marker(code));
        let url = format!("https://line.me/R/oaMessage/%40{}/?{text}", percent::encode(name));
        (!name.is_empty()).then_some(DeepLink { url, type_this: None })
    }
}
