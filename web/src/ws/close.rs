//! The close codes of both sockets, and what a client does about each; `docs/protocol.md` lists them.

use crate::wire::shared::ClosingReason;

/// Why the server closes a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// The client said good-bye.
    Normal,
    /// The server restarts: come back after the hint.
    Draining,
    /// The client broke the protocol: do not come back with the same frames.
    Protocol,
    /// Not signed in any more.
    SignedOut,
    /// Read too slowly: come back and resume.
    Slow,
    /// Nothing was heard for too long.
    Silent,
    TooLarge,
}

impl Close {
    /// RFC 6455 section 7.4; 4000 and above are ours.
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Self::Normal => 1000,
            Self::TooLarge => 1009,
            Self::Draining => 1012,
            Self::Protocol => 4400,
            Self::SignedOut => 4401,
            Self::Slow => 4408,
            Self::Silent => 4409,
        }
    }

    /// What the last frame before the close says; `None` where none is sent.
    #[must_use]
    pub const fn reason(self) -> Option<ClosingReason> {
        match self {
            Self::Draining => Some(ClosingReason::Draining),
            Self::Protocol | Self::TooLarge => Some(ClosingReason::Protocol),
            Self::SignedOut => Some(ClosingReason::SignedOut),
            Self::Slow => Some(ClosingReason::Slow),
            Self::Normal | Self::Silent => None,
        }
    }

    /// For metrics.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Draining => "draining",
            Self::Protocol => "protocol",
            Self::SignedOut => "signed_out",
            Self::Slow => "slow",
            Self::Silent => "silent",
            Self::TooLarge => "too_large",
        }
    }
}
