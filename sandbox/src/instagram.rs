//! Instagram's direct messages (channels §4): one professional account.

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::provider::{App, Credentials, Handshake, Offer, Outgoing, Patience, Provider, Refusal, Signing};
use crate::thread::Flavour;
use crate::world::{Account, Button, ChatKey, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Timestamp;
use reqwest::Url;
use serde_json::Value;

pub(crate) struct Instagram;

const FLAVOUR: Flavour = Flavour {
    kind: ChannelKind::Instagram,
    object: "instagram",
    id: "instagram_id",
    prefix: "aWdfZAG1f",
    text_max: 1_000,
    text_in_bytes: true,
    outside_window: 2_534_022,
    nobody: 2_534_014,
    link_source: "IGME-SOURCE-LINK",
};

impl Provider for Instagram {
    fn kind(&self) -> ChannelKind {
        FLAVOUR.kind
    }

    fn app(&self) -> App {
        use Offer::{Audio, File, Image, React, Reply, Ticks, Unsend, Video};
        App {
            name: "Instagram",
            start: None,
            leave: Some(("Block", "Unblock")),
            offers: &[Image, Video, Audio, File, React, Reply, Unsend, Ticks],
        }
    }

    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[
                ("instagram_id", &format!("50010000000{number}")),
                ("username", &format!("hearth.and.home{number}")),
                ("app_id", &format!("30030000000{number}")),
            ],
            &[
                ("access_token", &format!("sandbox-instagram-token-{number}")),
                ("app_secret", &format!("sandbox-instagram-secret-{number}")),
                ("verify_token", &format!("sandbox-instagram-verify-{number}")),
            ],
        )
    }

    /// Both ways to sign in lead to the same account.
    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("graph", "/v25.0"), ("instagram", "/v25.0")]
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

    /// `https://ig.me/m/{user}?ref=…`
    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        let mut path = link.path_segments()?;
        let ours = link.host_str()? == "ig.me" && path.next()? == "m";
        let user = path.next().filter(|_| ours)?.to_owned();
        FLAVOUR.open(world, person, &user, link)
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
