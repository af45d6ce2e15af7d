//! Twilio (channels §9): one number, its messages, and the reports on them.

mod events;
mod files;
mod send;

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call, pairs};
use crate::provider::{App, Credentials, Offer, Outgoing, Patience, Provider, Refusal, Signing, Way};
use crate::world::{Account, ChatKey, Person, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Url;
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::Sha256;
use std::collections::BTreeSet;

pub(crate) struct Sms;

const KIND: ChannelKind = ChannelKind::Sms;
/// In an item: the address that this one is reported to, where it is not the account's webhook.
const TO: &str = "(to)";

impl Provider for Sms {
    fn kind(&self) -> ChannelKind {
        KIND
    }

    fn app(&self) -> App {
        App {
            name: "Messages",
            start: None,
            leave: None,
            offers: &[Offer::Image, Offer::Video, Offer::Audio],
        }
    }

    fn credentials(&self, number: u32) -> Credentials {
        Credentials::new(
            "Hearth & Home",
            &[
                ("account_sid", &format!("AC{number:032x}")),
                ("phone_number", &format!("+1555000200{number}")),
            ],
            &[
                ("auth_token", &format!("sandbox-sms-token-{number}")),
                ("shared_key_secret", &format!("sandbox-sms-key-{number}")),
            ],
        )
    }

    fn hosts(&self) -> &'static [(&'static str, &'static str)] {
        &[("api", "/2010-04-01"), ("messaging", "/v1")]
    }

    fn addresses(&self, _: &Account, person: &Person) -> Vec<String> {
        vec![person.phone.clone()]
    }

    fn account_called(&self, world: &World, call: &Call) -> Option<String> {
        let (sid, _) = credentials(call)?;
        Some(world.account_where(KIND, |account| account.setting("account_sid") == sid)?.id.clone())
    }

    fn call(&self, world: &mut World, call: &Call) -> Answer {
        if let ["cdn", id] = call.segments().as_slice() {
            return files::content(world, call, id);
        }
        let known = self.account_called(world, call).and_then(|id| {
            let (_, token) = credentials(call)?;
            world.accounts.get(&id).filter(|account| account.secret("auth_token") == token)
        });
        let Some(account) = known.cloned() else { return named("20003") };
        let sid = account.setting("account_sid");
        let parts = call.segments();
        match (call.method.as_str(), parts.as_slice()) {
            ("GET", ["2010-04-01", "Accounts", file]) if *file == format!("{sid}.json") => owner(&account),
            ("GET", ["2010-04-01", "Accounts", of, "IncomingPhoneNumbers.json"]) if *of == sid => {
                numbers(&account, call)
            }
            ("POST", ["2010-04-01", "Accounts", of, "Messages.json"]) if *of == sid => {
                send::message(world, &account, call)
            }
            (_, ["2010-04-01", "Accounts", of, "Messages", _, "Media", media]) if *of == sid => {
                files::media(world, &account, call, media)
            }
            _ => named("20404"),
        }
    }

    fn refusal(&self, why: &Refusal) -> Answer {
        match why {
            Refusal::Throttled { retry_after: Some(seconds) } => {
                named("20429").with("retry-after", seconds.to_string())
            }
            Refusal::Throttled { retry_after: None } => named("20429"),
            Refusal::Broken => {
                Answer::json(500, &json!({ "message": "Internal Server Error", "status": 500 }))
            }
            Refusal::Revoked => named("20003"),
            Refusal::Code(code) => named(code),
        }
    }

    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
        events::act(world, key, act)
    }

    /// `sms:+1555…?&body=…`, and `SMSTO:+1555…:…` of QR codes.
    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey> {
        let (number, body) = match link.scheme() {
            "sms" => {
                let body = pairs(link.query().unwrap_or_default()).into_iter();
                (
                    link.path().to_owned(),
                    body.filter(|(name, _)| name == "body").map(|(_, value)| value).next(),
                )
            }
            "smsto" => {
                let (number, body) = link.path().split_once(':').unwrap_or((link.path(), ""));
                (number.to_owned(), Some(body.to_owned()).filter(|body| !body.is_empty()))
            }
            _ => return None,
        };
        let number = number.replace("%2B", "+");
        let account = world.account_where(KIND, |account| account.setting("phone_number") == number)?;
        let key = ChatKey::new(&account.id, person);
        world.chat(&key).draft = body;
        Some(key)
    }

    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut query = String::new();
        for (name, value) in items.first().and_then(Value::as_object).into_iter().flatten() {
            let value = value.as_str().unwrap_or_default().to_owned();
            if name == TO { query = value } else { fields.push((name.clone(), value)) }
        }
        let url = match (query.is_empty(), signing.url.contains('?')) {
            (true, _) => signing.url.to_owned(),
            (false, joint) => format!("{}{}{query}", signing.url, if joint { '&' } else { '?' }),
        };
        let signature = match signing.way {
            Way::Usual => sha1(signing.account.secret("auth_token"), &url, &fields),
            Way::OtherAddress => sha1(signing.account.secret("auth_token"), &other_address(&url), &fields),
            Way::Newer => sha256(signing.account.secret("shared_key_secret"), &url, &fields),
        };
        let body = Url::parse("http://form/").map(|mut url| {
            url.query_pairs_mut().extend_pairs(&fields);
            url.query().unwrap_or_default().to_owned()
        });
        let body = body.unwrap_or_default();
        Outgoing {
            content_type: "application/x-www-form-urlencoded",
            body: body.into_bytes(),
            query,
            signature: match signing.way {
                Way::Usual | Way::OtherAddress => vec![("x-twilio-signature", signature)],
                Way::Newer => vec![
                    ("x-twilio-signature", signature),
                    ("x-twilio-webhooks-signature-settings", "key=KY1,algorithm=HMAC_SHA256".to_owned()),
                ],
            },
        }
    }

    fn nonsense(&self) -> Value {
        json!({ "CallSid": "CA1" })
    }

    /// Nothing is told twice unless somebody asked for that in the address.
    fn patience(&self) -> Patience {
        const RETRIES: &[Span] = &[Span::seconds(1)];
        Patience { answer: Span::seconds(15), retries: RETRIES, ends: None }
    }
}

/// What is signed: the address, then names and values in order, each pair once.
fn signed(url: &str, fields: &[(String, String)]) -> String {
    let sorted: BTreeSet<&(String, String)> = fields.iter().collect();
    let parts = sorted.into_iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    std::iter::once(url).chain(parts).collect()
}

fn sha1(token: &str, url: &str, fields: &[(String, String)]) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(token.as_bytes()) else { return String::new() };
    mac.update(signed(url, fields).as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn sha256(key: &str, url: &str, fields: &[(String, String)]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    mac.update(signed(url, fields).as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The address without its port, or with the usual one of its scheme where it has none.
fn other_address(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let usual = if scheme == "https" { 443 } else { 80 };
    match authority.rsplit_once(':') {
        Some((host, _)) => format!("{scheme}://{host}/{path}"),
        None => format!("{scheme}://{authority}:{usual}/{path}"),
    }
}

/// User and password (RFC 7617).
fn credentials(call: &Call) -> Option<(String, String)> {
    let (scheme, encoded) = call.header("authorization").split_once(' ')?;
    let decoded = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let decoded = String::from_utf8(decoded).ok()?;
    decoded.split_once(':').map(|(user, password)| (user.to_owned(), password.to_owned()))
}

/// An error of that code, in Twilio's words where they matter.
fn named(code: &str) -> Answer {
    let code = code.parse::<u32>().unwrap_or(20_001);
    let (status, message) = match code {
        20_003 => (401, "Authenticate"),
        20_404 => (404, "The requested resource was not found"),
        20_429 => (429, "Too Many Requests"),
        21_211 => (400, "Invalid 'To' Phone Number"),
        21_602 => (400, "Message body is required."),
        21_606 => {
            (400, "The 'From' phone number provided is not a valid, message-capable Twilio phone number.")
        }
        21_610 => (400, "Attempt to send to unsubscribed recipient"),
        21_617 => (400, "The concatenated message body exceeds the 1600 character limit"),
        21_623 => (400, "Number of media files exceeds allowed limit"),
        _ => (400, "Refused on purpose"),
    };
    let more = format!("https://www.twilio.com/docs/errors/{code}");
    Answer::json(status, &json!({ "code": code, "message": message, "more_info": more, "status": status }))
}

fn owner(account: &Account) -> Answer {
    let sid = account.setting("account_sid");
    Answer::json(
        200,
        &json!({ "sid": sid, "friendly_name": account.name, "status": "active", "type": "Full",
            "owner_account_sid": sid, "auth_token": "", "uri": format!("/2010-04-01/Accounts/{sid}.json") }),
    )
}

fn numbers(account: &Account, call: &Call) -> Answer {
    let number = account.setting("phone_number");
    let webhook = account.webhook.as_ref().map(|webhook| webhook.url.as_str());
    let found = json!({ "sid": "PN00000000000000000000000000000001", "phone_number": number,
        "friendly_name": number, "account_sid": account.setting("account_sid"),
        "capabilities": { "sms": true, "mms": true, "voice": true, "fax": false },
        "sms_url": webhook.unwrap_or_default(), "sms_method": "POST" });
    let asked = call.query("PhoneNumber");
    let list = if asked.is_empty() || asked == number { vec![found] } else { Vec::new() };
    Answer::json(200, &json!({ "incoming_phone_numbers": list, "page": 0, "page_size": 50 }))
}
