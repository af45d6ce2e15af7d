//! What can be made to go wrong, an account at a time.

use serde::{Deserialize, Serialize};

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// The interface answers that too much is asked of it.
    Throttled {
        /// Seconds, where the provider says how long.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// The interface answers with its own failure.
    ServerError,
    /// The connection is cut without an answer.
    Silent {
        /// Whether the request has its effect all the same.
        #[serde(default)]
        took: bool,
    },
    /// The request has its effect, and the connection is cut in the middle of the answer.
    Half,
    /// The connection is reset without an answer: what was on its way is thrown away (RFC 9293, 3.5.2).
    Reset,
    /// The provider closes its side of the connection without an answer, and still reads.
    HalfClosed,
    /// The answer comes that much later.
    Slow { millis: u64 },
    /// The credentials are dead.
    Revoked,
    /// The interface answers with this code of the provider's.
    Refused { code: String },
    /// What was taken is said to have failed afterwards, with this code.
    Fails { code: String },
    /// Each event is delivered that many times more: in the same webhook where the provider has batches, and again.
    Duplicated { copies: u32 },
    /// Receipts come in the wrong order.
    Reordered,
    /// Events wait until there are so many, and go out in one webhook, where the provider has batches.
    Batched {
        size: usize,
        /// One of them is nothing that anybody understands.
        #[serde(default)]
        bad: bool,
    },
    /// Webhooks carry no signature.
    Unsigned,
    /// Webhooks are signed by somebody who does not know the secret.
    Forged,
    /// Webhooks are signed as of a day ago, where the provider signs a time.
    Stale,
    /// Webhooks are signed over the address as somebody else writes it, with its port or without, where the provider
    /// signs the address.
    OtherAddress,
    /// Webhooks are signed by the provider's newer algorithm with a key of its own, where it has such.
    NewerSignature,
    /// Files that were sent cannot be had any more.
    MediaGone,
    /// The provider's webhooks do not reach anybody.
    Unreachable,
}

/// A fault that is switched on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switched {
    #[serde(flatten)]
    pub fault: Fault,
    /// How often it strikes; for ever where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Only requests whose path has this in it; all where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl From<Fault> for Switched {
    fn from(fault: Fault) -> Self {
        Self { fault, times: None, path: None }
    }
}

/// Those that are switched on, in the order in which they were.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(String, Switched)>);

impl Faults {
    pub(crate) fn switch_on(&mut self, account: &str, switched: Switched) {
        self.0.push((account.to_owned(), switched));
    }

    pub(crate) fn clear(&mut self, account: &str) {
        self.0.retain(|(of, _)| of != account);
    }

    pub(crate) fn of(&self, account: &str) -> impl Iterator<Item = &Switched> {
        self.0.iter().filter(move |(of, _)| of == account).map(|(_, switched)| switched)
    }

    /// The first that `is` picks, which has struck once more by that.
    pub(crate) fn strike<T>(
        &mut self,
        account: &str,
        path: &str,
        is: impl Fn(&Fault) -> Option<T>,
    ) -> Option<T> {
        let fits = |switched: &Switched| switched.path.as_deref().is_none_or(|part| path.contains(part));
        let (place, found) = self.0.iter().enumerate().find_map(|(place, (of, switched))| {
            (of == account && fits(switched))
                .then(|| is(&switched.fault))
                .flatten()
                .map(|found| (place, found))
        })?;
        if let Some((_, Switched { times: Some(times), .. })) = self.0.get_mut(place) {
            *times = times.saturating_sub(1);
        }
        self.0.retain(|(_, switched)| switched.times != Some(0));
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_as_often_as_it_was_told_and_only_there() {
        let mut faults = Faults::default();
        let switched: Switched =
            serde_json::from_str(r#"{"fault":"server_error","times":2,"path":"/messages"}"#).unwrap();
        faults.switch_on("one", switched);
        let broken = |fault: &Fault| (*fault == Fault::ServerError).then_some(());
        assert_eq!(faults.strike("two", "/messages", broken), None);
        assert_eq!(faults.strike("one", "/media", broken), None);
        assert_eq!(faults.strike("one", "/1/messages", broken), Some(()));
        assert_eq!(faults.strike("one", "/1/messages", broken), Some(()));
        assert_eq!(faults.strike("one", "/1/messages", broken), None);
    }
}
