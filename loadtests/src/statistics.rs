//! Latencies as histograms: microseconds, three significant digits, up to two minutes.

use crate::number::{float, micros};
use hdrhistogram::Histogram;
use serde::Serialize;
use std::time::Duration;

/// What takes longer is counted as this long; nothing here waits for two minutes.
const LONGEST_MICROS: u64 = 120_000_000;
/// Where the curve of percentiles is read for the plot.
const CURVE: [f64; 12] = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999];

/// How long something took, many times over.
#[derive(Clone, Debug)]
pub(crate) struct Latencies(Histogram<u64>);

impl Default for Latencies {
    #[expect(clippy::expect_used, reason = "the bounds are constants that the histogram takes")]
    fn default() -> Self {
        Self(Histogram::new_with_bounds(1, LONGEST_MICROS, 3).expect("1 to two minutes, three digits"))
    }
}

impl Latencies {
    pub(crate) fn record(&mut self, took: Duration) {
        self.0.saturating_record(micros(took).max(1));
    }

    /// Adds all that `other` holds, and empties it.
    pub(crate) fn take_from(&mut self, other: &mut Self) {
        // Both have the same bounds, so every value fits.
        let _ = self.0.add(&other.0);
        other.0.reset();
    }

    #[must_use]
    pub(crate) fn count(&self) -> u64 {
        self.0.len()
    }

    /// The value below which `share` (0 to 1) of all lie, in microseconds; 0 where nothing was recorded.
    #[must_use]
    pub(crate) fn at(&self, share: f64) -> u64 {
        self.0.value_at_quantile(share)
    }

    #[must_use]
    pub(crate) fn summary(&self, name: &str) -> Distribution {
        let curve = CURVE.iter().filter(|share| float(self.count()) * (1.0 - **share) >= 1.0);
        Distribution {
            name: name.to_owned(),
            count: self.count(),
            mean_us: self.0.mean(),
            p50_us: self.at(0.5),
            p95_us: self.at(0.95),
            p99_us: self.at(0.99),
            max_us: if self.count() == 0 { 0 } else { self.0.max() },
            curve: curve.map(|share| (*share, self.at(*share))).collect(),
        }
    }
}

/// A histogram as it is reported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Distribution {
    pub(crate) name: String,
    pub(crate) count: u64,
    pub(crate) mean_us: f64,
    pub(crate) p50_us: u64,
    pub(crate) p95_us: u64,
    pub(crate) p99_us: u64,
    pub(crate) max_us: u64,
    /// Share (0 to 1) and microseconds; only shares that at least one value lies above.
    pub(crate) curve: Vec<(f64, u64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_1_to(last: u64) -> Latencies {
        let mut latencies = Latencies::default();
        for millis in 1..=last {
            latencies.record(Duration::from_millis(millis));
        }
        latencies
    }

    /// Within the three digits that are kept.
    fn about(measured: u64, expected: u64) -> bool {
        measured.abs_diff(expected) <= expected / 500
    }

    #[test]
    fn percentiles_are_those_of_the_values() {
        let summary = from_1_to(1_000).summary("a");
        assert_eq!(summary.count, 1_000);
        assert!(about(summary.p50_us, 500_000), "{}", summary.p50_us);
        assert!(about(summary.p95_us, 950_000), "{}", summary.p95_us);
        assert!(about(summary.p99_us, 990_000), "{}", summary.p99_us);
        assert!(about(summary.max_us, 1_000_000), "{}", summary.max_us);
    }

    #[test]
    fn the_curve_claims_no_percentile_that_nothing_lies_above() {
        let shares: Vec<f64> = from_1_to(100).summary("a").curve.iter().map(|(share, _)| *share).collect();
        assert_eq!(shares.last(), Some(&0.99));
    }

    #[test]
    fn nothing_recorded_is_all_zeros() {
        let summary = Latencies::default().summary("none");
        assert_eq!((summary.count, summary.p99_us, summary.max_us), (0, 0, 0));
        assert!(summary.curve.is_empty());
    }

    #[test]
    fn what_takes_longer_than_can_be_told_counts_as_the_longest() {
        let mut latencies = Latencies::default();
        latencies.record(Duration::from_secs(3_600));
        latencies.record(Duration::ZERO);
        assert_eq!(latencies.count(), 2);
        assert!(about(latencies.at(1.0), LONGEST_MICROS));
    }

    #[test]
    fn taking_empties_the_other() {
        let (mut all, mut some) = (from_1_to(10), from_1_to(10));
        all.take_from(&mut some);
        assert_eq!((all.count(), some.count()), (20, 0));
    }
}
