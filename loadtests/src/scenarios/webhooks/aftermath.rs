//! After the load: what the logs hold, and what stands on the telephones.

use super::desk::Seen;
use super::{ACCOUNT, person};
use crate::glance;
use crate::number::count;
use crate::pace;
use crate::rest::{Login, Rest};
use crate::statistics::Latencies;
use anyhow::{Context, Result};
use frontdesk_sandbox::{Received, Sandbox};
use frontdesk_web::wire::agent::Item;
use frontdesk_web::wire::rest::Items;
use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::Method;
use std::collections::BTreeMap;
use std::time::Duration;

/// The largest page of a history that the server gives.
const PAGE: usize = 200;
/// Above every sequence that the wire carries.
const NEWEST: u64 = (1 << 53) - 1;
/// Histories that are read at a time.
const READING: usize = 4;
/// How long the last replies may be under way; a provider that throttles is asked again later.
const LAST_WITHIN: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(50);

#[derive(Debug, Default)]
pub(super) struct Aftermath {
    /// Messages in logs, each the next one of its sender.
    pub(super) logged: u64,
    pub(super) out_of_order: u64,
    /// From the agent's sending until each reply was on its telephone; exact to 1 ms.
    pub(super) replied: Latencies,
    pub(super) replies_out_of_order: u64,
}

impl Aftermath {
    /// # Errors
    /// When a history cannot be read.
    pub(super) async fn read(
        rest: &Rest,
        login: &Login,
        conversations: &BTreeMap<usize, String>,
        phones: &Sandbox,
        seen: &Seen,
    ) -> Result<Self> {
        let mut found = Self::default();
        let mut histories = stream::iter(conversations)
            .map(|(number, conversation)| async move {
                anyhow::Ok((*number, numbers(rest, login, *number, conversation).await?))
            })
            .buffer_unordered(READING);
        while let Some((_, numbers)) = histories.try_next().await? {
            for (place, number) in (0_u64..).zip(numbers) {
                if number == place {
                    found.logged = found.logged.saturating_add(1);
                } else {
                    found.out_of_order = found.out_of_order.saturating_add(1);
                }
            }
        }
        drop(histories);
        for (number, replies) in &seen.replied {
            found.telephone(&until_there(phones, *number, *replies).await?);
        }
        Ok(found)
    }

    fn telephone(&mut self, received: &[Received]) {
        let mut next = 0;
        for (at, reply) in received.iter().filter_map(|one| Some((one.at, reply(&one.text)?))) {
            let (number, sent) = reply;
            if number == next {
                self.replied.record(Duration::from_millis(at.saturating_sub(sent)));
                next = next.saturating_add(1);
            } else {
                self.replies_out_of_order = self.replies_out_of_order.saturating_add(1);
            }
        }
    }
}

/// The numbers of the person's messages in the log of their conversation, oldest first.
async fn numbers(rest: &Rest, login: &Login, person: usize, conversation: &str) -> Result<Vec<u64>> {
    let (mut pages, mut before) = (Vec::new(), NEWEST);
    loop {
        let path = format!("/desk/v1/conversations/{conversation}/items?before={before}&limit={PAGE}");
        let page: Items = rest.of(login, Method::GET, &path, &[], None::<&()>).await?;
        let first = page.items.first().map(|item| match item {
            Item::Message(message) => message.seq,
            Item::Activity { seq, .. } => *seq,
        });
        let more = page.more;
        pages.push(serde_json::to_string(&page.items)?);
        match first {
            Some(first) if more => before = first,
            _ => break,
        }
    }
    let mut numbers = Vec::new();
    for page in pages.iter().rev() {
        for mark in glance::marks(page) {
            let mark = mark?;
            let of = usize::try_from(mark.sender).context("a mark of nobody")?;
            // Somebody else's message in this log is as wrong as one too many.
            numbers.push(if of == person { mark.number } else { u64::MAX });
        }
    }
    Ok(numbers)
}

/// What is on the telephone once so many replies are, or it is too late for them.
async fn until_there(phones: &Sandbox, number: usize, replies: u64) -> Result<Vec<Received>> {
    let received = || phones.received(ACCOUNT, &person(number));
    let all = pace::find(LOOK_EVERY, LAST_WITHIN, async || {
        let there = received().iter().filter(|one| reply(&one.text).is_some()).count();
        Ok((count(there) >= replies).then_some(()))
    });
    all.await?;
    Ok(received())
}

/// The number of a reply of ours, and when it was sent, in milliseconds since the Unix epoch.
fn reply(text: &str) -> Option<(u64, u64)> {
    let (number, sent) = text.strip_prefix("reply ")?.split_once(' ')?;
    Some((number.parse().ok()?, sent.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_told_from_what_the_bot_says_and_timed() {
        let received = |at, text: &str| Received { at, text: text.to_owned() };
        let mut found = Aftermath::default();
        found.telephone(&[
            received(1, "Hello, I am a bot"),
            received(1_010, "reply 0 1000"),
            received(1_030, "reply 1 1010"),
            received(1_040, "reply 1 1010"),
        ]);
        assert_eq!((found.replied.count(), found.replies_out_of_order), (2, 1));
        // Three digits are kept of a time.
        assert_eq!(found.replied.at(0.5) / 100, 100);
    }
}
