//! The accounts of social channels, as admins connect and mend them (`/desk/v1/admin/channels`).

use super::shared::ChannelKind;
use frontdesk_model::id::{ConversationId, FlowId, GroupId, IntegrationId, LongId, MessageId, TicketId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// `GET /desk/v1/admin/channels`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Channels {
    pub accounts: Vec<ChannelAccount>,
    /// What can be connected.
    pub kinds: Vec<ChannelForm>,
}

/// What has to be filled in for an account of a kind, in the order of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelForm {
    pub kind: ChannelKind,
    pub settings: Vec<ChannelSetting>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelSetting {
    /// As in `phone_number_id`.
    pub name: String,
    /// Write-only: what is set is never told again.
    pub secret: bool,
    pub required: bool,
}

/// A configured account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelAccount {
    #[ts(type = "string")]
    pub id: IntegrationId,
    pub kind: ChannelKind,
    pub name: String,
    #[ts(type = "number | null")]
    pub flow: Option<FlowId>,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    /// The revision of name, flow and group.
    #[ts(type = "number")]
    pub revision: u64,
    /// What people call it, such as its telephone number; `null` where no setting tells.
    pub number: Option<String>,
    pub standing: ChannelStanding,
    /// When the provider last told something, since the server started.
    #[ts(type = "number | null")]
    pub heard_at: Option<Timestamp>,
    /// Messages that failed since the server started.
    #[ts(type = "number")]
    pub failed: u64,
    /// Webhooks that were not believed since the server started.
    #[ts(type = "number")]
    pub refused: u64,
}

/// Whether an account sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ChannelStanding {
    /// Nothing was filled in yet.
    NotConnected,
    Working,
    /// The provider asked to wait.
    Waiting {
        #[ts(type = "number")]
        until: Timestamp,
        code: String,
        text: String,
    },
    /// Its credentials are dead: nothing is sent until somebody mends them.
    Paused {
        #[ts(type = "number")]
        since: Timestamp,
        code: String,
        text: String,
    },
}

/// `POST /desk/v1/admin/channels`: answered by a [`ChannelAccount`] with its revision. What the provider needs is
/// filled in afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewChannel {
    pub kind: ChannelKind,
    pub name: String,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
}

/// `PUT /desk/v1/admin/channels/{id}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChannelBody {
    pub name: String,
    #[ts(type = "number | null")]
    pub flow: Option<FlowId>,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
}

/// `GET /desk/v1/admin/channels/{id}/connection`; the revision is 0 before anything was filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelConnection {
    /// Only those that are set.
    #[ts(type = "Record<string, string>")]
    pub settings: BTreeMap<String, String>,
    /// The names of the secrets that are set.
    pub hidden: BTreeSet<String>,
    /// What the provider has to call.
    pub webhook_url: String,
    #[ts(type = "number | null")]
    pub changed_at: Option<Timestamp>,
}

/// `PUT /desk/v1/admin/channels/{id}/connection`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FillChannel {
    /// All of them: what is missing is cleared.
    #[ts(type = "Record<string, string>")]
    pub settings: BTreeMap<String, String>,
    /// Those that are replaced; the others stay.
    #[ts(type = "Record<string, string>")]
    pub secrets: BTreeMap<String, String>,
}

impl std::fmt::Debug for FillChannel {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "FillChannel({:?})", self.settings.keys())
    }
}

/// The answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelFilled {
    pub connection: ChannelConnection,
    /// What the provider said when it was asked to call our webhook; empty where somebody has to tell it by hand.
    pub subscribed: Vec<ChannelAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelAnswer {
    pub right: bool,
    /// The provider's code; empty where it is right.
    pub code: String,
    pub text: String,
}

/// `GET /desk/v1/admin/channels/{id}/doctor`: the provider is asked at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelReport {
    pub lines: Vec<ChannelLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChannelLine {
    /// What was looked at, as in `arriving` or `token`.
    pub name: String,
    /// Whether the provider was asked.
    pub asked: bool,
    pub verdict: ChannelVerdict,
    /// What tells one cause from another: a word of ours, or the provider's code. Empty where there is nothing to tell.
    pub code: String,
    /// The provider's own words, or a count.
    pub text: String,
    /// When it happened, or will.
    #[ts(type = "number | null")]
    pub at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChannelVerdict {
    Right,
    Doubtful,
    Wrong,
}

/// `GET /desk/v1/admin/channels/{id}/dead-letters`: the newest first, at most 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeadLetters {
    pub letters: Vec<DeadLetter>,
}

/// `POST /desk/v1/admin/channels/{id}/dead-letters/{letter}/retry`: a message goes out once more, and its letter comes
/// back if it fails again; an item is taken in once more, and the answer tells why that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LetterRetried {
    /// Why the item could not be taken in now either; the letter stays.
    pub still: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeadLetter {
    #[ts(type = "string")]
    pub id: LongId,
    #[ts(type = "number")]
    pub at: Timestamp,
    pub what: Letter,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Letter {
    /// A message of ours that was given up.
    Outgoing {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "number | null")]
        ticket: Option<TicketId>,
        requester: String,
        #[ts(type = "string")]
        message: MessageId,
        code: String,
        text: String,
        /// Whether sending it once more may help.
        retryable: bool,
    },
    /// An item of a webhook that could not be taken in.
    Incoming {
        why: String,
        /// As it came, cut at 4 KB.
        raw: String,
        /// How many of its files could not be fetched; the rest of it was taken in. 0 where nothing was.
        #[ts(type = "number")]
        lost_files: usize,
    },
}
