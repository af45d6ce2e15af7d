//! What is known of how each channel does, since the server started: for the doctor, who shows it to admins.

use dashmap::DashMap;
use frontdesk_channels::Refusal;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::time::Timestamp;

/// Signs of life, and of illness, of one integration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Webhooks that were taken in.
    pub taken: u64,
    pub last_taken_at: Option<Timestamp>,
    /// Webhooks that were not believed, and why the last one was not.
    pub refused: u64,
    pub last_refused: Option<(Timestamp, Refusal)>,
    pub handshake_at: Option<Timestamp>,
    /// Items that were nobody's message and meant nothing to this server.
    pub unread: u64,
    pub last_sent_at: Option<Timestamp>,
    pub failed: u64,
    /// The provider's code and words.
    pub last_failure: Option<(Timestamp, String, String)>,
    /// What the provider last said of the account itself.
    pub last_alert: Option<(Timestamp, String, String)>,
}

#[derive(Debug, Default)]
pub struct AllSigns(DashMap<IntegrationId, Signs>);

impl AllSigns {
    #[must_use]
    pub fn of(&self, integration: IntegrationId) -> Signs {
        self.0.get(&integration).map(|signs| signs.clone()).unwrap_or_default()
    }

    pub fn note(&self, integration: IntegrationId, what: impl FnOnce(&mut Signs)) {
        what(&mut self.0.entry(integration).or_default());
    }
}
