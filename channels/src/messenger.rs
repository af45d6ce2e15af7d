//! Facebook Messenger, by Meta's Messenger Platform. People are known by page-scoped ids.

use crate::account::{Account, Host, Setting};
use crate::adapter::{Adapter, SendState, Signal, Step};
use crate::address::Address;
use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use crate::doctor::{Check, Finding};
use crate::error::SendError;
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Item, Media, MediaKind};
use crate::link::DeepLink;
use crate::media::Fetch;
use crate::meta::doctor::{TOKEN, WEBHOOK, judge_token};
use crate::meta::platform::{
    ACCESS_TOKEN, Door, GRAPH_HOST, PAGE_ID, Product, content, doctor, errors, parse, profile, send,
};
use crate::meta::{GRAPH, receive};
use crate::outbound::Outbound;
use crate::pace::Pace;
use crate::percent::encode;
use crate::preview::Preview;
use crate::profile::Profile;
use bytes::Bytes;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::time::{Span, Timestamp};
use std::collections::BTreeMap;

const MB: u64 = 1_024 * 1_024;
/// Optional: m.me takes the page's id as well.
const PAGE_USERNAME: &str = "page_username";

pub const MESSENGER: Capability = Capability {
    // Quick replies show 20 characters; longer labels stand in the text as well.
    flow: Capabilities { options: 13, label_chars: 80, cards: 10, forms: false, articles: false },
    text_max: 2_000,
    text_unit: TextUnit::Chars,
    files: true,
    media: MediaLimits { image: 25 * MB, audio: 25 * MB, video: 25 * MB, file: 25 * MB },
    typing: true,
    mark_read: true,
    receipts: Receipts::Read,
    window: Some(Span::days(1)),
    ends_on_disconnect: false,
    // 300 texts a second and page, but 10 with sound or film.
    pace: Some(Pace { burst: 20, every: Span::millis(100) }),
};

const PRODUCT: Product =
    Product { objects: &["page"], capability: &MESSENGER, platform: None, metadata: true, takes };

/// Everything is a file, if nothing else.
fn takes(media_type: &str) -> Option<MediaKind> {
    Some(match media_type {
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" => MediaKind::Image,
        "audio/aac" | "audio/mpeg" | "audio/mp4" | "audio/ogg" | "audio/wav" => MediaKind::Audio,
        "video/mp4" | "video/ogg" | "video/quicktime" | "video/webm" | "video/x-msvideo" => MediaKind::Video,
        _ => MediaKind::File,
    })
}

/// One page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Messenger;

impl Adapter for Messenger {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Messenger
    }

    /// By a link into a thread, or by "Get started" (Messenger Platform, "Standard messaging window").
    fn opening_is_contact(&self) -> bool {
        true
    }

    fn capability(&self) -> &Capability {
        &MESSENGER
    }

    fn settings(&self) -> &'static [Setting] {
        const SETTINGS: &[Setting] = &[
            Setting { name: PAGE_ID, secret: false, required: true },
            Setting { name: PAGE_USERNAME, secret: false, required: false },
            Setting { name: ACCESS_TOKEN, secret: true, required: true },
            Setting { name: receive::APP_SECRET, secret: true, required: true },
            Setting { name: receive::VERIFY_TOKEN, secret: true, required: true },
        ];
        SETTINGS
    }

    fn hosts(&self) -> &'static [Host] {
        const HOSTS: &[Host] = &[Host { name: GRAPH_HOST, default: GRAPH }];
        HOSTS
    }

    fn account_setting(&self) -> &'static str {
        PAGE_ID
    }

    fn shown_setting(&self) -> &'static str {
        PAGE_USERNAME
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        receive::receive(account, hook)
    }

    fn parse(&self, _: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
        parse::parse(&PRODUCT, body, now)
    }

    fn preview(&self, account: &Account, outbound: &Outbound) -> Result<Preview, SendError> {
        Ok(content::rendered(&PRODUCT, &Door::of_page(account), outbound)?.preview())
    }

    fn step(
        &self,
        account: &Account,
        outbound: &Outbound,
        state: &SendState,
        response: Option<&HttpResponse>,
    ) -> Step {
        send::step(&PRODUCT, Door::of_page(account), outbound, state, response)
    }

    /// The address that came is signed by itself; our token is nobody's business there.
    fn fetch(&self, _: &Account, media: &Media, _: Option<&HttpResponse>) -> Fetch {
        Fetch::Download(HttpRequest::get(media.handle.clone()))
    }

    /// Locale, time zone and gender are told only to apps that Meta reviewed for them; they are left out of the
    /// answer otherwise.
    fn profile(&self, account: &Account, of: &Address) -> Option<HttpRequest> {
        let fields = "name,first_name,last_name,profile_pic,locale,timezone,gender";
        Some(profile::ask(&Door::of_page(account), of, fields))
    }

    fn profile_from(&self, response: &HttpResponse) -> Option<Profile> {
        profile::read(response)
    }

    fn signal(
        &self,
        account: &Account,
        to: &Address,
        _: &BTreeMap<String, String>,
        signal: Signal,
    ) -> Option<HttpRequest> {
        send::signal(&Door::of_page(account), to, signal)
    }

    fn checks(&self, account: &Account) -> Vec<Check> {
        let door = Door::of_page(account);
        doctor::page_checks(&door, HttpRequest::get(door.url("?fields=name,username")))
    }

    fn judge(&self, account: &Account, name: &str, response: &HttpResponse) -> Finding {
        match name {
            TOKEN => judge_token(response, &["pages_messaging"], errors::table),
            WEBHOOK => doctor::judge_fields(response),
            _ => doctor::judge_account(account, response, [PAGE_ID, PAGE_USERNAME], "/name"),
        }
    }

    fn subscribe(&self, account: &Account) -> Vec<HttpRequest> {
        let door = Door::of_page(account);
        vec![doctor::subscribe_page(&door), doctor::get_started(&door)]
    }

    /// In a thread that there is, the code comes as soon as the link is opened; in a new one with "Get started".
    fn deep_link(&self, account: &Account, code: &str) -> Option<DeepLink> {
        let page = [PAGE_USERNAME, PAGE_ID].map(|name| account.setting(name));
        let page = page.into_iter().find(|page| !page.is_empty())?;
        let url = format!("https://m.me/{}?ref={}", encode(page), encode(code));
        Some(DeepLink { url, type_this: None })
    }
}
