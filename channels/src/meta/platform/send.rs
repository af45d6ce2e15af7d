//! Requests that say something (…/messenger-platform/reference/send-api).

use super::errors::table;
use super::{Door, Product, content};
use crate::adapter::{SendState, Signal, Step};
use crate::address::Address;
use crate::http::{FormData, FormPart, HttpRequest, HttpResponse};
use crate::inbound::MediaKind;
use crate::meta::errors::Table;
use crate::meta::parts::Dialect;
use crate::meta::{parts, reference};
use crate::outbound::Outbound;
use frontdesk_model::message::FileRef;
use serde_json::{Value, json};

struct Thread<'a> {
    product: &'a Product,
    door: Door<'a>,
    outbound: &'a Outbound,
}

pub(crate) fn step(
    product: &Product,
    door: Door<'_>,
    outbound: &Outbound,
    state: &SendState,
    response: Option<&HttpResponse>,
) -> Step {
    match content::rendered(product, &door, outbound) {
        Ok(rendered) => parts::step(&Thread { product, door, outbound }, &rendered.parts, state, response),
        Err(error) => Step::Failed(error),
    }
}

impl Thread<'_> {
    /// Always a `RESPONSE`: what is sent later than a day after their last message is not sent at all.
    fn message(&self, message: &Value) -> HttpRequest {
        let mut message = message.clone();
        if self.product.metadata
            && let Some(fields) = message.as_object_mut()
        {
            fields.insert("metadata".to_owned(), Value::from(reference::write(self.outbound)));
        }
        let body = json!({
            "recipient": { "id": self.outbound.to.as_str() },
            "messaging_type": "RESPONSE",
            "message": message,
        });
        HttpRequest::post_json(self.door.url("/messages"), &body).bearer(self.door.token)
    }
}

/// The word for a kind in attachments.
pub(super) const fn word(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image | MediaKind::Sticker => "image",
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
        MediaKind::File => "file",
    }
}

impl Dialect for Thread<'_> {
    const TABLE: Table = table;
    const UPLOADED_AT: &'static str = "/attachment_id";
    const SENT_AT: &'static str = "/message_id";

    fn upload(&self, file: &FileRef, kind: MediaKind) -> HttpRequest {
        let attachment = json!({ "type": word(kind), "payload": { "is_reusable": true } });
        let message = json!({ "attachment": attachment }).to_string();
        let platform = self.product.platform.map(|platform| FormPart::field("platform", platform));
        let rest = [
            FormPart::field("message", message),
            FormPart {
                name: "filedata".to_owned(),
                file_name: Some(plain_name(&file.name)),
                content_type: Some(file.media_type.clone()),
                data: FormData::File(file.id),
            },
        ];
        let form = platform.into_iter().chain(rest).collect();
        HttpRequest::post_form(self.door.url("/message_attachments"), form).bearer(self.door.token)
    }

    fn text(&self, text: &str) -> HttpRequest {
        self.message(&json!({ "text": text }))
    }

    fn file(&self, handle: &str, _: &FileRef, kind: MediaKind, _: Option<&str>) -> HttpRequest {
        let payload = json!({ "attachment_id": handle });
        self.message(&json!({ "attachment": { "type": word(kind), "payload": payload } }))
    }

    fn rich(&self, value: &Value) -> HttpRequest {
        self.message(value)
    }
}

/// Names of uploads may be ASCII only.
fn plain_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '_' }).collect()
}

pub(crate) fn signal(door: &Door<'_>, to: &Address, signal: Signal) -> Option<HttpRequest> {
    let action = match signal {
        Signal::Typing => "typing_on",
        Signal::Read => "mark_seen",
        Signal::Taken => return None,
    };
    let body = json!({ "recipient": { "id": to.as_str() }, "sender_action": action });
    Some(HttpRequest::post_json(door.url("/messages"), &body).bearer(door.token))
}
