//! One contract for every engine: what holds for one holds for all.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[path = "contract/admin.rs"]
mod admin;
#[path = "contract/conversations.rs"]
mod conversations;
#[path = "contract/refusals.rs"]
mod refusals;
#[path = "contract/work.rs"]
mod work;

use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{
    Append, Body, Commit, CommitError, Committed, EmbeddedStore, MemoryStore, OutboxChange, OutboxRow, Store,
    StoreConfig,
};
use std::sync::Arc;

/// An engine under test; `reopen` closes and opens it again where that means something.
struct Engine {
    store: Arc<dyn Store>,
    dir: Option<tempfile::TempDir>,
}

impl Engine {
    fn memory() -> Self {
        Self { store: Arc::new(MemoryStore::new()), dir: None }
    }

    fn embedded() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { store: Self::open(&dir), dir: Some(dir) }
    }

    fn open(dir: &tempfile::TempDir) -> Arc<dyn Store> {
        EmbeddedStore::open(
            &StoreConfig { segment_bytes: 4_096, index_layer_bytes: 8_192, ..StoreConfig::new(dir.path()) },
            |_| (),
        )
        .unwrap()
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        self.store.commit(commit).await
    }

    async fn reopen(&mut self) {
        if let Some(dir) = &self.dir {
            self.store.close().await;
            self.store = Self::open(dir);
        }
    }
}

/// Each function of the contract as one test an engine.
macro_rules! contract {
    ($($module:ident :: $test:ident),* $(,)?) => {
        mod memory {
            $(#[tokio::test]
            async fn $test() {
                super::$module::$test(super::Engine::memory()).await;
            })*
        }
        mod embedded {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$module::$test(super::Engine::embedded()).await;
            })*
        }
    };
}

contract! {
    conversations::an_empty_store_answers_with_nothing,
    conversations::events_come_back_with_their_bodies,
    conversations::pages_go_both_ways,
    conversations::a_snapshot_shortens_loading,
    conversations::the_order_of_calls_is_the_order_of_offsets,
    conversations::reading_from_an_offset_pages_through_all_commits,
    conversations::everything_is_there_after_a_restart,
    refusals::a_wrong_sequence_is_a_conflict,
    refusals::a_second_dedupe_key_is_a_duplicate,
    refusals::a_refused_commit_leaves_nothing_behind,
    refusals::what_breaks_a_bound_is_refused,
    refusals::one_of_many_writers_wins,
    refusals::a_closed_store_takes_nothing,
    work::the_outbox_gives_what_is_due_in_order,
    work::a_row_of_the_outbox_is_replaced_and_done,
    work::timers_are_set_moved_and_cleared,
    work::large_payloads_come_back,
    work::envelopes_come_back_newest_first,
    admin::records_have_revisions,
    admin::records_page_in_key_order,
    admin::one_commit_may_write_a_record_twice,
    admin::rows_are_found_by_prefix,
    admin::numbers_are_never_given_twice,
    admin::the_audit_log_is_newest_first,
}

fn conversation(number: u8) -> ConversationId {
    ConversationId::from_bytes([number; 12])
}

fn integration(number: u8) -> IntegrationId {
    IntegrationId::from_bytes([number; 12])
}

fn message(number: u8) -> MessageId {
    MessageId::from_bytes([number; 12])
}

fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn bytes(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}

/// A commit that appends these events.
fn append(of: u8, expected_seq: u64, events: &[&str]) -> Commit {
    let events = events.iter().map(|text| bytes(text)).collect();
    Commit {
        append: Some(Append { conversation: conversation(of), expected_seq, events }),
        ..Commit::default()
    }
}

fn body(number: u8, text: &str) -> Body {
    Body { message: message(number), content: bytes(text) }
}

fn outbox_row(id: u8, of: u8, due: u64, payload: Bytes) -> OutboxRow {
    OutboxRow {
        id: LongId::from_bytes([id; 12]),
        integration: integration(of),
        conversation: conversation(1),
        due: at(due),
        payload,
    }
}

fn put(row: OutboxRow) -> Commit {
    Commit { outbox: vec![OutboxChange::Put(row)], ..Commit::default() }
}
