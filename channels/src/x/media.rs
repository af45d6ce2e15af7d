//! Files of end users. Only participants may load them, so they are asked for as the account
//! (docs.x.com, "Download DM media").

use super::{API, as_user, url};
use crate::account::Account;
use crate::http::HttpRequest;
use crate::percent;

/// Before what is loaded by the interface; anything else is an address.
const BY_INTERFACE: &str = "dm:";

/// `dm:message/media/resource` where the address tells the resource, else the address.
pub(super) fn handle(message: &str, media: Option<&str>, address: &str) -> String {
    let resource = address.rsplit('/').next().unwrap_or_default();
    let private = address.contains("/dm/");
    match media {
        Some(media) if private && !resource.is_empty() => {
            format!("{BY_INTERFACE}{message}/{media}/{resource}")
        }
        _ => address.to_owned(),
    }
}

pub(super) fn request(account: &Account, handle: &str) -> HttpRequest {
    if let Some(path) = handle.strip_prefix(BY_INTERFACE) {
        let path = path.split('/').map(percent::encode).collect::<Vec<_>>().join("/");
        return as_user(account, HttpRequest::get(url(account, &format!("dm_conversations/media/{path}"))));
    }
    let ask = HttpRequest::get(handle.to_owned());
    // Nobody but X is shown the token.
    if handle.starts_with(&format!("{}/", account.host(API))) { as_user(account, ask) } else { ask }
}
