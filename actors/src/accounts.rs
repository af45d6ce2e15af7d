//! Owns: what admins filled in to connect accounts of providers; the only writer of those records.
//!
//! Secrets are sealed under the server's key and never leave but towards their provider: they can be replaced, not
//! read. An account that was looked up stays in memory until it changes.

use crate::audit::{Deed, Detail};
use crate::conversation::ExecuteError;
use crate::shared::Shared;
use crate::transport::Providers;
use crate::vault::WrongKey;
use bytes::Bytes;
use dashmap::DashMap;
use frontdesk_channels::{Account, Adapter, Token};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::id::{IntegrationId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{Commit, Expected, RecordKind, RecordWrite, payload};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use frontdesk_channels::Secrets;

/// The longest value of a setting, in characters; tokens of today have some 300.
const MAX_VALUE: usize = 4_096;

#[derive(Clone, Debug, thiserror::Error)]
pub enum AccountError {
    #[error("there is no such integration, or its channel is not connected to a provider")]
    Unknown,
    /// A required setting is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// No setting of that name, or a value that cannot be one.
    #[error("{0} is not a setting of this channel, or has more than 4096 characters")]
    Invalid(String),
    #[error("{0}")]
    Sealed(#[from] WrongKey),
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

/// As it is stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    settings: BTreeMap<String, String>,
    /// [`Hidden`], sealed, in hexadecimal.
    sealed: String,
    /// Which secrets there are, so that forms can say so.
    hidden: BTreeSet<String>,
    changed_at: Timestamp,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Hidden {
    secrets: Secrets,
    token: Option<Token>,
}

/// What an admin may see of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    pub settings: BTreeMap<String, String>,
    /// The names of the secrets that are set.
    pub hidden: BTreeSet<String>,
    /// 0 before it was saved for the first time.
    pub revision: u64,
    pub changed_at: Option<Timestamp>,
    /// What the provider has to call.
    pub webhook_url: String,
}

/// What an admin filled in; secrets that are not among it stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub settings: BTreeMap<String, String>,
    pub secrets: Secrets,
}

/// What the audit log shows: of secrets the names only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Shown {
    settings: BTreeMap<String, String>,
    secrets: BTreeSet<String>,
}

pub struct Accounts {
    shared: Arc<Shared>,
    providers: Providers,
    known: DashMap<IntegrationId, Arc<Account>>,
}

impl Accounts {
    #[must_use]
    pub fn new(shared: Arc<Shared>, providers: Providers) -> Self {
        Self { shared, providers, known: DashMap::new() }
    }

    #[must_use]
    pub const fn providers(&self) -> &Providers {
        &self.providers
    }

    /// The adapter of an integration; `None` for our own channels.
    #[must_use]
    pub fn adapter(&self, integration: IntegrationId) -> Option<Arc<dyn Adapter>> {
        let kind = self.shared.directory.get().integrations.get(&integration)?.kind;
        self.providers.adapters.of(kind).cloned()
    }

    /// # Errors
    /// [`AccountError::Unknown`] before it was connected; when the store cannot be read or the key is another one.
    pub async fn get(&self, integration: IntegrationId) -> Result<Arc<Account>, AccountError> {
        if let Some(known) = self.known.get(&integration) {
            return Ok(Arc::clone(&known));
        }
        let kind = self.kind(integration)?;
        let stored = match self.read(integration).await? {
            Some((_, stored)) => stored,
            // Nothing has to be filled in: it is connected by being there.
            None if self.needs_nothing(kind) => Stored::default(),
            None => return Err(AccountError::Unknown),
        };
        let hidden = self.unsealed(integration, &stored)?;
        let account = Arc::new(self.account(integration, kind, stored.settings, hidden));
        self.known.insert(integration, Arc::clone(&account));
        Ok(account)
    }

    /// What people call the account, such as its telephone number; `None` where no setting tells, or before anybody
    /// asked for the account.
    #[must_use]
    pub fn shown(&self, integration: IntegrationId) -> Option<String> {
        let (adapter, known) = (self.adapter(integration)?, self.known.get(&integration)?);
        let told = [adapter.shown_setting(), adapter.account_setting()].map(|name| known.setting(name));
        told.into_iter().find(|value| !value.is_empty()).map(str::to_owned)
    }

    /// What is known of the account, none of it secret: by the names of its settings (S1-26).
    #[must_use]
    pub fn info(&self, integration: IntegrationId) -> BTreeMap<String, String> {
        self.known.get(&integration).map(|known| known.settings.clone()).unwrap_or_default()
    }

    /// What tickets are found by that go out by the account: its name and its settings (S1-62).
    #[must_use]
    pub fn words(&self, integration: IntegrationId) -> Vec<String> {
        let directory = self.shared.directory.get();
        let name = directory.integrations.get(&integration).map(|found| found.name.clone());
        name.into_iter().chain(self.info(integration).into_values()).collect()
    }

    /// Has all accounts in memory, so that [`Self::shown`] knows them. One that cannot be read is left out: whoever
    /// sends on it says why.
    pub async fn recall(&self) {
        let directory = self.shared.directory.get();
        let others = directory.integrations.values().filter(|found| !found.kind.is_ours());
        for integration in others.map(|found| found.id) {
            if let Err(error) = self.get(integration).await {
                tracing::debug!(integration.id = %integration, %error, "an account is not connected");
            }
        }
    }

    /// The account that a provider calls by this name, among those of the kind.
    pub async fn called(&self, kind: ChannelKind, name: &str) -> Option<IntegrationId> {
        let setting = self.providers.adapters.of(kind)?.account_setting();
        let directory = self.shared.directory.get();
        for integration in directory.integrations.values().filter(|found| found.kind == kind) {
            if self.get(integration.id).await.is_ok_and(|account| account.setting(setting) == name) {
                return Some(integration.id);
            }
        }
        None
    }

    /// # Errors
    /// [`AccountError::Unknown`]; when the store cannot be read.
    pub async fn view(&self, integration: IntegrationId) -> Result<AccountView, AccountError> {
        let kind = self.kind(integration)?;
        let stored = self.read(integration).await?;
        let webhook_url = self.account(integration, kind, BTreeMap::new(), Hidden::default()).webhook_url();
        Ok(match stored {
            Some((revision, stored)) => AccountView {
                settings: stored.settings,
                hidden: stored.hidden,
                revision,
                changed_at: Some(stored.changed_at),
                webhook_url,
            },
            None => AccountView {
                settings: BTreeMap::new(),
                hidden: BTreeSet::new(),
                revision: 0,
                changed_at: None,
                webhook_url,
            },
        })
    }

    /// Connects an account, or changes how. Returns the new revision; the one before was `expected`, 0 for none.
    ///
    /// # Errors
    /// [`ExecuteError::Changed`] when somebody saved meanwhile; what is missing or invalid.
    pub async fn save(
        &self,
        by: UserId,
        integration: IntegrationId,
        expected: u64,
        filled: Filled,
    ) -> Result<u64, AccountError> {
        let kind = self.kind(integration)?;
        let adapter = self.providers.adapters.of(kind).ok_or(AccountError::Unknown)?;
        let before = self.read(integration).await?;
        let mut hidden = match &before {
            Some((_, stored)) => self.unsealed(integration, stored)?,
            None => Hidden::default(),
        };
        checked(adapter.as_ref(), &filled)?;
        let given: BTreeMap<_, _> =
            filled.secrets.0.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        if !given.is_empty() {
            // A token belongs to the secrets that it was got with.
            hidden.token = None;
        }
        hidden.secrets.0.extend(given);
        let settings: BTreeMap<_, _> =
            filled.settings.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        let missing = adapter.settings().iter().filter(|setting| setting.required).find(|setting| {
            let values = if setting.secret { &hidden.secrets.0 } else { &settings };
            !values.contains_key(setting.name)
        });
        if let Some(missing) = missing {
            return Err(AccountError::Missing(missing.name));
        }
        let before = before.map(|(_, stored)| Shown { settings: stored.settings, secrets: stored.hidden });
        let secrets = hidden.secrets.0.keys().cloned().collect();
        let after = Shown { settings: settings.clone(), secrets };
        let detail = Detail::between(before, Some(after));
        let revision = self.write(integration, expected, settings, hidden, Some((by, detail))).await?;
        self.get(integration).await?;
        Ok(revision)
    }

    /// Keeps a token that was renewed.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn keep_token(&self, integration: IntegrationId, token: Token) -> Result<(), AccountError> {
        let (revision, stored) = self.read(integration).await?.ok_or(AccountError::Unknown)?;
        let mut hidden = self.unsealed(integration, &stored)?;
        hidden.token = Some(token);
        self.write(integration, revision, stored.settings, hidden, None).await?;
        Ok(())
    }

    fn kind(&self, integration: IntegrationId) -> Result<ChannelKind, AccountError> {
        let directory = self.shared.directory.get();
        let kind = directory.integrations.get(&integration).map(|found| found.kind);
        kind.filter(|kind| !kind.is_ours()).ok_or(AccountError::Unknown)
    }

    fn needs_nothing(&self, kind: ChannelKind) -> bool {
        let adapter = self.providers.adapters.of(kind);
        adapter.is_some_and(|adapter| adapter.settings().iter().all(|setting| !setting.required))
    }

    fn account(
        &self,
        integration: IntegrationId,
        kind: ChannelKind,
        settings: BTreeMap<String, String>,
        hidden: Hidden,
    ) -> Account {
        let (public_url, hosts) = (self.providers.public_url.clone(), self.providers.hosts(kind));
        let Hidden { secrets, token } = hidden;
        Account { integration, settings, secrets, hosts, public_url, token }
    }

    async fn read(&self, integration: IntegrationId) -> Result<Option<(u64, Stored)>, ExecuteError> {
        let found = self.shared.store.record(RecordKind::Credentials, &integration.to_bytes()).await?;
        Ok(match found {
            Some(record) => Some((record.revision, payload::from_bytes(&record.body)?)),
            None => None,
        })
    }

    fn unsealed(&self, integration: IntegrationId, stored: &Stored) -> Result<Hidden, AccountError> {
        if stored.sealed.is_empty() {
            return Ok(Hidden::default());
        }
        let sealed = hex::decode(&stored.sealed).map_err(|_| WrongKey)?;
        let plain = self.providers.vault.open(&integration.to_bytes(), &sealed)?;
        Ok(payload::from_bytes(&plain).map_err(ExecuteError::from)?)
    }

    async fn write(
        &self,
        integration: IntegrationId,
        expected: u64,
        settings: BTreeMap<String, String>,
        hidden: Hidden,
        by: Option<(UserId, Detail<Shown>)>,
    ) -> Result<u64, AccountError> {
        let now = self.shared.clock.now();
        let plain = payload::to_bytes(&hidden).map_err(ExecuteError::from)?;
        let sealed = self.providers.vault.seal(&integration.to_bytes(), &plain, self.nonce())?;
        let stored = Stored {
            settings,
            sealed: hex::encode(sealed),
            hidden: hidden.secrets.0.keys().cloned().collect(),
            changed_at: now,
        };
        let key = Bytes::copy_from_slice(&integration.to_bytes());
        let record = RecordWrite {
            kind: RecordKind::Credentials,
            key: key.clone(),
            expected: if expected == 0 { Expected::Absent } else { Expected::Revision(expected) },
            body: Some(payload::to_bytes(&stored).map_err(ExecuteError::from)?),
        };
        let mut commit = Commit { records: vec![record], ..Commit::default() };
        if let Some((by, detail)) = by {
            let deed = Deed { at: now, by: Some(by), kind: RecordKind::Credentials, key };
            commit.audit.push(deed.entry(&detail).map_err(ExecuteError::from)?);
        }
        self.shared.store.commit(commit).await.map_err(ExecuteError::from)?;
        self.known.remove(&integration);
        Ok(expected.saturating_add(1))
    }

    fn nonce(&self) -> [u8; 24] {
        let mut nonce = [0; 24];
        for chunk in nonce.chunks_mut(6) {
            chunk.copy_from_slice(&self.shared.dice.six());
        }
        nonce
    }
}

fn checked(adapter: &dyn Adapter, filled: &Filled) -> Result<(), AccountError> {
    let wrong = |secret: bool, (name, value): (&String, &String)| {
        let known = adapter.settings().iter().any(|setting| setting.name == name && setting.secret == secret);
        let fits = value.chars().count() <= MAX_VALUE && !value.chars().any(char::is_control);
        (!known || !fits).then(|| name.clone())
    };
    let settings = filled.settings.iter().filter_map(|pair| wrong(false, pair));
    let secrets = filled.secrets.0.iter().filter_map(|pair| wrong(true, pair));
    match settings.chain(secrets).next() {
        Some(name) => Err(AccountError::Invalid(name)),
        None => Ok(()),
    }
}
