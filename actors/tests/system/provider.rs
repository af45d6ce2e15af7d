//! A provider that exists only here: it takes texts part by part, and answers what a test tells it to.

use bytes::Bytes;
use frontdesk_actors::transport::{Providers, Transport};
use frontdesk_channels::{
    Account, Adapter, Adapters, Address, Body, Capability, Deed, DeepLink, Did, EventId, Fetch, Header, Hook,
    HookAnswer, Host, HttpRequest, HttpResponse, Inbound, Item, Media, MediaLimits, Method, Outbound, Pace,
    Preview, Receipt, Receipts, Refusal, Refused, Repeat, RetryClass, Said, SendError, SendState, Sender,
    Setting, Step, Subject, TextUnit, TransportError, Unread, Verdict, What,
};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::flow::{Capabilities, simplified};
use frontdesk_model::message::{Delivery, MessageText};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{CommitError, MemoryStore};
use futures_util::future::{self, BoxFuture, FutureExt};
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

/// The provider's clock is never behind ours: whatever it says was written when it came.
pub(crate) const JUST_NOW: Timestamp = Timestamp::from_millis(4_102_444_800_000);

#[derive(Clone)]
pub(crate) struct Fake {
    kind: ChannelKind,
    capability: Capability,
    repeat: Repeat,
    opening_is_contact: bool,
}

impl Fake {
    pub(crate) fn new(repeat: Repeat) -> Self {
        let capability = Capability {
            flow: Capabilities::TEXT,
            text_max: 4_096,
            text_unit: TextUnit::Chars,
            files: false,
            media: MediaLimits::NONE,
            typing: false,
            mark_read: false,
            receipts: Receipts::Read,
            window: Some(Span::days(1)),
            ends_on_disconnect: false,
            pace: None,
        };
        Self { kind: ChannelKind::Whatsapp, capability, repeat, opening_is_contact: false }
    }

    /// A provider that lets us answer whoever opens the talk.
    pub(crate) fn where_opening_is_contact(self) -> Self {
        Self { opening_is_contact: true, ..self }
    }

    pub(crate) fn paced(self, pace: Pace) -> Self {
        Self { capability: Capability { pace: Some(pace), ..self.capability }, ..self }
    }
}

impl Adapter for Fake {
    fn kind(&self) -> ChannelKind {
        self.kind
    }

    fn opening_is_contact(&self) -> bool {
        self.opening_is_contact
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn hosts(&self) -> &'static [Host] {
        &[]
    }

    fn account_setting(&self) -> &'static str {
        "number"
    }

    /// Its signature is that a body does not say that it is forged.
    fn receive(&self, _: &Account, hook: &Hook<'_>) -> Verdict {
        if hook.body.starts_with(b"forged") {
            return Verdict::Refuse(Refusal::WrongSignature);
        }
        Verdict::Take(HookAnswer::empty())
    }

    /// One text a line, as `event address words`; before it `@name `, where it is for another account.
    fn parse(&self, _: &Account, body: &Bytes, _: Timestamp) -> Vec<Item> {
        let text = String::from_utf8(body.to_vec()).expect("a text");
        let item = |line: &str| {
            let named = line.strip_prefix('@').and_then(|line| line.split_once(' '));
            let (account, text) = named.map_or((None, line), |(name, text)| (Some(name.to_owned()), text));
            let inbound = match text.splitn(3, ' ').collect::<Vec<_>>()[..] {
                [event, _, "to everybody"] => {
                    Inbound::Refused(Refused { event: event_id(event), why: "said to everybody" })
                }
                [event, from, text] => said(event, from, text),
                _ => Inbound::Unread(Unread { event: event_id(line), kind: "torn".to_owned() }),
            };
            Item { account, inbound, raw: Bytes::copy_from_slice(line.as_bytes()) }
        };
        text.lines().map(item).collect()
    }

    fn fetch(&self, _: &Account, media: &Media, _: Option<&HttpResponse>) -> Fetch {
        Fetch::Download(HttpRequest::get(media.handle.clone()))
    }

    /// The code stands in the address as it is.
    fn deep_link(&self, _: &Account, code: &str) -> Option<DeepLink> {
        Some(DeepLink { url: format!("https://provider.example/{code}"), type_this: None })
    }

    fn preview(&self, _: &Account, outbound: &Outbound) -> Result<Preview, SendError> {
        let messages = simplified(&outbound.content).split('|').count();
        let degraded = (messages > 1).then_some(Degradation::TextSplit).into_iter().collect();
        Ok(Preview { messages, degraded, linked: BTreeSet::new() })
    }

    /// What begins so is not counted.
    fn has_free(&self) -> bool {
        true
    }

    fn is_free(&self, outbound: &Outbound, _: &SendState) -> bool {
        simplified(&outbound.content).starts_with("free ")
    }

    /// One request for each part of the text, which are divided by `|`.
    fn step(
        &self,
        _: &Account,
        outbound: &Outbound,
        state: &SendState,
        response: Option<&HttpResponse>,
    ) -> Step {
        let text = simplified(&outbound.content);
        let parts: Vec<&str> = text.split('|').collect();
        let done = usize::try_from(state.parts).expect("few parts");
        let Some(response) = response else {
            return match parts.get(done) {
                None => Step::Sent { ids: state.ids.clone() },
                Some(part) => {
                    let key = Header {
                        name: "idempotency-key".to_owned(),
                        value: format!("{}-{done}", outbound.message),
                    };
                    let body = format!("{}: {part}", outbound.to.as_str());
                    let body = Body::Bytes(body.into());
                    let url = "https://provider.example/messages".to_owned();
                    let request = HttpRequest { method: Method::Post, url, headers: vec![key], body };
                    Step::Ask { request, repeat: self.repeat }
                }
            };
        };
        let after = response.header("retry-after").and_then(|text| text.parse().ok()).map(Span::seconds);
        let class = match response.status {
            200 => {
                let mut next = state.clone();
                next.parts += 1;
                next.ids.push(String::from_utf8(response.body.to_vec()).expect("an id"));
                return Step::Go(next);
            }
            400 => RetryClass::Content,
            401 => RetryClass::Auth,
            403 => RetryClass::RecipientGone,
            402 => RetryClass::Quota { after },
            429 => RetryClass::ThrottledAccount { after },
            430 => RetryClass::ThrottledConversation { after },
            _ => RetryClass::Transient,
        };
        Step::Failed(SendError::new(class, &response.status.to_string(), "the provider says no"))
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Status(u16),
    /// With a `retry-after` of so many seconds.
    Wait(u16, u64),
    NotSent,
    Never,
    /// Takes the message; the next commits fail.
    TakenWhileTheDiskFails(Arc<MemoryStore>),
}

/// The provider's side of the wire.
#[derive(Default)]
pub(crate) struct Wire {
    /// What the provider was asked, `address: text`, with the idempotency key.
    heard: Mutex<Vec<(String, String)>>,
    /// For the next requests; after them everything is taken.
    answers: Mutex<VecDeque<Answer>>,
}

impl Wire {
    pub(crate) fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        self.answers.lock().expect("no panic").extend(answers);
    }

    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").iter().map(|(text, _)| text.clone()).collect()
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").iter().map(|(_, key)| key.clone()).collect()
    }

    pub(crate) fn forget(&self) {
        self.heard.lock().expect("no panic").clear();
    }
}

impl Transport for Wire {
    fn send(&self, request: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>> {
        let text = String::from_utf8(request.body.bytes().expect("bytes").to_vec()).expect("a text");
        let key = request.headers.iter().map(|header| header.value.clone()).collect();
        let answer = self.answers.lock().expect("no panic").pop_front().unwrap_or(Answer::Status(200));
        if !matches!(answer, Answer::NotSent) {
            self.heard.lock().expect("no panic").push((text, key));
        }
        let id = format!("theirs-{}", self.heard.lock().expect("no panic").len());
        let response = |status, headers| HttpResponse { status, headers, body: id.clone().into() };
        match answer {
            Answer::Status(status) => future::ready(Ok(response(status, Vec::new()))).boxed(),
            Answer::Wait(status, seconds) => {
                let header = Header { name: "retry-after".to_owned(), value: seconds.to_string() };
                future::ready(Ok(response(status, vec![header]))).boxed()
            }
            Answer::TakenWhileTheDiskFails(store) => {
                (0..5).for_each(|_| store.fail_next(CommitError::Busy));
                future::ready(Ok(response(200, Vec::new()))).boxed()
            }
            Answer::NotSent => future::ready(Err(TransportError::NotSent)).boxed(),
            Answer::Never => future::pending().boxed(),
        }
    }
}

pub(crate) fn providers(fake: Fake, wire: &Arc<Wire>) -> Providers {
    let twin = Fake { kind: ChannelKind::Instagram, ..fake.clone() };
    let adapters: [Arc<dyn Adapter>; 2] = [Arc::new(fake), Arc::new(twin)];
    let transport: Arc<dyn Transport> = wire.clone();
    Providers::new(Adapters::new(adapters), transport)
}

pub(crate) fn event_id(text: &str) -> EventId {
    EventId::new(text.to_owned()).expect("an id")
}

/// What an end user did without writing.
pub(crate) fn did(event: &str, from: &str, deed: Deed) -> Inbound {
    Inbound::Did(Did { event: event_id(event), from: sender(from), at: JUST_NOW, deed })
}

/// What the provider delivers.
pub(crate) fn said(event: &str, from: &str, text: &str) -> Inbound {
    let what = What::Text(MessageText::new(text).expect("a text"));
    Inbound::Said(Said {
        event: EventId::new(event.to_owned()).expect("an id"),
        from: sender(from),
        at: JUST_NOW,
        id: None,
        reply_to: None,
        link: None,
        what,
    })
}

/// As [`said`], by a link with this code.
pub(crate) fn came(event: &str, from: &str, text: &str, code: &str) -> Inbound {
    match said(event, from, text) {
        Inbound::Said(said) => Inbound::Said(Said { link: Some(code.to_owned()), ..said }),
        other => other,
    }
}

pub(crate) fn sender(from: &str) -> Sender {
    let address = Address::new(from).expect("an address");
    Sender { name: Some(format!("{from} on the phone")), ..Sender::new(address) }
}

pub(crate) fn receipt(event: &str, of: &str, delivery: Delivery) -> Inbound {
    let of = Subject::Theirs(EventId::new(of.to_owned()).expect("an id"));
    Inbound::Receipt(Receipt { event: EventId::new(event.to_owned()).expect("an id"), of, delivery })
}
