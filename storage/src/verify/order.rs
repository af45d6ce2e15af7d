//! What must hold between the frames of a journal, whatever each of them says.

use crate::codec::wide;
use crate::commit::{DedupeKey, RecordKind};
use crate::journal::entry::Frame;
use bytes::Bytes;
use frontdesk_model::id::ConversationId;
use std::collections::{HashMap, HashSet};

/// Follows a journal from its beginning. Holds a number for each conversation and record, and 16 bytes for each
/// dedupe key.
#[derive(Default)]
pub(super) struct Order {
    heads: HashMap<ConversationId, u64>,
    revisions: HashMap<(RecordKind, Bytes), u64>,
    seen: HashSet<[u8; 16]>,
}

impl Order {
    pub(super) fn follow(&mut self, frame: &Frame) -> Result<(), String> {
        let commit = &frame.entry.commit;
        if let Some(append) = &commit.append {
            let head = self.heads.entry(append.conversation).or_default();
            let (expected, last) = (append.expected_seq, *head);
            *head = expected + wide(append.events.len());
            if expected != last {
                let conversation = append.conversation;
                return Err(format!(
                    "events of {conversation} follow {expected}, but the last one was {last}"
                ));
            }
        }
        for (write, revision) in commit.records.iter().zip(&frame.entry.revisions) {
            // The keys are copied, or each would hold on to a window of the file.
            let key = (write.kind, Bytes::copy_from_slice(&write.key));
            if write.body.is_none() {
                self.revisions.remove(&key);
                continue;
            }
            let last = self.revisions.insert(key, *revision).unwrap_or(0);
            if *revision != last + 1 {
                return Err(format!("a record has revision {revision} after {last}"));
            }
        }
        self.unseen(&commit.dedupe)
    }

    fn unseen(&mut self, dedupe: &[DedupeKey]) -> Result<(), String> {
        // Within one commit a key may stand twice.
        let fingerprints: HashSet<_> = dedupe.iter().map(crate::sled::keys::fingerprint).collect();
        for fingerprint in fingerprints {
            if !self.seen.insert(fingerprint) {
                return Err("a provider event was taken in twice".to_owned());
            }
        }
        Ok(())
    }
}
