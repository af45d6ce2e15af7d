//! WeChat official accounts (channels §6): one service account, its interface and its webhooks.

mod act;
mod api;
mod errcode;
mod files;
mod sealed;
mod send;
mod tokens;
mod xml;

use self::errcode::Errcode;
use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::people::scoped_hex;
use crate::provider::{
    App, Credentials, Expected, Handshake, Offer, Outgoing, Patience, Provider, Refusal, Signing,
};
use crate::world::{Account, ChatKey, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::{Span, Timestamp};
use reqwest::Url;
use serde_json::{Value, json};

pub(crate) struct Wechat;

const KIND: ChannelKind = ChannelKind::Wechat;

impl Provider for Wechat {
    fn kind(&self) -> ChannelKind {
        KIND
    }

    fn app(&self) -> App {
        use Offer::{Audio, Image, Place, Video};
        App {
            name: "WeChat",
            start: Some("Follow"),
            leave: Some(("Unfollow", "Follow")),
            offers: &[Image, Video, Audio, Place],
        }
    }

    /// In safe mode; an account without a key would be in plain mode.
    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[
                ("app_id", &format!("wx5b07000000{number:06}")),
                ("original_id", &format!("gh_5b07{number:08}")),
            ],
            &[
                ("app_secret", &format!("sandbox-wechat-secret-{number}")),
                ("token", &format!("sandboxwechat{number}")),
                ("encoding_aes_key", &format!("sandboxWechatEncodingAesKey0123456789{number:06}")),
            ],
        )
    }

    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("api", "/api")]
    }

    fn addresses(&self, account: &Account, person: &Person) -> Vec<String> {
        vec![open_id(account, person)]
    }

    fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        let token = call.query("access_token");
        let body = call.json().unwrap_or(Value::Null);
        let app = body.get("appid").and_then(Value::as_str).unwrap_or_else(|| call.query("appid"));
        let is = |account: &Account| {
            (!app.is_empty() && account.setting("app_id") == app) || tokens::is_of(account, token)
        };
        Some(world.account_where(KIND, is)?.id.clone())
    }

    fn call(&self, world: &mut World, call: &Call) -> Answer {
        self.route(world, call).unwrap_or_else(|error| error.answer())
    }

    /// With status 200, whatever it is.
    fn refusal(&self, why: &Refusal) -> Answer {
        match why {
            Refusal::Throttled { .. } => {
                Errcode::new(45_011, "api minute-quota reach limit, must slower").answer()
            }
            Refusal::Broken => Errcode::new(-1, "system error").answer(),
            Refusal::Revoked => Errcode::token().answer(),
            Refusal::Code(code) => Errcode::new(code.parse().unwrap_or(-1), "refused on purpose").answer(),
        }
    }

    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        act::act(world, key, act)
    }

    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        api::open(world, person, link)
    }

    fn handshake(&self, account: &Account, now: Timestamp) -> Option<Handshake> {
        let echo = "5837419026481756";
        let query = format!("{}&echostr={echo}", sealed::query(account, now, None));
        Some(Handshake { query, expects: Expected::Text(echo.to_owned()) })
    }

    /// One message in each; what cannot be encrypted goes out plain.
    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        let item = items.first().unwrap_or(&Value::Null);
        let plain = xml::write(item);
        let (body, query) = sealed::webhook(signing, &plain);
        Outgoing { content_type: "text/xml", body: body.into_bytes(), query, signature: Vec::new() }
    }

    fn nonsense(&self) -> Value {
        json!({ "MsgType": "" })
    }

    /// Three more tries, each of five seconds; then the person sees that something went wrong.
    fn patience(&self) -> Patience {
        const RETRIES: &[Span] = &[Span::ZERO, Span::ZERO, Span::ZERO];
        Patience { answer: Span::seconds(5), retries: RETRIES, ends: None }
    }

    fn answered(&self, world: &mut World, account: &str, items: &[Value], body: &[u8]) {
        act::answered(world, account, items, body);
    }
}

impl Wechat {
    fn route(&self, world: &mut World, call: &Call) -> Result<Answer, Errcode> {
        let path = call.path.strip_prefix("/api").unwrap_or_default();
        match (call.method.as_str(), path) {
            ("POST", "/cgi-bin/stable_token") => return tokens::stable(world, call),
            ("GET", "/cgi-bin/token") => return tokens::newest(world, call),
            _ => {}
        }
        let id = tokens::checked(world, call)?;
        match (call.method.as_str(), path) {
            ("POST", "/cgi-bin/message/custom/send") => send::send(world, &id, call),
            ("POST", "/cgi-bin/message/custom/typing") => send::typing(world, &id, call),
            ("POST", "/cgi-bin/media/upload") => files::upload(world, &id, call),
            ("GET", "/cgi-bin/media/get") => files::get(world, &id, call),
            ("GET", "/cgi-bin/user/info") => api::user(world, &id, call),
            ("POST", "/cgi-bin/qrcode/create") => api::make_qr(world, &id, call),
            ("GET", "/cgi-bin/get_api_domain_ip" | "/cgi-bin/getcallbackip") => {
                Ok(Answer::json(200, &json!({ "ip_list": ["203.0.113.7"] })))
            }
            ("GET", "/cgi-bin/account/getaccountbasicinfo") => api::account(world, &id),
            ("POST", "/cgi-bin/openapi/quota/get") => Ok(api::quota()),
            ("POST", "/cgi-bin/callback/check") => Ok(api::callback()),
            _ => Err(Errcode::new(40_066, "invalid url")),
        }
    }
}

fn open_id(account: &Account, person: &Person) -> String {
    format!("o{}", scoped_hex(account, person, 27))
}
