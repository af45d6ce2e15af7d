//! Webhooks that somebody else carries: for load, where the sandbox's own line to the server would be what is measured.

use crate::act::Act;
use crate::provider::Outgoing;
use crate::providers;
use crate::pump::{self, Prepared};
use crate::world::{ChatKey, Side, World};

/// A webhook as its provider sends it, signed, that nobody has sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub url: String,
    /// The type of the body, and what it is signed by.
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// The person writes; what the provider tells of it and of that chat besides, in order. What is given here is on its
/// way nowhere else.
pub(crate) fn written(world: &mut World, key: &ChatKey, text: &str) -> Vec<Webhook> {
    let kind = world.accounts.get(&key.account).map(|account| account.kind);
    let Some(provider) = kind.and_then(providers::of).filter(|_| world.persons.contains_key(&key.person))
    else {
        return Vec::new();
    };
    let act = Act::Text { text: text.to_owned(), reply_to: None };
    if provider.act(world, key, act).is_err() {
        return Vec::new();
    }
    let hooks = world.queue.take_lane(&key.lane());
    hooks.iter().filter_map(|hook| pump::prepare(world, hook)).map(webhook).collect()
}

fn webhook(prepared: Prepared) -> Webhook {
    let Prepared { url, outgoing, .. } = prepared;
    let Outgoing { content_type, body, query, signature } = outgoing;
    let typed = [("content-type", content_type.to_owned())];
    Webhook {
        url: pump::with_query(&url, &query),
        headers: typed.into_iter().chain(signature).collect(),
        body,
    }
}

/// A text that the business wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Milliseconds since the Unix epoch, by the providers' clock.
    pub at: u64,
    pub text: String,
}

/// What the business wrote there, in the order in which it came.
pub(crate) fn received(world: &World, key: &ChatKey) -> Vec<Received> {
    let messages = world.chats.get(key).map(|chat| chat.messages.as_slice()).unwrap_or_default();
    let ours = messages.iter().filter(|message| message.side == Side::Business);
    ours.map(|message| Received { at: message.at.millis(), text: message.content.text.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people;
    use crate::world::{Account, Person, Webhook as Called};
    use frontdesk_model::channel::ChannelKind;
    use frontdesk_model::time::Timestamp;

    fn world() -> (World, ChatKey) {
        let mut world = World::new(Timestamp::from_millis(1), String::new());
        let credentials = providers::of(ChannelKind::Whatsapp).unwrap().credentials(1);
        let mut account = Account::new(
            "whatsapp-1".to_owned(),
            ChannelKind::Whatsapp,
            credentials.name,
            credentials.settings,
            credentials.secrets,
        );
        let url = "http://desk/webhooks/1".to_owned();
        account.webhook = Some(Called { url, failing_since: None, off: false });
        world.accounts.insert(account.id.clone(), account);
        people::add(&mut world, Person::new("ana", "Ana", "+15551230001", "fr_FR"));
        (world, ChatKey::new("whatsapp-1", "ana"))
    }

    #[test]
    fn a_carried_webhook_is_signed_and_goes_nowhere_else() {
        let (mut world, key) = world();
        let [webhook] = written(&mut world, &key, "hello").try_into().unwrap();
        assert_eq!(webhook.url, "http://desk/webhooks/1");
        assert!(String::from_utf8_lossy(&webhook.body).contains("\"body\":\"hello\""));
        assert!(webhook.headers.iter().any(|(name, _)| *name == "x-hub-signature-256"));
        assert_eq!(world.queue.len(), 0);
        let nobody = ChatKey::new("whatsapp-1", "nobody");
        assert_eq!(written(&mut world, &nobody, "hello"), []);
    }
}
