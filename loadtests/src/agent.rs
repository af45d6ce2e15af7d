//! An agent with the workspace open.

use crate::ids;
use crate::rest::Login;
use crate::socket::{Event, Opening, Socket};
use crate::visitor::Place;
use anyhow::{Context, Result, bail};
use frontdesk_web::wire::agent::{ClientFrame, Command, ServerFrame};
use frontdesk_web::wire::error::ErrorBody;
use frontdesk_web::wire::shared::{Done, Status};

pub(crate) struct Agent {
    pub(crate) socket: Socket,
}

impl Agent {
    /// A socket that has said hello and got its desk. `receive_buffer`: bytes that the kernel keeps for one who
    /// does not read; `None` for its own choice.
    ///
    /// # Errors
    /// When the server refuses.
    pub(crate) async fn open(place: &Place, login: &Login, receive_buffer: Option<u32>) -> Result<Self> {
        let opening = Opening {
            address: place.address,
            path: "/ws/agent",
            origin: &place.origin,
            cookie: Some(&login.cookie),
            receive_buffer,
        };
        let mut socket = Socket::open(opening).await?;
        socket.send(&ClientFrame::Hello { epoch: None, watch: Vec::new() }).await?;
        let mut welcome = false;
        loop {
            match read(&socket.text().await?)? {
                ServerFrame::Welcome { .. } => welcome = true,
                ServerFrame::Desk(_) if welcome => return Ok(Self { socket }),
                ServerFrame::Desk(_) => bail!("the desk came before the welcome"),
                ServerFrame::Closing { reason, .. } => bail!("an agent's hello was answered with {reason:?}"),
                _ => {}
            }
        }
    }

    /// Sends a command and waits for its answer; what else comes meanwhile is passed over.
    ///
    /// # Errors
    /// When the line is cut.
    pub(crate) async fn ask(&mut self, command: Command) -> Result<Result<Done, ErrorBody>> {
        let id = ids::draw();
        self.socket.send(&ClientFrame::Command { id: ids::parse(&id)?, command }).await?;
        loop {
            match self.next().await? {
                ServerFrame::Done(done) if done.id.to_string() == id => return Ok(Ok(done)),
                ServerFrame::Refused { id: Some(of), error } if of.to_string() == id => {
                    return Ok(Err(error));
                }
                _ => {}
            }
        }
    }

    /// # Errors
    /// When the command is refused, or the line is cut.
    pub(crate) async fn must(&mut self, command: Command) -> Result<Done> {
        let told = format!("{command:?}");
        self.ask(command).await?.map_err(|error| anyhow::anyhow!("{told} was refused: {error:?}"))
    }

    /// # Errors
    /// When it is refused.
    pub(crate) async fn set_status(&mut self, status: Status) -> Result<()> {
        self.must(Command::SetStatus { status, agent: None }).await.map(|_| ())
    }

    /// Takes a conversation by hand and watches it from its beginning on.
    ///
    /// # Errors
    /// When it is refused.
    pub(crate) async fn take(&mut self, conversation: &str) -> Result<()> {
        self.must(Command::Take { conversation: ids::parse(conversation)? }).await?;
        self.watch(conversation, 0).await.map(|_| ())
    }

    /// Watches a conversation, and gives the sequence that the catching up ends at.
    ///
    /// # Errors
    /// When it is refused, or cannot be caught up.
    pub(crate) async fn watch(&mut self, conversation: &str, seq: u64) -> Result<u64> {
        self.socket.send(&ClientFrame::Watch { conversation: ids::parse(conversation)?, seq }).await?;
        loop {
            match self.next().await? {
                ServerFrame::Conversation(news) if news.conversation.to_string() == conversation => {
                    return Ok(news.seq);
                }
                ServerFrame::Resync { .. } => bail!("{conversation} cannot be caught up from {seq}"),
                ServerFrame::Refused { id: None, error } => bail!("a watch was refused: {error:?}"),
                _ => {}
            }
        }
    }

    /// # Errors
    /// When the line is cut, or a frame cannot be read.
    pub(crate) async fn next(&mut self) -> Result<ServerFrame> {
        match self.socket.next().await? {
            Event::Text(text) => read(&text),
            Event::Closed(code) => bail!("the server closed an agent's socket ({code:?})"),
        }
    }
}

/// # Errors
/// When it is no frame of the wire.
pub(crate) fn read(text: &str) -> Result<ServerFrame> {
    serde_json::from_str(text).context("a frame cannot be read")
}
