//! On which page each widget was last seen: so that an admin sees that it was put in well.
//!
//! Coarse on purpose: one write a minute and widget, however busy its pages are.

use crate::error::ApiResult;
use bytes::Bytes;
use dashmap::DashMap;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::shared::Shared;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{Commit, Expected, RecordKind, RecordWrite, payload};
use serde::{Deserialize, Serialize};

const WRITE_EVERY: Span = Span::minutes(1);
/// The longest origin that is kept, in bytes; a host name has at most 253.
const MAX_ORIGIN_BYTES: usize = 270;

/// What is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    pub origin: String,
    pub at: Timestamp,
}

/// When each widget's record was written last. As many entries as there are widgets.
#[derive(Debug, Default)]
pub struct Sightings(DashMap<IntegrationId, Timestamp>);

impl Sightings {
    /// Notes that an existing widget was seen on a page. That it could not be noted is no visitor's business.
    pub async fn note(&self, shared: &Shared, integration: IntegrationId, origin: &str) {
        let now = shared.clock.now();
        if origin.len() > MAX_ORIGIN_BYTES || !self.is_due(integration, now) {
            return;
        }
        if let Err(error) = write(shared, integration, &Sighting { origin: origin.to_owned(), at: now }).await
        {
            tracing::warn!(%error, integration.id = %integration, "where a widget was seen was not noted");
        }
    }

    fn is_due(&self, integration: IntegrationId, now: Timestamp) -> bool {
        let mut due = false;
        self.0
            .entry(integration)
            .and_modify(|last| {
                due = last.plus(WRITE_EVERY) <= now;
                if due {
                    *last = now;
                }
            })
            .or_insert_with(|| {
                due = true;
                now
            });
        due
    }
}

async fn write(shared: &Shared, integration: IntegrationId, sighting: &Sighting) -> Result<(), ExecuteError> {
    let record = RecordWrite {
        kind: RecordKind::WidgetSeen,
        key: Bytes::copy_from_slice(&integration.to_bytes()),
        expected: Expected::Any,
        body: Some(payload::to_bytes(sighting)?),
    };
    shared.store.commit(Commit { records: vec![record], ..Commit::default() }).await?;
    Ok(())
}

/// Where a widget was seen last.
///
/// # Errors
/// When the store cannot be read.
pub async fn last(shared: &Shared, integration: IntegrationId) -> ApiResult<Option<Sighting>> {
    let record = shared.store.record(RecordKind::WidgetSeen, &integration.to_bytes()).await?;
    let read = record.map(|record| payload::from_bytes(&record.body));
    Ok(read.transpose().map_err(ExecuteError::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_write_a_minute() {
        let sightings = Sightings::default();
        let widget = IntegrationId::new(Timestamp::ZERO, [1; 6]);
        let at = |seconds| Timestamp::ZERO.plus(Span::seconds(seconds));
        let due: Vec<bool> =
            [0, 1, 59, 60, 61, 120].map(|second| sightings.is_due(widget, at(second))).into();
        assert_eq!(due, [true, false, false, true, false, true]);
        assert!(sightings.is_due(IntegrationId::new(Timestamp::ZERO, [2; 6]), at(1)));
    }
}
