//! What our adapters make of a webhook, for tests that are written around the providers' own SDKs in other languages.
//!
//! Each line on stdin is a call, each line on stdout what became of it:
//!
//! ```text
//! {"kind":"whatsapp","settings":{},"secrets":{"app_secret":"…"},"method":"POST","query":"","headers":{"…":"…"},"body":"…"}
//! {"verdict":"take","items":[{"account":"1001","inbound":"Said(…)","said":"hello"}]}
//! ```

use bytes::Bytes;
use frontdesk_channels::{
    Account, Header, Hook, HookAnswer, Inbound, Item, Method, Secrets, Verdict, What, every,
};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::time::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    kind: ChannelKind,
    #[serde(default)]
    settings: BTreeMap<String, String>,
    #[serde(default)]
    secrets: BTreeMap<String, String>,
    /// Where the server is, for providers that sign addresses.
    #[serde(default)]
    public_url: String,
    /// `GET` or `POST`.
    method: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    /// Milliseconds since the epoch, by the clock of whoever asks: signatures may be stale.
    now: u64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut stdout = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let call: Call = serde_json::from_str(&line?)?;
        writeln!(stdout, "{}", answer(call).ok_or("there is no adapter of that kind")?)?;
        stdout.flush()?;
    }
    Ok(())
}

fn answer(call: Call) -> Option<Value> {
    let adapters = every();
    let adapter = adapters.of(call.kind)?.as_ref();
    let account = Account {
        integration: IntegrationId::from_bytes([1; 12]),
        settings: call.settings,
        secrets: Secrets(call.secrets),
        hosts: adapter.hosts().iter().map(|host| (host.name.to_owned(), host.default.to_owned())).collect(),
        public_url: call.public_url,
        token: None,
    };
    let headers: Vec<Header> = call.headers.iter().map(|(name, value)| Header::new(name, value)).collect();
    let hook = Hook {
        method: if call.method == "GET" { Method::Get } else { Method::Post },
        query: &call.query,
        headers: &headers,
        body: &Bytes::from(call.body),
        now: Timestamp::from_millis(call.now),
    };
    Some(match adapter.receive(&account, &hook) {
        Verdict::Refuse(refusal) => json!({ "verdict": "refuse", "why": refusal.word() }),
        Verdict::Answer(answer) => json!({ "verdict": "answer", "answer": text(&answer) }),
        Verdict::Take(answer) => {
            let items = adapter.parse(&account, &adapter.kept(&hook), hook.now);
            let items: Vec<Value> = items.iter().map(item).collect();
            json!({ "verdict": "take", "answer": text(&answer), "items": items })
        }
    })
}

fn text(answer: &HookAnswer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

fn item(item: &Item) -> Value {
    let said = match &item.inbound {
        Inbound::Said(said) => match &said.what {
            What::Text(text) | What::Chosen { label: text, .. } => Some(text.as_str()),
            What::Media { caption, .. } => caption.as_ref().map(|caption| caption.as_str()),
            What::Unsupported { kind } => Some(kind.as_str()),
        },
        _ => None,
    };
    json!({ "account": item.account, "inbound": format!("{:?}", item.inbound), "said": said })
}
