//! One configured account of a provider, as its adapter needs it.

use frontdesk_model::id::IntegrationId;
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A number, a page, a bot: what an admin copied from the provider, and where the provider is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub integration: IntegrationId,
    /// What may be shown, by the name of its [`Setting`].
    pub settings: BTreeMap<String, String>,
    /// What may not, by the name of its [`Setting`].
    pub secrets: Secrets,
    /// Addresses of the provider without a slash at the end, by the name of its [`Host`].
    pub hosts: BTreeMap<String, String>,
    /// Where this server is reached from outside, such as `https://desk.example.org`; no slash at the end.
    pub public_url: String,
    /// The short-lived token, where the provider has such; see [`crate::Adapter::renew`].
    pub token: Option<Token>,
}

impl Account {
    /// Empty for one that was not given.
    #[must_use]
    pub fn setting(&self, name: &str) -> &str {
        self.settings.get(name).map_or("", String::as_str)
    }

    /// Empty for one that was not given: whoever compares with it must refuse the empty one.
    #[must_use]
    pub fn secret(&self, name: &str) -> &str {
        self.secrets.0.get(name).map_or("", String::as_str)
    }

    #[must_use]
    pub fn host(&self, name: &str) -> &str {
        self.hosts.get(name).map_or("", String::as_str)
    }

    /// What the provider has to call.
    #[must_use]
    pub fn webhook_url(&self) -> String {
        format!("{}/webhooks/{}", self.public_url, self.integration)
    }
}

/// Values that never leave the server but towards their provider.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secrets(pub BTreeMap<String, String>);

/// The names only.
impl fmt::Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.0.keys()).finish()
    }
}

/// What a provider gave for a while.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    pub value: String,
    /// With which the next one is got, where the provider gives such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh: Option<String>,
    pub expires_at: Timestamp,
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a token until {:?}", self.expires_at)
    }
}

/// Something that an admin has to fill in to connect an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// As in `phone_number_id`; the forms of the admin centre have words for each.
    pub name: &'static str,
    pub secret: bool,
    pub required: bool,
}

/// Where a provider is, unless the configuration says otherwise: a region, or a simulated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    pub name: &'static str,
    /// With the version of the interface where it stands in the address; no slash at the end.
    pub default: &'static str,
}
