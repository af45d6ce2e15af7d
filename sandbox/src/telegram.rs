//! Telegram's Bot API (channels §8): one bot, its methods and its updates.

mod events;
mod files;
mod parameters;
mod send;
mod webhook;

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::people::scoped_digits;
use crate::provider::{App, Credentials, Offer, Outgoing, Patience, Provider, Refusal, Signing};
use crate::world::{Account, ChatKey, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use parameters::Parameters;
use reqwest::Url;
use serde_json::{Value, json};

pub(crate) struct Telegram;

const KIND: ChannelKind = ChannelKind::Telegram;
const SECRET: &str = "x-telegram-bot-api-secret-token";

impl Provider for Telegram {
    fn kind(&self) -> ChannelKind {
        KIND
    }

    fn app(&self) -> App {
        use Offer::{Audio, Edit, File, Image, Place, React, Reply, Sticker, Video};
        App {
            name: "Telegram",
            start: Some("Start"),
            leave: Some(("Stop and block", "Unblock")),
            offers: &[Image, Video, Audio, File, Sticker, Place, React, Reply, Edit],
        }
    }

    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[("bot_username", &format!("hearth_home_{number}_bot"))],
            &[
                ("bot_token", &format!("155500000{number}:sandbox-telegram-token-{number}")),
                ("secret_token", &format!("sandbox-telegram-secret-{number}")),
            ],
        )
    }

    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("api", "")]
    }

    fn addresses(&self, account: &Account, person: &Person) -> Vec<String> {
        vec![scoped_digits(account, person, 10)]
    }

    fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        let parts = call.segments();
        let token = parts.iter().take(2).find_map(|part| part.strip_prefix("bot"))?;
        Some(world.account_where(KIND, |account| account.secret("bot_token") == token)?.id.clone())
    }

    fn call(&self, world: &mut World, call: &Call) -> Answer {
        let Some(account) = self.account_called(world, call) else {
            return refused(401, "Unauthorized");
        };
        match call.segments().as_slice() {
            ["file", _, path @ ..] => files::download(world, &account, call, &path.join("/")),
            [_, method] => self.method(world, &account, call, &method.to_lowercase()),
            _ => refused(404, "Not Found"),
        }
    }

    fn refusal(&self, why: &Refusal) -> Answer {
        match why {
            Refusal::Throttled { retry_after } => throttled(retry_after.unwrap_or(1)),
            Refusal::Broken => refused(500, "Internal Server Error"),
            Refusal::Revoked => refused(401, "Unauthorized"),
            Refusal::Code(code) => named(code),
        }
    }

    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        events::act(world, key, act)
    }

    /// `https://t.me/{bot}?start=…`. In a chat that was started before, the code stands ready to be sent.
    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        let host = link.host_str()?;
        let bot = link.path_segments()?.next()?.to_lowercase();
        let is = |account: &Account| account.setting("bot_username").to_lowercase() == bot;
        let account = world.account_where(KIND, is).filter(|_| host == "t.me" || host == "telegram.me")?;
        let key = ChatKey::new(&account.id, person);
        let start = link.query_pairs().find(|(name, _)| name == "start").map(|(_, value)| value.into_owned());
        let chat = world.chat(&key);
        if chat.started {
            chat.draft = start.map(|start| format!("/start {start}"));
        } else {
            chat.referral = start;
        }
        Some(key)
    }

    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        let secret = signing.account.secret("secret_token");
        let signature = if secret.is_empty() { Vec::new() } else { vec![(SECRET, secret.to_owned())] };
        let update = items.first().unwrap_or(&Value::Null);
        Outgoing {
            content_type: "application/json",
            body: update.to_string().into_bytes(),
            query: String::new(),
            signature,
        }
    }

    fn patience(&self) -> Patience {
        const RETRIES: &[Span] = &[
            Span::seconds(1),
            Span::seconds(2),
            Span::seconds(4),
            Span::seconds(8),
            Span::seconds(16),
            Span::minutes(1),
            Span::minutes(5),
            Span::minutes(30),
            Span::minutes(120),
        ];
        Patience { answer: Span::seconds(60), retries: RETRIES, ends: None }
    }
}

impl Telegram {
    fn method(&self, world: &mut World, account: &str, call: &Call, method: &str) -> Answer {
        let parameters = Parameters::of(call);
        match method {
            "getme" => webhook::me(world, account),
            "setwebhook" => webhook::set(world, account, &parameters),
            "deletewebhook" => webhook::delete(world, account),
            "getwebhookinfo" => webhook::info(world, account),
            "getupdates" => webhook::updates(world, account),
            "getchat" => send::chat(world, account, &parameters),
            "getfile" => files::describe(world, account, call, &parameters),
            "sendchataction" => send::typing(world, account, &parameters),
            "answercallbackquery" => send::pressed(world, account, &parameters),
            "sendmessage" => send::text(world, account, call, &parameters),
            "sendphoto" | "sendvideo" | "sendanimation" | "sendaudio" | "sendvoice" | "senddocument" => {
                send::file(world, account, call, &parameters, method.trim_start_matches("send"))
            }
            _ => refused(404, "Not Found: method not found"),
        }
    }
}

fn done(result: impl Into<Value>) -> Answer {
    Answer::json(200, &json!({ "ok": true, "result": result.into() }))
}

fn refused(status: u16, words: &str) -> Answer {
    Answer::json(status, &json!({ "ok": false, "error_code": status, "description": words }))
}

fn throttled(seconds: u64) -> Answer {
    let words = format!("Too Many Requests: retry after {seconds}");
    let body = json!({ "ok": false, "error_code": 429, "description": words,
        "parameters": { "retry_after": seconds } });
    Answer::json(429, &body)
}

/// The usual words for a status.
fn named(code: &str) -> Answer {
    let status = code.parse().ok().filter(|status| (400..600).contains(status)).unwrap_or(400);
    refused(
        status,
        match status {
            401 => "Unauthorized",
            403 => "Forbidden: bot was blocked by the user",
            409 => "Conflict: terminated by other getUpdates request",
            500.. => "Internal Server Error",
            _ => "Bad Request: refused on purpose",
        },
    )
}
