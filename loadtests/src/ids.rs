//! Ids of commands: drawn by whoever sends them, and the same one when they are sent again.

use crate::clock::unix_millis;
use anyhow::{Result, anyhow};
use std::fmt::Display;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(0);

/// A new id: the time, then a number that starts anywhere and counts up, so that no two of a run are equal.
#[must_use]
pub(crate) fn draw() -> String {
    const SIX_BYTES: u64 = (1 << 48) - 1;
    if NEXT.load(Ordering::Relaxed) == 0 {
        let begin = rand::random::<u64>() | 1;
        // Somebody else was first: theirs counts.
        let _ = NEXT.compare_exchange(0, begin, Ordering::Relaxed, Ordering::Relaxed);
    }
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{:012x}{:012x}", unix_millis() & SIX_BYTES, number & SIX_BYTES)
}

/// An id of the wire from its text.
///
/// # Errors
/// When it is none.
pub(crate) fn parse<T: FromStr>(text: &str) -> Result<T>
where
    T::Err: Display,
{
    text.parse().map_err(|error| anyhow!("{text:?} is no id: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_web::wire::widget::ClientFrame;
    use std::collections::HashSet;

    #[test]
    fn no_two_ids_are_equal_and_all_are_ids_of_the_wire() {
        let drawn: HashSet<String> = (0..10_000).map(|_| draw()).collect();
        assert_eq!(drawn.len(), 10_000);
        for id in drawn.iter().take(10) {
            let frame = format!(r#"{{"type":"send","id":"{id}","say":{{"type":"talk_to_human"}}}}"#);
            serde_json::from_str::<ClientFrame>(&frame).expect("a frame of the wire");
        }
    }
}
