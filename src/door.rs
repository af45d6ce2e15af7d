//! The server's listening socket. The address is taken before anything else is started, so that a port in use is
//! told at once; connections are taken in only when there is somebody to answer them.

use crate::failure::Failure;
use anyhow::anyhow;
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use std::any::Any;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

/// An address that is taken and does not listen yet.
pub(crate) struct Door {
    socket: Socket,
    address: SocketAddr,
}

impl Door {
    /// # Errors
    /// One line that names the address and `key`, the setting or argument that it came from.
    pub(crate) fn reserve(wanted: SocketAddr, key: &str) -> Result<Self, Failure> {
        Self::bind(wanted).map_err(|error| {
            let remedy = match error.kind() {
                io::ErrorKind::AddrInUse => {
                    format!(
                        "something else listens on {wanted}; stop it, or choose another port with `{key}`"
                    )
                }
                io::ErrorKind::PermissionDenied => {
                    format!(
                        "{wanted} may not be listened on by this user; choose a port above 1023 with `{key}`"
                    )
                }
                io::ErrorKind::AddrNotAvailable => {
                    format!("{wanted} is no address of this machine; choose one that is with `{key}`")
                }
                _ => format!("{wanted} cannot be listened on ({error}); choose another address with `{key}`"),
            };
            Failure::Failed(anyhow!(remedy))
        })
    }

    fn bind(wanted: SocketAddr) -> io::Result<Self> {
        let socket = Socket::new(Domain::for_address(wanted), Type::STREAM, Some(Protocol::TCP))?;
        // A restart must not wait for the last connections of the one before.
        socket.set_reuse_address(true)?;
        socket.bind(&wanted.into())?;
        let address = socket.local_addr()?.as_socket();
        let address = address.ok_or_else(|| io::Error::other("not an internet address"))?;
        Ok(Self { socket, address })
    }

    /// The real address, with the port that port 0 became.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets connections in; up to `backlog` of them wait for a worker.
    pub(crate) fn open(self, backlog: i32) -> io::Result<TcpListener> {
        self.socket.listen(backlog)?;
        self.socket.set_nonblocking(true)?;
        Ok(self.socket.into())
    }
}

/// Sets what every accepted connection needs: small frames leave at once, and a peer that acknowledges nothing
/// for `peer_timeout` is dropped by the kernel, however much is still unsent.
pub(crate) fn tune(connection: &dyn Any, peer_timeout: Duration) {
    let Some(stream) = connection.downcast_ref::<actix_web::rt::net::TcpStream>() else { return };
    let socket = SockRef::from(stream);
    let tuned = socket.set_tcp_nodelay(true).and_then(|()| socket.set_tcp_user_timeout(Some(peer_timeout)));
    if let Err(error) = tuned {
        // The peer may be gone already; the connection works without.
        tracing::debug!(%error, "a connection could not be tuned");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any_port() -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 0))
    }

    #[test]
    fn port_0_becomes_a_real_port_that_connections_reach() {
        let door = Door::reserve(any_port(), "listen").ok().unwrap();
        let address = door.address();
        assert_ne!(address.port(), 0);
        let _listener = door.open(16).unwrap();
        std::net::TcpStream::connect(address).unwrap();
    }

    #[test]
    fn a_port_in_use_is_told_with_its_address_and_the_setting() {
        let listener = TcpListener::bind(any_port()).unwrap();
        let address = listener.local_addr().unwrap();
        let failure = Door::reserve(address, "listen").err().unwrap().to_string();
        assert_eq!(
            failure,
            format!("something else listens on {address}; stop it, or choose another port with `listen`")
        );
    }

    #[test]
    fn an_address_of_another_machine_is_told() {
        let elsewhere = SocketAddr::from(([192, 0, 2, 1], 8080));
        let failure = Door::reserve(elsewhere, "--listen").err().unwrap().to_string();
        assert!(failure.starts_with("192.0.2.1:8080 is no address of this machine"), "{failure}");
    }
}
