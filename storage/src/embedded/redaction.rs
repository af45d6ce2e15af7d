//! Erasing the contents of messages for good.

use super::EmbeddedStore;
use super::core::Core;
use crate::commit::Offset;
use crate::journal::entry::{BlobKind, Control, Entry, Redaction};
use crate::journal::reader::read_frame;
use crate::journal::redact::Blanking;
use crate::sled::apply::redaction_of;
use crate::sled::keys;
use crate::sled::values::EventsAt;
use crate::store::{ReadError, RedactError};
use std::collections::HashSet;

/// How many rows of events are read from the index at once.
const ROWS_AT_ONCE: usize = 512;

impl EmbeddedStore {
    /// With what was sent or received in the same commits and the rows that were derived from them, unless such
    /// a row is still the newest.
    pub(super) async fn erase(&self, redaction: Redaction) -> Result<u64, RedactError> {
        let intent = Entry { control: Some(Control::Redact(redaction.clone())), ..Entry::default() };
        let intent = self.queue.submit(intent).await?.offset;
        let erased = self.read(move |core| core.blank(&redaction)).await?;
        let done = Entry { control: Some(Control::Redacted(intent)), ..Entry::default() };
        self.queue.submit(done).await?;
        Ok(erased)
    }

    /// Completes what was interrupted. Blocks.
    pub(super) fn complete_redactions(&self) -> Result<(), RedactError> {
        for (intent, redaction) in self.core.open_redactions()? {
            let erased = self.core.blank(&redaction)?;
            tracing::info!(event.offset = intent, erased, "interrupted erasure completed");
            let done = Entry { control: Some(Control::Redacted(intent)), ..Entry::default() };
            futures_util::FutureExt::now_or_never(self.queue.submit(done));
        }
        Ok(())
    }
}

impl Core {
    fn open_redactions(&self) -> Result<Vec<(Offset, Redaction)>, ReadError> {
        let from = keys::redactions();
        let rows = self.index.ascending(&from, &keys::after(&from), usize::MAX)?;
        let parts = rows.iter().map(|(key, value)| {
            let intent = key.last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
            intent.zip(redaction_of(value)).ok_or_else(|| self.unreadable("an erasure"))
        });
        parts.collect()
    }

    fn blank(&self, redaction: &Redaction) -> Result<u64, ReadError> {
        let conversation = redaction.conversation;
        let messages: HashSet<[u8; 12]> =
            redaction.messages.iter().map(|message| message.to_bytes()).collect();
        let mut blanking = Blanking::default();
        let mut from = keys::events(conversation, 0);
        let until = keys::behind(&keys::events(conversation, u64::MAX));
        loop {
            let rows = self.index.ascending(&from, &until, ROWS_AT_ONCE)?;
            let Some((last, _)) = rows.last() else { break };
            from = keys::behind(last);
            for (_, value) in &rows {
                let at = EventsAt::decode(value).map_err(|_| self.unreadable("a row of events"))?;
                self.choose(&mut blanking, &at, &messages)?;
            }
        }
        // A snapshot may hold what is erased; the next one is made from what is left.
        self.index.remove_unjournaled(keys::snapshot(conversation));
        blanking.run(&self.segments)
    }

    /// Chooses what of one frame is erased, if it holds one of the messages.
    fn choose(
        &self,
        blanking: &mut Blanking,
        at: &EventsAt,
        messages: &HashSet<[u8; 12]>,
    ) -> Result<(), ReadError> {
        let frame = read_frame(&self.segments, at.place, Some(at.offset))?;
        let commit = &frame.entry.commit;
        if !commit.bodies.iter().any(|body| messages.contains(&body.message.to_bytes())) {
            return Ok(());
        }
        let payloads = commit.outbox.iter().filter(|change| change.payload().is_some()).count();
        let written = commit.records.iter().filter(|write| write.body.is_some()).count();
        let first_row = commit.bodies.len() + payloads + written;
        let mut newest_rows = HashSet::new();
        let rows = commit.rows.iter().filter_map(|write| Some((write, write.value.as_ref()?)));
        for (number, (write, value)) in (first_row..).zip(rows) {
            if self.row(write.table, &write.key)?.as_ref() == Some(value) {
                newest_rows.insert(number);
            }
        }
        blanking.add(&self.segments, at.place, |blob, number| match blob.kind {
            BlobKind::Message => messages.contains(&blob.name),
            BlobKind::Outbox | BlobKind::Envelope => true,
            BlobKind::Row => !newest_rows.contains(&number),
            BlobKind::Record | BlobKind::Audit => false,
        })
    }
}
