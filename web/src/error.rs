//! What goes wrong, as one table: code, status, how a socket is closed, how loud the log is.
//!
//! Texts of the inside (a path, a name, a library's error) end here: what leaves the server is the code and one
//! fixed sentence. A failure of ours is logged once, where it is turned into an [`ApiError`].

use crate::rate_limit::RetryAfter;
use crate::wire::error::{ErrorBody, ErrorCode};
use actix_web::error::BlockingError;
use actix_web::http::StatusCode;
use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::directory::ChangeError;
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::directory::Directory;
use frontdesk_model::message::InvalidText;
use frontdesk_storage::{CommitError, Conflict, ReadError};
use std::fmt;
use tracing::Level;

/// The five kinds of error; they are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The domain says no.
    Rejection,
    /// Not now.
    Refusal,
    /// The client broke the rules of the interface.
    Protocol,
    /// Who are you, and may you?
    Auth,
    /// Ours.
    Storage,
}

/// Closes after which the client must not come back with the same frames, must sign in again, or may come back.
pub mod close {
    pub const PROTOCOL: u16 = 4400;
    pub const SIGNED_OUT: u16 = 4401;
    pub const FORBIDDEN: u16 = 4403;
    pub const SLOW: u16 = 4408;
    /// "Service restart" of RFC 6455's registry: come back after the time that was told.
    pub const RESTART: u16 = 1012;
    /// "Try again later".
    pub const LATER: u16 = 1013;
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub kind: Kind,
    pub status: u16,
    /// How a socket is closed when this ends it; most refusals leave it open.
    pub close: Option<u16>,
    /// `None`: happens all day and is only counted.
    pub level: Option<Level>,
    /// What people read who have no translation.
    pub sentence: &'static str,
}

/// The table.
#[must_use]
pub const fn row(code: ErrorCode) -> Row {
    use ErrorCode as C;
    match code {
        C::MalformedFrame => protocol(400, "This request cannot be read."),
        C::FrameTooLarge => protocol(413, "This request is too large."),
        C::UnknownRoute => protocol(404, "There is nothing at this address."),
        C::MethodNotAllowed => protocol(405, "This address does not take this method."),
        C::InvalidField => protocol(422, "A value is missing or not allowed."),
        C::TextEmpty => protocol(422, "The text is empty."),
        C::TextTooLong => protocol(422, "The text is too long: at most 4096 characters are allowed."),
        C::FileTooLarge => protocol(413, "The file is too large."),
        C::FileTypeRefused => protocol(415, "Files of this type are not accepted."),
        C::FileEmpty => protocol(422, "The file is empty."),
        C::TooManyFiles => protocol(422, "These are too many files for one message."),
        C::UploadsOff => rejection(403, "Files cannot be sent here."),
        C::WidgetOff => rejection(404, "This widget is switched off."),
        C::NotSignedIn => auth(401, Some(close::SIGNED_OUT), "You are not signed in."),
        C::WrongCredentials => auth(401, None, "E-mail address or password is wrong."),
        C::Forbidden => auth(403, None, "You may not do this."),
        C::OriginRefused => auth(403, Some(close::FORBIDDEN), "Requests from this page are not accepted."),
        C::CsrfMissing => auth(403, None, "The request does not prove that it comes from the workspace."),
        C::NotFound => rejection(404, "This does not exist."),
        C::OfferGone => rejection(409, "This offer is gone."),
        C::NotAssignedToYou => rejection(409, "This conversation is not assigned to you."),
        C::AlreadyAssigned => rejection(409, "Somebody else has this conversation."),
        C::AgentUnavailable => rejection(409, "This agent is not available."),
        C::ConfirmationNeeded => {
            rejection(409, "The agent is not available; confirm to hand over all the same.")
        }
        C::StatusNotAllowed => rejection(409, "The ticket cannot get this status now."),
        C::TicketClosed => rejection(409, "The ticket is closed."),
        C::SessionEnded => rejection(409, "The conversation has ended."),
        C::ChannelNotAllowed => {
            rejection(422, "This way of answering is not open: only the customer chooses the channel.")
        }
        C::RevisionConflict => rejection(409, "Somebody else changed this meanwhile."),
        C::AlreadyExists => rejection(409, "This exists already."),
        C::EmailTaken => rejection(409, "Somebody signs in with this e-mail address already."),
        C::AlreadyInvited => rejection(409, "This address was invited already; renew that invitation."),
        C::InvitationGone => rejection(410, "This invitation is not valid any more; ask for a new one."),
        C::LimitReached => rejection(409, "There are as many of these as there can be; remove one first."),
        C::CustomerProved => {
            rejection(409, "It was proved who this customer is; merge the other one into them.")
        }
        C::InPersonOnly => auth(403, None, "Only somebody who is signed in may do this, not a program."),
        C::TokenReadOnly => auth(403, None, "This token may only read."),
        C::IdentityMalformed => auth(401, None, "The identity token cannot be read."),
        C::IdentityUnknownKey => auth(401, None, "The identity token names no key that is in use."),
        C::IdentityAlgorithm => {
            auth(401, None, "The identity token is signed in another way than its key is made for.")
        }
        C::IdentitySignature => auth(401, None, "The signature of the identity token is wrong."),
        C::IdentityExpired => auth(401, None, "The identity token has expired."),
        C::IdentityClaims => auth(422, None, "A claim of the identity token is missing or not allowed."),
        C::TooManyRequests => refusal_row(429, None, "Too many requests; wait a moment."),
        C::Busy => refusal_row(503, Some(close::LATER), "The server is busy; try again in a moment."),
        C::Draining => refusal_row(503, Some(close::RESTART), "The server restarts; try again in a moment."),
        C::ProviderUnavailable => {
            refusal_row(503, Some(close::LATER), "The channel's provider did not answer.")
        }
        C::StorageUnavailable => storage(503, "The server cannot store anything now."),
        C::Internal => storage(500, "Something went wrong on the server."),
    }
}

const fn protocol(status: u16, sentence: &'static str) -> Row {
    Row { kind: Kind::Protocol, status, close: Some(close::PROTOCOL), level: None, sentence }
}

const fn rejection(status: u16, sentence: &'static str) -> Row {
    Row { kind: Kind::Rejection, status, close: None, level: None, sentence }
}

const fn auth(status: u16, close: Option<u16>, sentence: &'static str) -> Row {
    Row { kind: Kind::Auth, status, close, level: Some(Level::INFO), sentence }
}

const fn refusal_row(status: u16, close: Option<u16>, sentence: &'static str) -> Row {
    Row { kind: Kind::Refusal, status, close, level: Some(Level::WARN), sentence }
}

const fn storage(status: u16, sentence: &'static str) -> Row {
    Row { kind: Kind::Storage, status, close: Some(close::LATER), level: Some(Level::ERROR), sentence }
}

/// How long a client waits after a refusal that names no time of its own, in milliseconds.
const PATIENCE_MS: u64 = 1_000;

/// The body for a code, with nothing but its fixed sentence.
#[must_use]
pub fn refuse(code: ErrorCode) -> ErrorBody {
    let row = row(code);
    let waits = matches!(row.kind, Kind::Refusal) || code == ErrorCode::StorageUnavailable;
    ErrorBody {
        code,
        message: row.sentence.to_owned(),
        field: None,
        winner: None,
        retry_after_ms: waits.then_some(PATIENCE_MS),
    }
}

/// The body for a command that was not taken, with the name of who has the work where that is known.
/// Failures of the store are logged here.
#[must_use]
pub fn refusal(error: &ExecuteError, directory: &Directory) -> ErrorBody {
    let rejection = match error {
        ExecuteError::Rejected(rejection) => rejection,
        ExecuteError::Busy => return refuse(ErrorCode::Busy),
        ExecuteError::Duplicate => return refuse(ErrorCode::AlreadyExists),
        ExecuteError::Changed => return refuse(ErrorCode::RevisionConflict),
        ExecuteError::Storage(text) => {
            tracing::error!(error = %text, "a command was not stored");
            return refuse(ErrorCode::StorageUnavailable);
        }
    };
    let (code, field) = code_of(rejection);
    let winner = match rejection {
        Rejection::OfferGone { winner } => *winner,
        Rejection::AlreadyAssigned { to } => Some(*to),
        Rejection::NotAssignedToYou { to } => *to,
        _ => None,
    };
    ErrorBody {
        field: field.map(str::to_owned),
        winner: winner.map(|agent| directory.agent_name(agent).to_owned()),
        ..refuse(code)
    }
}

const fn code_of(rejection: &Rejection) -> (ErrorCode, Option<&'static str>) {
    match rejection {
        Rejection::NotFound => (ErrorCode::NotFound, None),
        // Nobody is looked for: as with an offer, there is nothing to take any more.
        Rejection::OfferGone { .. } | Rejection::NotWaiting => (ErrorCode::OfferGone, None),
        Rejection::AlreadyAssigned { .. } => (ErrorCode::AlreadyAssigned, None),
        Rejection::NotAssignedToYou { .. } | Rejection::BotHasControl => (ErrorCode::NotAssignedToYou, None),
        Rejection::ConfirmationNeeded => (ErrorCode::ConfirmationNeeded, None),
        Rejection::UnknownTarget => (ErrorCode::InvalidField, Some("target")),
        Rejection::StatusNotAllowed { .. } => (ErrorCode::StatusNotAllowed, None),
        Rejection::TicketClosed => (ErrorCode::TicketClosed, None),
        Rejection::SessionEnded => (ErrorCode::SessionEnded, None),
        Rejection::Text(InvalidText::Empty) => (ErrorCode::TextEmpty, None),
        Rejection::Text(InvalidText::TooLong { .. }) => (ErrorCode::TextTooLong, None),
        Rejection::InvalidField => (ErrorCode::InvalidField, Some("value")),
        Rejection::InvalidTag => (ErrorCode::InvalidField, Some("tags")),
        Rejection::NotAsked => (ErrorCode::InvalidField, Some("message")),
        Rejection::ChannelNotAllowed | Rejection::NotRetryable => (ErrorCode::ChannelNotAllowed, None),
        Rejection::NotUndoable => (ErrorCode::RevisionConflict, None),
        Rejection::AlreadyLinked => (ErrorCode::AlreadyExists, Some("integration")),
        Rejection::Forbidden => (ErrorCode::Forbidden, None),
    }
}

/// Too often: the body with the time after which the next try may succeed.
#[must_use]
pub fn too_many(wait: RetryAfter) -> ErrorBody {
    ErrorBody { retry_after_ms: Some(wait.millis()), ..refuse(ErrorCode::TooManyRequests) }
}

/// A refusal on HTTP.
#[derive(Debug, Clone)]
pub struct ApiError(Box<ErrorBody>);

pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self(Box::new(refuse(code)))
    }

    /// A value that is not allowed, by the name under which the client sent it.
    #[must_use]
    pub fn field(name: &str) -> Self {
        let mut error = Self::new(ErrorCode::InvalidField);
        error.0.field = Some(name.to_owned());
        error
    }

    /// A failure of ours: logged with its text, answered without it.
    #[must_use]
    pub fn internal(what: &'static str, error: &dyn fmt::Display) -> Self {
        tracing::error!(%error, what, "a request failed");
        Self::new(ErrorCode::Internal)
    }

    #[must_use]
    pub fn of(error: &ExecuteError, directory: &Directory) -> Self {
        Self(Box::new(refusal(error, directory)))
    }

    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// What a socket sends instead.
    #[must_use]
    pub fn into_body(self) -> ErrorBody {
        *self.0
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<RetryAfter> for ApiError {
    fn from(wait: RetryAfter) -> Self {
        too_many(wait).into()
    }
}

impl From<ApiError> for ErrorBody {
    fn from(error: ApiError) -> Self {
        error.into_body()
    }
}

impl From<ErrorBody> for ApiError {
    fn from(body: ErrorBody) -> Self {
        Self(Box::new(body))
    }
}

impl From<ExecuteError> for ApiError {
    /// Without names: for reads, which are never rejected for somebody else's sake.
    fn from(error: ExecuteError) -> Self {
        Self::of(&error, &Directory::default())
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        ExecuteError::from(error).into()
    }
}

impl From<CommitError> for ApiError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict { what: Conflict::Revision { actual, .. } } => match actual {
                Some(_) => ErrorCode::RevisionConflict.into(),
                None => ErrorCode::NotFound.into(),
            },
            other => ExecuteError::from(other).into(),
        }
    }
}

impl From<ChangeError> for ApiError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Commit(error) => error.into(),
            ChangeError::Encode => Self::internal("an entry", &error),
        }
    }
}

impl From<actix::MailboxError> for ApiError {
    fn from(_: actix::MailboxError) -> Self {
        ErrorCode::Busy.into()
    }
}

impl From<BlockingError> for ApiError {
    /// Only a server that goes down has no thread for it.
    fn from(_: BlockingError) -> Self {
        ErrorCode::Draining.into()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.message)
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(row(self.0.code).status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let row = row(self.0.code);
        match row.level {
            Some(Level::WARN) => tracing::warn!(code = ?self.0.code, "a request was refused"),
            Some(Level::INFO) => tracing::info!(code = ?self.0.code, "a request was refused"),
            _ => {}
        }
        let mut response = HttpResponse::build(self.status_code());
        if let Some(wait) = self.0.retry_after_ms {
            response.insert_header((RETRY_AFTER, wait.div_ceil(1_000).max(1).to_string()));
        }
        if row.status == 401 {
            response.insert_header((WWW_AUTHENTICATE, "Session"));
        }
        response.json(&*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::access::Role;
    use frontdesk_model::directory::Agent;
    use frontdesk_model::id::UserId;

    #[test]
    fn the_inside_of_a_failure_stays_inside() {
        let error = ExecuteError::Storage("/var/lib/frontdesk/journal: no space left".to_owned());
        let body = refusal(&error, &Directory::default());
        assert_eq!(body.code, ErrorCode::StorageUnavailable);
        assert!(!body.message.contains("journal"), "{}", body.message);
        assert!(body.retry_after_ms.is_some());
    }

    #[test]
    fn who_was_faster_is_named() {
        let id = UserId::new(7).unwrap();
        let marie = Agent {
            id,
            name: "Marie".to_owned(),
            role: Role::Agent,
            groups: Default::default(),
            capacity: 3,
            active: true,
        };
        let directory = Directory { agents: [(id, marie)].into(), ..Directory::default() };
        for rejection in [Rejection::OfferGone { winner: Some(id) }, Rejection::AlreadyAssigned { to: id }] {
            let body = refusal(&ExecuteError::Rejected(rejection), &directory);
            assert_eq!(body.winner.as_deref(), Some("Marie"));
        }
    }

    #[test]
    fn a_conflict_of_revisions_tells_gone_from_changed() {
        let conflict = |actual| CommitError::Conflict {
            what: Conflict::Revision {
                kind: frontdesk_storage::RecordKind::Group,
                key: bytes::Bytes::new(),
                actual,
            },
        };
        assert_eq!(ApiError::from(conflict(Some(3))).code(), ErrorCode::RevisionConflict);
        assert_eq!(ApiError::from(conflict(None)).code(), ErrorCode::NotFound);
    }
}
