//! A WebSocket client: a thin layer over tungstenite that knows the two sockets' manners.

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use std::net::SocketAddr;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::{COOKIE, ORIGIN};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

/// Bytes that one socket of ours buffers; thousands of them are open at a time, and one read takes many frames.
const READ_BUFFER: usize = 8 << 10;

pub(crate) struct Socket {
    stream: WebSocketStream<TcpStream>,
}

/// What came from the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Text(Utf8Bytes),
    /// The Close frame's code; `None` when the connection was cut without one.
    Closed(Option<u16>),
}

/// Where and as whom a socket is opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening<'a> {
    pub(crate) address: SocketAddr,
    /// `/ws/agent` or `/ws/widget`.
    pub(crate) path: &'a str,
    pub(crate) origin: &'a str,
    pub(crate) cookie: Option<&'a str>,
    /// Bytes that the kernel keeps for a reader that does not read; `None` for its own choice.
    pub(crate) receive_buffer: Option<u32>,
}

impl Socket {
    /// # Errors
    /// When the server cannot be reached or refuses the handshake.
    pub(crate) async fn open(opening: Opening<'_>) -> Result<Self> {
        let Opening { address, path, origin, cookie, receive_buffer } = opening;
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        if let Some(bytes) = receive_buffer {
            socket.set_recv_buffer_size(bytes)?;
        }
        let connection = socket.connect(address).await.context("no connection")?;
        connection.set_nodelay(true)?;
        let mut request = format!("ws://{address}{path}").into_client_request()?;
        request.headers_mut().insert(ORIGIN, HeaderValue::from_str(origin)?);
        if let Some(cookie) = cookie {
            request.headers_mut().insert(COOKIE, HeaderValue::from_str(cookie)?);
        }
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER).write_buffer_size(READ_BUFFER);
        let opened = tokio_tungstenite::client_async_with_config(request, connection, Some(config)).await;
        let (stream, _) = opened.context("the handshake was refused")?;
        Ok(Self { stream })
    }

    /// Writes a frame at once.
    ///
    /// # Errors
    /// When the connection is gone.
    pub(crate) async fn send<T: Serialize>(&mut self, frame: &T) -> Result<()> {
        self.feed(frame).await?;
        self.flush().await
    }

    /// Writes a frame with the next flush.
    ///
    /// # Errors
    /// When the connection is gone.
    pub(crate) async fn feed<T: Serialize>(&mut self, frame: &T) -> Result<()> {
        let text = serde_json::to_string(frame)?;
        Ok(self.stream.feed(Message::text(text)).await?)
    }

    /// # Errors
    /// When the connection is gone.
    pub(crate) async fn flush(&mut self) -> Result<()> {
        Ok(self.stream.flush().await?)
    }

    /// The next text; pings are answered on the way.
    ///
    /// # Errors
    /// When the server breaks the protocol of WebSockets.
    pub(crate) async fn next(&mut self) -> Result<Event> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Ok(Event::Text(text)),
                Some(Ok(Message::Close(frame))) => {
                    return Ok(Event::Closed(frame.map(|frame| frame.code.into())));
                }
                Some(Ok(Message::Ping(_))) => self.flush().await?,
                Some(Ok(Message::Pong(_) | Message::Frame(_))) => {}
                Some(Ok(Message::Binary(_))) => bail!("the server sent a binary message"),
                None | Some(Err(Error::ConnectionClosed | Error::AlreadyClosed | Error::Io(_))) => {
                    return Ok(Event::Closed(None));
                }
                Some(Err(Error::Protocol(_))) if self.is_cut() => return Ok(Event::Closed(None)),
                Some(Err(error)) => return Err(error.into()),
            }
        }
    }

    /// A killed server's connections end in the middle of the protocol, which tungstenite tells as a breach of it.
    fn is_cut(&self) -> bool {
        self.stream.get_ref().peer_addr().is_err() || self.stream.get_ref().take_error().is_ok()
    }

    /// The next text.
    ///
    /// # Errors
    /// When there is none any more.
    pub(crate) async fn text(&mut self) -> Result<Utf8Bytes> {
        match self.next().await? {
            Event::Text(text) => Ok(text),
            Event::Closed(code) => bail!("the server closed the socket ({code:?})"),
        }
    }

    /// Says good-bye; a connection that is gone already needs none.
    pub(crate) async fn leave(mut self) {
        let _ = self.stream.close(None).await;
    }
}
