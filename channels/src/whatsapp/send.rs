//! Requests that say something (…/whatsapp/cloud-api/reference/messages).

use super::media::word;
use super::sender::is_number;
use super::{ACCESS_TOKEN, PHONE_NUMBER_ID, errors, url};
use crate::account::Account;
use crate::adapter::Signal;
use crate::http::{FormData, FormPart, HttpRequest};
use crate::inbound::MediaKind;
use crate::meta::errors::Table;
use crate::meta::parts::Dialect;
use crate::meta::reference;
use crate::outbound::Outbound;
use frontdesk_model::message::FileRef;
use serde_json::{Map, Value, json};

pub(super) struct Cloud<'a> {
    pub(super) account: &'a Account,
    pub(super) outbound: &'a Outbound,
}

impl Cloud<'_> {
    /// A message of that type. Whoever is known by a business-scoped id is the `recipient`; a number goes `to`.
    fn message(&self, kind: &str, content: Value) -> HttpRequest {
        let to = self.outbound.to.as_str();
        let key = if is_number(to) { "to" } else { "recipient" };
        let fields = [
            ("messaging_product", Value::from("whatsapp")),
            ("recipient_type", Value::from("individual")),
            (key, Value::from(to)),
            ("type", Value::from(kind)),
            ("biz_opaque_callback_data", Value::from(reference::write(self.outbound))),
            (kind, content),
        ];
        let body: Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        post(self.account, &Value::Object(body))
    }
}

fn post(account: &Account, body: &Value) -> HttpRequest {
    let url = url(account, PHONE_NUMBER_ID, "/messages");
    HttpRequest::post_json(url, body).bearer(account.secret(ACCESS_TOKEN))
}

impl Dialect for Cloud<'_> {
    const TABLE: Table = errors::table;
    const UPLOADED_AT: &'static str = "/id";
    const SENT_AT: &'static str = "/messages/0/id";

    fn upload(&self, file: &FileRef, _: MediaKind) -> HttpRequest {
        let form = vec![
            FormPart::field("messaging_product", "whatsapp"),
            FormPart::field("type", file.media_type.clone()),
            FormPart {
                name: "file".to_owned(),
                file_name: Some(file.name.clone()),
                content_type: Some(file.media_type.clone()),
                data: FormData::File(file.id),
            },
        ];
        let url = url(self.account, PHONE_NUMBER_ID, "/media");
        HttpRequest::post_form(url, form).bearer(self.account.secret(ACCESS_TOKEN))
    }

    fn text(&self, text: &str) -> HttpRequest {
        self.message("text", json!({ "body": text, "preview_url": false }))
    }

    fn file(&self, handle: &str, file: &FileRef, kind: MediaKind, caption: Option<&str>) -> HttpRequest {
        let mut content = Map::new();
        content.insert("id".to_owned(), Value::from(handle));
        if let Some(caption) = caption {
            content.insert("caption".to_owned(), Value::from(caption));
        }
        if kind == MediaKind::File {
            content.insert("filename".to_owned(), Value::from(file.name.as_str()));
        }
        self.message(word(kind), Value::Object(content))
    }

    /// An object of one field, which is of the message's type.
    fn rich(&self, value: &Value) -> HttpRequest {
        let field = value.as_object().and_then(|fields| fields.iter().next());
        field.map_or_else(
            || self.message("interactive", value.clone()),
            |(kind, content)| self.message(kind, content.clone()),
        )
    }
}

/// Typing and having read are one call: the first says the second as well, and lasts 25 s or until the reply.
pub(super) fn signal(account: &Account, last_message: &str, signal: Signal) -> Option<HttpRequest> {
    let read = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": last_message });
    let body = match (signal, read) {
        (Signal::Read, read) => read,
        (Signal::Typing, Value::Object(mut read)) => {
            read.insert("typing_indicator".to_owned(), json!({ "type": "text" }));
            Value::Object(read)
        }
        (Signal::Typing | Signal::Taken, _) => return None,
    };
    Some(post(account, &body))
}
