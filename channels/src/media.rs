//! Files that are fetched from a provider.

use crate::error::SendError;
use crate::http::HttpRequest;

/// The next step towards a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Fetch {
    /// Ask this first; its answer is given back.
    Ask(HttpRequest),
    /// The body of what answers this with a 2xx is the file.
    Download(HttpRequest),
    Failed(SendError),
}
