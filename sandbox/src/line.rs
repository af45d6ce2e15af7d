//! LINE Messaging API (channels §5): one official account, its interface and its webhooks.

mod account;
mod events;
mod files;
mod message;
mod refusal;
mod send;

use self::refusal::LineError;
use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::people::scoped_hex;
use crate::provider::{App, Credentials, Offer, Outgoing, Patience, Provider, Refusal, Signing};
use crate::world::{Account, ChatKey, Person, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Url;
use serde_json::{Value, json};
use sha2::Sha256;

pub(crate) struct Line;

const KIND: ChannelKind = ChannelKind::Line;

impl Provider for Line {
    fn kind(&self) -> ChannelKind {
        KIND
    }

    fn app(&self) -> App {
        use Offer::{Audio, File, Image, Place, Reply, Sticker, Ticks, Unsend, Video};
        App {
            name: "LINE",
            start: Some("Add"),
            leave: Some(("Block", "Unblock")),
            offers: &[Image, Video, Audio, File, Sticker, Place, Reply, Unsend, Ticks],
        }
    }

    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[
                ("channel_id", &format!("165555000{number}")),
                ("basic_id", &format!("@hearth{number}")),
                ("bot_user_id", &format!("Ub07{number:029}")),
            ],
            &[
                ("channel_secret", &format!("sandbox-line-secret-{number}")),
                ("channel_access_token", &format!("sandbox-line-token-{number}")),
            ],
        )
    }

    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("api", "/api"), ("data", "/data")]
    }

    fn addresses(&self, account: &Account, person: &Person) -> Vec<String> {
        vec![user_id(account, person)]
    }

    fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        if call.path.starts_with("/api/oauth2/") {
            return account::of_form(world, call);
        }
        let token = call.bearer();
        let holds = |account: &Account| account::is_token(account, token, world.now);
        Some(world.account_where(KIND, holds)?.id.clone())
    }

    fn call(&self, world: &mut World, call: &Call) -> Answer {
        let request = format!("sandbox-{}", world.fresh());
        let answer = self.route(world, call).unwrap_or_else(|error| error.answer());
        answer.with("x-line-request-id", request)
    }

    fn refusal(&self, why: &Refusal) -> Answer {
        refusal::of(why)
    }

    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        events::act(world, key, act)
    }

    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        account::open(world, person, link)
    }

    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        let account = signing.account;
        let body = json!({ "destination": account.setting("bot_user_id"), "events": items });
        let body = body.to_string().into_bytes();
        let signature = signature(account.secret("channel_secret"), &body);
        Outgoing {
            content_type: "application/json; charset=utf-8",
            body,
            query: String::new(),
            signature: vec![("x-line-signature", signature)],
        }
    }

    fn batch(&self) -> usize {
        100
    }

    fn nonsense(&self) -> Value {
        json!({ "type": ["message"], "source": 7, "timestamp": "yesterday", "message": null })
    }

    /// Neither how often nor when is published.
    fn patience(&self) -> Patience {
        const RETRIES: &[Span] = &[Span::minutes(1), Span::minutes(10), Span::minutes(60)];
        Patience { answer: Span::seconds(2), retries: RETRIES, ends: None }
    }
}

impl Line {
    fn route(&self, world: &mut World, call: &Call) -> Result<Answer, LineError> {
        let parts = call.segments();
        if let ("POST", ["api", "oauth2", "v3", "token"]) = (call.method.as_str(), parts.as_slice()) {
            return account::token(world, call);
        }
        let id = self.account_called(world, call).ok_or_else(LineError::token)?;
        let rest = match parts.as_slice() {
            ["api" | "data", "v2", "bot", rest @ ..] => rest,
            _ => return Err(LineError::not_found()),
        };
        match (call.method.as_str(), rest) {
            ("POST", ["message", "reply"]) => send::reply(world, &id, call),
            ("POST", ["message", "push"]) => send::push(world, &id, call),
            ("POST", ["message", "validate", "reply" | "push"]) => send::validate(call),
            ("GET", ["message", "quota"]) => Ok(send::quota()),
            ("GET", ["message", "quota", "consumption"]) => Ok(send::consumption(world, &id)),
            ("GET", ["message", file, "content"]) => files::content(world, &id, call, file),
            ("GET", ["message", file, "content", "transcoding"]) => files::transcoding(world, &id, file),
            ("GET", ["profile", user]) => account::profile(world, &id, user),
            ("GET", ["info"]) => account::info(world, &id),
            ("GET", ["channel", "webhook", "endpoint"]) => account::endpoint(world, &id),
            ("PUT", ["channel", "webhook", "endpoint"]) => account::set_endpoint(world, &id, call),
            ("POST", ["channel", "webhook", "test"]) => Ok(account::try_endpoint(world, &id)),
            ("POST", ["chat", "loading", "start"]) => events::loading(world, &id, call),
            ("POST", ["chat", "markAsRead"]) => events::mark_as_read(world, &id, call),
            _ => Err(LineError::not_found()),
        }
    }
}

/// The same for all channels of one provider.
fn user_id(account: &Account, person: &Person) -> String {
    format!("U{}", scoped_hex(account, person, 32))
}

fn signature(secret: &str, body: &[u8]) -> String {
    Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map_or_else(|_| String::new(), |mac| STANDARD.encode(mac.chain_update(body).finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_a_known_pair() {
        // HMAC-SHA256 of RFC 4231, case 2, in base64.
        let known = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";
        assert_eq!(signature("Jefe", b"what do ya want for nothing?"), known);
    }
}
