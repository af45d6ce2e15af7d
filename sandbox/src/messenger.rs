//! Facebook Messenger (channels §3): one page.

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::provider::{App, Credentials, Handshake, Offer, Outgoing, Patience, Provider, Refusal, Signing};
use crate::thread::Flavour;
use crate::world::{Account, Button, ChatKey, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Timestamp;
use reqwest::Url;
use serde_json::Value;

pub(crate) struct Messenger;

const FLAVOUR: Flavour = Flavour {
    kind: ChannelKind::Messenger,
    object: "page",
    id: "page_id",
    prefix: "m_",
    text_max: 2_000,
    text_in_bytes: false,
    outside_window: 2_018_278,
    nobody: 2_018_001,
    link_source: "SHORTLINK",
};

impl Provider for Messenger {
    fn kind(&self) -> ChannelKind {
        FLAVOUR.kind
    }

    fn app(&self) -> App {
        use Offer::{Audio, Edit, File, Image, Place, React, Reply, Sticker, Ticks, Video};
        App {
            name: "Messenger",
            start: Some("Get Started"),
            leave: Some(("Block", "Unblock")),
            offers: &[Image, Video, Audio, File, Sticker, Place, React, Reply, Edit, Ticks],
        }
    }

    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[
                ("page_id", &format!("40010000000{number}")),
                ("page_username", &format!("hearthandhome{number}")),
                ("app_id", &format!("30020000000{number}")),
            ],
            &[
                ("access_token", &format!("sandbox-messenger-token-{number}")),
                ("app_secret", &format!("sandbox-messenger-secret-{number}")),
                ("verify_token", &format!("sandbox-messenger-verify-{number}")),
            ],
        )
    }

    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("graph", "/v25.0")]
    }

    fn addresses(&self, account: &Account, person: &Person) -> Vec<String> {
        FLAVOUR.addresses(account, person)
    }

    fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        FLAVOUR.account_called(world, call)
    }

    fn call(&self, world: &mut World, call: &Call) -> Answer {
        FLAVOUR.call(world, call)
    }

    fn refusal(&self, why: &Refusal) -> Answer {
        FLAVOUR.refusal(why)
    }

    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        FLAVOUR.act(world, key, act)
    }

    /// `https://m.me/{page}?ref=…`
    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        let ours = ["m.me", "www.m.me"].contains(&link.host_str()?);
        let page = link.path_segments()?.next().filter(|_| ours)?.to_owned();
        FLAVOUR.open(world, person, &page, link)
    }

    /// Only a page that has the button shows it.
    fn start(&self, account: &Account, world: &World) -> Option<&'static str> {
        FLAVOUR.has_start(account, world).then_some("Get Started")
    }

    fn handshake(&self, account: &Account, _: Timestamp) -> Option<Handshake> {
        FLAVOUR.handshake(account)
    }

    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        FLAVOUR.webhook(signing, items)
    }

    fn batch(&self) -> usize {
        1_000
    }

    fn nonsense(&self) -> Value {
        FLAVOUR.nonsense()
    }

    fn patience(&self) -> Patience {
        FLAVOUR.patience()
    }

    fn fetched(&self, world: &mut World, key: &ChatKey, message: &str, found: bool) {
        FLAVOUR.fetched(world, key, message, found);
    }

    fn openers(&self, account: &Account, world: &World) -> Vec<Button> {
        FLAVOUR.openers(account, world)
    }
}
