//! Texts and pictures by Twilio (twilio.com/docs/messaging/api/message-resource).
//!
//! People are called as Twilio calls them: by their number, or `whatsapp:` and their number.

mod doctor;
mod errors;
mod parse;
mod receive;
mod segments;
mod send;

pub use segments::{Encoding, Segments, segments};

use crate::account::{Account, Host, Setting};
use crate::adapter::{Adapter, SendState, Step};
use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use crate::doctor::{Check, Finding};
use crate::error::SendError;
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Item, Media};
use crate::item;
use crate::link::{DeepLink, marker};
use crate::media::Fetch;
use crate::outbound::Outbound;
use crate::pace::Pace;
use crate::percent;
use crate::preview::Preview;
use crate::signature::base64;
use bytes::Bytes;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::time::{Span, Timestamp};

const ACCOUNT_SID: &str = "account_sid";
const AUTH_TOKEN: &str = "auth_token";
const PHONE_NUMBER: &str = "phone_number";
const MESSAGING_SERVICE_SID: &str = "messaging_service_sid";
const API_KEY_SID: &str = "api_key_sid";
const API_KEY_SECRET: &str = "api_key_secret";
const SHARED_KEY_SECRET: &str = "shared_key_secret";
const API: &str = "api";
const MESSAGING: &str = "messaging";

const SETTINGS: &[Setting] = &[
    Setting { name: ACCOUNT_SID, secret: false, required: true },
    // Also signs the webhooks.
    Setting { name: AUTH_TOKEN, secret: true, required: true },
    Setting { name: PHONE_NUMBER, secret: false, required: true },
    // Sends in place of the number, where it is given.
    Setting { name: MESSAGING_SERVICE_SID, secret: false, required: false },
    // Both or none: what requests are made with in place of the token.
    Setting { name: API_KEY_SID, secret: false, required: false },
    Setting { name: API_KEY_SECRET, secret: true, required: false },
    // For accounts whose webhooks are signed with SHA-256.
    Setting { name: SHARED_KEY_SECRET, secret: true, required: false },
];

const HOSTS: &[Host] = &[
    Host { name: API, default: "https://api.twilio.com/2010-04-01" },
    Host { name: MESSAGING, default: "https://messaging.twilio.com/v1" },
];

pub const SMS: Capability = Capability {
    flow: Capabilities::TEXT,
    text_max: 1_600,
    text_unit: TextUnit::Utf16,
    files: true,
    // Pictures are made smaller for the carrier; all else goes as it is, and most carriers take little more.
    media: MediaLimits { image: 5_000_000, audio: 600_000, video: 600_000, file: 600_000 },
    typing: false,
    mark_read: false,
    receipts: Receipts::Delivered,
    window: None,
    ends_on_disconnect: ChannelKind::Sms.ends_on_disconnect(),
    // What an ordinary US number may; Twilio queues the rest for hours.
    pace: Some(Pace { burst: 10, every: Span::seconds(1) }),
};

/// A number, or several.
#[derive(Clone, Copy, Debug)]
pub struct Sms;

impl Adapter for Sms {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Sms
    }

    fn capability(&self) -> &Capability {
        &SMS
    }

    fn settings(&self) -> &'static [Setting] {
        SETTINGS
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn account_setting(&self) -> &'static str {
        PHONE_NUMBER
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        receive::receive(account, hook)
    }

    /// The query too: our reference stands in the address that Twilio reports to.
    fn kept(&self, hook: &Hook<'_>) -> Bytes {
        if hook.query.is_empty() {
            return hook.body.clone();
        }
        Bytes::from([hook.body.as_ref(), b"&", hook.query.as_bytes()].concat())
    }

    fn parse(&self, account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
        parse::parse(account, body, now)
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

    /// The files' addresses come with the message. Only Twilio is shown who we are.
    fn fetch(&self, account: &Account, media: &Media, _response: Option<&HttpResponse>) -> Fetch {
        let ask = HttpRequest::get(media.handle.clone());
        let theirs = media.handle.starts_with(&format!("{}/", account.host(API)));
        Fetch::Download(if theirs { authorized(account, ask) } else { ask })
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

    /// `?&body=` is understood by phones that want a question mark and by those that want an ampersand.
    fn deep_link(&self, account: &Account, code: &str) -> Option<DeepLink> {
        let number = item::phone(account.setting(PHONE_NUMBER))?;
        let url = format!("sms:{number}?&body={}", percent::encode(&marker(code)));
        Some(DeepLink { url, type_this: None })
    }
}

/// With the key, where there is one, else with the account's own token (RFC 7617).
fn authorized(account: &Account, request: HttpRequest) -> HttpRequest {
    let key = (account.setting(API_KEY_SID).trim(), account.secret(API_KEY_SECRET).trim());
    let (user, password) = if key.0.is_empty() || key.1.is_empty() {
        (sid(account), account.secret(AUTH_TOKEN).trim())
    } else {
        key
    };
    let credentials = base64(format!("{user}:{password}").as_bytes());
    request.with("authorization", &format!("Basic {credentials}"))
}

fn sid(account: &Account) -> &str {
    account.setting(ACCOUNT_SID).trim()
}

fn service(account: &Account) -> Option<&str> {
    Some(account.setting(MESSAGING_SERVICE_SID).trim()).filter(|service| !service.is_empty())
}
