//! The only place where this program lets time pass: until a moment of the workload, which is part of what is measured,
//! or between two looks at what tells nobody that it has changed. Whatever can be waited for is waited for.

use anyhow::Result;
use std::time::{Duration, Instant};
use tokio::time::MissedTickBehavior;

/// Until a moment of the workload: when the next message is due, or the measured stretch begins.
pub(crate) async fn until(moment: Instant) {
    tokio::time::sleep_until(moment.into()).await;
}

/// For so long, by a workload: how long an agent's work takes, or a server lives until it is killed.
pub(crate) async fn spend(time: Duration) {
    until(Instant::now() + time).await;
}

/// Looks at once and then every so often, until something is found; `None` when nothing was there within that time.
///
/// # Errors
/// Those of `look`, which ends the looking.
pub(crate) async fn find<T>(
    every: Duration,
    within: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<Option<T>> {
    let mut looks = tokio::time::interval(every);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let finding = async {
        loop {
            looks.tick().await;
            if let Some(found) = look().await? {
                return Ok(found);
            }
        }
    };
    tokio::time::timeout(within, finding).await.ok().transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    const EVERY: Duration = Duration::from_millis(100);

    #[tokio::test(start_paused = true)]
    async fn what_is_there_is_found_at_the_look_after_it_came() -> Result<()> {
        let (began, mut looks) = (tokio::time::Instant::now(), 0);
        let found = find(EVERY, EVERY * 10, async || {
            looks += 1;
            Ok((looks == 4).then_some(looks))
        });
        assert_eq!(found.await?, Some(4));
        assert_eq!(began.elapsed(), EVERY * 3);
        Ok(())
    }

    #[tokio::test(start_paused = true)]
    async fn what_never_comes_is_given_up_even_while_a_look_hangs() -> Result<()> {
        let began = tokio::time::Instant::now();
        assert_eq!(find::<()>(EVERY, EVERY * 10, async || Ok(None)).await?, None);
        assert_eq!(find::<()>(EVERY, EVERY * 10, async || std::future::pending().await).await?, None);
        assert_eq!(began.elapsed(), EVERY * 20);
        Ok(())
    }

    #[tokio::test(start_paused = true)]
    async fn a_look_that_fails_ends_it() {
        let found = find::<()>(EVERY, EVERY * 10, async || bail!("the server is gone"));
        assert_eq!(found.await.map_err(|error| error.to_string()), Err("the server is gone".to_owned()));
    }
}
