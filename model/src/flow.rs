//! Bot flows: a versioned graph and the pure function that walks it.
//!
//! [`Flow`] is what an admin stores, [`validate()`] says what is wrong with it, [`advance`] answers one input of
//! the end user. A flow that validates never leaves an end user without an answer or a way to a human.
//!
//! **Architecture invariant:** what the bot says is the canonical [`Content`](crate::message::Content), whatever
//! the channel; [`degrade`](degrade::degrade) fits it to a channel when it is sent. Only forms are decided
//! here, because asking one field after another changes where the run waits.

pub mod answer;
pub mod condition;
pub mod default_response;
pub mod degrade;
pub mod graph;
mod interpreter;
mod matching;
mod offer;
pub(crate) mod placeholder;
mod reply;
pub mod run;
pub mod step;
pub mod validate;
pub mod wording;

pub use condition::{Condition, Subject};
pub use default_response::DefaultResponse;
pub use degrade::{Capabilities, Degraded, degrade, simplified};
pub use graph::{Escalation, Flow, InvalidStepId, Publication, Spot, StepId, TALK_TO_HUMAN};
pub use interpreter::{MAX_FALLBACKS, MAX_SILENT_STEPS, advance};
pub use run::{Advance, Input, Position, Run, Said, Surroundings, TransferReason};
pub use step::{Assignment, Branch, FieldValue, LinkButton, OptionEdge, Panel, PanelButton, Step};
pub use validate::{Defect, Problem, validate};
pub use wording::Words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod self_help;
#[cfg(test)]
mod walks;
