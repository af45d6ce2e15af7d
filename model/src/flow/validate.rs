//! What is wrong with a flow, before it is published. Every problem names its step and says what to do.

mod bounds;
mod paths;
#[cfg(test)]
mod tests;

use super::graph::{Flow, StepId};
use std::collections::BTreeSet;
use std::fmt;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// `None`: the flow as a whole.
    pub step: Option<StepId>,
    pub defect: Defect,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.step {
            Some(step) => write!(out, "step `{step}`: {}", self.defect),
            None => write!(out, "the flow: {}", self.defect),
        }
    }
}

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Defect {
    #[error("it goes on at `{next}`, which does not exist; choose a step that does")]
    UnknownNext { next: StepId },
    #[error("no way leads here from the start; connect it or remove it")]
    Unreachable,
    #[error(
        "the flow can come back here without asking the customer anything; put a question into the circle. Asking \
         only for name and e-mail does not count, since signed-in customers are not asked"
    )]
    CircleWithoutQuestion,
    #[error("it has {found} {what}; {least} to {most} are allowed")]
    Count { what: &'static str, found: usize, least: usize, most: usize },
    #[error("{what} `{value}` has {found} characters; {least} to {most} are allowed")]
    Length { what: &'static str, value: String, found: usize, least: usize, most: usize },
    #[error("{what} `{value}` is there twice; rename one of them")]
    Duplicate { what: &'static str, value: String },
    #[error("{what} `{value}` may have only letters, digits, `_` and `-`; rename it")]
    Name { what: &'static str, value: String },
    #[error("the id `talk_to_human` is kept for \"Talk to a human\"; rename the option")]
    ReservedId,
    #[error("label `{label}` is also the number of another choice; add a word to it")]
    LabelIsNumber { label: String },
    #[error("tag `{tag}` may not have white space, `#`, `@` or `!`; leave them out")]
    Tag { tag: String },
    #[error("address `{url}` must begin with https:// and a host, and have no spaces; correct it")]
    Url { url: String },
    #[error("address `{url}` must begin with https:// or http:// and a host, and have no spaces; correct it")]
    ArticleUrl { url: String },
    #[error(
        "the text says nothing when its placeholders are empty; add words, or write {{{{name || words}}}}"
    )]
    OnlyPlaceholders,
    #[error("its condition nests {found} deep, at most 4 is allowed; divide it over two steps")]
    ConditionTooDeep { found: usize },
}

/// Checks everything that can be known from the flow alone; whether groups and ticket fields exist, its caller knows.
///
/// # Errors
/// All problems, sorted by step; those of the flow as a whole come first.
pub fn validate(flow: &Flow) -> Result<(), Vec<Problem>> {
    let mut check = Check { place: None, problems: BTreeSet::new() };
    check.flow(flow);
    for (id, step) in &flow.steps {
        check.at(Some(id)).step(step);
    }
    check.targets(flow);
    check.reachability(flow);
    check.circles(flow);
    if check.problems.is_empty() { Ok(()) } else { Err(check.problems.into_iter().collect()) }
}

struct Check<'a> {
    /// The step under examination.
    place: Option<&'a StepId>,
    problems: BTreeSet<Problem>,
}

impl<'a> Check<'a> {
    fn at(&mut self, place: Option<&'a StepId>) -> &mut Self {
        self.place = place;
        self
    }

    fn report(&mut self, defect: Defect) {
        self.problems.insert(Problem { step: self.place.cloned(), defect });
    }
}
