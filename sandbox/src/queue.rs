//! What the providers have yet to do: webhooks to call, addresses to fetch, webhooks to shake hands with.

use crate::provider::Outgoing;
use crate::world::ChatKey;
use frontdesk_model::time::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What an event is, as far as faults care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Message,
    Receipt,
    Other,
}

/// Something that happened and that a webhook will tell.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) account: String,
    /// Those of one lane are told one after another.
    pub(crate) lane: String,
    pub(crate) item: Value,
}

/// A webhook that is to be called.
#[derive(Clone, Debug)]
pub(crate) struct Hook {
    pub(crate) account: String,
    pub(crate) items: Vec<Value>,
    /// As it was sent the first time: a retry is the same bytes.
    pub(crate) sent: Option<Outgoing>,
    /// Tries that failed.
    pub(crate) attempts: u32,
}

/// An address that a message of the business names, and that the provider gets at once.
#[derive(Clone, Debug)]
pub(crate) struct Fetch {
    pub(crate) key: ChatKey,
    pub(crate) message: String,
    pub(crate) url: String,
}

#[derive(Clone, Debug)]
pub(crate) enum Work {
    Hook(Hook),
    Fetch(Fetch),
    /// For the webhook of that account.
    Handshake(String),
}

/// Work and the lane that it holds up.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) lane: String,
    pub(crate) work: Work,
}

/// Bounded by what is put in: tests and demonstrations.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    waiting: BTreeMap<(Timestamp, u64), Job>,
    busy: BTreeSet<String>,
    /// Events that wait for enough others, an account each.
    gathered: BTreeMap<String, Vec<Event>>,
    /// A receipt that waits for the next one to overtake it, an account each.
    held: BTreeMap<String, Event>,
    put: u64,
}

impl Queue {
    pub(crate) fn put(&mut self, at: Timestamp, event: Event) {
        let hook = Hook { account: event.account, items: vec![event.item], sent: None, attempts: 0 };
        self.put_job(at, Job { lane: event.lane, work: Work::Hook(hook) });
    }

    pub(crate) fn put_job(&mut self, at: Timestamp, job: Job) {
        self.put += 1;
        self.waiting.insert((at, self.put), job);
    }

    /// Puts it in place of everything that waits in its lane.
    pub(crate) fn put_instead(&mut self, at: Timestamp, job: Job) {
        self.waiting.retain(|_, waiting| waiting.lane != job.lane);
        self.put_job(at, job);
    }

    /// What is due, each of a lane of its own, which is busy from now on.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Vec<Job> {
        let mut taken = Vec::new();
        for (place, job) in self.waiting.range(..=(now, u64::MAX)) {
            if self.busy.insert(job.lane.clone()) {
                taken.push(*place);
            }
        }
        taken.iter().filter_map(|place| self.waiting.remove(place)).collect()
    }

    /// When something is due that is not yet; `None` for never.
    pub(crate) fn next_after(&self, now: Timestamp) -> Option<Timestamp> {
        self.waiting.range((now, u64::MAX)..).next().map(|((at, _), _)| *at)
    }

    /// The webhooks of a lane that were not called yet, for whoever calls them instead.
    pub(crate) fn take_lane(&mut self, lane: &str) -> Vec<Hook> {
        let of_lane =
            |_: &(Timestamp, u64), job: &mut Job| job.lane == lane && matches!(job.work, Work::Hook(_));
        let taken = self.waiting.extract_if(.., of_lane);
        taken
            .filter_map(|(_, job)| match job.work {
                Work::Hook(hook) => Some(hook),
                Work::Fetch(_) | Work::Handshake(_) => None,
            })
            .collect()
    }

    /// The lane's work is done.
    pub(crate) fn free(&mut self, lane: &str) {
        self.busy.remove(lane);
    }

    /// Throws away what the account's webhook was yet to be told.
    pub(crate) fn drop_hooks(&mut self, account: &str) -> u64 {
        let before = self.waiting.len();
        self.waiting.retain(|_, job| !matches!(&job.work, Work::Hook(hook) if hook.account == account));
        u64::try_from(before - self.waiting.len()).unwrap_or(u64::MAX)
    }

    /// What is on its way or still waits, in webhooks and others; questions that only the clock asks are none.
    pub(crate) fn len(&self) -> usize {
        let by_the_clock = |job: &&Job| matches!(job.work, Work::Handshake(_));
        self.waiting.len() - self.waiting.values().filter(by_the_clock).count() + self.busy.len()
    }

    /// Puts the event aside until there are `size` of its account, which go out together.
    pub(crate) fn gather(&mut self, at: Timestamp, event: Event, size: usize, bad: Option<Value>) {
        let account = event.account.clone();
        let gathered = self.gathered.entry(account.clone()).or_default();
        gathered.push(event);
        let wanted = size.saturating_sub(usize::from(bad.is_some())).max(1);
        if gathered.len() < wanted {
            return;
        }
        let mut items: Vec<Value> = std::mem::take(gathered).into_iter().map(|event| event.item).collect();
        if let Some(bad) = bad {
            items.insert(items.len() / 2, bad);
        }
        let hook = Hook { account: account.clone(), items, sent: None, attempts: 0 };
        self.put_job(at, Job { lane: account, work: Work::Hook(hook) });
    }

    /// Puts the receipt behind the next one.
    pub(crate) fn overtake(&mut self, at: Timestamp, receipt: Event) {
        match self.held.remove(&receipt.account) {
            Some(earlier) => {
                self.put(at, receipt);
                self.put(at, earlier);
            }
            None => {
                self.held.insert(receipt.account.clone(), receipt);
            }
        }
    }

    /// Sends what faults held back, because they are over.
    pub(crate) fn release(&mut self, at: Timestamp, account: &str) {
        let gathered = self.gathered.remove(account).unwrap_or_default();
        for event in gathered.into_iter().chain(self.held.remove(account)) {
            self.put(at, event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(lane: &str, item: u32) -> Event {
        Event { account: "a".into(), lane: lane.into(), item: json!(item) }
    }

    fn items(jobs: &[Job]) -> Vec<Value> {
        jobs.iter()
            .flat_map(|job| match &job.work {
                Work::Hook(hook) => hook.items.clone(),
                Work::Fetch(_) | Work::Handshake(_) => Vec::new(),
            })
            .collect()
    }

    #[test]
    fn a_lane_goes_one_by_one_and_lanes_side_by_side() {
        let mut queue = Queue::default();
        let at = Timestamp::from_millis;
        queue.put(at(5), event("x", 1));
        queue.put(at(5), event("x", 2));
        queue.put(at(5), event("y", 3));
        queue.put(at(9), event("z", 4));
        assert_eq!(items(&queue.take_due(at(5))), [json!(1), json!(3)]);
        assert!(queue.take_due(at(5)).is_empty());
        queue.free("x");
        assert_eq!(items(&queue.take_due(at(5))), [json!(2)]);
        assert_eq!(queue.next_after(at(5)), Some(at(9)));
    }

    #[test]
    fn a_batch_goes_out_whole_with_a_bad_one_in_its_middle() {
        let mut queue = Queue::default();
        let at = Timestamp::from_millis(1);
        for number in 1..=4 {
            queue.gather(at, event("x", number), 5, Some(json!("bad")));
        }
        assert_eq!(items(&queue.take_due(at)), [json!(1), json!(2), json!("bad"), json!(3), json!(4)]);
    }

    #[test]
    fn a_receipt_is_overtaken_by_the_next_and_let_go_in_the_end() {
        let mut queue = Queue::default();
        let at = Timestamp::from_millis(1);
        for number in 1..=3 {
            queue.overtake(at, event(&number.to_string(), number));
        }
        assert_eq!(items(&queue.take_due(at)), [json!(2), json!(1)]);
        queue.release(at, "a");
        assert_eq!(items(&queue.take_due(at)), [json!(3)]);
    }
}
