//! A client of both sockets.

use crate::app::{Browser, TestApp};
use frontdesk_model::id::ConversationId;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// How long a frame may take before a test gives up; nothing is measured with it.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    commands: u32,
}

/// What came instead of a frame.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    Closed { code: u16 },
    Cut,
}

impl Client {
    pub(crate) async fn try_open(
        app: &TestApp,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, tungstenite::Error> {
        let mut request = format!("{}{path}", app.url.replace("http", "ws")).into_client_request()?;
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().expect("a header"));
        }
        let (socket, _) = connect_async(request).await?;
        Ok(Self { socket, commands: 0 })
    }

    /// An agent's socket after its hello: with the `welcome`, and everything until the desk is there.
    pub(crate) async fn agent(app: &TestApp, browser: &Browser) -> Self {
        let headers = [("origin", app.url.as_str()), ("cookie", browser.cookie.as_str())];
        let mut client = Self::try_open(app, "/ws/agent", &headers).await.expect("the socket opens");
        client.send(&json!({ "type": "hello", "epoch": null, "watch": [] })).await;
        client.until("desk").await;
        client
    }

    /// The socket of an agent who took the conversation and watches it, and what they were shown of it.
    pub(crate) async fn serving(app: &TestApp, email: &str, conversation: ConversationId) -> (Self, Value) {
        let mut agent = Self::agent(app, &app.sign_in(email).await).await;
        agent.command(json!({ "do": "take", "conversation": conversation })).await;
        agent.send(&json!({ "type": "watch", "conversation": conversation, "seq": 0 })).await;
        let caught_up = agent.until("conversation").await;
        (agent, caught_up)
    }

    /// A widget's socket that has not said hello.
    pub(crate) async fn silent_widget(app: &TestApp) -> Self {
        Self::try_open(app, "/ws/widget", &[("origin", &app.url)]).await.expect("the socket opens")
    }

    /// A widget's socket after its hello, and the welcome.
    pub(crate) async fn widget(app: &TestApp, token: &str, has: Option<(u64, u64)>) -> (Self, Value) {
        let mut client = Self::silent_widget(app).await;
        client.hello(app, token, has).await;
        let welcome = client.until("welcome").await;
        (client, welcome)
    }

    pub(crate) async fn hello(&mut self, app: &TestApp, token: &str, has: Option<(u64, u64)>) {
        self.send(&json!({
            "type": "hello", "integration": app.widget, "token": token, "conversation": null,
            "epoch": has.map(|(epoch, _)| epoch), "seq": has.map(|(_, seq)| seq),
        }))
        .await;
    }

    pub(crate) async fn send(&mut self, frame: &Value) {
        self.send_message(Message::text(frame.to_string())).await;
    }

    pub(crate) async fn send_message(&mut self, message: Message) {
        // A server that has closed takes nothing more; the test sees it at the next read.
        let _ = self.socket.send(message).await;
    }

    /// The next frame, or how the socket ended.
    pub(crate) async fn next(&mut self) -> Result<Value, End> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("something comes");
            match message {
                Some(Ok(Message::Text(text))) => {
                    return Ok(serde_json::from_str(&text).expect("frames are JSON"));
                }
                Some(Ok(Message::Close(Some(CloseFrame { code, .. })))) => {
                    return Err(End::Closed { code: code.into() });
                }
                Some(Ok(Message::Close(None))) | None | Some(Err(_)) => return Err(End::Cut),
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next frame of a type; others are passed over.
    pub(crate) async fn until(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.next().await.unwrap_or_else(|end| panic!("{end:?} instead of {kind}"));
            if frame["type"] == kind {
                return frame;
            }
        }
    }

    /// The next frame that fits.
    pub(crate) async fn find(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.next().await.unwrap_or_else(|end| panic!("{end:?} instead of {what}"));
            if fits(&frame) {
                return frame;
            }
        }
    }

    /// How the socket ends; frames before are given as well.
    pub(crate) async fn end(&mut self) -> (Vec<Value>, End) {
        let mut frames = Vec::new();
        loop {
            match self.next().await {
                Ok(frame) => frames.push(frame),
                Err(end) => return (frames, end),
            }
        }
    }

    pub(crate) fn draw(&mut self) -> String {
        self.commands += 1;
        format!(
            "0123456789ab{:012x}",
            u64::from(self.commands) << 16 | u64::from(std::process::id() & 0xffff)
        )
    }

    /// Sends a command and gives its answer: `done` or `refused`.
    pub(crate) async fn command(&mut self, command: Value) -> Value {
        let id = self.draw();
        self.command_as(&id, command).await
    }

    pub(crate) async fn command_as(&mut self, id: &str, command: Value) -> Value {
        self.send(&json!({ "type": "command", "id": id, "command": command })).await;
        self.answer(id).await
    }

    /// Says something as an end user and gives the answer.
    pub(crate) async fn say(&mut self, text: &str) -> Value {
        let id = self.draw();
        self.say_as(&id, json!({ "type": "text", "text": text })).await
    }

    pub(crate) async fn say_as(&mut self, id: &str, say: Value) -> Value {
        self.send(&json!({ "type": "send", "id": id, "say": say, "meta": { "fields": [], "tags": [] } }))
            .await;
        self.answer(id).await
    }

    pub(crate) async fn answer(&mut self, id: &str) -> Value {
        self.find("an answer", |frame| {
            (frame["type"] == "done" || frame["type"] == "refused") && frame["id"] == id
        })
        .await
    }
}

/// The items of all conversation frames, with the law that frames have no holes.
#[derive(Default)]
pub(crate) struct Applied {
    pub(crate) seq: u64,
    pub(crate) items: Vec<Value>,
    pub(crate) head: Value,
    pub(crate) marks: Value,
}

impl Applied {
    pub(crate) fn snapshot(conversation: &Value) -> Self {
        Self {
            seq: conversation["seq"].as_u64().expect("a sequence"),
            items: conversation["items"].as_array().expect("items").clone(),
            head: conversation["head"].clone(),
            marks: conversation["marks"].clone(),
        }
    }

    pub(crate) fn apply(&mut self, frame: &Value) {
        assert_eq!(frame["from"].as_u64(), Some(self.seq), "no holes and nothing twice");
        self.seq = frame["seq"].as_u64().expect("a sequence");
        self.items.extend(frame["items"].as_array().into_iter().flatten().cloned());
        for change in frame["deliveries"].as_array().into_iter().flatten() {
            for item in self.items.iter_mut().filter(|item| item["id"] == change["message"]) {
                item["delivery"] = change["delivery"].clone();
            }
        }
        if !frame["head"].is_null() {
            self.head = frame["head"].clone();
        }
        if !frame["marks"].is_null() {
            self.marks = frame["marks"].clone();
        }
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        let text = |item: &Value| item["content"]["text"].as_str().map(ToOwned::to_owned);
        self.items.iter().filter_map(text).collect()
    }
}
