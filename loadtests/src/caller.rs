//! A connection on which a provider calls webhooks: one request at a time, and as little work for each as can be,
//! because the server is to be measured and not a client's library.

use anyhow::{Context, Result, bail};
use frontdesk_sandbox::Webhook;
use std::io::Write;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest head of an answer, in bytes; ours have some 300.
const HEAD_BYTES: usize = 16 << 10;

pub(crate) struct Caller {
    address: SocketAddr,
    stream: TcpStream,
    /// What was read and not used yet.
    read: Vec<u8>,
}

impl Caller {
    /// # Errors
    /// When the server cannot be reached.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        Ok(Self { address, stream: connect(address).await?, read: Vec::new() })
    }

    /// Delivers it and gives the status of the answer. A connection that the server had closed meanwhile is opened
    /// anew, once.
    ///
    /// # Errors
    /// When there is no answer of HTTP.
    pub(crate) async fn post(&mut self, webhook: &Webhook) -> Result<u16> {
        let request = request(webhook)?;
        if let Ok(status) = self.exchange(&request).await {
            return Ok(status);
        }
        self.stream = connect(self.address).await?;
        self.read.clear();
        self.exchange(&request).await
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<u16> {
        self.stream.write_all(request).await?;
        let head = loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break self.read.drain(..end.saturating_add(4)).collect::<Vec<u8>>();
            }
            if self.read.len() > HEAD_BYTES {
                bail!("an answer's head does not end");
            }
            self.more().await?;
        };
        let head = std::str::from_utf8(&head).context("an answer's head is no text")?;
        let (status, length) = understood(head)?;
        while self.read.len() < length {
            self.more().await?;
        }
        self.read.drain(..length);
        Ok(status)
    }

    async fn more(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.read).await? {
            0 => bail!("the server closed the connection of a webhook"),
            _ => Ok(()),
        }
    }
}

async fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address).await.context("no connection")?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Head and body in one piece, so that they leave in one write.
fn request(webhook: &Webhook) -> Result<Vec<u8>> {
    let Webhook { url, headers, body } = webhook;
    let after = url.strip_prefix("http://").context("webhooks of load are called without TLS")?;
    let (host, path) = after.split_once('/').unwrap_or((after, ""));
    let mut request = Vec::with_capacity(body.len().saturating_add(512));
    write!(request, "POST /{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {}\r\n", body.len())?;
    for (name, value) in headers {
        write!(request, "{name}: {value}\r\n")?;
    }
    request.extend_from_slice(b"\r\n");
    request.extend_from_slice(body);
    Ok(request)
}

/// The status, and the bytes that follow the head.
fn understood(head: &str) -> Result<(u16, usize)> {
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?;
    let length = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(Ok(0), |(_, value)| value.trim().parse())?;
    Ok((status.parse()?, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[test]
    fn a_webhook_is_written_as_http_has_it() {
        let webhook = Webhook {
            url: "http://127.0.0.1:80/webhooks/7?a=b".to_owned(),
            headers: vec![("content-type", "application/json".to_owned())],
            body: b"{}".to_vec(),
        };
        let written = String::from_utf8(request(&webhook).expect("a request")).expect("text");
        let expected = "POST /webhooks/7?a=b HTTP/1.1\r\nhost: 127.0.0.1:80\r\ncontent-length: 2\r\n\
            content-type: application/json\r\n\r\n{}";
        assert_eq!(written, expected);
    }

    #[test]
    fn status_and_length_are_read_from_the_head() {
        assert_eq!(
            understood("HTTP/1.1 503 Later\r\nContent-Length: 12\r\n\r\n").expect("a head"),
            (503, 12)
        );
        assert_eq!(understood("HTTP/1.1 200 OK\r\n\r\n").expect("a head"), (200, 0));
        assert!(understood("").is_err());
    }

    #[tokio::test]
    async fn a_connection_that_was_closed_meanwhile_is_opened_anew() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("an address");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async move {
            for _ in 0..2 {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                let mut some = [0; 4_096];
                let _ = stream.read(&mut some).await.expect("a request");
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
                stream.write_all(answer).await.expect("written");
            }
        });
        let webhook =
            Webhook { url: format!("http://{address}/x"), headers: Vec::new(), body: b"1".to_vec() };
        let mut caller = Caller::open(address).await.expect("open");
        assert_eq!(caller.post(&webhook).await.expect("answered"), 200);
        assert_eq!(caller.post(&webhook).await.expect("answered"), 200);
        serving.await.expect("served");
    }
}
