//! A visitor: an end user with the widget open.

use crate::ids;
use crate::rest::Rest;
use crate::server::Server;
use crate::socket::{Event, Opening, Socket};
use anyhow::{Context, Result, bail};
use frontdesk_web::wire::error::ErrorBody;
use frontdesk_web::wire::shared::Done;
use frontdesk_web::wire::widget::{ClientFrame, Meta, Say, ServerFrame};
use std::net::SocketAddr;
use std::sync::Arc;

/// What visitors and agents need to know about the server.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) address: SocketAddr,
    pub(crate) origin: Arc<str>,
    pub(crate) integration: Arc<str>,
    pub(crate) rest: Rest,
}

impl Place {
    /// # Errors
    /// When the HTTP client cannot be made.
    pub(crate) fn of(server: &Server) -> Result<Self> {
        Ok(Self {
            address: server.address(),
            origin: server.base().into(),
            integration: server.integration().into(),
            rest: Rest::new(server.base())?,
        })
    }
}

/// What a visitor keeps when the line is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) token: String,
    pub(crate) conversation: Option<String>,
    /// The epoch and the sequence up to which everything was received.
    pub(crate) has: Option<(u64, u64)>,
}

pub(crate) struct Visitor {
    pub(crate) standing: Standing,
    pub(crate) socket: Socket,
    epoch: u64,
}

/// The answer to something that was sent.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Done(Done),
    Refused(ErrorBody),
}

impl Visitor {
    /// A new end user, with a socket that has said hello.
    ///
    /// # Errors
    /// When the server refuses.
    pub(crate) async fn new(place: &Place) -> Result<Self> {
        let token = place.rest.open_visitor(&place.integration).await?;
        let (visitor, _) = Self::resume(place, Standing { token, conversation: None, has: None }).await?;
        Ok(visitor)
    }

    /// Comes back, and gives the `welcome` as well.
    ///
    /// # Errors
    /// When the server refuses.
    pub(crate) async fn resume(place: &Place, standing: Standing) -> Result<(Self, ServerFrame)> {
        let opening = Opening {
            address: place.address,
            path: "/ws/widget",
            origin: &place.origin,
            cookie: None,
            receive_buffer: None,
        };
        let mut socket = Socket::open(opening).await?;
        socket.send(&hello(place, &standing)?).await?;
        let welcome: ServerFrame = serde_json::from_str(&socket.text().await?)?;
        let ServerFrame::Welcome { epoch, .. } = &welcome else {
            bail!("a visitor's hello was answered with {welcome:?}")
        };
        let epoch = *epoch;
        Ok((Self { standing, socket, epoch }, welcome))
    }

    #[must_use]
    pub(crate) const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Sends something and waits for its answer; what else comes meanwhile is only counted as received.
    ///
    /// # Errors
    /// When the line is cut.
    pub(crate) async fn ask(&mut self, say: Say) -> Result<Answer> {
        let id = ids::draw();
        self.socket.send(&send(&id, say)?).await?;
        loop {
            match self.next().await? {
                ServerFrame::Done(done) if done.id.to_string() == id => {
                    self.standing.conversation =
                        done.conversation.map(|conversation| conversation.to_string());
                    return Ok(Answer::Done(done));
                }
                ServerFrame::Refused { id: Some(of), error } if of.to_string() == id => {
                    return Ok(Answer::Refused(error));
                }
                _ => {}
            }
        }
    }

    /// Asks for a person; gives the conversation that is handed off.
    ///
    /// # Errors
    /// When it is refused.
    pub(crate) async fn ask_for_a_person(&mut self) -> Result<String> {
        match self.ask(Say::TalkToHuman).await? {
            Answer::Done(_) => self.standing.conversation.clone().context("a receipt without a conversation"),
            Answer::Refused(error) => bail!("a visitor may not ask for a person: {error:?}"),
        }
    }

    /// The next frame; keeps count of what was received.
    ///
    /// # Errors
    /// When the line is cut.
    pub(crate) async fn next(&mut self) -> Result<ServerFrame> {
        match self.socket.next().await? {
            Event::Text(text) => {
                let frame: ServerFrame = serde_json::from_str(&text).context("a frame cannot be read")?;
                self.note(&frame)?;
                Ok(frame)
            }
            Event::Closed(code) => bail!("the server closed a visitor's socket ({code:?})"),
        }
    }

    /// # Errors
    /// When the frame leaves a gap to what was received before.
    pub(crate) fn note(&mut self, frame: &ServerFrame) -> Result<()> {
        let ServerFrame::Conversation(news) = frame else { return Ok(()) };
        let had = self.standing.has.map_or(news.from, |(_, seq)| seq);
        if news.from != had {
            bail!("a frame goes from {} to {}, and {had} was the last before", news.from, news.seq);
        }
        self.standing.has = Some((self.epoch, news.seq));
        Ok(())
    }
}

/// # Errors
/// When an id cannot be read.
pub(crate) fn hello(place: &Place, standing: &Standing) -> Result<ClientFrame> {
    Ok(ClientFrame::Hello {
        integration: ids::parse(&place.integration)?,
        token: standing.token.clone(),
        conversation: standing.conversation.as_deref().map(ids::parse).transpose()?,
        epoch: standing.has.map(|(epoch, _)| epoch),
        seq: standing.has.map(|(_, seq)| seq),
        page: None,
        locale: None,
        start: false,
    })
}

/// # Errors
/// When the id cannot be read.
pub(crate) fn send(id: &str, say: Say) -> Result<ClientFrame> {
    Ok(ClientFrame::Send { id: ids::parse(id)?, say, meta: Meta::default(), conversation: None })
}

#[must_use]
pub(crate) fn text(text: impl Into<String>) -> Say {
    Say::Text { text: text.into() }
}
