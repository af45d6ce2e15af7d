//! How many messages an account may send, and how that is told.

use super::problem;
use crate::call::Answer;
use crate::world::World;
use frontdesk_model::time::Span;

const WINDOW: Span = Span::minutes(15);
const IN_WINDOW: u32 = 15;
const DAY: Span = Span::days(1);
const IN_DAY: u32 = 1_440;

/// Counts one more; the refusal where that is too many.
pub(super) fn count(world: &mut World, id: &str) -> Result<(), Answer> {
    let now = world.now;
    let Some(account) = world.accounts.get_mut(id) else {
        return Err(problem(401, "Unauthorized", "Unauthorized"));
    };
    let too_many = || problem(429, "Too Many Requests", "Too Many Requests");
    let (window, day) = ("dm-window-end", "dm-day-end");
    let mut end = |name: &str, span: Span| match account.note(name, now).and_then(|end| end.parse().ok()) {
        Some(end) => end,
        None => {
            let end = now.plus(span);
            account.remember(name, (end.millis() / 1_000).to_string(), Some(end));
            end.millis() / 1_000
        }
    };
    let (window_end, day_end): (u64, u64) = (end(window, WINDOW), end(day, DAY));
    if account.count("dm-day", now, now.plus(DAY)) > IN_DAY {
        return Err(too_many()
            .with("x-user-limit-24hour-limit", IN_DAY.to_string())
            .with("x-user-limit-24hour-remaining", "0")
            .with("x-user-limit-24hour-reset", day_end.to_string()));
    }
    if account.count("dm-window", now, now.plus(WINDOW)) > IN_WINDOW {
        return Err(too_many()
            .with("x-rate-limit-limit", IN_WINDOW.to_string())
            .with("x-rate-limit-remaining", "0")
            .with("x-rate-limit-reset", window_end.to_string()));
    }
    Ok(())
}
