//! The closed set of error codes. No error text of the inside ever leaves the server.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, for programs. `docs/protocol.md` says for each what a client should do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // The client's fault.
    MalformedFrame,
    FrameTooLarge,
    UnknownRoute,
    MethodNotAllowed,
    InvalidField,
    TextEmpty,
    TextTooLong,
    FileTooLarge,
    FileTypeRefused,
    FileEmpty,
    TooManyFiles,
    UploadsOff,
    /// The widget was switched off by an admin.
    WidgetOff,
    // Who are you, and may you?
    NotSignedIn,
    WrongCredentials,
    Forbidden,
    OriginRefused,
    CsrfMissing,
    // The domain says no.
    NotFound,
    OfferGone,
    NotAssignedToYou,
    AlreadyAssigned,
    AgentUnavailable,
    ConfirmationNeeded,
    StatusNotAllowed,
    TicketClosed,
    SessionEnded,
    ChannelNotAllowed,
    RevisionConflict,
    AlreadyExists,
    EmailTaken,
    AlreadyInvited,
    InvitationGone,
    LimitReached,
    /// It was proved who this end user is: they can only be the one who stays.
    CustomerProved,
    // What acts for somebody may do less than they may.
    InPersonOnly,
    TokenReadOnly,
    // What says who an end user is.
    IdentityMalformed,
    IdentityUnknownKey,
    IdentityAlgorithm,
    IdentitySignature,
    IdentityExpired,
    IdentityClaims,
    // Not now.
    TooManyRequests,
    Busy,
    Draining,
    StorageUnavailable,
    /// A channel's provider did not answer.
    ProviderUnavailable,
    Internal,
}

/// The body of every refusal, on HTTP and on sockets alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErrorBody {
    pub code: ErrorCode,
    /// One sentence in English for people; clients translate by `code`.
    pub message: String,
    /// The field or key that is meant, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
    /// Who has it, for `offer_gone` and `already_assigned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub winner: Option<String>,
    /// Milliseconds to wait, for `too_many_requests`, `busy`, `draining`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub retry_after_ms: Option<u64>,
}
