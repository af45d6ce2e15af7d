//! What `WhatsApp`, Messenger and Instagram have in common: Meta's Graph interface and its webhooks (channels §1).

use crate::call::{Answer, Call};
use crate::json::{put, text};
use crate::provider::{Expected, Handshake, Outgoing, Patience, Refusal, Signing};
use crate::world::{Account, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Span;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// An error as Graph writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GraphError {
    status: u16,
    code: u32,
    subcode: Option<u32>,
    message: String,
    details: Option<String>,
}

impl GraphError {
    pub(crate) fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, code, subcode: None, message: message.to_owned(), details: None }
    }

    pub(crate) const fn sub(mut self, subcode: u32) -> Self {
        self.subcode = Some(subcode);
        self
    }

    pub(crate) fn details(mut self, details: &str) -> Self {
        self.details = Some(details.to_owned());
        self
    }

    pub(crate) fn token() -> Self {
        let message = "Error validating access token: The session has been invalidated.";
        Self::new(401, 190, message).sub(460)
    }

    /// An object that is not there, or not for this token.
    pub(crate) fn no_object(id: &str) -> Self {
        let message = format!(
            "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions"
        );
        Self::new(400, 100, &message).sub(33)
    }

    pub(crate) fn parameter(message: &str) -> Self {
        Self::new(400, 100, &format!("(#100) {message}"))
    }

    /// `131047`, or `10/2018278`, as somebody wrote it who wants that error.
    fn named(code: &str) -> Self {
        let (code, subcode) = code.split_once('/').unwrap_or((code, ""));
        let code = code.parse().unwrap_or(1);
        let status = match code {
            190 => 401,
            4 | 32 | 613 | 80006 | 80007 | 130_429 | 131_048 | 131_056 => 429,
            1 | 2 | 131_000 | 131_016 => 500,
            _ => 400,
        };
        let error = Self::new(status, code, &format!("(#{code}) Refused on purpose"));
        subcode.parse().map_or(error.clone(), |subcode| error.sub(subcode))
    }

    pub(crate) fn answer(&self) -> Answer {
        let mut error = json!({
            "message": self.message,
            "type": "OAuthException",
            "code": self.code,
            "is_transient": self.status >= 500,
            "fbtrace_id": "Asandbox",
        });
        if let Some(subcode) = self.subcode {
            put(&mut error, "error_subcode", subcode);
        }
        if let Some(details) = &self.details {
            put(&mut error, "error_data", json!({ "messaging_product": "whatsapp", "details": details }));
        }
        Answer::json(self.status, &json!({ "error": error }))
    }
}

pub(crate) fn refusal(why: &Refusal, throttle: u32) -> Answer {
    match why {
        Refusal::Throttled { retry_after } => {
            let answer = GraphError::new(429, throttle, "(#4) Application request limit reached").answer();
            match retry_after {
                Some(seconds) => answer.with("retry-after", seconds.to_string()),
                None => answer,
            }
        }
        Refusal::Broken => GraphError::new(500, 2, "Service temporarily unavailable").answer(),
        Refusal::Revoked => GraphError::token().answer(),
        Refusal::Code(code) => GraphError::named(code).answer(),
    }
}

/// The token, as header or in the query.
pub(crate) fn token(call: &Call) -> &str {
    match call.bearer() {
        "" => call.query("access_token"),
        bearer => bearer,
    }
}

/// The parts of the path after the version, which every address has.
///
/// # Errors
/// When there is none.
pub(crate) fn path(call: &Call) -> Result<Vec<&str>, GraphError> {
    let parts = call.segments();
    match parts.split_first() {
        Some((version, rest)) if version.starts_with('v') && version.contains('.') => Ok(rest.to_vec()),
        _ => Err(GraphError::new(400, 2500, "Unknown path components: the version is missing")),
    }
}

/// The account whose id, or whatever else its settings name, stands in the path; else the one whose token it is.
pub(crate) fn account_called(world: &World, kind: ChannelKind, call: &Call) -> Option<String> {
    let parts = call.segments();
    let named = |account: &Account| account.settings.values().any(|value| parts.contains(&value.as_str()));
    let holds = |account: &Account| account.secret("access_token") == token(call);
    let found = world.account_where(kind, named).or_else(|| world.account_where(kind, holds))?;
    Some(found.id.clone())
}

/// The account of a request, whose token was looked at.
///
/// # Errors
/// When it carries no token, or not the account's.
pub(crate) fn authorised<'a>(
    world: &'a World,
    kind: ChannelKind,
    call: &Call,
) -> Result<&'a Account, GraphError> {
    let account = account_called(world, kind, call).and_then(|id| world.accounts.get(&id));
    let given = token(call);
    if given.is_empty() {
        return Err(GraphError::new(401, 190, "An access token is required to request this resource."));
    }
    let account = account.ok_or_else(GraphError::token)?;
    let app = format!("{}|{}", account.setting("app_id"), account.secret("app_secret"));
    if given != account.secret("access_token") && given != app {
        return Err(GraphError::token());
    }
    Ok(account)
}

/// `GET ?hub.mode=subscribe…`
pub(crate) fn handshake(account: &Account) -> Handshake {
    let challenge = "1158201444";
    let token = account.secret("verify_token");
    let query = format!("hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={token}");
    Handshake { query, expects: Expected::Text(challenge.to_owned()) }
}

/// A webhook with that body, signed.
pub(crate) fn webhook(signing: &Signing<'_>, body: &Value) -> Outgoing {
    let body = escaped(body).into_bytes();
    let signature = format!("sha256={}", hmac_hex(signing.account.secret("app_secret"), &body));
    Outgoing {
        content_type: "application/json",
        body,
        query: String::new(),
        signature: vec![("x-hub-signature-256", signature)],
    }
}

fn hmac_hex(secret: &str, body: &[u8]) -> String {
    Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_or_else(
        |_| String::new(),
        |mut mac| {
            mac.update(body);
            hex::encode(mac.finalize().into_bytes())
        },
    )
}

/// JSON as Meta writes it: pure ASCII, with slashes escaped.
fn escaped(json: &Value) -> String {
    let mut out = String::new();
    for character in json.to_string().chars() {
        match character {
            '/' => out.push_str("\\/"),
            ascii if ascii.is_ascii() => out.push(ascii),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    out
}

/// Immediately, then ever more rarely over a day and a half.
const RETRIES: &[Span] = &[
    Span::ZERO,
    Span::seconds(5),
    Span::seconds(30),
    Span::minutes(2),
    Span::minutes(10),
    Span::minutes(30),
    Span::minutes(60),
    Span::minutes(180),
    Span::minutes(360),
    Span::minutes(720),
    Span::minutes(720),
];

pub(crate) const fn patience(ends: Option<Span>) -> Patience {
    Patience { answer: Span::seconds(5), retries: RETRIES, ends }
}

/// `POST|GET|DELETE /{id}/subscribed_apps`: whether this account's webhooks go out at all.
pub(crate) fn subscribed_apps(world: &mut World, account: &str, call: &Call) -> Answer {
    let Some(found) = world.accounts.get_mut(account) else { return GraphError::token().answer() };
    match call.method.as_str() {
        "POST" => {
            let fields = match call.query("subscribed_fields") {
                "" => call.json().map(|body| text(&body, "/subscribed_fields").to_owned()),
                fields => Some(fields.to_owned()),
            };
            found.remember("subscribed_fields", fields.unwrap_or_default(), None);
            if let Some(webhook) = &mut found.webhook {
                (webhook.off, webhook.failing_since) = (false, None);
            }
            Answer::json(200, &json!({ "success": true }))
        }
        "DELETE" => {
            if let Some(webhook) = &mut found.webhook {
                webhook.off = true;
            }
            Answer::json(200, &json!({ "success": true }))
        }
        _ => {
            let on = found.webhook.as_ref().is_some_and(|webhook| !webhook.off);
            let fields = found.note("subscribed_fields", world.now).unwrap_or_default();
            let fields: Vec<&str> = fields.split(',').filter(|field| !field.is_empty()).collect();
            let app = json!({ "id": found.setting("app_id"), "name": "Frontdesk", "subscribed_fields": fields,
                "whatsapp_business_api_data": { "id": found.setting("app_id"), "name": "Frontdesk" } });
            let data = if on { vec![app] } else { Vec::new() };
            Answer::json(200, &json!({ "data": data }))
        }
    }
}

/// `GET /debug_token?input_token=`
pub(crate) fn debug_token(account: &Account, call: &Call, scopes: &[&str]) -> Answer {
    let valid = call.query("input_token") == account.secret("access_token");
    let data = json!({ "app_id": account.setting("app_id"), "type": "SYSTEM_USER", "is_valid": valid,
        "expires_at": 0, "scopes": scopes });
    Answer::json(200, &json!({ "data": data }))
}

/// Only the fields that were asked for, and the id; all of them if none was named.
pub(crate) fn fields(call: &Call, whole: &Value) -> Answer {
    let asked = call.query("fields");
    let object = whole.as_object().cloned().unwrap_or_default();
    let kept: serde_json::Map<String, Value> = object
        .into_iter()
        .filter(|(name, _)| asked.is_empty() || name == "id" || asked.split(',').any(|field| field == name))
        .collect();
    Answer::json(200, &Value::Object(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_escaped_as_meta_does_and_reads_the_same() {
        let json = json!({ "text": "é 👍 a/b \"q\"" });
        let text = escaped(&json);
        assert_eq!(text, r#"{"text":"\u00e9 \ud83d\udc4d a\/b \"q\""}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json);
    }

    #[test]
    fn the_signature_is_that_of_a_known_pair() {
        // HMAC-SHA256 of RFC 4231, case 2.
        let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hmac_hex("Jefe", b"what do ya want for nothing?"), known);
    }

    #[test]
    fn codes_are_read_with_and_without_their_second_half() {
        assert_eq!(GraphError::named("10/2018278").subcode, Some(2_018_278));
        assert_eq!(GraphError::named("131056").status, 429);
        assert_eq!(GraphError::named("190").status, 401);
    }
}
