//! Which sockets were opened with which visitor's token, so that they close when it opens nothing any more.

use dashmap::DashMap;
use frontdesk_actors::hub::{Socket, SocketId};
use frontdesk_actors::push::Push;

#[derive(Default)]
pub struct VisitorSockets(DashMap<[u8; 32], Vec<Socket>>);

impl VisitorSockets {
    /// Does nothing the second time.
    pub fn add(&self, session: [u8; 32], socket: Socket) {
        let mut sockets = self.0.entry(session).or_default();
        sockets.retain(|known| known.id != socket.id);
        sockets.push(socket);
    }

    pub fn remove(&self, session: &[u8; 32], socket: SocketId) {
        if let Some(mut sockets) = self.0.get_mut(session) {
            sockets.retain(|known| known.id != socket);
        }
        self.0.remove_if(session, |_, sockets| sockets.is_empty());
    }

    /// They close as signed out.
    pub fn sign_out(&self, session: &[u8; 32]) {
        for socket in self.0.get(session).iter().flat_map(|sockets| sockets.value()) {
            socket.push(Push::SignedOut);
        }
    }
}
