//! What the doctor makes of the Graph API's answers.

use super::errors::{Table, failure};
use super::fields::{list, text};
use crate::account::Account;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::percent::encode;
use serde_json::Value;

/// The checks that all of Meta's channels share; each has one of its own besides, which is about the account.
pub(crate) const TOKEN: &str = "token";
pub(crate) const ACCOUNT: &str = "account";
pub(crate) const WEBHOOK: &str = "webhook";

/// What the token is good for, and until when.
pub(crate) fn token_check(host: &str, token: &str) -> Check {
    let request = HttpRequest::get(format!("{host}/debug_token?input_token={}", encode(token)));
    Check { name: TOKEN, request: request.bearer(token) }
}

pub(crate) fn judge_token(response: &HttpResponse, scopes: &[&str], table: Table) -> Finding {
    let json = match answered(response, table) {
        Ok(json) => json,
        Err(error) => return Finding::Wrong(error),
    };
    if json.pointer("/data/is_valid") != Some(&Value::Bool(true)) {
        let said = text(&json, "/data/error/message");
        let said = said.as_deref().unwrap_or("the access token is not valid");
        let code = text(&json, "/data/error/code").unwrap_or_else(|| "190".to_owned());
        return Finding::Wrong(SendError::new(RetryClass::Auth, &code, said));
    }
    let granted = list(&json, "/data/scopes");
    let missing: Vec<&str> =
        scopes.iter().copied().filter(|scope| !granted.contains(&Value::from(*scope))).collect();
    if !missing.is_empty() {
        let said = format!("the access token lacks {}", missing.join(", "));
        return Finding::Wrong(SendError::new(RetryClass::Auth, "scopes", &said));
    }
    let application = text(&json, "/data/application").unwrap_or_default();
    match json.pointer("/data/expires_at").and_then(Value::as_u64) {
        None | Some(0) => Finding::Right(application),
        Some(until) => Finding::Doubtful(format!("the access token ends on {} (UTC)", day(until))),
    }
}

/// Whether an app gets our account's events.
pub(crate) fn judge_webhook(response: &HttpResponse, fields: &[&str], table: Table) -> Finding {
    let json = match answered(response, table) {
        Ok(json) => json,
        Err(error) => return Finding::Wrong(error),
    };
    let Some(app) = list(&json, "/data").first() else {
        let said = "no app is subscribed: nothing that people write arrives here";
        return Finding::Wrong(SendError::new(RetryClass::Auth, "not_subscribed", said));
    };
    let subscribed = list(app, "/subscribed_fields");
    let missing: Vec<&str> =
        fields.iter().copied().filter(|field| !subscribed.contains(&Value::from(*field))).collect();
    if missing.is_empty() {
        let name = ["/name", "/whatsapp_business_api_data/name"];
        Finding::Right(name.into_iter().find_map(|at| text(app, at)).unwrap_or_default())
    } else {
        Finding::Doubtful(format!("the webhook lacks the fields {}", missing.join(", ")))
    }
}

/// # Errors
/// When the answer is a refusal, or nothing that can be read.
pub(crate) fn answered(response: &HttpResponse, table: Table) -> Result<Value, SendError> {
    if !response.is_success() {
        return Err(failure(response, table));
    }
    let json = response.json();
    if json.is_object() {
        return Ok(json);
    }
    Err(SendError::new(RetryClass::Transient, "unreadable", "the provider's answer cannot be read"))
}

/// A setting that differs from what the provider says of the account.
pub(crate) fn differs(account: &Account, setting: &str, told: &str) -> bool {
    let plain = |text: &str| {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    let own = plain(account.setting(setting));
    !own.is_empty() && own != plain(told)
}

/// The day of a moment in seconds since the epoch, as `2026-11-21` (civil from days, H. Hinnant).
fn day(seconds: u64) -> String {
    let days = seconds / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_767_225_600, "2026-01-01"),
            (4_102_444_799, "2099-12-31"),
        ] {
            assert_eq!(day(seconds), date);
        }
    }
}
