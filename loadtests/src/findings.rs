//! What a scenario found: figures, floors, latencies, what had to be true, and how it stands against the goals.

use crate::statistics::{Distribution, Latencies};
use serde::Serialize;

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
}

/// Something that must be true whatever the speed; if it is not, the run has failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Assertion {
    pub(crate) what: String,
    pub(crate) holds: bool,
    pub(crate) detail: String,
}

/// On which side of a figure a goal lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "side", content = "bound", rename_all = "snake_case")]
pub(crate) enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Bound {
    #[must_use]
    pub(crate) fn holds(self, measured: f64) -> bool {
        match self {
            Self::AtMost(bound) => measured <= bound,
            Self::AtLeast(bound) => measured >= bound,
        }
    }
}

/// A goal of the project and what was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Verdict {
    /// Its number among the goals, such as `P1`.
    pub(crate) goal: &'static str,
    pub(crate) what: String,
    pub(crate) measured: f64,
    pub(crate) bound: Bound,
    pub(crate) unit: &'static str,
    pub(crate) reached: bool,
}

/// One more line than two axes: a value over another, such as cost over size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Curve {
    pub(crate) title: String,
    pub(crate) across: &'static str,
    pub(crate) up: &'static str,
    pub(crate) points: Vec<(f64, f64)>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Findings {
    pub(crate) figures: Vec<Figure>,
    /// What this machine can do at best, measured in the same minutes.
    pub(crate) floors: Vec<Figure>,
    pub(crate) distributions: Vec<Distribution>,
    pub(crate) curves: Vec<Curve>,
    pub(crate) assertions: Vec<Assertion>,
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) notes: Vec<String>,
}

impl Findings {
    pub(crate) fn figure(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { name: name.into(), value, unit });
    }

    pub(crate) fn floor(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.floors.push(Figure { name: name.into(), value, unit });
    }

    /// The value of a floor that was measured, 0 if it was not.
    #[must_use]
    pub(crate) fn floor_of(&self, name: &str) -> f64 {
        self.floors.iter().find(|floor| floor.name == name).map_or(0.0, |floor| floor.value)
    }

    pub(crate) fn distribution(&mut self, name: &str, latencies: &Latencies) {
        self.distributions.push(latencies.summary(name));
    }

    pub(crate) fn assert(&mut self, what: &str, holds: bool, detail: impl Into<String>) {
        self.assertions.push(Assertion { what: what.to_owned(), holds, detail: detail.into() });
    }

    /// Asserts that something that must not happen did not.
    pub(crate) fn assert_none(&mut self, what: &str, happened: u64) {
        self.assert(what, happened == 0, format!("{happened} times"));
    }

    pub(crate) fn verdict(
        &mut self,
        goal: &'static str,
        what: &str,
        measured: f64,
        bound: Bound,
        unit: &'static str,
    ) {
        let reached = bound.holds(measured);
        self.verdicts.push(Verdict { goal, what: what.to_owned(), measured, bound, unit, reached });
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Whether everything that must be true is.
    #[must_use]
    pub(crate) fn are_correct(&self) -> bool {
        self.assertions.iter().all(|assertion| assertion.holds)
    }

    #[must_use]
    pub(crate) fn reach_goals(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.reached)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_broken_assertion_breaks_the_run_and_a_slow_figure_does_not() {
        let mut findings = Findings::default();
        findings.verdict("P1", "messages a second", 10.0, Bound::AtLeast(40_000.0), "1/s");
        findings.assert_none("messages lost", 0);
        assert!(findings.are_correct() && !findings.reach_goals());
        findings.assert_none("messages twice", 1);
        assert!(!findings.are_correct());
    }

    #[test]
    fn a_bound_belongs_to_what_reaches_it() {
        assert!(Bound::AtMost(1.0).holds(1.0) && !Bound::AtMost(1.0).holds(1.1));
        assert!(Bound::AtLeast(1.0).holds(1.0) && !Bound::AtLeast(1.0).holds(0.9));
    }
}
