//! What was sent and acknowledged, held against what is in the history.

use std::collections::{HashMap, HashSet};

/// The outcome for one visitor, or the sum of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    pub(super) acknowledged: u64,
    pub(super) stored: u64,
    /// Sent once more because no answer had come.
    pub(super) repeated: u64,
    pub(super) lost: u64,
    pub(super) twice: u64,
    pub(super) out_of_order: u64,
    pub(super) foreign: u64,
    pub(super) gaps: u64,
}

impl Ledger {
    pub(super) const fn add(&mut self, other: &Self) {
        self.acknowledged += other.acknowledged;
        self.stored += other.stored;
        self.repeated += other.repeated;
        self.lost += other.lost;
        self.twice += other.twice;
        self.out_of_order += other.out_of_order;
        self.foreign += other.foreign;
        self.gaps += other.gaps;
    }

    /// `sent`: ids in the order of sending, and whether each was acknowledged. `history`: ids of the visitor's
    /// messages in the order of the log.
    pub(super) fn of(sent: &[(String, bool)], history: &[String]) -> Self {
        let mut ledger = Self { stored: crate::number::count(history.len()), ..Self::default() };
        let places: HashMap<&str, usize> =
            sent.iter().enumerate().map(|(place, (id, _))| (id.as_str(), place)).collect();
        let (mut found, mut last) = (HashSet::new(), None);
        for id in history {
            let Some(place) = places.get(id.as_str()).copied() else {
                ledger.foreign += 1;
                continue;
            };
            if !found.insert(id.as_str()) {
                ledger.twice += 1;
            } else if last.is_some_and(|last| place < last) {
                ledger.out_of_order += 1;
            }
            last = last.max(Some(place));
        }
        for (id, acknowledged) in sent {
            if *acknowledged {
                ledger.acknowledged += 1;
                ledger.lost += u64::from(!found.contains(id.as_str()));
            }
        }
        ledger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(sent: &[(&str, bool)], history: &[&str]) -> Ledger {
        let sent: Vec<_> = sent.iter().map(|(id, acknowledged)| ((*id).to_owned(), *acknowledged)).collect();
        let history: Vec<_> = history.iter().map(|id| (*id).to_owned()).collect();
        Ledger::of(&sent, &history)
    }

    #[test]
    fn what_was_not_acknowledged_may_be_there_or_not() {
        let sent = [("a", true), ("b", false), ("c", false)];
        for history in [&["a", "b"][..], &["a"], &["a", "b", "c"]] {
            let found = ledger(&sent, history);
            assert_eq!((found.lost, found.twice, found.out_of_order, found.foreign), (0, 0, 0, 0));
        }
    }

    #[test]
    fn what_is_wrong_is_counted_as_what_it_is() {
        let sent = [("a", true), ("b", true), ("c", true)];
        assert_eq!(ledger(&sent, &["a", "c"]).lost, 1);
        assert_eq!(ledger(&sent, &["a", "b", "b", "c"]).twice, 1);
        assert_eq!(ledger(&sent, &["a", "c", "b"]).out_of_order, 1);
        assert_eq!(ledger(&sent, &["a", "b", "c", "x"]).foreign, 1);
        assert_eq!(
            ledger(&sent, &["a", "b", "c"]),
            Ledger { acknowledged: 3, stored: 3, ..Ledger::default() }
        );
    }
}
