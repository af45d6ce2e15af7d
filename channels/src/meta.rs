//! What WhatsApp, Messenger and Instagram share: the Graph API's handshake, signature, errors, and how a message of
//! several parts is sent. Protocol facts are from Meta's documentation of webhooks and of the Graph API.

pub(crate) mod doctor;
pub(crate) mod errors;
pub(crate) mod fields;
pub(crate) mod parts;
pub(crate) mod platform;
pub(crate) mod receive;
pub(crate) mod reference;

/// With the version that this server was written against; a newer one is a matter of configuration.
pub(crate) const GRAPH: &str = "https://graph.facebook.com/v25.0";
