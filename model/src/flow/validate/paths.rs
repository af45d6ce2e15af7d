//! Ways through the graph: every next step exists, every step can be reached, no circle goes round by itself.

use super::{Check, Defect};
use crate::flow::graph::{Flow, StepId};
use crate::flow::step::Step;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Check<'a> {
    pub(super) fn targets(&mut self, flow: &'a Flow) {
        if !flow.steps.contains_key(&flow.start) {
            self.at(None).report(Defect::UnknownNext { next: flow.start.clone() });
        }
        for (id, step) in &flow.steps {
            for next in step.targets().into_iter().filter(|next| !flow.steps.contains_key(*next)) {
                self.at(Some(id)).report(Defect::UnknownNext { next: next.clone() });
            }
        }
    }

    pub(super) fn reachability(&mut self, flow: &'a Flow) {
        let mut reached = BTreeSet::new();
        let mut ahead = vec![&flow.start];
        while let Some(id) = ahead.pop() {
            if reached.insert(id) {
                ahead.extend(flow.steps.get(id).map(Step::targets).unwrap_or_default());
            }
        }
        for id in flow.steps.keys().filter(|id| !reached.contains(id)) {
            self.at(Some(id)).report(Defect::Unreachable);
        }
    }

    /// Among the steps that need not wait, takes away those that nothing leads to, then those that lead nowhere, until
    /// none is left to take: what remains lies on circles or between two of them.
    pub(super) fn circles(&mut self, flow: &'a Flow) {
        let silent: BTreeSet<&StepId> =
            flow.steps.iter().filter(|(_, step)| !step.always_waits()).map(|(id, _)| id).collect();
        let mut forward: BTreeMap<&StepId, Vec<&StepId>> = BTreeMap::new();
        let mut backward: BTreeMap<&StepId, Vec<&StepId>> = BTreeMap::new();
        for id in &silent {
            let targets = flow.steps.get(*id).map(Step::targets).unwrap_or_default();
            for next in targets {
                forward.entry(id).or_default().push(next);
                backward.entry(next).or_default().push(id);
            }
        }
        let fed = without_dead_ends(silent, &backward, &forward);
        let circles = without_dead_ends(fed, &forward, &backward);
        for id in circles {
            self.at(Some(id)).report(Defect::CircleWithoutQuestion);
        }
    }
}

/// Takes away steps without an edge of `edges` to a step that is still there, until there is none; `reverse` are the
/// same edges the other way round.
fn without_dead_ends<'a>(
    mut left: BTreeSet<&'a StepId>,
    edges: &BTreeMap<&'a StepId, Vec<&'a StepId>>,
    reverse: &BTreeMap<&'a StepId, Vec<&'a StepId>>,
) -> BTreeSet<&'a StepId> {
    let inside = |left: &BTreeSet<&StepId>, id: &StepId| {
        edges.get(id).map_or(0, |ends| ends.iter().filter(|end| left.contains(**end)).count())
    };
    let mut open: BTreeMap<&StepId, usize> = left.iter().map(|id| (*id, inside(&left, id))).collect();
    let mut dead: Vec<&StepId> = open.iter().filter(|(_, edges)| **edges == 0).map(|(id, _)| *id).collect();
    while let Some(id) = dead.pop() {
        left.remove(id);
        for before in reverse.get(id).into_iter().flatten() {
            if let Some(edges) = open.get_mut(before) {
                *edges = edges.saturating_sub(1);
                if *edges == 0 && left.contains(before) {
                    dead.push(before);
                }
            }
        }
    }
    left
}
