//! Direct messages of X, the ones that are not end-to-end encrypted (docs.x.com/x-api/direct-messages).
//!
//! Events come by the X Activity API or by the older Account Activity API; both are read. Requests are made with an
//! OAuth 2.0 token of the account, which lasts two hours and is renewed with a token that is good for one use.

mod doctor;
mod errors;
mod media;
mod message;
mod parse;
mod receive;
mod send;
mod token;

use crate::account::{Account, Host, Setting, Token};
use crate::adapter::{Adapter, SendState, Step};
use crate::address::Address;
use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use crate::doctor::{Check, Finding};
use crate::error::SendError;
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Item, Media};
use crate::link::{DeepLink, marker};
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

const USER_ID: &str = "user_id";
const CONSUMER_SECRET: &str = "consumer_secret";
const CLIENT_ID: &str = "client_id";
const CLIENT_SECRET: &str = "client_secret";
const REFRESH_TOKEN: &str = "refresh_token";
const BEARER_TOKEN: &str = "bearer_token";
const WEBHOOK_ID: &str = "webhook_id";
const API: &str = "api";

const SETTINGS: &[Setting] = &[
    Setting { name: USER_ID, secret: false, required: true },
    // Signs the webhooks.
    Setting { name: CONSUMER_SECRET, secret: true, required: true },
    Setting { name: CLIENT_ID, secret: false, required: true },
    // Public clients have none.
    Setting { name: CLIENT_SECRET, secret: true, required: false },
    // The first one; those that follow are kept with the token.
    Setting { name: REFRESH_TOKEN, secret: true, required: true },
    // Of the app: to register the webhook and to look after it.
    Setting { name: BEARER_TOKEN, secret: true, required: false },
    // What X calls our webhook, once it is registered.
    Setting { name: WEBHOOK_ID, secret: false, required: false },
];

const HOSTS: &[Host] = &[Host { name: API, default: "https://api.x.com/2" }];

pub const X_DIRECT: Capability = Capability {
    flow: Capabilities::TEXT,
    text_max: 10_000,
    text_unit: TextUnit::Chars,
    files: true,
    media: MediaLimits { image: 5_000_000, audio: 0, video: 0, file: 0 },
    typing: false,
    mark_read: false,
    receipts: Receipts::Read,
    window: None,
    ends_on_disconnect: ChannelKind::X.ends_on_disconnect(),
    // 15 messages in 15 minutes.
    pace: Some(Pace { burst: 15, every: Span::minutes(1) }),
};

/// An account, or several.
#[derive(Clone, Copy, Debug)]
pub struct X;

impl Adapter for X {
    fn kind(&self) -> ChannelKind {
        ChannelKind::X
    }

    fn capability(&self) -> &Capability {
        &X_DIRECT
    }

    fn settings(&self) -> &'static [Setting] {
        SETTINGS
    }

    fn hosts(&self) -> &'static [Host] {
        HOSTS
    }

    fn account_setting(&self) -> &'static str {
        USER_ID
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        receive::receive(account, hook)
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

    fn renew(&self, account: &Account) -> Option<HttpRequest> {
        Some(token::renew(account))
    }

    fn renewed(
        &self,
        account: &Account,
        response: &HttpResponse,
        now: Timestamp,
    ) -> Result<Token, SendError> {
        token::renewed(account, response, now)
    }

    fn fetch(&self, account: &Account, media: &Media, _response: Option<&HttpResponse>) -> Fetch {
        Fetch::Download(media::request(account, &media.handle))
    }

    /// The events tell as much; before there is a token, asking would be in vain.
    fn profile(&self, account: &Account, of: &Address) -> Option<HttpRequest> {
        account.token.as_ref().map(|_| doctor::ask_profile(account, of))
    }

    fn profile_from(&self, response: &HttpResponse) -> Option<Profile> {
        doctor::profile(response)
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

    fn is_subscribed(&self, response: &HttpResponse) -> bool {
        response.is_success() || doctor::is_there_already(response)
    }

    fn deep_link(&self, account: &Account, code: &str) -> Option<DeepLink> {
        let (me, text) = (user(account), marker(code));
        let (me, text) = (percent::encode(me), percent::encode(&text));
        let url = format!("https://x.com/messages/compose?recipient_id={me}&text={text}");
        (!me.is_empty()).then_some(DeepLink { url, type_this: None })
    }
}

fn user(account: &Account) -> &str {
    account.setting(USER_ID).trim()
}

/// As the account itself; before the first token is there, nobody.
fn as_user(account: &Account, request: HttpRequest) -> HttpRequest {
    request.bearer(account.token.as_ref().map_or("", |token| &token.value))
}

fn url(account: &Account, path: &str) -> String {
    format!("{}/{path}", account.host(API))
}
