//! One thing that admins configure: where it is stored, what it changes of the picture, what the audit log shows of it.

use crate::conversation::number_key;
use crate::flow_draft::{FlowDraft, Outline};
use bytes::Bytes;
use frontdesk_model::account::Account;
use frontdesk_model::directory::{Agent, Directory, Field, Group, Integration, Settings};
use frontdesk_model::flow::Flow;
use frontdesk_model::id::{FlowId, MacroId, ShortcutId};
use frontdesk_model::macros::Macro;
use frontdesk_model::shortcut::Shortcut;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{Counter, RecordKind};
use serde::Serialize;
use std::sync::Arc;

/// The key of what there is once in an account.
pub(super) const ACCOUNT_KEY: &[u8] = b"account";

/// One thing that admins configure.
#[derive(Clone, Debug)]
pub enum Entry {
    Account(Account),
    Settings(Settings),
    Agent(Agent),
    Group(Group),
    Field(Field),
    Flow(Box<Flow>),
    /// Nobody meets it before it is published, so the picture stays as it is.
    FlowDraft(Box<FlowDraft>),
    Integration(Integration),
    Shortcut(Box<Shortcut>),
    Macro(Box<Macro>),
}

impl Entry {
    #[must_use]
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Account(_) => RecordKind::Account,
            Self::Settings(_) => RecordKind::Settings,
            Self::Agent(_) => RecordKind::Agent,
            Self::Group(_) => RecordKind::Group,
            Self::Field(_) => RecordKind::Field,
            Self::Flow(_) => RecordKind::Flow,
            Self::FlowDraft(_) => RecordKind::FlowDraft,
            Self::Integration(_) => RecordKind::Integration,
            Self::Shortcut(_) => RecordKind::Shortcut,
            Self::Macro(_) => RecordKind::Macro,
        }
    }

    #[must_use]
    pub fn key(&self) -> Bytes {
        match self {
            Self::Account(_) | Self::Settings(_) => Bytes::from_static(ACCOUNT_KEY),
            Self::Agent(agent) => number_key(agent.id.get()),
            Self::Group(group) => number_key(group.id.get()),
            Self::Field(field) => number_key(field.id.get()),
            Self::Flow(flow) => {
                [&flow.id.get().to_be_bytes()[..], &flow.version.to_be_bytes()].concat().into()
            }
            Self::FlowDraft(draft) => number_key(draft.flow.get()),
            Self::Integration(integration) => Bytes::copy_from_slice(&integration.id.to_bytes()),
            Self::Shortcut(shortcut) => number_key(shortcut.id.get()),
            Self::Macro(entry) => number_key(entry.id.get()),
        }
    }

    /// The number that is in use from now on.
    pub(super) fn number(&self) -> Option<(Counter, u64)> {
        match self {
            Self::Agent(agent) => Some((Counter::User, agent.id.get())),
            Self::Group(group) => Some((Counter::Group, group.id.get())),
            Self::Field(field) => Some((Counter::Field, field.id.get())),
            Self::Flow(flow) => Some((Counter::Flow, flow.id.get())),
            Self::Shortcut(shortcut) => Some((Counter::Object, shortcut.id.get())),
            Self::Macro(entry) => Some((Counter::Object, entry.id.get())),
            Self::FlowDraft(draft) => Some((Counter::Flow, draft.flow.get())),
            Self::Account(_) | Self::Settings(_) | Self::Integration(_) => None,
        }
    }

    pub(super) fn body(&self) -> Result<Bytes, CodecError> {
        match self {
            Self::Account(value) => payload::to_bytes(value),
            Self::Settings(value) => payload::to_bytes(value),
            Self::Agent(value) => payload::to_bytes(value),
            Self::Group(value) => payload::to_bytes(value),
            Self::Field(value) => payload::to_bytes(value),
            Self::Flow(value) => payload::to_bytes(value),
            Self::FlowDraft(value) => payload::to_bytes(value),
            Self::Integration(value) => payload::to_bytes(value),
            Self::Shortcut(value) => payload::to_bytes(value),
            Self::Macro(value) => payload::to_bytes(value),
        }
    }

    /// Which one it is, if it is what agents write with: that concerns neither routing nor presence.
    pub(super) const fn tool(&self) -> Option<Tool> {
        match self {
            Self::Shortcut(shortcut) => Some(Tool::Shortcut(shortcut.id)),
            Self::Macro(entry) => Some(Tool::Macro(entry.id)),
            _ => None,
        }
    }

    pub(super) fn put_into(self, directory: &mut Directory) {
        match self {
            Self::Account(account) => directory.account = account,
            Self::Settings(settings) => directory.settings = settings,
            Self::Agent(agent) => {
                directory.agents.insert(agent.id, agent);
            }
            Self::Group(group) => {
                directory.groups.insert(group.id, group);
            }
            Self::Field(field) => {
                directory.fields.insert(field.id, field);
                directory.make_responses();
            }
            Self::Flow(flow) => {
                directory.flows.insert((flow.id, flow.version), Arc::from(flow));
            }
            Self::FlowDraft(_) => {}
            Self::Integration(integration) => {
                directory.integrations.insert(integration.id, integration);
                directory.make_responses();
            }
            Self::Shortcut(shortcut) => {
                directory.shortcuts.insert(shortcut.id, Arc::from(shortcut));
            }
            Self::Macro(entry) => {
                directory.macros.insert(entry.id, Arc::from(entry));
            }
        }
    }
}

/// What agents write with; it alone can be taken away again.
#[derive(Clone, Copy, Debug)]
pub enum Tool {
    Shortcut(ShortcutId),
    Macro(MacroId),
}

impl Tool {
    pub(super) const fn kind(self) -> RecordKind {
        match self {
            Self::Shortcut(_) => RecordKind::Shortcut,
            Self::Macro(_) => RecordKind::Macro,
        }
    }

    pub(super) fn key(self) -> Bytes {
        match self {
            Self::Shortcut(id) => number_key(id.get()),
            Self::Macro(id) => number_key(id.get()),
        }
    }

    pub(super) fn take_out_of(self, directory: &mut Directory) {
        match self {
            Self::Shortcut(id) => drop(directory.shortcuts.remove(&id)),
            Self::Macro(id) => drop(directory.macros.remove(&id)),
        }
    }
}

/// What the audit log shows of an entry.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Shown<'a> {
    Account(&'a Account),
    Settings(&'a Settings),
    Agent(&'a Agent),
    Group(&'a Group),
    Field(&'a Field),
    /// Each version stays stored whole, so its number says enough.
    Flow {
        id: FlowId,
        name: &'a str,
        version: u32,
    },
    /// Of a draft that was begun, only its outline.
    FlowDraft(Outline<'a>),
    Integration(&'a Integration),
    Shortcut(&'a Shortcut),
    Macro(&'a Macro),
}

impl<'a> Shown<'a> {
    pub(super) const fn flow(flow: &'a Flow) -> Self {
        Self::Flow { id: flow.id, name: flow.name.as_str(), version: flow.version }
    }

    pub(super) fn of(entry: &'a Entry) -> Self {
        match entry {
            Entry::Account(account) => Self::Account(account),
            Entry::Settings(settings) => Self::Settings(settings),
            Entry::Agent(agent) => Self::Agent(agent),
            Entry::Group(group) => Self::Group(group),
            Entry::Field(field) => Self::Field(field),
            Entry::Flow(flow) => Self::flow(flow),
            Entry::FlowDraft(draft) => Self::FlowDraft(draft.outline()),
            Entry::Integration(integration) => Self::Integration(integration),
            Entry::Shortcut(shortcut) => Self::Shortcut(shortcut),
            Entry::Macro(entry) => Self::Macro(entry),
        }
    }

    /// How it is before the entry is written.
    pub(super) fn before(entry: &Entry, directory: &'a Directory) -> Option<Self> {
        match entry {
            Entry::Account(_) => Some(Self::Account(&directory.account)),
            Entry::Settings(_) => Some(Self::Settings(&directory.settings)),
            Entry::Agent(agent) => directory.agents.get(&agent.id).map(Self::Agent),
            Entry::Group(group) => directory.groups.get(&group.id).map(Self::Group),
            Entry::Field(field) => directory.fields.get(&field.id).map(Self::Field),
            Entry::Flow(flow) => directory.newest_flow(flow.id).map(|flow| Self::flow(flow)),
            Entry::FlowDraft(_) => None,
            Entry::Integration(entry) => directory.integrations.get(&entry.id).map(Self::Integration),
            Entry::Shortcut(entry) => Self::tool(Tool::Shortcut(entry.id), directory),
            Entry::Macro(entry) => Self::tool(Tool::Macro(entry.id), directory),
        }
    }

    pub(super) fn tool(tool: Tool, directory: &'a Directory) -> Option<Self> {
        match tool {
            Tool::Shortcut(id) => directory.shortcuts.get(&id).map(|entry| Self::Shortcut(entry)),
            Tool::Macro(id) => directory.macros.get(&id).map(|entry| Self::Macro(entry)),
        }
    }
}
