//! X (channels §7): one account, its direct messages, and the Activity API that tells of them.

mod events;
mod limits;
mod manage;
mod send;

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::people::scoped_digits;
use crate::provider::{
    App, Credentials, Expected, Handshake, Offer, Outgoing, Patience, Provider, Refusal, Signing,
};
use crate::world::{Account, ChatKey, Person, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::{Span, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Url;
use serde_json::{Value, json};
use sha2::Sha256;

pub(crate) struct X;

const KIND: ChannelKind = ChannelKind::X;
/// What of an account is remembered: its token, with which the next one is got, and that the last was used.
const ACCESS: &str = "access";
const REFRESH: &str = "refresh";

impl Provider for X {
    fn kind(&self) -> ChannelKind {
        KIND
    }

    fn app(&self) -> App {
        use Offer::{Image, Ticks, Typing};
        App { name: "X", start: None, leave: Some(("Block", "Unblock")), offers: &[Image, Ticks, Typing] }
    }

    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[
                ("user_id", &format!("15550003000{number}")),
                ("client_id", &format!("sandbox-x-client-{number}")),
                ("webhook_id", &format!("14000{number}")),
            ],
            &[
                ("consumer_secret", &format!("sandbox-x-consumer-{number}")),
                ("client_secret", &format!("sandbox-x-client-secret-{number}")),
                ("refresh_token", &format!("sandbox-x-refresh-{number}")),
                ("bearer_token", &format!("sandbox-x-bearer-{number}")),
            ],
        )
    }

    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("api", "/2")]
    }

    fn addresses(&self, account: &Account, person: &Person) -> Vec<String> {
        vec![scoped_digits(account, person, 15)]
    }

    /// By the account's token, the app's, or the client that asks for one.
    fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        let (bearer, now) = (call.bearer(), world.now);
        let client = manage::client(call);
        let is = |account: &Account| {
            let held = !bearer.is_empty()
                && (account.note(ACCESS, now) == Some(bearer) || account.secret("bearer_token") == bearer);
            held || client.as_deref().is_some_and(|client| account.setting("client_id") == client)
        };
        Some(world.account_where(KIND, is)?.id.clone())
    }

    fn call(&self, world: &mut World, call: &Call) -> Answer {
        let Some(id) = self.account_called(world, call) else {
            return problem(401, "Unauthorized", "Unauthorized");
        };
        let parts = call.segments();
        let route: Vec<&str> = parts.iter().copied().skip_while(|part| *part == "2").collect();
        if call.method == "POST" && route == ["oauth2", "token"] {
            return manage::token(world, &id, call);
        }
        let app =
            world.accounts.get(&id).is_some_and(|account| account.secret("bearer_token") == call.bearer());
        match (call.method.as_str(), route.as_slice(), app) {
            ("GET", ["webhooks"], true) => manage::webhooks(world, &id),
            ("POST", ["webhooks"], true) => manage::register(world, &id, call),
            ("GET", ["activity", "subscriptions"], _) => manage::subscriptions(world, &id),
            (_, _, true) => {
                let words = "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.";
                problem(403, "Unsupported Authentication", words)
            }
            ("POST", ["activity", "subscriptions"], _) => manage::subscribe(world, &id, call),
            ("GET", ["users", "me"], _) => manage::me(world, &id),
            ("GET", ["users", user], _) => manage::user(world, &id, user),
            ("POST", ["media", "upload"], _) => send::upload(world, &id, call),
            ("GET", ["dm_conversations", "media", dm, media, _], _) => {
                send::media(world, &id, call, dm, media)
            }
            ("POST", ["dm_conversations", "with", user, "messages"], _) => {
                send::message(world, &id, call, user)
            }
            _ => problem(404, "Not Found", "The requested resource does not exist"),
        }
    }

    fn refusal(&self, why: &Refusal) -> Answer {
        match why {
            Refusal::Throttled { retry_after } => {
                let answer = problem(429, "Too Many Requests", "Too Many Requests");
                match retry_after {
                    Some(seconds) => answer.with("retry-after", seconds.to_string()),
                    None => answer,
                }
            }
            Refusal::Broken => problem(503, "Service Unavailable", "Service Unavailable"),
            Refusal::Revoked => problem(401, "Unauthorized", "Unauthorized"),
            Refusal::Code(code) => {
                let status = code.parse().ok().filter(|status| (400..600).contains(status)).unwrap_or(400);
                problem(status, "Refused", "Refused on purpose")
            }
        }
    }

    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        events::act(world, key, act)
    }

    /// `https://x.com/messages/compose?recipient_id=…&text=…`
    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        let value = |name: &str| {
            link.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
        };
        let ours =
            matches!(link.host_str(), Some("x.com" | "twitter.com")) && link.path() == "/messages/compose";
        let user = value("recipient_id").filter(|_| ours)?;
        let account = world.account_where(KIND, |account| account.setting("user_id") == user)?;
        let key = ChatKey::new(&account.id, person);
        world.chat(&key).draft = value("text");
        Some(key)
    }

    /// The challenge: as often as somebody looks, and the answer must be right.
    fn handshake(&self, account: &Account, now: Timestamp) -> Option<Handshake> {
        let token = format!("challenge-{}", now.millis());
        let sum = signature(account.secret("consumer_secret"), token.as_bytes());
        let query = format!("crc_token={token}&nonce={}", now.millis());
        Some(Handshake { query, expects: Expected::Json(json!({ "response_token": sum })) })
    }

    fn handshakes_every(&self) -> Option<Span> {
        Some(Span::minutes(60))
    }

    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        let body = items.first().unwrap_or(&Value::Null).to_string().into_bytes();
        let sum = signature(signing.account.secret("consumer_secret"), &body);
        Outgoing {
            content_type: "application/json",
            body,
            query: String::new(),
            signature: vec![("x-twitter-webhooks-signature", sum)],
        }
    }

    fn patience(&self) -> Patience {
        const RETRIES: &[Span] = &[Span::seconds(1), Span::seconds(5), Span::seconds(30), Span::minutes(5)];
        Patience { answer: Span::seconds(10), retries: RETRIES, ends: None }
    }
}

fn signature(secret: &str, over: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(over);
    format!("sha256={}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// RFC 7807, as X writes it.
fn problem(status: u16, title: &str, detail: &str) -> Answer {
    let body = json!({ "title": title, "detail": detail, "type": "about:blank", "status": status });
    Answer::json(status, &body)
}

fn data(status: u16, data: impl Into<Value>) -> Answer {
    Answer::json(status, &json!({ "data": data.into() }))
}
