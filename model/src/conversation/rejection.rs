//! The domain says no: a state of things, not a fault.

use crate::id::UserId;
use crate::message::InvalidText;
use crate::ticket::TicketStatus;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("this conversation does not exist")]
    NotFound,
    /// The offer was taken, missed or withdrawn; `winner` has the work now.
    #[error("this offer is gone")]
    OfferGone { winner: Option<UserId> },
    #[error("somebody else has this conversation")]
    AlreadyAssigned { to: UserId },
    #[error("this conversation is not assigned to you")]
    NotAssignedToYou { to: Option<UserId> },
    #[error("nobody is looked for: the conversation does not wait for an agent")]
    NotWaiting,
    #[error("the agent is not available; confirm to hand over all the same")]
    ConfirmationNeeded,
    #[error("this agent or group does not exist")]
    UnknownTarget,
    #[error("a ticket cannot become {to:?} in this way")]
    StatusNotAllowed { to: TicketStatus },
    #[error("the ticket is closed")]
    TicketClosed,
    #[error("the session has ended")]
    SessionEnded,
    #[error("the bot has control: there is no ticket yet")]
    BotHasControl,
    #[error("{0}")]
    Text(#[from] InvalidText),
    #[error("this field does not exist or does not take this value")]
    InvalidField,
    #[error("at most 50 tags of 1 to 80 characters without spaces, commas, #, @ and ! are allowed")]
    InvalidTag,
    #[error("this message does not ask for such an answer")]
    NotAsked,
    #[error("this message did not fail, or sending it again would not help")]
    NotRetryable,
    #[error("this was not done by you last, or somebody has gone on from it")]
    NotUndoable,
    #[error("only the end user moves a conversation to another channel")]
    ChannelNotAllowed,
    #[error("the conversation is linked to this channel already")]
    AlreadyLinked,
    #[error("you may not do this")]
    Forbidden,
}
