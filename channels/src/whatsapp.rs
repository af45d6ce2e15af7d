//! WhatsApp, by Meta's Cloud API. Facts are from developers.facebook.com/documentation/business-messaging/whatsapp.
//!
//! People are known by their business-scoped id first: whoever has a username need not show a phone number (since
//! April 2026). The number is an alias of the same person.

mod carousel;
mod content;
mod doctor;
mod errors;
mod media;
mod message;
mod parse;
mod send;
mod sender;
mod status;
mod templates;

use crate::account::{Account, Host, Setting};
use crate::adapter::{Adapter, SendState, Signal, Step};
use crate::address::Address;
use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use crate::doctor::{Check, Finding};
use crate::error::SendError;
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Item, Media};
use crate::link::{DeepLink, marker};
use crate::media::Fetch;
use crate::meta;
use crate::outbound::Outbound;
use crate::pace::Pace;
use crate::percent::encode;
use crate::preview::Preview;
use crate::template::Template;
use bytes::Bytes;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::time::{Span, Timestamp};
use std::collections::BTreeMap;

const MB: u64 = 1_024 * 1_024;

/// The settings of an account.
const PHONE_NUMBER_ID: &str = "phone_number_id";
const WABA_ID: &str = "waba_id";
const DISPLAY_PHONE_NUMBER: &str = "display_phone_number";
const ACCESS_TOKEN: &str = "access_token";
const GRAPH_HOST: &str = "graph";

/// What the adapter remembers of people: the id of their last message, which is marked as read.
const LAST_MESSAGE: &str = "last_message_id";

pub const WHATSAPP: Capability = Capability {
    // Up to 3 are buttons, up to 10 a list, whose rows hold 72 characters besides their title.
    flow: Capabilities { options: 10, label_chars: 72, cards: 10, forms: false, articles: false },
    text_max: 4_096,
    text_unit: TextUnit::Chars,
    files: true,
    media: MediaLimits { image: 5 * MB, audio: 16 * MB, video: 16 * MB, file: 100 * MB },
    typing: true,
    mark_read: true,
    receipts: Receipts::Read,
    window: Some(Span::days(1)),
    ends_on_disconnect: false,
    // 80 messages a second for each number, both ways together: half of it is for what comes in.
    pace: Some(Pace { burst: 40, every: Span::millis(25) }),
};

/// The Cloud API of one business number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whatsapp;

const fn public(name: &'static str, required: bool) -> Setting {
    Setting { name, secret: false, required }
}

const fn secret(name: &'static str) -> Setting {
    Setting { name, secret: true, required: true }
}

impl Adapter for Whatsapp {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Whatsapp
    }

    fn capability(&self) -> &Capability {
        &WHATSAPP
    }

    fn settings(&self) -> &'static [Setting] {
        const SETTINGS: &[Setting] = &[
            public(PHONE_NUMBER_ID, true),
            public(WABA_ID, true),
            public(DISPLAY_PHONE_NUMBER, true),
            secret(ACCESS_TOKEN),
            secret(meta::receive::APP_SECRET),
            secret(meta::receive::VERIFY_TOKEN),
        ];
        SETTINGS
    }

    fn hosts(&self) -> &'static [Host] {
        const HOSTS: &[Host] = &[Host { name: GRAPH_HOST, default: meta::GRAPH }];
        HOSTS
    }

    fn account_setting(&self) -> &'static str {
        PHONE_NUMBER_ID
    }

    fn shown_setting(&self) -> &'static str {
        DISPLAY_PHONE_NUMBER
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        meta::receive::receive(account, hook)
    }

    fn parse(&self, _: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
        parse::parse(body, now)
    }

    fn preview(&self, _: &Account, outbound: &Outbound) -> Result<Preview, SendError> {
        Ok(content::rendered(outbound)?.preview())
    }

    fn step(
        &self,
        account: &Account,
        outbound: &Outbound,
        state: &SendState,
        response: Option<&HttpResponse>,
    ) -> Step {
        match content::rendered(outbound) {
            Ok(rendered) => {
                meta::parts::step(&send::Cloud { account, outbound }, &rendered.parts, state, response)
            }
            Err(error) => Step::Failed(error),
        }
    }

    fn fetch(&self, account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch {
        media::fetch(account, media, response)
    }

    fn signal(
        &self,
        account: &Account,
        _: &Address,
        memo: &BTreeMap<String, String>,
        signal: Signal,
    ) -> Option<HttpRequest> {
        send::signal(account, memo.get(LAST_MESSAGE)?, signal)
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

    /// The code stands in the prefilled text, where people can edit it: wa.me has no field for it.
    fn deep_link(&self, account: &Account, code: &str) -> Option<DeepLink> {
        let number: String =
            account.setting(DISPLAY_PHONE_NUMBER).chars().filter(char::is_ascii_digit).collect();
        let text = encode(&format!("Hi {}", marker(code)));
        let url = format!("https://wa.me/{number}?text={text}");
        (!number.is_empty()).then_some(DeepLink { url, type_this: None })
    }

    fn templates(&self, account: &Account) -> Option<HttpRequest> {
        templates::ask(account)
    }

    fn templates_from(&self, response: &HttpResponse) -> Vec<Template> {
        templates::read(response)
    }
}

/// An address under the Graph API's host: `{host}/{id}/{rest}`.
fn url(account: &Account, id: &str, rest: &str) -> String {
    format!("{}/{}{rest}", account.host(GRAPH_HOST), encode(account.setting(id)))
}
