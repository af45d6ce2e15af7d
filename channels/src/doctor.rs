//! What can be found out about an account by asking its provider.

use crate::error::SendError;
use crate::http::HttpRequest;

/// One question of the channel doctor.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// As in `token` or `webhook`; the admin centre has words for each.
    pub name: &'static str,
    pub request: HttpRequest,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is right; what the provider calls it, such as the page's name.
    Right(String),
    /// It works, but somebody should look at it.
    Doubtful(String),
    Wrong(SendError),
}
