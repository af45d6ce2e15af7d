//! The bounded way from the callers to the committer.

use super::encode::Encoded;
use super::entry::Entry;
use crate::store::{CommitError, Committed};
use futures_util::future::{self, BoxFuture, FutureExt};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use tokio::sync::oneshot;

/// How many commits may wait: at the 50,000 a second that a small machine makes durable this is a sixth of a
/// second, more than which no caller should wait unknowing. Full: [`CommitError::Busy`].
pub const QUEUE_COMMITS: usize = 8_192;

/// How many bytes of commits may wait, so that large ones cannot fill the memory. Full: [`CommitError::Busy`].
pub const QUEUE_BYTES: usize = 64 << 20;

pub(crate) type Reply = oneshot::Sender<Result<Committed, CommitError>>;

pub(crate) struct Submission {
    pub(crate) entry: Entry,
    pub(crate) encoded: Encoded,
    pub(crate) reply: Reply,
}

pub(crate) enum Order {
    Commit(Box<Submission>),
    /// Everything before this is still committed, nothing after it.
    Close,
}

/// What waits: for the bound in bytes, and to be seen from outside.
#[derive(Default)]
struct Waiting {
    commits: AtomicUsize,
    bytes: AtomicUsize,
}

pub(crate) struct Queue {
    orders: SyncSender<Order>,
    waiting: Arc<Waiting>,
}

pub(crate) struct Orders {
    orders: Receiver<Order>,
    waiting: Arc<Waiting>,
}

pub(crate) fn queue() -> (Queue, Orders) {
    let (sender, receiver) = sync_channel(QUEUE_COMMITS);
    let waiting = Arc::new(Waiting::default());
    (Queue { orders: sender, waiting: waiting.clone() }, Orders { orders: receiver, waiting })
}

impl Queue {
    /// Takes the place in the order at once; the future only waits.
    pub(crate) fn submit(&self, entry: Entry) -> BoxFuture<'static, Result<Committed, CommitError>> {
        match self.enqueue(entry) {
            Err(error) => future::ready(Err(error)).boxed(),
            Ok(receipt) => receipt
                .map(|reply| reply.unwrap_or_else(|_| Err(CommitError::Failed(STOPPED.to_owned()))))
                .boxed(),
        }
    }

    fn enqueue(
        &self,
        entry: Entry,
    ) -> Result<oneshot::Receiver<Result<Committed, CommitError>>, CommitError> {
        let encoded = super::encode::encode(&entry).map_err(CommitError::Invalid)?;
        let length = encoded.len();
        let waiting = self.waiting.bytes.fetch_add(length, Ordering::Relaxed);
        self.waiting.commits.fetch_add(1, Ordering::Relaxed);
        let (reply, receipt) = oneshot::channel();
        let order = Order::Commit(Box::new(Submission { entry, encoded, reply }));
        // One commit is always taken, however large, or it could never be made.
        let sent = if waiting > 0 && waiting.saturating_add(length) > QUEUE_BYTES {
            Err(CommitError::Busy)
        } else {
            self.orders.try_send(order).map_err(|error| match error {
                TrySendError::Full(_) => CommitError::Busy,
                TrySendError::Disconnected(_) => CommitError::Failed(STOPPED.to_owned()),
            })
        };
        if let Err(error) = sent {
            self.waiting.taken(length);
            return Err(error);
        }
        Ok(receipt)
    }

    /// Asks the committer to end. Blocks while the queue is full.
    pub(crate) fn close(&self) {
        // An error says that the committer ended already.
        let _ = self.orders.send(Order::Close);
    }
}

const STOPPED: &str = "the store is closed";

impl Orders {
    /// Waits for the next order; `None` when nobody is left to give one.
    pub(crate) fn wait(&self) -> Option<Order> {
        self.orders.recv().ok().inspect(|order| self.taken(order))
    }

    pub(crate) fn next(&self) -> Option<Order> {
        self.orders.try_recv().ok().inspect(|order| self.taken(order))
    }

    fn taken(&self, order: &Order) {
        if let Order::Commit(submission) = order {
            self.waiting.taken(submission.encoded.len());
        }
    }

    /// How many commits wait now.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.commits.load(Ordering::Relaxed)
    }
}

impl Waiting {
    fn taken(&self, length: usize) {
        self.commits.fetch_sub(1, Ordering::Relaxed);
        self.bytes.fetch_sub(length, Ordering::Relaxed);
    }
}
