//! What is right and wrong with an account: its provider is asked, and what happened since the server started is
//! looked at. Nothing is changed by it.

use crate::accounts::AccountError;
use crate::channel::Standing;
use crate::channels::{GetChannel, ReadyAccount};
use crate::dead_letters;
use crate::signs::Signs;
use crate::system::System;
use frontdesk_channels::{Account, Adapter, Finding, HttpRequest, HttpResponse, RetryClass};
use frontdesk_model::id::IntegrationId;
use frontdesk_model::time::{Span, Timestamp};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

pub use frontdesk_channels::{SendError, Template};

/// How long a provider may take for one answer: somebody sits in front of it.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);
/// A token that ends within that span is worth a look.
const ENDS_SOON: Span = Span::days(7);
/// Dead letters that are counted; past it "100" is as good as any number.
const MOST_COUNTED: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// It works, but somebody should look at it; or nothing is known yet.
    Doubtful,
    Wrong,
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was looked at: one of [`LOCAL`], or a check of the adapter. The admin centre has words for each.
    pub name: &'static str,
    /// Whether the provider was asked.
    pub asked: bool,
    pub verdict: Verdict,
    /// What tells one cause from another: a word of ours, or the provider's code. Empty where there is nothing to tell.
    pub code: String,
    /// The provider's own words, or a count.
    pub text: String,
    /// When it happened, or will.
    pub at: Option<Timestamp>,
}

/// The names of what is looked at here.
pub const LOCAL: [&str; 10] = [
    "connected",
    "address",
    "standing",
    "arriving",
    "refused",
    "sending",
    "alert",
    "token_end",
    "unread",
    "dead_letters",
];

impl Line {
    fn of(name: &'static str, verdict: Verdict, code: &str) -> Self {
        let (code, text) = (code.to_owned(), String::new());
        Self { name, asked: false, verdict, code, text, at: None }
    }

    fn at(self, at: Timestamp) -> Self {
        Self { at: Some(at), ..self }
    }

    fn saying(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    fn found(name: &'static str, finding: Finding) -> Self {
        let (verdict, code, text) = match finding {
            Finding::Right(text) => (Verdict::Right, String::new(), text),
            Finding::Doubtful(text) => (Verdict::Doubtful, String::new(), text),
            Finding::Wrong(SendError { code, text, .. }) => (Verdict::Wrong, code, text),
        };
        Self { name, asked: true, verdict, code, text, at: None }
    }
}

/// Looks at everything that can be known of an account, the provider's own answers last.
///
/// # Errors
/// [`AccountError::Unknown`] for what is no account of a provider; when the store cannot be read.
pub async fn examine(system: &System, integration: IntegrationId) -> Result<Vec<Line>, AccountError> {
    let adapter = system.accounts.adapter(integration).ok_or(AccountError::Unknown)?;
    let account = match system.accounts.get(integration).await {
        Ok(account) => Some(account),
        Err(AccountError::Unknown) => None,
        Err(AccountError::Sealed(_)) => {
            return Ok(vec![Line::of("connected", Verdict::Wrong, "other_key")]);
        }
        Err(error) => return Err(error),
    };
    let Some(account) = account else {
        return Ok(vec![Line::of("connected", Verdict::Wrong, "not_connected"), address(system)]);
    };
    let now = system.shared.clock.now();
    let signs = system.intake.signs.of(integration);
    let letters = dead_letters::of(&system.shared, integration, MOST_COUNTED).await?;
    let mut lines = vec![Line::of("connected", Verdict::Right, ""), address(system)];
    lines.extend(standing(system, integration).await);
    lines.extend([arriving(&signs), refused(&signs), sending(&signs)]);
    lines.extend(said_of_the_account(&signs));
    lines.extend(token(&account, adapter.as_ref(), now));
    lines.extend(left_over(&signs, letters.len()));
    lines.extend(ask(system, integration, adapter.as_ref()).await);
    Ok(lines)
}

/// Providers call nothing but https.
fn address(system: &System) -> Line {
    let public = &system.accounts.providers().public_url;
    let line = if public.starts_with("https://") {
        Line::of("address", Verdict::Right, "")
    } else {
        Line::of("address", Verdict::Wrong, "not_https")
    };
    line.saying(public.as_str())
}

async fn standing(system: &System, integration: IntegrationId) -> Option<Line> {
    let standing = system.channels.send(GetChannel(integration)).await.ok()??;
    Some(match standing {
        Standing::Working => Line::of("standing", Verdict::Right, "working"),
        Standing::Waiting { until, why } => {
            Line::of("standing", Verdict::Doubtful, "waiting").at(until).saying(why.to_string())
        }
        Standing::Paused { since, why } => {
            Line::of("standing", Verdict::Wrong, "paused").at(since).saying(why.to_string())
        }
    })
}

fn arriving(signs: &Signs) -> Line {
    match (signs.last_taken_at, signs.handshake_at) {
        (Some(at), _) => Line::of("arriving", Verdict::Right, "").at(at),
        (None, Some(at)) => Line::of("arriving", Verdict::Doubtful, "handshake_only").at(at),
        (None, None) => Line::of("arriving", Verdict::Doubtful, "never"),
    }
}

/// One that was refused after the last one that was taken says that none is believed any more.
fn refused(signs: &Signs) -> Line {
    let Some((at, why)) = signs.last_refused else { return Line::of("refused", Verdict::Right, "") };
    let still = signs.last_taken_at.is_none_or(|taken| taken <= at);
    let verdict = if still { Verdict::Wrong } else { Verdict::Doubtful };
    Line::of("refused", verdict, why.word()).at(at)
}

fn sending(signs: &Signs) -> Line {
    match (&signs.last_failure, signs.last_sent_at) {
        (Some((at, code, text)), sent) => {
            let mended = sent.is_some_and(|sent| sent > *at);
            let verdict = if mended { Verdict::Doubtful } else { Verdict::Wrong };
            Line::of("sending", verdict, code).at(*at).saying(text.as_str())
        }
        (None, Some(at)) => Line::of("sending", Verdict::Right, "").at(at),
        (None, None) => Line::of("sending", Verdict::Doubtful, "never"),
    }
}

fn said_of_the_account(signs: &Signs) -> Option<Line> {
    let (at, code, text) = signs.last_alert.as_ref()?;
    Some(Line::of("alert", Verdict::Doubtful, code).at(*at).saying(text.as_str()))
}

fn token(account: &Account, adapter: &dyn Adapter, now: Timestamp) -> Option<Line> {
    let token = account.token.as_ref()?;
    // One that the server renews by itself ends all the time.
    let verdict = match (adapter.renew(account).is_some(), token.expires_at) {
        (true, _) => Verdict::Right,
        (false, end) if end <= now => Verdict::Wrong,
        (false, end) if end <= now.plus(ENDS_SOON) => Verdict::Doubtful,
        (false, _) => Verdict::Right,
    };
    Some(Line::of("token_end", verdict, "").at(token.expires_at))
}

fn left_over(signs: &Signs, letters: usize) -> [Line; 2] {
    let counted = |name, count: u64| {
        let verdict = if count == 0 { Verdict::Right } else { Verdict::Doubtful };
        Line::of(name, verdict, "").saying(count.to_string())
    };
    [counted("unread", signs.unread), counted("dead_letters", letters.try_into().unwrap_or(u64::MAX))]
}

/// All checks of the adapter at once, in its order.
async fn ask(system: &System, integration: IntegrationId, adapter: &dyn Adapter) -> Vec<Line> {
    let account = match ready(system, integration).await {
        Ok(account) => account,
        Err(error) => return vec![Line::found("token", Finding::Wrong(error))],
    };
    let checks = adapter.checks(&account);
    let asked = checks.into_iter().map(|check| {
        let (account, answer) = (Arc::clone(&account), send(system, check.request));
        async move {
            let finding = match answer.await {
                Ok(response) => adapter.judge(&account, check.name, &response),
                Err(error) => Finding::Wrong(error),
            };
            Line::found(check.name, finding)
        }
    });
    futures_util::future::join_all(asked).await
}

/// The account with a token that holds for a while.
async fn ready(system: &System, integration: IntegrationId) -> Result<Arc<Account>, SendError> {
    match system.channels.send(ReadyAccount(integration)).await {
        Ok(Some(account)) => account,
        Ok(None) | Err(_) => Err(SendError::no_answer()),
    }
}

fn send(
    system: &System,
    request: HttpRequest,
) -> impl Future<Output = Result<HttpResponse, SendError>> + use<> {
    let sent = system.accounts.providers().transport.send(request);
    async move {
        match tokio::time::timeout(ANSWER_WITHIN, sent).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(SendError::unreachable()),
            Err(_) => Err(SendError::no_answer()),
        }
    }
}

/// Has the provider call our webhook, where no admin has to see to that; what came of each request, in its order.
///
/// # Errors
/// Why nothing could be asked: the account is not connected, or its token cannot be renewed.
pub async fn subscribe(
    system: &System,
    integration: IntegrationId,
) -> Result<Vec<Result<(), SendError>>, SendError> {
    let Some(adapter) = system.accounts.adapter(integration) else { return Ok(Vec::new()) };
    let account = ready(system, integration).await?;
    let mut outcomes = Vec::new();
    for request in adapter.subscribe(&account) {
        outcomes.push(match send(system, request).await {
            Ok(response) if adapter.is_subscribed(&response) => Ok(()),
            Ok(response) => Err(told(&response)),
            Err(error) => Err(error),
        });
    }
    Ok(outcomes)
}

/// A refusal in the provider's words, wherever it puts them.
fn told(response: &HttpResponse) -> SendError {
    let body = response.json();
    let places = ["/error/message", "/message", "/description", "/detail", "/errmsg", "/title"];
    let said = places.into_iter().find_map(|place| body.pointer(place)?.as_str());
    let text = said.unwrap_or("the provider refused");
    SendError::new(RetryClass::Auth, &response.status.to_string(), text)
}

/// The templates that may be sent on an account outside of the reply window; none where its provider has no such.
///
/// # Errors
/// When the provider does not tell them.
pub async fn templates(system: &System, integration: IntegrationId) -> Result<Vec<Template>, SendError> {
    let Some(adapter) = system.accounts.adapter(integration) else { return Ok(Vec::new()) };
    let account = ready(system, integration).await?;
    let Some(request) = adapter.templates(&account) else { return Ok(Vec::new()) };
    let response = send(system, request).await?;
    if response.is_success() { Ok(adapter.templates_from(&response)) } else { Err(told(&response)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_channels::Refusal;

    const NOON: Timestamp = Timestamp::from_millis(1_700_000_000_000);
    const LATER: Timestamp = Timestamp::from_millis(1_700_000_060_000);

    #[test]
    fn a_refusal_counts_until_something_is_taken_again() {
        let none = Signs::default();
        assert_eq!(refused(&none).verdict, Verdict::Right);
        let refused_last = Signs {
            last_taken_at: Some(NOON),
            last_refused: Some((LATER, Refusal::WrongSignature)),
            ..none.clone()
        };
        let line = refused(&refused_last);
        assert_eq!(
            (line.verdict, line.code.as_str(), line.at),
            (Verdict::Wrong, "wrong_signature", Some(LATER))
        );
        let taken_last =
            Signs { last_taken_at: Some(LATER), last_refused: Some((NOON, Refusal::WrongSignature)), ..none };
        assert_eq!(refused(&taken_last).verdict, Verdict::Doubtful);
    }

    #[test]
    fn a_failure_counts_until_something_is_sent_again() {
        let failed = Signs {
            last_failure: Some((NOON, "131047".to_owned(), "too late".to_owned())),
            ..Signs::default()
        };
        let line = sending(&failed);
        assert_eq!((line.verdict, line.code.as_str()), (Verdict::Wrong, "131047"));
        let mended = Signs { last_sent_at: Some(LATER), ..failed };
        assert_eq!(sending(&mended).verdict, Verdict::Doubtful);
        assert_eq!(sending(&Signs::default()).code, "never");
    }

    #[test]
    fn what_was_never_heard_is_not_called_wrong() {
        assert_eq!(arriving(&Signs::default()).verdict, Verdict::Doubtful);
        let greeted = Signs { handshake_at: Some(NOON), ..Signs::default() };
        assert_eq!(arriving(&greeted).code, "handshake_only");
    }
}
