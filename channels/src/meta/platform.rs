//! The Messenger Platform, which carries Facebook Messenger and Instagram's direct messages
//! (developers.facebook.com/documentation/business-messaging): one form of webhooks, one form of messages.

pub(crate) mod attachment;
pub(crate) mod content;
pub(crate) mod doctor;
pub(crate) mod errors;
pub(crate) mod event;
pub(crate) mod message;
pub(crate) mod parse;
pub(crate) mod profile;
pub(crate) mod rich;
pub(crate) mod send;

use crate::account::Account;
use crate::capability::Capability;
use crate::inbound::MediaKind;
use crate::percent::encode;

/// The settings and hosts that the platform's adapters know, besides the secrets of [`super::receive`].
pub(crate) const ACCESS_TOKEN: &str = "access_token";
pub(crate) const PAGE_ID: &str = "page_id";
pub(crate) const GRAPH_HOST: &str = "graph";

/// What "Get started" carries, which we set ourselves.
pub(crate) const START: &str = "frontdesk:start";

/// One of the two products.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Product {
    /// What its webhooks call it.
    pub(crate) objects: &'static [&'static str],
    pub(crate) capability: &'static Capability,
    /// `platform` of requests that both products share, where it has to be told.
    pub(crate) platform: Option<&'static str>,
    /// Whether messages carry our reference, and come back with it.
    pub(crate) metadata: bool,
    /// What kind a file of that media type goes as.
    pub(crate) takes: fn(&str) -> Option<MediaKind>,
}

/// Where an account's requests go, and with what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Door<'a> {
    pub(crate) host: &'a str,
    /// What stands for the account in addresses.
    pub(crate) node: &'a str,
    pub(crate) token: &'a str,
    /// Whether files can be uploaded; elsewhere the provider fetches them from a link.
    pub(crate) uploads: bool,
}

impl<'a> Door<'a> {
    /// By a page and its token.
    pub(crate) fn of_page(account: &'a Account) -> Self {
        Self {
            host: account.host(GRAPH_HOST),
            node: account.setting(PAGE_ID),
            token: account.secret(ACCESS_TOKEN),
            uploads: true,
        }
    }

    /// `{host}/{node}/{rest}`.
    pub(crate) fn url(&self, rest: &str) -> String {
        format!("{}/{}{rest}", self.host, encode(self.node))
    }
}
