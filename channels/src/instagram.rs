//! Instagram's direct messages, by Meta's Messenger Platform. People are known by Instagram-scoped ids.
//!
//! There are two ways in, and the settings tell which: with a page's id, the page's token and Facebook's host; without,
//! the token of the Instagram account itself and Instagram's host. That token ends after 60 days and is renewed.

mod login;

use crate::account::{Account, Host, Setting, Token};
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
    ACCESS_TOKEN, GRAPH_HOST, PAGE_ID, Product, content, doctor, errors, parse, profile, send,
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
use login::{INSTAGRAM_HOST, door, has_page};
use std::collections::BTreeMap;

const MB: u64 = 1_024 * 1_024;
/// What webhooks call the account.
const INSTAGRAM_ID: &str = "instagram_id";
/// What ig.me calls it.
const USERNAME: &str = "username";

pub const INSTAGRAM: Capability = Capability {
    flow: Capabilities { options: 13, label_chars: 80, cards: 10, forms: false, articles: false },
    text_max: 1_000,
    text_unit: TextUnit::Bytes,
    files: true,
    media: MediaLimits { image: 8 * MB, audio: 25 * MB, video: 25 * MB, file: 25 * MB },
    typing: true,
    mark_read: true,
    receipts: Receipts::Read,
    window: Some(Span::days(1)),
    ends_on_disconnect: false,
    // 100 texts a second and account, but 10 with sound or film.
    pace: Some(Pace { burst: 20, every: Span::millis(100) }),
};

const PRODUCT: Product = Product {
    objects: &["instagram", "page"],
    capability: &INSTAGRAM,
    platform: Some("instagram"),
    metadata: false,
    takes,
};

fn takes(media_type: &str) -> Option<MediaKind> {
    Some(match media_type {
        "image/jpeg" | "image/png" | "image/gif" => MediaKind::Image,
        "audio/aac" | "audio/mp4" | "audio/wav" => MediaKind::Audio,
        "video/mp4" | "video/ogg" | "video/quicktime" | "video/webm" | "video/x-msvideo" => MediaKind::Video,
        "application/pdf" => MediaKind::File,
        _ => return None,
    })
}

/// One professional account.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instagram;

impl Adapter for Instagram {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Instagram
    }

    fn capability(&self) -> &Capability {
        &INSTAGRAM
    }

    fn settings(&self) -> &'static [Setting] {
        const SETTINGS: &[Setting] = &[
            Setting { name: INSTAGRAM_ID, secret: false, required: true },
            Setting { name: USERNAME, secret: false, required: true },
            Setting { name: PAGE_ID, secret: false, required: false },
            Setting { name: ACCESS_TOKEN, secret: true, required: true },
            Setting { name: receive::APP_SECRET, secret: true, required: true },
            Setting { name: receive::VERIFY_TOKEN, secret: true, required: true },
        ];
        SETTINGS
    }

    fn hosts(&self) -> &'static [Host] {
        const HOSTS: &[Host] = &[
            Host { name: GRAPH_HOST, default: GRAPH },
            Host { name: INSTAGRAM_HOST, default: "https://graph.instagram.com/v25.0" },
        ];
        HOSTS
    }

    fn account_setting(&self) -> &'static str {
        INSTAGRAM_ID
    }

    fn shown_setting(&self) -> &'static str {
        USERNAME
    }

    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict {
        receive::receive(account, hook)
    }

    fn parse(&self, _: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
        parse::parse(&PRODUCT, body, now)
    }

    fn preview(&self, account: &Account, outbound: &Outbound) -> Result<Preview, SendError> {
        Ok(content::rendered(&PRODUCT, &door(account), outbound)?.preview())
    }

    fn step(
        &self,
        account: &Account,
        outbound: &Outbound,
        state: &SendState,
        response: Option<&HttpResponse>,
    ) -> Step {
        send::step(&PRODUCT, door(account), outbound, state, response)
    }

    fn renew(&self, account: &Account) -> Option<HttpRequest> {
        login::renew(account)
    }

    fn renewed(
        &self,
        account: &Account,
        response: &HttpResponse,
        now: Timestamp,
    ) -> Result<Token, SendError> {
        login::renewed(account, response, now)
    }

    /// The address that came is signed by itself; our token is nobody's business there.
    fn fetch(&self, _: &Account, media: &Media, _: Option<&HttpResponse>) -> Fetch {
        Fetch::Download(HttpRequest::get(media.handle.clone()))
    }

    fn profile(&self, account: &Account, of: &Address) -> Option<HttpRequest> {
        let fields = "name,username,profile_pic,is_verified_user,follower_count,is_user_follow_business,\
                      is_business_follow_user";
        Some(profile::ask(&door(account), of, fields))
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
        send::signal(&door(account), to, signal)
    }

    fn checks(&self, account: &Account) -> Vec<Check> {
        let door = door(account);
        if !has_page(account) {
            return login::checks(&door);
        }
        let id = encode(account.setting(INSTAGRAM_ID));
        doctor::page_checks(&door, HttpRequest::get(format!("{}/{id}?fields=name,username", door.host)))
    }

    fn judge(&self, account: &Account, name: &str, response: &HttpResponse) -> Finding {
        match name {
            TOKEN => judge_token(response, &["instagram_manage_messages"], errors::table),
            WEBHOOK => doctor::judge_fields(response),
            _ => doctor::judge_account(account, response, [INSTAGRAM_ID, USERNAME], "/username"),
        }
    }

    fn subscribe(&self, account: &Account) -> Vec<HttpRequest> {
        let door = door(account);
        vec![if has_page(account) { doctor::subscribe_page(&door) } else { login::subscribe(&door) }]
    }

    /// A new thread loses the code unless an ice breaker is pressed, so people are shown it to type.
    fn deep_link(&self, account: &Account, code: &str) -> Option<DeepLink> {
        let name = account.setting(USERNAME).trim_start_matches('@');
        let url = format!("https://ig.me/m/{}?ref={}", encode(name), encode(code));
        (!name.is_empty()).then(|| DeepLink { url, type_this: Some(code.to_owned()) })
    }
}
