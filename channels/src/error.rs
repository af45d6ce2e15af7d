//! What went wrong at a provider, and what is done about it. An adapter decides the class once, where it understands
//! the provider's code; nothing else ever looks at codes.

use frontdesk_model::message::{Delivery, UNKNOWN_OUTCOME};
use frontdesk_model::time::Span;

/// Tries of a message before a passing failure counts as a lasting one.
pub const MAX_TRIES: u32 = 6;
/// The longest code and text of a provider that are kept, in characters.
const MAX_CODE: usize = 64;
const MAX_TEXT: usize = 300;

/// The retry classes of all providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RetryClass {
    /// The provider's or the network's fault, which passes.
    Transient,
    /// Too fast for this end user; `after` where the provider says how long.
    ThrottledConversation { after: Option<Span> },
    /// Too fast for the whole account.
    ThrottledAccount { after: Option<Span> },
    /// The account has used up what it may send until then.
    Quota { after: Option<Span> },
    /// The credentials are dead.
    Auth,
    /// The end user has not written for too long.
    Window,
    /// The end user cannot be reached any more: blocked us, left, changed the number.
    RecipientGone,
    /// The provider will never take this message.
    Content,
    /// Another app has the thread.
    Ownership,
    /// Nobody knows whether the provider took it.
    Unknown,
}

impl RetryClass {
    /// For metrics and logs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Transient => "transient",
            Self::ThrottledConversation { .. } => "throttled_conversation",
            Self::ThrottledAccount { .. } => "throttled_account",
            Self::Quota { .. } => "quota",
            Self::Auth => "auth",
            Self::Window => "window",
            Self::RecipientGone => "recipient_gone",
            Self::Content => "content",
            Self::Ownership => "ownership",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a person may have it sent once more after it was given up: what is lasting fails again.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        match self {
            Self::Transient
            | Self::ThrottledConversation { .. }
            | Self::ThrottledAccount { .. }
            | Self::Quota { .. }
            | Self::Auth
            | Self::Ownership
            | Self::Unknown => true,
            Self::Window | Self::RecipientGone | Self::Content => false,
        }
    }

    /// What the outbox does after the `tries`-th try (1 for the first). `jitter`, drawn anew each time, spreads what
    /// failed together: 0 adds nothing, 65,535 half of the wait.
    #[must_use]
    pub fn remedy(self, tries: u32, jitter: u16) -> Remedy {
        match self {
            Self::Transient if tries >= MAX_TRIES => Remedy::GiveUp,
            Self::Transient => Remedy::Retry { after: spread(doubled(Span::seconds(1), tries), jitter) },
            Self::ThrottledConversation { after } => Remedy::Retry {
                after: after.unwrap_or_else(|| spread(doubled(Span::seconds(2), tries), jitter)),
            },
            Self::ThrottledAccount { after } => Remedy::HoldAccount {
                after: after.unwrap_or_else(|| spread(doubled(Span::seconds(2), tries), jitter)),
            },
            Self::Quota { after } => Remedy::HoldAccount { after: after.unwrap_or(Span::minutes(60)) },
            Self::Auth => Remedy::Pause,
            Self::Window | Self::RecipientGone | Self::Content | Self::Ownership | Self::Unknown => {
                Remedy::GiveUp
            }
        }
    }
}

/// The base, doubled with each try up to 5 minutes.
fn doubled(base: Span, tries: u32) -> Span {
    let factor = 1_u64.checked_shl(tries.saturating_sub(1).min(16)).unwrap_or(1);
    Span::millis(base.as_millis().saturating_mul(factor)).min(Span::minutes(5))
}

fn spread(wait: Span, jitter: u16) -> Span {
    let more = wait.as_millis().saturating_mul(u64::from(jitter)) / (2 * u64::from(u16::MAX));
    Span::millis(wait.as_millis().saturating_add(more))
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// This conversation waits, all others go on.
    Retry { after: Span },
    /// The whole account waits; the message goes on then.
    HoldAccount { after: Span },
    /// The account sends nothing until somebody mends it.
    Pause,
    /// The message failed, and its agent sees why.
    GiveUp,
}

/// Why a message was not taken, in the provider's words where it has some.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {text}")]
pub struct SendError {
    pub class: RetryClass,
    /// The provider's code, or ours in words; at most 64 characters.
    pub code: String,
    /// What an agent is shown; at most 300 characters.
    pub text: String,
}

impl SendError {
    #[must_use]
    pub fn new(class: RetryClass, code: &str, text: &str) -> Self {
        let cut = |text: &str, most| text.chars().filter(|c| !c.is_control()).take(most).collect();
        Self { class, code: cut(code, MAX_CODE), text: cut(text, MAX_TEXT) }
    }

    #[must_use]
    pub fn unreachable() -> Self {
        Self::new(RetryClass::Transient, "unreachable", "the provider cannot be reached")
    }

    #[must_use]
    pub fn no_answer() -> Self {
        Self::new(RetryClass::Transient, "no_answer", "the provider did not answer")
    }

    /// The request left, no answer came, and asking again could send the message twice.
    #[must_use]
    pub fn unknown() -> Self {
        let text = "it is not known whether this was sent; look at the other side before sending it again";
        Self::new(RetryClass::Unknown, UNKNOWN_OUTCOME, text)
    }

    #[must_use]
    pub fn outside_window() -> Self {
        Self::new(RetryClass::Window, "outside_window", "the end user has not written for too long")
    }

    /// How the message's delivery shows it.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        let retryable = self.class.may_pass();
        Delivery::Failed { code: self.code.clone(), text: self.text.clone(), retryable }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RetryClass::{
        Auth, Content, Ownership, Quota, RecipientGone, ThrottledAccount, ThrottledConversation, Transient,
        Unknown, Window,
    };

    #[test]
    fn each_class_has_its_remedy() {
        let seconds = |seconds| Some(Span::seconds(seconds));
        let retry = |seconds| Remedy::Retry { after: Span::seconds(seconds) };
        let hold = |seconds| Remedy::HoldAccount { after: Span::seconds(seconds) };
        let table = [
            (Transient, 1, retry(1)),
            (Transient, 2, retry(2)),
            (Transient, 5, retry(16)),
            (Transient, MAX_TRIES, Remedy::GiveUp),
            (ThrottledConversation { after: None }, 1, retry(2)),
            (ThrottledConversation { after: seconds(40) }, 9, retry(40)),
            (ThrottledAccount { after: None }, 3, hold(8)),
            (ThrottledAccount { after: None }, 60, hold(300)),
            (ThrottledAccount { after: seconds(7) }, 1, hold(7)),
            (Quota { after: None }, 1, hold(3_600)),
            (Quota { after: seconds(86_400) }, 1, hold(86_400)),
            (Auth, 1, Remedy::Pause),
            (Window, 1, Remedy::GiveUp),
            (RecipientGone, 1, Remedy::GiveUp),
            (Content, 1, Remedy::GiveUp),
            (Ownership, 1, Remedy::GiveUp),
            (Unknown, 1, Remedy::GiveUp),
        ];
        for (class, tries, remedy) in table {
            assert_eq!(class.remedy(tries, 0), remedy, "{class:?} after {tries}");
        }
    }

    #[test]
    fn jitter_adds_up_to_half_and_what_a_provider_says_is_kept() {
        assert_eq!(Transient.remedy(3, u16::MAX), Remedy::Retry { after: Span::seconds(6) });
        let told = ThrottledAccount { after: Some(Span::seconds(7)) };
        assert_eq!(told.remedy(1, u16::MAX), Remedy::HoldAccount { after: Span::seconds(7) });
    }

    #[test]
    fn a_providers_words_are_bounded_before_they_are_shown() {
        let error = SendError::new(Content, &"9".repeat(100), &"no\n".repeat(200));
        assert_eq!((error.code.len(), error.text.len()), (64, 300));
        assert!(!error.text.contains('\n'));
        assert_eq!(
            error.delivery(),
            Delivery::Failed { code: error.code, text: error.text, retryable: false }
        );
    }
}
