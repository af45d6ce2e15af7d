//! One account of a provider: what an admin would copy from there, and where its webhooks go.

use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Timestamp;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// Such as `whatsapp-1`.
    pub(crate) id: String,
    pub(crate) kind: ChannelKind,
    /// The business's name, as the phone shows it.
    pub(crate) name: String,
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) secrets: BTreeMap<String, String>,
    pub(crate) webhook: Option<Webhook>,
    notes: BTreeMap<String, Note>,
}

#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    /// Since when every call failed.
    pub(crate) failing_since: Option<Timestamp>,
    /// The provider calls it no more, because it failed for too long or nobody wants it.
    pub(crate) off: bool,
}

/// What a provider remembers of an account: tokens it gave, counters, single-use marks.
#[derive(Clone, Debug)]
struct Note {
    value: String,
    until: Option<Timestamp>,
}

impl Account {
    pub(crate) fn new(
        id: String,
        kind: ChannelKind,
        name: String,
        settings: BTreeMap<String, String>,
        secrets: BTreeMap<String, String>,
    ) -> Self {
        Self { id, kind, name, settings, secrets, webhook: None, notes: BTreeMap::new() }
    }

    /// The word of its kind, such as `whatsapp`.
    pub(crate) fn kind_word(&self) -> String {
        crate::providers::word(self.kind)
    }

    /// Empty for one that it has not.
    pub(crate) fn setting(&self, name: &str) -> &str {
        self.settings.get(name).map_or("", String::as_str)
    }

    /// Empty for one that it has not.
    pub(crate) fn secret(&self, name: &str) -> &str {
        self.secrets.get(name).map_or("", String::as_str)
    }

    /// The same account as somebody imagines it who does not know its secrets.
    pub(crate) fn impostor(&self) -> Self {
        let mut other = self.clone();
        other.secrets.values_mut().for_each(|secret| secret.insert_str(0, "not-"));
        other
    }

    /// The note of that name, unless it ran out.
    pub(crate) fn note(&self, name: &str, now: Timestamp) -> Option<&str> {
        let note = self.notes.get(name).filter(|note| note.until.is_none_or(|until| now < until))?;
        Some(&note.value)
    }

    /// Remembers it, for ever or until then.
    pub(crate) fn remember(&mut self, name: &str, value: impl Into<String>, until: Option<Timestamp>) {
        self.notes.insert(name.to_owned(), Note { value: value.into(), until });
    }

    pub(crate) fn forget(&mut self, name: &str) {
        self.notes.remove(name);
    }

    /// Counts one more under that name until then, and says how many there are; a count that ran out begins anew.
    pub(crate) fn count(&mut self, name: &str, now: Timestamp, until: Timestamp) -> u32 {
        let before = self.note(name, now).and_then(|count| count.parse::<u32>().ok());
        let end = self.notes.get(name).and_then(|note| note.until).filter(|_| before.is_some());
        let count = before.unwrap_or(0).saturating_add(1);
        self.remember(name, count.to_string(), Some(end.unwrap_or(until)));
        count
    }
}
